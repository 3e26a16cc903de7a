/*
 * support/gen.h: random elections, made from a seed, for the differential tests and the laws.
 *
 * A *draft* is an election that can still be changed: papers as rows of what was seen against each
 * candidate, so that a candidate, a group, a setting or a paper can be taken out and the rest still
 * means something. A *case* is a draft made into what the engines take. The same seed and wish give
 * the same draft on every machine. Ties come often, because many drafts have few papers.
 */
#ifndef TEST_GEN_H
#define TEST_GEN_H

#include <stdio.h>

#include "model/contest.h"
#include "model/lots.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

#define GEN_CANDIDATES_MAX 40u
#define GEN_CATEGORIES_MAX 3u
#define GEN_GROUPS_MAX     9u
#define GEN_SETS_MAX       32u
#define GEN_PAPERS_MAX     4000u
#define GEN_EVENT_TEXT     1024u

/* One row: what stood against each candidate: 0 nothing, 1..999 a number, TLRI_SEEN_CROSS,
 * TLRI_SEEN_DOUBT. */
struct gen_paper {
    uint32_t weight;
    uint16_t reject; /* enum tlri_reject, in the hall */
    uint16_t batch;  /* never smaller than that of the row before */
    bool decided;    /* a decision stands beside it: */
    uint16_t ruled_reject;
    uint16_t seen[GEN_CANDIDATES_MAX];
    uint16_t ruled[GEN_CANDIDATES_MAX];
};

/* A setting put on top of what the rule set's name stands for. */
struct gen_set {
    char name[32];
    char value[24];
};

struct gen_group {
    uint32_t category, minimum, maximum;
};

struct gen_draft {
    uint64_t seed;
    uint32_t candidates, places;
    enum tlri_standing standing[GEN_CANDIDATES_MAX];
    uint32_t categories, groups;
    struct gen_group group[GEN_GROUPS_MAX];
    uint32_t member[GEN_CANDIDATES_MAX][GEN_CATEGORIES_MAX]; /* group or TLRI_NONE */
    bool ordered;
    uint32_t order[GEN_CANDIDATES_MAX];
    const char *rule_set;
    uint32_t sets;
    struct gen_set set[GEN_SETS_MAX];
    uint32_t papers;
    struct gen_paper *paper; /* owned, malloc */
};

/* What a test asks of the elections it wants. Zeros: everything is allowed. */
struct gen_wish {
    const char *rule_set;    /* NULL: any, by the seed */
    uint32_t candidates_max; /* 0: GEN_CANDIDATES_MAX */
    uint32_t papers_max;     /* 0: by the seed, up to 400 rows */
    bool plain_marks; /* every paper is valid: 1, 2, 3 …, or at most as many crosses as votes */
    bool no_bounds, want_bounds;
    bool no_reopen;
    bool no_settings;  /* only those that the rule set asks to be declared */
    const char *avoid; /* a setting that keeps the rule set's own value, or NULL */
};

/* Makes the draft of a seed. False when memory fails. Drop it with gen_draft_drop. */
bool gen_draft_make(struct gen_draft *draft, uint64_t seed, const struct gen_wish *wish);
bool gen_draft_copy(struct gen_draft *to, const struct gen_draft *from);
void gen_draft_drop(struct gen_draft *draft);
/* Adds or replaces a setting of the draft. */
void gen_draft_set(struct gen_draft *draft, const char *name, const char *value);
/* Are the papers marked with crosses under these settings? */
bool gen_of_crosses(const struct tlri_settings *settings);

/* ---- a draft as the engines take it ------------------------------------------------------------
 */

struct gen_case {
    tlr_ctx *ctx;
    struct tlri_contest contest;
    struct tlri_settings settings;
    struct tlri_papers *papers;
    struct tlri_candidate candidate[GEN_CANDIDATES_MAX];
    struct tlri_group group[GEN_GROUPS_MAX];
    uint32_t member[GEN_CANDIDATES_MAX * GEN_CATEGORIES_MAX];
    uint32_t order[GEN_CANDIDATES_MAX];
    uint64_t lot_salt; /* lots are drawn from this and the tie alone */
};

/* Builds the case; the draft may go before it. Diagnostics of a refused setting stay in the
 * context. TLR_E_RULES, TLR_E_INPUT: the settings do not fit together. Drop it with gen_case_drop.
 */
tlr_status gen_case_build(struct gen_case *built, tlr_ctx *ctx,
                          const struct gen_draft *draft) TLRI_NODISCARD;
void gen_case_drop(struct gen_case *built);

/* ---- counting ----------------------------------------------------------------------------------
 */

typedef tlr_status gen_engine(tlr_ctx *ctx, const struct tlri_contest *contest,
                              const struct tlri_settings *settings,
                              const struct tlri_papers *papers, const struct tlri_lots *lots,
                              struct tlri_transcript **out);

#define GEN_LOTS_MAX 400u

struct gen_lots {
    struct tlri_lots lots;
    struct tlri_lot lot[GEN_LOTS_MAX];
    uint32_t used;
    uint32_t pool[GEN_LOTS_MAX * GEN_CANDIDATES_MAX];
};
void gen_lots_init(struct gen_lots *lots);
/* Draws the lot that the transcript's last event asks for. The selected one depends on the salt,
 * the purpose and the tied set only; salt 0: the tied candidate who stands first on the paper.
 * False when it asks for none, when it was drawn already, or when there are too many. */
bool gen_lots_draw(struct gen_lots *lots, const struct tlri_transcript *transcript, uint64_t salt);

/* Counts, drawing each lot that is needed and counting again. On TLR_OK *out is the whole count. */
tlr_status gen_count(gen_engine *engine, const struct gen_case *built, struct gen_lots *lots,
                     struct tlri_transcript **out) TLRI_NODISCARD;

/* ---- in words, and smaller
 * ----------------------------------------------------------------------- */

/* One event in words, candidates numbered from 1: "stage 2  transfer  3 -> 5  12 papers …". */
void gen_event_text(const struct tlri_transcript *transcript, size_t i, char *out, size_t size);
/* The whole election: seed, rule set and settings, candidates, groups and bounds, papers as seen.
 */
void gen_draft_print(FILE *out, const struct gen_draft *draft);
/* Both transcripts from a little before event i to a little after it. */
void gen_difference_print(FILE *out, const struct tlri_transcript *x,
                          const struct tlri_transcript *y, size_t i);

/* Does this draft still show the fault? */
typedef bool gen_fails(const struct gen_draft *draft, void *user);
/* Makes the draft as small as it can while it fails: fewer papers, candidates, bounds, settings.
 * At most `tries` trials. Returns how many were made. */
size_t gen_shrink(struct gen_draft *draft, gen_fails *fails, void *user, size_t tries);

#endif

/*
 * conformance.h: what the parts of the conformance runner share. See runner.c and README.md.
 *
 * Expected results of other programs come as JSON files; this is one of them in memory, and what
 * one of our own counts says in the same shape. Figures keep the decimals with which they were
 * printed.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <jansson.h>

#include "model/contest.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

#define CONF_CANDIDATES_MAX TLRI_CANDIDATES_MAX
#define CONF_TEXT           512u

struct conf_figure {
    bool stated;
    unsigned decimals;
    tlri_dec value;
};

/* One stage, expected or our own. Votes are per candidate, in ballot order. */
struct conf_stage {
    uint32_t round; /* as the source numbers it */
    bool elects;    /* the source says who is elected here: */
    uint32_t elections;
    uint32_t elected[CONF_CANDIDATES_MAX];
    struct conf_figure vote[CONF_CANDIDATES_MAX];
    struct conf_figure lost; /* non-transferable and rounding together */
    struct conf_figure quota;
};

struct conf_count {
    uint32_t candidates;
    uint32_t winners;
    uint32_t winner[CONF_CANDIDATES_MAX];
    struct conf_figure quota;
    uint32_t stages;
    struct conf_stage *stage; /* malloc */
};
void conf_count_drop(struct conf_count *count);

/* A row of manifest.csv. Strings are owned by the manifest. */
struct conf_row {
    const char *source, *id, *ballots, *expected, *rule, *provenance;
    bool lot; /* a tie was decided by lot, or in a way that is not ours to follow */
};

/* How a row is counted here, or why it is not. */
enum conf_compare {
    CONF_STAGES,  /* every stage of theirs is a stage of ours, and the other way round */
    CONF_FINER,   /* every stage of theirs is a stage of ours; ours may have more between */
    CONF_QUOTAS,  /* as STAGES, but only quota and totals are published */
    CONF_WINNERS, /* only the winners can be compared */
    CONF_STATES,  /* guarded and doomed candidates of single states */
    CONF_FACTS    /* the published figures of ERS97's model election */
};
#define CONF_SETS_MAX 12u
struct conf_plan {
    const char *out_of_scope; /* NULL: in scope */
    const char *rule_set;
    const char *set[CONF_SETS_MAX][2];
    uint32_t sets;
    enum conf_compare compare;
    unsigned close;     /* last decimals of theirs that may differ by rounding, 0: none */
    bool rejected_lost; /* the source counts rejected papers among the inactive, blank ones apart */
    bool ends_early;    /* the source stops before anybody is elected */
    bool rounding_apart; /* what it calls non-transferable does not hold what rounding loses */
    bool order_by_stage; /* who is elected in one stage is listed in any order */
    bool no_equals;      /* papers with equal preferences put it out of scope */
};
void conf_plan_set(struct conf_plan *plan, const char *name, const char *value);
/* Which rule set answers this row? From the manifest row and the expected file. */
void conf_plan_make(struct conf_plan *plan, const struct conf_row *row, const json_t *expected);

/* A known error of a source (KNOWN.md), or NULL. */
const char *conf_source_error(const struct conf_row *row);

/* Reads the stages and winners of an expected file. names: candidates' names for files that use
 * names for numbers, or NULL. False with text in why when it cannot be understood. */
bool conf_expected_read(const json_t *root, const char *const *names, uint32_t candidates,
                        struct conf_count *out, char *why);
/* The same of one of our transcripts. */
bool conf_transcript_read(const struct conf_plan *plan, const struct tlri_transcript *transcript,
                          uint32_t candidates, struct conf_count *out);

/* How far two counts agree. */
struct conf_verdict {
    bool same;
    uint32_t matched;    /* expected stages that were found, in order */
    bool ended_before;   /* all of our stages agree, but theirs go on */
    char why[CONF_TEXT]; /* the first difference, when not the same */
};
void conf_compare_counts(const struct conf_plan *plan, const struct conf_count *theirs,
                         const struct conf_count *ours, struct conf_verdict *out);

bool conf_figure_parse(const char *text, struct conf_figure *out);
/* Equal, as far as both have decimals; `close`: that many of the last decimals of the expected one
 * are not looked at, and the last one looked at may be rounded either way. */
bool conf_figure_same(const struct conf_figure *theirs, const struct conf_figure *ours,
                      unsigned close);
void conf_figure_text(const struct conf_figure *figure, char *out);

/* ---- ballots
 * ------------------------------------------------------------------------------------- */

struct conf_ballots {
    struct tlri_arena arena;
    struct tlri_contest contest;
    struct tlri_papers *papers;
    bool equals;        /* some paper has equal preferences */
    const char **names; /* of candidates, for expected files that use names; or NULL */
    void *blt;          /* struct tlri_blt, owner of the above, or NULL */
};
/* A BLT file, with a constraint file beside it when con is not NULL. */
tlr_status conf_read_blt(tlr_ctx *ctx, const char *path, const char *con, uint32_t seats,
                         struct conf_ballots *out);
/* An RCTab table of marks, read under the rules that its expected file states; sets the plan's mark
 * settings. */
tlr_status conf_read_rctab(tlr_ctx *ctx, const char *path, const json_t *expected,
                           struct conf_plan *plan, struct conf_ballots *out);
void conf_ballots_drop(struct conf_ballots *ballots);

#endif

/*
 * audit/effect.h: could a fault in so many papers have changed who was elected?
 *
 * spec/rules/effect.md. Answers a question about a finished count; changes no result. For each
 * person elected two numbers are found: `lower`, proved: a fault in fewer papers cannot have kept
 * the person out; and `upper`, shown: an example of so many papers, counted by both engines, in
 * which the person is not elected. Nothing is guessed: between the two it is not established.
 */
#ifndef TLRI_AUDIT_EFFECT_H
#define TLRI_AUDIT_EFFECT_H

#include "audit/audit.h"

#define TLRI_EFFECT_NEVER UINT64_MAX /* lower: no number can; upper: no example is known */

/* [EFF-2] What went wrong with a paper. */
enum tlri_fault {
    TLRI_FAULT_COUNTED,  /* it was counted and should not have been */
    TLRI_FAULT_EXCLUDED, /* it was not counted and should have been, with any marks */
    TLRI_FAULT_MISREAD   /* it was counted with other marks than it bears */
};

/* So many papers of one kind. Of papers that were counted only the mark that matters is given
 * ([EFF-20]): the first preference, or one candidate marked. */
struct tlri_effect_paper {
    uint64_t papers;
    uint32_t n;
    const uint8_t *candidate; /* in order of preference; on papers of crosses ascending */
};

struct tlri_effect_person {
    uint32_t candidate;
    uint64_t lower, upper;
    const char *clause; /* by which `lower` was proved: "effect/EFF-8" */
    const char *proof;  /* in a sentence or two */
    /* The example; its counts are 0 when upper is TLRI_EFFECT_NEVER. */
    uint32_t taken, added;
    const struct tlri_effect_paper *take; /* papers that were counted, taken away */
    const struct tlri_effect_paper *add;  /* invented papers */
    bool by_lot;                          /* a lot would have to fall against the person */
    uint32_t others;
    const uint32_t *other; /* who would be elected then and was not */
};

/* A count to ask about. All is borrowed and outlives the answer. */
struct tlri_effect_asked {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;         /* NULL: unopposed, nothing was counted */
    const struct tlri_transcript *transcript; /* NULL likewise */
    const char *election;                     /* id, or NULL: a quick count */
    enum tlri_fault fault;
    uint64_t papers_at_fault; /* N; 0: find the smallest */
};

struct tlri_effect {
    struct tlri_effect_asked asked;
    struct tlri_arena arena;
    uint64_t valid;                    /* papers counted */
    uint32_t persons;                  /* elected, in the order of election */
    struct tlri_effect_person *person; /* in the arena */
};

/*
 * Answers for every person elected in a count that is finished (its outcome is DONE). TLR_OK: *out
 * is new (tlri_effect_free). TLR_E_INTERNAL: the engines differ on an example; TLR_E_LIMIT,
 * TLR_E_MEMORY.
 */
tlr_status tlri_effect_find(const struct tlri_effect_asked *asked,
                            struct tlri_effect **out) TLRI_NODISCARD;
void tlri_effect_free(struct tlri_effect *effect);

/* The token of a fault in files and options: "wrongly-counted". */
const char *tlri_fault_token(enum tlri_fault fault);
/* The answer for N papers: "cannot", "can" or "not-established" ([EFF-3]). */
const char *tlri_effect_answer(const struct tlri_effect_person *person, uint64_t papers_at_fault);

/* ---- effect_papers.c: papers put together by what they say, and changed -------------------------
 */

/* All valid papers that say the same. */
struct tlri_kind {
    uint64_t papers;
    uint32_t first, marks;    /* as seen: a run in the pool of the papers */
    uint32_t n;               /* preferences, or candidates marked */
    const uint8_t *candidate; /* in order of preference; on papers of crosses ascending */
    bool equals;              /* has equal preferences */
};

/* Papers put in. */
struct tlri_added {
    uint64_t papers;
    uint32_t n;
    uint8_t candidate[TLRI_CANDIDATES_MAX];
};

struct tlri_effect_change {
    uint64_t *removed;       /* for each kind */
    struct tlri_array added; /* struct tlri_added */
};

/* A count being asked about, and what is known. */
struct tlri_faults {
    tlr_ctx *ctx;
    struct tlri_effect *effect;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;
    bool crosses; /* papers of crosses, not of preferences */
    bool bounded; /* some group has a bound that is in force */
    bool has_equals;
    bool takes, adds; /* what the fault may do with a paper */
    uint64_t valid;
    struct tlri_array kind;         /* struct tlri_kind */
    struct tlri_array lot;          /* struct tlri_lot: those that the count used */
    uint64_t work;                  /* spent so far, in kinds looked at */
    struct tlri_effect_change best; /* room for the best example found */
};

/* Puts the papers of `effect` together. Drop it whatever is returned. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_faults_init(struct tlri_faults *faults, struct tlri_effect *effect) TLRI_NODISCARD;
void tlri_faults_drop(struct tlri_faults *faults);
static inline const struct tlri_kind *tlri_kind_at(const struct tlri_faults *faults, size_t i)
{
    return (const struct tlri_kind *)faults->kind.data + i;
}
/* Is the candidate on papers of this kind; and as which preference, from 0 (TLRI_NONE: not). */
uint32_t tlri_kind_place(const struct tlri_kind *kind, uint32_t candidate);

tlr_status tlri_effect_change_init(struct tlri_effect_change *change,
                                   const struct tlri_faults *faults) TLRI_NODISCARD;
void tlri_effect_change_drop(struct tlri_effect_change *change, const struct tlri_faults *faults);
void tlri_effect_change_clear(struct tlri_effect_change *change, const struct tlri_faults *faults);
tlr_status tlri_effect_change_add(struct tlri_effect_change *change, const uint8_t *candidate,
                                  uint32_t n, uint64_t papers) TLRI_NODISCARD;

/* What came of counting changed papers. */
struct tlri_trial {
    bool loses;  /* there is a way for lots to fall in which the person is not elected */
    bool by_lot; /* ... and a lot that was not drawn before has to fall so */
    bool open;   /* not every way of the lots was tried */
    uint32_t elected;
    uint32_t who[TLRI_CANDIDATES_MAX]; /* then */
};
/* Counts the papers with a change; lots of the count hold, others may fall either way ([EFF-4]). */
tlr_status tlri_effect_try(struct tlri_faults *faults, const struct tlri_effect_change *change,
                           uint32_t person, tlri_engine *engine,
                           struct tlri_trial *trial) TLRI_NODISCARD;

/* ---- what is proved, and what is shown ----------------------------------------------------------
 * Each takes the person with what is known already, and makes it better where it can. */

/* An example: counted by both engines; kept when it takes fewer papers than the best known. The
 * change must be of papers_at_fault papers. *better says whether it was kept. */
tlr_status tlri_effect_offer(struct tlri_faults *faults, struct tlri_effect_person *person,
                             const struct tlri_effect_change *change, uint64_t papers_at_fault,
                             bool *better) TLRI_NODISCARD;
/* A proof that fewer than `lower` papers cannot; kept when it is more than is known. The sentence
 * is formatted into the arena. */
tlr_status tlri_effect_prove(struct tlri_faults *faults, struct tlri_effect_person *person,
                             uint64_t lower, const char *clause, const char *fmt,
                             ...) TLRI_NODISCARD TLRI_PRINTF(5, 6);

/* effect_plurality.c: [EFF-8] to [EFF-10] */
tlr_status tlri_effect_plurality(struct tlri_faults *faults,
                                 struct tlri_effect_person *person) TLRI_NODISCARD;
/* effect_orders.c: [EFF-11] to [EFF-13] */
tlr_status tlri_effect_orders(struct tlri_faults *faults,
                              struct tlri_effect_person *person) TLRI_NODISCARD;
/* effect_replay.c, effect_ahead.c: [EFF-14] to [EFF-16], [EFF-21] */
tlr_status tlri_effect_replay(struct tlri_faults *faults,
                              struct tlri_effect_person *person) TLRI_NODISCARD;
/* effect_search.c: [EFF-17], [EFF-18] */
tlr_status tlri_effect_search(struct tlri_faults *faults,
                              struct tlri_effect_person *person) TLRI_NODISCARD;
tlr_status tlri_effect_try_all(struct tlri_faults *faults,
                               struct tlri_effect_person *person) TLRI_NODISCARD;

#endif

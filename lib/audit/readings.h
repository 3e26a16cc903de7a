/*
 * audit/readings.h: does a disputed reading matter in this election? Count it the other ways, too.
 *
 * tlri_vary takes the rules of a case as audit resolved them, finds out which readings can make a
 * difference to these papers, counts under their combinations (fewest departures from the declared
 * readings first) and says, contest by contest, who is elected under which. A lot that nobody drew
 * is no obstacle: every outcome of it is followed. Nothing in the folder is read again, and no
 * trial leaves a diagnostic. spec/rules/readings.md.
 *
 * Everything a variation points to lives as long as it and the audit that it rests on.
 */
#ifndef TLRI_AUDIT_READINGS_H
#define TLRI_AUDIT_READINGS_H

#include "audit/audit.h"
#include "model/eligibility_record.h"

#define TLRI_VARIED_MAX  64u     /* readings varied together */
#define TLRI_LOOKED_MAX  500000u /* combinations looked at */
#define TLRI_TRIED_MAX   10000u  /* of them, such as may differ from each other */
#define TLRI_TRIED_SLOTS 32768u  /* a power of 2, well above TLRI_TRIED_MAX */
#define TLRI_COUNTS_MAX  1000u /* counts of the whole election, unless the caller says otherwise */
#define TLRI_LOTS_OPEN   4u    /* lots that one combination may leave open one after another */
#define TLRI_NO_TRIED    SIZE_MAX

enum tlri_varied_kind {
    TLRI_VARIED_SETTING, /* a reading that is a setting of the count */
    TLRI_VARIED_WOMEN,   /* one that gives another minimum of women */
    TLRI_VARIED_DATES,   /* one under which other candidates are eligible */
    TLRI_VARIED_SHARES,  /* one under which a job share counts toward a group, or not */
    TLRI_VARIED_RULES,   /* the rule set of one contest (asked for by --method) */
    TLRI_VARIED_SUPPOSED /* no reading: what is supposed otherwise (audit/what_if.h) */
};

/* What must happen in a count for a reading to be asked at all. */
enum tlri_varied_trigger {
    TLRI_TRIGGER_NONE,       /* asked from the start */
    TLRI_TRIGGER_TIE,        /* candidates are level */
    TLRI_TRIGGER_INFEASIBLE, /* the bounds cannot be met */
    TLRI_TRIGGER_EXCLUSION,  /* somebody is excluded */
    TLRI_TRIGGER_COUNT
};

struct tlri_what_if; /* audit/what_if.h */

/* A reading that is varied. value[0] stands for what is in force. */
struct tlri_varied {
    enum tlri_varied_kind kind;
    enum tlri_varied_trigger trigger;
    const char *name;
    size_t contest;    /* TLRI_VARIED_RULES: which, in the order of the notice */
    uint64_t contests; /* TLRI_VARIED_SETTING: bit i: it may be set in contest i of the notice */
    size_t values;     /* 2 or more */
    const char *value[TLRI_READING_VALUES_MAX + 1];
    bool asked;   /* some count depends on it at all */
    bool decides; /* somewhere the outcome changes with this reading alone */
};

/* A reading that is not varied, and why. */
struct tlri_unvaried {
    const char *name;
    const char *why;
};

/* A lot that was not drawn, answered one way. */
struct tlri_supposed_lot {
    size_t contest; /* in the order of the notice */
    uint32_t stage;
    enum tlri_purpose purpose;
    uint32_t tied;
    const uint32_t *candidate; /* ascending */
    uint32_t selected;
};

/* One combination of readings. Only those are kept in which every departure is asked for. */
struct tlri_tried {
    uint8_t choice[TLRI_VARIED_MAX]; /* for each varied reading the index of its value */
    uint32_t departures;             /* how many of them are not 0 */
    size_t same_as;    /* an earlier combination that resolves to the same, or TLRI_NO_TRIED */
    bool inadmissible; /* the settings contradict each other, or lack one: nothing was counted */
    uint64_t met[TLRI_TRIGGER_COUNT]; /* bit i: it happened in contest i, in one of its counts */
    size_t first_leaf, leaves;        /* its counts: one, or one for each outcome of the lots */
    struct tlri_digest key;           /* of everything that the count depends on */
};

/* One count of the whole election. */
struct tlri_leaf {
    size_t tried;
    size_t lots;
    const struct tlri_supposed_lot *lot;
    const uint32_t *outcome; /* for each contest the index of its outcome */
};

enum tlri_varied_end {
    TLRI_VARIED_COUNTED, /* counted to the end; places may be empty or referred */
    TLRI_VARIED_REFUSED, /* the reading refuses to count */
    TLRI_VARIED_LOTS,    /* too many lots would have to be supposed */
    TLRI_VARIED_FAILED   /* the method cannot count this contest */
};

/* What one of two counts decided where they first decide otherwise. */
struct tlri_fork_side {
    bool decided; /* false: it decided nothing there that the other did not */
    bool elected; /* else excluded */
    /* On whom; where it decided nothing, the one on whom the other count decided. TLRI_NONE: nobody
     * decided anything. */
    uint32_t candidate;
    unsigned decimals; /* of both amounts */
    bool voted;        /* is the candidate's vote known? */
    tlri_dec votes;    /* when it was decided; else by the end of that stage */
    /* The margin is what lies between the two votes: to the one on whom the other count decided, or
     * else to the one next to it who was not so decided on. TLRI_NONE: there is no such. */
    uint32_t against;
    tlri_dec other;
};

/* The first stage by whose end two counts of a contest have elected or excluded other people. */
struct tlri_fork {
    bool found;
    uint32_t round, stage;
    struct tlri_fork_side declared, here;
};

/* One way a contest ended. */
struct tlri_varied_outcome {
    enum tlri_varied_end end;
    bool *elected; /* for each candidate */
    uint32_t filled, referred;
    bool as_declared;    /* the declared readings and the lots drawn give it */
    size_t first_leaf;   /* the count with the fewest departures that gives it */
    bool parts;          /* did that count part from the declared one, and at which stage? */
    uint32_t part_stage; /* 0: before the first stage */
    struct tlri_fork fork;
    size_t leaves;
    const char *why; /* FAILED: what the method said */
};

struct tlri_varied_contest {
    const struct tlri_contest *contest;
    size_t outcomes;
    struct tlri_varied_outcome *outcome; /* in the order in which they were met */
    bool *always;                        /* for each candidate: elected under every reading tried */
};

struct tlri_vary_options {
    bool methods; /* also vary the rule set of each contest */
    /* The decisions on who may stand, whose digest election.xml carries; or NULL. */
    const struct tlri_eligibility_record *eligibility;
    uint32_t most; /* counts, 1..TLRI_COUNTS_MAX * 100; 0: TLRI_COUNTS_MAX */
    /* Vary nothing but what is supposed here; or NULL. It must outlive the variation. */
    const struct tlri_what_if *what_if;
    /* Counts again whatever gives an outcome, and every event must be the same; or NULL. */
    tlri_engine *confirm;
};

struct tlri_variation {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const struct tlri_audit *base;
    const struct tlri_audit *issued; /* the count as declared, NULL until it is made: the papers of
                                        later rounds were made by it */
    const struct tlri_eligibility_record *eligibility; /* or NULL */
    const struct tlri_what_if *what_if;                /* or NULL */
    struct tlri_variation *readings;   /* with what_if: the readings that can be supposed */
    uint8_t supposed[TLRI_VARIED_MAX]; /* of these, what is supposed */
    size_t varied;
    struct tlri_varied reading[TLRI_VARIED_MAX];
    struct tlri_array idle; /* struct tlri_unvaried: cannot matter here */
    struct tlri_array
        not_recountable;     /* struct tlri_unvaried: would have changed paper or voters */
    struct tlri_array tried; /* struct tlri_tried, by departures */
    struct tlri_array leaf;  /* struct tlri_leaf */
    size_t contests;         /* in the order of the notice */
    struct tlri_varied_contest *contest;
    uint32_t *slot;           /* TLRI_TRIED_SLOTS: tried by choice, index + 1; 0: free */
    uint64_t combinations;    /* in all; UINT64_MAX: that many or more */
    uint64_t looked;          /* at so many of them; those that come to the same are not kept */
    uint64_t inadmissible;    /* of these */
    uint32_t counts;          /* counts of the election made */
    bool complete;            /* every combination was tried */
    uint32_t departures_done; /* if not: all combinations with so many departures were */
    bool lots_open;           /* some combination left more lots open than are followed */
};

/*
 * Varies the readings of `base`, which tlri_audit_rules made and which must outlive *out. TLR_OK:
 * *out is new (tlri_variation_free). TLR_E_MEMORY, TLR_E_LIMIT; TLR_E_INTERNAL. That a combination
 * cannot be counted is no failure.
 */
tlr_status tlri_vary(const struct tlri_audit *base, const struct tlri_vary_options *options,
                     tlri_engine *engine, struct tlri_variation **out) TLRI_NODISCARD;
void tlri_variation_free(struct tlri_variation *variation);

/* The combination kept that `choice` comes to, departures that are never asked for left out; its
 * index in `tried`, or TLRI_NO_TRIED when that was not tried. */
size_t tlri_vary_find(const struct tlri_variation *v, const uint8_t *choice);

/* Can what happens in one contest (of the notice) reach another: is it that one, or filled before
 * it? */
bool tlri_vary_reaches(const struct tlri_variation *v, size_t from, size_t contest);

/* ---- inside audit
 * ------------------------------------------------------------------------------- */

/* An empty variation of these rules; NULL when memory fails (no diagnostic). */
struct tlri_variation *tlri_variation_new(const struct tlri_audit *base) TLRI_NODISCARD;
/* Finds the readings to vary and those that are not (readings_which.c). */
tlr_status tlri_vary_which(struct tlri_variation *v, bool methods) TLRI_NODISCARD;

/* The women's minimum under a combination; *varied is false where no women's reading is varied from
 * what is in force (or the rules give no answer). high is above low only when the order of election
 * decides. TLR_E_MEMORY. */
tlr_status tlri_vary_women(const struct tlri_variation *v, const uint8_t *choice, bool *varied,
                           uint32_t *low, uint32_t *high) TLRI_NODISCARD;
/* Index of the contest (in the order of the notice) that keeps the women's minimum of the ordinary
 * places, and of the group in it; false when there is not exactly one. */
bool tlri_vary_women_contest(const struct tlri_case *c, size_t *contest, uint32_t *group);

/* Varies a reading of the dates by the eligibility record, or says why it cannot
 * (readings_dates.c). */
tlr_status tlri_vary_dates(struct tlri_variation *v,
                           const struct tlri_rule_reading *reading) TLRI_NODISCARD;
/* Are the dates read otherwise than as declared in this combination, and is the candidate of that
 * id not eligible then, for the place that the contest (of the notice) fills? */
bool tlri_vary_bars(const struct tlri_variation *v, const uint8_t *choice,
                    const struct tlri_case_contest *contest, const char *candidate);
/* Appends to a list of readings that are not varied. */
tlr_status tlri_vary_leave(struct tlri_array *list, const char *name,
                           const char *why) TLRI_NODISCARD;
/* A reading to vary, its first value being the one in force; NULL past TLRI_VARIED_MAX. */
struct tlri_varied *tlri_vary_add(struct tlri_variation *v, enum tlri_varied_kind kind,
                                  const char *name, const char *in_force);

/* A combination made into what a count takes (readings_trial.c). */
struct tlri_trial {
    tlr_ctx *ctx; /* scratch */
    struct tlri_arena arena;
    const struct tlri_variation *v;
    const struct tlri_variation *by; /* whose readings are resolved: v, or v->readings */
    struct tlri_case view;           /* the case with other bounds and supposed lots */
    struct tlri_settings *settings;  /* for each contest of the notice */
    bool women_varied;
    uint32_t women_low, women_high;
    struct tlri_audit audit; /* what was counted */
    tlr_status status;       /* of the last count */
};
/* Resolves a combination. TLR_E_RULES: it is not admissible. *key is set on TLR_OK. */
tlr_status tlri_trial_prepare(const struct tlri_variation *v, const uint8_t *choice,
                              struct tlri_trial **out, struct tlri_digest *key) TLRI_NODISCARD;
/* The first decision in which a count of a contest parts from the one as declared. */
void tlri_fork_find(const struct tlri_transcript *declared, const struct tlri_transcript *here,
                    uint32_t candidates, struct tlri_fork *out);
/* Counts it with these lots supposed on top of those drawn. What it came to is in trial->status. */
tlr_status tlri_trial_count(struct tlri_trial *trial, tlri_engine *engine,
                            const struct tlri_supposed_lot *lot, size_t lots) TLRI_NODISCARD;
void tlri_trial_free(struct tlri_trial *trial);

#endif

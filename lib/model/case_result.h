/*
 * model/case_result.h: everything that result.xml and workings.xml say, as plain input structs.
 *
 * Whoever assembles a result (audit) fills these; io/result.h and io/workings.h render them and add
 * nothing. All pointers are borrowed and must outlive the call. Text is UTF-8 without line breaks;
 * words are kebab-case tokens. Arrays are rendered in the order given, so the order is part of what
 * the caller answers for; where this header names an order, it is normative. Nothing here holds a
 * time, a path, a machine, a signer, a version of the program, or a person's group.
 * spec/formats/result.md, spec/formats/workings.md.
 */
#ifndef TLRI_CASE_RESULT_H
#define TLRI_CASE_RESULT_H

#include "model/contest.h"
#include "model/notice.h"
#include "model/papers.h"
#include "model/rulebook.h"
#include "model/transcript.h"

/* A file that the result rests on, batches excepted. */
struct tlri_result_file {
    const char *kind; /* "notice", "election", "close", "lots", "ruling" */
    const char *id;   /* which, where there can be several ("2" of ruling 2), or NULL */
    uint8_t sha256[TLRI_SHA256_BYTES];
};

/* A batch that was counted; sorted by contest as in the notice, round, then batch id bytewise. */
struct tlri_result_batch {
    const char *contest;
    uint32_t round; /* 1 for anything but an eliminating ballot */
    const char *id;
    uint32_t revision;
    const char *channel;
    uint64_t papers;
    bool totals; /* totals of a provider: nobody here saw its papers */
    uint8_t sha256[TLRI_SHA256_BYTES];
};

/* Are their papers counted together? */
static inline bool tlri_batch_same_round(const struct tlri_result_batch *a,
                                         const struct tlri_result_batch *b)
{
    return a->round == b->round && tlri_streq(a->contest, b->contest);
}

/* What a partial count left out of one contest and round. */
struct tlri_result_part {
    const char *contest;
    uint32_t round;
    uint64_t counted, papers; /* papers of the batches counted; of all that are named */
    size_t left_outs;         /* sorted by id */
    const struct tlri_result_batch *left_out;
};

/* One line of the signing policy and whether it was met: a result exists only if it was. */
struct tlri_result_policy {
    const char *file; /* token of enum tlri_signed_file */
    const char *role; /* token of enum tlri_role */
    uint32_t count;
    bool in_ink; /* may be met in ink */
};

/* A reading in force. */
struct tlri_result_reading {
    const char *name, *value;
    const char *decided_by; /* NULL: decided by nobody, the value is a default */
    const char *decided_on; /* or NULL */
    const char *minute;     /* or NULL */
    const char *ruling;     /* number of the ruling that changed it, or NULL */
    const char *source;     /* id of the source that holds this value, or NULL */
    char grade;             /* 'A'..'D', or 0: no source */
    /* For pages that people read; not in result.xml. */
    const char *about; /* what is disputed, or NULL */
    const char *gloss; /* what this value means, or NULL */
};

/* A rule figure used. */
struct tlri_result_figure {
    const char *name;
    uint64_t value;
    const char *unit, *clause, *source;
    char grade; /* 'A'..'D' */
    bool checked;
};

/* One step of the entitlement, in words. */
struct tlri_result_step {
    const char *text;
    const char *clause;
    const char *source; /* or NULL */
    char grade;         /* 'A'..'D', or 0 */
};

struct tlri_result_entitlement {
    bool stated; /* false: this election rests on no entitlement */
    uint32_t conference;
    uint32_t ordinary, woman, youth, maximum;
    uint32_t women_minimum; /* among the ordinary places to fill */
    size_t steps;
    const struct tlri_result_step *step;
};

struct tlri_result_eligibility {
    const char *contest, *candidate; /* ids */
    const char *decision;            /* token of enum tlri_eligible */
    const char *clause;              /* or NULL: re-open nominations */
    const char *ruling;              /* number of the ruling that changed it, or NULL */
};

/* name = a number of things: "issued" 412. */
struct tlri_result_term {
    const char *name;
    uint64_t value;
};
/* One equation of the account: total = sum of the terms, or differs by a coded variance. */
struct tlri_result_equation {
    struct tlri_result_term total;
    size_t terms;
    const struct tlri_result_term *term;
    const char *variance; /* code, or NULL: it balances */
};
/* The account of one contest and channel; sorted as batches. */
struct tlri_result_account {
    const char *contest;
    uint32_t round;
    const char *channel;
    size_t equations;
    const struct tlri_result_equation *equation;
};

/* How many papers of a contest were decided so. */
struct tlri_result_adjudication {
    const char *contest;
    const char *code; /* "accepted", or a token of enum tlri_reject */
    uint64_t papers;
    uint64_t objected; /* of them, decided against an objection */
};

/* One name and value of the settings in force, in the order of the settings table. */
struct tlri_result_setting {
    const char *name, *value;
};

/* How a place ended. */
#define TLRI_FILL_TABLE(X)                                                                         \
    X(FILLED, "filled")                                                                            \
    X(UNOPPOSED, "unopposed") X(EMPTY, "empty") X(REFERRED, "referred") X(ANNULLED, "annulled")
enum tlri_fill {
#define TLRI_FILL_ENUM(name, token) TLRI_FILL_##name,
    TLRI_FILL_TABLE(TLRI_FILL_ENUM)
#undef TLRI_FILL_ENUM
        TLRI_FILL_COUNT
};
struct tlri_result_place {
    uint32_t number; /* from 1 */
    enum tlri_fill fill;
    uint32_t candidate; /* index in the contest, or TLRI_NONE: empty or referred */
    const char *clause;
};

/* Who would have been elected without the bounds on groups, by a second count. */
struct tlri_result_displaced {
    uint32_t candidate;
    tlri_dec votes; /* in that second count when it ended, at the contest's decimals */
    const char *clause;
    const char *reading; /* name of the reading that made it so, or NULL */
    const char *minute;  /* of that reading, or NULL */
    /* For pages that people read; not in result.xml. All NULL without a reading. */
    const char *value;      /* of that reading */
    const char *decided_by; /* NULL: nobody, the value is a default */
    const char *decided_on; /* or NULL */
};

/* What became of a candidate in the earlier rounds of an eliminating ballot. */
enum tlri_earlier { TLRI_EARLIER_NOT, TLRI_EARLIER_ELECTED, TLRI_EARLIER_OUT };

/* One contest, or one round of an eliminating ballot. */
struct tlri_result_contest {
    const struct tlri_contest *contest;
    enum tlri_place_kind kind;
    uint32_t round;                   /* from 1 */
    const enum tlri_earlier *earlier; /* for each candidate; NULL in round 1 */
    const char *rule_set;             /* "ers97" */
    bool annulled;                    /* by a ruling: nothing was counted and nobody is elected */
    size_t settings;
    const struct tlri_result_setting *setting;
    /* The count; NULL when there was none because the contest was not opposed. */
    const struct tlri_transcript *transcript;
    size_t places;
    const struct tlri_result_place *place;
    size_t displaced;
    const struct tlri_result_displaced *displaced_candidate;
    /* For workings.xml; NULL when there was no count. */
    const struct tlri_papers *papers;
};

/* A contest under a minimum over several. */
struct tlri_result_over {
    const char *contest, *title;
    uint32_t restricted_to; /* minimum it was given so that the whole can be met; 0: none */
};
/* What became of a minimum over several contests; in the order of the notice. */
struct tlri_result_across {
    const char *name, *group;
    uint32_t minimum;
    bool in_order;    /* false: said afterwards only, nothing was restricted */
    uint32_t missing; /* 0: met */
    size_t contests;
    const struct tlri_result_over *over;
};

/* One change of a ruling. Decisions on papers of one contest are one change: papers are not named,
 * nor are persons who hold keys. */
struct tlri_result_change {
    const char *kind;      /* token of enum tlri_change_kind */
    const char *contest;   /* or NULL */
    const char *candidate; /* id, or NULL */
    const char *decision;  /* candidate-status: token of enum tlri_eligible; else NULL */
    const char *clause;    /* of that decision, or NULL */
    const char *batch;     /* id, or NULL */
    const char *reading, *value;
    const char *role; /* of a key; or NULL */
};

/* Who is elected in a contest before and after a ruling. */
struct tlri_result_effect {
    const char *contest;
    bool before_known,
        after_known; /* false: there is no such count without another lot, or at all */
    size_t before, after;
    const char *const *elected_before; /* candidate ids, in the order of election */
    const char *const *elected_after;
};

struct tlri_result_ruling {
    const char *number; /* "1" */
    const char *authority, *minute, *decided;
    size_t changes, effects;
    const struct tlri_result_change *change;
    const struct tlri_result_effect *effect; /* contests in the fill order of the notice */
};

/* A check made and passed. */
struct tlri_result_check {
    const char *text;
    const char *clause;
};

struct tlri_case_result {
    const char *election, *clp;
    const char *title; /* or NULL */
    bool is_signed, trial;
    bool annulled;   /* rulings annulled the count of every contest */
    bool unfinished; /* a round is still to be held: a sheet to go on by, and no result */
    enum tlri_publish publish;
    uint32_t smallest_batch, smallest_contest;
    /* Of a partial count, which is no result: the contests and rounds that lack batches, in the
     * order of the batches. None: everything that the close names was counted. */
    size_t parts;
    const struct tlri_result_part *part;
    uint64_t papers_counted, papers_named; /* of all contests; set for a partial count */
    const struct tlri_re_run *re_run;      /* the election that is held again, or NULL */
    bool supersedes_stated;
    uint8_t supersedes[TLRI_SHA256_BYTES]; /* SHA-256 of the result that this one replaces */

    size_t files, batches, policies, readings, figures, eligibilities, accounts, adjudications;
    const struct tlri_result_file *file;
    const struct tlri_result_batch *batch;
    const struct tlri_result_policy *policy;
    const struct tlri_result_reading *reading;
    const struct tlri_result_figure *figure;
    struct tlri_result_entitlement entitlement;
    const struct tlri_result_eligibility *eligibility;
    const struct tlri_result_account *account;
    const struct tlri_result_adjudication *adjudication;

    size_t contests, acrosses, rulings, checks;
    const struct tlri_result_contest *contest; /* in the fill order of the notice, then round */
    const struct tlri_result_across *across;
    const struct tlri_result_ruling *ruling; /* in the order of their numbers */
    const struct tlri_result_check *check;

    /* For pages that people read; not in result.xml. */
    const char *edition; /* title of the rule book's edition, or NULL */
    size_t clauses;      /* its clauses, in our words */
    const struct tlri_rule_clause *clause;
};

/* The word for an enum tlri_fill; NULL out of range. */
const char *tlri_fill_token(uint32_t value);

#endif

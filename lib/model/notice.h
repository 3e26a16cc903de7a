/*
 * model/notice.h: the notice: what was fixed before nominations closed.
 *
 * Read from notice.xml by io/notice.h. Everything that concerns this one document alone was checked
 * there (no name twice, places above 0, minimum not above maximum, a policy for every signed file);
 * what it says about other files is for custody. All text is UTF-8, NUL-terminated and owned by the
 * notice; names are kebab-case tokens; dates are "YYYY-MM-DD" and exist in the calendar, so that
 * they compare as text. spec/formats/notice.md.
 */
#ifndef TLRI_NOTICE_H
#define TLRI_NOTICE_H

#include "base/base.h"

#define TLRI_CONTESTS_MAX 64u
#define TLRI_PLACES_MAX   250u
#define TLRI_KEYS_MAX     64u
#define TLRI_ACROSS_MAX   8u
#define TLRI_SHA256_BYTES 32u

/* Where in its file something stands, for diagnostics; from 1. */
struct tlri_at {
    uint32_t line, column;
};

/* token = the word used in files. */
#define TLRI_PLACE_KIND_TABLE(X)                                                                   \
    X(ORDINARY, "ordinary") /* C3.I.1.B */                                                         \
    X(WOMAN, "woman")       /* the additional woman, C3.I.1.C */                                   \
    X(YOUTH, "youth")       /* the additional delegate under 27, C3.I.1.C */                       \
    X(OTHER, "other")       /* an office, or a place that those clauses do not know */
enum tlri_place_kind {
#define TLRI_PLACE_KIND_ENUM(name, token) TLRI_PLACE_KIND_##name,
    TLRI_PLACE_KIND_TABLE(TLRI_PLACE_KIND_ENUM)
#undef TLRI_PLACE_KIND_ENUM
        TLRI_PLACE_KIND_COUNT
};

#define TLRI_ELECTORATE_TABLE(X)                                                                   \
    X(MEMBERS, "all-members")    /* every member entitled to vote */                               \
    X(DELEGATES, "gc-delegates") /* accredited delegates to the General Committee */               \
    X(EXECUTIVE, "executive")    /* members of an executive */                                     \
    X(OTHER, "other")
enum tlri_electorate {
#define TLRI_ELECTORATE_ENUM(name, token) TLRI_ELECTORATE_##name,
    TLRI_ELECTORATE_TABLE(TLRI_ELECTORATE_ENUM)
#undef TLRI_ELECTORATE_ENUM
        TLRI_ELECTORATE_COUNT
};

/* Whom the CLP sent to the conference before this one (labour-rules: the alternate-year rule). */
#define TLRI_LAST_YEAR_TABLE(X)                                                                    \
    X(WOMAN, "woman")               /* one delegate, who counted toward women */                   \
    X(MAN, "man")                   /* one delegate, who did not */                                \
    X(NOBODY_RULE, "nobody-rule")   /* nobody, because the rule refused the place */               \
    X(NOBODY_OTHER, "nobody-other") /* nobody, for another reason */                               \
    X(SEVERAL, "several")           /* two or more */                                              \
    X(NEW, "new")                   /* the CLP did not exist */                                    \
    X(UNKNOWN, "unknown")           /* no record was found */
enum tlri_last_year {
#define TLRI_LAST_YEAR_ENUM(name, token) TLRI_LAST_YEAR_##name,
    TLRI_LAST_YEAR_TABLE(TLRI_LAST_YEAR_ENUM)
#undef TLRI_LAST_YEAR_ENUM
        TLRI_LAST_YEAR_COUNT
};

#define TLRI_ROLE_TABLE(X)                                                                         \
    X(RETURNING_OFFICER, "returning-officer")                                                      \
    X(DEPUTY, "deputy-returning-officer")                                                          \
    X(SCRUTINEER, "scrutineer")                                                                    \
    X(TELLER, "teller")                                                                            \
    X(RULING_BODY, "ruling-body")                                                                  \
    X(OBSERVER, "observer")
enum tlri_role {
#define TLRI_ROLE_ENUM(name, token) TLRI_ROLE_##name,
    TLRI_ROLE_TABLE(TLRI_ROLE_ENUM)
#undef TLRI_ROLE_ENUM
        TLRI_ROLE_COUNT
};

/* What the signing policy speaks of. */
#define TLRI_SIGNED_FILE_TABLE(X)                                                                  \
    X(NOTICE, "notice")                                                                            \
    X(ELECTION, "election")                                                                        \
    X(BATCHES, "batches")                                                                          \
    X(CLOSE, "close")                                                                              \
    X(LOTS, "lots")                                                                                \
    X(RULINGS, "rulings")                                                                          \
    X(DECLARATION, "declaration")
enum tlri_signed_file {
#define TLRI_SIGNED_FILE_ENUM(name, token) TLRI_SIGNED_##name,
    TLRI_SIGNED_FILE_TABLE(TLRI_SIGNED_FILE_ENUM)
#undef TLRI_SIGNED_FILE_ENUM
        TLRI_SIGNED_FILE_COUNT
};

#define TLRI_PUBLISH_TABLE(X)                                                                      \
    X(RESULT_ONLY, "result-only")       /* the elected, the account, the readings */               \
    X(STAGE_TOTALS, "stage-totals")     /* also every candidate's votes at every stage */          \
    X(WITH_TRANSFERS, "with-transfers") /* also every transfer, parcel by parcel */
enum tlri_publish {
#define TLRI_PUBLISH_ENUM(name, token) TLRI_PUBLISH_##name,
    TLRI_PUBLISH_TABLE(TLRI_PUBLISH_ENUM)
#undef TLRI_PUBLISH_ENUM
        TLRI_PUBLISH_COUNT
};

/* In which order candidates stand on a paper. */
#define TLRI_PAPER_ORDER_TABLE(X)                                                                  \
    X(ALPHABETICAL, "alphabetical") /* by surname */                                               \
    X(DRAWN, "drawn")               /* by lot, once nominations have closed */
enum tlri_paper_order {
#define TLRI_PAPER_ORDER_ENUM(name, token) TLRI_PAPER_ORDER_##name,
    TLRI_PAPER_ORDER_TABLE(TLRI_PAPER_ORDER_ENUM)
#undef TLRI_PAPER_ORDER_ENUM
        TLRI_PAPER_ORDER_COUNT
};

/* The word used in files; NULL for a value out of range. */
const char *tlri_place_kind_token(uint32_t value);
const char *tlri_electorate_token(uint32_t value);
const char *tlri_last_year_token(uint32_t value);
const char *tlri_role_token(uint32_t value);
const char *tlri_signed_file_token(uint32_t value);
const char *tlri_publish_token(uint32_t value);
const char *tlri_paper_order_token(uint32_t value);
/* The enum tlri_role of a word, or TLRI_ROLE_COUNT. */
uint32_t tlri_role_find(const char *token, size_t len);

enum tlri_public_key_kind { TLRI_PUBLIC_KEY_MINISIGN = 0, TLRI_PUBLIC_KEY_SSH = 1 };

/* A public key listed by notice or election; trust reads its text with tlri_key_parse. */
struct tlri_listed_key {
    const char *name; /* [a-z0-9-]{1,64}, once in the document */
    enum tlri_role role;
    enum tlri_public_key_kind kind;
    const char *text; /* minisign's one line of base64, or "ssh-ed25519 AAAA…" */
    struct tlri_at at;
};

/* One line of the signing policy: `count` different keys of `role` must have signed `file`. */
struct tlri_policy_line {
    enum tlri_signed_file file;
    enum tlri_role role;
    uint32_t count; /* 1..64 */
    bool in_ink;    /* may the role be met by a slip signed by hand? */
    struct tlri_at at;
};

/* Who decided how many delegates are sent. */
#define TLRI_BODY_TABLE(X)                                                                         \
    X(MEETING, "general-meeting") /* the General Meeting, or the General Committee */              \
    X(EXECUTIVE, "executive")                                                                      \
    X(OTHER, "other")
enum tlri_body {
#define TLRI_BODY_ENUM(name, token) TLRI_BODY_##name,
    TLRI_BODY_TABLE(TLRI_BODY_ENUM)
#undef TLRI_BODY_ENUM
        TLRI_BODY_COUNT
};
const char *tlri_body_token(uint32_t value);

/* The CLP's places of one kind. */
struct tlri_places {
    enum tlri_place_kind kind;
    uint32_t entitled;         /* as the rules or headquarters allow, 0..250 */
    uint32_t resolved;         /* as the meeting decided to fill, not more than entitled */
    const char *minute;        /* of that decision, or NULL */
    enum tlri_body decided_by; /* TLRI_BODY_COUNT: not said */
    const char *decided_on;    /* YYYY-MM-DD, or NULL: not said, exactly when decided_by is not */
    struct tlri_at at;
};

/* A reading declared. */
struct tlri_declared_reading {
    const char *name;
    const char *value;
    const char *decided_by; /* NULL: nobody decided it, the value is a default */
    const char *decided_on; /* NULL exactly when decided_by is */
    const char *minute;     /* or NULL */
    struct tlri_at at;
};

/* A setting of one contest's count, as rules/settings.h knows it by name. */
struct tlri_declared_setting {
    const char *name;
    const char *value;
    struct tlri_at at;
};

/* At least `minimum` and at most `maximum` of a contest's elected belong to the group. */
struct tlri_declared_group {
    const char *name; /* once in the contest, over all categories */
    uint32_t minimum; /* 0: none */
    uint32_t maximum; /* UINT32_MAX: none */
    struct tlri_at at;
};

struct tlri_declared_category {
    const char *name; /* once in the contest */
    size_t groups;
    const struct tlri_declared_group *group;
    struct tlri_at at;
};

struct tlri_notice_contest {
    const char *id;
    const char *title;
    enum tlri_place_kind kind;
    uint32_t places;      /* 1..250 */
    const char *rule_set; /* "ers97" */
    size_t categories, settings;
    const struct tlri_declared_category *category;
    const struct tlri_declared_setting *setting;
    struct tlri_at at;
};

/* A minimum over several contests: officers of whom at least three are women. */
struct tlri_declared_across {
    const char *name;  /* once in the notice */
    const char *group; /* every contest of it declares this group */
    uint32_t minimum;  /* 1..250, of all places of these contests together */
    bool in_order;     /* kept by restricting the last contests; false: said afterwards only */
    size_t contests;   /* 2..64 */
    const uint32_t *contest; /* indices, in the order declared, each once */
    struct tlri_at at;
};

struct tlri_membership {
    bool stated;       /* false: the notice gives no figures (no delegation to conference) */
    const char *as_of; /* the day counted */
    uint64_t individual, women, young;
    bool hq_stated;
    uint64_t hq_members; /* individual members as headquarters certifies them */
    bool hq_places_stated;
    uint32_t hq_places; /* delegates that headquarters allots in all */
    const char *source; /* where the figures come from, for people */
    struct tlri_at at;
};

struct tlri_delegation_record {
    bool stated;
    uint32_t conference; /* year */
    enum tlri_last_year sent;
    const char *cac_permission; /* reference of a permission for this year, or NULL */
    struct tlri_at at;
};

/* The election that is held again by this one. */
struct tlri_re_run {
    bool stated;
    const char *election;              /* its id */
    uint8_t result[TLRI_SHA256_BYTES]; /* of the result.xml by which it is void */
    struct tlri_at at;
};

struct tlri_timetable {
    const char *freeze;           /* members on this day may vote, or NULL */
    const char *nominations_open; /* or NULL */
    const char *nominations_close;
    const char *poll_opens;
    const char *poll_closes;
    const char *conference_closing; /* closing date for delegates' names, or NULL */
    const char *conference_opens;   /* or NULL */
    struct tlri_at at;
};

struct tlri_notice {
    tlr_ctx *ctx;            /* for tlri_notice_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;    /* [a-z0-9-]{1,64} */
    bool is_signed;          /* false: declared unsigned */
    bool trial;
    const char *clp;
    const char *title;   /* what is elected, or NULL */
    uint32_t conference; /* year of the conference whose rule book edition applies */
    struct tlri_at rulebook_at;
    enum tlri_electorate electorate;
    struct tlri_timetable timetable;
    struct tlri_membership membership;
    struct tlri_delegation_record last_year;
    struct tlri_re_run re_run;
    size_t places;
    const struct tlri_places *place;
    size_t contests;
    const struct tlri_notice_contest *contest;
    bool one_person_one_place;  /* a person elected in an earlier contest is passed over later */
    const uint32_t *fill_order; /* indices of all contests, the one filled first first */
    enum tlri_paper_order paper_order; /* TLRI_PAPER_ORDER_COUNT: not declared */
    size_t acrosses;
    const struct tlri_declared_across *across;
    size_t readings;
    const struct tlri_declared_reading *reading;
    size_t keys;
    const struct tlri_listed_key *key;
    size_t policies;
    const struct tlri_policy_line *policy;
    bool refusal_blocks;     /* does a recorded refusal to sign stop the declaration? */
    const char *ruling_body; /* the body that may make rulings beyond the officers', or NULL */
    enum tlri_publish publish;
    uint32_t smallest_batch;   /* batches with fewer papers are merged when published */
    uint32_t smallest_contest; /* contests with fewer papers are published as result-only */
    const char *retain_until;
};

/* Frees a notice; NULL is accepted. */
void tlri_notice_free(struct tlri_notice *notice);

/* The entry of that name, or NULL. */
const struct tlri_notice_contest *tlri_notice_contest(const struct tlri_notice *notice,
                                                      const char *id);
const struct tlri_declared_reading *tlri_notice_reading(const struct tlri_notice *notice,
                                                        const char *name);
const struct tlri_places *tlri_notice_places(const struct tlri_notice *notice,
                                             enum tlri_place_kind kind);

#endif

/*
 * model/settings.h: every setting of a count, resolved to a plain struct.
 *
 * rules/ resolves a named rule set, the declared readings and the command line's --set into this;
 * both engines read it and nothing else. A field that the method does not use holds its first
 * value. spec/rules/README.md lists which method reads which.
 */
#ifndef TLRI_SETTINGS_H
#define TLRI_SETTINGS_H

#include "base/base.h"

/* token = the name used in files and on the command line. */
#define TLRI_METHOD_TABLE(X)                                                                       \
    X(PLURALITY, "plurality")     /* block, limited and single vote: spec/rules/plurality.md */    \
    X(AV, "av")                   /* one place, preferential: spec/rules/av.md */                  \
    X(SUCCESSIVE, "successive")   /* several places by repeated AV: spec/rules/av-successive.md */ \
    X(ELIMINATING, "eliminating") /* ballot in rounds: spec/rules/eliminating.md */                \
    X(ERS97, "ers97")             /* spec/rules/ers97.md */                                        \
    X(SCOTTISH, "scottish")       /* spec/rules/scottish.md */                                     \
    X(NIRELAND, "n-ireland")      /* spec/rules/n-ireland.md */                                    \
    X(WIGM, "wigm")               /* PR Foundation reference: spec/rules/wigm.md */                \
    X(MEEK, "meek")               /* PRF, Algorithm 123, New Zealand: spec/rules/meek.md */        \
    X(GREGORY, "gregory")         /* composed from settings: spec/rules/gregory.md */

enum tlri_method {
#define TLRI_METHOD_ENUM(name, token) TLRI_METHOD_##name,
    TLRI_METHOD_TABLE(TLRI_METHOD_ENUM)
#undef TLRI_METHOD_ENUM
        TLRI_METHOD_COUNT
};

/* ---- marks: spec/rules/marks.md ---- */
enum tlri_single_cross { TLRI_CROSS_FIRST, TLRI_CROSS_INVALID };
enum tlri_repeated {
    TLRI_REPEATED_STOP,
    TLRI_REPEATED_INVALID,
    TLRI_REPEATED_SKIP,
    TLRI_REPEATED_SHARE
};
enum tlri_skipped { TLRI_SKIPPED_STOP, TLRI_SKIPPED_CLOSE_UP, TLRI_SKIPPED_INVALID };
enum tlri_numbers { TLRI_NUMBERS_AS_CROSSES, TLRI_NUMBERS_INVALID, TLRI_NUMBERS_FIRST_N };
enum tlri_overvote { TLRI_OVERVOTE_INVALID, TLRI_OVERVOTE_COUNT };
enum tlri_undervote { TLRI_UNDERVOTE_VALID, TLRI_UNDERVOTE_INVALID };
enum tlri_group_ballot { TLRI_GROUP_BALLOT_OFF, TLRI_GROUP_BALLOT_INVALID };

/* ---- quota and election ---- */
enum tlri_quota {
    TLRI_QUOTA_DROOP_INTEGER, /* floor(V/(S+1)) + 1 */
    TLRI_QUOTA_ROUND_UP,      /* V/(S+1) at the precision, remainder: one unit up (ERS97 5.1.6) */
    TLRI_QUOTA_PLUS_UNIT,     /* V/(S+1) cut, plus one unit always (PRF) */
    TLRI_QUOTA_CUT,           /* V/(S+1) cut at the precision */
    TLRI_QUOTA_EXACT,         /* V/(S+1) as an exact ratio */
    TLRI_QUOTA_HARE           /* V/S cut at the precision */
};
enum tlri_quota_test { TLRI_QUOTA_REACH, TLRI_QUOTA_EXCEED };
enum tlri_arithmetic { TLRI_ARITH_FIXED, TLRI_ARITH_EXACT };

/* ---- transfers (method gregory reads all of these) ---- */
enum tlri_surplus_method {
    TLRI_SURPLUS_WEIGHTED,   /* all papers, each value x surplus / vote */
    TLRI_SURPLUS_UNWEIGHTED, /* all papers at surplus / papers */
    TLRI_SURPLUS_LAST_BATCH  /* last batch received only (exclusive Gregory) */
};
enum tlri_surplus_papers { TLRI_PAPERS_ALL, TLRI_PAPERS_TRANSFERABLE };
enum tlri_surplus_order { TLRI_ORDER_LARGEST, TLRI_ORDER_ELECTED };
enum tlri_exclusion_parts { TLRI_EXCLUDE_AT_ONCE, TLRI_EXCLUDE_BY_VALUE };
enum tlri_defer { TLRI_DEFER_OFF, TLRI_DEFER_LESS, TLRI_DEFER_NOT_GREATER };
enum tlri_bulk { TLRI_BULK_OFF, TLRI_BULK_LESS, TLRI_BULK_NOT_GREATER };

/* ---- ties: spec/rules/ties.md ---- */
enum tlri_tie_lookback {
    TLRI_LOOKBACK_NONE,
    TLRI_LOOKBACK_BACKWARDS,
    TLRI_LOOKBACK_FORWARDS,
    TLRI_LOOKBACK_HIGHER_PREFERENCES
};
enum tlri_tie_three { TLRI_THREE_NARROW, TLRI_THREE_SINGLE, TLRI_THREE_ALL_DIFFER };
enum tlri_tie_last {
    TLRI_TIE_LOT,
    TLRI_TIE_ORDER,
    TLRI_TIE_REFER,
    TLRI_TIE_RERUN,
    TLRI_TIE_FIRST_STAGE
};

/* ---- one place, rounds ---- */
enum tlri_majority { TLRI_MAJORITY_LIVE, TLRI_MAJORITY_FIRST };
enum tlri_stop { TLRI_STOP_MAJORITY, TLRI_STOP_TWO_LEFT };

/* ---- constraints: spec/rules/constraints.md ---- */
enum tlri_insufficient {
    TLRI_INSUFFICIENT_LEAVE_EMPTY,
    TLRI_INSUFFICIENT_REFUSE,
    TLRI_INSUFFICIENT_REFER
};
enum tlri_minimum_order { TLRI_MINIMUM_GUARD, TLRI_MINIMUM_EVERY_SECOND };
enum tlri_reopen { TLRI_REOPEN_THIS_PLACE, TLRI_REOPEN_ALL_AFTER };

enum tlri_meek_kind { TLRI_MEEK_PRF, TLRI_MEEK_NZ, TLRI_MEEK_123 };

struct tlri_settings {
    const char *name; /* "ers97": the rule set's name */
    enum tlri_method method;
    unsigned decimals; /* 0..18, places kept in amounts */

    enum tlri_single_cross single_cross;
    enum tlri_repeated repeated;
    enum tlri_skipped skipped;
    unsigned skipped_allowed; /* 0..2: with SKIPPED_STOP, a gap of up to this many is closed up */
    enum tlri_numbers numbers;
    enum tlri_overvote overvote;
    enum tlri_undervote undervote;
    enum tlri_group_ballot group_ballot;
    uint32_t votes; /* plurality: marks a paper may bear; 0 = as many as places */

    enum tlri_quota quota;
    enum tlri_quota_test quota_test;
    enum tlri_arithmetic arithmetic;
    enum tlri_surplus_method surplus_method;
    enum tlri_surplus_papers surplus_papers;
    enum tlri_surplus_order surplus_order;
    enum tlri_exclusion_parts exclusion_parts;
    enum tlri_defer defer;
    enum tlri_bulk bulk;

    enum tlri_tie_lookback tie_lookback;
    enum tlri_tie_three tie_three;
    enum tlri_tie_last tie_exclusion; /* when looking back does not settle an exclusion */
    enum tlri_tie_last tie_final;     /* ... the last two, or the last place */

    enum tlri_majority majority;
    enum tlri_stop stop;
    enum tlri_insufficient insufficient;
    enum tlri_minimum_order minimum_order;
    enum tlri_reopen reopen;
    enum tlri_meek_kind meek_kind;
    unsigned omega_decimals; /* Meek: iterate until the surplus is under 10^-this */
    bool constrained;        /* false: count as if no group had a bound */
};

#endif

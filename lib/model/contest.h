/*
 * model/contest.h: one contest as a count needs it: candidates, places, bounds on groups.
 *
 * Names of candidates are here for diagnostics and renderings only; a count works with indices in
 * ballot order (0-based in memory, 1-based in files). spec/rules/constraints.md.
 */
#ifndef TLRI_CONTEST_H
#define TLRI_CONTEST_H

#include "base/base.h"
#include "model/papers.h"

#define TLRI_GROUPS_MAX     64u /* groups of one contest, all categories together */
#define TLRI_CATEGORIES_MAX 8u
#define TLRI_NO_MAXIMUM     UINT32_MAX

enum tlri_standing {
    TLRI_STANDING,  /* on the paper and in the count */
    TLRI_WITHDRAWN, /* on the paper; passed over as if not there */
    TLRI_REOPEN     /* "re-open nominations": counted, fills no place */
};

struct tlri_candidate {
    const char *id; /* as in election.xml, or the number as text for BLT */
    const char *name;
    enum tlri_standing standing;
};

/* At least `minimum` and at most `maximum` of the elected belong to the group. */
struct tlri_group {
    uint32_t category; /* index into category[] */
    const char *name;
    uint32_t minimum; /* 0: no minimum */
    uint32_t maximum; /* TLRI_NO_MAXIMUM: none */
};

struct tlri_contest {
    const char *id;
    const char *title;
    uint32_t places; /* 1..250 */
    uint32_t candidates;
    const struct tlri_candidate *candidate;
    uint32_t categories;
    const char *const *category; /* names, in the order declared */
    uint32_t groups;
    const struct tlri_group *group; /* in the order declared */
    const uint32_t *member;         /* member[c * categories + k]: group of candidate c in category
                                       k, or TLRI_NONE when the candidate is in none of its groups */
    uint32_t tie_order_size;        /* 0, or candidates: a predetermined order for tie = order */
    const uint32_t *tie_order;      /* candidate indices, the first wins a tie "first in order" */
    bool later_round;    /* of an eliminating ballot, not its first: few_before is known (RND-1) */
    uint32_t few_before; /* places empty for want of candidates, as the first round found */
};

#endif

/*
 * audit/effect_replay.h: a count gone through with limits for every vote; effect_replay.c and
 * effect_ahead.c alone.
 */
#ifndef TLRI_AUDIT_EFFECT_REPLAY_H
#define TLRI_AUDIT_EFFECT_REPLAY_H

#include "audit/effect.h"

#define ONE ((tlri_dec)1000000000000) /* vote, in amounts */

struct limits {
    tlri_dec low, high;
};

enum stands { CONTINUES, WAITS, DONE, OUT }; /* elected: surplus waiting, or not */

struct replay {
    struct tlri_faults *faults;
    const struct tlri_transcript *transcript;
    uint32_t x;
    bool follow;          /* past the first stage */
    uint64_t papers;      /* that may be at fault */
    tlri_dec takes, adds; /* what they can take from and add to one vote */
    struct limits quota;
    uint32_t *at;         /* of each kind: which preference holds it; n: none */
    struct limits *value; /* of each kind */
    struct limits vote[TLRI_CANDIDATES_MAX];
    enum stands state[TLRI_CANDIDATES_MAX];
    bool guarded[TLRI_CANDIDATES_MAX], doomed[TLRI_CANDIDATES_MAX];
    size_t event; /* the next one to look at */
    uint32_t stage;
    bool opening;   /* all papers lie with their first preference of those who are in */
    bool ahead;     /* proved by tlri_replay_stays_ahead */
    uint32_t stays; /* ... and so many others are not behind for certain */
};

static inline bool tlri_replay_continues(const struct replay *r, uint32_t c)
{
    return r->state[c] == CONTINUES && r->faults->contest->candidate[c].standing != TLRI_WITHDRAWN;
}

static inline bool tlri_replay_surely_has_quota(const struct replay *r, uint32_t c)
{
    return r->vote[c].low > r->quota.high ||
           (r->vote[c].low == r->quota.high && r->faults->settings->quota_test == TLRI_QUOTA_REACH);
}

/* [EFF-21] Does the person stay ahead of all but fewer others than places are left, from the stage
 * just added up to the end? Then the person is elected, whatever order the others go out in. */
bool tlri_replay_stays_ahead(struct replay *r);

#endif

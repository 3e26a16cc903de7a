/*
 * recount/watch.h: the second engine with somebody looking over the table.
 *
 * A watcher is told whenever a paper is laid on a pile, and so can say of a paper where it was
 * first put, where it went and where it lies at the end. It sees and changes nothing: with and
 * without a watcher the transcript is the same. spec/formats/explain.md.
 */
#ifndef TLRI_RECOUNT_WATCH_H
#define TLRI_RECOUNT_WATCH_H

#include "model/contest.h"
#include "model/lots.h"
#include "model/papers.h"
#include "model/settings.h"
#include "model/transcript.h"

/* A paper was laid on a pile. */
struct tlri_laid {
    uint32_t paper;  /* index in tlri_papers */
    uint32_t weight; /* papers that it stands for */
    uint32_t orders; /* it is one of so many orders of a paper with equal preferences; else 1 */
    uint32_t copy;   /* which paper on the tables, from 0: tells such orders apart */
    const uint8_t *preference; /* its preferences as counted: candidates; only during the call */
    uint32_t preferences;
    uint32_t stage;
    uint32_t from;  /* from whose pile; TLRI_NONE: papers are dealt (or passed down anew, Meek) */
    uint32_t to;    /* on whose pile; TLRI_NONE: non-transferable */
    tlri_dec was;   /* its value on the pile that it came from; 0 when dealt */
    tlri_dec value; /* its value now, cut to the decimals of the rule set */
};

/* Called in the order in which papers are laid down. Meek has no piles: called for every share that
 * is kept of a paper in the last iteration of a stage (value: the share), and for what is left
 * of it. A status other than TLR_OK ends the count with that status. */
struct tlri_watch {
    tlr_status (*laid)(void *watcher, const struct tlri_laid *laid);
    void *watcher;
};

/* As tlri_recount_run (recount/recount.h), with a watcher, which may be NULL. */
tlr_status tlri_recount_watch(tlr_ctx *ctx, const struct tlri_contest *contest,
                              const struct tlri_settings *settings,
                              const struct tlri_papers *papers, const struct tlri_lots *lots,
                              const struct tlri_watch *watch,
                              struct tlri_transcript **out) TLRI_NODISCARD;

#endif

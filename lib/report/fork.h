/*
 * report/fork.h: the first decision in which two counts of a contest part, in words.
 */
#ifndef TLRI_REPORT_FORK_H
#define TLRI_REPORT_FORK_H

#include "audit/readings.h"

/* Appends "stage 3: as counted Ann Archer is elected with 56.00, 1.00 more than Bob Baker; here
 * ...". first and second name the two counts; fork->found must be set. Failures stick to out. */
void tlri_fork_words(const struct tlri_contest *contest, const struct tlri_fork *fork,
                     const char *first, const char *second, struct tlri_buf *out);

#endif

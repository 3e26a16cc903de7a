/*
 * report/readings_words.h: the words that table and JSON share, inside report only.
 */
#ifndef TLRI_REPORT_READINGS_WORDS_H
#define TLRI_REPORT_READINGS_WORDS_H

#include "audit/readings.h"

#define TLRI_UNDER_MAX 6u /* ways to an outcome that are named; more are counted */

/* One way to an outcome: a combination of readings, and the lots supposed in this contest or in one
 * filled before it (a later lot has no part in it). */
struct tlri_way {
    const struct tlri_tried *tried;
    size_t lots;
    const struct tlri_supposed_lot *lot[TLRI_LOTS_OPEN];
};

/* The ways with the fewest departures to one outcome of a contest. */
struct tlri_ways {
    size_t count, named; /* named of them are in way[] */
    struct tlri_way way[TLRI_UNDER_MAX];
};
void tlri_ways_find(const struct tlri_variation *v, size_t contest, uint32_t outcome,
                    struct tlri_ways *out);

/* Appends "women-rounding=floor with tie-final=order"; "" for what was declared. */
void tlri_way_words(const struct tlri_variation *v, const struct tlri_way *way,
                    struct tlri_buf *out);
/* Appends all ways, with "or" between them. */
void tlri_ways_words(const struct tlri_variation *v, const struct tlri_ways *ways,
                     struct tlri_buf *out);
/* Appends the answer, one sentence without a line break. */
void tlri_readings_sentence(const struct tlri_variation *v, struct tlri_buf *out);

#endif

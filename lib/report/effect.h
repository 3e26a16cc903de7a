/*
 * report/effect.h: could a fault have changed who was elected, as text and as JSON.
 */
#ifndef TLRI_REPORT_EFFECT_H
#define TLRI_REPORT_EFFECT_H

#include "audit/effect.h"

/* The answers for the contests of an election, or for one quick count. All is borrowed. */
struct tlri_effect_page {
    tlr_ctx *ctx;
    const struct tlri_notice *notice; /* NULL: a quick count */
    size_t answers;
    struct tlri_effect *const *answer;
};

/* Appends the answers in 80 columns: what was asked, a table of the elected, each person with proof
 * and example, and at last one sentence ([EFF-19]). TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_effect_sheet(const struct tlri_effect_page *page,
                             struct tlri_buf *out) TLRI_NODISCARD;
/* The same as one JSON object and a LF. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_effect_json(const struct tlri_effect_page *page,
                            struct tlri_buf *out) TLRI_NODISCARD;

/* The smallest of the two numbers over all the elected of an answer. */
uint64_t tlri_effect_lower(const struct tlri_effect *effect);
uint64_t tlri_effect_upper(const struct tlri_effect *effect);

#endif

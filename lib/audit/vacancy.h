/*
 * audit/vacancy.h: who fills a place that falls vacant, by the declared reading.
 *
 * spec/rules/vacancy.md. Answers a question about a finished count; changes no result.
 */
#ifndef TLRI_AUDIT_VACANCY_H
#define TLRI_AUDIT_VACANCY_H

#include "audit/audit.h"

enum tlri_vacancy_outcome {
    TLRI_VACANCY_FILLED,
    TLRI_VACANCY_EMPTY, /* counted, or nothing to count, and nobody fills it */
    TLRI_VACANCY_REFER, /* a question for the body that the notice names */
    TLRI_VACANCY_NEW_ELECTION
};

struct tlri_vacancy {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_audit *outcome;
    const struct tlri_counted *counted;           /* the contest as it was counted */
    uint32_t place;                               /* from 1 */
    uint32_t leaves;                              /* index of the candidate elected to it */
    const char *reading;                          /* "runner-up" */
    const struct tlri_reading_in_force *in_force; /* NULL: the reading is not in force */
    enum tlri_vacancy_outcome result;
    uint32_t filled_by; /* index, or TLRI_NONE */
    const char *clause; /* that decided: "vacancy/VAC-5" */
    const char *reason; /* why nobody fills it; NULL when somebody does */
    /* The count that was made, for a sheet; transcript NULL: none was. */
    struct tlri_counted again;
    struct tlri_papers *papers; /* of a countback, owned; NULL otherwise */
};

/*
 * Applies the reading `vacancy` to place `place` of a contest (id, or NULL: the only one) of a
 * finished count (tlri_audit_count). Both engines make the count. TLR_OK: *out is new
 * (tlri_vacancy_free, before the outcome). TLR_E_USAGE: the contest must be named; TLR_E_INPUT:
 * there is no such contest or place, or nobody was elected to it; TLR_E_DECISION: a lot that the
 * folder does not hold is needed; TLR_E_LIMIT: no room for one more category; TLR_E_INTERNAL: the
 * engines differ; TLR_E_MEMORY.
 */
tlr_status tlri_audit_vacancy(struct tlri_audit *outcome, const char *contest, uint32_t place,
                              struct tlri_vacancy **out) TLRI_NODISCARD;
void tlri_vacancy_free(struct tlri_vacancy *vacancy);

/* ---- vacancy_papers.c ---------------------------------------------------------------------------
 */

/*
 * The papers that elected a candidate ([VAC-6]), as rows whose weight is the value of the paper in
 * units of the last of *decimals decimals (at most 9). Watches the second engine count `counted`
 * again with the lots that its transcript used. On TLR_OK *out is new. TLR_E_MEMORY, TLR_E_LIMIT,
 * TLR_E_INTERNAL.
 */
tlr_status tlri_vacancy_papers(tlr_ctx *ctx, const struct tlri_counted *counted, uint32_t candidate,
                               unsigned *decimals, struct tlri_papers **out) TLRI_NODISCARD;

#endif

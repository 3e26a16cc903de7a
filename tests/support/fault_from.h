/*
 * support/fault_from.h: a piece of work with each request for memory refused in turn.
 * Include it after cmocka.h.
 */
#ifndef TEST_FAULT_FROM_H
#define TEST_FAULT_FROM_H

#include "support/faults.h"
#include "teller.h"

typedef tlr_status fault_work(tlr_ctx *ctx);

/* Frees an answer, which is asserted to be there exactly when the status is TLR_OK. */
static inline tlr_status fault_answered(tlr_status status, tlr_text *text)
{
    assert_int_equal(status == TLR_OK, text != NULL);
    tlr_text_free(text);
    return status;
}

/* Does the work with the n-th request failing (and, for_ever, all after it), then with one `step`
 * later each time, until none fails. Asserts that it says TLR_E_MEMORY when one did, unless all
 * that was lost is a remark, which is then counted as lost; that it says TLR_OK when none did; and
 * that everything is given back. Returns how many requests it made undisturbed. */
static inline size_t fault_from(fault_work *work, size_t n, size_t step, bool for_ever)
{
    struct faults faults;
    do {
        fault_init(&faults, n, for_ever);
        n += step;
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_true(ctx != NULL || faults.failed > 0);
        if (ctx != NULL) {
            tlr_status status = work(ctx);
            bool lost_word = status == TLR_OK && tlr_ctx_diag_dropped(ctx) > 0;
            assert_true(faults.failed > 0 ? status == TLR_E_MEMORY || lost_word : status == TLR_OK);
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
    } while (faults.failed > 0);
    return faults.requests;
}

#endif

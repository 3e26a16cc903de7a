/*
 * support/case_work.h: something asked of an election's folder through the public interface.
 */
#ifndef TEST_CASE_WORK_H
#define TEST_CASE_WORK_H

#include <stdbool.h>

#include "teller.h"
#include "teller/case.h"

typedef tlr_status case_work(tlr_case *c);

/* Opens the folder, does the work, and frees; the status of the first that failed. */
static inline tlr_status case_do(tlr_ctx *ctx, const char *dir, case_work *work)
{
    tlr_case *c = NULL;
    tlr_status status = tlr_case_new(ctx, dir, &c);
    if (status == TLR_OK) {
        status = work(c);
    }
    tlr_case_free(c);
    return status;
}

/* Counts the folder and writes the result to `path`. false: one of the two failed. */
static inline bool case_count_to(tlr_ctx *ctx, const char *dir, case_work *count, const char *path)
{
    tlr_case *c = NULL;
    bool written = tlr_case_new(ctx, dir, &c) == TLR_OK && count(c) == TLR_OK &&
                   tlr_text_write(ctx, tlr_case_result(c), path) == TLR_OK;
    tlr_case_free(c);
    return written;
}

#endif

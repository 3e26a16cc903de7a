/*
 * api/case.h: what the files of api/ that work on one election's folder share.
 */
#ifndef TLRI_API_CASE_H
#define TLRI_API_CASE_H

#include "custody/case.h"
#include "teller/case.h"

/* A line of the verification report. */
struct tlri_verified {
    const char *number; /* "V8" */
    const char *text;   /* in the case's arena */
    bool holds;
};

struct tlr_case {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    const char *dir;
    struct tlri_anchors anchors;
    const char *last_year; /* path of last year's delegation record, or NULL */
    const char *void_dir;  /* folder of the election that is held again, or NULL */
    tlr_text *sheet, *result, *workings, *run, *report;
    struct tlri_array verified; /* struct tlri_verified: of the last verification */
    bool partial;               /* batches that are missing are left out [PAR-1] */
    bool is_public;             /* the folder verified last is a public bundle */
    bool keeps; /* the count follows rulings or a declaration: an earlier result is kept */
};

/* Opens the folder of c, in part if that was asked for. */
tlr_status tlri_case_open_as_asked(tlr_case *c, struct tlri_case **out) TLRI_NODISCARD;
/* The name of the file that a count of c writes, and a verification compares. */
const char *tlri_case_result_name(const tlr_case *c);

/* Does result.xml follow from the folder? As tlr_case_verify, without looking at declarations. */
tlr_status tlri_case_reproduces(tlr_case *c) TLRI_NODISCARD;

#endif

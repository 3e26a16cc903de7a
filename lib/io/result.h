/*
 * io/result.h: result.xml from model/case_result.h, and where two XML files first differ.
 * spec/formats/result.md.
 */
#ifndef TLRI_IO_RESULT_H
#define TLRI_IO_RESULT_H

#include "model/case_result.h"

/*
 * Appends result.xml to out (initialised by the caller; its max bounds the size). The same input
 * gives the same bytes. What the notice's publication level and threshold keep back is left out.
 * TLR_E_INPUT: a text holds characters that XML forbids (2330); TLR_E_INTERNAL: the stages of a
 * transcript do not add up to its valid vote (2601), or it refers to what is not there;
 * TLR_E_LIMIT, TLR_E_MEMORY: of the buffer. On failure what is in out is of no use.
 */
tlr_status tlri_result_write(tlr_ctx *ctx, const struct tlri_case_result *result,
                             struct tlri_buf *out) TLRI_NODISCARD;

/* [RES-9] Batches of one contest and round with fewer papers than this are shown in one sum.
 * smallest: the notice's smallest-batch. */
uint64_t tlri_result_merged_below(const struct tlri_result_batch *batch, size_t batches,
                                  uint32_t smallest);

/* [RES-8] What of a contest may be shown: the level of the notice, or result-only where fewer
 * papers were counted than its threshold. */
enum tlri_publish tlri_result_level(const struct tlri_case_result *result,
                                    const struct tlri_result_contest *contest);

/*
 * The canonical text of settings, whose SHA-256 stands in the result: "teller/settings@1" and one
 * "name=value" for each pair in the order given, each line ended by LF. Returns out's status.
 */
tlr_status tlri_result_settings_text(const struct tlri_result_setting *setting, size_t settings,
                                     struct tlri_buf *out) TLRI_NODISCARD;

/* Where two texts first differ. */
struct tlri_text_difference {
    bool differs;
    uint32_t line;     /* from 1; 0 when they do not differ */
    uint32_t column;   /* from 1, in bytes: the first byte that differs */
    const char *a, *b; /* that line in each, without its LF; NULL where a text has ended before */
    size_t a_len, b_len;
};
/* Compares two texts byte by byte; the lines point into them. */
struct tlri_text_difference tlri_text_first_difference(const char *a, size_t a_len, const char *b,
                                                       size_t b_len);

#endif

/*
 * report/partial.c: the words with which every rendering of a partial count begins.
 *
 * In one place, so that none of them says it more softly than another. Nothing is said of a count
 * of all the papers. Implements spec/formats/partial.md [PAR-9].
 */
#include "report/partial.h"

tlr_status tlri_partial_say(const struct tlri_case_result *result, struct tlri_buf *out)
{
    if (result->parts == 0) {
        return out->failed;
    }
    return tlri_buf_printf(
        out, "PARTIAL: %llu of %llu papers were counted. Not the result: it elects nobody.",
        (unsigned long long)result->papers_counted, (unsigned long long)result->papers_named);
}

static tlr_status put_part(const struct tlri_result_part *part, struct tlri_buf *out)
{
    for (size_t i = 0; i < part->left_outs; i++) {
        const struct tlri_result_batch *batch = &part->left_out[i];
        tlri_buf_printf(out, "  left out of %s:\n    batch %s (%s), %llu papers\n", part->contest,
                        batch->id, batch->channel, (unsigned long long)batch->papers);
    }
    return out->failed;
}

tlr_status tlri_partial_lines(const struct tlri_case_result *result, struct tlri_buf *out)
{
    if (result->parts == 0) {
        return out->failed;
    }
    TLR_TRY(tlri_partial_say(result, out));
    TLR_TRY(tlri_buf_puts(out, "\n"));
    for (size_t i = 0; i < result->parts; i++) {
        TLR_TRY(put_part(&result->part[i], out));
    }
    return out->failed;
}

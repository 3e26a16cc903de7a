/*
 * report/slip.c: the slip: a close on half a page.
 *
 * Whoever has it can tell later whether the close that is counted is the one of that evening: the
 * digest is the whole point, the rest says what it stands for. It names no paper, and of a small
 * contest no batch, since slips lie about. The same slip serves whoever signs by hand. Implements
 * spec/formats/close.md [CLO-16].
 */
#include "report/slip.h"

#include "base/wrap.h"

uint64_t tlri_slip_papers(const struct tlri_close *close, const char *contest, size_t *batches)
{
    uint64_t papers = 0;
    *batches = 0;
    for (size_t i = 0; i < close->batches; i++) {
        if (tlri_streq(close->batch[i].contest, contest)) {
            papers += close->batch[i].papers;
            (*batches)++;
        }
    }
    return papers;
}

static void put_batches(const struct tlri_close *close, const char *contest, struct tlri_buf *out)
{
    for (size_t i = 0; i < close->batches; i++) {
        const struct tlri_close_batch *batch = &close->batch[i];
        if (!tlri_streq(batch->contest, contest)) {
            continue;
        }
        tlri_buf_printf(out, "  %8u  %s", batch->papers, batch->id);
        if (batch->round > 1) {
            tlri_buf_printf(out, ", round %u", batch->round);
        }
        if (batch->revision > 1) {
            tlri_buf_printf(out, ", revision %u", batch->revision);
        }
        tlri_buf_puts(out, "\n");
    }
}

static void put_contest(const struct tlri_notice *notice, const struct tlri_close *close,
                        const struct tlri_notice_contest *contest, struct tlri_buf *out)
{
    size_t batches = 0;
    uint64_t papers = tlri_slip_papers(close, contest->id, &batches);
    tlri_buf_puts(out, "\n");
    tlri_wrap(out, "", 2, contest->title);
    if (batches == 0) {
        tlri_buf_puts(out, "  no papers\n");
        return;
    }
    if (papers >= notice->smallest_contest) {
        put_batches(close, contest->id, out);
    }
    tlri_buf_printf(out, "  %8llu  papers in %zu %s\n", (unsigned long long)papers, batches,
                    batches == 1 ? "batch" : "batches");
}

static void put_kind(const struct tlri_notice *notice, struct tlri_buf *out)
{
    if (!notice->is_signed) {
        tlri_buf_puts(out, "UNSIGNED: the notice declares this election unsigned.\n");
    }
    if (notice->trial) {
        tlri_buf_puts(out, "TRIAL RUN: not a real election.\n");
    }
}

tlr_status tlri_slip_write(const struct tlri_notice *notice, const struct tlri_close *close,
                           const struct tlri_digest *digest, struct tlri_buf *out)
{
    char reading[TLRI_DIGEST_READING];
    tlri_digest_reading(digest, reading);
    put_kind(notice, out);
    tlri_wrap(out, "", 0, notice->clp);
    if (notice->title != NULL) {
        tlri_wrap(out, "", 0, notice->title);
    }
    tlri_buf_printf(out, "Close of the count, revision %u. Election %s\n", close->revision,
                    close->election);
    for (size_t i = 0; i < notice->contests; i++) {
        put_contest(notice, close, &notice->contest[i], out);
    }
    tlri_buf_printf(out, "\nPapers decided on one by one: %zu. Double votes found: %s.\n",
                    close->decisions, close->double_votes == 0 ? "none" : "some, see the account");
    tlri_buf_printf(out, "\nDigest of close.txt (SHA-256), the same on every slip:\n%s\n", reading);
    tlri_buf_puts(out, "\nKeep this slip. With it you can have the count checked later:\n"
                       "teller verify FOLDER --close 'the first four groups, or all'\n"
                       "\nSigned by hand, if not with a key:\n"
                       "role ______________________  signature ______________________________\n");
    return out->failed;
}

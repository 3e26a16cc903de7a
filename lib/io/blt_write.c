/*
 * io/blt_write.c: writes BLT, in the one form that every program of the field reads.
 *
 * Implements spec/formats/blt.md, section 5. What BLT has no way to say is refused: a rejected
 * paper, a cross, a doubtful mark.
 */
#include "io/blt.h"

static void write_name(struct tlri_buf *out, const char *name)
{
    tlri_buf_puts(out, "\"");
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char byte = (unsigned char)*p;
        char safe = *p == '"' ? '\'' : *p;
        safe = byte < 0x20 || byte == 0x7F ? ' ' : safe;
        tlri_buf_add(out, &safe, 1);
    }
    tlri_buf_puts(out, "\"\n");
}

static void write_head(const struct tlri_contest *contest, struct tlri_buf *out)
{
    tlri_buf_printf(out, "%u %u\n", contest->candidates, contest->places);
    for (uint32_t i = 0; i < contest->tie_order_size; i++) {
        tlri_buf_printf(out, "%s %u", i == 0 ? "[tie" : "", contest->tie_order[i] + 1);
    }
    if (contest->tie_order_size > 0) {
        tlri_buf_puts(out, "]\n");
    }
    bool any = false;
    for (uint32_t i = 0; i < contest->candidates; i++) {
        if (contest->candidate[i].standing == TLRI_WITHDRAWN) {
            tlri_buf_printf(out, "%s-%u", any ? " " : "", i + 1);
            any = true;
        }
    }
    if (any) {
        tlri_buf_puts(out, "\n");
    }
}

static bool can_be_written(const struct tlri_papers *papers, const struct tlri_paper *paper)
{
    for (uint32_t i = 0; i < paper->marks; i++) {
        if (papers->pool[paper->first + i] & (TLRI_MARK_CROSS | TLRI_MARK_DOUBT)) {
            return false;
        }
    }
    return paper->reject == TLRI_REJECT_NONE;
}

static void write_row(const struct tlri_papers *papers, const struct tlri_paper *paper,
                      struct tlri_buf *out)
{
    tlri_buf_printf(out, "%u", paper->weight);
    for (uint32_t i = 0; i < paper->marks; i++) {
        tlri_mark mark = papers->pool[paper->first + i];
        for (uint32_t gap = tlri_mark_left_out(mark); gap > 0; gap--) {
            tlri_buf_puts(out, " -");
        }
        tlri_buf_printf(out, "%c%u", mark & TLRI_MARK_EQUAL ? '=' : ' ',
                        (mark & TLRI_MARK_CANDIDATE) + 1u);
    }
    tlri_buf_puts(out, " 0\n");
}

static tlr_status refuse_paper(tlr_ctx *ctx, const struct tlri_papers *papers, uint32_t paper)
{
    const struct tlri_paper_batch *batch = tlri_papers_batch_of(papers, paper);
    tlri_diag(ctx, TLR_ERROR, 2128, NULL, "settle the paper first, or leave it out", NULL,
              "paper %s/%u is rejected, or has crosses or doubtful marks, which BLT cannot say",
              batch->id, paper - batch->first + 1);
    return TLR_E_INPUT;
}

tlr_status tlri_blt_write(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_papers *papers, struct tlri_buf *out)
{
    write_head(contest, out);
    for (uint32_t i = 0; i < papers->count; i++) {
        if (!can_be_written(papers, &papers->paper[i])) {
            return refuse_paper(ctx, papers, i);
        }
        write_row(papers, &papers->paper[i], out);
    }
    tlri_buf_puts(out, "0\n");
    for (uint32_t i = 0; i < contest->candidates; i++) {
        write_name(out, contest->candidate[i].name);
    }
    write_name(out, contest->title);
    return out->failed;
}

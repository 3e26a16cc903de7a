/*
 * io/workings.c: workings.xml: the papers that a decision touched, and every stage in full.
 * spec/formats/workings.md.
 *
 * The sealed companion of result.xml: the only file besides the batches that names papers, always
 * as contest/batch/number. The stages are written by the same code as the result's, at the fullest
 * level, so that what was published can be laid beside them line by line.
 */
#include "io/workings.h"

#include "io/result_count.h"
#include "io/xml_write.h"

/* The batch in which a paper stands; batches follow each other in the order of the papers. */
static const struct tlri_paper_batch *batch_of(const struct tlri_papers *papers, uint32_t paper)
{
    uint32_t low = 0, high = papers->batches;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct tlri_paper_batch *batch = &papers->batch[middle];
        if (paper < batch->first) {
            high = middle;
        } else if (paper - batch->first >= batch->count) {
            low = middle + 1;
        } else {
            return batch;
        }
    }
    return NULL;
}

static void put_paper_name(struct tlri_xml_writer *w, const struct tlri_result_contest *contest,
                           uint32_t paper)
{
    const struct tlri_paper_batch *batch = batch_of(contest->papers, paper);
    if (batch == NULL) {
        tlri_xml_fault(w, "a touched paper is in a batch of its contest");
        return;
    }
    struct tlri_buf name;
    tlri_buf_init(&name, w->ctx, 1024);
    tlr_status status = tlri_buf_printf(&name, "%s/%s/%u", contest->contest->id, batch->id,
                                        paper - batch->first + 1);
    if (status == TLR_OK) {
        tlri_xml_put(w, "paper", name.data);
    } else {
        tlri_xml_fail(w, status);
    }
    tlri_buf_drop(&name);
}

static void write_touched(struct tlri_xml_writer *w, const struct tlri_result_contest *contest)
{
    if (contest->transcript == NULL || contest->papers == NULL) {
        return;
    }
    const struct tlri_touched *touched = contest->transcript->touched.data;
    size_t n = contest->transcript->touched.count;
    for (size_t i = 0; i < n && w->status == TLR_OK; i++) {
        struct tlri_event event = tlri_event_make((enum tlri_event_kind)touched[i].kind, 0, NULL);
        event.why = touched[i].why;
        tlri_xml_open(w, "touched");
        put_paper_name(w, contest, touched[i].paper);
        tlri_xml_put(w, "how", tlri_event_token(touched[i].kind));
        tlri_xml_put(w, "why", tlri_event_why_token(&event));
        tlri_xml_close(w);
    }
}

static void write_contest(struct tlri_xml_writer *w, const struct tlri_result_contest *contest)
{
    tlri_xml_open(w, "contest");
    tlri_result_put_contest(w, contest);
    tlri_result_write_candidates(w, contest);
    write_touched(w, contest);
    tlri_result_write_count(w, contest, TLRI_PUBLISH_WITH_TRANSFERS);
    tlri_xml_close(w);
}

tlr_status tlri_workings_write(tlr_ctx *ctx, const struct tlri_case_result *result,
                               struct tlri_buf *out)
{
    struct tlri_xml_writer writer;
    struct tlri_xml_writer *w = &writer;
    tlri_xml_begin(w, ctx, out);
    tlri_xml_open(w, "workings");
    tlri_xml_put(w, "xmlns", "urn:teller:workings:1");
    tlri_xml_put(w, "version", "1");
    tlri_xml_put(w, "election", result->election);
    tlri_xml_put_yes(w, "signed", result->is_signed);
    tlri_xml_put_yes(w, "trial", result->trial);
    tlri_xml_leaf(w, "statement",
                  "Sealed: this file names papers. It is kept with them and never published.");
    for (size_t i = 0; i < result->contests; i++) {
        write_contest(w, &result->contest[i]);
    }
    tlri_xml_close(w);
    return tlri_xml_end(w);
}

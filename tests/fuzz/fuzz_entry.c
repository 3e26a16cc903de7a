/* fuzz/fuzz_entry.c: journals of keying: what a journal comes to can be written as another journal
 * that comes to the same. */
#include "fuzz/roundtrip.h"
#include "io/entry.h"

/* What was settled comes after "done"; a keying that was opened again since then has lost that. */
static tlr_status write_settled(const struct tlri_entry *entry, struct tlri_buf *out)
{
    const struct tlri_entry_paper *paper = entry->paper.data;
    uint32_t count = (uint32_t)entry->paper.count;
    bool any = entry->done;
    for (uint32_t i = 0; i < count; i++) {
        any = any || paper[i].settled[0] != NULL;
    }
    if (!any) {
        return TLR_OK;
    }
    TLR_TRY(tlri_entry_write_step(TLRI_ENTRY_DONE, count, NULL, out));
    for (uint32_t i = 0; i < count; i++) {
        for (size_t k = 2; k-- > 0;) {
            if (paper[i].settled[k] != NULL) {
                TLR_TRY(tlri_entry_write_step(TLRI_ENTRY_SETTLE, i + 1, paper[i].settled[k], out));
            }
        }
    }
    if (entry->done) {
        return TLR_OK;
    }
    /* Opened again: a paper more, and taken away. */
    TLR_TRY(tlri_entry_write_step(TLRI_ENTRY_PAPER, count + 1, paper[0].seen, out));
    return tlri_entry_write_step(TLRI_ENTRY_UNDO, count + 1, NULL, out);
}

static tlr_status write(const struct tlri_entry *entry, struct tlri_buf *out)
{
    const struct tlri_entry_paper *paper = entry->paper.data;
    TLR_TRY(tlri_entry_write_header(&entry->header, out));
    for (uint32_t i = 0; i < entry->paper.count; i++) {
        TLR_TRY(tlri_entry_write_step(TLRI_ENTRY_PAPER, i + 1, paper[i].seen, out));
    }
    return write_settled(entry, out);
}

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_entry *entry = NULL;
    TLR_TRY(tlri_entry_read(ctx, "fuzz", data, len, &entry));
    fuzz_require(entry->whole <= len);
    tlr_status status = write(entry, out);
    tlri_entry_free(entry);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_text(data, size, round_trip);
}

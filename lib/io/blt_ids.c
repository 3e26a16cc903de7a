/*
 * io/blt_ids.c: the ids of papers in a BLT file, "(id)" before a row.
 *
 * Implements spec/formats/blt.md, section 3. Two programs write them, and mean two things by the
 * number behind: the whole file is asked which of the two it is, and a file that does not tell is
 * refused. An id that stands twice is a paper entered twice.
 */
#include "io/blt_reader.h"

static bool take_id(struct tlri_blt_reader *reader, struct tlri_span *id)
{
    const char *from = reader->at;
    while (!tlri_blt_at_line_end(reader) && *reader->at != ')') {
        reader->at++;
    }
    if (!tlri_blt_at_byte(reader, ')')) {
        return false;
    }
    reader->at++;
    *id = tlri_blt_between(from + 1, reader->at - 1);
    return true;
}

/*
 * OpenSTV writes a weight of 1 after the id, Droop writes none, and both then write preferences. So
 * "(x) 1 2 0" is one of two papers. The whole file tells, as a rule: if any paper does not begin
 * with 1, there are no weights; if all do and in some 1 comes again, the first is a weight. Else
 * nobody can tell, and the file is refused [BLT-2].
 */
static enum tlri_blt_ids probe_ids(const struct tlri_blt_reader *reader)
{
    struct tlri_blt_reader probe = *reader;
    bool again = false;
    while (tlri_blt_skip_lines(&probe), tlri_blt_at_byte(&probe, '(')) {
        struct tlri_span id;
        if (!take_id(&probe, &id)) {
            return TLRI_BLT_IDS_UNKNOWN;
        }
        for (size_t n = 0;; n++) {
            tlri_blt_skip_blanks(&probe);
            struct tlri_span token = tlri_blt_take_token(&probe);
            bool one = tlri_word_is(token, "1");
            bool zero = tlri_word_is(token, "0");
            if (n == 0 && token.len > 0 && !one) {
                return TLRI_BLT_IDS_ALONE;
            }
            if (token.len == 0 || zero) {
                break;
            }
            again = again || (n > 0 && one);
        }
    }
    return again ? TLRI_BLT_IDS_WITH_WEIGHT : TLRI_BLT_IDS_UNKNOWN;
}

static bool keep_id(struct tlri_blt_reader *reader, struct tlri_span id, tlr_status *status)
{
    if (id.len == 0 || tlri_blt_strange(id)) {
        tlri_source_error(&reader->source, 2121, id, NULL,
                          "the id of a paper is empty or has characters that are not plain");
        return false;
    }
    *status = tlri_array_append(&reader->id_list, &id, 1);
    return *status == TLR_OK;
}

/* Decides, at the first paper, what ids mean in this file. */
static void settle_ids(struct tlri_blt_reader *reader, bool has_id)
{
    if (reader->ids != TLRI_BLT_IDS_UNKNOWN) {
        return;
    }
    if (!has_id) {
        reader->ids = TLRI_BLT_IDS_NONE;
        return;
    }
    reader->ids = probe_ids(reader);
    if (reader->ids == TLRI_BLT_IDS_UNKNOWN) {
        tlri_source_error(
            &reader->source, 2120, tlri_blt_between(reader->at, reader->at + 1),
            "remove the ids, and write '1' for the weight and then the preferences",
            "after the ids every paper begins with 1, which is its weight for OpenSTV "
            "and its first preference for Droop: the file does not say which");
        reader->ids = TLRI_BLT_IDS_ALONE;
    }
    tlri_blt_met(reader,
                 reader->ids == TLRI_BLT_IDS_ALONE ? TLRI_BLT_IDS : TLRI_BLT_IDS_AND_WEIGHTS);
}

/* Reads "(id)" if it stands here. False: the row is wrong and was reported. */
bool tlri_blt_read_id(struct tlri_blt_reader *reader, tlr_status *status)
{
    bool has_id = tlri_blt_at_byte(reader, '(');
    settle_ids(reader, has_id);
    if (has_id != (reader->ids > TLRI_BLT_IDS_NONE)) {
        tlri_source_error(&reader->source, 2121, tlri_blt_between(reader->at, reader->at + 1),
                          "give every paper an id, or none",
                          "some papers have an id in brackets and some have not");
        return false;
    }
    if (!has_id) {
        return true;
    }
    const char *from = reader->at;
    struct tlri_span id;
    if (!take_id(reader, &id)) {
        tlri_source_error(&reader->source, 2121, tlri_blt_between(from, reader->at), NULL,
                          "the id of this paper is not closed by )");
        return false;
    }
    return keep_id(reader, id, status);
}

/* Looks for an id that stands twice. */
tlr_status tlri_blt_check_ids(struct tlri_blt_reader *reader)
{
    const struct tlri_span *ids = reader->id_list.data;
    size_t n = reader->id_list.count;
    size_t size = 16;
    while (size < 2 * n) {
        size *= 2;
    }
    if (n < 2) {
        return TLR_OK;
    }
    uint32_t *slots = tlri_alloc_array(reader->ctx, size, sizeof *slots);
    if (slots == NULL) {
        return tlri_no_memory(reader->ctx);
    }
    for (size_t i = 0; i < n && !tlri_source_gave_up(&reader->source); i++) {
        size_t slot = (size_t)tlri_hash(0, ids[i].text, ids[i].len) & (size - 1);
        while (slots[slot] != 0 && !tlri_span_equal(ids[slots[slot] - 1], ids[i])) {
            slot = (slot + 1) & (size - 1);
        }
        if (slots[slot] == 0) {
            slots[slot] = (uint32_t)i + 1;
            continue;
        }
        uint32_t line = tlri_source_line_of(&reader->source, ids[slots[slot] - 1].text);
        tlri_source_error(&reader->source, 2122, ids[i], "remove the paper that was entered twice",
                          "the paper in line %u has the same id", line);
    }
    tlri_free(reader->ctx, slots, size * sizeof *slots);
    return TLR_OK;
}

/*
 * io/marks.c: the marks of one paper as text.
 *
 * Implements "Marks" of spec/formats/ballots.md for the files where decisions on single papers
 * stand, and for explaining a wrong line of a batch. The batch reader has its own tight loop for
 * lines that are right, and falls back on this to say what is wrong with the others.
 */
#include "io/marks.h"

static bool one_mark(struct tlri_span field, uint32_t *number)
{
    if (tlri_word_is(field, "X")) {
        *number = TLRI_SEEN_CROSS;
        return true;
    }
    if (tlri_word_is(field, "?")) {
        *number = TLRI_SEEN_DOUBT;
        return true;
    }
    if (field.len == 0 || field.len > 3 || field.text[0] == '0') {
        return false;
    }
    *number = 0;
    for (size_t i = 0; i < field.len; i++) {
        if (field.text[i] < '0' || field.text[i] > '9') {
            return false;
        }
        *number = *number * 10 + (uint32_t)(field.text[i] - '0');
    }
    return true;
}

bool tlri_read_marks(struct tlri_source *source, const struct tlri_span *fields, size_t n,
                     uint32_t *seen, uint32_t *count)
{
    bool good = true;
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = 0;
        if (tlri_word_is(fields[i], "-")) {
            continue;
        }
        if (one_mark(fields[i], &number)) {
            seen[(*count)++] = TLRI_SEEN(number, i);
            continue;
        }
        good = false;
        tlri_source_error(source, 2033, fields[i],
                          "write - for no mark, a number from 1 to 999, X for a cross, or ? for a "
                          "mark that needs a decision",
                          "the mark against candidate %zu is not understood: '%.*s'", i + 1,
                          (int)(fields[i].len > 20 ? 20 : fields[i].len), fields[i].text);
    }
    return good;
}

void tlri_write_marks(const tlri_mark *marks, uint32_t n, uint32_t candidates, struct tlri_buf *out)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    uint16_t number[TLRI_CANDIDATES_MAX] = {0};
    tlri_marks_seen(marks, n, seen);
    for (uint32_t i = 0; i < n; i++) {
        number[seen[i] & TLRI_MARK_CANDIDATE] = (uint16_t)(seen[i] >> 12);
    }
    for (uint32_t c = 0; c < candidates; c++) {
        if (number[c] == 0) {
            tlri_buf_add(out, " -", 2);
        } else if (number[c] == TLRI_SEEN_CROSS) {
            tlri_buf_add(out, " X", 2);
        } else if (number[c] == TLRI_SEEN_DOUBT) {
            tlri_buf_add(out, " ?", 2);
        } else {
            tlri_buf_printf(out, " %u", number[c]);
        }
    }
}

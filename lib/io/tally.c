/*
 * io/tally.c: reader and writer of teller/tally@1, and the papers that stand in for its totals.
 *
 * The header is that of a batch (io/ballots.c). Then one line a candidate: the number on the paper
 * and the votes. What cannot be true of any papers is refused here: more votes for somebody than
 * there are valid papers, or fewer votes together than papers that bear at least one. Whether a
 * paper may bear so many marks depends on the notice and is looked at in audit. Implements
 * spec/formats/tally.md.
 */
#include "io/tally.h"

#include <string.h>

#include "io/ballots_core.h"

static const char type[] = "teller/tally@1\n";

bool tlri_tally_is(const char *data, size_t len)
{
    return len >= sizeof type - 1 && memcmp(data, type, sizeof type - 1) == 0;
}

/* ---- the totals ---------------------------------------------------------------------------------
 */

static void refuse(struct tlri_source *source, struct tlri_span at, const char *what)
{
    tlri_source_error(source, 6998, at,
                      "compare it with the provider's statement; do not just correct the number",
                      "%s", what);
}

/* "3 41": the candidate third on the paper has 41 votes. */
static bool read_votes(struct tlri_source *source, uint32_t number, uint32_t *votes)
{
    struct tlri_span fields[2];
    uint32_t found = 0;
    if (!tlri_source_next(source)) {
        refuse(source, (struct tlri_span){source->data + source->len, 0},
               "there is not a line for each candidate");
        return false;
    }
    if (!tlri_source_check_line(source, source->line)) {
        return false;
    }
    if (tlri_span_split(source->line, fields, 2) != 2) {
        refuse(source, source->line, "a line is the number of a candidate and the votes");
        return false;
    }
    if (!tlri_read_number32(source, fields[0], "the number of the candidate", 1,
                            TLRI_CANDIDATES_MAX, &found) ||
        !tlri_read_number32(source, fields[1], "the votes", 0, TLRI_PAPERS_MAX, votes)) {
        return false;
    }
    if (found != number) {
        refuse(source, fields[0], "candidates stand in the order of the paper, each once");
        return false;
    }
    return true;
}

/* [TAL-3] */
static void check_totals(struct tlri_source *source, const struct tlri_ballots_header *header,
                         const uint32_t *votes)
{
    uint64_t valid = header->papers - header->blank;
    uint64_t sum = 0;
    bool over = false;
    for (uint32_t k = 0; k < header->candidates; k++) {
        sum += votes[k];
        over = over || votes[k] > valid;
    }
    if (over) {
        refuse(source, source->line, "a candidate has more votes than there are valid papers");
    } else if (sum < valid) {
        refuse(source, source->line,
               "there are fewer votes than papers that bear at least one: are some blank?");
    }
}

static void read_end(struct tlri_source *source, const struct tlri_ballots_header *header)
{
    struct tlri_span field;
    uint32_t number = 0;
    if (tlri_read_field(source, "end", "end N", &field) &&
        tlri_read_number32(source, field, "the number at the end", 0, TLRI_PAPERS_MAX, &number)) {
        if (number != header->papers) {
            refuse(source, field, "the number at the end is not that of the papers");
        }
        tlri_read_end(source);
    }
}

/* ---- papers in their place ----------------------------------------------------------------------
 */

/*
 * [TAL-4] The valid papers lie in a ring; the votes of each candidate go to one paper after the
 * other, beginning behind the last vote of the candidate before. Nobody gets two on one paper, and
 * no two papers differ by more than one mark.
 */
static tlr_status add_papers(const struct tlri_ballots_header *header, const uint32_t *votes,
                             struct tlri_papers_builder *builder)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    tlri_mark marks[TLRI_CANDIDATES_MAX];
    uint64_t valid = header->papers - header->blank;
    for (uint64_t paper = 0; paper < valid; paper++) {
        uint32_t n = 0;
        uint64_t begin = 0;
        for (uint32_t k = 0; k < header->candidates; k++) {
            if ((paper + valid - begin) % valid < votes[k]) {
                seen[n++] = TLRI_SEEN(TLRI_SEEN_CROSS, k);
            }
            begin = (begin + votes[k]) % valid;
        }
        tlri_marks_order(seen, n, marks);
        TLR_TRY(tlri_papers_add(builder, marks, n, TLRI_REJECT_NONE, 1));
    }
    for (uint32_t paper = 0; paper < header->blank; paper++) {
        TLR_TRY(tlri_papers_add(builder, NULL, 0, TLRI_REJECT_BLANK, 1));
    }
    return TLR_OK;
}

/* ---- the whole ----------------------------------------------------------------------------------
 */

tlr_status tlri_tally_core_header(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                  struct tlri_ballots_header *out)
{
    struct tlri_source source;
    tlri_source_init(&source, ctx, name, data, len);
    return tlri_ballots_core_lines(&source, true, out);
}

tlr_status tlri_tally_core_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_ballots_header *header,
                                struct tlri_papers_builder *builder)
{
    struct tlri_source source;
    uint32_t votes[TLRI_CANDIDATES_MAX] = {0};
    tlri_source_init(&source, ctx, name, data, len);
    TLR_TRY(tlri_ballots_core_lines(&source, true, header));
    TLR_TRY(tlri_ballots_core_candidates(&source, header, builder));
    for (uint32_t k = 0; k < header->candidates; k++) {
        if (!read_votes(&source, k + 1, &votes[k])) {
            return tlri_source_verdict(&source);
        }
    }
    check_totals(&source, header, votes);
    read_end(&source, header);
    TLR_TRY(tlri_source_verdict(&source));
    TLR_TRY(tlri_papers_start_batch(builder, header->batch, strlen(header->batch)));
    tlri_papers_of_totals(builder);
    return add_papers(header, votes, builder);
}

tlr_status tlri_tally_write(const struct tlri_ballots_header *header, const uint32_t *votes,
                            struct tlri_buf *out)
{
    char digest[TLRI_DIGEST_HEX];
    char salt[2 * TLRI_SALT_BYTES + 1];
    tlri_digest_hex(&header->definition, digest);
    tlri_hex(header->salt, TLRI_SALT_BYTES, salt);
    tlri_buf_printf(out, "%selection %s\ndefinition sha256:%s\n", type, header->election, digest);
    tlri_buf_printf(out, "contest %s\nround %u\nbatch %s\nrevision %u\nchannel %s\n",
                    header->contest, header->round, header->batch, header->revision,
                    header->channel);
    tlri_digest_hex(&header->statement, digest);
    tlri_buf_printf(out, "statement sha256:%s\nsalt %s\n", digest, salt);
    tlri_buf_printf(out, "candidates %u\npapers %u\nblank %u\n", header->candidates, header->papers,
                    header->blank);
    for (uint32_t k = 0; k < header->candidates; k++) {
        tlri_buf_printf(out, "%u %u\n", k + 1, votes[k]);
    }
    return tlri_buf_printf(out, "end %u\n", header->papers);
}

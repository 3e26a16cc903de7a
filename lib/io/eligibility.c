/*
 * io/eligibility.c: eligibility.xml, the decisions that leave the members' data.
 * spec/formats/eligibility.md.
 *
 * The election file carries the digest of this record, so its bytes must not depend on the order in
 * which members stood in somebody's spreadsheet: the lines must come sorted by candidate, and are
 * refused otherwise. That `disputed` agrees with the decisions is tested here too, because it is
 * what people will look at.
 */
#include "io/eligibility.h"

#include "io/xml_write.h"

#include <stdio.h>
#include <string.h>

static bool is_disputed(const struct tlri_eligibility_line *line)
{
    for (size_t i = 1; i < line->unders; i++) {
        if (line->under[i].decision != line->under[0].decision) {
            return true;
        }
    }
    return false;
}

static void write_line(struct tlri_xml_writer *w, const struct tlri_eligibility_line *line)
{
    tlri_xml_open(w, "candidate");
    tlri_xml_put(w, "id", line->candidate);
    tlri_xml_put(w, "decision", tlri_eligible_token(line->decision));
    tlri_xml_put(w, "clause", line->clause);
    tlri_xml_put_yes(w, "disputed", line->disputed);
    tlri_xml_leaf(w, "why", line->why);
    for (size_t i = 0; i < line->unders; i++) {
        tlri_xml_open(w, "under");
        tlri_xml_put(w, "months-reference", line->under[i].months_reference);
        tlri_xml_put(w, "months-boundary", line->under[i].months_boundary);
        tlri_xml_put(w, "decision", tlri_eligible_token(line->under[i].decision));
        tlri_xml_close(w);
    }
    for (size_t i = 0; i < line->youths; i++) {
        tlri_xml_open(w, "eligible-for");
        tlri_xml_put(w, "place", "youth");
        tlri_xml_put(w, "youth-age-date", line->youth[i]);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
    if (is_disputed(line) != line->disputed) {
        tlri_xml_fault(w, "a decision is disputed when readings decide it differently");
    }
}

void tlri_eligibility_input_digest(const char *salt, const void *candidates, size_t candidates_len,
                                   const void *roll, size_t roll_len, struct tlri_digest *out)
{
    char text[512];
    char candidates_hex[2 * TLRI_SHA256_BYTES + 1];
    char roll_hex[2 * TLRI_SHA256_BYTES + 1];
    struct tlri_digest digest;
    tlri_digest_of(candidates, candidates_len, &digest);
    tlri_hex(digest.bytes, sizeof digest.bytes, candidates_hex);
    tlri_digest_of(roll, roll_len, &digest);
    tlri_hex(digest.bytes, sizeof digest.bytes, roll_hex);
    int len = snprintf(text, sizeof text, "teller/eligibility-input@1\n%s\n%s\n%s\n", salt,
                       candidates_hex, roll_hex);
    tlri_digest_of(text, (size_t)len, out);
}

tlr_status tlri_eligibility_write(tlr_ctx *ctx, const struct tlri_eligibility_record *record,
                                  struct tlri_buf *out)
{
    struct tlri_xml_writer writer;
    struct tlri_xml_writer *w = &writer;
    tlri_xml_begin(w, ctx, out);
    tlri_xml_open(w, "eligibility");
    tlri_xml_put(w, "xmlns", "urn:teller:eligibility:1");
    tlri_xml_put(w, "election", record->election);
    tlri_xml_put_digest(w, "notice", record->notice);
    tlri_xml_put(w, "rulebook", record->rulebook);
    tlri_xml_put(w, "candidate-months", record->months);
    if (record->input_stated) {
        tlri_xml_put_digest(w, "input", record->input);
    }
    for (size_t i = 0; i < record->lines; i++) {
        if (i > 0 && strcmp(record->line[i - 1].candidate, record->line[i].candidate) >= 0) {
            tlri_xml_fault(w, "the lines of an eligibility record are sorted by candidate");
        }
        write_line(w, &record->line[i]);
    }
    tlri_xml_close(w);
    return tlri_xml_end(w);
}

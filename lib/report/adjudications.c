/*
 * report/adjudications.c: the doubtful papers and the decisions on them, for programs.
 *
 * One object with everything that the conversation shows, so that a program can show it in another
 * way; decisions are then given to the command one by one. Sealed material: it shows marks. Nothing
 * is read or decided here. Implements spec/formats/adjudications.md §3.
 */
#include "report/adjudications.h"

#include "report/json_parts.h"

static json_t *choice_object(bool *bad, const struct tlri_adjudication_choice *choice)
{
    json_t *object = json_object();
    tlri_json_put_some(bad, object, "decision", choice->words);
    tlri_json_put_some(bad, object, "meaning", choice->meaning);
    return object;
}

static json_t *row_object(bool *bad, const struct tlri_adjudication_row *row)
{
    const tlr_adjudication_paper *paper = row->paper;
    json_t *object = json_object();
    json_t *candidates = json_array();
    json_t *proposals = json_array();
    tlri_json_put_some(bad, object, "contest", paper->contest);
    tlri_json_put_some(bad, object, "batch", paper->batch);
    tlri_json_put_number(bad, object, "number", paper->number);
    for (unsigned i = 0; i < paper->candidates; i++) {
        tlri_json_append(bad, candidates, json_string(row->candidate[i]));
    }
    tlri_json_put(bad, object, "candidates", candidates);
    tlri_json_put_some(bad, object, "seen", paper->seen);
    tlri_json_put(bad, object, "doubtful", json_boolean(paper->doubtful != 0));
    tlri_json_put_some(bad, object, "code", paper->code);
    tlri_json_put_some(bad, object, "without-decision", row->as_is.meaning);
    if (row->chosen.words != NULL) {
        json_t *decided = choice_object(bad, &row->chosen);
        tlri_json_put_some(bad, decided, "decided-by", paper->decided_by);
        tlri_json_put_some(bad, decided, "objected-by",
                           paper->objected != NULL ? paper->objected : "none");
        tlri_json_put(bad, object, "decided", decided);
    }
    for (size_t i = 0; i < row->proposals; i++) {
        tlri_json_append(bad, proposals, choice_object(bad, &row->proposal[i]));
    }
    tlri_json_put(bad, object, "proposals", proposals);
    return object;
}

tlr_status tlri_adjudications_json(tlr_ctx *ctx, const char *election, size_t open, size_t unlisted,
                                   const struct tlri_adjudication_row *row, size_t rows,
                                   struct tlri_buf *out)
{
    bool bad = false;
    json_t *root = json_object();
    json_t *papers = json_array();
    tlri_json_put_some(&bad, root, "format", "teller/adjudicate@1");
    tlri_json_put_some(&bad, root, "election", election);
    tlri_json_put_number(&bad, root, "undecided", open);
    tlri_json_put_number(&bad, root, "not-listed", unlisted);
    for (size_t i = 0; i < rows; i++) {
        tlri_json_append(&bad, papers, row_object(&bad, &row[i]));
    }
    tlri_json_put(&bad, root, "papers", papers);
    return tlri_json_write_wide(ctx, root, bad, out);
}

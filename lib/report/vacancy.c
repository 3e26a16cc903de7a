/*
 * report/vacancy.c: the answer to "who fills this place?", as text and as JSON.
 *
 * Shows what audit found and decides nothing. The count that was made is shown as any other count;
 * around it stand the place, the reading with its minute, who keeps a place, and the answer with
 * its clause. Both forms say that this is no result. Implements spec/formats/explain.md [EXP-11]
 * and [EXP-12].
 */
#include "report/vacancy.h"

#include <string.h>

#include "base/wrap.h"
#include "report/json.h"
#include "report/json_parts.h"
#include "report/sheet.h"

enum { SENTENCE_MAX = 1 << 16 };

static const char *name_of(const struct tlri_vacancy *v, uint32_t candidate)
{
    return v->counted->contest.candidate[candidate].name;
}

static const char *outcome_word(enum tlri_vacancy_outcome outcome)
{
    switch (outcome) {
    case TLRI_VACANCY_FILLED:
        return "filled";
    case TLRI_VACANCY_EMPTY:
        return "empty";
    case TLRI_VACANCY_REFER:
        return "refer";
    case TLRI_VACANCY_NEW_ELECTION:
        return "new-election";
    }
    return "refer";
}

static const char *ruling_body(const struct tlri_vacancy *v)
{
    const char *body = v->outcome->election_case->notice->ruling_body;
    return body != NULL ? body : "the body that may rule on this election";
}

/* ---- text ---------------------------------------------------------------------------------------
 */

static void put_place(const struct tlri_vacancy *v, struct tlri_buf *line)
{
    tlri_buf_printf(line, "Vacancy: place %u of %s (%s), to which %s was elected.", v->place,
                    v->counted->contest.title, v->counted->contest.id, name_of(v, v->leaves));
}

static void put_reading(const struct tlri_vacancy *v, struct tlri_buf *line)
{
    const struct tlri_reading_in_force *reading = v->in_force;
    tlri_buf_printf(line, "By the reading vacancy=%s, ", v->reading);
    if (reading == NULL || reading->decided_by == NULL) {
        tlri_buf_puts(line, "the default, decided by nobody.");
    } else {
        tlri_buf_printf(line, "decided by %s%s%s.", reading->decided_by,
                        reading->minute != NULL ? ", minute " : "",
                        reading->minute != NULL ? reading->minute : "");
    }
}

static void put_answer(const struct tlri_vacancy *v, struct tlri_buf *line)
{
    switch (v->result) {
    case TLRI_VACANCY_FILLED:
        tlri_buf_printf(line, "Place %u goes to %s. [%s]", v->place, name_of(v, v->filled_by),
                        v->clause);
        return;
    case TLRI_VACANCY_NEW_ELECTION:
        tlri_buf_printf(line,
                        "Nobody fills place %u by counting: nominations are opened again for it, "
                        "and a new election with its own notice is held. [%s]",
                        v->place, v->clause);
        return;
    case TLRI_VACANCY_EMPTY:
    case TLRI_VACANCY_REFER:
        tlri_buf_printf(line,
                        "Nobody fills place %u: %s. [%s] The question goes to: %s. [vacancy/%s]",
                        v->place, v->reason, v->clause, ruling_body(v),
                        v->result == TLRI_VACANCY_REFER ? "VAC-3" : "VAC-9");
        return;
    }
}

static void put_kept(const struct tlri_vacancy *v, struct tlri_buf *line)
{
    const char *before = "Keep their places: ";
    for (uint32_t c = 0; c < v->counted->contest.candidates; c++) {
        if (v->counted->elected[c] && c != v->leaves) {
            tlri_buf_printf(line, "%s%s", before, name_of(v, c));
            before = ", ";
        }
    }
    tlri_buf_puts(line, line->len > 0 ? ". [vacancy/VAC-1]" : "");
}

/* Writes what `put` says, wrapped; nothing when it says nothing. */
static tlr_status put_sentence(const struct tlri_vacancy *v,
                               void (*put)(const struct tlri_vacancy *, struct tlri_buf *),
                               struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, v->ctx, SENTENCE_MAX);
    put(v, &line);
    if (line.len > 0) {
        tlri_wrap(out, "", 4, line.data);
    }
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    return status;
}

static void put_heading(const struct tlri_vacancy *v, struct tlri_buf *out)
{
    const struct tlri_notice *notice = v->outcome->election_case->notice;
    if (!notice->is_signed) {
        tlri_buf_puts(out,
                      "UNSIGNED: this election was declared unsigned; nothing was verified.\n");
    }
    if (notice->trial) {
        tlri_buf_puts(out, "TRIAL RUN: not a real election.\n");
    }
    tlri_buf_printf(out, "%s\n%s (%s)\n\n", notice->clp,
                    notice->title != NULL ? notice->title : "Election", notice->election);
}

static tlr_status put_count(const struct tlri_vacancy *v, struct tlri_buf *out)
{
    const struct tlri_result_contest contest = {.contest = &v->again.contest,
                                                .kind = v->counted->source->declared->kind,
                                                .round = 1,
                                                .rule_set = v->again.settings.name,
                                                .transcript = v->again.transcript};
    if (v->again.transcript == NULL) {
        return TLR_OK;
    }
    tlri_buf_puts(out, v->papers != NULL ? "\nThe papers that elected this person, counted for "
                                           "one place:\n\n"
                                         : "\nAll papers, counted again without this person:\n\n");
    return tlri_sheet_contest(v->ctx, &contest, out);
}

/* [VAC-13] */
static void put_basis(const struct tlri_report_basis *basis, struct tlri_buf *out)
{
    char reading[TLRI_DIGEST_READING];
    tlri_digest_reading(&basis->result, reading);
    tlri_buf_printf(out, "\nIt rests on %s; SHA-256:\n%s\n",
                    basis->in_folder ? "result.xml of this folder"
                                     : "the result of these files (no result.xml is here)",
                    reading);
}

tlr_status tlri_vacancy_sheet(const struct tlri_vacancy *v, const struct tlri_report_basis *basis,
                              struct tlri_buf *out)
{
    put_heading(v, out);
    TLR_TRY(put_sentence(v, put_place, out));
    TLR_TRY(put_sentence(v, put_reading, out));
    TLR_TRY(put_count(v, out));
    tlri_buf_puts(out, "\n");
    TLR_TRY(put_sentence(v, put_kept, out));
    TLR_TRY(put_sentence(v, put_answer, out));
    put_basis(basis, out);
    tlri_buf_puts(out, "\nThis changes no result: who fills the place is for the body to declare. "
                       "[VAC-11]\n");
    return out->failed;
}

/* ---- JSON ---------------------------------------------------------------------------------------
 */

static json_t *person(bool *bad, const struct tlri_vacancy *v, uint32_t candidate)
{
    json_t *object = json_object();
    tlri_json_put(bad, object, "id", json_string(v->counted->contest.candidate[candidate].id));
    tlri_json_put(bad, object, "name", json_string(name_of(v, candidate)));
    return object;
}

static json_t *kept_of(bool *bad, const struct tlri_vacancy *v)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < v->counted->contest.candidates; c++) {
        if (v->counted->elected[c] && c != v->leaves) {
            tlri_json_append(bad, list, person(bad, v, c));
        }
    }
    return list;
}

/* The count as `teller count --json` writes it, less `unsigned` (its files were verified) and less
 * the settings, which stand in the result. */
static json_t *count_of(bool *bad, const struct tlri_vacancy *v)
{
    struct tlri_buf text;
    tlri_buf_init(&text, v->ctx, (size_t)1 << 30);
    json_t *count = NULL;
    if (tlri_json_count(v->ctx, &v->again.contest, &v->again.settings, NULL, 0, v->again.transcript,
                        &text) == TLR_OK) {
        count = json_loads(text.data, 0, NULL);
    }
    tlri_buf_drop(&text);
    *bad = *bad || count == NULL;
    (void)json_object_del(count, "unsigned");
    (void)json_object_del(count, "settings");
    return count;
}

static json_t *answer_of(bool *bad, const struct tlri_vacancy *v,
                         const struct tlri_report_basis *basis)
{
    char hex[TLRI_DIGEST_HEX];
    const struct tlri_notice *notice = v->outcome->election_case->notice;
    json_t *root = json_object();
    tlri_json_put(bad, root, "format", json_string("teller/vacancy@1"));
    tlri_json_put(bad, root, "election", json_string(notice->election));
    tlri_json_put(bad, root, "signed", json_boolean(notice->is_signed));
    tlri_digest_hex(&basis->result, hex);
    tlri_json_put(bad, root, "result", json_string(hex));
    tlri_json_put(bad, root, "result-in-folder", json_boolean(basis->in_folder));
    tlri_json_put(bad, root, "contest", json_string(v->counted->contest.id));
    tlri_json_put(bad, root, "place", json_integer((json_int_t)v->place));
    tlri_json_put(bad, root, "leaves", person(bad, v, v->leaves));
    tlri_json_put(bad, root, "kept", kept_of(bad, v));
    tlri_json_put(bad, root, "reading", json_string(v->reading));
    tlri_json_put(bad, root, "outcome", json_string(outcome_word(v->result)));
    tlri_json_put(bad, root, "clause", json_string(v->clause));
    if (v->result == TLRI_VACANCY_FILLED) {
        tlri_json_put(bad, root, "filled-by", person(bad, v, v->filled_by));
    } else {
        tlri_json_put(bad, root, "reason", json_string(v->reason));
    }
    if (v->again.transcript != NULL) {
        tlri_json_put(bad, root, "count", count_of(bad, v));
    }
    return root;
}

tlr_status tlri_vacancy_json(const struct tlri_vacancy *v, const struct tlri_report_basis *basis,
                             struct tlri_buf *out)
{
    bool bad = false;
    json_t *root = answer_of(&bad, v, basis);
    return tlri_json_write(v->ctx, root, bad, out);
}

/*
 * report/csv_case.c: the stage sheet as CSV, for spreadsheets. spec/formats/csv.md.
 *
 * One line for each candidate and stage, and one for each place: long form, which every spreadsheet
 * can filter and turn. Fields are quoted by libcsv. A name that a spreadsheet would take for a
 * formula gets an apostrophe before it [CSV-2]. Shows a transcript and computes only the change.
 */
#include <csv.h>
#include <string.h>

#include "io/result.h"
#include "report/formats.h"
#include "report/partial.h"
#include "report/stages.h"

enum { FIELD_MAX = 4096 };

struct sheet {
    const struct tlri_result_contest *in;
    struct tlri_stage_views views;
    struct tlri_buf *out;
    bool begun; /* the line has a field already */
};

static void put(struct sheet *sheet, const char *text)
{
    char quoted[FIELD_MAX * 2 + 4];
    size_t len = strlen(text);
    tlri_buf_puts(sheet->out, sheet->begun ? "," : "");
    sheet->begun = true;
    if (len == 0) {
        return;
    }
    len = len < FIELD_MAX ? len : FIELD_MAX;
    size_t n = csv_write(quoted, sizeof quoted, text, len);
    tlri_buf_add(sheet->out, quoted, n < sizeof quoted ? n : sizeof quoted);
}

static void put_name(struct sheet *sheet, const char *name)
{
    char guarded[FIELD_MAX];
    bool formula = name[0] != '\0' && strchr("=+-@\t\r", name[0]) != NULL;
    size_t len = strlen(name);
    if (!formula || len + 2 > sizeof guarded) {
        put(sheet, name);
        return;
    }
    guarded[0] = '\'';
    memcpy(guarded + 1, name, len + 1);
    put(sheet, guarded);
}

static void put_number(struct sheet *sheet, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    put(sheet, text);
}

static void put_votes(struct sheet *sheet, tlri_dec votes)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(votes, sheet->in->transcript->decimals, text);
    put(sheet, text);
}

static void end_line(struct sheet *sheet)
{
    tlri_buf_puts(sheet->out, "\r\n");
    sheet->begun = false;
}

/* The fields that every line begins with. */
static void begin_line(struct sheet *sheet, const char *row)
{
    put(sheet, sheet->in->contest->id);
    put_number(sheet, sheet->in->round);
    put(sheet, row);
}

/* ---- stages -------------------------------------------------------------------------------------
 */

static bool elected_in(const struct sheet *sheet, size_t s, uint32_t candidate)
{
    const struct tlri_stage_view *view = &sheet->views.stage[s];
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(sheet->in->transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED && event->candidate == candidate) {
            return true;
        }
    }
    return false;
}

static void put_stage(struct sheet *sheet, size_t s)
{
    const struct tlri_event *open = sheet->views.stage[s].open;
    put_number(sheet, open->stage);
    put(sheet, tlri_event_why_token(open));
}

static void put_candidate(struct sheet *sheet, size_t s, uint32_t k)
{
    const struct tlri_event *now = sheet->views.stage[s].tally[k];
    const struct tlri_event *before = s > 0 ? sheet->views.stage[s - 1].tally[k] : NULL;
    if (now == NULL) {
        return;
    }
    begin_line(sheet, "candidate");
    put_stage(sheet, s);
    put(sheet, sheet->in->contest->candidate[k].id);
    put_name(sheet, sheet->in->contest->candidate[k].name);
    put_votes(sheet, now->a);
    put_votes(sheet, before != NULL ? now->a - before->a : now->a);
    put(sheet, elected_in(sheet, s, k) ? "elected-now" : tlri_event_why_token(now));
    put(sheet, sheet->views.stage[s].open->clause);
    end_line(sheet);
}

static void put_other(struct sheet *sheet, size_t s, const char *row,
                      const struct tlri_event *event)
{
    if (event == NULL) {
        return;
    }
    begin_line(sheet, row);
    put_stage(sheet, s);
    put(sheet, "");
    put(sheet, "");
    put_votes(sheet, event->a);
    put(sheet, "");
    put(sheet, "");
    put(sheet, event->clause != NULL ? event->clause : "");
    end_line(sheet);
}

static void put_stages(struct sheet *sheet)
{
    for (size_t s = 0; s < sheet->views.count; s++) {
        const struct tlri_stage_view *view = &sheet->views.stage[s];
        for (uint32_t k = 0; k < sheet->in->contest->candidates; k++) {
            put_candidate(sheet, s, k);
        }
        put_other(sheet, s, "non-transferable", view->nontransferable);
        put_other(sheet, s, "rounding", view->rounding);
        put_other(sheet, s, "quota", view->quota);
        put_other(sheet, s, "required", view->required);
    }
}

/* ---- places -------------------------------------------------------------------------------------
 */

static void put_places(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->in->places; i++) {
        const struct tlri_result_place *place = &sheet->in->place[i];
        bool taken = place->candidate != TLRI_NONE;
        begin_line(sheet, "place");
        put_number(sheet, place->number);
        put(sheet, "");
        put(sheet, taken ? sheet->in->contest->candidate[place->candidate].id : "");
        put_name(sheet, taken ? sheet->in->contest->candidate[place->candidate].name : "");
        put(sheet, "");
        put(sheet, "");
        put(sheet, tlri_fill_token(place->fill));
        put(sheet, place->clause != NULL ? place->clause : "");
        end_line(sheet);
    }
}

tlr_status tlri_csv_case(tlr_ctx *ctx, const struct tlri_case_result *result, struct tlri_buf *out)
{
    static const char head[] = "contest,round,row,number,action,candidate,name,votes,change,status,"
                               "clause\r\n";
    if (result->parts > 0) { /* [CSV-3] */
        tlri_buf_puts(out, "\"");
        TLR_TRY(tlri_partial_say(result, out));
        tlri_buf_puts(out, "\"\r\n");
    }
    tlri_buf_puts(out, head);
    for (size_t i = 0; i < result->contests; i++) {
        struct sheet sheet = {.in = &result->contest[i], .out = out};
        bool shown = sheet.in->transcript != NULL &&
                     tlri_result_level(result, sheet.in) != TLRI_PUBLISH_RESULT_ONLY;
        if (shown) {
            TLR_TRY(
                tlri_stage_views_make(ctx, sheet.in->contest, sheet.in->transcript, &sheet.views));
            put_stages(&sheet);
            tlri_stage_views_drop(&sheet.views);
        }
        put_places(&sheet);
    }
    return out->failed;
}

/*
 * api/quick.c: a quick count: one BLT file, one named rule set, no folder and no signatures.
 *
 * Thin: it reads the files, resolves the settings, calls the counting engine once and keeps the
 * transcript for the renderings. Nothing is decided here. Implements teller/quick.h.
 */
#include <stdio.h>
#include <string.h>

#include "api/quick.h"
#include "api/text.h"
#include "audit/explain.h"
#include "base/file.h"
#include "count/count.h"
#include "io/blt.h"
#include "io/con.h"
#include "io/lots.h"
#include "recount/recount.h"
#include "report/json.h"
#include "report/sheet.h"
#include "rules/settings.h"
#include "teller/quick.h"

#define BLT_FILE_MAX   ((size_t)1 << 30)
#define SMALL_FILE_MAX ((size_t)4 << 20)

struct tlr_quick {
    tlr_ctx *ctx;
    struct tlri_settings settings;
    unsigned seats; /* 0: as in the file */
    const char *constraints_path, *lots_path;
    struct tlri_arena arena;
    struct tlri_blt *blt;
    struct tlri_contest contest; /* the file's, with seats and bounds put in */
    struct tlri_transcript *transcript;
};

const char *tlr_rule_set(size_t i, const char **about)
{
    return tlri_rule_set_name(i, about);
}

tlr_status tlr_quick_new(tlr_ctx *ctx, const char *rule_set, tlr_quick **out)
{
    struct tlri_settings settings;
    *out = NULL;
    TLR_TRY(tlri_settings_named(ctx, rule_set, &settings));
    tlr_quick *quick = tlri_alloc(ctx, sizeof *quick);
    if (quick == NULL) {
        return tlri_no_memory(ctx);
    }
    quick->ctx = ctx;
    quick->settings = settings;
    tlri_arena_init(&quick->arena, ctx);
    if (settings.method == TLRI_METHOD_PLURALITY || settings.method == TLRI_METHOD_ELIMINATING) {
        /* A BLT file has preferences where the paper had crosses: the first N ranked are the marks.
         */
        quick->settings.numbers = TLRI_NUMBERS_FIRST_N;
    }
    *out = quick;
    return TLR_OK;
}

void tlr_quick_free(tlr_quick *quick)
{
    if (quick == NULL) {
        return;
    }
    tlri_transcript_free(quick->transcript);
    tlri_blt_free(quick->blt);
    tlri_arena_drop(&quick->arena);
    tlri_free(quick->ctx, quick, sizeof *quick);
}

tlr_status tlr_quick_set(tlr_quick *quick, const char *key, const char *value)
{
    return tlri_settings_set(quick->ctx, &quick->settings, key, value, NULL);
}

tlr_status tlr_quick_seats(tlr_quick *quick, unsigned seats)
{
    if (seats < 1 || seats > TLRI_CANDIDATES_MAX) {
        tlri_diag(quick->ctx, TLR_ERROR, 6001, NULL, "give a number from 1 to 250", NULL,
                  "%u places cannot be filled", seats);
        return TLR_E_USAGE;
    }
    quick->seats = seats;
    return TLR_OK;
}

static tlr_status keep_path(tlr_quick *quick, const char *path, const char **out)
{
    *out = tlri_arena_copy(&quick->arena, path, strlen(path));
    return *out != NULL ? TLR_OK : tlri_no_memory(quick->ctx);
}

tlr_status tlr_quick_constraints(tlr_quick *quick, const char *path)
{
    return keep_path(quick, path, &quick->constraints_path);
}

tlr_status tlr_quick_lots(tlr_quick *quick, const char *path)
{
    return keep_path(quick, path, &quick->lots_path);
}

static tlr_status read_blt(tlr_quick *quick, const char *path)
{
    struct tlri_bytes bytes;
    TLR_TRY(tlri_file_read(quick->ctx, path, BLT_FILE_MAX, &bytes));
    tlr_status status =
        tlri_blt_read(quick->ctx, path, bytes.data, bytes.len, TLRI_BLT_ALLOW_NOTES, &quick->blt);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    quick->contest = quick->blt->contest;
    if (quick->seats > 0) {
        quick->contest.places = quick->seats;
    }
    return TLR_OK;
}

static tlr_status read_constraints(tlr_quick *quick)
{
    struct tlri_bytes bytes;
    if (quick->constraints_path == NULL) {
        return TLR_OK;
    }
    TLR_TRY(tlri_file_read(quick->ctx, quick->constraints_path, SMALL_FILE_MAX, &bytes));
    struct tlri_contest bounded;
    tlr_status status = tlri_con_read(quick->ctx, quick->constraints_path, bytes.data, bytes.len,
                                      &quick->contest, &quick->arena, &bounded);
    tlri_bytes_drop(&bytes);
    if (status == TLR_OK) {
        quick->contest = bounded;
    }
    return status;
}

static tlr_status count_with_lots(tlr_quick *quick)
{
    struct tlri_bytes bytes;
    struct tlri_lots_file *file = NULL;
    struct tlri_lots lots;
    if (quick->lots_path == NULL) {
        tlri_progress(quick->ctx, "counting");
        return tlri_count_run(quick->ctx, &quick->contest, &quick->settings, quick->blt->papers,
                              NULL, &quick->transcript);
    }
    TLR_TRY(tlri_file_read(quick->ctx, quick->lots_path, SMALL_FILE_MAX, &bytes));
    tlr_status status = tlri_lots_read(quick->ctx, quick->lots_path, bytes.data, bytes.len, &file);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    TLR_TRY_TO(tlri_lots_resolve(quick->ctx, quick->lots_path, file, &quick->contest, &quick->arena,
                                 &lots),
               done);
    tlri_progress(quick->ctx, "counting");
    status = tlri_count_run(quick->ctx, &quick->contest, &quick->settings, quick->blt->papers,
                            &lots, &quick->transcript);
done:
    tlri_lots_file_free(file);
    return status;
}

/* The lines of a lots file for this tie, so that nobody has to look up the form. */
static void lot_lines(const tlr_quick *quick, const struct tlri_event *tie, const uint32_t *set,
                      struct tlri_buf *out)
{
    char lot_id[TLRI_LOT_ID];
    tlri_lot_id(quick->contest.id, tie->stage, (enum tlri_purpose)tie->to, lot_id);
    tlri_buf_puts(out, quick->lots_path != NULL
                           ? "draw one of them in the open, add these lines to the lots file with "
                             "the number of the one drawn, and count again:"
                           : "draw one of them in the open, write a file as below with the number "
                             "of the one drawn, and give it with --lots:"
                             "\nteller/lots@1\nelection none\nclose none\nseed none\nlots 1");
    tlri_buf_printf(out, "\nlot %s\ntied", lot_id);
    for (uint32_t i = 0; i < tie->set_size; i++) {
        tlri_buf_printf(out, " %s", quick->contest.candidate[set[i]].id);
    }
    tlri_buf_puts(out, "\nselected NUMBER\ndrawn slips\nwitnesses scrutineer");
    tlri_buf_puts(out, quick->lots_path != NULL ? "" : "\nend");
}

/* Says who is tied for what, so that somebody can draw. */
static tlr_status ask_for_lot(const tlr_quick *quick)
{
    size_t n = tlri_transcript_size(quick->transcript);
    const struct tlri_event *tie = tlri_transcript_event(quick->transcript, n - 1);
    const uint32_t *set = tlri_transcript_set(quick->transcript, tie);
    struct tlri_buf names;
    struct tlri_buf lines;
    tlri_buf_init(&lines, quick->ctx, 1 << 16);
    lot_lines(quick, tie, set, &lines);
    tlri_buf_init(&names, quick->ctx, 1 << 16);
    for (uint32_t i = 0; i < tie->set_size; i++) {
        tlri_buf_printf(&names, "%s%u (%s)", i > 0 ? ", " : "", set[i] + 1,
                        quick->contest.candidate[set[i]].name);
    }
    tlri_diag(quick->ctx, TLR_ERROR, 6002, NULL, lines.data, tie->clause,
              "candidates %s are level at stage %u: a lot must say which one is "
              "selected to %s",
              names.data != NULL ? names.data : "", tie->stage, tlri_purpose_token(tie->to));
    tlri_buf_drop(&names);
    tlri_buf_drop(&lines);
    return TLR_E_DECISION;
}

tlr_status tlr_quick_run(tlr_quick *quick, const char *blt_path)
{
    TLR_TRY(tlri_settings_check(quick->ctx, &quick->settings, NULL));
    TLR_TRY(read_blt(quick, blt_path));
    TLR_TRY(read_constraints(quick));
    TLR_TRY(count_with_lots(quick));
    if (quick->transcript->outcome == TLRI_OUTCOME_LOT_NEEDED) {
        return ask_for_lot(quick);
    }
    if (quick->transcript->outcome == TLRI_OUTCOME_REFUSED) {
        tlri_diag(quick->ctx, TLR_ERROR, 6003, NULL,
                  "change the bounds, or set insufficient=leave-empty", "constraints/CON-4",
                  "the bounds on groups cannot be met by these candidates");
        return TLR_E_RULES;
    }
    return TLR_OK;
}

static tlr_status not_run_yet(const tlr_quick *quick)
{
    tlri_diag(quick->ctx, TLR_ERROR, 6004, NULL, "call tlr_quick_run first", NULL,
              "nothing has been counted yet");
    return TLR_E_USAGE;
}

void tlri_quick_counted(const tlr_quick *quick, struct tlri_quick_count *out)
{
    *out = (struct tlri_quick_count){quick->ctx, &quick->contest, &quick->settings,
                                     quick->blt != NULL ? quick->blt->papers : NULL,
                                     quick->transcript};
}

/* The settings in force, for a rendering. */
struct pairs {
    size_t count;
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
};

static void list_settings(const tlr_quick *quick, struct pairs *pairs)
{
    pairs->count = tlri_settings_list(&quick->settings, pairs->pair, TLRI_SETTINGS_MAX);
}

static void put_settings(const struct pairs *pairs, struct tlri_buf *out)
{
    size_t column = 0;
    tlri_buf_puts(out, "\nsettings:");
    for (size_t i = 0; i < pairs->count; i++) {
        char text[96];
        int len = snprintf(text, sizeof text, " %s=%s", pairs->pair[i].name, pairs->pair[i].value);
        if (column + (size_t)len > TLRI_SHEET_WIDTH - 10) {
            tlri_buf_puts(out, "\n         ");
            column = 0;
        }
        tlri_buf_puts(out, text);
        column += (size_t)len;
    }
    tlri_buf_puts(out, "\n");
}

tlr_status tlr_quick_sheet(const tlr_quick *quick, tlr_text **out)
{
    struct pairs pairs;
    *out = NULL;
    if (quick->transcript == NULL) {
        return not_run_yet(quick);
    }
    tlr_text *text = tlri_text_new(quick->ctx);
    if (text == NULL) {
        return tlri_no_memory(quick->ctx);
    }
    struct tlri_result_contest contest = {0};
    contest.contest = &quick->contest;
    contest.rule_set = quick->settings.name;
    contest.transcript = quick->transcript;
    contest.papers = quick->blt->papers;
    tlri_buf_puts(&text->buf, "UNSIGNED quick count: no signature was checked.\n\n");
    list_settings(quick, &pairs);
    tlr_status status = tlri_sheet_contest(quick->ctx, &contest, &text->buf);
    put_settings(&pairs, &text->buf);
    return tlri_text_hand(text, status, out);
}

tlr_status tlr_quick_json(const tlr_quick *quick, tlr_text **out)
{
    struct pairs pairs;
    struct tlri_json_setting setting[TLRI_SETTINGS_MAX];
    *out = NULL;
    if (quick->transcript == NULL) {
        return not_run_yet(quick);
    }
    tlr_text *text = tlri_text_new(quick->ctx);
    if (text == NULL) {
        return tlri_no_memory(quick->ctx);
    }
    list_settings(quick, &pairs);
    for (size_t i = 0; i < pairs.count; i++) {
        setting[i] = (struct tlri_json_setting){pairs.pair[i].name, pairs.pair[i].value};
    }
    tlr_status status = tlri_json_count(quick->ctx, &quick->contest, &quick->settings, setting,
                                        pairs.count, quick->transcript, &text->buf);
    return tlri_text_hand(text, status, out);
}

/* ---- explained ----------------------------------------------------------------------------------
 */

static tlr_status out_of_range(const tlr_quick *quick, const char *what, const char *asked,
                               uint32_t most)
{
    tlri_diag(quick->ctx, TLR_ERROR, 6057, NULL, "give a number in that range", NULL,
              "there is no %s '%s' in this file: they are numbered 1 to %u", what, asked, most);
    return TLR_E_INPUT;
}

static tlr_status tell_paper(const tlr_quick *quick, const struct tlri_told *told,
                             const char *asked, struct tlri_buf *out)
{
    uint32_t paper = tlri_number_of(asked);
    if (paper == 0 || paper > quick->blt->papers->count) {
        return out_of_range(quick, "paper", asked, quick->blt->papers->count);
    }
    tlri_buf_printf(out, "Paper %u, in the order of the file\n\n", paper);
    return tlri_explain_paper(told, paper - 1, out);
}

static tlr_status tell_candidate(const tlr_quick *quick, const struct tlri_told *told,
                                 const char *asked, struct tlri_buf *out)
{
    uint32_t candidate = tlri_number_of(asked);
    if (candidate == 0 || candidate > quick->contest.candidates) {
        return out_of_range(quick, "candidate", asked, quick->contest.candidates);
    }
    tlri_buf_printf(out, "Candidate %u, %s\n\n", candidate,
                    quick->contest.candidate[candidate - 1].name);
    return tlri_explain_candidate(told, candidate - 1, out);
}

static tlr_status tell_stage(const tlr_quick *quick, const struct tlri_told *told, uint32_t stage,
                             struct tlri_buf *out)
{
    uint32_t stages = told->transcript->stages;
    char asked[16];
    if (stage > stages) {
        (void)snprintf(asked, sizeof asked, "%u", stage);
        return out_of_range(quick, "stage", asked, stages);
    }
    tlri_buf_printf(out, "Stage %u of %u\n\n", stage, stages);
    return tlri_explain_stage(told, stage, out);
}

static tlr_status tell(const tlr_quick *quick, const tlr_explain_question *question,
                       const struct tlri_transcript *transcript, struct tlri_buf *out)
{
    const struct tlri_told told = {.ctx = quick->ctx,
                                   .contest = &quick->contest,
                                   .settings = &quick->settings,
                                   .papers = quick->blt->papers,
                                   .transcript = transcript};
    tlri_buf_printf(out, "UNSIGNED quick count: no signature was checked.\n%s, counted by %s\n",
                    quick->contest.title, quick->settings.name);
    if (question->paper != NULL) {
        return tell_paper(quick, &told, question->paper, out);
    }
    return question->candidate != NULL ? tell_candidate(quick, &told, question->candidate, out)
                                       : tell_stage(quick, &told, question->stage, out);
}

/* The count made again by the second engine, with the lots that the first one used. */
static tlr_status count_again(const tlr_quick *quick, struct tlri_transcript **out)
{
    struct tlri_array lot;
    tlr_status status = tlri_lots_used(quick->ctx, quick->transcript, &lot);
    if (status == TLR_OK) {
        struct tlri_lots lots = {(uint32_t)lot.count, lot.data};
        status = tlri_recount_run(quick->ctx, &quick->contest, &quick->settings, quick->blt->papers,
                                  &lots, out);
    }
    tlri_array_drop(&lot);
    if (status == TLR_OK && tlri_transcript_differ(quick->transcript, *out) != SIZE_MAX) {
        status = tlri_internal(quick->ctx, "both counts to agree");
    }
    return status;
}

tlr_status tlr_quick_explain(const tlr_quick *quick, const tlr_explain_question *question,
                             tlr_text **out)
{
    struct tlri_transcript *again = NULL;
    *out = NULL;
    if ((question->paper != NULL) + (question->candidate != NULL) + (question->stage > 0) != 1) {
        tlri_diag(quick->ctx, TLR_ERROR, 6409, NULL,
                  "ask about one paper, one candidate or one stage at a time", NULL,
                  "exactly one question can be answered");
        return TLR_E_USAGE;
    }
    if (quick->transcript == NULL) {
        return not_run_yet(quick);
    }
    tlr_text *text = tlri_text_new(quick->ctx);
    if (text == NULL) {
        return tlri_no_memory(quick->ctx);
    }
    tlr_status status = count_again(quick, &again);
    if (status == TLR_OK) {
        status = tell(quick, question, again, &text->buf);
    }
    tlri_transcript_free(again);
    return tlri_text_hand(text, status, out);
}

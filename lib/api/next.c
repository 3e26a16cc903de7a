/*
 * api/next.c: what comes next in an election (teller/next.h).
 *
 * custody says how far the folder has got; where everything is closed, one count tells whether a
 * lot or a round is open, and a verification whether result.xml is the result. Then the declaration
 * is looked at. report has the words. Implements spec/formats/next.md.
 */
#include "teller/next.h"

#include <string.h>

#include "api/case.h"
#include "api/text.h"
#include "audit/draw.h"
#include "count/count.h"
#include "custody/custody.h"
#include "custody/steps.h"
#include "report/next.h"

enum { DIGEST_SHOWN = 19 }; /* four groups of four */

struct work {
    tlr_ctx *ctx;
    const char *dir;
    struct tlri_steps *steps;
    struct tlri_next_answer answer;
    char digest[TLRI_DIGEST_READING];
    struct tlri_next_keying keying;
};

/* ---- a folder in which no election was begun ---- */

static bool is_of_an_election(const char *name)
{
    static const char *const file[] = {"election.xml", "batches",  "account.txt",
                                       "close.txt",    "lots.txt", "rulings",
                                       "result.xml",   "MANIFEST", "declaration.txt"};
    bool found = false;
    for (size_t i = 0; i < TLRI_COUNT_OF(file); i++) {
        found = found || tlri_streq(name, file[i]);
    }
    return found;
}

/* [NXT-6] [ANS-6] A notice goes into a folder of its own, not among somebody's letters. */
static tlr_status look_around(const struct work *w, const char *const *names, size_t count)
{
    struct tlri_place place = {.file = w->dir};
    for (size_t i = 0; i < count; i++) {
        if (is_of_an_election(names[i])) {
            tlri_diag(
                w->ctx, TLR_ERROR, 7142, &place,
                "put notice.xml back as it was, with its signatures; everything here rests on "
                "it, and a new one would not do",
                "next/NXT-6", "this folder holds %s, but no notice.xml", names[i]);
            return TLR_E_INPUT;
        }
    }
    if (count == 0) {
        return TLR_OK;
    }
    tlri_diag(w->ctx, TLR_ERROR, 7141, &place,
              "give the folder of the election; a new election gets a folder of its own: teller "
              "init anytown-2026",
              "next/NXT-6", "this folder is no election's: it holds no notice.xml, but '%s'",
              names[0]);
    return TLR_E_INPUT;
}

/* ---- from custody ---- */

static tlr_status list_names(struct work *w, const struct tlri_wanted *wanted,
                             struct tlri_next_signature *out)
{
    struct tlri_case *c = w->steps->opened;
    const char **name = tlri_arena_array(&c->arena, c->keys_count + 1, sizeof *name);
    if (name == NULL) {
        return tlri_no_memory(w->ctx);
    }
    for (size_t k = 0; k < c->keys_count; k++) {
        if ((wanted->keys & tlri_signer_bit(k)) != 0) {
            name[out->names++] = c->keys[k].name;
        }
    }
    out->name = name;
    return TLR_OK;
}

static tlr_status list_signatures(struct work *w)
{
    const struct tlri_wanted *wanted = w->steps->wanted.data;
    size_t count = w->steps->wanted.count;
    struct tlri_next_signature *list =
        tlri_arena_array(&w->steps->opened->arena, count + 1, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(w->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        list[i].file = wanted[i].file;
        list[i].role = wanted[i].role;
        list[i].count = wanted[i].count;
        list[i].in_ink = wanted[i].in_ink;
        TLR_TRY(list_names(w, &wanted[i], &list[i]));
    }
    w->answer.next = TLRI_NEXT_SIGN;
    w->answer.signatures = count;
    w->answer.signature = list;
    return TLR_OK;
}

/* What comes next while not everything is there that is counted. */
static enum tlri_next before_count(enum tlri_step step)
{
    switch (step) {
    case TLRI_STEP_NOTICE:
        return TLRI_NEXT_NOTICE;
    case TLRI_STEP_ELECTION:
        return TLRI_NEXT_CANDIDATES;
    case TLRI_STEP_RULINGS:
    case TLRI_STEP_BATCHES:
        return TLRI_NEXT_PAPERS;
    case TLRI_STEP_KEYING:
        return TLRI_NEXT_KEYING;
    case TLRI_STEP_DECISIONS:
        return TLRI_NEXT_DECISIONS;
    case TLRI_STEP_ACCOUNT:
        return TLRI_NEXT_ACCOUNT;
    case TLRI_STEP_CLOSE:
    case TLRI_STEP_LOTS:
    case TLRI_STEP_RESULT:
        return TLRI_NEXT_CLOSE;
    }
    return TLRI_NEXT_CLOSE;
}

/* ---- the count, the result, the declaration ---- */

/* *next is LOT or ROUND, or left as it is. */
static tlr_status look_for_lots(struct work *w, enum tlri_next *next)
{
    struct tlri_draw *draw = NULL;
    TLR_TRY(tlri_draw_open(w->ctx, w->dir, tlri_count_run, &draw));
    if (draw->outcome->needed.counted != NULL) {
        *next = TLRI_NEXT_LOT;
    } else if (draw->outcome->waiting) {
        *next = TLRI_NEXT_ROUND;
    }
    tlri_draw_free(draw);
    return TLR_OK;
}

static tlr_status verify(struct work *w, bool *agrees)
{
    tlr_case *c = NULL;
    TLR_TRY(tlr_case_new(w->ctx, w->dir, &c));
    tlr_status status = tlri_case_reproduces(c);
    tlr_case_free(c);
    *agrees = status == TLR_OK;
    return status == TLR_E_DIFFERS ? TLR_OK : status;
}

/* Is there a declaration of this result, signed as `verify` wants it? */
static tlr_status look_at_declaration(struct work *w)
{
    struct tlri_case *c = w->steps->opened;
    size_t errors = tlri_diag_errors(w->ctx);
    w->answer.next = TLRI_NEXT_DECLARATION;
    tlr_status status = tlri_case_open_declaration(c);
    if (status == TLR_E_TRUST && w->steps->wanted.count > 0 && tlri_diag_errors(w->ctx) == errors) {
        return list_signatures(w);
    }
    TLR_TRY(status);
    if (c->outdated) {
        w->answer.next = TLRI_NEXT_SUPERSEDED;
        return TLR_OK;
    }
    if (c->declaration != NULL && c->declaration->state == TLRI_STATE_DECLARED) {
        w->answer.next = TLRI_NEXT_DONE;
    }
    if (c->declaration != NULL && c->declaration->state == TLRI_STATE_PROVISIONAL) {
        w->answer.next = TLRI_NEXT_PROVISIONAL;
    }
    return TLR_OK;
}

static tlr_status after_close(struct work *w)
{
    enum tlri_next next = TLRI_NEXT_RESULT;
    bool agrees = false;
    TLR_TRY(look_for_lots(w, &next));
    if (next == TLRI_NEXT_LOT) { /* another lot may follow: signing the first ones can wait */
        w->answer.next = next;
        return TLR_OK;
    }
    if (w->steps->wanted.count > 0) {
        return list_signatures(w);
    }
    w->answer.next = next;
    if (next == TLRI_NEXT_ROUND || !w->steps->there) {
        return TLR_OK;
    }
    TLR_TRY(verify(w, &agrees));
    if (!agrees) {
        w->answer.next = TLRI_NEXT_COUNT_AGAIN;
        return TLR_OK;
    }
    return look_at_declaration(w);
}

static void tell_keying(struct work *w)
{
    const struct tlri_entry *entry = w->steps->keying;
    w->keying = (struct tlri_next_keying){.contest = entry->header.contest,
                                          .batch = entry->header.batch,
                                          .channel = entry->header.channel,
                                          .round = entry->header.round,
                                          .revision = entry->header.revision,
                                          .papers = (uint32_t)entry->paper.count,
                                          .done = entry->done};
    w->answer.keying = &w->keying;
}

static tlr_status find(struct work *w)
{
    const struct tlri_steps *s = w->steps;
    if (s->step == TLRI_STEP_NOTICE && !s->there) {
        TLR_TRY(look_around(w, s->opened->names, s->opened->names_count));
    }
    w->answer.dir = w->dir;
    w->answer.notice = s->step == TLRI_STEP_NOTICE ? NULL : s->opened->notice;
    w->answer.batches = s->batches;
    w->answer.undecided = s->step == TLRI_STEP_DECISIONS ? s->undecided : 0;
    w->answer.without_papers = s->step == TLRI_STEP_BATCHES ? s->without_papers : NULL;
    w->answer.withouts = s->step == TLRI_STEP_BATCHES ? s->withouts : 0;
    w->answer.without = s->without;
    if (s->step == TLRI_STEP_KEYING) {
        tell_keying(w);
    }
    if (w->answer.notice != NULL) {
        tlri_digest_reading(tlri_sealed_digest(s->opened->notice_file), w->digest);
        w->digest[DIGEST_SHOWN] = '\0';
        w->answer.notice_digest = w->digest;
    }
    if (s->step == TLRI_STEP_LOTS || s->step == TLRI_STEP_RESULT) {
        return after_close(w);
    }
    if (s->wanted.count > 0) {
        return list_signatures(w);
    }
    w->answer.next = before_count(s->step);
    return TLR_OK;
}

/* A folder that is to be made is a folder in which nothing is done. */
static tlr_status without_folder(struct work *w)
{
    w->answer.dir = w->dir;
    w->answer.next = TLRI_NEXT_NOTICE;
    return TLR_OK;
}

static tlr_status answer(struct work *w, int json, tlr_text **out)
{
    tlr_text *text = tlri_text_new(w->ctx);
    if (text == NULL) {
        return tlri_no_memory(w->ctx);
    }
    tlr_status status = json ? tlri_next_json(w->ctx, &w->answer, &text->buf)
                             : tlri_next_words(w->ctx, &w->answer, &text->buf);
    return tlri_text_hand(text, status, out);
}

tlr_status tlr_next(tlr_ctx *ctx, const char *dir, int json, tlr_text **out)
{
    struct work w = {.ctx = ctx};
    struct tlri_arena arena;
    tlr_status status;
    *out = NULL;
    tlri_arena_init(&arena, ctx);
    size_t len = strlen(dir);
    while (len > 1 && dir[len - 1] == '/') {
        len--;
    }
    w.dir = tlri_arena_copy(&arena, dir, len);
    TLR_TRY_TO(w.dir != NULL ? TLR_OK : tlri_no_memory(ctx), done);
    if (!tlri_file_exists(w.dir)) {
        TLR_TRY_TO(without_folder(&w), done);
    } else {
        TLR_TRY_TO(tlri_steps_find(ctx, w.dir, &w.steps), done);
        TLR_TRY_TO(find(&w), done);
    }
    status = answer(&w, json, out);
done:
    tlri_steps_free(w.steps);
    tlri_arena_drop(&arena);
    return status;
}

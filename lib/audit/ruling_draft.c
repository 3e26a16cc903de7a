/*
 * audit/ruling_draft.c: what is asked for a ruling, and what may be answered.
 *
 * First who rules, by which minute and when, then the changes one by one, each a line of the file
 * or its parts one after another, with what there is to choose from: contests, candidates, batches,
 * readings and who holds which value. A change is tried at once, with those before it, upon the
 * folder as it is; one that does not hold is dropped and can be said anew. Nothing is assumed in
 * the place of an answer. custody makes the ruling (custody/make_ruling.c); readings are known
 * here. Implements spec/formats/ruling.md §7, [RUL-19] and [RUL-23].
 */
#include "audit/ruling_draft.h"

#include <string.h>

#include "base/wrap.h"
#include "io/declaration.h"
#include "io/document.h"

enum { LINE_MAX = 1 << 16 };

/* ---- the parts of a change
 * -----------------------------------------------------------------------
 */

enum { PARTS_MAX = 4 };

/* What is asked after the word, in this order; the last takes the rest of the line. */
static const char *const parts_of[TLRI_CHANGE_COUNT][PARTS_MAX + 1] = {
    [TLRI_CHANGE_APPOINT_KEY] = {"name", "role", "key-file"},
    [TLRI_CHANGE_REVOKE_KEY] = {"key"},
    [TLRI_CHANGE_WITHDRAW_CANDIDATE] = {"contest", "candidate"},
    [TLRI_CHANGE_CANDIDATE_STATUS] = {"contest", "candidate", "decision", "clause"},
    [TLRI_CHANGE_READING] = {"reading", "value"},
    [TLRI_CHANGE_ADJUDICATION] = {"contest", "batch", "paper", "taken-as"},
    [TLRI_CHANGE_REPLACE_BATCH] = {"contest", "batch"},
    [TLRI_CHANGE_ADD_BATCH] = {"contest", "new-batch"},
    [TLRI_CHANGE_EXCLUDE_BATCH] = {"contest", "batch"},
    [TLRI_CHANGE_ANNUL] = {"contest"},
};

static const char *const meaning_of[TLRI_CHANGE_COUNT] = {
    [TLRI_CHANGE_APPOINT_KEY] = "a key gets a role, as a teller named in the hall",
    [TLRI_CHANGE_REVOKE_KEY] = "a key counts no longer",
    [TLRI_CHANGE_WITHDRAW_CANDIDATE] = "stays on the paper, is passed over in the count",
    [TLRI_CHANGE_CANDIDATE_STATUS] = "another decision on whether somebody may stand",
    [TLRI_CHANGE_READING] = "another value of a declared reading",
    [TLRI_CHANGE_ADJUDICATION] = "a decision on one paper",
    [TLRI_CHANGE_REPLACE_BATCH] = "a revised batch in place of the earlier one",
    [TLRI_CHANGE_ADD_BATCH] = "a batch that the close does not know",
    [TLRI_CHANGE_EXCLUDE_BATCH] = "a batch is not counted",
    [TLRI_CHANGE_ANNUL] = "the count of a contest is void",
};

static size_t parts_needed(enum tlri_change_kind kind)
{
    size_t n = 0;
    while (parts_of[kind][n] != NULL) {
        n++;
    }
    return n + 1; /* and the word itself */
}

/* The part that is asked for next, or NULL: no change is half said. */
static const char *next_part(const struct tlri_ruling_draft *draft)
{
    return draft->parts > 0 ? parts_of[draft->kind][draft->parts - 1] : NULL;
}

static size_t count_words(const char *text)
{
    size_t words = 1;
    for (const char *at = text; *at != '\0'; at++) {
        words += *at == ' ';
    }
    return words;
}

/* Word number n of the change as far as it is said; *len 0: it is not. */
static const char *word_said(const struct tlri_ruling_draft *draft, size_t n, size_t *len)
{
    const char *at = draft->line.data;
    *len = 0;
    for (size_t i = 0; at != NULL && i < n; i++) {
        at = strchr(at, ' ');
        at = at != NULL ? at + 1 : NULL;
    }
    *len = at != NULL ? strcspn(at, " ") : 0;
    return at;
}

/* ---- opening
 * -------------------------------------------------------------------------------------
 */

tlr_status tlri_ruling_draft_open(struct tlri_ruling_draft *draft, tlr_ctx *ctx, const char *dir)
{
    *draft = (struct tlri_ruling_draft){.ctx = ctx};
    tlri_arena_init(&draft->arena, ctx);
    tlri_array_init(&draft->change, ctx, sizeof(const char *), TLRI_CHANGES_MAX);
    tlri_buf_init(&draft->line, ctx, LINE_MAX);
    draft->dir = tlri_arena_copy(&draft->arena, dir, strlen(dir));
    tlr_status status = draft->dir != NULL ? tlri_case_open_for_ruling(ctx, dir, &draft->opened)
                                           : tlri_no_memory(ctx);
    if (status == TLR_OK) {
        status = tlri_audit_rules(ctx, draft->opened, &draft->rules);
    }
    if (status != TLR_OK) {
        tlri_ruling_draft_drop(draft);
    }
    return status;
}

void tlri_ruling_draft_drop(struct tlri_ruling_draft *draft)
{
    tlri_audit_free(draft->rules);
    tlri_case_free(draft->opened);
    tlri_array_drop(&draft->change);
    tlri_buf_drop(&draft->line);
    tlri_arena_drop(&draft->arena);
    *draft = (struct tlri_ruling_draft){.ctx = draft->ctx};
}

/* ---- answers
 * -------------------------------------------------------------------------------------
 */

static tlr_status refuse(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                         uint32_t code, const char *hint, const char *what, const char *name)
{
    tlri_diag(draft->ctx, TLR_ERROR, code, place, hint, "ruling/RUL-23", "%s: %s", name, what);
    return TLR_E_INPUT;
}

static tlr_status keep(struct tlri_ruling_draft *draft, const char *value, const char **out)
{
    *out = tlri_arena_copy(&draft->arena, value, strlen(value));
    return *out != NULL ? TLR_OK : tlri_no_memory(draft->ctx);
}

/* Is `value` a day, or else a reference? Said as for a file called by the question. */
static bool holds(struct tlri_ruling_draft *draft, const char *name, const char *value)
{
    struct tlri_source source;
    struct tlri_place place = {.file = name};
    if (tlri_streq(name, "decided")) {
        bool day = tlri_date_ok(value, strlen(value));
        if (!day) {
            tlri_diag(draft->ctx, TLR_ERROR, 6604, &place, "write the day as 2026-07-02",
                      "ruling/RUL-23", "this is not a day of the calendar");
        }
        return day;
    }
    const struct tlri_span field = {value, strlen(value)};
    tlri_source_init(&source, draft->ctx, name, value, field.len);
    (void)tlri_source_next(&source);
    return tlri_read_reference(&source, field, "the answer");
}

static tlr_status take_authority(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                                 const char *value)
{
    bool body = tlri_streq(value, tlri_role_token(TLRI_ROLE_RULING_BODY));
    if (!body && !tlri_streq(value, tlri_role_token(TLRI_ROLE_RETURNING_OFFICER))) {
        return refuse(draft, place, 7016, "answer returning-officer or ruling-body",
                      "makes no rulings", value);
    }
    if (body && draft->opened->notice->ruling_body == NULL) {
        tlri_diag(draft->ctx, TLR_ERROR, 6617, place,
                  "only a returning officer, with a scrutineer, can rule here", "ruling/RUL-1",
                  "the notice names no body that may make rulings");
        return TLR_E_TRUST;
    }
    return keep(draft, value, &draft->words.authority);
}

static tlr_status make(struct tlri_ruling_draft *draft, bool whole, struct tlri_new_ruling **out);

/* Batches are looked at when all changes were said: those of a later change are in the folder, and
 * nobody names them yet. */
static tlr_status try_all(struct tlri_ruling_draft *draft)
{
    struct tlri_new_ruling *made = NULL;
    TLR_TRY(make(draft, false, &made));
    tlri_new_ruling_free(made);
    return TLR_OK;
}

/* The change is said in full: it is kept if it holds together with those before it. */
static tlr_status take_whole(struct tlri_ruling_draft *draft)
{
    const char *line = NULL;
    tlr_status status = keep(draft, draft->line.data, &line);
    draft->parts = 0;
    draft->line.len = 0;
    TLR_TRY(status);
    TLR_TRY(tlri_array_append(&draft->change, &line, 1));
    status = try_all(draft);
    if (status != TLR_OK) {
        draft->change.count--;
    }
    return status;
}

static tlr_status check_kind(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                             uint32_t kind, const char *value)
{
    bool officer = tlri_streq(draft->words.authority, tlri_role_token(TLRI_ROLE_RETURNING_OFFICER));
    if (kind == TLRI_NONE) {
        return refuse(draft, place, 7016, "begin with one of the words that the question lists",
                      "is no change that a ruling makes", value);
    }
    if (officer && !tlri_change_allowed(kind, TLRI_ROLE_RETURNING_OFFICER)) {
        tlri_diag(draft->ctx, TLR_ERROR, 2221, place,
                  "ask the body that the notice names to rule on it", "ruling/RUL-2",
                  "a returning officer cannot rule '%s'", tlri_change_token(kind));
        return TLR_E_INPUT;
    }
    if (draft->opened->close == NULL && tlri_change_needs_close(kind)) {
        tlri_diag(draft->ctx, TLR_ERROR, 6603, place, "rule on it when the close is signed",
                  "ruling/RUL-9", "'%s' is ruled only after the close", tlri_change_token(kind));
        return TLR_E_INPUT;
    }
    return TLR_OK;
}

static tlr_status end_changes(struct tlri_ruling_draft *draft, const struct tlri_place *place)
{
    if (draft->change.count == 0) {
        return refuse(draft, place, 7016, "say what is to be changed",
                      "nothing was said yet that the ruling changes", "end");
    }
    draft->ended = true;
    return TLR_OK;
}

static tlr_status begin_change(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                               const char *value)
{
    size_t word = strcspn(value, " ");
    uint32_t kind = tlri_change_find(value, word);
    if (draft->words.authority == NULL || draft->words.minute == NULL ||
        draft->words.decided == NULL) {
        return refuse(draft, place, 7017, "answer authority, minute and decided first",
                      "it is not known yet who rules, by which minute and when", "change");
    }
    if (value[0] == '\0' || tlri_streq(value, "end")) {
        return end_changes(draft, place);
    }
    if (tlri_streq(value, "undo")) {
        draft->change.count -= draft->change.count > 0;
        return TLR_OK;
    }
    TLR_TRY(check_kind(draft, place, kind, value));
    draft->kind = (enum tlri_change_kind)kind;
    draft->line.len = 0;
    TLR_TRY(tlri_buf_puts(&draft->line, value));
    draft->parts = count_words(value);
    return draft->parts >= parts_needed(draft->kind) ? take_whole(draft) : TLR_OK;
}

static tlr_status take_part(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                            const char *value)
{
    bool last = draft->parts + 1 == parts_needed(draft->kind);
    if (tlri_streq(value, "undo")) {
        draft->parts = 0;
        draft->line.len = 0;
        return TLR_OK;
    }
    if (value[0] == '\0' || (!last && strchr(value, ' ') != NULL)) {
        return refuse(draft, place, 7016, "answer with one word; 'undo' leaves this change",
                      "this is no answer", next_part(draft));
    }
    tlri_buf_printf(&draft->line, " %s", value);
    TLR_TRY(draft->line.failed);
    draft->parts++;
    return draft->parts >= parts_needed(draft->kind) ? take_whole(draft) : TLR_OK;
}

static tlr_status take_once(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                            const char *name, const char *value, const char **slot)
{
    if (*slot != NULL) {
        return refuse(draft, place, 7017, "take one of the answers out", "was answered before",
                      name);
    }
    if (slot == &draft->words.authority) {
        return take_authority(draft, place, value);
    }
    return holds(draft, name, value) ? keep(draft, value, slot) : TLR_E_INPUT;
}

tlr_status tlri_ruling_draft_take(struct tlri_ruling_draft *draft, const struct tlri_place *place,
                                  const char *name, const char *value)
{
    const char *part = next_part(draft);
    if (tlri_streq(name, "authority")) {
        return take_once(draft, place, name, value, &draft->words.authority);
    }
    if (tlri_streq(name, "minute")) {
        return take_once(draft, place, name, value, &draft->words.minute);
    }
    if (tlri_streq(name, "decided")) {
        return take_once(draft, place, name, value, &draft->words.decided);
    }
    if (part != NULL && tlri_streq(name, part)) {
        return take_part(draft, place, value);
    }
    if (part == NULL && tlri_streq(name, "change")) {
        return begin_change(draft, place, value);
    }
    return refuse(draft, place, 7017,
                  "the questions are authority, minute, decided, then change, and the parts of a "
                  "change in their order",
                  "is not what is asked here", name);
}

/* ---- questions
 * -----------------------------------------------------------------------------------
 */

static void list_authorities(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_notice *notice = draft->opened->notice;
    tlri_buf_puts(out, "Who rules? By the notice there are\n"
                       "  returning-officer  with a scrutineer: tellers' keys, somebody who\n"
                       "                     withdraws, a revised batch\n");
    if (notice->ruling_body != NULL) {
        tlri_buf_printf(out, "  ruling-body        %s: everything\n", notice->ruling_body);
    } else {
        tlri_buf_puts(out, "The notice names no body that may rule on more.\n");
    }
}

/* May the authority make this change now? */
static bool may_rule(const struct tlri_ruling_draft *draft, uint32_t kind)
{
    bool officer = tlri_streq(draft->words.authority, tlri_role_token(TLRI_ROLE_RETURNING_OFFICER));
    bool allowed = !officer || tlri_change_allowed(kind, TLRI_ROLE_RETURNING_OFFICER);
    return allowed && (draft->opened->close != NULL || !tlri_change_needs_close(kind));
}

/* In full the first time. */
static void list_changes(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    if (draft->change.count > 0) {
        tlri_buf_puts(out, "What else is changed? Or: end (that is all), undo (take the last one "
                           "away).\n");
        return;
    }
    tlri_buf_puts(out, "What is changed? One of these, alone or with its parts:\n");
    for (uint32_t kind = 0; kind < TLRI_CHANGE_COUNT; kind++) {
        if (may_rule(draft, kind)) {
            tlri_buf_printf(out, "  %-20s%s\n", tlri_change_token(kind), meaning_of[kind]);
        }
    }
}

static void list_contests(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_notice *notice = draft->opened->notice;
    tlri_buf_puts(out, "Which contest?\n");
    for (size_t i = 0; i < notice->contests; i++) {
        tlri_buf_printf(out, "  %-20s%s\n", notice->contest[i].id,
                        notice->contest[i].title != NULL ? notice->contest[i].title : "");
    }
}

static bool said_contest(const struct tlri_ruling_draft *draft, const char *id)
{
    size_t len = 0;
    const char *said = word_said(draft, 1, &len);
    return said != NULL && tlri_span_is(said, len, id);
}

static void list_candidates(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_election *election = draft->opened->election;
    tlri_buf_puts(out, "Which candidate?\n");
    for (size_t i = 0; i < election->contests; i++) {
        const struct tlri_election_contest *contest = &election->contest[i];
        for (size_t k = 0; k < contest->candidates && said_contest(draft, contest->id); k++) {
            tlri_buf_printf(out, "  %-20s%s\n", contest->candidate[k].id,
                            contest->candidate[k].name != NULL ? contest->candidate[k].name : "");
        }
    }
}

static void list_batches(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_close *close = draft->opened->close;
    tlri_buf_puts(out, "Which batch? (A new revision lies in batches/ beside the earlier one, "
                       "signed.)\nThe close has\n");
    for (size_t i = 0; close != NULL && i < close->batches; i++) {
        if (said_contest(draft, close->batch[i].contest)) {
            tlri_buf_printf(out, "  %-20srevision %u, papers: %u\n", close->batch[i].id,
                            close->batch[i].revision, close->batch[i].papers);
        }
    }
}

static void list_readings(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_readings *readings = &draft->rules->readings;
    tlri_buf_puts(out, "Which reading? As declared, and by rulings so far:\n");
    for (size_t i = 0; i < readings->count; i++) {
        tlri_buf_printf(out, "  %-28s%s\n", readings->reading[i].name, readings->reading[i].value);
    }
}

static void list_values_of(const struct tlri_rule_reading *reading, struct tlri_buf *out)
{
    for (size_t i = 0; i < reading->values; i++) {
        const struct tlri_rule_value *value = &reading->value[i];
        tlri_buf_printf(out, "  %s\n", value->name);
        if (value->gloss != NULL) {
            tlri_wrap(out, "      ", 6, value->gloss);
        }
        if (value->holds != NULL) {
            tlri_wrap(out, "      held by: ", 6, value->holds);
        }
    }
}

static void list_values(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_rulebook *rulebook = draft->rules->rulebook;
    size_t len = 0;
    const char *said = word_said(draft, 1, &len);
    tlri_buf_puts(out, "Which value?\n");
    for (size_t i = 0; said != NULL && i < rulebook->readings; i++) {
        if (tlri_span_is(said, len, rulebook->reading[i].name)) {
            tlri_wrap(out, "", 0, rulebook->reading[i].about);
            list_values_of(&rulebook->reading[i], out);
        }
    }
}

static void list_keys(const struct tlri_ruling_draft *draft, struct tlri_buf *out)
{
    const struct tlri_case *c = draft->opened;
    tlri_buf_puts(out, "Which key?\n");
    for (size_t k = 0; k < c->keys_count; k++) {
        if (c->revoked[k] == 0) {
            tlri_buf_printf(out, "  %-20s%s\n", c->keys[k].name, c->keys[k].role);
        }
    }
}

/* The words of a question, or what lists them. */
static const struct question {
    const char *name, *words;
    void (*list)(const struct tlri_ruling_draft *, struct tlri_buf *);
} questions[] = {
    {"authority", NULL, list_authorities},
    {"minute",
     "By which minute or decision? A reference without blanks, as panel-2026-08/11;\n"
     "the reasons stand there.\n",
     NULL},
    {"decided", "On which day was it decided? As 2026-08-14.\n", NULL},
    {"change", NULL, list_changes},
    {"contest", NULL, list_contests},
    {"candidate", NULL, list_candidates},
    {"batch", NULL, list_batches},
    {"new-batch",
     "Which batch? Its id, as the first lines of its file say; the file lies in\n"
     "batches/, signed.\n",
     NULL},
    {"reading", NULL, list_readings},
    {"value", NULL, list_values},
    {"key", NULL, list_keys},
    {"decision", "What is decided? eligible, not-eligible or referred.\n", NULL},
    {"clause", "By which clause of the rule book? As C2.I.4.A.\n", NULL},
    {"paper", "Which paper? Its number in the batch.\n", NULL},
    {"taken-as",
     "How is it taken? 'reject CODE', or 'marks' and a mark for each candidate down\n"
     "the paper, as marks 1 - 2.\n",
     NULL},
    {"name", "How is the key to be called? Small letters, digits, hyphens, as teller-c.\n", NULL},
    {"role", "Which role does it get? As teller, scrutineer, deputy, observer.\n", NULL},
    {"key-file", "Which file holds the public key? As asha.pub.\n", NULL},
};

static void ask(const struct tlri_ruling_draft *draft, const char *name, struct tlri_buf *out)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (!tlri_streq(questions[i].name, name)) {
            continue;
        }
        if (questions[i].list != NULL) {
            questions[i].list(draft, out);
        } else {
            tlri_buf_puts(out, questions[i].words);
        }
    }
}

const char *tlri_ruling_draft_question(const struct tlri_ruling_draft *draft,
                                       struct tlri_buf *words)
{
    const char *name = next_part(draft);
    if (draft->words.authority == NULL) {
        name = "authority";
    } else if (draft->words.minute == NULL) {
        name = "minute";
    } else if (draft->words.decided == NULL) {
        name = "decided";
    } else if (name == NULL && !draft->ended) {
        name = "change";
    }
    if (name != NULL && words != NULL) {
        ask(draft, name, words);
    }
    return name;
}

/* ---- the ruling
 * ----------------------------------------------------------------------------------
 */

/* A reading that no edition knows, or a bound that nobody can keep, is found only by the rules. */
static tlr_status check_rules(struct tlri_new_ruling *made)
{
    struct tlri_case *view = NULL;
    struct tlri_audit *rules = NULL;
    TLR_TRY(tlri_case_after(made->opened, (uint32_t)made->opened->rulings, &view));
    tlr_status status = tlri_audit_rules(made->ctx, view, &rules);
    tlri_audit_free(rules);
    tlri_case_free(view);
    return status;
}

static tlr_status refuse_missing(struct tlri_ruling_draft *draft, const char *name)
{
    return refuse(draft, NULL, 7017, "answer it: nothing is assumed in its place",
                  "this question is not answered", name);
}

static tlr_status make(struct tlri_ruling_draft *draft, bool whole, struct tlri_new_ruling **out)
{
    const struct tlri_ruling_words *said = &draft->words;
    *out = NULL;
    if (said->authority == NULL || said->minute == NULL || said->decided == NULL ||
        draft->parts > 0 || draft->change.count == 0) {
        return refuse_missing(draft, tlri_ruling_draft_question(draft, NULL));
    }
    draft->words.changes = draft->change.count;
    draft->words.change = draft->change.data;
    TLR_TRY(tlri_ruling_make(draft->ctx, draft->dir, &draft->words, whole, out));
    tlr_status status = check_rules(*out);
    if (status != TLR_OK) {
        tlri_new_ruling_free(*out);
        *out = NULL;
    }
    return status;
}

tlr_status tlri_ruling_draft_make(struct tlri_ruling_draft *draft, struct tlri_new_ruling **out)
{
    return make(draft, true, out);
}

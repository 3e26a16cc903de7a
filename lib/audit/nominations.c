/*
 * audit/nominations.c: who stands for what, asked and answered, when nominations have closed.
 *
 * The notice fixes contests, groups and the order on the paper, so that only people are asked for:
 * their names, who nominated them, for what they stand, what they declared. Where there is a record
 * of eligibility, nobody is named whom it does not find eligible; where there is none, the
 * returning officer's own decision is asked for. What is written stands in nominations_write.c.
 * Answers are kept as they were given, so that the last can be taken back. Nothing is assumed:
 * "nobody" has to be said. Implements spec/formats/answers.md §2.
 */
#include "audit/nominations.h"

#include <string.h>

#include "audit/draft.h"
#include "base/file.h"
#include "base/fold.h"
#include "custody/custody.h"

enum { PERSONS_MAX = 2000, ANSWERS_MAX = 8000, LIST_MAX = 1 << 20, NAME_MAX_BYTES = 800 };

/* How a question is answered. */
enum way {
    WAY_NAME,    /* a candidate's name, as often as there are candidates */
    WAY_NAME_OF, /* the name of the one whose id is the subject */
    WAY_YES,     /* yes or no */
    WAY_TEXT,    /* a line of text about the contest, or about nothing */
    WAY_PERSON,  /* a line of text about a person */
    WAY_STANDS,  /* a list for a contest */
    WAY_GROUP,   /* a list for a group */
    WAY_PLACE,   /* a list for a kind of place */
    WAY_WITHDRAWN /* a list */,
    WAY_KEY /* a public key for a name and a role */
};

struct kind {
    const char *word;
    unsigned subjects;
    enum way way;
};

static const struct kind kinds[] = {
    {"candidate", 0, WAY_NAME},
    {"name", 1, WAY_NAME_OF},
    {"eligible", 0, WAY_YES},
    {"eligibility-clause", 0, WAY_TEXT},
    {"nominated-by", 1, WAY_PERSON},
    {"stands", 1, WAY_STANDS},
    {"declares", 1, WAY_GROUP},
    {"eligible-for", 1, WAY_PLACE},
    {"withdrawn", 0, WAY_WITHDRAWN},
    {"re-open-nominations", 1, WAY_TEXT},
    {"key", 2, WAY_KEY},
};

static const struct kind *find_kind(const char *line, size_t len)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (tlri_span_is(line, len, kinds[i].word)) {
            return &kinds[i];
        }
    }
    return NULL;
}

static size_t word_len(const char *line, size_t len)
{
    const char *blank = memchr(line, ' ', len);
    return blank != NULL ? (size_t)(blank - line) : len;
}

bool tlri_nominations_is_question(const char *word)
{
    return find_kind(word, word_len(word, strlen(word))) != NULL;
}

size_t tlri_nominations_question_len(const char *line, size_t len)
{
    size_t at = word_len(line, len);
    const struct kind *kind = find_kind(line, at);
    for (unsigned i = 0; kind != NULL && i < kind->subjects && at < len; i++) {
        at += 1 + word_len(line + at + 1, len - at - 1);
    }
    return at;
}

/* ---- beginning ---- */

static tlr_status refuse_record(struct tlri_nominations *n, const char *path, const char *what)
{
    struct tlri_place place = {.file = path};
    tlri_diag(
        n->ctx, TLR_ERROR, 6971, &place,
        "make the record anew from this notice (teller eligibility), or name another one with "
        "--eligibility",
        "answers/ANS-8", "this record of eligibility is of another %s", what);
    return TLR_E_INPUT;
}

static tlr_status read_record(struct tlri_nominations *n, const char *path)
{
    struct tlri_bytes bytes;
    TLR_TRY(tlri_file_read(n->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &n->record_digest);
    tlr_status status = tlri_eligibility_read(n->ctx, path, bytes.data, bytes.len, &n->record);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    if (!tlri_streq(n->record->record.election, n->notice->election)) {
        return refuse_record(n, path, "election");
    }
    if (memcmp(n->record->record.notice, tlri_sealed_digest(n->opened->notice_file)->bytes,
               TLRI_SHA256_BYTES) != 0) {
        return refuse_record(n, path, "notice.xml");
    }
    return TLR_OK;
}

static tlr_status begin(struct tlri_nominations *n, const char *dir, const char *record)
{
    TLR_TRY(tlri_case_begin(n->ctx, dir, NULL, &n->opened));
    if (tlri_case_has(n->opened, "election.xml")) {
        struct tlri_place place = {.file = dir};
        tlri_diag(n->ctx, TLR_ERROR, 6970, &place, "type teller next and the folder's name",
                  "answers/ANS-6", "notice and candidates are there already");
        return TLR_E_INPUT;
    }
    TLR_TRY(tlri_case_open_notice(n->opened));
    n->notice = n->opened->notice;
    if (record == NULL && tlri_case_has(n->opened, "eligibility.xml")) {
        record = tlri_case_path(n->opened, "eligibility.xml");
        TLR_TRY(record != NULL ? TLR_OK : tlri_no_memory(n->ctx));
    }
    return record != NULL ? read_record(n, record) : TLR_OK;
}

tlr_status tlri_nominations_open(tlr_ctx *ctx, const char *dir, const char *record,
                                 struct tlri_nominations **out)
{
    *out = NULL;
    struct tlri_nominations *n = tlri_alloc(ctx, sizeof *n);
    if (n == NULL) {
        return tlri_no_memory(ctx);
    }
    n->ctx = ctx;
    tlri_arena_init(&n->arena, ctx);
    tlri_array_init(&n->person, ctx, sizeof(struct tlri_person), PERSONS_MAX);
    tlri_array_init(&n->answer, ctx, sizeof(struct tlri_nomination_answer), ANSWERS_MAX);
    tlri_buf_init(&n->list, ctx, LIST_MAX);
    tlr_status status = begin(n, dir, record);
    if (status != TLR_OK) {
        tlri_nominations_free(n);
        return status;
    }
    *out = n;
    return TLR_OK;
}

void tlri_nominations_free(struct tlri_nominations *n)
{
    if (n == NULL) {
        return;
    }
    tlri_case_free(n->opened);
    tlri_eligibility_file_free(n->record);
    tlri_array_drop(&n->person);
    tlri_array_drop(&n->answer);
    tlri_buf_drop(&n->list);
    tlri_arena_drop(&n->arena);
    tlri_free(n->ctx, n, sizeof *n);
}

/* ---- looking things up ---- */

const char *tlri_nominations_get(const struct tlri_nominations *n, const char *word,
                                 const char *subject)
{
    const struct tlri_nomination_answer *answer = n->answer.data;
    size_t len = strlen(word);
    for (size_t i = 0; i < n->answer.count; i++) {
        const char *question = answer[i].question;
        if (strncmp(question, word, len) == 0 &&
            (subject == NULL ? question[len] == '\0'
                             : question[len] == ' ' && tlri_streq(question + len + 1, subject))) {
            return answer[i].value;
        }
    }
    return NULL;
}

bool tlri_nominations_lists(const char *list, const char *id)
{
    size_t len = strlen(id);
    for (const char *at = list; at != NULL && *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (word == len && strncmp(at, id, len) == 0) {
            return true;
        }
        at += word + (at[word] == ' ' ? 1u : 0u);
    }
    return false;
}

static const struct tlri_person *find_person(const struct tlri_nominations *n, const char *id)
{
    const struct tlri_person *person = n->person.data;
    for (size_t i = 0; i < n->person.count; i++) {
        if (tlri_streq(person[i].id, id)) {
            return &person[i];
        }
    }
    return NULL;
}

static const struct tlri_eligibility_line *find_line(const struct tlri_nominations *n,
                                                     const char *id)
{
    for (size_t i = 0; n->record != NULL && i < n->record->record.lines; i++) {
        if (tlri_streq(n->record->record.line[i].candidate, id)) {
            return &n->record->record.line[i];
        }
    }
    return NULL;
}

static bool has_group(const struct tlri_notice_contest *contest, const char *name)
{
    for (size_t k = 0; k < contest->categories; k++) {
        for (size_t g = 0; g < contest->category[k].groups; g++) {
            if (tlri_streq(contest->category[k].group[g].name, name)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_group(const struct tlri_nominations *n, const char *name)
{
    for (size_t i = 0; i < n->notice->contests; i++) {
        if (has_group(&n->notice->contest[i], name)) {
            return true;
        }
    }
    return false;
}

/* The first contest for places of that kind, or NULL. */
static const struct tlri_notice_contest *contest_for(const struct tlri_nominations *n,
                                                     const char *kind)
{
    for (size_t i = 0; i < n->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &n->notice->contest[i];
        if ((contest->kind == TLRI_PLACE_KIND_WOMAN || contest->kind == TLRI_PLACE_KIND_YOUTH) &&
            tlri_streq(tlri_place_kind_token(contest->kind), kind)) {
            return contest;
        }
    }
    return NULL;
}

static tlr_status refuse(struct tlri_nominations *n, const struct tlri_place *place, uint32_t code,
                         const char *hint, const char *problem, const char *name)
{
    tlri_diag(n->ctx, TLR_ERROR, code, place, hint, "answers/ANS-7", "%s: '%s'", problem, name);
    return TLR_E_INPUT;
}

static tlr_status keep(struct tlri_nominations *n, const char *question, const char *value)
{
    struct tlri_nomination_answer *answer = NULL;
    const char *kept_question = tlri_arena_copy(&n->arena, question, strlen(question));
    const char *kept_value = tlri_arena_copy(&n->arena, value, strlen(value));
    if (kept_question == NULL || kept_value == NULL) {
        return tlri_no_memory(n->ctx);
    }
    TLR_TRY(tlri_array_push(&n->answer, &answer));
    answer->question = kept_question;
    answer->value = kept_value;
    return TLR_OK;
}

/* ---- names ---- */

/* One blank between words and none at the ends; NULL without memory. */
static char *tidy(struct tlri_nominations *n, const char *text, size_t len)
{
    char *out = tlri_arena_copy(&n->arena, text, len);
    size_t used = 0;
    for (size_t i = 0; out != NULL && i < len; i++) {
        if (out[i] != ' ' || (used > 0 && out[used - 1] != ' ')) {
            out[used++] = out[i];
        }
    }
    if (out != NULL) {
        out[used - (used > 0 && out[used - 1] == ' ' ? 1u : 0u)] = '\0';
    }
    return out;
}

/* "Maria van der Berg / van der Berg": the paper's name, and what it is sorted by. */
static tlr_status split_name(struct tlri_nominations *n, const char *value, const char **name,
                             const char **sorted_by)
{
    const char *slash = strstr(value, " / ");
    *name = tidy(n, value, slash != NULL ? (size_t)(slash - value) : strlen(value));
    const char *last = *name != NULL ? strrchr(*name, ' ') : NULL;
    const char *surname = slash != NULL ? slash + 3 : last != NULL ? last + 1 : *name;
    char *both = *name != NULL ? tlri_arena_printf(&n->arena, "%s \001%s", surname, *name) : NULL;
    *sorted_by = both != NULL ? tlri_fold(&n->arena, both) : NULL;
    return *sorted_by != NULL ? TLR_OK : tlri_no_memory(n->ctx);
}

static const struct tlri_person *find_name(const struct tlri_nominations *n, const char *name)
{
    const struct tlri_person *person = n->person.data;
    for (size_t i = 0; i < n->person.count; i++) {
        if (tlri_streq(person[i].name, name)) {
            return &person[i];
        }
    }
    return NULL;
}

/* Without a record: an id made of the name, that nobody has yet. */
static const char *new_id(struct tlri_nominations *n, const char *name)
{
    char otherwise[32];
    snprintf(otherwise, sizeof otherwise, "candidate-%zu", n->person.count + 1);
    const char *made = tlri_fold_id(&n->arena, name, otherwise);
    const char *id = made;
    for (unsigned i = 2; id != NULL && find_person(n, id) != NULL; i++) {
        id = tlri_arena_printf(&n->arena, "%.56s-%u", made, i);
    }
    return id;
}

static bool is_id(const char *text)
{
    return tlri_is_id(text, strlen(text));
}

/* id NULL: one is made. */
static tlr_status add_person(struct tlri_nominations *n, const struct tlri_place *place,
                             const char *id, const char *value)
{
    struct tlri_person *person = NULL;
    struct tlri_person new_one = {.found = id != NULL ? find_line(n, id) : NULL};
    TLR_TRY(split_name(n, value, &new_one.name, &new_one.sorted_by));
    if (new_one.name[0] == '\0' || strlen(new_one.name) > NAME_MAX_BYTES) {
        return refuse(n, place, 6873, "write the name as it stands on the paper",
                      "this is no name of a candidate", value);
    }
    if (find_name(n, new_one.name) != NULL) {
        return refuse(n, place, 6966,
                      "name each person once, whatever they stand for; two people of one name need "
                      "something on the paper that tells them apart, as a branch",
                      "this candidate was named before", new_one.name);
    }
    new_one.id = id != NULL ? tlri_arena_copy(&n->arena, id, strlen(id)) : new_id(n, new_one.name);
    if (new_one.id == NULL) {
        return tlri_no_memory(n->ctx);
    }
    TLR_TRY(tlri_array_push(&n->person, &person));
    *person = new_one;
    return TLR_OK;
}

/* "candidate": an empty line ends the names. */
static tlr_status take_name(struct tlri_nominations *n, const struct tlri_place *place,
                            const char *value)
{
    if (n->record != NULL) {
        return refuse(n, place, 6870,
                      "the record of eligibility has the short names: answer 'name' and each of "
                      "them",
                      "this question is not asked where there is a record", "candidate");
    }
    if (value[0] == '\0' && place == NULL) {
        n->all_named = n->person.count > 0;
        return n->all_named ? keep(n, "candidate", "")
                            : refuse(n, place, 6873, "name a candidate first",
                                     "nobody is named yet", "candidate");
    }
    TLR_TRY(add_person(n, place, NULL, value));
    return keep(n, "candidate", value);
}

/* "name ID" */
static tlr_status take_name_of(struct tlri_nominations *n, const struct tlri_place *place,
                               const char *question, const char *value)
{
    const char *id = question + strlen("name ");
    const struct tlri_eligibility_line *line = find_line(n, id);
    if (!is_id(id)) {
        return refuse(n, place, 6870, "a short name has small letters, digits and hyphens",
                      "this is no short name", id);
    }
    if (n->record != NULL && line == NULL) {
        return refuse(n, place, 6965, "correct the short name: eligibility.xml has them",
                      "nobody of this short name is in the record of eligibility", id);
    }
    if (line != NULL && line->decision != TLRI_ELIGIBLE_YES) {
        return refuse(n, place, 6967,
                      "take the name out: who is not found eligible does not stand on the paper",
                      line->decision == TLRI_ELIGIBLE_NO
                          ? "the record of eligibility finds this candidate not eligible"
                          : "the record of eligibility has referred the decision on this candidate",
                      id);
    }
    TLR_TRY(add_person(n, place, id, value));
    return keep(n, question, value);
}

/* ---- lists of candidates ---- */

/* The person whose id the word is, or the beginning of whose id it is, of nobody else's. */
static const struct tlri_person *meant(const struct tlri_nominations *n, const char *word,
                                       size_t len, bool *several)
{
    const struct tlri_person *person = n->person.data;
    const struct tlri_person *begins = NULL;
    *several = false;
    for (size_t i = 0; i < n->person.count; i++) {
        if (tlri_span_is(word, len, person[i].id)) {
            *several = false;
            return &person[i];
        }
        if (strncmp(person[i].id, word, len) == 0) {
            *several = *several || begins != NULL;
            begins = &person[i];
        }
    }
    return *several ? NULL : begins;
}

static tlr_status add_to_list(struct tlri_nominations *n, const struct tlri_place *place,
                              const char *word, size_t len)
{
    bool several = false;
    const struct tlri_person *person = meant(n, word, len, &several);
    if (person == NULL) {
        const char *text = tlri_arena_copy(&n->arena, word, len);
        return text == NULL ? tlri_no_memory(n->ctx)
                            : refuse(n, place, 6965,
                                     several ? "write more of the short name"
                                             : "write short names of candidates that were named "
                                               "before, or 'nobody'",
                                     several ? "several candidates' short names begin so"
                                             : "no candidate has this short name",
                                     text);
    }
    if (n->list.len > 0 && tlri_nominations_lists(n->list.data, person->id)) {
        return refuse(n, place, 6871, "write each candidate once",
                      "this candidate is in the list twice", person->id);
    }
    return tlri_buf_printf(&n->list, "%s%s", n->list.len > 0 ? " " : "", person->id);
}

/* Everybody who was named; of those only who stand for `only` (NULL: all). */
static tlr_status list_everybody(struct tlri_nominations *n, const char *only)
{
    const struct tlri_person *person = n->person.data;
    for (size_t i = 0; i < n->person.count; i++) {
        if (only == NULL || tlri_nominations_lists(only, person[i].id)) {
            tlri_buf_printf(&n->list, "%s%s", n->list.len > 0 ? " " : "", person[i].id);
        }
    }
    return n->list.failed;
}

/* Words into n->list, as ids. */
static tlr_status read_list(struct tlri_nominations *n, const struct tlri_place *place,
                            const char *value)
{
    tlr_status worst = TLR_OK;
    for (const char *at = value; *at != '\0';) {
        size_t len = strcspn(at, " ,");
        if (len > 0) {
            tlr_status status = add_to_list(n, place, at, len);
            worst = worst == TLR_OK || status == TLR_E_MEMORY ? status : worst;
        }
        at += len + (at[len] != '\0' ? 1u : 0u);
    }
    return worst;
}

static tlr_status take_list(struct tlri_nominations *n, const struct tlri_place *place,
                            const struct kind *kind, const char *question, const char *value)
{
    const char *only = NULL;
    tlri_buf_drop(&n->list);
    tlri_buf_init(&n->list, n->ctx, LIST_MAX);
    if (kind->way == WAY_PLACE) {
        const struct tlri_notice_contest *contest =
            contest_for(n, question + strlen(kind->word) + 1);
        only = contest != NULL ? tlri_nominations_get(n, "stands", contest->id) : NULL;
    }
    if (kind->way == WAY_STANDS && tlri_streq(value, "everybody") && n->person.count > 1 &&
        n->notice->paper_order == TLRI_PAPER_ORDER_DRAWN) {
        return refuse(n, place, 6873,
                      "the notice says that the order is drawn by lot: write all short names in "
                      "the order in which they were drawn",
                      "this does not say in which order they were drawn", question);
    }
    if (kind->way == WAY_PLACE && tlri_streq(value, "everybody") && only == NULL) {
        return refuse(n, place, 6873, "say first who stands for that place",
                      "it is not known yet who that is", question);
    }
    if (tlri_streq(value, "everybody")) {
        TLR_TRY(list_everybody(n, only));
    } else if (!tlri_streq(value, "nobody")) {
        TLR_TRY(read_list(n, place, value));
    }
    TLR_TRY(n->list.failed);
    return keep(n, question, n->list.len > 0 ? n->list.data : "");
}

/* ---- one answer ---- */

/* "key NAME ROLE" */
static bool is_key(const char *subject)
{
    const char *blank = strchr(subject, ' ');
    return blank != NULL && tlri_role_find(blank + 1, strlen(blank + 1)) < TLRI_ROLE_COUNT &&
           blank > subject &&
           strspn(subject, "abcdefghijklmnopqrstuvwxyz0123456789-") == (size_t)(blank - subject);
}

static bool is_subject(const struct tlri_nominations *n, const struct kind *kind,
                       const char *subject)
{
    switch (kind->way) {
    case WAY_PERSON:
        return find_person(n, subject) != NULL;
    case WAY_GROUP:
        return is_group(n, subject);
    case WAY_PLACE:
        return contest_for(n, subject) != NULL;
    case WAY_KEY:
        return is_key(subject);
    case WAY_STANDS:
        return tlri_notice_contest(n->notice, subject) != NULL;
    case WAY_TEXT:
        return kind->subjects == 0 || tlri_notice_contest(n->notice, subject) != NULL;
    case WAY_NAME:
    case WAY_NAME_OF:
    case WAY_YES:
    case WAY_WITHDRAWN:
        return true;
    }
    return false;
}

static tlr_status take_text(struct tlri_nominations *n, const struct tlri_place *place,
                            const struct kind *kind, const char *question, const char *value)
{
    if (kind->way == WAY_YES && !tlri_streq(value, "yes")) {
        return refuse(n, place, 6967,
                      "name only those found eligible; teller eligibility decides from the "
                      "members' lists",
                      "candidates stand on the paper when they are found eligible", value);
    }
    const char *tidied = tidy(n, value, strlen(value));
    return tidied != NULL ? keep(n, question, tidied) : tlri_no_memory(n->ctx);
}

/* One mistake, one message: the file is for the first half. */
static tlr_status refuse_notice(struct tlri_nominations *n, const struct tlri_place *place,
                                const char *question)
{
    n->lost = true;
    return refuse(n, place, 6972,
                  "the folder has a notice already: answer about candidates, or name another "
                  "folder for another election",
                  "this is an answer for a notice", question);
}

tlr_status tlri_nominations_take(struct tlri_nominations *n, const struct tlri_place *place,
                                 const char *question, const char *value)
{
    const struct kind *kind = find_kind(question, word_len(question, strlen(question)));
    const char *subject = kind != NULL ? question + strlen(kind->word) : "";
    if (kind == NULL && (n->lost || tlri_draft_is_question(question))) {
        return n->lost ? TLR_E_INPUT : refuse_notice(n, place, question);
    }
    bool whole = kind != NULL && (subject[0] == ' ') == (kind->subjects > 0);
    if (!whole || !is_subject(n, kind, subject[0] == ' ' ? subject + 1 : subject)) {
        return refuse(n, place, 6870,
                      "'teller init' asks the questions one by one; candidates are named before "
                      "what is asked about them",
                      "there is no question of this name", question);
    }
    if (kind->way != WAY_NAME && tlri_nominations_get(n, question, NULL) != NULL) {
        return refuse(n, place, 6871, "answer each question once", "this was answered before",
                      question);
    }
    bool ends_names = kind->way == WAY_NAME && place == NULL;
    if ((value[0] == '\0' && !ends_names) || !tlri_utf8_shown(value, strlen(value))) {
        return refuse(n, place, 6873, "write the answer after the name, on the same line",
                      "this has no answer that can be read", question);
    }
    switch (kind->way) {
    case WAY_NAME:
        return take_name(n, place, value);
    case WAY_NAME_OF:
        return take_name_of(n, place, question, value);
    case WAY_STANDS:
    case WAY_GROUP:
    case WAY_PLACE:
    case WAY_WITHDRAWN:
        return take_list(n, place, kind, question, value);
    case WAY_YES:
    case WAY_TEXT:
    case WAY_PERSON:
        return take_text(n, place, kind, question, value);
    case WAY_KEY:
        TLR_TRY(tlri_draft_key(n->ctx, &n->arena, place, value, &value));
        return keep(n, question, value);
    }
    return tlri_internal(n->ctx, "a way to answer a question");
}

bool tlri_nominations_undo(struct tlri_nominations *n)
{
    const struct tlri_nomination_answer *answer = n->answer.data;
    if (n->answer.count == 0) {
        return false;
    }
    const struct tlri_nomination_answer *last = &answer[--n->answer.count];
    const struct kind *kind =
        find_kind(last->question, word_len(last->question, strlen(last->question)));
    if (kind != NULL && kind->way == WAY_NAME && last->value[0] == '\0') {
        n->all_named = false;
    } else if (kind != NULL && (kind->way == WAY_NAME || kind->way == WAY_NAME_OF)) {
        n->person.count--;
    }
    return true;
}

/* ---- questions ---- */

/* "Candidates: a, b, c": what can be typed. */
static void put_short_names(const struct tlri_nominations *n, struct tlri_buf *words)
{
    const struct tlri_person *person = n->person.data;
    tlri_buf_puts(words, "\n  Short names:");
    for (size_t i = 0; i < n->person.count; i++) {
        tlri_buf_printf(words, "%s %s", i > 0 ? "," : "", person[i].id);
    }
    tlri_buf_puts(words, ". The beginning is enough where only one has it.");
}

static const char *ask(struct tlri_nominations *n, const char *word, const char *subject)
{
    const char *question = subject != NULL ? tlri_arena_printf(&n->arena, "%s %s", word, subject)
                                           : tlri_arena_copy(&n->arena, word, strlen(word));
    n->no_memory = n->no_memory || question == NULL;
    return question;
}

static const char *ask_names(struct tlri_nominations *n, struct tlri_buf *words)
{
    for (size_t i = 0; n->record != NULL && i < n->record->record.lines; i++) {
        const struct tlri_eligibility_line *line = &n->record->record.line[i];
        if (line->decision == TLRI_ELIGIBLE_YES &&
            tlri_nominations_get(n, "name", line->candidate) == NULL) {
            tlri_buf_printf(words,
                            "The name of '%s' as it stands on the paper (where the surname is more "
                            "than the last word: a blank, / , a blank, the surname)",
                            line->candidate);
            return ask(n, "name", line->candidate);
        }
    }
    if (n->record == NULL && !n->all_named) {
        tlri_buf_puts(words, n->person.count == 0
                                 ? "The name of a candidate, as it stands on the paper (where the "
                                   "surname is more than the last word: a blank, / , a blank, the "
                                   "surname)"
                                 : "The name of another candidate; an empty line when all are "
                                   "named");
        return ask(n, "candidate", NULL);
    }
    return NULL;
}

static const char *ask_eligibility(struct tlri_nominations *n, struct tlri_buf *words)
{
    if (n->record != NULL) {
        return NULL;
    }
    if (tlri_nominations_get(n, "eligible", NULL) == NULL) {
        tlri_buf_puts(words, "There is no record of eligibility here (teller eligibility makes "
                             "one). Has the returning officer examined everybody named, and found "
                             "them eligible? yes, or leave off (Ctrl-D)");
        return ask(n, "eligible", NULL);
    }
    if (tlri_nominations_get(n, "eligibility-clause", NULL) == NULL) {
        tlri_buf_puts(words, "The clause of the rules by which they are eligible, as C3.I.4.F");
        return ask(n, "eligibility-clause", NULL);
    }
    return NULL;
}

static const char *ask_nominators(struct tlri_nominations *n, struct tlri_buf *words)
{
    const struct tlri_person *person = n->person.data;
    for (size_t i = 0; i < n->person.count; i++) {
        if (tlri_nominations_get(n, "nominated-by", person[i].id) == NULL) {
            tlri_buf_printf(words, "Who nominated %s: units, with ; between them, or nobody",
                            person[i].name);
            return ask(n, "nominated-by", person[i].id);
        }
    }
    return NULL;
}

static const char *ask_stands(struct tlri_nominations *n, struct tlri_buf *words)
{
    static const char *const order[] = {
        [TLRI_PAPER_ORDER_ALPHABETICAL] = "in any order: the notice says that the paper is "
                                          "alphabetical; or everybody, or nobody",
        [TLRI_PAPER_ORDER_DRAWN] = "in the order in which their names were drawn by lot, as the "
                                   "notice says; or nobody",
        [TLRI_PAPER_ORDER_COUNT] = "in the order in which they stand on the paper; or everybody, "
                                   "or nobody"};
    for (size_t i = 0; i < n->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &n->notice->contest[i];
        if (tlri_nominations_get(n, "stands", contest->id) == NULL) {
            tlri_buf_printf(words, "Who stands for \"%s\", %u %s? Short names, %s.", contest->title,
                            contest->places, contest->places == 1 ? "place" : "places",
                            order[n->notice->paper_order]);
            put_short_names(n, words);
            return ask(n, "stands", contest->id);
        }
    }
    return NULL;
}

static const char *ask_group(struct tlri_nominations *n, const char *group, struct tlri_buf *words)
{
    tlri_buf_printf(words,
                    "Who has declared in writing, with consent to its use, that they count toward "
                    "'%s'? Short names, or everybody, or nobody. Nothing is written about others.",
                    group);
    put_short_names(n, words);
    return ask(n, "declares", group);
}

static const char *ask_declarations(struct tlri_nominations *n, struct tlri_buf *words)
{
    for (size_t i = 0; i < n->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &n->notice->contest[i];
        for (size_t k = 0; k < contest->categories; k++) {
            for (size_t g = 0; g < contest->category[k].groups; g++) {
                const char *group = contest->category[k].group[g].name;
                if (tlri_nominations_get(n, "declares", group) == NULL) {
                    return ask_group(n, group, words);
                }
            }
        }
    }
    for (size_t i = 0; i < n->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &n->notice->contest[i];
        const char *kind = tlri_place_kind_token(contest->kind);
        if (contest_for(n, kind) == contest &&
            tlri_nominations_get(n, "eligible-for", kind) == NULL) {
            tlri_buf_printf(words,
                            "Who of those who stand for \"%s\" has declared in writing to be "
                            "eligible for that place? Short names, or everybody, or nobody.",
                            contest->title);
            return ask(n, "eligible-for", kind);
        }
    }
    return NULL;
}

/* Keys of that role that the notice lists. */
static uint32_t keys_of(const struct tlri_notice *notice, enum tlri_role role)
{
    uint32_t count = 0;
    for (size_t i = 0; i < notice->keys; i++) {
        count += notice->key[i].role == role;
    }
    return count;
}

/* The policy wants a scrutineer's signature, and nobody has a key for it. */
static const char *ask_key(struct tlri_nominations *n, struct tlri_buf *words)
{
    for (size_t i = 0; i < n->notice->policies; i++) {
        const struct tlri_policy_line *line = &n->notice->policy[i];
        if (line->role == TLRI_ROLE_SCRUTINEER && !line->in_ink &&
            keys_of(n->notice, line->role) == 0 &&
            tlri_nominations_get(n, "key", "scrutineer scrutineer") == NULL) {
            tlri_buf_puts(words, "The scrutineer's public key (the line RW... of the .pub)");
            return ask(n, "key", "scrutineer scrutineer");
        }
    }
    return NULL;
}

const char *tlri_nominations_question(struct tlri_nominations *n, struct tlri_buf *words)
{
    static const char *(*const questions[])(struct tlri_nominations *, struct tlri_buf *) = {
        ask_names, ask_eligibility, ask_nominators, ask_stands, ask_declarations, ask_key};
    struct tlri_buf none;
    const char *question = NULL;
    tlri_buf_init(&none, n->ctx, LIST_MAX);
    size_t count = sizeof questions / sizeof questions[0];
    for (size_t i = 0; question == NULL && !n->no_memory && i < count; i++) {
        question = questions[i](n, words != NULL ? words : &none);
    }
    tlri_buf_drop(&none);
    return question;
}

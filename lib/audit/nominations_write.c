/*
 * audit/nominations_write.c: election.xml from the answers.
 *
 * Candidates stand in the order that the notice declares: by surname, or as they were drawn. What
 * is written is read back and bound to the notice as a count would bind it, so that no file is
 * written which `check` would refuse. Declarations are written where they have an effect and for
 * those who made them; of the others nothing is written. Implements spec/formats/answers.md §2.
 */
#include <string.h>

#include "audit/nominations.h"
#include "custody/custody.h"
#include "io/election.h"
#include "io/xml_write.h"

static const char *get(const struct tlri_nominations *n, const char *word, const char *subject)
{
    return tlri_nominations_get(n, word, subject);
}

static tlr_status refuse(struct tlri_nominations *n, uint32_t code, const char *hint,
                         const char *problem, const char *id)
{
    tlri_diag(n->ctx, TLR_ERROR, code, NULL, hint, "answers/ANS-9", "%s: '%s'", problem, id);
    return TLR_E_INPUT;
}

/* ---- what is missing, what does not fit ---- */

/* Every question without an answer is told: each is held answered until all are known. */
static tlr_status refuse_unanswered(struct tlri_nominations *n)
{
    struct tlri_buf words;
    tlr_status status = TLR_OK;
    size_t answered = n->answer.count;
    tlri_buf_init(&words, n->ctx, (size_t)1 << 20);
    n->all_named = n->all_named || n->person.count > 0;
    const char *question = tlri_nominations_question(n, &words);
    while (question != NULL && status != TLR_E_MEMORY) {
        struct tlri_nomination_answer held = {question, ""};
        tlri_diag(n->ctx, TLR_ERROR, 6872, NULL, words.data != NULL ? words.data : "",
                  "answers/ANS-2", "the question '%s' is not answered", question);
        status = TLR_E_INPUT;
        if (!n->all_named && n->record == NULL) {
            break; /* of nobody nothing can be asked */
        }
        if (tlri_array_append(&n->answer, &held, 1) != TLR_OK) {
            status = TLR_E_MEMORY;
        }
        words.len = 0;
        question = tlri_nominations_question(n, &words);
    }
    n->answer.count = answered;
    tlri_buf_drop(&words);
    if (n->no_memory || status == TLR_E_MEMORY) {
        return tlri_no_memory(n->ctx);
    }
    return status;
}

static bool is_for(const struct tlri_notice_contest *contest)
{
    return contest->kind == TLRI_PLACE_KIND_WOMAN || contest->kind == TLRI_PLACE_KIND_YOUTH;
}

/* [ANS-9] Everybody stands somewhere, and for a reserved place with a declaration. */
static tlr_status check_person(struct tlri_nominations *n, const struct tlri_person *person)
{
    bool stands = false;
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < n->notice->contests; i++) {
        const struct tlri_notice_contest *contest = &n->notice->contest[i];
        const char *kind = tlri_place_kind_token(contest->kind);
        if (!tlri_nominations_lists(get(n, "stands", contest->id), person->id)) {
            continue;
        }
        stands = true;
        if (is_for(contest) && !tlri_nominations_lists(get(n, "eligible-for", kind), person->id)) {
            worst = refuse(n, 6969,
                           "add the candidate to the answer to 'eligible-for' when the declaration "
                           "is there, or take the candidate off this contest",
                           contest->kind == TLRI_PLACE_KIND_WOMAN
                               ? "this candidate stands for the woman's place without having "
                                 "declared to be eligible for it"
                               : "this candidate stands for the young delegate's place without "
                                 "having declared to be eligible for it",
                           person->id);
        }
    }
    if (!stands) {
        worst = refuse(n, 6968, "add the short name to the answer to 'stands' of a contest",
                       "this candidate was named and stands for nothing", person->id);
    }
    return worst;
}

/* Whoever the record does not find eligible is not on the paper: it is said, once. */
static void note_left_off(struct tlri_nominations *n)
{
    for (size_t i = 0; n->record != NULL && i < n->record->record.lines; i++) {
        const struct tlri_eligibility_line *line = &n->record->record.line[i];
        if (line->decision != TLRI_ELIGIBLE_YES) {
            tlri_diag(n->ctx, TLR_NOTE, 6967, NULL, NULL, line->clause,
                      "'%s' is not on a paper: the decision on eligibility is '%s'",
                      line->candidate, tlri_eligible_token(line->decision));
        }
    }
}

static tlr_status check_persons(struct tlri_nominations *n)
{
    const struct tlri_person *person = n->person.data;
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < n->person.count; i++) {
        tlr_status status = check_person(n, &person[i]);
        worst = status != TLR_OK ? status : worst;
    }
    note_left_off(n);
    return worst;
}

/* ---- the document ---- */

static void put_escaped(struct tlri_buf *out, const char *text)
{
    (void)tlri_xml_escape(text, out); /* the buffer remembers a failure */
}

static void put_leaf(struct tlri_buf *out, const char *element, const char *text)
{
    tlri_buf_printf(out, "      <%s>", element);
    put_escaped(out, text);
    tlri_buf_printf(out, "</%s>\n", element);
}

/* Units, with ; between them. */
static tlr_status put_nominators(struct tlri_nominations *n, const char *list, struct tlri_buf *out)
{
    if (tlri_streq(list, "nobody")) {
        return TLR_OK;
    }
    while (*list != '\0') {
        size_t len = strcspn(list, ";");
        size_t from = strspn(list, " ");
        size_t to = len;
        while (to > from && list[to - 1] == ' ') {
            to--;
        }
        if (to > from) {
            const char *unit = tlri_arena_copy(&n->arena, list + from, to - from);
            if (unit == NULL) {
                return tlri_no_memory(n->ctx);
            }
            put_leaf(out, "nominated-by", unit);
        }
        list += len + (list[len] == ';' ? 1u : 0u);
    }
    return TLR_OK;
}

static void put_declarations(const struct tlri_nominations *n,
                             const struct tlri_notice_contest *contest, const char *id,
                             struct tlri_buf *out)
{
    for (size_t k = 0; k < contest->categories; k++) {
        for (size_t g = 0; g < contest->category[k].groups; g++) {
            const char *group = contest->category[k].group[g].name;
            if (tlri_nominations_lists(get(n, "declares", group), id)) {
                tlri_buf_printf(out, "      <declares counts-toward=\"%s\"/>\n", group);
            }
        }
    }
    const char *kind = tlri_place_kind_token(contest->kind);
    if (is_for(contest) && tlri_nominations_lists(get(n, "eligible-for", kind), id)) {
        tlri_buf_printf(out, "      <declares eligible-for=\"%s\"/>\n", kind);
    }
}

static tlr_status put_candidate(struct tlri_nominations *n,
                                const struct tlri_notice_contest *contest,
                                const struct tlri_person *person, struct tlri_buf *out)
{
    bool withdrawn = tlri_nominations_lists(get(n, "withdrawn", NULL), person->id);
    tlri_buf_printf(out, "    <candidate id=\"%s\" standing=\"%s\">\n", person->id,
                    tlri_standing_token(withdrawn ? TLRI_WITHDRAWN : TLRI_STANDING));
    put_leaf(out, "name", person->name);
    TLR_TRY(put_nominators(n, get(n, "nominated-by", person->id), out));
    tlri_buf_puts(out, "      <eligibility decision=\"eligible\" clause=\"");
    put_escaped(out,
                person->found != NULL ? person->found->clause : get(n, "eligibility-clause", NULL));
    tlri_buf_puts(out, "\"/>\n");
    put_declarations(n, contest, person->id, out);
    return tlri_buf_puts(out, "    </candidate>\n");
}

/* Does a stand before b on an alphabetical paper? */
static bool stands_before(const struct tlri_person *a, const struct tlri_person *b)
{
    int by_name = strcmp(a->sorted_by, b->sorted_by);
    return by_name < 0 || (by_name == 0 && strcmp(a->id, b->id) < 0);
}

/* Those of a list in its order, or sorted. */
static size_t in_order(const struct tlri_nominations *n, const char *list,
                       const struct tlri_person **order)
{
    const struct tlri_person *person = n->person.data;
    bool sorted = n->notice->paper_order == TLRI_PAPER_ORDER_ALPHABETICAL;
    size_t count = 0;
    for (const char *at = list; *at != '\0';) {
        size_t len = strcspn(at, " ");
        size_t p = 0;
        while (!tlri_span_is(at, len, person[p].id)) {
            p++;
        }
        size_t to = count++;
        for (; sorted && to > 0 && stands_before(&person[p], order[to - 1]); to--) {
            order[to] = order[to - 1];
        }
        order[to] = &person[p];
        at += len + (at[len] == ' ' ? 1u : 0u);
    }
    return count;
}

static tlr_status put_contest(struct tlri_nominations *n, const struct tlri_notice_contest *contest,
                              struct tlri_buf *out)
{
    static const char *const said[] = {
        [TLRI_PAPER_ORDER_ALPHABETICAL] = "alphabetical, as the notice says",
        [TLRI_PAPER_ORDER_DRAWN] = "as drawn by lot, as the notice says",
        [TLRI_PAPER_ORDER_COUNT] = "as on the paper"};
    const struct tlri_person **order =
        tlri_arena_array(&n->arena, n->person.count + 1, sizeof(const struct tlri_person *));
    if (order == NULL) {
        return tlri_no_memory(n->ctx);
    }
    size_t count = in_order(n, get(n, "stands", contest->id), order);
    tlri_buf_printf(out, "  <!-- %u %s; candidates in the order of the paper: %s. -->\n",
                    contest->places, contest->places == 1 ? "place" : "places",
                    said[n->notice->paper_order]);
    tlri_buf_printf(out, "  <contest id=\"%s\">\n", contest->id);
    for (size_t i = 0; i < count; i++) {
        TLR_TRY(put_candidate(n, contest, order[i], out));
    }
    if (get(n, "re-open-nominations", contest->id) != NULL) {
        tlri_buf_puts(out, "    <candidate id=\"re-open-nominations\" "
                           "standing=\"re-open-nominations\">\n");
        put_leaf(out, "name", get(n, "re-open-nominations", contest->id));
        tlri_buf_puts(out, "    </candidate>\n");
    }
    return tlri_buf_puts(out, "  </contest>\n");
}

/* "key NAME ROLE" and the key's line. */
static void put_keys(const struct tlri_nominations *n, struct tlri_buf *out)
{
    const struct tlri_nomination_answer *answer = n->answer.data;
    for (size_t i = 0; i < n->answer.count; i++) {
        const char *question = answer[i].question;
        if (strncmp(question, "key ", 4) != 0) {
            continue;
        }
        size_t name = strcspn(question + 4, " ");
        bool ssh = strncmp(answer[i].value, "ssh-", 4) == 0;
        tlri_buf_printf(out, "  <key name=\"%.*s\" role=\"%s\" kind=\"%s\">", (int)name,
                        question + 4, question + 4 + name + 1, ssh ? "ssh" : "minisign");
        put_escaped(out, answer[i].value);
        tlri_buf_puts(out, "</key>\n");
    }
}

static tlr_status put_document(struct tlri_nominations *n, struct tlri_buf *out)
{
    char hex[TLRI_DIGEST_HEX];
    tlri_digest_hex(tlri_sealed_digest(n->opened->notice_file), hex);
    tlri_buf_printf(out,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<!-- Who stands. The order is that of the papers, and of every batch. A "
                    "declaration stands here with the\n     written consent of the one who made "
                    "it; of others nothing is said. -->\n"
                    "<election xmlns=\"urn:teller:election:1\" election=\"%s\"\n"
                    "          notice=\"sha256:%s\"",
                    n->notice->election, hex);
    if (n->record != NULL) {
        tlri_digest_hex(&n->record_digest, hex);
        tlri_buf_printf(out, "\n          eligibility-record=\"sha256:%s\"", hex);
    }
    tlri_buf_puts(out, ">\n");
    for (size_t i = 0; i < n->notice->contests; i++) {
        TLR_TRY(put_contest(n, &n->notice->contest[i], out));
    }
    put_keys(n, out);
    return tlri_buf_puts(out, "</election>\n");
}

/* As `check` will read it. The case takes what was read. */
static tlr_status read_back(struct tlri_nominations *n, const struct tlri_buf *text)
{
    struct tlri_case *c = n->opened;
    struct tlri_election *read;
    tlri_sealed_free(c->election_file);
    tlri_election_free(c->election);
    c->election_file = NULL;
    c->election = NULL;
    c->keys_count = n->notice->keys; /* without those of an earlier try */
    TLR_TRY(tlri_seal_unsigned_copy(c->ctx, "election.xml, as drafted", text->data, text->len,
                                    &c->election_file));
    TLR_TRY(tlri_election_read(c->ctx, tlri_sealed_name(c->election_file), text->data, text->len,
                               &read));
    c->election = read;
    TLR_TRY(tlri_policy_add_keys(c, tlri_sealed_name(c->election_file), read->key, read->keys));
    return tlri_case_build_contests(c);
}

tlr_status tlri_nominations_write(struct tlri_nominations *n, struct tlri_buf *out)
{
    TLR_TRY(refuse_unanswered(n));
    TLR_TRY(check_persons(n));
    TLR_TRY(put_document(n, out));
    return read_back(n, out);
}

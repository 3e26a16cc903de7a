/*
 * audit/draft.c: the questions that a notice answers, and the answers, so that nobody has to write
 * XML by hand.
 *
 * The questions are a table; those on disputed points come from the edition of the rules, with who
 * holds which reading. No answer is ever supplied for somebody. What is made of the answers stands
 * in draft_notice.c. Implements spec/formats/answers.md §1.
 */
#include "audit/draft.h"

#include <stdlib.h>
#include <string.h>

#include "audit/nominations.h"
#include "io/rulebook.h"
#include "rules/embedded.h"
#include "rules/settings.h"

struct question {
    const char *name, *words;
    bool optional; /* not asked for: it may stand in a file of answers */
};

/* In the order in which they are asked. */
static const struct question questions[] = {
    {"election", "A short name for this election, as anytown-2026: small letters, digits, hyphens",
     false},
    {"clp", "The full name of the Constituency Labour Party", false},
    {"title", "What is elected, as a headline", true},
    {"conference", "The year of the conference that delegates are sent to, as 2026", false},
    {"trial", "Is this a trial run? yes or no", false},
    {"electorate",
     "Who votes?\n"
     "    all-members: every member of the CLP\n"
     "    gc-delegates: the delegates to its General Committee\n"
     "    executive: its Executive Committee\n"
     "    other: somebody else",
     false},
    {"freeze", "The freeze date: members on this day may vote (YYYY-MM-DD)", true},
    {"nominations-close", "The day on which nominations close (YYYY-MM-DD)", false},
    {"poll-opens", "The day on which the poll opens (YYYY-MM-DD)", false},
    {"poll-closes", "The day on which the poll closes (YYYY-MM-DD)", false},
    {"conference-closing", "The closing date for delegates' names (YYYY-MM-DD)", true},
    {"conference-opens", "The day on which conference opens (YYYY-MM-DD)", true},
    {"members-on", "The day on which members were counted (YYYY-MM-DD)", false},
    {"members", "How many individual members the CLP had on that day, as 1312", false},
    {"women", "How many of them are women", false},
    {"young", "How many of them are young members", false},
    {"members-source",
     "Where these figures come from, as: Letter of the regional office, 14 January", false},
    {"last-year",
     "Whom did the CLP send to conference last year?\n"
     "    several: two delegates or more\n"
     "    woman: one delegate, who counted toward women\n"
     "    man: one delegate, not counted toward women\n"
     "    nobody-rule: nobody, because the rule refused the place\n"
     "    nobody-other: nobody, for another reason\n"
     "    new: there was no such CLP\n"
     "    unknown: no record was found",
     false},
    {"cac-permission", "Reference of a permission of the Conference Arrangements Committee", true},
    {"ordinary-places", "How many ordinary delegates the meeting resolved to send", false},
    {"woman-place", "Will the additional woman delegate be elected, if there is a place? yes or no",
     false},
    {"youth-place", "Will the young delegate be elected, if there is a place? yes or no", false},
    {"places-minute", "The minute of that decision", true},
    {"rule-set",
     "By which rules are the ordinary delegates counted, as the CLP has declared? 'teller count "
     "--rules list' names them",
     false},
    {"rule-set-one",
     "By which rules is a single place counted? Any of those, as\n"
     "    av: papers are numbered; the last goes out until somebody has more than half\n"
     "    block: a cross for one candidate; the most votes win\n"
     "    eliminating: a cross for one candidate, and new papers each round",
     false},
    {"tie-final", "What ends a tie that nothing else settles?", false},
    {"one-person-one-place",
     "Is somebody elected to an ordinary place passed over for the others? yes or no", false},
    {"paper-order",
     "In which order do candidates stand on the paper?\n"
     "    alphabetical: by surname\n"
     "    drawn: by lot, when nominations have closed",
     false},
    {"decided-by",
     "Which body decided on the disputed points that are asked about later? As: General Committee",
     false},
    {"decided-on", "The day of that decision (YYYY-MM-DD)", false},
    {"decided-minute", "The minute of that decision, as: GC 2026-01-21/6", false},
    {"key-returning-officer",
     "The returning officer's public key: the name of its file .pub, or the line in it that begins "
     "RW. 'teller keygen returning-officer', in another window, makes one",
     false},
    {"key-scrutineer", "The scrutineer's public key, if there is one already", true},
    {"key-teller-a", "The public key of the first who types in papers (a teller), likewise", false},
    {"key-teller-b", "The public key of the second, who types them in again, likewise", false},
    {"slip-in-ink", "May scrutineers sign by hand, on the slip? yes or no", false},
    {"ruling-body", "The body that may rule beyond the officers", true},
    {"publish",
     "How much of the count is published?\n"
     "    result-only: who is elected, and the account of the papers\n"
     "    stage-totals: also each candidate's votes, stage by stage\n"
     "    with-transfers: also which votes went from whom to whom",
     false},
    {"smallest-batch",
     "Batches with fewer papers than this are merged when published, so that nobody's vote can be "
     "guessed; 20 is suggested",
     false},
    {"smallest-contest",
     "Contests with fewer papers than this show the elected only; 50 is suggested", false},
    {"retain-until", "The day until which the papers are kept (YYYY-MM-DD)", false},
};

/* ---- answers ---- */

void tlri_draft_init(struct tlri_draft *draft, tlr_ctx *ctx)
{
    memset(draft, 0, sizeof *draft);
    draft->ctx = ctx;
    tlri_arena_init(&draft->arena, ctx);
}

void tlri_draft_drop(struct tlri_draft *draft)
{
    tlri_rulebook_free(draft->rulebook);
    tlri_arena_drop(&draft->arena);
}

const char *tlri_draft_get(const struct tlri_draft *draft, const char *name)
{
    for (size_t i = 0; i < draft->answers; i++) {
        if (tlri_streq(draft->answer[i].name, name)) {
            return draft->answer[i].value;
        }
    }
    return NULL;
}

static const struct question *find_question(const char *name)
{
    for (size_t i = 0; i < TLRI_COUNT_OF(questions); i++) {
        if (tlri_streq(questions[i].name, name)) {
            return &questions[i];
        }
    }
    return NULL;
}

/* [DLG-5] A record is read for a later conference only. */
static tlr_status check_later(const struct tlri_draft *draft, const struct tlri_place *place,
                              const char *year)
{
    if (draft->last_conference == 0 || year == NULL ||
        strtoul(year, NULL, 10) > draft->last_conference) {
        return TLR_OK;
    }
    tlri_diag(draft->ctx, TLR_ERROR, 7065, place,
              "give the record of an earlier conference, or the year of a later one",
              "delegation/DLG-5",
              "the delegation record is of the conference of %u, and this election is for that of "
              "%s",
              draft->last_conference, year);
    return TLR_E_INPUT;
}

/* Which edition governs decides what is asked next. */
static tlr_status find_edition(struct tlri_draft *draft, const struct tlri_place *place,
                               const char *year)
{
    char *end = NULL;
    unsigned long conference = strtoul(year, &end, 10);
    bool plain = strlen(year) == 4 && *end == '\0';
    const struct tlri_embedded_file *file = plain ? tlri_embedded_for((uint32_t)conference) : NULL;
    if (file != NULL) {
        return tlri_rulebook_read(draft->ctx, file->name, (const char *)file->bytes, file->len,
                                  &draft->rulebook);
    }
    tlri_diag(draft->ctx, TLR_ERROR, 6201, place, "name a conference that 'teller rules' lists",
              "answers/ANS-1", "no edition of the rule book is known for the conference of '%s'",
              year);
    return TLR_E_INPUT;
}

static tlr_status refuse(struct tlri_draft *draft, const struct tlri_place *place, uint32_t code,
                         const char *hint, const char *problem, const char *name)
{
    tlri_diag(draft->ctx, TLR_ERROR, code, place, hint, "answers/ANS-1", "%s: '%s'", problem, name);
    return TLR_E_INPUT;
}

static bool is_reading(const struct tlri_draft *draft, const char *name)
{
    return draft->rulebook != NULL && tlri_rulebook_reading(draft->rulebook, name) != NULL;
}

tlr_status tlri_draft_take(struct tlri_draft *draft, const struct tlri_place *place,
                           const char *name, const char *value)
{
    if (find_question(name) == NULL && !is_reading(draft, name)) {
        if (draft->lost) {
            return TLR_E_INPUT; /* one mistake, one message */
        }
        if (tlri_nominations_is_question(name)) {
            draft->lost = true;
            return refuse(draft, place, 6972,
                          "answer for the notice first: there is no notice.xml in the folder",
                          "this is an answer about candidates", name);
        }
        return refuse(draft, place, 6870,
                      "'teller init' asks for the names one by one; readings come after the answer "
                      "to 'conference'",
                      "there is no question of this name", name);
    }
    if (tlri_draft_get(draft, name) != NULL) {
        return refuse(draft, place, 6871, "answer each question once", "this was answered before",
                      name);
    }
    if (value[0] == '\0' || !tlri_utf8_shown(value, strlen(value)) ||
        draft->answers == TLRI_DRAFT_ANSWERS_MAX) {
        return refuse(draft, place, 6873, "write the answer after the name, on the same line",
                      "this has no answer that can be read", name);
    }
    TLR_TRY(tlri_draft_fit(draft, place, name, value, &value));
    struct tlri_draft_answer answer = {tlri_arena_copy(&draft->arena, name, strlen(name)),
                                       tlri_arena_copy(&draft->arena, value, strlen(value))};
    if (answer.name == NULL || answer.value == NULL) {
        return tlri_no_memory(draft->ctx);
    }
    if (tlri_streq(name, "conference")) {
        draft->lost = true;
        TLR_TRY(check_later(draft, place, value));
        TLR_TRY(find_edition(draft, place, value));
        draft->lost = false;
    }
    draft->answer[draft->answers++] = answer;
    return TLR_OK;
}

tlr_status tlri_draft_take_record(struct tlri_draft *draft, uint32_t conference, const char *sent,
                                  const char *cac)
{
    draft->last_conference = conference;
    TLR_TRY(check_later(draft, NULL, tlri_draft_get(draft, "conference")));
    TLR_TRY(tlri_draft_take(draft, NULL, "last-year", sent));
    return cac != NULL ? tlri_draft_take(draft, NULL, "cac-permission", cac) : TLR_OK;
}

bool tlri_draft_is_question(const char *name)
{
    return find_question(name) != NULL;
}

bool tlri_draft_undo(struct tlri_draft *draft)
{
    if (draft->answers == 0) {
        return false;
    }
    if (tlri_streq(draft->answer[--draft->answers].name, "conference")) {
        tlri_rulebook_free(draft->rulebook);
        draft->rulebook = NULL;
    }
    return true;
}

/* ---- questions ---- */

/* Must it be declared in this election? */
static bool must_declare(const struct tlri_draft *draft, const struct tlri_rule_reading *reading)
{
    const char *close = tlri_draft_get(draft, "nominations-close");
    return reading->required &&
           (reading->since == NULL || close == NULL || strcmp(close, reading->since) >= 0);
}

/* Does the text name the source, as "(L1)" or "(C8, C9)"? */
static bool names_source(const char *text, const char *id)
{
    size_t len = strlen(id);
    for (const char *at = strstr(text, id); at != NULL; at = strstr(at + 1, id)) {
        if (at > text && strchr("( ", at[-1]) != NULL && strchr("),", at[len]) != NULL &&
            at[len] != '\0') {
            return true;
        }
    }
    return false;
}

static void put_sources_named(const struct tlri_rulebook *rulebook, const char *text,
                              struct tlri_buf *out)
{
    for (size_t i = 0; i < rulebook->sources; i++) {
        const struct tlri_rule_source *source = &rulebook->source[i];
        if (names_source(text, source->id)) {
            tlri_buf_printf(out, "\n    %s (grade %c): %s", source->id, source->grade,
                            source->text);
        }
    }
}

void tlri_draft_put_reading(const struct tlri_rulebook *rulebook,
                            const struct tlri_rule_reading *reading, struct tlri_buf *out)
{
    tlri_buf_printf(out, "DISPUTED: %s", reading->about);
    for (size_t i = 0; i < reading->values; i++) {
        const struct tlri_rule_value *value = &reading->value[i];
        const struct tlri_rule_source *source =
            value->source != NULL ? tlri_rulebook_source(rulebook, value->source) : NULL;
        tlri_buf_printf(out, "\n    %s: %s", value->name, value->gloss);
        if (value->holds != NULL) {
            tlri_buf_printf(out, " Held by: %s (grade %c).", value->holds, value->grade);
        } else {
            tlri_buf_printf(out, " Nobody known holds it (grade %c).", value->grade);
        }
        if (source != NULL) {
            tlri_buf_printf(out, " Source: %s.", source->text);
        }
    }
    if (reading->values == 0) {
        tlri_buf_puts(out, "\n    a number");
        put_sources_named(rulebook, reading->about, out);
    }
}

/* The rule sets there are, each with its sentence. */
static void put_rule_sets(struct tlri_buf *words)
{
    const char *about = NULL;
    const char *name;
    for (size_t i = 0; (name = tlri_rule_set_name(i, &about)) != NULL; i++) {
        tlri_buf_printf(words, "\n    %s: %s", name, about);
    }
}

/* A question that is always asked may be about a disputed point, too. */
static void put_if_disputed(const struct tlri_draft *draft, const char *name,
                            struct tlri_buf *words)
{
    if (is_reading(draft, name)) {
        tlri_buf_puts(words, "\n");
        tlri_draft_put_reading(draft->rulebook, tlri_rulebook_reading(draft->rulebook, name),
                               words);
    }
}

const char *tlri_draft_question(struct tlri_draft *draft, struct tlri_buf *words)
{
    for (size_t i = 0; i < TLRI_COUNT_OF(questions); i++) {
        if (!questions[i].optional && tlri_draft_get(draft, questions[i].name) == NULL) {
            if (words != NULL) {
                tlri_buf_puts(words, questions[i].words);
                if (tlri_streq(questions[i].name, "rule-set")) {
                    put_rule_sets(words);
                }
                put_if_disputed(draft, questions[i].name, words);
            }
            return questions[i].name;
        }
    }
    for (size_t i = 0; draft->rulebook != NULL && i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (must_declare(draft, reading) && tlri_draft_get(draft, reading->name) == NULL) {
            if (words != NULL) {
                tlri_draft_put_reading(draft->rulebook, reading, words);
            }
            return reading->name;
        }
    }
    return NULL;
}

tlr_status tlri_draft_unanswered(struct tlri_draft *draft)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < TLRI_COUNT_OF(questions); i++) {
        if (!questions[i].optional && tlri_draft_get(draft, questions[i].name) == NULL) {
            tlri_diag(draft->ctx, TLR_ERROR, 6872, NULL, questions[i].words, "answers/ANS-2",
                      "the question '%s' is not answered", questions[i].name);
            status = TLR_E_INPUT;
        }
    }
    for (size_t i = 0; draft->rulebook != NULL && i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (must_declare(draft, reading) && tlri_draft_get(draft, reading->name) == NULL) {
            struct tlri_buf words;
            tlri_buf_init(&words, draft->ctx, (size_t)1 << 16);
            tlri_draft_put_reading(draft->rulebook, reading, &words);
            tlri_diag(draft->ctx, TLR_ERROR, 6872, NULL, words.data != NULL ? words.data : "",
                      "answers/ANS-2", "the disputed reading '%s' is not declared", reading->name);
            tlri_buf_drop(&words);
            status = TLR_E_INPUT;
        }
    }
    return status;
}

/*
 * audit/draft.c: a notice put together from answers, so that nobody has to write XML by hand.
 *
 * The questions are a table; those on disputed points come from the edition of the rules, with who
 * holds which reading. No answer is ever supplied for somebody. What comes out is read back and
 * resolved as a count would resolve it, so that no notice is written which `check` would refuse;
 * every figure that the rules give (places, the women's minimum) is worked out here from the
 * answers, and so cannot contradict them. Implements spec/formats/answers.md.
 */
#include "audit/draft.h"

#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "io/notice.h"
#include "io/rulebook.h"
#include "io/xml_write.h"
#include "rules/embedded.h"
#include "rules/settings.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { NOTICE_MAX = 1 << 20 };

struct question {
    const char *name, *words;
    bool optional; /* not asked for: it may stand in a file of answers */
};

/* In the order in which they are asked. */
static const struct question questions[] = {
    {"election", "A short name for the election's files: small letters, digits, hyphens", false},
    {"clp", "The full name of the Constituency Labour Party", false},
    {"title", "What is elected, as a headline", true},
    {"conference", "The year of the conference that delegates are sent to", false},
    {"trial", "Is this a trial run? yes or no", false},
    {"electorate", "Who votes: all-members, gc-delegates, executive or other", false},
    {"freeze", "The freeze date: members on this day may vote (YYYY-MM-DD)", true},
    {"nominations-close", "The day on which nominations close (YYYY-MM-DD)", false},
    {"poll-opens", "The day on which the poll opens (YYYY-MM-DD)", false},
    {"poll-closes", "The day on which the poll closes (YYYY-MM-DD)", false},
    {"conference-closing", "The closing date for delegates' names (YYYY-MM-DD)", true},
    {"conference-opens", "The day on which conference opens (YYYY-MM-DD)", true},
    {"members-on", "The day on which members were counted (YYYY-MM-DD)", false},
    {"members", "Individual members on that day", false},
    {"women", "Of them women", false},
    {"young", "Of them young members", false},
    {"members-source", "Where these figures come from, as the date of a letter", false},
    {"last-year",
     "Whom the CLP sent last year: woman or man (one delegate), several, nobody-rule, "
     "nobody-other, new or unknown",
     false},
    {"cac-permission", "Reference of a permission of the Conference Arrangements Committee", true},
    {"ordinary-places", "How many ordinary delegates the meeting resolved to send", false},
    {"woman-place", "Will the additional woman delegate be elected, if there is a place? yes or no",
     false},
    {"youth-place", "Will the young delegate be elected, if there is a place? yes or no", false},
    {"places-minute", "The minute of that decision", true},
    {"rule-set", "How the ordinary delegates are counted: ers97, scottish-2011, block, ...", false},
    {"rule-set-one", "How a single place is counted: av, block, ...", false},
    {"tie-final", "What ends a tie that nothing else settles: lot, refer or re-run", false},
    {"one-person-one-place",
     "Is somebody elected to an ordinary place passed over for the others? yes or no", false},
    {"decided-by", "Which body decided on the disputed readings that follow", false},
    {"decided-on", "The day of that decision (YYYY-MM-DD)", false},
    {"decided-minute", "Its minute", false},
    {"key-returning-officer", "The returning officer's public key (the line RW... of the .pub)",
     false},
    {"key-scrutineer", "The scrutineer's public key, if there is one already", true},
    {"key-teller-a", "The public key of the first who enters papers", false},
    {"key-teller-b", "The public key of the second who enters papers", false},
    {"slip-in-ink", "May scrutineers sign by hand, on the slip? yes or no", false},
    {"ruling-body", "The body that may rule beyond the officers", true},
    {"publish", "What is published: result-only, stage-totals or with-transfers", false},
    {"smallest-batch", "Batches with fewer papers are merged when published; 20 is suggested",
     false},
    {"smallest-contest", "Contests with fewer papers show the elected only; 50 is suggested",
     false},
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

static const char *get(const struct tlri_draft *draft, const char *name)
{
    for (size_t i = 0; i < draft->answers; i++) {
        if (tlri_streq(draft->answer[i].name, name)) {
            return draft->answer[i].value;
        }
    }
    return NULL;
}

static bool yes(const struct tlri_draft *draft, const char *name)
{
    const char *value = get(draft, name);
    return value != NULL && tlri_streq(value, "yes");
}

static const struct question *find_question(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        if (tlri_streq(questions[i].name, name)) {
            return &questions[i];
        }
    }
    return NULL;
}

/* Which edition governs decides what is asked next. */
static tlr_status find_edition(struct tlri_draft *draft, const struct tlri_place *place,
                               const char *year)
{
    char *end = NULL;
    unsigned long conference = strtoul(year, &end, 10);
    bool plain = strlen(year) == 4 && *end == '\0';
    for (size_t i = 0; plain && i < tlri_rulebook_files_count; i++) {
        const struct tlri_embedded_file *file = &tlri_rulebook_files[i];
        struct tlri_rulebook *rulebook = NULL;
        TLR_TRY(tlri_rulebook_read(draft->ctx, file->name, (const char *)file->bytes, file->len,
                                   &rulebook));
        if (tlri_rulebook_governs(rulebook, (uint32_t)conference)) {
            draft->rulebook = rulebook;
            return TLR_OK;
        }
        tlri_rulebook_free(rulebook);
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
        return refuse(draft, place, 6870,
                      "'teller init' asks for the names one by one; readings come after the answer "
                      "to 'conference'",
                      "there is no question of this name", name);
    }
    if (get(draft, name) != NULL) {
        return refuse(draft, place, 6871, "answer each question once", "this was answered before",
                      name);
    }
    if (value[0] == '\0' || !tlri_utf8_shown(value, strlen(value)) ||
        draft->answers == TLRI_DRAFT_ANSWERS_MAX) {
        return refuse(draft, place, 6873, "write the answer after the name, on the same line",
                      "this has no answer that can be read", name);
    }
    struct tlri_draft_answer answer = {tlri_arena_copy(&draft->arena, name, strlen(name)),
                                       tlri_arena_copy(&draft->arena, value, strlen(value))};
    if (answer.name == NULL || answer.value == NULL) {
        return tlri_no_memory(draft->ctx);
    }
    if (tlri_streq(name, "conference")) {
        draft->lost = true;
        TLR_TRY(find_edition(draft, place, value));
        draft->lost = false;
    }
    draft->answer[draft->answers++] = answer;
    return TLR_OK;
}

/* ---- questions ---- */

/* Must it be declared in this election? */
static bool must_declare(const struct tlri_draft *draft, const struct tlri_rule_reading *reading)
{
    const char *close = get(draft, "nominations-close");
    return reading->required &&
           (reading->since == NULL || close == NULL || strcmp(close, reading->since) >= 0);
}

/* What is disputed, and each value with who holds it and how good that source is. */
static void put_reading(const struct tlri_rule_reading *reading, struct tlri_buf *out)
{
    tlri_buf_printf(out, "DISPUTED: %s", reading->about);
    for (size_t i = 0; i < reading->values; i++) {
        const struct tlri_rule_value *value = &reading->value[i];
        tlri_buf_printf(out, "\n    %s: %s", value->name, value->gloss);
        if (value->holds != NULL) {
            tlri_buf_printf(out, " Held by: %s (grade %c).", value->holds, value->grade);
        } else {
            tlri_buf_printf(out, " Nobody known holds it (grade %c).", value->grade);
        }
    }
    if (reading->values == 0) {
        tlri_buf_puts(out, "\n    a number");
    }
}

const char *tlri_draft_question(struct tlri_draft *draft, struct tlri_buf *words)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        if (!questions[i].optional && get(draft, questions[i].name) == NULL) {
            if (words != NULL) {
                tlri_buf_puts(words, questions[i].words);
            }
            return questions[i].name;
        }
    }
    for (size_t i = 0; draft->rulebook != NULL && i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (must_declare(draft, reading) && get(draft, reading->name) == NULL) {
            if (words != NULL) {
                put_reading(reading, words);
            }
            return reading->name;
        }
    }
    return NULL;
}

static tlr_status refuse_unanswered(struct tlri_draft *draft)
{
    tlr_status status = TLR_OK;
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        if (!questions[i].optional && get(draft, questions[i].name) == NULL) {
            tlri_diag(draft->ctx, TLR_ERROR, 6872, NULL, questions[i].words, "answers/ANS-2",
                      "the question '%s' is not answered", questions[i].name);
            status = TLR_E_INPUT;
        }
    }
    for (size_t i = 0; draft->rulebook != NULL && i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (must_declare(draft, reading) && get(draft, reading->name) == NULL) {
            struct tlri_buf words;
            tlri_buf_init(&words, draft->ctx, (size_t)1 << 16);
            put_reading(reading, &words);
            tlri_diag(draft->ctx, TLR_ERROR, 6872, NULL, words.data != NULL ? words.data : "",
                      "answers/ANS-2", "the disputed reading '%s' is not declared", reading->name);
            tlri_buf_drop(&words);
            status = TLR_E_INPUT;
        }
    }
    return status;
}

/* ---- the notice ---- */

/* An answer, or nothing. */
static void put_text(struct tlri_buf *out, const char *text)
{
    if (text != NULL) {
        (void)tlri_xml_escape(text, out); /* the buffer remembers a failure */
    }
}

/* name="value", where it was answered. */
static void put_some(const struct tlri_draft *draft, struct tlri_buf *out, const char *attribute,
                     const char *name)
{
    if (get(draft, name) != NULL) {
        tlri_buf_printf(out, " %s=\"", attribute);
        put_text(out, get(draft, name));
        tlri_buf_puts(out, "\"");
    }
}

static void leaf(struct tlri_buf *out, const char *element, const char *text)
{
    if (text != NULL) {
        tlri_buf_printf(out, "  <%s>", element);
        put_text(out, text);
        tlri_buf_printf(out, "</%s>\n", element);
    }
}

/* A comment may not hold two hyphens in a row. */
static void comment(struct tlri_buf *out, const char *text)
{
    tlri_buf_puts(out, "  <!-- ");
    for (; *text != '\0'; text++) {
        tlri_buf_printf(out, text[0] == '-' && text[1] == '-' ? "- " : "%c", *text);
    }
    tlri_buf_puts(out, " -->\n");
}

static void put_head(const struct tlri_draft *draft, struct tlri_buf *out)
{
    tlri_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<notice xmlns=\"urn:teller:notice:1\"");
    put_some(draft, out, "election", "election");
    tlri_buf_puts(out, " status=\"signed\"");
    put_some(draft, out, "trial", "trial");
    tlri_buf_puts(out, ">\n");
    leaf(out, "clp", get(draft, "clp"));
    leaf(out, "title", get(draft, "title"));
    comment(out, "The edition of the rules is the one that governs this conference.");
    tlri_buf_puts(out, "  <rulebook");
    put_some(draft, out, "conference", "conference");
    tlri_buf_puts(out, "/>\n  <electorate");
    put_some(draft, out, "type", "electorate");
    tlri_buf_puts(out, "/>\n  <timetable");
    put_some(draft, out, "freeze", "freeze");
    put_some(draft, out, "nominations-close", "nominations-close");
    put_some(draft, out, "poll-opens", "poll-opens");
    put_some(draft, out, "poll-closes", "poll-closes");
    put_some(draft, out, "conference-closing", "conference-closing");
    put_some(draft, out, "conference-opens", "conference-opens");
    tlri_buf_puts(out, "/>\n  <membership");
    put_some(draft, out, "as-of", "members-on");
    put_some(draft, out, "individual", "members");
    put_some(draft, out, "women", "women");
    put_some(draft, out, "young", "young");
    tlri_buf_puts(out, ">");
    put_text(out, get(draft, "members-source"));
    tlri_buf_puts(out, "</membership>\n  <last-year");
    tlri_buf_printf(out, " conference=\"%lu\"", strtoul(get(draft, "conference"), NULL, 10) - 1);
    put_some(draft, out, "sent", "last-year");
    put_some(draft, out, "cac-permission", "cac-permission");
    tlri_buf_puts(out, "/>\n");
}

static void put_places(const struct tlri_draft *draft, struct tlri_buf *out, const char *kind,
                       uint32_t entitled, unsigned long resolved)
{
    tlri_buf_printf(out, "  <places kind=\"%s\" entitled=\"%u\" resolved=\"%lu\"", kind, entitled,
                    resolved);
    put_some(draft, out, "minute", "places-minute");
    tlri_buf_puts(out, "/>\n");
}

static tlr_status put_contest(struct tlri_draft *draft, struct tlri_buf *out, const char *kind,
                              const char *title, unsigned long places, uint32_t minimum)
{
    const char *rule_set = get(draft, places > 1 ? "rule-set" : "rule-set-one");
    struct tlri_settings settings; /* only to know that there is such a rule set */
    TLR_TRY(tlri_settings_named(draft->ctx, rule_set, &settings));
    tlri_buf_printf(out, "  <contest id=\"%s\" kind=\"%s\" places=\"%lu\" rule-set=\"%s\">\n", kind,
                    kind, places, rule_set);
    tlri_buf_printf(out, "    <title>%s</title>\n", title);
    if (minimum > 0) {
        tlri_buf_printf(out,
                        "    <category name=\"gender\">\n      <group name=\"women\" "
                        "minimum=\"%u\"/>\n    </category>\n",
                        minimum);
    }
    return tlri_buf_puts(out, "  </contest>\n");
}

static void put_readings(const struct tlri_draft *draft, struct tlri_buf *out)
{
    for (size_t i = 0; i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (get(draft, reading->name) == NULL) {
            continue;
        }
        comment(out, reading->about);
        tlri_buf_printf(out, "  <reading name=\"%s\"", reading->name);
        put_some(draft, out, "value", reading->name);
        put_some(draft, out, "decided-by", "decided-by");
        put_some(draft, out, "decided-on", "decided-on");
        put_some(draft, out, "minute", "decided-minute");
        tlri_buf_puts(out, "/>\n");
    }
}

static void put_key(const struct tlri_draft *draft, struct tlri_buf *out, const char *name,
                    const char *role, const char *answer)
{
    if (get(draft, answer) != NULL) {
        tlri_buf_printf(out, "  <key name=\"%s\" role=\"%s\" kind=\"minisign\">", name, role);
        put_text(out, get(draft, answer));
        tlri_buf_puts(out, "</key>\n");
    }
}

static void put_tail(const struct tlri_draft *draft, struct tlri_buf *out)
{
    const char *ink = yes(draft, "slip-in-ink") ? "yes" : "no";
    put_key(draft, out, "returning-officer", "returning-officer", "key-returning-officer");
    put_key(draft, out, "scrutineer", "scrutineer", "key-scrutineer");
    put_key(draft, out, "teller-a", "teller", "key-teller-a");
    put_key(draft, out, "teller-b", "teller", "key-teller-b");
    comment(out, "Who must sign what, before it is counted.");
    tlri_buf_printf(
        out,
        "  <policy refusal=\"noted\">\n"
        "    <sign file=\"notice\" role=\"returning-officer\" count=\"1\" in-ink=\"no\"/>\n"
        "    <sign file=\"election\" role=\"returning-officer\" count=\"1\" in-ink=\"no\"/>\n"
        "    <sign file=\"batches\" role=\"teller\" count=\"2\" in-ink=\"no\"/>\n"
        "    <sign file=\"close\" role=\"returning-officer\" count=\"1\" in-ink=\"no\"/>\n"
        "    <sign file=\"close\" role=\"scrutineer\" count=\"1\" in-ink=\"%s\"/>\n"
        "    <sign file=\"lots\" role=\"returning-officer\" count=\"1\" in-ink=\"no\"/>\n"
        "    <sign file=\"lots\" role=\"scrutineer\" count=\"1\" in-ink=\"%s\"/>\n"
        "  </policy>\n",
        ink, ink);
    leaf(out, "ruling-body", get(draft, "ruling-body"));
    tlri_buf_puts(out, "  <publication");
    put_some(draft, out, "level", "publish");
    put_some(draft, out, "smallest-batch", "smallest-batch");
    put_some(draft, out, "smallest-contest", "smallest-contest");
    tlri_buf_puts(out, "/>\n  <retention");
    put_some(draft, out, "until", "retain-until");
    tlri_buf_puts(out, "/>\n</notice>\n");
}

/* Places by kind, as the figures and readings give them. */
struct given {
    uint32_t ordinary, woman, youth, minimum;
    unsigned long ordinary_filled, woman_filled, youth_filled;
};

static tlr_status put_contests(struct tlri_draft *draft, const struct given *g,
                               struct tlri_buf *out)
{
    put_places(draft, out, "ordinary", g->ordinary, g->ordinary_filled);
    put_places(draft, out, "woman", g->woman, g->woman_filled);
    put_places(draft, out, "youth", g->youth, g->youth_filled);
    if (g->ordinary_filled > 0) {
        TLR_TRY(put_contest(draft, out, "ordinary", "Ordinary delegates", g->ordinary_filled,
                            g->minimum));
    }
    if (g->woman_filled > 0) {
        TLR_TRY(put_contest(draft, out, "woman", "The additional woman delegate", 1, 0));
    }
    if (g->youth_filled > 0) {
        TLR_TRY(put_contest(draft, out, "youth", "The young delegate", 1, 0));
    }
    tlri_buf_puts(out, "  <fill-order");
    put_some(draft, out, "one-person-one-place", "one-person-one-place");
    tlri_buf_printf(out, ">\n%s%s%s  </fill-order>\n",
                    g->ordinary_filled > 0 ? "    <fill contest=\"ordinary\"/>\n" : "",
                    g->woman_filled > 0 ? "    <fill contest=\"woman\"/>\n" : "",
                    g->youth_filled > 0 ? "    <fill contest=\"youth\"/>\n" : "");
    return out->failed;
}

static tlr_status write_with(struct tlri_draft *draft, const struct given *g, struct tlri_buf *out)
{
    put_head(draft, out);
    TLR_TRY(put_contests(draft, g, out));
    put_readings(draft, out);
    put_tail(draft, out);
    return out->failed;
}

static tlr_status read_back(struct tlri_draft *draft, const struct tlri_buf *text,
                            struct tlri_notice **out)
{
    return tlri_notice_read(draft->ctx, "notice.xml, as drafted", text->data, text->len, out);
}

/* Readings in force by the notice, and what they give. */
static tlr_status resolve(struct tlri_draft *draft, const struct tlri_notice *notice,
                          struct given *g)
{
    struct tlri_entitlement_input figures = tlri_audit_figures(notice);
    struct tlri_readings_request request = {.rulebook = draft->rulebook,
                                            .declared = notice->readings,
                                            .declare = notice->reading,
                                            .nominations_close =
                                                notice->timetable.nominations_close,
                                            .complete = true,
                                            .delegation = true,
                                            .figures = &figures};
    struct tlri_readings readings;
    struct tlri_entitlement entitlement;
    TLR_TRY(tlri_readings_resolve(draft->ctx, &request, &readings));
    bool bounds = tlri_readings_is(&readings, "quota-mechanism", "guard-doom");
    tlr_status status =
        tlri_entitlement_work_out(draft->ctx, &figures, draft->rulebook, &readings, &entitlement);
    tlri_readings_drop(&readings);
    TLR_TRY(status);
    g->ordinary = entitlement.ordinary;
    g->woman = entitlement.woman;
    g->youth = entitlement.youth;
    g->minimum = bounds ? entitlement.women_minimum : 0;
    if (!bounds) {
        tlri_diag(draft->ctx, TLR_WARNING, 6874, NULL,
                  "add its contests or bounds to notice.xml (spec/formats/notice.md)",
                  "answers/ANS-4",
                  "the women's minimum of %u is kept by quota-mechanism=%s, which a contest must "
                  "be written for",
                  entitlement.women_minimum, get(draft, "quota-mechanism"));
    }
    tlri_entitlement_drop(&entitlement);
    return TLR_OK;
}

/* A number of places up to 250; other answers are refused by the notice's own reader. */
static unsigned long places_answered(const struct tlri_draft *draft)
{
    const char *text = get(draft, "ordinary-places");
    if (text == NULL) {
        return 0;
    }
    return strspn(text, "0123456789") == strlen(text) ? strtoul(text, NULL, 10) : 9999;
}

static tlr_status write_checked(struct tlri_draft *draft, struct given *g, struct tlri_buf *out)
{
    struct tlri_notice *notice = NULL;
    struct tlri_buf trial;
    /* A first notice with room for every place, only to have its figures read. */
    tlri_buf_init(&trial, draft->ctx, NOTICE_MAX);
    tlr_status status = write_with(draft, g, &trial);
    status = status == TLR_OK ? read_back(draft, &trial, &notice) : status;
    status = status == TLR_OK ? resolve(draft, notice, g) : status;
    tlri_notice_free(notice);
    tlri_buf_drop(&trial);
    TLR_TRY(status);
    g->woman_filled = g->woman > 0 && yes(draft, "woman-place") ? 1 : 0;
    g->youth_filled = g->youth > 0 && yes(draft, "youth-place") ? 1 : 0;
    TLR_TRY(write_with(draft, g, out));
    notice = NULL;
    TLR_TRY(read_back(draft, out, &notice));
    tlri_notice_free(notice);
    return TLR_OK;
}

tlr_status tlri_draft_notice(struct tlri_draft *draft, struct tlri_buf *out)
{
    TLR_TRY(refuse_unanswered(draft));
    unsigned long resolved = places_answered(draft);
    struct given g = {.ordinary = 250, .ordinary_filled = resolved};
    return write_checked(draft, &g, out);
}

tlr_status tlri_draft_poll(const struct tlri_draft *draft, const struct tlri_buf *notice,
                           struct tlri_buf *out)
{
    struct tlri_digest digest;
    char reading[TLRI_DIGEST_READING];
    tlri_digest_of(notice->data, notice->len, &digest);
    tlri_digest_reading(&digest, reading);
    tlri_buf_printf(out, "NOTICE OF POLL%s\n\n%s\n%s%s\n",
                    yes(draft, "trial") ? " (TRIAL RUN)" : "", get(draft, "clp"),
                    get(draft, "title") != NULL ? get(draft, "title") : "",
                    get(draft, "title") != NULL ? "\n" : "");
    tlri_buf_printf(
        out, "Nominations close   %s\nThe poll opens      %s\nThe poll closes     %s\n\n",
        get(draft, "nominations-close"), get(draft, "poll-opens"), get(draft, "poll-closes"));
    tlri_buf_printf(out,
                    "The rules of this election are in the file notice.xml. Its SHA-256:\n\n"
                    "  %.39s\n  %s\n\nKeep this page. Whoever is given a result later can check "
                    "by these\nfigures that it was made under the rules announced here.\n",
                    reading, reading + 40);
    return out->failed;
}

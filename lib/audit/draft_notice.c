/*
 * audit/draft_notice.c: notice.xml from the answers, and the page that announces the poll in text.
 *
 * What comes out is read back and resolved as a count would resolve it, so that no notice is
 * written which `check` would refuse; every figure that the rules give (places, the women's
 * minimum) is worked out here from the answers, and so cannot contradict them. The notice is
 * commented, since whoever signs it answers for every line: of each disputed reading it says what
 * is disputed and who holds what. Implements spec/formats/answers.md §1.
 */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/draft.h"
#include "io/notice.h"
#include "io/xml_write.h"
#include "rules/settings.h"

enum { NOTICE_MAX = 1 << 20 };

static const char *get(const struct tlri_draft *draft, const char *name)
{
    return tlri_draft_get(draft, name);
}

static bool yes(const struct tlri_draft *draft, const char *name)
{
    const char *value = get(draft, name);
    return value != NULL && tlri_streq(value, "yes");
}

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

/* What is disputed, the values and who holds each, as it was asked. */
static tlr_status comment_reading(const struct tlri_draft *draft,
                                  const struct tlri_rule_reading *reading, struct tlri_buf *out)
{
    struct tlri_buf words;
    tlri_buf_init(&words, draft->ctx, NOTICE_MAX);
    tlri_draft_put_reading(draft->rulebook, reading, &words);
    tlr_status status = words.failed;
    if (status == TLR_OK) {
        comment(out, words.data);
    }
    tlri_buf_drop(&words);
    return status;
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
    tlri_buf_puts(out, "/>\n");
    comment(out, "Who votes, and the days that everybody can rely on.");
    tlri_buf_puts(out, "  <electorate");
    put_some(draft, out, "type", "electorate");
    tlri_buf_puts(out, "/>\n  <timetable");
    put_some(draft, out, "freeze", "freeze");
    put_some(draft, out, "nominations-close", "nominations-close");
    put_some(draft, out, "poll-opens", "poll-opens");
    put_some(draft, out, "poll-closes", "poll-closes");
    put_some(draft, out, "conference-closing", "conference-closing");
    put_some(draft, out, "conference-opens", "conference-opens");
    tlri_buf_puts(out, "/>\n");
    comment(out, "The figures that the number of places is worked out from, and whom the CLP sent "
                 "last year.");
    tlri_buf_puts(out, "  <membership");
    put_some(draft, out, "as-of", "members-on");
    put_some(draft, out, "individual", "members");
    put_some(draft, out, "women", "women");
    put_some(draft, out, "young", "young");
    tlri_buf_puts(out, ">");
    put_text(out, get(draft, "members-source"));
    tlri_buf_puts(out, "</membership>\n  <last-year");
    tlri_buf_printf(out, " conference=\"%lu\"",
                    draft->last_conference != 0 ? (unsigned long)draft->last_conference
                                                : strtoul(get(draft, "conference"), NULL, 10) - 1);
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

static tlr_status put_readings(const struct tlri_draft *draft, struct tlri_buf *out)
{
    comment(out, "The disputed points, what was decided on each, by whom and when.");
    for (size_t i = 0; i < draft->rulebook->readings; i++) {
        const struct tlri_rule_reading *reading = &draft->rulebook->reading[i];
        if (get(draft, reading->name) == NULL) {
            continue;
        }
        TLR_TRY(comment_reading(draft, reading, out));
        tlri_buf_printf(out, "  <reading name=\"%s\"", reading->name);
        put_some(draft, out, "value", reading->name);
        put_some(draft, out, "decided-by", "decided-by");
        put_some(draft, out, "decided-on", "decided-on");
        put_some(draft, out, "minute", "decided-minute");
        tlri_buf_puts(out, "/>\n");
    }
    return out->failed;
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
    comment(out, "Whose signatures count. Only public keys stand here.");
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
    comment(out, "What is published; smaller batches are merged, smaller contests show less.");
    tlri_buf_puts(out, "  <publication");
    put_some(draft, out, "level", "publish");
    put_some(draft, out, "smallest-batch", "smallest-batch");
    put_some(draft, out, "smallest-contest", "smallest-contest");
    tlri_buf_puts(out, "/>\n");
    comment(out, "The papers are kept until this day, longer while somebody complains.");
    tlri_buf_puts(out, "  <retention");
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
    comment(out, "Places: entitled by the rules and the readings below, resolved by the meeting.");
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
    comment(out, "The contests are filled in this order.");
    tlri_buf_puts(out, "  <fill-order");
    put_some(draft, out, "one-person-one-place", "one-person-one-place");
    tlri_buf_printf(out, ">\n%s%s%s  </fill-order>\n",
                    g->ordinary_filled > 0 ? "    <fill contest=\"ordinary\"/>\n" : "",
                    g->woman_filled > 0 ? "    <fill contest=\"woman\"/>\n" : "",
                    g->youth_filled > 0 ? "    <fill contest=\"youth\"/>\n" : "");
    comment(out, "The order of candidates on the paper, which is that of election.xml.");
    tlri_buf_puts(out, "  <ballot-paper");
    put_some(draft, out, "order", "paper-order");
    tlri_buf_puts(out, "/>\n");
    return out->failed;
}

static tlr_status write_with(struct tlri_draft *draft, const struct given *g, struct tlri_buf *out)
{
    put_head(draft, out);
    TLR_TRY(put_contests(draft, g, out));
    TLR_TRY(put_readings(draft, out));
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
    TLR_TRY(tlri_draft_unanswered(draft));
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

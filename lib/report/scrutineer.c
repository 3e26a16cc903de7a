/*
 * report/scrutineer.c: the scrutineer's report, to be completed and signed by hand.
 *
 * The figures that a scrutineer reports on (papers sent out, returned, valid for each candidate,
 * invalid) come from the account and the count; whether the scrutineer is satisfied is for nobody
 * but the scrutineer, so those lines are left blank. Implements spec/formats/scrutineer.md.
 */
#include <string.h>

#include "base/wrap.h"
#include "io/result.h"
#include "report/formats.h"
#include "report/partial.h"
#include "report/stages.h"

enum { NAME_WIDTH = 62, FIGURE_WIDTH = 12 };

struct report {
    tlr_ctx *ctx;
    const struct tlri_case_result *result;
    const struct tlri_result_contest *in;
    struct tlri_buf *out;
};

/* "  name ........  figure", wide names cut. */
static void put_row(struct report *r, const char *name, const char *figure)
{
    size_t bytes = tlri_text_fit(name, NAME_WIDTH);
    size_t width = tlri_text_width(name, bytes);
    tlri_buf_puts(r->out, "  ");
    tlri_buf_add(r->out, name, bytes);
    tlri_buf_puts(r->out, " ");
    for (; width < NAME_WIDTH; width++) {
        tlri_buf_puts(r->out, ".");
    }
    tlri_buf_printf(r->out, " %*s\n", FIGURE_WIDTH, figure);
}

static void put_count(struct report *r, const char *name, uint64_t n)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)n);
    put_row(r, name, text);
}

/* The total of the equation of that name, all channels of the contest and round together. */
static uint64_t account_sum(const struct report *r, const char *total)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < r->result->accounts; i++) {
        const struct tlri_result_account *account = &r->result->account[i];
        if (!tlri_streq(account->contest, r->in->contest->id) || account->round != r->in->round) {
            continue;
        }
        for (size_t k = 0; k < account->equations; k++) {
            bool wanted = tlri_streq(account->equation[k].total.name, total);
            sum += wanted ? account->equation[k].total.value : 0;
        }
    }
    return sum;
}

/* ---- votes and papers ---------------------------------------------------------------------------
 */

static void put_votes(struct report *r)
{
    for (size_t i = 0; i < tlri_transcript_size(r->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(r->in->transcript, i);
        char votes[TLRI_DEC_TEXT];
        if (event->kind == TLRI_EVENT_TALLY && event->stage == 1) {
            tlri_dec_format(event->a, r->in->transcript->decimals, votes);
            put_row(r, r->in->contest->candidate[event->candidate].name, votes);
        }
    }
}

static uint64_t papers_of(const struct report *r, enum tlri_event_kind kind)
{
    uint64_t papers = 0;
    for (size_t i = 0; i < tlri_transcript_size(r->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(r->in->transcript, i);
        papers += event->kind == kind ? event->papers : 0;
    }
    return papers;
}

static void put_invalid(struct report *r)
{
    put_count(r, "Invalid papers", papers_of(r, TLRI_EVENT_REJECTED));
    for (size_t i = 0; i < tlri_transcript_size(r->in->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(r->in->transcript, i);
        if (event->kind == TLRI_EVENT_REJECTED) {
            char line[160];
            const char *text = tlri_reject_text(event->why);
            (void)snprintf(line, sizeof line, "    of these: %s", text != NULL ? text : "?");
            put_count(r, line, event->papers);
        }
    }
}

static void put_elected(struct report *r)
{
    for (size_t i = 0; i < r->in->places; i++) {
        const struct tlri_result_place *place = &r->in->place[i];
        const char *name = place->candidate != TLRI_NONE
                               ? r->in->contest->candidate[place->candidate].name
                               : "(nobody)";
        tlri_buf_printf(r->out, "  Place %u: %s, %s\n", place->number, name,
                        tlri_fill_token(place->fill));
    }
}

static void put_contest(struct report *r)
{
    tlri_buf_printf(r->out, "\n%s", r->in->contest->title);
    if (r->in->round > 1) {
        tlri_buf_printf(r->out, ", round %u", r->in->round);
    }
    tlri_buf_puts(r->out, "\n");
    if (r->in->transcript == NULL) {
        tlri_buf_puts(r->out, "  No ballot: no more candidates stood than places.\n");
        put_elected(r);
        return;
    }
    if (r->in->papers != NULL && tlri_papers_unseen(r->in->papers) != NULL) {
        tlri_wrap(r->out, "  ", 2,
                  "TOTALS ONLY: of some of these papers nobody here saw one; their figures are "
                  "those that the provider of the vote states.");
    }
    put_count(r, "Ballot papers distributed", account_sum(r, "issued"));
    put_count(r, "Ballot papers returned", account_sum(r, "in-box"));
    if (tlri_result_level(r->result, r->in) == TLRI_PUBLISH_RESULT_ONLY) {
        tlri_wrap(r->out, "  ", 2,
                  "Valid papers, votes and invalid papers are kept back: the notice publishes only "
                  "who is elected in this contest. The scrutineer finds them on the sheet that "
                  "teller count prints.");
    } else {
        put_count(r, "Valid papers", papers_of(r, TLRI_EVENT_VALID));
        tlri_buf_puts(r->out, "  Valid votes for each candidate, at the first stage:\n");
        put_votes(r);
        put_invalid(r);
    }
    put_elected(r);
}

/* ---- what the scrutineer says -------------------------------------------------------------------
 */

static void put_statements(struct report *r)
{
    static const char *const statements[] = {
        "that the rules of this election were kept, as far as I could see",
        "that printing, storing, handing out, returning and counting the papers were made as "
        "secure as could reasonably be done, so that unfairness and malpractice had as little "
        "room as could be",
        "that I could do my work without anybody's interference",
        "that the papers counted are those of this election, and that the account above balances",
    };
    tlri_buf_puts(r->out, "\nI am satisfied / not satisfied (strike out what does not hold):\n");
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        tlri_buf_puts(r->out, "\n  [ ] satisfied   [ ] not satisfied\n");
        tlri_wrap(r->out, "      ", 6, statements[i]);
        tlri_buf_puts(r->out, "      If not, why: ____________________________________________\n");
    }
    tlri_buf_puts(r->out, "\nScrutineer, name:  "
                          "______________________________________________\n\n"
                          "Signature:         "
                          "______________________________________________\n\n"
                          "Date and time:     "
                          "______________________________________________\n");
}

static void put_heading(struct report *r, const struct tlri_report_basis *basis)
{
    char reading[TLRI_DIGEST_READING];
    (void)tlri_partial_lines(r->result, r->out);
    if (!r->result->is_signed) {
        tlri_buf_puts(r->out,
                      "UNSIGNED: this election was declared unsigned; nothing was verified.\n");
    }
    if (r->result->trial) {
        tlri_buf_puts(r->out, "TRIAL RUN: not a real election.\n");
    }
    if (r->result->annulled) {
        tlri_buf_puts(r->out, "ANNULLED by a ruling.\n");
    }
    tlri_buf_printf(r->out, "Scrutineer's report\n%s\n", r->result->clp);
    tlri_buf_printf(r->out, "%s (%s)\n", r->result->title != NULL ? r->result->title : "Election",
                    r->result->election);
    tlri_digest_reading(&basis->result, reading);
    tlri_buf_printf(r->out, "\nSHA-256 of the result:\n%s\n", reading);
}

tlr_status tlri_scrutineer_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                                const struct tlri_report_basis *basis, struct tlri_buf *out)
{
    struct report r = {.ctx = ctx, .result = result, .out = out};
    put_heading(&r, basis);
    for (size_t i = 0; i < result->contests; i++) {
        r.in = &result->contest[i];
        put_contest(&r);
    }
    put_statements(&r);
    return out->failed;
}

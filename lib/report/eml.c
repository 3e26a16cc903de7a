/*
 * report/eml.c: OASIS EML 5.0, messages 510 (count) and 520 (result). spec/formats/export.md, 4.
 *
 * EML has no word for a stage of a transferable vote: whole first votes stand in ValidVotes, and
 * every stage in a CountMetric beside them, which is the place that the schema leaves for figures
 * of one's own. Message 520 cannot say that a candidate has no vote; then it says nothing. No date
 * of issue is written, since nothing here knows one: the same result gives the same bytes. Whether
 * both hold against the published schemas is tested outside the repository, which does not hold
 * them.
 */
#include "report/eml.h"

#include <stdio.h>
#include <string.h>

#include "io/result.h"
#include "io/xml_write.h"
#include "report/stages.h"

struct message {
    tlr_ctx *ctx;
    const struct tlri_case_result *result;
    const char *wanted; /* id of the only contest, or NULL */
    struct tlri_xml_writer xml;
    size_t written; /* contests */
};

/* ---- pieces -------------------------------------------------------------------------------------
 */

/* "ordinary", and of a later round "ordinary-round-2". */
static void contest_id(const struct tlri_result_contest *in, char out[160])
{
    if (in->round > 1) {
        (void)snprintf(out, 160, "%.100s-round-%u", in->contest->id, in->round);
    } else {
        (void)snprintf(out, 160, "%.100s", in->contest->id);
    }
}

static void put_identifier(struct message *m, const struct tlri_result_contest *in)
{
    char id[160];
    contest_id(in, id);
    tlri_xml_open(&m->xml, "ContestIdentifier");
    tlri_xml_put(&m->xml, "Id", id);
    tlri_xml_leaf(&m->xml, "ContestName", in->contest->title);
    tlri_xml_close(&m->xml);
}

static void put_qualifier(struct message *m, const struct tlri_result_contest *in)
{
    tlri_xml_open(&m->xml, "CountQualifier");
    tlri_xml_leaf(&m->xml, "Simulation", m->result->trial ? "yes" : "no");
    tlri_xml_leaf(&m->xml, "Final", in->annulled ? "no" : "yes");
    tlri_xml_close(&m->xml);
}

static void put_candidate(struct message *m, const struct tlri_candidate *candidate)
{
    tlri_xml_open(&m->xml, "Candidate");
    tlri_xml_open(&m->xml, "CandidateIdentifier");
    tlri_xml_put(&m->xml, "Id", candidate->id);
    tlri_xml_leaf(&m->xml, "CandidateName", candidate->name);
    tlri_xml_close(&m->xml);
    tlri_xml_close(&m->xml);
}

/* Votes in whole numbers: what is after the point is left to the CountMetric. */
static void whole_votes(const struct tlri_result_contest *in, const struct tlri_event *tally,
                        char out[TLRI_DEC_TEXT])
{
    (void)snprintf(out, TLRI_DEC_TEXT, "0");
    if (tally != NULL) {
        tlri_dec_format(tally->a, in->transcript->decimals, out);
        out[strcspn(out, ".")] = '\0';
    }
}

static void put_metric(struct message *m, const struct tlri_result_contest *in, const char *type,
                       size_t stage, const struct tlri_event *event)
{
    char text[TLRI_DEC_TEXT];
    char id[32];
    if (event == NULL) {
        return;
    }
    (void)snprintf(id, sizeof id, "stage-%zu", stage + 1);
    tlri_dec_format(event->a, in->transcript->decimals, text);
    tlri_xml_open(&m->xml, "CountMetric");
    tlri_xml_put(&m->xml, "Type", type);
    tlri_xml_put(&m->xml, "Id", id);
    tlri_xml_put(&m->xml, "AlgorithmId", in->rule_set);
    tlri_xml_text(&m->xml, text);
    tlri_xml_close(&m->xml);
}

static bool may_show(const struct message *m, const struct tlri_result_contest *in)
{
    return in->transcript != NULL && in->transcript->stages > 0 &&
           tlri_result_level(m->result, in) != TLRI_PUBLISH_RESULT_ONLY;
}

static bool is_wanted(const struct message *m, const struct tlri_result_contest *in)
{
    return m->wanted == NULL || tlri_streq(m->wanted, in->contest->id);
}

/* ---- both messages ------------------------------------------------------------------------------
 */

static void begin(struct message *m, const struct tlri_report_basis *basis, const char *number,
                  struct tlri_buf *out)
{
    char hex[2 * TLRI_SHA256_BYTES + 1];
    char transaction[sizeof hex + 8];
    tlri_digest_hex(&basis->result, hex);
    (void)snprintf(transaction, sizeof transaction, "sha256:%s", hex);
    tlri_xml_begin(&m->xml, m->ctx, out);
    tlri_xml_open(&m->xml, "EML");
    tlri_xml_put(&m->xml, "xmlns", "urn:oasis:names:tc:evs:schema:eml");
    tlri_xml_put(&m->xml, "Id", number);
    tlri_xml_put(&m->xml, "SchemaVersion", "5.0");
    tlri_xml_leaf(&m->xml, "TransactionId", transaction);
}

static void put_event(struct message *m)
{
    const struct tlri_case_result *result = m->result;
    tlri_xml_open(&m->xml, "EventIdentifier");
    tlri_xml_put(&m->xml, "Id", result->election);
    tlri_xml_leaf(&m->xml, "EventName", result->clp);
    tlri_xml_leaf(&m->xml, "EventQualifier",
                  !result->is_signed ? "unsigned: nothing was verified"
                  : result->trial    ? "trial run, not a real election"
                                     : "signed");
    tlri_xml_close(&m->xml);
}

static void put_election(struct message *m)
{
    const struct tlri_case_result *result = m->result;
    tlri_xml_open(&m->xml, "ElectionIdentifier");
    tlri_xml_put(&m->xml, "Id", result->election);
    tlri_xml_leaf(&m->xml, "ElectionName",
                  result->title != NULL ? result->title : result->election);
    tlri_xml_close(&m->xml);
}

static tlr_status nothing_to_write(struct message *m)
{
    tlri_diag(m->ctx, TLR_ERROR, 6987, NULL,
              m->wanted != NULL
                  ? "name another contest, or use --format eml-520, which says who is elected"
                  : "use --format eml-520, which says who is elected",
              NULL,
              m->wanted != NULL ? "there is no contest of that id whose votes may be shown"
                                : "this election has no contest whose votes may be shown");
    return TLR_E_RULES;
}

/* ---- 510: the count -----------------------------------------------------------------------------
 */

static void put_selections(struct message *m, const struct tlri_result_contest *in,
                           const struct tlri_stage_views *views)
{
    for (uint32_t k = 0; k < in->contest->candidates; k++) {
        char votes[TLRI_DEC_TEXT];
        if (views->count == 0 || views->stage[0].tally[k] == NULL) {
            continue;
        }
        whole_votes(in, views->stage[0].tally[k], votes);
        tlri_xml_open(&m->xml, "Selection");
        put_candidate(m, &in->contest->candidate[k]);
        tlri_xml_leaf(&m->xml, "ValidVotes", votes);
        for (size_t s = 0; s < views->count; s++) {
            put_metric(m, in, "votes", s, views->stage[s].tally[k]);
        }
        tlri_xml_close(&m->xml);
    }
}

/* Papers in the box, by the account; all channels of the contest and round together. */
static uint64_t papers_cast(const struct message *m, const struct tlri_result_contest *in)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < m->result->accounts; i++) {
        const struct tlri_result_account *account = &m->result->account[i];
        if (!tlri_streq(account->contest, in->contest->id) || account->round != in->round) {
            continue;
        }
        for (size_t k = 0; k < account->equations; k++) {
            const struct tlri_result_term *total = &account->equation[k].total;
            sum += tlri_streq(total->name, "in-box") ? total->value : 0;
        }
    }
    return sum;
}

static void put_number(struct message *m, const char *name, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    tlri_xml_leaf(&m->xml, name, text);
}

static void put_papers(struct message *m, const struct tlri_result_contest *in)
{
    const struct tlri_transcript *transcript = in->transcript;
    put_number(m, "Cast", papers_cast(m, in));
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_VALID) {
            put_number(m, "TotalCounted", event->papers);
        }
    }
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_REJECTED) {
            char papers[24];
            (void)snprintf(papers, sizeof papers, "%llu", (unsigned long long)event->papers);
            tlri_xml_open(&m->xml, "RejectedVotes");
            tlri_xml_put(&m->xml, "Reason", tlri_reject_text(event->why));
            tlri_xml_put(&m->xml, "ReasonCode", tlri_event_why_token(event));
            tlri_xml_text(&m->xml, papers);
            tlri_xml_close(&m->xml);
        }
    }
}

static tlr_status put_counted(struct message *m, const struct tlri_result_contest *in)
{
    struct tlri_stage_views views;
    TLR_TRY(tlri_stage_views_make(m->ctx, in->contest, in->transcript, &views));
    tlri_xml_open(&m->xml, "Contest");
    put_identifier(m, in);
    put_qualifier(m, in);
    tlri_xml_leaf(&m->xml, "CountingAlgorithm", in->rule_set);
    put_number(m, "NumberOfPositions", in->contest->places);
    tlri_xml_open(&m->xml, "TotalVotes");
    for (size_t s = 0; s < views.count; s++) {
        put_metric(m, in, "quota", s, views.stage[s].quota);
        put_metric(m, in, "non-transferable", s, views.stage[s].nontransferable);
        put_metric(m, in, "rounding", s, views.stage[s].rounding);
    }
    put_selections(m, in, &views);
    put_papers(m, in);
    tlri_xml_close(&m->xml);
    tlri_xml_close(&m->xml);
    tlri_stage_views_drop(&views);
    m->written++;
    return TLR_OK;
}

static tlr_status put_counts(struct message *m)
{
    for (size_t i = 0; i < m->result->contests; i++) {
        const struct tlri_result_contest *in = &m->result->contest[i];
        if (!is_wanted(m, in)) {
            continue;
        }
        if (may_show(m, in)) {
            TLR_TRY(put_counted(m, in));
            continue;
        }
        tlri_diag(m->ctx, TLR_NOTE, 6986, NULL, NULL, "result/RES-8", "contest %s is left out: %s",
                  in->contest->id,
                  in->transcript == NULL || in->transcript->stages == 0
                      ? "nothing was counted in it"
                      : "the notice keeps its votes back");
    }
    return m->written > 0 ? TLR_OK : nothing_to_write(m);
}

tlr_status tlri_eml_count(tlr_ctx *ctx, const struct tlri_case_result *result,
                          const struct tlri_report_basis *basis, const char *contest,
                          struct tlri_buf *out)
{
    struct message m = {.ctx = ctx, .result = result, .wanted = contest};
    begin(&m, basis, "510", out);
    tlri_xml_open(&m.xml, "Count");
    put_event(&m);
    tlri_xml_open(&m.xml, "Election");
    put_election(&m);
    tlri_xml_open(&m.xml, "Contests");
    TLR_TRY(put_counts(&m));
    tlri_xml_close(&m.xml);
    tlri_xml_close(&m.xml);
    tlri_xml_close(&m.xml);
    tlri_xml_close(&m.xml);
    return tlri_xml_end(&m.xml);
}

/* ---- 520: the result ----------------------------------------------------------------------------
 */

/* The number of the place that the candidate fills, or 0. */
static uint32_t place_of(const struct tlri_result_contest *in, uint32_t candidate)
{
    for (size_t i = 0; i < in->places; i++) {
        if (in->place[i].candidate == candidate && !in->annulled) {
            return in->place[i].number;
        }
    }
    return 0;
}

static void put_fate(struct message *m, const struct tlri_result_contest *in, uint32_t k,
                     const struct tlri_event *tally)
{
    char votes[TLRI_DEC_TEXT];
    uint32_t place = place_of(in, k);
    tlri_xml_open(&m->xml, "Selection");
    put_candidate(m, &in->contest->candidate[k]);
    if (tally != NULL) {
        whole_votes(in, tally, votes);
        if (!tlri_streq(votes, "0")) {
            tlri_xml_leaf(&m->xml, "Votes", votes);
        }
    }
    if (place > 0) {
        put_number(m, "Ranking", place);
    }
    tlri_xml_leaf(&m->xml, "Elected", place > 0 ? "yes" : "no");
    tlri_xml_close(&m->xml);
}

/* Of several rounds the last says who fills each place. */
static bool is_last_round(const struct tlri_case_result *result, size_t i)
{
    return i + 1 == result->contests ||
           !tlri_streq(result->contest[i].contest->id, result->contest[i + 1].contest->id);
}

static tlr_status put_contest_result(struct message *m, const struct tlri_result_contest *in)
{
    struct tlri_stage_views views = {0};
    bool shown = may_show(m, in);
    if (shown) {
        TLR_TRY(tlri_stage_views_make(m->ctx, in->contest, in->transcript, &views));
    }
    tlri_xml_open(&m->xml, "Contest");
    tlri_xml_open(&m->xml, "ContestIdentifier");
    tlri_xml_put(&m->xml, "Id", in->contest->id);
    tlri_xml_leaf(&m->xml, "ContestName", in->contest->title);
    tlri_xml_close(&m->xml);
    put_qualifier(m, in);
    for (uint32_t k = 0; k < in->contest->candidates; k++) {
        if (in->contest->candidate[k].standing == TLRI_WITHDRAWN && place_of(in, k) == 0) {
            continue;
        }
        put_fate(m, in, k, shown && views.count > 0 ? views.stage[0].tally[k] : NULL);
    }
    tlri_xml_close(&m->xml);
    if (shown) {
        tlri_stage_views_drop(&views);
    }
    m->written++;
    return TLR_OK;
}

tlr_status tlri_eml_result(tlr_ctx *ctx, const struct tlri_case_result *result,
                           const struct tlri_report_basis *basis, const char *contest,
                           struct tlri_buf *out)
{
    struct message m = {.ctx = ctx, .result = result, .wanted = contest};
    begin(&m, basis, "520", out);
    tlri_xml_open(&m.xml, "Result");
    put_event(&m);
    tlri_xml_open(&m.xml, "Election");
    put_election(&m);
    for (size_t i = 0; i < result->contests; i++) {
        if (is_wanted(&m, &result->contest[i]) && is_last_round(result, i)) {
            TLR_TRY(put_contest_result(&m, &result->contest[i]));
        }
    }
    if (m.written == 0) {
        return nothing_to_write(&m);
    }
    tlri_xml_close(&m.xml);
    tlri_xml_close(&m.xml);
    tlri_xml_close(&m.xml);
    return tlri_xml_end(&m.xml);
}

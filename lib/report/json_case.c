/*
 * report/json_case.c: a whole result as one JSON object, for programs. spec/formats/json.md, 2.
 *
 * The same content as result.xml and in the same order, with the stages in the words of the quick
 * count's JSON. What the notice keeps back is left out here as it is there; digests are 64 hex
 * digits. Built with jansson, which keeps the order of keys.
 */
#include <string.h>

#include "io/result.h"
#include "report/formats.h"
#include "report/json_parts.h"

typedef const struct tlri_case_result *result_ptr;

static json_t *digest(const uint8_t sha256[TLRI_SHA256_BYTES])
{
    char hex[2 * TLRI_SHA256_BYTES + 1];
    tlri_hex(sha256, TLRI_SHA256_BYTES, hex);
    return json_string(hex);
}

/* A candidate's number, from 1 as on the paper, or null. */
static json_t *number_or_null(uint32_t candidate)
{
    return candidate == TLRI_NONE ? json_null() : json_integer((json_int_t)candidate + 1);
}

/* ---- a contest ----------------------------------------------------------------------------------
 */

static json_t *candidates_of(bool *bad, const struct tlri_contest *contest)
{
    static const char *const standing[] = {"standing", "withdrawn", "re-open-nominations"};
    json_t *list = json_array();
    for (uint32_t k = 0; k < contest->candidates; k++) {
        json_t *one = json_object();
        tlri_json_put_number(bad, one, "number", k + 1u);
        tlri_json_put_some(bad, one, "id", contest->candidate[k].id);
        tlri_json_put_some(bad, one, "name", contest->candidate[k].name);
        tlri_json_put_some(bad, one, "standing", standing[contest->candidate[k].standing]);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *bounds_of(bool *bad, const struct tlri_contest *contest)
{
    json_t *list = json_array();
    for (uint32_t g = 0; g < contest->groups; g++) {
        const struct tlri_group *group = &contest->group[g];
        json_t *one = json_object();
        tlri_json_put_some(bad, one, "category", contest->category[group->category]);
        tlri_json_put_some(bad, one, "group", group->name);
        tlri_json_put_number(bad, one, "minimum", group->minimum);
        if (group->maximum != TLRI_NO_MAXIMUM) {
            tlri_json_put_number(bad, one, "maximum", group->maximum);
        }
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *papers_of(bool *bad, const struct tlri_transcript *transcript)
{
    json_t *papers = json_object();
    json_t *rejected = json_object();
    json_t *noted = json_object();
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_VALID) {
            tlri_json_put_number(bad, papers, "valid", event->papers);
        } else if (event->kind == TLRI_EVENT_REJECTED) {
            tlri_json_put_number(bad, rejected, tlri_event_why_token(event), event->papers);
        } else if (event->kind == TLRI_EVENT_NOTED) {
            tlri_json_put_number(bad, noted, tlri_event_why_token(event), event->papers);
        }
    }
    tlri_json_put(bad, papers, "rejected", rejected);
    tlri_json_put(bad, papers, "noted", noted);
    return papers;
}

static json_t *transfers_of(bool *bad, const struct tlri_transcript *transcript,
                            const struct tlri_stage_view *view)
{
    json_t *list = json_array();
    for (size_t i = view->first; i < view->end; i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_TRANSFER) {
            json_t *one = json_object();
            tlri_json_put(bad, one, "from", number_or_null(event->candidate));
            tlri_json_put(bad, one, "to", number_or_null(event->to));
            tlri_json_put(bad, one, "value", tlri_json_amount(event->b, transcript->decimals));
            tlri_json_put_number(bad, one, "papers", event->papers);
            tlri_json_put(bad, one, "votes", tlri_json_amount(event->a, transcript->decimals));
            tlri_json_append(bad, list, one);
        }
    }
    return list;
}

static tlr_status put_count(tlr_ctx *ctx, bool *bad, json_t *to, const struct tlri_contest *contest,
                            const struct tlri_transcript *transcript, enum tlri_publish level)
{
    struct tlri_stage_views views;
    tlri_json_put(bad, to, "papers", papers_of(bad, transcript));
    TLR_TRY(tlri_stage_views_make(ctx, contest, transcript, &views));
    json_t *stages = json_array();
    for (size_t s = 0; s < views.count; s++) {
        json_t *stage = tlri_json_stage(bad, contest, transcript, &views.stage[s]);
        if (level == TLRI_PUBLISH_WITH_TRANSFERS) {
            tlri_json_put(bad, stage, "transfers", transfers_of(bad, transcript, &views.stage[s]));
        }
        tlri_json_append(bad, stages, stage);
    }
    tlri_stage_views_drop(&views);
    tlri_json_put(bad, to, "stages", stages);
    return TLR_OK;
}

static json_t *places_of(bool *bad, const struct tlri_result_contest *in)
{
    json_t *list = json_array();
    for (size_t i = 0; i < in->places; i++) {
        json_t *one = json_object();
        tlri_json_put_number(bad, one, "number", in->place[i].number);
        tlri_json_put_some(bad, one, "fill", tlri_fill_token(in->place[i].fill));
        tlri_json_put(bad, one, "candidate", number_or_null(in->place[i].candidate));
        tlri_json_put_some(bad, one, "clause", in->place[i].clause);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *displaced_of(bool *bad, const struct tlri_result_contest *in, bool votes)
{
    json_t *list = json_array();
    for (size_t i = 0; i < in->displaced; i++) {
        const struct tlri_result_displaced *row = &in->displaced_candidate[i];
        json_t *one = json_object();
        tlri_json_put(bad, one, "candidate", number_or_null(row->candidate));
        if (votes) {
            tlri_json_put(bad, one, "votes",
                          tlri_json_amount(row->votes, in->transcript->decimals));
        }
        tlri_json_put_some(bad, one, "clause", row->clause);
        tlri_json_put_some(bad, one, "reading", row->reading);
        tlri_json_put_some(bad, one, "minute", row->minute);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static tlr_status put_contest(tlr_ctx *ctx, bool *bad, json_t *list, result_ptr result,
                              const struct tlri_result_contest *in)
{
    enum tlri_publish level = tlri_result_level(result, in);
    bool shown = in->transcript != NULL && level != TLRI_PUBLISH_RESULT_ONLY;
    json_t *one = json_object();
    json_t *settings = json_object();
    tlri_json_append(bad, list, one); /* the list owns it, whatever happens */
    tlri_json_put_some(bad, one, "id", in->contest->id);
    tlri_json_put_some(bad, one, "title", in->contest->title);
    tlri_json_put_some(bad, one, "kind", tlri_place_kind_token(in->kind));
    tlri_json_put_number(bad, one, "round", in->round);
    tlri_json_put_some(bad, one, "rules", in->rule_set);
    for (size_t i = 0; i < in->settings; i++) {
        tlri_json_put_some(bad, settings, in->setting[i].name, in->setting[i].value);
    }
    tlri_json_put(bad, one, "settings", settings);
    tlri_json_put_number(bad, one, "seats", in->contest->places);
    tlri_json_put_some(bad, one, "level", tlri_publish_token(level));
    tlri_json_put(bad, one, "candidates", candidates_of(bad, in->contest));
    tlri_json_put(bad, one, "bounds", bounds_of(bad, in->contest));
    tlri_json_put_some(bad, one, "outcome",
                       in->transcript != NULL ? tlri_json_outcome(in->transcript->outcome)
                                              : "unopposed");
    tlri_json_put(bad, one, "places", places_of(bad, in));
    tlri_json_put(bad, one, "displaced", displaced_of(bad, in, shown));
    return shown ? put_count(ctx, bad, one, in->contest, in->transcript, level) : TLR_OK;
}

/* ---- what it rests on ---------------------------------------------------------------------------
 */

static json_t *files_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->files; i++) {
        json_t *one = json_object();
        tlri_json_put_some(bad, one, "kind", result->file[i].kind);
        tlri_json_put_some(bad, one, "id", result->file[i].id);
        tlri_json_put(bad, one, "sha256", digest(result->file[i].sha256));
        tlri_json_append(bad, list, one);
    }
    for (size_t i = 0; i < result->batches; i++) {
        const struct tlri_result_batch *batch = &result->batch[i];
        json_t *one = json_object();
        tlri_json_put_some(bad, one, "kind", "batch");
        tlri_json_put_some(bad, one, "id", batch->id);
        tlri_json_put_some(bad, one, "contest", batch->contest);
        tlri_json_put_number(bad, one, "round", batch->round);
        tlri_json_put_number(bad, one, "revision", batch->revision);
        tlri_json_put_some(bad, one, "channel", batch->channel);
        tlri_json_put_some(bad, one, "seen", batch->totals ? "totals" : NULL);
        tlri_json_put(bad, one, "sha256", digest(batch->sha256));
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *readings_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->readings; i++) {
        const struct tlri_result_reading *from = &result->reading[i];
        char grade[2] = {from->grade, '\0'};
        json_t *one = json_object();
        tlri_json_put_some(bad, one, "name", from->name);
        tlri_json_put_some(bad, one, "value", from->value);
        tlri_json_put(bad, one, "decided-by",
                      from->decided_by != NULL ? json_string(from->decided_by) : json_null());
        tlri_json_put_some(bad, one, "decided-on", from->decided_on);
        tlri_json_put_some(bad, one, "minute", from->minute);
        tlri_json_put_some(bad, one, "ruling", from->ruling);
        tlri_json_put_some(bad, one, "source", from->source);
        tlri_json_put_some(bad, one, "grade", from->grade != 0 ? grade : NULL);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *entitlement_of(bool *bad, const struct tlri_result_entitlement *from)
{
    json_t *one = json_object();
    json_t *steps = json_array();
    tlri_json_put_number(bad, one, "conference", from->conference);
    tlri_json_put_number(bad, one, "ordinary", from->ordinary);
    tlri_json_put_number(bad, one, "woman", from->woman);
    tlri_json_put_number(bad, one, "youth", from->youth);
    tlri_json_put_number(bad, one, "maximum", from->maximum);
    tlri_json_put_number(bad, one, "women-minimum", from->women_minimum);
    for (size_t i = 0; i < from->steps; i++) {
        json_t *step = json_object();
        tlri_json_put_some(bad, step, "clause", from->step[i].clause);
        tlri_json_put_some(bad, step, "text", from->step[i].text);
        tlri_json_append(bad, steps, step);
    }
    tlri_json_put(bad, one, "steps", steps);
    return one;
}

static json_t *account_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->accounts; i++) {
        const struct tlri_result_account *from = &result->account[i];
        json_t *one = json_object();
        tlri_json_put_some(bad, one, "contest", from->contest);
        tlri_json_put_number(bad, one, "round", from->round);
        tlri_json_put_some(bad, one, "channel", from->channel);
        json_t *sums = json_array();
        for (size_t k = 0; k < from->equations; k++) {
            const struct tlri_result_equation *equation = &from->equation[k];
            json_t *sum = json_object();
            json_t *terms = json_object();
            tlri_json_put_number(bad, sum, equation->total.name, equation->total.value);
            for (size_t t = 0; t < equation->terms; t++) {
                tlri_json_put_number(bad, terms, equation->term[t].name, equation->term[t].value);
            }
            tlri_json_put(bad, sum, "of", terms);
            tlri_json_put_some(bad, sum, "variance", equation->variance);
            tlri_json_append(bad, sums, sum);
        }
        tlri_json_put(bad, one, "sums", sums);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *ids_of(bool *bad, const char *const *id, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        tlri_json_append(bad, list, json_string(id[i]));
    }
    return list;
}

static void append_effect(bool *bad, json_t *list, const struct tlri_result_ruling *ruling,
                          const struct tlri_result_effect *from)
{
    json_t *one = json_object();
    tlri_json_put_some(bad, one, "ruling", ruling->number);
    tlri_json_put_some(bad, one, "authority", ruling->authority);
    tlri_json_put_some(bad, one, "minute", ruling->minute);
    tlri_json_put_some(bad, one, "contest", from->contest);
    tlri_json_put(bad, one, "before",
                  from->before_known ? ids_of(bad, from->elected_before, from->before)
                                     : json_null());
    tlri_json_put(bad, one, "after",
                  from->after_known ? ids_of(bad, from->elected_after, from->after) : json_null());
    tlri_json_append(bad, list, one);
}

static json_t *rulings_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->rulings; i++) {
        const struct tlri_result_ruling *ruling = &result->ruling[i];
        for (size_t k = 0; k < ruling->effects; k++) {
            append_effect(bad, list, ruling, &ruling->effect[k]);
        }
    }
    return list;
}

static json_t *change_object(bool *bad, const struct tlri_result_change *change)
{
    const char *const part[][2] = {
        {"change", change->kind},         {"contest", change->contest},
        {"candidate", change->candidate}, {"decision", change->decision},
        {"clause", change->clause},       {"batch", change->batch},
        {"reading", change->reading},     {"value", change->value},
        {"role", change->role},
    };
    json_t *one = json_object();
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        tlri_json_put_some(bad, one, part[i][0], part[i][1]);
    }
    return one;
}

/* What each ruling changes, whatever comes of it. */
static json_t *ruled_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->rulings; i++) {
        const struct tlri_result_ruling *ruling = &result->ruling[i];
        json_t *one = json_object();
        json_t *changes = json_array();
        for (size_t k = 0; k < ruling->changes; k++) {
            tlri_json_append(bad, changes, change_object(bad, &ruling->change[k]));
        }
        tlri_json_put_some(bad, one, "ruling", ruling->number);
        tlri_json_put_some(bad, one, "authority", ruling->authority);
        tlri_json_put_some(bad, one, "minute", ruling->minute);
        tlri_json_put_some(bad, one, "decided", ruling->decided);
        tlri_json_put(bad, one, "changes", changes);
        tlri_json_append(bad, list, one);
    }
    return list;
}

static json_t *acrosses_of(bool *bad, result_ptr result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->acrosses; i++) {
        const struct tlri_result_across *across = &result->across[i];
        json_t *one = json_object();
        json_t *restricted = json_array();
        tlri_json_put_some(bad, one, "name", across->name);
        tlri_json_put_some(bad, one, "group", across->group);
        tlri_json_put(bad, one, "minimum", json_integer(across->minimum));
        tlri_json_put(bad, one, "met", json_boolean(across->missing == 0));
        tlri_json_put(bad, one, "missing", json_integer(across->missing));
        for (size_t k = 0; k < across->contests; k++) {
            if (across->over[k].restricted_to > 0) {
                tlri_json_append(bad, restricted, json_string(across->over[k].contest));
            }
        }
        tlri_json_put(bad, one, "restricted", restricted);
        tlri_json_append(bad, list, one);
    }
    return list;
}

/* [PAR-9] */
static json_t *partial_of(bool *bad, const struct tlri_case_result *result)
{
    json_t *partial = json_object();
    json_t *list = json_array();
    tlri_json_put_some(bad, partial, "says", "not the result: it elects nobody");
    tlri_json_put_number(bad, partial, "papers-counted", result->papers_counted);
    tlri_json_put_number(bad, partial, "papers", result->papers_named);
    for (size_t i = 0; i < result->parts; i++) {
        for (size_t k = 0; k < result->part[i].left_outs; k++) {
            const struct tlri_result_batch *batch = &result->part[i].left_out[k];
            json_t *one = json_object();
            tlri_json_put_some(bad, one, "contest", batch->contest);
            tlri_json_put_number(bad, one, "round", batch->round);
            tlri_json_put_some(bad, one, "id", batch->id);
            tlri_json_put_number(bad, one, "revision", batch->revision);
            tlri_json_put_some(bad, one, "channel", batch->channel);
            tlri_json_put_number(bad, one, "papers", batch->papers);
            tlri_json_put(bad, one, "sha256", digest(batch->sha256));
            tlri_json_append(bad, list, one);
        }
    }
    tlri_json_put(bad, partial, "left-out", list);
    return partial;
}

tlr_status tlri_json_case(tlr_ctx *ctx, const struct tlri_case_result *result,
                          const struct tlri_report_basis *basis, struct tlri_buf *out)
{
    bool bad = false;
    tlr_status status = TLR_OK;
    json_t *root = json_object();
    json_t *contests = json_array();
    if (result->parts > 0) {
        tlri_json_put(&bad, root, "partial", partial_of(&bad, result));
    }
    tlri_json_put_some(&bad, root, "format", "teller/result-json@1");
    tlri_json_put_some(&bad, root, "election", result->election);
    tlri_json_put(&bad, root, "signed", json_boolean(result->is_signed));
    tlri_json_put(&bad, root, "trial", json_boolean(result->trial));
    tlri_json_put(&bad, root, "annulled", json_boolean(result->annulled));
    tlri_json_put_some(&bad, root, "clp", result->clp);
    tlri_json_put_some(&bad, root, "title", result->title);
    tlri_json_put(&bad, root, "result", digest(basis->result.bytes));
    tlri_json_put(&bad, root, "result-in-folder", json_boolean(basis->in_folder));
    tlri_json_put_some(&bad, root, "level", tlri_publish_token(result->publish));
    for (size_t i = 0; i < result->contests && status == TLR_OK; i++) {
        status = put_contest(ctx, &bad, contests, result, &result->contest[i]);
    }
    tlri_json_put(&bad, root, "contests", contests);
    if (result->acrosses > 0) {
        tlri_json_put(&bad, root, "across", acrosses_of(&bad, result));
    }
    tlri_json_put(&bad, root, "files", files_of(&bad, result));
    tlri_json_put(&bad, root, "readings", readings_of(&bad, result));
    if (result->entitlement.stated) {
        tlri_json_put(&bad, root, "entitlement", entitlement_of(&bad, &result->entitlement));
    }
    tlri_json_put(&bad, root, "account", account_of(&bad, result));
    tlri_json_put(&bad, root, "ruled", ruled_of(&bad, result));
    tlri_json_put(&bad, root, "rulings", rulings_of(&bad, result));
    tlri_json_put(&bad, root, "supersedes",
                  result->supersedes_stated ? digest(result->supersedes) : json_null());
    if (status != TLR_OK) {
        json_decref(root);
        return status;
    }
    return tlri_json_write(ctx, root, bad, out);
}

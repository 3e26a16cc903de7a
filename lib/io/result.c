/*
 * io/result.c: result.xml, in the order of spec/formats/result.md.
 *
 * Renders model/case_result.h and decides nothing, with one exception that is its duty: what the
 * notice's publication level and thresholds keep back is left out here, so that no caller can
 * forget it [RES-8]. A contest with too few papers shows the elected and nothing else; the papers
 * of batches that are too small are shown in one sum.
 */
#include "io/result.h"

#include "io/result_count.h"
#include "io/xml_write.h"
#include "trust/digest.h"

#define SETTINGS_TEXT_MAX 65536u
#define STATEMENT_MAX     1000u

typedef const struct tlri_case_result *result_ptr;

/* ---- what it is
 * ------------------------------------------------------------------------------------------ */

/* An element with the text of a buffer, which is dropped. */
static void leaf_of(struct tlri_xml_writer *w, const char *name, struct tlri_buf *text)
{
    if (text->failed == TLR_OK) {
        tlri_xml_leaf(w, name, text->data);
    } else {
        tlri_xml_fail(w, text->failed);
    }
    tlri_buf_drop(text);
}

static void write_re_run(struct tlri_xml_writer *w, const struct tlri_re_run *re_run)
{
    struct tlri_buf line;
    char hex[2 * TLRI_SHA256_BYTES + 1];
    tlri_hex(re_run->result, TLRI_SHA256_BYTES, hex);
    tlri_buf_init(&line, w->ctx, STATEMENT_MAX);
    tlri_buf_printf(&line,
                    "Held again: the count of election %s is void by its result sha256:%s, and "
                    "this election is held in its place.",
                    re_run->election, hex);
    leaf_of(w, "statement", &line);
}

/* [RES-13] */
static void write_partial_statement(struct tlri_xml_writer *w, result_ptr result)
{
    struct tlri_buf line;
    tlri_buf_init(&line, w->ctx, STATEMENT_MAX);
    tlri_buf_printf(&line,
                    "Partial: %llu of %llu papers were counted, and the batches of the others are "
                    "named below. This is not the result of the election, and it elects nobody.",
                    (unsigned long long)result->papers_counted,
                    (unsigned long long)result->papers_named);
    leaf_of(w, "statement", &line);
}

static void write_statements(struct tlri_xml_writer *w, result_ptr result)
{
    if (result->parts > 0) {
        write_partial_statement(w, result);
    }
    if (result->is_signed) {
        tlri_xml_leaf(w, "statement",
                      "Signed: every file counted carries the signatures that the notice's policy "
                      "asks for.");
    } else {
        tlri_xml_leaf(
            w, "statement",
            "Unsigned: this election was declared unsigned; no signature was checked, and "
            "nothing shows who made the files.");
    }
    if (result->trial) {
        tlri_xml_leaf(w, "statement", "Trial: this is a trial run and elects nobody.");
    }
    if (result->re_run != NULL) {
        write_re_run(w, result->re_run);
    }
    for (size_t i = 0; i < result->contests; i++) {
        if (result->contest[i].annulled) {
            tlri_xml_leaf(w, "statement",
                          "Annulled: a ruling annulled the count of a contest, which elects "
                          "nobody.");
            return;
        }
    }
}

static void put_grade(struct tlri_xml_writer *w, char grade)
{
    if (grade != 0) {
        char text[2] = {grade, '\0'};
        tlri_xml_put(w, "grade", text);
    }
}

/* ---- a partial count ---------------------------------------------------------------------------
 */

/* [RES-13] None of these batches is small, so their papers are shown [PAR-3]. */
static void write_parts(struct tlri_xml_writer *w, result_ptr result)
{
    for (size_t i = 0; i < result->parts; i++) {
        const struct tlri_result_part *part = &result->part[i];
        tlri_xml_open(w, "part");
        tlri_xml_put(w, "contest", part->contest);
        tlri_xml_put_number(w, "round", part->round);
        tlri_xml_put_number(w, "counted", part->counted);
        tlri_xml_put_number(w, "papers", part->papers);
        for (size_t k = 0; k < part->left_outs; k++) {
            const struct tlri_result_batch *batch = &part->left_out[k];
            tlri_xml_open(w, "left-out");
            tlri_xml_put(w, "id", batch->id);
            tlri_xml_put_number(w, "revision", batch->revision);
            tlri_xml_put(w, "channel", batch->channel);
            tlri_xml_put_number(w, "papers", batch->papers);
            tlri_xml_put_digest(w, "digest", batch->sha256);
            tlri_xml_close(w);
        }
        tlri_xml_close(w);
    }
}

/* ---- rule sets
 * ------------------------------------------------------------------------------------------- */

tlr_status tlri_result_settings_text(const struct tlri_result_setting *setting, size_t settings,
                                     struct tlri_buf *out)
{
    TLR_TRY(tlri_buf_puts(out, "teller/settings@1\n"));
    for (size_t i = 0; i < settings; i++) {
        TLR_TRY(tlri_buf_printf(out, "%s=%s\n", setting[i].name, setting[i].value));
    }
    return TLR_OK;
}

static void put_settings_digest(struct tlri_xml_writer *w,
                                const struct tlri_result_contest *contest)
{
    struct tlri_buf text;
    tlri_buf_init(&text, w->ctx, SETTINGS_TEXT_MAX);
    tlr_status status = tlri_result_settings_text(contest->setting, contest->settings, &text);
    if (status == TLR_OK) {
        struct tlri_digest digest;
        tlri_digest_of(text.data, text.len, &digest);
        tlri_xml_put_digest(w, "settings", digest.bytes);
    } else {
        tlri_xml_fail(w, status);
    }
    tlri_buf_drop(&text);
}

static void write_rule_set(struct tlri_xml_writer *w, const struct tlri_result_contest *contest)
{
    tlri_xml_open(w, "rule-set");
    tlri_xml_put(w, "contest", contest->contest->id);
    tlri_xml_put_number(w, "round", contest->round);
    tlri_xml_put(w, "name", contest->rule_set);
    put_settings_digest(w, contest);
    for (size_t i = 0; i < contest->settings; i++) {
        tlri_xml_open(w, "setting");
        tlri_xml_put(w, "name", contest->setting[i].name);
        tlri_xml_put(w, "value", contest->setting[i].value);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

static void write_rule_sets(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "rule-sets");
    for (size_t i = 0; i < result->contests; i++) {
        write_rule_set(w, &result->contest[i]);
    }
    tlri_xml_close(w);
}

/* ---- files and batches
 * ----------------------------------------------------------------------------------- */

/* The threshold, raised until the sum itself is no smaller, since the sum of one small batch would
 * be its own number. */
uint64_t tlri_result_merged_below(const struct tlri_result_batch *batch, size_t batches,
                                  uint32_t smallest)
{
    uint64_t below = smallest;
    for (;;) {
        uint64_t merged = 0, next = UINT64_MAX;
        for (size_t i = 0; i < batches; i++) {
            uint64_t papers = batch[i].papers;
            if (papers < below) {
                merged += papers;
            } else if (papers < next) {
                next = papers;
            }
        }
        if (merged == 0 || merged >= smallest || next == UINT64_MAX) {
            return below;
        }
        below = next + 1;
    }
}

static void write_batch(struct tlri_xml_writer *w, const struct tlri_result_batch *batch,
                        bool show_papers)
{
    tlri_xml_open(w, "batch");
    tlri_xml_put(w, "contest", batch->contest);
    tlri_xml_put_number(w, "round", batch->round);
    tlri_xml_put(w, "id", batch->id);
    tlri_xml_put_number(w, "revision", batch->revision);
    tlri_xml_put(w, "channel", batch->channel);
    tlri_xml_put_some(w, "seen", batch->totals ? "totals" : NULL);
    if (show_papers) {
        tlri_xml_put_number(w, "papers", batch->papers);
    }
    tlri_xml_put_digest(w, "digest", batch->sha256);
    tlri_xml_close(w);
}

/* The batches first..past, which are all of one contest and round. */
static void write_batches_of(struct tlri_xml_writer *w, result_ptr result, size_t first,
                             size_t past)
{
    uint64_t below =
        tlri_result_merged_below(&result->batch[first], past - first, result->smallest_batch);
    uint64_t papers = 0;
    size_t merged = 0;
    for (size_t i = first; i < past; i++) {
        bool small = result->batch[i].papers < below;
        write_batch(w, &result->batch[i], !small);
        merged += small ? 1 : 0;
        papers += small ? result->batch[i].papers : 0;
    }
    if (merged > 0) {
        tlri_xml_open(w, "small-batches");
        tlri_xml_put(w, "contest", result->batch[first].contest);
        tlri_xml_put_number(w, "round", result->batch[first].round);
        tlri_xml_put_number(w, "batches", merged);
        tlri_xml_put_number(w, "papers", papers);
        tlri_xml_close(w);
    }
}

static void write_files(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "files");
    for (size_t i = 0; i < result->files; i++) {
        tlri_xml_open(w, "file");
        tlri_xml_put(w, "kind", result->file[i].kind);
        tlri_xml_put_some(w, "id", result->file[i].id);
        tlri_xml_put_digest(w, "digest", result->file[i].sha256);
        tlri_xml_close(w);
    }
    size_t first = 0;
    while (first < result->batches) {
        size_t past = first + 1;
        while (past < result->batches &&
               tlri_batch_same_round(&result->batch[first], &result->batch[past])) {
            past++;
        }
        write_batches_of(w, result, first, past);
        first = past;
    }
    tlri_xml_close(w);
}

/* ---- policy, readings, figures
 * ----------------------------------------------------------------------------- */

static void write_policy(struct tlri_xml_writer *w, result_ptr result)
{
    if (result->policies == 0) {
        return;
    }
    tlri_xml_open(w, "policy");
    tlri_xml_put_yes(w, "met", true);
    for (size_t i = 0; i < result->policies; i++) {
        const struct tlri_result_policy *line = &result->policy[i];
        tlri_xml_open(w, "sign");
        tlri_xml_put(w, "file", line->file);
        tlri_xml_put(w, "role", line->role);
        tlri_xml_put_number(w, "count", line->count);
        tlri_xml_put_yes(w, "in-ink", line->in_ink);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

static void write_reading(struct tlri_xml_writer *w, const struct tlri_result_reading *reading)
{
    tlri_xml_open(w, "reading");
    tlri_xml_put(w, "name", reading->name);
    tlri_xml_put(w, "value", reading->value);
    tlri_xml_put(w, "decided-by", reading->decided_by == NULL ? "nobody" : reading->decided_by);
    tlri_xml_put_some(w, "decided-on", reading->decided_on);
    tlri_xml_put_some(w, "minute", reading->minute);
    tlri_xml_put_some(w, "ruling", reading->ruling);
    tlri_xml_put_some(w, "source", reading->source);
    put_grade(w, reading->grade);
    tlri_xml_close(w);
}

static void write_figure(struct tlri_xml_writer *w, const struct tlri_result_figure *figure)
{
    tlri_xml_open(w, "figure");
    tlri_xml_put(w, "name", figure->name);
    tlri_xml_put_number(w, "value", figure->value);
    tlri_xml_put(w, "unit", figure->unit);
    tlri_xml_put(w, "clause", figure->clause);
    tlri_xml_put(w, "source", figure->source);
    put_grade(w, figure->grade);
    tlri_xml_put_yes(w, "checked", figure->checked);
    tlri_xml_close(w);
}

static void write_readings(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "readings");
    for (size_t i = 0; i < result->readings; i++) {
        write_reading(w, &result->reading[i]);
    }
    for (size_t i = 0; i < result->figures; i++) {
        write_figure(w, &result->figure[i]);
    }
    tlri_xml_close(w);
}

/* ---- entitlement, eligibility
 * --------------------------------------------------------------------------------- */

static void write_entitlement(struct tlri_xml_writer *w, result_ptr result)
{
    const struct tlri_result_entitlement *entitlement = &result->entitlement;
    if (!entitlement->stated) {
        return;
    }
    tlri_xml_open(w, "entitlement");
    tlri_xml_put_number(w, "conference", entitlement->conference);
    tlri_xml_put_number(w, "ordinary", entitlement->ordinary);
    tlri_xml_put_number(w, "woman", entitlement->woman);
    tlri_xml_put_number(w, "youth", entitlement->youth);
    tlri_xml_put_number(w, "maximum", entitlement->maximum);
    tlri_xml_put_number(w, "women-minimum", entitlement->women_minimum);
    for (size_t i = 0; i < entitlement->steps; i++) {
        const struct tlri_result_step *step = &entitlement->step[i];
        tlri_xml_open(w, "step");
        tlri_xml_put_number(w, "number", i + 1);
        tlri_xml_put(w, "clause", step->clause);
        tlri_xml_put_some(w, "source", step->source);
        put_grade(w, step->grade);
        tlri_xml_text(w, step->text);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

static void write_eligibility(struct tlri_xml_writer *w, result_ptr result)
{
    if (result->eligibilities == 0) {
        return;
    }
    tlri_xml_open(w, "eligibility");
    for (size_t i = 0; i < result->eligibilities; i++) {
        const struct tlri_result_eligibility *decision = &result->eligibility[i];
        tlri_xml_open(w, "decision");
        tlri_xml_put(w, "contest", decision->contest);
        tlri_xml_put(w, "candidate", decision->candidate);
        tlri_xml_put(w, "decision", decision->decision);
        tlri_xml_put_some(w, "clause", decision->clause);
        tlri_xml_put_some(w, "ruling", decision->ruling);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

/* ---- account
 * ----------------------------------------------------------------------------------------------------
 */

static void write_term(struct tlri_xml_writer *w, const char *name,
                       const struct tlri_result_term *term)
{
    tlri_xml_open(w, name);
    tlri_xml_put(w, "name", term->name);
    tlri_xml_put_number(w, "papers", term->value);
    tlri_xml_close(w);
}

static void write_equation(struct tlri_xml_writer *w, size_t number,
                           const struct tlri_result_equation *equation)
{
    tlri_xml_open(w, "equation");
    tlri_xml_put_number(w, "number", number);
    tlri_xml_put_some(w, "variance", equation->variance);
    write_term(w, "total", &equation->total);
    for (size_t i = 0; i < equation->terms; i++) {
        write_term(w, "term", &equation->term[i]);
    }
    tlri_xml_close(w);
}

static void write_account(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "account");
    for (size_t i = 0; i < result->accounts; i++) {
        const struct tlri_result_account *account = &result->account[i];
        tlri_xml_open(w, "papers-of");
        tlri_xml_put(w, "contest", account->contest);
        tlri_xml_put_number(w, "round", account->round);
        tlri_xml_put(w, "channel", account->channel);
        for (size_t j = 0; j < account->equations; j++) {
            write_equation(w, j + 1, &account->equation[j]);
        }
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

enum tlri_publish tlri_result_level(const struct tlri_case_result *result,
                                    const struct tlri_result_contest *contest)
{
    bool small = tlri_result_papers(contest) < result->smallest_contest;
    return small ? TLRI_PUBLISH_RESULT_ONLY : result->publish;
}

/* Is every count of the contest of that id shown with its stages? */
static bool stages_shown(result_ptr result, const char *id)
{
    for (size_t i = 0; i < result->contests; i++) {
        if (tlri_streq(result->contest[i].contest->id, id) &&
            tlri_result_level(result, &result->contest[i]) == TLRI_PUBLISH_RESULT_ONLY) {
            return false;
        }
    }
    return true;
}

static void write_adjudications(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "adjudications");
    for (size_t i = 0; i < result->adjudications; i++) {
        const struct tlri_result_adjudication *line = &result->adjudication[i];
        if (!stages_shown(result, line->contest)) {
            continue;
        }
        tlri_xml_open(w, "decided");
        tlri_xml_put(w, "contest", line->contest);
        tlri_xml_put(w, "code", line->code);
        tlri_xml_put_number(w, "papers", line->papers);
        tlri_xml_put_number(w, "objected", line->objected);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

/* ---- contests
 * ------------------------------------------------------------------------------------------------------
 */

static void put_person(struct tlri_xml_writer *w, const struct tlri_contest *contest,
                       uint32_t candidate)
{
    if (candidate == TLRI_NONE) {
        return;
    }
    if (candidate >= contest->candidates) {
        tlri_xml_fault(w, "a place names a candidate there is");
        return;
    }
    tlri_xml_put(w, "candidate", contest->candidate[candidate].id);
}

static void write_places(struct tlri_xml_writer *w, const struct tlri_result_contest *contest)
{
    for (size_t i = 0; i < contest->places; i++) {
        const struct tlri_result_place *place = &contest->place[i];
        tlri_xml_open(w, "place");
        tlri_xml_put_number(w, "number", place->number);
        tlri_xml_put(w, "fill", tlri_fill_token(place->fill));
        put_person(w, contest->contest, place->candidate);
        tlri_xml_put_some(w, "clause", place->clause);
        tlri_xml_close(w);
    }
}

static void write_displaced(struct tlri_xml_writer *w, const struct tlri_result_contest *contest,
                            enum tlri_publish level)
{
    for (size_t i = 0; i < contest->displaced; i++) {
        const struct tlri_result_displaced *displaced = &contest->displaced_candidate[i];
        tlri_xml_open(w, "displaced");
        put_person(w, contest->contest, displaced->candidate);
        if (level != TLRI_PUBLISH_RESULT_ONLY && contest->transcript != NULL) {
            tlri_xml_put_votes(w, "votes", displaced->votes, contest->transcript->decimals);
        }
        tlri_xml_put_some(w, "clause", displaced->clause);
        tlri_xml_put_some(w, "reading", displaced->reading);
        tlri_xml_put_some(w, "minute", displaced->minute);
        tlri_xml_close(w);
    }
}

static void write_contests(struct tlri_xml_writer *w, result_ptr result)
{
    for (size_t i = 0; i < result->contests; i++) {
        const struct tlri_result_contest *contest = &result->contest[i];
        enum tlri_publish level = tlri_result_level(result, contest);
        tlri_xml_open(w, "contest");
        tlri_result_put_contest(w, contest);
        tlri_xml_put(w, "level", tlri_publish_token(level));
        tlri_result_write_candidates(w, contest);
        tlri_result_write_count(w, contest, level);
        write_places(w, contest);
        write_displaced(w, contest, level);
        tlri_xml_close(w);
    }
}

/* ---- what came after
 * -------------------------------------------------------------------------------------------------
 */

static void write_acrosses(struct tlri_xml_writer *w, result_ptr result)
{
    for (size_t i = 0; i < result->acrosses; i++) {
        const struct tlri_result_across *across = &result->across[i];
        tlri_xml_open(w, "across");
        tlri_xml_put(w, "name", across->name);
        tlri_xml_put(w, "group", across->group);
        tlri_xml_put_number(w, "minimum", across->minimum);
        tlri_xml_put(w, "treatment", across->in_order ? "in-order" : "afterwards");
        tlri_xml_put_yes(w, "met", across->missing == 0);
        if (across->missing > 0) {
            tlri_xml_put_number(w, "missing", across->missing);
        }
        for (size_t k = 0; k < across->contests; k++) {
            tlri_xml_open(w, "over");
            tlri_xml_put(w, "contest", across->over[k].contest);
            if (across->over[k].restricted_to > 0) {
                tlri_xml_put_number(w, "restricted-to", across->over[k].restricted_to);
                tlri_xml_put(w, "clause", "across/ACR-3");
            }
            tlri_xml_close(w);
        }
        tlri_xml_close(w);
    }
}

static void write_names(struct tlri_xml_writer *w, const char *name, const char *const *ids,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        tlri_xml_open(w, name);
        tlri_xml_put(w, "candidate", ids[i]);
        tlri_xml_close(w);
    }
}

static void write_change(struct tlri_xml_writer *w, const struct tlri_result_change *change)
{
    tlri_xml_open(w, "change");
    tlri_xml_put(w, "kind", change->kind);
    tlri_xml_put_some(w, "contest", change->contest);
    tlri_xml_put_some(w, "candidate", change->candidate);
    tlri_xml_put_some(w, "decision", change->decision);
    tlri_xml_put_some(w, "clause", change->clause);
    tlri_xml_put_some(w, "batch", change->batch);
    tlri_xml_put_some(w, "reading", change->reading);
    tlri_xml_put_some(w, "value", change->value);
    tlri_xml_put_some(w, "role", change->role);
    tlri_xml_close(w);
}

static void write_effect(struct tlri_xml_writer *w, const struct tlri_result_effect *effect)
{
    tlri_xml_open(w, "effect");
    tlri_xml_put(w, "contest", effect->contest);
    tlri_xml_put_yes(w, "before-known", effect->before_known);
    tlri_xml_put_yes(w, "after-known", effect->after_known);
    write_names(w, "before", effect->elected_before, effect->before);
    write_names(w, "after", effect->elected_after, effect->after);
    tlri_xml_close(w);
}

static void write_rulings(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "rulings");
    for (size_t i = 0; i < result->rulings; i++) {
        const struct tlri_result_ruling *ruling = &result->ruling[i];
        tlri_xml_open(w, "ruling");
        tlri_xml_put(w, "number", ruling->number);
        tlri_xml_put(w, "authority", ruling->authority);
        tlri_xml_put(w, "minute", ruling->minute);
        tlri_xml_put(w, "decided", ruling->decided);
        for (size_t k = 0; k < ruling->changes; k++) {
            write_change(w, &ruling->change[k]);
        }
        for (size_t k = 0; k < ruling->effects; k++) {
            write_effect(w, &ruling->effect[k]);
        }
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
    if (result->supersedes_stated) {
        tlri_xml_open(w, "supersedes");
        tlri_xml_put_digest(w, "digest", result->supersedes);
        tlri_xml_close(w);
    }
}

static void write_checks(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_open(w, "checks");
    for (size_t i = 0; i < result->checks; i++) {
        tlri_xml_open(w, "passed");
        tlri_xml_put_number(w, "number", i + 1);
        tlri_xml_put_some(w, "clause", result->check[i].clause);
        tlri_xml_text(w, result->check[i].text);
        tlri_xml_close(w);
    }
    tlri_xml_close(w);
}

static void put_head(struct tlri_xml_writer *w, result_ptr result)
{
    tlri_xml_put(w, "xmlns", "urn:teller:result:1");
    tlri_xml_put(w, "version", "1");
    tlri_xml_put_some(w, "partial", result->parts > 0 ? "yes" : NULL);
    tlri_xml_put(w, "election", result->election);
    tlri_xml_put_yes(w, "signed", result->is_signed);
    tlri_xml_put_yes(w, "trial", result->trial);
    tlri_xml_put(w, "level", tlri_publish_token(result->publish));
    tlri_xml_put_number(w, "smallest-batch", result->smallest_batch);
    tlri_xml_put_number(w, "smallest-contest", result->smallest_contest);
}

tlr_status tlri_result_write(tlr_ctx *ctx, const struct tlri_case_result *result,
                             struct tlri_buf *out)
{
    struct tlri_xml_writer writer;
    struct tlri_xml_writer *w = &writer;
    tlri_xml_begin(w, ctx, out);
    tlri_xml_open(w, "result");
    put_head(w, result);
    write_statements(w, result);
    tlri_xml_leaf(w, "clp", result->clp);
    if (result->title != NULL) {
        tlri_xml_leaf(w, "title", result->title);
    }
    write_parts(w, result);
    write_rule_sets(w, result);
    write_files(w, result);
    write_policy(w, result);
    write_readings(w, result);
    write_entitlement(w, result);
    write_eligibility(w, result);
    write_account(w, result);
    write_adjudications(w, result);
    write_contests(w, result);
    write_acrosses(w, result);
    write_rulings(w, result);
    write_checks(w, result);
    tlri_xml_close(w);
    return tlri_xml_end(w);
}

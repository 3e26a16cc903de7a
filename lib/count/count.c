/*
 * count/count.c: one contest counted: papers, start, method, end.
 *
 * THE TABLE of methods stands here: adding one is a row, a file, and a page in spec/rules/. A count
 * goes through four doors: the contest and its settings are looked at; the papers are interpreted
 * (spec/rules/marks.md); the bounds are tried at the start (constraints.md); the method runs. What
 * comes out is always a whole transcript: a lot that is needed is an outcome like any other. Order
 * of events: spec/formats/transcript.md §2. Nothing here knows how any method counts.
 */
#include "count/count.h"

#include <string.h>

#include "count/bounds.h"
#include "count/emit.h"
#include "count/methods.h"
#include "count/state.h"

struct method {
    tlr_status (*run)(struct tlri_count *count);
    bool crosses;  /* papers of crosses, not of preferences */
    bool decimals; /* amounts have the decimals of the settings; otherwise they are whole */
    bool one_place;
    struct tlri_page page;
};

#define STV_PAGE(end)                                                                              \
    {                                                                                              \
        end, "stv/STV-9", "stv/STV-7"                                                              \
    }

static const struct method methods[TLRI_METHOD_COUNT] = {
    [TLRI_METHOD_PLURALITY] = {tlri_count_plurality,
                               true,
                               false,
                               false,
                               {"plurality/PLU-5", "plurality/PLU-6", "plurality/PLU-5"}},
    [TLRI_METHOD_AV] = {tlri_count_av, false, false, true, {"av/AV-4", "av/AV-10", "av/AV-12"}},
    [TLRI_METHOD_SUCCESSIVE] = {tlri_count_successive,
                                false,
                                false,
                                false,
                                {"av-successive/SUC-5", "av-successive/SUC-7", "av/AV-12"}},
    [TLRI_METHOD_ELIMINATING] = {tlri_count_eliminating,
                                 true,
                                 false,
                                 false,
                                 {"eliminating/ELI-3", "plurality/PLU-6", "eliminating/ELI-7"}},
    [TLRI_METHOD_ERS97] = {tlri_count_ers97, false, true, false, STV_PAGE("ers97/ERS-5.1")},
    [TLRI_METHOD_SCOTTISH] = {tlri_count_scottish, false, true, false, STV_PAGE("scottish/SCO-52")},
    [TLRI_METHOD_NIRELAND] = {tlri_count_nireland, false, true, false,
                              STV_PAGE("n-ireland/NIR-52")},
    [TLRI_METHOD_WIGM] = {tlri_count_wigm, false, true, false, STV_PAGE("wigm/WIG-D.3")},
    [TLRI_METHOD_MEEK] = {tlri_count_meek, false, true, false, STV_PAGE("meek/MEK-11")},
    [TLRI_METHOD_GREGORY] = {tlri_count_gregory, false, true, false, STV_PAGE("stv/STV-3")},
};

/* ---- do the contest, its settings and its papers fit? -------------------------------------------
 */

static tlr_status refuse(tlr_ctx *ctx, uint32_t code, const char *what, const char *hint)
{
    tlri_diag(ctx, TLR_ERROR, code, NULL, hint, NULL, "%s", what);
    return TLR_E_RULES;
}

static tlr_status check_contest(tlr_ctx *ctx, const struct tlri_contest *contest,
                                const struct tlri_papers *papers)
{
    if (contest->places == 0 || contest->places > TLRI_CANDIDATES_MAX || contest->candidates == 0 ||
        contest->candidates > TLRI_CANDIDATES_MAX || contest->groups > TLRI_GROUPS_MAX ||
        contest->categories > TLRI_CATEGORIES_MAX) {
        return refuse(ctx, 4009,
                      "a contest has 1 to 250 places, 1 to 250 candidates, at most 64 "
                      "groups and 8 categories",
                      NULL);
    }
    if (papers->candidates != contest->candidates) {
        return refuse(ctx, 4001, "the papers have another number of candidates than the contest",
                      "Count them with the election file that they were printed from.");
    }
    return TLR_OK;
}

/* A predetermined order names every candidate once. */
static tlr_status check_tie_order(tlr_ctx *ctx, const struct tlri_contest *contest)
{
    bool named[TLRI_CANDIDATES_MAX] = {false};
    bool holds = contest->tie_order_size == 0 || contest->tie_order_size == contest->candidates;
    for (uint32_t i = 0; i < contest->tie_order_size && holds; i++) {
        uint32_t candidate = contest->tie_order[i];
        holds = candidate < contest->candidates && !named[candidate];
        if (holds) {
            named[candidate] = true;
        }
    }
    return holds ? TLR_OK
                 : refuse(ctx, 4008, "the predetermined order does not name every candidate once",
                          "Write down the whole order as it was drawn.");
}

static bool may_share(const struct tlri_settings *settings)
{
    return settings->method == TLRI_METHOD_MEEK ||
           (settings->method == TLRI_METHOD_GREGORY && settings->arithmetic == TLRI_ARITH_EXACT &&
            settings->surplus_method == TLRI_SURPLUS_WEIGHTED);
}

static tlr_status check_settings(tlr_ctx *ctx, const struct tlri_contest *contest,
                                 const struct tlri_settings *settings)
{
    if ((unsigned)settings->method >= TLRI_METHOD_COUNT || settings->decimals > TLRI_DECIMALS_MAX) {
        return refuse(ctx, 4010, "the settings of the count are not those of a rule set", NULL);
    }
    const struct method *method = &methods[settings->method];
    if (method->one_place && contest->places != 1) {
        return refuse(ctx, 4002, "the rule set fills one place, and the contest has several",
                      "Use av-successive, block or a transferable vote.");
    }
    if (!method->crosses && settings->repeated == TLRI_REPEATED_SHARE && !may_share(settings)) {
        return refuse(ctx, 4003, "equal preferences cannot be shared under this rule set",
                      "Set repeated-number to stop, invalid or skip.");
    }
    if (settings->minimum_order == TLRI_MINIMUM_EVERY_SECOND &&
        settings->method != TLRI_METHOD_PLURALITY && settings->method != TLRI_METHOD_SUCCESSIVE) {
        return refuse(ctx, 4011,
                      "every second place can be kept for a group only where places are filled "
                      "one after another",
                      "Set minimum-order to guard.");
    }
    return TLR_OK;
}

/* ---- the end -----------------------------------------------------------------------------------
 */

/* The clause by which the places that the count left empty are so (spec/rules/README.md). */
static const char *rest_clause(const struct tlri_count *count)
{
    if (count->rest == TLRI_EMPTY_REFERRED || count->rest == TLRI_EMPTY_RERUN) {
        return "ties/TIE-6";
    }
    return count->rest == TLRI_EMPTY_REOPEN ? count->page->reopen : count->page->no_votes;
}

static tlr_status say_empty(struct tlri_count *count, uint32_t *place, uint32_t places,
                            enum tlri_empty why, const char *clause)
{
    for (uint32_t i = 0; i < places; i++) {
        (*place)++;
        TLR_TRY(tlri_emit_place_empty(count, TLRI_NONE, *place, why, clause));
    }
    return TLR_OK;
}

/* First the places that the count left empty, then those for want of candidates, then those for a
 * bound. */
static tlr_status close_count(struct tlri_count *count)
{
    uint32_t place = count->filled;
    TLR_TRY(say_empty(count, &place, tlri_count_left(count), count->rest, rest_clause(count)));
    TLR_TRY(say_empty(count, &place, count->empty_few, TLRI_EMPTY_TOO_FEW, "constraints/CON-4"));
    TLR_TRY(say_empty(count, &place, count->empty - count->empty_few, count->bounds_why,
                      "constraints/CON-4"));
    uint32_t elected = (uint32_t)count->out->elected.count;
    return tlri_emit_closed(count, elected, count->contest->places - elected, "transcript/TRA-5");
}

static tlr_status run_method(struct tlri_count *count, const struct method *method)
{
    TLR_TRY(tlri_bounds_start(count));
    /* Without a place that a candidate can fill there is nothing to count. */
    return count->places == 0 ? TLR_OK : method->run(count);
}

static tlr_status run(struct tlri_count *count, const struct tlri_papers *papers)
{
    const struct method *method = &methods[count->settings->method];
    count->page = &method->page;
    TLR_TRY(tlri_interpret(count->ctx, count->contest, count->settings, papers, method->crosses,
                           count->out, &count->ballots));
    if (!tlri_dec_times(tlri_dec_unit(count->out->decimals), count->ballots.votes,
                        &count->valid_vote)) {
        return tlri_count_overflow(count);
    }
    tlr_status status = run_method(count, method);
    if (status != TLR_OK && status != TLR_E_DECISION) {
        return status;
    }
    count->out->outcome = count->outcome;
    return count->outcome == TLRI_OUTCOME_DONE ? close_count(count) : TLR_OK;
}

static tlr_status checked(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers)
{
    TLR_TRY(check_contest(ctx, contest, papers));
    TLR_TRY(check_tie_order(ctx, contest));
    return check_settings(ctx, contest, settings);
}

tlr_status tlri_count_run(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers,
                          const struct tlri_lots *lots, struct tlri_transcript **out)
{
    TLR_TRY(checked(ctx, contest, settings, papers));
    unsigned decimals = methods[settings->method].decimals ? settings->decimals : 0;
    struct tlri_transcript *transcript = tlri_transcript_new(ctx, decimals);
    if (transcript == NULL) {
        return tlri_no_memory(ctx);
    }
    struct tlri_count count;
    tlr_status status = tlri_count_init(&count, ctx, contest, settings, lots, transcript);
    if (status == TLR_OK) {
        status = run(&count, papers);
    }
    tlri_count_drop(&count);
    if (status != TLR_OK) {
        tlri_transcript_free(transcript);
        return status;
    }
    *out = transcript;
    return TLR_OK;
}

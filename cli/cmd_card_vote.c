/*
 * cli/cmd_card_vote.c: `teller card-vote`: a card vote at conference, recomputed.
 *
 * From a small table as it was published, or from the two sections' votes as options. A table that
 * does not add up is refused by the row, since published ones have been misprinted.
 */
#include "commands.h"
#include "opt.h"
#include "product.h"
#include "teller/rules.h"

enum { CLPS, AFFILIATES, JSON };

static const struct cmd_option options[] = {
    {"clps", 0, "VOTE", "of the CLPs: 342921:8723 (votes) or 88% (of the section)"},
    {"affiliates", 0, "VOTE", "of the affiliates, likewise"},
    {"json", 0, NULL, "print one JSON object"},
    {NULL, 0, NULL, NULL}};

static const char *outcome_of(const tlr_card_vote *vote)
{
    return vote->majority > 0 ? "carried" : vote->majority < 0 ? "lost" : "level";
}

static void print_sheet(struct cmd_env *env, const tlr_card_vote *vote)
{
    fprintf(env->out, "%-12s %10s %10s\n", "", "for", "against");
    fprintf(env->out, "%-12s %10s %10s\n", "CLPs", vote->clps_for, vote->clps_against);
    fprintf(env->out, "%-12s %10s %10s\n", "affiliates", vote->affiliates_for,
            vote->affiliates_against);
    fprintf(env->out, "%-12s %10s %10s\n", "total", vote->total_for, vote->total_against);
    fprintf(env->out, "%s\n", outcome_of(vote));
    if (vote->checks > 0) {
        fprintf(env->out, "%u published sums and figures were compared and agree\n", vote->checks);
    }
}

static int print_json(struct cmd_env *env, const tlr_card_vote *vote)
{
    json_t *object = json_pack("{s:{s:s, s:s}, s:{s:s, s:s}, s:{s:s, s:s}, s:s, s:i}", "clps",
                               "for", vote->clps_for, "against", vote->clps_against, "affiliates",
                               "for", vote->affiliates_for, "against", vote->affiliates_against,
                               "total", "for", vote->total_for, "against", vote->total_against,
                               "outcome", outcome_of(vote), "checks", (int)vote->checks);
    return product_json(env, object);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *clps = NULL, *affiliates = NULL;
    bool json = false;
    opt_begin(&scan, env, &cmd_card_vote, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        if (i == CLPS) {
            clps = scan.value;
        } else if (i == AFFILIATES) {
            affiliates = scan.value;
        } else if (i == JSON) {
            json = true;
        }
    }
    if (scan.stop || !opt_words(&scan, 0, 1)) {
        return scan.exit_code;
    }
    bool sections = clps != NULL && affiliates != NULL;
    if (sections == (scan.nargs == 1) || (clps != NULL) != (affiliates != NULL)) {
        return cmd_misuse(env, &cmd_card_vote, "give a table, or both --clps and --affiliates");
    }
    tlr_card_vote vote;
    tlr_status status = sections ? tlr_card_vote_sections(env->ctx, clps, affiliates, &vote)
                                 : tlr_card_vote_read(env->ctx, scan.args[0], &vote);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    if (json) {
        return print_json(env, &vote);
    }
    print_sheet(env, &vote);
    return 0;
}

const struct cmd cmd_card_vote = {"card-vote",
                                  "[TABLE.csv]",
                                  "recompute a card vote, each section half of the whole",
                                  "teller card-vote --clps 88% --affiliates 99%",
                                  options,
                                  run};

/*
 * cli/cmd_unit_votes.c: `teller unit-votes LEDGER.csv`: a vote by branches and affiliates, summed.
 *
 * The ledger says of every unit how many votes it has and how they were cast. One that does not
 * agree with itself is refused by the line, since that is what such votes are disputed over.
 */
#include "teller/unit_votes.h"

#include "commands.h"
#include "opt.h"
#include "product.h"
#include "whole.h"

enum { JSON };

static const struct cmd_option options[] = {{"json", 0, NULL, "print one JSON object"},
                                            {NULL, 0, NULL, NULL}};

static const char *outcome_of(const tlr_unit_votes *votes)
{
    int majority = tlr_unit_votes_majority(votes);
    return majority > 0 ? "carried" : majority < 0 ? "lost" : "level";
}

static void print_sheet(struct cmd_env *env, const tlr_unit_votes *votes)
{
    const tlr_unit_sum *sum;
    fprintf(env->out, "%-20s %7s %9s %9s %9s %9s\n", "", "units", "votes", "for", "against",
            "abstained");
    for (size_t i = 0; (sum = tlr_unit_votes_sum(votes, i)) != NULL; i++) {
        fprintf(env->out, "%-20s %7u %9llu %9llu %9llu %9llu\n", sum->kind, sum->units,
                (unsigned long long)sum->votes, (unsigned long long)sum->in_favour,
                (unsigned long long)sum->against, (unsigned long long)sum->abstained);
    }
    for (size_t i = 0; (sum = tlr_unit_votes_sum(votes, i)) != NULL; i++) {
        if (sum->silent > 0) {
            fprintf(env->out, "%s: %u cast no vote\n", sum->kind, sum->silent);
        }
    }
    fprintf(env->out, "%s\n", outcome_of(votes));
    if (tlr_unit_votes_checks(votes) > 0) {
        fprintf(env->out, "%u published totals were compared and agree\n",
                tlr_unit_votes_checks(votes));
    }
}

static json_t *whole_object(const tlr_unit_votes *votes)
{
    const tlr_unit_sum *sum;
    json_t *kinds = json_array();
    for (size_t i = 0; (sum = tlr_unit_votes_sum(votes, i)) != NULL; i++) {
        whole_add(&kinds,
                  json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "kind", sum->kind, "units",
                            (json_int_t)sum->units, "silent", (json_int_t)sum->silent, "votes",
                            (json_int_t)sum->votes, "for", (json_int_t)sum->in_favour, "against",
                            (json_int_t)sum->against, "abstained", (json_int_t)sum->abstained));
    }
    return json_pack("{s:o, s:s, s:i}", "sums", kinds, "outcome", outcome_of(votes), "checks",
                     (int)tlr_unit_votes_checks(votes));
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    bool json = false;
    opt_begin(&scan, env, &cmd_unit_votes, argc, argv);
    for (int i; (i = opt_next(&scan)) >= 0;) {
        json = json || i == JSON;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_unit_votes *votes = NULL;
    tlr_status status = tlr_unit_votes_read(env->ctx, scan.args[0], &votes);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    int code = 0;
    if (json) {
        code = product_json(env, whole_object(votes));
    } else {
        print_sheet(env, votes);
    }
    tlr_unit_votes_free(votes);
    return code;
}

const struct cmd cmd_unit_votes = {"unit-votes",
                                   "LEDGER.csv",
                                   "sum a vote by branches and affiliates, and check its ledger",
                                   "teller unit-votes ledger.csv",
                                   options,
                                   run};

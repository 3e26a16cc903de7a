/*
 * cli/cmd_margin.c: `teller margin DIR`: the fewest papers that could have changed the result.
 */
#include "commands.h"
#include "effect.h"

enum { OPTION_COUNTED = EFFECT_COUNT, OPTION_EXCLUDED, OPTION_MISREAD };

static const struct cmd_option options[] = {
    EFFECT_OPTIONS,
    {"wrongly-counted", 0, NULL, "only for papers that should not have been counted"},
    {"wrongly-excluded", 0, NULL, "only for papers that should have been counted"},
    {"misread", 0, NULL, "only for papers counted with other marks than they bear"},
    {NULL, 0, NULL, NULL}};

static const tlr_fault faults[] = {TLR_FAULT_COUNTED, TLR_FAULT_EXCLUDED, TLR_FAULT_MISREAD};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct effect_request request = {.ask = {.papers = 0}};
    int kinds = 0;
    opt_begin(&scan, env, &cmd_margin, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row < EFFECT_COUNT) {
            effect_take(&scan, row, &request);
        } else {
            request.ask.fault = faults[row - OPTION_COUNTED];
            kinds++;
        }
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (kinds > 1) {
        return cmd_misuse(env, &cmd_margin,
                          "give one of --wrongly-counted, --wrongly-excluded and --misread, or "
                          "none for all three");
    }
    return effect_answer(env, &cmd_margin, &request, scan.args[0]);
}

const struct cmd cmd_margin = {"margin",
                               "DIR | --unsigned --rules NAME FILE.blt",
                               "the fewest papers that could have changed who was elected",
                               "teller margin anytown-2026 --contest youth",
                               options,
                               run};

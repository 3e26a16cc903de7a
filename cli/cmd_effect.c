/*
 * cli/cmd_effect.c: `teller effect DIR --wrongly-counted N`: could it have changed the result?
 */
#include "commands.h"
#include "effect.h"

enum { OPTION_COUNTED = EFFECT_COUNT, OPTION_EXCLUDED, OPTION_MISREAD };

static const struct cmd_option options[] = {
    EFFECT_OPTIONS,
    {"wrongly-counted", 0, "N", "up to N papers were counted that should not have been"},
    {"wrongly-excluded", 0, "N", "up to N papers more should have been counted, with any marks"},
    {"misread", 0, "N", "up to N papers were counted with other marks than they bear"},
    {NULL, 0, NULL, NULL}};

static const tlr_fault faults[] = {TLR_FAULT_COUNTED, TLR_FAULT_EXCLUDED, TLR_FAULT_MISREAD};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct effect_request request = {.ask = {.papers = 0}};
    unsigned long papers = 0;
    int kinds = 0;
    opt_begin(&scan, env, &cmd_effect, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (row < EFFECT_COUNT) {
            effect_take(&scan, row, &request);
        } else if (opt_number(&scan, options[row].name, scan.value, 1, 10000000, &papers)) {
            request.ask.fault = faults[row - OPTION_COUNTED];
            request.ask.papers = papers;
            kinds++;
        }
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (kinds != 1) {
        return cmd_misuse(env, &cmd_effect,
                          "what went wrong with how many papers? Give one of --wrongly-counted N, "
                          "--wrongly-excluded N and --misread N");
    }
    return effect_answer(env, &cmd_effect, &request, scan.args[0]);
}

const struct cmd cmd_effect = {"effect",
                               "DIR | --unsigned --rules NAME FILE.blt",
                               "could a fault in so many papers have changed who was elected?",
                               "teller effect anytown-2026 --contest youth --wrongly-counted 3",
                               options,
                               run};

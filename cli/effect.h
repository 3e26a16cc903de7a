/*
 * cli/effect.h: what `effect` and `margin` share: the files, and the answer.
 */
#ifndef TELLER_EFFECT_COMMANDS_H
#define TELLER_EFFECT_COMMANDS_H

#include "anchors.h"
#include "opt.h"
#include "quick_options.h"
#include "teller/effect.h"

/* Rows of an option table after the anchors: a folder's, then a quick count's. */
#define EFFECT_OPTIONS                                                                             \
    ANCHOR_OPTIONS, {"contest", 0, "ID", "one contest only, where there are several"},             \
        {"json", 0, NULL, "print one JSON object instead of the sheet"},                           \
        {"unsigned", 0, NULL, "of a quick count: a BLT file instead of a folder"},                 \
        {"rules", 0, "NAME", "quick count: the rule set"},                                         \
        {"seats", 0, "N", "quick count: places to fill, instead of the file's"},                   \
        {"set", 0, "KEY=VALUE", "quick count: a setting left open (may be repeated)"},             \
        {"constraints", 0, "FILE", "quick count: bounds on groups"},                               \
    {                                                                                              \
        "lots", 0, "FILE", "quick count: lots drawn"                                               \
    }

enum {
    EFFECT_CONTEST = ANCHOR_COUNT,
    EFFECT_JSON,
    EFFECT_QUICK,
    EFFECT_COUNT = EFFECT_QUICK + QUICK_COUNT
};

struct effect_request {
    tlr_effect_options ask;
    struct quick_request quick;
};

/* Takes the option of a row below EFFECT_COUNT. */
void effect_take(struct opt_scan *scan, int row, struct effect_request *request);
/* Counts what the one word names, asks, prints the answer; returns the exit code. */
int effect_answer(struct cmd_env *env, const struct cmd *cmd, const struct effect_request *request,
                  const char *word);

#endif

/*
 * cli/quick_options.h: the options of a quick count, for every command that can make one.
 */
#ifndef TELLER_QUICK_OPTIONS_H
#define TELLER_QUICK_OPTIONS_H

#include "opt.h"
#include "teller/quick.h"

/* Rows of an option table, one after another and in this order. */
enum {
    QUICK_UNSIGNED,
    QUICK_RULES,
    QUICK_SEATS,
    QUICK_SET,
    QUICK_CONSTRAINTS,
    QUICK_LOTS,
    QUICK_COUNT
};

enum { QUICK_SETS_MAX = 64 };

struct quick_request {
    bool is_unsigned;
    const char *rules, *constraints, *lots;
    const char *set[QUICK_SETS_MAX];
    size_t sets;
    unsigned long seats;
};

/* Takes the option of this row, counted from --unsigned. */
void quick_take(struct opt_scan *scan, int row, struct quick_request *request);
/* The first of those given that only a quick count has, or NULL. */
const char *quick_first(const struct quick_request *request);
/* Hands every --set KEY=VALUE on; says of one that is not of that form. */
tlr_status quick_set_all(struct cmd_env *env, const struct cmd *cmd, tlr_quick *quick,
                         const struct quick_request *request);
/* Hands places, bounds and lots on. */
tlr_status quick_prepare(tlr_quick *quick, const struct quick_request *request);

#endif

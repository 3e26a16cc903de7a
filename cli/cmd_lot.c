/*
 * cli/cmd_lot.c: `teller lot DIR`: what must be drawn, and writing down what was.
 *
 * Without --record it only says. With it, it takes the answer, writes lots.txt, and says whether
 * another lot is needed: one may lead to the next. Exit code 4 while one is needed.
 */
#include "teller/lot.h"

#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_RECORD, OPTION_SELECTED, OPTION_HOW, OPTION_SEED, OPTION_WITNESS };
enum { WITNESS_ROOM = 33, NEEDED = 4 };

static const struct cmd_option options[] = {
    {"record", 0, NULL, "write lots.txt; alone: carry lots over after a corrected close"},
    {"selected", 0, "ID", "drawn by hand: the id of the one drawn"},
    {"how", 0, "HOW", "drawn by hand: slips, coin, dice, cards or other"},
    {"seed", 0, "DIGITS", "by ticket: the 24 digits thrown"},
    {"witness", 0, "ROLE", "who saw it, as returning-officer; once for each"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *selected, *how, *seed;
    const char *witness[WITNESS_ROOM];
    size_t witnesses;
    bool record;
};

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_RECORD:
        request->record = true;
        return;
    case OPTION_SELECTED:
        request->selected = value;
        return;
    case OPTION_HOW:
        request->how = value;
        return;
    case OPTION_SEED:
        request->seed = value;
        return;
    default:
        if (request->witnesses < WITNESS_ROOM) {
            request->witness[request->witnesses++] = value;
        }
        return;
    }
}

/* What is wrong with these options together, or NULL. */
static const char *misfit(const struct request *request)
{
    bool answers = request->selected != NULL || request->how != NULL || request->seed != NULL ||
                   request->witnesses > 0;
    if (!request->record) {
        return answers ? "an answer is written down with --record" : NULL;
    }
    if (request->seed != NULL && (request->selected != NULL || request->how != NULL)) {
        return "a lot is drawn by hand or by ticket: give --selected and --how, or --seed";
    }
    if ((request->selected == NULL) != (request->how == NULL)) {
        return "drawn by hand, it needs both --selected and --how";
    }
    if (answers && request->witnesses == 0) {
        return "say who saw it: --witness ROLE, once for each";
    }
    if (request->witnesses > 0 && request->seed == NULL && request->selected == NULL) {
        return "say what was drawn: --selected and --how, or --seed";
    }
    return NULL;
}

static tlr_status answer(tlr_lot *lot, const struct request *request)
{
    if (request->seed != NULL) {
        return tlr_lot_thrown(lot, request->seed, request->witness, request->witnesses);
    }
    if (request->selected != NULL) {
        return tlr_lot_drawn(lot, request->selected, request->how, request->witness,
                             request->witnesses);
    }
    return TLR_OK;
}

static tlr_status print(struct cmd_env *env, tlr_lot *lot)
{
    tlr_text *settled = NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_lot_settled(lot, &settled);
    if (status == TLR_OK) {
        status = tlr_lot_text(lot, &text);
    }
    if (status == TLR_OK) {
        fputs(tlr_text_data(settled), env->out);
        fputs(tlr_text_data(text), env->out);
    }
    tlr_text_free(settled);
    tlr_text_free(text);
    return status;
}

static tlr_status record(struct cmd_env *env, tlr_lot *lot, const struct request *request)
{
    int changed = 0;
    tlr_status status = tlr_lot_write(lot, &changed);
    if (status == TLR_OK && !env->quiet && changed != 0) {
        fprintf(env->err, "written: %s/lots.txt\n", request->dir);
        if (tlr_lot_needed(lot) == 0) {
            fprintf(env->err,
                    "next: have it signed:\n  teller sign -s NAME.key --as NAME %s/lots.txt\n"
                    "then: teller count %s\n",
                    CMD_WORD(request->dir), CMD_WORD(request->dir));
        }
    }
    return status;
}

static int run_request(struct cmd_env *env, const struct request *request)
{
    tlr_lot *lot = NULL;
    progress_begin(env);
    tlr_status status = tlr_lot_open(env->ctx, request->dir, &lot);
    if (status == TLR_OK && request->record) {
        status = answer(lot, request);
    }
    progress_end(env);
    if (status == TLR_OK && request->record) {
        status = record(env, lot, request);
    }
    if (status == TLR_OK) {
        status = print(env, lot);
    }
    int code = status == TLR_OK && tlr_lot_needed(lot) != 0 ? NEEDED : cmd_exit(status);
    tlr_lot_free(lot);
    return code;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_lot, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    const char *wrong = misfit(&request);
    if (wrong != NULL) {
        return cmd_misuse(env, &cmd_lot, "%s", wrong);
    }
    return run_request(env, &request);
}

const struct cmd cmd_lot = {"lot",
                            "DIR",
                            "say what must be drawn by lot, and write down what was",
                            "teller lot anytown-2026",
                            options,
                            run};

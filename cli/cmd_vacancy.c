/*
 * cli/cmd_vacancy.c: `teller vacancy DIR --place P`: who fills a place that falls vacant?
 */
#include "teller/vacancy.h"

#include "anchors.h"
#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_PLACE = ANCHOR_COUNT, OPTION_CONTEST, OPTION_JSON };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"place", 'p', "P", "number of the place, as the result lists it"},
    {"contest", 0, "ID", "the contest, where there are several"},
    {"json", 0, NULL, "print one JSON object instead of the sheet"},
    {NULL, 0, NULL, NULL}};

static void take_option(struct opt_scan *scan, int row, tlr_vacancy_options *request)
{
    unsigned long place = 0;
    switch (row) {
    case ANCHOR_OFFICER:
        request->officer_key = scan->value;
        return;
    case ANCHOR_NOTICE:
        request->notice = scan->value;
        return;
    case ANCHOR_CLOSE:
        request->close = scan->value;
        return;
    case OPTION_PLACE:
        (void)opt_number(scan, "place", scan->value, 1, 250, &place);
        request->place = (unsigned)place;
        return;
    case OPTION_CONTEST:
        request->contest = scan->value;
        return;
    default:
        request->json = true;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_vacancy_options request = {0};
    opt_begin(&scan, env, &cmd_vacancy, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.place == 0) {
        return cmd_misuse(env, &cmd_vacancy, "which place is vacant? --place P is needed");
    }
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = tlr_vacancy(env->ctx, scan.args[0], &request, &answer);
    progress_end(env);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_vacancy = {"vacancy",
                                "DIR",
                                "who fills a place that falls vacant, by the declared reading",
                                "teller vacancy anytown-2026 --contest ordinary --place 2",
                                options,
                                run};

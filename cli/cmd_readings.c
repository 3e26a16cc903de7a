/*
 * cli/cmd_readings.c: `teller readings DIR`: who is elected under which disputed reading.
 */
#include "teller/readings.h"

#include "anchors.h"
#include "commands.h"
#include "opt.h"
#include "progress.h"

enum { OPTION_METHOD = ANCHOR_COUNT, OPTION_MOST, OPTION_JSON };

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"method", 0, NULL, "also count by the other rule sets that can read these papers"},
    {"most", 0, "N", "make at most N counts of the election (1000 unless said)"},
    {"json", 0, NULL, "print one JSON object instead of the table"},
    {NULL, 0, NULL, NULL}};

static void take_option(struct opt_scan *scan, int row, tlr_readings_options *request)
{
    unsigned long most = 0;
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
    case OPTION_METHOD:
        request->methods = true;
        return;
    case OPTION_MOST:
        (void)opt_number(scan, "most", scan->value, 1, 100000, &most);
        request->most = (unsigned)most;
        return;
    default:
        request->json = true;
        return;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    tlr_readings_options request = {0};
    opt_begin(&scan, env, &cmd_readings, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = tlr_readings(env->ctx, scan.args[0], &request, &answer);
    progress_end(env);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_readings = {"readings",
                                 "DIR",
                                 "count under every disputed reading that can matter",
                                 "teller readings anytown-2026",
                                 options,
                                 run};

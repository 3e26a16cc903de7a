/*
 * cli/cmd_what_if.c: `teller what-if DIR`: who would be elected if something were otherwise?
 */
#include "teller/what_if.h"

#include "anchors.h"
#include "commands.h"
#include "opt.h"
#include "progress.h"

enum {
    OPTION_WITHOUT_PAPERS = ANCHOR_COUNT,
    OPTION_WITHOUT_BATCH,
    OPTION_ADMIT,
    OPTION_DECIDE,
    OPTION_WITHDRAW,
    OPTION_PLACES,
    OPTION_RULES,
    OPTION_READING,
    OPTION_NO_CONSTRAINTS,
    OPTION_OBJECTED,
    OPTION_CONTEST,
    OPTION_JSON,
    READINGS_MAX = 32
};

static const struct cmd_option options[] = {
    ANCHOR_OPTIONS,
    {"without-papers", 0, "LIST", "leave papers out: CONTEST/BATCH/N or .../N-M, with commas"},
    {"without-batch", 0, "LIST", "leave whole batches out: CONTEST/BATCH, with commas"},
    {"admit", 0, "LIST", "count papers that the close rejects, by the marks seen"},
    {"decide", 0, "FILE", "decide on papers as this teller/adjudications@1 says"},
    {"withdraw", 0, "LIST", "pass over candidates, by id, with commas"},
    {"places", 0, "N", "fill N places in the contest"},
    {"rules", 0, "NAME", "count the contest by another rule set"},
    {"reading", 0, "NAME=VALUE", "take another reading; may be given several times"},
    {"no-constraints", 0, NULL, "without bounds on groups"},
    {"objected", 0, NULL, "every combination of the papers decided against an objection"},
    {"contest", 0, "ID", "the contest that places, rules, bounds or withdrawals are about"},
    {"json", 0, NULL, "print one JSON object instead of text"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_what_if_question question;
    const char *reading[READINGS_MAX];
    const char *twice; /* an option given a second time */
};

static void take_text(struct request *request, int row, const char **to, const char *value)
{
    if (*to != NULL) {
        request->twice = options[row].name;
    }
    *to = value;
}

static void take_reading(struct request *request, const char *value)
{
    if (request->question.readings == READINGS_MAX) {
        request->twice = "reading";
        return;
    }
    request->reading[request->question.readings++] = value;
}

static void take_flag(struct opt_scan *scan, int row, tlr_what_if_question *q)
{
    unsigned long places = 0;
    switch (row) {
    case OPTION_PLACES:
        (void)opt_number(scan, "places", scan->value, 1, 250, &places);
        q->places = (unsigned)places;
        return;
    case OPTION_NO_CONSTRAINTS:
        q->no_constraints = true;
        return;
    case OPTION_OBJECTED:
        q->objected = true;
        return;
    default:
        q->json = true;
        return;
    }
}

static void take_option(struct opt_scan *scan, int row, struct request *request)
{
    tlr_what_if_question *q = &request->question;
    const char **const text[] = {[ANCHOR_OFFICER] = &q->officer_key,
                                 [ANCHOR_NOTICE] = &q->notice,
                                 [ANCHOR_CLOSE] = &q->close,
                                 [OPTION_WITHOUT_PAPERS] = &q->without_papers,
                                 [OPTION_WITHOUT_BATCH] = &q->without_batch,
                                 [OPTION_ADMIT] = &q->admit,
                                 [OPTION_DECIDE] = &q->decide,
                                 [OPTION_WITHDRAW] = &q->withdraw,
                                 [OPTION_RULES] = &q->rules,
                                 [OPTION_CONTEST] = &q->contest,
                                 [OPTION_JSON] = NULL};
    if (row == OPTION_READING) {
        take_reading(request, scan->value);
    } else if (text[row] != NULL) {
        take_text(request, row, text[row], scan->value);
    } else {
        take_flag(scan, row, q);
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {.twice = NULL};
    opt_begin(&scan, env, &cmd_what_if, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(&scan, row, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (request.twice != NULL) {
        return cmd_misuse(env, &cmd_what_if, "--%s is given too often", request.twice);
    }
    request.question.reading = request.reading;
    tlr_text *answer = NULL;
    progress_begin(env);
    tlr_status status = tlr_what_if(env->ctx, scan.args[0], &request.question, &answer);
    progress_end(env);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(answer), 1, tlr_text_size(answer), env->out);
    }
    tlr_text_free(answer);
    return cmd_exit(status);
}

const struct cmd cmd_what_if = {"what-if",
                                "DIR",
                                "who would be elected if something were otherwise?",
                                "teller what-if anytown-2026 --without-papers youth/meeting/95",
                                options,
                                run};

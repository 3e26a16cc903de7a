/*
 * cli/cmd_dispose.c: `teller dispose DIR`: destroy the papers when their time has come.
 *
 * The only command that removes anything that was counted, so it needs --yes. The date may be the
 * computer's; then it says so, since a clock can be wrong.
 */
#include <string.h>

#include "clock.h"
#include "commands.h"
#include "opt.h"
#include "teller/disposal.h"

enum { OPTION_TODAY, OPTION_YES };

static const struct cmd_option options[] = {
    {"today", 0, "DATE", "the day, YYYY-MM-DD (default: this computer's, in Greenwich time)"},
    {"yes", 0, NULL, "remove them; nothing brings them back"},
    {NULL, 0, NULL, NULL}};

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *today = NULL;
    char date[CLOCK_ROOM];
    bool yes = false;
    size_t removed = 0;
    opt_begin(&scan, env, &cmd_dispose, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        today = row == OPTION_TODAY ? scan.value : today;
        yes = yes || row == OPTION_YES;
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    if (!yes) {
        return cmd_misuse(env, &cmd_dispose, "it removes the papers for good: say --yes");
    }
    if (today == NULL) {
        if (!clock_now(date)) {
            return cmd_misuse(env, &cmd_dispose, "this computer has no date: give --today DATE");
        }
        date[CLOCK_DATE] = '\0';
        today = date;
        fprintf(env->err, "today is %s by this computer's clock\n", today);
    }
    tlr_status status = tlr_dispose(env->ctx, scan.args[0], today, &removed);
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "removed: %zu files; written: %s/disposal.txt\n"
                "next: the returning officer signs it:\n"
                "  teller sign -s NAME.key --as NAME %s/disposal.txt\n"
                "destroy by hand: the papers themselves, sealed bundles, back-ups, memory\n"
                "  sticks\n",
                removed, scan.args[0], CMD_WORD(scan.args[0]));
    }
    return cmd_exit(status);
}

const struct cmd cmd_dispose = {"dispose",
                                "DIR",
                                "destroy the papers when their time has come, and keep a record",
                                "teller dispose anytown-2026 --today 2027-03-22 --yes",
                                options,
                                run};

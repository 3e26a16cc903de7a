/*
 * cli/cmd_rules.c: `teller rules`: an edition of the party's rules, and what changed in it.
 *
 * For whoever prepares a meeting: which points are disputed, who holds what, how good the source
 * is. Prints what the library says; knows no rule itself.
 */
#include "commands.h"
#include "opt.h"
#include "teller/rules.h"

enum { CONFERENCE, RULEBOOK };

static const struct cmd_option options[] = {
    {"conference", 'c', "YEAR", "the edition for delegations to that conference (default: latest)"},
    {"rulebook", 'r', "FILE", "read the edition from a file"},
    {NULL, 0, NULL, NULL}};

static int print_edition(struct cmd_env *env, const char *path, unsigned long conference)
{
    tlr_rulebook *rulebook = NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_rulebook_open(env->ctx, path, (unsigned)conference, &rulebook);
    if (status == TLR_OK) {
        status = tlr_rulebook_text(env->ctx, rulebook, &text);
    }
    if (status == TLR_OK) {
        fputs(tlr_text_data(text), env->out);
    }
    tlr_text_free(text);
    tlr_rulebook_free(rulebook);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    const char *path = NULL;
    unsigned long conference = 0;
    bool good = true;
    opt_begin(&scan, env, &cmd_rules, argc, argv);
    for (int i; good && (i = opt_next(&scan)) >= 0;) {
        if (i == CONFERENCE) {
            good = opt_number(&scan, "conference", scan.value, 1900, 2999, &conference);
        } else if (i == RULEBOOK) {
            path = scan.value;
        }
    }
    if (!good || scan.stop || !opt_words(&scan, 0, 0)) {
        return scan.exit_code;
    }
    return print_edition(env, path, conference);
}

const struct cmd cmd_rules = {
    "rules",
    "",
    "print the party's rules as data: figures, disputed readings, sources",
    "teller rules --conference 2024",
    options,
    run};

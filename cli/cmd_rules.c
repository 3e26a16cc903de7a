/*
 * cli/cmd_rules.c: `teller rules`: an edition of the party's rules, and what changed in it.
 *
 * For whoever prepares a meeting: which points are disputed, who holds what, how good the source
 * is. Prints what the library says; knows no rule itself.
 */
#include "commands.h"
#include "opt.h"
#include "teller/rules.h"
#include "wrapped.h"

enum { CONFERENCE, RULEBOOK, PRESETS };

static const struct cmd_option options[] = {
    {"conference", 'c', "YEAR", "the edition for delegations to that conference (default: latest)"},
    {"rulebook", 'r', "FILE", "read the edition from a file"},
    {"presets", 0, NULL, "list the notices to begin from, for every kind of election"},
    {NULL, 0, NULL, NULL}};

/* spec/rules/presets.md. */
static const struct {
    const char *name, *what, *where;
} presets[] = {
    {"delegates", "delegates to Annual Conference", "fixtures/elections/anytown-2026"},
    {"officers", "officers, a women's minimum over all offices",
     "fixtures/elections/officers-2026"},
    {"executive", "several members of an executive, a minimum among them",
     "fixtures/elections/executive-2026"},
    {"branch-delegates", "a branch's delegates to the General Committee",
     "fixtures/elections/branch-delegates-2026"},
    {"womens-conference", "one or two delegates to Women's Conference",
     "fixtures/elections/womens-conference-2026"},
    {"leadership-nomination", "whom a CLP nominates for leader",
     "fixtures/elections/leadership-nomination-2026"},
    {"unit-votes", "no ballot: the mandates of branches and affiliates in a ledger",
     "fixtures/ledgers/newham-2016.csv"},
};

static int print_presets(struct cmd_env *env)
{
    fputs("Notices to begin from, each with a small election that was counted with it. Copy\n"
          "notice.xml from the folder of teller's sources and change what it marks CHANGE;\n"
          "spec/rules/presets.md says where each rule comes from.\n\n",
          env->out);
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        enum { COLUMN = 23 };
        char first[COLUMN + 1];
        snprintf(first, sizeof first, "%-22s ", presets[i].name);
        wrapped_text(env->out, first, COLUMN, presets[i].what);
        fprintf(env->out, "%*s%s\n", COLUMN, "", presets[i].where);
    }
    return cmd_exit(TLR_OK);
}

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
    bool list = false;
    opt_begin(&scan, env, &cmd_rules, argc, argv);
    for (int i; good && (i = opt_next(&scan)) >= 0;) {
        if (i == CONFERENCE) {
            good = opt_number(&scan, "conference", scan.value, 1900, 2999, &conference);
        } else if (i == RULEBOOK) {
            path = scan.value;
        } else if (i == PRESETS) {
            list = true;
        }
    }
    if (!good || scan.stop || !opt_words(&scan, 0, 0)) {
        return scan.exit_code;
    }
    return list ? print_presets(env) : print_edition(env, path, conference);
}

const struct cmd cmd_rules = {
    "rules",
    "",
    "print the party's rules as data: figures, disputed readings, sources",
    "teller rules --conference 2024",
    options,
    run};

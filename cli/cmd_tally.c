/*
 * cli/cmd_tally.c: `teller tally DIR`: the totals that a provider of an online vote states, where
 * it gives no ballots.
 *
 * For a count of crosses only. What comes out is a draft, to be compared with the statement and
 * signed like a batch; the program says every time that nobody here saw a paper. The salt is drawn
 * here, since the library draws nothing at random.
 */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "opt.h"
#include "product.h"
#include "random.h"
#include "teller/import.h"

enum {
    OPTION_CONTEST,
    OPTION_BATCH,
    OPTION_CHANNEL,
    OPTION_PAPERS,
    OPTION_BLANK,
    OPTION_STATEMENT,
    OPTION_OUTPUT,
    OPTION_SALT
};

enum { CANDIDATES_MAX = 250, PAPERS_MAX = 10000000 };

static const struct cmd_option options[] = {
    {"contest", 0, "ID", "the contest"},
    {"batch", 0, "ID", "what the batch is called; usually online"},
    {"channel", 0, "ID", "the way in which the votes came; usually online"},
    {"papers", 0, "N", "how many ballots were cast, blank ones too"},
    {"blank", 0, "N", "how many of them bear no vote; usually 0"},
    {"statement", 's', "FILE", "the file in which the provider states the totals"},
    {"output", 'o', "FILE", "where the draft goes, instead of standard output"},
    {"salt", 0, "DIGITS", "32 digits 0-9 and a-f, to make the same draft again; usually drawn"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_totals totals;
    const char *output, *salt;
    bool has_papers;
    const char *candidate[CANDIDATES_MAX];
    unsigned long votes[CANDIDATES_MAX];
};

/* False after saying what is wrong with the option. */
static bool take_option(struct opt_scan *scan, int row, struct request *request)
{
    switch (row) {
    case OPTION_CONTEST:
        request->totals.contest = scan->value;
        return true;
    case OPTION_BATCH:
        request->totals.batch = scan->value;
        return true;
    case OPTION_CHANNEL:
        request->totals.channel = scan->value;
        return true;
    case OPTION_PAPERS:
        request->has_papers = true;
        return opt_number(scan, "papers", scan->value, 0, PAPERS_MAX, &request->totals.papers);
    case OPTION_BLANK:
        return opt_number(scan, "blank", scan->value, 0, PAPERS_MAX, &request->totals.blank);
    case OPTION_STATEMENT:
        request->totals.statement = scan->value;
        return true;
    case OPTION_OUTPUT:
        request->output = scan->value;
        return true;
    default:
        request->salt = scan->value;
        return true;
    }
}

/* "amina-yusuf=31"; the word is cut at the sign. */
static bool take_votes(struct opt_scan *scan, char *word, struct request *request)
{
    char *sign = strchr(word, '=');
    size_t n = request->totals.candidates;
    if (sign == NULL || n == CANDIDATES_MAX || sign[1] == '\0' ||
        strspn(sign + 1, "0123456789") != strlen(sign + 1)) {
        scan->exit_code =
            cmd_misuse(scan->env, scan->cmd,
                       "'%s' is not the id of a candidate, = and the number of votes", word);
        return false;
    }
    *sign = '\0';
    request->candidate[n] = word;
    request->totals.candidates++;
    return opt_number(scan, "papers", sign + 1, 0, PAPERS_MAX, &request->votes[n]);
}

static int misused(struct cmd_env *env, const struct request *request)
{
    if (request->totals.contest == NULL) {
        return cmd_misuse(env, &cmd_tally, "it needs --contest");
    }
    if (!request->has_papers) {
        return cmd_misuse(env, &cmd_tally, "it needs --papers: how many ballots were cast");
    }
    if (request->totals.statement == NULL) {
        return cmd_misuse(env, &cmd_tally, "it needs --statement: the provider's own words");
    }
    return 0;
}

static int draft(struct cmd_env *env, const struct request *request, const char *dir)
{
    tlr_text *text = NULL;
    tlr_status status = tlr_import_totals(env->ctx, &request->totals, dir, request->salt, &text);
    if (status == TLR_OK) {
        status = product_text(env, text, request->output);
    }
    if (status == TLR_OK && !env->quiet) {
        fprintf(env->err,
                "%s is a draft of totals:\n"
                "  nobody here saw a paper, and every result made of it says so.\nCompare it with "
                "the statement, put it into the folder's batches, and "
                "sign it\n",
                request->output != NULL ? request->output : "this");
    }
    tlr_text_free(text);
    return cmd_exit(status);
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    char drawn[SALT_DIGITS + 1] = "";
    struct request request = {
        .totals = {.batch = "online", .channel = "online", .round = 1, .revision = 1}};
    request.totals.candidate = request.candidate;
    request.totals.votes = request.votes;
    opt_begin(&scan, env, &cmd_tally, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (!take_option(&scan, row, &request)) {
            return scan.exit_code;
        }
    }
    if (!opt_words(&scan, 2, CANDIDATES_MAX + 1)) {
        return scan.exit_code;
    }
    for (int i = 1; i < scan.nargs; i++) {
        if (!take_votes(&scan, scan.args[i], &request)) {
            return scan.exit_code;
        }
    }
    int wrong = misused(env, &request);
    if (wrong != 0) {
        return wrong;
    }
    if (request.salt == NULL && !random_salt(drawn)) {
        fprintf(env->err, "/dev/urandom: error: no salt can be drawn\n"
                          "  what to do: give 32 digits of 0-9 and a-f by --salt\n");
        return cmd_exit(TLR_E_IO);
    }
    request.salt = request.salt != NULL ? request.salt : drawn;
    return draft(env, &request, scan.args[0]);
}

const struct cmd cmd_tally = {
    "tally",
    "DIR ID=VOTES...",
    "a draft of totals, where the provider of a vote gives no ballots",
    "teller tally anytown-2026 --contest youth --papers 61 -s certificate.pdf ada=40 bo=21",
    options,
    run};

/*
 * cli/cmd_enter.c: `teller enter DIR`: keying the papers of a batch.
 *
 * A conversation by lines for two people, one reading aloud and one typing. Everything typed is on
 * the disk before the next paper is asked for, so the end of the input, Ctrl-C or a crash only
 * interrupt. What is a paper and what differs is the library's (teller/entry.h). Implements
 * spec/entry.md.
 */
#include "teller/entry.h"

#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "random.h"
#include "wrapped.h"

enum {
    OPTION_CONTEST,
    OPTION_BATCH,
    OPTION_CHANNEL,
    OPTION_ROUND,
    OPTION_REVISION,
    OPTION_SECOND,
    OPTION_SINGLE,
    OPTION_ONCE
};
enum { ROUND_MAX = 250, REVISION_MAX = 1000, NOT_DONE = 1 };

/* How papers come where nothing is said. */
#define USUAL_CHANNEL "meeting"

static const struct cmd_option options[] = {
    {"contest", 0, "ID", "whose papers they are"},
    {"batch", 0, "ID", "the name of this batch, as box-1 or post"},
    {"channel", 0, "ID", "how the papers came (default: meeting)"},
    {"round", 0, "N", "of an eliminating ballot (default: 1)"},
    {"revision", 0, "N", "2 and so on, when the batch is entered anew (default: 1)"},
    {"second", 0, NULL, "another person keys it again; then both are compared"},
    {"single", 0, NULL, "keying it once is to be enough"},
    {"once", 0, NULL, "list the candidates once only: for screen readers"},
    {NULL, 0, NULL, NULL}};

struct request {
    tlr_entry_options given;
    const char *dir;
    bool once;
};

/* The conversation. */
struct talk {
    struct cmd_env *env;
    tlr_entry *entry;
    const struct request *request;
    char line[ASK_LINE];
    bool listed;
    int failed; /* exit code for what is nobody's typing: a full disk, no memory */
};

enum answer { GO_ON, STOPPED, ENDED, WRITTEN, FAILED };

/* ---- what is shown ---- */

static void show_help(struct cmd_env *env)
{
    fputs("For each paper, type one line. Either the marks down the paper:\n"
          "  - 1 - 2      a mark for each candidate: - none, 1 2 3 the number, x a cross,\n"
          "               ? a mark that needs a decision; without blanks too: -1-2\n"
          "or the candidates by their letters, first preference first:\n"
          "  b d          first b, then d;  b1 d1 gives the numbers, +b a cross, ?b doubt\n"
          "A paper rejected whole:\n"
          "  blank                  no mark at all\n"
          "  reject CODE            no-official-mark, identifies-voter, torn, cancelled,\n"
          "                         or the first letters\n"
          "  doubt about marks is no reason to reject: type the marks, ? where in doubt\n"
          "And:\n"
          "  undo                   take the last paper away\n"
          "  correct N ...          key paper N anew:  correct 7 - 1 - 2\n"
          "  show N                 what was keyed for paper N\n"
          "  list                   the candidates\n"
          "  stop                   leave; the same command goes on from here\n"
          "  done N                 that was all, and there are N papers\n"
          "  ?                      this\n",
          env->out);
}

static void list_candidates(struct talk *talk)
{
    char letters[3];
    struct wrapped list;
    wrapped_begin(&list, talk->env->out, "", 0);
    for (unsigned i = 0; i < tlr_entry_candidates(talk->entry); i++) {
        tlr_entry_letters(i, letters);
        wrapped_add(&list, "%s %s", letters, tlr_entry_candidate(talk->entry, i));
    }
    wrapped_end(&list);
    talk->listed = true;
}

static void show_paper(struct talk *talk, unsigned number)
{
    const char *seen = tlr_entry_paper(talk->entry, number);
    if (seen == NULL) {
        fprintf(talk->env->out, "there is no paper %u yet\n", number);
    } else {
        fprintf(talk->env->out, "paper %u: %s\n", number, seen);
    }
}

static void open_talk(struct talk *talk)
{
    const tlr_entry_options *given = &talk->request->given;
    fprintf(talk->env->out, "%s\ncontest %s, batch %s, channel %s, round %u, revision %u\n",
            tlr_entry_title(talk->entry), given->contest, given->batch, given->channel,
            given->round, given->revision);
    if (given->second) {
        fputs("second keying: by another person than the first, from the papers\n", talk->env->out);
    } else if (!given->single) {
        fputs("first keying: somebody else keys the batch again after it\n", talk->env->out);
    }
    if (tlr_entry_is_resumed(talk->entry)) {
        unsigned papers = tlr_entry_papers(talk->entry);
        fprintf(talk->env->out, "going on: papers keyed before: %u\n", papers);
        if (papers > 0) {
            show_paper(talk, papers);
        }
    }
    if (tlr_entry_is_done(talk->entry) && !given->second) {
        fputs("this keying was done: mend it, and say done again\n", talk->env->out);
    }
    fputs("type ? for help\n", talk->env->out);
}

/* ---- one line ---- */

/* After a change that may have failed: shows why. A wrong word only makes the paper asked for
 * again; a disk that does not write ends the conversation. */
static enum answer after(struct talk *talk, tlr_status status)
{
    cmd_show_diagnostics(talk->env);
    if (status == TLR_OK || status == TLR_E_INPUT) {
        return GO_ON;
    }
    talk->failed = cmd_exit(status);
    return FAILED;
}

static enum answer change_paper(struct talk *talk, const char *rest)
{
    char number[16];
    size_t len = strcspn(rest, " ");
    if (len == 0 || len >= sizeof number || rest[len] == '\0') {
        fputs("type: correct, the number of the paper, and its marks\n", talk->env->out);
        return GO_ON;
    }
    memcpy(number, rest, len);
    number[len] = '\0';
    unsigned n = ask_number(number);
    tlr_status status = tlr_entry_correct(talk->entry, n, rest + len + strspn(rest + len, " "));
    if (status == TLR_OK) {
        show_paper(talk, n);
    }
    return after(talk, status);
}

static enum answer take_undo(struct talk *talk)
{
    unsigned last = tlr_entry_papers(talk->entry);
    tlr_status status = tlr_entry_undo(talk->entry);
    if (status == TLR_OK) {
        fprintf(talk->env->out, "paper %u is taken away\n", last);
    }
    return after(talk, status);
}

static enum answer take_paper(struct talk *talk)
{
    const char *rest = NULL;
    tlr_status status;
    if (ask_is(talk->line, "reject", &rest)) {
        status = tlr_entry_reject(talk->entry, rest);
    } else if (strcmp(talk->line, "blank") == 0) {
        status = tlr_entry_reject(talk->entry, "blank");
    } else {
        status = tlr_entry_add(talk->entry, talk->line);
    }
    if (status == TLR_OK) {
        show_paper(talk, tlr_entry_papers(talk->entry));
    }
    return after(talk, status);
}

static enum answer take_done(struct talk *talk, const char *rest)
{
    unsigned number = ask_number(rest);
    if (number == 0 && strcmp(rest, "0") != 0) {
        fputs("type: done, and how many papers there are, counted by hand\n", talk->env->out);
        return GO_ON;
    }
    tlr_status status = tlr_entry_done(talk->entry, number);
    enum answer answer = after(talk, status);
    return status == TLR_OK ? ENDED : answer;
}

static enum answer take_line(struct talk *talk)
{
    const char *line = talk->line;
    const char *rest = NULL;
    if (line[0] == '\0') {
        return GO_ON;
    }
    if (strcmp(line, "?") == 0 || strcmp(line, "help") == 0) {
        show_help(talk->env);
        return GO_ON;
    }
    if (strcmp(line, "list") == 0) {
        talk->listed = false;
        return GO_ON;
    }
    if (strcmp(line, "undo") == 0) {
        return take_undo(talk);
    }
    if (strcmp(line, "stop") == 0) {
        return STOPPED;
    }
    if (ask_is(line, "show", &rest)) {
        show_paper(talk, ask_number(rest));
        return GO_ON;
    }
    if (ask_is(line, "correct", &rest)) {
        return change_paper(talk, rest);
    }
    return ask_is(line, "done", &rest) ? take_done(talk, rest) : take_paper(talk);
}

/* Asks for papers until all were keyed. */
static enum answer key_papers(struct talk *talk)
{
    enum answer answer = GO_ON;
    while (answer == GO_ON) {
        unsigned next = tlr_entry_papers(talk->entry) + 1;
        if (!talk->listed || !talk->request->once) {
            list_candidates(talk);
        }
        if (!ask_line(talk->env, talk->line, "write %u on the paper> ", next)) {
            return FAILED;
        }
        answer = take_line(talk);
    }
    return answer;
}

/* ---- the papers that differ ---- */

/* Looks at one paper until it is settled. */
static enum answer settle_paper(struct talk *talk, unsigned number, const char *first,
                                const char *second)
{
    fprintf(talk->env->out, "paper %u: first %s\n%*s second %s\n", number, first,
            number > 9 ? 9 : 8, "", second);
    while (tlr_entry_differs(talk->entry, number, NULL, NULL) == number) {
        if (!talk->request->once) {
            list_candidates(talk);
        }
        if (!ask_line(talk->env, talk->line, "look at paper %u, both of you, and key it> ",
                      number)) {
            return FAILED;
        }
        if (strcmp(talk->line, "stop") == 0) {
            return STOPPED;
        }
        if (talk->line[0] == '\0' || strcmp(talk->line, "?") == 0) {
            fputs("type the paper as for keying, or 'blank', 'reject CODE', or 'stop'\n",
                  talk->env->out);
            continue;
        }
        tlr_status status = tlr_entry_settle(talk->entry, number, talk->line);
        if (after(talk, status) == FAILED) {
            return FAILED;
        }
        if (status == TLR_OK && tlr_entry_differs(talk->entry, number, NULL, NULL) == number) {
            fputs("that is neither of the two: key it once more\n", talk->env->out);
        }
    }
    show_paper(talk, number);
    return GO_ON;
}

static enum answer settle_papers(struct talk *talk)
{
    const char *first = NULL;
    const char *second = NULL;
    unsigned number = tlr_entry_differs(talk->entry, 1, &first, &second);
    while (number != 0) {
        enum answer answer = settle_paper(talk, number, first, second);
        if (answer != GO_ON) {
            return answer;
        }
        number = tlr_entry_differs(talk->entry, number + 1, &first, &second);
    }
    return ENDED;
}

/* ---- the end ---- */

static void say_kept(struct talk *talk)
{
    fprintf(talk->env->out,
            "papers kept in the journal: %u; the batch is not written\n"
            "next: the same command goes on from here\n",
            tlr_entry_papers(talk->entry));
}

static enum answer write_batch(struct talk *talk)
{
    unsigned char salt[TLR_ENTRY_SALT];
    const char *path = NULL;
    unsigned papers = tlr_entry_papers(talk->entry);
    tlr_status status = random_or_say(talk->env, salt, sizeof salt);
    if (status == TLR_OK) {
        status = tlr_entry_write(talk->entry, salt, &path);
    }
    if (status != TLR_OK) {
        talk->failed = status == TLR_E_INPUT ? NOT_DONE : cmd_exit(status);
        return FAILED;
    }
    fprintf(talk->env->out,
            "written: %s\n  papers: %u, entered %s\n"
            "next: have it signed:\n  teller sign -s NAME.key --as NAME %s\n",
            path, papers, talk->request->given.second ? "double" : "single", CMD_WORD(path));
    return WRITTEN;
}

static enum answer end_keying(struct talk *talk)
{
    const tlr_entry_options *given = &talk->request->given;
    if (given->second || given->single) {
        return write_batch(talk);
    }
    fprintf(talk->env->out,
            "the first keying is done, papers: %u\n"
            "next: another person keys them again:\n"
            "  teller enter %s --contest %s --batch %s",
            tlr_entry_papers(talk->entry), CMD_WORD(talk->request->dir), given->contest,
            given->batch);
    if (strcmp(given->channel, USUAL_CHANNEL) != 0) {
        fprintf(talk->env->out, " --channel %s", given->channel);
    }
    if (given->round != 1) {
        fprintf(talk->env->out, " --round %u", given->round);
    }
    if (given->revision != 1) {
        fprintf(talk->env->out, " --revision %u", given->revision);
    }
    fputs(" --second\n", talk->env->out);
    return WRITTEN;
}

static int converse(struct talk *talk)
{
    open_talk(talk);
    cmd_show_diagnostics(talk->env);
    bool second = talk->request->given.second != 0;
    bool compare = second && tlr_entry_is_done(talk->entry) && tlr_entry_same_number(talk->entry);
    enum answer answer = compare ? ENDED : key_papers(talk);
    if (answer == ENDED && second) {
        answer = settle_papers(talk);
    }
    if (answer == ENDED) {
        answer = end_keying(talk);
    }
    if (answer == WRITTEN) {
        return 0;
    }
    say_kept(talk);
    return answer == STOPPED ? 0 : talk->failed;
}

/* ---- the command ---- */

static bool take_option(struct opt_scan *scan, int row, struct request *request)
{
    unsigned long number = 1;
    switch (row) {
    case OPTION_CONTEST:
        request->given.contest = scan->value;
        return true;
    case OPTION_BATCH:
        request->given.batch = scan->value;
        return true;
    case OPTION_CHANNEL:
        request->given.channel = scan->value;
        return true;
    case OPTION_ROUND:
        if (!opt_number(scan, "round", scan->value, 1, ROUND_MAX, &number)) {
            return false;
        }
        request->given.round = (unsigned)number;
        return true;
    case OPTION_REVISION:
        if (!opt_number(scan, "revision", scan->value, 1, REVISION_MAX, &number)) {
            return false;
        }
        request->given.revision = (unsigned)number;
        return true;
    case OPTION_SECOND:
        request->given.second = 1;
        return true;
    case OPTION_SINGLE:
        request->given.single = 1;
        return true;
    default:
        request->once = true;
        return true;
    }
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {.given = {.channel = USUAL_CHANNEL, .round = 1, .revision = 1}};
    opt_begin(&scan, env, &cmd_enter, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        if (!take_option(&scan, row, &request)) {
            return scan.exit_code;
        }
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    if (request.given.contest == NULL || request.given.batch == NULL) {
        return cmd_misuse(env, &cmd_enter, "it needs --contest and --batch");
    }
    if (request.given.second && request.given.single) {
        return cmd_misuse(env, &cmd_enter, "--second and --single exclude each other");
    }
    struct talk talk = {.env = env, .request = &request, .failed = NOT_DONE};
    tlr_status status = tlr_entry_open(env->ctx, request.dir, &request.given, &talk.entry);
    int code = status == TLR_OK ? converse(&talk) : cmd_exit(status);
    tlr_entry_free(talk.entry);
    return code;
}

const struct cmd cmd_enter = {"enter",
                              "DIR",
                              "key the papers of a batch, once and again, at a terminal",
                              "teller enter anytown-2026 --contest ordinary --batch box-1",
                              options,
                              run};

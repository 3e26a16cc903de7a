/*
 * cli/cmd_adjudicate.c: `teller adjudicate DIR`: decisions on doubtful papers, before the close.
 *
 * A conversation by lines, paper by paper: what was entered, what the paper would count as without
 * a decision, and what each decision would mean; then the decision, and who objected. Every
 * decision is on the disk before the next paper is shown. Or, for a program: the list, and one
 * decision at a time by options. What a decision means is the library's (teller/adjudicate.h).
 * Implements spec/formats/adjudications.md §2.
 */
#include "teller/adjudicate.h"

#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "commands.h"
#include "opt.h"
#include "wrapped.h"

enum {
    OPTION_BY,
    OPTION_ALL,
    OPTION_LIST,
    OPTION_JSON,
    OPTION_PAPER,
    OPTION_DECIDE,
    OPTION_OBJECTED
};
enum { UNDECIDED = 4, NOT_DONE = 1, PROPOSALS_MAX = 300, HISTORY_MAX = 1000, NAME_MAX = 160 };

static const struct cmd_option options[] = {
    {"by", 0, "ROLE", "who decides, as returning-officer"},
    {"all", 0, NULL, "also papers that are rejected without any mark being in doubt"},
    {"list", 0, NULL, "only list the papers and what was decided; 4 when one is undecided"},
    {"json", 0, NULL, "the list as one JSON object, with what each decision would mean"},
    {"paper", 0, "PAPER", "this paper alone: CONTEST/BATCH/NUMBER"},
    {"decide", 0, "DECISION", "with --paper: 'marks ...', 'reject CODE' or 'undo', without asking"},
    {"objected", 0, "ROLE", "with --decide: who objected, or none"},
    {NULL, 0, NULL, NULL}};

struct request {
    const char *dir, *by, *paper, *decide, *objected;
    bool all, list, json;
};

struct talk {
    struct cmd_env *env;
    tlr_adjudication *papers;
    const char *by;
    char line[ASK_LINE];
    size_t decided[HISTORY_MAX]; /* in this sitting, the last at the end */
    size_t decisions;
    int failed; /* exit code of what could not be done */
};

enum answer { NEXT, AGAIN, BACK, STOPPED, INPUT_ENDED, FAILED };

/* ---- what is shown ---- */

static void name_paper(const tlr_adjudication_paper *paper, char out[NAME_MAX])
{
    (void)snprintf(out, NAME_MAX, "%s/%s/%u", paper->contest, paper->batch, paper->number);
}

/* The mark against candidate c in "- 1 X ?". */
static size_t mark_at(const char *seen, unsigned c, const char **mark)
{
    for (; c > 0; c--) {
        seen += strcspn(seen, " ");
        seen += *seen == ' ';
    }
    *mark = seen;
    return strcspn(seen, " ");
}

/* The candidates with a mark, a line each; then those without. */
static void show_marks(struct talk *talk, size_t i, const tlr_adjudication_paper *paper)
{
    struct wrapped rest;
    char letters[3];
    const char *mark = NULL;
    bool whole = strncmp(paper->seen, "R:", 2) == 0;
    for (unsigned c = 0; c < paper->candidates && !whole; c++) {
        size_t len = mark_at(paper->seen, c, &mark);
        if (*mark != '-') {
            tlr_entry_letters(c, letters);
            fprintf(talk->env->out, "    %3.*s  %-2s %s\n", (int)len, mark, letters,
                    tlr_adjudication_candidate(talk->papers, i, c));
        }
    }
    wrapped_begin(&rest, talk->env->out, whole ? "    candidates: " : "    no mark: ", 6);
    for (unsigned c = 0; c < paper->candidates; c++) {
        if (whole || (mark_at(paper->seen, c, &mark) == 1 && *mark == '-')) {
            tlr_entry_letters(c, letters);
            wrapped_add(&rest, "%s %s", letters, tlr_adjudication_candidate(talk->papers, i, c));
        }
    }
    wrapped_end(&rest);
}

/* Shows what `typed` (NULL: no decision) would mean, after `label`. */
static tlr_status show_meaning(struct talk *talk, size_t i, const char *typed, const char *label,
                               int indent)
{
    tlr_text *meaning = NULL;
    tlr_status status = tlr_adjudication_meaning(talk->papers, i, typed, &meaning, NULL);
    if (status == TLR_OK) {
        wrapped_text(talk->env->out, label, indent, tlr_text_data(meaning));
    }
    tlr_text_free(meaning);
    return status;
}

static tlr_status show_proposals(struct talk *talk, size_t i)
{
    for (unsigned n = 0; n < PROPOSALS_MAX; n++) {
        tlr_text *words = NULL;
        tlr_status status = tlr_adjudication_proposal(talk->papers, i, n, &words);
        if (status != TLR_OK || words == NULL) {
            return status;
        }
        fprintf(talk->env->out, "  %2u  %s\n", n + 1, tlr_text_data(words));
        status = show_meaning(talk, i, tlr_text_data(words), "      ", 6);
        tlr_text_free(words);
        if (status != TLR_OK) {
            return status;
        }
    }
    return TLR_OK;
}

static void show_decided(struct cmd_env *env, const tlr_adjudication_paper *paper)
{
    if (paper->decision == NULL) {
        fprintf(env->out, "  %s\n", paper->doubtful ? "not decided" : "no decision");
        return;
    }
    fprintf(env->out, "  decided: %s\n    by the %s, ", paper->decision, paper->decided_by);
    if (paper->objected != NULL) {
        fprintf(env->out, "objected to by the %s\n", paper->objected);
    } else {
        fputs("nobody objected\n", env->out);
    }
}

static tlr_status show_paper(struct talk *talk, size_t i)
{
    const tlr_adjudication_paper *paper = tlr_adjudication_paper_at(talk->papers, i);
    char name[NAME_MAX];
    name_paper(paper, name);
    fprintf(talk->env->out, "\npaper %zu of %zu: %s (%s)\n  as entered: %s%s\n", i + 1,
            tlr_adjudication_count(talk->papers), name, paper->title, paper->seen,
            paper->doubtful ? " (doubtful)" : "");
    show_marks(talk, i, paper);
    tlr_status status = show_meaning(talk, i, NULL, "  without a decision it ", 4);
    if (status == TLR_OK && paper->decision != NULL) {
        show_decided(talk->env, paper);
        status = show_meaning(talk, i, paper->decision, "  so it ", 4);
    }
    return status;
}

static void show_help(struct cmd_env *env)
{
    fputs("  1, 2, 3 ...      one of the decisions shown\n"
          "  marks - 1 2 -    what the paper counts as, a mark for each candidate; or by\n"
          "                   letters, as for keying: marks b c\n"
          "  reject CODE      uncertain, no-official-mark, identifies-voter, torn, or\n"
          "                   another code of spec/rules/marks.md\n"
          "  skip             leave it undecided for now\n"
          "  back             the paper before this one\n"
          "  undo             take the decision made last away;\n"
          "                   undo CONTEST/BATCH/N any other\n"
          "  show             the paper again\n"
          "  stop             leave; the same command goes on from here\n",
          env->out);
}

/* ---- deciding ---- */

/* After something that may have failed: shows why. A wrong word only asks again. */
static enum answer after(struct talk *talk, tlr_status status, enum answer good)
{
    cmd_show_diagnostics(talk->env);
    talk->failed = cmd_exit(status);
    return status == TLR_OK ? good : status == TLR_E_INPUT ? AGAIN : FAILED;
}

/* Asks who objected, until it is a role or none. False: the input ended. */
static bool ask_objector(struct talk *talk, char objected[ASK_LINE])
{
    for (;;) {
        if (!ask_line(talk->env, objected, "who objected (a role, or none)> ")) {
            return false;
        }
        const char *role = tlr_adjudication_role(objected);
        if (strcmp(objected, "none") == 0 || role != NULL) {
            return true;
        }
        fputs("type none, or scrutineer, teller, observer, returning-officer,\n"
              "deputy-returning-officer or ruling-body, or the beginning of one\n",
              talk->env->out);
    }
}

static void remember(struct talk *talk, size_t i)
{
    if (talk->decisions == HISTORY_MAX) {
        memmove(talk->decided, talk->decided + 1, (HISTORY_MAX - 1) * sizeof talk->decided[0]);
        talk->decisions--;
    }
    talk->decided[talk->decisions++] = i;
}

static enum answer decide(struct talk *talk, size_t i, const char *words)
{
    char objected[ASK_LINE];
    char name[NAME_MAX];
    const tlr_adjudication_paper *paper = tlr_adjudication_paper_at(talk->papers, i);
    if (!ask_objector(talk, objected)) {
        return INPUT_ENDED;
    }
    tlr_status status = tlr_adjudication_decide(talk->papers, i, words, talk->by, objected);
    if (status != TLR_OK) {
        return after(talk, status, NEXT);
    }
    name_paper(paper, name);
    fprintf(talk->env->out, "recorded: %s\n", name);
    show_decided(talk->env, paper);
    remember(talk, i);
    return NEXT;
}

/* One of the decisions shown, by its number. */
static enum answer decide_proposed(struct talk *talk, size_t i, unsigned number)
{
    tlr_text *words = NULL;
    tlr_status status = tlr_adjudication_proposal(talk->papers, i, number - 1, &words);
    if (status != TLR_OK) {
        return after(talk, status, NEXT);
    }
    if (words == NULL) {
        fprintf(talk->env->out, "there is no decision %u here\n", number);
        return AGAIN;
    }
    enum answer answer = decide(talk, i, tlr_text_data(words));
    tlr_text_free(words);
    return answer;
}

/* A decision typed in full: what it would mean is shown before it is one. */
static enum answer decide_typed(struct talk *talk, size_t i)
{
    char typed[ASK_LINE];
    memcpy(typed, talk->line, sizeof typed);
    tlr_status status = show_meaning(talk, i, typed, "  then it ", 4);
    if (status != TLR_OK) {
        return after(talk, status, NEXT);
    }
    if (!ask_line(talk->env, talk->line, "is that the decision (yes or no)> ")) {
        return INPUT_ENDED;
    }
    if (strcmp(talk->line, "yes") != 0 && strcmp(talk->line, "y") != 0) {
        fputs("nothing is recorded\n", talk->env->out);
        return AGAIN;
    }
    return decide(talk, i, typed);
}

static enum answer take_undo(struct talk *talk, const char *rest)
{
    size_t i = 0;
    char name[NAME_MAX];
    tlr_status status = TLR_OK;
    if (rest[0] != '\0') {
        status = tlr_adjudication_find(talk->papers, rest, &i);
    } else if (talk->decisions == 0) {
        fputs("nothing was decided in this sitting; name the paper: undo CONTEST/BATCH/NUMBER\n",
              talk->env->out);
        return AGAIN;
    } else {
        i = talk->decided[--talk->decisions];
    }
    if (status == TLR_OK) {
        status = tlr_adjudication_undo(talk->papers, i);
    }
    if (status == TLR_OK) {
        name_paper(tlr_adjudication_paper_at(talk->papers, i), name);
        fprintf(talk->env->out, "taken away: the decision on %s\n", name);
    }
    return after(talk, status, AGAIN);
}

static enum answer take_line(struct talk *talk, size_t i)
{
    const char *line = talk->line;
    const char *rest = NULL;
    unsigned number = ask_number(line);
    if (number != 0) {
        return decide_proposed(talk, i, number);
    }
    if (strcmp(line, "?") == 0 || strcmp(line, "help") == 0) {
        show_help(talk->env);
        return AGAIN;
    }
    if (line[0] == '\0') {
        return AGAIN;
    }
    if (strcmp(line, "skip") == 0) {
        return NEXT;
    }
    if (strcmp(line, "back") == 0) {
        return BACK;
    }
    if (strcmp(line, "stop") == 0) {
        return STOPPED;
    }
    if (strcmp(line, "show") == 0) {
        return after(talk, show_paper(talk, i), AGAIN);
    }
    return ask_is(line, "undo", &rest) ? take_undo(talk, rest) : decide_typed(talk, i);
}

static enum answer settle(struct talk *talk, size_t i)
{
    tlr_status status = show_paper(talk, i);
    if (status == TLR_OK) {
        fputs("  decisions near at hand, and what each would mean:\n", talk->env->out);
        status = show_proposals(talk, i);
    }
    enum answer answer = after(talk, status, AGAIN);
    while (answer == AGAIN) {
        if (!ask_line(talk->env, talk->line,
                      "decision (a number, marks, reject, skip, undo, stop, "
                      "?)> ")) {
            return INPUT_ENDED;
        }
        answer = take_line(talk, i);
    }
    return answer;
}

/* ---- the conversation ---- */

static void say_state(struct talk *talk)
{
    size_t unlisted = tlr_adjudication_unlisted(talk->papers);
    fprintf(talk->env->out, "%s: decisions on papers\npapers to look at: %zu; undecided: %zu\n",
            tlr_adjudication_election(talk->papers), tlr_adjudication_count(talk->papers),
            tlr_adjudication_open_papers(talk->papers));
    if (unlisted > 0) {
        fprintf(talk->env->out, "rejected without a mark in doubt, not shown: %zu (--all)\n",
                unlisted);
    }
}

static bool ask_decider(struct talk *talk, char by[ASK_LINE])
{
    while (talk->by == NULL) {
        if (!ask_line(talk->env, by, "who decides (a role, as returning-officer)> ")) {
            return false;
        }
        talk->by = tlr_adjudication_role(by);
        if (talk->by == NULL) {
            fputs("type returning-officer, deputy-returning-officer, scrutineer, teller,\n"
                  "ruling-body or observer, or the beginning of one\n",
                  talk->env->out);
        }
    }
    return true;
}

/* Papers decided on before are passed over at first; `back` leads to them. */
static enum answer go_through(struct talk *talk)
{
    size_t count = tlr_adjudication_count(talk->papers);
    enum answer answer = NEXT;
    for (size_t i = 0; i < count;) {
        bool passed = tlr_adjudication_paper_at(talk->papers, i)->decision != NULL;
        if (!passed || answer == BACK) {
            answer = settle(talk, i);
        }
        if (answer != NEXT && answer != BACK) {
            return answer;
        }
        if (answer == BACK && i == 0) {
            fputs("this is the first paper\n", talk->env->out);
        }
        i = answer == BACK ? i - (i > 0) : i + 1;
    }
    return NEXT;
}

static int say_end(struct talk *talk, const char *dir, enum answer answer)
{
    size_t open = tlr_adjudication_open_papers(talk->papers);
    if (open == 0) {
        fprintf(talk->env->out, "\nno paper is undecided\nnext: teller next %s\n", CMD_WORD(dir));
        return answer == FAILED ? talk->failed : 0;
    }
    fprintf(talk->env->out,
            "\nundecided: %zu; what was decided is kept\nnext: the same command goes "
            "on from here\n",
            open);
    return answer == FAILED ? talk->failed : answer == INPUT_ENDED ? NOT_DONE : 0;
}

static int converse(struct talk *talk, const struct request *request)
{
    char by[ASK_LINE];
    say_state(talk);
    cmd_show_diagnostics(talk->env);
    if (tlr_adjudication_count(talk->papers) == 0) {
        fprintf(talk->env->out, "no paper needs a decision\nnext: teller next %s\n",
                CMD_WORD(request->dir));
        return 0;
    }
    enum answer answer = ask_decider(talk, by) ? go_through(talk) : INPUT_ENDED;
    return say_end(talk, request->dir, answer);
}

/* ---- without asking ---- */

static int list_papers(struct talk *talk)
{
    char name[NAME_MAX];
    say_state(talk);
    for (size_t i = 0; i < tlr_adjudication_count(talk->papers); i++) {
        const tlr_adjudication_paper *paper = tlr_adjudication_paper_at(talk->papers, i);
        name_paper(paper, name);
        fprintf(talk->env->out, "\n%s as entered: %s%s\n", name, paper->seen,
                paper->doubtful ? " (doubtful)" : "");
        tlr_status status = show_meaning(talk, i, NULL, "  without a decision it ", 4);
        if (status != TLR_OK) {
            return cmd_exit(status);
        }
        show_decided(talk->env, paper);
    }
    return tlr_adjudication_open_papers(talk->papers) > 0 ? UNDECIDED : 0;
}

static int print_json(struct talk *talk)
{
    tlr_text *text = NULL;
    tlr_status status = tlr_adjudication_json(talk->papers, &text);
    if (status == TLR_OK) {
        fwrite(tlr_text_data(text), 1, tlr_text_size(text), talk->env->out);
    }
    tlr_text_free(text);
    int undecided = tlr_adjudication_open_papers(talk->papers) > 0 ? UNDECIDED : 0;
    return status == TLR_OK ? undecided : cmd_exit(status);
}

static int decide_one(struct talk *talk, const struct request *request)
{
    size_t i = 0;
    tlr_status status = tlr_adjudication_find(talk->papers, request->paper, &i);
    if (status == TLR_OK) {
        status = strcmp(request->decide, "undo") == 0
                     ? tlr_adjudication_undo(talk->papers, i)
                     : tlr_adjudication_decide(talk->papers, i, request->decide, request->by,
                                               request->objected);
    }
    if (status == TLR_OK && !talk->env->quiet) {
        status = show_paper(talk, i);
    }
    return cmd_exit(status);
}

/* Shows one paper and asks about it alone. */
static int settle_one(struct talk *talk, const struct request *request)
{
    char by[ASK_LINE];
    size_t i = 0;
    tlr_status status = tlr_adjudication_find(talk->papers, request->paper, &i);
    if (status != TLR_OK) {
        return cmd_exit(status);
    }
    enum answer answer = ask_decider(talk, by) ? settle(talk, i) : INPUT_ENDED;
    return say_end(talk, request->dir, answer);
}

static int work(struct talk *talk, const struct request *request)
{
    if (request->json) {
        return print_json(talk);
    }
    if (request->list) {
        return list_papers(talk);
    }
    if (request->decide != NULL) {
        return decide_one(talk, request);
    }
    return request->paper != NULL ? settle_one(talk, request) : converse(talk, request);
}

/* ---- the command ---- */

static void take_option(int row, const char *value, struct request *request)
{
    switch (row) {
    case OPTION_BY:
        request->by = value;
        return;
    case OPTION_ALL:
        request->all = true;
        return;
    case OPTION_LIST:
        request->list = true;
        return;
    case OPTION_JSON:
        request->json = true;
        return;
    case OPTION_PAPER:
        request->paper = value;
        return;
    case OPTION_DECIDE:
        request->decide = value;
        return;
    default:
        request->objected = value;
        return;
    }
}

/* What is wrong with these options together, or NULL. */
static const char *misfit(const struct request *request)
{
    bool undo = request->decide != NULL && strcmp(request->decide, "undo") == 0;
    if (request->list && request->json) {
        return "--list is for people, --json for programs: give one of them";
    }
    if ((request->list || request->json) && (request->paper != NULL || request->decide != NULL)) {
        return "a list decides on nothing: leave --paper and --decide out";
    }
    if (request->decide != NULL && request->paper == NULL) {
        return "say on which paper: --paper CONTEST/BATCH/NUMBER";
    }
    if (request->decide != NULL && !undo && (request->by == NULL || request->objected == NULL)) {
        return "a decision needs --by ROLE and --objected ROLE, or --objected none";
    }
    if (request->objected != NULL && (request->decide == NULL || undo)) {
        return "--objected goes with --decide";
    }
    return NULL;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    struct opt_scan scan;
    struct request request = {0};
    opt_begin(&scan, env, &cmd_adjudicate, argc, argv);
    for (int row; (row = opt_next(&scan)) >= 0;) {
        take_option(row, scan.value, &request);
    }
    if (scan.stop || !opt_words(&scan, 1, 1)) {
        return scan.exit_code;
    }
    request.dir = scan.args[0];
    const char *wrong = misfit(&request);
    if (wrong != NULL) {
        return cmd_misuse(env, &cmd_adjudicate, "%s", wrong);
    }
    struct talk talk = {.env = env};
    if (request.by != NULL && (talk.by = tlr_adjudication_role(request.by)) == NULL) {
        return cmd_misuse(env, &cmd_adjudicate, "'%s' is no role; give one as returning-officer",
                          request.by);
    }
    tlr_status status = tlr_adjudication_open(env->ctx, request.dir, request.all, &talk.papers);
    int code = status == TLR_OK ? work(&talk, &request) : cmd_exit(status);
    tlr_adjudication_free(talk.papers);
    return code;
}

const struct cmd cmd_adjudicate = {"adjudicate",
                                   "DIR",
                                   "decide on doubtful papers, seeing what each decision means",
                                   "teller adjudicate anytown-2026",
                                   options,
                                   run};

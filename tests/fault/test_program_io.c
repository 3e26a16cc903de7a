/*
 * test_program_io.c: the whole program while the system fails it, call by call.
 *
 * Every command is run again and again with the first, the second, the third ... read, write,
 * fsync, rename, close, open, stat, folder, unlink or allocation going wrong (tests/preload), being
 * interrupted, cut short, or ended by a signal, until a run in which nothing did. Afterwards
 *   - each file it writes is the old one or the new one, whole; nothing is left behind, unless it
 *     was killed outright, and then the same command works the next time;
 *   - a run that says it worked wrote and printed what it does undisturbed;
 *   - what is interrupted or cut short goes on as if nothing had happened;
 *   - it ends by an exit code for what happened, never by a crash.
 * FAULTS=all takes every call (`make faults-full`; FAULTS_OF=sign those of some commands,
 * FAULTS_PART=2/4 of a quarter of them); otherwise every so-many-th, all the same those of the
 * commands that write, except for memory. The commands that change a folder are in
 * test_folder_io.c.
 */
#define _XOPEN_SOURCE 700

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/disturb.h"
#include "support/folder.h"

#define ELECTION "fixtures/elections/smalltown-2026"

enum { OUTPUTS = 3, CALLS_MAX = 100000 };

static struct folder folder;
static struct disturb disturb;

/* A command with what it writes. */
struct job {
    const char *name;
    const char *word[DISTURB_WORDS];
    const char *output[OUTPUTS];
    bool fresh; /* it refuses to replace what is there */
    bool drawn; /* its outputs hold random numbers: their length is compared */
    unsigned long alloc_step;
    unsigned long step; /* of calls, where the command shares most of its work with others; or 0 */
};

static const struct job jobs[] = {
    {.name = "count",
     .word = {"count", "--quiet", "."},
     .output = {"result.xml", "workings.xml", "run.txt"},
     .alloc_step = 29},
    {.name = "quick",
     .word = {"count", "--unsigned", "--rules", "av", "--seats", "1", "p.blt"},
     .alloc_step = 3},
    {.name = "check", .word = {"check", "."}, .alloc_step = 37},
    {.name = "verify",
     .word = {"verify", "--officer-key", "returning-officer.pub", "counted"},
     .alloc_step = 61},
    {.name = "explain",
     .word = {"explain", "counted", "--contest", "ordinary", "--stage", "1"},
     .alloc_step = 67},
    {.name = "vacancy",
     .word = {"vacancy", "counted", "--contest", "ordinary", "--place", "1"},
     .alloc_step = 71},
    {.name = "readings", .word = {"readings", "counted", "--most", "40"}, .alloc_step = 397},
    {.name = "sign",
     .word = {"sign", "--quiet", "--force", "-s", "teller-a.key", "--as", "teller-a", "p.blt"},
     .output = {"p.blt.teller-a.minisig"},
     .alloc_step = 1},
    {.name = "signatures",
     .word = {"signatures", "-p", "returning-officer.pub", "notice.xml"},
     .alloc_step = 1},
    {.name = "keygen",
     .word = {"keygen", "--quiet", "--no-password", "made"},
     .output = {"made.key", "made.pub"},
     .fresh = true,
     .drawn = true,
     .alloc_step = 1},
    {.name = "eligibility",
     .word = {"eligibility", "--quiet", ".", "--candidates", "named.csv", "--roll", "roll.csv",
              "--salt", "salt", "-o", "eligibility.xml"},
     .output = {"eligibility.xml"},
     .alloc_step = 5},
    {.name = "register",
     .word = {"register", ".", "--roll", "roll.csv", "--salt", "salt"},
     .alloc_step = 5},
    {.name = "entitlement",
     .word = {"entitlement", "--conference", "2023", "--members", "750", "--women", "100",
              "--young", "30"},
     .alloc_step = 5},
    {.name = "rules", .word = {"rules"}, .alloc_step = 7},
    {.name = "card-vote",
     .word = {"card-vote", "--clps", "88%", "--affiliates", "99%"},
     .alloc_step = 1},
    {.name = "help", .word = {"help"}, .alloc_step = 1},
    {.name = "report",
     .word = {"report", "--quiet", "counted", "-o", "r.html"},
     .output = {"r.html"},
     .alloc_step = 61,
     .step = 13},
    {.name = "export",
     .word = {"export", "--quiet", "counted", "--contest", "ordinary", "--format", "blt", "-o",
              "o.blt"},
     .output = {"o.blt"},
     .alloc_step = 61,
     .step = 13},
    {.name = "declare",
     .word = {"declare", "--quiet", "counted", "--state", "declared", "--at", "2026-03-21T22:10Z",
              "--present", "returning-officer"},
     .output = {"counted/declaration.txt"},
     .fresh = true,
     .alloc_step = 97,
     .step = 17},
    {.name = "ruling",
     .word = {"ruling", "--quiet", "counted", "--by", "returning-officer", "--minute", "m/1",
              "--decided", "2026-04-02", "--change", "withdraw-candidate youth hal-hatter"},
     .output = {"counted/rulings/1.txt"},
     .fresh = true,
     .alloc_step = 61,
     .step = 17},
    {.name = "delegation-record",
     .word = {"delegation-record", "--quiet", "counted", "-o", "d.xml"},
     .output = {"d.xml"},
     .alloc_step = 97,
     .step = 17},
    {.name = "unit-votes", .word = {"unit-votes", "ledger.csv"}, .alloc_step = 3},
    {.name = "compare", .word = {"compare", "counted", "counted"}, .alloc_step = 197, .step = 41},
    {.name = "what-if",
     .word = {"what-if", "counted", "--no-constraints"},
     .alloc_step = 97,
     .step = 41},
    {.name = "margin",
     .word = {"margin", "counted", "--contest", "youth"},
     .alloc_step = 97,
     .step = 41},
    {.name = "audit-sample",
     .word = {"audit-sample", "--quiet", "counted", "--seed", "902817364455019283746501", "--n",
              "3"},
     .alloc_step = 97,
     .step = 41},
    {.name = "lot", .word = {"lot", "counted"}, .alloc_step = 97, .step = 41},
    {.name = "next", .word = {"next", "counted"}, .alloc_step = 97, .step = 41},
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

/* What a job does undisturbed. */
struct clean {
    int code;
    char *out;
    size_t out_len;
    char *written[OUTPUTS];
    size_t written_len[OUTPUTS];
};
static struct clean cleans[JOBS];

static const char old_text[] = "the old one\n";
static size_t disturbed;

/* ---- one run ---- */

static int run(const struct job *job, const char *spec)
{
    return disturb_run(&disturb, job->word, NULL, spec);
}

static void put_old(const struct job *job)
{
    for (size_t i = 0; i < OUTPUTS && job->output[i] != NULL; i++) {
        if (job->fresh) {
            (void)unlink(job->output[i]);
        } else {
            assert_true(file_store(job->output[i], old_text, sizeof old_text - 1));
        }
    }
}

static void keep_clean(size_t j)
{
    const struct job *job = &jobs[j];
    put_old(job);
    cleans[j].code = run(job, NULL);
    cleans[j].out = file_load("talk/out", &cleans[j].out_len);
    assert_non_null(cleans[j].out);
    for (size_t i = 0; i < OUTPUTS && job->output[i] != NULL; i++) {
        cleans[j].written[i] = file_load(job->output[i], &cleans[j].written_len[i]);
        assert_non_null(cleans[j].written[i]);
    }
    if (cleans[j].code != 0) {
        size_t len = 0;
        char *err = file_load("talk/err", &len);
        print_error("%s: undisturbed it ends with %d: %s\n", job->name, cleans[j].code,
                    err != NULL ? err : "");
        free(err);
    }
    assert_int_equal(cleans[j].code, 0);
    put_old(job); /* what is written anew must not be there for the next command */
}

/* ---- afterwards ---- */

enum state { NONE, OLD, NEW, BROKEN };

static enum state state_of(size_t j, size_t i)
{
    const struct job *job = &jobs[j];
    size_t len = 0;
    struct stat info;
    if (lstat(job->output[i], &info) != 0) {
        return NONE;
    }
    char *now = file_load(job->output[i], &len);
    assert_non_null(now);
    enum state state = BROKEN;
    if (len == cleans[j].written_len[i] &&
        (job->drawn || memcmp(now, cleans[j].written[i], len) == 0)) {
        state = NEW;
    } else if (len == sizeof old_text - 1 && memcmp(now, old_text, len) == 0) {
        state = OLD;
    }
    free(now);
    return state;
}

static size_t left_in(const char *where)
{
    size_t found = 0;
    DIR *here = opendir(where);
    if (here == NULL) {
        return 0; /* rulings/ is there only after a ruling */
    }
    for (const struct dirent *entry; (entry = readdir(here)) != NULL;) {
        char path[2 * FOLDER_PATH];
        size_t len = strlen(entry->d_name);
        if (len > 4 && strcmp(entry->d_name + len - 4, ".tmp") == 0) {
            found++;
            (void)snprintf(path, sizeof path, "%s/%s", where, entry->d_name);
            (void)unlink(path);
        }
    }
    (void)closedir(here);
    return found;
}

/* Removes temporary files and says how many there were: in every folder that a command writes to,
 * or each run that was killed would leave the next one more to read. */
static size_t left_behind(void)
{
    return left_in(".") + left_in("counted") + left_in("counted/rulings");
}

static bool printed_the_same(size_t j)
{
    size_t len = 0;
    char *out = file_load("talk/out", &len);
    assert_non_null(out);
    bool same = jobs[j].drawn || (len == cleans[j].out_len && memcmp(out, cleans[j].out, len) == 0);
    free(out);
    return same;
}

/* Are all outputs the new ones? *whole: are all of them the old or the new ones? */
static bool all_new(size_t j, bool *whole)
{
    bool new = true;
    *whole = true;
    for (size_t i = 0; i < OUTPUTS && jobs[j].output[i] != NULL; i++) {
        enum state state = state_of(j, i);
        new = new &&state == NEW;
        *whole = *whole && state != BROKEN && (state != NONE || jobs[j].fresh);
    }
    return new;
}

/* One disturbed run; false after saying what was wrong. */
static bool judge(size_t j, const char *spec, const char *how, bool alloc, int code)
{
    bool whole = false;
    bool new = all_new(j, &whole);
    bool killed = code == -SIGKILL;
    size_t left = left_behind();
    const char *wrong = NULL;
    if (!disturb_may_end(how, alloc, code)) {
        wrong = "it may not end so";
    } else if (!disturb_said_why(code)) {
        wrong = "it does not say why";
    } else if (!whole) {
        wrong = "a file is neither the old one nor the new one";
    } else if (left > 0 && !killed && strncmp(spec, "unlink", 6) != 0) {
        wrong = "a temporary file is left behind";
    } else if (code == 0 && (!new || !printed_the_same(j))) {
        wrong = "it says that it worked, but wrote or printed something else";
    }
    if (wrong != NULL) {
        disturb_complain(spec, jobs[j].name, code, wrong);
    }
    return wrong == NULL;
}

static bool disturb_job(size_t j, const char *call, const char *how, unsigned long step)
{
    bool good = true;
    if (!disturb_wanted(jobs[j].name, j)) {
        return true;
    }
    bool alloc = strcmp(call, "alloc") == 0;
    for (unsigned long n = 1; n < CALLS_MAX; n += step) {
        char spec[64];
        snprintf(spec, sizeof spec, "%s:%lu:%s", call, n, how);
        put_old(&jobs[j]);
        int code = run(&jobs[j], spec);
        if (!disturb_fired(&disturb)) {
            good = judge(j, spec, "EINTR", false, code) && good;
            put_old(&jobs[j]);
            return good;
        }
        disturbed++;
        good = judge(j, spec, how, alloc, code) && good;
    }
    print_error("%s: %s goes on for ever\n", jobs[j].name, call);
    return false;
}

/* ---- the tests ---- */

/* Every how-many-th call. */
static unsigned long step_of(size_t j, unsigned long step)
{
    unsigned long seldom = jobs[j].output[0] != NULL ? 1 : 7;
    return disturb_all_wanted() ? 1 : step * (jobs[j].step > 0 ? jobs[j].step : seldom);
}

static void calls_fail(void **state)
{
    bool good = true;
    (void)state;
    for (size_t j = 0; j < JOBS; j++) {
        for (const struct disturb_row *row = disturb_rows; row->call != NULL; row++) {
            good = disturb_job(j, row->call, row->how, step_of(j, 1)) && good;
        }
    }
    assert_true(good);
}

static void memory_fails(void **state)
{
    bool good = true;
    (void)state;
    for (size_t j = 0; j < JOBS; j++) {
        good = disturb_job(j, "alloc", "EIO", disturb_all_wanted() ? 1 : 3 * jobs[j].alloc_step) &&
               good;
    }
    assert_true(good);
}

static void signals_end_it(void **state)
{
    static const char *const hows[] = {"INT", "TERM", "KILL"};
    bool good = true;
    (void)state;
    for (size_t j = 0; j < JOBS; j++) {
        for (size_t i = 0; i < 3 && jobs[j].output[0] != NULL; i++) {
            good = disturb_job(j, "any", hows[i], step_of(j, i == 1 ? 3 : 1)) && good;
        }
    }
    assert_true(good);
}

/* Temporary files that a killed program left are in nobody's way. */
static void what_was_left_is_ignored(void **state)
{
    (void)state;
    assert_true(file_store(".result.xml.1-1.tmp", "half", 4));
    assert_true(file_store("batches/.late.ballots.77-1.tmp", "half", 4));
    put_old(&jobs[0]);
    assert_int_equal(run(&jobs[0], NULL), 0);
    bool whole = false;
    assert_true(all_new(0, &whole));
    assert_int_equal(left_behind(), 1);
    assert_int_equal(unlink("batches/.late.ballots.77-1.tmp"), 0);
}

/* Counts of one folder at once: all succeed, with the same bytes. */
static void at_once(void **state)
{
    enum { TOGETHER = 4, TIMES = 5 };
    (void)state;
    put_old(&jobs[0]);
    for (int round = 0; round < TIMES; round++) {
        pid_t pid[TOGETHER];
        for (int i = 0; i < TOGETHER; i++) {
            pid[i] = fork();
            assert_true(pid[i] >= 0);
            if (pid[i] == 0) {
                disturb_become(&disturb, jobs[0].word, NULL, NULL);
            }
        }
        for (int i = 0; i < TOGETHER; i++) {
            int status = 0;
            assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
            assert_true(WIFEXITED(status));
            assert_int_equal(WEXITSTATUS(status), 0);
        }
        bool whole = false;
        assert_true(all_new(0, &whole));
        assert_int_equal(left_behind(), 0);
    }
}

/* ---- the election ---- */

static bool copy_file(const char *from, const char *to, mode_t mode)
{
    char path[2 * FOLDER_PATH];
    size_t len = 0;
    snprintf(path, sizeof path, "%s/%s", disturb.top, from);
    char *data = file_load(path, &len);
    bool done = data != NULL && file_store(to, data, len) && chmod(to, mode) == 0;
    free(data);
    return done;
}

static bool write_tables(void)
{
    static const char roll[] = "member,name,joined,suspended,arrears\nL1,A A,2020-01-01,no,no\n"
                               "L2,B B,2020-01-01,no,no\n";
    static const char named[] = "candidate,member,nominated-by,consents\na-a,L1,Branch,yes\n";
    static const char salt[] = "000102030405060708090a0b0c0d0e0f\n";
    return file_store("roll.csv", roll, sizeof roll - 1) &&
           file_store("named.csv", named, sizeof named - 1) &&
           file_store("salt", salt, sizeof salt - 1) && chmod("salt", 0600) == 0 &&
           copy_file("fixtures/ledgers/newham-2016.csv", "ledger.csv", 0600);
}

/* A second copy of the folder, counted: for the commands that only read. */
static bool count_copy(void)
{
    static const struct job job = {.name = "count", .word = {"count", "--quiet", "counted"}};
    for (size_t i = 0; i < folder.files; i++) {
        char from[2 * FOLDER_PATH], to[2 * FOLDER_PATH];
        size_t len = 0;
        snprintf(from, sizeof from, "%s", folder.file[i]);
        snprintf(to, sizeof to, "counted/%s", folder.file[i]);
        char *data = file_load(from, &len);
        bool done = data != NULL && file_store(to, data, len);
        free(data);
        if (!done) {
            return false;
        }
    }
    return run(&job, NULL) == 0;
}

static int make_election(void **state)
{
    (void)state;
    if (!disturb_find(&disturb) || !folder_copy(&folder, ELECTION)) {
        print_error("the program, the preload or the election is not there\n");
        return -1;
    }
    bool made = disturb_begin(&disturb, folder.path) && mkdir("counted", 0755) == 0 &&
                mkdir("counted/batches", 0755) == 0 && count_copy() && write_tables() &&
                copy_file("fixtures/keys/teller-a.key", "teller-a.key", 0600) &&
                copy_file("fixtures/keys/returning-officer.pub", "returning-officer.pub", 0644) &&
                copy_file("fixtures/good/blt-plain.blt", "p.blt", 0644);
    for (size_t j = 0; made && j < JOBS; j++) {
        keep_clean(j);
    }
    return made ? 0 : -1;
}

static int remove_election(void **state)
{
    (void)state;
    printf("%zu runs of the program, %zu of them disturbed\n", disturb.runs, disturbed);
    for (size_t j = 0; j < JOBS; j++) {
        free(cleans[j].out);
        for (size_t i = 0; i < OUTPUTS; i++) {
            free(cleans[j].written[i]);
        }
    }
    (void)unlink(disturb.mark);
    int back = chdir(disturb.top);
    folder_remove(&folder);
    return back;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_fail),     cmocka_unit_test(memory_fails),
        cmocka_unit_test(signals_end_it), cmocka_unit_test(what_was_left_is_ignored),
        cmocka_unit_test(at_once),
    };
    return cmocka_run_group_tests(tests, make_election, remove_election);
}

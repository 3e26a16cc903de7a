/*
 * test_folder_io.c: the commands that change an election's folder while the system fails them.
 *
 * As test_program_io.c does with commands that write files of given names; here a command may
 * write, replace and remove several files of the folder `work`. Before each run the folder is put
 * back as it was (tests/fault/folders.sh made it); then the first, the second, the third ... call
 * goes wrong. Afterwards
 *   - each file of the folder is an old one or the new one, whole, and none is missing that was
 *     neither to be replaced nor removed; a journal of keyed papers is a beginning of the whole
 * one;
 *   - no temporary file is left, and nothing of a bundle, unless the program was killed outright;
 *   - a run that says it worked left the folder and printed what it does undisturbed;
 *   - after a kill the same command, given once more, ends the work, or says what is in its way.
 * And each command that writes runs twice at once in the same folder.
 * Also here, since they need such folders: commands that read bundles and print other formats.
 * FAULTS=all takes every call (`make faults-full`); FAULTS_OF=bundle those commands alone,
 * FAULTS_PART=2/4 a quarter of the commands.
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

#define SALT "0123456789abcdef0123456789abcdef"

enum { FILES = 64, CALLS_MAX = 100000 };

static struct disturb disturb;
static struct folder scratch;
static size_t disturbed;

/* What the same command does after it was killed. */
enum again {
    AGAIN_ENDS,    /* it ends the work: the folder is then as after an undisturbed run */
    AGAIN_OR_SAYS, /* or it finds its own output there, leaves it alone and says so */
    AGAIN_OTHER    /* it adds to what is there: another paper, another person's slip */
};

struct job {
    const char *name, *from; /* from: the folder from-FROM that it starts with */
    const char *word[DISTURB_WORDS];
    const char *typed;
    const char *journal; /* its lines are added one by one */
    enum again again;
    bool drawn; /* it draws random numbers: contents are compared by length */
    bool reads; /* it changes nothing, and reads by the functions by which others read */
    unsigned long step, alloc_step; /* every so-many-th call; 1 where nothing else does the same */
};

static const struct job jobs[] = {
    {.name = "close",
     .from = "open",
     .word = {"close", "--quiet", "--slip", "work/slip.txt", "work"},
     .drawn = true,
     .step = 11,
     .alloc_step = 123},
    {.name = "close, the form",
     .from = "open",
     .word = {"close", "--quiet", "--form", "work/form.txt", "work"},
     .again = AGAIN_OR_SAYS,
     .step = 23,
     .alloc_step = 195},
    {.name = "close, corrected",
     .from = "corrected",
     .word = {"close", "--quiet", "work"},
     .drawn = true,
     .step = 11,
     .alloc_step = 195},
    {.name = "adjudicate",
     .from = "open",
     .word = {"adjudicate", "work", "--paper", "ordinary/meeting/4", "--decide", "marks - - 2 1",
              "--by", "returning-officer", "--objected", "none"},
     .step = 15,
     .alloc_step = 123},
    {.name = "lot",
     .from = "drawn",
     .word = {"lot", "--quiet", "work", "--record", "--selected", "hal-hatter", "--how", "slips",
              "--witness", "returning-officer", "--witness", "scrutineer"},
     .again = AGAIN_OR_SAYS,
     .step = 23,
     .alloc_step = 195},
    {.name = "ink",
     .from = "inked",
     .word = {"ink", "--quiet", "work", "--file", "close.txt", "--refused", "account", "--role",
              "scrutineer", "--witness", "returning-officer"},
     .again = AGAIN_OTHER,
     .step = 7,
     .alloc_step = 35},
    {.name = "count after a ruling",
     .from = "ruled",
     .word = {"count", "--quiet", "work"},
     .step = 23,
     .alloc_step = 399},
    {.name = "declare anew",
     .from = "declared",
     .word = {"declare", "--quiet", "work", "--state", "declared", "--at", "2026-03-21T22:40Z",
              "--present", "returning-officer"},
     .step = 23,
     .alloc_step = 399},
    {.name = "bundle, sealed",
     .from = "counted",
     .word = {"bundle", "--quiet", "work", "-o", "work/out", "--sealed"},
     .again = AGAIN_OR_SAYS,
     .step = 27,
     .alloc_step = 123},
    {.name = "bundle, public",
     .from = "counted",
     .word = {"bundle", "--quiet", "work", "-o", "work/out", "--public"},
     .again = AGAIN_OR_SAYS,
     .step = 15,
     .alloc_step = 123},
    {.name = "dispose",
     .from = "counted",
     .word = {"dispose", "--quiet", "work", "--today", "2027-03-21", "--yes"},
     .step = 11,
     .alloc_step = 83},
    {.name = "init, the notice",
     .from = "empty",
     .word = {"init", "--quiet", "work", "--answers", "answers.txt"},
     .again = AGAIN_OR_SAYS,
     .step = 7,
     .alloc_step = 195},
    {.name = "init, the candidates",
     .from = "notice",
     .word = {"init", "--quiet", "work", "--answers", "candidates.txt"},
     .again = AGAIN_OR_SAYS,
     .step = 11,
     .alloc_step = 195},
    {.name = "papers",
     .from = "lots",
     .word = {"papers", "--quiet", "work", "--contest", "ordinary", "-o", "work/papers.html"},
     .step = 27,
     .alloc_step = 123},
    {.name = "enter, first",
     .from = "open",
     .word = {"enter", "work", "--contest", "ordinary", "--batch", "box-1", "--once"},
     .typed = "1 2 - -\nblank\ncorrect 1 1 - - 2\n- X - -\ndone 3\n",
     .journal = "work/batches/ordinary-box-1.entry1",
     .again = AGAIN_OTHER,
     .step = 11,
     .alloc_step = 83},
    {.name = "enter, second",
     .from = "keyed",
     .word = {"enter", "work", "--contest", "ordinary", "--batch", "box-1", "--second", "--once"},
     .typed = "1 2 - -\nblank\n- X - -\ndone 3\n",
     .journal = "work/batches/ordinary-box-1.entry2",
     .again = AGAIN_OTHER,
     .drawn = true,
     .step = 11,
     .alloc_step = 123},
    {.name = "import",
     .from = "export",
     .word = {"import", "--quiet", "work/votes.csv", "-m", "work/votes.mapping", "-e", "work",
              "--salt", SALT, "-o", "work/online.ballots"},
     .step = 11,
     .alloc_step = 83},
    {.name = "import, a mapping",
     .from = "export",
     .word = {"import", "--quiet", "work/votes.csv", "--suggest", "-e", "work", "--contest",
              "woman", "-o", "work/drafted.mapping"},
     .step = 23,
     .alloc_step = 195},
    {.name = "tally",
     .from = "export",
     .word = {"tally", "--quiet", "work", "--contest", "youth", "--papers", "4", "-s",
              "work/certificate.txt", "--salt", SALT, "-o", "work/online.ballots", "gus-glover=3",
              "hal-hatter=1"},
     .step = 15,
     .alloc_step = 83},
    {.name = "verify, sealed",
     .from = "sealed",
     .word = {"verify", "work/out"},
     .reads = true,
     .step = 61,
     .alloc_step = 795},
    {.name = "verify, public",
     .from = "public",
     .word = {"verify", "work/out"},
     .reads = true,
     .step = 41,
     .alloc_step = 399},
    {.name = "verify, as JSON",
     .from = "counted",
     .word = {"verify", "--json", "work"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "check, as JSON",
     .from = "counted",
     .word = {"check", "--json", "work"},
     .reads = true,
     .step = 97,
     .alloc_step = 49},
    {.name = "entitlement, as JSON",
     .from = "counted",
     .word = {"entitlement", "--conference", "2023", "--members", "1312", "--women", "611",
              "--young", "74", "--json"},
     .reads = true,
     .step = 97,
     .alloc_step = 19},
    {.name = "report, text",
     .from = "counted",
     .word = {"report", "--quiet", "work", "--format", "text", "-o", "work/r"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "report, csv",
     .from = "counted",
     .word = {"report", "--quiet", "work", "--format", "csv", "-o", "work/r"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "report, json",
     .from = "counted",
     .word = {"report", "--quiet", "work", "--format", "json", "-o", "work/r"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "report, rcvis",
     .from = "counted",
     .word = {"report", "--quiet", "work", "--format", "rcvis", "--contest", "ordinary", "-o",
              "work/r"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "report, scrutineer",
     .from = "counted",
     .word = {"report", "--quiet", "work", "--format", "scrutineer", "-o", "work/r"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "export, csv",
     .from = "counted",
     .word = {"export", "--quiet", "work", "--contest", "ordinary", "--format", "csv", "-o",
              "work/x"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "export, cvr",
     .from = "counted",
     .word = {"export", "--quiet", "work", "--contest", "ordinary", "--format", "cvr",
              "--generated", "2026-05-14T20:30:00Z", "-o", "work/x"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "export, eml-510",
     .from = "counted",
     .word = {"export", "--quiet", "work", "--format", "eml-510", "-o", "work/x"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "export, eml-520",
     .from = "counted",
     .word = {"export", "--quiet", "work", "--format", "eml-520", "-o", "work/x"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "effect",
     .from = "counted",
     .word = {"effect", "work", "--contest", "ordinary", "--wrongly-counted", "1"},
     .reads = true,
     .step = 97,
     .alloc_step = 999},
    {.name = "version", .from = "empty", .word = {"version"}, .step = 1, .alloc_step = 1},
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

/* ---- folders in memory ---- */

struct file {
    char path[FOLDER_PATH]; /* below the current folder */
    char *data;
    size_t len;
    bool is_folder;
};

struct tree {
    struct file file[FILES];
    size_t files;
};

static struct tree begun, ended; /* the job's folder before and after an undisturbed run */
static char *printed;
static size_t printed_len;
static char *journal;

static void tree_drop(struct tree *tree)
{
    for (size_t i = 0; i < tree->files; i++) {
        free(tree->file[i].data);
    }
    tree->files = 0;
}

static void tree_take_level(struct tree *tree, const char *path)
{
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        struct stat info;
        assert_true(tree->files < FILES);
        struct file *file = &tree->file[tree->files++];
        int n = snprintf(file->path, sizeof file->path, "%s/%s", path, entry->d_name);
        assert_true(n > 0 && (size_t)n < sizeof file->path && lstat(file->path, &info) == 0);
        file->is_folder = S_ISDIR(info.st_mode);
        file->len = 0;
        file->data = file->is_folder ? NULL : file_load(file->path, &file->len);
        assert_true(file->is_folder || file->data != NULL);
    }
    (void)closedir(dir);
}

/* The files of a folder and of the folders in it, however deep; each folder before its files. */
static void tree_take(struct tree *tree, const char *path)
{
    tree_drop(tree);
    tree_take_level(tree, path);
    for (size_t i = 0; i < tree->files; i++) {
        if (tree->file[i].is_folder) {
            tree_take_level(tree, tree->file[i].path);
        }
    }
}

static const struct file *tree_find(const struct tree *tree, const char *path)
{
    for (size_t i = 0; i < tree->files; i++) {
        if (strcmp(tree->file[i].path, path) == 0) {
            return &tree->file[i];
        }
    }
    return NULL;
}

/* Is file f of the tree, with the same bytes (with as many, where by_length)? */
static bool tree_has(const struct tree *tree, const struct file *f, bool by_length)
{
    const struct file *same = tree_find(tree, f->path);
    return same != NULL && same->is_folder == f->is_folder && same->len == f->len &&
           (f->len == 0 || by_length || memcmp(same->data, f->data, f->len) == 0);
}

static bool tree_same(const struct tree *a, const struct tree *b, bool by_length)
{
    for (size_t i = 0; i < a->files; i++) {
        if (!tree_has(b, &a->file[i], by_length)) {
            return false;
        }
    }
    return a->files == b->files;
}

/* Makes the folder `work` as it was; `now` is what is in it. */
static void put_back(const struct tree *now)
{
    for (size_t i = now->files; i-- > 0;) {
        if (!tree_has(&begun, &now->file[i], false)) {
            assert_int_equal(remove(now->file[i].path), 0);
        }
    }
    for (size_t i = 0; i < begun.files; i++) {
        const struct file *file = &begun.file[i];
        if (tree_has(now, file, false)) {
            continue;
        }
        assert_true(file->is_folder ? mkdir(file->path, 0755) == 0
                                    : file_store(file->path, file->data, file->len));
    }
}

/* ---- a run, and what it left ---- */

static bool is_temporary(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".tmp") == 0;
}

/* A file that the undisturbed run leaves, or left for a while: a journal grows line by line. */
static bool is_beginning(const struct job *job, const struct file *f)
{
    return job->journal != NULL && strcmp(f->path, job->journal) == 0 &&
           f->len <= strlen(journal) && memcmp(f->data, journal, f->len) == 0;
}

/* What is wrong with what a run left, or NULL. */
static const char *wrong_left(const struct job *job, const struct tree *now, bool killed)
{
    for (size_t i = 0; i < now->files; i++) {
        const struct file *f = &now->file[i];
        if (is_temporary(f->path)) {
            if (!killed) {
                return "a temporary file is left behind";
            }
        } else if (!tree_has(&begun, f, false) && !tree_has(&ended, f, job->drawn) &&
                   !is_beginning(job, f)) {
            return "a file is neither the old one nor the new one";
        }
    }
    for (size_t i = 0; i < begun.files; i++) {
        const char *path = begun.file[i].path;
        if (tree_find(&ended, path) != NULL && tree_find(now, path) == NULL) {
            return "a file is gone";
        }
    }
    return NULL;
}

static bool printed_the_same(const struct job *job)
{
    size_t len = 0;
    char *out = file_load("talk/out", &len);
    assert_non_null(out);
    bool same = job->drawn || (len == printed_len && memcmp(out, printed, len) == 0);
    free(out);
    return same;
}

/* Nothing of a bundle may stay behind a failure: half of one could be taken for the whole. */
static bool half_a_bundle(const struct tree *now)
{
    return tree_find(&begun, "work/out") == NULL && tree_find(now, "work/out") != NULL &&
           tree_find(now, "work/out/MANIFEST") == NULL;
}

static const char *wrong_after(const struct job *job, const struct disturb_row *row,
                               const struct tree *now, int code)
{
    bool killed = code == -SIGKILL;
    bool ending = code == -SIGINT || code == -SIGTERM;
    bool kept = strcmp(row->call, "unlink") == 0;
    if (!disturb_may_end(row->how, strcmp(row->call, "alloc") == 0, code)) {
        return "it may not end so";
    }
    if (!disturb_said_why(code)) {
        return "it does not say why";
    }
    if (code == 0 && (!tree_same(now, &ended, job->drawn) || !printed_the_same(job))) {
        return "it says that it worked, but wrote or printed something else";
    }
    if (!killed && !ending && !kept && half_a_bundle(now)) {
        return "half a bundle is left behind";
    }
    return wrong_left(job, now, killed || kept);
}

/* The same command once more, undisturbed, in what a killed run left. */
static const char *wrong_again(const struct job *job, struct tree *now)
{
    if (job->again == AGAIN_OTHER) {
        return NULL;
    }
    int code = disturb_run(&disturb, job->word, job->typed, NULL);
    for (size_t i = 0; i < now->files; i++) {
        if (is_temporary(now->file[i].path)) {
            assert_int_equal(remove(now->file[i].path), 0);
        }
    }
    tree_take(now, "work");
    if (code == 0 && tree_same(now, &ended, job->drawn)) {
        return NULL;
    }
    if (job->again == AGAIN_OR_SAYS && code > 0 && wrong_left(job, now, false) == NULL) {
        return NULL;
    }
    return "the same command, given once more, does not end the work";
}

/* ---- the tests ---- */

static bool disturb_once(const struct job *job, const struct disturb_row *row, unsigned long n,
                         bool *fired)
{
    static struct tree now;
    char spec[64];
    snprintf(spec, sizeof spec, "%s:%lu:%s", row->call, n, row->how);
    int code = disturb_run(&disturb, job->word, job->typed, spec);
    *fired = disturb_fired(&disturb);
    disturbed += *fired;
    tree_take(&now, "work");
    const char *wrong = wrong_after(job, row, &now, code);
    if (wrong == NULL && code == -SIGKILL) {
        wrong = wrong_again(job, &now);
    }
    if (wrong != NULL) {
        disturb_complain(spec, job->name, code, wrong);
    }
    put_back(&now);
    return wrong == NULL;
}

static bool disturb_job(const struct job *job, const struct disturb_row *row, unsigned long step)
{
    bool good = true;
    bool fired = true;
    for (unsigned long n = 1; n < CALLS_MAX && fired; n += disturb_all_wanted() ? 1 : step) {
        good = disturb_once(job, row, n, &fired) && good;
    }
    if (fired) {
        fprintf(stderr, "%s: %s goes on for ever\n", job->name, row->call);
    }
    return good && !fired;
}

/* The journal as it is before the batch is written: the clean run stopped by the first failure to
 * make a file after it. A first keying leaves its journal anyway. */
static void keep_journal(const struct job *job)
{
    free(journal);
    journal = NULL;
    if (job->journal == NULL) {
        return;
    }
    const struct file *left = tree_find(&ended, job->journal);
    size_t len = 0;
    if (left == NULL) {
        assert_int_equal(disturb_run(&disturb, job->word, job->typed, "rename:2:EIO"), 5);
    } else {
        assert_true(file_store(left->path, left->data, left->len));
    }
    journal = file_load(job->journal, &len);
    assert_non_null(journal);
}

static void keep_clean(const struct job *job)
{
    static struct tree now;
    int code = disturb_run(&disturb, job->word, job->typed, NULL);
    if (code != 0) {
        disturb_complain("(none)", job->name, code, "undisturbed it does not work");
    }
    assert_int_equal(code, 0);
    free(printed);
    printed = file_load("talk/out", &printed_len);
    assert_non_null(printed);
    tree_take(&ended, "work");
    put_back(&ended);
    keep_journal(job);
    tree_take(&now, "work");
    put_back(&now);
    tree_drop(&now);
}

static void begin_job(const struct job *job)
{
    char from[64];
    snprintf(from, sizeof from, "from-%s", job->from);
    assert_int_equal(rename(from, "work"), 0);
    tree_take(&begun, "work");
    keep_clean(job);
}

static void end_job(const struct job *job)
{
    char from[64];
    snprintf(from, sizeof from, "from-%s", job->from);
    assert_int_equal(rename("work", from), 0);
}

/* The same command twice at the same time, in one folder: each works or says what is in its way,
 * one of them works, and every file is an old one or the new one. Not for commands that add to what
 * is there, nor those that are typed into. */
static bool at_once(const struct job *job)
{
    static struct tree now;
    pid_t pid[2];
    int code[2] = {-1, -1};
    if (job->reads || job->typed != NULL || job->again == AGAIN_OTHER) {
        return true;
    }
    for (size_t i = 0; i < 2; i++) {
        pid[i] = fork();
        assert_true(pid[i] >= 0);
        if (pid[i] == 0) {
            disturb_become(&disturb, job->word, NULL, NULL);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        int status = 0;
        assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
        code[i] = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        disturb.runs++;
    }
    tree_take(&now, "work");
    const char *wrong = wrong_left(job, &now, false);
    bool sound = code[0] >= 0 && code[0] < 70 && code[1] >= 0 && code[1] < 70;
    if (wrong == NULL && (!sound || (code[0] != 0 && code[1] != 0))) {
        wrong = "neither of two at once ends the work, or one falls over";
    }
    if (wrong != NULL) {
        disturb_complain("(two at once)", job->name, code[code[0] == 0], wrong);
    }
    put_back(&now);
    return wrong == NULL;
}

/* Unless all is wanted, a command meets every other of the rows, the next one the others. */
static bool its_turn(const struct job *job, const struct disturb_row *row)
{
    size_t number = (size_t)(job - jobs) + (row != NULL ? (size_t)(row - disturb_rows) : 0);
    return disturb_all_wanted() || (!job->reads && (row == NULL || number % 2 == 0));
}

static void every_command(void **state)
{
    static const struct disturb_row ends[] = {{"any", "KILL"}, {"any", "INT"}, {"any", "TERM"}};
    static const struct disturb_row memory = {"alloc", "EIO"};
    bool good = true;
    (void)state;
    for (const struct job *job = jobs; job < jobs + JOBS; job++) {
        if (!disturb_wanted(job->name, (size_t)(job - jobs))) {
            continue;
        }
        begin_job(job);
        good = at_once(job) && good;
        for (const struct disturb_row *row = disturb_rows; row->call != NULL; row++) {
            good = (!its_turn(job, row) || disturb_job(job, row, job->step)) && good;
        }
        for (size_t i = 0; i < 3 && its_turn(job, NULL); i++) {
            good = disturb_job(job, &ends[i], job->step * (2 * i + 1)) && good;
        }
        good = disturb_job(job, &memory, job->alloc_step) && good;
        end_job(job);
    }
    assert_true(good);
}

/* ---- the folders ---- */

static int make_folders(void **state)
{
    char command[2 * DISTURB_PATH + 64];
    (void)state;
    memset(&scratch, 0, sizeof scratch);
    const char *top = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
    snprintf(scratch.path, sizeof scratch.path, "%s/teller-test-XXXXXX", top);
    if (!disturb_find(&disturb) || mkdtemp(scratch.path) == NULL ||
        !disturb_begin(&disturb, scratch.path)) {
        fprintf(stderr, "the program, the preload or room for the folders is not there\n");
        return -1;
    }
    snprintf(command, sizeof command, "sh '%s/tests/fault/folders.sh' '%s'", disturb.top,
             disturb.program);
    return system(command) == 0 ? 0 : -1;
}

static int remove_folders(void **state)
{
    char command[2 * FOLDER_PATH];
    (void)state;
    printf("%zu runs of the program, %zu of them disturbed\n", disturb.runs, disturbed);
    tree_drop(&begun);
    tree_drop(&ended);
    free(printed);
    free(journal);
    snprintf(command, sizeof command, "rm -rf '%s'", scratch.path);
    return chdir(disturb.top) == 0 && system(command) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command),
    };
    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}

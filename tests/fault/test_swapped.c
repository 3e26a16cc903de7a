/*
 * test_swapped.c: files that change under the program's hands.
 *
 * Somebody who can write to the folder waits until a file was verified and puts another in its
 * place before it is read again. So: nothing is read twice, or what is read the second time is
 * compared with what was read at first [FOL-2], [BUN-2]. Here a changed copy takes the place of
 * each file of the folder, just before the first, the second, the third ... file or folder that the
 * program opens (tests/preload, SWAP). Afterwards
 *   - the run ended, printed and wrote what it does with the file of before, and did not look at
 *     the changed one; or what it does with the changed one from the beginning;
 *   - or it was refused, with an exit code for what is wrong with files, and said why.
 * FAULTS=all takes every open call and more changes of each file (`make faults-full`;
 * FAULTS_OF=public those of one folder).
 */
#define _XOPEN_SOURCE 700

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/disturb.h"
#include "support/folder.h"

#define ELECTION "fixtures/elections/smalltown-2026"
#define ASIDE    "talk/changed"

enum { CALLS_MAX = 100000 };

/* A command that rests on the files of a folder. */
struct job {
    const char *dir;
    const char *word[DISTURB_WORDS];
    const char *output; /* or NULL */
};
static const struct job jobs[] = {
    {.dir = "counted", .word = {"count", "--quiet", "counted"}, .output = "counted/result.xml"},
    {.dir = "counted", .word = {"verify", "counted"}},
    {.dir = "counted",
     .word = {"report", "--quiet", "counted", "-o", "r.html"},
     .output = "r.html"},
    {.dir = "sealed", .word = {"verify", "sealed"}},
    {.dir = "public", .word = {"verify", "public"}},
};

static struct folder folder; /* where everything below happens */
static struct disturb disturb;
static size_t swapped;

/* ---- changing a file ---- */

/* Another digit for the k-th of `parts` that the file can be cut into, so that it still reads as
 * what it is; another letter where there is no digit. False where there is neither. */
static bool change_bytes(char *data, size_t len, size_t k, size_t parts)
{
    size_t at = len * k / parts;
    for (size_t i = at; i < len; i++) {
        if (isdigit((unsigned char)data[i])) {
            data[i] = data[i] == '1' ? '2' : '1';
            return true;
        }
    }
    for (size_t i = at; i < len; i++) {
        if (islower((unsigned char)data[i])) {
            data[i] = data[i] == 'a' ? 'b' : 'a';
            return true;
        }
    }
    return false;
}

/* ---- one run ---- */

/* What the run printed, and after it what it wrote. To be freed. */
static char *outcome(const struct job *job, size_t *len)
{
    size_t out_len = 0;
    size_t written_len = 0;
    char *out = file_load("talk/out", &out_len);
    char *written = job->output != NULL ? file_load(job->output, &written_len) : NULL;
    *len = out_len + written_len;
    char *both = malloc(*len + 1);
    assert_non_null(out);
    assert_non_null(both);
    memcpy(both, out, out_len);
    if (written != NULL) {
        memcpy(both + out_len, written, written_len);
    }
    free(out);
    free(written);
    return both;
}

/* How a run ended, and with what. */
struct ending {
    int code;
    char *text;
    size_t len;
};

static struct ending run_job(const struct job *job, const char *spec)
{
    struct ending ending = {.code = disturb_run(&disturb, job->word, NULL, spec)};
    ending.text = outcome(job, &ending.len);
    return ending;
}

static bool same(const struct ending *a, const struct ending *b)
{
    return a->code == b->code && a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* 1: the result is not that of the files, as the report says; 3 to 6: files that are refused. */
static bool refuses(const struct ending *ending)
{
    size_t len = 0;
    char *err = file_load("talk/err", &len);
    bool says = err != NULL && (len > 0 || ending->len > 0);
    free(err);
    return says && (ending->code == 1 || (ending->code >= 3 && ending->code <= 6));
}

/* A file of the folder with its bytes, and the bytes that take their place. */
struct change {
    const char *file;
    const char *original, *changed;
    size_t len;
};

/* The file swapped at every how-many-th open call; false after saying what was wrong. */
static bool swap_file(const struct job *job, const struct ending *clean,
                      const struct change *change, unsigned long step)
{
    bool good = true;
    bool fired = true;
    assert_int_equal(setenv("TELLER_FAULT_FROM", ASIDE, 1), 0);
    assert_int_equal(setenv("TELLER_FAULT_TO", change->file, 1), 0);
    assert_true(file_store(change->file, change->changed, change->len));
    struct ending before = run_job(job, NULL);
    for (unsigned long n = 1; fired && n < CALLS_MAX; n += step) {
        char spec[64];
        snprintf(spec, sizeof spec, "open:%lu:SWAP", n);
        assert_true(file_store(change->file, change->original, change->len));
        assert_true(file_store(ASIDE, change->changed, change->len));
        struct ending now = run_job(job, spec);
        fired = disturb_fired(&disturb);
        bool old = same(&now, clean) && !disturb_read_swapped(&disturb);
        if (!old && !same(&now, &before) && !refuses(&now)) {
            disturb_complain(spec, change->file, now.code,
                             "what was read was not what was verified");
            good = false;
        }
        free(now.text);
        swapped += fired;
    }
    free(before.text);
    assert_true(file_store(change->file, change->original, change->len));
    return good && !fired;
}

static bool swap_all(const struct job *job, const struct ending *clean)
{
    size_t parts = disturb_all_wanted() ? 8 : 2; /* otherwise the second half alone */
    unsigned long step = disturb_all_wanted() ? 1 : 5;
    bool good = true;
    struct folder inside; /* a copy, of which only the names are wanted */
    assert_true(folder_copy(&inside, job->dir));
    for (size_t i = 0; i < inside.files; i++) {
        char file[2 * FOLDER_PATH];
        size_t len = 0;
        snprintf(file, sizeof file, "%s/%s", job->dir, inside.file[i]);
        if (job->output != NULL && strcmp(file, job->output) == 0) {
            continue; /* whoever replaces it after it was written replaces it */
        }
        char *original = file_load(file, &len);
        assert_non_null(original);
        for (size_t k = parts == 2; k < parts; k++) {
            char *changed = file_load(file, &len);
            assert_non_null(changed);
            const struct change one = {file, original, changed, len};
            if (change_bytes(changed, len, k, parts)) {
                good = swap_file(job, clean, &one, step) && good;
            }
            free(changed);
        }
        free(original);
    }
    folder_remove(&inside);
    return good;
}

/* Copies the files over those of the same name; the folder is made where there is none. */
static bool copy_folder(const char *from, const char *to)
{
    struct folder inside;
    char path[3 * FOLDER_PATH];
    bool done = folder_copy(&inside, from);
    snprintf(path, sizeof path, "%s/batches", to);
    (void)mkdir(to, 0755);
    (void)mkdir(path, 0755);
    for (size_t i = 0; done && i < inside.files; i++) {
        size_t len = 0;
        snprintf(path, sizeof path, "%s/%s", from, inside.file[i]);
        char *data = file_load(path, &len);
        snprintf(path, sizeof path, "%s/%s", to, inside.file[i]);
        done = data != NULL && file_store(path, data, len);
        free(data);
    }
    folder_remove(&inside);
    return done;
}

static void nothing_unverified_is_used(void **state)
{
    bool good = true;
    (void)state;
    for (size_t j = 0; j < sizeof jobs / sizeof jobs[0]; j++) {
        if (!disturb_wanted(jobs[j].dir, j)) {
            continue;
        }
        struct ending clean = run_job(&jobs[j], NULL);
        assert_int_equal(clean.code, 0);
        good = swap_all(&jobs[j], &clean) && good;
        free(clean.text);
    }
    assert_true(good);
}

/* ---- papers destroyed by two at once ---- */

static bool record_is(const char *text)
{
    size_t len = 0;
    char *now = file_load("gone/disposal.txt", &len);
    bool same = now != NULL && strcmp(now, text) == 0;
    free(now);
    return same;
}

/* Somebody else's record comes while the papers are looked through: it stays, since what they have
 * destroyed already stands in no other. Only one that comes when the own is being written, with the
 * two last open calls, may be replaced: then nothing was gone. */
static void a_record_is_not_replaced(void **state)
{
    static const char *const dispose[DISTURB_WORDS] = {"dispose",    "--quiet", "gone", "--today",
                                                       "2027-03-21", "--yes",   NULL};
    enum { OPENS_MAX = 200, OWN = 2 };
    bool kept[OPENS_MAX] = {false};
    size_t opens = 0;
    (void)state;
    assert_true(copy_folder("counted", "gone"));
    assert_int_equal(disturb_run(&disturb, dispose, NULL, NULL), 0);
    size_t len = 0;
    char *record = file_load("gone/disposal.txt", &len);
    assert_non_null(record);
    char *day = strstr(record, "disposed 2027-03-21");
    assert_non_null(day);
    day[strlen("disposed 2027-03-2")] = '0'; /* theirs: the day before */
    assert_int_equal(setenv("TELLER_FAULT_FROM", ASIDE, 1), 0);
    assert_int_equal(setenv("TELLER_FAULT_TO", "gone/disposal.txt", 1), 0);
    for (bool fired = true; fired && opens < OPENS_MAX; opens++) {
        char spec[64];
        snprintf(spec, sizeof spec, "open:%zu:SWAP", opens + 1);
        assert_true(file_store(ASIDE, record, len));
        (void)unlink("gone/disposal.txt");
        assert_true(copy_folder("counted", "gone"));
        assert_int_equal(disturb_run(&disturb, dispose, NULL, spec), 0);
        fired = disturb_fired(&disturb);
        kept[opens] = record_is(record);
        swapped += fired;
    }
    free(record);
    opens--; /* the last run met no such call */
    assert_true(opens > OWN && opens < OPENS_MAX);
    for (size_t i = 0; i < opens - OWN; i++) {
        assert_true(kept[i]);
    }
}

/* ---- the folders ---- */

static bool run(const char *const *word)
{
    int code = disturb_run(&disturb, word, NULL, NULL);
    if (code != 0) {
        disturb_complain("-", word[0], code, "undisturbed it does not work");
    }
    return code == 0;
}

/* The folder counted, and a bundle of each kind, signed. */
static bool make_folders(void)
{
    static const char *const words[][DISTURB_WORDS] = {
        {"count", "--quiet", "counted"},
        {"bundle", "--quiet", "counted", "-o", "sealed", "--sealed"},
        {"bundle", "--quiet", "counted", "-o", "public", "--public"},
        {"sign", "--quiet", "-s", "officer.key", "--as", "officer", "sealed/MANIFEST"},
        {"sign", "--quiet", "-s", "officer.key", "--as", "officer", "public/MANIFEST"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!run(words[i])) {
            return false;
        }
    }
    return true;
}

static bool copy_key(const char *top)
{
    char path[2 * FOLDER_PATH];
    size_t len = 0;
    snprintf(path, sizeof path, "%s/fixtures/keys/returning-officer.key", top);
    char *data = file_load(path, &len);
    bool done =
        data != NULL && file_store("officer.key", data, len) && chmod("officer.key", 0600) == 0;
    free(data);
    return done;
}

/* The election's files go into a folder of their own. */
static bool move_election(void)
{
    if (mkdir("counted", 0755) != 0 || mkdir("counted/batches", 0755) != 0) {
        return false;
    }
    for (size_t i = 0; i < folder.files; i++) {
        char to[2 * FOLDER_PATH];
        snprintf(to, sizeof to, "counted/%s", folder.file[i]);
        if (rename(folder.file[i], to) != 0) {
            return false;
        }
    }
    return rmdir("batches") == 0;
}

static int make_election(void **state)
{
    (void)state;
    if (!disturb_find(&disturb) || !folder_copy(&folder, ELECTION)) {
        print_error("the program, the preload or the election is not there\n");
        return -1;
    }
    bool made = disturb_begin(&disturb, folder.path) && move_election() && copy_key(disturb.top) &&
                make_folders();
    return made ? 0 : -1;
}

static int remove_election(void **state)
{
    (void)state;
    printf("%zu runs of the program, in %zu of them a file was swapped\n", disturb.runs, swapped);
    int back = chdir(disturb.top);
    folder_remove(&folder);
    return back;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_unverified_is_used),
        cmocka_unit_test(a_record_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, make_election, remove_election);
}

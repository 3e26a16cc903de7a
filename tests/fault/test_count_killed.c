/*
 * test_count_killed.c: a count is killed at every system call.
 *
 * The preload of the other fault tests sees the calls that go by the C library's names; here the
 * kernel itself stops the program (ptrace) before and after each system call of whatever kind, and
 * at the n-th stop it is killed. Afterwards each of result.xml, workings.xml and run.txt is the old
 * file or the whole new one; and the same count, given once more, ends with the new ones.
 * FAULTS=all takes every stop (`make faults-full`); otherwise every so-many-th, and each of those
 * from the moment on at which the first of the three changes, which come last.
 */
#define _DEFAULT_SOURCE

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/disturb.h"
#include "support/folder.h"

#define ELECTION "fixtures/elections/smalltown-2026"

/* LAST: the stops at the end of a count in which its files are written. */
enum { OUTPUTS = 3, STEP = 97, LAST = 160 };

static const char *const outputs[OUTPUTS] = {"result.xml", "workings.xml", "run.txt"};
static const char *const words[] = {"count", "--quiet", ".", NULL};
static const char old_text[] = "the old one\n";

static struct disturb disturb;
static struct folder folder;
static char *written[OUTPUTS];
static size_t written_len[OUTPUTS];

/* The program stopped at its first instruction, or -1. */
static pid_t begin(void)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
            _exit(96);
        }
        disturb_become(&disturb, words, NULL, NULL);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) {
        return -1;
    }
    return pid;
}

/* Kills the program at its n-th stop; how many stops there were until then or its end. */
static unsigned long kill_at(unsigned long n, int *status)
{
    unsigned long stops = 0;
    pid_t pid = begin();
    assert_true(pid > 0);
    for (;;) {
        if (++stops >= n) {
            assert_int_equal(kill(pid, SIGKILL), 0);
            assert_int_equal(waitpid(pid, status, 0), pid);
            break;
        }
        assert_int_equal(ptrace(PTRACE_SYSCALL, pid, NULL, NULL), 0);
        assert_int_equal(waitpid(pid, status, 0), pid);
        if (!WIFSTOPPED(*status)) {
            break;
        }
    }
    disturb.runs++;
    return stops;
}

static void put_old(void)
{
    for (size_t i = 0; i < OUTPUTS; i++) {
        assert_true(file_store(outputs[i], old_text, sizeof old_text - 1));
    }
}

/* Is it the old one or the new one? *changed becomes true for the new one. */
static bool whole(size_t i, bool *changed)
{
    size_t len = 0;
    char *now = file_load(outputs[i], &len);
    bool is_new = now != NULL && len == written_len[i] && memcmp(now, written[i], len) == 0;
    bool is_old = now != NULL && len == sizeof old_text - 1 && memcmp(now, old_text, len) == 0;
    free(now);
    *changed = *changed || is_new;
    return is_new || is_old;
}

static bool all_whole(unsigned long n, bool *changed)
{
    bool good = true;
    for (size_t i = 0; i < OUTPUTS; i++) {
        if (!whole(i, changed)) {
            fprintf(stderr, "killed at stop %lu: %s is neither the old one nor the new one\n", n,
                    outputs[i]);
            good = false;
        }
    }
    return good;
}

static bool ends_after_all(unsigned long n)
{
    bool changed = false;
    int code = disturb_run(&disturb, words, NULL, NULL);
    if (code == 0 && all_whole(n, &changed) && changed) {
        return true;
    }
    fprintf(stderr, "killed at stop %lu: the next count ends with %d\n", n, code);
    return false;
}

static void killed_at_every_call(void **state)
{
    int status = 0;
    bool good = true;
    bool changed = false;
    (void)state;
    put_old();
    unsigned long all = kill_at((unsigned long)-1, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(all_whole(all, &changed) && changed && all > LAST);
    unsigned long step = disturb_all_wanted() ? 1 : STEP;
    unsigned long before = 0, after = 0;
    for (unsigned long n = 1; n < all; n += n < all - LAST ? step : 1 + step / 16) {
        put_old();
        changed = false;
        (void)kill_at(n, &status);
        assert_true(WIFSIGNALED(status));
        good = all_whole(n, &changed) && good;
        before += !changed;
        after += changed;
        good = (n % 8 != 0 || ends_after_all(n)) && good;
    }
    printf("%lu stops; killed %lu times before a file was new, %lu times after\n", all, before,
           after);
    assert_true(good);
    assert_true(before > 0 && after > 0);
}

/* ---- the election ---- */

static int make_election(void **state)
{
    (void)state;
    if (!disturb_find(&disturb) || !folder_copy(&folder, ELECTION) ||
        !disturb_begin(&disturb, folder.path) || disturb_run(&disturb, words, NULL, NULL) != 0) {
        fprintf(stderr, "the program or the election is not there\n");
        return -1;
    }
    for (size_t i = 0; i < OUTPUTS; i++) {
        written[i] = file_load(outputs[i], &written_len[i]);
        if (written[i] == NULL) {
            return -1;
        }
    }
    return 0;
}

static int remove_election(void **state)
{
    (void)state;
    for (size_t i = 0; i < OUTPUTS; i++) {
        free(written[i]);
    }
    int back = chdir(disturb.top);
    folder_remove(&folder);
    return back;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_every_call),
    };
    return cmocka_run_group_tests(tests, make_election, remove_election);
}

/*
 * support/disturb.c: see disturb.h. The preload leaves a mark when the call came that was to fail;
 * a run without a mark is the first past the last call. Every run has an alarm clock, so that a
 * program that waits for ever is a failure and not a test that never ends.
 */
#define _XOPEN_SOURCE 700

#include "support/disturb.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 20 };

const struct disturb_row disturb_rows[] = {
    {"read", "EIO"},     {"read", "EINTR"},    {"read", "SHORT"},    {"write", "EIO"},
    {"write", "ENOSPC"}, {"write", "EINTR"},   {"write", "SHORT"},   {"fsync", "EIO"},
    {"fsync", "EINTR"},  {"rename", "EIO"},    {"rename", "ENOSPC"}, {"close", "EIO"},
    {"close", "EINTR"},  {"open", "EACCES"},   {"open", "EINTR"},    {"stat", "EIO"},
    {"folder", "EIO"},   {"unlink", "EACCES"}, {NULL, NULL},
};

bool disturb_find(struct disturb *d)
{
    const char *objects = getenv("OBJ") != NULL ? getenv("OBJ") : "build/release";
    char relative[FOLDER_PATH];
    if (getcwd(d->top, sizeof d->top) == NULL) {
        return false;
    }
    snprintf(relative, sizeof relative, "%s/teller", objects);
    if (realpath(relative, d->program) == NULL) {
        return false;
    }
    snprintf(relative, sizeof relative, "%s/tests/preload/io_faults.so", objects);
    return realpath(relative, d->shim) != NULL;
}

bool disturb_begin(struct disturb *d, const char *scratch)
{
    snprintf(d->mark, sizeof d->mark, "%s/talk/mark", scratch);
    return chdir(scratch) == 0 && mkdir("talk", 0755) == 0;
}

static int open_input(const char *typed)
{
    if (typed == NULL) {
        return open("/dev/null", O_RDONLY);
    }
    return file_store("talk/in", typed, strlen(typed)) ? open("talk/in", O_RDONLY) : -1;
}

void disturb_become(const struct disturb *d, const char *const *word, const char *typed,
                    const char *spec)
{
    char *argv[DISTURB_WORDS + 2] = {(char *)(uintptr_t)d->program};
    int out = open("talk/out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int err = open("talk/err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int in = open_input(typed);
    if (out < 0 || err < 0 || in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) {
        _exit(98);
    }
    (void)close(in);
    (void)close(out);
    (void)close(err);
    for (size_t i = 0; i < DISTURB_WORDS && word[i] != NULL; i++) {
        argv[i + 1] = (char *)(uintptr_t)word[i];
    }
    if (spec != NULL) {
        (void)setenv("LD_PRELOAD", d->shim, 1);
        (void)setenv("TELLER_FAULT", spec, 1);
        (void)setenv("TELLER_FAULT_MARK", d->mark, 1);
    }
    (void)alarm(SECONDS);
    (void)execv(d->program, argv);
    _exit(97);
}

/* The preload's second mark. */
static void read_mark(const struct disturb *d, char out[3 * FOLDER_PATH])
{
    (void)snprintf(out, 3 * FOLDER_PATH, "%s.read", d->mark);
}

int disturb_run(struct disturb *d, const char *const *word, const char *typed, const char *spec)
{
    char mark[3 * FOLDER_PATH];
    read_mark(d, mark);
    (void)unlink(mark);
    (void)unlink(d->mark);
    pid_t pid = fork();
    if (pid == 0) {
        disturb_become(d, word, typed, spec);
    }
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        return 99;
    }
    d->runs++;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

bool disturb_fired(const struct disturb *d)
{
    struct stat info;
    return stat(d->mark, &info) == 0;
}

bool disturb_read_swapped(const struct disturb *d)
{
    char mark[3 * FOLDER_PATH];
    struct stat info;
    read_mark(d, mark);
    return stat(mark, &info) == 0;
}

bool disturb_may_end(const char *how, bool memory, int code)
{
    if (strcmp(how, "KILL") == 0) {
        return code == -SIGKILL || code == 0;
    }
    if (strcmp(how, "INT") == 0 || strcmp(how, "TERM") == 0) {
        return code == -SIGINT || code == -SIGTERM || code == 0;
    }
    if (strcmp(how, "EINTR") == 0 || strcmp(how, "SHORT") == 0) {
        return code == 0;
    }
    return code == 0 || (memory ? code == 7 : code == 5);
}

bool disturb_said_why(int code)
{
    size_t len = 0;
    char *err = code == 5 || code == 7 ? file_load("talk/err", &len) : NULL;
    bool said = (code != 5 && code != 7) || (err != NULL && len > 0);
    free(err);
    return said;
}

void disturb_complain(const char *spec, const char *name, int code, const char *what)
{
    size_t len = 0;
    char *err = file_load("talk/err", &len);
    fprintf(stderr, "TELLER_FAULT=%s %s: exit %d: %s\n%s\n", spec, name, code, what,
            err != NULL ? err : "");
    free(err);
}

bool disturb_all_wanted(void)
{
    const char *wanted = getenv("FAULTS");
    return wanted != NULL && strcmp(wanted, "all") == 0;
}

bool disturb_wanted(const char *name, size_t number)
{
    const char *of = getenv("FAULTS_OF");
    const char *part = getenv("FAULTS_PART");
    if (of != NULL && strncmp(name, of, strlen(of)) != 0) {
        return false;
    }
    char *slash = NULL;
    unsigned long mine = part != NULL ? strtoul(part, &slash, 10) : 1;
    unsigned long parts = part != NULL && *slash == '/' ? strtoul(slash + 1, NULL, 10) : 1;
    return parts < 2 || number % parts + 1 == mine;
}

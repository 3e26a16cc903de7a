/*
 * turns.c: how long commands take, run in turn.
 *
 *     turns RUNS NAME COMMAND [NAME COMMAND]...
 *
 * COMMAND is words with blanks between them, found on the PATH and run without a shell; a word ";"
 * ends one program and begins the next, and the command is all of them. What they print is dropped.
 * One round runs each command once, so that all of them see the same machine in the same minutes;
 * there are RUNS rounds after one that is not counted, which fills the system's cache of files.
 *
 * Prints a row of a Markdown table for each: wall time and processor time (user and system), each
 * the median with the fastest and the slowest run, both as a ratio to the first command's median,
 * and the most memory that one of its programs had in use. A ratio travels from machine to machine
 * better than seconds do. Nothing is asserted: a slow machine is no error. Exit 1 when a command
 * fails; 0 and 4 (a lot is needed, which is a whole answer too) are success.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX     999u
#define COMMANDS_MAX 16u
#define WORDS_MAX    512u
#define EXIT_LOT     4 /* of teller: complete but for a lot */

/* One run, in microseconds and KiB. */
struct sample {
    int64_t cpu, wall;
    long peak;
    bool ok;
};

struct series {
    const char *name;
    char *word[WORDS_MAX + 1]; /* NULL between programs, and twice at the end */
    size_t n;
    int64_t cpu[RUNS_MAX], wall[RUNS_MAX];
    long peak;
};

static int64_t micros(const struct timeval *time)
{
    return (int64_t)time->tv_sec * 1000000 + time->tv_usec;
}

static int64_t now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* ---- one run
 * -------------------------------------------------------------------------------------- */

static bool run_program(char *const *argv)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == EXIT_LOT);
}

/* In a process of its own, whose only children are the programs: its children's usage is theirs. */
static struct sample run_here(char *const *word)
{
    struct sample sample = {.ok = true};
    struct rusage usage;
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0) {
        return (struct sample){.ok = false};
    }
    int64_t start = now();
    while (sample.ok && *word != NULL) {
        sample.ok = run_program(word);
        while (*word != NULL) {
            word++;
        }
        word++;
    }
    sample.wall = now() - start;
    sample.ok = sample.ok && getrusage(RUSAGE_CHILDREN, &usage) == 0;
    if (sample.ok) {
        sample.cpu = micros(&usage.ru_utime) + micros(&usage.ru_stime);
        sample.peak = usage.ru_maxrss;
    }
    return sample;
}

static struct sample run_apart(char *const *word)
{
    struct sample sample = {.ok = false};
    int ends[2];
    if (pipe(ends) != 0) {
        return sample;
    }
    (void)fflush(stdout);
    pid_t between = fork();
    if (between == 0) {
        struct sample found = run_here(word);
        _exit(write(ends[1], &found, sizeof found) == (ssize_t)sizeof found ? 0 : 1);
    }
    (void)close(ends[1]);
    if (read(ends[0], &sample, sizeof sample) != (ssize_t)sizeof sample) {
        sample.ok = false;
    }
    (void)close(ends[0]);
    if (between > 0) {
        (void)waitpid(between, NULL, 0);
    }
    return sample;
}

/* ---- many runs
 * ------------------------------------------------------------------------------------ */

static bool run_round(struct series *series, size_t commands, bool counted)
{
    for (size_t i = 0; i < commands; i++) {
        struct series *of = &series[i];
        struct sample sample = run_apart(of->word);
        if (!sample.ok) {
            fprintf(stderr, "turns: '%s' (%s ...) failed\n", of->name, of->word[0]);
            return false;
        }
        if (counted) {
            of->cpu[of->n] = sample.cpu;
            of->wall[of->n] = sample.wall;
            of->peak = sample.peak > of->peak ? sample.peak : of->peak;
            of->n++;
        }
    }
    return true;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void settle(struct series *series)
{
    qsort(series->cpu, series->n, sizeof series->cpu[0], by_number);
    qsort(series->wall, series->n, sizeof series->wall[0], by_number);
}

static void print_time(const int64_t *sorted, size_t n)
{
    double second = 1e6;
    printf(" | %.4f (%.4f, %.4f)", (double)sorted[n / 2] / second, (double)sorted[0] / second,
           (double)sorted[n - 1] / second);
}

static void print_ratio(const int64_t *sorted, const int64_t *first, size_t n)
{
    printf(" | %.2f", (double)sorted[n / 2] / (double)(first[n / 2] > 0 ? first[n / 2] : 1));
}

static void print_row(const struct series *series, const struct series *first)
{
    printf("| %s", series->name);
    print_time(series->wall, series->n);
    print_time(series->cpu, series->n);
    print_ratio(series->wall, first->wall, series->n);
    print_ratio(series->cpu, first->cpu, series->n);
    printf(" | %.1f |\n", (double)series->peak / 1024.0);
}

static bool split(char *command, char **word)
{
    size_t n = 0;
    for (char *at = strtok(command, " \n"); at != NULL; at = strtok(NULL, " \n")) {
        if (n == WORDS_MAX - 1) {
            return false;
        }
        word[n++] = strcmp(at, ";") == 0 ? NULL : at;
    }
    word[n] = NULL;
    word[n + 1] = NULL;
    return n > 0;
}

int main(int argc, char **argv)
{
    static struct series series[COMMANDS_MAX];
    size_t commands = argc > 3 ? ((size_t)argc - 2) / 2 : 0;
    unsigned long runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (commands == 0 || commands > COMMANDS_MAX || argc % 2 != 0 || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: turns RUNS NAME COMMAND [NAME COMMAND]...\n");
        return 2;
    }
    for (size_t i = 0; i < commands; i++) {
        series[i].name = argv[2 + 2 * i];
        if (!split(argv[3 + 2 * i], series[i].word)) {
            fprintf(stderr, "turns: '%s' has no words, or too many\n", series[i].name);
            return 2;
        }
    }
    for (unsigned long round = 0; round <= runs; round++) {
        if (!run_round(series, commands, round > 0)) {
            return 1;
        }
    }
    for (size_t i = 0; i < commands; i++) {
        settle(&series[i]);
    }
    for (size_t i = 0; i < commands; i++) {
        print_row(&series[i], &series[0]);
    }
    return 0;
}

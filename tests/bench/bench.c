/*
 * bench.c: how long whole counts take, beside sha256sum of the same file.
 *
 *     make bench [PAPERS=1000000] [RUNS=7]
 *
 * For each rule set the program is run RUNS times on a generated BLT file, from reading to the last
 * byte of the result, and so is sha256sum, in turn, so that both see the same machine at the same
 * time. What is printed: the median of the processor time (user and system) and of the wall time,
 * the spread (fastest and slowest), the ratio to the median of sha256sum, and the most memory that
 * a run had in use. A ratio travels from machine to machine better than seconds do.
 * The inputs come from gen_ballots.py (seeded; the same bytes everywhere) and are kept under
 * build/bench/.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX      99u
#define PATH_MAX_HERE 512u

/* One run, in microseconds and KiB. */
struct sample {
    int64_t cpu, wall;
    long peak;
    int ok;
};

struct input {
    const char *name, *ballots, *candidates, *seats, *seed;
};

/* Those of the measurements of other programs: the same seeds, so the same bytes. */
static const struct input inputs[] = {
    {"s100k", "100000", "20", "6", "20261"},
    {"s1m", "1000000", "50", "10", "20262"},
};

static const char *const rule_sets[] = {"block",    "av-successive",  "scottish-2011",
                                        "ers97",    "n-ireland-1985", "wigm-prf",
                                        "meek-prf", "meek-nz",        NULL};

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

static void silence(void)
{
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0) {
        (void)dup2(null, STDOUT_FILENO);
        (void)dup2(null, STDERR_FILENO);
        (void)close(null);
    }
}

/* In a process of its own, whose only child is the program: its children's usage is the program's.
 */
static struct sample measure_here(char *const *argv)
{
    struct sample sample = {0};
    struct rusage usage;
    int status = 0;
    int64_t start = now();
    pid_t child = fork();
    if (child == 0) {
        silence();
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child ||
        getrusage(RUSAGE_CHILDREN, &usage) != 0) {
        return sample;
    }
    sample.wall = now() - start;
    sample.cpu = micros(&usage.ru_utime) + micros(&usage.ru_stime);
    sample.peak = usage.ru_maxrss;
    /* 4: a lot is needed, which is a whole answer too */
    sample.ok = WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 4);
    return sample;
}

static struct sample measure(char *const *argv)
{
    struct sample sample = {0};
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) {
        return sample;
    }
    (void)fflush(stdout);
    pid_t between = fork();
    if (between == 0) {
        struct sample found = measure_here(argv);
        ssize_t wrote = write(pipe_ends[1], &found, sizeof found);
        _exit(wrote == (ssize_t)sizeof found ? 0 : 1);
    }
    (void)close(pipe_ends[1]);
    ssize_t got = read(pipe_ends[0], &sample, sizeof sample);
    (void)close(pipe_ends[0]);
    if (between > 0) {
        (void)waitpid(between, NULL, 0);
    }
    sample.ok = sample.ok && got == (ssize_t)sizeof sample;
    return sample;
}

/* ---- many runs
 * ----------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

struct series {
    size_t n;
    int64_t cpu[RUNS_MAX], wall[RUNS_MAX];
    long peak;
    bool ok;
};

static void add(struct series *series, struct sample sample)
{
    series->ok = (series->n == 0 || series->ok) && sample.ok != 0;
    series->cpu[series->n] = sample.cpu;
    series->wall[series->n] = sample.wall;
    series->peak = sample.peak > series->peak ? sample.peak : series->peak;
    series->n++;
}

static void settle(struct series *series)
{
    qsort(series->cpu, series->n, sizeof series->cpu[0], by_number);
    qsort(series->wall, series->n, sizeof series->wall[0], by_number);
}

static void print_time(int64_t time)
{
    printf(" %5lld.%03lld", (long long)(time / 1000000), (long long)(time / 1000 % 1000));
}

static void print_series(const char *what, const struct series *series, int64_t beside)
{
    if (!series->ok) {
        printf("%-16s failed\n", what);
        return;
    }
    int64_t median = series->cpu[series->n / 2];
    int64_t hundredths = beside > 0 ? median * 100 / beside : 0;
    printf("%-16s", what);
    print_time(median);
    print_time(series->cpu[0]);
    print_time(series->cpu[series->n - 1]);
    print_time(series->wall[series->n / 2]);
    printf(" %6lld.%02lld %8ld\n", (long long)(hundredths / 100), (long long)(hundredths % 100),
           series->peak / 1024);
}

static size_t runs_wanted(void)
{
    const char *text = getenv("RUNS");
    unsigned long runs = text != NULL ? strtoul(text, NULL, 10) : 0;
    return runs >= 1 && runs <= RUNS_MAX ? (size_t)runs : 5;
}

static void bench_rule_set(const char *program, const char *rule_set, const char *path)
{
    static char count[] = "count", is_unsigned[] = "--unsigned", rules[] = "--rules";
    static char json[] = "--json", sha[] = "sha256sum";
    char program_copy[2 * PATH_MAX_HERE], rule_copy[64], path_copy[2 * PATH_MAX_HERE];
    (void)snprintf(program_copy, sizeof program_copy, "%s", program);
    (void)snprintf(rule_copy, sizeof rule_copy, "%s", rule_set);
    (void)snprintf(path_copy, sizeof path_copy, "%s", path);
    char *const ours[] = {program_copy, count, is_unsigned, rules,
                          rule_copy,    json,  path_copy,   NULL};
    char *const theirs[] = {sha, path_copy, NULL};
    static struct series of_ours, of_sha;
    memset(&of_ours, 0, sizeof of_ours);
    memset(&of_sha, 0, sizeof of_sha);
    for (size_t i = 0; i < runs_wanted(); i++) {
        add(&of_sha, measure(theirs));
        add(&of_ours, measure(ours));
    }
    settle(&of_ours);
    settle(&of_sha);
    int64_t beside = of_sha.ok ? of_sha.cpu[of_sha.n / 2] : 0;
    print_series(rule_set, &of_ours, beside);
    print_series("  sha256sum", &of_sha, beside);
}

/* ---- inputs
 * -------------------------------------------------------------------------------------- */

static bool make_input(const struct input *input, const char *path)
{
    char command[4096];
    struct stat there;
    if (stat(path, &there) == 0 && there.st_size > 0) {
        return true;
    }
    (void)snprintf(command, sizeof command,
                   "python3 tests/bench/gen_ballots.py --ballots %s --candidates %s --seats %s "
                   "--seed %s --format packed --out %s.new && mv %s.new %s",
                   input->ballots, input->candidates, input->seats, input->seed, path, path, path);
    return system(command) == 0;
}

static bool wanted(const struct input *input)
{
    const char *papers = getenv("PAPERS");
    return papers == NULL || papers[0] == '\0' || strcmp(papers, input->ballots) == 0;
}

int main(void)
{
    const char *program = getenv("TELLER");
    const char *build = getenv("BUILD");
    char folder[PATH_MAX_HERE], path[PATH_MAX_HERE + 32];
    if (program == NULL || access(program, X_OK) != 0) {
        fprintf(stderr, "bench: set TELLER to the program; make bench does\n");
        return 2;
    }
    (void)snprintf(folder, sizeof folder, "%s/bench", build != NULL ? build : "build");
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "bench: %s cannot be made\n", folder);
        return 2;
    }
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s.blt", folder, inputs[i].name);
        if (!wanted(&inputs[i])) {
            continue;
        }
        if (!make_input(&inputs[i], path)) {
            fprintf(stderr, "bench: %s cannot be generated (is python3 there?)\n", path);
            return 2;
        }
        printf("%s: %s papers, %s candidates, %s places; %zu runs; seconds and MiB\n",
               inputs[i].name, inputs[i].ballots, inputs[i].candidates, inputs[i].seats,
               runs_wanted());
        printf("%-16s %9s %9s %9s %9s %9s %8s\n", "", "cpu", "fastest", "slowest", "wall", "ratio",
               "peak");
        for (size_t r = 0; rule_sets[r] != NULL; r++) {
            bench_rule_set(program, rule_sets[r], path);
        }
    }
    return 0;
}

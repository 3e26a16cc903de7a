/*
 * cli/progress.c: a line on a terminal while something takes long.
 *
 * The library says what it is about to do (tlr_ctx_progress); a timer of the system shows it, so
 * that a step which takes a minute is told after half a second, and one which takes a tenth never
 * is. The handler of the timer only writes bytes that lie ready: two lines are kept in turn, and
 * which one holds is a single number. No colour, and nothing where no person looks on.
 */
#include "progress.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { LINE_ROOM = 256, FIRST_AFTER = 500000, THEN_EVERY = 250000 }; /* microseconds */

static char line[2][LINE_ROOM];
static volatile sig_atomic_t holds; /* which of the two is shown */
static volatile sig_atomic_t shown; /* is anything on the screen? */

static const char take_away[] = "\r\033[K";

/* Runs between two instructions of anything: it may only call write. */
static void show(int sig)
{
    const char *text = line[holds];
    ssize_t written = 0;
    (void)sig;
    if (text[0] != '\0') {
        written = write(STDERR_FILENO, take_away, sizeof take_away - 1);
        written = written < 0 ? written : write(STDERR_FILENO, text, strlen(text));
        shown = written > 0;
    }
}

/* Cut to what one line of a terminal holds, at a whole character. */
static void put_line(char *to, const char *doing)
{
    enum { COLUMNS = 76 };
    size_t len = strlen(doing);
    size_t keep = len < COLUMNS ? len : COLUMNS;
    while (keep > 0 && keep < len && ((unsigned char)doing[keep] & 0xc0) == 0x80) {
        keep--;
    }
    memcpy(to, doing, keep);
    memcpy(to + keep, " ...", sizeof " ...");
}

static void note(void *user, const char *doing)
{
    (void)user;
    put_line(line[!holds], doing);
    holds = !holds;
}

static void set_timer(long first, long then)
{
    struct itimerval timer = {.it_interval = {0, then}, .it_value = {0, first}};
    (void)setitimer(ITIMER_REAL, &timer, NULL);
}

void progress_begin(struct cmd_env *env)
{
    if (env->quiet || !isatty(STDERR_FILENO)) {
        return;
    }
    struct sigaction action = {.sa_handler = show, .sa_flags = SA_RESTART};
    (void)sigemptyset(&action.sa_mask);
    if (sigaction(SIGALRM, &action, NULL) == 0) {
        put_line(line[!holds], "working");
        holds = !holds;
        tlr_ctx_progress(env->ctx, note, NULL);
        set_timer(FIRST_AFTER, THEN_EVERY);
    }
}

void progress_end(struct cmd_env *env)
{
    tlr_ctx_progress(env->ctx, NULL, NULL);
    set_timer(0, 0);
    line[0][0] = line[1][0] = '\0';
    if (shown) {
        ssize_t written = write(STDERR_FILENO, take_away, sizeof take_away - 1);
        (void)written;
        shown = 0;
    }
}

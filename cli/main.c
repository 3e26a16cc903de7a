/*
 * cli/main.c: finds the command, runs it, shows its diagnostics, closes what was printed to.
 *
 * Nothing of an election is known here. Exit codes are those of teller/status.h. The locale stays
 * "C" for everything (setlocale is never called), so that output does not depend on it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "out.h"

static bool takes_colour(int fd)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (no_colour != NULL && no_colour[0] != '\0') {
        return false;
    }
    return isatty(fd) && term != NULL && strcmp(term, "dumb") != 0;
}

static int no_such_command(struct cmd_env *env, const char *name)
{
    const char *near = cmd_suggest(name);
    fprintf(env->err, "teller: error: there is no command '%s'\n", name);
    if (near != NULL) {
        fprintf(env->err, "  what to do: did you mean 'teller %s'?\n", near);
    } else {
        fprintf(env->err, "  what to do: 'teller help' lists the commands\n");
    }
    return 2;
}

static int run(struct cmd_env *env, int argc, char **argv)
{
    if (argc < 2) {
        char help[] = "help";
        char *words[] = {help, NULL};
        (void)cmd_help.run(env, 1, words);
        return 2;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    } else if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    const struct cmd *cmd = cmd_find(name);
    if (cmd == NULL) {
        return no_such_command(env, name);
    }
    return cmd->run(env, argc - 1, argv + 1);
}

/*
 * A standard stream that the caller closed leaves its number free, and the next file opened would
 * get it: the sheet could end up inside result.xml. So the numbers are taken, by something that
 * refuses what the stream is for.
 */
static void hold_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

enum { USUAL_THREADS = 2 }; /* the second works out digests of large files */

int main(int argc, char **argv)
{
    struct cmd_env env = {0};
    hold_standard_descriptors();
    /* A file that grows past a limit is then an error of write, which is told and cleaned up. */
    (void)signal(SIGXFSZ, SIG_IGN);
    env.out = stdout;
    env.err = stderr;
    env.colour = takes_colour(STDOUT_FILENO);
    env.err_colour = takes_colour(STDERR_FILENO);
    env.err_terminal = isatty(STDERR_FILENO) != 0;
    env.ctx = tlr_ctx_new(NULL, NULL);
    if (env.ctx == NULL) {
        fputs("teller: error: there is not enough memory\n", stderr);
        return 7;
    }
    tlr_ctx_threads(env.ctx, USUAL_THREADS);
    int exit_code = run(&env, argc, argv);
    /* The product goes first, so that a terminal shows the messages after it. */
    int error = fflush(stdout) != 0 ? errno : 0;
    cmd_show_diagnostics(&env);
    tlr_ctx_free(env.ctx);
    return out_close(exit_code, error);
}

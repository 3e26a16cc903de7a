/*
 * cli/password.c: one line from standard input that leaves no trace (see password.h).
 *
 * The bytes are read one at a time with read(2), because a stdio buffer would keep a copy. At a
 * terminal echo is off; Ctrl-C ends the line instead of the program, so that the terminal is always
 * put back. A pipe is read the same way without a prompt, for scripts.
 */
#include "password.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

enum { CTRL_C = 3 };

void password_no_core_dump(void)
{
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none); /* not vital: the key itself is excluded from dumps */
}

bool password_at_terminal(void)
{
    return isatty(STDIN_FILENO) == 1;
}

void password_wipe(char out[PASSWORD_SIZE])
{
    volatile char *p = out; /* volatile: the compiler must not leave it out */
    for (size_t i = 0; i < PASSWORD_SIZE; i++) {
        p[i] = 0;
    }
}

/* The length of the line, PASSWORD_SIZE - 1 when it is longer, or -1 at the end of input, on Ctrl-C
 * and on failure. */
static int read_line(char out[PASSWORD_SIZE])
{
    int len = 0;
    for (;;) {
        char c = 0;
        ssize_t n = read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 || c == CTRL_C || (n == 0 && len == 0)) {
            return -1;
        }
        if (n == 0 || c == '\n') {
            return len;
        }
        if (len < PASSWORD_SIZE - 1) {
            out[len++] = c;
        }
    }
}

static int read_hidden(struct cmd_env *env, const char *prompt, char out[PASSWORD_SIZE])
{
    struct termios before;
    if (tcgetattr(STDIN_FILENO, &before) != 0) {
        return -1;
    }
    struct termios hidden = before;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    hidden.c_lflag |= (tcflag_t)(ICANON | ECHONL);
    hidden.c_cc[VEOL] = CTRL_C;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) != 0) {
        return -1;
    }
    fprintf(env->err, "%s: ", prompt);
    fflush(env->err);
    int len = read_line(out);
    (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return len;
}

static bool refuse(struct cmd_env *env, const char *why, const char *remedy)
{
    fprintf(env->err, "teller: error: %s\n  what to do: %s\n", why, remedy);
    return false;
}

bool password_read(struct cmd_env *env, const char *prompt, char out[PASSWORD_SIZE])
{
    password_wipe(out);
    int len = password_at_terminal() ? read_hidden(env, prompt, out) : read_line(out);
    if (len < 0) {
        return refuse(env, "no password was given",
                      "type it at the terminal, or give it as one line on standard input");
    }
    if (len == PASSWORD_SIZE - 1) {
        return refuse(env, "the password is longer than 1,024 bytes", "use a shorter one");
    }
    if (strlen(out) != (size_t)len) {
        return refuse(env, "the password holds a zero byte", "use characters that can be typed");
    }
    if (len > 0 && out[len - 1] == '\r') {
        out[len - 1] = '\0';
    }
    return true;
}

/*
 * cli/ask.c: a conversation by lines.
 *
 * Plain lines and no control of the screen, so that it works in every terminal, with a screen
 * reader, and from a pipe. What was read is echoed only by whoever asked.
 */
#include "ask.h"

#include <stdarg.h>
#include <string.h>

enum ask_read ask_read(char *line, size_t room)
{
    if (fgets(line, (int)room, stdin) == NULL) {
        return ASK_END;
    }
    size_t len = strlen(line);
    if (len == room - 1 && line[len - 1] != '\n') {
        return ASK_TOO_LONG;
    }
    while (len > 0 && strchr(" \t\r\n", line[len - 1]) != NULL) {
        line[--len] = '\0';
    }
    return ASK_GOT;
}

bool ask_line(struct cmd_env *env, char line[ASK_LINE], const char *prompt, ...)
{
    va_list ap;
    va_start(ap, prompt);
    vfprintf(env->out, prompt, ap);
    va_end(ap);
    fflush(env->out);
    enum ask_read got = ask_read(line, ASK_LINE);
    if (got == ASK_END) {
        fputs("\n", env->out);
        return false;
    }
    if (got == ASK_TOO_LONG) {
        fputs("\nthis line is longer than any paper: the input is not what it should be\n",
              env->out);
        return false;
    }
    size_t blanks = strspn(line, " \t");
    memmove(line, line + blanks, strlen(line) - blanks + 1);
    return true;
}

bool ask_is(const char *line, const char *word, const char **rest)
{
    size_t len = strlen(word);
    if (strncmp(line, word, len) != 0 || (line[len] != '\0' && line[len] != ' ')) {
        return false;
    }
    *rest = line + len + strspn(line + len, " ");
    return true;
}

unsigned ask_number(const char *text)
{
    unsigned value = 0;
    size_t len = strlen(text);
    if (len == 0 || len > 8 || strspn(text, "0123456789") != len) {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    return value <= 10000000 ? value : 0;
}

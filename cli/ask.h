/*
 * cli/ask.h: a conversation by lines, at a terminal or from a pipe.
 */
#ifndef TELLER_ASK_H
#define TELLER_ASK_H

#include "cmd.h"

enum { ASK_LINE = 2048 };

enum ask_read { ASK_GOT, ASK_END, ASK_TOO_LONG };

/* Reads one line of standard input, of less than room bytes (room: at most INT_MAX), without its
 * end and the blanks before it. */
enum ask_read ask_read(char *line, size_t room);

/* Prints the prompt (printf) and reads one line from standard input into line, without its end and
 * without blanks around it. False at the end of the input, or when a line is too long, which is
 * said. */
bool ask_line(struct cmd_env *env, char line[ASK_LINE], const char *prompt, ...)
    __attribute__((format(printf, 3, 4)));

/* Is `line` this word alone, or the word and something after a blank? *rest gets what follows. */
bool ask_is(const char *line, const char *word, const char **rest);
/* A whole number from 1 to 10,000,000 and nothing else; 0 when it is not. */
unsigned ask_number(const char *text);

#endif

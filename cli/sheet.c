/*
 * cli/sheet.c: a result sheet on the screen.
 *
 * The sheet is the library's text, the same bytes for everybody; on a terminal the words at the
 * beginning of a line by which people look for something are set off. Whoever sees no colour, or
 * redirects the sheet into a file, reads the same words.
 */
#include "sheet.h"

#include <string.h>

static const struct {
    const char *begins, *colour;
} words[] = {
    {"  ELECTED UNOPPOSED", "\033[1;32m"},
    {"  ELECTED", "\033[1;32m"},
    {"Elected", "\033[1m"},
    {"  DISPLACED", "\033[1;33m"},
    {"PARTIAL", "\033[1;31m"},
    {"UNSIGNED", "\033[1;31m"},
    {"TRIAL RUN", "\033[1;31m"},
    {"ANNULLED", "\033[1;31m"},
    {"NOT FINISHED", "\033[1;31m"},
    {"  OUT", "\033[1m"},
    {"  ON THE NEXT PAPER", "\033[1m"},
};

/* The word of the table with which the line begins: its number of bytes; 0: none. */
static size_t set_off(const char *line, const char **colour)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i].begins);
        if (strncmp(line, words[i].begins, len) == 0 && strchr(" :\n", line[len]) != NULL) {
            *colour = words[i].colour;
            return len;
        }
    }
    return 0;
}

void sheet_print(struct cmd_env *env, const tlr_text *sheet)
{
    const char *line = tlr_text_data(sheet);
    while (env->colour && *line != '\0') {
        const char *colour = NULL;
        size_t word = set_off(line, &colour);
        size_t blanks = word > 0 ? strspn(line, " ") : 0;
        size_t len = strcspn(line, "\n");
        len += line[len] == '\n';
        fwrite(line, 1, blanks, env->out);
        if (word > 0) {
            fprintf(env->out, "%s%.*s\033[0m", colour, (int)(word - blanks), line + blanks);
        }
        fwrite(line + word, 1, len - word, env->out);
        line += len;
    }
    fputs(line, env->out);
}

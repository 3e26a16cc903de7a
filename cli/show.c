/*
 * cli/show.c: usage texts and diagnostics, as people read them.
 *
 * A diagnostic has gcc's form, so that editors can jump to it: file:line:column: severity: message
 * [TLR-code], the line itself, carets under the span, then what to do and the clause behind it.
 */
#include <stdarg.h>
#include <string.h>

#include "cmd.h"
#include "wrapped.h"

static const char *severity_word(tlr_severity severity)
{
    switch (severity) {
    case TLR_NOTE:
        return "note";
    case TLR_WARNING:
        return "warning";
    case TLR_ERROR:
        return "error";
    }
    return "error";
}

static const char *severity_colour(tlr_severity severity)
{
    return severity == TLR_ERROR     ? "\033[1;31m"
           : severity == TLR_WARNING ? "\033[1;35m"
                                     : "\033[1m";
}

/* The source line, cut to what a terminal shows, with control characters made visible. */
static void show_source(FILE *to, const tlr_diag *diag)
{
    enum { WINDOW = 76 };
    size_t len = strlen(diag->source);
    size_t at = diag->column > 0 ? diag->column - 1 : 0;
    size_t start = at > WINDOW - 16 ? at - (WINDOW - 16) : 0;
    if (start >= len) {
        start = 0;
    }
    fputs("  ", to);
    for (size_t i = start; i < len && i < start + WINDOW; i++) {
        unsigned char c = (unsigned char)diag->source[i];
        fputc(c < 0x20 || c == 0x7f ? '?' : c, to);
    }
    fputc('\n', to);
    if (diag->column == 0) {
        return;
    }
    fputs("  ", to);
    for (size_t i = start; i < at && i < start + WINDOW; i++) {
        unsigned char c = i < len ? (unsigned char)diag->source[i] : ' ';
        if ((c & 0xc0) != 0x80) { /* one column for each UTF-8 character */
            fputc(' ', to);
        }
    }
    fputc('^', to);
    for (size_t i = at + 1; i + 1 < diag->end_column && i < start + WINDOW; i++) {
        fputc('~', to);
    }
    fputc('\n', to);
}

enum { WIDTH = 80, INDENT = 4 }; /* of a terminal; of what goes on in another line */

/* What is wrong. One line, that other programs can find; on a terminal broken at words, since it
 * would break it within them. column: how much of the first line is used. */
static void show_message(struct cmd_env *env, const tlr_diag *diag, int column)
{
    enum { CODE = 11 }; /* " [TLR-nnnn]" */
    if (!env->err_terminal) {
        fprintf(env->err, " %s [TLR-%04u]\n", diag->message, diag->code);
        return;
    }
    const char *rest = wrapped_words(env->err, &column, INDENT, diag->message);
    fprintf(env->err, "%s%s [TLR-%04u]\n", rest, column + CODE > WIDTH ? "\n   " : "", diag->code);
}

/* "  what to do: …" in lines of at most 80 columns, so that it can be read in a hall. After a line
 * break in the text stand lines to be copied, which are left as they are. */
static void show_wrapped(FILE *to, const char *label, const char *text)
{
    int column = fprintf(to, "  %s:", label);
    text = wrapped_words(to, &column, INDENT, text);
    while (*text == '\n') {
        size_t len = strcspn(text + 1, "\n");
        fprintf(to, "\n%*s%.*s", INDENT, "", (int)len, text + 1);
        text += 1 + len;
    }
    fputc('\n', to);
}

/* The hint of the place that found it, or else the general remedy of its code. */
static const char *what_to_do(const tlr_diag *diag)
{
    const char *cause = NULL;
    const char *remedy = NULL;
    if (diag->hint != NULL || diag->severity == TLR_NOTE ||
        tlr_diag_explain(diag->code, &cause, &remedy) == 0) {
        return diag->hint;
    }
    return remedy;
}

/* "file:line:column: ", or the program's name; how many columns that is. */
static int show_where(FILE *to, const tlr_diag *diag)
{
    char numbers[48] = "";
    const char *file = diag->file != NULL ? diag->file : "teller";
    if (diag->file != NULL && diag->line > 0) {
        int used = snprintf(numbers, sizeof numbers, "%u:", diag->line);
        if (diag->column > 0) {
            snprintf(numbers + used, sizeof numbers - (size_t)used, "%u:", diag->column);
        }
    }
    fprintf(to, "%s:%s ", file, numbers);
    return (int)(tlr_text_columns(file) + 1 + strlen(numbers) + 1);
}

static void show_one(struct cmd_env *env, const tlr_diag *diag)
{
    FILE *to = env->err;
    int column = show_where(to, diag);
    const char *severity = severity_word(diag->severity);
    if (env->err_colour) {
        fprintf(to, "%s%s:\033[0m", severity_colour(diag->severity), severity);
    } else {
        fprintf(to, "%s:", severity);
    }
    show_message(env, diag, column + (int)strlen(severity) + 1);
    if (diag->source != NULL && diag->source[0] != '\0') {
        show_source(to, diag);
    }
    const char *hint = what_to_do(diag);
    if (hint != NULL) {
        show_wrapped(to, "what to do", hint);
    }
    if (diag->clause != NULL) {
        fprintf(to, "  see: %s\n", diag->clause);
    }
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool cmd_said_before(const struct cmd_env *env, size_t i)
{
    const tlr_diag *now = tlr_ctx_diag(env->ctx, i);
    for (size_t k = 0; k < i; k++) {
        const tlr_diag *before = tlr_ctx_diag(env->ctx, k);
        if (before->code == now->code && before->severity == now->severity &&
            before->line == now->line && before->column == now->column &&
            same_text(before->file, now->file) && same_text(before->message, now->message)) {
            return true;
        }
    }
    return false;
}

void cmd_show_diagnostics(struct cmd_env *env)
{
    size_t count = tlr_ctx_diag_count(env->ctx);
    for (size_t i = 0; i < count; i++) {
        const tlr_diag *diag = tlr_ctx_diag(env->ctx, i);
        if ((!env->quiet || diag->severity == TLR_ERROR) && !cmd_said_before(env, i)) {
            show_one(env, diag);
        }
    }
    size_t dropped = tlr_ctx_diag_dropped(env->ctx);
    if (dropped > 0) {
        fprintf(env->err, "teller: and %zu more messages; mend these first\n", dropped);
    }
    tlr_ctx_diag_clear(env->ctx);
}

/* How long a word of a command is; blanks between quotation marks belong to it. */
static size_t shell_word(const char *text)
{
    size_t len = 0;
    bool quoted = false;
    while (text[len] != '\0' && (quoted || text[len] != ' ')) {
        quoted = text[len] == '"' ? !quoted : quoted;
        len++;
    }
    return len;
}

/* A line that can be typed, or copied as several with a backslash at their ends. */
static void show_example(FILE *to, const char *text)
{
    size_t column = (size_t)fprintf(to, "example:");
    while (*text != '\0') {
        size_t len = shell_word(text);
        bool last = text[len] == '\0';
        if (column + 1 + len + (last ? 0 : 2) > WIDTH) {
            column = (size_t)fprintf(to, " \\\n%*s", INDENT - 1, "") - 3;
        }
        column += (size_t)fprintf(to, " %.*s", (int)len, text);
        text += len + (last ? 0u : 1u);
    }
    fputs("\n", to);
}

void cmd_usage(FILE *to, const struct cmd *cmd)
{
    char first[64];
    snprintf(first, sizeof first, "usage: teller %s%s ", cmd->name,
             cmd->options[0].name != NULL ? " [options]" : "");
    wrapped_text(to, first, 7, cmd->arguments);
    fputs("\n", to);
    wrapped_text(to, "", 0, cmd->brief);
    if (cmd->options[0].name != NULL) {
        fputs("\noptions:\n", to);
    }
    for (const struct cmd_option *o = cmd->options; o->name != NULL; o++) {
        enum { COLUMN = 28 };
        char left[80];
        int used = snprintf(left, sizeof left, "  %c%c%s--%s%s%s", o->letter != 0 ? '-' : ' ',
                            o->letter != 0 ? o->letter : ' ', o->letter != 0 ? ", " : "  ", o->name,
                            o->argument != NULL ? " " : "", o->argument != NULL ? o->argument : "");
        if (used >= COLUMN) {
            fprintf(to, "%s\n", left);
            left[0] = '\0';
        }
        char padded[COLUMN + 1];
        snprintf(padded, sizeof padded, "%-*.*s", COLUMN, COLUMN, left);
        wrapped_text(to, padded, COLUMN, o->help);
    }
    fputs("\n", to);
    show_example(to, cmd->example);
}

int cmd_misuse(struct cmd_env *env, const struct cmd *cmd, const char *fmt, ...)
{
    va_list ap;
    fprintf(env->err, "teller %s: error: ", cmd->name);
    va_start(ap, fmt);
    vfprintf(env->err, fmt, ap);
    va_end(ap);
    fprintf(env->err, "\n  what to do: see 'teller %s --help'\n", cmd->name);
    return 2;
}

int cmd_no_memory(struct cmd_env *env)
{
    fputs("teller: error: there is not enough memory [TLR-1901]\n"
          "  what to do: close other programs, or use a machine with more memory\n",
          env->err);
    return cmd_exit(TLR_E_MEMORY);
}

int cmd_exit(tlr_status status)
{
    return tlr_status_exit(status);
}

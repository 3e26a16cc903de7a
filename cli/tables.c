/*
 * cli/tables.c: completion for shells and the manual page, from the table of commands.
 *
 * One table drives parsing, usage, completion and manual, so none of them can lack an option that
 * another has. Texts are ours and hold no quotation marks that a shell would take amiss; they are
 * escaped all the same. Nothing here is read by the program itself.
 */
#include "tables.h"

#include <string.h>

/* Options that every command has without listing them. */
static const struct cmd_option common[] = {{"help", 0, NULL, "explain the command"},
                                           {"quiet", 0, NULL, "say only what is wrong"},
                                           {NULL, 0, NULL, NULL}};

/* ---- completion ---- */

static void command_names(FILE *to)
{
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        fprintf(to, "%s%s", i > 0 ? " " : "", teller_commands[i]->name);
    }
}

static void bash_options(FILE *to, const struct cmd_option *option)
{
    for (; option->name != NULL; option++) {
        fprintf(to, " --%s", option->name);
    }
}

static void bash(FILE *to)
{
    fputs("# Completion of teller for bash, made by: teller help --completion bash\n"
          "_teller()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} words=\n    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W '",
          to);
    command_names(to);
    fputs("' -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n", to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        fprintf(to, "    %s) words='", teller_commands[i]->name);
        bash_options(to, teller_commands[i]->options);
        bash_options(to, common);
        fputs("' ;;\n", to);
    }
    fputs(
        "    esac\n    if [ \"${COMP_WORDS[1]}\" = help ] && [ \"${word#-}\" = \"$word\" ]; then\n"
        "        COMPREPLY=($(compgen -W '",
        to);
    command_names(to);
    fputs("' -- \"$word\"))\n        return\n    fi\n", to);
    fputs("    case $word in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) "
          ";;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
          "complete -o filenames -F _teller teller\n",
          to);
}

/* Inside single quotation marks; those of the text become '\''. Signs that mean something in a
 * specification of zsh are escaped, too. */
static void quoted(FILE *to, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", to);
        } else {
            if (strchr(special, *text) != NULL) {
                fputc('\\', to);
            }
            fputc(*text, to);
        }
    }
}

static void zsh_options(FILE *to, const struct cmd_option *option)
{
    for (; option->name != NULL; option++) {
        fprintf(to, " \\\n            '--%s%s[", option->name, option->argument != NULL ? "=" : "");
        quoted(to, option->help, "[]:\\");
        fputs("]", to);
        if (option->argument != NULL) {
            bool file = strcmp(option->argument, "FILE") == 0;
            bool folder = strcmp(option->argument, "DIR") == 0;
            fprintf(to, ":%s:%s", option->argument, file ? "_files" : folder ? "_files -/" : "");
        }
        fputs("'", to);
    }
}

static void zsh(FILE *to)
{
    fputs("#compdef teller\n# Completion of teller for zsh, made by: teller help --completion zsh\n"
          "_teller() {\n    local -a commands\n    commands=(\n",
          to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        fprintf(to, "        '%s:", teller_commands[i]->name);
        quoted(to, teller_commands[i]->brief, ":\\");
        fputs("'\n", to);
    }
    fputs("    )\n    local -a helped\n    helped=(${commands%%:*})\n    if (( CURRENT == 2 )); "
          "then\n        "
          "_describe command commands\n"
          "        return\n    fi\n    local command=$words[2]\n    shift words\n"
          "    (( CURRENT-- ))\n    case $command in\n",
          to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        fprintf(to, "    %s)\n        _arguments", teller_commands[i]->name);
        zsh_options(to, teller_commands[i]->options);
        zsh_options(to, common);
        bool help = strcmp(teller_commands[i]->name, "help") == 0;
        fputs(help ? " \\\n            '1:command:($helped)'\n        ;;\n"
                   : " \\\n            '*:file:_files'\n        ;;\n",
              to);
    }
    fputs("    esac\n}\n_teller \"$@\"\n", to);
}

static void fish_options(FILE *to, const char *command, const struct cmd_option *option)
{
    for (; option->name != NULL; option++) {
        fprintf(to, "complete -c teller -n '__fish_seen_subcommand_from %s' -l %s", command,
                option->name);
        if (option->letter != 0) {
            fprintf(to, " -s %c", option->letter);
        }
        fputs(option->argument != NULL ? " -r -d '" : " -d '", to);
        quoted(to, option->help, "\\");
        fputs("'\n", to);
    }
}

static void fish(FILE *to)
{
    fputs("# Completion of teller for fish, made by: teller help --completion fish\n", to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        const struct cmd *cmd = teller_commands[i];
        fprintf(to, "complete -c teller -f -n __fish_use_subcommand -a %s -d '", cmd->name);
        quoted(to, cmd->brief, "\\");
        fputs("'\n", to);
        fprintf(to, "complete -c teller -f -n '__fish_seen_subcommand_from help' -a %s\n",
                cmd->name);
        fish_options(to, cmd->name, cmd->options);
        fish_options(to, cmd->name, common);
    }
}

bool tables_completion(FILE *to, const char *shell)
{
    static const struct {
        const char *name;
        void (*write)(FILE *to);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].write(to);
            return true;
        }
    }
    return false;
}

/* ---- the manual page ---- */

/* A text in mdoc: no sign of it is a request. In an argument, quotation marks are doubled. */
static void roff(FILE *to, const char *text, bool argument)
{
    if (text[0] == '.' || text[0] == '\'') {
        fputs("\\&", to);
    }
    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            fputs("\\e", to);
        } else if (*text == '-') {
            fputs("\\-", to);
        } else if (*text == '"' && argument) {
            fputs("\"\"", to);
        } else {
            fputc(*text, to);
        }
    }
}

static void sentence(FILE *to, const char *text)
{
    roff(to, text, false);
    fputc('\n', to);
}

static void manual_options(FILE *to, const struct cmd_option *option)
{
    for (; option->name != NULL; option++) {
        fputs(".It ", to);
        if (option->letter != 0) {
            fprintf(to, "Fl %c , ", option->letter);
        }
        fprintf(to, "Fl \\-%s", option->name);
        if (option->argument != NULL) {
            fputs(" Ar \"", to);
            roff(to, option->argument, true);
            fputs("\"", to);
        }
        fputc('\n', to);
        sentence(to, option->help);
    }
}

static void manual_command(FILE *to, const struct cmd *cmd)
{
    fprintf(to, ".Ss teller %s\n.Dl \"teller %s [options]", cmd->name, cmd->name);
    if (cmd->arguments[0] != '\0') {
        fputc(' ', to);
        roff(to, cmd->arguments, true);
    }
    fputs("\"\n.Pp\n", to);
    sentence(to, cmd->brief);
    if (cmd->options[0].name != NULL) {
        fputs(".Bl -tag -width Ds\n", to);
        manual_options(to, cmd->options);
        fputs(".El\n", to);
    }
    fputs(".Pp\nExample:\n.Dl \"", to);
    roff(to, cmd->example, true);
    fputs("\"\n", to);
}

void tables_manual(FILE *to)
{
    fputs(".\\\" Made by: teller help --manual\n.Dd November 22, 2026\n.Dt TELLER 1\n.Os\n"
          ".Sh NAME\n.Nm teller\n.Nd count elections of delegates from signed ballot files\n"
          ".Sh SYNOPSIS\n.Nm teller\n.Ar command\n.Op Ar options\n.Op Ar words\n"
          ".Sh DESCRIPTION\n.Nm\n"
          "counts the elections of Constituency Labour Parties from signed ballot files,\n"
          "under written rules, and lets anybody who holds the files reproduce the result.\n"
          "An election is a folder.\n.Pp\nEvery command takes these options:\n"
          ".Bl -tag -width Ds\n",
          to);
    for (const struct cmd_option *option = common; option->name != NULL; option++) {
        fprintf(to, ".It Fl \\-%s\n", option->name);
        sentence(to, option->help);
    }
    fputs(".El\n.Sh COMMANDS\n", to);
    for (size_t i = 0; teller_commands[i] != NULL; i++) {
        manual_command(to, teller_commands[i]);
    }
    fputs(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev NO_COLOR\n"
          "no colour on a terminal\n.El\n.Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n",
          to);
#define EXIT_ROW(name, value, exit_code, text) fprintf(to, ".It %d\n%s\n", exit_code, text);
    TLR_STATUS_TABLE(EXIT_ROW)
#undef EXIT_ROW
    fputs(".El\n", to);
}

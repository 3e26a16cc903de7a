/*
 * report/next.c: what is done, what comes next and what to type, for people and for programs.
 *
 * One row a step: what has been done when it comes, what is missing, and the command. Commands are
 * written so that they can be copied into a shell: a name of a folder with blanks stands in quotes.
 * Signatures are put together by key, one line each, since each is typed by another person on
 * another machine. Nothing is looked at here; api/next.c did. Implements spec/formats/next.md.
 */
#include "report/next.h"

#include <string.h>

#include "base/wrap.h"
#include "report/json_parts.h"
#include "teller/text.h"

const char *tlri_next_token(uint32_t next)
{
    static const char *const tokens[] = {
#define NEXT_TOKEN(name, token) token,
        TLRI_NEXT_TABLE(NEXT_TOKEN)
#undef NEXT_TOKEN
    };
    return next < TLRI_NEXT_COUNT ? tokens[next] : NULL;
}

enum { COMMANDS_MAX = 3 };

/* In a command "@" stands for the folder. */
struct step_words {
    const char *done, *missing;
    const char *command[COMMANDS_MAX];
};

static const struct step_words step_words[TLRI_NEXT_COUNT] = {
    [TLRI_NEXT_NOTICE] = {"Nothing is there yet.",
                          "The notice is missing: what is elected, by which rules, and who answers "
                          "for it. It is fixed before nominations close.",
                          {"teller init @"}},
    [TLRI_NEXT_CANDIDATES] = {"The notice is there and signed.",
                              "The candidates are missing. When nominations have closed and the "
                              "eligibility of each is decided (teller eligibility), this asks who "
                              "stands and writes election.xml.",
                              {"teller init @"}},
    [TLRI_NEXT_KEYING] = {"Notice and candidates are there and signed; a batch is begun.",
                          "The keying of a batch is not finished. Nothing typed is lost: this goes "
                          "on where it stopped.",
                          {NULL}},
    [TLRI_NEXT_PAPERS] = {"Notice and candidates are there and signed.",
                          "Papers are missing. They are keyed batch by batch, each twice by other "
                          "people, who sign it; what was voted online comes in by teller import.",
                          {NULL}},
    [TLRI_NEXT_DECISIONS] = {"Notice, candidates and batches are there and signed.",
                             "Decisions on doubtful papers are missing. The returning officer "
                             "decides on each in front of the scrutineers; the command shows each "
                             "paper and what every decision would mean, and writes the decisions "
                             "down.",
                             {"teller adjudicate @"}},
    [TLRI_NEXT_ACCOUNT] = {"Notice, candidates and batches are there and signed.",
                           "The ballot paper account is missing. When every batch is in, write the "
                           "form and put a number for every '?', from the piles.",
                           {"teller close @ --form @/account.txt"}},
    [TLRI_NEXT_CLOSE] = {"Notice, candidates, batches and account are there.",
                         "The close is missing: it says which papers there are, before anybody "
                         "knows who won. When every '?' of the account has its number:",
                         {"teller close @"}},
    [TLRI_NEXT_LOT] = {"The papers are closed and signed for.",
                       "A tie must be settled by lot, in the open. The command says who is tied "
                       "and what to type when the lot is drawn.",
                       {"teller lot @"}},
    [TLRI_NEXT_ROUND] = {"The papers of this round are closed and signed for.",
                         "Another round must be voted. The command says who goes on; then come "
                         "the batches of that round and a new close.",
                         {"teller count @"}},
    [TLRI_NEXT_RESULT] = {"The papers are closed and signed for; no lot is open.",
                          "The count is missing.",
                          {"teller count @"}},
    [TLRI_NEXT_COUNT_AGAIN] = {"The papers are closed and signed for; no lot is open.",
                               "The result.xml in the folder is not the result of these files. See "
                               "what differs; if the files are right, count again.",
                               {"teller count @"}},
    [TLRI_NEXT_SUPERSEDED] = {"Counted anew; this computer has now counted a second time, and all "
                              "bytes agree.",
                              "Another result was declared before. First declare that it stands no "
                              "longer; the result that is here is declared after that.",
                              {"teller declare @ --state superseded"}},
    [TLRI_NEXT_DECLARATION] = {"Counted; this computer has now counted a second time, and all "
                               "bytes agree.",
                               "The declaration is missing. The scrutineers verify first, each on "
                               "their own computer; then the result is read out, and what was "
                               "declared is written down.",
                               {"teller verify @", "teller report @ -o @-report.html",
                                "teller declare @"}},
    [TLRI_NEXT_PROVISIONAL] =
        {"Counted, verified, and declared provisionally.",
         "What is provisional is not final: hear who asks for a recount. When "
         "nothing is open any more, the result is declared, by a declaration "
         "that takes the place of this one.",
         {"teller declare @"}},
    [TLRI_NEXT_DONE] = {"All is done: counted, verified and declared.",
                        "Hand the election on sealed, and publish the other bundle. A candidate "
                        "who leaves, or a panel's ruling, changes none of these files.",
                        {"teller bundle @ -o @-sealed --sealed",
                         "teller bundle @ -o @-public --public"}},
};

/* ---- commands ---- */

tlr_status tlri_next_quote(const char *text, struct tlri_buf *out)
{
    char room[TLR_SHELL_WORD_ROOM];
    return tlri_buf_puts(out, tlri_shell_word(text, room, sizeof room));
}

/* The row's command with the folder's name for each "@", and what follows it up to a blank. */
static tlr_status expand(tlr_ctx *ctx, const char *command, const char *dir, struct tlri_buf *out)
{
    while (*command != '\0') {
        if (*command != '@') {
            tlri_buf_printf(out, "%c", *command++);
            continue;
        }
        struct tlri_buf word;
        size_t len = strcspn(++command, " ");
        tlri_buf_init(&word, ctx, (size_t)1 << 20);
        tlri_buf_printf(&word, "%s%.*s", dir, (int)len, command);
        tlr_status status = word.failed;
        if (status == TLR_OK) {
            status = tlri_next_quote(word.data, out);
        }
        tlri_buf_drop(&word);
        TLR_TRY(status);
        command += len;
    }
    return out->failed;
}

/* Does this key sign this file? The first keys of a role are proposed, so many as are missing. */
static bool signs(const struct tlri_next_signature *signature, const char *name)
{
    for (size_t i = 0; i < signature->names && i < signature->count; i++) {
        if (tlri_streq(signature->name[i], name)) {
            return true;
        }
    }
    return false;
}

/* Was the key proposed for an earlier file, or earlier for the same? Then its line is there. */
static bool named_before(const struct tlri_next_answer *answer, size_t signature, size_t name)
{
    const char *key = answer->signature[signature].name[name];
    for (size_t i = 0; i < signature; i++) {
        if (signs(&answer->signature[i], key)) {
            return true;
        }
    }
    return false;
}

static tlr_status sign_command(const struct tlri_next_answer *answer, const char *key,
                               struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller sign -s %s.key --as %s", key, key);
    for (size_t i = 0; i < answer->signatures; i++) {
        if (signs(&answer->signature[i], key)) {
            tlri_buf_puts(out, " ");
            tlri_next_quote(answer->signature[i].file, out);
        }
    }
    return out->failed;
}

/* What is typed when the slip was signed by hand. Somebody of another role saw it. */
static tlr_status ink_command(const struct tlri_next_answer *answer,
                              const struct tlri_next_signature *signature, struct tlri_buf *out)
{
    size_t dir = strlen(answer->dir);
    bool inside = strncmp(signature->file, answer->dir, dir) == 0 && signature->file[dir] == '/';
    tlri_buf_puts(out, "teller ink ");
    tlri_next_quote(answer->dir, out);
    tlri_buf_puts(out, " --file ");
    tlri_next_quote(inside ? signature->file + dir + 1 : signature->file, out);
    return tlri_buf_printf(
        out, " --role %s --witness %s --signed", tlri_role_token(signature->role),
        signature->role == TLRI_ROLE_RETURNING_OFFICER ? "scrutineer" : "returning-officer");
}

/* What is typed to key this batch, from its first paper or on. */
static tlr_status put_keying(const struct tlri_next_answer *answer, struct tlri_buf *out)
{
    const struct tlri_next_keying *keying = answer->keying;
    tlri_buf_puts(out, "teller enter ");
    tlri_next_quote(answer->dir, out);
    tlri_buf_printf(out, " --contest %s --batch %s", keying->contest, keying->batch);
    if (!tlri_streq(keying->channel, "meeting")) {
        tlri_buf_printf(out, " --channel %s", keying->channel);
    }
    if (keying->round > 1) {
        tlri_buf_printf(out, " --round %u", keying->round);
    }
    if (keying->revision > 1) {
        tlri_buf_printf(out, " --revision %u", keying->revision);
    }
    return tlri_buf_puts(out, keying->done ? " --second" : "");
}

/* The papers and the forms to print, while no batch is there; then the first batch to key. */
static tlr_status put_papers(tlr_ctx *ctx, const struct tlri_next_answer *answer, size_t n,
                             struct tlri_buf *out, bool *there)
{
    struct tlri_buf line;
    size_t prints = answer->batches == 0 ? answer->withouts + 1 : 0;
    *there = n <= prints;
    if (!*there) {
        return TLR_OK;
    }
    tlri_buf_init(&line, ctx, (size_t)1 << 16);
    if (n == prints) {
        tlri_buf_printf(&line, "teller enter @ --contest %s --batch meeting", answer->without[0]);
    } else if (n + 1 == prints) {
        tlri_buf_puts(&line, "teller papers @ -o @-desk.html");
    } else {
        tlri_buf_printf(&line, "teller papers @ --contest %s -o @-%s.html", answer->without[n],
                        answer->without[n]);
    }
    tlr_status status = line.failed;
    if (status == TLR_OK) {
        status = expand(ctx, line.data, answer->dir, out);
    }
    tlri_buf_drop(&line);
    return status;
}

/* Appends the n-th command. *there: is there one? */
static tlr_status put_command(tlr_ctx *ctx, const struct tlri_next_answer *answer, size_t n,
                              struct tlri_buf *out, bool *there)
{
    *there = false;
    if (answer->next == TLRI_NEXT_KEYING) {
        *there = n == 0;
        return *there ? put_keying(answer, out) : TLR_OK;
    }
    if (answer->next == TLRI_NEXT_PAPERS && answer->withouts > 0) {
        return put_papers(ctx, answer, n, out, there);
    }
    if (answer->next != TLRI_NEXT_SIGN) {
        const char *command = n < COMMANDS_MAX ? step_words[answer->next].command[n] : NULL;
        *there = command != NULL;
        return *there ? expand(ctx, command, answer->dir, out) : TLR_OK;
    }
    size_t at = 0;
    for (size_t i = 0; i < answer->signatures; i++) {
        const struct tlri_next_signature *signature = &answer->signature[i];
        for (size_t k = 0; k < signature->names && k < signature->count; k++) {
            if (!named_before(answer, i, k) && at++ == n) {
                *there = true;
                return sign_command(answer, signature->name[k], out);
            }
        }
    }
    for (size_t i = 0; i < answer->signatures; i++) {
        const struct tlri_next_signature *signature = &answer->signature[i];
        if (signature->in_ink && signature->names < signature->count && at++ == n) {
            *there = true;
            return ink_command(answer, signature, out);
        }
    }
    return TLR_OK;
}

/* ---- for people ---- */

/* "notice.xml: 1 signature by a returning-officer (returning-officer)". */
static tlr_status signature_line(tlr_ctx *ctx, const struct tlri_next_signature *signature,
                                 struct tlri_buf *out)
{
    struct tlri_buf line;
    tlri_buf_init(&line, ctx, (size_t)1 << 20);
    tlri_buf_printf(&line, "%s: %u more %s by a %s", signature->file, signature->count,
                    signature->count == 1 ? "signature" : "signatures",
                    tlri_role_token(signature->role));
    for (size_t i = 0; i < signature->names; i++) {
        tlri_buf_printf(&line, "%s%s", i == 0 ? " (key " : " or ", signature->name[i]);
    }
    if (signature->names > 0) {
        tlri_buf_puts(&line,
                      signature->in_ink ? "), or the slip signed by hand (teller ink)" : ")");
    } else {
        tlri_buf_puts(&line,
                      signature->in_ink
                          ? ": the slip signed by hand, which teller ink writes down (no key "
                            "of that role is left to sign; a ruling can appoint one)"
                          : "; no key of that role is left to sign: appoint one by a ruling");
    }
    tlr_status status = line.failed;
    if (status == TLR_OK) {
        tlri_wrap(out, "  ", 4, line.data);
    }
    tlri_buf_drop(&line);
    return status;
}

static void put_missing(const struct tlri_next_answer *answer, struct tlri_buf *out)
{
    if (answer->next == TLRI_NEXT_SIGN) {
        tlri_wrap(out, "Missing: ", 2,
                  answer->signatures == 1 ? "a file is not signed yet by all who must sign it."
                                          : "signatures, each made with its owner's own key.");
        return;
    }
    tlri_wrap(out, "Missing: ", 2, step_words[answer->next].missing);
    if (answer->without_papers != NULL) {
        tlri_buf_printf(out, "  No batch is there yet for: %s\n", answer->without_papers);
    }
    if (answer->next == TLRI_NEXT_PAPERS) {
        tlri_wrap(out, "  ", 4,
                  "The papers to print are shown once; --count N makes N of them, each with a "
                  "number on its counterfoil. A further batch has another name after --batch; what "
                  "came by post has --channel post.");
    }
    if (answer->keying != NULL) {
        tlri_buf_printf(out, "  %u papers of batch %s are keyed%s\n", answer->keying->papers,
                        answer->keying->batch,
                        answer->keying->done
                            ? " once: another person keys them again,\n    without "
                              "seeing the first keying"
                            : " so far");
    }
    if (answer->undecided > 0) {
        tlri_buf_printf(out, "  Doubtful papers without a decision: %llu\n",
                        (unsigned long long)answer->undecided);
    }
    if (answer->next == TLRI_NEXT_ACCOUNT || answer->next == TLRI_NEXT_CLOSE) {
        tlri_buf_printf(out, "  Batches in the folder: %zu\n", answer->batches);
    }
}

static const char *done_words(const struct tlri_next_answer *answer)
{
    if (answer->next != TLRI_NEXT_SIGN) {
        return step_words[answer->next].done;
    }
    /* ink.txt is read with the notice, and stands for signatures on what came later */
    bool slip = answer->signatures > 0 && strstr(answer->signature[0].file, "ink.txt") != NULL;
    return slip                     ? "It is written down who signed by hand."
           : answer->notice == NULL ? "The notice is written."
                                    : "All that comes before these files is there and signed.";
}

static tlr_status put_commands(tlr_ctx *ctx, const struct tlri_next_answer *answer,
                               struct tlri_buf *out)
{
    bool there = true;
    for (size_t n = 0; there; n++) {
        struct tlri_buf command;
        tlri_buf_init(&command, ctx, (size_t)1 << 24);
        tlr_status status = put_command(ctx, answer, n, &command, &there);
        if (status == TLR_OK && there) {
            tlri_buf_printf(out, "%s  %s\n", n == 0 ? "Type:\n" : "", command.data);
        }
        tlri_buf_drop(&command);
        TLR_TRY(status);
    }
    return out->failed;
}

tlr_status tlri_next_words(tlr_ctx *ctx, const struct tlri_next_answer *answer,
                           struct tlri_buf *out)
{
    if (answer->notice != NULL) {
        tlri_buf_printf(out, "%s%s (%s)\n", answer->notice->trial ? "TRIAL RUN: " : "",
                        answer->notice->clp, answer->notice->election);
    }
    tlri_wrap(out, "Done: ", 2, done_words(answer));
    if (answer->next == TLRI_NEXT_DONE) {
        tlri_wrap(out, "Left: ", 2, step_words[answer->next].missing);
    } else {
        put_missing(answer, out);
    }
    for (size_t i = 0; i < answer->signatures; i++) {
        TLR_TRY(signature_line(ctx, &answer->signature[i], out));
    }
    TLR_TRY(put_commands(ctx, answer, out));
    if (answer->next == TLRI_NEXT_DECLARATION && answer->notice_digest != NULL) {
        tlri_buf_printf(out,
                        "  (a scrutineer adds --officer-key officer.pub, got from the officer, and "
                        "the\n  digest from the notice of poll: --notice '%s')\n",
                        answer->notice_digest);
    }
    if (answer->next == TLRI_NEXT_DONE && answer->notice != NULL &&
        answer->notice->retain_until != NULL) {
        tlri_buf_printf(out, "  (the papers are kept until %s; after that day: teller dispose ",
                        answer->notice->retain_until);
        tlri_next_quote(answer->dir, out);
        tlri_buf_puts(out, ")\n");
    }
    return out->failed;
}

/* ---- for programs ---- */

static json_t *signature_object(bool *bad, const struct tlri_next_signature *signature)
{
    json_t *object = json_object();
    json_t *keys = json_array();
    tlri_json_put_some(bad, object, "file", signature->file);
    tlri_json_put_some(bad, object, "role", tlri_role_token(signature->role));
    tlri_json_put_number(bad, object, "count", signature->count);
    tlri_json_put(bad, object, "in-ink", json_boolean(signature->in_ink));
    for (size_t i = 0; i < signature->names; i++) {
        tlri_json_append(bad, keys, json_string(signature->name[i]));
    }
    tlri_json_put(bad, object, "keys", keys);
    return object;
}

static tlr_status put_command_list(tlr_ctx *ctx, const struct tlri_next_answer *answer,
                                   json_t *list, bool *bad)
{
    bool there = true;
    for (size_t n = 0; there; n++) {
        struct tlri_buf command;
        tlri_buf_init(&command, ctx, (size_t)1 << 24);
        tlr_status status = put_command(ctx, answer, n, &command, &there);
        if (status == TLR_OK && there) {
            tlri_json_append(bad, list, json_string(command.data));
        }
        tlri_buf_drop(&command);
        TLR_TRY(status);
    }
    return TLR_OK;
}

tlr_status tlri_next_json(tlr_ctx *ctx, const struct tlri_next_answer *answer, struct tlri_buf *out)
{
    bool bad = false;
    json_t *root = json_object();
    json_t *signatures = json_array();
    json_t *commands = json_array();
    tlri_json_put_some(&bad, root, "format", "teller/next@1");
    tlri_json_put_some(&bad, root, "election",
                       answer->notice != NULL ? answer->notice->election : NULL);
    tlri_json_put_some(&bad, root, "step", tlri_next_token(answer->next));
    tlri_json_put_number(&bad, root, "batches", answer->batches);
    tlri_json_put_number(&bad, root, "undecided", answer->undecided);
    for (size_t i = 0; i < answer->signatures; i++) {
        tlri_json_append(&bad, signatures, signature_object(&bad, &answer->signature[i]));
    }
    tlr_status status = put_command_list(ctx, answer, commands, &bad);
    tlri_json_put(&bad, root, "signatures", signatures);
    tlri_json_put(&bad, root, "commands", commands);
    if (status != TLR_OK) {
        json_decref(root);
        return status;
    }
    return tlri_json_write(ctx, root, bad, out);
}

/*
 * io/typed.c: the marks of a paper as somebody types them.
 *
 * Two ways of reading a paper aloud, told apart by letters: the numbers down the paper ("- 1 - 2",
 * or "-1-2" where none has two digits), or the candidates in order of preference by their letters
 * ("B D"); "B1 D1" gives the number itself, "+B" a cross and "?B" a doubtful mark. Nothing is
 * completed and nothing interpreted: what comes out are the marks as seen. Implements spec/entry.md
 * §2.
 */
#include "io/typed.h"

#include <string.h>

#include "model/papers.h"

#define WORDS_MAX (TLRI_CANDIDATES_MAX + 1u)
#define LETTERS   26u

/* A word of the line. */
struct word {
    const char *text;
    size_t len;
};

struct typed {
    tlr_ctx *ctx;
    uint32_t candidates;
    struct word word[WORDS_MAX];
    size_t words;
    uint32_t seen[TLRI_CANDIDATES_MAX]; /* 0: none; a number, TLRI_SEEN_CROSS or _DOUBT */
};

void tlri_typed_code(uint32_t index, char out[TLRI_TYPED_CODE])
{
    size_t n = 0;
    if (index >= LETTERS) {
        out[n++] = (char)('A' + index / LETTERS - 1);
    }
    out[n++] = (char)('A' + index % LETTERS);
    out[n] = '\0';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_cross(char c)
{
    return c == 'x' || c == 'X' || c == '*';
}

static void split(struct typed *typed, const char *text)
{
    while (*text != '\0' && typed->words < WORDS_MAX) {
        size_t len = strcspn(text, " \t,");
        if (len > 0) {
            typed->word[typed->words++] = (struct word){text, len};
        }
        text += len;
        text += strspn(text, " \t,");
    }
}

static tlr_status wrong(struct typed *typed, uint32_t code, const char *hint, struct word word,
                        const char *what)
{
    tlri_diag(typed->ctx, TLR_ERROR, code, NULL, hint, NULL, "%s: '%.*s'", what,
              (int)(word.len > 20 ? 20 : word.len), word.text);
    return TLR_E_INPUT;
}

/* Up to three digits that make 1..999; 0 for anything else. */
static uint32_t number_of(const char *text, size_t len)
{
    uint32_t value = 0;
    if (len == 0 || len > 3) {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_digit(text[i])) {
            return 0;
        }
        value = value * 10 + (uint32_t)(text[i] - '0');
    }
    return text[0] == '0' ? 0 : value;
}

/* ---- down the paper ---- */

static tlr_status one_mark(struct typed *typed, uint32_t candidate, struct word word)
{
    if (word.len == 1 && (word.text[0] == '-' || word.text[0] == '.')) {
        return TLR_OK;
    }
    if (word.len == 1 && is_cross(word.text[0])) {
        typed->seen[candidate] = TLRI_SEEN_CROSS;
        return TLR_OK;
    }
    if (word.len == 1 && word.text[0] == '?') {
        typed->seen[candidate] = TLRI_SEEN_DOUBT;
        return TLR_OK;
    }
    typed->seen[candidate] = number_of(word.text, word.len);
    if (typed->seen[candidate] != 0) {
        return TLR_OK;
    }
    return wrong(typed, 6838,
                 "type - for no mark, a number from 1 to 999, x for a cross, or ? for "
                 "a mark that needs a decision",
                 word, "this is no mark");
}

/* "-1-2": one word with a character for each candidate. */
static void spread(struct typed *typed)
{
    struct word whole = typed->word[0];
    if (typed->words != 1 || typed->candidates == 1 || whole.len != typed->candidates) {
        return;
    }
    for (uint32_t c = 0; c < typed->candidates; c++) {
        typed->word[c] = (struct word){whole.text + c, 1};
    }
    typed->words = typed->candidates;
}

static tlr_status take_column(struct typed *typed)
{
    spread(typed);
    if (typed->words != typed->candidates) {
        /* "1-2" without blanks is three marks, though it is one word. */
        size_t marks = typed->words == 1 ? typed->word[0].len : typed->words;
        tlri_diag(typed->ctx, TLR_ERROR, 6835, NULL,
                  "type one mark for each candidate, - where there is none, or the letters of the "
                  "candidates in order of preference; ? explains",
                  NULL, "%zu mark%s typed for %u candidates", marks, marks == 1 ? " was" : "s were",
                  typed->candidates);
        return TLR_E_INPUT;
    }
    for (uint32_t c = 0; c < typed->candidates; c++) {
        TLR_TRY(one_mark(typed, c, typed->word[c]));
    }
    return TLR_OK;
}

/* ---- by letters ---- */

/* The candidate of one or two letters, or TLRI_NONE. */
static uint32_t candidate_of(const char *text, size_t len, uint32_t candidates)
{
    uint32_t index = 0;
    if (len == 0 || len > 2) {
        return TLRI_NONE;
    }
    for (size_t i = 0; i < len; i++) {
        uint32_t letter = (uint32_t)((text[i] | 0x20) - 'a');
        index = i == 0 ? letter : (index + 1) * LETTERS + letter;
    }
    return index < candidates ? index : TLRI_NONE;
}

/* "bc" for "b c": are these letters of candidates without blanks between them? */
static bool run_together(const char *text, size_t len, uint32_t candidates)
{
    for (size_t i = 0; i < len; i++) {
        if (candidate_of(text + i, 1, candidates) == TLRI_NONE) {
            return false;
        }
    }
    return len > 1;
}

static tlr_status one_letter(struct typed *typed, struct word word, uint32_t *next)
{
    struct word rest = word;
    uint32_t seen = 0;
    if (word.text[0] == '+' || word.text[0] == '?') {
        seen = word.text[0] == '+' ? TLRI_SEEN_CROSS : TLRI_SEEN_DOUBT;
        rest = (struct word){word.text + 1, word.len - 1};
    }
    size_t letters = 0;
    while (letters < rest.len && is_letter(rest.text[letters])) {
        letters++;
    }
    uint32_t candidate = candidate_of(rest.text, letters, typed->candidates);
    if (candidate == TLRI_NONE) {
        return wrong(typed, 6836,
                     run_together(rest.text, letters, typed->candidates)
                         ? "put a blank between letters, as: b d"
                         : "type the letters that stand beside the candidates",
                     word, "there is no candidate of these letters");
    }
    if (letters < rest.len) {
        uint32_t number = number_of(rest.text + letters, rest.len - letters);
        if (number == 0 || seen != 0) {
            return wrong(typed, 6838, "type as B2 for a number, +B for a cross, ?B for doubt", word,
                         "this is no mark");
        }
        seen = number;
    }
    if (typed->seen[candidate] != 0) {
        return wrong(typed, 6837, "type each candidate once; where the paper says two things, ?B",
                     word, "this candidate was typed before");
    }
    typed->seen[candidate] = seen != 0 ? seen : (*next)++;
    return TLR_OK;
}

static tlr_status take_letters(struct typed *typed)
{
    uint32_t next = 1;
    for (size_t i = 0; i < typed->words; i++) {
        TLR_TRY(one_letter(typed, typed->word[i], &next));
    }
    return TLR_OK;
}

/* Letters are candidates, but as many crosses as there are candidates are marks. */
static bool by_letters(const struct typed *typed)
{
    bool crosses = typed->words == typed->candidates;
    bool letters = true;
    for (size_t i = 0; i < typed->words; i++) {
        const struct word *word = &typed->word[i];
        bool signed_letter = (word->text[0] == '+' || word->text[0] == '?') && word->len > 1;
        bool cross = word->len == 1 && is_cross(word->text[0]);
        letters =
            letters && (is_letter(word->text[0]) || (signed_letter && is_letter(word->text[1])));
        crosses = crosses && cross;
    }
    bool column = typed->words == 1 && typed->candidates > 1 &&
                  typed->word[0].len == typed->candidates &&
                  strspn(typed->word[0].text, "xX*?-.123456789") >= typed->word[0].len;
    return letters && !crosses && !column;
}

tlr_status tlri_typed_marks(tlr_ctx *ctx, const char *text, uint32_t candidates,
                            struct tlri_buf *out)
{
    struct typed typed = {.ctx = ctx, .candidates = candidates};
    split(&typed, text);
    TLR_TRY(by_letters(&typed) && typed.words > 0 ? take_letters(&typed) : take_column(&typed));
    for (uint32_t c = 0; c < candidates; c++) {
        const char *blank = c > 0 ? " " : "";
        if (typed.seen[c] == 0) {
            tlri_buf_printf(out, "%s-", blank);
        } else if (typed.seen[c] >= TLRI_SEEN_CROSS) {
            tlri_buf_printf(out, "%s%c", blank, typed.seen[c] == TLRI_SEEN_CROSS ? 'X' : '?');
        } else {
            tlri_buf_printf(out, "%s%u", blank, typed.seen[c]);
        }
    }
    return out->failed;
}

tlr_status tlri_typed_reject(tlr_ctx *ctx, const char *text, struct tlri_buf *out)
{
    uint32_t found = TLRI_NONE;
    bool several = false;
    size_t len = strcspn(text, " \t");
    for (uint32_t code = 0; code < TLRI_REJECT_COUNT && len > 0; code++) {
        if (tlri_reject_whole(code) && strncmp(tlri_reject_token(code), text, len) == 0) {
            several = found != TLRI_NONE;
            found = code;
        }
    }
    if (found == TLRI_NONE || several || text[len] != '\0') {
        tlri_diag(ctx, TLR_ERROR, 6839, NULL,
                  "type blank, no-official-mark, identifies-voter, torn or cancelled, or the first "
                  "letters; whatever is a question of the marks, type the marks as seen",
                  "ballots/BAL-3", "a paper cannot be rejected whole as '%.40s'", text);
        return TLR_E_INPUT;
    }
    tlri_buf_printf(out, "R:%s", tlri_reject_token(found));
    return out->failed;
}

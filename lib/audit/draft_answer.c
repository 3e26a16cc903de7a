/*
 * audit/draft_answer.c: is what was typed an answer to what was asked?
 *
 * Told at once, at the question itself: whoever types forty answers must not learn after the last
 * of them that the third was no day. What needs several answers (more places than there are, a
 * reading that excludes another) is told when the notice is made of them, by the readers that also
 * read it back. Nothing is guessed: only yes and no may be shortened, and a public key may be given
 * by the name of its file. Implements spec/formats/answers.md §1, [ANS-12].
 */
#include <string.h>

#include "audit/draft.h"
#include "base/file.h"
#include "base/fold.h"
#include "io/declaration.h"
#include "model/notice.h"
#include "rules/settings.h"
#include "rules/suggest.h"
#include "trust/key.h"

enum { WORDS_LISTED = 64, HINT_MAX = 4096, DIGITS_MAX = 9 };

enum form_kind { FORM_ID, FORM_YES, FORM_DAY, FORM_NUMBER, FORM_WORD, FORM_RULES, FORM_KEY };

/* A question that is not listed takes any line of text. */
struct form {
    const char *name;
    enum form_kind kind;
    const char *(*word)(uint32_t); /* of FORM_WORD */
    const char *bound;             /* the answer is not before this day, or not above this number */
};

static const struct form forms[] = {
    {"election", FORM_ID, NULL, NULL},
    {"trial", FORM_YES, NULL, NULL},
    {"electorate", FORM_WORD, tlri_electorate_token, NULL},
    {"freeze", FORM_DAY, NULL, NULL},
    {"nominations-close", FORM_DAY, NULL, NULL},
    {"poll-opens", FORM_DAY, NULL, "nominations-close"},
    {"poll-closes", FORM_DAY, NULL, "poll-opens"},
    {"conference-closing", FORM_DAY, NULL, NULL},
    {"conference-opens", FORM_DAY, NULL, NULL},
    {"members-on", FORM_DAY, NULL, NULL},
    {"members", FORM_NUMBER, NULL, NULL},
    {"women", FORM_NUMBER, NULL, "members"},
    {"young", FORM_NUMBER, NULL, "members"},
    {"last-year", FORM_WORD, tlri_last_year_token, NULL},
    {"ordinary-places", FORM_NUMBER, NULL, NULL},
    {"woman-place", FORM_YES, NULL, NULL},
    {"youth-place", FORM_YES, NULL, NULL},
    {"rule-set", FORM_RULES, NULL, NULL},
    {"rule-set-one", FORM_RULES, NULL, NULL},
    {"one-person-one-place", FORM_YES, NULL, NULL},
    {"paper-order", FORM_WORD, tlri_paper_order_token, NULL},
    {"decided-on", FORM_DAY, NULL, NULL},
    {"key-returning-officer", FORM_KEY, NULL, NULL},
    {"key-scrutineer", FORM_KEY, NULL, NULL},
    {"key-teller-a", FORM_KEY, NULL, NULL},
    {"key-teller-b", FORM_KEY, NULL, NULL},
    {"slip-in-ink", FORM_YES, NULL, NULL},
    {"publish", FORM_WORD, tlri_publish_token, NULL},
    {"smallest-batch", FORM_NUMBER, NULL, NULL},
    {"smallest-contest", FORM_NUMBER, NULL, NULL},
    {"retain-until", FORM_DAY, NULL, "poll-closes"},
};

/* What is being looked at. */
struct answer {
    struct tlri_draft *draft;
    const struct tlri_place *place;
    const char *name, *value;
};

static const struct form *find_form(const char *name)
{
    for (size_t i = 0; i < TLRI_COUNT_OF(forms); i++) {
        if (tlri_streq(forms[i].name, name)) {
            return &forms[i];
        }
    }
    return NULL;
}

static tlr_status unfit(const struct answer *a, const char *hint)
{
    tlri_diag(a->draft->ctx, TLR_ERROR, 7075, a->place, hint, "answers/ANS-12",
              "'%s' is no answer to '%s'", a->value, a->name);
    return TLR_E_INPUT;
}

/* ---- words ---- */

static tlr_status one_of(const struct answer *a, const char *const *words, size_t n,
                         const char *what)
{
    for (size_t i = 0; i < n; i++) {
        if (tlri_streq(words[i], a->value)) {
            return TLR_OK;
        }
    }
    struct tlri_buf hint;
    tlri_buf_init(&hint, a->draft->ctx, HINT_MAX);
    const char *near = tlri_suggest(a->value, words, n);
    if (near != NULL) {
        tlri_buf_printf(&hint, "did you mean %s? ", near);
    }
    tlri_buf_printf(&hint, "type %s", what);
    (void)tlri_suggest_list(&hint, words, n); /* the buffer remembers a failure */
    tlr_status status = unfit(a, hint.failed == TLR_OK ? hint.data : "type one of its words");
    tlri_buf_drop(&hint);
    return status;
}

static tlr_status fit_word(const struct answer *a, const char *(*word)(uint32_t))
{
    const char *words[WORDS_LISTED];
    size_t n = 0;
    for (const char *w; n < WORDS_LISTED && (w = word((uint32_t)n)) != NULL; n++) {
        words[n] = w;
    }
    return one_of(a, words, n, "");
}

static tlr_status fit_rules(const struct answer *a)
{
    const char *words[WORDS_LISTED];
    size_t n = 0;
    for (const char *w; n < WORDS_LISTED && (w = tlri_rule_set_name(n, NULL)) != NULL; n++) {
        words[n] = w;
    }
    return one_of(a, words, n, "the name of a rule set: ");
}

/* A reading without listed values takes a number or a day: whoever reads the notice knows which. */
static tlr_status fit_reading(const struct answer *a, const struct tlri_rule_reading *reading)
{
    const char *words[WORDS_LISTED];
    size_t n = 0;
    for (; n < WORDS_LISTED && n < reading->values; n++) {
        words[n] = reading->value[n].name;
    }
    return n == 0 ? TLR_OK : one_of(a, words, n, "");
}

/* Short forms of the two words that everybody types. */
static tlr_status fit_yes(const struct answer *a, const char **fitted)
{
    static const char *const yes[] = {"yes", "y", "Yes", "YES", "Y"};
    static const char *const no[] = {"no", "n", "No", "NO", "N"};
    for (size_t i = 0; i < TLRI_COUNT_OF(yes); i++) {
        if (tlri_streq(a->value, yes[i]) || tlri_streq(a->value, no[i])) {
            *fitted = tlri_streq(a->value, yes[i]) ? "yes" : "no";
            return TLR_OK;
        }
    }
    return unfit(a, "type yes or no");
}

/* ---- days, numbers, names ---- */

static tlr_status fit_id(const struct answer *a)
{
    if (tlri_is_id(a->value, strlen(a->value))) {
        return TLR_OK;
    }
    return unfit(a, "type small letters without accents, digits and hyphens, and no blanks, as "
                    "anytown-2026; at most 64");
}

static tlr_status beyond(const struct answer *a, const char *how, const char *bound,
                         const char *limit)
{
    char hint[200];
    snprintf(hint, sizeof hint,
             "it is %s the answer to '%s', which was %.20s; correct one of the two", how, bound,
             limit);
    return unfit(a, hint);
}

static tlr_status fit_day(const struct answer *a, const char *bound)
{
    if (!tlri_date_ok(a->value, strlen(a->value))) {
        return unfit(a,
                     "type a day of the calendar as year-month-day: 2026-03-20 is 20 March 2026");
    }
    const char *limit = bound != NULL ? tlri_draft_get(a->draft, bound) : NULL;
    if (limit != NULL && strcmp(a->value, limit) < 0) {
        return beyond(a, "before", bound, limit);
    }
    return TLR_OK;
}

static bool is_number(const char *text)
{
    size_t len = strlen(text);
    return len > 0 && len <= DIGITS_MAX && strspn(text, "0123456789") == len &&
           (text[0] != '0' || len == 1);
}

static tlr_status fit_number(const struct answer *a, const char *bound)
{
    if (!is_number(a->value)) {
        return unfit(a,
                     "type a whole number in digits alone, as 1312: no comma, no blank, no words");
    }
    const char *limit = bound != NULL ? tlri_draft_get(a->draft, bound) : NULL;
    size_t len = strlen(a->value);
    if (limit != NULL &&
        (len > strlen(limit) || (len == strlen(limit) && strcmp(a->value, limit) > 0))) {
        return beyond(a, "more than", bound, limit);
    }
    return TLR_OK;
}

/* ---- keys ---- */

tlr_status tlri_draft_key(tlr_ctx *ctx, struct tlri_arena *arena, const struct tlri_place *place,
                          const char *value, const char **out)
{
    struct tlri_bytes bytes = {0};
    struct tlri_key key;
    char text[TLRI_KEY_TEXT];
    bool there = tlri_file_exists(value); /* asked once: a disk may answer otherwise next time */
    bool line = strncmp(value, "RW", 2) == 0 && !there;
    if (!line && !there) {
        tlri_diag(ctx, TLR_ERROR, 7076, place, NULL, "answers/ANS-12",
                  "'%s' is no public key, and there is no file of that name", value);
        return TLR_E_INPUT;
    }
    struct tlri_place file = {.file = value};
    if (line) {
        TLR_TRY(tlri_key_parse(ctx, place, value, strlen(value), &key));
    } else {
        TLR_TRY(tlri_file_read(ctx, value, TLRI_KEY_FILE_MAX, &bytes));
        tlr_status status = tlri_key_parse(ctx, &file, (const char *)bytes.data, bytes.len, &key);
        tlri_bytes_drop(&bytes);
        TLR_TRY(status);
    }
    if (key.kind != TLRI_KEY_MINISIGN) {
        tlri_diag(ctx, TLR_ERROR, 7076, line ? place : &file, NULL, "answers/ANS-12",
                  "this is a key of ssh, and a notice drafted here takes those of 'teller keygen'");
        return TLR_E_INPUT;
    }
    tlri_key_text(&key, text);
    *out = tlri_arena_copy(arena, text, strlen(text));
    return *out != NULL ? TLR_OK : tlri_no_memory(ctx);
}

/* ---- one answer ---- */

static tlr_status fit_form(const struct answer *a, const struct form *form, const char **fitted)
{
    switch (form->kind) {
    case FORM_ID:
        return fit_id(a);
    case FORM_YES:
        return fit_yes(a, fitted);
    case FORM_DAY:
        return fit_day(a, form->bound);
    case FORM_NUMBER:
        return fit_number(a, form->bound);
    case FORM_WORD:
        return fit_word(a, form->word);
    case FORM_RULES:
        return fit_rules(a);
    case FORM_KEY:
        return tlri_draft_key(a->draft->ctx, &a->draft->arena, a->place, a->value, fitted);
    }
    return TLR_OK;
}

tlr_status tlri_draft_fit(struct tlri_draft *draft, const struct tlri_place *place,
                          const char *name, const char *value, const char **fitted)
{
    struct answer a = {draft, place, name, value};
    const struct form *form = find_form(name);
    *fitted = value;
    if (form != NULL) {
        return fit_form(&a, form, fitted);
    }
    const struct tlri_rule_reading *reading =
        draft->rulebook != NULL ? tlri_rulebook_reading(draft->rulebook, name) : NULL;
    return reading != NULL ? fit_reading(&a, reading) : TLR_OK;
}

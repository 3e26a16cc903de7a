/*
 * base/fold.c: names without case and accents, and ids made of them.
 *
 * By utf8proc's tables, in a buffer on the stack, so that nothing depends on a locale and nothing
 * is allocated past the context. A few Latin letters that Unicode does not take apart (ø, ł, ß) are
 * spelled as people spell them. Who is meant by a name is not decided here.
 */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

enum { FOLD_POINTS = 1024 };

char *tlri_fold(struct tlri_arena *arena, const char *text)
{
    utf8proc_int32_t points[FOLD_POINTS + 1];
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    size_t len = strlen(text);
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len,
                                            points, FOLD_POINTS, options);
    if (n >= 0 && n <= FOLD_POINTS) {
        n = utf8proc_reencode(points, n, options);
        return n >= 0 ? tlri_arena_copy(arena, (const char *)points, (size_t)n)
                      : tlri_arena_copy(arena, text, len);
    }
    return tlri_arena_copy(arena, text, len);
}

/* How the letter at `at` is spelled without the accent that is part of it; NULL: as it is. */
static const char *spelled(const char *at)
{
    static const struct {
        const char *letter, *latin;
    } table[] = {
        {"\xC3\xA6", "ae"}, {"\xC3\xB0", "d"}, {"\xC3\xB8", "o"},  {"\xC3\xBE", "th"},
        {"\xC4\x91", "d"},  {"\xC4\xB1", "i"}, {"\xC5\x82", "l"},  {"\xC5\x93", "oe"},
        {"\xC4\xA7", "h"},  {"\xC5\x8B", "n"}, {"\xC3\x9F", "ss"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strncmp(at, table[i].letter, 2) == 0) {
            return table[i].latin;
        }
    }
    return NULL;
}

/* One character of an id; anything else is a hyphen between words. */
static void put_letter(char *id, size_t *len, char letter)
{
    bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (plain && *len < TLRI_ID_MAX) {
        id[(*len)++] = letter;
    } else if (!plain && *len > 0 && *len < TLRI_ID_MAX && id[*len - 1] != '-') {
        id[(*len)++] = '-';
    }
}

char *tlri_fold_id(struct tlri_arena *arena, const char *name, const char *otherwise)
{
    char id[TLRI_ID_MAX];
    size_t len = 0;
    const char *folded = tlri_fold(arena, name);
    if (folded == NULL) {
        return NULL;
    }
    for (const char *at = folded; *at != '\0'; at++) {
        const char *latin = spelled(at);
        if (latin == NULL) {
            put_letter(id, &len, *at);
            continue;
        }
        for (; *latin != '\0'; latin++) {
            put_letter(id, &len, *latin);
        }
        at++; /* all of them are of two bytes */
    }
    while (len > 0 && id[len - 1] == '-') {
        len--;
    }
    return len > 0 ? tlri_arena_copy(arena, id, len)
                   : tlri_arena_copy(arena, otherwise, strlen(otherwise));
}

/*
 * rules/suggest.c: the nearest of a list of names, by edit distance.
 *
 * Damerau's distance over three rows (a swap of neighbours counts once), on names of at most
 * NAME_MAX letters; longer words are simply not near anything. Ties go to the name that stands
 * first in the list, so the same mistake always gets the same answer. Nothing here corrects
 * anything: a mistyped name is refused, and the suggestion is part of the message.
 */
#include "rules/suggest.h"

#include <string.h>

#define NAME_MAX      48u
#define BEGINNING_MIN 4u

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The distance of a (n letters) and b (m letters), both at most NAME_MAX; or `most`, when it is not
 * less: no way leads past two rows of letters without touching one of them. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m, unsigned most)
{
    unsigned least_before = 0;
    unsigned rows[3][NAME_MAX + 1] = {{0}};
    unsigned *before = rows[0], *above = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++) {
        above[j] = (unsigned)j;
    }
    for (size_t i = 1; i <= n; i++) {
        unsigned least = now[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            unsigned change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u);
            now[j] = smaller(change, smaller(above[j], now[j - 1]) + 1u);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = smaller(now[j], before[j - 2] + 1u);
            }
            least = smaller(least, now[j]);
        }
        if (smaller(least, least_before) >= most) {
            return most;
        }
        least_before = least;
        unsigned *spare = before;
        before = above;
        above = now;
        now = spare;
    }
    return above[m];
}

/* The first name that the word is a good beginning of. */
static const char *beginning_with(const char *word, size_t len, const char *const *names, size_t n)
{
    for (size_t i = 0; len >= BEGINNING_MIN && i < n; i++) {
        if (strncmp(names[i], word, len) == 0) {
            return names[i];
        }
    }
    return NULL;
}

const char *tlri_suggest(const char *word, const char *const *names, size_t n)
{
    size_t len = strlen(word);
    if (len == 0 || len > NAME_MAX) {
        return NULL;
    }
    const char *best = NULL;
    unsigned nearest = (unsigned)(len + 2) / 3 + 1u; /* nearer than this */
    for (size_t i = 0; i < n; i++) {
        size_t other = strlen(names[i]);
        size_t longer = other > len ? other - len : len - other; /* so many edits at least */
        if (other > NAME_MAX || longer >= nearest) {
            continue;
        }
        unsigned d = distance(word, len, names[i], other, nearest);
        /* A distance as long as the name itself means that nothing of it is left. */
        if (d < nearest && d < other) {
            nearest = d;
            best = names[i];
        }
    }
    return best != NULL ? best : beginning_with(word, len, names, n);
}

tlr_status tlri_suggest_list(struct tlri_buf *buf, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *before = i == 0 ? "" : i + 1 == n ? " or " : ", ";
        TLR_TRY(tlri_buf_printf(buf, "%s%s", before, names[i]));
    }
    return TLR_OK;
}

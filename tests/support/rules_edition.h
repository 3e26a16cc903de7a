/*
 * support/rules_edition.h: editions of the rules for tests: one from spec/rulebook/, and a copy
 * of it in which a figure, a reading or its values can be changed, as no edition of the party is.
 */
#ifndef TEST_SUPPORT_RULES_EDITION_H
#define TEST_SUPPORT_RULES_EDITION_H

#include <string.h>

#include "base/file.h"
#include "io/rulebook.h"

static inline struct tlri_rulebook *edition_read(tlr_ctx *ctx, const char *path)
{
    struct tlri_bytes bytes = {0};
    struct tlri_rulebook *book = NULL;
    assert_int_equal(tlri_file_read(ctx, path, 1u << 20, &bytes), TLR_OK);
    assert_int_equal(tlri_rulebook_read(ctx, path, bytes.data, bytes.len, &book), TLR_OK);
    tlri_bytes_drop(&bytes);
    return book;
}

/* The lists are the copy's own, the texts the edition's. Never freed by tlri_rulebook_free. */
struct bent_edition {
    struct tlri_rulebook book;
    struct tlri_rule_figure figure[32];
    struct tlri_rule_reading reading[64];
    struct tlri_rule_clause clause[32];
    struct tlri_rule_value value[64][TLRI_READING_VALUES_MAX];
};

static inline void bend(struct bent_edition *out, const struct tlri_rulebook *book)
{
    memset(out, 0, sizeof *out);
    out->book = *book;
    assert_true(book->figures <= 32 && book->readings <= 64 && book->clauses <= 32);
    memcpy(out->figure, book->figure, book->figures * sizeof *book->figure);
    memcpy(out->reading, book->reading, book->readings * sizeof *book->reading);
    memcpy(out->clause, book->clause, book->clauses * sizeof *book->clause);
    for (size_t i = 0; i < book->readings; i++) {
        for (size_t v = 0; v < book->reading[i].values; v++) {
            out->value[i][v] = book->reading[i].value[v];
        }
        out->reading[i].value = out->value[i];
    }
    out->book.figure = out->figure;
    out->book.reading = out->reading;
    out->book.clause = out->clause;
}

static inline struct tlri_rule_figure *bent_figure(struct bent_edition *bent, const char *name)
{
    for (size_t i = 0; i < bent->book.figures; i++) {
        if (strcmp(bent->figure[i].name, name) == 0) {
            return &bent->figure[i];
        }
    }
    fail_msg("the edition has no figure %s", name);
    return NULL;
}

/* The reading of that name; *values: its values. */
static inline struct tlri_rule_reading *bent_reading(struct bent_edition *bent, const char *name,
                                                     struct tlri_rule_value **values)
{
    for (size_t i = 0; i < bent->book.readings; i++) {
        if (strcmp(bent->reading[i].name, name) == 0) {
            *values = bent->value[i];
            return &bent->reading[i];
        }
    }
    fail_msg("the edition has no reading %s", name);
    return NULL;
}

#endif

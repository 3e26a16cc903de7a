/* fuzz/fuzz_rulebook.c: rule book editions: what is accepted keeps what model/rulebook.h promises.
 */
#include "fuzz/places.h"
#include "io/rulebook.h"

static void check_reading(const struct tlri_rulebook *book, const struct tlri_rule_reading *reading)
{
    fuzz_demand(tlri_rulebook_reading(book, reading->name) == reading && reading->about != NULL);
    fuzz_demand(!reading->required || reading->default_value == NULL);
    fuzz_demand(reading->default_value == NULL ||
                tlri_rule_reading_value(reading, reading->default_value) != NULL);
    for (size_t i = 0; i < reading->values; i++) {
        const struct tlri_rule_value *value = &reading->value[i];
        fuzz_demand(value->gloss != NULL && value->grade >= 'A' && value->grade <= 'D');
        fuzz_demand(value->source == NULL || tlri_rulebook_source(book, value->source) != NULL);
    }
}

static void check_book(const struct tlri_rulebook *book)
{
    fuzz_demand(book->id != NULL && book->title != NULL);
    fuzz_demand(tlri_rulebook_governs(book, book->from_year));
    for (size_t i = 0; i < book->figures; i++) {
        const struct tlri_rule_figure *figure = &book->figure[i];
        fuzz_demand(tlri_rulebook_figure(book, figure->name) == figure);
        fuzz_demand(tlri_rulebook_source(book, figure->source) != NULL);
        fuzz_demand(tlri_rulebook_clause(book, figure->clause) != NULL);
    }
    for (size_t i = 0; i < book->readings; i++) {
        check_reading(book, &book->reading[i]);
    }
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_rulebook *book = NULL;
    tlr_status status = tlri_rulebook_read(ctx, "fuzz", data, len, &book);
    fuzz_demand((status == TLR_OK) == (book != NULL));
    if (book != NULL) {
        check_book(book);
    }
    tlri_rulebook_free(book);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}

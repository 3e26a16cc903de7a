/* fuzz/fuzz_mapping.c: mappings of exports: every column and value is of a kind, and has what that
 * kind needs. */
#include "fuzz/places.h"
#include "io/mapping.h"
#include "model/papers.h"

static void check_columns(const struct tlri_mapping *mapping)
{
    for (size_t i = 0; i < mapping->columns; i++) {
        const struct tlri_mapping_column *column = &mapping->column[i];
        fuzz_demand(tlri_column_token(column->kind) != NULL && column->heading != NULL);
        fuzz_demand((column->candidate != NULL) == (column->kind == TLRI_COLUMN_CANDIDATE));
        fuzz_demand((column->number != 0) == (column->kind == TLRI_COLUMN_NUMBER));
        fuzz_demand(tlri_between_token(column->between) != NULL);
    }
}

static void check_values(const struct tlri_mapping *mapping)
{
    for (size_t i = 0; i < mapping->values; i++) {
        const struct tlri_mapping_value *value = &mapping->value[i];
        fuzz_demand(tlri_value_token(value->kind) != NULL && value->text != NULL);
        fuzz_demand((value->candidate != NULL) == (value->kind == TLRI_VALUE_CANDIDATE));
        fuzz_demand((value->number != 0) == (value->kind == TLRI_VALUE_NUMBER));
        fuzz_demand(tlri_mapping_same(value->text, strlen(value->text), value->text) ||
                    strstr(value->text, "  ") != NULL);
    }
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_mapping *mapping = NULL;
    tlr_status status = tlri_mapping_read(ctx, "fuzz", data, len, &mapping);
    fuzz_demand((status == TLR_OK) == (mapping != NULL));
    if (mapping != NULL) {
        fuzz_demand(mapping->round >= 1 && mapping->revision >= 1);
        fuzz_demand(tlri_export_token(mapping->format) != NULL);
        check_columns(mapping);
        check_values(mapping);
    }
    tlri_mapping_free(mapping);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}

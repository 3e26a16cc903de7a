/* fuzz/fuzz_settings.c: a rule set's name and lines NAME=VALUE: what may be set reads back from the
 * canonical text as the same settings, and what is checked has nothing undeclared. */
#include <stdint.h>
#include <string.h>

#include "fuzz/places.h"
#include "rules/settings.h"

#define WORD_MAX 64u

/* The next word of the text, up to one of the ends; longer ones are cut. */
static void take(const char **cursor, const char *end, char stop, char out[WORD_MAX])
{
    size_t n = 0;
    while (*cursor < end && **cursor != stop && **cursor != '\n') {
        if (n + 1 < WORD_MAX) {
            out[n++] = **cursor;
        }
        (*cursor)++;
    }
    out[n] = '\0';
    *cursor += *cursor < end && **cursor == stop;
}

static void set_all(tlr_ctx *ctx, const char **cursor, const char *end,
                    struct tlri_settings *settings)
{
    struct tlri_place place = {.file = "fuzz", .line = 1};
    char key[WORD_MAX], value[WORD_MAX];
    for (size_t i = 0; i < TLRI_SETTINGS_MAX && *cursor < end; i++) {
        take(cursor, end, '=', key);
        take(cursor, end, '\n', value);
        struct tlri_settings before = *settings;
        if (tlri_settings_set(ctx, settings, key, value, &place) != TLR_OK) {
            fuzz_demand(tlri_diag_errors(ctx) > 0);
            fuzz_demand(memcmp(&before, settings, sizeof before) == 0);
            tlr_ctx_diag_clear(ctx);
        } else {
            /* What a rule set fixes may be said again, but not changed. */
            bool same = memcmp(&before, settings, sizeof before) == 0;
            fuzz_demand(tlri_setting_exists(key));
            fuzz_demand(same || tlri_setting_open(settings, key));
        }
    }
}

static void check_declared(const struct tlri_settings *settings)
{
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
    size_t n = tlri_settings_list(settings, pair, TLRI_SETTINGS_MAX);
    fuzz_demand(n >= 2 && n <= TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < n; i++) {
        fuzz_demand(strcmp(pair[i].value, "undeclared") != 0);
    }
}

/* The settings of the canonical text, set one by one, are the same again. */
static tlr_status again(tlr_ctx *ctx, const struct tlri_settings *settings, struct tlri_buf *out)
{
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
    struct tlri_settings copy;
    struct tlri_place place = {.file = "fuzz", .line = 1};
    size_t n = tlri_settings_list(settings, pair, TLRI_SETTINGS_MAX);
    TLR_TRY(tlri_settings_named(ctx, settings->name, &copy));
    for (size_t i = 2; i < n; i++) {
        if (pair[i].changed && strcmp(pair[i].value, "undeclared") != 0) {
            TLR_TRY(tlri_settings_set(ctx, &copy, pair[i].name, pair[i].value, &place));
        }
    }
    return tlri_settings_text(&copy, out);
}

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    const char *cursor = data;
    char name[WORD_MAX];
    struct tlri_settings settings;
    struct tlri_buf copy;
    take(&cursor, data + len, '\n', name);
    TLR_TRY(tlri_settings_named(ctx, name, &settings));
    set_all(ctx, &cursor, data + len, &settings);
    TLR_TRY(tlri_settings_text(&settings, out));
    tlri_buf_init(&copy, ctx, 1u << 16);
    fuzz_demand(again(ctx, &settings, &copy) == TLR_OK);
    fuzz_demand(copy.len == out->len && memcmp(copy.data, out->data, copy.len) == 0);
    tlri_buf_drop(&copy);
    tlr_status status = tlri_settings_check(ctx, &settings, NULL);
    if (status == TLR_OK) {
        check_declared(&settings);
    }
    return status;
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_buf out;
    tlri_buf_init(&out, ctx, 1u << 16);
    tlr_status status = round_trip(ctx, data, len, &out);
    tlri_buf_drop(&out);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    fuzz_demand(ctx != NULL);
    tlr_status status = read(ctx, (const char *)data, size);
    fuzz_demand(status == TLR_OK || tlri_diag_errors(ctx) > 0);
    tlr_ctx_free(ctx);
    return 0;
}

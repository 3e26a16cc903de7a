/*
 * wards.c: many ward-sized elections in one process, by the public library.
 *
 *     wards RULES COUNTS FILE.blt...
 *
 * Counts the files one after another, and over again until COUNTS counts are made, each from the
 * file's bytes to the JSON of its result, with one context. The program that runs it measures it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <teller.h>

static tlr_status count(tlr_ctx *ctx, const char *rules, const char *path, size_t *bytes)
{
    tlr_quick *quick = NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_quick_new(ctx, rules, &quick);
    if (status != TLR_OK) {
        return status;
    }
    status = tlr_quick_run(quick, path);
    if (status == TLR_OK || status == TLR_E_DECISION) {
        status = tlr_quick_json(quick, &text);
    }
    if (status == TLR_OK) {
        *bytes += tlr_text_size(text);
    }
    tlr_text_free(text);
    tlr_quick_free(quick);
    tlr_ctx_diag_clear(ctx);
    return status;
}

int main(int argc, char **argv)
{
    unsigned long counts = argc > 3 ? strtoul(argv[2], NULL, 10) : 0;
    size_t files = counts > 0 ? (size_t)argc - 3 : 0;
    size_t bytes = 0;
    if (files == 0) {
        fprintf(stderr, "usage: wards RULES COUNTS FILE.blt...\n");
        return 2;
    }
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    if (ctx == NULL) {
        return 1;
    }
    tlr_status status = TLR_OK;
    for (unsigned long i = 0; i < counts && status == TLR_OK; i++) {
        status = count(ctx, argv[1], argv[3 + i % files], &bytes);
        if (status != TLR_OK) {
            fprintf(stderr, "wards: %s: status %d\n", argv[3 + i % files], (int)status);
        }
    }
    tlr_ctx_free(ctx);
    printf("%lu counts of %zu files, %zu bytes of results\n", counts, files, bytes);
    return status == TLR_OK ? 0 : 1;
}

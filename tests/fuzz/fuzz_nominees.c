/* fuzz/fuzz_nominees.c: tables of those nominated, and lists of membership numbers: each candidate
 * stands once; and no message says anything of the file. */
#include "fuzz/secret.h"
#include "io/roll.h"

static tlr_status read_nominees(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_nominees *nominees = NULL;
    static const char *const declaration[] = {"residence"};
    const struct tlri_nominations_asked asked = {
        .declarations = len % 2, .declaration = declaration, .day = "2026-03-02"};
    tlr_status status = tlri_nominees_read(ctx, "fuzz", data, len, &asked, &nominees);
    fuzz_demand((status == TLR_OK) == (nominees != NULL));
    for (size_t i = 1; nominees != NULL && i < nominees->nominees; i++) {
        fuzz_demand(strcmp(nominees->nominee[i - 1].id, nominees->nominee[i].id) < 0);
    }
    tlri_nominees_free(nominees);
    return status;
}

static tlr_status read_marked(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_marks_list *list = NULL;
    char number[TLRI_NUMBER_MAX + 1];
    tlr_status status = tlri_marks_list_read(ctx, "fuzz", data, len, &list);
    fuzz_demand((status == TLR_OK) == (list != NULL));
    for (size_t i = 0; list != NULL && i < list->marked; i++) {
        fuzz_demand(tlri_number_read(list->mark[i].number, number));
        fuzz_demand(list->mark[i].at.line >= 2);
    }
    tlri_marks_list_free(list);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_members(data, size, read_nominees);
    return fuzz_read_members(data, size, read_marked);
}

/* fuzz/fuzz_roll.c: rolls: members are sorted, each stands once and is found by number; and no
 * message says anything of the file. */
#include "fuzz/secret.h"
#include "io/roll.h"

static void check_member(const struct tlri_roll *roll, size_t i)
{
    const struct tlri_member *member = &roll->member[i];
    char number[TLRI_NUMBER_MAX + 1];
    fuzz_demand(i == 0 || strcmp(roll->member[i - 1].number, member->number) < 0);
    fuzz_demand(tlri_roll_find(roll, member->number) == member);
    fuzz_demand(tlri_number_read(member->number, number) && strcmp(number, member->number) == 0);
    fuzz_demand(strlen(member->joined) == 10);
    fuzz_demand(strlen(member->born) == (member->has_born ? 10u : 0u));
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_roll *roll = NULL;
    tlr_status status = tlri_roll_read(ctx, "fuzz", data, len, &roll);
    fuzz_demand((status == TLR_OK) == (roll != NULL));
    for (size_t i = 0; roll != NULL && i < roll->members; i++) {
        check_member(roll, i);
    }
    tlri_roll_free(roll);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read_members(data, size, read);
}

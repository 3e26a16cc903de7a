/* fuzz/fuzz_units.c: tables of branches and affiliates: how many delegates each may accredit, and
 * which may nominate: each stands once; and no message says anything of the file. */
#include "fuzz/secret.h"
#include "io/units.h"

static void check_day(const char *day)
{
    fuzz_demand(day[0] == '\0' || strlen(day) == 10);
}

static tlr_status read_caps(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_unit_caps *caps = NULL;
    tlr_status status = tlri_unit_caps_read(ctx, "fuzz", data, len, &caps);
    fuzz_demand((status == TLR_OK) == (caps != NULL));
    for (size_t i = 0; caps != NULL && i < caps->units; i++) {
        fuzz_demand(caps->unit[i].delegates <= TLRI_UNIT_DELEGATES_MAX);
        fuzz_demand(caps->unit[i].at.line >= 2);
    }
    tlri_unit_caps_free(caps);
    return status;
}

static tlr_status read_nominators(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_nominators *nominators = NULL;
    tlr_status status = tlri_nominators_read(ctx, "fuzz", data, len, &nominators);
    fuzz_demand((status == TLR_OK) == (nominators != NULL));
    for (size_t i = 0; nominators != NULL && i < nominators->units; i++) {
        const struct tlri_nominator *unit = &nominators->unit[i];
        check_day(unit->since);
        check_day(unit->until);
        if (unit->since[0] != '\0') {
            fuzz_demand(tlri_nominators_may(nominators, &unit->name, unit->since));
        }
    }
    tlri_nominators_free(nominators);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_members(data, size, read_caps);
    return fuzz_read_members(data, size, read_nominators);
}

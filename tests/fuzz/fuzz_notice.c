/* fuzz/fuzz_notice.c: notices: whatever is accepted keeps what model/notice.h promises. */
#include <string.h>

#include "fuzz/places.h"
#include "io/notice.h"

static void check_contest(const struct tlri_notice_contest *contest)
{
    fuzz_demand(contest->id != NULL && contest->title != NULL && contest->rule_set != NULL);
    fuzz_demand(contest->places >= 1 && contest->places <= TLRI_PLACES_MAX);
    for (size_t i = 0; i < contest->categories; i++) {
        fuzz_demand(contest->category[i].groups >= 1);
        for (size_t k = 0; k < contest->category[i].groups; k++) {
            const struct tlri_declared_group *group = &contest->category[i].group[k];
            fuzz_demand(group->name != NULL && group->minimum <= group->maximum);
            fuzz_demand(group->minimum <= contest->places);
        }
    }
}

static void check_notice(const struct tlri_notice *notice)
{
    fuzz_demand(notice->election != NULL && notice->clp != NULL && notice->retain_until != NULL);
    fuzz_demand(notice->contests >= 1 && notice->contests <= TLRI_CONTESTS_MAX);
    fuzz_demand(tlri_utf8_xml(notice->clp, strlen(notice->clp)));
    uint64_t seen = 0;
    for (size_t i = 0; i < notice->contests; i++) {
        check_contest(&notice->contest[i]);
        fuzz_demand(notice->fill_order[i] < notice->contests);
        seen |= (uint64_t)1 << notice->fill_order[i];
    }
    fuzz_demand(seen ==
                (notice->contests == 64 ? UINT64_MAX : ((uint64_t)1 << notice->contests) - 1));
    fuzz_demand(!notice->is_signed || notice->policies >= 5);
    for (size_t i = 0; i < notice->keys; i++) {
        fuzz_demand(notice->key[i].name != NULL && notice->key[i].role < TLRI_ROLE_COUNT);
    }
    for (size_t i = 0; i < notice->readings; i++) {
        const struct tlri_declared_reading *reading = &notice->reading[i];
        fuzz_demand((reading->decided_by == NULL) == (reading->decided_on == NULL));
    }
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_notice *notice = NULL;
    tlr_status status = tlri_notice_read(ctx, "fuzz", data, len, &notice);
    fuzz_demand((status == TLR_OK) == (notice != NULL));
    if (notice != NULL) {
        check_notice(notice);
    }
    tlri_notice_free(notice);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}

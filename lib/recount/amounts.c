/*
 * recount/amounts.c: amounts of votes as this engine adds them up, rounded or exact.
 *
 * An amount is either a number at the decimals of the rule set, or an exact fraction where the rule
 * set asks for no rounding ([GRE-3]). The methods do not want to know which, so the few operations
 * they need stand here, each once, each checked: an amount that cannot be held ends the count with
 * a limit, never with a wrong figure ([TRA-4]). Quotients of rounded amounts are always cut; a
 * method that rounds up (Meek's, the quota of ERS97) does so itself, with num/decimal.
 *
 * Values of papers are entered in a table, each once, so that two papers have the same value when
 * they have the same index. An index over the table finds them, however many there are.
 */
#include "recount/hall.h"

#include <string.h>

tlr_status tlri_recount_too_large(struct tlri_hall *hall)
{
    tlri_diag(hall->ctx, TLR_ERROR, 4101, NULL,
              "Count with fewer decimals, or with a rule set that rounds.", "transcript/TRA-4",
              "an amount of votes in stage %u has more digits than can be held", hall->stage);
    return TLR_E_LIMIT;
}

static tlr_status held(struct tlri_hall *hall, bool fits)
{
    return fits ? TLR_OK : tlri_recount_too_large(hall);
}

void tlri_recount_zero(struct tlri_hall_amount *out)
{
    out->fixed = 0;
    tlri_exact_set(&out->exact, 0, 1);
}

tlr_status tlri_recount_whole(struct tlri_hall *hall, uint64_t n, struct tlri_hall_amount *out)
{
    tlri_recount_zero(out);
    if (hall->exact) {
        tlri_exact_set(&out->exact, n, 1);
        return TLR_OK;
    }
    return held(hall, tlri_dec_times(tlri_dec_unit(hall->decimals), n, &out->fixed));
}

tlr_status tlri_recount_add(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                            const struct tlri_hall_amount *b, struct tlri_hall_amount *out)
{
    return held(hall, hall->exact ? tlri_exact_add(&a->exact, &b->exact, &out->exact)
                                  : tlri_dec_add(a->fixed, b->fixed, &out->fixed));
}

tlr_status tlri_recount_sub(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                            const struct tlri_hall_amount *b, struct tlri_hall_amount *out)
{
    if (tlri_recount_compare(hall, a, b) < 0) {
        return tlri_internal(hall->ctx, "an amount of votes that is not below zero");
    }
    return held(hall, hall->exact ? tlri_exact_sub(&a->exact, &b->exact, &out->exact)
                                  : tlri_dec_sub(a->fixed, b->fixed, &out->fixed));
}

tlr_status tlri_recount_times(struct tlri_hall *hall, const struct tlri_hall_amount *a, uint64_t n,
                              struct tlri_hall_amount *out)
{
    if (!hall->exact) {
        return held(hall, tlri_dec_times(a->fixed, n, &out->fixed));
    }
    struct tlri_exact times;
    tlri_exact_set(&times, n, 1);
    return held(hall, tlri_exact_mul(&a->exact, &times, &out->exact));
}

tlr_status tlri_recount_over(struct tlri_hall *hall, const struct tlri_hall_amount *a, uint64_t n,
                             struct tlri_hall_amount *out)
{
    if (!hall->exact) {
        return held(hall, tlri_dec_over_down(a->fixed, n, &out->fixed));
    }
    struct tlri_exact over;
    tlri_exact_set(&over, n, 1);
    return held(hall, tlri_exact_div(&a->exact, &over, &out->exact));
}

tlr_status tlri_recount_muldiv(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                               const struct tlri_hall_amount *b, const struct tlri_hall_amount *c,
                               struct tlri_hall_amount *out)
{
    if (!hall->exact) {
        return held(hall, tlri_dec_muldiv_down(a->fixed, b->fixed, c->fixed, &out->fixed));
    }
    struct tlri_exact product;
    return held(hall, tlri_exact_mul(&a->exact, &b->exact, &product) &&
                          tlri_exact_div(&product, &c->exact, &out->exact));
}

int tlri_recount_compare(const struct tlri_hall *hall, const struct tlri_hall_amount *a,
                         const struct tlri_hall_amount *b)
{
    if (hall->exact) {
        return tlri_exact_compare(&a->exact, &b->exact);
    }
    return (a->fixed > b->fixed) - (a->fixed < b->fixed);
}

bool tlri_recount_is_zero(const struct tlri_hall *hall, const struct tlri_hall_amount *a)
{
    return hall->exact ? a->exact.num_size == 0 : a->fixed == 0;
}

tlr_status tlri_recount_shown(struct tlri_hall *hall, const struct tlri_hall_amount *a,
                              tlri_dec *out)
{
    if (!hall->exact) {
        *out = a->fixed;
        return TLR_OK;
    }
    return held(hall, tlri_exact_nearest(&a->exact, hall->decimals, out));
}

const struct tlri_hall_amount *tlri_recount_value_at(const struct tlri_hall *hall, uint32_t index)
{
    return (const struct tlri_hall_amount *)hall->value.data + index;
}

/* ---- the table of values
 * --------------------------------------------------------------------------
 */

/* A fraction is always in lowest terms, so equal ones have the same words. */
static uint64_t hash_of(const struct tlri_hall *hall, const struct tlri_hall_amount *value)
{
    const struct tlri_exact *exact = &value->exact;
    if (!hall->exact) {
        return tlri_hash(0, &value->fixed, sizeof value->fixed);
    }
    uint64_t hash = tlri_hash(0, exact->num, exact->num_size * sizeof *exact->num);
    return tlri_hash(hash, exact->den, exact->den_size * sizeof *exact->den);
}

/* Where in the index this value stands, or would be entered. */
static size_t slot_of(const struct tlri_hall *hall, const struct tlri_hall_amount *value)
{
    size_t slot = (size_t)hash_of(hall, value) & (hall->slots - 1);
    while (hall->slot[slot] != TLRI_NONE &&
           tlri_recount_compare(hall, tlri_recount_value_at(hall, hall->slot[slot]), value) != 0) {
        slot = (slot + 1) & (hall->slots - 1);
    }
    return slot;
}

/* Keeps half of the index free, so that a look into it is short. */
static tlr_status widen_index(struct tlri_hall *hall)
{
    enum { SLOTS_FIRST = 64 };
    if (hall->slots > 2 * hall->value.count) {
        return TLR_OK;
    }
    size_t slots = hall->slots == 0 ? SLOTS_FIRST : 2 * hall->slots;
    uint32_t *slot = tlri_alloc_array(hall->ctx, slots, sizeof *slot);
    if (slot == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    memset(slot, 0xff, slots * sizeof *slot); /* TLRI_NONE */
    tlri_recount_drop_index(hall);
    hall->slot = slot;
    hall->slots = slots;
    for (uint32_t v = 0; v < hall->value.count; v++) {
        slot[slot_of(hall, tlri_recount_value_at(hall, v))] = v;
    }
    return TLR_OK;
}

void tlri_recount_drop_index(struct tlri_hall *hall)
{
    tlri_free(hall->ctx, hall->slot, hall->slots * sizeof *hall->slot);
    hall->slot = NULL;
    hall->slots = 0;
}

static tlr_status too_many_values(struct tlri_hall *hall)
{
    tlri_diag(hall->ctx, TLR_ERROR, 4105, NULL,
              "Count with fewer decimals, or with a rule set that rounds.", "transcript/TRA-4",
              "up to stage %u the papers have had %zu different values, more than can be held",
              hall->stage, hall->value.count);
    return TLR_E_LIMIT;
}

tlr_status tlri_recount_value(struct tlri_hall *hall, const struct tlri_hall_amount *value,
                              uint32_t *index)
{
    TLR_TRY(widen_index(hall));
    size_t slot = slot_of(hall, value);
    *index = hall->slot[slot];
    if (*index != TLRI_NONE) {
        return TLR_OK;
    }
    tlr_status status = tlri_array_append(&hall->value, value, 1);
    if (status == TLR_OK) {
        *index = hall->slot[slot] = (uint32_t)hall->value.count - 1;
    }
    return status == TLR_E_LIMIT ? too_many_values(hall) : status;
}

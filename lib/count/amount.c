/*
 * count/amount.c: decimal or exact amounts behind one set of operations ([GRE-3], [TRA-2]).
 *
 * Nothing is decided here; num/decimal.h and num/exact.h do the arithmetic. An exact amount takes a
 * kilobyte while it is worked on, so the values of parcels, of which there may be many, are kept
 * packed, each once. They are in lowest terms, so equal values have equal limbs.
 */
#include "count/amount.h"

#include <string.h>

#define VALUES_MAX 1000000u
#define LIMBS_MAX  64000000u

static bool from_dec(tlri_dec value, unsigned decimals, struct tlri_exact *out)
{
    struct tlri_exact high, low, word, unit;
    tlri_u128 bits = (tlri_u128)value;
    tlri_exact_set(&high, (uint64_t)(bits >> 64), 1);
    tlri_exact_set(&low, (uint64_t)bits, 1);
    tlri_exact_set(&word, (uint64_t)1 << 32, 1);
    tlri_exact_set(&unit, (uint64_t)tlri_dec_unit(decimals), 1);
    struct tlri_exact half;
    return tlri_exact_mul(&high, &word, &half) && tlri_exact_mul(&half, &word, &high) &&
           tlri_exact_add(&high, &low, &high) && tlri_exact_div(&high, &unit, out);
}

bool tlri_amount_papers(const struct tlri_arith *arith, uint64_t n, struct tlri_amount *out)
{
    if (!arith->exact) {
        return tlri_dec_times(tlri_dec_unit(arith->decimals), n, &out->as.dec);
    }
    tlri_exact_set(&out->as.exact, n, 1);
    return true;
}

bool tlri_amount_decimal(const struct tlri_arith *arith, tlri_dec value, struct tlri_amount *out)
{
    if (!arith->exact) {
        out->as.dec = value;
        return true;
    }
    return from_dec(value, arith->decimals, &out->as.exact);
}

bool tlri_amount_add(const struct tlri_arith *arith, const struct tlri_amount *a,
                     const struct tlri_amount *b, struct tlri_amount *out)
{
    return arith->exact ? tlri_exact_add(&a->as.exact, &b->as.exact, &out->as.exact)
                        : tlri_dec_add(a->as.dec, b->as.dec, &out->as.dec);
}

bool tlri_amount_sub(const struct tlri_arith *arith, const struct tlri_amount *a,
                     const struct tlri_amount *b, struct tlri_amount *out)
{
    if (arith->exact) {
        return tlri_exact_sub(&a->as.exact, &b->as.exact, &out->as.exact);
    }
    return a->as.dec >= b->as.dec && tlri_dec_sub(a->as.dec, b->as.dec, &out->as.dec);
}

bool tlri_amount_times(const struct tlri_arith *arith, const struct tlri_amount *a, uint64_t papers,
                       struct tlri_amount *out)
{
    if (!arith->exact) {
        return tlri_dec_times(a->as.dec, papers, &out->as.dec);
    }
    struct tlri_exact n;
    tlri_exact_set(&n, papers, 1);
    return tlri_exact_mul(&a->as.exact, &n, &out->as.exact);
}

bool tlri_amount_over(const struct tlri_arith *arith, const struct tlri_amount *a, uint64_t papers,
                      struct tlri_amount *out)
{
    if (!arith->exact) {
        return tlri_dec_over_down(a->as.dec, papers, &out->as.dec);
    }
    struct tlri_exact n;
    tlri_exact_set(&n, papers, 1);
    return tlri_exact_div(&a->as.exact, &n, &out->as.exact);
}

bool tlri_amount_share(const struct tlri_arith *arith, const struct tlri_amount *a,
                       const struct tlri_amount *b, const struct tlri_amount *c,
                       struct tlri_amount *out)
{
    if (!arith->exact) {
        return tlri_dec_muldiv_down(a->as.dec, b->as.dec, c->as.dec, &out->as.dec);
    }
    struct tlri_exact product;
    return tlri_exact_mul(&a->as.exact, &b->as.exact, &product) &&
           tlri_exact_div(&product, &c->as.exact, &out->as.exact);
}

int tlri_amount_compare(const struct tlri_arith *arith, const struct tlri_amount *a,
                        const struct tlri_amount *b)
{
    if (arith->exact) {
        return tlri_exact_compare(&a->as.exact, &b->as.exact);
    }
    return a->as.dec < b->as.dec ? -1 : (a->as.dec > b->as.dec ? 1 : 0);
}

bool tlri_amount_is_zero(const struct tlri_arith *arith, const struct tlri_amount *a)
{
    return arith->exact ? a->as.exact.num_size == 0 : a->as.dec == 0;
}

bool tlri_amount_shown(const struct tlri_arith *arith, const struct tlri_amount *a, tlri_dec *out)
{
    if (arith->exact) {
        return tlri_exact_nearest(&a->as.exact, arith->decimals, out);
    }
    *out = a->as.dec;
    return true;
}

/* ---- values -------------------------------------------------------------------------------------
 */

/* Where the limbs of a value stand: the numerator's, then the denominator's. */
struct tlri_exact_value {
    size_t first;
    uint32_t num_size, den_size;
};

void tlri_values_init(struct tlri_values *values, tlr_ctx *ctx, const struct tlri_arith *arith)
{
    values->arith = *arith;
    tlri_array_init(&values->table, ctx, sizeof(struct tlri_exact_value), VALUES_MAX);
    tlri_array_init(&values->limbs, ctx, sizeof(uint64_t), LIMBS_MAX);
}

void tlri_values_drop(struct tlri_values *values)
{
    tlri_array_drop(&values->table);
    tlri_array_drop(&values->limbs);
}

static bool is_value(const struct tlri_values *values, const struct tlri_exact_value *value,
                     const struct tlri_exact *x)
{
    const uint64_t *limb = (const uint64_t *)values->limbs.data + value->first;
    return value->num_size == x->num_size && value->den_size == x->den_size &&
           memcmp(limb, x->num, x->num_size * sizeof *limb) == 0 &&
           memcmp(limb + x->num_size, x->den, x->den_size * sizeof *limb) == 0;
}

static tlr_status add_value(struct tlri_values *values, const struct tlri_exact *x)
{
    struct tlri_exact_value value = {values->limbs.count, x->num_size, x->den_size};
    TLR_TRY(tlri_array_append(&values->limbs, x->num, x->num_size));
    TLR_TRY(tlri_array_append(&values->limbs, x->den, x->den_size));
    return tlri_array_append(&values->table, &value, 1);
}

tlr_status tlri_values_put(struct tlri_values *values, const struct tlri_amount *amount,
                           tlri_dec *number)
{
    if (!values->arith.exact) {
        *number = amount->as.dec;
        return TLR_OK;
    }
    const struct tlri_exact_value *table = values->table.data;
    size_t i = values->table.count;
    while (i > 0) {
        i--;
        if (is_value(values, &table[i], &amount->as.exact)) {
            *number = (tlri_dec)i;
            return TLR_OK;
        }
    }
    TLR_TRY(add_value(values, &amount->as.exact));
    *number = (tlri_dec)(values->table.count - 1);
    return TLR_OK;
}

void tlri_values_get(const struct tlri_values *values, tlri_dec number, struct tlri_amount *out)
{
    if (!values->arith.exact) {
        out->as.dec = number;
        return;
    }
    const struct tlri_exact_value *value =
        (const struct tlri_exact_value *)values->table.data + (size_t)number;
    const uint64_t *limb = (const uint64_t *)values->limbs.data + value->first;
    out->as.exact.num_size = value->num_size;
    out->as.exact.den_size = value->den_size;
    memcpy(out->as.exact.num, limb, value->num_size * sizeof *limb);
    memcpy(out->as.exact.den, limb + value->num_size, value->den_size * sizeof *limb);
}

int tlri_values_compare(const void *user, tlri_dec a, tlri_dec b)
{
    const struct tlri_values *values = user;
    struct tlri_amount x, y;
    tlri_values_get(values, a, &x);
    tlri_values_get(values, b, &y);
    return tlri_amount_compare(&values->arith, &x, &y);
}

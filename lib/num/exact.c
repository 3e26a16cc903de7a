/*
 * num/exact.c: exact rationals of up to 4,096 bits over 4,096, as ARITH-8 of spec/arithmetic.md
 * asks.
 *
 * The only file that sees GMP, and of GMP only the mpn functions: they work on limbs that we own
 * and, at these sizes, take their scratch room from the stack, so running out of memory cannot end
 * the process as it does in mpz. Intermediate products are kept at full width (a sum of two
 * fractions needs 129 limbs) and reduced by the greatest common divisor before they are asked to
 * fit, so an operation fails only when the true result is too large. mpn_gcd destroys its operands
 * and wants one of them odd: copies are made and powers of two taken out first.
 */
#include "num/exact.h"

#include <gmp.h>
#include <string.h>

#define WIDE_LIMBS (2 * TLRI_EXACT_LIMBS + 2)

_Static_assert(GMP_LIMB_BITS == 64 && GMP_NAIL_BITS == 0, "GMP with plain 64-bit limbs is needed");
_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t), "a limb is 64 bits");

/* A natural number of up to WIDE_LIMBS limbs; size 0 is zero, otherwise the top limb is not. */
struct natural {
    mp_size_t size;
    mp_limb_t limb[WIDE_LIMBS];
};

static void trim(struct natural *x)
{
    while (x->size > 0 && x->limb[x->size - 1] == 0) {
        x->size--;
    }
}

static void load(struct natural *x, const uint64_t *limbs, uint32_t size)
{
    memcpy(x->limb, limbs, size * sizeof *limbs);
    x->size = (mp_size_t)size;
}

static void load_num(struct natural *x, const struct tlri_exact *from)
{
    load(x, from->num, from->num_size);
}

static void load_den(struct natural *x, const struct tlri_exact *from)
{
    load(x, from->den, from->den_size);
}

static void multiply(const struct natural *a, const struct natural *b, struct natural *out)
{
    if (a->size == 0 || b->size == 0) {
        out->size = 0;
        return;
    }
    if (a->size >= b->size) {
        (void)mpn_mul(out->limb, a->limb, a->size, b->limb, b->size);
    } else {
        (void)mpn_mul(out->limb, b->limb, b->size, a->limb, a->size);
    }
    out->size = a->size + b->size;
    trim(out);
}

/* a += b; the sum has at most one limb more than the longer, and there is room for it. */
static void add_to(struct natural *a, const struct natural *b)
{
    if (a->size < b->size) {
        memset(a->limb + a->size, 0, (size_t)(b->size - a->size) * sizeof a->limb[0]);
        a->size = b->size;
    }
    if (b->size == 0) {
        return;
    }
    mp_limb_t carry = mpn_add(a->limb, a->limb, a->size, b->limb, b->size);
    if (carry != 0) {
        a->limb[a->size] = carry;
        a->size++;
    }
}

static int compare(const struct natural *a, const struct natural *b)
{
    if (a->size != b->size) {
        return a->size < b->size ? -1 : 1;
    }
    if (a->size == 0) {
        return 0;
    }
    int order = mpn_cmp(a->limb, b->limb, a->size);
    return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

/* Divides x > 0 by its largest power of two; returns the exponent. */
static mp_bitcnt_t make_odd(struct natural *x)
{
    mp_bitcnt_t zeros = mpn_scan1(x->limb, 0);
    mp_size_t whole = (mp_size_t)(zeros / 64);
    unsigned bits = (unsigned)(zeros % 64);
    memmove(x->limb, x->limb + whole, (size_t)(x->size - whole) * sizeof x->limb[0]);
    x->size -= whole;
    if (bits > 0) {
        (void)mpn_rshift(x->limb, x->limb, x->size, bits);
    }
    trim(x);
    return zeros;
}

/* x *= 2^exponent; the caller knows that it fits. */
static void scale_by_two(struct natural *x, mp_bitcnt_t exponent)
{
    mp_size_t whole = (mp_size_t)(exponent / 64);
    unsigned bits = (unsigned)(exponent % 64);
    memmove(x->limb + whole, x->limb, (size_t)x->size * sizeof x->limb[0]);
    memset(x->limb, 0, (size_t)whole * sizeof x->limb[0]);
    x->size += whole;
    if (bits > 0) {
        mp_limb_t carry = mpn_lshift(x->limb, x->limb, x->size, bits);
        if (carry != 0) {
            x->limb[x->size] = carry;
            x->size++;
        }
    }
}

/* Greatest common divisor of two numbers > 0. */
static void greatest_common_divisor(const struct natural *a, const struct natural *b,
                                    struct natural *out)
{
    struct natural x = *a;
    struct natural y = *b;
    mp_bitcnt_t twos_x = make_odd(&x);
    mp_bitcnt_t twos_y = make_odd(&y);
    if (compare(&x, &y) >= 0) {
        out->size = mpn_gcd(out->limb, x.limb, x.size, y.limb, y.size);
    } else {
        out->size = mpn_gcd(out->limb, y.limb, y.size, x.limb, x.size);
    }
    scale_by_two(out, twos_x < twos_y ? twos_x : twos_y);
}

/* x / divisor, cut down to a whole number; divisor > 0. */
static void divide(const struct natural *x, const struct natural *divisor, struct natural *quotient)
{
    if (x->size < divisor->size) {
        quotient->size = 0;
        return;
    }
    mp_limb_t rest[WIDE_LIMBS];
    mpn_tdiv_qr(quotient->limb, rest, 0, x->limb, x->size, divisor->limb, divisor->size);
    quotient->size = x->size - divisor->size + 1;
    trim(quotient);
}

static void store(const struct natural *x, uint64_t *limbs, uint32_t *size)
{
    memset(limbs, 0, TLRI_EXACT_LIMBS * sizeof *limbs);
    memcpy(limbs, x->limb, (size_t)x->size * sizeof *limbs);
    *size = (uint32_t)x->size;
}

/* out = num / den in lowest terms, if that fits; den > 0. */
static bool reduce(const struct natural *num, const struct natural *den, struct tlri_exact *out)
{
    if (num->size == 0) {
        tlri_exact_set(out, 0, 1);
        return true;
    }
    struct natural common, reduced_num, reduced_den;
    greatest_common_divisor(num, den, &common);
    divide(num, &common, &reduced_num);
    divide(den, &common, &reduced_den);
    if (reduced_num.size > TLRI_EXACT_LIMBS || reduced_den.size > TLRI_EXACT_LIMBS) {
        return false;
    }
    store(&reduced_num, out->num, &out->num_size);
    store(&reduced_den, out->den, &out->den_size);
    return true;
}

/* value > 0 */
static void set_small(struct natural *x, uint64_t value)
{
    x->limb[0] = value;
    x->size = 1;
}

void tlri_exact_set(struct tlri_exact *x, uint64_t num, uint64_t den)
{
    memset(x, 0, sizeof *x);
    if (num == 0 || den == 0) {
        x->den[0] = 1;
        x->den_size = 1;
        return;
    }
    struct natural n, d;
    set_small(&n, num);
    set_small(&d, den);
    (void)reduce(&n, &d, x);
}

/* The two cross products a.num * b.den and b.num * a.den. */
static void cross(const struct tlri_exact *a, const struct tlri_exact *b, struct natural *left,
                  struct natural *right)
{
    struct natural x, y;
    load_num(&x, a);
    load_den(&y, b);
    multiply(&x, &y, left);
    load_num(&x, b);
    load_den(&y, a);
    multiply(&x, &y, right);
}

static void denominators(const struct tlri_exact *a, const struct tlri_exact *b,
                         struct natural *product)
{
    struct natural x, y;
    load_den(&x, a);
    load_den(&y, b);
    multiply(&x, &y, product);
}

bool tlri_exact_add(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out)
{
    struct natural left, right, den;
    cross(a, b, &left, &right);
    denominators(a, b, &den);
    add_to(&left, &right);
    return reduce(&left, &den, out);
}

bool tlri_exact_sub(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out)
{
    struct natural left, right, den;
    cross(a, b, &left, &right);
    if (compare(&left, &right) < 0) {
        return false;
    }
    denominators(a, b, &den);
    if (right.size > 0) {
        (void)mpn_sub(left.limb, left.limb, left.size, right.limb, right.size);
        trim(&left);
    }
    return reduce(&left, &den, out);
}

bool tlri_exact_mul(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out)
{
    struct natural x, y, num, den;
    load_num(&x, a);
    load_num(&y, b);
    multiply(&x, &y, &num);
    denominators(a, b, &den);
    return reduce(&num, &den, out);
}

bool tlri_exact_div(const struct tlri_exact *a, const struct tlri_exact *b, struct tlri_exact *out)
{
    if (b->num_size == 0) {
        return false;
    }
    struct natural num, den;
    cross(a, b, &num, &den);
    return reduce(&num, &den, out);
}

int tlri_exact_compare(const struct tlri_exact *a, const struct tlri_exact *b)
{
    struct natural left, right;
    cross(a, b, &left, &right);
    return compare(&left, &right);
}

/* num / den cut to a whole number, if that fits an amount; den > 0. */
static bool whole_part(const struct natural *num, const struct natural *den, tlri_dec *out)
{
    struct natural quotient;
    divide(num, den, &quotient);
    if (quotient.size > 2 || (quotient.size == 2 && quotient.limb[1] >> 63 != 0)) {
        return false;
    }
    tlri_u128 value = quotient.size > 1 ? (tlri_u128)quotient.limb[1] << 64 : 0;
    value |= quotient.size > 0 ? quotient.limb[0] : 0;
    *out = (tlri_dec)value;
    return true;
}

bool tlri_exact_floor(const struct tlri_exact *x, unsigned decimals, tlri_dec *out)
{
    if (decimals > TLRI_DECIMALS_MAX) {
        return false;
    }
    struct natural num, unit, scaled, den;
    load_num(&num, x);
    load_den(&den, x);
    set_small(&unit, (uint64_t)tlri_dec_unit(decimals));
    multiply(&num, &unit, &scaled);
    return whole_part(&scaled, &den, out);
}

/* [ARITH-9] (2 x 10^p x num + den) / (2 x den), cut: half a unit more than the value, at full
 * width, so that a fraction at the limit of its bits can still be shown. */
bool tlri_exact_nearest(const struct tlri_exact *x, unsigned decimals, tlri_dec *out)
{
    if (decimals > TLRI_DECIMALS_MAX) {
        return false;
    }
    struct natural num, den, units, scaled, two, twice;
    load_num(&num, x);
    load_den(&den, x);
    set_small(&units, 2 * (uint64_t)tlri_dec_unit(decimals)); /* 2 x 10^18 fits 64 bits */
    multiply(&num, &units, &scaled);
    add_to(&scaled, &den);
    set_small(&two, 2);
    multiply(&den, &two, &twice);
    return whole_part(&scaled, &twice, out);
}

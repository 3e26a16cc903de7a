/*
 * num/decimal.c: checked 128-bit amounts, as spec/arithmetic.md (ARITH-1 to ARITH-7) asks.
 *
 * Products are formed in full: two 128-bit factors give 256 bits in two halves, and the division
 * that follows takes the 256 bits down to a 128-bit quotient by two steps of schoolbook division in
 * base 2^64. Nothing is rounded except by the name of the function, and nothing overflows silently:
 * what does not fit returns false. Not here: any idea of votes, quotas or surpluses. Why not GMP: a
 * count under a rule set with decimals needs only this much, and here one page can be read and
 * checked. Compiler builtins for 128-bit multiplication are avoided, since clang turns them into a
 * call that gcc's runtime library does not have.
 */
#include "num/decimal.h"

#include <string.h>

#define LOW64(x)  ((uint64_t)(x))
#define HIGH64(x) ((uint64_t)((x) >> 64))
#define DEC_MAX   ((tlri_dec)(~(tlri_u128)0 >> 1))

/* 256 bits, unsigned. */
struct wide {
    tlri_u128 high, low;
};

tlri_dec tlri_dec_unit(unsigned decimals)
{
    static const int64_t units[TLRI_DECIMALS_MAX + 1] = {
        INT64_C(1),
        INT64_C(10),
        INT64_C(100),
        INT64_C(1000),
        INT64_C(10000),
        INT64_C(100000),
        INT64_C(1000000),
        INT64_C(10000000),
        INT64_C(100000000),
        INT64_C(1000000000),
        INT64_C(10000000000),
        INT64_C(100000000000),
        INT64_C(1000000000000),
        INT64_C(10000000000000),
        INT64_C(100000000000000),
        INT64_C(1000000000000000),
        INT64_C(10000000000000000),
        INT64_C(100000000000000000),
        INT64_C(1000000000000000000),
    };
    return units[decimals < TLRI_DECIMALS_MAX ? decimals : TLRI_DECIMALS_MAX];
}

/* [ARITH-3] */
bool tlri_dec_fits(uint64_t papers, unsigned decimals)
{
    if (decimals > TLRI_DECIMALS_MAX) {
        return false;
    }
    /* 2^64 * 10^18 < 2^124: with 64-bit numbers of papers this product itself cannot overflow. */
    tlri_u128 total = (tlri_u128)papers * (tlri_u128)tlri_dec_unit(decimals);
    return total < (tlri_u128)1 << 126;
}

/* [ARITH-2] Sums, differences and products that do not fit are refused. */
bool tlri_dec_add(tlri_dec a, tlri_dec b, tlri_dec *out)
{
    tlri_dec result = 0;
    if (__builtin_add_overflow(a, b, &result)) {
        return false;
    }
    *out = result;
    return true;
}

bool tlri_dec_sub(tlri_dec a, tlri_dec b, tlri_dec *out)
{
    tlri_dec result = 0;
    if (__builtin_sub_overflow(a, b, &result)) {
        return false;
    }
    *out = result;
    return true;
}

static tlri_u128 magnitude(tlri_dec a)
{
    return a < 0 ? (tlri_u128)0 - (tlri_u128)a : (tlri_u128)a;
}

/* The full product. The middle sum cannot overflow: it is at most (2^64 - 1)^2 + 2 * (2^64 - 1). */
static struct wide multiply(tlri_u128 a, tlri_u128 b)
{
    tlri_u128 low = (tlri_u128)LOW64(a) * LOW64(b);
    tlri_u128 cross1 = (tlri_u128)HIGH64(a) * LOW64(b);
    tlri_u128 cross2 = (tlri_u128)LOW64(a) * HIGH64(b);
    tlri_u128 high = (tlri_u128)HIGH64(a) * HIGH64(b);
    tlri_u128 middle = cross1 + HIGH64(low);
    tlri_u128 carry = (tlri_u128)LOW64(middle) + cross2;
    struct wide product;
    product.low = carry << 64 | LOW64(low);
    product.high = high + HIGH64(middle) + HIGH64(carry);
    return product;
}

bool tlri_dec_times(tlri_dec a, uint64_t n, tlri_dec *out)
{
    struct wide product = multiply(magnitude(a), n);
    tlri_u128 limit = (tlri_u128)DEC_MAX;
    if (product.high != 0 || product.low > limit) {
        return false;
    }
    tlri_dec result = (tlri_dec)product.low;
    *out = a < 0 ? -result : result;
    return true;
}

/*
 * One digit of the quotient, in base 2^64: divides (*rest : next), 192 bits, by a divisor whose top
 * bit is set, where *rest < divisor. The first estimate, from the divisor's upper half alone, is at
 * most two too large; the loop takes that back.
 */
static uint64_t divide_digit(tlri_u128 *rest, uint64_t next, tlri_u128 divisor)
{
    uint64_t upper = HIGH64(divisor);
    uint64_t lower = LOW64(divisor);
    tlri_u128 digit = HIGH64(*rest) >= upper ? (tlri_u128)UINT64_MAX : *rest / upper;
    tlri_u128 left = *rest - digit * upper;
    while (HIGH64(left) == 0 && digit * lower > (left << 64 | next)) {
        digit--;
        left += upper;
    }
    /* Modulo 2^128, which is enough: the true remainder is smaller than the divisor. */
    *rest = (left << 64 | next) - digit * lower;
    return (uint64_t)digit;
}

/* How far to shift so that the top bit is set; 0 < value < 2^127. */
static unsigned leading_zeros(tlri_u128 value)
{
    uint64_t upper = HIGH64(value);
    return upper != 0 ? (unsigned)__builtin_clzll(upper)
                      : 64 + (unsigned)__builtin_clzll(LOW64(value));
}

/* numerator / divisor where the quotient fits 128 bits, that is numerator.high < divisor < 2^127.
 */
static tlri_u128 divide(struct wide numerator, tlri_u128 divisor, tlri_u128 *rest)
{
    if (numerator.high == 0 && HIGH64(numerator.low) == 0 && HIGH64(divisor) == 0) {
        *rest = LOW64(numerator.low) % LOW64(divisor); /* most amounts of a small party */
        return LOW64(numerator.low) / LOW64(divisor);
    }
    if (numerator.high == 0) {
        *rest = numerator.low % divisor;
        return numerator.low / divisor;
    }
    unsigned shift = leading_zeros(divisor); /* at least 1: the divisor was a signed amount */
    tlri_u128 scaled = divisor << shift;
    tlri_u128 high = numerator.high << shift | numerator.low >> (128 - shift);
    tlri_u128 low = numerator.low << shift;
    tlri_u128 upper = divide_digit(&high, HIGH64(low), scaled);
    tlri_u128 lower = divide_digit(&high, LOW64(low), scaled);
    *rest = high >> shift;
    return upper << 64 | lower;
}

/* [ARITH-4] [ARITH-5] The product in full, one division, and the rounding that the caller named. */
static bool muldiv(tlri_dec a, tlri_dec b, tlri_dec c, bool up, tlri_dec *out)
{
    if (a < 0 || b < 0 || c <= 0) {
        return false;
    }
    struct wide product = multiply((tlri_u128)a, (tlri_u128)b);
    if (product.high >= (tlri_u128)c) {
        return false;
    }
    tlri_u128 rest = 0;
    tlri_u128 quotient = divide(product, (tlri_u128)c, &rest);
    if (quotient > (tlri_u128)DEC_MAX) {
        return false;
    }
    bool add_one = up && rest != 0;
    if (add_one && quotient == (tlri_u128)DEC_MAX) {
        return false;
    }
    *out = (tlri_dec)quotient + (add_one ? 1 : 0);
    return true;
}

bool tlri_dec_over_down(tlri_dec a, uint64_t n, tlri_dec *out)
{
    if (a < 0 || n == 0) {
        return false;
    }
    *out = a / (tlri_dec)n;
    return true;
}

bool tlri_dec_over_up(tlri_dec a, uint64_t n, tlri_dec *out)
{
    if (a < 0 || n == 0) {
        return false;
    }
    *out = a / (tlri_dec)n + (a % (tlri_dec)n != 0 ? 1 : 0);
    return true;
}

bool tlri_dec_muldiv_down(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out)
{
    return muldiv(a, b, c, false, out);
}

bool tlri_dec_muldiv_up(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec *out)
{
    return muldiv(a, b, c, true, out);
}

bool tlri_dec_mul_down(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out)
{
    return decimals <= TLRI_DECIMALS_MAX && muldiv(a, b, tlri_dec_unit(decimals), false, out);
}

bool tlri_dec_mul_up(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out)
{
    return decimals <= TLRI_DECIMALS_MAX && muldiv(a, b, tlri_dec_unit(decimals), true, out);
}

bool tlri_dec_div_down(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out)
{
    return decimals <= TLRI_DECIMALS_MAX && muldiv(a, tlri_dec_unit(decimals), b, false, out);
}

bool tlri_dec_div_up(tlri_dec a, tlri_dec b, unsigned decimals, tlri_dec *out)
{
    return decimals <= TLRI_DECIMALS_MAX && muldiv(a, tlri_dec_unit(decimals), b, true, out);
}

/* [ARITH-7] */
int tlri_dec_cross(tlri_dec a, tlri_dec b, tlri_dec c, tlri_dec d)
{
    struct wide left = multiply((tlri_u128)a, (tlri_u128)b);
    struct wide right = multiply((tlri_u128)c, (tlri_u128)d);
    if (left.high != right.high) {
        return left.high < right.high ? -1 : 1;
    }
    if (left.low != right.low) {
        return left.low < right.low ? -1 : 1;
    }
    return 0;
}

/* [ARITH-6] */
void tlri_dec_format(tlri_dec value, unsigned decimals, char *out)
{
    char reversed[TLRI_DEC_TEXT];
    unsigned places = decimals < TLRI_DECIMALS_MAX ? decimals : TLRI_DECIMALS_MAX;
    tlri_u128 rest = magnitude(value);
    size_t n = 0;
    for (unsigned digits = 0; rest != 0 || digits <= places; digits++) {
        if (digits == places && places > 0) {
            reversed[n++] = '.';
        }
        reversed[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    if (value < 0) {
        reversed[n++] = '-';
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = reversed[n - 1 - i];
    }
    out[n] = '\0';
}

/* Appends one digit; false when the value would pass the largest amount. */
static bool push_digit(tlri_u128 *value, unsigned digit)
{
    tlri_u128 limit = (tlri_u128)DEC_MAX;
    if (*value > (limit - digit) / 10) {
        return false;
    }
    *value = *value * 10 + digit;
    return true;
}

/* Reads digits from *at on into *value; false on overflow. */
static bool take_digits(const char *text, size_t len, size_t *at, tlri_u128 *value)
{
    while (*at < len && text[*at] >= '0' && text[*at] <= '9') {
        if (!push_digit(value, (unsigned)(text[*at] - '0'))) {
            return false;
        }
        (*at)++;
    }
    return true;
}

/* [ARITH-6] */
bool tlri_dec_parse(const char *text, size_t len, unsigned decimals, tlri_dec *out)
{
    if (decimals > TLRI_DECIMALS_MAX) {
        return false;
    }
    bool negative = len > 0 && text[0] == '-';
    size_t at = negative ? 1 : 0;
    size_t whole = at;
    tlri_u128 value = 0;
    if (!take_digits(text, len, &at, &value) || at == whole) {
        return false;
    }
    size_t places = 0;
    if (at < len && text[at] == '.') {
        size_t first = ++at;
        if (!take_digits(text, len, &at, &value)) {
            return false;
        }
        places = at - first;
        if (places == 0 || places > decimals) {
            return false;
        }
    }
    if (at != len) {
        return false;
    }
    for (; places < decimals; places++) {
        if (!push_digit(&value, 0)) {
            return false;
        }
    }
    *out = negative ? -(tlri_dec)value : (tlri_dec)value;
    return true;
}

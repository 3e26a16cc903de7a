/*
 * count/amount.h: amounts for a count composed from settings: decimals, or exact.
 *
 * One set of operations for both arithmetics, so that the method reads the same. With decimals
 * every quotient is cut, multiplication before division ([GRE-3]); exact amounts are fractions and
 * never cut. Every operation returns false when the result cannot be held and leaves *out alone.
 */
#ifndef TLRI_COUNT_AMOUNT_H
#define TLRI_COUNT_AMOUNT_H

#include "base/base.h"
#include "num/decimal.h"
#include "num/exact.h"

struct tlri_arith {
    bool exact;
    unsigned decimals;
};

/* Which of the two is in use is the struct tlri_arith's business. */
struct tlri_amount {
    union {
        tlri_dec dec;
        struct tlri_exact exact;
    } as;
};

/* n papers of value 1; 0 for none. */
bool tlri_amount_papers(const struct tlri_arith *arith, uint64_t n, struct tlri_amount *out);
/* A number of units in the last decimal place, as it is. */
bool tlri_amount_decimal(const struct tlri_arith *arith, tlri_dec value, struct tlri_amount *out);

bool tlri_amount_add(const struct tlri_arith *arith, const struct tlri_amount *a,
                     const struct tlri_amount *b, struct tlri_amount *out);
/* a - b; false also when b > a. */
bool tlri_amount_sub(const struct tlri_arith *arith, const struct tlri_amount *a,
                     const struct tlri_amount *b, struct tlri_amount *out);
bool tlri_amount_times(const struct tlri_arith *arith, const struct tlri_amount *a, uint64_t papers,
                       struct tlri_amount *out);
/* a / papers. */
bool tlri_amount_over(const struct tlri_arith *arith, const struct tlri_amount *a, uint64_t papers,
                      struct tlri_amount *out);
/* a * b / c. */
bool tlri_amount_share(const struct tlri_arith *arith, const struct tlri_amount *a,
                       const struct tlri_amount *b, const struct tlri_amount *c,
                       struct tlri_amount *out);
int tlri_amount_compare(const struct tlri_arith *arith, const struct tlri_amount *a,
                        const struct tlri_amount *b);
bool tlri_amount_is_zero(const struct tlri_arith *arith, const struct tlri_amount *a);
/* As shown: exact amounts to the nearest unit of the decimals ([TRA-2]). */
bool tlri_amount_shown(const struct tlri_arith *arith, const struct tlri_amount *a, tlri_dec *out);

/*
 * Values of papers, as parcels hold them: a decimal itself, or the number of an exact value in a
 * table in which each stands once, so that two are equal exactly when their numbers are.
 */
struct tlri_values {
    struct tlri_arith arith;
    struct tlri_array table; /* struct tlri_exact_value */
    struct tlri_array limbs; /* uint64_t */
};
void tlri_values_init(struct tlri_values *values, tlr_ctx *ctx, const struct tlri_arith *arith);
void tlri_values_drop(struct tlri_values *values);
/* The number of a value. TLR_E_MEMORY, TLR_E_LIMIT. */
tlr_status tlri_values_put(struct tlri_values *values, const struct tlri_amount *amount,
                           tlri_dec *number) TLRI_NODISCARD;
void tlri_values_get(const struct tlri_values *values, tlri_dec number, struct tlri_amount *out);
/* For struct tlri_piles: user is a struct tlri_values. */
int tlri_values_compare(const void *user, tlri_dec a, tlri_dec b);

#endif

/*
 * cli/random.h: random bytes of the system, for salts. The library has no randomness of its own.
 */
#ifndef TELLER_RANDOM_H
#define TELLER_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

/* Fills out with n random bytes; false when the system gives none. */
bool random_bytes(unsigned char *out, size_t n);

#endif

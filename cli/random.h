/*
 * cli/random.h: random bytes of the system, for salts. The library has no randomness of its own.
 */
#ifndef TELLER_RANDOM_H
#define TELLER_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd.h"

/* Fills out with n random bytes; false when the system gives none. */
bool random_bytes(unsigned char *out, size_t n);

enum { SALT_BYTES = 16, SALT_DIGITS = 2 * SALT_BYTES };

/* The same for a salt; TLR_E_IO when the system gives none, and says so. */
tlr_status random_or_say(struct cmd_env *env, unsigned char *out, size_t n);

/* A salt as small hexadecimal digits; false when the system gives no random bytes. */
bool random_salt(char salt[SALT_DIGITS + 1]);

#endif

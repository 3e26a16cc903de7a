/*
 * trust/digest.h: SHA-256, the digest by which files name each other, in every written form.
 *
 * Published digests are SHA-256 because `sha256sum` is everywhere. Three written forms:
 *   in files       64 lower-case hex digits (files put "sha256:" before them, which is theirs)
 *   read aloud     16 groups of 4 hex digits, single spaces
 *   an anchor      what a person types from a printed notice or slip: the whole digest, or at
 *                  least its first 4 groups of 4; capitals, spaces and hyphens do not matter
 */
#ifndef TLRI_TRUST_DIGEST_H
#define TLRI_TRUST_DIGEST_H

#include "base/base.h"

enum {
    TLRI_DIGEST_BYTES = 32,
    TLRI_DIGEST_HEX = 65,     /* 64 digits and NUL */
    TLRI_DIGEST_READING = 80, /* 16 groups of 4, 15 spaces, NUL */
    TLRI_ANCHOR_MIN_DIGITS = 16
};

struct tlri_digest {
    uint8_t bytes[TLRI_DIGEST_BYTES];
};

/* The digest of len bytes (data may be NULL when len is 0). Cannot fail. */
void tlri_digest_of(const void *data, size_t len, struct tlri_digest *out);

/* A digest taken piece by piece. The content of `state` is this module's own. */
struct tlri_digester {
    uint64_t state[16];
};
void tlri_digester_init(struct tlri_digester *digester);
void tlri_digester_add(struct tlri_digester *digester, const void *data, size_t len);
/* Ends it; the digester must be initialised again before it is used again. */
void tlri_digester_end(struct tlri_digester *digester, struct tlri_digest *out);

bool tlri_digest_equal(const struct tlri_digest *a, const struct tlri_digest *b);

/* 64 lower-case hex digits and NUL. */
void tlri_digest_hex(const struct tlri_digest *digest, char out[TLRI_DIGEST_HEX]);
/* "1a2b 3c4d …": 16 groups of 4 lower-case hex digits and NUL. */
void tlri_digest_reading(const struct tlri_digest *digest, char out[TLRI_DIGEST_READING]);
/* The form used in files: exactly 64 lower-case hex digits; false for anything else. */
bool tlri_digest_parse(const char *text, size_t len, struct tlri_digest *out);

/* What a person gave: the first `digits` hex digits of a digest. */
struct tlri_anchor {
    struct tlri_digest prefix; /* nibbles past `digits` are 0 */
    unsigned digits;           /* 16, 20, … 64 */
};

/*
 * Reads an anchor. `what` names it in the diagnostic ("--notice"). Spaces, tabs, hyphens and the
 * case of letters do not matter; "sha256:" may stand first. Groups must be whole: the number of
 * digits is a multiple of 4, from 16 to 64.
 * TLR_E_USAGE (code 5001) when it is not of that form.
 */
tlr_status tlri_anchor_parse(tlr_ctx *ctx, const char *what, const char *text,
                             struct tlri_anchor *out) TLRI_NODISCARD;
/* Does the digest begin with the anchor? */
bool tlri_anchor_matches(const struct tlri_anchor *anchor, const struct tlri_digest *digest);

#endif

/*
 * test_trust_points.c: single Ed25519 signatures: RFC 8032's examples, crafted keys, Wycheproof.
 *
 * The crafted keys have a part of small order. Released libsodium accepts some signatures under
 * them, later ones accept others; every one must be refused here. With TLR_WYCHEPROOF naming a
 * folder that holds ed25519_test.json, its vectors run as well.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trust/ed25519.h"
#include "trust/text.h"

/* A point of order 8. */
static const char torsion_hex[] =
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";

static void ready_says_yes(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    (void)state;
    assert_int_equal(tlri_ed25519_ready(ctx), TLR_OK);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    tlr_ctx_free(ctx);
}

static void rfc_8032(void **state)
{
    static const struct {
        const char *pk, *message, *signature;
    } rows[] = {
        {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
         "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
        {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
         "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t pk[32], signature[64], message[8];
        size_t len = strlen(rows[i].message) / 2;
        assert_true(tlri_unhex(rows[i].pk, 64, pk, 32));
        assert_true(tlri_unhex(rows[i].signature, 128, signature, 64));
        assert_true(tlri_unhex(rows[i].message, len * 2, message, len));
        assert_true(tlri_ed25519_holds(pk, signature, message, len));
        for (size_t bit = 0; bit < 512; bit += 5) {
            signature[bit / 8] ^= (uint8_t)(1u << (bit % 8));
            assert_false(tlri_ed25519_holds(pk, signature, message, len));
            signature[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        }
        message[len] = 0;
        assert_false(tlri_ed25519_holds(pk, signature, message, len + 1));
    }
}

/* R || S with S = r + h a, under the key pk; R as given. */
static void craft(const uint8_t a[32], const uint8_t pk[32], const uint8_t r[32],
                  const uint8_t R[32], const uint8_t *message, size_t len, uint8_t out[64])
{
    uint8_t hash[64], h[32], product[32];
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, R, 32);
    crypto_hash_sha512_update(&state, pk, 32);
    crypto_hash_sha512_update(&state, message, len);
    crypto_hash_sha512_final(&state, hash);
    crypto_core_ed25519_scalar_reduce(h, hash);
    crypto_core_ed25519_scalar_mul(product, h, a);
    memcpy(out, R, 32);
    crypto_core_ed25519_scalar_add(out + 32, r, product);
}

static void scalar(uint8_t out[32], unsigned seed)
{
    uint8_t wide[64];
    crypto_generichash(wide, 64, (const uint8_t *)&seed, sizeof seed, NULL, 0);
    crypto_core_ed25519_scalar_reduce(out, wide);
}

static void keys_with_a_small_part_are_refused(void **state)
{
    uint8_t torsion[32], a[32], honest[32], mixed[32];
    unsigned library_accepts = 0;
    (void)state;
    assert_true(tlri_unhex(torsion_hex, 64, torsion, 32));
    scalar(a, 1);
    crypto_scalarmult_ed25519_base_noclamp(honest, a);
    assert_int_equal(crypto_core_ed25519_add(mixed, honest, torsion), 0);
    assert_true(tlri_ed25519_point_ok(honest));
    assert_false(tlri_ed25519_point_ok(mixed));
    assert_false(tlri_ed25519_point_ok(torsion));
    for (unsigned i = 0; i < 200; i++) {
        uint8_t r[32], R[32], signature[64];
        scalar(r, 1000 + i);
        crypto_scalarmult_ed25519_base_noclamp(R, r);
        craft(a, honest, r, R, (const uint8_t *)&i, sizeof i, signature);
        assert_true(tlri_ed25519_holds(honest, signature, &i, sizeof i));
        craft(a, mixed, r, R, (const uint8_t *)&i, sizeof i, signature);
        assert_false(tlri_ed25519_holds(mixed, signature, &i, sizeof i));
        library_accepts +=
            crypto_sign_verify_detached(signature, (const uint8_t *)&i, sizeof i, mixed) == 0;
    }
    /* The check decides: left to the library alone, some of these would hold. */
    assert_in_range(library_accepts, 1, 199);
}

static void r_with_a_small_part_is_refused(void **state)
{
    uint8_t torsion[32], a[32], pk[32], r[32], R[32], mixed[32], signature[64];
    (void)state;
    assert_true(tlri_unhex(torsion_hex, 64, torsion, 32));
    scalar(a, 2);
    scalar(r, 3);
    crypto_scalarmult_ed25519_base_noclamp(pk, a);
    crypto_scalarmult_ed25519_base_noclamp(R, r);
    assert_int_equal(crypto_core_ed25519_add(mixed, R, torsion), 0);
    craft(a, pk, r, mixed, (const uint8_t *)"m", 1, signature);
    assert_false(tlri_ed25519_holds(pk, signature, "m", 1));
    /* R of order 8 alone, and the neutral element. */
    memset(r, 0, sizeof r);
    craft(a, pk, r, torsion, (const uint8_t *)"m", 1, signature);
    assert_false(tlri_ed25519_holds(pk, signature, "m", 1));
    memset(R, 0, sizeof R);
    R[0] = 1;
    craft(a, pk, r, R, (const uint8_t *)"m", 1, signature);
    assert_false(tlri_ed25519_holds(pk, signature, "m", 1));
}

/* The linker puts this before libsodium's (Makefile): one that finds no fault with anything. */
static bool believes_all;
int __real_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long len, const unsigned char *pk);
int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long len, const unsigned char *pk);

int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long len, const unsigned char *pk)
{
    return believes_all ? 0 : __real_crypto_sign_verify_detached(signature, message, len, pk);
}

/* Points are judged here, and not left to what a release of libsodium thinks of them. */
static void points_are_judged_before_libsodium_is_asked(void **state)
{
    uint8_t torsion[32], a[32], good[32], mixed[32], neutral[32] = {1}, signature[64] = {0};
    const uint8_t *const bad[] = {torsion, mixed, neutral};
    (void)state;
    assert_true(tlri_unhex(torsion_hex, 64, torsion, 32));
    scalar(a, 4);
    crypto_scalarmult_ed25519_base_noclamp(good, a);
    assert_int_equal(crypto_core_ed25519_add(mixed, good, torsion), 0);
    believes_all = true;
    memcpy(signature, good, 32);
    assert_true(tlri_ed25519_holds(good, signature, "m", 1));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        memcpy(signature, good, 32);
        assert_false(tlri_ed25519_holds(bad[i], signature, "m", 1));
        memcpy(signature, bad[i], 32);
        assert_false(tlri_ed25519_holds(good, signature, "m", 1));
    }
    believes_all = false;
}

static void s_beyond_the_order_is_refused(void **state)
{
    /* The order of the group, little-endian. */
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                      0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                      0,    0,    0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0x10};
    uint8_t a[32], pk[32], r[32], R[32], signature[64];
    unsigned carry = 0;
    (void)state;
    scalar(a, 4);
    scalar(r, 5);
    crypto_scalarmult_ed25519_base_noclamp(pk, a);
    crypto_scalarmult_ed25519_base_noclamp(R, r);
    craft(a, pk, r, R, (const uint8_t *)"m", 1, signature);
    assert_true(tlri_ed25519_holds(pk, signature, "m", 1));
    for (size_t i = 0; i < 32; i++) {
        carry += (unsigned)signature[32 + i] + order[i];
        signature[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    assert_false(tlri_ed25519_holds(pk, signature, "m", 1));
}

static void base64_has_one_spelling(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        bool good;
    } rows[] = {
        {"AAECAw==", 4, true},  {"AAEC", 3, true},        {"AAECAx==", 4, false},
        {"AAECAw=", 4, false},  {"AAECAw", 4, false},     {"AAEC Aw==", 4, false},
        {"AAECAw==", 3, false}, {"AAECAw==\n", 4, false}, {"AAE-Aw==", 4, false},
        {"AAE\xaf", 3, false},  {"AAE/", 3, true},        {"AAECAw=A", 4, false},
        {"", 0, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t out[8];
        assert_int_equal(tlri_base64_exact(rows[i].text, strlen(rows[i].text), out, rows[i].n),
                         rows[i].good);
    }
}

/* ---- Wycheproof ---- */

static size_t hex_of(const json_t *object, const char *name, uint8_t *out, size_t size)
{
    const char *text = json_string_value(json_object_get(object, name));
    size_t len = text != NULL ? strlen(text) : 0;
    assert_non_null(text);
    assert_true(len % 2 == 0 && len / 2 <= size);
    assert_true(len == 0 || tlri_unhex(text, len, out, len / 2));
    return len / 2;
}

static void run_vector(const uint8_t pk[32], const json_t *test, size_t *accepted)
{
    uint8_t message[4096], signature[256];
    size_t len = hex_of(test, "msg", message, sizeof message);
    size_t signature_len = hex_of(test, "sig", signature, sizeof signature);
    bool valid = strcmp(json_string_value(json_object_get(test, "result")), "valid") == 0;
    bool holds = signature_len == 64 && tlri_ed25519_holds(pk, signature, message, len);
    if (holds != valid) {
        print_error("vector %lld\n", (long long)json_integer_value(json_object_get(test, "tcId")));
    }
    assert_int_equal(holds, valid);
    *accepted += holds ? 1 : 0;
}

static void wycheproof(void **state)
{
    char path[4096];
    size_t judged = 0, accepted = 0;
    json_t *all, *group, *test;
    size_t i, j;
    (void)state;
    snprintf(path, sizeof path, "%s/ed25519_test.json", getenv("TLR_WYCHEPROOF"));
    all = json_load_file(path, 0, NULL);
    assert_non_null(all);
    json_array_foreach(json_object_get(all, "testGroups"), i, group)
    {
        uint8_t pk[32];
        assert_int_equal(hex_of(json_object_get(group, "publicKey"), "pk", pk, sizeof pk), 32);
        json_array_foreach(json_object_get(group, "tests"), j, test)
        {
            run_vector(pk, test, &accepted);
            judged++;
        }
    }
    printf("wycheproof: %zu signatures judged as they should be: %zu hold, %zu are refused\n",
           judged, accepted, judged - accepted);
    assert_true(judged >= 150 && accepted >= 88);
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ready_says_yes),
        cmocka_unit_test(rfc_8032),
        cmocka_unit_test(keys_with_a_small_part_are_refused),
        cmocka_unit_test(r_with_a_small_part_is_refused),
        cmocka_unit_test(points_are_judged_before_libsodium_is_asked),
        cmocka_unit_test(s_beyond_the_order_is_refused),
        cmocka_unit_test(base64_has_one_spelling),
    };
    const struct CMUnitTest with_folder[] = {cmocka_unit_test(wycheproof)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (getenv("TLR_WYCHEPROOF") != NULL) {
        failed += cmocka_run_group_tests(with_folder, NULL, NULL);
    }
    return failed;
}

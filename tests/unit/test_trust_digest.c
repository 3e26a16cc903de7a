/*
 * test_trust_digest.c: SHA-256 against NIST's examples, its written forms, anchors typed by people.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "trust/digest.h"

static const char abc_hex[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char abc_reading[] =
    "ba78 16bf 8f01 cfea 4141 40de 5dae 2223 b003 61a3 9617 7a9c b410 ff61 f200 15ad";

static void digest_of_known_text(void **state)
{
    static const struct {
        const char *text, *hex;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", abc_hex},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_digest digest;
        char hex[TLRI_DIGEST_HEX];
        tlri_digest_of(rows[i].text, strlen(rows[i].text), &digest);
        tlri_digest_hex(&digest, hex);
        assert_string_equal(hex, rows[i].hex);
    }
}

static void pieces_give_the_whole(void **state)
{
    struct tlri_digest whole, pieces;
    uint8_t text[300];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (uint8_t)(i * 7);
    }
    tlri_digest_of(text, sizeof text, &whole);
    for (size_t cut = 0; cut <= sizeof text; cut += 13) {
        struct tlri_digester digester;
        tlri_digester_init(&digester);
        tlri_digester_add(&digester, text, cut);
        tlri_digester_add(&digester, text + cut, sizeof text - cut);
        tlri_digester_end(&digester, &pieces);
        assert_true(tlri_digest_equal(&whole, &pieces));
    }
    text[299] ^= 1;
    tlri_digest_of(text, sizeof text, &pieces);
    assert_false(tlri_digest_equal(&whole, &pieces));
}

static void no_bytes_may_be_null(void **state)
{
    struct tlri_digest a, b;
    (void)state;
    tlri_digest_of(NULL, 0, &a);
    tlri_digest_of("", 0, &b);
    assert_true(tlri_digest_equal(&a, &b));
}

static void reading_form(void **state)
{
    struct tlri_digest digest;
    char reading[TLRI_DIGEST_READING];
    (void)state;
    tlri_digest_of("abc", 3, &digest);
    tlri_digest_reading(&digest, reading);
    assert_string_equal(reading, abc_reading);
}

static void form_in_files_is_strict(void **state)
{
    struct tlri_digest digest, expected;
    char text[80];
    (void)state;
    tlri_digest_of("abc", 3, &expected);
    assert_true(tlri_digest_parse(abc_hex, 64, &digest));
    assert_true(tlri_digest_equal(&digest, &expected));
    assert_false(tlri_digest_parse(abc_hex, 63, &digest));
    assert_false(tlri_digest_parse(abc_reading, strlen(abc_reading), &digest));
    memcpy(text, abc_hex, 65);
    text[0] = 'B';
    assert_false(tlri_digest_parse(text, 64, &digest));
    text[0] = 'g';
    assert_false(tlri_digest_parse(text, 64, &digest));
}

static void anchors(void **state)
{
    static const struct {
        const char *text;
        bool read, matches;
    } rows[] = {
        {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true, true},
        {abc_reading, true, true},
        {"ba78 16bf 8f01 cfea", true, true},
        {"BA78-16BF-8F01-CFEA", true, true},
        {"  ba78\t16bf8f01 cfea 4141 ", true, true},
        {"sha256:ba7816bf8f01cfea", true, true},
        {"ba78 16bf 8f01 cfeb", true, false},
        {"aa78 16bf 8f01 cfea", true, false},
        {"ba78 16bf 8f01 cfea 4141 40de 5dae 2223 b003 61a3 9617 7a9c b410 ff61 f200 15ae", true,
         false},
        {"ba78 16bf 8f01", false, false},
        {"ba78 16bf 8f01 cfe", false, false},
        {"ba78 16bf 8f01 cfea 4", false, false},
        {"ba78 16bf 8f01 cfeg", false, false},
        {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0000", false, false},
        {"sha512:ba7816bf8f01cfea", false, false},
        {"", false, false},
    };
    struct tlri_digest digest;
    (void)state;
    tlri_digest_of("abc", 3, &digest);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_anchor anchor;
        tlr_status status = tlri_anchor_parse(ctx, "--notice", rows[i].text, &anchor);
        assert_int_equal(status, rows[i].read ? TLR_OK : TLR_E_USAGE);
        assert_int_equal(tlr_ctx_diag_count(ctx), rows[i].read ? 0 : 1);
        if (rows[i].read) {
            assert_int_equal(tlri_anchor_matches(&anchor, &digest), rows[i].matches);
        } else {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 5001);
            assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, "--notice"));
        }
        tlr_ctx_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digest_of_known_text),    cmocka_unit_test(pieces_give_the_whole),
        cmocka_unit_test(no_bytes_may_be_null),    cmocka_unit_test(reading_form),
        cmocka_unit_test(form_in_files_is_strict), cmocka_unit_test(anchors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

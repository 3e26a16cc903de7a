/*
 * test_trust_key.c: public keys: the spellings that are read, and everything that is refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "trust/key.h"
#include "trust/minisign.h"
#include "unit/test_trust_samples.h"

#define BARE  "RWTbYgrynJ1uKpg4MK3IXV6RJoCDn2bAvP5R+/zfSXpe+pjuoNDmhYGU"
#define SSH64 "AAAAC3NzaC1lZDI1NTE5AAAAIMTgCUv5hPuH5WX+manrdW9QGAGgoLlG6sPraLoITanh"

static int setup(void **state)
{
    *state = tlr_ctx_new(NULL, NULL);
    return *state == NULL;
}

static int teardown(void **state)
{
    tlr_ctx_free(*state);
    return 0;
}

static void accepted(void **state)
{
    static const char *const same[] = {
        sample_public,
        BARE,
        BARE "\n",
        BARE "\r\n",
        "untrusted comment: x\r\n" BARE "\r\n",
        "untrusted comment:\n" BARE,
    };
    static const char *const ssh[] = {"ssh-ed25519 " SSH64, "ssh-ed25519 " SSH64 "\n",
                                      "ssh-ed25519 " SSH64 " ann@laptop\n", sample_ssh_public};
    struct tlri_key first, key;
    assert_int_equal(tlri_key_parse(*state, NULL, BARE, strlen(BARE), &first), TLR_OK);
    assert_int_equal(first.kind, TLRI_KEY_MINISIGN);
    assert_int_equal(first.name[0], 0);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_int_equal(tlri_key_parse(*state, NULL, same[i], strlen(same[i]), &key), TLR_OK);
        assert_true(tlri_key_same(&first, &key));
    }
    for (size_t i = 0; i < sizeof ssh / sizeof ssh[0]; i++) {
        assert_int_equal(tlri_key_parse(*state, NULL, ssh[i], strlen(ssh[i]), &key), TLR_OK);
        assert_int_equal(key.kind, TLRI_KEY_SSH);
        assert_false(tlri_key_same(&first, &key));
    }
    assert_int_equal(tlr_ctx_diag_count(*state), 0);
}

static void refused(void **state)
{
    static const struct {
        const char *text;
        uint32_t code;
    } rows[] = {
        {"", 5002},
        {"\n", 5002},
        {"hello\n", 5002},
        {"untrusted comment: x\n", 5002},
        {BARE "\n\n", 5002},
        {BARE "\nmore\n", 5002},
        {" " BARE, 5002},
        {BARE " ", 5002},
        {"RWTbYgrynJ1uKpg4MK3IXV6RJoCDn2bAvP5R+/zfSXpe+pjuoNDmhYG", 5002},
        {"ssh-ed25519 AAAA", 5002},
        {"ssh-ed25519  " SSH64, 5002},
        {"ssh-ed25519 " SSH64 "\n\n", 5002},
        /* the inner name is ssh-ed25518 */
        {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE4AAAAIMTgCUv5hPuH5WX+manrdW9QGAGgoLlG6sPraLoITanh", 5002},
        {"RUTbYgrynJ1uKpg4MK3IXV6RJoCDn2bAvP5R+/zfSXpe+pjuoNDmhYGU", 5003},
        {"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ", 5003},
        {"sk-ssh-ed25519@openssh.com AAAA", 5003},
        {"ecdsa-sha2-nistp256 AAAA", 5003},
        {sample_secret, 5004},
        {sample_locked, 5004},
        {"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", 5004},
        /* y = 1: the neutral element */
        {"RWQAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 5005},
        /* all zero: of order four */
        {"RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 5005},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct tlri_place place = {.file = "some.pub"};
        struct tlri_key key;
        memset(&key, 0x5a, sizeof key);
        tlr_ctx_diag_clear(*state);
        assert_int_equal(tlri_key_parse(*state, &place, rows[i].text, strlen(rows[i].text), &key),
                         TLR_E_INPUT);
        assert_int_equal(tlr_ctx_diag_count(*state), 1);
        assert_int_equal(tlr_ctx_diag(*state, 0)->code, rows[i].code);
        assert_string_equal(tlr_ctx_diag(*state, 0)->file, "some.pub");
        assert_non_null(tlr_ctx_diag(*state, 0)->hint);
        assert_int_equal(key.pk[0], 0x5a);
    }
}

static void a_key_with_a_small_part_is_refused(void **state)
{
    uint8_t raw[42] = {'E', 'd', 1, 2, 3, 4, 5, 6, 7, 8}, torsion[32], honest[32], a[32] = {9};
    char text[TLRI_KEY_TEXT];
    struct tlri_key key;
    assert_true(tlri_unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", 64,
                           torsion, 32));
    crypto_scalarmult_ed25519_base_noclamp(honest, a);
    assert_int_equal(crypto_core_ed25519_add(raw + 10, honest, torsion), 0);
    sodium_bin2base64(text, sizeof text, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    assert_int_equal(tlri_key_parse(*state, NULL, text, strlen(text), &key), TLR_E_INPUT);
    assert_int_equal(tlr_ctx_diag(*state, 0)->code, 5005);
    memcpy(raw + 10, honest, 32);
    sodium_bin2base64(text, sizeof text, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    assert_int_equal(tlri_key_parse(*state, NULL, text, strlen(text), &key), TLR_OK);
}

static void written_and_read_back(void **state)
{
    static const char *const texts[] = {BARE, "ssh-ed25519 " SSH64};
    for (size_t i = 0; i < 2; i++) {
        struct tlri_key key, again;
        char text[TLRI_KEY_TEXT];
        struct tlri_buf file;
        assert_int_equal(tlri_key_parse(*state, NULL, texts[i], strlen(texts[i]), &key), TLR_OK);
        tlri_key_text(&key, text);
        assert_string_equal(text, texts[i]);
        tlri_buf_init(&file, *state, 1000);
        assert_int_equal(tlri_key_export(&key, &file), TLR_OK);
        assert_int_equal(tlri_key_parse(*state, NULL, file.data, file.len, &again), TLR_OK);
        assert_true(tlri_key_same(&key, &again));
        assert_int_equal(key.kind, again.kind);
        assert_memory_equal(key.key_id, again.key_id, sizeof key.key_id);
        tlri_buf_drop(&file);
    }
}

static void the_same_key(void **state)
{
    struct tlri_key a, b;
    assert_int_equal(tlri_key_parse(*state, NULL, BARE, strlen(BARE), &a), TLR_OK);
    b = a;
    memcpy(b.name, "other", 6);
    assert_true(tlri_key_same(&a, &b));
    b.key_id[7] ^= 1;
    assert_true(tlri_key_same(&a, &b)); /* an id is a label that whoever has the key may change */
    b.kind = TLRI_KEY_SSH;
    assert_true(tlri_key_same(&a, &b)); /* and one secret half signs in both ways */
    b.pk[31] ^= 1;
    assert_false(tlri_key_same(&a, &b));
}

static void names(void **state)
{
    static const char long_name[] =
        "abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz-";
    static const char *const bad[] = {"", "Ann", "a.b", "a b", "a/b", "a_b", "\xc3\xa9"};
    (void)state;
    assert_true(tlri_key_name_ok("teller-2", 8));
    assert_int_equal(strlen(long_name), 65);
    assert_false(tlri_key_name_ok(long_name, 65));
    assert_true(tlri_key_name_ok(long_name, 64));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(tlri_key_name_ok(bad[i], strlen(bad[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(accepted, setup, teardown),
        cmocka_unit_test_setup_teardown(refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_with_a_small_part_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(written_and_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_key, setup, teardown),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

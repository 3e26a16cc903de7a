/*
 * test_trust_sshsig.c: signatures of OpenSSH, every byte of them changed in turn.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "trust/sshsig.h"
#include "unit/test_trust_samples.h"

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

static bool holds(tlr_ctx *ctx, const char *text, size_t len, const char *message,
                  size_t message_len)
{
    struct tlri_sshsig signature;
    struct tlri_key key;
    uint8_t prehash[TLRI_SSHSIG_HASH_BYTES];
    tlr_ctx_diag_clear(ctx);
    assert_int_equal(
        tlri_key_parse(ctx, NULL, sample_ssh_public, sizeof sample_ssh_public - 1, &key), TLR_OK);
    if (tlri_sshsig_parse(ctx, "x.sig", text, len, &signature) != TLR_OK) {
        assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 5020);
        return false;
    }
    tlri_sshsig_prehash(message, message_len, prehash);
    return tlri_sshsig_holds(&signature, &key, prehash);
}

static void made_by_ssh_keygen(void **state)
{
    size_t len = sizeof sample_sshsig - 1;
    assert_true(holds(*state, sample_sshsig, len, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
    assert_false(holds(*state, sample_sshsig, len, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN - 1));
    assert_false(holds(*state, sample_sshsig, len, "", 0));
}

static void for_another_purpose(void **state)
{
    struct tlri_sshsig signature;
    assert_int_equal(tlri_sshsig_parse(*state, "x", sample_sshsig_file,
                                       sizeof sample_sshsig_file - 1, &signature),
                     TLR_OK);
    assert_true(signature.ed25519 && signature.sha512 && !signature.namespace_ok);
    assert_false(holds(*state, sample_sshsig_file, sizeof sample_sshsig_file - 1, SAMPLE_MESSAGE,
                       SAMPLE_MESSAGE_LEN));
}

static void with_another_hash(void **state)
{
    struct tlri_sshsig signature;
    assert_int_equal(tlri_sshsig_parse(*state, "x", sample_sshsig_sha256,
                                       sizeof sample_sshsig_sha256 - 1, &signature),
                     TLR_OK);
    assert_true(signature.ed25519 && signature.namespace_ok && !signature.sha512);
    assert_false(holds(*state, sample_sshsig_sha256, sizeof sample_sshsig_sha256 - 1,
                       SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
}

static void with_another_kind_of_key(void **state)
{
    struct tlri_sshsig signature;
    assert_int_equal(
        tlri_sshsig_parse(*state, "x", sample_sshsig_rsa, sizeof sample_sshsig_rsa - 1, &signature),
        TLR_OK);
    assert_false(signature.ed25519);
    assert_false(holds(*state, sample_sshsig_rsa, sizeof sample_sshsig_rsa - 1, SAMPLE_MESSAGE,
                       SAMPLE_MESSAGE_LEN));
}

static void every_changed_byte_is_noticed(void **state)
{
    size_t len = sizeof sample_sshsig - 1;
    for (size_t at = 0; at < len; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            char text[sizeof sample_sshsig];
            memcpy(text, sample_sshsig, sizeof text);
            text[at] = (char)((unsigned char)text[at] ^ (1u << bit));
            assert_false(holds(*state, text, len, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
        }
    }
    for (size_t cut = 0; cut < len; cut++) {
        assert_false(holds(*state, sample_sshsig, cut, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
    }
}

static void malformed_armour(void **state)
{
    static const char begin[] = "-----BEGIN SSH SIGNATURE-----\n";
    static const char end[] = "-----END SSH SIGNATURE-----\n";
    static const char *const middles[] = {
        "",
        "\n",
        "U1NIU0lH\n",
        "====\n",
        "=\n",
        "AAAA\r\n",
        /* the magic and version, then a length that points far past the end */
        "U1NIU0lHAAAAAf////8=\n",
        /* version 2 */
        "U1NIU0lHAAAAAgAAAAA=\n",
    };
    char text[500];
    for (size_t i = 0; i < sizeof middles / sizeof middles[0]; i++) {
        snprintf(text, sizeof text, "%s%s%s", begin, middles[i], end);
        assert_false(holds(*state, text, strlen(text), SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
    }
    snprintf(text, sizeof text, "%s%s", sample_sshsig, "x\n");
    assert_false(holds(*state, text, strlen(text), SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
    snprintf(text, sizeof text, "\n%s", sample_sshsig);
    assert_false(holds(*state, text, strlen(text), SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
}

/* One line longer than ssh-keygen writes, and more lines than any signature needs. */
static void too_long(void **state)
{
    static char text[40000];
    size_t at = (size_t)snprintf(text, sizeof text, "-----BEGIN SSH SIGNATURE-----\n");
    for (size_t i = 0; i < 400; i++) {
        memset(text + at, 'A', 76);
        text[at + 76] = '\n';
        at += 77;
    }
    at += (size_t)snprintf(text + at, sizeof text - at, "-----END SSH SIGNATURE-----\n");
    assert_false(holds(*state, text, at, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(made_by_ssh_keygen, setup, teardown),
        cmocka_unit_test_setup_teardown(for_another_purpose, setup, teardown),
        cmocka_unit_test_setup_teardown(with_another_hash, setup, teardown),
        cmocka_unit_test_setup_teardown(with_another_kind_of_key, setup, teardown),
        cmocka_unit_test_setup_teardown(every_changed_byte_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(malformed_armour, setup, teardown),
        cmocka_unit_test_setup_teardown(too_long, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

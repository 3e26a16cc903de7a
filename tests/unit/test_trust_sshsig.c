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
#include "trust/text.h"
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

/* ---- built field by field ---- */

struct blob {
    uint8_t bytes[400];
    size_t len;
};

static void add(struct blob *blob, const void *bytes, size_t len)
{
    memcpy(blob->bytes + blob->len, bytes, len);
    blob->len += len;
}

static void add_string(struct blob *blob, const void *bytes, size_t len)
{
    const uint8_t size[4] = {0, 0, 0, (uint8_t)len};
    add(blob, size, 4);
    add(blob, bytes, len);
}

/* A tag and n bytes of any value, and `more` bytes after them. */
static void add_tagged(struct blob *blob, const char *tag, size_t n, size_t more)
{
    struct blob inner = {.len = 0};
    uint8_t value[80];
    memset(value, 0x11, sizeof value);
    add_string(&inner, tag, strlen(tag));
    add_string(&inner, value, n);
    add(&inner, value, more);
    add_string(blob, inner.bytes, inner.len);
}

static void fields(void **state)
{
    static const struct {
        const char *magic;
        uint8_t version;
        size_t key, key_more;
        const char *reserved, *tag;
        size_t signature, signature_more, more;
        bool good;
    } rows[] = {
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25519", 64, 0, 0, true},
        {"SSHSIH", 1, 32, 0, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 0, 32, 0, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 2, 32, 0, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 1, 31, 0, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 1, 33, 0, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 1, 32, 1, "", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 1, 32, 0, "x", "ssh-ed25519", 64, 0, 0, false},
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25518", 64, 0, 0, false},
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25519", 63, 0, 0, false},
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25519", 65, 0, 0, false},
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25519", 64, 1, 0, false},
        {"SSHSIG", 1, 32, 0, "", "ssh-ed25519", 64, 0, 1, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct blob blob = {.len = 0};
        const uint8_t version[4] = {0, 0, 0, rows[i].version};
        char base64[700], text[900];
        struct tlri_sshsig signature;
        add(&blob, rows[i].magic, 6);
        add(&blob, version, 4);
        add_tagged(&blob, "ssh-ed25519", rows[i].key, rows[i].key_more);
        add_string(&blob, "teller", 6);
        add_string(&blob, rows[i].reserved, strlen(rows[i].reserved));
        add_string(&blob, "sha512", 6);
        add_tagged(&blob, rows[i].tag, rows[i].signature, rows[i].signature_more);
        add(&blob, "x", rows[i].more);
        size_t at = (size_t)snprintf(text, sizeof text, "-----BEGIN SSH SIGNATURE-----\n");
        tlri_base64_write(blob.bytes, blob.len, base64, sizeof base64);
        for (size_t done = 0; done < strlen(base64); done += 70) {
            at += (size_t)snprintf(text + at, sizeof text - at, "%.70s\n", base64 + done);
        }
        snprintf(text + at, sizeof text - at, "-----END SSH SIGNATURE-----\n");
        assert_int_equal(tlri_sshsig_parse(*state, "x", text, strlen(text), &signature),
                         rows[i].good ? TLR_OK : TLR_E_TRUST);
        if (rows[i].good) {
            assert_true(signature.ed25519 && signature.namespace_ok && signature.sha512);
        }
    }
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
        cmocka_unit_test_setup_teardown(fields, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

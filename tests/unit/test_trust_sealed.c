/*
 * test_trust_sealed.c: sealing, who is found to have signed, signature files by name, failing
 * memory.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/faults.h"
#include "trust/sealed.h"
#include "unit/test_trust_samples.h"

/* teller-a, teller-b, an SSH key, and teller-a again in another role. */
enum { TELLER_A, TELLER_B, SSH_OFFICER, TELLER_A_AGAIN, KEYS };

static void list_keys(tlr_ctx *ctx, struct tlri_key keys[KEYS])
{
    static const char *const texts[KEYS] = {sample_public, sample_other_public, sample_ssh_public,
                                            sample_public};
    static const char *const names[KEYS] = {"ann", "bob", "officer", "ann-panel"};
    for (size_t i = 0; i < KEYS; i++) {
        assert_int_equal(tlri_key_parse(ctx, NULL, texts[i], strlen(texts[i]), &keys[i]), TLR_OK);
        snprintf(keys[i].name, sizeof keys[i].name, "%s", names[i]);
        snprintf(keys[i].role, sizeof keys[i].role, "%s", "teller");
    }
}

static struct tlri_bytes bytes_of(tlr_ctx *ctx, const char *text)
{
    struct tlri_bytes bytes = {.ctx = ctx, .len = strlen(text), .allocated = strlen(text) + 1};
    bytes.data = tlri_alloc(ctx, bytes.allocated);
    assert_non_null(bytes.data);
    memcpy(bytes.data, text, bytes.len);
    return bytes;
}

static const struct tlri_signature_blob minisig = {"m.minisig", sample_minisig,
                                                   sizeof sample_minisig - 1, TLRI_CARRIER_MINISIG};
static const struct tlri_signature_blob legacy = {"m.old.minisig", sample_legacy,
                                                  sizeof sample_legacy - 1, TLRI_CARRIER_MINISIG};
static const struct tlri_signature_blob sshsig = {"m.sig", sample_sshsig, sizeof sample_sshsig - 1,
                                                  TLRI_CARRIER_SSHSIG};
static const struct tlri_signature_blob ssh_file = {
    "m.sig", sample_sshsig_file, sizeof sample_sshsig_file - 1, TLRI_CARRIER_SSHSIG};
static const struct tlri_signature_blob ssh_sha256 = {
    "m.sig", sample_sshsig_sha256, sizeof sample_sshsig_sha256 - 1, TLRI_CARRIER_SSHSIG};
static const struct tlri_signature_blob ssh_rsa = {
    "m.sig", sample_sshsig_rsa, sizeof sample_sshsig_rsa - 1, TLRI_CARRIER_SSHSIG};
static const struct tlri_signature_blob junk = {"m.x.minisig", "junk\n", 5, TLRI_CARRIER_MINISIG};

static void both_carriers(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_key keys[KEYS];
    const struct tlri_signature_blob blobs[] = {minisig, sshsig};
    struct tlri_sealed *sealed = NULL;
    struct tlri_bytes bytes = bytes_of(ctx, SAMPLE_MESSAGE);
    struct tlri_digest digest;
    (void)state;
    list_keys(ctx, keys);
    assert_int_equal(tlri_seal_verify(ctx, "m", &bytes, keys, KEYS, blobs, 2, &sealed), TLR_OK);
    assert_null(bytes.data);
    assert_string_equal(tlri_sealed_data(sealed), SAMPLE_MESSAGE);
    assert_int_equal(tlri_sealed_len(sealed), SAMPLE_MESSAGE_LEN);
    assert_string_equal(tlri_sealed_name(sealed), "m");
    assert_false(tlri_sealed_is_unsigned(sealed));
    assert_int_equal(tlri_sealed_signers(sealed), tlri_signer_bit(TELLER_A) |
                                                      tlri_signer_bit(TELLER_A_AGAIN) |
                                                      tlri_signer_bit(SSH_OFFICER));
    assert_int_equal(tlri_sealed_unknown(sealed), 0);
    tlri_digest_of(SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, &digest);
    assert_true(tlri_digest_equal(&digest, tlri_sealed_digest(sealed)));
    assert_int_equal(tlri_sealed_finding_count(sealed), 2);
    assert_string_equal(tlri_sealed_finding(sealed, 0)->comment, "counted twice");
    assert_int_equal(tlri_sealed_finding(sealed, 1)->key, SSH_OFFICER);
    assert_null(tlri_sealed_finding(sealed, 1)->comment);
    assert_null(tlri_sealed_finding(sealed, 2));
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

static void what_each_signature_comes_to(void **state)
{
    static const struct {
        const struct tlri_signature_blob *blob;
        const char *message;
        bool listed;
        tlr_status status;
        uint32_t code;
        size_t unknown;
    } rows[] = {
        {&minisig, SAMPLE_MESSAGE, true, TLR_OK, 0, 0},
        {&minisig, SAMPLE_MESSAGE, false, TLR_OK, 0, 1},
        {&minisig, "changed", true, TLR_E_TRUST, 5013, 0},
        {&minisig, "changed", false, TLR_OK, 0, 1},
        {&legacy, SAMPLE_MESSAGE, true, TLR_E_TRUST, 5012, 0},
        {&legacy, SAMPLE_MESSAGE, false, TLR_OK, 0, 1},
        {&sshsig, SAMPLE_MESSAGE, true, TLR_OK, 0, 0},
        {&sshsig, SAMPLE_MESSAGE, false, TLR_OK, 0, 1},
        {&sshsig, "changed", true, TLR_E_TRUST, 5013, 0},
        {&ssh_file, SAMPLE_MESSAGE, true, TLR_E_TRUST, 5022, 0},
        {&ssh_file, SAMPLE_MESSAGE, false, TLR_OK, 0, 1},
        {&ssh_sha256, SAMPLE_MESSAGE, true, TLR_E_TRUST, 5023, 0},
        {&ssh_rsa, SAMPLE_MESSAGE, true, TLR_OK, 5021, 1},
        {&junk, SAMPLE_MESSAGE, true, TLR_E_TRUST, 5010, 0},
        {&junk, SAMPLE_MESSAGE, false, TLR_E_TRUST, 5010, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_key keys[KEYS];
        struct tlri_sealed *sealed = NULL;
        struct tlri_bytes bytes = bytes_of(ctx, rows[i].message);
        list_keys(ctx, keys);
        /* Not listed: only teller-b is. */
        tlr_status status =
            tlri_seal_verify(ctx, "m", &bytes, rows[i].listed ? keys : keys + TELLER_B,
                             rows[i].listed ? KEYS : 1, rows[i].blob, 1, &sealed);
        assert_int_equal(status, rows[i].status);
        assert_int_equal(tlr_ctx_diag_count(ctx), rows[i].code != 0 ? 1 : 0);
        if (rows[i].code != 0) {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, rows[i].code);
            assert_string_equal(tlr_ctx_diag(ctx, 0)->file, rows[i].blob->name);
            assert_non_null(tlr_ctx_diag(ctx, 0)->hint);
        }
        if (status == TLR_OK) {
            assert_int_equal(tlri_sealed_unknown(sealed), rows[i].unknown);
            assert_int_equal(tlri_sealed_signers(sealed) == 0, rows[i].unknown == 1);
        } else {
            /* Refused: nothing was sealed and the bytes are still the caller's. */
            assert_null(sealed);
            assert_string_equal(bytes.data, rows[i].message);
        }
        tlri_bytes_drop(&bytes);
        tlri_sealed_free(sealed);
        tlr_ctx_free(ctx);
    }
}

static void the_message_names_the_signer(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_key keys[KEYS];
    struct tlri_sealed *sealed = NULL;
    struct tlri_bytes bytes = bytes_of(ctx, "changed");
    (void)state;
    list_keys(ctx, keys);
    assert_int_equal(tlri_seal_verify(ctx, "close.txt", &bytes, keys, KEYS, &minisig, 1, &sealed),
                     TLR_E_TRUST);
    assert_string_equal(tlr_ctx_diag(ctx, 0)->message,
                        "The signature of ann (teller) over close.txt does not hold.");
    tlri_bytes_drop(&bytes);
    tlr_ctx_free(ctx);
}

/* Two keys with one key id, of which one signed: the id is no more than a hint. */
static void a_shared_key_id(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_key keys[KEYS];
    struct tlri_sealed *sealed = NULL;
    struct tlri_bytes bytes = bytes_of(ctx, SAMPLE_MESSAGE);
    (void)state;
    list_keys(ctx, keys);
    memcpy(keys[TELLER_B].key_id, keys[TELLER_A].key_id, sizeof keys[TELLER_A].key_id);
    struct tlri_key swapped[] = {keys[TELLER_B], keys[TELLER_A]};
    assert_int_equal(tlri_seal_verify(ctx, "m", &bytes, swapped, 2, &minisig, 1, &sealed), TLR_OK);
    assert_int_equal(tlri_sealed_signers(sealed), tlri_signer_bit(1));
    assert_int_equal(tlri_sealed_finding(sealed, 0)->key, 1);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

static void unsigned_then_checked(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_key keys[KEYS];
    struct tlri_sealed *sealed = NULL;
    (void)state;
    list_keys(ctx, keys);
    assert_int_equal(
        tlri_seal_unsigned_copy(ctx, "notice.xml", SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, &sealed),
        TLR_OK);
    assert_true(tlri_sealed_is_unsigned(sealed));
    assert_int_equal(tlri_sealed_signers(sealed), 0);
    assert_int_equal(tlri_sealed_finding_count(sealed), 0);
    assert_int_equal(tlri_sealed_check(ctx, sealed, keys, KEYS, &junk, 1), TLR_E_TRUST);
    assert_true(tlri_sealed_is_unsigned(sealed));
    assert_int_equal(tlri_sealed_check(ctx, sealed, keys, 1, &minisig, 1), TLR_OK);
    assert_false(tlri_sealed_is_unsigned(sealed));
    assert_int_equal(tlri_sealed_signers(sealed), tlri_signer_bit(TELLER_A));
    /* A failing check keeps what was known; a later one replaces it. */
    assert_int_equal(tlri_sealed_check(ctx, sealed, keys, 1, &legacy, 1), TLR_E_TRUST);
    assert_int_equal(tlri_sealed_signers(sealed), tlri_signer_bit(TELLER_A));
    assert_int_equal(tlri_sealed_check(ctx, sealed, keys, KEYS, NULL, 0), TLR_OK);
    assert_int_equal(tlri_sealed_signers(sealed), 0);
    assert_false(tlri_sealed_is_unsigned(sealed));
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

static void empty_files_can_be_sealed(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_sealed *sealed = NULL;
    (void)state;
    assert_int_equal(tlri_seal_unsigned_copy(ctx, "e", NULL, 0, &sealed), TLR_OK);
    assert_int_equal(tlri_sealed_len(sealed), 0);
    assert_string_equal(tlri_sealed_data(sealed), "");
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

/* Of a large file the digest is worked out beside what comes next; it is the same by one thread and
 * by two, asked for or not. */
static void a_large_file_has_the_same_digest(void **state)
{
    (void)state;
    static char large[(2 << 20) + 5];
    memset(large, 'x', sizeof large);
    struct tlri_digest wanted;
    tlri_digest_of(large, sizeof large, &wanted);
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct faults faults;
        struct tlri_sealed *asked = NULL;
        struct tlri_sealed *left = NULL;
        fault_init(&faults, 0, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_non_null(ctx);
        tlr_ctx_threads(ctx, threads);
        assert_int_equal(tlri_seal_unsigned_copy(ctx, "a", large, sizeof large, &asked), TLR_OK);
        assert_int_equal(tlri_seal_unsigned_copy(ctx, "b", large, sizeof large, &left), TLR_OK);
        assert_true(tlri_sealed_digest_waits(asked));
        assert_true(tlri_digest_equal(tlri_sealed_digest(asked), &wanted));
        assert_false(tlri_sealed_digest_waits(asked));
        assert_true(tlri_digest_equal(tlri_sealed_digest(asked), &wanted));
        tlri_sealed_free(asked);
        tlri_sealed_free(left);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
    }
}

static void limits(void **state)
{
    static struct tlri_key keys[TLRI_SEAL_KEYS_MAX + 1];
    static struct tlri_signature_blob blobs[TLRI_SEAL_SIGNATURES_MAX + 1];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_key some[KEYS];
    struct tlri_sealed *sealed = NULL;
    struct tlri_bytes bytes = bytes_of(ctx, SAMPLE_MESSAGE);
    (void)state;
    list_keys(ctx, some);
    for (size_t i = 0; i < TLRI_SEAL_KEYS_MAX; i++) {
        keys[i] = some[TELLER_B];
    }
    keys[TLRI_SEAL_KEYS_MAX - 1] = some[TELLER_A];
    for (size_t i = 0; i <= TLRI_SEAL_SIGNATURES_MAX; i++) {
        blobs[i] = minisig;
    }
    assert_int_equal(
        tlri_seal_verify(ctx, "m", &bytes, keys, TLRI_SEAL_KEYS_MAX + 1, blobs, 1, &sealed),
        TLR_E_LIMIT);
    assert_int_equal(tlri_seal_verify(ctx, "m", &bytes, keys, TLRI_SEAL_KEYS_MAX, blobs,
                                      TLRI_SEAL_SIGNATURES_MAX + 1, &sealed),
                     TLR_E_LIMIT);
    assert_int_equal(tlr_ctx_diag(ctx, 1)->code, 5030);
    assert_int_equal(tlri_seal_verify(ctx, "m", &bytes, keys, TLRI_SEAL_KEYS_MAX, blobs,
                                      TLRI_SEAL_SIGNATURES_MAX, &sealed),
                     TLR_OK);
    assert_int_equal(tlri_sealed_signers(sealed), tlri_signer_bit(TLRI_SEAL_KEYS_MAX - 1));
    tlri_sealed_free(sealed);
    tlr_ctx_free(ctx);
}

static void names_of_signatures(void **state)
{
    static const struct {
        const char *file, *entry;
        bool is;
        enum tlri_carrier carrier;
    } rows[] = {
        {"close.txt", "close.txt.minisig", true, TLRI_CARRIER_MINISIG},
        {"close.txt", "close.txt.teller-2.minisig", true, TLRI_CARRIER_MINISIG},
        {"close.txt", "close.txt.sig", true, TLRI_CARRIER_SSHSIG},
        {"close.txt", "close.txt", false, 0},
        {"close.txt", "close.txt.minisig.bak", false, 0},
        {"close.txt", "close.txt..minisig", false, 0},
        {"close.txt", "close.txt.a.b.minisig", false, 0},
        {"close.txt", "close.txt.Ann.minisig", false, 0},
        {"close.txt", "close.txtx.minisig", false, 0},
        {"close.txt", "close.txt.ann.sig", false, 0},
        {"close.txt", "xclose.txt.minisig", false, 0},
        {"close.txt", "close.minisig", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum tlri_carrier carrier = TLRI_CARRIER_MINISIG;
        assert_int_equal(tlri_signature_name(rows[i].file, rows[i].entry, &carrier), rows[i].is);
        if (rows[i].is) {
            assert_int_equal(carrier, rows[i].carrier);
        }
    }
}

static void put(const char *folder, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void signatures_in_a_folder(void **state)
{
    static const char *const files[] = {"a",         "a.b",   "a.b.minisig", "a.c.minisig",
                                        "a.minisig", "a.sig", "b.minisig"};
    enum { COUNT = sizeof files / sizeof files[0] };
    char folder[128];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_signature_set set;
    char path[200];
    (void)state;
    assert_true(sample_folder(folder, sizeof folder));
    for (size_t i = 0; i < COUNT; i++) {
        put(folder, files[i], files[i]);
    }
    assert_int_equal(tlri_signatures_beside(ctx, folder, "a", files, COUNT, &set), TLR_OK);
    /* a.b.minisig is the signature of a.b. */
    assert_int_equal(set.count, 3);
    assert_string_equal(set.items[0].data, "a.c.minisig");
    assert_string_equal(set.items[1].data, "a.minisig");
    assert_int_equal(set.items[2].carrier, TLRI_CARRIER_SSHSIG);
    snprintf(path, sizeof path, "%s/a.sig", folder);
    assert_string_equal(set.items[2].name, path);
    tlri_signature_set_drop(&set);
    assert_int_equal(tlri_signatures_beside(ctx, folder, "a.b", files, COUNT, &set), TLR_OK);
    assert_int_equal(set.count, 1);
    tlri_signature_set_drop(&set);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(tlri_signatures_beside(ctx, folder, "a", files, COUNT, &set), TLR_E_IO);
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
    tlr_ctx_free(ctx);
}

static tlr_status seal_once(tlr_ctx *ctx)
{
    const struct tlri_signature_blob blobs[] = {minisig, sshsig};
    struct tlri_sealed *sealed = NULL;
    struct tlri_key keys[2];
    struct tlri_bytes bytes = {.ctx = ctx};
    tlr_status status = tlri_key_parse(ctx, NULL, sample_public, sizeof sample_public - 1, keys);
    assert_int_equal(status, TLR_OK);
    bytes.data = tlri_alloc(ctx, SAMPLE_MESSAGE_LEN + 1);
    if (bytes.data == NULL) {
        return TLR_E_MEMORY;
    }
    bytes.len = SAMPLE_MESSAGE_LEN;
    bytes.allocated = SAMPLE_MESSAGE_LEN + 1;
    memcpy(bytes.data, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN);
    status = tlri_seal_verify(ctx, "m", &bytes, keys, 1, blobs, 2, &sealed);
    if (status == TLR_OK) {
        status = tlri_sealed_check(ctx, sealed, keys, 1, blobs, 1);
    }
    tlri_sealed_free(sealed);
    tlri_bytes_drop(&bytes);
    return status;
}

static void memory_fails_anywhere(void **state)
{
    struct faults faults;
    size_t n = 2;
    (void)state;
    for (;; n++) {
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        assert_non_null(ctx);
        tlr_status status = seal_once(ctx);
        assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_carriers),
        cmocka_unit_test(what_each_signature_comes_to),
        cmocka_unit_test(the_message_names_the_signer),
        cmocka_unit_test(a_shared_key_id),
        cmocka_unit_test(unsigned_then_checked),
        cmocka_unit_test(empty_files_can_be_sealed),
        cmocka_unit_test(a_large_file_has_the_same_digest),
        cmocka_unit_test(limits),
        cmocka_unit_test(names_of_signatures),
        cmocka_unit_test(signatures_in_a_folder),
        cmocka_unit_test(memory_fails_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

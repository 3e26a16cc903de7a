/*
 * test_trust_minisign.c: signature files and secret keys of minisign.
 *
 * Every byte of a signature file is changed in turn; the old form and the re-labelled signature are
 * refused; secret keys are opened, written and opened again.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trust/minisign.h"
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

static uint32_t last_code(tlr_ctx *ctx)
{
    size_t n = tlr_ctx_diag_count(ctx);
    return n > 0 ? tlr_ctx_diag(ctx, n - 1)->code : 0;
}

static struct tlri_key public_key(tlr_ctx *ctx)
{
    struct tlri_key key;
    assert_int_equal(tlri_key_parse(ctx, NULL, sample_public, sizeof sample_public - 1, &key),
                     TLR_OK);
    return key;
}

static enum tlri_minisig_fault verify(tlr_ctx *ctx, const char *text, const char *message,
                                      size_t len)
{
    struct tlri_minisig signature;
    uint8_t prehash[TLRI_PREHASH_BYTES];
    struct tlri_key key = public_key(ctx);
    assert_int_equal(tlri_minisig_parse(ctx, "x.minisig", text, strlen(text), &signature), TLR_OK);
    tlri_minisig_prehash(message, len, prehash);
    return tlri_minisig_verify(&signature, &key, prehash);
}

static void made_by_minisign(void **state)
{
    assert_int_equal(verify(*state, sample_minisig, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN),
                     TLRI_MINISIG_HOLDS);
    assert_int_equal(verify(*state, sample_minisig, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN - 1),
                     TLRI_MINISIG_CONTENT);
    assert_int_equal(verify(*state, sample_minisig, "", 0), TLRI_MINISIG_CONTENT);
}

static void the_old_form_is_refused(void **state)
{
    assert_int_equal(verify(*state, sample_legacy, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN),
                     TLRI_MINISIG_LEGACY);
}

/* "RUT" is ED, "RWT" is Ed: neither letter is signed. */
static void relabelled_signatures_are_refused(void **state)
{
    char text[sizeof sample_minisig];
    uint8_t hash[TLRI_PREHASH_BYTES];
    char *second;
    memcpy(text, sample_minisig, sizeof text);
    second = strchr(text, '\n') + 1;
    assert_memory_equal(second, "RUT", 3);
    second[1] = 'W';
    tlri_minisig_prehash(SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, hash);
    assert_int_equal(verify(*state, text, (const char *)hash, sizeof hash), TLRI_MINISIG_LEGACY);
    memcpy(text, sample_legacy, sizeof text);
    second = strchr(text, '\n') + 1;
    second[1] = 'U';
    assert_int_equal(verify(*state, text, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN),
                     TLRI_MINISIG_CONTENT);
}

/* Does the file with this text still count as a signature by the key? */
static bool still_holds(tlr_ctx *ctx, const char *text, size_t len, const struct tlri_key *key,
                        const uint8_t prehash[TLRI_PREHASH_BYTES])
{
    struct tlri_minisig signature;
    tlr_ctx_diag_clear(ctx);
    return tlri_minisig_parse(ctx, "x", text, len, &signature) == TLR_OK &&
           memcmp(signature.key_id, key->key_id, sizeof key->key_id) == 0 &&
           tlri_minisig_verify(&signature, key, prehash) == TLRI_MINISIG_HOLDS;
}

static void every_changed_byte_is_noticed(void **state)
{
    struct tlri_key key = public_key(*state);
    uint8_t prehash[TLRI_PREHASH_BYTES];
    size_t len = sizeof sample_minisig - 1;
    /* The text of the first comment is signed by nobody. */
    size_t free_from = strlen("untrusted comment: ");
    size_t free_to = (size_t)(strchr(sample_minisig, '\n') - sample_minisig);
    tlri_minisig_prehash(SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, prehash);
    for (size_t at = 0; at < len; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            char text[sizeof sample_minisig];
            memcpy(text, sample_minisig, sizeof text);
            text[at] = (char)((unsigned char)text[at] ^ (1u << bit));
            if (at < free_from || at >= free_to) {
                assert_false(still_holds(*state, text, len, &key, prehash));
            }
        }
    }
    assert_true(still_holds(*state, sample_minisig, len, &key, prehash));
    for (size_t cut = 0; cut < len; cut++) {
        assert_false(still_holds(*state, sample_minisig, cut, &key, prehash));
    }
}

static void malformed_files(void **state)
{
    static const char first[] = "untrusted comment: a\n";
    static const char second[] =
        "RUTbYgrynJ1uKro12Qwou6sjcLRanZxQ9oJDZmyWATUeLVPqdx6vOPUoRsh2hxyeaJ9iUVHjiCGRh5ec5H3ROy2v"
        "6BH1tusdQQo=\n";
    static const char third[] = "trusted comment: counted twice\n";
    static const char fourth[] = "GFLIEqN+UHD9S9kOkhfQf40pq9E9MM3knlPKyeWbhoNZFWIn+"
                                 "CyWdH5CBDcWa89NqEOGU+jiq/68JmtqlUDlDw==\n";
    const struct {
        const char *lines[5];
        uint32_t code, line;
    } rows[] = {
        {{first, second, third, fourth, ""}, 0, 0},
        {{first, second, third, fourth, "\n"}, 5010, 0},
        {{first, second, third, fourth, fourth}, 5010, 0},
        {{first, second, third, "", ""}, 5010, 0},
        {{"", "", "", "", ""}, 5010, 0},
        {{"untrusted comment: a\r\n", second, third, fourth, ""}, 5011, 1},
        {{"untrusted comment: \x1b[2J\n", second, third, fourth, ""}, 5011, 1},
        {{"Untrusted comment: a\n", second, third, fourth, ""}, 5011, 1},
        {{first, "\n", third, fourth, ""}, 5011, 2},
        {{first, fourth, third, fourth, ""}, 5011, 2},
        {{first, second, "trusted comment:\n", fourth, ""}, 5011, 3},
        {{first, second, "trusted comment: \xff\n", fourth, ""}, 5011, 3},
        {{first, second, "trusted comment: \xc2\x9b\n", fourth, ""}, 5011, 3},
        {{first, second, "trusted comment: a\x7f\n", fourth, ""}, 5011, 3},
        {{first, second, third, second, ""}, 5011, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1000];
        struct tlri_minisig signature;
        snprintf(text, sizeof text, "%s%s%s%s%s", rows[i].lines[0], rows[i].lines[1],
                 rows[i].lines[2], rows[i].lines[3], rows[i].lines[4]);
        tlr_ctx_diag_clear(*state);
        tlr_status status = tlri_minisig_parse(*state, "x", text, strlen(text), &signature);
        assert_int_equal(status, rows[i].code == 0 ? TLR_OK : TLR_E_TRUST);
        assert_int_equal(last_code(*state), rows[i].code);
        if (rows[i].code != 0) {
            assert_int_equal(tlr_ctx_diag(*state, 0)->line, rows[i].line);
        }
    }
}

static void long_comments(void **state)
{
    static char text[20000];
    struct tlri_minisig signature;
    static char comment[8194];
    memset(comment, 'c', sizeof comment - 1);
    const char *rest = strchr(sample_minisig, '\n');
    const char *trusted = strstr(sample_minisig, "\ntrusted comment: ") + 1;
    const char *last = strchr(trusted, '\n');
    for (size_t i = 0; i < 4; i++) {
        size_t untrusted_len = i == 1 ? 1025 : 1024;
        size_t trusted_len = i == 2 ? 8193 : 8192;
        snprintf(text, sizeof text, "untrusted comment: %.*s%.*strusted comment: %.*s%s",
                 (int)untrusted_len, comment, (int)(trusted - rest), rest, (int)trusted_len,
                 comment, last);
        assert_int_equal(tlri_minisig_parse(*state, "x", text, strlen(text), &signature),
                         i == 1 || i == 2 ? TLR_E_TRUST : TLR_OK);
    }
}

/* ---- secret keys ---- */

static struct tlri_secret *open_text(tlr_ctx *ctx, const char *file, const char *password,
                                     tlr_status expected)
{
    char copy[1000];
    struct tlri_secret *secret = NULL;
    struct tlri_secret_text text = {copy, strlen(file)};
    memcpy(copy, file, text.len + 1);
    assert_int_equal(tlri_secret_open(ctx, "x.key", &text, password,
                                      password != NULL ? strlen(password) : 0, &secret),
                     expected);
    assert_int_equal(secret != NULL, expected == TLR_OK);
    return secret;
}

static void check_signs(tlr_ctx *ctx, const struct tlri_secret *secret)
{
    struct tlri_key key, expected = public_key(ctx);
    struct tlri_buf text, again;
    tlri_secret_public(secret, &key);
    assert_true(tlri_key_same(&key, &expected));
    tlri_buf_init(&text, ctx, 20000);
    tlri_buf_init(&again, ctx, 20000);
    assert_int_equal(
        tlri_minisig_sign(ctx, secret, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN, "counted\ttwice", &text),
        TLR_OK);
    assert_int_equal(verify(ctx, text.data, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN),
                     TLRI_MINISIG_HOLDS);
    assert_int_equal(tlri_minisig_sign(ctx, secret, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN,
                                       "counted\ttwice", &again),
                     TLR_OK);
    assert_string_equal(text.data, again.data);
    /* A comment taken from another signature by the same key. */
    char *comment = strstr(text.data, "counted\ttwice");
    comment[0] = 'C';
    assert_int_equal(verify(ctx, text.data, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN),
                     TLRI_MINISIG_COMMENT);
    tlri_buf_drop(&text);
    tlri_buf_drop(&again);
}

/* minisign with the same key signs the same bytes to the same signature. */
static void same_signature_as_minisign(void **state)
{
    struct tlri_secret *secret = open_text(*state, sample_secret, NULL, TLR_OK);
    struct tlri_buf text;
    tlri_buf_init(&text, *state, 20000);
    assert_int_equal(tlri_minisig_sign(*state, secret, SAMPLE_MESSAGE, SAMPLE_MESSAGE_LEN,
                                       "counted twice", &text),
                     TLR_OK);
    assert_string_equal(strchr(text.data, '\n'), strchr(sample_minisig, '\n'));
    tlri_buf_drop(&text);
    tlri_secret_free(secret);
}

static void keys_with_and_without_password(void **state)
{
    struct tlri_secret *secret = open_text(*state, sample_secret, NULL, TLR_OK);
    check_signs(*state, secret);
    tlri_secret_free(secret);
    /* A password that is not needed does no harm. */
    secret = open_text(*state, sample_secret, "x", TLR_OK);
    tlri_secret_free(secret);
    secret = open_text(*state, sample_locked, "correct horse", TLR_OK);
    check_signs(*state, secret);
    tlri_secret_free(secret);
    (void)open_text(*state, sample_locked, "correct hors", TLR_E_TRUST);
    assert_int_equal(last_code(*state), 5054);
    (void)open_text(*state, sample_locked, NULL, TLR_E_TRUST);
    assert_int_equal(last_code(*state), 5054);
}

static void which_keys_are_encrypted(void **state)
{
    static const struct {
        const char *file;
        bool encrypted, test_key;
    } rows[] = {{sample_secret, false, true}, {sample_locked, true, true}};
    for (size_t i = 0; i < 2; i++) {
        char copy[1000];
        struct tlri_secret_text text = {copy, strlen(rows[i].file)};
        bool encrypted = !rows[i].encrypted;
        memcpy(copy, rows[i].file, text.len + 1);
        assert_int_equal(tlri_secret_is_encrypted(*state, "x", &text, &encrypted), TLR_OK);
        assert_int_equal(encrypted, rows[i].encrypted);
        assert_true(tlri_secret_is_test_key(&text));
        copy[strlen("untrusted comment: TEST")] = '_';
        assert_false(tlri_secret_is_test_key(&text));
    }
}

/* Changes the character of base64 that lies wholly in the given byte, which is no 3n + 1. */
static void damage(char *text, size_t byte)
{
    char *line = strchr(text, '\n') + 1;
    size_t at = byte / 3 * 4 + (byte % 3 == 0 ? 0 : 3);
    line[at] = line[at] == 'B' ? 'C' : 'B';
}

static void damaged_keys(void **state)
{
    static const size_t bytes[] = {0, 2, 5, 63, 93, 95, 125, 126, 156};
    for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        char text[1000];
        memcpy(text, sample_secret, sizeof sample_secret);
        damage(text, bytes[i]);
        (void)open_text(*state, text, NULL, TLR_E_INPUT);
        assert_int_equal(last_code(*state), 5052);
    }
    (void)open_text(*state, sample_public, NULL, TLR_E_INPUT);
    (void)open_text(*state, "", NULL, TLR_E_INPUT);
    (void)open_text(*state, "untrusted comment: x\n\n", NULL, TLR_E_INPUT);
}

/* Costs above minisign's own are not worked off: byte 38 on is the first cost, 46 on the memory. */
static void costs_are_bounded(void **state)
{
    static const size_t bytes[] = {42, 50};
    for (size_t i = 0; i < 2; i++) {
        char text[1000];
        memcpy(text, sample_locked, sizeof sample_locked);
        damage(text, bytes[i]);
        (void)open_text(*state, text, "correct horse", TLR_E_INPUT);
        assert_int_equal(last_code(*state), 5053);
    }
}

static void generated_keys(void **state)
{
    struct tlri_secret *a = NULL, *b = NULL, *again;
    struct tlri_secret_text text;
    struct tlri_key first, second;
    assert_int_equal(tlri_secret_generate(*state, &a), TLR_OK);
    assert_int_equal(tlri_secret_generate(*state, &b), TLR_OK);
    tlri_secret_public(a, &first);
    tlri_secret_public(b, &second);
    assert_memory_not_equal(first.pk, second.pk, 32);
    assert_memory_not_equal(first.key_id, second.key_id, 8);
    assert_int_equal(tlri_secret_export(*state, a, NULL, 0, &text), TLR_OK);
    assert_int_equal(text.data[text.len - 1], '\n');
    again = open_text(*state, text.data, NULL, TLR_OK);
    tlri_secret_public(again, &second);
    assert_true(tlri_key_same(&first, &second));
    tlri_secret_text_free(&text);
    tlri_secret_free(a);
    tlri_secret_free(b);
    tlri_secret_free(again);
}

static void passwords_and_comments_refused(void **state)
{
    static const char *const comments[] = {"a\nb", "a\rb", "\x1b", "\xff", "\xc2\x85"};
    static char long_password[1026];
    struct tlri_secret *secret = open_text(*state, sample_secret, NULL, TLR_OK);
    struct tlri_secret_text text = {NULL, 0};
    struct tlri_buf out;
    memset(long_password, 'p', 1025);
    assert_int_equal(tlri_secret_export(*state, secret, "", 0, &text), TLR_E_USAGE);
    assert_int_equal(tlri_secret_export(*state, secret, long_password, 1025, &text), TLR_E_USAGE);
    assert_int_equal(last_code(*state), 5056);
    assert_null(text.data);
    tlri_buf_init(&out, *state, 20000);
    for (size_t i = 0; i < sizeof comments / sizeof comments[0]; i++) {
        assert_int_equal(tlri_minisig_sign(*state, secret, "", 0, comments[i], &out), TLR_E_USAGE);
        assert_int_equal(last_code(*state), 5057);
    }
    assert_int_equal(out.len, 0);
    tlri_buf_drop(&out);
    tlri_secret_free(secret);
}

/* ---- key files ---- */

static void key_files_are_read_with_care(void **state)
{
    static const struct {
        mode_t mode;
        tlr_status status;
        uint32_t code;
    } rows[] = {
        {0600, TLR_OK, 0},         {0400, TLR_OK, 0},         {0644, TLR_E_TRUST, 5051},
        {0640, TLR_E_TRUST, 5051}, {0620, TLR_E_TRUST, 5051}, {0602, TLR_E_TRUST, 5051},
        {0700, TLR_E_TRUST, 5051},
    };
    char folder[128];
    char path[200], other[200];
    struct tlri_secret_text text;
    assert_true(sample_folder(folder, sizeof folder));
    snprintf(path, sizeof path, "%s/a.key", folder);
    snprintf(other, sizeof other, "%s/b.key", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(sample_secret, f);
    fclose(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx_diag_clear(*state);
        assert_int_equal(chmod(path, rows[i].mode), 0);
        assert_int_equal(tlri_secret_load(*state, path, &text), rows[i].status);
        assert_int_equal(last_code(*state), rows[i].code);
        if (rows[i].status == TLR_OK) {
            assert_int_equal(text.len, sizeof sample_secret - 1);
            tlri_secret_text_free(&text);
        }
    }
    assert_false(tlri_secret_has_neighbour(path));
    assert_int_equal(symlink(path, other), 0);
    assert_true(tlri_secret_has_neighbour(path));
    assert_int_equal(tlri_secret_load(*state, other, &text), TLR_E_IO);
    assert_int_equal(last_code(*state), 5050);
    assert_int_equal(tlri_secret_load(*state, folder, &text), TLR_E_IO);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(tlri_secret_load(*state, other, &text), TLR_E_IO);
    assert_int_equal(mkfifo(other, 0600), 0);
    assert_int_equal(tlri_secret_load(*state, other, &text), TLR_E_IO);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(truncate(path, 2049), 0);
    assert_int_equal(tlri_secret_load(*state, path, &text), TLR_E_IO);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(made_by_minisign, setup, teardown),
        cmocka_unit_test_setup_teardown(the_old_form_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(relabelled_signatures_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(every_changed_byte_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(malformed_files, setup, teardown),
        cmocka_unit_test_setup_teardown(long_comments, setup, teardown),
        cmocka_unit_test_setup_teardown(same_signature_as_minisign, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_with_and_without_password, setup, teardown),
        cmocka_unit_test_setup_teardown(which_keys_are_encrypted, setup, teardown),
        cmocka_unit_test_setup_teardown(damaged_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(costs_are_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(generated_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(passwords_and_comments_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(key_files_are_read_with_care, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

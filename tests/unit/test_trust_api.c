/*
 * test_trust_api.c: signing a file and asking who signed it, with memory failing at every place.
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

#include "support/faults.h"
#include "teller/keys.h"
#include "unit/test_trust_samples.h"

enum { PATH = 200 };

struct place {
    char folder[128];
    char file[PATH], key[PATH], public_key[PATH], signature[PATH];
};

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    if (place == NULL || !sample_folder(place->folder, sizeof place->folder)) {
        return 1;
    }
    snprintf(place->file, PATH, "%s/close.txt", place->folder);
    snprintf(place->key, PATH, "%s/ann.key", place->folder);
    snprintf(place->public_key, PATH, "%s/ann.pub", place->folder);
    snprintf(place->signature, PATH, "%s/close.txt.ann.minisig", place->folder);
    put(place->file, SAMPLE_MESSAGE);
    put(place->key, sample_secret);
    put(place->public_key, sample_public);
    *state = place;
    return chmod(place->key, 0600);
}

static int teardown(void **state)
{
    struct place *place = *state;
    (void)unlink(place->file);
    (void)unlink(place->key);
    (void)unlink(place->public_key);
    (void)unlink(place->signature);
    int failed = rmdir(place->folder);
    free(place);
    return failed;
}

static tlr_status sign(tlr_ctx *ctx, const struct place *place, bool replace)
{
    char written[PATH];
    tlr_signing_key *key = NULL;
    tlr_status status = tlr_signing_key_open(ctx, place->key, NULL, &key);
    if (status == TLR_OK) {
        status =
            tlr_file_sign(ctx, key, place->file, "ann", NULL, replace, written, sizeof written);
    }
    if (status == TLR_OK) {
        assert_string_equal(written, place->signature);
    }
    tlr_signing_key_free(key);
    return status;
}

static tlr_status ask(tlr_ctx *ctx, const struct place *place)
{
    const char *keys[] = {place->public_key};
    tlr_signatures *signatures = NULL;
    tlr_status status = tlr_signatures_read(ctx, place->file, keys, 1, &signatures);
    if (status == TLR_OK) {
        const tlr_signature *first = tlr_signatures_get(signatures, 0);
        assert_int_equal(tlr_signatures_count(signatures), 1);
        assert_int_equal(first->verdict, TLR_SIGNATURE_HOLDS);
        assert_string_equal(first->signer, "ann");
        assert_string_equal(first->comment, "file:close.txt");
        assert_string_equal(first->file, place->signature);
        assert_int_equal(strlen(tlr_signatures_digest(signatures)), 79);
        assert_null(tlr_signatures_get(signatures, 1));
        assert_int_equal(tlr_signatures_outcome(signatures), TLR_OK);
    }
    tlr_signatures_free(signatures);
    return status;
}

static void signed_and_asked(void **state)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(sign(ctx, *state, false), TLR_OK);
    assert_int_equal(ask(ctx, *state), TLR_OK);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    assert_int_equal(sign(ctx, *state, false), TLR_E_IO);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 5058);
    assert_int_equal(sign(ctx, *state, true), TLR_OK);
    tlr_ctx_free(ctx);
}

static void the_path_is_cut_to_fit(void **state)
{
    struct place *place = *state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    tlr_signing_key *key = NULL;
    char written[6] = "xxxxx";
    assert_int_equal(tlr_signing_key_open(ctx, place->key, NULL, &key), TLR_OK);
    assert_int_equal(tlr_file_sign(ctx, key, place->file, "ann", NULL, false, written, 6), TLR_OK);
    assert_memory_equal(written, place->signature, 5);
    assert_int_equal(written[5], 0);
    assert_int_equal(tlr_file_sign(ctx, key, place->file, "ann", NULL, true, NULL, 0), TLR_OK);
    tlr_signing_key_free(key);
    tlr_ctx_free(ctx);
}

/* Whatever fails, the status says so, nothing leaks, and no half signature stands in the folder. */
static void memory_fails_while_signing(void **state)
{
    struct place *place = *state;
    struct faults faults;
    size_t n = 2;
    for (;; n++) {
        fault_init(&faults, n, false);
        (void)unlink(place->signature);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        tlr_status status = sign(ctx, place, false);
        assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
        assert_int_equal(access(place->signature, F_OK) == 0, status == TLR_OK);
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    assert_true(n > 4);
}

static void memory_fails_while_asking(void **state)
{
    struct place *place = *state;
    struct faults faults;
    size_t n = 2;
    tlr_ctx *plain = tlr_ctx_new(NULL, NULL);
    assert_int_equal(sign(plain, place, false), TLR_OK);
    tlr_ctx_free(plain);
    for (;; n++) {
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        tlr_status status = ask(ctx, place);
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
        cmocka_unit_test_setup_teardown(signed_and_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(the_path_is_cut_to_fit, setup, teardown),
        cmocka_unit_test_setup_teardown(memory_fails_while_signing, setup, teardown),
        cmocka_unit_test_setup_teardown(memory_fails_while_asking, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * fuzz/fuzz_secretkey.c: secret key files, opened without a password: what is accepted can be
 * written and read again as the same key. The password's hash is left out: it is slow on purpose,
 * and the costs that a file may ask for are judged before it is worked out.
 */
#include "fuzz/points.h"
#include "fuzz/samples.h"
#include "trust/minisign.h"

static bool is_encrypted(tlr_ctx *ctx, const struct tlri_secret_text *text, tlr_status *status)
{
    bool encrypted = false;
    *status = tlri_secret_is_encrypted(ctx, "fuzz", text, &encrypted);
    return encrypted;
}

static tlr_status export_again(tlr_ctx *ctx, const struct tlri_secret *secret, struct tlri_buf *out)
{
    struct tlri_secret_text text;
    struct tlri_key key;
    tlri_secret_public(secret, &key);
    TLR_TRY(tlri_secret_export(ctx, secret, NULL, 0, &text));
    tlr_status status = tlri_buf_add(out, text.data, text.len);
    tlri_secret_text_free(&text);
    return status;
}

static tlr_status round_trip(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_secret *secret = NULL;
    char *copy = malloc(len + 1);
    fuzz_demand(copy != NULL);
    memcpy(copy, data, len);
    copy[len] = '\0';
    struct tlri_secret_text text = {.data = copy, .len = len};
    tlr_status status;
    if (is_encrypted(ctx, &text, &status)) {
        /* Without a password it must not open. */
        status = tlri_secret_open(ctx, "fuzz", &text, NULL, 0, &secret);
        fuzz_demand(status != TLR_OK && secret == NULL);
    } else if (status == TLR_OK) {
        status = tlri_secret_open(ctx, "fuzz", &text, NULL, 0, &secret);
        fuzz_demand((status == TLR_OK) == (secret != NULL));
    }
    if (status == TLR_OK) {
        status = export_again(ctx, secret, out);
    }
    (void)tlri_secret_is_test_key(&text);
    tlri_secret_free(secret);
    free(copy);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return size > TLRI_SECRET_FILE_MAX ? 0 : fuzz_text(data, size, round_trip);
}

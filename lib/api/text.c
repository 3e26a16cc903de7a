/*
 * api/text.c: texts handed to the caller (teller/text.h).
 */
#include "api/text.h"

#include "base/file.h"
#include "base/wrap.h"

tlr_text *tlri_text_new(tlr_ctx *ctx)
{
    tlr_text *text = tlri_alloc(ctx, sizeof *text);
    if (text != NULL) {
        tlri_buf_init(&text->buf, ctx, TLRI_TEXT_MAX);
    }
    return text;
}

tlr_status tlri_text_hand(tlr_text *text, tlr_status status, tlr_text **out)
{
    if (status == TLR_OK) {
        status = text->buf.failed;
    }
    if (status != TLR_OK) {
        tlr_text_free(text);
        return status;
    }
    *out = text;
    return TLR_OK;
}

const char *tlr_text_data(const tlr_text *text)
{
    return text != NULL && text->buf.data != NULL ? text->buf.data : "";
}

size_t tlr_text_size(const tlr_text *text)
{
    return text != NULL ? text->buf.len : 0;
}

void tlr_text_free(tlr_text *text)
{
    if (text == NULL) {
        return;
    }
    tlr_ctx *ctx = text->buf.ctx;
    tlri_buf_drop(&text->buf);
    tlri_free(ctx, text, sizeof *text);
}

tlr_status tlr_text_write(tlr_ctx *ctx, const tlr_text *text, const char *path)
{
    return tlri_file_write(ctx, path, tlr_text_data(text), tlr_text_size(text), false);
}

size_t tlr_text_columns(const char *text)
{
    return tlri_text_width(text, strlen(text));
}

const char *tlr_shell_word(const char *text, char *room, size_t size)
{
    return tlri_shell_word(text, room, size);
}

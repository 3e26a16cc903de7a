/*
 * base/buf.c: a growable byte buffer, in which documents are composed before they are written.
 *
 * The first failure sticks, so that a writer can append a whole document and ask once, at the end,
 * whether it all went in. Formatting uses only integers and text: nothing in it depends on the
 * locale. Passing the maximum is TLR_E_LIMIT, without a diagnostic (the owner knows what it was).
 */
#include "base/base.h"

#define FIRST_CAPACITY ((size_t)256)

void tlri_buf_init(struct tlri_buf *buf, tlr_ctx *ctx, size_t max)
{
    buf->ctx = ctx;
    buf->data = NULL;
    buf->len = 0;
    buf->capacity = 0;
    buf->max = max < SIZE_MAX / 2 ? max : SIZE_MAX / 2;
    buf->failed = TLR_OK;
}

void tlri_buf_drop(struct tlri_buf *buf)
{
    tlri_free(buf->ctx, buf->data, buf->capacity);
    buf->data = NULL;
    buf->len = 0;
    buf->capacity = 0;
}

static tlr_status fail(struct tlri_buf *buf, tlr_status status)
{
    buf->failed = status;
    return status;
}

/* Makes room for len more bytes and the NUL after them. */
static tlr_status reserve(struct tlri_buf *buf, size_t len)
{
    if (buf->failed != TLR_OK) {
        return buf->failed;
    }
    if (len > buf->max || buf->len > buf->max - len) {
        return fail(buf, TLR_E_LIMIT);
    }
    size_t needed = buf->len + len + 1;
    if (needed <= buf->capacity) {
        return TLR_OK;
    }
    size_t capacity = buf->capacity == 0 ? FIRST_CAPACITY : buf->capacity;
    while (capacity < needed) {
        capacity *= 2; /* needed <= SIZE_MAX / 2 + 1, so this cannot wrap */
    }
    char *data = tlri_resize(buf->ctx, buf->data, buf->capacity, capacity);
    if (data == NULL) {
        return fail(buf, tlri_no_memory(buf->ctx));
    }
    buf->data = data;
    buf->capacity = capacity;
    return TLR_OK;
}

tlr_status tlri_buf_add(struct tlri_buf *buf, const void *bytes, size_t len)
{
    TLR_TRY(reserve(buf, len));
    if (len > 0) {
        memcpy(buf->data + buf->len, bytes, len);
        buf->len += len;
    }
    buf->data[buf->len] = '\0';
    return TLR_OK;
}

tlr_status tlri_buf_puts(struct tlri_buf *buf, const char *text)
{
    return tlri_buf_add(buf, text, strlen(text));
}

tlr_status tlri_buf_printf(struct tlri_buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (len < 0) {
        return buf->failed != TLR_OK ? buf->failed : fail(buf, TLR_E_LIMIT);
    }
    TLR_TRY(reserve(buf, (size_t)len));
    va_start(args, fmt);
    (void)vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, args);
    va_end(args);
    buf->len += (size_t)len;
    return TLR_OK;
}

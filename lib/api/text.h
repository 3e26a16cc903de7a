/*
 * api/text.h: a public text around a byte buffer.
 */
#ifndef TLRI_API_TEXT_H
#define TLRI_API_TEXT_H

#include "base/base.h"
#include "teller/text.h"

#define TLRI_TEXT_MAX ((size_t)1 << 30)

struct tlr_text {
    struct tlri_buf buf;
};

/* A new empty text whose buffer may be appended to; NULL when memory fails. */
tlr_text *tlri_text_new(tlr_ctx *ctx);

#endif

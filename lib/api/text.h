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

/*
 * The end of making a text: hands it over in *out when it was made whole, and otherwise frees it
 * (text may be NULL then) and leaves *out alone. status: how making it went; what the buffer failed
 * by counts too.
 */
tlr_status tlri_text_hand(tlr_text *text, tlr_status status, tlr_text **out) TLRI_NODISCARD;

#endif

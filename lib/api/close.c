/*
 * api/close.c: writing the close (teller/close.h).
 *
 * Thin: custody makes and checks it, report writes the slip. Here are only the words on who has to
 * sign, from the notice's policy. Implements nothing of spec/ by itself.
 */
#include "teller/close.h"

#include "api/text.h"
#include "custody/make_close.h"
#include "report/slip.h"

struct tlr_close {
    tlr_ctx *ctx;
    struct tlri_new_close *made;
    tlr_text *slip, *signers;
};

/* "  1 scrutineer (or a slip signed by hand: teller ink)". */
static tlr_status write_signers(const struct tlri_notice *notice, struct tlri_buf *out)
{
    for (size_t i = 0; i < notice->policies; i++) {
        const struct tlri_policy_line *line = &notice->policy[i];
        if (line->file == TLRI_SIGNED_CLOSE) {
            tlri_buf_printf(out, "  %u %s%s\n", line->count, tlri_role_token(line->role),
                            line->in_ink ? " (or the slip signed by hand: teller ink)" : "");
        }
    }
    return out->failed;
}

static tlr_status write_texts(tlr_close *close)
{
    const struct tlri_case *c = close->made->opened;
    close->slip = tlri_text_new(close->ctx);
    close->signers = tlri_text_new(close->ctx);
    if (close->slip == NULL || close->signers == NULL) {
        return tlri_no_memory(close->ctx);
    }
    TLR_TRY(
        tlri_slip_write(c->notice, c->close, tlri_sealed_digest(c->close_file), &close->slip->buf));
    return write_signers(c->notice, &close->signers->buf);
}

tlr_status tlr_close_make(tlr_ctx *ctx, const char *dir, const char *account,
                          const char *adjudications, tlr_close **out)
{
    *out = NULL;
    tlr_close *close = tlri_alloc(ctx, sizeof *close);
    if (close == NULL) {
        return tlri_no_memory(ctx);
    }
    close->ctx = ctx;
    tlr_status status = tlri_close_make(ctx, dir, account, adjudications, &close->made);
    if (status == TLR_OK) {
        status = write_texts(close);
    }
    if (status != TLR_OK) {
        tlr_close_free(close);
        return status;
    }
    *out = close;
    return TLR_OK;
}

void tlr_close_free(tlr_close *close)
{
    if (close == NULL) {
        return;
    }
    tlr_text_free(close->slip);
    tlr_text_free(close->signers);
    tlri_new_close_free(close->made);
    tlri_free(close->ctx, close, sizeof *close);
}

tlr_status tlr_close_write(tlr_close *close)
{
    return tlri_close_put(close->made);
}

unsigned tlr_close_revision(const tlr_close *close)
{
    return close->made->opened->close->revision;
}

int tlr_close_is_same(const tlr_close *close)
{
    return close->made->same;
}

const tlr_text *tlr_close_slip(const tlr_close *close)
{
    return close->slip;
}

const tlr_text *tlr_close_signers(const tlr_close *close)
{
    return close->signers;
}

tlr_status tlr_close_form(tlr_ctx *ctx, const char *dir, tlr_text **out)
{
    *out = NULL;
    tlr_text *text = tlri_text_new(ctx);
    if (text == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = tlri_close_form(ctx, dir, &text->buf);
    return tlri_text_hand(text, status, out);
}

/*
 * api/declare.c: declaring a result (teller/declare.h).
 *
 * Thin: the case verifies, custody makes and writes. Here only the order: nothing is said about a
 * result that does not follow from its files. Implements spec/formats/declaration.md [DEC-5].
 */
#include "teller/declare.h"

#include "api/case.h"
#include "api/text.h"
#include "custody/declare.h"

struct tlr_declaration {
    tlr_ctx *ctx;
    struct tlri_new_declaration *made;
    tlr_text *text, *signers;
};

static tlr_status check_reproduced(tlr_ctx *ctx, const char *dir)
{
    tlr_case *c = NULL;
    TLR_TRY(tlr_case_new(ctx, dir, &c));
    tlr_status status = tlri_case_reproduces(c);
    if (status == TLR_E_DIFFERS) {
        struct tlri_place place = {.file = dir};
        tlri_diag(ctx, TLR_ERROR, 6663, &place,
                  "see where they differ: teller verify DIR; where a ruling or a lot came after "
                  "the result: teller count DIR",
                  "declaration/DEC-5", "result.xml is not the result of the files in this folder");
    }
    tlr_case_free(c);
    return status;
}

static tlr_status write_texts(tlr_declaration *declaration)
{
    const struct tlri_notice *notice = declaration->made->opened->notice;
    const struct tlri_buf *made = &declaration->made->text;
    declaration->text = tlri_text_new(declaration->ctx);
    declaration->signers = tlri_text_new(declaration->ctx);
    if (declaration->text == NULL || declaration->signers == NULL) {
        return tlri_no_memory(declaration->ctx);
    }
    for (size_t i = 0; i < notice->policies; i++) {
        const struct tlri_policy_line *line = &notice->policy[i];
        if (line->file == TLRI_SIGNED_DECLARATION) {
            tlri_buf_printf(&declaration->signers->buf, "  %u %s%s\n", line->count,
                            tlri_role_token((uint32_t)line->role),
                            line->in_ink ? " (or by hand: teller ink)" : "");
        }
    }
    if (notice->is_signed && declaration->signers->buf.len == 0) {
        tlri_buf_puts(&declaration->signers->buf, "  1 returning-officer\n"); /* [DEC-3] */
    }
    TLR_TRY(declaration->signers->buf.failed);
    return tlri_buf_add(&declaration->text->buf, made->data, made->len);
}

static tlr_status make(tlr_declaration *declaration, const char *dir,
                       const tlr_declare_request *request)
{
    const struct tlri_declare words = {.state = request->state,
                                       .at = request->at,
                                       .present = request->present,
                                       .recount = request->recount,
                                       .protest = request->protest,
                                       .say = request->say,
                                       .presents = request->presents,
                                       .recounts = request->recounts,
                                       .protests = request->protests,
                                       .says = request->says};
    TLR_TRY(tlri_declaration_make(declaration->ctx, dir, &words, &declaration->made));
    TLR_TRY(check_reproduced(declaration->ctx, dir));
    return write_texts(declaration);
}

tlr_status tlr_declaration_make(tlr_ctx *ctx, const char *dir, const tlr_declare_request *request,
                                tlr_declaration **out)
{
    *out = NULL;
    tlr_declaration *declaration = tlri_alloc(ctx, sizeof *declaration);
    if (declaration == NULL) {
        return tlri_no_memory(ctx);
    }
    declaration->ctx = ctx;
    tlr_status status = make(declaration, dir, request);
    if (status != TLR_OK) {
        tlr_declaration_free(declaration);
        return status;
    }
    *out = declaration;
    return TLR_OK;
}

void tlr_declaration_free(tlr_declaration *declaration)
{
    if (declaration == NULL) {
        return;
    }
    tlr_text_free(declaration->text);
    tlr_text_free(declaration->signers);
    tlri_new_declaration_free(declaration->made);
    tlri_free(declaration->ctx, declaration, sizeof *declaration);
}

tlr_status tlr_declaration_write(tlr_declaration *declaration, int *changed)
{
    if (changed != NULL) {
        *changed = !declaration->made->same;
    }
    return tlri_declaration_put(declaration->made);
}

const tlr_text *tlr_declaration_text(const tlr_declaration *declaration)
{
    return declaration->text;
}

const tlr_text *tlr_declaration_signers(const tlr_declaration *declaration)
{
    return declaration->signers;
}

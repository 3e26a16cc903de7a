/*
 * custody/open_declaration.c: what was declared: signed, and about the result that is here.
 *
 * Looked at by check and verify, never by a count: what was said about a result changes none. The
 * last declaration is held to the notice's policy; those kept before it only must not be forged,
 * since a slip signed by hand was recorded under the name that they had. That result.xml follows
 * from the papers is for verify. Implements spec/formats/declaration.md [DEC-3] to [DEC-7].
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "custody/declare.h"

enum { NAME_ROOM = 32, RESULT_MAX = 1 << 30 };

static tlr_status refuse(struct tlri_case *c, const char *name, uint32_t code, const char *hint,
                         const char *clause, const char *what)
{
    struct tlri_place place = {.file = name};
    tlri_diag(c->ctx, TLR_ERROR, code, &place, hint, clause, "%s", what);
    return TLR_E_TRUST;
}

static bool same_digest(const uint8_t bytes[TLRI_SHA256_BYTES], const struct tlri_digest *digest)
{
    return memcmp(bytes, digest->bytes, TLRI_SHA256_BYTES) == 0;
}

/* ---- refusals ----------------------------------------------------------------------------------
 */

bool tlri_declaration_ink_is_present(const struct tlri_case *c, const struct tlri_ink_line *line,
                                     const struct tlri_digest *result)
{
    const struct {
        const char *file;
        const struct tlri_digest *digest;
    } present[] = {{"close.txt", c->close_file != NULL ? tlri_sealed_digest(c->close_file) : NULL},
                   {"lots.txt", c->lots_file != NULL ? tlri_sealed_digest(c->lots_file) : NULL},
                   {"result.xml", result}};
    for (size_t i = 0; i < sizeof present / sizeof present[0]; i++) {
        if (tlri_streq(line->file, present[i].file) && present[i].digest != NULL) {
            return tlri_digest_equal(&line->digest, present[i].digest);
        }
    }
    return false;
}

tlr_status tlri_declaration_blocked(struct tlri_case *c, const struct tlri_digest *result)
{
    tlr_status worst = TLR_OK;
    if (!c->notice->refusal_blocks) {
        return TLR_OK;
    }
    for (size_t i = 0; c->ink != NULL && i < c->ink->lines; i++) {
        const struct tlri_ink_line *line = &c->ink->line[i];
        if (line->kind != TLRI_INK_REFUSED || !tlri_declaration_ink_is_present(c, line, result)) {
            continue;
        }
        struct tlri_place place = {
            .file = tlri_case_path(c, "ink.txt"), .line = line->at.line, .column = line->at.column};
        tlri_diag(c->ctx, TLR_ERROR, 6655, &place,
                  "settle what was refused and have the file made and signed anew, or ask the "
                  "ruling body",
                  "declaration/DEC-7",
                  "a %s refused to sign %s (%s), and by the notice no result is declared while "
                  "that stands",
                  tlri_role_token((uint32_t)line->role), line->file,
                  tlri_ink_ground_token((uint32_t)line->ground));
        worst = TLR_E_RULES;
    }
    return worst;
}

/* ---- what it names -----------------------------------------------------------------------------
 */

tlr_status tlri_declaration_check_contests(struct tlri_case *c, const char *name,
                                           const struct tlri_declaration *d)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < d->requests; i++) {
        const struct tlri_recount_request *request = &d->request[i];
        if (tlri_notice_contest(c->notice, request->contest) == NULL) {
            struct tlri_place place = {
                .file = name, .line = request->at.line, .column = request->at.column};
            tlri_diag(c->ctx, TLR_ERROR, 6654, &place, "give the contest by the notice's id",
                      "declaration/DEC-6", "the notice has no contest '%s'", request->contest);
            worst = TLR_E_INPUT;
        }
    }
    return worst;
}

static tlr_status check_election(struct tlri_case *c, const char *name,
                                 const struct tlri_declaration *d)
{
    if (!tlri_streq(d->election, c->notice->election)) {
        return refuse(c, name, 6650, "take it out of this folder", "declaration/DEC-4",
                      "this declaration is of another election");
    }
    if (d->trial != c->notice->trial) {
        return refuse(c, name, 6651, "have it made anew: teller declare DIR", "declaration/DEC-4",
                      d->trial ? "this declaration is of a trial run, the election is real"
                               : "this declaration is of a real election, this is a trial run");
    }
    return TLR_OK;
}

/* [NXT-6] Was the declared result kept when a later one was written? */
static tlr_status was_kept(struct tlri_case *c, bool *kept)
{
    char hex[TLRI_DIGEST_HEX];
    struct tlri_digest declared;
    memcpy(declared.bytes, c->declaration->result, sizeof declared.bytes);
    tlri_digest_hex(&declared, hex);
    const char *path = tlri_arena_printf(&c->arena, "%s/superseded/%s.xml", c->dir, hex);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    *kept = tlri_file_exists(path);
    return TLR_OK;
}

/* The declaration is of another result: an error, but for somebody who asks what comes next. */
static tlr_status check_other(struct tlri_case *c, const char *name)
{
    if (c->wanted != NULL && c->declaration->state != TLRI_STATE_SUPERSEDED) {
        TLR_TRY(was_kept(c, &c->outdated));
    }
    return c->outdated ? TLR_OK
                       : refuse(c, name, 6652,
                                "put the declared result back, or declare that it is superseded: "
                                "teller declare DIR --state superseded",
                                "declaration/DEC-5",
                                "this declaration is about another result.xml than the one here");
}

static tlr_status check_result(struct tlri_case *c, const char *name)
{
    const struct tlri_declaration *d = c->declaration;
    struct tlri_bytes bytes;
    struct tlri_digest result;
    if (!tlri_case_has(c, "result.xml")) {
        tlr_status none = refuse(c, name, 6653, "put result.xml back", "declaration/DEC-5",
                                 "a result was declared, and there is none in this folder");
        return none == TLR_E_TRUST ? TLR_E_IO : none;
    }
    const char *path = tlri_case_path(c, "result.xml");
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, RESULT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &result);
    tlri_bytes_drop(&bytes);
    bool superseded = d->state == TLRI_STATE_SUPERSEDED;
    if (!same_digest(superseded ? d->superseded_by : d->result, &result)) {
        return check_other(c, name);
    }
    return d->state == TLRI_STATE_DECLARED ? tlri_declaration_blocked(c, &result) : TLR_OK;
}

/* [DEC-3] Where the policy does not speak of declarations, a returning officer's key. */
static tlr_status check_signers(struct tlri_case *c, const struct tlri_sealed *sealed)
{
    static const struct tlri_policy_line officer = {
        .file = TLRI_SIGNED_DECLARATION, .role = TLRI_ROLE_RETURNING_OFFICER, .count = 1};
    bool said = !c->notice->is_signed;
    for (size_t i = 0; i < c->notice->policies; i++) {
        said = said || c->notice->policy[i].file == TLRI_SIGNED_DECLARATION;
    }
    return said ? TLR_OK : tlri_policy_line_check(c, &officer, sealed);
}

/* ---- one after another -------------------------------------------------------------------------
 */

static tlr_status read_one(struct tlri_case *c, const char *file, enum tlri_signed_file kind,
                           struct tlri_declaration **out)
{
    struct tlri_sealed *sealed = NULL;
    TLR_TRY(tlri_case_read(c, c->dir, c->names, c->names_count, file, kind, TLRI_DOCUMENT_MAX,
                           &sealed));
    tlr_status status = kind == TLRI_SIGNED_DECLARATION ? check_signers(c, sealed) : TLR_OK;
    if (status == TLR_OK) {
        status = tlri_declaration_read(c->ctx, tlri_sealed_name(sealed), tlri_sealed_data(sealed),
                                       tlri_sealed_len(sealed), out);
    }
    if (status == TLR_OK) {
        status = check_election(c, tlri_sealed_name(sealed), *out);
    }
    if (status == TLR_OK) {
        status = tlri_declaration_check_contests(c, tlri_sealed_name(sealed), *out);
    }
    tlri_sealed_free(sealed);
    return status;
}

/* Those that were kept, 1, 2 …: no policy speaks of them any more. */
static tlr_status read_kept(struct tlri_case *c)
{
    char name[NAME_ROOM] = "declaration.1.txt";
    for (uint32_t n = 1; tlri_case_has(c, name); n++) {
        struct tlri_declaration *kept = NULL;
        tlr_status status = read_one(c, name, TLRI_SIGNED_NOTICE, &kept);
        tlri_declaration_free(kept);
        TLR_TRY(status);
        snprintf(name, sizeof name, "declaration.%u.txt", n + 1);
    }
    return TLR_OK;
}

tlr_status tlri_case_open_declaration(struct tlri_case *c)
{
    if (!tlri_case_has(c, "declaration.txt")) {
        return TLR_OK;
    }
    const char *name = tlri_case_path(c, "declaration.txt");
    if (name == NULL) {
        return tlri_no_memory(c->ctx);
    }
    c->fixed_at = UINT32_MAX; /* nothing that follows names it [RUL-8] */
    TLR_TRY(read_kept(c));
    TLR_TRY(read_one(c, "declaration.txt", TLRI_SIGNED_DECLARATION, &c->declaration));
    return check_result(c, name);
}

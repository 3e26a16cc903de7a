/*
 * custody/rulings.c: the rulings of a folder: signed by their authority, in an unbroken chain, and
 * what they do to keys.
 *
 * rulings/1.txt rests on the candidates' file, each later one on the one before it, and those that
 * speak of papers on the close: so none can be left out of the middle, changed or moved. Keys that
 * a ruling appoints or revokes are taken in here, because the next file may be signed by them; all
 * other changes are made in custody/rulings_apply.c, on copies. Implements spec/formats/ruling.md
 * [RUL-1], [RUL-2], [RUL-5] to [RUL-9], [RUL-25] and spec/verification.md V10.
 */
#include <stdio.h>
#include <string.h>

#include "custody/custody.h"
#include "io/ruling.h"

enum { NAME_ROOM = 32 };

/* ---- which there are ---------------------------------------------------------------------------
 */

static bool is_text(const char *name)
{
    return name[0] != '.' && tlri_ends_with(name, ".txt");
}

static bool has_name(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (tlri_streq(names[i], name)) {
            return true;
        }
    }
    return false;
}

static tlr_status refuse_name(struct tlri_case *c, const char *folder, const char *name, size_t n)
{
    struct tlri_place place = {.file = tlri_arena_printf(&c->arena, "%s/%s", folder, name)};
    tlri_diag(c->ctx, TLR_ERROR, 6610, &place,
              "put back the one that is missing, or give the file the name of its number",
              "ruling/RUL-5",
              "rulings are called 1.txt, 2.txt and so on without a gap; %zu.txt is not there", n);
    return TLR_E_TRUST;
}

/* [RUL-5] How many there are: 1.txt, 2.txt … and no other text. */
static tlr_status count_rulings(struct tlri_case *c, const char *folder, const char *const *names,
                                size_t count, size_t *rulings)
{
    size_t n = 0;
    size_t texts = 0;
    char name[NAME_ROOM];
    const char *strange = NULL;
    do {
        n++;
        snprintf(name, sizeof name, "%zu.txt", n);
    } while (n <= TLRI_RULINGS_MAX && has_name(names, count, name));
    for (size_t i = 0; i < count; i++) {
        texts += is_text(names[i]);
    }
    *rulings = n - 1;
    if (texts == n - 1) {
        return TLR_OK;
    }
    for (size_t i = 0; i < count && strange == NULL; i++) {
        bool known = false;
        for (size_t k = 1; k < n && !known; k++) {
            snprintf(name, sizeof name, "%zu.txt", k);
            known = tlri_streq(names[i], name);
        }
        strange = is_text(names[i]) && !known ? names[i] : NULL;
    }
    return refuse_name(c, folder, strange != NULL ? strange : "", n);
}

/* The first signature whose file is not there, or SIZE_MAX. */
static size_t lone_signature(const char *const *names, size_t count)
{
    enum tlri_carrier carrier;
    for (size_t i = 0; i < count; i++) {
        bool lone = names[i][0] != '.' && tlri_signature_ending(names[i]);
        for (size_t k = 0; k < count && lone; k++) {
            lone = !tlri_signature_name(names[k], names[i], &carrier);
        }
        if (lone) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* [RUL-25] What lies in the folder beside rulings and their signatures. */
static tlr_status check_the_rest(struct tlri_case *c, const char *folder, const char *const *names,
                                 size_t count)
{
    size_t lone = lone_signature(names, count);
    if (lone != SIZE_MAX) {
        struct tlri_place place = {.file =
                                       tlri_arena_printf(&c->arena, "%s/%s", folder, names[lone])};
        tlri_diag(c->ctx, TLR_ERROR, 7160, &place,
                  "put the ruling back; if it was taken back before all had signed it, delete this "
                  "file too",
                  "ruling/RUL-25", "this signature is here, and the ruling that it signs is not");
        return TLR_E_TRUST;
    }
    for (size_t i = 0; i < count; i++) {
        if (names[i][0] == '.' || is_text(names[i]) || tlri_signature_ending(names[i])) {
            continue;
        }
        struct tlri_place place = {.file = tlri_arena_printf(&c->arena, "%s/%s", folder, names[i])};
        tlri_diag(c->ctx, TLR_WARNING, 7161, &place,
                  "if it is a ruling, give it the name of its number: 1.txt, 2.txt and so on; if "
                  "not, take it out of this folder",
                  "ruling/RUL-25",
                  "this is not the name of a ruling, and nothing in it is counted");
    }
    return TLR_OK;
}

/* ---- what one rests on -------------------------------------------------------------------------
 */

static tlr_status refuse(struct tlri_case *c, const struct tlri_case_ruling *at, uint32_t code,
                         const char *hint, const char *clause, const char *what)
{
    struct tlri_place place = {.file = tlri_sealed_name(at->file)};
    tlri_diag(c->ctx, TLR_ERROR, code, &place, hint, clause, "%s", what);
    return TLR_E_TRUST;
}

static bool digest_is(const struct tlri_sealed *file, const uint8_t digest[TLRI_SHA256_BYTES])
{
    return memcmp(tlri_sealed_digest(file)->bytes, digest, TLRI_SHA256_BYTES) == 0;
}

static tlr_status check_binding(struct tlri_case *c, size_t n)
{
    const struct tlri_case_ruling *at = &c->ruling[n - 1];
    const struct tlri_ruling *ruling = at->ruling;
    if (!tlri_streq(ruling->election, c->notice->election)) {
        return refuse(c, at, 6611, "take it out of this folder", "ruling/RUL-5",
                      "this ruling is of another election");
    }
    if (!digest_is(c->election_file, ruling->definition)) {
        return refuse(c, at, 6612,
                      "have it made and signed anew upon the election.xml that is here",
                      "ruling/RUL-5", "this ruling was made upon another election.xml");
    }
    if (ruling->number != n) {
        return refuse(c, at, 6613, "give the file the name of its number", "ruling/RUL-5",
                      "the ruling's number is not the one that its name says");
    }
    if (n > 1 && !digest_is(c->ruling[n - 2].file, ruling->previous)) {
        return refuse(c, at, 6614, "find out which of the two was changed after it was signed",
                      "ruling/RUL-5",
                      "this ruling was made after another ruling than the one before it here");
    }
    if (n > 1 && c->ruling[n - 2].ruling->close_stated && !ruling->close_stated) {
        return refuse(c, at, 6616, "have it give the close's digest", "ruling/RUL-9",
                      "a ruling after the close cannot be followed by one before the close");
    }
    return TLR_OK;
}

/* ---- who signed --------------------------------------------------------------------------------
 */

/* Does this role sign rulings of this authority? */
static bool signs_for(enum tlri_role role, enum tlri_role authority)
{
    return (role == TLRI_ROLE_RULING_BODY) == (authority == TLRI_ROLE_RULING_BODY);
}

/* [RUL-6] One of the role, or as many as the notice says. */
static tlr_status check_role(struct tlri_case *c, const struct tlri_sealed *file,
                             enum tlri_role role)
{
    struct tlri_policy_line one = {.file = TLRI_SIGNED_RULINGS, .role = role, .count = 1};
    for (size_t i = 0; i < c->notice->policies; i++) {
        const struct tlri_policy_line *line = &c->notice->policy[i];
        if (line->file == TLRI_SIGNED_RULINGS && line->role == role) {
            return TLR_OK; /* checked as a line of the policy */
        }
    }
    return tlri_policy_line_check(c, &one, file);
}

/* [RUL-1] */
static tlr_status check_body(struct tlri_case *c, const struct tlri_case_ruling *at)
{
    if (at->ruling->authority == TLRI_ROLE_RULING_BODY && c->notice->ruling_body == NULL) {
        return refuse(c, at, 6617, "only a returning officer, with a scrutineer, can rule here",
                      "ruling/RUL-1", "the notice names no body that may make rulings");
    }
    return TLR_OK;
}

static tlr_status check_signers(struct tlri_case *c, const struct tlri_case_ruling *at)
{
    enum tlri_role authority = at->ruling->authority;
    tlr_status worst = TLR_OK;
    TLR_TRY(check_body(c, at));
    if (!c->notice->is_signed) {
        return TLR_OK;
    }
    for (size_t i = 0; i < c->notice->policies; i++) {
        const struct tlri_policy_line *line = &c->notice->policy[i];
        if (line->file == TLRI_SIGNED_RULINGS && signs_for(line->role, authority)) {
            worst = tlri_worse(worst, tlri_policy_line_check(c, line, at->file));
        }
    }
    worst = tlri_worse(worst, check_role(c, at->file, authority));
    if (authority == TLRI_ROLE_RETURNING_OFFICER) {
        worst = tlri_worse(worst, check_role(c, at->file, TLRI_ROLE_SCRUTINEER));
    }
    return worst;
}

/* ---- keys --------------------------------------------------------------------------------------
 */

static tlr_status revoke(struct tlri_case *c, const struct tlri_case_ruling *at,
                         const struct tlri_change *change)
{
    for (size_t k = 0; k < c->keys_count; k++) {
        if (tlri_streq(c->keys[k].name, change->key.name) && c->revoked[k] == 0) {
            c->revoked[k] = at->ruling->number;
            return TLR_OK;
        }
    }
    struct tlri_place place = {
        .file = tlri_sealed_name(at->file), .line = change->at.line, .column = change->at.column};
    tlri_diag(c->ctx, TLR_ERROR, 6622, &place, "give the name by which the key is listed",
              "ruling/RUL-15", "there is no key '%s', or it was revoked before", change->key.name);
    return TLR_E_INPUT;
}

static tlr_status take_keys(struct tlri_case *c, const struct tlri_case_ruling *at)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < at->ruling->changes; i++) {
        const struct tlri_change *change = &at->ruling->change[i];
        if (change->kind == TLRI_CHANGE_APPOINT_KEY) {
            worst = tlri_worse(
                worst, tlri_policy_add_keys(c, tlri_sealed_name(at->file), &change->key, 1));
        } else if (change->kind == TLRI_CHANGE_REVOKE_KEY) {
            worst = tlri_worse(worst, revoke(c, at, change));
        }
    }
    return worst;
}

/* ---- one after another -------------------------------------------------------------------------
 */

static tlr_status open_ruling(struct tlri_case *c, const char *folder, const char *const *names,
                              size_t count, size_t n)
{
    struct tlri_case_ruling *at = &c->ruling[n - 1];
    char name[NAME_ROOM];
    snprintf(name, sizeof name, "%zu.txt", n);
    c->fixed_at = (uint32_t)n - 1; /* a key revoked by an earlier one does not count on this */
    TLR_TRY(tlri_case_read(c, folder, names, count, name, TLRI_SIGNED_RULINGS, TLRI_DOCUMENT_MAX,
                           &at->file));
    TLR_TRY(tlri_ruling_read(c->ctx, tlri_sealed_name(at->file), tlri_sealed_data(at->file),
                             tlri_sealed_len(at->file), &at->ruling));
    TLR_TRY(check_binding(c, n));
    TLR_TRY(check_signers(c, at));
    TLR_TRY(take_keys(c, at));
    c->before_close += !at->ruling->close_stated;
    return TLR_OK;
}

/* With room for one more; what the case owns is owned all the time. */
static tlr_status make_room(struct tlri_case *c)
{
    struct tlri_case_ruling *more = tlri_arena_array(&c->arena, c->rulings + 1, sizeof *more);
    if (more == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < c->rulings; i++) {
        more[i] = c->ruling[i];
    }
    c->ruling = more;
    c->rulings++;
    return TLR_OK;
}

tlr_status tlri_case_add_ruling(struct tlri_case *c, const char *name, const char *text, size_t len)
{
    size_t n = c->rulings + 1;
    if (n > TLRI_RULINGS_MAX) {
        tlri_diag(c->ctx, TLR_ERROR, 7020, NULL, "ask whether this is still one election",
                  "ruling/RUL-5", "there are %u rulings already", TLRI_RULINGS_MAX);
        return TLR_E_LIMIT;
    }
    TLR_TRY(make_room(c));
    struct tlri_case_ruling *at = &c->ruling[n - 1];
    TLR_TRY(tlri_seal_unsigned_copy(c->ctx, name, text, len, &at->file));
    TLR_TRY(tlri_ruling_read(c->ctx, name, tlri_sealed_data(at->file), tlri_sealed_len(at->file),
                             &at->ruling));
    TLR_TRY(check_binding(c, n));
    TLR_TRY(check_body(c, at));
    TLR_TRY(take_keys(c, at));
    c->before_close += !at->ruling->close_stated;
    return TLR_OK;
}

tlr_status tlri_case_open_rulings(struct tlri_case *c)
{
    const char **names = NULL;
    size_t count = 0;
    size_t rulings = 0;
    if (!tlri_case_has(c, "rulings")) {
        return TLR_OK;
    }
    const char *folder = tlri_case_path(c, "rulings");
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_case_refuse_link(c, folder));
    TLR_TRY(tlri_dir_list(&c->arena, folder, &names, &count));
    TLR_TRY(count_rulings(c, folder, names, count, &rulings));
    TLR_TRY(check_the_rest(c, folder, names, count));
    if (rulings == 0) {
        return TLR_OK;
    }
    c->ruling = tlri_arena_array(&c->arena, rulings, sizeof *c->ruling);
    if (c->ruling == NULL) {
        return tlri_no_memory(c->ctx);
    }
    c->rulings = rulings;
    for (size_t n = 1; n <= rulings; n++) {
        TLR_TRY(open_ruling(c, folder, names, count, n));
    }
    return TLR_OK;
}

/* [RUL-9] */
static tlr_status check_close(struct tlri_case *c, const struct tlri_case_ruling *at)
{
    if (!at->ruling->close_stated) {
        return TLR_OK;
    }
    if (c->close == NULL) {
        return refuse(c, at, 6618, "put close.txt into the folder", "ruling/RUL-9",
                      "this ruling was made after the close, and there is no close here");
    }
    if (!digest_is(c->close_file, at->ruling->close)) {
        return refuse(c, at, 6615,
                      "a corrected close asks for the ruling to be made again, upon its digest",
                      "ruling/RUL-9", "this ruling was made upon another close.txt");
    }
    return TLR_OK;
}

tlr_status tlri_case_bind_rulings(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    if (c->rulings == 0) {
        return TLR_OK;
    }
    for (size_t i = 0; i < c->rulings; i++) {
        worst = tlri_worse(worst, check_close(c, &c->ruling[i]));
    }
    TLR_TRY(worst);
    TLR_TRY(tlri_case_try_rulings(c));
    return tlri_case_passed(c, "verification/V10",
                            "the rulings (%zu) %smade by whom the notice allows, each upon the "
                            "one before",
                            c->rulings, c->notice->is_signed ? "are signed, and were " : "were ");
}

/*
 * custody/policy.c: whose signatures a file needs, and whether they are there.
 *
 * The notice lists keys with roles and, for each kind of file, how many different keys of which
 * role must have signed. Signatures of unlisted keys were ignored when the file was sealed; a
 * listed key's bad signature has already refused it. Two names for one key count once. A role that
 * the policy allows to be met in ink is met by a slip signed by hand that ink.txt records
 * (custody/ink.c). Implements spec/formats/signatures.md.
 */
#include <string.h>

#include "custody/custody.h"
#include "custody/steps.h"

/* A key under two names or in two roles could meet a policy that asks for two persons. */
static bool stands_already(struct tlri_case *c, const struct tlri_place *place,
                           const struct tlri_key *key)
{
    for (size_t k = 0; k < c->keys_count; k++) {
        bool same = tlri_key_same(&c->keys[k], key);
        if (same || tlri_streq(c->keys[k].name, key->name)) {
            tlri_diag(c->ctx, TLR_ERROR, 6104, place,
                      "list each person once, with one key and one role", "signatures/policy",
                      "the %s '%s' (%s) is listed already", same ? "key of" : "name",
                      c->keys[k].name, c->keys[k].role);
            return true;
        }
    }
    return false;
}

tlr_status tlri_policy_add_keys(struct tlri_case *c, const char *file,
                                const struct tlri_listed_key *listed, size_t count)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < count; i++) {
        struct tlri_place place = {
            .file = file, .line = listed[i].at.line, .column = listed[i].at.column};
        struct tlri_key key;
        if (c->keys_count == TLRI_SEAL_KEYS_MAX) {
            tlri_diag(c->ctx, TLR_ERROR, 6101, &place, "list at most 64 keys in all", NULL,
                      "there are too many keys");
            return TLR_E_LIMIT;
        }
        tlr_status status =
            tlri_key_parse(c->ctx, &place, listed[i].text, strlen(listed[i].text), &key);
        if (status != TLR_OK) {
            worst = tlri_worse(worst, status);
            continue;
        }
        /* Both were checked to be kebab-case of at most 64 characters by the reader. */
        memcpy(key.name, listed[i].name, strnlen(listed[i].name, TLRI_KEY_NAME_MAX) + 1);
        const char *role = tlri_role_token(listed[i].role);
        memcpy(key.role, role, strnlen(role, TLRI_KEY_ROLE_MAX) + 1);
        if (stands_already(c, &place, &key)) {
            worst = tlri_worse(worst, TLR_E_INPUT);
            continue;
        }
        c->keys[c->keys_count++] = key;
    }
    return worst;
}

bool tlri_policy_revoked(const struct tlri_case *c, size_t key)
{
    return c->revoked[key] != 0 && c->revoked[key] <= c->fixed_at; /* [RUL-8] */
}

bool tlri_policy_signed(const struct tlri_case *c, tlri_signers signers, size_t key)
{
    return (signers & tlri_signer_bit(key)) != 0 && !tlri_policy_revoked(c, key);
}

uint32_t tlri_policy_signers(const struct tlri_case *c, const struct tlri_sealed *sealed,
                             enum tlri_role role)
{
    tlri_signers signers = tlri_sealed_signers(sealed);
    const char *token = tlri_role_token(role);
    uint32_t found = 0;
    for (size_t k = 0; k < c->keys_count; k++) {
        bool again = false;
        if (!tlri_policy_signed(c, signers, k) || !tlri_streq(c->keys[k].role, token)) {
            continue;
        }
        for (size_t j = 0; j < k; j++) {
            again =
                again || (tlri_policy_signed(c, signers, j) && tlri_streq(c->keys[j].role, token) &&
                          tlri_key_same(&c->keys[j], &c->keys[k]));
        }
        found += !again;
    }
    return found;
}

/* Notes what is missing for somebody who asked what is to be done next. */
static tlr_status note_wanted(struct tlri_case *c, const struct tlri_policy_line *line,
                              const struct tlri_sealed *sealed, uint32_t missing)
{
    tlri_signers signers = tlri_sealed_signers(sealed);
    const char *role = tlri_role_token(line->role);
    const char *name = tlri_sealed_name(sealed);
    struct tlri_wanted wanted = {.role = line->role, .in_ink = line->in_ink, .count = missing};
    wanted.file = tlri_arena_copy(&c->arena, name, strlen(name));
    if (wanted.file == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t k = 0; k < c->keys_count; k++) {
        if (tlri_streq(c->keys[k].role, role) && !tlri_policy_revoked(c, k) &&
            (signers & tlri_signer_bit(k)) == 0) {
            wanted.keys |= tlri_signer_bit(k);
        }
    }
    TLR_TRY(tlri_array_append(c->wanted, &wanted, 1));
    return TLR_E_TRUST;
}

/* Appends whose signatures are there and do not meet the line: those of other roles, revoked keys,
 * and files of keys that nobody listed. Nothing where there are none. */
static void put_others(const struct tlri_case *c, const struct tlri_sealed *sealed,
                       const char *role, struct tlri_buf *out)
{
    const char *between = " (these do not count as such: ";
    for (size_t k = 0; k < c->keys_count; k++) {
        bool signs = (tlri_sealed_signers(sealed) & tlri_signer_bit(k)) != 0;
        bool counts = tlri_policy_signed(c, tlri_sealed_signers(sealed), k);
        if (signs && !(counts && tlri_streq(c->keys[k].role, role))) {
            tlri_buf_printf(out, "%s%s, %s", between, c->keys[k].name,
                            counts ? c->keys[k].role : "revoked");
            between = "; ";
        }
    }
    for (size_t i = 0; i < tlri_sealed_finding_count(sealed); i++) {
        const struct tlri_finding *finding = tlri_sealed_finding(sealed, i);
        const char *slash = strrchr(finding->file, '/');
        if (finding->verdict == TLRI_VERDICT_UNKNOWN) {
            tlri_buf_printf(out, "%s%s, of a key not listed", between,
                            slash != NULL ? slash + 1 : finding->file);
            between = "; ";
        }
    }
    tlri_buf_puts(out, between[0] == ';' ? ")" : "");
}

/* Says that signatures with keys are missing, and which are there instead. */
static void refuse_unsigned(struct tlri_case *c, const struct tlri_policy_line *line,
                            const struct tlri_sealed *sealed, uint32_t found)
{
    enum { OTHERS_MAX = 1 << 14 };
    const char *role = tlri_role_token(line->role);
    struct tlri_place place = {.file = tlri_sealed_name(sealed)};
    struct tlri_buf others;
    tlri_buf_init(&others, c->ctx, OTHERS_MAX);
    put_others(c, sealed, role, &others);
    tlri_diag(
        c->ctx, TLR_ERROR, 6102, &place,
        "have it signed: teller sign -s NAME.key FILE, with a key that the notice lists",
        "signatures/policy",
        "this file needs %u %s by a %s, and %u %s there%s; nothing that is not signed is counted",
        line->count, line->count == 1 ? "signature" : "signatures", role, found,
        found == 1 ? "is" : "are", others.data != NULL ? others.data : "");
    tlri_buf_drop(&others);
}

/* [INK-8] Whoever wrote the slips down said by leaving out their keys that their signers have none.
 * Where that is what meets the line, it is to be seen. */
static void note_taken_for_others(struct tlri_case *c, const struct tlri_policy_line *line,
                                  const struct tlri_sealed *sealed, uint32_t found,
                                  uint32_t without_key)
{
    struct tlri_place place = {.file = tlri_sealed_name(sealed)};
    if (found > 0 && found < line->count && without_key > 0) {
        tlri_diag(
            c->ctx, TLR_NOTE, 6516, &place,
            "where one of them is a key's owner, have the returning officer write it down "
            "anew: teller ink with --key NAME",
            "ink/INK-8",
            "by hand and without a listed key: %u; taken for other persons than the owners of "
            "the %u %s that signed as %s",
            without_key, found, found == 1 ? "key" : "keys", tlri_role_token(line->role));
    }
}

tlr_status tlri_policy_line_check(struct tlri_case *c, const struct tlri_policy_line *line,
                                  const struct tlri_sealed *sealed)
{
    const char *role = tlri_role_token(line->role);
    uint32_t found = tlri_policy_signers(c, sealed, line->role);
    struct tlri_place place = {.file = tlri_sealed_name(sealed)};
    uint32_t without_key = 0;
    uint32_t by_hand = line->in_ink ? tlri_ink_signed(c, line->role, sealed, &without_key) : 0;
    if (found + by_hand >= line->count) {
        note_taken_for_others(c, line, sealed, found, without_key);
        return TLR_OK;
    }
    if (c->wanted != NULL) {
        return note_wanted(c, line, sealed, line->count - found - by_hand);
    }
    if (line->in_ink) {
        tlri_diag(c->ctx, TLR_ERROR, 6103, &place,
                  "have it signed with a key (teller sign), or write down who signed the slip by "
                  "hand (teller ink)",
                  "ink/INK-3",
                  "this file needs %u %s by a %s; with a key: %u, by hand and written down in "
                  "ink.txt: %u",
                  line->count, line->count == 1 ? "signature" : "signatures", role, found, by_hand);
        return TLR_E_TRUST;
    }
    refuse_unsigned(c, line, sealed, found);
    return TLR_E_TRUST;
}

tlr_status tlri_policy_check(struct tlri_case *c, enum tlri_signed_file kind,
                             const struct tlri_sealed *sealed)
{
    tlr_status worst = TLR_OK;
    if (!c->notice->is_signed) {
        return TLR_OK;
    }
    for (size_t i = 0; i < c->notice->policies; i++) {
        if (c->notice->policy[i].file == kind) {
            worst = tlri_worse(worst, tlri_policy_line_check(c, &c->notice->policy[i], sealed));
        }
    }
    return worst;
}

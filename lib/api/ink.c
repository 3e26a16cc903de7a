/*
 * api/ink.c: signed by hand, under protest, or refused (teller/ink.h).
 *
 * Thin: looks up the words that a caller gives; custody writes the line.
 */
#include "teller/ink.h"

#include <string.h>

#include "custody/ink.h"

static tlr_status not_a_word(tlr_ctx *ctx, const char *what, const char *word, const char *words)
{
    tlri_diag(ctx, TLR_ERROR, 6514, NULL, words, "ink/INK-1", "'%s' is not %s", word, what);
    return TLR_E_USAGE;
}

/* The number of a word, or `count`. */
static uint32_t find(const char *word, const char *(*token)(uint32_t), uint32_t count)
{
    uint32_t i = 0;
    while (i < count && !tlri_streq(token(i), word)) {
        i++;
    }
    return i;
}

tlr_status tlr_ink_add(tlr_ctx *ctx, const char *dir, const tlr_ink_line *line)
{
    static const char roles[] = "give one of returning-officer, deputy-returning-officer, "
                                "scrutineer, teller, ruling-body, observer";
    uint32_t role = find(line->role, tlri_role_token, TLRI_ROLE_COUNT);
    uint32_t witness = find(line->witness, tlri_role_token, TLRI_ROLE_COUNT);
    uint32_t kind = find(line->kind, tlri_ink_token, TLRI_INK_COUNT);
    uint32_t ground = 0;
    if (role == TLRI_ROLE_COUNT || witness == TLRI_ROLE_COUNT) {
        return not_a_word(ctx, "a role", role == TLRI_ROLE_COUNT ? line->role : line->witness,
                          roles);
    }
    if (kind == TLRI_INK_COUNT) {
        return not_a_word(ctx, "a kind of signature", line->kind,
                          "give one of signed, under-protest, refused");
    }
    if (kind != TLRI_INK_SIGNED) {
        ground = line->ground != NULL
                     ? find(line->ground, tlri_ink_ground_token, TLRI_INK_GROUND_COUNT)
                     : TLRI_INK_GROUND_COUNT;
    }
    if (ground == TLRI_INK_GROUND_COUNT) {
        return not_a_word(ctx, "a ground", line->ground != NULL ? line->ground : "",
                          "give one of account, decisions-on-papers, procedure, no-access, rules, "
                          "no-ground-given");
    }
    if (line->key != NULL && !tlri_is_id(line->key, strlen(line->key))) {
        return not_a_word(ctx, "a name of a key", line->key,
                          "give the name under which the notice lists the key: small letters, "
                          "digits and hyphens");
    }
    struct tlri_ink_line written = {.file = line->file,
                                    .role = (enum tlri_role)role,
                                    .witness = (enum tlri_role)witness,
                                    .kind = (enum tlri_ink_kind)kind,
                                    .ground = (enum tlri_ink_ground)ground,
                                    .key = line->key};
    return tlri_ink_add(ctx, dir, &written);
}

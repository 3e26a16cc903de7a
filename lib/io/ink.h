/*
 * io/ink.h: teller/ink@1: who signed by hand, under protest, or refused. spec/formats/ink.md.
 */
#ifndef TLRI_IO_INK_H
#define TLRI_IO_INK_H

#include "base/base.h"
#include "model/notice.h"
#include "trust/digest.h"

#define TLRI_INK_LINES_MAX 1000u

#define TLRI_INK_TABLE(X) X(SIGNED, "signed") X(PROTEST, "under-protest") X(REFUSED, "refused")
enum tlri_ink_kind {
#define TLRI_INK_ENUM(name, token) TLRI_INK_##name,
    TLRI_INK_TABLE(TLRI_INK_ENUM)
#undef TLRI_INK_ENUM
        TLRI_INK_COUNT
};
const char *tlri_ink_token(uint32_t kind);

/* Why somebody protested or refused. */
#define TLRI_INK_GROUND_TABLE(X)                                                                   \
    X(ACCOUNT, "account")               /* the ballot paper account */                             \
    X(DECISIONS, "decisions-on-papers") /* decisions on doubtful papers */                         \
    X(PROCEDURE, "procedure")           /* how the count was made */                               \
    X(NO_ACCESS, "no-access")           /* could not see what was to be signed */                  \
    X(RULES, "rules")                   /* a reading or rule is contested */                       \
    X(NONE_GIVEN, "no-ground-given")
enum tlri_ink_ground {
#define TLRI_INK_GROUND_ENUM(name, token) TLRI_INK_GROUND_##name,
    TLRI_INK_GROUND_TABLE(TLRI_INK_GROUND_ENUM)
#undef TLRI_INK_GROUND_ENUM
        TLRI_INK_GROUND_COUNT
};
const char *tlri_ink_ground_token(uint32_t ground);

/* One person and one file. */
struct tlri_ink_line {
    const char *file; /* name within the folder */
    struct tlri_digest digest;
    enum tlri_role role, witness;
    enum tlri_ink_kind kind;
    enum tlri_ink_ground ground; /* not with SIGNED */
    const char *key;             /* name of the listed key of the slip's signer; NULL: none */
    struct tlri_at at;
};

struct tlri_ink {
    tlr_ctx *ctx;            /* for tlri_ink_free */
    struct tlri_arena arena; /* owns all that follows */
    const char *election;
    size_t lines; /* in the order in which they were written down */
    const struct tlri_ink_line *line;
};

/* Is this the name of a file that is signed? */
bool tlri_ink_file_ok(const char *name, size_t len);
/* Reads ink.txt. On TLR_OK *out is new; free it with tlri_ink_free. TLR_E_INPUT with every problem
 * (codes 2001-2023, 2341, 2342), TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_ink_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         struct tlri_ink **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_ink_free(struct tlri_ink *ink);
/* Appends it as a file. */
tlr_status tlri_ink_write(const struct tlri_ink *ink, struct tlri_buf *out);

#endif

/*
 * base/base.h: what every layer uses: memory, diagnostics, arrays, byte buffers, two macros.
 *
 * Nothing here knows of elections. Every allocation goes through the context's allocator, so that a
 * test can make the n-th one fail. Sizes are checked for overflow. Every growable thing has a
 * maximum; passing it is TLR_E_LIMIT, never an abort.
 */
#ifndef TLRI_BASE_H
#define TLRI_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "teller/ctx.h"
#include "teller/diag.h"
#include "teller/status.h"

#include "base/banned.h"

#define TLRI_NODISCARD         __attribute__((warn_unused_result))
#define TLRI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define TLRI_COUNT_OF(array)   (sizeof(array) / sizeof(array)[0])

/* The two control-flow macros of the house: leave on failure. */
#define TLR_TRY(expr)                                                                              \
    do {                                                                                           \
        tlr_status tlri_try_ = (expr);                                                             \
        if (tlri_try_ != TLR_OK) {                                                                 \
            return tlri_try_;                                                                      \
        }                                                                                          \
    } while (0)
/* ... through a clean-up label; `status` must be a tlr_status variable in scope. */
#define TLR_TRY_TO(expr, label)                                                                    \
    do {                                                                                           \
        status = (expr);                                                                           \
        if (status != TLR_OK) {                                                                    \
            goto label;                                                                            \
        }                                                                                          \
    } while (0)

/* ---- memory ---------------------------------------------------------------------------------- */

/* size bytes, zeroed, or NULL. size 0 gives a valid pointer of one byte. */
void *tlri_alloc(tlr_ctx *ctx, size_t size) TLRI_NODISCARD;
/* n elements of size bytes, zeroed, or NULL (also when n * size overflows). */
void *tlri_alloc_array(tlr_ctx *ctx, size_t n, size_t size) TLRI_NODISCARD;
/* Resizes; bytes past old_size have no content yet. NULL on failure, and ptr stays valid. */
void *tlri_resize(tlr_ctx *ctx, void *ptr, size_t old_size, size_t new_size) TLRI_NODISCARD;
void tlri_free(tlr_ctx *ctx, void *ptr, size_t size);

/* An arena: many small things, dropped at once. */
struct tlri_arena {
    tlr_ctx *ctx;
    struct tlri_arena_block *head;
};
void tlri_arena_init(struct tlri_arena *arena, tlr_ctx *ctx);
void tlri_arena_drop(struct tlri_arena *arena);
/* size bytes, zeroed, aligned to 16, or NULL. */
void *tlri_arena_alloc(struct tlri_arena *arena, size_t size) TLRI_NODISCARD;
void *tlri_arena_array(struct tlri_arena *arena, size_t n, size_t size) TLRI_NODISCARD;
/* A NUL-terminated copy of len bytes, or NULL. */
char *tlri_arena_copy(struct tlri_arena *arena, const char *text, size_t len) TLRI_NODISCARD;
/* Formatted text in the arena, or NULL. */
char *tlri_arena_printf(struct tlri_arena *arena, const char *fmt, ...) TLRI_NODISCARD
    TLRI_PRINTF(2, 3);

/* A growable array of elements of one size. Zero-initialise by tlri_array_init; drop when done. */
struct tlri_array {
    tlr_ctx *ctx;
    void *data;
    size_t count, capacity, element, max;
};
void tlri_array_init(struct tlri_array *array, tlr_ctx *ctx, size_t element, size_t max);
void tlri_array_drop(struct tlri_array *array);
/* Appends one zeroed element and sets *out to it. TLR_E_LIMIT past max, TLR_E_MEMORY. */
tlr_status tlri_array_push(struct tlri_array *array, void *out) TLRI_NODISCARD; /* out: T ** */
/* Makes room for n more elements, so that as many can be added without the array moving.
 * TLR_E_LIMIT past max, TLR_E_MEMORY. */
tlr_status tlri_array_reserve(struct tlri_array *array, size_t n) TLRI_NODISCARD;
/* Appends n elements with no content yet and sets *out to the first of them: the caller fills them
 * before anything else is done with the array. TLR_E_LIMIT past max, TLR_E_MEMORY. */
tlr_status tlri_array_extend(struct tlri_array *array, size_t n,
                             void *out) TLRI_NODISCARD; /* out: T ** */
/* Appends a copy of n elements. */
tlr_status tlri_array_append(struct tlri_array *array, const void *elements,
                             size_t n) TLRI_NODISCARD;

/* A growable byte buffer; data is always NUL-terminated once anything was appended. */
struct tlri_buf {
    tlr_ctx *ctx;
    char *data;
    size_t len, capacity, max;
    tlr_status failed; /* the first failure sticks; later appends do nothing and return it */
};
void tlri_buf_init(struct tlri_buf *buf, tlr_ctx *ctx, size_t max);
void tlri_buf_drop(struct tlri_buf *buf);
tlr_status tlri_buf_add(struct tlri_buf *buf, const void *bytes, size_t len);
tlr_status tlri_buf_puts(struct tlri_buf *buf, const char *text);
tlr_status tlri_buf_printf(struct tlri_buf *buf, const char *fmt, ...) TLRI_PRINTF(2, 3);

/* ---- diagnostics ----------------------------------------------------------------------------- */

/* Where in which file. NULL file: no place. Zeros: unknown. */
struct tlri_place {
    const char *file;
    uint32_t line, column, end_column;
    const char *source; /* start of the line's text, or NULL */
    size_t source_len;
};

/* Records a diagnostic. code must stand in base/codes.def. place, hint and clause may be NULL. All
 * text is copied. When memory fails the diagnostic is counted as dropped. */
void tlri_diag(tlr_ctx *ctx, tlr_severity severity, uint32_t code, const struct tlri_place *place,
               const char *hint, const char *clause, const char *fmt, ...) TLRI_PRINTF(7, 8);
/* Number of diagnostics of severity TLR_ERROR recorded so far, dropped ones included. */
size_t tlri_diag_errors(const tlr_ctx *ctx);
/* What the two functions below record. */
void tlri_diag_no_memory(tlr_ctx *ctx);
void tlri_diag_internal(tlr_ctx *ctx, const char *what);
/* Records "not enough memory" once and returns TLR_E_MEMORY; for `return tlri_no_memory(ctx);`. */
static inline tlr_status tlri_no_memory(tlr_ctx *ctx)
{
    /* Inline, so that compilers and analysers know that what follows `return` is never TLR_OK. */
    tlri_diag_no_memory(ctx);
    return TLR_E_MEMORY;
}
/* Records an internal error with what was expected, returns TLR_E_INTERNAL. */
static inline tlr_status tlri_internal(tlr_ctx *ctx, const char *what)
{
    tlri_diag_internal(ctx, what);
    return TLR_E_INTERNAL;
}

/* Tells whoever waits what is about to be done (tlr_ctx_progress). */
void tlri_progress(tlr_ctx *ctx, const char *fmt, ...) TLRI_PRINTF(2, 3);

/* ---- small text helpers ---------------------------------------------------------------------- */

bool tlri_streq(const char *a, const char *b);
/* len bytes equal the NUL-terminated text? */
bool tlri_span_is(const char *bytes, size_t len, const char *text);
/* Does text end with `end`, and have something before it? */
bool tlri_ends_with(const char *text, const char *end);
#define TLRI_ID_MAX 64u /* characters of an id */
/* Is it an id: [a-z0-9-], 1 to TLRI_ID_MAX, no hyphen at the ends? */
bool tlri_is_id(const char *text, size_t len);
/* Is it a tag, as clauses are named: letters and digits, and . - / between them? Not empty. */
bool tlri_is_tag(const char *text, size_t len);
/* A whole number from 1, strict digits, at most nine of them; 0 for anything else. */
uint32_t tlri_number_of(const char *text);
/* Of a salt: what keeps a published digest from confirming a guess at the file. */
enum { TLRI_SALT_BYTES = 16 };

/* Lower-case hex of n bytes into out (2n + 1 bytes). */
void tlri_hex(const uint8_t *bytes, size_t n, char *out);
/* Strict: exactly 2n hex digits, lower or upper case; false otherwise. */
bool tlri_unhex(const char *text, size_t len, uint8_t *out, size_t n);
/* FNV-1a of n bytes, after what was hashed `before` (0: nothing). For tables: it says where to
 * look, never what is equal. */
uint64_t tlri_hash(uint64_t before, const void *bytes, size_t n);
/* How many bytes from the first are printed ASCII (U+0020 to U+007E), good everywhere: most of any
 * file is. */
size_t tlri_plain_run(const char *bytes, size_t len);
/* Is this well-formed UTF-8 in which every character may stand in XML 1.0? */
bool tlri_utf8_xml(const char *bytes, size_t len);
/* The same, and none of them is unseen but changes how the rest is shown: the control characters
 * from U+0080, which some terminals obey, and those that break or turn a line (U+2028 to U+202E,
 * U+2066 to U+2069), by which one name can be made to look like another. */
bool tlri_utf8_shown(const char *bytes, size_t len);
/* As tlr_shell_word (teller/text.h). */
const char *tlri_shell_word(const char *text, char *room, size_t size);

#endif

/*
 * base/arena.c: many small things that live and die together.
 *
 * An arena hands out pieces of larger blocks and gives them all back at once: one per election, per
 * set of papers, per count. Nothing in it is freed singly. Blocks double from 4 KiB up to 1 MiB, so
 * a large election costs few requests; a piece larger than a quarter of the next block gets a block
 * of its own, put behind the current one so that the current one's room is not lost. Pieces are
 * aligned to 16 bytes, which suits every type that the library keeps, 128-bit amounts included.
 */
#include "base/base.h"

#define ALIGNMENT   16u
#define BLOCK_FIRST ((size_t)4096)
#define BLOCK_LAST  ((size_t)1024 * 1024)

struct tlri_arena_block {
    struct tlri_arena_block *next;
    size_t size; /* bytes of the whole block */
    size_t used; /* bytes in use, this header included; a multiple of ALIGNMENT */
};

#define HEADER ((sizeof(struct tlri_arena_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void tlri_arena_init(struct tlri_arena *arena, tlr_ctx *ctx)
{
    arena->ctx = ctx;
    arena->head = NULL;
}

void tlri_arena_drop(struct tlri_arena *arena)
{
    struct tlri_arena_block *block = arena->head;
    while (block != NULL) {
        struct tlri_arena_block *next = block->next;
        tlri_free(arena->ctx, block, block->size);
        block = next;
    }
    arena->head = NULL;
}

static size_t next_block_size(const struct tlri_arena *arena)
{
    if (arena->head == NULL) {
        return BLOCK_FIRST;
    }
    size_t size = arena->head->size;
    return size >= BLOCK_LAST ? BLOCK_LAST : size * 2;
}

static struct tlri_arena_block *block_new(struct tlri_arena *arena, size_t size)
{
    struct tlri_arena_block *block = tlri_alloc(arena->ctx, size);
    if (block != NULL) {
        block->size = size;
        block->used = HEADER;
    }
    return block;
}

static void *piece_of(struct tlri_arena_block *block, size_t size)
{
    char *piece = (char *)block + block->used;
    block->used += size;
    return piece;
}

/* A block for one large piece, linked behind the head. */
static void *alloc_alone(struct tlri_arena *arena, size_t size)
{
    struct tlri_arena_block *block = block_new(arena, HEADER + size);
    if (block == NULL) {
        return NULL;
    }
    if (arena->head == NULL) {
        arena->head = block;
    } else {
        block->next = arena->head->next;
        arena->head->next = block;
    }
    return piece_of(block, size);
}

void *tlri_arena_alloc(struct tlri_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size_t wanted = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->head != NULL && wanted <= arena->head->size - arena->head->used) {
        return piece_of(arena->head, wanted);
    }
    size_t fresh = next_block_size(arena);
    if (wanted > fresh / 4) {
        return alloc_alone(arena, wanted);
    }
    struct tlri_arena_block *block = block_new(arena, fresh);
    if (block == NULL) {
        return NULL;
    }
    block->next = arena->head;
    arena->head = block;
    return piece_of(block, wanted);
}

void *tlri_arena_array(struct tlri_arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }
    return tlri_arena_alloc(arena, n * size);
}

char *tlri_arena_copy(struct tlri_arena *arena, const char *text, size_t len)
{
    if (len == SIZE_MAX) {
        return NULL;
    }
    char *copy = tlri_arena_alloc(arena, len + 1);
    if (copy != NULL && len > 0) {
        memcpy(copy, text, len);
    }
    return copy;
}

char *tlri_arena_printf(struct tlri_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (len < 0) {
        return NULL;
    }
    char *text = tlri_arena_alloc(arena, (size_t)len + 1);
    if (text == NULL) {
        return NULL;
    }
    va_start(args, fmt);
    (void)vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    return text;
}

/*
 * support/faults.c: see faults.h. Each block is preceded by its size, so that a caller that hands
 * back a wrong size is found out, and a resized block always moves, so that a pointer kept across
 * a resize is found out by the sanitizers.
 */
#include "support/faults.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HEADER 32 /* keeps the alignment of malloc */

void fault_init(struct faults *faults, size_t fail_at, bool for_ever)
{
    memset(faults, 0, sizeof *faults);
    faults->fail_at = fail_at;
    faults->for_ever = for_ever;
}

static size_t stored_size(const void *ptr)
{
    size_t size;
    memcpy(&size, (const char *)ptr - HEADER, sizeof size);
    return size;
}

static void release(struct faults *faults, void *ptr, size_t old_size)
{
    size_t size = stored_size(ptr);
    faults->wrong += size != old_size ? 1 : 0;
    faults->live--;
    faults->bytes -= size;
    memset(ptr, 0x5A, size);
    free((char *)ptr - HEADER);
}

static bool fails_now(struct faults *faults)
{
    faults->requests++;
    bool now = faults->requests == faults->fail_at;
    bool later = faults->for_ever && faults->fail_at > 0 && faults->requests > faults->fail_at;
    faults->failed += now || later ? 1 : 0;
    return now || later;
}

void *fault_alloc(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct faults *faults = user;
    if (new_size == 0) {
        if (ptr != NULL) {
            release(faults, ptr, old_size);
        }
        return NULL;
    }
    if (fails_now(faults) || new_size > SIZE_MAX - HEADER) {
        return NULL;
    }
    char *block = malloc(HEADER + new_size);
    if (block == NULL) {
        return NULL;
    }
    memcpy(block, &new_size, sizeof new_size);
    char *fresh = block + HEADER;
    memset(fresh, 0xA5, new_size);
    faults->live++;
    faults->bytes += new_size;
    if (faults->bytes > faults->peak) {
        faults->peak = faults->bytes;
    }
    if (ptr != NULL) {
        size_t kept = stored_size(ptr) < new_size ? stored_size(ptr) : new_size;
        memcpy(fresh, ptr, kept);
        release(faults, ptr, old_size);
    }
    return fresh;
}

bool fault_clean(const struct faults *faults)
{
    return faults->live == 0 && faults->bytes == 0 && faults->wrong == 0;
}

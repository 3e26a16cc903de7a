/*
 * base/append.h: a file that only grows, line by line, each on the disk before the next.
 *
 * For journals of work by hand: after a crash every whole line is there. One process at a time.
 */
#ifndef TLRI_APPEND_H
#define TLRI_APPEND_H

#include "base/base.h"

/* An open journal. path is borrowed for as long as it is open. */
struct tlri_append {
    tlr_ctx *ctx;
    const char *path;
    int fd; /* -1: not open */
    uint64_t size;
};

/*
 * Opens a file that is there, to append to it, and keeps other processes from doing the same.
 * expected: its size in bytes, as it was just read; keep: how many of them hold whole lines; what
 * stands behind is cut off. On TLR_OK end with tlri_append_close. TLR_E_IO: it cannot be opened or
 * is no regular file (1010), or another program has it open or changed it since (6833).
 */
tlr_status tlri_append_open(tlr_ctx *ctx, const char *path, uint64_t expected, uint64_t keep,
                            struct tlri_append *out) TLRI_NODISCARD;
/* Appends len bytes and waits until they are on the disk. TLR_E_IO (1010): nothing was appended. */
tlr_status tlri_append_add(struct tlri_append *append, const void *data, size_t len) TLRI_NODISCARD;
/* Closes it; may be called twice. */
void tlri_append_close(struct tlri_append *append);

#endif

/*
 * base/file.h: whole files in, whole files out.
 *
 * Reading: one open, regular files only (a folder, FIFO, device or a link is refused), a size cap
 * before reading, read once into memory. Writing: temporary name in the same folder, flushed,
 * synced, renamed; on any failure the old file is untouched and no temporary stays behind. (One
 * exception: when only the folder's own sync fails, after the rename, the new file is in place,
 * whole, and the diagnostic says that it may not survive a power failure.) While a file is written,
 * the calling thread holds back SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP and SIGXCPU.
 */
#ifndef TLRI_FILE_H
#define TLRI_FILE_H

#include "base/base.h"

/* Bytes of a file, owned; drop with tlri_bytes_drop. data is followed by one NUL not in len. */
struct tlri_bytes {
    tlr_ctx *ctx;
    char *data;
    size_t len, allocated;
};
void tlri_bytes_drop(struct tlri_bytes *bytes);

/* Reads path whole. max in bytes. TLR_E_IO (missing, unreadable, not a regular file; diagnostic
 * says which), TLR_E_LIMIT (larger than max), TLR_E_MEMORY. */
tlr_status tlri_file_read(tlr_ctx *ctx, const char *path, size_t max,
                          struct tlri_bytes *out) TLRI_NODISCARD;
/* Is there a directory entry of that name (a dangling link counts)? Yes also where nobody can tell:
 * then opening it says why. */
bool tlri_file_exists(const char *path);
/* The same for what must not be there yet: TLR_E_IO (1006) where nobody can tell. */
tlr_status tlri_file_there(tlr_ctx *ctx, const char *path, bool *there) TLRI_NODISCARD;
/* Is it a symbolic link? */
bool tlri_file_is_link(const char *path);
/* Removes a file, not a folder. TLR_OK also when there is none. TLR_E_IO with a diagnostic. */
tlr_status tlri_file_remove(tlr_ctx *ctx, const char *path) TLRI_NODISCARD;
/* Makes a folder; one that is there already must be empty. TLR_E_IO with a diagnostic (1030: it
 * holds something; 1010). */
tlr_status tlri_dir_make(tlr_ctx *ctx, const char *path) TLRI_NODISCARD;
/* Removes an empty folder. TLR_OK also when there is none. TLR_E_IO with a diagnostic (1031). */
tlr_status tlri_dir_remove(tlr_ctx *ctx, const char *path) TLRI_NODISCARD;
/* Writes path atomically with mode 0644 (or 0600 when secret). TLR_E_IO with a diagnostic (1040: a
 * device, a pipe or a folder is there, which stays; 1010, 1011). */
tlr_status tlri_file_write(tlr_ctx *ctx, const char *path, const void *data, size_t len,
                           bool secret) TLRI_NODISCARD;
/* Names in a folder, sorted bytewise, without "." and "..", into arena; *names is an array of
 * *count strings. TLR_E_IO when the folder cannot be read, TLR_E_LIMIT past 10,000 names,
 * TLR_E_MEMORY. */
tlr_status tlri_dir_list(struct tlri_arena *arena, const char *path, const char ***names,
                         size_t *count) TLRI_NODISCARD;

#endif

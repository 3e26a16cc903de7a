/*
 * base/append.c: a file that only grows, line by line, each on the disk before the next.
 *
 * Beside base/file.c, which writes whole files or nothing: a journal must keep what was typed up to
 * the moment of a crash, so each line is written and synced by itself. What could not be written
 * whole is cut off again, so that a full disk leaves no half line. A lock of the system (fcntl)
 * keeps a second program out, and goes by itself when the program ends, however it ends; it is
 * taken before the file's size is compared with what the caller read, so that nobody can have
 * appended in between. Implements what spec/formats/entry.md asks of the journal. [ENT-5]
 */
#include "base/append.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

static tlr_status refuse(tlr_ctx *ctx, const char *path, int error)
{
    struct tlri_place place = {.file = path};
    tlri_diag(ctx, TLR_ERROR, 1010, &place,
              "check the permissions of the file and its folder, and the free space on the disk",
              NULL, "the file cannot be written%s (error %d)",
              error == ENOSPC ? ": the disk is full" : "", error);
    return TLR_E_IO;
}

static tlr_status in_use(tlr_ctx *ctx, const char *path)
{
    struct tlri_place place = {.file = path};
    tlri_diag(ctx, TLR_ERROR, 6833, &place,
              "finish there first, or close the other window, and run the command again",
              "entry/ENT-5", "another program is writing this journal");
    return TLR_E_IO;
}

static bool lock(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int got = fcntl(fd, F_SETLK, &whole);
    while (got != 0 && errno == EINTR) {
        got = fcntl(fd, F_SETLK, &whole);
    }
    return got == 0;
}

static tlr_status begin(struct tlri_append *append, uint64_t expected, uint64_t keep)
{
    struct stat info;
    if (!lock(append->fd)) {
        return in_use(append->ctx, append->path);
    }
    if (fstat(append->fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return refuse(append->ctx, append->path, errno);
    }
    if (info.st_size < 0 || (uint64_t)info.st_size != expected) {
        return in_use(append->ctx, append->path);
    }
    if (keep < expected && ftruncate(append->fd, (off_t)keep) != 0) {
        return refuse(append->ctx, append->path, errno);
    }
    append->size = keep;
    return TLR_OK;
}

tlr_status tlri_append_open(tlr_ctx *ctx, const char *path, uint64_t expected, uint64_t keep,
                            struct tlri_append *out)
{
    *out = (struct tlri_append){.ctx = ctx, .path = path};
    out->fd = tlri_fd_open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
    if (out->fd < 0) {
        return refuse(ctx, path, errno);
    }
    tlr_status status = begin(out, expected, keep);
    if (status != TLR_OK) {
        tlri_append_close(out);
    }
    return status;
}

tlr_status tlri_append_add(struct tlri_append *append, const void *data, size_t len)
{
    int error = tlri_fd_write(append->fd, data, len);
    if (error == 0) {
        error = tlri_fd_sync(append->fd);
    }
    if (error != 0) {
        (void)!ftruncate(append->fd, (off_t)append->size);
        return refuse(append->ctx, append->path, error);
    }
    append->size += len;
    return TLR_OK;
}

void tlri_append_close(struct tlri_append *append)
{
    if (append->fd >= 0) {
        (void)close(append->fd);
    }
    append->fd = -1;
}

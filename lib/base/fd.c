/*
 * base/fd.c: open, write and fsync, finished whatever comes in between.
 *
 * A signal interrupts them on some file systems, a write may take less than it was given. Whole
 * files (base/file.c) and journals (base/append.c) are written through these.
 */
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define PIECE                                                                                      \
    ((size_t)1 << 30) /* a single write of more than 2 GiB is cut short by some systems            \
                       */

int tlri_fd_open(const char *path, int flags, mode_t mode)
{
    int fd = open(path, flags, mode);
    while (fd < 0 && errno == EINTR) {
        fd = open(path, flags, mode);
    }
    return fd;
}

int tlri_fd_write(int fd, const char *data, size_t len)
{
    size_t done = 0;
    while (done < len) {
        size_t piece = len - done < PIECE ? len - done : PIECE;
        ssize_t w = write(fd, data + done, piece);
        if (w < 0 && errno == EINTR) {
            continue;
        }
        if (w < 0) {
            return errno;
        }
        if (w == 0) {
            return EIO; /* a device that takes nothing would keep us here for ever */
        }
        done += (size_t)w;
    }
    return 0;
}

int tlri_fd_sync(int fd)
{
    int result = fsync(fd);
    while (result != 0 && errno == EINTR) {
        result = fsync(fd);
    }
    return result == 0 ? 0 : errno;
}

/*
 * base/fd.h: open, write and fsync, finished whatever comes in between. Inside base only.
 */
#ifndef TLRI_FD_H
#define TLRI_FD_H

#include <stddef.h>
#include <sys/types.h>

/* open(2), begun again when a signal came in between; -1 and errno. */
int tlri_fd_open(const char *path, int flags, mode_t mode);
/* Writes all of it; 0 or an errno. */
int tlri_fd_write(int fd, const char *data, size_t len);
/* fsync(2), begun again likewise; 0 or an errno. */
int tlri_fd_sync(int fd);

#endif

/*
 * preload/io_faults.c: makes one call of the real program fail. Loaded before the C library
 * (LD_PRELOAD) by tests/fault/test_program_io.c; not part of what is installed.
 *
 * TELLER_FAULT is CALL:N:HOW. The N-th CALL (read, write, fsync, rename, close, open, unlink, stat,
 * folder, alloc; or `any`: each of these but alloc) goes wrong: HOW is an errno (EIO, ENOSPC,
 * EINTR, EACCES), SHORT (one byte is read or written), a signal (INT, TERM, KILL) that arrives just
 * before the call, or SWAP: just before it the file TELLER_FAULT_FROM takes the place of
 * TELLER_FAULT_TO, as if somebody else had done it, and the call goes on; where the program opens
 * that file then or later, the file TELLER_FAULT_MARK with ".read" after it is made. When it
 * happens, the file named by TELLER_FAULT_MARK is made, so that the driver knows when N is past the
 * last call. Only the program itself is disturbed, not a shell around it. glibc's own calls inside
 * stdio do not come by here; tests/cli/badinput/full.sh has those.
 */
#define _GNU_SOURCE

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call {
    CALL_READ,
    CALL_WRITE,
    CALL_FSYNC,
    CALL_RENAME,
    CALL_CLOSE,
    CALL_OPEN,
    CALL_UNLINK,
    CALL_STAT,
    CALL_FOLDER,
    CALL_ALLOC,
    CALL_ANY
};

/* What TELLER_FAULT asked for. Only ever written by the constructor and by `disturb`. */
static struct {
    bool armed;
    enum call call;
    unsigned long left;
    int error;  /* an errno, or 0 */
    int number; /* a signal, or 0 */
    bool is_short, is_swap;
    const char *mark;
    const char *from, *to; /* of a swap */
} fault;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

/* ---- what is asked for ---- */

static int lookup(const char *word, size_t len, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (strlen(names[i]) == len && memcmp(names[i], word, len) == 0) {
            return i;
        }
    }
    return -1;
}

static bool read_how(const char *how)
{
    static const char *const names[] = {"EIO", "ENOSPC", "EINTR", "EACCES", "SHORT",
                                        "INT", "TERM",   "KILL",  "SWAP"};
    static const int errors[] = {EIO, ENOSPC, EINTR, EACCES, 0, 0, 0, 0, 0};
    static const int signals[] = {0, 0, 0, 0, 0, SIGINT, SIGTERM, SIGKILL, 0};
    int i = lookup(how, strlen(how), names, 9);
    if (i < 0) {
        return false;
    }
    fault.error = errors[i];
    fault.number = signals[i];
    fault.is_short = strcmp(how, "SHORT") == 0;
    fault.is_swap = strcmp(how, "SWAP") == 0;
    fault.from = getenv("TELLER_FAULT_FROM");
    fault.to = getenv("TELLER_FAULT_TO");
    return !fault.is_swap || (fault.from != NULL && fault.to != NULL);
}

__attribute__((constructor)) static void arm(void)
{
    static const char *const names[] = {"read",   "write", "fsync",  "rename", "close", "open",
                                        "unlink", "stat",  "folder", "alloc",  "any"};
    const char *spec = getenv("TELLER_FAULT");
    const char *colon = spec != NULL ? strchr(spec, ':') : NULL;
    fault.mark = getenv("TELLER_FAULT_MARK");
    if (colon == NULL || fault.mark == NULL ||
        strcmp(program_invocation_short_name, "teller") != 0) {
        return;
    }
    int call = lookup(spec, (size_t)(colon - spec), names, 11);
    char *end = NULL;
    fault.left = strtoul(colon + 1, &end, 10);
    fault.call = call >= 0 ? (enum call)call : CALL_ANY;
    if (call < 0 || *end != ':' || !read_how(end + 1) || fault.left == 0) {
        static const char bad[] = "io_faults: TELLER_FAULT is not CALL:N:HOW\n";
        (void)syscall(SYS_write, 2, bad, sizeof bad - 1);
        _exit(99);
    }
    fault.armed = true;
}

static void mark(const char *after)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s%s", fault.mark, after);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT, 0600);
    if (fd >= 0) {
        (void)syscall(SYS_close, (int)fd);
    }
}

/* Is it this call's turn? A signal is sent at once, and a file swapped; the caller then goes on, if
 * it lives. */
static bool disturb(enum call call)
{
    if (!fault.armed || (fault.call != call && (fault.call != CALL_ANY || call == CALL_ALLOC)) ||
        --fault.left > 0) {
        return false;
    }
    fault.armed = false;
    mark("");
    if (fault.number != 0) {
        (void)kill(getpid(), fault.number);
        return false;
    }
    if (fault.is_swap) {
        (void)syscall(SYS_renameat, AT_FDCWD, fault.from, AT_FDCWD, fault.to);
        return false;
    }
    return true;
}

/* Does the call fail (errno is set)? What is cut short does not. */
static bool fails(enum call call)
{
    if (!disturb(call) || fault.error == 0) {
        return false;
    }
    errno = fault.error;
    return true;
}

/* ---- the calls ---- */

/* ISO C has no conversion from an object pointer; POSIX asks for it of dlsym. */
#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t read(int fd, void *to, size_t n)
{
    if (disturb(CALL_READ)) {
        if (!fault.is_short) {
            errno = fault.error;
            return -1;
        }
        n = n > 1 ? 1 : n;
    }
    return REAL(read)(fd, to, n);
}

ssize_t write(int fd, const void *from, size_t n)
{
    if (disturb(CALL_WRITE)) {
        if (!fault.is_short) {
            errno = fault.error;
            return -1;
        }
        n = n > 1 ? 1 : n;
    }
    return REAL(write)(fd, from, n);
}

int fsync(int fd)
{
    return fails(CALL_FSYNC) ? -1 : REAL(fsync)(fd);
}

int rename(const char *from, const char *to)
{
    return fails(CALL_RENAME) ? -1 : REAL(rename)(from, to);
}

/* As Linux does it: the descriptor is gone, whatever close says. */
int close(int fd)
{
    bool failed = fails(CALL_CLOSE);
    int error = errno;
    int result = REAL(close)(fd);
    if (failed) {
        errno = error;
        return -1;
    }
    return result;
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list list;
        va_start(list, flags);
        mode = (mode_t)va_arg(list, unsigned);
        va_end(list);
    }
    bool failed = fails(CALL_OPEN);
    if (fault.is_swap && !fault.armed && strcmp(path, fault.to) == 0) {
        mark(".read");
    }
    return failed ? -1 : REAL(open)(path, flags, mode);
}

int unlink(const char *path)
{
    return fails(CALL_UNLINK) ? -1 : REAL(unlink)(path);
}

int fstat(int fd, struct stat *info)
{
    return fails(CALL_STAT) ? -1 : REAL(fstat)(fd, info);
}

int lstat(const char *path, struct stat *info)
{
    return fails(CALL_STAT) ? -1 : REAL(lstat)(path, info);
}

DIR *opendir(const char *path)
{
    return fails(CALL_FOLDER) ? NULL : REAL(opendir)(path);
}

struct dirent *readdir(DIR *folder)
{
    return fails(CALL_FOLDER) ? NULL : REAL(readdir)(folder);
}

/* ---- memory ---- */

static bool no_memory(void)
{
    if (!disturb(CALL_ALLOC)) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return size > 0 && no_memory() ? NULL : __libc_realloc(old, size);
}

/*
 * base/file.c: whole files in, whole files out, folders listed.
 *
 * Reading opens once and asks the open descriptor, not the name, what it is, so nothing can be
 * swapped between question and reading. O_NOFOLLOW refuses a link, O_NONBLOCK keeps a FIFO from
 * hanging the program. The size cap holds before reading and during it: a file that grows past what
 * it first said is refused rather than read half. Writing goes to a new file in the same folder
 * (O_EXCL, so never through somebody's link), then write, fsync, close, rename, fsync of the
 * folder; whatever fails before the rename, the old file is untouched and the temporary one is
 * removed. A full disk is noticed at the latest by fsync or close, both of which are checked.
 * Signals that would end the program wait until the file is there or gone again, so that Ctrl-C
 * leaves no temporary file either. What is killed outright (SIGKILL, a power failure) may leave
 * one: nothing reads it, and the next writing takes another name. Not here: standard streams, which
 * belong to the program. spec/formats/folder.md [FOL-7].
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/fd.h"

#define NAMES_MAX   10000u
#define READ_PIECE  ((size_t)1024 * 1024 * 1024)
#define NAMES_TRIED 100u /* temporary names, when those before are taken */

static struct tlri_place place_of(const char *path)
{
    struct tlri_place place = {0};
    place.file = path;
    return place;
}

void tlri_bytes_drop(struct tlri_bytes *bytes)
{
    if (bytes->data != NULL) {
        tlri_free(bytes->ctx, bytes->data, bytes->allocated);
    }
    bytes->data = NULL;
    bytes->len = 0;
    bytes->allocated = 0;
}

/* ---- reading ---- */

/* The system's word for an error, without strerror's shared buffer. */
static const char *reason(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return "permission is denied";
    case ENOENT:
        return "there is no such file or folder";
    case ENOTDIR:
        return "a part of the path is not a folder";
    case ENOSPC:
        return "the disk is full";
    case EDQUOT:
        return "the disk quota is used up";
    case EROFS:
        return "the disk is read-only";
    case EIO:
        return "the disk reports an error";
    case EISDIR:
        return "it is a folder";
    case ENAMETOOLONG:
        return "the name is too long";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case EFBIG:
        return "the file would be too large";
    case EEXIST:
        return "a temporary file of that name is in the way";
    default:
        return "the system refuses";
    }
}

static tlr_status open_failed(tlr_ctx *ctx, const char *path, int error)
{
    struct tlri_place place = place_of(path);
    if (error == ENOENT || error == ENOTDIR) {
        tlri_diag(ctx, TLR_ERROR, 1001, &place, "check the name and the folder", NULL,
                  "there is no such file");
    } else if (error == ELOOP || error == EMLINK) {
        tlri_diag(ctx, TLR_ERROR, 1003, &place, "name the file itself, or copy it here", NULL,
                  "this is a symbolic link, not a file");
    } else if (error == ENXIO || error == ENODEV) {
        tlri_diag(ctx, TLR_ERROR, 1004, &place, "save the content as an ordinary file", NULL,
                  "this is a device, pipe or socket, not a file");
    } else {
        tlri_diag(ctx, TLR_ERROR, 1006, &place, "check the permissions of the file and its folder",
                  NULL, "the file cannot be opened: %s (error %d)", reason(error), error);
    }
    return TLR_E_IO;
}

static tlr_status too_large(tlr_ctx *ctx, const char *path, size_t max)
{
    struct tlri_place place = place_of(path);
    tlri_diag(ctx, TLR_ERROR, 1005, &place, "check that this is the right file", NULL,
              "the file is larger than the limit of %zu bytes", max);
    return TLR_E_LIMIT;
}

/* Is the open file one that can be read whole, and how large does it say it is? */
static tlr_status check_kind(tlr_ctx *ctx, const char *path, int fd, size_t max, size_t *size)
{
    struct tlri_place place = place_of(path);
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return open_failed(ctx, path, errno);
    }
    if (S_ISDIR(info.st_mode)) {
        tlri_diag(ctx, TLR_ERROR, 1002, &place, "name a file inside the folder", NULL,
                  "this is a folder, not a file");
        return TLR_E_IO;
    }
    if (!S_ISREG(info.st_mode)) {
        tlri_diag(ctx, TLR_ERROR, 1004, &place, "save the content as an ordinary file", NULL,
                  "this is a device, pipe or socket, not a file");
        return TLR_E_IO;
    }
    if (info.st_size < 0 || (uintmax_t)info.st_size > max) {
        return too_large(ctx, path, max);
    }
    *size = (size_t)info.st_size;
    return TLR_OK;
}

/* Reads up to n bytes, all that there are. *got: how many. */
static int read_fully(int fd, char *to, size_t n, size_t *got)
{
    *got = 0;
    while (*got < n) {
        size_t piece = n - *got < READ_PIECE ? n - *got : READ_PIECE;
        ssize_t r = read(fd, to + *got, piece);
        if (r < 0 && errno == EINTR) {
            continue;
        }
        if (r < 0) {
            return errno;
        }
        if (r == 0) {
            return 0;
        }
        *got += (size_t)r;
    }
    return 0;
}

/* Reads the open file of the given size into fresh memory. One byte more is asked for than the size
 * says, so that a file that grew is seen. */
static tlr_status read_open(tlr_ctx *ctx, const char *path, int fd, size_t size,
                            struct tlri_bytes *out)
{
    if (size > SIZE_MAX - 2) {
        return tlri_no_memory(ctx);
    }
    size_t allocated = size + 2;
    char *data = tlri_alloc(ctx, allocated);
    if (data == NULL) {
        return tlri_no_memory(ctx);
    }
    struct tlri_place place = place_of(path);
    size_t got = 0;
    int error = read_fully(fd, data, size + 1, &got);
    if (error != 0) {
        tlri_diag(ctx, TLR_ERROR, 1006, &place, "check that the disk is well, then try again", NULL,
                  "the file cannot be read: %s (error %d)", reason(error), error);
        tlri_free(ctx, data, allocated);
        return TLR_E_IO;
    }
    if (got > size) {
        tlri_diag(ctx, TLR_ERROR, 1007, &place, "wait until it is complete, then try again", NULL,
                  "the file grew while it was being read");
        tlri_free(ctx, data, allocated);
        return TLR_E_IO;
    }
    data[got] = '\0';
    out->ctx = ctx;
    out->data = data;
    out->len = got;
    out->allocated = allocated;
    return TLR_OK;
}

tlr_status tlri_file_read(tlr_ctx *ctx, const char *path, size_t max, struct tlri_bytes *out)
{
    int fd = tlri_fd_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
    if (fd < 0) {
        return open_failed(ctx, path, errno);
    }
    size_t size = 0;
    tlr_status status = check_kind(ctx, path, fd, max, &size);
    if (status == TLR_OK) {
        status = read_open(ctx, path, fd, size, out);
    }
    (void)close(fd); /* nothing was written: closing cannot lose anything */
    return status;
}

/* Can it be told whether there is such an entry? If not, errno says why. */
static bool look_for(const char *path, bool *there)
{
    struct stat info;
    *there = lstat(path, &info) == 0;
    return *there || errno == ENOENT || errno == ENOTDIR;
}

bool tlri_file_exists(const char *path)
{
    bool there;
    return !look_for(path, &there) || there;
}

tlr_status tlri_file_there(tlr_ctx *ctx, const char *path, bool *there)
{
    return look_for(path, there) ? TLR_OK : open_failed(ctx, path, errno);
}

bool tlri_file_is_link(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

/* ---- writing ---- */

/* Length of the folder part of path, its last '/' included; 0 when there is none. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* Makes the new file and fills it; 0 or an errno. The file is gone again when this fails. */
static int write_new(const char *temporary, const void *data, size_t len, bool secret)
{
    mode_t mode = secret ? S_IRUSR | S_IWUSR : S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;
    int fd = tlri_fd_open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) {
        return errno;
    }
    int error = tlri_fd_write(fd, data, len);
    if (error == 0) {
        error = tlri_fd_sync(fd);
    }
    /* Interrupted, it is closed all the same, and all was synced before. */
    if (close(fd) != 0 && error == 0 && errno != EINTR) {
        error = errno;
    }
    if (error != 0) {
        (void)unlink(temporary);
    }
    return error;
}

/* The rename itself must reach the disk. A file system that cannot sync folders says EINVAL. */
static int sync_folder(const char *folder)
{
    int fd = tlri_fd_open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);
    if (fd < 0) {
        return errno == EACCES ? 0 : errno; /* a folder one may write but not read */
    }
    int error = tlri_fd_sync(fd);
    (void)close(fd);
    return error == EINVAL ? 0 : error;
}

static tlr_status write_failed(tlr_ctx *ctx, const char *path, int error)
{
    struct tlri_place place = place_of(path);
    tlri_diag(ctx, TLR_ERROR, 1010, &place,
              "check the permissions of the folder and the free space on the disk", NULL,
              "the file cannot be written: %s (error %d)", reason(error), error);
    return TLR_E_IO;
}

static tlr_status sync_failed(tlr_ctx *ctx, const char *path, int error)
{
    struct tlri_place place = place_of(path);
    tlri_diag(ctx, TLR_ERROR, 1011, &place, "check that the disk is well, then write it again",
              NULL, "the file is written, but it may not survive a power failure: %s (error %d)",
              reason(error), error);
    return TLR_E_IO;
}

/* The signals that a person or the system ends a program with. */
static void ending_signals(sigset_t *set)
{
    static const int number[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXCPU};
    (void)sigemptyset(set);
    for (size_t i = 0; i < sizeof number / sizeof number[0]; i++) {
        (void)sigaddset(set, number[i]);
    }
}

/* Fills the new file and puts it in the place of the old one; 0 or an errno. */
static int replace_file(const char *temporary, const char *path, const void *data, size_t len,
                        bool secret)
{
    int error = write_new(temporary, data, len, secret);
    if (error == 0 && rename(temporary, path) != 0) {
        error = errno;
        (void)unlink(temporary);
    }
    return error;
}

/* The same, with a temporary name that nobody left behind. -1: no memory. */
static int replace_under_new_name(struct tlri_arena *arena, const char *path, const void *data,
                                  size_t len, bool secret)
{
    int split = (int)folder_len(path);
    int error = EEXIST;
    for (unsigned n = 1; n <= NAMES_TRIED && error == EEXIST; n++) {
        const char *temporary = tlri_arena_printf(arena, "%.*s.%s.%ld-%u.tmp", split, path,
                                                  path + split, (long)getpid(), n);
        if (temporary == NULL) {
            return -1;
        }
        error = replace_file(temporary, path, data, len, secret);
    }
    return error;
}

/* The rename would put a file in the place of a device, and the machine would miss it; of a folder
 * or a pipe nobody means that either. A link is replaced, never followed. */
static tlr_status check_target(tlr_ctx *ctx, const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0 || S_ISREG(info.st_mode) || S_ISLNK(info.st_mode)) {
        return TLR_OK;
    }
    struct tlri_place place = place_of(path);
    tlri_diag(ctx, TLR_ERROR, 1040, &place, "give the name of a file", NULL,
              "there is no file to write here, but a folder or a device of this name");
    return TLR_E_IO;
}

static tlr_status write_and_sync(tlr_ctx *ctx, struct tlri_arena *arena, const char *path,
                                 const void *data, size_t len, bool secret)
{
    size_t split = folder_len(path);
    const char *folder =
        split == 0 ? tlri_arena_copy(arena, ".", 1) : tlri_arena_copy(arena, path, split);
    int error = folder == NULL ? -1 : replace_under_new_name(arena, path, data, len, secret);
    if (error < 0) {
        return tlri_no_memory(ctx);
    }
    if (error != 0) {
        return write_failed(ctx, path, error);
    }
    error = sync_folder(folder);
    return error != 0 ? sync_failed(ctx, path, error) : TLR_OK;
}

tlr_status tlri_file_write(tlr_ctx *ctx, const char *path, const void *data, size_t len,
                           bool secret)
{
    struct tlri_arena arena;
    sigset_t ending, before;
    TLR_TRY(check_target(ctx, path));
    tlri_arena_init(&arena, ctx);
    ending_signals(&ending);
    (void)pthread_sigmask(SIG_BLOCK, &ending, &before);
    tlr_status status = write_and_sync(ctx, &arena, path, data, len, secret);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    tlri_arena_drop(&arena);
    return status;
}

static tlr_status remove_failed(tlr_ctx *ctx, const char *path, const char *what, int error)
{
    struct tlri_place place = place_of(path);
    tlri_diag(ctx, TLR_ERROR, 1031, &place, "check the permissions of the folder", NULL,
              "the %s cannot be removed: %s (error %d)", what, reason(error), error);
    return TLR_E_IO;
}

tlr_status tlri_file_remove(tlr_ctx *ctx, const char *path)
{
    bool gone = unlink(path) == 0 || errno == ENOENT;
    return gone ? TLR_OK : remove_failed(ctx, path, "file", errno);
}

/* ---- folders ---- */

tlr_status tlri_dir_remove(tlr_ctx *ctx, const char *path)
{
    bool gone = rmdir(path) == 0 || errno == ENOENT;
    return gone ? TLR_OK : remove_failed(ctx, path, "folder", errno);
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

static tlr_status folder_failed(tlr_ctx *ctx, const char *path, int error)
{
    struct tlri_place place = place_of(path);
    if (error == ENOMEM) {
        return tlri_no_memory(ctx);
    }
    tlri_diag(ctx, TLR_ERROR, 1020, &place, "check the name and the permissions of the folder",
              NULL, "the folder cannot be read: %s (error %d)", reason(error), error);
    return TLR_E_IO;
}

static tlr_status add_name(struct tlri_arena *arena, const char *path, struct tlri_array *found,
                           const char *name)
{
    if (tlri_streq(name, ".") || tlri_streq(name, "..")) {
        return TLR_OK;
    }
    const char *copy = tlri_arena_copy(arena, name, strlen(name));
    if (copy == NULL) {
        return tlri_no_memory(arena->ctx);
    }
    tlr_status status = tlri_array_append(found, &copy, 1);
    if (status == TLR_E_LIMIT) {
        struct tlri_place place = place_of(path);
        tlri_diag(arena->ctx, TLR_ERROR, 1021, &place,
                  "keep only the files of one election in the folder", NULL,
                  "the folder holds more than %u names", NAMES_MAX);
    }
    return status;
}

static tlr_status collect(struct tlri_arena *arena, const char *path, DIR *folder,
                          struct tlri_array *found)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            return errno == 0 ? TLR_OK : folder_failed(arena->ctx, path, errno);
        }
        TLR_TRY(add_name(arena, path, found, entry->d_name));
    }
}

tlr_status tlri_dir_list(struct tlri_arena *arena, const char *path, const char ***names,
                         size_t *count)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return folder_failed(arena->ctx, path, errno);
    }
    struct tlri_array found;
    tlri_array_init(&found, arena->ctx, sizeof(const char *), NAMES_MAX);
    const char **sorted = NULL;
    tlr_status status;
    TLR_TRY_TO(collect(arena, path, folder, &found), out);
    sorted = tlri_arena_array(arena, found.count, sizeof *sorted);
    if (sorted == NULL) {
        status = tlri_no_memory(arena->ctx);
        goto out;
    }
    if (found.count > 0) {
        memcpy(sorted, found.data, found.count * sizeof *sorted);
        qsort(sorted, found.count, sizeof *sorted, by_bytes);
    }
    *names = sorted;
    *count = found.count;
out:
    tlri_array_drop(&found);
    (void)closedir(folder);
    return status;
}

tlr_status tlri_dir_make(tlr_ctx *ctx, const char *path)
{
    if (mkdir(path, S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0) {
        return TLR_OK;
    }
    if (errno != EEXIST) {
        return write_failed(ctx, path, errno);
    }
    struct tlri_arena arena;
    const char **names = NULL;
    size_t count = 0;
    tlri_arena_init(&arena, ctx);
    tlr_status status = tlri_dir_list(&arena, path, &names, &count);
    tlri_arena_drop(&arena);
    if (status == TLR_OK && count > 0) {
        struct tlri_place place = place_of(path);
        tlri_diag(ctx, TLR_ERROR, 1030, &place, "name a folder that is not there yet", NULL,
                  "the folder holds something already");
        return TLR_E_IO;
    }
    return status;
}

/*
 * test_base_file.c: whole files in and out, in a scratch folder; and what happens when the system
 * says no at the n-th call.
 *
 * The system calls are interposed: this program defines write, fsync, close, rename and read
 * itself, so that any one of them can be made to fail, to be interrupted or to do only a part.
 */
#define _GNU_SOURCE
/* A fortified libc declares read() inline, and then nobody else can define it. */
#undef _FORTIFY_SOURCE

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/file.h"
#include "support/faults.h"

/* ---- the system, disobedient on request ---- */

enum call { CALL_NONE, CALL_READ, CALL_WRITE, CALL_FSYNC, CALL_CLOSE, CALL_RENAME };

static struct {
    enum call call;   /* which call misbehaves */
    int at;           /* at its n-th use, from 1; 0: at every use */
    int error;        /* with this errno; 0: does one byte only (read and write) */
    int uses;         /* so far */
    int misbehaved;   /* so far */
    const char *grow; /* a file that grows by one byte just before it is read */
} plan;

static void obey(void)
{
    memset(&plan, 0, sizeof plan);
}

static void disobey(enum call call, int at, int error)
{
    obey();
    plan.call = call;
    plan.at = at;
    plan.error = error;
}

static bool now(enum call call)
{
    if (plan.call != call) {
        return false;
    }
    plan.uses++;
    if (plan.at != 0 && plan.at != plan.uses) {
        return false;
    }
    plan.misbehaved++;
    return true;
}

ssize_t read(int fd, void *to, size_t n)
{
    if (plan.grow != NULL) {
        int other = open(plan.grow, O_WRONLY | O_APPEND);
        (void)syscall(SYS_write, other, "+", 1);
        (void)syscall(SYS_close, other);
        plan.grow = NULL;
    }
    bool bad = now(CALL_READ);
    if (bad && plan.error != 0) {
        errno = plan.error;
        return -1;
    }
    return (ssize_t)syscall(SYS_read, fd, to, bad && n > 1 ? 1 : n);
}

ssize_t write(int fd, const void *from, size_t n)
{
    bool bad = now(CALL_WRITE);
    if (bad && plan.error != 0) {
        errno = plan.error;
        return -1;
    }
    return (ssize_t)syscall(SYS_write, fd, from, bad && n > 1 ? 1 : n);
}

int fsync(int fd)
{
    if (now(CALL_FSYNC)) {
        errno = plan.error;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int close(int fd)
{
    bool bad = now(CALL_CLOSE);
    int result = (int)syscall(SYS_close, fd);
    if (bad) {
        errno = plan.error;
        return -1;
    }
    return result;
}

int rename(const char *from, const char *to)
{
    if (now(CALL_RENAME)) {
        errno = plan.error;
        return -1;
    }
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

/* ---- a scratch folder and a watched context for each test ---- */

struct fixture {
    struct faults faults;
    tlr_ctx *ctx;
    char folder[256];
    char path[300];
};

static int set_up(void **state)
{
    static struct fixture fixture;
    obey();
    fault_init(&fixture.faults, 0, false);
    fixture.ctx = tlr_ctx_new(fault_alloc, &fixture.faults);
    const char *base = getenv("TMPDIR");
    (void)snprintf(fixture.folder, sizeof fixture.folder, "%s/teller-file.XXXXXX",
                   base != NULL && strlen(base) < 200 ? base : P_tmpdir);
    if (fixture.ctx == NULL || mkdtemp(fixture.folder) == NULL) {
        return -1;
    }
    (void)snprintf(fixture.path, sizeof fixture.path, "%s/result.xml", fixture.folder);
    *state = &fixture;
    return 0;
}

/* Names left in the folder are removed; how many there were? */
static size_t sweep(struct fixture *fixture)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, fixture->ctx);
    const char **names = NULL;
    size_t count = 0;
    assert_int_equal(tlri_dir_list(&arena, fixture->folder, &names, &count), TLR_OK);
    for (size_t i = 0; i < count; i++) {
        char path[600];
        (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, names[i]);
        (void)remove(path);
    }
    tlri_arena_drop(&arena);
    return count;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    obey();
    (void)sweep(fixture);
    (void)rmdir(fixture->folder);
    tlr_ctx_free(fixture->ctx);
    return fault_clean(&fixture->faults) ? 0 : -1;
}

static void expect_diag(struct fixture *fixture, uint32_t code)
{
    assert_int_equal(tlr_ctx_diag_count(fixture->ctx), 1);
    const tlr_diag *diag = tlr_ctx_diag(fixture->ctx, 0);
    assert_int_equal(diag->code, code);
    assert_non_null(diag->file);
    assert_non_null(diag->hint);
    tlr_ctx_diag_clear(fixture->ctx);
}

static void expect_content(struct fixture *fixture, const char *text)
{
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 1000, &bytes), TLR_OK);
    assert_int_equal(bytes.len, strlen(text));
    assert_string_equal(bytes.data, text);
    tlri_bytes_drop(&bytes);
    assert_null(bytes.data);
    tlri_bytes_drop(&bytes);
}

static void put(struct fixture *fixture, const char *text)
{
    assert_int_equal(tlri_file_write(fixture->ctx, fixture->path, text, strlen(text), false),
                     TLR_OK);
}

/* ---- reading ---- */

static void what_is_written_is_read(void **state)
{
    struct fixture *fixture = *state;
    assert_false(tlri_file_exists(fixture->path));
    put(fixture, "first");
    assert_true(tlri_file_exists(fixture->path));
    expect_content(fixture, "first");
    put(fixture, "");
    expect_content(fixture, "");
    char *large = malloc(3000000);
    assert_non_null(large);
    for (size_t i = 0; i < 3000000; i++) {
        large[i] = (char)(i * 7 % 251);
    }
    assert_int_equal(tlri_file_write(fixture->ctx, fixture->path, large, 3000000, false), TLR_OK);
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 3000000, &bytes), TLR_OK);
    assert_int_equal(bytes.len, 3000000);
    assert_memory_equal(bytes.data, large, 3000000);
    assert_int_equal(bytes.data[bytes.len], 0);
    tlri_bytes_drop(&bytes);
    free(large);
    assert_int_equal(sweep(fixture), 1);
}

static void the_size_cap_holds(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "12345");
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 4, &bytes), TLR_E_LIMIT);
    expect_diag(fixture, 1005);
    assert_null(bytes.data);
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 5, &bytes), TLR_OK);
    tlri_bytes_drop(&bytes);
}

static void what_is_not_a_file_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1001);
    put(fixture, "x");
    char path[400];
    (void)snprintf(path, sizeof path, "%s/below", fixture->path);
    assert_int_equal(tlri_file_read(fixture->ctx, path, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1001);
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->folder, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1002);
    (void)snprintf(path, sizeof path, "%s/link", fixture->folder);
    assert_int_equal(symlink(fixture->path, path), 0);
    assert_int_equal(tlri_file_read(fixture->ctx, path, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1003);
    (void)snprintf(path, sizeof path, "%s/pipe", fixture->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(tlri_file_read(fixture->ctx, path, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1004);
    assert_int_equal(tlri_file_read(fixture->ctx, "/dev/null", 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1004);
    char name[600];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(tlri_file_read(fixture->ctx, name, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1006);
    assert_null(bytes.data);
}

static void a_socket_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct sockaddr_un address;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    if (strlen(fixture->path) >= sizeof address.sun_path) {
        skip();
    }
    memcpy(address.sun_path, fixture->path, strlen(fixture->path));
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 9, &bytes), TLR_E_IO);
    expect_diag(fixture, 1004);
    (void)close(fd);
}

/* A dangling link exists as a name. */
static void a_dangling_link_is_a_name(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(symlink("nowhere", fixture->path), 0);
    assert_true(tlri_file_exists(fixture->path));
}

static void reading_survives_interruption_and_short_reads(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "Ballot paper account");
    disobey(CALL_READ, 1, EINTR);
    expect_content(fixture, "Ballot paper account");
    assert_int_equal(plan.misbehaved, 1);
    disobey(CALL_READ, 0, 0);
    expect_content(fixture, "Ballot paper account");
    assert_int_equal(plan.misbehaved, 21); /* byte by byte, and the end */
}

static void a_failed_read_is_reported(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "Ballot paper account");
    disobey(CALL_READ, 1, EIO);
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 100, &bytes), TLR_E_IO);
    assert_non_null(strstr(tlr_ctx_diag(fixture->ctx, 0)->message, "the disk reports an error"));
    expect_diag(fixture, 1006);
    assert_null(bytes.data);
}

static void a_file_that_grows_is_refused(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "half");
    plan.grow = fixture->path;
    struct tlri_bytes bytes = {0};
    assert_int_equal(tlri_file_read(fixture->ctx, fixture->path, 100, &bytes), TLR_E_IO);
    expect_diag(fixture, 1007);
    assert_null(bytes.data);
    expect_content(fixture, "half+");
}

/* ---- writing ---- */

struct write_row {
    const char *name;
    enum call call;
    int at, error;
    uint32_t code; /* 0: succeeds all the same */
    const char *content;
};

static const struct write_row write_rows[] = {
    {"write interrupted", CALL_WRITE, 1, EINTR, 0, "new"},
    {"write byte by byte", CALL_WRITE, 0, 0, 0, "new"},
    {"disk full at once", CALL_WRITE, 1, ENOSPC, 1010, "old"},
    {"disk full at fsync", CALL_FSYNC, 1, ENOSPC, 1010, "old"},
    {"quota used up at close", CALL_CLOSE, 1, EDQUOT, 1010, "old"},
    {"rename refused", CALL_RENAME, 1, EACCES, 1010, "old"},
    {"folder cannot be synced", CALL_FSYNC, 2, EIO, 1011, "new"},
    {"folder sync is not known here", CALL_FSYNC, 2, EINVAL, 0, "new"},
};

static void old_or_new_and_nothing_between(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof write_rows / sizeof write_rows[0]; i++) {
        const struct write_row *row = &write_rows[i];
        put(fixture, "old");
        disobey(row->call, row->at, row->error);
        tlr_status status = tlri_file_write(fixture->ctx, fixture->path, "new", 3, false);
        if (plan.misbehaved == 0) {
            fail_msg("%s: the fault was not met", row->name);
        }
        obey();
        if ((status == TLR_OK) != (row->code == 0)) {
            fail_msg("%s: status %s", row->name, tlr_status_name(status));
        }
        if (row->code != 0) {
            assert_int_equal(status, TLR_E_IO);
            expect_diag(fixture, row->code);
        }
        expect_content(fixture, row->content);
        assert_int_equal(sweep(fixture), 1); /* no temporary stays behind */
    }
}

static void a_write_that_fails_half_way_leaves_nothing(void **state)
{
    struct fixture *fixture = *state;
    disobey(CALL_WRITE, 1, ENOSPC);
    assert_int_equal(tlri_file_write(fixture->ctx, fixture->path, "new", 3, true), TLR_E_IO);
    assert_non_null(strstr(tlr_ctx_diag(fixture->ctx, 0)->message, "the disk is full"));
    expect_diag(fixture, 1010);
    assert_false(tlri_file_exists(fixture->path));
    assert_int_equal(sweep(fixture), 0);
}

static void places_that_cannot_be_written(void **state)
{
    struct fixture *fixture = *state;
    char path[400];
    (void)snprintf(path, sizeof path, "%s/no/such/folder.xml", fixture->folder);
    assert_int_equal(tlri_file_write(fixture->ctx, path, "x", 1, false), TLR_E_IO);
    expect_diag(fixture, 1010);
    (void)snprintf(path, sizeof path, "%s/folder", fixture->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(tlri_file_write(fixture->ctx, path, "x", 1, false), TLR_E_IO);
    expect_diag(fixture, 1040);
    /* A device is no place for a file: as root the machine would lose it. A pipe stands for one. */
    (void)snprintf(path, sizeof path, "%s/pipe", fixture->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(tlri_file_write(fixture->ctx, path, "x", 1, false), TLR_E_IO);
    expect_diag(fixture, 1040);
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
    assert_int_equal(sweep(fixture), 2);
}

static void secrets_are_for_the_owner_only(void **state)
{
    struct fixture *fixture = *state;
    struct stat info;
    mode_t before = umask(0);
    assert_int_equal(tlri_file_write(fixture->ctx, fixture->path, "x", 1, true), TLR_OK);
    assert_int_equal(stat(fixture->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(tlri_file_write(fixture->ctx, fixture->path, "x", 1, false), TLR_OK);
    assert_int_equal(stat(fixture->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0644);
    (void)umask(before);
}

/* Writing over a link replaces the link; what it led to is not touched. */
static void a_link_is_replaced_not_followed(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "target");
    char path[400];
    (void)snprintf(path, sizeof path, "%s/link", fixture->folder);
    assert_int_equal(symlink(fixture->path, path), 0);
    assert_int_equal(tlri_file_write(fixture->ctx, path, "new", 3, false), TLR_OK);
    expect_content(fixture, "target");
    struct stat info;
    assert_int_equal(lstat(path, &info), 0);
    assert_true(S_ISREG(info.st_mode));
}

/* Somebody guessed the temporary name and put a link there: another name is taken. */
static void nothing_is_written_through_a_guessed_link(void **state)
{
    struct fixture *fixture = *state;
    char victim[300], link[400];
    (void)snprintf(victim, sizeof victim, "%s/victim", fixture->folder);
    (void)snprintf(link, sizeof link, "%s/.result.xml.%ld-1.tmp", fixture->folder, (long)getpid());
    assert_int_equal(tlri_file_write(fixture->ctx, victim, "mine", 4, false), TLR_OK);
    assert_int_equal(symlink(victim, link), 0);
    put(fixture, "new");
    expect_content(fixture, "new");
    assert_true(tlri_file_is_link(link));
    assert_false(tlri_file_is_link(fixture->path));
    (void)snprintf(fixture->path, sizeof fixture->path, "%s", victim);
    expect_content(fixture, "mine");
}

static void a_name_without_folder_is_written_here(void **state)
{
    struct fixture *fixture = *state;
    char before[1000];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(fixture->folder), 0);
    assert_int_equal(tlri_file_write(fixture->ctx, "result.xml", "here", 4, false), TLR_OK);
    assert_int_equal(chdir(before), 0);
    expect_content(fixture, "here");
}

/* ---- folders ---- */

static void folders_are_listed_in_order_of_bytes(void **state)
{
    struct fixture *fixture = *state;
    static const char *const made[] = {"b", "B", ".hidden", "a10", "a9", "\xC3\xA9"};
    static const char *const expected[] = {".hidden", "B", "a10", "a9", "b", "\xC3\xA9"};
    for (size_t i = 0; i < 6; i++) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", fixture->folder, made[i]);
        assert_int_equal(tlri_file_write(fixture->ctx, path, "", 0, false), TLR_OK);
    }
    struct tlri_arena arena;
    tlri_arena_init(&arena, fixture->ctx);
    const char **names = NULL;
    size_t count = 0;
    assert_int_equal(tlri_dir_list(&arena, fixture->folder, &names, &count), TLR_OK);
    assert_int_equal(count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(names[i], expected[i]);
    }
    assert_int_equal(tlri_dir_list(&arena, "/no/such/folder", &names, &count), TLR_E_IO);
    expect_diag(fixture, 1020);
    tlri_arena_drop(&arena);
}

static void an_empty_folder_has_no_names(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(sweep(fixture), 0);
}

static void a_folder_of_too_many_names_is_refused(void **state)
{
    struct fixture *fixture = *state;
    char path[400];
    for (int i = 0; i < 10001; i++) {
        (void)snprintf(path, sizeof path, "%s/%05d", fixture->folder, i);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
        assert_true(fd >= 0);
        (void)close(fd);
    }
    struct tlri_arena arena;
    tlri_arena_init(&arena, fixture->ctx);
    const char **names = NULL;
    size_t count = 77;
    assert_int_equal(tlri_dir_list(&arena, fixture->folder, &names, &count), TLR_E_LIMIT);
    expect_diag(fixture, 1021);
    assert_null(names);
    assert_int_equal(count, 77);
    tlri_arena_drop(&arena);
    (void)unlink(path);
    assert_int_equal(sweep(fixture), 10000);
}

int main(void)
{
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(what_is_written_is_read),
        IN_SCRATCH(the_size_cap_holds),
        IN_SCRATCH(what_is_not_a_file_is_refused),
        IN_SCRATCH(a_socket_is_refused),
        IN_SCRATCH(a_dangling_link_is_a_name),
        IN_SCRATCH(reading_survives_interruption_and_short_reads),
        IN_SCRATCH(a_failed_read_is_reported),
        IN_SCRATCH(a_file_that_grows_is_refused),
        IN_SCRATCH(old_or_new_and_nothing_between),
        IN_SCRATCH(a_write_that_fails_half_way_leaves_nothing),
        IN_SCRATCH(places_that_cannot_be_written),
        IN_SCRATCH(secrets_are_for_the_owner_only),
        IN_SCRATCH(a_link_is_replaced_not_followed),
        IN_SCRATCH(nothing_is_written_through_a_guessed_link),
        IN_SCRATCH(a_name_without_folder_is_written_here),
        IN_SCRATCH(folders_are_listed_in_order_of_bytes),
        IN_SCRATCH(an_empty_folder_has_no_names),
        IN_SCRATCH(a_folder_of_too_many_names_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * custody/dispose.c: destroys what must not be kept for ever, and leaves a record of it.
 *
 * The record is written whole before anything goes, and nothing goes that it does not list, so that
 * an interruption can be told from a theft. What is on no list stays and is named. The date is the
 * caller's. Nothing here scrubs a disk. Implements spec/formats/disposal.md.
 */
#include "custody/dispose.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "custody/keep.h"
#include "io/declaration.h"
#include "io/ruling.h"

enum { FILES_MAX = 50000 };

/* A file to be removed. */
struct going {
    const char *name; /* within the folder */
    size_t bytes;
    bool digest_given;
    struct tlri_digest digest;
};

struct disposal {
    struct tlri_case *c;
    const char *today;
    struct tlri_array file; /* struct going, sorted by name */
};

/* ---- when not ---- */

static bool is_date(const char *text)
{
    char time[20];
    if (strlen(text) != 10) {
        return false;
    }
    snprintf(time, sizeof time, "%sT00:00Z", text);
    return tlri_time_ok(time, strlen(time));
}

static tlr_status refuse(struct tlri_case *c, const char *file, uint32_t code, const char *hint,
                         const char *clause, const char *what)
{
    struct tlri_place place = {.file = tlri_case_path(c, file)};
    tlri_diag(c->ctx, TLR_ERROR, code, &place, hint, clause, "%s", what);
    return TLR_E_RULES;
}

static tlr_status check_allowed(struct disposal *d)
{
    struct tlri_case *c = d->c;
    if (strcmp(d->today, c->notice->retain_until) <= 0) {
        struct tlri_place place = {.file = tlri_case_path(c, "notice.xml")};
        tlri_diag(c->ctx, TLR_ERROR, 6561, &place, "wait until the day after", "disposal/DIS-1",
                  "the papers are kept until %s, and this is %s", c->notice->retain_until,
                  d->today);
        return TLR_E_RULES;
    }
    if (tlri_case_has(c, "hold.txt")) {
        return refuse(c, "hold.txt", 6562,
                      "ask whoever had it put here to lift the hold, and have that minuted",
                      "disposal/DIS-2", "the papers are on hold");
    }
    if (!tlri_case_has(c, "result.xml")) {
        return refuse(c, "result.xml", 6563, "find the result first, or have it counted again",
                      "disposal/DIS-3", "there is no result, and nothing would be left");
    }
    return TLR_OK;
}

/* ---- which files ---- */

enum fate { FATE_STAYS, FATE_UNKNOWN, FATE_GOES, FATE_GOES_UNSALTED };

static enum fate fate_of(const char *name)
{
    static const char *const stay[] = {"notice.xml", "election.xml",    "lots.txt",
                                       "result.xml", "declaration.txt", "ink.txt",
                                       "run.txt",    "disposal.txt",    "MANIFEST"};
    static const char *const unsalted[] = {"workings.xml", "adjudications.txt", "account.txt",
                                           "sample.txt", "partial.xml"};
    for (size_t i = 0; i < sizeof stay / sizeof stay[0]; i++) {
        if (tlri_is_or_signs(stay[i], name)) {
            return FATE_STAYS;
        }
    }
    for (size_t i = 0; i < sizeof unsalted / sizeof unsalted[0]; i++) {
        if (tlri_is_or_signs(unsalted[i], name)) {
            return FATE_GOES_UNSALTED;
        }
    }
    if (tlri_is_kept_name("declaration", name) || tlri_streq(name, "superseded")) {
        return FATE_STAYS;
    }
    bool close = tlri_is_or_signs("close.txt", name) || tlri_is_kept_name("close", name);
    return close ? FATE_GOES : FATE_UNKNOWN;
}

static tlr_status add_file(struct disposal *d, const char *name, bool digest_given)
{
    struct tlri_case *c = d->c;
    struct tlri_bytes bytes;
    struct going going = {.name = name, .digest_given = digest_given};
    const char *path = tlri_case_path(c, name);
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_BATCH_MAX, &bytes));
    going.bytes = bytes.len;
    tlri_digest_of(bytes.data, bytes.len, &going.digest);
    tlri_bytes_drop(&bytes);
    return tlri_array_append(&d->file, &going, 1);
}

static tlr_status find_batches(struct disposal *d)
{
    const char **names = NULL;
    size_t count = 0;
    TLR_TRY(tlri_case_list_batches(d->c, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *name = tlri_arena_printf(&d->c->arena, "batches/%s", names[i]);
        if (name == NULL) {
            return tlri_no_memory(d->c->ctx);
        }
        if (tlri_ends_with(name, ".ballots") || tlri_signature_ending(name)) {
            TLR_TRY(add_file(d, name, true));
        }
    }
    return TLR_OK;
}

/* [DIS-5] Does this ruling say what stands on a paper? */
static tlr_status is_on_papers(struct disposal *d, const char *name, bool *is)
{
    struct tlri_bytes bytes;
    struct tlri_ruling *ruling = NULL;
    const char *path = tlri_case_path(d->c, name);
    if (path == NULL) {
        return tlri_no_memory(d->c->ctx);
    }
    TLR_TRY(tlri_file_read(d->c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlr_status status = tlri_ruling_read(d->c->ctx, path, bytes.data, bytes.len, &ruling);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    *is = tlri_ruling_is_salted(ruling);
    tlri_ruling_free(ruling);
    return TLR_OK;
}

/* A ruling with the signatures beside it. */
static tlr_status add_ruling(struct disposal *d, const char *file, const char *const *names,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tlri_is_or_signs(file, names[i])) {
            const char *name = tlri_arena_printf(&d->c->arena, "rulings/%s", names[i]);
            if (name == NULL) {
                return tlri_no_memory(d->c->ctx);
            }
            TLR_TRY(add_file(d, name, true));
        }
    }
    return TLR_OK;
}

static tlr_status find_rulings(struct disposal *d)
{
    const char **names = NULL;
    size_t count = 0;
    const char *folder = tlri_case_path(d->c, "rulings");
    if (folder == NULL) {
        return tlri_no_memory(d->c->ctx);
    }
    if (!tlri_file_exists(folder)) {
        return TLR_OK;
    }
    TLR_TRY(tlri_dir_list(&d->c->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        bool on_papers = false;
        const char *name = tlri_arena_printf(&d->c->arena, "rulings/%s", names[i]);
        if (name == NULL) {
            return tlri_no_memory(d->c->ctx);
        }
        if (tlri_ends_with(name, ".txt")) {
            TLR_TRY(is_on_papers(d, name, &on_papers));
        }
        if (on_papers) {
            TLR_TRY(add_ruling(d, names[i], names, count));
        }
    }
    return TLR_OK;
}

static int by_name(const void *a, const void *b)
{
    const struct going *left = a;
    const struct going *right = b;
    return strcmp(left->name, right->name);
}

static tlr_status find_files(struct disposal *d)
{
    struct tlri_case *c = d->c;
    for (size_t i = 0; i < c->names_count; i++) {
        enum fate fate = fate_of(c->names[i]);
        if (fate == FATE_GOES || fate == FATE_GOES_UNSALTED) {
            TLR_TRY(add_file(d, c->names[i], fate == FATE_GOES));
        } else if (fate == FATE_UNKNOWN && !tlri_streq(c->names[i], "batches") &&
                   !tlri_streq(c->names[i], "rulings")) {
            struct tlri_place place = {.file = tlri_case_path(c, c->names[i])};
            tlri_diag(c->ctx, TLR_WARNING, 6565, &place,
                      "look whether it holds papers, and destroy it yourself if it does",
                      "disposal/DIS-6", "this is on no list of what goes, and stays");
        }
    }
    TLR_TRY(find_batches(d));
    TLR_TRY(find_rulings(d));
    if (d->file.count > 0) {
        qsort(d->file.data, d->file.count, sizeof(struct going), by_name);
    }
    return TLR_OK;
}

/* ---- the record, and the work ---- */

static void write_line(const struct going *going, struct tlri_buf *out)
{
    char hex[TLRI_DIGEST_HEX];
    tlri_digest_hex(&going->digest, hex);
    tlri_buf_printf(out, "removed %s %zu %s%s\n", going->name, going->bytes,
                    going->digest_given ? "sha256:" : "", going->digest_given ? hex : "none");
}

static tlr_status write_record(struct disposal *d, const char *path)
{
    struct tlri_case *c = d->c;
    struct tlri_buf text;
    char hex[TLRI_DIGEST_HEX];
    const struct going *going = d->file.data;
    tlri_digest_hex(tlri_sealed_digest(c->notice_file), hex);
    tlri_buf_init(&text, c->ctx, TLRI_DOCUMENT_MAX);
    tlri_buf_printf(&text,
                    "teller/disposal@1\nelection %s\nnotice sha256:%s\nretain-until %s\n"
                    "disposed %s\nfiles %zu\n",
                    c->notice->election, hex, c->notice->retain_until, d->today, d->file.count);
    for (size_t i = 0; i < d->file.count; i++) {
        write_line(&going[i], &text);
    }
    tlr_status status = tlri_buf_puts(&text, "end\n");
    if (status == TLR_OK) {
        status = tlri_file_write(c->ctx, path, text.data, text.len, false);
    }
    tlri_buf_drop(&text);
    return status;
}

/* [DIS-7] The work was interrupted: what is still there must stand in the record, as it is. */
static tlr_status check_record(struct disposal *d, const char *path)
{
    struct tlri_case *c = d->c;
    struct tlri_bytes bytes;
    struct tlri_buf line;
    const struct going *going = d->file.data;
    bool all = true;
    TLR_TRY(tlri_file_read(c->ctx, path, TLRI_DOCUMENT_MAX, &bytes));
    tlri_buf_init(&line, c->ctx, TLRI_DOCUMENT_MAX);
    for (size_t i = 0; i < d->file.count && all; i++) {
        line.len = 0;
        write_line(&going[i], &line);
        all = line.failed == TLR_OK && strstr(bytes.data, line.data) != NULL;
    }
    tlr_status status = line.failed;
    tlri_buf_drop(&line);
    tlri_bytes_drop(&bytes);
    if (status == TLR_OK && !all) {
        status = refuse(c, "disposal.txt", 6564,
                        "find out where it comes from; then move disposal.txt away to begin anew",
                        "disposal/DIS-7",
                        "a file is there that this record of an earlier disposal does not list");
    }
    return status;
}

static tlr_status dispose(struct disposal *d)
{
    struct tlri_case *c = d->c;
    const char *path = tlri_case_path(c, "disposal.txt");
    const struct going *going;
    bool begun = false;
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(check_allowed(d));
    TLR_TRY(find_files(d));
    /* Looked for only now: whoever destroys papers at the same time wrote the record first, so
     * where there is none, none of them was gone yet from what was found. */
    TLR_TRY(tlri_file_there(c->ctx, path, &begun));
    if (d->file.count == 0 && !begun) {
        return refuse(c, "batches", 7108,
                      "dispose of the election's own folder; a public bundle holds none",
                      "disposal/DIS-9", "there are no papers here to destroy");
    }
    TLR_TRY(begun ? check_record(d, path) : write_record(d, path));
    going = d->file.data;
    for (size_t i = 0; i < d->file.count; i++) {
        const char *file = tlri_case_path(c, going[i].name);
        if (file == NULL) {
            return tlri_no_memory(c->ctx);
        }
        TLR_TRY(tlri_file_remove(c->ctx, file));
    }
    return TLR_OK;
}

tlr_status tlri_dispose(tlr_ctx *ctx, const char *dir, const char *today, size_t *removed)
{
    struct disposal d = {.today = today};
    if (!is_date(today)) {
        tlri_diag(ctx, TLR_ERROR, 6560, NULL, "give the date as 2027-03-21", "disposal/DIS-1",
                  "'%s' is no date", today);
        return TLR_E_USAGE;
    }
    TLR_TRY(tlri_case_open_definition(ctx, dir, NULL, &d.c));
    tlri_array_init(&d.file, ctx, sizeof(struct going), FILES_MAX);
    tlr_status status = dispose(&d);
    *removed = d.file.count;
    tlri_array_drop(&d.file);
    tlri_case_free(d.c);
    return status;
}

/*
 * test_case_tamper.c: an election with one thing changed: nothing changed is counted.
 *
 * Every file of the folder, signatures too, is left out, cut short, made longer, exchanged with its
 * neighbour, put there twice, has a line dropped, repeated, exchanged with the next or the rest cut
 * off after it, and has one bit turned in bytes spread evenly over it; each time the election is
 * checked as `teller count` would. It must be refused, by the signatures (TLR_E_TRUST)
 * wherever they cover the file; or the change is without effect, which is allowed of the untrusted
 * comment of a signature and of a copy that means nothing, and then the result has the same bytes.
 * TAMPER=all takes every line and turns a bit in every byte (`make tamper-full`: some minutes). The
 * number of cases is printed. The same is done to an election with a ruling.
 */
#define _XOPEN_SOURCE 700

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/folder.h"
#include "teller.h"
#include "teller/case.h"

enum { SPREAD = 4 }; /* bytes of each file that have a bit turned, unless TAMPER=all */

/* What a change may come to. */
enum {
    REFUSED = 1, /* by signature, digest or binding */
    UNREAD = 2,  /* or because it cannot be read, makes no sense, or misses a lot */
    NOTHING = 4  /* or without any effect */
};

/* The demo election, and one with a ruling; each in turn. */
static const char *const elections[] = {"fixtures/elections/anytown-2026",
                                        "fixtures/elections/annulled-2026"};
static size_t turn;

static struct folder folder;
static char *untouched; /* result.xml of the election as it is */
static size_t untouched_len;
static size_t cases, without_effect;
static size_t surprises; /* counted, so that each change can be taken back before a test fails */

/* ---- what a change comes to
 * ----------------------------------------------------------------------
 */

static bool same_result(void)
{
    tlr_case *c = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    assert_int_equal(tlr_case_new(ctx, folder.path, &c), TLR_OK);
    bool same = tlr_case_count(c) == TLR_OK && tlr_text_size(tlr_case_result(c)) == untouched_len &&
                memcmp(tlr_text_data(tlr_case_result(c)), untouched, untouched_len) == 0;
    tlr_case_free(c);
    tlr_ctx_free(ctx);
    return same;
}

/* Is there something to do about it: here, or generally for this code? */
static bool has_remedy(const tlr_diag *diag)
{
    const char *cause = NULL;
    const char *remedy = NULL;
    return diag->hint != NULL || tlr_diag_explain(diag->code, &cause, &remedy) != 0;
}

/* Is there an error in words, with a place? */
static bool says_why(const tlr_ctx *ctx)
{
    for (size_t i = 0; i < tlr_ctx_diag_count(ctx); i++) {
        const tlr_diag *diag = tlr_ctx_diag(ctx, i);
        if (diag->severity == TLR_ERROR && diag->file != NULL && has_remedy(diag)) {
            return true;
        }
    }
    return false;
}

static bool allowed(tlr_status status, unsigned may)
{
    switch (status) {
    case TLR_OK:
        without_effect++;
        return (may & NOTHING) != 0 && same_result();
    case TLR_E_TRUST:
        return (may & REFUSED) != 0;
    case TLR_E_INPUT:
    case TLR_E_RULES:
    case TLR_E_LIMIT:
    case TLR_E_IO:
        return (may & UNREAD) != 0;
    case TLR_E_DIFFERS:
    case TLR_E_USAGE:
    case TLR_E_DECISION:
    case TLR_E_MEMORY:
    case TLR_E_INTERNAL:
        return false;
    }
    return false;
}

static void expect(const char *what, const char *file, size_t at, unsigned may)
{
    tlr_case *c = NULL;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    assert_int_equal(tlr_case_new(ctx, folder.path, &c), TLR_OK);
    tlr_status status = tlr_case_check(c);
    cases++;
    if (!allowed(status, may)) {
        print_error("%s, %s at %zu: %s\n", file, what, at, tlr_status_name(status));
        surprises++;
    } else if (status != TLR_OK && !says_why(ctx)) {
        print_error("%s, %s at %zu: refused without a word\n", file, what, at);
        surprises++;
    }
    tlr_case_free(c);
    tlr_ctx_free(ctx);
}

/* ---- the files
 * -----------------------------------------------------------------------------------
 */

struct content {
    char *data;
    size_t len;
};

static struct content load(const char *file)
{
    struct content content = {NULL, 0};
    char path[2 * FOLDER_PATH];
    folder_path(&folder, file, path);
    content.data = file_load(path, &content.len);
    assert_non_null(content.data);
    return content;
}

static void store(const char *file, const char *data, size_t len)
{
    char path[2 * FOLDER_PATH];
    folder_path(&folder, file, path);
    assert_true(file_store(path, data, len));
}

static void drop(const char *file)
{
    char path[2 * FOLDER_PATH];
    folder_path(&folder, file, path);
    assert_int_equal(unlink(path), 0);
}

static bool ends_with(const char *file, const char *end)
{
    size_t len = strlen(file);
    return len > strlen(end) && strcmp(file + len - strlen(end), end) == 0;
}

static bool is_signature(const char *file)
{
    return ends_with(file, ".minisig");
}

/* A notice names the keys that sign it, so it is parsed before its signature can be judged. */
static unsigned unless_notice(const char *file)
{
    return strcmp(file, "notice.xml") == 0 ? REFUSED | UNREAD : REFUSED;
}

/* ---- the changes
 * ---------------------------------------------------------------------------------
 */

static void left_out(void **state)
{
    (void)state;
    surprises = 0;
    for (size_t i = 0; i < folder.files; i++) {
        const char *file = folder.file[i];
        struct content content = load(file);
        drop(file);
        if (strcmp(file, "lots.txt") == 0) {
            /* No check can miss it; the count stops at the tie that it settled. */
            tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
            tlr_case *c = NULL;
            assert_int_equal(tlr_case_new(ctx, folder.path, &c), TLR_OK);
            assert_int_equal(tlr_case_count(c), TLR_E_DECISION);
            assert_null(tlr_case_result(c));
            tlr_case_free(c);
            tlr_ctx_free(ctx);
            cases++;
        } else if (strcmp(file, "close.txt") == 0 || strcmp(file, "election.xml") == 0) {
            /* A check takes an evening that has not come so far; a count does not. */
            assert_false(same_result());
            cases++;
        } else {
            expect("left out", file, 0, REFUSED | (strchr(file, '/') == NULL ? UNREAD : 0));
        }
        store(file, content.data, content.len);
        free(content.data);
    }
    assert_int_equal(surprises, 0);
}

static void cut_short(void **state)
{
    (void)state;
    surprises = 0;
    for (size_t i = 0; i < folder.files; i++) {
        struct content content = load(folder.file[i]);
        const size_t kept[] = {0, content.len / 2, content.len - 1};
        for (size_t k = 0; k < sizeof kept / sizeof kept[0]; k++) {
            store(folder.file[i], content.data, kept[k]);
            /* A signature without the end of its last line still says all that it said. */
            bool last_newline = is_signature(folder.file[i]) && k == 2;
            expect("cut", folder.file[i], kept[k],
                   unless_notice(folder.file[i]) | (last_newline ? NOTHING : 0u));
        }
        store(folder.file[i], content.data, content.len);
        free(content.data);
    }
    assert_int_equal(surprises, 0);
}

static void made_longer(void **state)
{
    (void)state;
    surprises = 0;
    static const char *const tails[] = {"\n", " ", "1 X -\n"};
    for (size_t i = 0; i < folder.files; i++) {
        struct content content = load(folder.file[i]);
        char *longer = malloc(content.len + 16);
        assert_non_null(longer);
        const char *tail = tails[i % 3];
        memcpy(longer, content.data, content.len);
        memcpy(longer + content.len, tail, strlen(tail));
        store(folder.file[i], longer, content.len + strlen(tail));
        expect("made longer", folder.file[i], content.len, unless_notice(folder.file[i]));
        store(folder.file[i], content.data, content.len);
        free(longer);
        free(content.data);
    }
    assert_int_equal(surprises, 0);
}

/* Two batches whose names are exchanged are the same two batches: signatures change places too. */
static void exchanged(void **state)
{
    (void)state;
    surprises = 0;
    for (size_t i = 0; i + 1 < folder.files; i++) {
        struct content a = load(folder.file[i]);
        struct content b = load(folder.file[i + 1]);
        store(folder.file[i], b.data, b.len);
        store(folder.file[i + 1], a.data, a.len);
        bool both = is_signature(folder.file[i]) && is_signature(folder.file[i + 1]);
        expect("exchanged with the next", folder.file[i], 0,
               unless_notice(folder.file[i]) | unless_notice(folder.file[i + 1]) |
                   (both ? NOTHING : 0u));
        store(folder.file[i], a.data, a.len);
        store(folder.file[i + 1], b.data, b.len);
        free(a.data);
        free(b.data);
    }
    assert_int_equal(surprises, 0);
}

/* A batch under a second name, first without signatures, then with those of the first. */
static void batch_twice(const char *file)
{
    char again[FOLDER_PATH];
    char signature[2][FOLDER_PATH + 32];
    struct content content = load(file);
    snprintf(again, sizeof again, "batches/again.ballots");
    store(again, content.data, content.len);
    expect("there twice, once unsigned", file, 0, REFUSED);
    for (size_t k = 0; k < 2; k++) {
        snprintf(signature[k], sizeof signature[k], "%s.teller-%c.minisig", file,
                 k == 0 ? 'a' : 'b');
        struct content signed_by = load(signature[k]);
        snprintf(signature[k], sizeof signature[k], "%s.teller-%c.minisig", again,
                 k == 0 ? 'a' : 'b');
        store(signature[k], signed_by.data, signed_by.len);
        free(signed_by.data);
    }
    expect("there twice", file, 0, REFUSED);
    drop(again);
    drop(signature[0]);
    drop(signature[1]);
    free(content.data);
}

static void there_twice(void **state)
{
    (void)state;
    surprises = 0;
    char again[FOLDER_PATH];
    for (size_t i = 0; i < folder.files; i++) {
        const char *file = folder.file[i];
        struct content content = load(file);
        if (ends_with(file, ".ballots")) {
            batch_twice(file);
        } else if (is_signature(file)) {
            snprintf(again, sizeof again, "%.*s-again.minisig",
                     (int)(strlen(file) - strlen(".minisig")), file);
            store(again, content.data, content.len);
            expect("there twice", file, 0, NOTHING);
            drop(again);
        }
        free(content.data);
    }
    assert_int_equal(surprises, 0);
}

/* The line that no signature covers. */
static size_t untrusted_len(const char *file, const struct content *content)
{
    const char *end = is_signature(file) ? memchr(content->data, '\n', content->len) : NULL;
    return end != NULL ? (size_t)(end - content->data) : 0;
}

static void turn_bits_of(const char *file, size_t spread)
{
    struct content content = load(file);
    size_t free_of_effect = untrusted_len(file, &content);
    for (size_t k = 0; k < spread; k++) {
        size_t at = content.len * (2 * k + 1) / (2 * spread);
        char bit = (char)(1u << ((at + k) % 7)); /* the eighth would only make it no ASCII */
        content.data[at] = (char)(content.data[at] ^ bit);
        store(file, content.data, content.len);
        expect("one bit turned", file, at,
               unless_notice(file) | (at < free_of_effect ? NOTHING : 0u));
        content.data[at] = (char)(content.data[at] ^ bit);
    }
    store(file, content.data, content.len);
    free(content.data);
}

static bool wants_all(void)
{
    const char *wanted = getenv("TAMPER");
    return wanted != NULL && strcmp(wanted, "all") == 0;
}

static void bits_turned(void **state)
{
    (void)state;
    surprises = 0;
    for (size_t i = 0; i < folder.files; i++) {
        struct content content = load(folder.file[i]);
        free(content.data);
        turn_bits_of(folder.file[i], wants_all() ? content.len : SPREAD);
    }
    assert_int_equal(surprises, 0);
}

/* ---- line by line
 * --------------------------------------------------------------------------------
 */

/* The spans of a content's lines, each with its LF. */
struct lines {
    const struct content *of;
    size_t count;
    size_t *start; /* [count + 1] */
};

static struct lines lines_of(const struct content *content)
{
    struct lines lines = {.of = content, .start = calloc(content->len + 2, sizeof(size_t))};
    assert_non_null(lines.start);
    for (size_t i = 0; i < content->len; i++) {
        if (i + 1 == content->len || content->data[i] == '\n') {
            lines.start[++lines.count] = i + 1;
        }
    }
    return lines;
}

/* The content in a new order of lines; SIZE_MAX ends it. Free what is returned. */
static struct content reordered(const struct lines *lines, size_t from, const size_t *order)
{
    struct content made = {.data = malloc(2 * lines->of->len + 1), .len = lines->start[from]};
    assert_non_null(made.data);
    memcpy(made.data, lines->of->data, made.len);
    for (; *order != SIZE_MAX; order++) {
        size_t len = lines->start[*order + 1] - lines->start[*order];
        memcpy(made.data + made.len, lines->of->data + lines->start[*order], len);
        made.len += len;
    }
    return made;
}

static void expect_lines(const char *what, const char *file, const struct content *was,
                         struct content made, size_t line)
{
    if (made.len != was->len || memcmp(made.data, was->data, was->len) != 0) {
        store(file, made.data, made.len);
        expect(what, file, line + 1, unless_notice(file));
    }
    free(made.data);
}

/* Line i dropped, repeated, exchanged with the next, and all after it cut off. */
static void change_line(const char *file, const struct lines *lines, size_t i, size_t *order)
{
    size_t rest = 0;
    for (size_t k = i + 1; k < lines->count; k++) {
        order[2 + rest++] = k;
    }
    order[2 + rest] = SIZE_MAX;
    expect_lines("line dropped", file, lines->of, reordered(lines, i, order + 2), i);
    order[0] = order[1] = i;
    expect_lines("line repeated", file, lines->of, reordered(lines, i, order), i);
    if (rest > 0) {
        order[1] = i + 1;
        order[2] = i;
        expect_lines("line exchanged with the next", file, lines->of,
                     reordered(lines, i, order + 1), i);
        order[0] = SIZE_MAX;
        expect_lines("cut after the line", file, lines->of, reordered(lines, i + 1, order), i);
    }
}

static void change_lines_of(const char *file, bool all)
{
    struct content content = load(file);
    struct lines lines = lines_of(&content);
    size_t *order = calloc(lines.count + 4, sizeof *order);
    assert_non_null(order);
    size_t step = all || lines.count < 2 ? 1 : lines.count - 1;
    for (size_t i = 0; i < lines.count; i += step) {
        change_line(file, &lines, i, order);
    }
    store(file, content.data, content.len);
    free(order);
    free(lines.start);
    free(content.data);
}

static void lines_changed(void **state)
{
    (void)state;
    surprises = 0;
    for (size_t i = 0; i < folder.files; i++) {
        change_lines_of(folder.file[i], wants_all());
    }
    assert_int_equal(surprises, 0);
}

/* ---- the election
 * --------------------------------------------------------------------------------
 */

static bool of_the_election(const char *file)
{
    static const char *const documents[] = {"notice.xml", "election.xml", "close.txt", "lots.txt",
                                            "rulings/1.txt"};
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        if (strcmp(file, documents[i]) == 0) {
            return true;
        }
    }
    return ends_with(file, ".ballots") || is_signature(file);
}

/* What `count` writes and what else lies about is no part of the election. */
static void forget_the_rest(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < folder.files; i++) {
        char *file = folder.file[i];
        if (of_the_election(file)) {
            folder.file[kept++] = file;
        } else {
            drop(file);
            free(file);
        }
    }
    folder.files = kept;
}

static int make_election(void **state)
{
    (void)state;
    tlr_case *c = NULL;
    if (!folder_copy(&folder, elections[turn])) {
        return -1;
    }
    forget_the_rest();
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    if (ctx != NULL && tlr_case_new(ctx, folder.path, &c) == TLR_OK &&
        tlr_case_count(c) == TLR_OK) {
        untouched_len = tlr_text_size(tlr_case_result(c));
        untouched = malloc(untouched_len);
        if (untouched != NULL) {
            memcpy(untouched, tlr_text_data(tlr_case_result(c)), untouched_len);
        }
    }
    tlr_case_free(c);
    tlr_ctx_free(ctx);
    return untouched != NULL ? 0 : -1;
}

static int remove_election(void **state)
{
    (void)state;
    printf("%zu changes tried; %zu without effect, the rest refused\n", cases, without_effect);
    free(untouched);
    untouched = NULL;
    cases = without_effect = 0;
    folder_remove(&folder);
    turn++;
    return 0;
}

/* After all changes were taken back the election is as it was: nothing above passed by a mistake
 * of the test itself. */
static void whole_again(void **state)
{
    (void)state;
    assert_true(same_result());
    assert_true(cases > (turn == 0 ? 300u : 200u));
    assert_true(without_effect * 4 < cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_out),      cmocka_unit_test(cut_short),
        cmocka_unit_test(made_longer),   cmocka_unit_test(exchanged),
        cmocka_unit_test(there_twice),   cmocka_unit_test(bits_turned),
        cmocka_unit_test(lines_changed), cmocka_unit_test(whole_again),
    };
    int failed = cmocka_run_group_tests_name("demo", tests, make_election, remove_election);
    return failed +
           cmocka_run_group_tests_name("with a ruling", tests, make_election, remove_election);
}

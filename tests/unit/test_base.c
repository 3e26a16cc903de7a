/*
 * test_base.c: memory, arenas, arrays, buffers, diagnostics, statuses and text helpers.
 *
 * Files are in test_base_file.c; running out of memory is in tests/fault/test_base_oom.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "base/pages.h"
#include "support/faults.h"

/* Every test has a context whose allocator watches, and ends with nothing left in use. */
struct fixture {
    struct faults faults;
    tlr_ctx *ctx;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fault_init(&fixture.faults, 0, false);
    fixture.ctx = tlr_ctx_new(fault_alloc, &fixture.faults);
    *state = &fixture;
    return fixture.ctx == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    tlr_ctx_free(fixture->ctx);
    return fault_clean(&fixture->faults) ? 0 : -1;
}

static tlr_ctx *ctx_of(void **state)
{
    struct fixture *fixture = *state;
    return fixture->ctx;
}

static bool all_zero(const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        if (at[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Large pieces come from elsewhere: they are zero too, and move to and fro with their content. */
static void large_memory_is_memory(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL); /* our own allocator */
    size_t large = TLRI_PAGES_LARGE;
    size_t sizes[] = {100, large - 1, large, 3 * large + 7, large + 1, 200, large, 50};
    char *p = tlri_alloc(ctx, sizes[0]);
    assert_non_null(p);
    p[0] = 'a';
    p[49] = 'b';
    for (size_t i = 1; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *q = tlri_resize(ctx, p, sizes[i - 1], sizes[i]);
        assert_non_null(q);
        assert_true(q[0] == 'a' && q[49] == 'b');
        q[sizes[i] - 1] = i + 1 < sizeof sizes / sizeof sizes[0] ? 'c' : q[sizes[i] - 1];
        p = q;
    }
    tlri_free(ctx, p, sizes[sizeof sizes / sizeof sizes[0] - 1]);
    char *fresh = tlri_alloc(ctx, large);
    assert_non_null(fresh);
    assert_true(all_zero(fresh, large));
    tlri_free(ctx, fresh, large);
    assert_null(tlri_alloc(ctx, SIZE_MAX / 2));
    tlr_ctx_free(ctx);
}

static void memory_is_zeroed(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    char *p = tlri_alloc(ctx, 100);
    assert_non_null(p);
    assert_true(all_zero(p, 100));
    memset(p, 'x', 100);
    char *q = tlri_resize(ctx, p, 100, 300);
    assert_non_null(q);
    assert_true(q[0] == 'x' && q[99] == 'x');
    char *r = tlri_resize(ctx, q, 300, 10);
    assert_non_null(r);
    assert_true(r[9] == 'x');
    tlri_free(ctx, r, 10);
    void *empty = tlri_alloc(ctx, 0);
    assert_non_null(empty);
    empty = tlri_resize(ctx, empty, 0, 0);
    assert_non_null(empty);
    tlri_free(ctx, empty, 0);
    void *fresh = tlri_resize(ctx, NULL, 0, 8);
    assert_non_null(fresh);
    assert_true(all_zero(fresh, 8));
    tlri_free(ctx, fresh, 8);
    tlri_free(ctx, NULL, 8);
}

static void products_of_sizes_are_checked(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    assert_null(tlri_alloc_array(ctx, SIZE_MAX / 2, 3));
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx);
    assert_null(tlri_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(tlri_arena_alloc(&arena, SIZE_MAX));
    assert_null(tlri_arena_copy(&arena, "x", SIZE_MAX));
    tlri_arena_drop(&arena);
    void *nothing = tlri_alloc_array(ctx, 0, 0);
    assert_non_null(nothing);
    tlri_free(ctx, nothing, 0);
}

static void ends_and_numbers_are_strict(void **state)
{
    (void)state;
    assert_true(tlri_ends_with("a.txt", ".txt"));
    assert_false(tlri_ends_with(".txt", ".txt")); /* nothing before it */
    assert_false(tlri_ends_with("a.txt.", ".txt"));
    assert_false(tlri_ends_with("txt", ".txt"));
    static const struct {
        const char *text;
        uint32_t number;
    } rows[] = {{"1", 1},          {"999999999", 999999999},
                {"1000000000", 0}, {"0", 0},
                {"01", 0},         {"-1", 0},
                {"1 ", 0},         {"", 0},
                {"x", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(tlri_number_of(rows[i].text), rows[i].number);
    }
}

static void the_usual_allocator_works(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    char *p = tlri_alloc_array(ctx, 10, 10);
    assert_non_null(p);
    assert_true(all_zero(p, 100));
    char *q = tlri_resize(ctx, p, 100, 200);
    assert_non_null(q);
    assert_true(all_zero(q, 100));
    tlri_free(ctx, q, 200);
    tlr_ctx_free(ctx);
    tlr_ctx_free(NULL);
}

static void arena_pieces_are_aligned_zero_and_apart(void **state)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx_of(state));
    unsigned char *pieces[400];
    for (size_t i = 0; i < 400; i++) {
        size_t size = (i * 37) % 3000;
        pieces[i] = tlri_arena_alloc(&arena, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        assert_true(all_zero(pieces[i], size));
        memset(pieces[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < 400; i++) {
        size_t size = (i * 37) % 3000;
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(pieces[i][k], i % 251 + 1);
        }
    }
    tlri_arena_drop(&arena);
    tlri_arena_drop(&arena); /* a second time is harmless */
}

static void arena_large_pieces_do_not_waste_the_block(void **state)
{
    struct fixture *fixture = *state;
    struct tlri_arena arena;
    tlri_arena_init(&arena, fixture->ctx);
    char *first = tlri_arena_alloc(&arena, 16);
    assert_non_null(tlri_arena_alloc(&arena, 1000000));
    char *second = tlri_arena_alloc(&arena, 16);
    assert_ptr_equal(second, first + 16);
    size_t before = fixture->faults.requests;
    for (int i = 0; i < 100000; i++) {
        assert_non_null(tlri_arena_alloc(&arena, 32));
    }
    assert_true(fixture->faults.requests - before < 20);
    tlri_arena_drop(&arena);
    assert_non_null(tlri_arena_alloc(&arena, 100000)); /* the first piece may be the large one */
    assert_non_null(tlri_arena_alloc(&arena, 16));
    tlri_arena_drop(&arena);
}

static void arena_text(void **state)
{
    struct tlri_arena arena;
    tlri_arena_init(&arena, ctx_of(state));
    assert_string_equal(tlri_arena_copy(&arena, "Ballot paper", 6), "Ballot");
    assert_string_equal(tlri_arena_copy(&arena, "", 0), "");
    assert_string_equal(tlri_arena_printf(&arena, "stage %d of %s", 3, "12"), "stage 3 of 12");
    tlri_arena_drop(&arena);
}

static void arrays_grow_to_their_maximum(void **state)
{
    struct tlri_array array;
    tlri_array_init(&array, ctx_of(state), sizeof(uint32_t), 100);
    for (uint32_t i = 0; i < 100; i++) {
        uint32_t *place = NULL;
        assert_int_equal(tlri_array_push(&array, &place), TLR_OK);
        assert_int_equal(*place, 0);
        *place = i;
    }
    uint32_t *place = NULL;
    assert_int_equal(tlri_array_push(&array, &place), TLR_E_LIMIT);
    assert_null(place);
    assert_int_equal(array.count, 100);
    const uint32_t *data = array.data;
    for (uint32_t i = 0; i < 100; i++) {
        assert_int_equal(data[i], i);
    }
    tlri_array_drop(&array);

    const uint32_t three[] = {7, 8, 9};
    tlri_array_init(&array, ctx_of(state), sizeof(uint32_t), 5);
    assert_int_equal(tlri_array_append(&array, three, 3), TLR_OK);
    assert_int_equal(tlri_array_append(&array, three, 3), TLR_E_LIMIT);
    assert_int_equal(array.count, 3);
    assert_int_equal(tlri_array_append(&array, NULL, 0), TLR_OK);
    assert_int_equal(tlri_array_append(&array, three, 2), TLR_OK);
    data = array.data;
    assert_int_equal(data[4], 8);
    tlri_array_drop(&array);
    assert_int_equal(tlr_ctx_diag_count(ctx_of(state)), 0);
}

/* A pushed element is zero even where an element was before. */
static void pushed_elements_are_zero(void **state)
{
    struct tlri_array array;
    tlri_array_init(&array, ctx_of(state), sizeof(uint64_t), SIZE_MAX);
    uint64_t *place = NULL;
    assert_int_equal(tlri_array_push(&array, &place), TLR_OK);
    *place = UINT64_MAX;
    array.count = 0;
    assert_int_equal(tlri_array_push(&array, &place), TLR_OK);
    assert_true(*place == 0);
    tlri_array_drop(&array);
}

static void buffers_grow_and_stick_at_failure(void **state)
{
    struct tlri_buf buf;
    tlri_buf_init(&buf, ctx_of(state), 1000);
    assert_int_equal(tlri_buf_puts(&buf, ""), TLR_OK);
    assert_string_equal(buf.data, "");
    for (int i = 0; i < 100; i++) {
        assert_int_equal(tlri_buf_printf(&buf, "%03d,", i), TLR_OK);
    }
    assert_int_equal(buf.len, 400);
    assert_int_equal(strlen(buf.data), 400);
    assert_memory_equal(buf.data + 392, "098,099,", 8);
    assert_int_equal(tlri_buf_add(&buf, "\0x", 2), TLR_OK);
    assert_int_equal(buf.len, 402);
    assert_int_equal(tlri_buf_printf(&buf, "%0600d", 1), TLR_E_LIMIT);
    assert_int_equal(buf.len, 402);
    assert_int_equal(tlri_buf_puts(&buf, "fits"), TLR_E_LIMIT);
    assert_int_equal(buf.failed, TLR_E_LIMIT);
    assert_int_equal(buf.len, 402);
    tlri_buf_drop(&buf);
    /* exactly the maximum fits */
    tlri_buf_init(&buf, ctx_of(state), 3);
    assert_int_equal(tlri_buf_puts(&buf, "abc"), TLR_OK);
    assert_int_equal(tlri_buf_puts(&buf, ""), TLR_OK);
    assert_int_equal(tlri_buf_puts(&buf, "d"), TLR_E_LIMIT);
    tlri_buf_drop(&buf);
}

static void diagnostics_keep_what_they_were_given(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    char line[] = "<notice places=\"x\">rest";
    struct tlri_place place = {"notice.xml", 3, 9, 19, line, 19};
    tlri_diag(ctx, TLR_ERROR, 1001, &place, "write a number", "STV-1", "places is \"%s\"", "x");
    memset(line, '#', sizeof line - 1); /* all text was copied */
    tlri_diag(ctx, TLR_WARNING, 1002, NULL, NULL, NULL, "careful");
    assert_int_equal(tlr_ctx_diag_count(ctx), 2);
    assert_int_equal(tlri_diag_errors(ctx), 1);
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    assert_int_equal(diag->severity, TLR_ERROR);
    assert_int_equal(diag->code, 1001);
    assert_string_equal(diag->file, "notice.xml");
    assert_int_equal(diag->line, 3);
    assert_int_equal(diag->column, 9);
    assert_int_equal(diag->end_column, 19);
    assert_string_equal(diag->message, "places is \"x\"");
    assert_string_equal(diag->hint, "write a number");
    assert_string_equal(diag->clause, "STV-1");
    assert_string_equal(diag->source, "<notice places=\"x\">");
    const tlr_diag *second = tlr_ctx_diag(ctx, 1);
    assert_null(second->file);
    assert_null(second->hint);
    assert_null(second->clause);
    assert_null(second->source);
    assert_int_equal(second->line, 0);
    assert_null(tlr_ctx_diag(ctx, 2));
    tlr_ctx_diag_clear(ctx);
    assert_int_equal(tlr_ctx_diag_count(ctx), 0);
    assert_int_equal(tlri_diag_errors(ctx), 0);
}

static void hostile_text_cannot_reach_a_terminal(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    struct tlri_place place = {"a\033[31m.xml", 1, 1, 0, "x\033]0;\a\xFFy\0z", 10};
    tlri_diag(ctx, TLR_ERROR, 1001, &place, NULL, NULL, "bad %s", "\xC3(");
    const tlr_diag *diag = tlr_ctx_diag(ctx, 0);
    assert_string_equal(diag->file, "a?[31m.xml");
    assert_string_equal(diag->source, "x?]0;??y?z");
    assert_string_equal(diag->message, "bad ?(");
    tlri_diag(ctx, TLR_ERROR, 1001, NULL, NULL, NULL, "D\xC3\xB3nal");
    assert_string_equal(tlr_ctx_diag(ctx, 1)->message, "D\xC3\xB3nal");
}

static void diagnostics_past_the_bound_are_counted(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    for (int i = 0; i < 1005; i++) {
        tlri_diag(ctx, TLR_ERROR, 1001, NULL, NULL, NULL, "problem %d", i);
    }
    assert_int_equal(tlr_ctx_diag_count(ctx), 1000);
    assert_int_equal(tlr_ctx_diag_dropped(ctx), 5);
    assert_int_equal(tlri_diag_errors(ctx), 1005);
    assert_string_equal(tlr_ctx_diag(ctx, 999)->message, "problem 999");
    assert_int_equal(tlri_no_memory(ctx), TLR_E_MEMORY);
    assert_int_equal(tlr_ctx_diag_dropped(ctx), 6);
    tlr_ctx_diag_clear(ctx);
    assert_int_equal(tlr_ctx_diag_dropped(ctx), 0);
}

static void memory_and_internal_errors_have_codes(void **state)
{
    tlr_ctx *ctx = ctx_of(state);
    assert_int_equal(tlri_no_memory(ctx), TLR_E_MEMORY);
    assert_int_equal(tlri_no_memory(ctx), TLR_E_MEMORY);
    assert_int_equal(tlr_ctx_diag_count(ctx), 1);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 1901);
    assert_int_equal(tlri_internal(ctx, "votes are conserved"), TLR_E_INTERNAL);
    assert_int_equal(tlr_ctx_diag(ctx, 1)->code, 1999);
    assert_non_null(strstr(tlr_ctx_diag(ctx, 1)->message, "votes are conserved"));
    tlr_ctx_diag_clear(ctx);
    assert_int_equal(tlri_no_memory(ctx), TLR_E_MEMORY); /* can be said again */
    assert_int_equal(tlr_ctx_diag_count(ctx), 1);
}

static void codes_are_explained(void **state)
{
    (void)state;
    const char *cause = NULL;
    const char *remedy = NULL;
    assert_int_equal(tlr_diag_explain(1001, &cause, &remedy), 1);
    assert_non_null(cause);
    assert_non_null(remedy);
    cause = NULL;
    assert_int_equal(tlr_diag_explain(1, &cause, &remedy), 0);
    assert_null(cause);
}

static bool is_sentence(const char *text)
{
    size_t len = strlen(text);
    return len >= 5 && strchr(".?)", text[len - 1]) != NULL;
}

/* The table of codes: ascending, and each row two sentences. */
static void the_table_of_codes_is_in_order(void **state)
{
    (void)state;
    static const struct {
        uint32_t code;
        const char *cause, *remedy;
    } rows[] = {
#define TLRI_CODE(code, cause, remedy) {code, cause, remedy},
#include "base/codes.def"
#undef TLRI_CODE
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (i > 0 && rows[i].code <= rows[i - 1].code) {
            fail_msg("code %u is not in its place", (unsigned)rows[i].code);
        }
        if (!is_sentence(rows[i].cause) || !is_sentence(rows[i].remedy)) {
            fail_msg("code %u needs a sentence for cause and one for remedy",
                     (unsigned)rows[i].code);
        }
    }
}

static void statuses_have_names_and_exit_codes(void **state)
{
    (void)state;
    assert_string_equal(tlr_status_name(TLR_E_INPUT), "TLR_E_INPUT");
    assert_string_equal(tlr_status_text(TLR_OK), "done");
    assert_int_equal(tlr_status_exit(TLR_OK), 0);
    assert_int_equal(tlr_status_exit(TLR_E_DIFFERS), 1);
    assert_int_equal(tlr_status_exit(TLR_E_USAGE), 2);
    assert_int_equal(tlr_status_exit(TLR_E_INPUT), 3);
    assert_int_equal(tlr_status_exit(TLR_E_RULES), 3);
    assert_int_equal(tlr_status_exit(TLR_E_DECISION), 4);
    assert_int_equal(tlr_status_exit(TLR_E_IO), 5);
    assert_int_equal(tlr_status_exit(TLR_E_TRUST), 6);
    assert_int_equal(tlr_status_exit(TLR_E_LIMIT), 7);
    assert_int_equal(tlr_status_exit(TLR_E_MEMORY), 7);
    assert_int_equal(tlr_status_exit(TLR_E_INTERNAL), 70);
    tlr_status unknown = (tlr_status)9;
    assert_string_equal(tlr_status_name(unknown), "TLR_E_UNKNOWN");
    assert_int_equal(tlr_status_exit(unknown), 70);
    assert_non_null(tlr_status_text(unknown));
}

static void text_is_compared(void **state)
{
    (void)state;
    assert_true(tlri_streq("a", "a"));
    assert_false(tlri_streq("a", "b"));
    assert_true(tlri_streq(NULL, NULL));
    assert_false(tlri_streq("a", NULL));
    assert_false(tlri_streq(NULL, "a"));
    assert_true(tlri_span_is("noticeX", 6, "notice"));
    assert_false(tlri_span_is("noticeX", 7, "notice"));
    assert_false(tlri_span_is("notice", 5, "notice"));
    assert_true(tlri_span_is(NULL, 0, ""));
}

static void hexadecimal_is_strict(void **state)
{
    (void)state;
    const uint8_t bytes[4] = {0x00, 0x9A, 0xBC, 0xFF};
    char text[9];
    tlri_hex(bytes, 4, text);
    assert_string_equal(text, "009abcff");
    uint8_t back[4];
    assert_true(tlri_unhex("009abcff", 8, back, 4));
    assert_memory_equal(back, bytes, 4);
    assert_true(tlri_unhex("009ABCFF", 8, back, 4));
    assert_memory_equal(back, bytes, 4);
    assert_false(tlri_unhex("009abcf", 7, back, 4));
    assert_false(tlri_unhex("009abcff0", 9, back, 4));
    assert_false(tlri_unhex("009abcfg", 8, back, 4));
    assert_false(tlri_unhex("0x9abcff", 8, back, 4));
    assert_false(tlri_unhex(" 09abcff", 8, back, 4));
    assert_false(tlri_unhex("", 0, back, SIZE_MAX / 2 + 1));
    assert_true(tlri_unhex("", 0, back, 0));
}

struct utf8_row {
    const char *text;
    size_t len;
    bool good;
};

static const struct utf8_row utf8_rows[] = {
    {"", 0, true},
    {"plain\t\r\n", 8, true},
    {"Si\xC3\xA2n", 5, true},
    {"\xE2\x82\xAC", 3, true},     /* U+20AC */
    {"\xF0\x9F\x97\xB3", 4, true}, /* U+1F5F3, a ballot box */
    {"\xEF\xBF\xBD", 3, true},     /* U+FFFD */
    {"\xF4\x8F\xBF\xBF", 4, true}, /* U+10FFFF */
    {"\xED\x9F\xBF", 3, true},     /* U+D7FF */
    {"\xEE\x80\x80", 3, true},     /* U+E000 */
    {"\x7F", 1, true},             /* allowed by XML 1.0, though discouraged */
    {"a\0b", 3, false},            /* NUL */
    {"\x01", 1, false},            /* control characters */
    {"\x0B", 1, false},
    {"\x1F", 1, false},
    {"\x80", 1, false}, /* a continuation alone */
    {"\xBF", 1, false},
    {"\xC0\x80", 2, false}, /* overlong */
    {"\xC1\xBF", 2, false},
    {"\xE0\x9F\xBF", 3, false},
    {"\xF0\x8F\xBF\xBF", 4, false},
    {"\xED\xA0\x80", 3, false}, /* a surrogate */
    {"\xED\xBF\xBF", 3, false},
    {"\xEF\xBF\xBE", 3, false},     /* U+FFFE */
    {"\xEF\xBF\xBF", 3, false},     /* U+FFFF */
    {"\xF4\x90\x80\x80", 4, false}, /* past U+10FFFF */
    {"\xF5\x80\x80\x80", 4, false},
    {"\xFF", 1, false},
    {"\xC3", 1, false}, /* cut short */
    {"\xE2\x82", 2, false},
    {"\xF0\x9F\x97", 3, false},
    {"\xC3(", 2, false},
    {"\xE2\x82(", 3, false},
};

static void utf8_is_checked_strictly(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof utf8_rows / sizeof utf8_rows[0]; i++) {
        if (tlri_utf8_xml(utf8_rows[i].text, utf8_rows[i].len) != utf8_rows[i].good) {
            fail_msg("row %zu should be %s", i, utf8_rows[i].good ? "accepted" : "refused");
        }
    }
}

/* Every byte, at every place of runs that end within, at and after eight bytes. */
static void plain_runs_end_where_they_should(void **state)
{
    enum { LONGEST = 20 };
    char text[LONGEST];
    (void)state;
    memset(text, '~', sizeof text);
    for (size_t len = 0; len <= LONGEST; len++) {
        assert_int_equal(tlri_plain_run(text, len), len);
        for (size_t at = 0; at < len; at++) {
            for (unsigned byte = 0; byte <= 0xFF; byte++) {
                bool plain = byte >= 0x20 && byte <= 0x7E;
                text[at] = (char)byte;
                assert_int_equal(tlri_plain_run(text, len), plain ? len : at);
            }
            text[at] = ' ';
        }
    }
}

int main(void)
{
#define WATCHED(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WATCHED(memory_is_zeroed),
        WATCHED(large_memory_is_memory),
        WATCHED(products_of_sizes_are_checked),
        WATCHED(ends_and_numbers_are_strict),
        WATCHED(the_usual_allocator_works),
        WATCHED(arena_pieces_are_aligned_zero_and_apart),
        WATCHED(arena_large_pieces_do_not_waste_the_block),
        WATCHED(arena_text),
        WATCHED(arrays_grow_to_their_maximum),
        WATCHED(pushed_elements_are_zero),
        WATCHED(buffers_grow_and_stick_at_failure),
        WATCHED(diagnostics_keep_what_they_were_given),
        WATCHED(hostile_text_cannot_reach_a_terminal),
        WATCHED(diagnostics_past_the_bound_are_counted),
        WATCHED(memory_and_internal_errors_have_codes),
        WATCHED(codes_are_explained),
        WATCHED(the_table_of_codes_is_in_order),
        WATCHED(statuses_have_names_and_exit_codes),
        WATCHED(text_is_compared),
        WATCHED(hexadecimal_is_strict),
        WATCHED(utf8_is_checked_strictly),
        WATCHED(plain_runs_end_where_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* unit/test_io_text_source.c: places in a text, numbers, words, and the closest word. */
#include "unit/test_io_text.h"

#include "io/source.h"

static void test_places(void **state)
{
    (void)state;
    static const char text[] = "one\n\ntwo three\nend";
    static const struct {
        size_t offset, len;
        uint32_t line, column, end_column;
        const char *shown;
    } rows[] = {
        {0, 3, 1, 1, 4, "one"},        {3, 1, 1, 4, 5, "one"},         {4, 0, 2, 1, 2, ""},
        {9, 5, 3, 5, 10, "two three"}, {9, 50, 3, 5, 10, "two three"}, {15, 3, 4, 1, 4, "end"},
        {18, 0, 4, 4, 5, "end"},       {5, 3, 3, 1, 4, "two three"},   {1, 1, 1, 2, 3, "one"},
    };
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_source source;
    tlri_source_init(&source, ctx, "name", text, sizeof text - 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_place place = tlri_source_place(&source, text + rows[i].offset, rows[i].len);
        assert_int_equal(place.line, rows[i].line);
        assert_int_equal(place.column, rows[i].column);
        assert_int_equal(place.end_column, rows[i].end_column);
        assert_int_equal(place.source_len, strlen(rows[i].shown));
        assert_memory_equal(place.source, rows[i].shown, place.source_len);
        assert_string_equal(place.file, "name");
    }
    struct tlri_place nowhere = tlri_source_place(&source, NULL, 0);
    assert_int_equal(nowhere.line, 0);
    tlr_ctx_free(ctx);
}

/* A line that is too long for a screen is not shown. */
static void test_long_lines(void **state)
{
    (void)state;
    char text[3000];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_source source;
    memset(text, 'a', sizeof text);
    tlri_source_init(&source, ctx, "name", text, 1000);
    assert_non_null(tlri_source_place(&source, text + 500, 1).source);
    tlri_source_init(&source, ctx, "name", text, 1001);
    assert_null(tlri_source_place(&source, text + 500, 1).source);
    tlr_ctx_free(ctx);
}

static tlr_status check(tlr_ctx *ctx, const char *data, size_t len, struct tlri_buf *out)
{
    struct tlri_source source;
    (void)out;
    tlri_source_init(&source, ctx, "test", data, len);
    bool good = tlri_source_check(&source);
    assert_int_equal(good, source.problems == 0);
    return tlri_source_verdict(&source);
}

static void test_characters(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *problems;
    } rows[] = {
        {"good", "a b\nc\n", ""},
        {"empty", "", "0:0 2010"},
        {"byte order mark", "\357\273\277a\n", "1:1 2001"},
        {"carriage return", "a\r\n", "1:2 2002"},
        {"tab", "a\tb\n", "1:2 2003"},
        {"escape", "a\033b\n", "1:2 2004"},
        {"delete", "a\177b\n", "1:2 2004"},
        {"accent", "caf\303\251\n", "1:4 2005"},
        {"trailing blank", "a \n", "1:2 2006"},
        {"leading blank", " a\n", "1:1 2007"},
        {"two blanks", "a  b  c\n", "1:2 2007"},
        {"no LF", "a\nb", "2:2 2008"},
        {"empty line", "a\n\nb\n", "2:1 2010"},
        {"only a blank", " \n", "1:1 2006, 1:1 2007"},
        {"several", "a\t\nb \nc", "1:2 2003, 2:2 2006, 3:2 2008"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].name);
        expect_problems(check, rows[i].text, strlen(rows[i].text), rows[i].problems);
    }
}

static void test_line_limit(void **state)
{
    (void)state;
    char text[TLRI_LINE_MAX + 2];
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    memset(text, 'a', sizeof text);
    text[TLRI_LINE_MAX] = '\n';
    assert_int_equal(check(ctx, text, TLRI_LINE_MAX + 1, NULL), TLR_OK);
    text[TLRI_LINE_MAX] = 'a';
    text[TLRI_LINE_MAX + 1] = '\n';
    assert_int_equal(check(ctx, text, TLRI_LINE_MAX + 2, NULL), TLR_E_LIMIT);
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2011);
    tlr_ctx_free(ctx);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t code; /* 0: good */
        uint64_t value;
    } rows[] = {
        {"5", 0, 5},
        {"10", 0, 10},
        {"4", 2013, 0},
        {"11", 2013, 0},
        {"05", 2012, 0},
        {"", 2012, 0},
        {"-5", 2012, 0},
        {"5 ", 2012, 0},
        {"5x", 2012, 0},
        {"0x5", 2012, 0},
        {"99999999999999999999", 2013, 0},
        {"18446744073709551621", 2013, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct tlri_source source;
        uint64_t value = 0;
        size_t len = strlen(rows[i].text);
        print_message("'%s'\n", rows[i].text);
        tlri_source_init(&source, ctx, "test", rows[i].text, len);
        struct tlri_span field = {source.data, len};
        bool good = tlri_read_number(&source, field, "it", 5, 10, &value);
        assert_int_equal(good, rows[i].code == 0);
        assert_int_equal(value, rows[i].value);
        if (!good) {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, rows[i].code);
        }
        tlr_ctx_free(ctx);
    }
}

static void test_closest_word(void **state)
{
    (void)state;
    static const char *const words[] = {"returning-officer", "scrutineer", "teller"};
    static const struct {
        const char *word, *closest;
    } rows[] = {
        {"scrutiner", "scrutineer"},
        {"tellr", "teller"},
        {"taller", "teller"},
        {"retuning-oficer", "returning-officer"},
        {"x", NULL},
        {"observer", NULL},
        {"", NULL},
        {"an-extremely-long-word-that-nobody-would-write", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tlri_span word = {rows[i].word, strlen(rows[i].word)};
        const char *closest = tlri_closest_word(word, words, 3);
        print_message("%s\n", rows[i].word);
        assert_true(tlri_streq(closest, rows[i].closest));
    }
}

static const char *ending(uint32_t i)
{
    static const char *const words[] = {"first", "second", "third"};
    return i < 3 ? words[i] : NULL;
}

static void test_words_are_listed(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_source source;
    uint32_t word = 9;
    tlri_source_init(&source, ctx, "test", "tird", 4);
    struct tlri_span field = {source.data, 4};
    assert_false(tlri_read_word(&source, field, "the ending", ending, &word));
    assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 2022);
    assert_string_equal(tlr_ctx_diag(ctx, 0)->hint, "write third, or one of first, second, third");
    assert_int_equal(word, 9);
    tlr_ctx_free(ctx);
}

static void test_spans(void **state)
{
    (void)state;
    struct tlri_span fields[3];
    const struct tlri_span line = {"ab c def g", 10};
    assert_int_equal(tlri_span_split(line, fields, 3), 4);
    assert_true(tlri_word_is(fields[0], "ab"));
    assert_true(tlri_word_is(fields[2], "def"));
    const struct tlri_span empty = {"", 0};
    assert_int_equal(tlri_span_split(empty, fields, 3), 0);
    assert_true(tlri_span_equal(empty, empty));
    assert_true(tlri_span_compare(fields[0], fields[1]) < 0);
    assert_true(tlri_span_compare(fields[1], fields[0]) > 0);
    assert_int_equal(tlri_span_compare(fields[1], fields[1]), 0);
    assert_true(tlri_span_compare(empty, fields[1]) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),           cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_characters),       cmocka_unit_test(test_line_limit),
        cmocka_unit_test(test_numbers),          cmocka_unit_test(test_closest_word),
        cmocka_unit_test(test_words_are_listed), cmocka_unit_test(test_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

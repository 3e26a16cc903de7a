/*
 * io/source.c: where things stand in a text, and the strict line reader of teller's own files.
 *
 * Implements "Plain text" of spec/formats/ballots.md. A line number is counted only when a problem
 * is reported, from the last place that was reported, so a good file is never searched for lines.
 * Checks of characters are apart from checks of meaning: first tlri_source_check goes over the
 * bytes once and names every stray one, then readers see clean lines and can be simple. Whatever
 * is wrong is reported and reading goes on, so that a volunteer mends a file in one go.
 */
#include "io/source.h"

#include <string.h>

#define SHOWN_MAX 1000u /* bytes of a line that are still worth a caret */

void tlri_source_init(struct tlri_source *source, tlr_ctx *ctx, const char *name, const char *data,
                      size_t len)
{
    *source = (struct tlri_source){0};
    source->ctx = ctx;
    source->name = name;
    source->data = data;
    source->len = len;
    source->known_line = 1;
}

/* ---- places
 * ----------------------------------------------------------------------------------------- */

static size_t line_end(const struct tlri_source *source, size_t offset)
{
    if (offset >= source->len) {
        return source->len;
    }
    const char *lf = memchr(source->data + offset, '\n', source->len - offset);
    return lf == NULL ? source->len : (size_t)(lf - source->data);
}

/* Moves the known line to the one in which offset stands. */
static void find_line(struct tlri_source *source, size_t offset)
{
    if (offset < source->known_offset) {
        source->known_offset = 0;
        source->known_line = 1;
    }
    const char *at = source->data + source->known_offset, *to = source->data + offset;
    for (const char *lf; at < to && (lf = memchr(at, '\n', (size_t)(to - at))) != NULL;) {
        at = lf + 1;
        source->known_line++;
    }
    source->known_offset = (size_t)(at - source->data);
}

uint32_t tlri_source_line_of(struct tlri_source *source, const char *text)
{
    find_line(source, (size_t)(text - source->data));
    return source->known_line;
}

static bool made_of(struct tlri_span span, const char *digits)
{
    for (size_t i = 0; i < span.len; i++) {
        if (span.text[i] == '\0' || strchr(digits, span.text[i]) == NULL) {
            return false;
        }
    }
    return true;
}

/* A salt must not reach a screen or a log: its line is never shown, even misspelt. */
static bool holds_salt(struct tlri_span line)
{
    struct tlri_span fields[2];
    size_t n = tlri_span_split(line, fields, 2);
    return n > 0 && (tlri_word_is(fields[0], "salt") ||
                     (n > 1 && fields[1].len == (size_t)2 * TLRI_SALT_BYTES &&
                      made_of(fields[1], "0123456789abcdefABCDEF")));
}

struct tlri_place tlri_source_place(struct tlri_source *source, const char *text, size_t len)
{
    struct tlri_place place = {.file = source->name};
    if (text == NULL) {
        return place;
    }
    size_t offset = (size_t)(text - source->data);
    find_line(source, offset);
    size_t start = source->known_offset;
    size_t end = line_end(source, offset);
    place.line = source->known_line;
    place.column = (uint32_t)(offset - start + 1);
    size_t stop = offset + len < end ? offset + len : end;
    place.end_column = (uint32_t)(stop - start + 1);
    if (place.end_column <= place.column) {
        place.end_column = place.column + 1;
    }
    struct tlri_span line = {source->data + start, end - start};
    bool shown = !source->hidden && line.len <= SHOWN_MAX && line.text != source->private_at &&
                 !holds_salt(line);
    if (shown) {
        place.source = line.text;
        place.source_len = line.len;
    }
    return place;
}

/* ---- problems
 * ------------------------------------------------------------------------------------------ */

/* Messages are formatted here first, because tlri_diag takes no va_list. Long ones are cut. */
#define MESSAGE_MAX 512

/* What is said of a code of any file, as the words of a message; or the message itself. */
static const char *hushed_words(uint32_t code, const char *message, char out[MESSAGE_MAX])
{
    const char *cause = NULL, *remedy = NULL;
    if (tlr_diag_explain(code, &cause, &remedy) == 0) {
        return message;
    }
    (void)snprintf(out, MESSAGE_MAX, "%s", cause);
    size_t len = strlen(out);
    out[len - (len > 0 && out[len - 1] == '.' ? 1u : 0u)] = '\0';
    bool capital = out[0] >= 'A' && out[0] <= 'Z' && !(out[1] >= 'A' && out[1] <= 'Z');
    out[0] = capital ? (char)(out[0] - 'A' + 'a') : out[0];
    return out;
}

static void report(struct tlri_source *source, tlr_severity severity, uint32_t code,
                   struct tlri_span span, const char *hint, const char *message)
{
    char words[MESSAGE_MAX];
    struct tlri_place place = tlri_source_place(source, span.text, span.len);
    tlri_diag(source->ctx, severity, code, &place, hint, NULL, "%s",
              source->hushed ? hushed_words(code, message, words) : message);
}

void tlri_source_error(struct tlri_source *source, uint32_t code, struct tlri_span span,
                       const char *hint, const char *fmt, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    source->problems++;
    if (source->problems > TLRI_PROBLEMS_MAX) {
        return;
    }
    va_start(args, fmt);
    (void)vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    report(source, TLR_ERROR, code, span, hint, message);
}

void tlri_source_note(struct tlri_source *source, tlr_severity severity, uint32_t code,
                      struct tlri_span span, const char *hint, const char *fmt, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    report(source, severity, code, span, hint, message);
}

bool tlri_source_gave_up(struct tlri_source *source)
{
    if (source->problems < TLRI_PROBLEMS_MAX) {
        return false;
    }
    if (source->problems == TLRI_PROBLEMS_MAX) {
        source->problems++;
        struct tlri_place place = {.file = source->name};
        tlri_diag(source->ctx, TLR_ERROR, 2009, &place, NULL, NULL,
                  "reading stopped after %u problems; there may be more", TLRI_PROBLEMS_MAX);
    }
    return true;
}

tlr_status tlri_source_verdict(const struct tlri_source *source)
{
    if (source->problems == 0) {
        return TLR_OK;
    }
    return source->over_limit ? TLR_E_LIMIT : TLR_E_INPUT;
}

/* ---- characters
 * ---------------------------------------------------------------------------------------- */

static struct tlri_span span_of(const char *text, size_t len)
{
    struct tlri_span span = {text, len};
    return span;
}

static bool starts_with_mark(const char *data, size_t len)
{
    return len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0;
}

/* Printable ASCII, or a byte of a character where UTF-8 is allowed. */
static bool plain_byte(const struct tlri_source *source, unsigned char byte)
{
    return (byte >= 0x20 && byte <= 0x7E) || (source->utf8 && byte >= 0x80);
}

/* How many bytes from here on are not plain. */
static size_t strange_run(const struct tlri_source *source, const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && !plain_byte(source, (unsigned char)text[n])) {
        n++;
    }
    return n;
}

static void report_strange(struct tlri_source *source, struct tlri_span run)
{
    unsigned char first = (unsigned char)run.text[0];
    if (first == '\r') {
        tlri_source_error(source, 2002, span_of(run.text, 1),
                          "save the file with Unix line ends (LF)",
                          "a carriage return (Windows line end) stands here");
    } else if (first == '\t') {
        tlri_source_error(source, 2003, span_of(run.text, 1), "put one space in its place",
                          "a tab stands where a space is wanted");
    } else if (starts_with_mark(run.text, run.len)) {
        tlri_source_error(source, 2001, span_of(run.text, 3),
                          "save the file as plain text without a byte order mark (BOM)",
                          "an invisible byte order mark stands here");
    } else if (first < 0x80) {
        tlri_source_error(source, 2004, run, "remove it",
                          "a control character (0x%02x) stands here", first);
    } else {
        tlri_source_error(source, 2005, run,
                          "only plain English letters, digits and signs may "
                          "stand in this file",
                          "a character that is not ASCII stands here");
    }
}

static void check_blanks(struct tlri_source *source, struct tlri_span line)
{
    if (line.len == 0) {
        tlri_source_error(source, 2010, line, "remove it", "this line is empty");
        return;
    }
    if (line.text[line.len - 1] == ' ') {
        tlri_source_error(source, 2006, span_of(line.text + line.len - 1, 1),
                          "remove blanks at the end of the line", "the line ends in a blank");
    }
    if (line.text[0] == ' ') {
        tlri_source_error(source, 2007, span_of(line.text, 1), "remove it",
                          "the line begins with a blank");
    }
    for (size_t i = 1; i + 1 < line.len; i++) {
        if (line.text[i] == ' ' && line.text[i + 1] == ' ') {
            tlri_source_error(source, 2007, span_of(line.text + i, 2), "leave one",
                              "two spaces stand together");
            return;
        }
    }
}

bool tlri_source_check_line(struct tlri_source *source, struct tlri_span line)
{
    size_t before = source->problems;
    for (size_t i = 0; i < line.len && !tlri_source_gave_up(source); i++) {
        size_t run = strange_run(source, line.text + i, line.len - i);
        if (run > 0) {
            report_strange(source, span_of(line.text + i, run));
            i += run - 1;
        }
    }
    if (source->utf8 && source->problems == before &&
        (!tlri_utf8_xml(line.text, line.len) || starts_with_mark(line.text, line.len))) {
        tlri_source_error(source, 2005, line, "save the file as UTF-8 without a byte order mark",
                          "this line is not UTF-8, or begins with a byte order mark");
    } else if (source->utf8 && source->problems == before &&
               !tlri_utf8_shown(line.text, line.len)) {
        tlri_source_error(source, 1022, line, "type the line again",
                          "this line holds a character that changes how the rest is shown");
    }
    check_blanks(source, line);
    if (line.len > TLRI_LINE_MAX) {
        source->over_limit = true;
        tlri_source_error(source, 2011, span_of(line.text, 1), NULL,
                          "the line has %zu bytes, more than %u", line.len, TLRI_LINE_MAX);
    }
    if (line.text + line.len == source->data + source->len) {
        tlri_source_error(source, 2008, span_of(line.text + line.len, 0),
                          "end the last line with a line feed; the file may have been cut short",
                          "the file does not end with the end of a line");
    }
    return source->problems == before;
}

/* Could check_line find something in this line? The quick test that good lines pass. */
static bool looks_clean(const struct tlri_source *source, struct tlri_span line)
{
    if (line.len == 0 || line.len > TLRI_LINE_MAX ||
        line.text + line.len == source->data + source->len) {
        return false;
    }
    unsigned char before = ' ';
    for (size_t i = 0; i < line.len; i++) {
        unsigned char byte = (unsigned char)line.text[i];
        if (byte < 0x20 || byte > 0x7E || (byte == ' ' && before == ' ')) {
            return false;
        }
        before = byte;
    }
    return before != ' ';
}

bool tlri_source_check(struct tlri_source *source)
{
    size_t before = source->problems;
    if (source->len == 0) {
        tlri_source_error(source, 2010, span_of(NULL, 0), "check that it is the right file",
                          "the file is empty");
        return false;
    }
    size_t at = 0;
    while (at < source->len && !tlri_source_gave_up(source)) {
        size_t end = line_end(source, at);
        struct tlri_span line = {source->data + at, end - at};
        if (!looks_clean(source, line)) {
            (void)tlri_source_check_line(source, line);
        }
        at = end + 1;
    }
    return source->problems == before;
}

/* ---- lines and fields
 * ------------------------------------------------------------------------------------ */

bool tlri_source_peek(const struct tlri_source *source, struct tlri_span *line)
{
    if (source->next >= source->len) {
        return false;
    }
    line->text = source->data + source->next;
    line->len = line_end(source, source->next) - source->next;
    return true;
}

bool tlri_source_next(struct tlri_source *source)
{
    if (!tlri_source_peek(source, &source->line)) {
        return false;
    }
    source->next += source->line.len + 1;
    return true;
}

size_t tlri_span_split(struct tlri_span line, struct tlri_span *fields, size_t max)
{
    size_t count = 0;
    for (size_t start = 0, end; start < line.len; start = end + 1) {
        const char *space = memchr(line.text + start, ' ', line.len - start);
        end = space == NULL ? line.len : (size_t)(space - line.text);
        if (end == start) {
            continue;
        }
        if (count < max) {
            fields[count] = span_of(line.text + start, end - start);
        }
        count++;
    }
    return count;
}

struct tlri_span tlri_span_word(struct tlri_span line)
{
    size_t len = 0;
    while (len < line.len && line.text[len] != ' ') {
        len++;
    }
    return span_of(line.text, len);
}

bool tlri_word_is(struct tlri_span span, const char *text)
{
    return tlri_span_is(span.text, span.len, text);
}

bool tlri_span_equal(struct tlri_span a, struct tlri_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.text, b.text, a.len) == 0);
}

int tlri_span_compare(struct tlri_span a, struct tlri_span b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.text, b.text, common);
    if (order != 0) {
        return order;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

const char *tlri_span_copy(struct tlri_arena *arena, struct tlri_span span)
{
    return tlri_arena_copy(arena, span.text, span.len);
}

/* How much of a field is shown in a message. */
static int shown_len(struct tlri_span field)
{
    return field.len > 40 ? 40 : (int)field.len;
}

static bool all_digits(struct tlri_span field)
{
    for (size_t i = 0; i < field.len; i++) {
        if (field.text[i] < '0' || field.text[i] > '9') {
            return false;
        }
    }
    return field.len > 0;
}

/* The value of up to 19 digits. */
static uint64_t digits_value(struct tlri_span field)
{
    uint64_t value = 0;
    for (size_t i = 0; i < field.len; i++) {
        value = value * 10 + (uint64_t)(field.text[i] - '0');
    }
    return value;
}

bool tlri_read_number(struct tlri_source *source, struct tlri_span field, const char *what,
                      uint64_t min, uint64_t max, uint64_t *out)
{
    if (!all_digits(field)) {
        tlri_source_error(source, 2012, field, "write it with the digits 0 to 9 only",
                          "%s is not a whole number: '%.*s'", what, shown_len(field), field.text);
        return false;
    }
    if (field.len > 1 && field.text[0] == '0') {
        tlri_source_error(source, 2012, field, "remove the zeros in front",
                          "%s is written with a zero in front: '%.*s'", what, shown_len(field),
                          field.text);
        return false;
    }
    uint64_t value = field.len > 19 ? UINT64_MAX : digits_value(field);
    if (value < min || value > max) {
        tlri_source_error(source, 2013, field, NULL, "%s is %.*s; it must be from %llu to %llu",
                          what, shown_len(field), field.text, (unsigned long long)min,
                          (unsigned long long)max);
        return false;
    }
    *out = value;
    return true;
}

bool tlri_read_number32(struct tlri_source *source, struct tlri_span field, const char *what,
                        uint32_t min, uint32_t max, uint32_t *out)
{
    uint64_t value = 0;
    if (!tlri_read_number(source, field, what, min, max, &value)) {
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

bool tlri_read_limited(struct tlri_source *source, struct tlri_span field, const char *what,
                       uint32_t min, uint32_t max, uint32_t *out)
{
    uint64_t value = 0;
    if (!tlri_read_number(source, field, what, min, UINT64_MAX, &value)) {
        return false;
    }
    if (value > max) {
        source->over_limit = true;
        tlri_source_error(source, 2021, field, NULL, "%s is %.*s, more than the limit of %u", what,
                          shown_len(field), field.text, max);
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

bool tlri_read_token(struct tlri_source *source, struct tlri_span field, const char *what)
{
    if (tlri_is_id(field.text, field.len)) {
        return true;
    }
    tlri_source_error(source, 2014, field,
                      "use small letters, digits and hyphens inside, 64 at most",
                      "%s may not be written '%.*s'", what, shown_len(field), field.text);
    return false;
}

bool tlri_read_reference(struct tlri_source *source, struct tlri_span field, const char *what)
{
    bool plain = true;
    for (size_t i = 0; i < field.len; i++) {
        plain = plain && field.text[i] > 0x20 && field.text[i] < 0x7F;
    }
    if (plain && field.len > 0 && field.len <= TLRI_TOKEN_MAX) {
        return true;
    }
    tlri_source_error(source, 2014, field, "use at most 64 plain characters without spaces",
                      "%s may not be written '%.*s'", what, shown_len(field), field.text);
    return false;
}

bool tlri_read_tag(struct tlri_source *source, struct tlri_span field, const char *what)
{
    if (field.len <= TLRI_TOKEN_MAX && tlri_is_tag(field.text, field.len)) {
        return true;
    }
    tlri_source_error(source, 2014, field,
                      "a clause is written like C3.I.1.B: at most 64 letters, digits, and . - / "
                      "between them",
                      "%s may not be written '%.*s'", what, shown_len(field), field.text);
    return false;
}

/* The words of a closed set: how many, and the first `room` of them. */
static size_t all_words(const char *(*token)(uint32_t), const char **words, size_t room)
{
    size_t n = 0;
    while (token((uint32_t)n) != NULL) {
        if (n < room) {
            words[n] = token((uint32_t)n);
        }
        n++;
    }
    return n < room ? n : room;
}

static void refuse_word(struct tlri_source *source, struct tlri_span field, const char *what,
                        const char *const *words, size_t n)
{
    char hint[512] = "write ";
    size_t len = strlen(hint);
    const char *closest = tlri_closest_word(field, words, n);
    if (closest != NULL) {
        len += (size_t)snprintf(hint + len, sizeof hint - len, "%s, or ", closest);
    }
    for (size_t i = 0; i < n && len < sizeof hint; i++) {
        len += (size_t)snprintf(hint + len, sizeof hint - len, "%s%s", i == 0 ? "one of " : ", ",
                                words[i]);
    }
    tlri_source_error(source, 2022, field, hint, "%s may not be written '%.*s'", what,
                      shown_len(field), field.text);
}

bool tlri_read_word(struct tlri_source *source, struct tlri_span field, const char *what,
                    const char *(*token)(uint32_t), uint32_t *out)
{
    const char *words[32];
    size_t n = all_words(token, words, sizeof words / sizeof words[0]);
    for (size_t i = 0; i < n; i++) {
        if (tlri_word_is(field, words[i])) {
            *out = (uint32_t)i;
            return true;
        }
    }
    refuse_word(source, field, what, words, n);
    return false;
}

bool tlri_read_digest(struct tlri_source *source, struct tlri_span field, const char *what,
                      struct tlri_digest *out)
{
    static const char prefix[] = "sha256:";
    size_t prefix_len = sizeof prefix - 1;
    if (field.len > prefix_len && memcmp(field.text, prefix, prefix_len) == 0 &&
        tlri_digest_parse(field.text + prefix_len, field.len - prefix_len, out)) {
        return true;
    }
    tlri_source_error(source, 2015, field,
                      "write sha256: and the 64 small hexadecimal digits that sha256sum prints",
                      "%s is not a digest of that form", what);
    return false;
}

bool tlri_read_salt(struct tlri_source *source, uint8_t out[TLRI_SALT_BYTES])
{
    struct tlri_span field;
    if (!tlri_read_field(source, "salt", "salt HEX", &field)) {
        return false;
    }
    if (made_of(field, "0123456789abcdef") &&
        tlri_unhex(field.text, field.len, out, TLRI_SALT_BYTES)) {
        return true;
    }
    tlri_source_error(source, 2031, field, NULL, "the salt is not 32 small hexadecimal digits");
    return false;
}

/* ---- lines with a keyword
 * ----------------------------------------------------------------------------------- */

/* The type with stray bytes around it, such as a Windows line end? Then they are reported. */
static bool type_is_dirty(struct tlri_source *source, struct tlri_span line, const char *type)
{
    size_t mark = starts_with_mark(line.text, line.len) ? 3 : 0;
    size_t len = strlen(type);
    return line.len >= mark + len && memcmp(line.text + mark, type, len) == 0 &&
           !tlri_source_check_line(source, line);
}

bool tlri_read_type(struct tlri_source *source, const char *type)
{
    struct tlri_span line = {NULL, 0};
    bool any = tlri_source_peek(source, &line);
    if (any && tlri_word_is(line, type)) {
        return tlri_source_next(source);
    }
    if (!any || !type_is_dirty(source, line, type)) {
        tlri_source_error(source, 2016, line, "check that it is the right file, of this version",
                          "the first line must be exactly '%s'", type);
    }
    return false;
}

bool tlri_next_is(const struct tlri_source *source, const char *keyword)
{
    struct tlri_span line;
    return tlri_source_peek(source, &line) && tlri_word_is(tlri_span_word(line), keyword);
}

/* The place of a word in the order of the file's keywords, or SIZE_MAX. */
static size_t keyword_place(const struct tlri_source *source, struct tlri_span word)
{
    for (size_t i = 0; i < source->keyword_count; i++) {
        if (tlri_word_is(word, source->keywords[i])) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Does the next line begin with a keyword that is wanted now or was before? */
static bool comes_up_to(const struct tlri_source *source, size_t wanted)
{
    struct tlri_span line;
    return tlri_source_peek(source, &line) && keyword_place(source, tlri_span_word(line)) <= wanted;
}

/* Finds the line of that keyword as the header says, and leaves it to be taken. */
static bool find_keyword(struct tlri_source *source, const char *keyword, const char *form)
{
    size_t wanted = keyword_place(source, (struct tlri_span){keyword, strlen(keyword)});
    struct tlri_span line;
    while (tlri_source_peek(source, &line)) {
        struct tlri_span word = tlri_span_word(line);
        if (tlri_word_is(word, keyword)) {
            return true;
        }
        size_t place = keyword_place(source, word);
        if (place != SIZE_MAX && place < wanted) {
            tlri_source_error(source, 2017, word, NULL,
                              "this line belongs further up, and once only");
            (void)tlri_source_next(source);
            continue;
        }
        bool misspelt = tlri_closest_word(word, &keyword, 1) != NULL;
        tlri_source_error(source, 2017, word,
                          misspelt ? "check the spelling of the first word" : NULL,
                          "the line '%s' is wanted here", form);
        if (place != SIZE_MAX || source->keyword_count == 0) {
            return false;
        }
        (void)tlri_source_next(source);
        if (!comes_up_to(source, wanted)) {
            return false; /* the line was the wanted one, misspelt */
        }
    }
    tlri_source_error(source, 2017, span_of(source->data + source->len, 0),
                      "check that the file was not cut short",
                      "the file ends where the line '%s' is wanted", form);
    return false;
}

bool tlri_read_line(struct tlri_source *source, const char *keyword, const char *form, size_t min,
                    size_t max, struct tlri_span *fields, size_t *count)
{
    *count = 0;
    if (!find_keyword(source, keyword, form)) {
        return false;
    }
    (void)tlri_source_next(source);
    struct tlri_span all[TLRI_FIELDS_MAX];
    size_t found = tlri_span_split(source->line, all, TLRI_FIELDS_MAX) - 1;
    if (found < min || found > max || found >= TLRI_FIELDS_MAX) {
        tlri_source_error(source, 2019, source->line, NULL,
                          "the line has too %s fields: the form is '%s'",
                          found < min ? "few" : "many", form);
        return false;
    }
    *count = found;
    if (found > 0) {
        memcpy(fields, all + 1, found * sizeof *fields);
    }
    return true;
}

bool tlri_read_field(struct tlri_source *source, const char *keyword, const char *form,
                     struct tlri_span *field)
{
    size_t count = 0;
    return tlri_read_line(source, keyword, form, 1, 1, field, &count);
}

void tlri_read_end(struct tlri_source *source)
{
    struct tlri_span line;
    if (tlri_source_peek(source, &line)) {
        tlri_source_error(source, 2020, line, "remove what stands after the end",
                          "the file should end before this line");
    }
}

/* ---- did you mean
 * ------------------------------------------------------------------------------------------ */

#define WORD_MAX 40u

/* How many letters must be put in, left out or changed to make b of a; both at most WORD_MAX. */
static size_t edits(struct tlri_span a, const char *b, size_t b_len)
{
    size_t row[WORD_MAX + 1];
    for (size_t j = 0; j <= b_len; j++) {
        row[j] = j;
    }
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b_len; j++) {
            size_t changed = diagonal + (a.text[i] != b[j]);
            size_t least = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;
            diagonal = row[j + 1];
            row[j + 1] = changed < least ? changed : least;
        }
    }
    return row[b_len];
}

const char *tlri_closest_word(struct tlri_span word, const char *const *words, size_t n)
{
    const char *closest = NULL;
    size_t least = 1 + word.len / 3; /* farther than this is another word */
    if (word.len > WORD_MAX) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        size_t longer = len > word.len ? len - word.len : word.len - len; /* that many edits */
        bool far = len > WORD_MAX || longer > least;
        size_t distance = far ? SIZE_MAX : edits(word, words[i], len);
        if (distance <= least && (closest == NULL || distance < least)) {
            closest = words[i];
            least = distance;
        }
    }
    return closest;
}

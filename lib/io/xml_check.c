/*
 * io/xml_check.c: a tree compared with its format's table, and the functions that read a tree.
 * spec/formats/xml.md, 3-4.
 *
 * Walks the tree once, without recursion, and reports every element, attribute and value that the
 * table does not allow, and everything that it asks for and does not find. What it refuses it
 * marks, so that the readers above pass over it and can still report problems of their own: a
 * notice with ten mistakes gives ten messages. The published XSDs say the same; tests compare the
 * two.
 */
#include "io/xml_read.h"

#include <string.h>

#define WORDS_MAX 40u /* words of a list, attributes or children of a rule */

/* A value being checked: where it stands, and how messages name it. */
struct subject {
    struct tlri_xml_doc *doc;
    struct tlri_span at;
    const char *element;
    const char *attr; /* NULL: the text of the element */
};

static struct tlri_span span_of_text(const char *text)
{
    struct tlri_span span = {.text = text, .len = strlen(text)};
    return span;
}

/* ---- messages
 * --------------------------------------------------------------------------------------- */

/* The word of the list that was probably meant, as a hint in a buffer of the caller, or NULL. */
static const char *did_you_mean(char *buffer, size_t size, const char *word,
                                const char *const *words, size_t n)
{
    const char *near = tlri_closest_word(span_of_text(word), words, n);
    if (near == NULL) {
        return NULL;
    }
    (void)snprintf(buffer, size, "Did you mean \"%s\"?", near);
    return buffer;
}

static void refuse(const struct subject *subject, uint32_t code, const char *hint, const char *must)
{
    if (subject->attr == NULL) {
        tlri_source_error(&subject->doc->source, code, subject->at, hint, "the text of <%s> %s",
                          subject->element, must);
    } else {
        tlri_source_error(&subject->doc->source, code, subject->at, hint,
                          "the attribute \"%s\" of <%s> %s", subject->attr, subject->element, must);
    }
}

/* ---- values
 * -------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Characters of UTF-8 text: bytes that do not continue one. */
static size_t characters(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        n += ((unsigned char)text[i] & 0xC0u) != 0x80u;
    }
    return n;
}

static bool check_length(const struct subject *subject, const char *text, size_t len, uint64_t max)
{
    size_t n = characters(text, len);
    if (n >= 1 && n <= max) {
        return true;
    }
    char must[96];
    if (n == 0) {
        (void)snprintf(must, sizeof must, "is empty");
    } else {
        (void)snprintf(must, sizeof must, "has %zu characters; it may have %llu", n,
                       (unsigned long long)max);
    }
    refuse(subject, n == 0 ? 2320 : 2326, NULL, must);
    return false;
}

static bool check_word(const struct subject *subject, const char *text,
                       const char *(*word)(uint32_t), uint64_t *number)
{
    const char *words[WORDS_MAX];
    size_t n = 0;
    for (const char *next = word(0); next != NULL && n < WORDS_MAX; next = word((uint32_t)n)) {
        if (tlri_streq(text, next)) {
            *number = n;
            return true;
        }
        words[n++] = next;
    }
    char must[400] = "must be ";
    size_t len = strlen(must);
    for (size_t i = 0; i < n && len < sizeof must; i++) {
        const char *join = i == 0 ? "" : i + 1 == n ? " or " : ", ";
        int put = snprintf(must + len, sizeof must - len, "%s%s", join, words[i]);
        len += put > 0 ? (size_t)put : 0;
    }
    char hint[96];
    refuse(subject, 2321, did_you_mean(hint, sizeof hint, text, words, n), must);
    return false;
}

static const char *yes_no(uint32_t i)
{
    static const char *const words[] = {"no", "yes"};
    return i < 2 ? words[i] : NULL;
}

static bool check_id(const struct subject *subject, const char *text, size_t len, uint64_t max)
{
    bool good = len <= max && tlri_is_id(text, len);
    if (!good) {
        char must[128];
        (void)snprintf(must, sizeof must, "must be 1 to %llu of a-z, 0-9 and hyphens between them",
                       (unsigned long long)max);
        refuse(subject, 2322, "Write it in small letters without spaces, such as \"ordinary-1\".",
               must);
    }
    return good;
}

static bool check_tag(const struct subject *subject, const char *text, size_t len, uint64_t max)
{
    bool good = len <= max && tlri_is_tag(text, len);
    if (!good) {
        char must[128];
        (void)snprintf(must, sizeof must,
                       "must be 1 to %llu letters, digits, and . - / between them",
                       (unsigned long long)max);
        refuse(subject, 2323, "A clause is written like C3.I.1.B, a source like B1.", must);
    }
    return good;
}

/* Digits without a leading zero that fit 64 bits. */
static bool parse_integer(const char *text, size_t len, uint64_t *out)
{
    uint64_t value = 0;
    if (len == 0 || len > 19 || (text[0] == '0' && len > 1)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_digit(text[i])) {
            return false;
        }
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    *out = value;
    return true;
}

static bool check_integer(const struct subject *subject, const char *text, size_t len,
                          const struct tlri_xml_value *value, uint64_t *number)
{
    uint64_t n = 0;
    if (parse_integer(text, len, &n) && n >= value->min && n <= value->max) {
        *number = n;
        return true;
    }
    char must[128];
    (void)snprintf(must, sizeof must, "must be a whole number from %llu to %llu",
                   (unsigned long long)value->min, (unsigned long long)value->max);
    refuse(subject, 2324, "Write digits only, without a leading zero, sign, comma or blank.", must);
    return false;
}

static unsigned days_of_month(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static unsigned two_digits(const char *text)
{
    return (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
}

static bool is_date(const char *text, size_t len)
{
    if (len != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && !is_digit(text[i])) {
            return false;
        }
    }
    unsigned year = two_digits(text) * 100 + two_digits(text + 2);
    unsigned month = two_digits(text + 5);
    unsigned day = two_digits(text + 8);
    return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of_month(year, month);
}

static bool check_date(const struct subject *subject, const char *text, size_t len)
{
    if (is_date(text, len)) {
        return true;
    }
    refuse(subject, 2325, "Write year, month, day: 2026-03-01.",
           "must be a day of the calendar, written YYYY-MM-DD");
    return false;
}

static bool is_digest(const char *text, size_t len)
{
    static const char prefix[] = "sha256:";
    if (len != sizeof prefix - 1 + 64 || memcmp(text, prefix, sizeof prefix - 1) != 0) {
        return false;
    }
    for (size_t i = sizeof prefix - 1; i < len; i++) {
        if (!is_digit(text[i]) && !(text[i] >= 'a' && text[i] <= 'f')) {
            return false;
        }
    }
    return true;
}

static bool check_digest(const struct subject *subject, const char *text, size_t len)
{
    if (is_digest(text, len)) {
        return true;
    }
    refuse(subject, 2327, "`sha256sum FILE` prints the 64 digits.",
           "must be sha256: and 64 digits 0-9, a-f");
    return false;
}

/* [XML-13] */
static bool check_shown(const struct subject *subject, const char *text, size_t len)
{
    if (tlri_utf8_shown(text, len)) {
        return true;
    }
    refuse(subject, 1022, "Type the text again; a word processor may have put the character in.",
           "holds a character that is not seen but changes how the rest is shown");
    return false;
}

static bool check_line(const struct subject *subject, const char *text, size_t len, uint64_t max)
{
    if (!check_length(subject, text, len, max)) {
        return false;
    }
    bool good = !is_blank(text[0]) && !is_blank(text[len - 1]);
    for (size_t i = 0; good && i < len; i++) {
        good = !is_blank(text[i]) || (text[i] == ' ' && text[i + 1] != ' ');
    }
    if (!good) {
        refuse(subject, 2328, "Remove blanks at the ends and doubled ones, tabs and line ends.",
               "must be one line with single spaces between its words");
    }
    return good && check_shown(subject, text, len);
}

static bool check_value(const struct subject *subject, const struct tlri_xml_value *value,
                        const char *text, size_t len, uint64_t *number)
{
    switch (value->type) {
    case TLRI_XML_WORD:
        return check_word(subject, text, value->word, number);
    case TLRI_XML_YES_NO:
        return check_word(subject, text, yes_no, number);
    case TLRI_XML_ID:
        return check_id(subject, text, len, value->max);
    case TLRI_XML_TAG:
        return check_tag(subject, text, len, value->max);
    case TLRI_XML_INTEGER:
        return check_integer(subject, text, len, value, number);
    case TLRI_XML_DATE:
        return check_date(subject, text, len);
    case TLRI_XML_DIGEST:
        return check_digest(subject, text, len);
    case TLRI_XML_LINE:
        return check_line(subject, text, len, value->max);
    case TLRI_XML_PROSE:
        return check_length(subject, text, len, value->max) && check_shown(subject, text, len);
    case TLRI_XML_NONE:
    default:
        return true;
    }
}

/* ---- attributes
 * ---------------------------------------------------------------------------------------- */

static const struct tlri_xml_attr_rule *attr_rule(const struct tlri_xml_rule *rule,
                                                  const char *name)
{
    for (size_t i = 0; i < rule->attrs; i++) {
        if (tlri_streq(rule->attr[i].name, name)) {
            return &rule->attr[i];
        }
    }
    return NULL;
}

static void refuse_attribute(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                             const struct tlri_xml_attr *attr)
{
    const char *names[WORDS_MAX];
    size_t n = 0;
    for (; n < node->rule->attrs && n < WORDS_MAX; n++) {
        names[n] = node->rule->attr[n].name;
    }
    char hint[96];
    tlri_source_error(&doc->source, 2314, attr->name_at,
                      did_you_mean(hint, sizeof hint, attr->name, names, n),
                      "<%s> has no attribute \"%s\"", node->name, attr->name);
}

static void check_attributes(struct tlri_xml_doc *doc, struct tlri_xml_node *node)
{
    for (size_t i = 0; i < node->attrs; i++) {
        struct tlri_xml_attr *attr = &node->attr[i];
        const struct tlri_xml_attr_rule *rule = attr_rule(node->rule, attr->name);
        if (rule == NULL) {
            refuse_attribute(doc, node, attr);
            continue;
        }
        struct subject subject = {doc, attr->value_at, node->name, attr->name};
        attr->good = check_value(&subject, &rule->value, attr->value, attr->len, &attr->number);
    }
}

static bool has_attribute(const struct tlri_xml_node *node, const char *name)
{
    for (size_t i = 0; i < node->attrs; i++) {
        if (tlri_streq(node->attr[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void check_missing_attributes(struct tlri_xml_doc *doc, const struct tlri_xml_node *node)
{
    for (size_t i = 0; i < node->rule->attrs; i++) {
        const struct tlri_xml_attr_rule *rule = &node->rule->attr[i];
        if (rule->required && !has_attribute(node, rule->name)) {
            tlri_source_error(&doc->source, 2315, node->at, NULL, "<%s> needs the attribute \"%s\"",
                              node->name, rule->name);
        }
    }
}

/* ---- children
 * --------------------------------------------------------------------------------------------- */

static void refuse_child(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                         const struct tlri_xml_node *child)
{
    const char *names[WORDS_MAX];
    size_t n = 0;
    for (; n < node->rule->children && n < WORDS_MAX; n++) {
        names[n] = node->rule->child[n].rule->name;
    }
    char hint[96];
    tlri_source_error(&doc->source, 2310, child->at,
                      did_you_mean(hint, sizeof hint, child->name, names, n),
                      "<%s> may not stand in <%s>", child->name, node->name);
}

static size_t child_rule(const struct tlri_xml_rule *rule, const char *name)
{
    size_t i = 0;
    while (i < rule->children && !tlri_streq(rule->child[i].rule->name, name)) {
        i++;
    }
    return i;
}

static void check_counts(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                         const size_t *counts)
{
    for (size_t i = 0; i < node->rule->children && i < WORDS_MAX; i++) {
        const struct tlri_xml_child_rule *rule = &node->rule->child[i];
        if (counts[i] < rule->min && counts[i] == 0) {
            tlri_source_error(&doc->source, 2312, node->at, NULL, "<%s> needs <%s>", node->name,
                              rule->rule->name);
        } else if (counts[i] < rule->min) {
            tlri_source_error(&doc->source, 2312, node->at, NULL,
                              "<%s> needs %zu or more of <%s>, and has %zu", node->name, rule->min,
                              rule->rule->name, counts[i]);
        }
    }
}

/* One child: allowed here, not before something that it must follow, not once too often. */
static void check_child(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                        struct tlri_xml_node *child, size_t *last, size_t *counts)
{
    size_t i = child_rule(node->rule, child->name);
    if (i >= node->rule->children || i >= WORDS_MAX) {
        refuse_child(doc, node, child);
        return;
    }
    const struct tlri_xml_child_rule *rule = &node->rule->child[i];
    child->rule = rule->rule;
    if (i < *last) {
        tlri_source_error(&doc->source, 2311, child->at, "Move it up; the order is fixed.",
                          "<%s> must stand before <%s>", child->name,
                          node->rule->child[*last].rule->name);
    } else {
        *last = i;
    }
    counts[i]++;
    if (counts[i] > rule->max) {
        child->rule = NULL; /* so that no reader meets more than the table promises */
    }
    if (counts[i] == rule->max + 1) {
        tlri_source_error(&doc->source, 2313, child->at, NULL,
                          "<%s> may hold at most %zu of <%s>; this is one too many", node->name,
                          rule->max, child->name);
    }
}

static void check_children(struct tlri_xml_doc *doc, struct tlri_xml_node *node)
{
    size_t counts[WORDS_MAX] = {0};
    size_t last = 0;
    for (struct tlri_xml_node *child = node->first; child != NULL; child = child->next) {
        check_child(doc, node, child, &last, counts);
    }
    check_counts(doc, node, counts);
}

/* ---- text
 * --------------------------------------------------------------------------------------------------
 */

/* Single spaces between words, none at the ends. The copy is never longer than the text. */
static tlr_status collapse(struct tlri_xml_doc *doc, struct tlri_xml_node *node)
{
    char *copy = tlri_arena_copy(doc->arena, node->text, node->text_len);
    if (copy == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    size_t out = 0;
    for (size_t i = 0; i < node->text_len; i++) {
        bool blank = is_blank(node->text[i]);
        if (!blank) {
            copy[out++] = node->text[i];
        } else if (out > 0 && copy[out - 1] != ' ') {
            copy[out++] = ' ';
        }
    }
    if (out > 0 && copy[out - 1] == ' ') {
        out--;
    }
    copy[out] = '\0';
    node->text = copy;
    node->text_len = out;
    return TLR_OK;
}

static bool only_blanks(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_blank(text[i])) {
            return false;
        }
    }
    return true;
}

static tlr_status check_text(struct tlri_xml_doc *doc, struct tlri_xml_node *node)
{
    const struct tlri_xml_value *value = &node->rule->text;
    if (value->type == TLRI_XML_NONE) {
        if (node->first == NULL && !only_blanks(node->text, node->text_len)) {
            tlri_source_error(&doc->source, 2308, node->text_at, NULL, "<%s> holds no text",
                              node->name);
        }
        return TLR_OK;
    }
    if (node->comment_at != NULL) {
        struct tlri_span at = {.text = node->comment_at, .len = 1};
        tlri_source_error(&doc->source, 2307, at, "Move it out of the element.",
                          "a comment or instruction stands inside the text of <%s>", node->name);
        return TLR_OK;
    }
    if (node->first != NULL) {
        return TLR_OK; /* its children were refused already */
    }
    if (value->type == TLRI_XML_PROSE) {
        TLR_TRY(collapse(doc, node));
    }
    struct subject subject = {doc, node->text_at, node->name, NULL};
    node->good = check_value(&subject, value, node->text, node->text_len, &node->number);
    return TLR_OK;
}

/* ---- the walk
 * ------------------------------------------------------------------------------------------------
 */

/* The next element in document order; what stands below one that is not allowed is passed over. */
static struct tlri_xml_node *next_in_order(struct tlri_xml_node *node)
{
    if (node->rule != NULL && node->first != NULL) {
        return node->first;
    }
    while (node != NULL && node->next == NULL) {
        node = node->parent;
    }
    return node == NULL ? NULL : node->next;
}

tlr_status tlri_xml_check(struct tlri_xml_doc *doc, const struct tlri_xml_format *format)
{
    doc->root->rule = format->root;
    for (struct tlri_xml_node *node = doc->root; node != NULL; node = next_in_order(node)) {
        if (tlri_source_gave_up(&doc->source)) {
            return TLR_OK;
        }
        if (node->rule == NULL) {
            continue;
        }
        check_attributes(doc, node);
        check_missing_attributes(doc, node);
        TLR_TRY(check_text(doc, node));
        check_children(doc, node);
    }
    return TLR_OK;
}

/* ---- reading a tree
 * ------------------------------------------------------------------------------------------- */

static const struct tlri_xml_node *from_node(const struct tlri_xml_node *node, const char *name)
{
    while (node != NULL && (node->rule == NULL || !tlri_streq(node->name, name))) {
        node = node->next;
    }
    return node;
}

const struct tlri_xml_node *tlri_xml_child(const struct tlri_xml_node *parent, const char *name)
{
    return parent == NULL ? NULL : from_node(parent->first, name);
}

const struct tlri_xml_node *tlri_xml_next(const struct tlri_xml_node *node)
{
    return from_node(node->next, node->name);
}

size_t tlri_xml_children(const struct tlri_xml_node *parent, const char *name)
{
    size_t n = 0;
    const struct tlri_xml_node *node = tlri_xml_child(parent, name);
    for (; node != NULL; node = tlri_xml_next(node)) {
        n++;
    }
    return n;
}

const char *tlri_xml_raw(const struct tlri_xml_node *node, const char *name)
{
    for (size_t i = 0; i < node->attrs; i++) {
        if (tlri_streq(node->attr[i].name, name)) {
            return node->attr[i].value;
        }
    }
    return NULL;
}

const struct tlri_xml_node *tlri_xml_named(const struct tlri_xml_node *node, const char *name)
{
    while (node != NULL && !tlri_streq(node->name, name)) {
        node = node->next;
    }
    return node;
}

const struct tlri_xml_attr *tlri_xml_attr(const struct tlri_xml_node *node, const char *name)
{
    for (size_t i = 0; node != NULL && i < node->attrs; i++) {
        if (node->attr[i].good && tlri_streq(node->attr[i].name, name)) {
            return &node->attr[i];
        }
    }
    return NULL;
}

const char *tlri_xml_string(const struct tlri_xml_node *node, const char *name)
{
    const struct tlri_xml_attr *attr = tlri_xml_attr(node, name);
    return attr == NULL ? NULL : attr->value;
}

uint64_t tlri_xml_number(const struct tlri_xml_node *node, const char *name, uint64_t otherwise)
{
    const struct tlri_xml_attr *attr = tlri_xml_attr(node, name);
    return attr == NULL ? otherwise : attr->number;
}

uint32_t tlri_xml_number32(const struct tlri_xml_node *node, const char *name, uint32_t otherwise)
{
    uint64_t value = tlri_xml_number(node, name, otherwise);
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

bool tlri_xml_yes(const struct tlri_xml_node *node, const char *name, bool otherwise)
{
    return tlri_xml_number(node, name, otherwise ? 1 : 0) != 0;
}

bool tlri_xml_digest(const struct tlri_xml_node *node, const char *name,
                     uint8_t out[TLRI_SHA256_BYTES])
{
    memset(out, 0, TLRI_SHA256_BYTES);
    const struct tlri_xml_attr *attr = tlri_xml_attr(node, name);
    size_t prefix = strlen("sha256:");
    return attr != NULL && attr->len > prefix &&
           tlri_unhex(attr->value + prefix, attr->len - prefix, out, TLRI_SHA256_BYTES);
}

const char *tlri_xml_child_text(const struct tlri_xml_node *parent, const char *name)
{
    const struct tlri_xml_node *node = tlri_xml_child(parent, name);
    return node == NULL || !node->good ? NULL : node->text;
}

struct tlri_span tlri_xml_at(const struct tlri_xml_node *node, const char *name)
{
    const struct tlri_xml_attr *attr = tlri_xml_attr(node, name);
    return attr == NULL ? node->at : attr->value_at;
}

struct tlri_at tlri_xml_line(struct tlri_xml_doc *doc, const struct tlri_xml_node *node)
{
    struct tlri_place place = tlri_source_place(&doc->source, node->at.text, node->at.len);
    struct tlri_at at = {.line = place.line, .column = place.column};
    return at;
}

void tlri_xml_unique(struct tlri_xml_doc *doc, const struct tlri_xml_node *parent, const char *name,
                     const char *attr, uint32_t code, const char *what)
{
    const struct tlri_xml_node *first = tlri_xml_child(parent, name);
    for (const struct tlri_xml_node *node = first; node != NULL; node = tlri_xml_next(node)) {
        const char *value = tlri_xml_string(node, attr);
        for (const struct tlri_xml_node *other = first; value != NULL && other != node;
             other = tlri_xml_next(other)) {
            if (tlri_streq(tlri_xml_string(other, attr), value)) {
                tlri_source_error(&doc->source, code, tlri_xml_at(node, attr),
                                  "Give each a name of its own, or remove one of them.",
                                  "there is a second %s \"%s\"; the first is in line %u", what,
                                  value, tlri_source_line_of(&doc->source, other->at.text));
                break;
            }
        }
    }
}

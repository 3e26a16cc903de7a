/*
 * io/xml_read.h: XML documents in memory, read hardened and checked against a table.
 *
 * Two steps in one call. First libxml2 makes sure that the bytes are well-formed XML of the kind
 * that teller writes by hand: UTF-8, no DOCTYPE, no entities but the five of XML, no comment inside
 * a value, within the limits below; the result is a small tree in the caller's arena. Then the tree
 * is compared with the format's table: which elements and attributes may stand where, how often,
 * and what their values look like. All problems are reported, each at its place, with what was
 * probably meant. A published XSD (spec/schema/) says the same as each table; spec/formats/xml.md
 * says how.
 */
#ifndef TLRI_XML_READ_H
#define TLRI_XML_READ_H

#include "base/base.h"
#include "io/source.h"
#include "model/notice.h"

#define TLRI_XML_SIZE_MAX  ((size_t)64 << 20) /* bytes of a document */
#define TLRI_XML_DEPTH_MAX 32u                /* elements inside each other */
#define TLRI_XML_NODES_MAX 200000u            /* elements of a document */
#define TLRI_XML_ATTRS_MAX 32u                /* attributes of an element */
#define TLRI_XML_NAME_MAX  64u                /* bytes of a name */
#define TLRI_XML_ATTR_MAX  4096u              /* bytes of an attribute's value */
#define TLRI_XML_TEXT_MAX  65536u             /* bytes of an element's text */

/* ---- tables
 * -------------------------------------------------------------------------------------- */

/* What a value looks like. Lengths are in characters. */
enum tlri_xml_type {
    TLRI_XML_NONE,    /* no text at all */
    TLRI_XML_WORD,    /* one of a list of words */
    TLRI_XML_YES_NO,  /* "yes" or "no" */
    TLRI_XML_ID,      /* a-z, 0-9 and hyphens inside, 1..max */
    TLRI_XML_TAG,     /* letters, digits and . - / inside, 1..max: clauses, sources */
    TLRI_XML_INTEGER, /* digits, no leading zero, min..max */
    TLRI_XML_DATE,    /* YYYY-MM-DD, a day of the calendar, 1900..2999 */
    TLRI_XML_DIGEST,  /* "sha256:" and 64 lower-case hex digits */
    TLRI_XML_LINE,    /* one line of text, single spaces inside, none at the ends, 1..max */
    TLRI_XML_PROSE    /* text over several lines, read with single spaces, 1..max */
};

struct tlri_xml_value {
    enum tlri_xml_type type;
    uint64_t min, max;             /* INTEGER: range; ID, TAG, LINE, PROSE: max characters */
    const char *(*word)(uint32_t); /* WORD: the i-th word, NULL past the last */
};

struct tlri_xml_attr_rule {
    const char *name;
    bool required;
    struct tlri_xml_value value;
};

struct tlri_xml_rule;
struct tlri_xml_child_rule {
    const struct tlri_xml_rule *rule;
    size_t min, max; /* how often */
};

/* One element. Children stand in the order of the table. */
struct tlri_xml_rule {
    const char *name;
    struct tlri_xml_value text;
    size_t attrs, children;
    const struct tlri_xml_attr_rule *attr;
    const struct tlri_xml_child_rule *child;
};

struct tlri_xml_format {
    const char *what;       /* "a notice" */
    const char *name_space; /* "urn:teller:notice:1" */
    const struct tlri_xml_rule *root;
};

/* ---- trees
 * ---------------------------------------------------------------------------------------- */

struct tlri_xml_attr {
    const char *name, *value;
    size_t len;
    struct tlri_span name_at, value_at; /* in the source */
    bool good;                          /* allowed here and of its form */
    uint64_t number; /* INTEGER: the value; WORD: index of the word; YES_NO: 1 or 0 */
};

struct tlri_xml_node {
    const char *name;
    struct tlri_span at; /* its name in the source */
    const char *text;    /* of an element without children; "" when there is none */
    size_t text_len;
    struct tlri_span text_at;
    bool good;       /* text is of its form */
    uint64_t number; /* as for an attribute */
    size_t attrs;
    struct tlri_xml_attr *attr;
    struct tlri_xml_node *parent, *first, *last, *next;
    const struct tlri_xml_rule *rule; /* NULL: not allowed here, and reported */
    const char *comment_at; /* where a comment or instruction stands directly inside, or NULL */
};

struct tlri_xml_doc {
    struct tlri_source source;
    struct tlri_arena *arena;
    struct tlri_xml_node *root;
};

/*
 * Reads a document. name (for diagnostics), data and arena are borrowed by *doc; the tree lives in
 * the arena. TLR_OK means well-formed and of the right kind: there may be problems with the table,
 * which are counted in doc->source (tlri_source_verdict), so that the caller's own checks can be
 * reported in the same pass; what was reported is passed over by the functions below.
 * TLR_E_INPUT: not such a document (2301-2305); TLR_E_LIMIT: past a limit above (2300, 2306);
 * TLR_E_MEMORY.
 */
tlr_status tlri_xml_parse(tlr_ctx *ctx, struct tlri_arena *arena,
                          const struct tlri_xml_format *format, const char *name, const char *data,
                          size_t len, struct tlri_xml_doc *doc) TLRI_NODISCARD;

/* The first step of tlri_xml_parse: well-formed and of the right kind, not compared with the table.
 * Nothing is marked good, so only the raw names and values of the tree mean anything. */
tlr_status tlri_xml_parse_tree(tlr_ctx *ctx, struct tlri_arena *arena,
                               const struct tlri_xml_format *format, const char *name,
                               const char *data, size_t len,
                               struct tlri_xml_doc *doc) TLRI_NODISCARD;

/* The second step of tlri_xml_parse: compares the tree with the table. TLR_OK also when problems
 * were reported; TLR_E_MEMORY. */
tlr_status tlri_xml_check(struct tlri_xml_doc *doc,
                          const struct tlri_xml_format *format) TLRI_NODISCARD;

/* The first child of that name that is allowed here, or NULL; the next such after `node`. */
const struct tlri_xml_node *tlri_xml_child(const struct tlri_xml_node *parent, const char *name);
const struct tlri_xml_node *tlri_xml_next(const struct tlri_xml_node *node);
/* How many such children. */
size_t tlri_xml_children(const struct tlri_xml_node *parent, const char *name);

/* Of a tree that was not compared with a table (tlri_xml_parse_tree): the value of an attribute, or
 * NULL; the first node from `node` on, itself included, of that name, or NULL. node may be NULL in
 * the second. */
const char *tlri_xml_raw(const struct tlri_xml_node *node, const char *name);
const struct tlri_xml_node *tlri_xml_named(const struct tlri_xml_node *node, const char *name);

/* The attribute of that name if it is there and good, else NULL. node may be NULL. */
const struct tlri_xml_attr *tlri_xml_attr(const struct tlri_xml_node *node, const char *name);
/* Its value, or NULL; its number, or `otherwise`. */
const char *tlri_xml_string(const struct tlri_xml_node *node, const char *name);
uint64_t tlri_xml_number(const struct tlri_xml_node *node, const char *name, uint64_t otherwise);
/* Its number where the table keeps it within 32 bits. */
uint32_t tlri_xml_number32(const struct tlri_xml_node *node, const char *name, uint32_t otherwise);
bool tlri_xml_yes(const struct tlri_xml_node *node, const char *name, bool otherwise);
/* The bytes of a digest; false when it is not there or not good, and out is zeroed. */
bool tlri_xml_digest(const struct tlri_xml_node *node, const char *name,
                     uint8_t out[TLRI_SHA256_BYTES]);
/* The text of the first child of that name, or NULL when it is not there or not good. */
const char *tlri_xml_child_text(const struct tlri_xml_node *parent, const char *name);

/* Where an attribute's value stands, or the element's name when it has no such attribute. */
struct tlri_span tlri_xml_at(const struct tlri_xml_node *node, const char *name);
/* Line and column of an element. */
struct tlri_at tlri_xml_line(struct tlri_xml_doc *doc, const struct tlri_xml_node *node);

/* Reports (`code`) every element of that name below parent whose attribute repeats an earlier one's
 * value; `what` names the thing: "contest". */
void tlri_xml_unique(struct tlri_xml_doc *doc, const struct tlri_xml_node *parent, const char *name,
                     const char *attr, uint32_t code, const char *what);

#endif

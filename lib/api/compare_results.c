/*
 * api/compare_results.c: two result files side by side, and two public bundles.
 *
 * Whoever has no papers can still compare what two results say: of which files, under which
 * readings, with which figures stage by stage, and with whom elected. Both are read as XML trees
 * without the table of the format; what is told are their values, never a line of XML, unless
 * nothing but the bytes differ. Nothing is verified by that; a public bundle is checked by itself
 * first, as `verify` checks it. Implements spec/formats/compare.md [CMP-8] and [CMP-9].
 */
#include <string.h>

#include "api/compare.h"
#include "base/file.h"
#include "base/scratch.h"
#include "custody/bundle.h"
#include "io/xml_read.h"
#include "teller/compare.h"

enum { LINE_SHOWN = 200 };

typedef const struct tlri_xml_node *node_ptr;

/* A result file, read; the tree is the arena's. */
struct result {
    struct tlri_bytes bytes;
    struct tlri_xml_doc doc;
};

static tlr_status read_result(struct tlri_comparing *w, const char *path, struct result *out)
{
    static const struct tlri_xml_rule root = {.name = "result"};
    static const struct tlri_xml_format format = {"a result", "urn:teller:result:1", &root};
    if (path == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_file_read(w->ctx, path, TLRI_XML_SIZE_MAX, &out->bytes));
    return tlri_xml_parse_tree(w->ctx, &w->arena, &format, path, out->bytes.data, out->bytes.len,
                               &out->doc);
}

/* ---- the tree ---- */

/* The value of an attribute, or "". */
static const char *value(node_ptr node, const char *name)
{
    const char *found = tlri_xml_raw(node, name);
    return found != NULL ? found : "";
}

static node_ptr child(node_ptr parent, const char *name)
{
    return parent != NULL ? tlri_xml_named(parent->first, name) : NULL;
}

static bool same_value(node_ptr a, node_ptr b, const char *name)
{
    return tlri_streq(value(a, name), value(b, name));
}

/* The sibling from `from` on with the same name as `like` and the same values of these attributes.
 */
static node_ptr counterpart(node_ptr from, node_ptr like, const char *const *keys)
{
    for (node_ptr node = tlri_xml_named(from, like->name); node != NULL;
         node = tlri_xml_named(node->next, like->name)) {
        bool same = true;
        for (size_t i = 0; keys[i] != NULL; i++) {
            same = same && same_value(node, like, keys[i]);
        }
        if (same) {
            return node;
        }
    }
    return NULL;
}

static bool same_node(node_ptr a, node_ptr b)
{
    bool same = tlri_streq(a->name, b->name) && tlri_streq(a->text, b->text) &&
                a->attrs == b->attrs && (a->first == NULL) == (b->first == NULL);
    for (size_t i = 0; same && i < a->attrs; i++) {
        const char *other = tlri_xml_raw(b, a->attr[i].name);
        same = other != NULL && tlri_streq(a->attr[i].value, other);
    }
    return same;
}

/* Do two elements hold the same, all the way down? */
static bool same_tree(node_ptr a, node_ptr b)
{
    node_ptr x = a;
    node_ptr y = b;
    while (same_node(x, y)) {
        if (x->first != NULL) {
            x = x->first;
            y = y->first;
            continue;
        }
        while (x != a && x->next == NULL && y->next == NULL) {
            x = x->parent;
            y = y->parent;
        }
        if (x == a) {
            return true;
        }
        if (x->next == NULL || y->next == NULL) {
            return false;
        }
        x = x->next;
        y = y->next;
    }
    return false;
}

/* ---- files ---- */

/* "batch ordinary/post", "ruling 1", "close". */
static const char *listed_name(struct tlri_comparing *w, node_ptr file)
{
    bool first = tlri_streq(value(file, "round"), "1");
    if (tlri_streq(file->name, "batch")) {
        return tlri_arena_printf(&w->arena, "batch %s/%s%s%s", value(file, "contest"),
                                 value(file, "id"), first ? "" : ", round ",
                                 first ? "" : value(file, "round"));
    }
    return tlri_arena_printf(&w->arena, "%s%s%s", value(file, "kind"),
                             *value(file, "id") != '\0' ? " " : "", value(file, "id"));
}

/* Of a public bundle, these stand in the manifest and have been told. */
static bool is_bundled(node_ptr file)
{
    const char *kind = value(file, "kind");
    return tlri_streq(kind, "notice") || tlri_streq(kind, "election") || tlri_streq(kind, "lots");
}

static tlr_status compare_listed(struct tlri_comparing *w, node_ptr a, node_ptr b, bool bundled)
{
    static const char *const keys[] = {"kind", "contest", "round", "id", NULL};
    node_ptr in_a = child(a, "files");
    node_ptr in_b = child(b, "files");
    for (node_ptr file = in_a != NULL ? in_a->first : NULL; file != NULL; file = file->next) {
        node_ptr other = in_b != NULL ? counterpart(in_b->first, file, keys) : NULL;
        if (!bundled || !is_bundled(file)) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_FILE, listed_name(w, file),
                                      other != NULL && same_value(file, other, "digest"),
                                      other == NULL ? "only A rests on it"
                                                    : "A and B rest on different ones"));
        }
    }
    for (node_ptr file = in_b != NULL ? in_b->first : NULL; file != NULL; file = file->next) {
        if ((!bundled || !is_bundled(file)) &&
            (in_a == NULL || counterpart(in_a->first, file, keys) == NULL)) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_FILE, listed_name(w, file), false,
                                      "only B rests on it"));
        }
    }
    return TLR_OK;
}

/* The results themselves. Where everything else is the same, the line in which they part. */
static tlr_status compare_bytes(struct tlri_comparing *w, const struct tlri_bytes *a,
                                const struct tlri_bytes *b)
{
    struct tlri_text_difference d = tlri_text_first_difference(a->data, a->len, b->data, b->len);
    int a_len = d.a == NULL ? 7 : (int)(d.a_len < LINE_SHOWN ? d.a_len : LINE_SHOWN);
    int b_len = d.b == NULL ? 7 : (int)(d.b_len < LINE_SHOWN ? d.b_len : LINE_SHOWN);
    bool told = false;
    for (size_t i = 0; i < TLRI_COMPARED_COUNT; i++) {
        told = told || !tlri_compared_same(&w->pair, (enum tlri_compared)i, NULL);
    }
    if (told || !d.differs) {
        return tlri_compare_tell(w, TLRI_COMPARED_FILE, "result.xml", !d.differs,
                                 "A and B have different bytes");
    }
    return tlri_compare_tell(
        w, TLRI_COMPARED_FILE, "result.xml", false,
        tlri_arena_printf(&w->arena, "first in line %u: A has %.*s, B has %.*s", d.line, a_len,
                          d.a != NULL ? d.a : "nothing", b_len, d.b != NULL ? d.b : "nothing"));
}

/* ---- readings ---- */

static tlr_status compare_readings(struct tlri_comparing *w, node_ptr a, node_ptr b)
{
    static const char *const keys[] = {"name", NULL};
    node_ptr in_a = child(a, "readings");
    node_ptr in_b = child(b, "readings");
    for (node_ptr r = child(in_a, "reading"); r != NULL; r = tlri_xml_named(r->next, "reading")) {
        node_ptr other = in_b != NULL ? counterpart(in_b->first, r, keys) : NULL;
        TLR_TRY(tlri_compare_tell(
            w, TLRI_COMPARED_READING, tlri_arena_printf(&w->arena, "%s", value(r, "name")),
            other != NULL && same_value(r, other, "value"),
            tlri_arena_printf(&w->arena, "A has %s, B has %s", value(r, "value"),
                              other != NULL ? value(other, "value") : "none")));
    }
    for (node_ptr r = child(in_b, "reading"); r != NULL; r = tlri_xml_named(r->next, "reading")) {
        if (in_a == NULL || counterpart(in_a->first, r, keys) == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_READING,
                                      tlri_arena_printf(&w->arena, "%s", value(r, "name")), false,
                                      "only in B"));
        }
    }
    return TLR_OK;
}

/* ---- stages ---- */

/* The name on the paper, or the id. */
static const char *name_of(node_ptr contest, const char *id)
{
    for (node_ptr c = child(contest, "on-paper"); c != NULL;
         c = tlri_xml_named(c->next, "on-paper")) {
        if (tlri_streq(value(c, "id"), id)) {
            return c->text;
        }
    }
    return id;
}

/* Elements that name nobody, in words: first the ends of a stage. */
static const struct element_words {
    const char *name, *words;
} element_words[] = {
    {"check", "nothing more is decided in that stage"},
    {"closed", "the count is closed"},
    {"transfer", "papers were transferred otherwise"},
    {"keep", "the keep factors are others"},
    {"iterations", "the iterations are others"},
    {"non-transferable", "other votes are non-transferable"},
    {"rounding", "other votes were lost to rounding"},
    {"required", "another vote is required for election"},
    {"tie", "another tie was met"},
    {"deferred", "surpluses wait"},
    {"place-empty", "a place stays empty"},
};

static void put_words(const char *element, struct tlri_buf *out)
{
    for (size_t i = 0; i < TLRI_COUNT_OF(element_words); i++) {
        if (tlri_streq(element, element_words[i].name)) {
            tlri_buf_puts(out, element_words[i].words);
            return;
        }
    }
    tlri_buf_printf(out, "the line '%s' is another", element);
}

/* What an element says in words. */
static void put_element(node_ptr contest, node_ptr element, struct tlri_buf *out)
{
    if (element == NULL) {
        tlri_buf_puts(out, "nothing more");
        return;
    }
    const char *who = value(element, "candidate");
    bool named = *who != '\0' || tlri_streq(element->name, "tally");
    const char *name = named ? name_of(contest, *who != '\0' ? who : value(element, "id")) : "";
    if (tlri_streq(element->name, "tally")) {
        tlri_buf_printf(out, "%s had %s votes", name, value(element, "votes"));
    } else if (tlri_streq(element->name, "elected") || tlri_streq(element->name, "excluded")) {
        tlri_buf_printf(out, "%s was %s with %s votes", name, element->name,
                        value(element, "votes"));
    } else if (tlri_streq(element->name, "quota")) {
        tlri_buf_printf(out, "the quota was %s", value(element, "votes"));
    } else if (tlri_streq(element->name, "guarded") || tlri_streq(element->name, "doomed")) {
        tlri_buf_printf(out, "%s could %s", name,
                        element->name[0] == 'g' ? "not be excluded any more"
                                                : "no longer be elected");
    } else {
        put_words(element->name, out);
    }
}

/* The first child of two elements that differs; *y likewise. */
static void first_other_child(node_ptr a, node_ptr b, node_ptr *x, node_ptr *y)
{
    *x = a->first;
    *y = b->first;
    while (*x != NULL && *y != NULL && same_tree(*x, *y)) {
        *x = (*x)->next;
        *y = (*y)->next;
    }
}

static void put_parting(node_ptr in_a, node_ptr in_b, node_ptr stage_a, node_ptr stage_b,
                        struct tlri_buf *out)
{
    node_ptr x, y;
    const char *number = value(stage_a != NULL ? stage_a : stage_b, "number");
    tlri_buf_printf(out, "they part in stage %s: ", number);
    if (stage_a == NULL || stage_b == NULL) {
        tlri_buf_printf(out, "only %s has it", stage_a != NULL ? "A" : "B");
        return;
    }
    first_other_child(stage_a, stage_b, &x, &y);
    tlri_buf_puts(out, "in A ");
    put_element(in_a, x, out);
    tlri_buf_puts(out, ", in B ");
    put_element(in_b, y, out);
}

/* Appends where two contests part, or nothing. */
static void put_difference(node_ptr a, node_ptr b, struct tlri_buf *out)
{
    node_ptr x = child(a, "stage");
    node_ptr y = child(b, "stage");
    node_ptr valid_a = child(child(a, "papers"), "valid");
    node_ptr valid_b = child(child(b, "papers"), "valid");
    if (valid_a != NULL && valid_b != NULL && !same_value(valid_a, valid_b, "papers")) {
        tlri_buf_printf(out, "valid papers: A has %s, B has %s; ", value(valid_a, "papers"),
                        value(valid_b, "papers"));
    }
    while (x != NULL && y != NULL && same_tree(x, y)) {
        x = tlri_xml_named(x->next, "stage");
        y = tlri_xml_named(y->next, "stage");
    }
    if (x != NULL || y != NULL) {
        put_parting(a, b, x, y, out);
    } else {
        tlri_buf_puts(out, "the stages are the same, but not what stands beside them");
    }
}

static const char *const contest_keys[] = {"id", "round", NULL};

static tlr_status compare_stages(struct tlri_comparing *w, node_ptr a, node_ptr b)
{
    struct tlri_buf text;
    bool first = tlri_streq(value(a, "round"), "1");
    const char *name = tlri_arena_printf(&w->arena, "%s%s%s", value(a, "id"),
                                         first ? "" : ", round ", first ? "" : value(a, "round"));
    if (!same_value(a, b, "level")) {
        return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, false,
                                 "one of them shows more of the count than the other");
    }
    tlri_buf_init(&text, w->ctx, 1 << 16);
    bool same = same_tree(a, b);
    if (!same) {
        put_difference(a, b, &text);
    }
    return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, same, tlri_compare_keep(w, &text));
}

/* ---- who is elected ---- */

/* The place of a contest, in any round, that this candidate fills; or NULL. */
static node_ptr place_of(node_ptr result, const char *contest, const char *candidate)
{
    for (node_ptr c = child(result, "contest"); c != NULL; c = tlri_xml_named(c->next, "contest")) {
        for (node_ptr p = child(c, "place"); p != NULL && tlri_streq(value(c, "id"), contest);
             p = tlri_xml_named(p->next, "place")) {
            if (tlri_streq(value(p, "candidate"), candidate)) {
                return p;
            }
        }
    }
    return NULL;
}

/* Appends who fills a place of the contest in this result and not in the other. */
static void put_only(node_ptr result, const char *contest, node_ptr other, const char *what,
                     struct tlri_buf *out)
{
    const char *between = out->len > 0 ? "; " : "";
    for (node_ptr c = child(result, "contest"); c != NULL; c = tlri_xml_named(c->next, "contest")) {
        for (node_ptr p = child(c, "place"); p != NULL && tlri_streq(value(c, "id"), contest);
             p = tlri_xml_named(p->next, "place")) {
            const char *who = value(p, "candidate");
            if (*who != '\0' && place_of(other, contest, who) == NULL) {
                tlri_buf_printf(out, "%s%s%s", between, what, name_of(c, who));
                between = ", ";
                what = "";
            }
        }
    }
}

static tlr_status compare_elected(struct tlri_comparing *w, node_ptr a, node_ptr b,
                                  const char *contest)
{
    struct tlri_buf text;
    tlri_buf_init(&text, w->ctx, 1 << 16);
    put_only(a, contest, b, "only in A: ", &text);
    put_only(b, contest, a, "only in B: ", &text);
    bool same = text.len == 0;
    return tlri_compare_tell(w, TLRI_COMPARED_ELECTED, tlri_arena_printf(&w->arena, "%s", contest),
                             same, tlri_compare_keep(w, &text));
}

static tlr_status compare_contests(struct tlri_comparing *w, node_ptr a, node_ptr b)
{
    for (node_ptr c = child(a, "contest"); c != NULL; c = tlri_xml_named(c->next, "contest")) {
        node_ptr other = counterpart(b->first, c, contest_keys);
        if (other == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_ELECTED,
                                      tlri_arena_printf(&w->arena, "%s", value(c, "id")), false,
                                      "the contest, or a round of it, is in A only"));
            continue;
        }
        if (tlri_streq(value(c, "round"), "1")) {
            TLR_TRY(compare_elected(w, a, b, value(c, "id")));
        }
        TLR_TRY(compare_stages(w, c, other));
    }
    for (node_ptr c = child(b, "contest"); c != NULL; c = tlri_xml_named(c->next, "contest")) {
        if (counterpart(a->first, c, contest_keys) == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_ELECTED,
                                      tlri_arena_printf(&w->arena, "%s", value(c, "id")), false,
                                      "the contest, or a round of it, is in B only"));
        }
    }
    return TLR_OK;
}

/* ---- the whole ---- */

/* [CMP-9] Who compares a part with the whole should not take what differs for a fault. */
static tlr_status compare_parts(struct tlri_comparing *w, node_ptr a, node_ptr b)
{
    bool part_a = tlri_xml_raw(a, "partial") != NULL;
    bool part_b = tlri_xml_raw(b, "partial") != NULL;
    if (!part_a && !part_b) {
        return TLR_OK;
    }
    return tlri_compare_tell(w, TLRI_COMPARED_FILE, "PARTIAL", part_a && part_b,
                             part_a ? "A is a count of some of the batches, and no result"
                                    : "B is a count of some of the batches, and no result");
}

static tlr_status compare_trees(struct tlri_comparing *w, node_ptr a, node_ptr b, bool bundled)
{
    TLR_TRY(tlri_compare_elections(w, value(a, "election"), value(b, "election")));
    TLR_TRY(compare_parts(w, a, b));
    TLR_TRY(compare_listed(w, a, b, bundled));
    TLR_TRY(compare_readings(w, a, b));
    return compare_contests(w, a, b);
}

/* bundled: the two are of public bundles, whose manifests have told of them. */
static tlr_status compare_paths(struct tlri_comparing *w, const char *path_a, const char *path_b,
                                bool bundled)
{
    struct result a = {.bytes = {0}};
    struct result b = {.bytes = {0}};
    tlr_status status = read_result(w, path_a, &a);
    if (status == TLR_OK) {
        status = read_result(w, path_b, &b);
    }
    if (status == TLR_OK) {
        status = compare_trees(w, a.doc.root, b.doc.root, bundled);
    }
    if (status == TLR_OK && !bundled) {
        status = compare_bytes(w, &a.bytes, &b.bytes);
    }
    tlri_bytes_drop(&a.bytes); /* every name and detail of a line is the arena's */
    tlri_bytes_drop(&b.bytes);
    return status;
}

tlr_status tlri_compare_results(struct tlri_comparing *w)
{
    return compare_paths(w, w->pair.a, w->pair.b, false);
}

/* ---- public bundles ---- */

/* The file of that name in a manifest, or NULL. */
static const struct tlri_bundle_file *find_listed(const struct tlri_bundle *bundle,
                                                  const char *name)
{
    for (size_t i = 0; i < bundle->files; i++) {
        if (tlri_streq(bundle->file[i].name, name)) {
            return &bundle->file[i];
        }
    }
    return NULL;
}

static tlr_status tell_listed(struct tlri_comparing *w, const char *name, bool same,
                              const char *detail)
{
    bool signature = tlri_signature_ending(name);
    return tlri_compare_tell(w, signature ? TLRI_COMPARED_SIGNED : TLRI_COMPARED_FILE,
                             tlri_arena_copy(&w->arena, name, strlen(name)), same, detail);
}

static tlr_status compare_manifests(struct tlri_comparing *w, const struct tlri_bundle *a,
                                    const struct tlri_bundle *b)
{
    for (size_t i = 0; i < a->files; i++) {
        const struct tlri_bundle_file *other = find_listed(b, a->file[i].name);
        bool same = other != NULL && tlri_digest_equal(&a->file[i].digest, &other->digest);
        TLR_TRY(tell_listed(w, a->file[i].name, same,
                            other == NULL ? "only A has it"
                                          : "A and B have different bytes under this name"));
    }
    for (size_t i = 0; i < b->files; i++) {
        if (find_listed(a, b->file[i].name) == NULL) {
            TLR_TRY(tell_listed(w, b->file[i].name, false, "only B has it"));
        }
    }
    return TLR_OK;
}

/* [CMP-8] Each is checked by itself first, as `verify` checks a public bundle. */
static tlr_status open_public(struct tlri_comparing *w, const char *dir, struct tlri_bundle **out)
{
    static const struct tlri_anchors none;
    struct tlri_case *opened = NULL;
    bool is = false;
    TLR_TRY(tlri_bundle_is(w->ctx, dir, &is));
    if (is) {
        TLR_TRY(tlri_bundle_open(w->ctx, dir, out));
    }
    if (*out == NULL || !(*out)->is_public) {
        tlri_diag(w->ctx, TLR_ERROR, 6760, NULL, "make a public bundle of the other too",
                  "compare/CMP-8", "one of them is a public bundle, and the other is not");
        return TLR_E_USAGE;
    }
    tlr_status status = tlri_bundle_check_public(*out, dir, &none, &opened);
    tlri_case_free(opened);
    return status;
}

tlr_status tlri_compare_publics(struct tlri_comparing *w)
{
    struct tlri_bundle *a = NULL;
    struct tlri_bundle *b = NULL;
    tlr_status status = open_public(w, w->pair.a, &a);
    if (status == TLR_OK) {
        status = open_public(w, w->pair.b, &b);
    }
    if (status == TLR_OK) {
        status = compare_manifests(w, a, b);
    }
    if (status == TLR_OK) {
        status = compare_paths(w, tlri_arena_printf(&w->arena, "%s/result.xml", w->pair.a),
                               tlri_arena_printf(&w->arena, "%s/result.xml", w->pair.b), true);
    }
    tlri_bundle_free(a);
    tlri_bundle_free(b);
    return status;
}

tlr_status tlri_compare_is_public(const struct tlri_comparing *w, const char *dir, bool *is)
{
    struct tlri_bundle *bundle = NULL;
    bool has_manifest = false;
    *is = false;
    TLR_TRY(tlri_bundle_is(w->ctx, dir, &has_manifest));
    if (!has_manifest) {
        return TLR_OK;
    }
    tlr_ctx *scratch = tlri_ctx_scratch(w->ctx);
    if (scratch == NULL) {
        return tlri_no_memory(w->ctx);
    }
    tlr_status status = tlri_bundle_open(scratch, dir, &bundle);
    if (status == TLR_OK) {
        *is = bundle->is_public;
        tlri_bundle_free(bundle);
    }
    tlr_ctx_free(scratch);
    return status == TLR_E_MEMORY ? tlri_no_memory(w->ctx) : TLR_OK;
}

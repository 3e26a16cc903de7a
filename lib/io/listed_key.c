/*
 * io/listed_key.c: public keys as a notice or an election file lists them.
 *
 * A key is tried here, though it is used only in custody, because the officer who pasted half of it
 * should hear of it with line and column while writing the notice, not when the batches are signed.
 * The same key under two names would let one person meet a policy that asks for two, so it is
 * refused. spec/formats/notice.md, "Keys".
 */
#include "io/listed_key.h"

#include <string.h>

#include "trust/key.h"

static const char *const kinds[] = {"minisign", "ssh"};

static const char *kind_word(uint32_t i)
{
    return i < 2 ? kinds[i] : NULL;
}

static const struct tlri_xml_attr_rule key_attrs[] = {
    {"name", true, {.type = TLRI_XML_ID, .max = 64}},
    {"role", true, {.type = TLRI_XML_WORD, .word = tlri_role_token}},
    {"kind", true, {.type = TLRI_XML_WORD, .word = kind_word}},
};

const struct tlri_xml_rule tlri_listed_key_rule = {
    .name = "key",
    .text = {.type = TLRI_XML_LINE, .max = 200},
    .attrs = sizeof key_attrs / sizeof key_attrs[0],
    .attr = key_attrs,
};

/* Is the text a key of the kind it says? *parsed is the key when it is one of any kind. */
static tlr_status try_key(struct tlri_xml_doc *doc, const struct tlri_xml_node *node, uint32_t code,
                          struct tlri_key *parsed, bool *good)
{
    tlr_ctx *ctx = doc->source.ctx;
    struct tlri_place place =
        tlri_source_place(&doc->source, node->text_at.text, node->text_at.len);
    tlr_status status = tlri_key_parse(ctx, &place, node->text, node->text_len, parsed);
    if (status == TLR_E_INPUT) {
        doc->source.problems++;
        return TLR_OK;
    }
    TLR_TRY(status);
    *good = true;
    const struct tlri_xml_attr *kind = tlri_xml_attr(node, "kind");
    if (kind != NULL && kind->number != (uint64_t)parsed->kind) {
        tlri_source_error(&doc->source, code, kind->value_at, "Correct the kind or the key.",
                          "this key is of the kind \"%s\"", kinds[parsed->kind]);
    }
    return TLR_OK;
}

static void refuse_same_key(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                            uint32_t code, const struct tlri_key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tlri_key_same(&keys[i], &keys[n])) {
            tlri_source_error(&doc->source, code, node->text_at,
                              "Each key stands for one person; list it once.",
                              "the same key is listed before under another name");
            return;
        }
    }
}

static void fill_key(struct tlri_xml_doc *doc, const struct tlri_xml_node *node,
                     struct tlri_listed_key *key)
{
    key->name = tlri_xml_string(node, "name");
    key->role = (enum tlri_role)tlri_xml_number32(node, "role", 0);
    key->kind = (enum tlri_public_key_kind)tlri_xml_number32(node, "kind", 0);
    key->text = node->text;
    key->at = tlri_xml_line(doc, node);
}

tlr_status tlri_listed_keys_read(struct tlri_xml_doc *doc, const struct tlri_xml_node *parent,
                                 uint32_t code, const struct tlri_listed_key **out, size_t *count)
{
    size_t n = tlri_xml_children(parent, "key");
    struct tlri_listed_key *keys = tlri_arena_array(doc->arena, n, sizeof *keys);
    struct tlri_key *parsed = tlri_arena_array(doc->arena, n, sizeof *parsed);
    if (keys == NULL || parsed == NULL) {
        return tlri_no_memory(doc->source.ctx);
    }
    size_t i = 0, good_keys = 0;
    const struct tlri_xml_node *node = tlri_xml_child(parent, "key");
    for (; node != NULL; node = tlri_xml_next(node)) {
        fill_key(doc, node, &keys[i++]);
        bool good = false;
        if (node->good) {
            TLR_TRY(try_key(doc, node, code, &parsed[good_keys], &good));
        }
        if (good) {
            refuse_same_key(doc, node, code, parsed, good_keys);
            good_keys++;
        }
    }
    tlri_xml_unique(doc, parent, "key", "name", code, "key named");
    *out = keys;
    *count = n;
    return TLR_OK;
}

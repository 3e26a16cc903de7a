/*
 * io/listed_key.h: the element <key>, by which a notice or an election file lists a public key.
 */
#ifndef TLRI_LISTED_KEY_H
#define TLRI_LISTED_KEY_H

#include "io/xml_read.h"
#include "model/notice.h"

/* The table's row for <key name role kind>TEXT</key>. */
extern const struct tlri_xml_rule tlri_listed_key_rule;

/*
 * Reads every <key> below parent into an array in the document's arena. Reports a name or a key
 * that is listed twice (`code`) and text that is no public key of its kind (the codes of
 * trust/key.h, and `code` for the wrong kind). TLR_OK also when something was reported;
 * TLR_E_MEMORY.
 */
tlr_status tlri_listed_keys_read(struct tlri_xml_doc *doc, const struct tlri_xml_node *parent,
                                 uint32_t code, const struct tlri_listed_key **out,
                                 size_t *count) TLRI_NODISCARD;

#endif

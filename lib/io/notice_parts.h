/*
 * io/notice_parts.h: the parts of the reader of notices. For io/notice*.c only.
 */
#ifndef TLRI_NOTICE_PARTS_H
#define TLRI_NOTICE_PARTS_H

#include "io/xml_read.h"

/* io/notice_grammar.c: which elements and attributes there are, and what may stand in them. */
extern const struct tlri_xml_format tlri_notice_format;

/* io/notice_sense.c: what the notice says is consistent in itself. Problems are reported, and
 * counted in doc->source. */
void tlri_notice_check(struct tlri_xml_doc *doc);

#endif

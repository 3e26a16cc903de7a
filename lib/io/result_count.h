/*
 * io/result_count.h: one contest's count as XML: shared by result.xml and workings.xml.
 */
#ifndef TLRI_RESULT_COUNT_H
#define TLRI_RESULT_COUNT_H

#include "io/xml_write.h"
#include "model/case_result.h"

/* Papers of a contest: valid and rejected; 0 when there was no count. */
uint64_t tlri_result_papers(const struct tlri_result_contest *contest);

/* The attributes that name a contest: id, kind, round, rule-set, places. */
void tlri_result_put_contest(struct tlri_xml_writer *writer,
                             const struct tlri_result_contest *contest);
/* <title> and an <on-paper> for each candidate, in ballot order. */
void tlri_result_write_candidates(struct tlri_xml_writer *writer,
                                  const struct tlri_result_contest *in);
/* <papers>, <start> and every <stage>, as far as the level shows them, and <outcome>. Fails the
 * writer with TLR_E_INTERNAL when a stage does not add up (2601) or refers to what is not there. */
void tlri_result_write_count(struct tlri_xml_writer *writer,
                             const struct tlri_result_contest *contest, enum tlri_publish level);

#endif

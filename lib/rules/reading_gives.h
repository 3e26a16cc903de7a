/*
 * rules/reading_gives.h: what each value of an undeclared reading would give in the case at hand.
 */
#ifndef TLRI_READING_GIVES_H
#define TLRI_READING_GIVES_H

#include "rules/reading.h"

/*
 * Appends to buf what one value of a reading would give here, after what it means: "; here gives 8
 * delegates in all", under each value of another undeclared reading where these differ. Where the
 * figures do not say (or the request has none) nothing is appended but the meaning. TLR_E_MEMORY.
 */
tlr_status tlri_reading_gives(tlr_ctx *ctx, const struct tlri_readings_request *request,
                              const struct tlri_rule_reading *reading,
                              const struct tlri_rule_value *value,
                              struct tlri_buf *buf) TLRI_NODISCARD;

/* Where the effect of a reading can be seen before it is decided, as a sentence for a hint; NULL:
 * the values say it. Static text. */
const char *tlri_reading_seen_by(const char *name);

#endif

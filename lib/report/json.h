/*
 * report/json.h: a count as one JSON object, for programs. spec/formats/json.md.
 */
#ifndef TLRI_REPORT_JSON_H
#define TLRI_REPORT_JSON_H

#include "model/contest.h"
#include "model/settings.h"
#include "model/transcript.h"

/* A name and value of the settings in force. */
struct tlri_json_setting {
    const char *name, *value;
};

/*
 * Appends the object and a LF to out: rules, unsigned, settings, seats, candidates (names in ballot
 * order), winners (numbers from 1, in order of election), outcome, quota, stages. Amounts are
 * strings at the precision of the rule set. TLR_E_MEMORY, TLR_E_LIMIT (of out).
 */
tlr_status tlri_json_count(tlr_ctx *ctx, const struct tlri_contest *contest,
                           const struct tlri_settings *settings,
                           const struct tlri_json_setting *setting, size_t settings_count,
                           const struct tlri_transcript *transcript,
                           struct tlri_buf *out) TLRI_NODISCARD;

#endif

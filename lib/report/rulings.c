/*
 * report/rulings.c: what rulings changed, in sentences: by whom, what, and who is elected before
 * and after.
 *
 * Renders the rulings of model/case_result.h and computes nothing but whether two lists are the
 * same. Papers that were decided on are not named, nor are holders of keys. Contests in which
 * nothing changes are left out; a ruling without any says so. Implements spec/formats/ruling.md
 * [RUL-17] for the sheet.
 */
#include "report/rulings.h"

#include <stdio.h>
#include <string.h>

#include "trust/digest.h"

#include "base/wrap.h"
#include "model/ruling.h"

enum { LINE_MAX_BYTES = 1 << 20, INDENT = 5 };

static const struct tlri_contest *contest_of(const struct tlri_case_result *result, const char *id)
{
    for (size_t i = 0; i < result->contests; i++) {
        if (tlri_streq(result->contest[i].contest->id, id)) {
            return result->contest[i].contest;
        }
    }
    return NULL;
}

const char *tlri_result_title(const struct tlri_case_result *result, const char *id)
{
    const struct tlri_contest *contest = contest_of(result, id);
    return contest != NULL ? contest->title : id;
}

const char *tlri_result_name(const struct tlri_case_result *result, const char *id,
                             const char *candidate)
{
    const struct tlri_contest *contest = contest_of(result, id);
    for (uint32_t c = 0; contest != NULL && c < contest->candidates; c++) {
        if (tlri_streq(contest->candidate[c].id, candidate)) {
            return contest->candidate[c].name;
        }
    }
    return candidate;
}

static const char *decision_words(const char *decision)
{
    if (tlri_streq(decision, "eligible")) {
        return "may stand";
    }
    return tlri_streq(decision, "referred") ? "is referred, and passed over" : "may not stand";
}

void tlri_ruling_change_words(const struct tlri_case_result *result,
                              const struct tlri_result_change *change, struct tlri_buf *line)
{
    const char *of = change->contest != NULL ? tlri_result_title(result, change->contest) : "";
    const char *who = change->candidate != NULL
                          ? tlri_result_name(result, change->contest, change->candidate)
                          : "";
    switch (tlri_change_find(change->kind, strlen(change->kind))) {
    case TLRI_CHANGE_APPOINT_KEY:
        tlri_buf_printf(line, "a %s is appointed", change->role);
        break;
    case TLRI_CHANGE_REVOKE_KEY:
        tlri_buf_printf(line, "a %s's key counts no longer", change->role);
        break;
    case TLRI_CHANGE_WITHDRAW_CANDIDATE:
        tlri_buf_printf(line, "%s is withdrawn (%s)", who, of);
        break;
    case TLRI_CHANGE_CANDIDATE_STATUS:
        tlri_buf_printf(line, "%s %s (%s) [%s]", who, decision_words(change->decision), of,
                        change->clause);
        break;
    case TLRI_CHANGE_READING:
        tlri_buf_printf(line, "the reading %s is now %s", change->reading, change->value);
        break;
    case TLRI_CHANGE_ADJUDICATION:
        tlri_buf_printf(line, "papers are decided anew (%s)", of);
        break;
    case TLRI_CHANGE_REPLACE_BATCH:
        tlri_buf_printf(line, "batch %s is replaced by a revised one (%s)", change->batch, of);
        break;
    case TLRI_CHANGE_ADD_BATCH:
        tlri_buf_printf(line, "batch %s is added (%s)", change->batch, of);
        break;
    case TLRI_CHANGE_EXCLUDE_BATCH:
        tlri_buf_printf(line, "batch %s is not counted (%s)", change->batch, of);
        break;
    case TLRI_CHANGE_ANNUL:
        tlri_buf_printf(line, "the count is annulled (%s)", of);
        break;
    default:
        break;
    }
}

/* "Ann Archer, Bob Baker", "nobody", "not known". */
static void put_elected(const struct tlri_case_result *result, const char *contest, bool known,
                        const char *const *id, size_t n, struct tlri_buf *line)
{
    if (!known || n == 0) {
        tlri_buf_puts(line, known ? "nobody" : "not known, the count could not be made");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        tlri_buf_printf(line, "%s%s", i > 0 ? ", " : "", tlri_result_name(result, contest, id[i]));
    }
}

bool tlri_ruling_keeps(const struct tlri_result_effect *effect)
{
    if (effect->before_known != effect->after_known || effect->before != effect->after) {
        return false;
    }
    for (size_t i = 0; i < effect->before; i++) {
        bool found = false;
        for (size_t k = 0; k < effect->after && !found; k++) {
            found = tlri_streq(effect->elected_before[i], effect->elected_after[k]);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static void put_effect(const struct tlri_case_result *result,
                       const struct tlri_result_effect *effect, struct tlri_buf *line,
                       struct tlri_buf *out)
{
    line->len = 0;
    tlri_buf_printf(line, "%s: before ", tlri_result_title(result, effect->contest));
    put_elected(result, effect->contest, effect->before_known, effect->elected_before,
                effect->before, line);
    tlri_buf_puts(line, "; after ");
    put_elected(result, effect->contest, effect->after_known, effect->elected_after, effect->after,
                line);
    tlri_wrap(out, "     ", INDENT + 2, line->data != NULL ? line->data : "");
}

static void put_ruling(const struct tlri_case_result *result,
                       const struct tlri_result_ruling *ruling, struct tlri_buf *line,
                       struct tlri_buf *out)
{
    bool changed = false;
    line->len = 0;
    tlri_buf_printf(line, "%s, %s, of %s: ", ruling->authority, ruling->minute, ruling->decided);
    for (size_t i = 0; i < ruling->changes; i++) {
        tlri_buf_puts(line, i > 0 ? "; " : "");
        tlri_ruling_change_words(result, &ruling->change[i], line);
    }
    char first[16];
    snprintf(first, sizeof first, "  %-2s ", ruling->number);
    tlri_wrap(out, first, INDENT, line->data != NULL ? line->data : "");
    for (size_t i = 0; i < ruling->effects; i++) {
        if (!tlri_ruling_keeps(&ruling->effect[i])) {
            put_effect(result, &ruling->effect[i], line, out);
            changed = true;
        }
    }
    if (!changed) {
        tlri_buf_puts(out, "     The same persons are elected before and after.\n");
    }
}

void tlri_sheet_digest(const uint8_t sha256[TLRI_SHA256_BYTES], struct tlri_buf *out)
{
    struct tlri_digest digest;
    char read[TLRI_DIGEST_READING];
    memcpy(digest.bytes, sha256, sizeof digest.bytes);
    tlri_digest_reading(&digest, read);
    tlri_buf_printf(out, "     %.39s\n     %s\n", read, read + 40);
}

tlr_status tlri_sheet_rulings(const struct tlri_case_result *result, struct tlri_buf *out)
{
    struct tlri_buf line;
    if (result->rulings == 0) {
        return out->failed;
    }
    tlri_buf_init(&line, out->ctx, LINE_MAX_BYTES);
    tlri_buf_puts(out, "\nRulings\n");
    for (size_t i = 0; i < result->rulings; i++) {
        put_ruling(result, &result->ruling[i], &line, out);
    }
    if (result->supersedes_stated) {
        tlri_buf_puts(out, "  This result replaces the one with the SHA-256\n");
        tlri_sheet_digest(result->supersedes, out);
    }
    tlr_status status = line.failed != TLR_OK ? line.failed : out->failed;
    tlri_buf_drop(&line);
    return status;
}

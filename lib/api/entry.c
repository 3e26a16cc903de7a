/*
 * api/entry.c: keying the papers of a batch (teller/entry.h).
 *
 * Thin: what was typed is read by io/typed.h, journals and batch are custody's (custody/entry.h).
 * Here the two meet. Implements spec/entry.md.
 */
#include "teller/entry.h"

#include <string.h>

#include "custody/entry.h"
#include "io/typed.h"

struct tlr_entry {
    struct tlri_keying *keying;
};

tlr_status tlr_entry_open(tlr_ctx *ctx, const char *dir, const tlr_entry_options *options,
                          tlr_entry **out)
{
    struct tlri_keying_wanted wanted = {.contest = options->contest,
                                        .batch = options->batch,
                                        .channel = options->channel,
                                        .round = options->round,
                                        .revision = options->revision,
                                        .second = options->second != 0,
                                        .single = options->single != 0};
    *out = NULL;
    tlr_entry *entry = tlri_alloc(ctx, sizeof *entry);
    if (entry == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = tlri_keying_open(ctx, dir, &wanted, &entry->keying);
    if (status != TLR_OK) {
        tlri_free(ctx, entry, sizeof *entry);
        return status;
    }
    *out = entry;
    return TLR_OK;
}

void tlr_entry_free(tlr_entry *entry)
{
    if (entry == NULL) {
        return;
    }
    tlr_ctx *ctx = entry->keying->ctx;
    tlri_keying_free(entry->keying);
    tlri_free(ctx, entry, sizeof *entry);
}

const char *tlr_entry_title(const tlr_entry *entry)
{
    return entry->keying->contest->declared->title;
}

unsigned tlr_entry_candidates(const tlr_entry *entry)
{
    return entry->keying->contest->contest.candidates;
}

const char *tlr_entry_candidate(const tlr_entry *entry, unsigned index)
{
    const struct tlri_election_contest *entered = entry->keying->contest->entered;
    return index < entered->candidates ? entered->candidate[index].name : NULL;
}

void tlr_entry_letters(unsigned index, char out[3])
{
    tlri_typed_code(index, out);
}

unsigned tlr_entry_papers(const tlr_entry *entry)
{
    return (unsigned)entry->keying->own->paper.count;
}

int tlr_entry_is_resumed(const tlr_entry *entry)
{
    return entry->keying->resumed;
}

int tlr_entry_is_done(const tlr_entry *entry)
{
    return entry->keying->own->done;
}

int tlr_entry_same_number(const tlr_entry *entry)
{
    return tlri_keying_same_count(entry->keying);
}

const char *tlr_entry_paper(const tlr_entry *entry, unsigned number)
{
    return number >= 1 && number <= tlr_entry_papers(entry)
               ? tlri_keying_final(entry->keying, number)
               : NULL;
}

static tlr_status read_typed(tlr_entry *entry, const char *typed, struct tlri_buf *out)
{
    static const char reject[] = "reject ";
    if (tlri_streq(typed, "blank")) {
        return tlri_typed_reject(entry->keying->ctx, typed, out);
    }
    if (strncmp(typed, reject, sizeof reject - 1) == 0) {
        return tlri_typed_reject(entry->keying->ctx, typed + sizeof reject - 1, out);
    }
    return tlri_typed_marks(entry->keying->ctx, typed, tlr_entry_candidates(entry), out);
}

static tlr_status step_typed(tlr_entry *entry, enum tlri_entry_step step, unsigned number,
                             const char *typed)
{
    struct tlri_buf seen;
    tlri_buf_init(&seen, entry->keying->ctx, TLRI_ENTRY_SEEN_MAX);
    tlr_status status = read_typed(entry, typed, &seen);
    if (status == TLR_OK) {
        status = tlri_keying_step(entry->keying, step, number, seen.data);
    }
    tlri_buf_drop(&seen);
    return status;
}

tlr_status tlr_entry_add(tlr_entry *entry, const char *typed)
{
    return step_typed(entry, TLRI_ENTRY_PAPER, tlr_entry_papers(entry) + 1, typed);
}

tlr_status tlr_entry_reject(tlr_entry *entry, const char *code)
{
    struct tlri_buf seen;
    tlri_buf_init(&seen, entry->keying->ctx, TLRI_ENTRY_SEEN_MAX);
    tlr_status status = tlri_typed_reject(entry->keying->ctx, code, &seen);
    if (status == TLR_OK) {
        status = tlri_keying_step(entry->keying, TLRI_ENTRY_PAPER, tlr_entry_papers(entry) + 1,
                                  seen.data);
    }
    tlri_buf_drop(&seen);
    return status;
}

tlr_status tlr_entry_undo(tlr_entry *entry)
{
    return tlri_keying_step(entry->keying, TLRI_ENTRY_UNDO, tlr_entry_papers(entry), NULL);
}

tlr_status tlr_entry_correct(tlr_entry *entry, unsigned number, const char *typed)
{
    return step_typed(entry, TLRI_ENTRY_CORRECT, number, typed);
}

tlr_status tlr_entry_done(tlr_entry *entry, unsigned papers)
{
    return tlri_keying_step(entry->keying, TLRI_ENTRY_DONE, papers, NULL);
}

unsigned tlr_entry_differs(const tlr_entry *entry, unsigned from, const char **first,
                           const char **second)
{
    const struct tlri_keying *keying = entry->keying;
    uint32_t number = tlri_keying_differs(keying, from);
    if (number != 0) {
        const struct tlri_entry_paper *one = keying->first->paper.data;
        const struct tlri_entry_paper *two = keying->own->paper.data;
        if (first != NULL) {
            *first = one[number - 1].seen;
        }
        if (second != NULL) {
            *second = two[number - 1].seen;
        }
    }
    return number;
}

tlr_status tlr_entry_settle(tlr_entry *entry, unsigned number, const char *typed)
{
    return step_typed(entry, TLRI_ENTRY_SETTLE, number, typed);
}

tlr_status tlr_entry_write(tlr_entry *entry, const unsigned char salt[TLR_ENTRY_SALT],
                           const char **path)
{
    *path = entry->keying->batch_path;
    return tlri_keying_write(entry->keying, salt);
}

/*
 * api/compare.c: two folders of an election side by side, and what else may be compared
 * (teller/compare.h).
 *
 * Each folder is opened under its own keys, so that nothing unverified is compared, and counted
 * with the first engine; then files, signers, readings, papers, stages and elected are compared
 * contest by contest. Files are told apart by their digests, rulings among them. Papers are
 * compared in compare_papers.c, results and public bundles in compare_results.c. Implements
 * spec/formats/compare.md.
 */
#include "teller/compare.h"

#include <string.h>

#include "api/compare.h"
#include "api/open.h"
#include "api/text.h"
#include "audit/parting.h"
#include "audit/readings.h"
#include "count/count.h"
#include "report/fork.h"

enum { LINES_MAX = 200000 };

tlr_status tlri_compare_tell(struct tlri_comparing *w, enum tlri_compared about, const char *name,
                             bool same, const char *detail)
{
    struct tlri_compare_line *line = NULL;
    if (name == NULL || detail == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_array_push(&w->pair.line, &line));
    *line = (struct tlri_compare_line){about, name, same, detail};
    return TLR_OK;
}

const char *tlri_compare_keep(struct tlri_comparing *w, struct tlri_buf *text)
{
    const char *kept =
        text->failed == TLR_OK
            ? tlri_arena_copy(&w->arena, text->data != NULL ? text->data : "", text->len)
            : NULL;
    tlri_buf_drop(text);
    return kept;
}

tlr_status tlri_compare_elections(struct tlri_comparing *w, const char *a, const char *b)
{
    if (tlri_streq(a, b)) {
        return TLR_OK;
    }
    return tlri_compare_tell(
        w, TLRI_COMPARED_FILE, "election", false,
        tlri_arena_printf(&w->arena, "these are two elections: A is %s, B is %s", a, b));
}

/* ---- files and signers ---- */

/* NULL: it is not there. */
static tlr_status tell_file(struct tlri_comparing *w, const char *name, const uint8_t *a,
                            const uint8_t *b)
{
    if (a == NULL && b == NULL) {
        return TLR_OK;
    }
    bool same = a != NULL && b != NULL && memcmp(a, b, TLRI_SHA256_BYTES) == 0;
    return tlri_compare_tell(w, TLRI_COMPARED_FILE, name, same,
                             a == NULL   ? "only B has it"
                             : b == NULL ? "only A has it"
                                         : "A and B have different bytes under this name");
}

static const uint8_t *digest_of(const struct tlri_sealed *file)
{
    return file != NULL ? tlri_sealed_digest(file)->bytes : NULL;
}

static const uint8_t *batch_in(const struct tlri_case *c, const struct tlri_result_batch *like)
{
    for (size_t i = 0; i < c->batches; i++) {
        if (tlri_streq(c->batch[i].contest, like->contest) && c->batch[i].round == like->round &&
            tlri_streq(c->batch[i].id, like->id)) {
            return c->batch[i].sha256;
        }
    }
    return NULL;
}

static const char *batch_name(struct tlri_comparing *w, const struct tlri_result_batch *batch)
{
    return batch->round > 1
               ? tlri_arena_printf(&w->arena, "batch %s/%s, round %u", batch->contest, batch->id,
                                   batch->round)
               : tlri_arena_printf(&w->arena, "batch %s/%s", batch->contest, batch->id);
}

static tlr_status compare_rulings(struct tlri_comparing *w)
{
    const struct tlri_case *a = w->a.c;
    const struct tlri_case *b = w->b.c;
    for (size_t i = 0; i < a->rulings || i < b->rulings; i++) {
        TLR_TRY(tell_file(w, tlri_arena_printf(&w->arena, "rulings/%zu.txt", i + 1),
                          i < a->rulings ? digest_of(a->ruling[i].file) : NULL,
                          i < b->rulings ? digest_of(b->ruling[i].file) : NULL));
    }
    return TLR_OK;
}

static tlr_status compare_files(struct tlri_comparing *w)
{
    const struct tlri_case *a = w->a.c;
    const struct tlri_case *b = w->b.c;
    TLR_TRY(tlri_compare_elections(w, a->notice->election, b->notice->election));
    TLR_TRY(tell_file(w, "notice.xml", digest_of(a->notice_file), digest_of(b->notice_file)));
    TLR_TRY(tell_file(w, "election.xml", digest_of(a->election_file), digest_of(b->election_file)));
    TLR_TRY(tell_file(w, "close.txt", digest_of(a->close_file), digest_of(b->close_file)));
    TLR_TRY(tell_file(w, "lots.txt", digest_of(a->lots_file), digest_of(b->lots_file)));
    TLR_TRY(compare_rulings(w));
    for (size_t i = 0; i < a->batches; i++) {
        TLR_TRY(tell_file(w, batch_name(w, &a->batch[i]), a->batch[i].sha256,
                          batch_in(b, &a->batch[i])));
    }
    for (size_t i = 0; i < b->batches; i++) {
        if (batch_in(a, &b->batch[i]) == NULL) {
            TLR_TRY(tell_file(w, batch_name(w, &b->batch[i]), NULL, b->batch[i].sha256));
        }
    }
    return TLR_OK;
}

static bool has_signer(const struct tlri_case *c, const char *who)
{
    const char *const *signer = c->signed_by.data;
    for (size_t i = 0; i < c->signed_by.count; i++) {
        if (tlri_streq(signer[i], who)) {
            return true;
        }
    }
    return false;
}

static tlr_status compare_signers(struct tlri_comparing *w)
{
    const char *const *a = w->a.c->signed_by.data;
    const char *const *b = w->b.c->signed_by.data;
    for (size_t i = 0; i < w->a.c->signed_by.count; i++) {
        TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_SIGNED, a[i], has_signer(w->b.c, a[i]),
                                  "only in A"));
    }
    for (size_t i = 0; i < w->b.c->signed_by.count; i++) {
        if (!has_signer(w->a.c, b[i])) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_SIGNED, b[i], false, "only in B"));
        }
    }
    return TLR_OK;
}

/* ---- readings ---- */

static const char *reading_in(const struct tlri_readings *readings, const char *name)
{
    for (size_t i = 0; i < readings->count; i++) {
        if (tlri_streq(readings->reading[i].name, name)) {
            return readings->reading[i].value;
        }
    }
    return NULL;
}

static tlr_status compare_readings(struct tlri_comparing *w)
{
    const struct tlri_readings *a = &w->a.audit->readings;
    const struct tlri_readings *b = &w->b.audit->readings;
    for (size_t i = 0; i < a->count; i++) {
        const char *name = a->reading[i].name;
        const char *other = reading_in(b, name);
        TLR_TRY(tlri_compare_tell(
            w, TLRI_COMPARED_READING, name, other != NULL && tlri_streq(a->reading[i].value, other),
            tlri_arena_printf(&w->arena, "A has %s, B has %s", a->reading[i].value,
                              other != NULL ? other : "none")));
    }
    for (size_t i = 0; i < b->count; i++) {
        if (reading_in(a, b->reading[i].name) == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_READING, b->reading[i].name, false,
                                      "only in B"));
        }
    }
    return TLR_OK;
}

/* ---- papers ---- */

static const struct tlri_case_contest *contest_in(const struct tlri_case *c, const char *id)
{
    for (size_t i = 0; i < c->contests; i++) {
        if (tlri_streq(c->contest[i].contest.id, id)) {
            return &c->contest[i];
        }
    }
    return NULL;
}

static const struct tlri_paper_batch *find_batch(const struct tlri_papers *papers, const char *id)
{
    for (uint32_t b = 0; b < papers->batches; b++) {
        if (tlri_streq(papers->batch[b].id, id)) {
            return &papers->batch[b];
        }
    }
    return NULL;
}

static tlr_status compare_round(struct tlri_comparing *w, const char *contest, uint32_t round,
                                const struct tlri_papers *a, const struct tlri_papers *b)
{
    const char *which =
        round > 1 ? tlri_arena_printf(&w->arena, "%s, round %u", contest, round) : contest;
    bool same_batches = a->batches == b->batches;
    for (uint32_t i = 0; which != NULL && i < a->batches; i++) {
        const struct tlri_paper_batch *other = find_batch(b, a->batch[i].id);
        same_batches = same_batches && other != NULL;
        if (other == NULL) {
            continue;
        }
        const struct tlri_compare_batch in_a = {a, a->batch[i].first, a->batch[i].count};
        const struct tlri_compare_batch in_b = {b, other->first, other->count};
        TLR_TRY(tlri_compare_papers(w, tlri_arena_printf(&w->arena, "%s/%s", which, a->batch[i].id),
                                    &in_a, &in_b));
    }
    return same_batches ? TLR_OK : tlri_compare_heaps(w, which, a, b);
}

static tlr_status compare_papers(struct tlri_comparing *w, const struct tlri_case_contest *a,
                                 const struct tlri_case_contest *b)
{
    for (size_t i = 0; i < a->rounds; i++) {
        for (size_t k = 0; k < b->rounds; k++) {
            /* Other candidates on the paper: the marks mean other things. */
            if (a->round[i].round == b->round[k].round &&
                a->round[i].papers->candidates == b->round[k].papers->candidates) {
                TLR_TRY(compare_round(w, a->contest.id, a->round[i].round, a->round[i].papers,
                                      b->round[k].papers));
            }
        }
    }
    return TLR_OK;
}

/* ---- stages and elected ---- */

static const struct tlri_counted *counted_in(const struct tlri_audit *audit, const char *id,
                                             uint32_t round)
{
    for (size_t i = 0; i < audit->counted; i++) {
        if (tlri_streq(audit->contest[i].contest.id, id) && audit->contest[i].round == round) {
            return &audit->contest[i];
        }
    }
    return NULL;
}

static bool same_candidates(const struct tlri_contest *a, const struct tlri_contest *b)
{
    bool same = a->candidates == b->candidates;
    for (uint32_t c = 0; same && c < a->candidates; c++) {
        same = tlri_streq(a->candidate[c].id, b->candidate[c].id);
    }
    return same;
}

static tlr_status compare_stages(struct tlri_comparing *w, const struct tlri_counted *a)
{
    struct tlri_buf text;
    const struct tlri_counted *b = counted_in(w->b.audit, a->contest.id, a->round);
    const char *name = a->round > 1
                           ? tlri_arena_printf(&w->arena, "%s, round %u", a->contest.id, a->round)
                           : a->contest.id;
    if (b == NULL || (a->transcript == NULL) != (b->transcript == NULL)) {
        return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, false,
                                 "counted in one of them only");
    }
    if (a->transcript == NULL) {
        return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, true, "");
    }
    if (!same_candidates(&a->contest, &b->contest)) {
        return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, false,
                                 "other candidates stand on the paper");
    }
    struct tlri_fork fork = {.found = false};
    tlri_buf_init(&text, w->ctx, 1 << 16);
    tlr_status status = tlri_audit_parting(w->ctx, a, b, &text);
    bool same = text.len == 0;
    tlri_fork_find(a->transcript, b->transcript, a->contest.candidates, &fork);
    if (fork.found) {
        tlri_buf_puts(&text, " They elect or exclude other people from ");
        tlri_fork_words(&a->contest, &fork, "in A", "in B", &text);
        tlri_buf_puts(&text, ".");
    } else if (!same) {
        tlri_buf_puts(&text, " At no stage are other people elected or excluded.");
    }
    const char *detail = tlri_compare_keep(w, &text);
    TLR_TRY(status);
    return tlri_compare_tell(w, TLRI_COMPARED_STAGES, name, same, detail);
}

/* Is the candidate of that id elected in that contest, in any round? */
static bool is_elected(const struct tlri_audit *audit, const char *contest, const char *id)
{
    for (size_t i = 0; i < audit->counted; i++) {
        const struct tlri_counted *counted = &audit->contest[i];
        for (uint32_t c = 0;
             tlri_streq(counted->contest.id, contest) && c < counted->contest.candidates; c++) {
            if (counted->elected != NULL && counted->elected[c] &&
                tlri_streq(counted->contest.candidate[c].id, id)) {
                return true;
            }
        }
    }
    return false;
}

/* Appends who is elected in x and not in y; returns whether there is anybody. */
static bool put_only(const struct tlri_contest *contest, const struct tlri_audit *x,
                     const struct tlri_audit *y, const char *what, struct tlri_buf *out)
{
    const char *between = what;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        const char *id = contest->candidate[c].id;
        if (is_elected(x, contest->id, id) && !is_elected(y, contest->id, id)) {
            tlri_buf_printf(out, "%s%s", between, contest->candidate[c].name);
            between = ", ";
        }
    }
    return between != what;
}

static bool lot_is_missing(const struct tlri_compare_side *side, const char *contest)
{
    const struct tlri_counted *needed = side->audit->needed.counted;
    return side->counted == TLR_E_DECISION &&
           (needed == NULL || tlri_streq(needed->contest.id, contest) ||
            counted_in(side->audit, contest, 1) == NULL);
}

static tlr_status compare_elected(struct tlri_comparing *w, const struct tlri_contest *a,
                                  const struct tlri_contest *b)
{
    struct tlri_buf text;
    tlri_buf_init(&text, w->ctx, 1 << 16);
    bool more = put_only(a, w->a.audit, w->b.audit, "only in A: ", &text);
    struct tlri_buf other;
    tlri_buf_init(&other, w->ctx, 1 << 16);
    bool less = put_only(b, w->b.audit, w->a.audit, "only in B: ", &other);
    if (less && other.failed == TLR_OK) {
        tlri_buf_printf(&text, "%s%s", more ? "; " : "", other.data);
    }
    bool waits_a = lot_is_missing(&w->a, a->id);
    bool waits_b = lot_is_missing(&w->b, a->id);
    if (waits_a != waits_b) {
        tlri_buf_printf(&text, "%sin %s the count waits for a lot or a round",
                        more || less ? "; " : "", waits_a ? "A" : "B");
    }
    const char *detail = tlri_compare_keep(w, &text);
    bool whole = other.failed == TLR_OK;
    tlri_buf_drop(&other);
    return tlri_compare_tell(w, TLRI_COMPARED_ELECTED, a->id, !more && !less && waits_a == waits_b,
                             whole ? detail : NULL);
}

static tlr_status compare_contests(struct tlri_comparing *w)
{
    const struct tlri_case *a = w->a.c;
    const struct tlri_case *b = w->b.c;
    for (size_t i = 0; i < a->contests; i++) {
        const struct tlri_case_contest *other = contest_in(b, a->contest[i].contest.id);
        if (other == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_ELECTED, a->contest[i].contest.id, false,
                                      "the contest is in A only"));
            continue;
        }
        TLR_TRY(compare_papers(w, &a->contest[i], other));
        TLR_TRY(compare_elected(w, &a->contest[i].contest, &other->contest));
    }
    for (size_t i = 0; i < b->contests; i++) {
        if (contest_in(a, b->contest[i].contest.id) == NULL) {
            TLR_TRY(tlri_compare_tell(w, TLRI_COMPARED_ELECTED, b->contest[i].contest.id, false,
                                      "the contest is in B only"));
        }
    }
    for (size_t i = 0; i < w->a.audit->counted; i++) {
        TLR_TRY(compare_stages(w, &w->a.audit->contest[i]));
    }
    return TLR_OK;
}

/* ---- folders ---- */

/* [CMP-2] Opening refuses what is not signed as its own notice asks. */
static tlr_status open_side(struct tlri_comparing *w, const char *dir,
                            struct tlri_compare_side *side)
{
    TLR_TRY(tlri_open_with(w->ctx, dir, NULL, NULL, NULL, &side->c));
    TLR_TRY(tlri_audit_rules(w->ctx, side->c, &side->audit));
    side->audit->tells_lots = true;
    side->counted = tlri_audit_count(side->audit, tlri_count_run);
    return side->counted == TLR_E_DECISION ? TLR_OK : side->counted;
}

static tlr_status compare_folders(struct tlri_comparing *w)
{
    TLR_TRY(open_side(w, w->pair.a, &w->a));
    TLR_TRY(open_side(w, w->pair.b, &w->b));
    TLR_TRY(compare_files(w));
    TLR_TRY(compare_signers(w));
    TLR_TRY(compare_readings(w));
    return compare_contests(w);
}

/* ---- the whole ---- */

/* What is compared: by its name's end, a folder by none. */
enum kind { FOLDER, RESULT, BATCH };

static enum kind kind_of(const char *path)
{
    return tlri_ends_with(path, ".ballots") ? BATCH
           : tlri_ends_with(path, ".xml")   ? RESULT
                                            : FOLDER;
}

static tlr_status compare_by_kind(struct tlri_comparing *w)
{
    bool public_a = false;
    bool public_b = false;
    switch (kind_of(w->pair.a)) {
    case BATCH:
        return tlri_compare_batches(w);
    case RESULT:
        return tlri_compare_results(w);
    case FOLDER:
        break;
    }
    TLR_TRY(tlri_compare_is_public(w, w->pair.a, &public_a));
    TLR_TRY(tlri_compare_is_public(w, w->pair.b, &public_b));
    return public_a || public_b ? tlri_compare_publics(w) : compare_folders(w);
}

static tlr_status write_down(struct tlri_comparing *w, bool json, tlr_text **out, bool *same)
{
    tlr_text *text = tlri_text_new(w->ctx);
    if (text == NULL) {
        return tlri_no_memory(w->ctx);
    }
    tlr_status status =
        json ? tlri_compare_json(&w->pair, &text->buf) : tlri_compare_text(&w->pair, &text->buf);
    TLR_TRY(tlri_text_hand(text, status, out));
    *same = true;
    for (size_t i = 0; i < TLRI_COMPARED_COUNT; i++) {
        *same = *same && tlri_compared_same(&w->pair, (enum tlri_compared)i, NULL);
    }
    return TLR_OK;
}

static void drop_side(struct tlri_compare_side *side)
{
    tlri_audit_free(side->audit);
    tlri_case_free(side->c);
}

tlr_status tlr_compare(tlr_ctx *ctx, const char *a, const char *b, bool json, tlr_text **out,
                       bool *same)
{
    struct tlri_comparing w = {.ctx = ctx, .pair = {.ctx = ctx, .a = a, .b = b}};
    *out = NULL;
    *same = false;
    if (kind_of(a) != kind_of(b)) {
        tlri_diag(ctx, TLR_ERROR, 6760, NULL,
                  "compare two folders, two files result.xml or two "
                  "batches",
                  "compare/CMP-1", "one of them is a folder or a file, and the other is not");
        return TLR_E_USAGE;
    }
    tlri_arena_init(&w.arena, ctx);
    tlri_array_init(&w.pair.line, ctx, sizeof(struct tlri_compare_line), LINES_MAX);
    tlr_status status = compare_by_kind(&w);
    if (status == TLR_OK) {
        status = write_down(&w, json, out, same);
    }
    tlri_array_drop(&w.pair.line);
    drop_side(&w.a);
    drop_side(&w.b);
    tlri_arena_drop(&w.arena);
    return status;
}

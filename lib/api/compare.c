/*
 * api/compare.c: two folders of an election, or two results, side by side (teller/compare.h).
 *
 * Each folder is opened under its own keys, so that nothing unverified is compared, and counted
 * with the first engine; then files, signers, readings, papers, stages and elected are compared
 * contest by contest. Papers are compared by number, and as a heap, since a batch typed anew may
 * have them in another order. Of two result files only the bytes and the elected can be compared,
 * of two batches the papers, of two public bundles the files of their manifests and the elected.
 * Implements spec/formats/compare.md. Marks never reach the answer.
 */
#include "teller/compare.h"

#include <stdlib.h>
#include <string.h>

#include "api/open.h"
#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "base/scratch.h"
#include "count/count.h"
#include "custody/bundle.h"
#include "io/ballots.h"
#include "io/result.h"
#include "report/compare.h"

enum { LINES_MAX = 200000, RESULT_MAX = 64 << 20, NUMBERS_SHOWN = 12, LINE_SHOWN = 200 };
#define BATCH_MAX ((size_t)2 << 30)

struct side {
    struct tlri_case *c;
    struct tlri_audit *audit;
    tlr_status counted;
};

struct comparing {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_compared_pair pair;
    struct side a, b;
};

/* A line; detail NULL: the same. The name must last. */
static tlr_status tell(struct comparing *w, enum tlri_compared about, const char *name, bool same,
                       const char *detail)
{
    struct tlri_compare_line *line = NULL;
    if (name == NULL || (!same && detail == NULL)) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_array_push(&w->pair.line, &line));
    *line = (struct tlri_compare_line){about, name, same, detail};
    return TLR_OK;
}

/* The text of a buffer, kept in the arena; the buffer is dropped. NULL: no memory. */
static const char *keep(struct comparing *w, struct tlri_buf *text)
{
    const char *kept =
        text->failed == TLR_OK
            ? tlri_arena_copy(&w->arena, text->data != NULL ? text->data : "", text->len)
            : NULL;
    tlri_buf_drop(text);
    return kept;
}

/* ---- files and signers ---- */

static tlr_status tell_file(struct comparing *w, const char *name, const struct tlri_sealed *a,
                            const struct tlri_sealed *b)
{
    if (a == NULL && b == NULL) {
        return TLR_OK;
    }
    bool same = a != NULL && b != NULL &&
                memcmp(tlri_sealed_digest(a)->bytes, tlri_sealed_digest(b)->bytes,
                       sizeof tlri_sealed_digest(a)->bytes) == 0;
    return tell(w, TLRI_COMPARED_FILE, name, same,
                a == NULL   ? "only B has it"
                : b == NULL ? "only A has it"
                            : "A and B have different bytes under this name");
}

static const struct tlri_sealed *batch_in(const struct tlri_case *c,
                                          const struct tlri_result_batch *like)
{
    for (size_t i = 0; i < c->batches; i++) {
        if (tlri_streq(c->batch[i].contest, like->contest) &&
            tlri_streq(c->batch[i].id, like->id)) {
            return c->batch_file[i];
        }
    }
    return NULL;
}

static const char *batch_name(struct comparing *w, const struct tlri_result_batch *batch)
{
    return tlri_arena_printf(&w->arena, "batch %s/%s", batch->contest, batch->id);
}

static tlr_status compare_files(struct comparing *w)
{
    const struct tlri_case *a = w->a.c;
    const struct tlri_case *b = w->b.c;
    TLR_TRY(tell_file(w, "notice.xml", a->notice_file, b->notice_file));
    TLR_TRY(tell_file(w, "election.xml", a->election_file, b->election_file));
    TLR_TRY(tell_file(w, "close.txt", a->close_file, b->close_file));
    TLR_TRY(tell_file(w, "lots.txt", a->lots_file, b->lots_file));
    for (size_t i = 0; i < a->batches; i++) {
        TLR_TRY(
            tell_file(w, batch_name(w, &a->batch[i]), a->batch_file[i], batch_in(b, &a->batch[i])));
    }
    for (size_t i = 0; i < b->batches; i++) {
        if (batch_in(a, &b->batch[i]) == NULL) {
            TLR_TRY(tell_file(w, batch_name(w, &b->batch[i]), NULL, b->batch_file[i]));
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

static tlr_status compare_signers(struct comparing *w)
{
    const char *const *a = w->a.c->signed_by.data;
    const char *const *b = w->b.c->signed_by.data;
    for (size_t i = 0; i < w->a.c->signed_by.count; i++) {
        TLR_TRY(tell(w, TLRI_COMPARED_SIGNED, a[i], has_signer(w->b.c, a[i]), "only in A"));
    }
    for (size_t i = 0; i < w->b.c->signed_by.count; i++) {
        if (!has_signer(w->a.c, b[i])) {
            TLR_TRY(tell(w, TLRI_COMPARED_SIGNED, b[i], false, "only in B"));
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

static tlr_status compare_readings(struct comparing *w)
{
    const struct tlri_readings *a = &w->a.audit->readings;
    const struct tlri_readings *b = &w->b.audit->readings;
    for (size_t i = 0; i < a->count; i++) {
        const char *name = a->reading[i].name;
        const char *other = reading_in(b, name);
        TLR_TRY(tell(w, TLRI_COMPARED_READING, name,
                     other != NULL && tlri_streq(a->reading[i].value, other),
                     tlri_arena_printf(&w->arena, "A has %s, B has %s", a->reading[i].value,
                                       other != NULL ? other : "none")));
    }
    for (size_t i = 0; i < b->count; i++) {
        if (reading_in(a, b->reading[i].name) == NULL) {
            TLR_TRY(tell(w, TLRI_COMPARED_READING, b->reading[i].name, false, "only in B"));
        }
    }
    return TLR_OK;
}

/* ---- papers ---- */

/* A paper with the pool that its marks are in, so that papers of two folders can be sorted. */
struct held {
    const tlri_mark *mark;
    uint32_t marks, reject;
};

static struct held hold(const struct tlri_papers *papers, uint32_t paper)
{
    const struct tlri_paper *p = &papers->paper[paper];
    return (struct held){papers->pool + p->first, p->marks, p->reject};
}

static int compare_held(const void *x, const void *y)
{
    const struct held *a = x;
    const struct held *b = y;
    if (a->reject != b->reject) {
        return a->reject < b->reject ? -1 : 1;
    }
    if (a->marks != b->marks) {
        return a->marks < b->marks ? -1 : 1;
    }
    for (uint32_t i = 0; i < a->marks; i++) {
        if (a->mark[i] != b->mark[i]) {
            return a->mark[i] < b->mark[i] ? -1 : 1;
        }
    }
    return 0;
}

static struct held *sorted(struct comparing *w, const struct tlri_papers *papers,
                           const struct tlri_paper_batch *batch)
{
    struct held *held = tlri_arena_array(&w->arena, batch->count + 1u, sizeof *held);
    for (uint32_t i = 0; held != NULL && i < batch->count; i++) {
        held[i] = hold(papers, batch->first + i);
    }
    if (held != NULL && batch->count > 1) {
        qsort(held, batch->count, sizeof *held, compare_held);
    }
    return held;
}

/* How many papers two heaps have in common. */
static uint32_t in_common(const struct held *a, uint32_t in_a, const struct held *b, uint32_t in_b)
{
    uint32_t i = 0;
    uint32_t j = 0;
    uint32_t common = 0;
    while (i < in_a && j < in_b) {
        int order = compare_held(&a[i], &b[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return common;
}

static tlr_status compare_batch(struct comparing *w, const char *contest,
                                const struct tlri_papers *pa, const struct tlri_paper_batch *a,
                                const struct tlri_papers *pb, const struct tlri_paper_batch *b)
{
    struct tlri_buf text;
    struct held *heap_a = sorted(w, pa, a);
    struct held *heap_b = sorted(w, pb, b);
    uint32_t shared = a->count < b->count ? a->count : b->count;
    uint32_t differ = 0;
    if (heap_a == NULL || heap_b == NULL) {
        return tlri_no_memory(w->ctx);
    }
    tlri_buf_init(&text, w->ctx, 1 << 16);
    for (uint32_t i = 0; i < shared; i++) {
        struct held x = hold(pa, a->first + i);
        struct held y = hold(pb, b->first + i);
        if (compare_held(&x, &y) != 0 && differ++ < NUMBERS_SHOWN) {
            tlri_buf_printf(&text, "%s%u", differ > 1 ? ", " : "the numbers that differ: ", i + 1);
        }
    }
    if (differ > NUMBERS_SHOWN) {
        tlri_buf_printf(&text, " and %u more", differ - NUMBERS_SHOWN);
    }
    uint32_t common = in_common(heap_a, a->count, heap_b, b->count);
    tlri_buf_printf(
        &text,
        "%sA has %u papers, B %u; as heaps, whatever the numbers, they have %u in "
        "common%s",
        differ > 0 ? "; " : "", a->count, b->count, common,
        common == a->count && common == b->count ? ": the same papers under other numbers" : "");
    const char *name = tlri_arena_printf(&w->arena, "%s/%s", contest, a->id);
    return tell(w, TLRI_COMPARED_PAPERS, name, differ == 0 && a->count == b->count, keep(w, &text));
}

static const struct tlri_case_contest *contest_in(const struct tlri_case *c, const char *id)
{
    for (size_t i = 0; i < c->contests; i++) {
        if (tlri_streq(c->contest[i].contest.id, id)) {
            return &c->contest[i];
        }
    }
    return NULL;
}

/* The batch of that id among the rounds of a contest. */
static const struct tlri_paper_batch *find_batch(const struct tlri_case_contest *contest,
                                                 const char *id, const struct tlri_papers **papers)
{
    for (size_t r = 0; contest != NULL && r < contest->rounds; r++) {
        *papers = contest->round[r].papers;
        for (uint32_t b = 0; b < (*papers)->batches; b++) {
            if (tlri_streq((*papers)->batch[b].id, id)) {
                return &(*papers)->batch[b];
            }
        }
    }
    return NULL;
}

static tlr_status compare_papers(struct comparing *w, const struct tlri_case_contest *a,
                                 const struct tlri_case_contest *b)
{
    const struct tlri_papers *other = NULL;
    for (size_t r = 0; r < a->rounds; r++) {
        const struct tlri_papers *papers = a->round[r].papers;
        for (uint32_t i = 0; i < papers->batches; i++) {
            const struct tlri_paper_batch *batch = find_batch(b, papers->batch[i].id, &other);
            /* A batch that only one of them has stands among the files. */
            if (batch != NULL && papers->candidates == other->candidates) {
                TLR_TRY(compare_batch(w, a->contest.id, papers, &papers->batch[i], other, batch));
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

static tlr_status compare_stages(struct comparing *w, const struct tlri_counted *a)
{
    struct tlri_buf text;
    const struct tlri_counted *b = counted_in(w->b.audit, a->contest.id, a->round);
    const char *name = a->round > 1
                           ? tlri_arena_printf(&w->arena, "%s, round %u", a->contest.id, a->round)
                           : a->contest.id;
    if (b == NULL || (a->transcript == NULL) != (b->transcript == NULL)) {
        return tell(w, TLRI_COMPARED_STAGES, name, false, "counted in one of them only");
    }
    if (a->transcript == NULL) {
        return tell(w, TLRI_COMPARED_STAGES, name, true, NULL);
    }
    if (!same_candidates(&a->contest, &b->contest)) {
        return tell(w, TLRI_COMPARED_STAGES, name, false, "other candidates stand on the paper");
    }
    size_t at = tlri_transcript_differ(a->transcript, b->transcript);
    tlri_buf_init(&text, w->ctx, 1 << 16);
    if (at != SIZE_MAX && at < tlri_transcript_size(a->transcript)) {
        tlri_buf_printf(&text,
                        "they part in stage %u: ", tlri_transcript_event(a->transcript, at)->stage);
    }
    bool differ = tlri_audit_difference(&a->contest, a->transcript, b->transcript, &text);
    return tell(w, TLRI_COMPARED_STAGES, name, !differ, keep(w, &text));
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

static bool lot_is_missing(const struct side *side, const char *contest)
{
    const struct tlri_counted *needed = side->audit->needed.counted;
    return side->counted == TLR_E_DECISION &&
           (needed == NULL || tlri_streq(needed->contest.id, contest) ||
            counted_in(side->audit, contest, 1) == NULL);
}

static tlr_status compare_elected(struct comparing *w, const struct tlri_contest *a,
                                  const struct tlri_contest *b)
{
    struct tlri_buf text;
    tlri_buf_init(&text, w->ctx, 1 << 16);
    bool more = put_only(a, w->a.audit, w->b.audit, "only in A: ", &text);
    struct tlri_buf other;
    tlri_buf_init(&other, w->ctx, 1 << 16);
    bool less = put_only(b, w->b.audit, w->a.audit, "only in B: ", &other);
    if (less) {
        tlri_buf_printf(&text, "%s%s", more ? "; " : "", other.data != NULL ? other.data : "");
    }
    bool waits_a = lot_is_missing(&w->a, a->id);
    bool waits_b = lot_is_missing(&w->b, a->id);
    if (waits_a != waits_b) {
        tlri_buf_printf(&text, "%sin %s the count waits for a lot or a round",
                        more || less ? "; " : "", waits_a ? "A" : "B");
    }
    tlri_buf_drop(&other);
    return tell(w, TLRI_COMPARED_ELECTED, a->id, !more && !less && waits_a == waits_b,
                keep(w, &text));
}

static tlr_status compare_contests(struct comparing *w)
{
    const struct tlri_case *a = w->a.c;
    const struct tlri_case *b = w->b.c;
    for (size_t i = 0; i < a->contests; i++) {
        const struct tlri_case_contest *other = contest_in(b, a->contest[i].contest.id);
        if (other == NULL) {
            TLR_TRY(tell(w, TLRI_COMPARED_ELECTED, a->contest[i].contest.id, false,
                         "the contest is in A only"));
            continue;
        }
        TLR_TRY(compare_papers(w, &a->contest[i], other));
        TLR_TRY(compare_elected(w, &a->contest[i].contest, &other->contest));
    }
    for (size_t i = 0; i < b->contests; i++) {
        if (contest_in(a, b->contest[i].contest.id) == NULL) {
            TLR_TRY(tell(w, TLRI_COMPARED_ELECTED, b->contest[i].contest.id, false,
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
static tlr_status open_side(struct comparing *w, const char *dir, struct side *side)
{
    TLR_TRY(tlri_open_with(w->ctx, dir, NULL, NULL, NULL, &side->c));
    TLR_TRY(tlri_audit_rules(w->ctx, side->c, &side->audit));
    side->audit->tells_lots = true;
    side->counted = tlri_audit_count(side->audit, tlri_count_run);
    return side->counted == TLR_E_DECISION ? TLR_OK : side->counted;
}

static tlr_status compare_folders(struct comparing *w)
{
    TLR_TRY(open_side(w, w->pair.a, &w->a));
    TLR_TRY(open_side(w, w->pair.b, &w->b));
    TLR_TRY(compare_files(w));
    TLR_TRY(compare_signers(w));
    TLR_TRY(compare_readings(w));
    return compare_contests(w);
}

/* ---- result files ---- */

/* The lines that say who is elected, of the places and the contests they stand in. */
static void put_places(const struct tlri_bytes *bytes, struct tlri_buf *out)
{
    const char *at = bytes->data;
    const char *end = bytes->data + bytes->len;
    while (at < end) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        size_t len = lf != NULL ? (size_t)(lf - at) : (size_t)(end - at);
        size_t blanks = 0;
        while (blanks < len && at[blanks] == ' ') {
            blanks++;
        }
        if (len > blanks + 7 && (memcmp(at + blanks, "<place ", 7) == 0 ||
                                 (len > blanks + 9 && memcmp(at + blanks, "<contest ", 9) == 0))) {
            tlri_buf_add(out, at, len);
            tlri_buf_puts(out, "\n");
        }
        at += len + 1;
    }
}

static tlr_status compare_bytes(struct comparing *w, const struct tlri_bytes *a,
                                const struct tlri_bytes *b)
{
    struct tlri_text_difference d = tlri_text_first_difference(a->data, a->len, b->data, b->len);
    size_t a_len = d.a_len < LINE_SHOWN ? d.a_len : LINE_SHOWN;
    size_t b_len = d.b_len < LINE_SHOWN ? d.b_len : LINE_SHOWN;
    const char *detail =
        d.differs ? tlri_arena_printf(&w->arena, "first in line %u: A has %.*s, B has %.*s", d.line,
                                      d.a != NULL ? (int)a_len : 7, d.a != NULL ? d.a : "nothing",
                                      d.b != NULL ? (int)b_len : 7, d.b != NULL ? d.b : "nothing")
                  : NULL;
    return tell(w, TLRI_COMPARED_FILE, "result.xml", !d.differs, detail);
}

static tlr_status compare_places(struct comparing *w, const struct tlri_bytes *a,
                                 const struct tlri_bytes *b)
{
    struct tlri_buf x, y;
    tlri_buf_init(&x, w->ctx, RESULT_MAX);
    tlri_buf_init(&y, w->ctx, RESULT_MAX);
    put_places(a, &x);
    put_places(b, &y);
    bool same = x.len == y.len && (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);
    tlr_status status = x.failed != TLR_OK ? x.failed : y.failed;
    tlri_buf_drop(&x);
    tlri_buf_drop(&y);
    TLR_TRY(status);
    return tell(w, TLRI_COMPARED_ELECTED, "places", same, "the places are not filled alike");
}

/* file: tell of the files themselves too (else a manifest did). */
static tlr_status compare_results(struct comparing *w, const char *path_a, const char *path_b,
                                  bool file)
{
    struct tlri_bytes a, b;
    if (path_a == NULL || path_b == NULL) {
        return tlri_no_memory(w->ctx);
    }
    TLR_TRY(tlri_file_read(w->ctx, path_a, RESULT_MAX, &a));
    tlr_status status = tlri_file_read(w->ctx, path_b, RESULT_MAX, &b);
    if (status == TLR_OK) {
        status = file ? compare_bytes(w, &a, &b) : TLR_OK;
        status = status == TLR_OK ? compare_places(w, &a, &b) : status;
        tlri_bytes_drop(&b);
    }
    tlri_bytes_drop(&a);
    return status;
}

/* ---- batch files ---- */

struct batch_side {
    struct tlri_sealed *sealed;
    struct tlri_ballots_header header;
    struct tlri_papers *papers;
};

static void drop_batch(struct batch_side *side)
{
    tlri_papers_free(side->papers);
    tlri_sealed_free(side->sealed);
}

/* [CMP-7] Nothing is verified by this, so the bytes are sealed as unsigned. */
static tlr_status read_batch(struct comparing *w, const char *path, struct batch_side *side)
{
    struct tlri_bytes bytes;
    struct tlri_papers_builder builder;
    TLR_TRY(tlri_file_read(w->ctx, path, BATCH_MAX, &bytes));
    tlr_status status = tlri_seal_unsigned(w->ctx, path, &bytes, &side->sealed);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    TLR_TRY(tlri_ballots_read_header(w->ctx, side->sealed, &side->header));
    tlri_papers_builder_init(&builder, w->ctx, side->header.candidates);
    status = tlri_ballots_read(w->ctx, side->sealed, &side->header, &builder);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &side->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

/* Of one election, one candidates' file, one contest and round? Else the marks mean other things.
 */
static bool same_paper(const struct tlri_ballots_header *a, const struct tlri_ballots_header *b)
{
    return tlri_streq(a->election, b->election) &&
           tlri_digest_equal(&a->definition, &b->definition) &&
           tlri_streq(a->contest, b->contest) && a->round == b->round &&
           a->candidates == b->candidates;
}

static tlr_status tell_header(struct comparing *w, const struct tlri_ballots_header *a,
                              const struct tlri_ballots_header *b)
{
    bool same = tlri_streq(a->batch, b->batch) && a->revision == b->revision &&
                tlri_streq(a->channel, b->channel);
    return tell(w, TLRI_COMPARED_FILE, "batch, revision, channel", same,
                tlri_arena_printf(&w->arena,
                                  "A is %s, revision %u, by %s; B is %s, revision %u, by "
                                  "%s",
                                  a->batch, a->revision, a->channel, b->batch, b->revision,
                                  b->channel));
}

static tlr_status compare_two_batches(struct comparing *w, const struct batch_side *a,
                                      const struct batch_side *b)
{
    if (!same_paper(&a->header, &b->header)) {
        tlri_diag(w->ctx, TLR_ERROR, 6760, NULL, "compare batches of one contest and round",
                  "compare/CMP-7",
                  "they are batches of different elections, candidates' files, contests or rounds");
        return TLR_E_INPUT;
    }
    bool same = tlri_digest_equal(tlri_sealed_digest(a->sealed), tlri_sealed_digest(b->sealed));
    const struct tlri_paper_batch all_a = {.id = a->header.batch, .count = a->papers->count};
    const struct tlri_paper_batch all_b = {.id = b->header.batch, .count = b->papers->count};
    TLR_TRY(tell(w, TLRI_COMPARED_FILE, "the bytes", same,
                 "they differ (each batch has a salt of its own)"));
    TLR_TRY(tell_header(w, &a->header, &b->header));
    return compare_batch(w, a->header.contest, a->papers, &all_a, b->papers, &all_b);
}

static tlr_status compare_batches_alone(struct comparing *w)
{
    struct batch_side a = {.papers = NULL};
    struct batch_side b = {.papers = NULL};
    tlr_status status = read_batch(w, w->pair.a, &a);
    if (status == TLR_OK) {
        status = read_batch(w, w->pair.b, &b);
    }
    if (status == TLR_OK) {
        status = compare_two_batches(w, &a, &b);
    }
    /* Names of lines are copied where they are not the arena's. */
    drop_batch(&a);
    drop_batch(&b);
    return status;
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

static tlr_status tell_listed(struct comparing *w, const char *name, bool same, const char *detail)
{
    bool signature = tlri_signature_ending(name);
    return tell(w, signature ? TLRI_COMPARED_SIGNED : TLRI_COMPARED_FILE,
                tlri_arena_copy(&w->arena, name, strlen(name)), same, detail);
}

static tlr_status compare_manifests(struct comparing *w, const struct tlri_bundle *a,
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
static tlr_status open_public(struct comparing *w, const char *dir, struct tlri_bundle **out)
{
    static const struct tlri_anchors none;
    struct tlri_case *opened = NULL;
    if (tlri_bundle_is(w->ctx, dir)) {
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

static tlr_status compare_public(struct comparing *w)
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
        status = compare_results(w, tlri_arena_printf(&w->arena, "%s/result.xml", w->pair.a),
                                 tlri_arena_printf(&w->arena, "%s/result.xml", w->pair.b), false);
    }
    tlri_bundle_free(a);
    tlri_bundle_free(b);
    return status;
}

/* Is the folder a public bundle? What is wrong with it is said when it is opened. */
static bool is_public(const struct comparing *w, const char *dir)
{
    bool is = false;
    tlr_ctx *scratch = tlri_bundle_is(w->ctx, dir) ? tlri_ctx_scratch(w->ctx) : NULL;
    struct tlri_bundle *bundle = NULL;
    if (scratch != NULL && tlri_bundle_open(scratch, dir, &bundle) == TLR_OK) {
        is = bundle->is_public;
        tlri_bundle_free(bundle);
    }
    tlr_ctx_free(scratch);
    return is;
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

static tlr_status compare_by_kind(struct comparing *w)
{
    switch (kind_of(w->pair.a)) {
    case BATCH:
        return compare_batches_alone(w);
    case RESULT:
        return compare_results(w, w->pair.a, w->pair.b, true);
    case FOLDER:
        break;
    }
    return is_public(w, w->pair.a) || is_public(w, w->pair.b) ? compare_public(w)
                                                              : compare_folders(w);
}

static tlr_status write_down(struct comparing *w, bool json, tlr_text **out, bool *same)
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

static void drop_side(struct side *side)
{
    tlri_audit_free(side->audit);
    tlri_case_free(side->c);
}

tlr_status tlr_compare(tlr_ctx *ctx, const char *a, const char *b, bool json, tlr_text **out,
                       bool *same)
{
    struct comparing w = {.ctx = ctx, .pair = {.ctx = ctx, .a = a, .b = b}};
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

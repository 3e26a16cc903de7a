/*
 * count/interpret.c: all papers interpreted, reported, and equal ones put together.
 *
 * Each paper is read by count/marks.c. Here the readings are counted by reason, the papers touched
 * are listed, and valid papers become ballots: a ranking and how many papers bear it. Ballots are
 * sorted by their preferences, one after another, and equal ones merged; so a stage moves a few
 * thousand ballots instead of a million papers, first preferences lie side by side, and rankings
 * with a common beginning are neighbours, which Meek's method lives on. Sorting is by merging, with
 * the first eight preferences packed into one word: no hash that somebody could choose papers
 * against, and the same order everywhere. Papers of crosses need no rankings: their votes are added
 * up at once.
 */
#include "count/interpret.h"

#include <string.h>

#include "count/marks.h"

#define PACKED 8u /* preferences that fit the word compared first */

/* A ballot as read, before sorting; `packed` holds its first preferences, 1 + candidate each. */
struct raw {
    uint64_t packed;
    struct tlri_ballot ballot;
};

struct interpreter {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;
    bool crosses;
    struct tlri_transcript *transcript;
    struct tlri_ballots *out;
    struct tlri_array raw;  /* struct raw */
    struct tlri_array rank; /* uint8_t */
    uint64_t rejected[TLRI_REJECT_COUNT];
    enum tlri_mrk
        rejected_by[TLRI_REJECT_COUNT]; /* the first in the list of those that led to it */
    uint64_t noted[TLRI_NOTED_COUNT];
};

static const char *const noted_clauses[TLRI_NOTED_COUNT] = {
    [TLRI_NOTED_SINGLE_CROSS] = "marks/MRK-5",   [TLRI_NOTED_REPEATED_NUMBER] = "marks/MRK-7",
    [TLRI_NOTED_SKIPPED_NUMBER] = "marks/MRK-6", [TLRI_NOTED_NUMBERS_AS_CROSSES] = "marks/MRK-10",
    [TLRI_NOTED_UNDERVOTE] = "marks/MRK-12",     [TLRI_NOTED_DECIDED] = "marks/MRK-1",
    [TLRI_NOTED_OVERVOTE] = "marks/MRK-11",
};

void tlri_ballots_drop(struct tlri_ballots *ballots)
{
    tlri_free(ballots->ctx, ballots->row, ballots->rows * sizeof *ballots->row);
    tlri_free(ballots->ctx, ballots->rank, ballots->ranks);
    ballots->row = NULL;
    ballots->rank = NULL;
}

/* ---- from a reading to a ballot ----------------------------------------------------------------
 */

static uint64_t pack(const uint8_t *rank, uint32_t length)
{
    uint64_t packed = 0;
    for (uint32_t i = 0; i < PACKED; i++) {
        packed = packed << 8 | (i < length ? rank[i] + 1u : 0u);
    }
    return packed;
}

static tlr_status too_many(tlr_ctx *ctx, tlr_status status, const char *what)
{
    if (status == TLR_E_LIMIT) {
        tlri_diag(ctx, TLR_ERROR, 4007, NULL, NULL, "limits", "the papers have too many %s", what);
    }
    return status;
}

static tlr_status add_ballot(struct interpreter *in, const uint8_t *rank, uint32_t length,
                             uint32_t parts, bool lead, uint64_t papers)
{
    struct raw raw = {
        .packed = pack(rank, length),
        .ballot = {.papers = papers,
                   .first = (uint32_t)in->rank.count,
                   .parts = (uint16_t)parts,
                   .length = (uint8_t)length,
                   .lead = lead},
    };
    TLR_TRY(too_many(in->ctx, tlri_array_append(&in->rank, rank, length), "preferences"));
    return too_many(in->ctx, tlri_array_append(&in->raw, &raw, 1), "different rankings");
}

/* ---- equal preferences: every order of every group ---------------------------------------------
 */

static uint32_t equals_end(const struct tlri_reading *paper, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < paper->n && paper->equal[end]) {
        end++;
    }
    return end;
}

/* How many orders the paper stands for; 0 when more than TLRI_PARTS_MAX. */
static uint32_t count_orders(const struct tlri_reading *paper)
{
    uint32_t orders = 1;
    for (uint32_t at = 0, end = 0; at < paper->n; at = end) {
        end = equals_end(paper, at);
        for (uint32_t factor = 2; factor <= end - at; factor++) {
            orders *= factor;
            if (orders > TLRI_PARTS_MAX) {
                return 0;
            }
        }
    }
    return orders;
}

static void reverse(uint8_t *rank, uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        uint8_t moving = rank[i];
        rank[i] = rank[n - 1 - i];
        rank[n - 1 - i] = moving;
    }
}

/* The next order of one group in ascending order; after the last, the first again and false. */
static bool next_order(uint8_t *rank, uint32_t n)
{
    uint32_t fall = n - 1;
    while (fall > 0 && rank[fall - 1] > rank[fall]) {
        fall--;
    }
    reverse(rank + fall, n - fall);
    if (fall == 0) {
        return false;
    }
    uint32_t above = fall;
    while (rank[above] < rank[fall - 1]) {
        above++;
    }
    uint8_t moving = rank[fall - 1];
    rank[fall - 1] = rank[above];
    rank[above] = moving;
    return true;
}

/* The next order of the whole paper: the last group that can goes on, those after it begin anew. */
static void next_paper_order(const struct tlri_reading *paper, uint8_t *rank)
{
    uint32_t end = paper->n;
    while (end > 0) {
        uint32_t at = end - 1;
        while (paper->equal[at]) {
            at--;
        }
        if (next_order(rank + at, end - at)) {
            return;
        }
        end = at;
    }
}

/* [MEK-13] [GRE-10] A paper with equal preferences: each order is an equal part of it. */
static tlr_status add_orders(struct interpreter *in, const struct tlri_reading *paper,
                             uint64_t papers)
{
    uint32_t orders = count_orders(paper);
    if (orders == 0) {
        tlri_diag(in->ctx, TLR_ERROR, 4007, NULL, NULL, "meek/MEK-13",
                  "a paper gives equal preferences that can be put in more than %u orders",
                  TLRI_PARTS_MAX);
        return TLR_E_LIMIT;
    }
    uint8_t rank[TLRI_CANDIDATES_MAX];
    memcpy(rank, paper->candidate, paper->n);
    for (uint32_t order = 0; order < orders; order++) {
        TLR_TRY(add_ballot(in, rank, paper->n, orders, order == 0, papers));
        next_paper_order(paper, rank);
    }
    return TLR_OK;
}

/* ---- taking in all papers ----------------------------------------------------------------------
 */

static tlr_status count_rejected(struct interpreter *in, uint32_t index,
                                 const struct tlri_reading *paper, uint64_t papers)
{
    uint32_t reason = paper->reject;
    if (in->rejected[reason] == 0 || paper->clause < in->rejected_by[reason]) {
        in->rejected_by[reason] = paper->clause;
    }
    in->rejected[reason] += papers;
    return tlri_transcript_touch(in->transcript, index, TLRI_EVENT_REJECTED, reason);
}

static tlr_status count_noted(struct interpreter *in, uint32_t index,
                              const struct tlri_reading *paper, uint64_t papers)
{
    for (uint32_t what = 0; what < TLRI_NOTED_COUNT; what++) {
        if (paper->notes & (1u << what)) {
            in->noted[what] += papers;
            TLR_TRY(tlri_transcript_touch(in->transcript, index, TLRI_EVENT_NOTED, what));
        }
    }
    return TLR_OK;
}

static tlr_status take_paper(struct interpreter *in, uint32_t index,
                             const struct tlri_reading *paper)
{
    uint64_t papers = in->papers->paper[index].weight;
    if (paper->reject != TLRI_REJECT_NONE) {
        return count_rejected(in, index, paper, papers);
    }
    TLR_TRY(count_noted(in, index, paper, papers));
    in->out->papers += papers; /* at most 10^7 rows of 10^9 papers */
    if (in->crosses) {
        for (uint32_t i = 0; i < paper->n; i++) {
            in->out->marks[paper->candidate[i]] += papers;
        }
        in->out->votes += paper->n * papers;
        return TLR_OK;
    }
    in->out->votes += papers;
    if (paper->has_equals) {
        return add_orders(in, paper, papers);
    }
    return add_ballot(in, paper->candidate, paper->n, 1, true, papers);
}

static tlr_status take_papers(struct interpreter *in)
{
    const struct tlri_papers *papers = in->papers;
    struct tlri_reading reading;
    uint32_t next = 0; /* decision; they are sorted by paper */
    for (uint32_t i = 0; i < papers->count; i++) {
        const struct tlri_adjudication *decision = NULL;
        if (next < papers->adjudications && papers->adjudication[next].paper == i) {
            decision = &papers->adjudication[next++];
        }
        tlri_marks_read(in->contest, in->settings, in->crosses, papers, &papers->paper[i], decision,
                        &reading);
        TLR_TRY(take_paper(in, i, &reading));
    }
    return TLR_OK;
}

/* ---- putting equal ballots together ------------------------------------------------------------
 */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : (a > b ? 1 : 0);
}

/* Preference after preference; of equal rankings whole papers first, then the parts of papers. */
static int compare(const struct raw *a, const struct raw *b, const uint8_t *rank)
{
    if (a->packed != b->packed) {
        return a->packed < b->packed ? -1 : 1;
    }
    uint32_t shorter = a->ballot.length < b->ballot.length ? a->ballot.length : b->ballot.length;
    if (shorter > PACKED) {
        int order = memcmp(rank + a->ballot.first + PACKED, rank + b->ballot.first + PACKED,
                           shorter - PACKED);
        if (order != 0) {
            return order;
        }
    }
    if (a->ballot.length != b->ballot.length) {
        return a->ballot.length < b->ballot.length ? -1 : 1;
    }
    if (a->ballot.parts != b->ballot.parts) {
        return compare_numbers(a->ballot.parts, b->ballot.parts);
    }
    return (a->ballot.lead ? 0 : 1) - (b->ballot.lead ? 0 : 1);
}

/* Merges two sorted neighbours from[0..left) and from[left..n) into to[0..n). */
static void merge_runs(const struct raw *from, size_t left, size_t n, struct raw *to,
                       const uint8_t *rank)
{
    size_t a = 0;
    size_t b = left;
    for (size_t i = 0; i < n; i++) {
        bool take_left = b >= n || (a < left && compare(&from[a], &from[b], rank) <= 0);
        to[i] = take_left ? from[a++] : from[b++];
    }
}

/* Sorts list[0..n) with the help of spare[0..n); returns whichever of the two holds the result. */
static struct raw *merge_sort(struct raw *list, struct raw *spare, size_t n, const uint8_t *rank)
{
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t at = 0; at < n; at += 2 * run) {
            size_t left = n - at < run ? n - at : run;
            size_t both = n - at < 2 * run ? n - at : 2 * run;
            merge_runs(list + at, left, both, spare + at, rank);
        }
        struct raw *sorted = spare;
        spare = list;
        list = sorted;
    }
    return list;
}

/* Adds up equal neighbours; returns how many different ballots remain, and how long they are. */
static size_t merge_equal(struct raw *sorted, size_t n, const uint8_t *rank, size_t *ranks)
{
    size_t kept = 0;
    *ranks = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && compare(&sorted[kept - 1], &sorted[i], rank) == 0) {
            sorted[kept - 1].ballot.papers += sorted[i].ballot.papers;
            continue;
        }
        sorted[kept++] = sorted[i];
        *ranks += sorted[i].ballot.length;
    }
    return kept;
}

/* Copies the ballots into their final, compact place. */
static tlr_status settle(struct interpreter *in, const struct raw *sorted, size_t rows,
                         size_t ranks)
{
    struct tlri_ballots *out = in->out;
    const uint8_t *rank = in->rank.data;
    out->row = tlri_alloc_array(in->ctx, rows, sizeof *out->row);
    out->rank = tlri_alloc(in->ctx, ranks);
    out->rows = (uint32_t)rows;
    out->ranks = ranks;
    if (out->row == NULL || out->rank == NULL) {
        return tlri_no_memory(in->ctx);
    }
    uint32_t at = 0;
    for (size_t i = 0; i < rows; i++) {
        out->row[i] = sorted[i].ballot;
        out->has_parts[sorted[i].ballot.parts] = true;
        out->row[i].first = at;
        memcpy(out->rank + at, rank + sorted[i].ballot.first, sorted[i].ballot.length);
        at += sorted[i].ballot.length;
    }
    return TLR_OK;
}

static tlr_status put_together(struct interpreter *in)
{
    size_t n = in->raw.count;
    if (n == 0) {
        return TLR_OK;
    }
    struct raw *spare = tlri_alloc_array(in->ctx, n, sizeof *spare);
    if (spare == NULL) {
        return tlri_no_memory(in->ctx);
    }
    struct raw *sorted = merge_sort(in->raw.data, spare, n, in->rank.data);
    size_t ranks = 0;
    size_t rows = merge_equal(sorted, n, in->rank.data, &ranks);
    tlr_status status = settle(in, sorted, rows, ranks);
    tlri_free(in->ctx, spare, n * sizeof *spare);
    return status;
}

/* ---- what the transcript says of it ------------------------------------------------------------
 */

static tlr_status say_papers(struct tlri_transcript *transcript, enum tlri_event_kind kind,
                             uint32_t why, uint64_t papers, const char *clause)
{
    if (papers == 0) {
        return TLR_OK;
    }
    struct tlri_event event = tlri_event_make(kind, 0, clause);
    event.why = (uint16_t)why;
    event.papers = papers;
    return tlri_transcript_add(transcript, event, NULL, 0);
}

static tlr_status say_valid(struct interpreter *in)
{
    const char *clause = in->crosses ? "plurality/PLU-2" : "marks/MRK-9";
    struct tlri_event event = tlri_event_make(TLRI_EVENT_VALID, 0, clause);
    event.papers = in->out->papers;
    tlri_dec unit = tlri_dec_unit(in->transcript->decimals);
    if (!tlri_dec_fits(in->out->votes, in->transcript->decimals) ||
        !tlri_dec_times(unit, in->out->votes, &event.a)) {
        tlri_diag(in->ctx, TLR_ERROR, 4004, NULL, "Set fewer decimals.", "arithmetic/ARITH-1",
                  "%llu votes cannot be counted with %u decimals",
                  (unsigned long long)in->out->votes, in->transcript->decimals);
        return TLR_E_LIMIT;
    }
    return tlri_transcript_add(in->transcript, event, NULL, 0);
}

static tlr_status say_all(struct interpreter *in)
{
    for (uint32_t reason = 0; reason < TLRI_REJECT_COUNT; reason++) {
        TLR_TRY(say_papers(in->transcript, TLRI_EVENT_REJECTED, reason, in->rejected[reason],
                           tlri_mrk_clause(in->rejected_by[reason])));
    }
    for (uint32_t what = 0; what < TLRI_NOTED_COUNT; what++) {
        TLR_TRY(say_papers(in->transcript, TLRI_EVENT_NOTED, what, in->noted[what],
                           noted_clauses[what]));
    }
    return say_valid(in);
}

static tlr_status interpret(struct interpreter *in)
{
    TLR_TRY(take_papers(in));
    TLR_TRY(put_together(in));
    return say_all(in);
}

tlr_status tlri_interpret(tlr_ctx *ctx, const struct tlri_contest *contest,
                          const struct tlri_settings *settings, const struct tlri_papers *papers,
                          bool crosses, struct tlri_transcript *transcript,
                          struct tlri_ballots *out)
{
    memset(out, 0, sizeof *out);
    out->ctx = ctx;
    struct interpreter in = {.ctx = ctx,
                             .contest = contest,
                             .settings = settings,
                             .papers = papers,
                             .crosses = crosses,
                             .transcript = transcript,
                             .out = out};
    tlri_array_init(&in.raw, ctx, sizeof(struct raw), (size_t)TLRI_EVENTS_MAX * 4);
    tlri_array_init(&in.rank, ctx, sizeof(uint8_t), UINT32_MAX);
    tlr_status status = interpret(&in);
    tlri_array_drop(&in.raw);
    tlri_array_drop(&in.rank);
    if (status != TLR_OK) {
        tlri_ballots_drop(out);
    }
    return status;
}

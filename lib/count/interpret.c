/*
 * count/interpret.c: all papers interpreted and reported.
 *
 * Each paper is read by count/marks.c. Here the readings are counted by reason, the papers touched
 * are listed, and valid papers go to count/ballots.c, which puts equal rankings together; a paper
 * with equal preferences becomes a ballot for each order of them. Papers of crosses need no
 * rankings: their votes are added up at once.
 */
#include "count/interpret.h"

#include <string.h>

#include "count/marks.h"

struct interpreter {
    tlr_ctx *ctx;
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const struct tlri_papers *papers;
    bool crosses;
    bool takes_plain; /* a plain paper is valid, and a ranking as it stands */
    struct tlri_transcript *transcript;
    struct tlri_ballots *out;
    struct tlri_ballot_heap heap;
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
        TLR_TRY(tlri_ballot_heap_add(&in->heap, rank, paper->n, orders, order == 0, papers));
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
    return tlri_ballot_heap_add(&in->heap, paper->candidate, paper->n, 1, true, papers);
}

/* [MRK-1] to [MRK-9] find nothing to do on the paper of nearly every voter: 1, 2, 3 and so on, for
 * candidates who all stand. */
static tlr_status take_plain(struct interpreter *in, const struct tlri_paper *paper)
{
    in->out->papers += paper->weight;
    in->out->votes += paper->weight;
    return tlri_ballot_heap_add_plain(&in->heap, in->papers->pool + paper->first, paper->marks,
                                      in->papers->pool_size - paper->first, paper->weight);
}

static bool all_stand(const struct tlri_contest *contest)
{
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (contest->candidate[c].standing == TLRI_WITHDRAWN) {
            return false;
        }
    }
    return true;
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
        if (in->takes_plain && papers->paper[i].plain && decision == NULL) {
            TLR_TRY(take_plain(in, &papers->paper[i]));
            continue;
        }
        tlri_marks_read(in->contest, in->settings, in->crosses, papers, &papers->paper[i], decision,
                        &reading);
        TLR_TRY(take_paper(in, i, &reading));
    }
    return TLR_OK;
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
    in->takes_plain = !in->crosses && all_stand(in->contest);
    if (in->takes_plain) {
        TLR_TRY(tlri_ballot_heap_expect(&in->heap, in->papers->count));
    }
    TLR_TRY(take_papers(in));
    TLR_TRY(tlri_ballot_heap_settle(&in->heap, in->out));
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
    TLR_TRY(tlri_ballot_heap_init(&in.heap, ctx, contest->candidates));
    tlr_status status = interpret(&in);
    tlri_ballot_heap_drop(&in.heap);
    if (status != TLR_OK) {
        tlri_ballots_drop(out);
    }
    return status;
}

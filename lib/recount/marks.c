/*
 * recount/marks.c: the returning officer's table: what each paper counts as.
 *
 * Implements spec/rules/marks.md. Every paper as seen is taken up once, together with the decision
 * recorded on it, and read under the declared readings. It leaves the table either rejected, with
 * one reason, or valid, with its preferences (or, on a paper of crosses, the candidates it votes
 * for), and perhaps with notes on what a reading decided. A paper with equal preferences leaves it
 * as one paper for each order ([MEK-13], [GRE-10]).
 *
 * The verdict is reached mark by mark as a person would, from the lowest number up; nothing is
 * classified beforehand.
 */
#include "recount/hall.h"

#include <string.h>

#define ORDERS_MAX 720u /* orders that one paper with equal preferences may stand for */

/* The clauses that can reject a paper, in the order of spec/rules/README.md: where several led to
 * one reason, its event cites the first. */
enum law {
    LAW_4,
    LAW_3,
    LAW_2,
    LAW_1,
    LAW_5,
    LAW_6,
    LAW_7,
    LAW_9,
    LAW_10,
    LAW_11,
    LAW_12,
    LAW_13,
    LAWS
};
static const char *const law_clause[LAWS] = {
    "marks/MRK-4", "marks/MRK-3", "marks/MRK-2",  "marks/MRK-1",  "marks/MRK-5",  "marks/MRK-6",
    "marks/MRK-7", "marks/MRK-9", "marks/MRK-10", "marks/MRK-11", "marks/MRK-12", "marks/MRK-13"};

static const char *const note_clause[TLRI_NOTED_COUNT] = {
    [TLRI_NOTED_SINGLE_CROSS] = "marks/MRK-5",   [TLRI_NOTED_REPEATED_NUMBER] = "marks/MRK-7",
    [TLRI_NOTED_SKIPPED_NUMBER] = "marks/MRK-6", [TLRI_NOTED_NUMBERS_AS_CROSSES] = "marks/MRK-10",
    [TLRI_NOTED_UNDERVOTE] = "marks/MRK-12",     [TLRI_NOTED_DECIDED] = "marks/MRK-1",
    [TLRI_NOTED_OVERVOTE] = "marks/MRK-11"};

/* What is known of the paper on the table. */
struct verdict {
    enum tlri_reject reject; /* TLRI_REJECT_NONE: valid so far */
    enum law law;            /* of the rejection */
    bool noted[TLRI_NOTED_COUNT];
    uint32_t choices;
    uint8_t choice[TLRI_CANDIDATES_MAX];
    bool equal[TLRI_CANDIDATES_MAX]; /* level with the choice before it */
};

struct sums {
    uint64_t rejected[TLRI_REJECT_COUNT], noted[TLRI_NOTED_COUNT];
    enum law law[TLRI_REJECT_COUNT];
};

static void reject(struct verdict *verdict, enum tlri_reject reason, enum law law)
{
    verdict->reject = reason;
    verdict->law = law;
}

static uint32_t candidate_of(tlri_mark mark)
{
    return mark & TLRI_MARK_CANDIDATE;
}

static bool withdrawn(const struct tlri_hall *hall, uint32_t candidate)
{
    return hall->contest->candidate[candidate].standing == TLRI_WITHDRAWN;
}

/* ---- preferential papers ------------------------------------------------------------------------
 */

/* [MRK-6] Numbers left out before this group. *stop: reading ends here. */
static void read_gap(const struct tlri_settings *settings, tlri_mark mark, bool first,
                     struct verdict *verdict, bool *stop)
{
    unsigned gap = (unsigned)(mark & TLRI_MARK_GAP) >> TLRI_MARK_GAP_SHIFT;
    if (gap == 0) {
        return;
    }
    if (settings->skipped == TLRI_SKIPPED_INVALID) {
        reject(verdict, TLRI_REJECT_SKIPPED_NUMBER, LAW_6);
        return;
    }
    /* A mark can say no more than "three or more", which is more than may be closed up. */
    bool too_far = gap > settings->skipped_allowed || gap > 2;
    if (settings->skipped == TLRI_SKIPPED_STOP && too_far) {
        *stop = true;
        if (first) {
            reject(verdict, TLRI_REJECT_NO_FIRST, LAW_9);
            return;
        }
    }
    verdict->noted[TLRI_NOTED_SKIPPED_NUMBER] = true;
}

/* [MRK-7] One number against several candidates. *stop, *pass_over: do not keep the group. */
static void read_repetition(const struct tlri_settings *settings, bool first,
                            struct verdict *verdict, bool *stop, bool *pass_over)
{
    if (settings->repeated == TLRI_REPEATED_SHARE) {
        return;
    }
    if (settings->repeated == TLRI_REPEATED_INVALID) {
        reject(verdict, TLRI_REJECT_REPEATED_NUMBER, LAW_7);
        return;
    }
    *pass_over = settings->repeated == TLRI_REPEATED_SKIP;
    *stop = !*pass_over;
    if (*stop && first) {
        reject(verdict, TLRI_REJECT_FIRST_REPEATED, LAW_7);
        return;
    }
    verdict->noted[TLRI_NOTED_REPEATED_NUMBER] = true;
}

static void keep_group(const tlri_mark *mark, uint32_t size, struct verdict *verdict)
{
    for (uint32_t i = 0; i < size; i++) {
        verdict->equal[verdict->choices] = i > 0;
        verdict->choice[verdict->choices++] = (uint8_t)candidate_of(mark[i]);
    }
}

/* From the lowest number up, group by group; [MRK-8] the gap first, then the repetition. */
static void read_numbers(const struct tlri_settings *settings, const tlri_mark *mark,
                         uint32_t marks, struct verdict *verdict)
{
    uint32_t i = 0;
    while (i < marks) {
        uint32_t size = 1;
        while (i + size < marks && (mark[i + size] & TLRI_MARK_EQUAL) != 0) {
            size++;
        }
        bool stop = false;
        bool pass_over = false;
        read_gap(settings, mark[i], i == 0, verdict, &stop);
        if (!stop && verdict->reject == TLRI_REJECT_NONE && size > 1) {
            read_repetition(settings, i == 0, verdict, &stop, &pass_over);
        }
        if (stop || verdict->reject != TLRI_REJECT_NONE) {
            return;
        }
        if (!pass_over) {
            keep_group(mark + i, size, verdict);
        }
        i += size;
    }
}

/* Withdrawn candidates vanish: from a preferential paper only after gaps and repetitions were
 * looked at ([MRK-8]). */
static void leave_out_withdrawn(const struct tlri_hall *hall, struct verdict *verdict)
{
    uint32_t kept = 0;
    bool group_begun = false; /* somebody of the present group was kept */
    for (uint32_t i = 0; i < verdict->choices; i++) {
        if (!verdict->equal[i]) {
            group_begun = false;
        }
        if (withdrawn(hall, verdict->choice[i])) {
            continue;
        }
        verdict->choice[kept] = verdict->choice[i];
        verdict->equal[kept++] = group_begun;
        group_begun = true;
    }
    verdict->choices = kept;
}

static void read_preferences(const struct tlri_hall *hall, const tlri_mark *mark, uint32_t marks,
                             struct verdict *verdict)
{
    /* [MRK-5] Crosses stand behind the numbers, so the last mark tells. */
    bool cross = (mark[marks - 1] & TLRI_MARK_CROSS) != 0;
    if (cross && marks > 1) {
        reject(verdict, TLRI_REJECT_UNCERTAIN, LAW_5);
        return;
    }
    if (cross && hall->settings->single_cross == TLRI_CROSS_INVALID) {
        reject(verdict, TLRI_REJECT_WRONG_MARK, LAW_5);
        return;
    }
    if (cross) {
        verdict->noted[TLRI_NOTED_SINGLE_CROSS] = true;
        keep_group(mark, 1, verdict);
    } else {
        read_numbers(hall->settings, mark, marks, verdict);
    }
    if (verdict->reject != TLRI_REJECT_NONE) {
        return;
    }
    bool anything_read = verdict->choices > 0;
    leave_out_withdrawn(hall, verdict);
    if (verdict->choices == 0) { /* [MRK-9] */
        reject(verdict, anything_read ? TLRI_REJECT_ONLY_WITHDRAWN : TLRI_REJECT_NO_FIRST, LAW_9);
    }
}

/* ---- papers of crosses --------------------------------------------------------------------------
 */

/* [MRK-10] first-n: groups of numbers as long as no more than n candidates are marked in all. */
static void read_first_n(const tlri_mark *mark, uint32_t numbers, uint32_t n,
                         struct verdict *verdict)
{
    uint32_t i = 0;
    while (i < numbers) {
        uint32_t size = 1;
        while (i + size < numbers && (mark[i + size] & TLRI_MARK_EQUAL) != 0) {
            size++;
        }
        if (verdict->choices + size > n) {
            return;
        }
        keep_group(mark + i, size, verdict);
        i += size;
    }
}

/* [MRK-10] Which candidates are marked: the crosses, and the numbers as far as they are read. */
static void read_marked(const struct tlri_settings *settings, const tlri_mark *mark, uint32_t marks,
                        uint32_t n, struct verdict *verdict)
{
    uint32_t numbers = 0;
    while (numbers < marks && (mark[numbers] & TLRI_MARK_CROSS) == 0) {
        numbers++;
    }
    keep_group(mark + numbers, marks - numbers, verdict);
    if (numbers == 0) {
        return;
    }
    if (settings->numbers == TLRI_NUMBERS_INVALID) {
        reject(verdict, TLRI_REJECT_WRONG_MARK, LAW_10);
        return;
    }
    if (settings->numbers == TLRI_NUMBERS_FIRST_N) {
        read_first_n(mark, numbers, n, verdict);
        return;
    }
    verdict->noted[TLRI_NOTED_NUMBERS_AS_CROSSES] = true;
    keep_group(mark, numbers, verdict);
}

/* [MRK-13] Is a group marked less often than its minimum asks for? It concerns the paper, so it is
 * asked in a count without bounds too. */
static bool short_of_group(const struct tlri_hall *hall, const struct verdict *verdict)
{
    const struct tlri_contest *contest = hall->contest;
    if (hall->settings->group_ballot != TLRI_GROUP_BALLOT_INVALID) {
        return false;
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        uint32_t category = contest->group[g].category;
        uint32_t of_group = 0;
        for (uint32_t i = 0; i < verdict->choices; i++) {
            size_t at = (size_t)verdict->choice[i] * contest->categories + category;
            of_group += contest->member[at] == g ? 1u : 0u;
        }
        if (of_group < contest->group[g].minimum) {
            return true;
        }
    }
    return false;
}

static void read_crosses(const struct tlri_hall *hall, const tlri_mark *mark, uint32_t marks,
                         struct verdict *verdict)
{
    const struct tlri_settings *settings = hall->settings;
    uint32_t n = settings->votes != 0 ? settings->votes : hall->contest->places;
    read_marked(settings, mark, marks, n, verdict);
    if (verdict->reject != TLRI_REJECT_NONE) {
        return;
    }
    if (verdict->choices > n) { /* [MRK-11] */
        if (settings->overvote == TLRI_OVERVOTE_INVALID) {
            reject(verdict, TLRI_REJECT_TOO_MANY, LAW_11);
            return;
        }
        verdict->noted[TLRI_NOTED_OVERVOTE] = true;
    }
    /* [MRK-12] Nobody can mark more candidates than there are on the paper. */
    uint32_t least = n < hall->contest->candidates ? n : hall->contest->candidates;
    if (verdict->choices < least && settings->undervote == TLRI_UNDERVOTE_INVALID) {
        reject(verdict, TLRI_REJECT_TOO_FEW, LAW_12);
        return;
    }
    if (short_of_group(hall, verdict)) {
        reject(verdict, TLRI_REJECT_TOO_FEW_OF_GROUP, LAW_13);
        return;
    }
    leave_out_withdrawn(hall, verdict); /* [MRK-14] perhaps no choice is left: still valid */
}

/* ---- one paper ----------------------------------------------------------------------------------
 */

/* Before the marks: decision, hall, blank, doubt ([MRK-1] to [MRK-4]); then the marks. */
static void judge(const struct tlri_hall *hall, const struct tlri_paper *paper,
                  const struct tlri_adjudication *decision, bool crosses, struct verdict *verdict)
{
    memset(verdict, 0, sizeof *verdict);
    const tlri_mark *mark = hall->seen->pool;
    uint32_t marks = paper->marks;
    if (decision != NULL) {
        if (decision->reject != TLRI_REJECT_NONE) {
            reject(verdict, (enum tlri_reject)decision->reject, LAW_1);
            return;
        }
        verdict->noted[TLRI_NOTED_DECIDED] = true;
        marks = decision->marks;
        mark += marks != 0 ? decision->first : 0;
    } else if (paper->reject != TLRI_REJECT_NONE) {
        reject(verdict, (enum tlri_reject)paper->reject, LAW_2);
        return;
    } else {
        mark += marks != 0 ? paper->first : 0;
    }
    if (marks == 0) {
        reject(verdict, TLRI_REJECT_BLANK, LAW_4);
        return;
    }
    if ((mark[marks - 1] & TLRI_MARK_DOUBT) != 0) { /* doubtful marks stand last */
        reject(verdict, TLRI_REJECT_DOUBTFUL, LAW_3);
        return;
    }
    if (crosses) {
        read_crosses(hall, mark, marks, verdict);
    } else {
        read_preferences(hall, mark, marks, verdict);
    }
}

/* ---- laying a valid paper on the tables ---------------------------------------------------------
 */

static tlr_status lay_down(struct tlri_hall *hall, const uint8_t *choice, uint32_t choices,
                           uint32_t row, uint32_t orders, uint32_t value)
{
    struct tlri_hall_paper paper = {0};
    paper.first = (uint32_t)hall->preference.count;
    paper.row = row;
    paper.weight = hall->seen->paper[row].weight;
    paper.holder = TLRI_NONE;
    paper.value = value;
    paper.length = (uint16_t)choices;
    paper.orders = orders;
    TLR_TRY(tlri_array_append(&hall->preference, choice, choices));
    return tlri_array_append(&hall->papers, &paper, 1);
}

static uint32_t group_size(const struct verdict *verdict, uint32_t at)
{
    uint32_t size = 1;
    while (at + size < verdict->choices && verdict->equal[at + size]) {
        size++;
    }
    return size;
}

/* In how many orders can the groups of equals be followed? */
static tlr_status count_orders(struct tlri_hall *hall, const struct verdict *verdict, uint32_t row,
                               uint32_t *orders)
{
    *orders = 1;
    for (uint32_t at = 0; at < verdict->choices; at += group_size(verdict, at)) {
        for (uint32_t k = 2; k <= group_size(verdict, at) && *orders <= ORDERS_MAX; k++) {
            *orders *= k;
        }
    }
    if (*orders <= ORDERS_MAX) {
        return TLR_OK;
    }
    tlri_diag(hall->ctx, TLR_ERROR, 4103, NULL, "Set repeated-number to stop, invalid or skip.",
              "meek/MEK-13",
              "paper %u has equal preferences that can be followed in more than %u orders", row + 1,
              ORDERS_MAX);
    return TLR_E_LIMIT;
}

/* The next order of n distinct candidates after this one, false after the last. */
static bool next_order(uint8_t *order, uint32_t n)
{
    uint32_t i = n - 1;
    while (i > 0 && order[i - 1] > order[i]) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    uint32_t j = n - 1;
    while (order[j] < order[i - 1]) {
        j--;
    }
    uint8_t swap = order[i - 1];
    order[i - 1] = order[j];
    order[j] = swap;
    for (uint32_t low = i, high = n - 1; low < high; low++, high--) {
        swap = order[low];
        order[low] = order[high];
        order[high] = swap;
    }
    return true;
}

/* The next order of the whole paper: the last group turns fastest. false after the last. A group
 * that has come to its end starts again in ascending order. */
static bool next_orders(const struct verdict *verdict, uint8_t *order)
{
    uint32_t end = verdict->choices;
    while (end > 0) {
        uint32_t start = end - 1;
        while (verdict->equal[start]) {
            start--;
        }
        if (next_order(order + start, end - start)) {
            return true;
        }
        for (uint32_t low = start, high = end - 1; low < high; low++, high--) {
            uint8_t swap = order[low];
            order[low] = order[high];
            order[high] = swap;
        }
        end = start;
    }
    return false;
}

/* [MEK-13] Equal shares of the paper, cut; what is left goes to the first order. */
static tlr_status shares(struct tlri_hall *hall, uint32_t orders, uint32_t *first, uint32_t *other)
{
    struct tlri_hall_amount share;
    struct tlri_hall_amount rest;
    struct tlri_hall_amount taken;
    tlri_recount_zero(&rest);
    TLR_TRY(tlri_recount_over(hall, tlri_recount_value_at(hall, 0), orders, &share));
    TLR_TRY(tlri_recount_times(hall, &share, orders - 1, &taken));
    TLR_TRY(tlri_recount_sub(hall, tlri_recount_value_at(hall, 0), &taken, &rest));
    TLR_TRY(tlri_recount_value(hall, &share, other));
    return tlri_recount_value(hall, &rest, first);
}

static tlr_status lay_down_orders(struct tlri_hall *hall, const struct verdict *verdict,
                                  uint32_t row, uint32_t orders)
{
    uint32_t value;
    uint32_t other;
    uint8_t order[TLRI_CANDIDATES_MAX];
    /* Equal marks stand in ascending order of candidate: that is the first order. */
    memcpy(order, verdict->choice, verdict->choices);
    TLR_TRY(shares(hall, orders, &value, &other));
    do {
        TLR_TRY(lay_down(hall, order, verdict->choices, row, orders, value));
        value = other;
    } while (next_orders(verdict, order));
    return TLR_OK;
}

static tlr_status accept(struct tlri_hall *hall, const struct verdict *verdict, uint32_t row,
                         bool crosses)
{
    hall->valid += hall->seen->paper[row].weight;
    uint32_t orders = 1;
    if (!crosses) {
        TLR_TRY(count_orders(hall, verdict, row, &orders));
    }
    if (orders == 1) {
        return lay_down(hall, verdict->choice, verdict->choices, row, 1, 0);
    }
    return lay_down_orders(hall, verdict, row, orders);
}

/* ---- all papers ---------------------------------------------------------------------------------
 */

static tlr_status enter(struct tlri_hall *hall, const struct verdict *verdict, uint32_t row,
                        bool crosses, struct sums *sums)
{
    uint32_t weight = hall->seen->paper[row].weight;
    if (verdict->reject != TLRI_REJECT_NONE) { /* [MRK-9] its notes are dropped */
        sums->rejected[verdict->reject] += weight;
        if (verdict->law < sums->law[verdict->reject]) {
            sums->law[verdict->reject] = verdict->law;
        }
        return tlri_transcript_touch(hall->sheet, row, TLRI_EVENT_REJECTED,
                                     (uint32_t)verdict->reject);
    }
    for (uint32_t why = 0; why < TLRI_NOTED_COUNT; why++) {
        if (verdict->noted[why]) {
            sums->noted[why] += weight;
            TLR_TRY(tlri_transcript_touch(hall->sheet, row, TLRI_EVENT_NOTED, why));
        }
    }
    return accept(hall, verdict, row, crosses);
}

static tlr_status write_marks(struct tlri_hall *hall, const struct sums *sums)
{
    for (uint32_t why = 0; why < TLRI_REJECT_COUNT; why++) {
        if (sums->rejected[why] != 0) {
            struct tlri_event event =
                tlri_event_make(TLRI_EVENT_REJECTED, 0, law_clause[sums->law[why]]);
            event.why = (uint16_t)why;
            event.papers = sums->rejected[why];
            TLR_TRY(tlri_transcript_add(hall->sheet, event, NULL, 0));
        }
    }
    for (uint32_t why = 0; why < TLRI_NOTED_COUNT; why++) {
        if (sums->noted[why] != 0) {
            struct tlri_event event = tlri_event_make(TLRI_EVENT_NOTED, 0, note_clause[why]);
            event.why = (uint16_t)why;
            event.papers = sums->noted[why];
            TLR_TRY(tlri_transcript_add(hall->sheet, event, NULL, 0));
        }
    }
    return TLR_OK;
}

/* The valid vote: of crosses the number of votes given ([PLU-2]), else one a paper. */
static tlr_status write_valid(struct tlri_hall *hall, bool crosses)
{
    uint64_t votes = hall->valid;
    if (crosses) {
        const struct tlri_hall_paper *paper = hall->papers.data;
        votes = 0;
        for (size_t i = 0; i < hall->papers.count; i++) {
            votes += (uint64_t)paper[i].weight * paper[i].length;
        }
    }
    TLR_TRY(tlri_recount_whole(hall, votes, &hall->total));
    struct tlri_event event =
        tlri_event_make(TLRI_EVENT_VALID, 0, crosses ? "plurality/PLU-2" : "marks/MRK-9");
    event.papers = hall->valid;
    TLR_TRY(tlri_recount_shown(hall, &hall->total, &event.a));
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

tlr_status tlri_recount_read_marks(struct tlri_hall *hall, bool crosses)
{
    struct sums sums = {0};
    for (uint32_t why = 0; why < TLRI_REJECT_COUNT; why++) {
        sums.law[why] = LAW_13;
    }
    const struct tlri_papers *seen = hall->seen;
    struct verdict verdict;
    uint32_t next = 0; /* the next decision; they are sorted by paper */
    for (uint32_t row = 0; row < seen->count; row++) {
        const struct tlri_adjudication *decision = NULL;
        if (next < seen->adjudications && seen->adjudication[next].paper == row) {
            decision = &seen->adjudication[next++];
        }
        judge(hall, &seen->paper[row], decision, crosses, &verdict);
        TLR_TRY(enter(hall, &verdict, row, crosses, &sums));
    }
    TLR_TRY(write_marks(hall, &sums));
    return write_valid(hall, crosses);
}

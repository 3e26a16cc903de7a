/*
 * count/marks.c: what the marks of one paper count as (spec/rules/marks.md, MRK-1 to MRK-14).
 *
 * A paper comes in as seen and goes out as a list of preferences (or of candidates marked), or
 * rejected with a reason. First what holds for every paper: decisions, rejections in the hall,
 * doubtful marks, blank papers. Then one of two readings: preferences, from the lowest number up,
 * group of equals by group of equals; or crosses. Withdrawn candidates leave the paper last of all,
 * because a gap or a repetition that they take part in was still one. Nothing is merged or counted
 * here: count/interpret.c does that.
 */
#include "count/marks.h"

static const char *const mrk_clauses[TLRI_MRK_COUNT] = {
#define MRK_CLAUSE(name, clause) clause,
    TLRI_MRK_TABLE(MRK_CLAUSE)
#undef MRK_CLAUSE
};

const char *tlri_mrk_clause(enum tlri_mrk clause)
{
    return mrk_clauses[clause];
}

#define GAP_MANY 3u /* three or more numbers left out: always too many to close up */

/* The marks being read, and the paper that they become. */
struct reader {
    const struct tlri_contest *contest;
    const struct tlri_settings *settings;
    const tlri_mark *mark;
    uint32_t marks;
    struct tlri_reading *out;
};

static void reject(struct tlri_reading *out, enum tlri_reject reason, enum tlri_mrk clause)
{
    out->reject = reason;
    out->clause = clause;
    out->notes = 0; /* [MRK-9] notes of a rejected paper are dropped */
    out->n = 0;
}

static void note(struct tlri_reading *out, enum tlri_noted what)
{
    out->notes |= 1u << (unsigned)what;
}

static bool is_withdrawn(const struct reader *reader, uint32_t candidate)
{
    return reader->contest->candidate[candidate].standing == TLRI_WITHDRAWN;
}

static uint32_t candidate_of(tlri_mark mark)
{
    return mark & TLRI_MARK_CANDIDATE;
}

static uint32_t gap_of(tlri_mark mark)
{
    return (uint32_t)(mark & TLRI_MARK_GAP) >> TLRI_MARK_GAP_SHIFT;
}

/* How many of the marks are numbers: they stand first. */
static uint32_t count_numbers(const struct reader *reader)
{
    uint32_t n = 0;
    while (n < reader->marks && !(reader->mark[n] & (TLRI_MARK_CROSS | TLRI_MARK_DOUBT))) {
        n++;
    }
    return n;
}

/* The end of the group of equals that begins at mark `at`. */
static uint32_t group_end(const struct reader *reader, uint32_t at, uint32_t numbers)
{
    uint32_t end = at + 1;
    while (end < numbers && (reader->mark[end] & TLRI_MARK_EQUAL)) {
        end++;
    }
    return end;
}

/* Appends the candidates of marks at..end who stand; [MRK-8] the others vanish only now. */
static void keep(const struct reader *reader, uint32_t at, uint32_t end)
{
    struct tlri_reading *out = reader->out;
    bool equal = false;
    for (uint32_t i = at; i < end; i++) {
        uint32_t candidate = candidate_of(reader->mark[i]);
        if (is_withdrawn(reader, candidate)) {
            out->passed_over = true;
            continue;
        }
        out->candidate[out->n] = (uint8_t)candidate;
        out->equal[out->n] = equal;
        out->has_equals = out->has_equals || equal;
        out->n++;
        equal = true;
    }
}

/* ---- preferences -------------------------------------------------------------------------------
 */

/* [MRK-6] Does reading go on over the gap before a group? False also when it rejects the paper. */
static bool cross_gap(const struct reader *reader, uint32_t at)
{
    uint32_t gap = gap_of(reader->mark[at]);
    if (gap == 0) {
        return true;
    }
    if (reader->settings->skipped == TLRI_SKIPPED_INVALID) {
        reject(reader->out, TLRI_REJECT_SKIPPED_NUMBER, TLRI_MRK_GAP);
        return false;
    }
    note(reader->out, TLRI_NOTED_SKIPPED_NUMBER);
    if (reader->settings->skipped == TLRI_SKIPPED_CLOSE_UP) {
        return true;
    }
    if (gap <= reader->settings->skipped_allowed && gap < GAP_MANY) {
        return true;
    }
    if (at == 0) {
        reject(reader->out, TLRI_REJECT_NO_FIRST, TLRI_MRK_NOTHING);
    }
    return false;
}

/* [MRK-7] Takes in, passes over or refuses a group of equals; does reading go on? */
static bool take_equals(const struct reader *reader, uint32_t at, uint32_t end)
{
    enum tlri_repeated rule = reader->settings->repeated;
    if (rule == TLRI_REPEATED_INVALID) {
        reject(reader->out, TLRI_REJECT_REPEATED_NUMBER, TLRI_MRK_EQUAL);
        return false;
    }
    if (rule == TLRI_REPEATED_SHARE) {
        keep(reader, at, end);
        return true;
    }
    note(reader->out, TLRI_NOTED_REPEATED_NUMBER);
    if (rule == TLRI_REPEATED_SKIP) {
        return true;
    }
    if (at == 0) { /* stop */
        reject(reader->out, TLRI_REJECT_FIRST_REPEATED, TLRI_MRK_EQUAL);
    }
    return false;
}

/* [MRK-8] Each group is tested for its gap first, then for its repetition. */
static void read_numbers(const struct reader *reader)
{
    for (uint32_t at = 0, end = 0; at < reader->marks; at = end) {
        end = group_end(reader, at, reader->marks);
        if (!cross_gap(reader, at)) {
            return;
        }
        if (end == at + 1) {
            keep(reader, at, end);
        } else if (!take_equals(reader, at, end)) {
            return;
        }
    }
}

/* The paper of nearly every voter: 1, 2, 3 … each once, for candidates who all stand. No reading
 * touches it, so it is taken in without asking any. False, with nothing taken, for another. */
static bool read_plain(const struct reader *reader)
{
    struct tlri_reading *out = reader->out;
    for (uint32_t i = 0; i < reader->marks; i++) {
        uint32_t candidate = candidate_of(reader->mark[i]);
        if (reader->mark[i] != candidate || is_withdrawn(reader, candidate)) {
            return false;
        }
        out->candidate[i] = (uint8_t)candidate;
        out->equal[i] = false;
    }
    out->n = reader->marks;
    return true;
}

static void read_preferences(const struct reader *reader)
{
    struct tlri_reading *out = reader->out;
    if (read_plain(reader)) {
        return;
    }
    uint32_t numbers = count_numbers(reader);
    /* [MRK-5] A single cross may stand for the figure 1; any other cross leaves the voter's
     * meaning uncertain. */
    if (numbers == 0 && reader->marks == 1) {
        if (reader->settings->single_cross == TLRI_CROSS_INVALID) {
            reject(out, TLRI_REJECT_WRONG_MARK, TLRI_MRK_CROSS);
            return;
        }
        note(out, TLRI_NOTED_SINGLE_CROSS);
        keep(reader, 0, 1);
    } else if (numbers < reader->marks) {
        reject(out, TLRI_REJECT_UNCERTAIN, TLRI_MRK_CROSS);
        return;
    } else {
        read_numbers(reader);
    }
    /* [MRK-9] */
    if (out->reject == TLRI_REJECT_NONE && out->n == 0) {
        reject(out, out->passed_over ? TLRI_REJECT_ONLY_WITHDRAWN : TLRI_REJECT_NO_FIRST,
               TLRI_MRK_NOTHING);
    }
}

/* ---- crosses -----------------------------------------------------------------------------------
 */

/* [MRK-10] How many of the numbers are read as crosses when at most `votes` marks are read. */
static uint32_t first_numbers(const struct reader *reader, uint32_t numbers, uint32_t crosses,
                              uint32_t votes)
{
    uint32_t taken = 0;
    while (taken < numbers) {
        uint32_t end = group_end(reader, taken, numbers);
        if (crosses + end > votes) {
            break;
        }
        taken = end;
    }
    return taken;
}

static uint32_t group_of(const struct tlri_contest *contest, uint32_t candidate, uint32_t category)
{
    return contest->member[(size_t)candidate * contest->categories + category];
}

/* Marks against members of a group, withdrawn ones included. */
static uint32_t marks_in_group(const struct reader *reader, uint32_t numbers, uint32_t taken,
                               uint32_t group)
{
    uint32_t category = reader->contest->group[group].category;
    uint32_t n = 0;
    for (uint32_t i = 0; i < reader->marks; i++) {
        bool is_read = i < taken || i >= numbers;
        if (is_read &&
            group_of(reader->contest, candidate_of(reader->mark[i]), category) == group) {
            n++;
        }
    }
    return n;
}

/* [MRK-13] Whatever becomes of the bounds in the count: this concerns the paper. */
static bool lacks_group(const struct reader *reader, uint32_t numbers, uint32_t taken)
{
    for (uint32_t g = 0; g < reader->contest->groups; g++) {
        if (marks_in_group(reader, numbers, taken, g) < reader->contest->group[g].minimum) {
            return true;
        }
    }
    return false;
}

static void read_crosses(const struct reader *reader)
{
    const struct tlri_settings *settings = reader->settings;
    struct tlri_reading *out = reader->out;
    uint32_t votes = settings->votes != 0 ? settings->votes : reader->contest->places;
    uint32_t numbers = count_numbers(reader);
    uint32_t crosses = reader->marks - numbers;
    uint32_t taken = numbers;
    /* [MRK-10] */
    if (numbers > 0 && settings->numbers == TLRI_NUMBERS_INVALID) {
        reject(out, TLRI_REJECT_WRONG_MARK, TLRI_MRK_NUMBERS);
        return;
    }
    if (numbers > 0 && settings->numbers == TLRI_NUMBERS_AS_CROSSES) {
        note(out, TLRI_NOTED_NUMBERS_AS_CROSSES);
    }
    if (settings->numbers == TLRI_NUMBERS_FIRST_N) {
        taken = first_numbers(reader, numbers, crosses, votes);
    }
    /* [MRK-11] */
    uint32_t marked = taken + crosses;
    if (marked > votes && settings->overvote == TLRI_OVERVOTE_INVALID) {
        reject(out, TLRI_REJECT_TOO_MANY, TLRI_MRK_OVER);
        return;
    }
    if (marked > votes) {
        note(out, TLRI_NOTED_OVERVOTE);
    }
    /* [MRK-12] */
    uint32_t most = votes < reader->contest->candidates ? votes : reader->contest->candidates;
    if (marked < most && settings->undervote == TLRI_UNDERVOTE_INVALID) {
        reject(out, TLRI_REJECT_TOO_FEW, TLRI_MRK_UNDER);
        return;
    }
    /* [MRK-13] */
    if (settings->group_ballot == TLRI_GROUP_BALLOT_INVALID &&
        lacks_group(reader, numbers, taken)) {
        reject(out, TLRI_REJECT_TOO_FEW_OF_GROUP, TLRI_MRK_GROUP);
        return;
    }
    /* [MRK-14] Marks for withdrawn candidates were marks, and give no vote. */
    keep(reader, 0, taken);
    keep(reader, numbers, reader->marks);
    out->has_equals = false;
    out->passed_over = false;
}

/* ---- every paper -------------------------------------------------------------------------------
 */

static bool has_doubt(const struct reader *reader)
{
    /* Doubtful marks stand last. */
    return reader->marks > 0 && (reader->mark[reader->marks - 1] & TLRI_MARK_DOUBT) != 0;
}

void tlri_marks_read(const struct tlri_contest *contest, const struct tlri_settings *settings,
                     bool crosses, const struct tlri_papers *papers, const struct tlri_paper *paper,
                     const struct tlri_adjudication *decision, struct tlri_reading *out)
{
    out->reject = TLRI_REJECT_NONE;
    out->clause = TLRI_MRK_BLANK;
    out->notes = 0;
    out->has_equals = false;
    out->passed_over = false;
    out->n = 0;
    struct reader reader = {contest, settings, papers->pool + paper->first, paper->marks, out};
    /* [MRK-1] What was decided stands in place of what was seen. */
    if (decision != NULL) {
        reader.mark = papers->pool + decision->first;
        reader.marks = decision->marks;
        if (decision->reject != TLRI_REJECT_NONE) {
            reject(out, (enum tlri_reject)decision->reject, TLRI_MRK_DECISION);
            return;
        }
        note(out, TLRI_NOTED_DECIDED);
    } else if (paper->reject != TLRI_REJECT_NONE) {
        /* [MRK-2] */
        reject(out, (enum tlri_reject)paper->reject, TLRI_MRK_HALL);
        return;
    }
    /* [MRK-3] Nothing is guessed. */
    if (has_doubt(&reader)) {
        reject(out, TLRI_REJECT_DOUBTFUL, TLRI_MRK_DOUBT);
        return;
    }
    /* [MRK-4] */
    if (reader.marks == 0) {
        reject(out, TLRI_REJECT_BLANK, TLRI_MRK_BLANK);
        return;
    }
    if (crosses) {
        read_crosses(&reader);
    } else {
        read_preferences(&reader);
    }
}

/*
 * audit/decide.c: what a decision on one paper would mean, before anybody counts.
 *
 * The paper is read by the same function as in a count (count/marks.h), with the decision on it,
 * and what comes out is told: which preferences would count, or why it would be rejected. What a
 * count would say is not asked, so that nobody decides on a paper by its effect. The decisions
 * proposed are those that are near at hand, so that people see what hangs on each; they are no
 * opinion. Implements spec/formats/adjudications.md [ADJ-8] to [ADJ-10].
 */
#include "audit/decide.h"

#include <stdio.h>
#include <string.h>

#include "audit/explain.h"

enum { MISSING_SHOWN = 3 }; /* numbers left out that are proposed for a mark in doubt */

bool tlri_is_doubtful(const struct tlri_papers *papers, uint32_t paper)
{
    const struct tlri_paper *p = &papers->paper[paper];
    return p->reject == TLRI_REJECT_NONE && p->marks > 0 &&
           (papers->pool[p->first + p->marks - 1u] & TLRI_MARK_DOUBT) != 0; /* they stand last */
}

bool tlri_is_paper_of_crosses(const struct tlri_settings *settings)
{
    return settings->method == TLRI_METHOD_PLURALITY || settings->method == TLRI_METHOD_ELIMINATING;
}

/* ---- the reading ---- */

tlr_status tlri_decided_reading(const struct tlri_undecided *paper,
                                const struct tlri_decision *decision, struct tlri_reading *out)
{
    const struct tlri_paper *seen = &paper->papers->paper[paper->paper];
    struct tlri_papers_builder builder;
    struct tlri_papers *one = NULL;
    tlr_status status;
    tlri_papers_builder_init(&builder, paper->ctx, paper->papers->candidates);
    TLR_TRY_TO(tlri_papers_start_batch(&builder, "paper", 5), failed);
    TLR_TRY_TO(
        tlri_papers_add(&builder, paper->papers->pool + seen->first, seen->marks, seen->reject, 1),
        failed);
    if (decision != NULL) {
        TLR_TRY_TO(
            tlri_papers_adjudicate(&builder, 0, decision->mark, decision->marks, decision->reject),
            failed);
    }
    TLR_TRY_TO(tlri_papers_finish(&builder, &one), failed);
    tlri_marks_read(paper->contest, paper->settings, tlri_is_paper_of_crosses(paper->settings), one,
                    &one->paper[0], decision != NULL ? &one->adjudication[0] : NULL, out);
    tlri_papers_free(one);
    return TLR_OK;
failed:
    tlri_papers_builder_drop(&builder);
    return status;
}

/* ---- in words ---- */

static const char *name_of(const struct tlri_undecided *paper, uint32_t candidate)
{
    return paper->contest->candidate[candidate].name;
}

/* [ADJ-8] The first preference first, then the others in their order. */
static void say_preferences(const struct tlri_undecided *paper, const struct tlri_reading *reading,
                            struct tlri_buf *out)
{
    tlri_buf_puts(out, "counts: first for ");
    for (uint32_t i = 0; i < reading->n; i++) {
        const char *between = i == 0 ? "" : reading->equal[i] ? " equal with " : ", then ";
        tlri_buf_printf(out, "%s%s", between, name_of(paper, reading->candidate[i]));
    }
    if (reading->n == 1) {
        tlri_buf_puts(out, ", and nobody after that");
    }
}

static void say_crosses(const struct tlri_undecided *paper, const struct tlri_reading *reading,
                        struct tlri_buf *out)
{
    tlri_buf_puts(out, reading->n == 0   ? "counts, but for nobody who stands"
                       : reading->n == 1 ? "counts: a vote for "
                                         : "counts: a vote each for ");
    for (uint32_t i = 0; i < reading->n; i++) {
        tlri_buf_printf(out, "%s%s",
                        i == 0                ? ""
                        : i + 1 == reading->n ? " and "
                                              : ", ",
                        name_of(paper, reading->candidate[i]));
    }
}

static void say_notes(const struct tlri_undecided *paper, const struct tlri_reading *reading,
                      struct tlri_buf *out)
{
    for (uint32_t why = 0; why < TLRI_NOTED_COUNT; why++) {
        if (why != TLRI_NOTED_DECIDED && (reading->notes & (1u << why)) != 0) {
            tlri_buf_printf(out, "; %s [%s]", tlri_note_words(paper->settings, why),
                            tlri_note_clause(why));
        }
    }
    if (reading->passed_over) {
        tlri_buf_puts(out, "; a preference for somebody who has withdrawn is passed over "
                           "[marks/MRK-8]");
    }
}

tlr_status tlri_decided_words(const struct tlri_undecided *paper,
                              const struct tlri_reading *reading, struct tlri_buf *out)
{
    if (reading->reject != TLRI_REJECT_NONE) {
        return tlri_buf_printf(out, "is rejected as '%s' (%s): a vote for nobody [%s]",
                               tlri_reject_token(reading->reject),
                               tlri_reject_text(reading->reject), tlri_mrk_clause(reading->clause));
    }
    if (tlri_is_paper_of_crosses(paper->settings)) {
        say_crosses(paper, reading, out);
    } else {
        say_preferences(paper, reading, out);
    }
    say_notes(paper, reading, out);
    return out->failed;
}

/* ---- what is near at hand ---- */

/* What stood on the paper, with `instead` for every mark in doubt. */
static tlr_status put_marks(const struct tlri_undecided *paper, const char *instead,
                            struct tlri_buf *out)
{
    tlri_buf_puts(out, "marks ");
    for (const char *at = paper->seen; *at != '\0'; at++) {
        if (*at == '?') {
            tlri_buf_puts(out, instead);
        } else {
            tlri_buf_add(out, at, 1);
        }
    }
    return out->failed;
}

/* What is seen on the paper beside the doubtful marks. */
struct around {
    uint32_t doubtful, crosses, highest;
    bool number[TLRI_SEEN_NUMBER_MAX + 1];
};

static void look_around(const struct tlri_undecided *paper, struct around *around)
{
    for (const char *at = paper->seen; *at != '\0'; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        uint32_t number = 0;
        for (size_t i = 0; i < len && at[i] >= '0' && at[i] <= '9'; i++) {
            number = number * 10 + (uint32_t)(at[i] - '0');
        }
        around->doubtful += *at == '?';
        around->crosses += *at == 'X';
        if (number > 0 && number <= TLRI_SEEN_NUMBER_MAX) {
            around->number[number] = true;
            around->highest = number > around->highest ? number : around->highest;
        }
        at += len;
    }
}

/* The n-th number that may be meant: the lowest that were left out, then the next after the
 * highest; 0 when there is no n-th. */
static uint32_t number_meant(const struct around *around, uint32_t n)
{
    uint32_t missing = 0;
    for (uint32_t number = 1; number < around->highest && missing < MISSING_SHOWN; number++) {
        if (!around->number[number] && missing++ == n) {
            return number;
        }
    }
    return n == missing && around->highest < TLRI_SEEN_NUMBER_MAX ? around->highest + 1 : 0;
}

/* The n-th thing that all doubtful marks may be taken for, as it is written; false past the last.
 */
static bool taken_for(const struct tlri_undecided *paper, const struct around *around, uint32_t n,
                      char out[4])
{
    bool cross = around->crosses > 0 || around->highest == 0;
    bool number = around->doubtful == 1 &&
                  (around->highest > 0 || !tlri_is_paper_of_crosses(paper->settings));
    if (n == 0 || (n == 1 && cross)) {
        memcpy(out, n == 0 ? "-" : "X", 2);
        return true;
    }
    uint32_t meant = number ? number_meant(around, n - 1 - (cross ? 1 : 0)) : 0;
    (void)snprintf(out, 4, "%u", (unsigned)meant % 1000);
    return meant != 0;
}

/* [ADJ-9] */
tlr_status tlri_decision_proposed(const struct tlri_undecided *paper, uint32_t n,
                                  struct tlri_buf *out)
{
    const struct tlri_paper *p = &paper->papers->paper[paper->paper];
    struct around around = {0};
    char instead[4];
    if (p->reject != TLRI_REJECT_NONE) { /* its marks are not in the batch: they are typed */
        return n == 0 ? tlri_buf_printf(out, "reject %s", tlri_reject_token(p->reject)) : TLR_OK;
    }
    look_around(paper, &around);
    uint32_t meanings = 1;
    while (around.doubtful > 0 && taken_for(paper, &around, meanings, instead)) {
        meanings++;
    }
    if (n < meanings) {
        (void)taken_for(paper, &around, n, instead);
        return put_marks(paper, instead, out);
    }
    return n == meanings ? tlri_buf_puts(out, "reject uncertain") : TLR_OK;
}

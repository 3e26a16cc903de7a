/*
 * support/gen_shrink.c: makes a failing election small. See gen.h.
 *
 * Greedy: each step takes something away and keeps the smaller election if it still fails. Papers
 * go in runs, from half of them down to one; then weights, decisions and single marks; then
 * candidates, categories, bounds, places, withdrawals, the tie order and the settings. Round and
 * round until a whole round takes nothing away, or the trials are used up.
 */
#include "support/gen.h"

#include <stdlib.h>
#include <string.h>

struct shrink {
    struct gen_draft *draft;
    gen_fails *fails;
    void *user;
    size_t tries, most;
    bool smaller; /* something went in this round */
};

/* Keeps the candidate for a smaller draft if it fails too; drops it otherwise. */
static bool try_it(struct shrink *shrink, struct gen_draft *smaller)
{
    bool keep = shrink->tries < shrink->most;
    shrink->tries++;
    if (keep) {
        keep = shrink->fails(smaller, shrink->user);
    }
    if (!keep) {
        gen_draft_drop(smaller);
        return false;
    }
    gen_draft_drop(shrink->draft);
    *shrink->draft = *smaller;
    shrink->smaller = true;
    return true;
}

static bool copy(const struct shrink *shrink, struct gen_draft *out)
{
    return shrink->tries < shrink->most && gen_draft_copy(out, shrink->draft);
}

static void fewer_papers(struct shrink *shrink)
{
    struct gen_draft less;
    for (uint32_t run = (shrink->draft->papers + 1) / 2; run > 0; run /= 2) {
        for (uint32_t at = 0; at < shrink->draft->papers;) {
            uint32_t gone = shrink->draft->papers - at < run ? shrink->draft->papers - at : run;
            if (!copy(shrink, &less)) {
                return;
            }
            memmove(&less.paper[at], &less.paper[at + gone],
                    (less.papers - at - gone) * sizeof *less.paper);
            less.papers -= gone;
            if (!try_it(shrink, &less)) {
                at += gone;
            }
        }
    }
}

static void plainer_paper(struct shrink *shrink, uint32_t i)
{
    struct gen_draft less;
    const struct gen_paper *now = &shrink->draft->paper[i];
    if (now->weight > 1 && copy(shrink, &less)) {
        less.paper[i].weight = 1;
        (void)try_it(shrink, &less);
    }
    now = &shrink->draft->paper[i];
    if (now->weight > 2 && copy(shrink, &less)) {
        less.paper[i].weight /= 2;
        (void)try_it(shrink, &less);
    }
    now = &shrink->draft->paper[i];
    if (now->decided && copy(shrink, &less)) {
        less.paper[i].decided = false;
        (void)try_it(shrink, &less);
    }
    for (uint32_t c = 0; c < shrink->draft->candidates; c++) {
        if (shrink->draft->paper[i].seen[c] != 0 && copy(shrink, &less)) {
            less.paper[i].seen[c] = 0;
            (void)try_it(shrink, &less);
        }
    }
}

static void take_column(struct gen_draft *draft, uint32_t gone)
{
    uint32_t after = draft->candidates - gone - 1;
    for (uint32_t i = 0; i < draft->papers; i++) {
        struct gen_paper *paper = &draft->paper[i];
        memmove(&paper->seen[gone], &paper->seen[gone + 1], after * sizeof paper->seen[0]);
        memmove(&paper->ruled[gone], &paper->ruled[gone + 1], after * sizeof paper->ruled[0]);
        paper->seen[draft->candidates - 1] = 0;
        paper->ruled[draft->candidates - 1] = 0;
    }
    memmove(&draft->standing[gone], &draft->standing[gone + 1], after * sizeof draft->standing[0]);
    memmove(&draft->member[gone], &draft->member[gone + 1], after * sizeof draft->member[0]);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < draft->candidates; i++) {
        uint32_t c = draft->order[i];
        if (c != gone) {
            draft->order[kept++] = c > gone ? c - 1 : c;
        }
    }
    draft->candidates--;
}

static void fewer_candidates(struct shrink *shrink)
{
    struct gen_draft less;
    for (uint32_t c = 0; shrink->draft->candidates > 1 && c < shrink->draft->candidates;) {
        if (!copy(shrink, &less)) {
            return;
        }
        take_column(&less, c);
        if (!try_it(shrink, &less)) {
            c++;
        }
    }
    for (uint32_t c = 0; c < shrink->draft->candidates; c++) {
        if (shrink->draft->standing[c] != TLRI_STANDING && copy(shrink, &less)) {
            less.standing[c] = TLRI_STANDING;
            (void)try_it(shrink, &less);
        }
    }
}

/* The last category goes with its groups. */
static void take_category(struct gen_draft *draft)
{
    draft->categories--;
    while (draft->groups > 0 && draft->group[draft->groups - 1].category == draft->categories) {
        draft->groups--;
    }
}

static void fewer_bounds(struct shrink *shrink)
{
    struct gen_draft less;
    while (shrink->draft->categories > 0 && copy(shrink, &less)) {
        take_category(&less);
        if (!try_it(shrink, &less)) {
            break;
        }
    }
    for (uint32_t g = 0; g < shrink->draft->groups; g++) {
        if (shrink->draft->group[g].minimum > 0 && copy(shrink, &less)) {
            less.group[g].minimum--;
            (void)try_it(shrink, &less);
        }
        if (shrink->draft->group[g].maximum != TLRI_NO_MAXIMUM && copy(shrink, &less)) {
            less.group[g].maximum = TLRI_NO_MAXIMUM;
            (void)try_it(shrink, &less);
        }
    }
}

static void fewer_settings(struct shrink *shrink)
{
    struct gen_draft less;
    for (uint32_t i = 0; i < shrink->draft->sets;) {
        if (!copy(shrink, &less)) {
            return;
        }
        less.sets--;
        memmove(&less.set[i], &less.set[i + 1], (less.sets - i) * sizeof less.set[0]);
        if (!try_it(shrink, &less)) {
            i++;
        }
    }
    if (shrink->draft->places > 1 && copy(shrink, &less)) {
        less.places--;
        (void)try_it(shrink, &less);
    }
    if (shrink->draft->ordered && copy(shrink, &less)) {
        less.ordered = false;
        (void)try_it(shrink, &less);
    }
}

size_t gen_shrink(struct gen_draft *draft, gen_fails *fails, void *user, size_t tries)
{
    struct shrink shrink = {draft, fails, user, 0, tries, true};
    while (shrink.smaller && shrink.tries < shrink.most) {
        shrink.smaller = false;
        fewer_papers(&shrink);
        fewer_bounds(&shrink);
        fewer_candidates(&shrink);
        fewer_settings(&shrink);
        for (uint32_t i = 0; i < draft->papers; i++) {
            plainer_paper(&shrink, i);
        }
    }
    return shrink.tries;
}

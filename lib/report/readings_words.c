/*
 * report/readings_words.c: under which readings an outcome appears, and the answer in one sentence.
 *
 * An outcome can appear under hundreds of combinations. People are told the ways with the fewest
 * departures from what was declared, since every reading named in one of those is needed for it.
 * The sentence compares delegates: outcomes that differ only in how an empty place is called do not
 * change it.
 */
#include "report/readings_words.h"

enum { CLAUSES_MAX = 3 };

/* ---- ways to an outcome ---- */

static struct tlri_way way_of(const struct tlri_variation *v, size_t contest,
                              const struct tlri_tried *tried, const struct tlri_leaf *leaf)
{
    struct tlri_way way = {.tried = tried};
    for (size_t i = 0; i < leaf->lots && i < TLRI_LOTS_OPEN; i++) {
        if (tlri_vary_reaches(v, leaf->lot[i].contest, contest)) {
            way.lot[way.lots++] = &leaf->lot[i];
        }
    }
    return way;
}

static bool same_way(const struct tlri_way *a, const struct tlri_way *b)
{
    bool same = a->tried == b->tried && a->lots == b->lots;
    for (size_t i = 0; same && i < a->lots; i++) {
        same = a->lot[i]->contest == b->lot[i]->contest && a->lot[i]->stage == b->lot[i]->stage &&
               a->lot[i]->purpose == b->lot[i]->purpose &&
               a->lot[i]->selected == b->lot[i]->selected;
    }
    return same;
}

/* Counts that differ only in a later lot come one after another. */
static void add_way(const struct tlri_way *way, struct tlri_way *last, struct tlri_ways *out)
{
    if (out->count > 0 && same_way(way, last)) {
        return;
    }
    *last = *way;
    out->count++;
    if (out->named < TLRI_UNDER_MAX) {
        out->way[out->named++] = *way;
    }
}

static void take_ways(const struct tlri_variation *v, const struct tlri_tried *tried,
                      size_t contest, uint32_t outcome, uint32_t *fewest, struct tlri_way *last,
                      struct tlri_ways *out)
{
    const struct tlri_tried *all = v->tried.data;
    const struct tlri_tried *counted =
        tried->same_as == TLRI_NO_TRIED ? tried : &all[tried->same_as];
    const struct tlri_leaf *leaf = v->leaf.data;
    for (size_t i = counted->first_leaf; i < counted->first_leaf + counted->leaves; i++) {
        struct tlri_way way = way_of(v, contest, tried, &leaf[i]);
        uint32_t departures = tried->departures + (uint32_t)way.lots;
        if (leaf[i].outcome[contest] != outcome || departures > *fewest) {
            continue;
        }
        if (departures < *fewest) {
            *fewest = departures;
            out->count = out->named = 0;
        }
        add_way(&way, last, out);
    }
}

void tlri_ways_find(const struct tlri_variation *v, size_t contest, uint32_t outcome,
                    struct tlri_ways *out)
{
    const struct tlri_tried *tried = v->tried.data;
    struct tlri_way last = {0};
    uint32_t fewest = UINT32_MAX;
    out->count = out->named = 0;
    for (size_t i = 0; i < v->tried.count; i++) {
        if (!tried[i].inadmissible) {
            take_ways(v, &tried[i], contest, outcome, &fewest, &last, out);
        }
    }
}

static void lot_words(const struct tlri_variation *v, const struct tlri_supposed_lot *lot,
                      struct tlri_buf *out)
{
    const struct tlri_contest *contest = v->contest[lot->contest].contest;
    tlri_buf_printf(out, "the lot at stage %u of %s falls on %s (to %s)", lot->stage, contest->id,
                    contest->candidate[lot->selected].name, tlri_purpose_token(lot->purpose));
}

void tlri_way_words(const struct tlri_variation *v, const struct tlri_way *way,
                    struct tlri_buf *out)
{
    const char *between = "";
    for (size_t d = 0; d < v->varied; d++) {
        if (way->tried->choice[d] != 0) {
            tlri_buf_printf(out, "%s%s=%s", between, v->reading[d].name,
                            v->reading[d].value[way->tried->choice[d]]);
            between = " with ";
        }
    }
    for (size_t i = 0; i < way->lots; i++) {
        tlri_buf_puts(out, between);
        lot_words(v, way->lot[i], out);
        between = " and ";
    }
}

void tlri_ways_words(const struct tlri_variation *v, const struct tlri_ways *ways,
                     struct tlri_buf *out)
{
    for (size_t i = 0; i < ways->named; i++) {
        tlri_buf_puts(out, i > 0 ? " or " : "");
        tlri_way_words(v, &ways->way[i], out);
    }
    if (ways->count > ways->named) {
        tlri_buf_printf(out, " or in %zu other ways", ways->count - ways->named);
    }
}

/* ---- the sentence ---- */

static const struct tlri_varied_outcome *declared_in(const struct tlri_varied_contest *vc)
{
    for (size_t k = 0; k < vc->outcomes; k++) {
        if (vc->outcome[k].as_declared) {
            return &vc->outcome[k];
        }
    }
    return NULL;
}

/* Is candidate c elected here, and neither there nor (where nothing was declared) always? */
static bool only_here(const struct tlri_varied_contest *vc, const struct tlri_varied_outcome *here,
                      const struct tlri_varied_outcome *there, uint32_t c)
{
    return here->elected[c] && !(there != NULL ? there->elected[c] : vc->always[c]);
}

static uint32_t put_names(const struct tlri_varied_contest *vc,
                          const struct tlri_varied_outcome *here,
                          const struct tlri_varied_outcome *there, struct tlri_buf *out)
{
    uint32_t total = 0;
    uint32_t n = 0;
    for (uint32_t c = 0; c < vc->contest->candidates; c++) {
        total += only_here(vc, here, there, c);
    }
    for (uint32_t c = 0; c < vc->contest->candidates; c++) {
        if (only_here(vc, here, there, c)) {
            tlri_buf_printf(out, "%s%s",
                            n == 0           ? ""
                            : n + 1 == total ? " and "
                                             : ", ",
                            vc->contest->candidate[c].name);
            n++;
        }
    }
    return total;
}

static bool differs(const struct tlri_varied_contest *vc, const struct tlri_varied_outcome *a,
                    const struct tlri_varied_outcome *b)
{
    for (uint32_t c = 0; c < vc->contest->candidates; c++) {
        if (only_here(vc, a, b, c) || (b != NULL && only_here(vc, b, a, c))) {
            return true;
        }
    }
    return a->end != TLRI_VARIED_COUNTED;
}

/* "X instead of Y is elected" */
static void put_change(const struct tlri_varied_contest *vc, const struct tlri_varied_outcome *then,
                       const struct tlri_varied_outcome *declared, struct tlri_buf *out)
{
    if (then->end != TLRI_VARIED_COUNTED) {
        tlri_buf_printf(out, "contest %s is not counted to its end", vc->contest->id);
        return;
    }
    uint32_t gained = put_names(vc, then, declared, out);
    bool lost = false;
    for (uint32_t c = 0; declared != NULL && c < vc->contest->candidates; c++) {
        lost = lost || only_here(vc, declared, then, c);
    }
    if (gained == 0 && !lost) {
        tlri_buf_printf(out, "nobody else is elected in %s", vc->contest->id);
        return;
    }
    if (lost && gained > 0) {
        tlri_buf_puts(out, " instead of ");
    }
    uint32_t fallen = lost ? put_names(vc, declared, then, out) : 0;
    if (gained > 0) {
        tlri_buf_puts(out, gained > 1 ? " are elected" : " is elected");
    } else {
        tlri_buf_puts(out, fallen > 1 ? " are not elected" : " is not elected");
    }
}

void tlri_readings_sentence(const struct tlri_variation *v, struct tlri_buf *out)
{
    size_t clauses = 0;
    for (size_t n = 0; n < v->contests; n++) {
        size_t i = v->base->election_case->notice->fill_order[n];
        const struct tlri_varied_contest *vc = &v->contest[i];
        const struct tlri_varied_outcome *declared = declared_in(vc);
        for (uint32_t k = 0; k < vc->outcomes; k++) {
            if (vc->outcome[k].as_declared || !differs(vc, &vc->outcome[k], declared)) {
                continue;
            }
            if (++clauses > CLAUSES_MAX) {
                continue;
            }
            struct tlri_ways ways;
            tlri_ways_find(v, i, k, &ways);
            ways.named = ways.named > 2 ? 2 : ways.named;
            tlri_buf_puts(out, clauses > 1 ? "; " : "");
            put_change(vc, &vc->outcome[k], declared, out);
            tlri_buf_puts(out, " if ");
            tlri_ways_words(v, &ways, out);
        }
    }
    if (clauses == 0) {
        tlri_buf_puts(out, "Under every reading tried the same delegates are elected.");
    } else if (clauses > CLAUSES_MAX) {
        tlri_buf_printf(out, "; the table shows %zu more.", clauses - CLAUSES_MAX);
    } else {
        tlri_buf_puts(out, ".");
    }
}

/*
 * report/what_if.c: side by side, who is elected as counted and if something were otherwise.
 *
 * First that this is no result, then what is supposed, then contest by contest who is elected, the
 * stage at which the two counts first decide otherwise, and by how many votes each of them decided
 * so. The last line is the answer in one sentence. 80 columns; nothing is computed here but the
 * difference of two votes. Implements spec/formats/what-if.md [WIF-9] to [WIF-11].
 */
#include "report/what_if.h"

#include <string.h>

#include "base/wrap.h"
#include "report/fork.h"

enum { LABEL_WIDTH = 15, CELL_MAX = 1 << 18 };

/* ---- which counts gave what ---- */

static size_t counted_as(const struct tlri_variation *v, size_t tried)
{
    const struct tlri_tried *all = v->tried.data;
    return all[tried].same_as == TLRI_NO_TRIED ? tried : all[tried].same_as;
}

static const struct tlri_leaf *leaf_with(const struct tlri_variation *v, size_t tried,
                                         size_t contest, uint32_t outcome)
{
    const struct tlri_tried *one = (const struct tlri_tried *)v->tried.data + counted_as(v, tried);
    const struct tlri_leaf *leaf = v->leaf.data;
    for (size_t i = one->first_leaf; i < one->first_leaf + one->leaves; i++) {
        if (leaf[i].outcome[contest] == outcome) {
            return &leaf[i];
        }
    }
    return NULL;
}

void tlri_what_if_row(const struct tlri_variation *v, size_t contest, uint32_t outcome,
                      struct tlri_what_if_row *row)
{
    const struct tlri_tried *all = v->tried.data;
    memset(row, 0, sizeof *row);
    for (size_t i = 0; i < v->tried.count; i++) {
        const struct tlri_leaf *leaf = leaf_with(v, i, contest, outcome);
        if (all[i].inadmissible || leaf == NULL) {
            continue;
        }
        row->combinations++;
        row->counted = row->counted || i == 0;
        if (i > 0 && !row->supposed) {
            row->supposed = true;
            row->leaf = leaf;
            row->fewest = &all[i];
        }
    }
}

/* ---- cells ---- */

static const char *text_of(const struct tlri_buf *cell)
{
    return cell->data != NULL ? cell->data : "";
}

static void put_line(struct tlri_buf *out, const char *label, struct tlri_buf *cell)
{
    char first[64];
    size_t len = strlen(label);
    memset(first, ' ', sizeof first);
    memcpy(first + 2, label, len < 50 ? len : 50);
    first[LABEL_WIDTH + 2 > len + 3 ? LABEL_WIDTH + 2 : len + 3] = '\0';
    tlri_wrap(out, first, LABEL_WIDTH + 2, text_of(cell));
    if (out->failed == TLR_OK) {
        out->failed = cell->failed;
    }
    tlri_buf_drop(cell);
}

static void put_names(const struct tlri_contest *contest, const bool *who, const bool *but,
                      struct tlri_buf *out)
{
    const char *between = "";
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (who[c] && (but == NULL || !but[c])) {
            tlri_buf_printf(out, "%s%s", between, contest->candidate[c].name);
            between = ", ";
        }
    }
    if (between[0] == '\0') {
        tlri_buf_puts(out, "nobody");
    }
}

static void put_end(const struct tlri_variation *v, size_t contest,
                    const struct tlri_varied_outcome *outcome, struct tlri_buf *out)
{
    const struct tlri_contest *c = v->contest[contest].contest;
    switch (outcome->end) {
    case TLRI_VARIED_COUNTED:
        put_names(c, outcome->elected, NULL, out);
        if (outcome->referred > 0) {
            tlri_buf_printf(out, "; %u referred", outcome->referred);
        }
        return;
    case TLRI_VARIED_REFUSED:
        tlri_buf_puts(out, "the count is refused");
        return;
    case TLRI_VARIED_LOTS:
        tlri_buf_puts(out, "open: more lots than are followed");
        return;
    case TLRI_VARIED_FAILED:
        tlri_buf_printf(out, "not counted: %s", outcome->why);
        return;
    }
}

static void put_lots(const struct tlri_variation *v, const struct tlri_leaf *leaf, size_t contest,
                     struct tlri_buf *out)
{
    for (size_t i = 0; leaf != NULL && i < leaf->lots; i++) {
        const struct tlri_supposed_lot *lot = &leaf->lot[i];
        const struct tlri_contest *c = v->contest[lot->contest].contest;
        if (tlri_vary_reaches(v, lot->contest, contest)) {
            tlri_buf_printf(out, "; when the lot %s:%u:%s, which nobody drew, selects %s", c->id,
                            lot->stage, tlri_purpose_token(lot->purpose),
                            c->candidate[lot->selected].name);
        }
    }
}

/* ---- where they part ---- */

static void put_fork(const struct tlri_variation *v, size_t contest,
                     const struct tlri_varied_outcome *outcome, struct tlri_buf *out)
{
    struct tlri_buf cell;
    if (!outcome->fork.found) {
        return;
    }
    tlri_buf_init(&cell, v->ctx, CELL_MAX);
    tlri_fork_words(v->contest[contest].contest, &outcome->fork, "as counted", "here", &cell);
    put_line(out, "they part at", &cell);
}

/* ---- contests ---- */

/* The outcome as counted; NULL where a lot that nobody drew leaves several. */
const struct tlri_varied_outcome *tlri_what_if_counted(const struct tlri_variation *v,
                                                       size_t contest)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    const struct tlri_varied_outcome *found = NULL;
    for (size_t k = 0; k < vc->outcomes; k++) {
        struct tlri_what_if_row row;
        tlri_what_if_row(v, contest, (uint32_t)k, &row);
        if (row.counted && found != NULL) {
            return NULL;
        }
        found = row.counted ? &vc->outcome[k] : found;
    }
    return found;
}

static void put_change(const struct tlri_variation *v, size_t contest,
                       const struct tlri_varied_outcome *before,
                       const struct tlri_varied_outcome *after, struct tlri_buf *out)
{
    const struct tlri_contest *c = v->contest[contest].contest;
    struct tlri_buf cell;
    if (before == NULL || before->end != TLRI_VARIED_COUNTED || after->end != TLRI_VARIED_COUNTED ||
        before == after) {
        return;
    }
    tlri_buf_init(&cell, v->ctx, CELL_MAX);
    tlri_buf_puts(&cell, "in: ");
    put_names(c, after->elected, before->elected, &cell);
    tlri_buf_puts(&cell, "; out: ");
    put_names(c, before->elected, after->elected, &cell);
    put_line(out, "change", &cell);
}

/* The papers that the fewest-departures combination decides otherwise. */
static void put_papers(const struct tlri_variation *v, const struct tlri_what_if_row *row,
                       struct tlri_buf *out)
{
    const char *between = "";
    if (!v->what_if->each_paper || row->fewest == NULL) {
        return;
    }
    tlri_buf_puts(out, "; when decided otherwise: ");
    for (size_t d = 0; d < v->varied; d++) {
        if (row->fewest->choice[d] != 0) {
            tlri_buf_printf(out, "%s%s", between, v->reading[d].name);
            between = ", ";
        }
    }
    tlri_buf_printf(out, " (%zu of %zu combinations end so)", row->combinations, v->tried.count);
}

static void put_outcome(const struct tlri_variation *v, size_t contest, size_t k,
                        struct tlri_buf *out)
{
    const struct tlri_varied_outcome *outcome = &v->contest[contest].outcome[k];
    struct tlri_what_if_row row;
    struct tlri_buf cell;
    tlri_what_if_row(v, contest, (uint32_t)k, &row);
    tlri_buf_init(&cell, v->ctx, CELL_MAX);
    put_end(v, contest, outcome, &cell);
    if (row.counted) {
        put_lots(v, leaf_with(v, 0, contest, (uint32_t)k), contest, &cell);
        put_line(out, row.supposed ? "both" : "as counted", &cell);
    } else {
        put_lots(v, row.leaf, contest, &cell);
        put_papers(v, &row, &cell);
        put_line(out, "what if", &cell);
    }
    const struct tlri_varied_outcome *counted = tlri_what_if_counted(v, contest);
    if (!row.counted && counted != NULL) {
        put_change(v, contest, counted, outcome, out);
        put_fork(v, contest, outcome, out);
    }
}

static void put_contest(const struct tlri_variation *v, size_t contest, struct tlri_buf *out)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    uint32_t places = v->what_if->contest[contest].places;
    tlri_buf_printf(out, "\ncontest %s, places: %u", vc->contest->id, vc->contest->places);
    if (places > 0 && places != vc->contest->places) {
        tlri_buf_printf(out, " (what if: %u)", places);
    }
    tlri_buf_puts(out, "\n");
    for (size_t k = 0; k < vc->outcomes; k++) {
        put_outcome(v, contest, k, out);
    }
}

/* ---- the whole ---- */

static bool is_inadmissible(const struct tlri_variation *v)
{
    const struct tlri_tried *tried = v->tried.data;
    return v->inadmissible > 0 && tried[v->tried.count - 1].inadmissible;
}

/* Does somebody else come out, for certain, in this contest; may they? */
static void judge(const struct tlri_variation *v, size_t contest, bool *changes, bool *may)
{
    *changes = false;
    *may = false;
    bool same = false;
    for (size_t k = 0; k < v->contest[contest].outcomes; k++) {
        struct tlri_what_if_row row;
        tlri_what_if_row(v, contest, (uint32_t)k, &row);
        *changes = *changes || (row.supposed && !row.counted);
        same = same || (row.supposed && row.counted);
    }
    *may = *changes && same;
}

static void put_contests_in(const struct tlri_variation *v, bool certain, struct tlri_buf *out)
{
    const char *between = "";
    for (size_t n = 0; n < v->contests; n++) {
        size_t contest = v->base->election_case->notice->fill_order[n];
        bool changes, may;
        judge(v, contest, &changes, &may);
        if (changes && may != certain) {
            tlri_buf_printf(out, "%s%s", between, v->contest[contest].contest->id);
            between = ", ";
        }
    }
}

void tlri_what_if_sentence(const struct tlri_variation *v, struct tlri_buf *out)
{
    struct tlri_buf surely, perhaps;
    if (is_inadmissible(v)) {
        tlri_buf_puts(out, "This cannot be counted: its settings contradict each other, or one is "
                           "lacking.");
        return;
    }
    tlri_buf_init(&surely, v->ctx, CELL_MAX);
    tlri_buf_init(&perhaps, v->ctx, CELL_MAX);
    put_contests_in(v, true, &surely);
    put_contests_in(v, false, &perhaps);
    if (out->failed == TLR_OK) { /* names that found no room are not the same as none */
        out->failed = surely.failed != TLR_OK ? surely.failed : perhaps.failed;
    }
    if (surely.len == 0 && perhaps.len == 0) {
        tlri_buf_puts(out, v->what_if->each_paper
                               ? "However these papers are decided, the same people are elected."
                               : "If it were so, the same people would be elected.");
    } else {
        tlri_buf_puts(out, v->what_if->each_paper ? "How these papers are decided changes who is "
                                                    "elected: contest "
                                                  : "If it were so, somebody else would be "
                                                    "elected: contest ");
        tlri_buf_puts(out, text_of(&surely));
        if (perhaps.len > 0) {
            tlri_buf_printf(out, "%s%s%s.", surely.len > 0 ? "; perhaps " : "", text_of(&perhaps),
                            v->what_if->each_paper ? "" : " (a lot decides)");
        } else {
            tlri_buf_puts(out, ".");
        }
    }
    tlri_buf_drop(&surely);
    tlri_buf_drop(&perhaps);
}

static void put_wrapped(struct tlri_buf *out, struct tlri_buf *text)
{
    tlri_wrap(out, "", 0, text_of(text));
    if (out->failed == TLR_OK) {
        out->failed = text->failed;
    }
    tlri_buf_drop(text);
}

static void put_supposed(const struct tlri_variation *v, const struct tlri_what_if_line *line,
                         size_t lines, struct tlri_buf *out)
{
    const struct tlri_unvaried *idle = v->idle.data;
    struct tlri_buf cell;
    tlri_buf_puts(out,
                  v->what_if->each_paper ? "\nDecided against an objection\n" : "\nSupposed\n");
    for (size_t i = 0; i < lines; i++) {
        tlri_buf_init(&cell, v->ctx, CELL_MAX);
        tlri_buf_puts(&cell, line[i].value);
        put_line(out, line[i].what, &cell);
    }
    for (size_t i = 0; i < v->idle.count; i++) {
        tlri_buf_init(&cell, v->ctx, CELL_MAX);
        tlri_buf_printf(&cell, "%s cannot matter here: %s", idle[i].name, idle[i].why);
        put_line(out, "but", &cell);
    }
}

tlr_status tlri_what_if_text(const struct tlri_variation *v, const struct tlri_what_if_line *line,
                             size_t lines, struct tlri_buf *out)
{
    const struct tlri_notice *notice = v->base->election_case->notice;
    struct tlri_buf text;
    tlri_buf_printf(out, "%s, %s\nWhat if? This is NOT a result, and nothing was written.\n",
                    notice->election, notice->clp);
    put_supposed(v, line, lines, out);
    for (size_t n = 0; n < v->contests; n++) {
        put_contest(v, notice->fill_order[n], out);
    }
    tlri_buf_init(&text, v->ctx, CELL_MAX);
    tlri_buf_printf(&text,
                    "Made for this: %u counts of the election; those behind each line above were "
                    "made by both engines, which agree.",
                    v->counts);
    if (v->lots_open) {
        tlri_buf_printf(&text,
                        " NOT TRIED: what comes after %u lots that nobody drew, one after "
                        "another.",
                        TLRI_LOTS_OPEN);
    }
    if (!v->complete) {
        tlri_buf_puts(&text, " NOT TRIED: some combinations, since there are too many.");
    }
    tlri_buf_puts(out, "\n");
    put_wrapped(out, &text);
    tlri_buf_puts(out, "\n");
    tlri_what_if_sentence(v, out);
    return tlri_buf_puts(out, "\n");
}

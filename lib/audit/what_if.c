/*
 * audit/what_if.c: suppositions, made into the case that a trial counts.
 *
 * The case itself stays as it was opened. A trial has a view of it (audit/readings_trial.c), and in
 * that view papers are left out or decided otherwise, candidates withdrawn, places and bounds
 * changed. Papers keep their order, and those of other contests are shared with the case. Readings
 * and rule sets are supposed through the same table of readings that `readings` varies, so that
 * what cannot be recounted there cannot be supposed here. Implements spec/formats/what-if.md
 * [WIF-2] to [WIF-7]. Nothing here counts.
 */
#include "audit/what_if.h"

#include <string.h>

#include "rules/settings.h"

/* ---- what there is to choose ---- */

static struct tlri_varied *add_supposed(struct tlri_variation *v, const char *name,
                                        const char *as_it_is, const char *otherwise)
{
    struct tlri_varied *one = tlri_vary_add(v, TLRI_VARIED_SUPPOSED, name, as_it_is);
    if (one != NULL) {
        one->value[one->values++] = otherwise;
    }
    return one;
}

static const char *why_not_varied(const struct tlri_array *list, const char *name)
{
    const struct tlri_unvaried *one = list->data;
    for (size_t i = 0; i < list->count; i++) {
        if (tlri_streq(one[i].name, name)) {
            return one[i].why;
        }
    }
    return NULL;
}

/* Index of a value of a reading that is varied; TLRI_READING_VALUES_MAX + 1: it has none such. */
static size_t value_index(const struct tlri_varied *one, const char *value)
{
    for (size_t i = 0; i < one->values; i++) {
        if (tlri_streq(one->value[i], value)) {
            return i;
        }
    }
    return TLRI_READING_VALUES_MAX + 1;
}

static tlr_status no_such_value(const struct tlri_variation *v, const struct tlri_varied *one,
                                const char *value)
{
    struct tlri_buf values;
    tlri_buf_init(&values, v->ctx, 1 << 16);
    for (size_t i = 0; i < one->values; i++) {
        tlri_buf_printf(&values, "%s%s", i > 0 ? ", " : "", one->value[i]);
    }
    bool rules = one->kind == TLRI_VARIED_RULES;
    tlri_diag(v->ctx, TLR_ERROR, rules ? 6754 : 6753, NULL, NULL, "what-if/WIF-5",
              "%s cannot be '%s' for these papers; it can be: %s", one->name, value,
              values.data != NULL ? values.data : "");
    tlri_buf_drop(&values);
    return TLR_E_RULES;
}

/* A reading that cannot matter here changes nothing, which is an answer; others are refused. */
static tlr_status not_varied(struct tlri_variation *v, const struct tlri_supposed_reading *reading)
{
    const char *why = why_not_varied(&v->readings->idle, reading->name);
    if (why != NULL) {
        return tlri_vary_leave(&v->idle, reading->name, why);
    }
    why = why_not_varied(&v->readings->not_recountable, reading->name);
    tlri_diag(v->ctx, TLR_ERROR, 6753, NULL, NULL, "what-if/WIF-5",
              "the reading '%s' cannot be supposed: %s", reading->name,
              why != NULL ? why : "the edition of the rule book has no reading of that name");
    return TLR_E_RULES;
}

static tlr_status suppose_reading(struct tlri_variation *v,
                                  const struct tlri_supposed_reading *reading)
{
    for (size_t d = 0; d < v->readings->varied; d++) {
        const struct tlri_varied *one = &v->readings->reading[d];
        if (one->kind == TLRI_VARIED_RULES || !tlri_streq(one->name, reading->name)) {
            continue;
        }
        size_t index = value_index(one, reading->value);
        if (index > TLRI_READING_VALUES_MAX) {
            return no_such_value(v, one, reading->value);
        }
        v->supposed[d] = (uint8_t)index;
        return TLR_OK;
    }
    return not_varied(v, reading);
}

static tlr_status suppose_rules(struct tlri_variation *v, size_t contest, const char *rules)
{
    const char *id = v->base->election_case->contest[contest].contest.id;
    for (size_t d = 0; d < v->readings->varied; d++) {
        const struct tlri_varied *one = &v->readings->reading[d];
        if (one->kind != TLRI_VARIED_RULES || one->contest != contest) {
            continue;
        }
        size_t index = value_index(one, rules);
        if (index > TLRI_READING_VALUES_MAX) {
            return no_such_value(v, one, rules);
        }
        v->supposed[d] = (uint8_t)index;
        return TLR_OK;
    }
    tlri_diag(v->ctx, TLR_ERROR, 6754, NULL, "leave --rules out for this contest", "what-if/WIF-5",
              "contest '%s' cannot be counted by another rule set: no other can read its papers",
              id);
    return TLR_E_RULES;
}

static tlr_status suppose_readings(struct tlri_variation *v)
{
    const struct tlri_what_if *w = v->what_if;
    bool rules = false;
    for (size_t i = 0; i < v->contests; i++) {
        rules = rules || w->contest[i].rules != NULL;
    }
    v->readings = tlri_variation_new(v->base);
    if (v->readings == NULL) {
        return tlri_no_memory(v->ctx);
    }
    v->readings->eligibility = v->eligibility;
    TLR_TRY(tlri_vary_which(v->readings, rules));
    for (size_t i = 0; i < v->contests; i++) {
        if (w->contest[i].rules != NULL) {
            TLR_TRY(suppose_rules(v, i, w->contest[i].rules));
        }
    }
    for (size_t i = 0; i < w->readings; i++) {
        TLR_TRY(suppose_reading(v, &w->reading[i]));
    }
    return TLR_OK;
}

tlr_status tlri_what_if_which(struct tlri_variation *v)
{
    TLR_TRY(suppose_readings(v));
    if (!v->what_if->each_paper) {
        return add_supposed(v, "what-if", "as-counted", "what-if") != NULL
                   ? TLR_OK
                   : tlri_internal(v->ctx, "room for one supposition");
    }
    for (size_t i = 0; i < v->what_if->papers; i++) {
        if (add_supposed(v, v->what_if->paper[i].name, "as-decided", "otherwise") == NULL) {
            return tlri_internal(v->ctx, "at most 12 papers objected to");
        }
    }
    return TLR_OK;
}

/* ---- what a combination supposes ---- */

static const uint8_t nothing[TLRI_VARIED_MAX];

/* Is anything but single papers supposed in this combination? */
static bool in_force(const struct tlri_variation *v, const uint8_t *choice)
{
    return v->what_if != NULL && !v->what_if->each_paper && choice[0] != 0;
}

static bool paper_in_force(const struct tlri_variation *v, const uint8_t *choice, size_t paper)
{
    return choice[v->what_if->each_paper ? paper : 0] != 0;
}

const uint8_t *tlri_what_if_readings(const struct tlri_variation *v, const uint8_t *choice)
{
    if (v->what_if == NULL) {
        return choice;
    }
    return in_force(v, choice) ? v->supposed : nothing;
}

void tlri_what_if_key(const struct tlri_trial *t, const uint8_t *choice, struct tlri_buf *text)
{
    const struct tlri_variation *v = t->v;
    for (size_t i = 0; v->what_if != NULL && i < v->contests; i++) {
        tlri_buf_printf(text, "places %u\n", t->view.contest[i].contest.places);
    }
    for (size_t i = 0; v->what_if != NULL && i < v->what_if->papers; i++) {
        if (paper_in_force(v, choice, i)) {
            tlri_buf_printf(text, "paper %zu\n", i);
        }
    }
}

/* ---- papers ---- */

/* Papers of one round being made anew: the arrays have room for everything. */
struct remade {
    struct tlri_paper *paper;
    tlri_mark *pool;
    struct tlri_paper_batch *batch;
    struct tlri_adjudication *adjudication;
    struct tlri_papers *papers;
};

static tlr_status make_room(struct tlri_trial *t, const struct tlri_papers *from, size_t decided,
                            struct remade *r)
{
    size_t marks = from->pool_size + decided * TLRI_CANDIDATES_MAX;
    r->papers = tlri_arena_alloc(&t->arena, sizeof *r->papers);
    r->paper = tlri_arena_array(&t->arena, from->count + 1u, sizeof *r->paper);
    r->pool = tlri_arena_array(&t->arena, marks + 1, sizeof *r->pool);
    r->batch = tlri_arena_array(&t->arena, from->batches + 1u, sizeof *r->batch);
    r->adjudication =
        tlri_arena_array(&t->arena, from->adjudications + decided + 1, sizeof *r->adjudication);
    if (r->papers == NULL || r->paper == NULL || r->pool == NULL || r->batch == NULL ||
        r->adjudication == NULL) {
        return tlri_no_memory(t->ctx);
    }
    if (from->pool_size > 0) {
        memcpy(r->pool, from->pool, from->pool_size * sizeof *r->pool);
    }
    *r->papers = (struct tlri_papers){.candidates = from->candidates,
                                      .paper = r->paper,
                                      .pool = r->pool,
                                      .pool_size = from->pool_size,
                                      .batches = from->batches,
                                      .batch = r->batch,
                                      .adjudication = r->adjudication};
    return TLR_OK;
}

/* The marks seen on it, without the doubtful ones, which stand last. */
static struct tlri_paper as_seen(const struct tlri_papers *from, struct tlri_paper paper)
{
    while (paper.marks > 0 && (from->pool[paper.first + paper.marks - 1u] & TLRI_MARK_DOUBT) != 0) {
        paper.marks--;
    }
    return paper;
}

static void put_decision(struct remade *r, const struct tlri_decision *decision)
{
    struct tlri_papers *to = r->papers;
    r->adjudication[to->adjudications++] =
        (struct tlri_adjudication){.paper = to->count,
                                   .first = (uint32_t)to->pool_size,
                                   .marks = (uint16_t)decision->marks,
                                   .reject = (uint16_t)decision->reject};
    for (uint32_t i = 0; i < decision->marks; i++) {
        r->pool[to->pool_size++] = decision->mark[i];
    }
}

/* One paper, as it is (supposed NULL) or as is supposed. */
static void put_paper(struct remade *r, const struct tlri_papers *from, uint32_t paper,
                      const struct tlri_adjudication *decided,
                      const struct tlri_supposed_paper *supposed)
{
    struct tlri_papers *to = r->papers;
    if (supposed != NULL && supposed->how == TLRI_SUPPOSED_OUT) {
        return;
    }
    r->paper[to->count] = from->paper[paper];
    if (supposed == NULL && decided != NULL) {
        r->adjudication[to->adjudications] = *decided;
        r->adjudication[to->adjudications++].paper = to->count;
    }
    if (supposed != NULL && supposed->how == TLRI_SUPPOSED_SEEN) {
        r->paper[to->count] = as_seen(from, from->paper[paper]);
    }
    if (supposed != NULL && supposed->how == TLRI_SUPPOSED_DECIDED) {
        /* A paper that the batch rejects whole has no marks but those of the decision. */
        r->paper[to->count].reject = supposed->decision->reject == TLRI_REJECT_NONE
                                         ? TLRI_REJECT_NONE
                                         : r->paper[to->count].reject;
        put_decision(r, supposed->decision);
    }
    to->count++;
}

static void put_papers(const struct tlri_variation *v, const uint8_t *choice, size_t contest,
                       size_t round, const struct tlri_papers *from, struct remade *r)
{
    const struct tlri_what_if *w = v->what_if;
    uint32_t decision = 0;
    size_t next = 0;
    for (uint32_t b = 0; b < from->batches; b++) {
        const struct tlri_paper_batch *batch = &from->batch[b];
        r->batch[b] = (struct tlri_paper_batch){
            .id = batch->id, .first = r->papers->count, .totals = batch->totals};
        for (uint32_t p = batch->first; p < batch->first + batch->count; p++) {
            const struct tlri_adjudication *decided = NULL;
            const struct tlri_supposed_paper *supposed = NULL;
            while (decision < from->adjudications && from->adjudication[decision].paper < p) {
                decision++;
            }
            if (decision < from->adjudications && from->adjudication[decision].paper == p) {
                decided = &from->adjudication[decision];
            }
            while (next < w->papers &&
                   (w->paper[next].contest < contest ||
                    (w->paper[next].contest == contest &&
                     (w->paper[next].round < round ||
                      (w->paper[next].round == round && w->paper[next].paper < p))))) {
                next++;
            }
            if (next < w->papers && w->paper[next].contest == contest &&
                w->paper[next].round == round && w->paper[next].paper == p &&
                paper_in_force(v, choice, next)) {
                supposed = &w->paper[next];
            }
            put_paper(r, from, p, decided, supposed);
        }
        r->batch[b].count = r->papers->count - r->batch[b].first;
    }
}

/* How many of the question's papers are of this round and in force. */
static size_t papers_of(const struct tlri_variation *v, const uint8_t *choice, size_t contest,
                        size_t round)
{
    size_t n = 0;
    for (size_t i = 0; i < v->what_if->papers; i++) {
        const struct tlri_supposed_paper *one = &v->what_if->paper[i];
        n += one->contest == contest && one->round == round && paper_in_force(v, choice, i);
    }
    return n;
}

static tlr_status apply_papers(struct tlri_trial *t, const uint8_t *choice, size_t contest)
{
    struct tlri_case_contest *to = &t->view.contest[contest];
    struct tlri_case_round *rounds = tlri_arena_array(&t->arena, to->rounds + 1, sizeof *rounds);
    if (rounds == NULL) {
        return tlri_no_memory(t->ctx);
    }
    for (size_t i = 0; i < to->rounds; i++) {
        struct remade r;
        size_t n = papers_of(t->v, choice, contest, i);
        rounds[i] = to->round[i];
        if (n > 0) {
            TLR_TRY(make_room(t, rounds[i].papers, n, &r));
            put_papers(t->v, choice, contest, i, rounds[i].papers, &r);
            rounds[i].papers = r.papers;
        }
    }
    to->round = rounds;
    return TLR_OK;
}

/* ---- everything else ---- */

static tlr_status apply_withdrawals(struct tlri_trial *t, struct tlri_contest *contest,
                                    const bool *withdrawn)
{
    struct tlri_candidate *copy =
        tlri_arena_array(&t->arena, contest->candidates + 1u, sizeof *copy);
    if (copy == NULL) {
        return tlri_no_memory(t->ctx);
    }
    for (uint32_t c = 0; c < contest->candidates; c++) {
        copy[c] = contest->candidate[c];
        if (withdrawn[c] && copy[c].standing == TLRI_STANDING) {
            copy[c].standing = TLRI_WITHDRAWN;
        }
    }
    contest->candidate = copy;
    return TLR_OK;
}

static tlr_status apply_contest(struct tlri_trial *t, size_t i)
{
    const struct tlri_supposed_contest *supposed = &t->v->what_if->contest[i];
    struct tlri_contest *contest = &t->view.contest[i].contest;
    if (supposed->places > 0) {
        contest->places = supposed->places;
    }
    if (supposed->unbounded) {
        t->settings[i].constrained = false;
    }
    return supposed->withdrawn != NULL ? apply_withdrawals(t, contest, supposed->withdrawn)
                                       : TLR_OK;
}

tlr_status tlri_what_if_apply(struct tlri_trial *t, const uint8_t *choice)
{
    for (size_t i = 0; t->v->what_if != NULL && i < t->v->contests; i++) {
        TLR_TRY(apply_papers(t, choice, i));
        if (in_force(t->v, choice)) {
            TLR_TRY(apply_contest(t, i));
        }
    }
    return TLR_OK;
}

/* ---- both engines ---- */

/* The contest in which the two counts are not the same, or NULL. */
static const char *differ_in(const struct tlri_trial *a, const struct tlri_trial *b)
{
    size_t counted = a->audit.counted < b->audit.counted ? a->audit.counted : b->audit.counted;
    for (size_t i = 0; i < counted; i++) {
        const struct tlri_counted *x = &a->audit.contest[i];
        const struct tlri_counted *y = &b->audit.contest[i];
        if ((x->transcript == NULL) != (y->transcript == NULL) ||
            (x->transcript != NULL &&
             tlri_transcript_differ(x->transcript, y->transcript) != SIZE_MAX)) {
            return x->contest.id;
        }
    }
    return a->audit.counted != b->audit.counted || a->status != b->status ? "the last one counted"
                                                                          : NULL;
}

static tlr_status confirm_leaf(const struct tlri_variation *v, const struct tlri_leaf *leaf,
                               tlri_engine *first, tlri_engine *second)
{
    const struct tlri_tried *tried = (const struct tlri_tried *)v->tried.data + leaf->tried;
    struct tlri_trial *a = NULL;
    struct tlri_trial *b = NULL;
    struct tlri_digest key;
    const char *where = NULL;
    tlr_status status;
    TLR_TRY_TO(tlri_trial_prepare(v, tried->choice, &a, &key), done);
    TLR_TRY_TO(tlri_trial_prepare(v, tried->choice, &b, &key), done);
    TLR_TRY_TO(tlri_trial_count(a, first, leaf->lot, leaf->lots), done);
    TLR_TRY_TO(tlri_trial_count(b, second, leaf->lot, leaf->lots), done);
    where = differ_in(a, b);
    if (where != NULL) {
        tlri_diag(v->ctx, TLR_ERROR, 6758, NULL, NULL, "what-if/WIF-8",
                  "contest %s: the two engines do not agree on what is supposed", where);
        status = TLR_E_INTERNAL;
    }
done:
    tlri_trial_free(a);
    tlri_trial_free(b);
    return status;
}

tlr_status tlri_what_if_confirm(const struct tlri_variation *v, tlri_engine *first,
                                tlri_engine *second)
{
    const struct tlri_leaf *leaf = v->leaf.data;
    for (size_t i = 0; i < v->contests; i++) {
        for (size_t k = 0; k < v->contest[i].outcomes; k++) {
            TLR_TRY(confirm_leaf(v, &leaf[v->contest[i].outcome[k].first_leaf], first, second));
        }
    }
    return TLR_OK;
}

/*
 * recount/bounds.c: can the places still be filled so that every group keeps its bounds?
 *
 * Implements spec/rules/constraints.md. The question "is there a completion?" is answered by a
 * dynamic program over vectors of group counts: candidates who belong to the same bounded groups
 * are of one kind; kind after kind, from every vector of counts reached so far, take as many of the
 * kind as there may be, and keep each vector once. What can no longer come to a completion is
 * dropped at once; a count that can no longer break its bounds is written as its minimum, so that
 * vectors which differ in nothing that matters are one. It is exact: no bound is looked at alone.
 *
 * A completion found is a witness: whoever is in it is not doomed, whoever is not in it is not
 * guarded. So the pass asks again only about the kinds for which no witness has turned up.
 *
 * The certificate of a clash and the bound named for a guarded or doomed candidate follow [CON-4]
 * and [CON-6] to the letter: drop bounds in the order declared and ask again.
 */
#include "recount/hall.h"

#include <string.h>

#define CLAUSE_START "constraints/CON-4"
#define CLAUSE_PASS  "constraints/CON-5"
#define VECTORS_MAX  4000000u /* vectors of one question; beyond, the bounds are too intricate */

/* What becomes of a candidate in the question asked. */
enum role { ROLE_OUT, ROLE_FREE, ROLE_IN };

/* Candidates of the same bounded groups. */
struct kind {
    uint32_t group[TLRI_CATEGORIES_MAX]; /* TLRI_NONE where unbounded */
    uint32_t size;                       /* how many are free */
    uint32_t least, most;                /* how many a completion may take */
    uint32_t taken;                      /* by the witness */
};

/* One vector of counts on the way: after some kinds, so many were taken in all and of each group.
 */
struct vector {
    uint32_t before; /* the vector that it comes from */
    uint32_t taken;  /* how many of the last kind */
};

struct question {
    struct tlri_hall *hall;
    struct tlri_arena arena;
    enum role role[TLRI_CANDIDATES_MAX];
    bool dropped[TLRI_GROUPS_MAX]; /* asked as if this group had no bounds */
    uint32_t places;               /* to be taken from the free */
    uint32_t slack;                /* [CON-1] e: how far a category may fall short */
    uint32_t kinds;
    struct kind kind[TLRI_CANDIDATES_MAX];
    uint32_t kind_of[TLRI_CANDIDATES_MAX];
    uint32_t held[TLRI_GROUPS_MAX]; /* members among those who are in */

    /* the dynamic program */
    uint32_t groups;                   /* bounded ones, numbered anew */
    uint32_t number[TLRI_GROUPS_MAX];  /* bounded group -> group of the contest */
    uint32_t to_come[TLRI_GROUPS_MAX]; /* free members in kinds not yet decided, by new number */
    uint32_t free_to_come;
    size_t width;              /* bytes of a key: one a group, and one for how many were taken */
    struct tlri_array vectors; /* struct vector */
    struct tlri_array keys;    /* width bytes each */
    uint32_t *bucket;          /* hash table over the vectors of the present layer */
    size_t buckets;
};

/* ---- asking -------------------------------------------------------------------------------------
 */

static bool has_bounds(const struct tlri_group *group)
{
    return group->minimum > 0 || group->maximum != TLRI_NO_MAXIMUM;
}

static bool is_bounded(const struct question *q, uint32_t group)
{
    return has_bounds(&q->hall->contest->group[group]) && !q->dropped[group];
}

static uint32_t group_of(const struct tlri_hall *hall, uint32_t candidate, uint32_t category)
{
    return hall->contest->member[(size_t)candidate * hall->contest->categories + category];
}

static void kind_key(const struct question *q, uint32_t candidate,
                     uint32_t out[TLRI_CATEGORIES_MAX])
{
    for (uint32_t k = 0; k < TLRI_CATEGORIES_MAX; k++) {
        uint32_t group = TLRI_NONE;
        if (k < q->hall->contest->categories && !q->hall->candidate[candidate].reopen) {
            group = group_of(q->hall, candidate, k);
        }
        out[k] = group != TLRI_NONE && is_bounded(q, group) ? group : TLRI_NONE;
    }
}

static void add_free(struct question *q, uint32_t candidate)
{
    uint32_t key[TLRI_CATEGORIES_MAX];
    kind_key(q, candidate, key);
    uint32_t k = 0;
    while (k < q->kinds && memcmp(q->kind[k].group, key, sizeof key) != 0) {
        k++;
    }
    if (k == q->kinds) {
        memset(&q->kind[k], 0, sizeof q->kind[k]);
        memcpy(q->kind[k].group, key, sizeof key);
        q->kinds++;
    }
    q->kind[k].size++;
    q->kind_of[candidate] = k;
}

static void add_member(struct question *q, uint32_t candidate)
{
    uint32_t key[TLRI_CATEGORIES_MAX];
    kind_key(q, candidate, key);
    for (uint32_t k = 0; k < TLRI_CATEGORIES_MAX; k++) {
        if (key[k] != TLRI_NONE) {
            q->held[key[k]]++;
        }
    }
}

/* Sorts the candidates into kinds by their roles; every number of a kind may be taken. */
static void sort_into_kinds(struct question *q)
{
    q->kinds = 0;
    memset(q->held, 0, sizeof q->held);
    for (uint32_t c = 0; c < q->hall->candidates; c++) {
        q->kind_of[c] = TLRI_NONE;
        if (q->role[c] == ROLE_FREE) {
            add_free(q, c);
        } else if (q->role[c] == ROLE_IN) {
            add_member(q, c);
        }
    }
    for (uint32_t k = 0; k < q->kinds; k++) {
        q->kind[k].least = 0;
        q->kind[k].most = q->kind[k].size;
    }
}

/* The state of the count as a question: the elected are in, the continuing are free ([CON-1]). */
static void ask_state(struct question *q, struct tlri_hall *hall)
{
    memset(q, 0, sizeof *q);
    q->hall = hall;
    for (uint32_t c = 0; c < hall->candidates; c++) {
        enum tlri_hall_state state = hall->candidate[c].state;
        q->role[c] = state == TLRI_HALL_ELECTED      ? ROLE_IN
                     : state == TLRI_HALL_CONTINUING ? ROLE_FREE
                                                     : ROLE_OUT;
    }
    q->places = hall->left;
    q->slack = hall->none_to_fill + hall->none_by_bound;
}

/* ---- the dynamic program ------------------------------------------------------------------------
 */

static const struct tlri_group *bounds_of(const struct question *q, uint32_t number)
{
    return &q->hall->contest->group[q->number[number]];
}

/* Can this vector, with what is still to come, end in a completion? It takes no more than there are
 * places: take_kind sees to that. */
static bool hopeful(const struct question *q, const uint8_t *key)
{
    uint32_t taken = key[q->groups];
    if (taken + q->free_to_come < q->places) {
        return false;
    }
    uint32_t wanting[TLRI_CATEGORIES_MAX] = {0}; /* members that must still be taken */
    uint32_t out_of_reach[TLRI_CATEGORIES_MAX] = {0};
    for (uint32_t g = 0; g < q->groups; g++) {
        const struct tlri_group *bounds = bounds_of(q, g);
        if (key[g] > bounds->maximum) {
            return false;
        }
        uint32_t wants = key[g] < bounds->minimum ? bounds->minimum - key[g] : 0;
        uint32_t beyond = wants > q->to_come[g] ? wants - q->to_come[g] : 0;
        wanting[bounds->category] += wants;
        out_of_reach[bounds->category] += beyond;
    }
    for (uint32_t k = 0; k < TLRI_CATEGORIES_MAX; k++) {
        if (out_of_reach[k] > q->slack || wanting[k] > q->slack + (q->places - taken)) {
            return false;
        }
    }
    return true;
}

/* A count that has its minimum and cannot pass its maximum any more is written as the minimum. */
static void settle_counts(const struct question *q, uint8_t *key)
{
    for (uint32_t g = 0; g < q->groups; g++) {
        const struct tlri_group *bounds = bounds_of(q, g);
        if (key[g] >= bounds->minimum && key[g] + q->to_come[g] <= bounds->maximum) {
            key[g] = (uint8_t)bounds->minimum;
        }
    }
}

static size_t hash_key(const struct question *q, const uint8_t *key)
{
    return (size_t)tlri_hash(0, key, q->width) & (q->buckets - 1);
}

static const uint8_t *key_at(const struct question *q, size_t index)
{
    return (const uint8_t *)q->keys.data + index * q->width;
}

static tlr_status too_intricate(struct question *q)
{
    tlri_diag(q->hall->ctx, TLR_ERROR, 4102, NULL,
              "Merge groups that need no bounds of their own, or count with fewer categories.",
              "constraints/CON-2",
              "the bounds of contest %s cross in more ways than can be followed",
              q->hall->contest->id != NULL ? q->hall->contest->id : "?");
    return TLR_E_LIMIT;
}

/* Doubles the hash table and enters the vectors of the layer, which begins at `layer`, again. */
static tlr_status widen(struct question *q, size_t layer)
{
    q->buckets = q->buckets == 0 ? 64 : q->buckets * 2;
    q->bucket = tlri_arena_array(&q->arena, q->buckets, sizeof *q->bucket);
    if (q->bucket == NULL) {
        return tlri_no_memory(q->hall->ctx);
    }
    for (size_t i = layer; i < q->vectors.count; i++) {
        size_t at = hash_key(q, key_at(q, i));
        while (q->bucket[at] != 0) {
            at = (at + 1) & (q->buckets - 1);
        }
        q->bucket[at] = (uint32_t)i + 1;
    }
    return TLR_OK;
}

/* Enters a vector of the layer unless it is there already. */
static tlr_status enter(struct question *q, size_t layer, const uint8_t *key, uint32_t before,
                        uint32_t taken)
{
    if ((q->vectors.count - layer) * 2 >= q->buckets) {
        TLR_TRY(widen(q, layer));
    }
    size_t at = hash_key(q, key);
    while (q->bucket[at] != 0) {
        if (memcmp(key_at(q, q->bucket[at] - 1), key, q->width) == 0) {
            return TLR_OK;
        }
        at = (at + 1) & (q->buckets - 1);
    }
    const struct vector vector = {before, taken};
    tlr_status status = tlri_array_append(&q->vectors, &vector, 1);
    if (status == TLR_E_LIMIT) { /* VECTORS_MAX */
        return too_intricate(q);
    }
    TLR_TRY(status);
    TLR_TRY(tlri_array_append(&q->keys, key, q->width));
    q->bucket[at] = (uint32_t)q->vectors.count;
    return TLR_OK;
}

/* From one vector: every number of the kind that may be taken. */
static tlr_status take_kind(struct question *q, uint32_t k, size_t from, size_t layer)
{
    const struct kind *kind = &q->kind[k];
    uint8_t key[TLRI_GROUPS_MAX + 1];
    for (uint32_t taken = kind->least; taken <= kind->most; taken++) {
        memcpy(key, key_at(q, from), q->width);
        if (key[q->groups] + taken > q->places) {
            return TLR_OK;
        }
        key[q->groups] = (uint8_t)(key[q->groups] + taken);
        for (uint32_t g = 0; g < q->groups; g++) {
            const struct tlri_group *bounds = bounds_of(q, g);
            if (kind->group[bounds->category] == q->number[g]) {
                key[g] = (uint8_t)(key[g] + taken);
            }
        }
        if (hopeful(q, key)) {
            settle_counts(q, key);
            TLR_TRY(enter(q, layer, key, (uint32_t)from, taken));
        }
    }
    return TLR_OK;
}

/* Takes the members of a kind off what is still to come. */
static void pass_kind(struct question *q, uint32_t k)
{
    q->free_to_come -= q->kind[k].size;
    for (uint32_t g = 0; g < q->groups; g++) {
        if (q->kind[k].group[bounds_of(q, g)->category] == q->number[g]) {
            q->to_come[g] -= q->kind[k].size;
        }
    }
}

/* Numbers the bounded groups, counts what is to come, and enters the vector of those who are in.
 * *hopeless: not even that one can come to anything. */
static tlr_status set_out(struct question *q, bool *hopeless)
{
    uint8_t key[TLRI_GROUPS_MAX + 1] = {0};
    q->groups = 0;
    q->free_to_come = 0;
    for (uint32_t g = 0; g < q->hall->contest->groups; g++) {
        if (is_bounded(q, g)) {
            q->number[q->groups] = g;
            q->to_come[q->groups] = 0;
            key[q->groups++] = (uint8_t)q->held[g];
        }
    }
    q->width = (size_t)q->groups + 1;
    key[q->groups] = 0;
    for (uint32_t k = 0; k < q->kinds; k++) {
        q->free_to_come += q->kind[k].size;
        for (uint32_t g = 0; g < q->groups; g++) {
            if (q->kind[k].group[bounds_of(q, g)->category] == q->number[g]) {
                q->to_come[g] += q->kind[k].size;
            }
        }
    }
    tlri_array_init(&q->vectors, q->hall->ctx, sizeof(struct vector), VECTORS_MAX);
    tlri_array_init(&q->keys, q->hall->ctx, 1, (size_t)VECTORS_MAX * q->width);
    q->buckets = 0;
    q->bucket = NULL;
    *hopeless = !hopeful(q, key);
    settle_counts(q, key);
    return *hopeless ? TLR_OK : enter(q, 0, key, TLRI_NONE, 0);
}

/* Walks back from a vector of the last layer and notes how many of each kind were taken. */
static void note_witness(struct question *q, uint32_t last)
{
    const struct vector *vector = q->vectors.data;
    for (uint32_t k = q->kinds; k > 0; k--) {
        q->kind[k - 1].taken = vector[last].taken;
        last = vector[last].before;
    }
}

/* After the last kind `hopeful` lets nothing through but a completion: nothing is to come, so all
 * places are taken, no maximum is passed, and no category falls short by more than the slack. */
static tlr_status search(struct question *q, bool *found)
{
    bool hopeless = false;
    *found = false;
    TLR_TRY(set_out(q, &hopeless));
    size_t layer = 0;
    for (uint32_t k = 0; k < q->kinds && !hopeless; k++) {
        size_t next = q->vectors.count;
        pass_kind(q, k);
        q->buckets = 0;
        TLR_TRY(widen(q, next));
        for (size_t from = layer; from < next; from++) {
            TLR_TRY(take_kind(q, k, from, next));
        }
        layer = next;
        hopeless = q->vectors.count == next;
    }
    if (!hopeless) {
        *found = true;
        note_witness(q, (uint32_t)layer);
    }
    return TLR_OK;
}

/* Is there a completion within what the kinds may give? On true each kind's `taken` is set. */
static tlr_status find_completion(struct question *q, bool *found)
{
    tlri_arena_init(&q->arena, q->hall->ctx);
    tlr_status status = search(q, found);
    tlri_array_drop(&q->vectors);
    tlri_array_drop(&q->keys);
    tlri_arena_drop(&q->arena);
    return status;
}

/* The question on the heap: it is too large for a stack frame. Free with close_question. */
static struct question *open_question(struct tlri_hall *hall)
{
    struct question *q = tlri_alloc(hall->ctx, sizeof *q);
    if (q != NULL) {
        ask_state(q, hall);
    }
    return q;
}

static tlr_status close_question(struct tlri_hall *hall, struct question *q, tlr_status status)
{
    tlri_free(hall->ctx, q, sizeof *q);
    return status;
}

/* ---- the test at the start ----------------------------------------------------------------------
 */

static tlr_status completion_of(struct question *q, uint32_t places, uint32_t slack, bool *found)
{
    q->places = places;
    q->slack = slack;
    sort_into_kinds(q);
    return find_completion(q, found);
}

/* [CON-4] The groups that clash: bounds dropped one after another, kept dropped while that alone
 * does not help. */
static tlr_status find_clash(struct question *q, uint32_t places, uint32_t slack, uint32_t *clash,
                             uint32_t *size)
{
    const struct tlri_contest *contest = q->hall->contest;
    *size = 0;
    for (uint32_t g = 0; g < contest->groups; g++) {
        bool found;
        q->dropped[g] = true;
        TLR_TRY(completion_of(q, places, slack, &found));
        q->dropped[g] = !found;
    }
    for (uint32_t g = 0; g < contest->groups; g++) {
        if (!q->dropped[g]) {
            clash[(*size)++] = g;
        }
        q->dropped[g] = false;
    }
    return TLR_OK;
}

static tlr_status write_infeasible(struct tlri_hall *hall, uint32_t places, const uint32_t *clash,
                                   uint32_t size)
{
    struct tlri_event event = tlri_event_make(TLRI_EVENT_INFEASIBLE, 0, CLAUSE_START);
    event.papers = places;
    return tlri_transcript_add(hall->sheet, event, clash, size);
}

static tlr_status write_places_empty(struct tlri_hall *hall, uint32_t places, enum tlri_empty why,
                                     const uint32_t *clash, uint32_t size)
{
    if (places == 0) {
        return TLR_OK;
    }
    struct tlri_event event = tlri_event_make(TLRI_EVENT_PLACES_EMPTY, 0, CLAUSE_START);
    event.papers = places;
    event.why = (uint16_t)why;
    return tlri_transcript_add(hall->sheet, event, clash, size);
}

/* The smallest e, from e0 up to all places, for which p - e places can be filled; places + 1: none.
 */
static tlr_status smallest_empty(struct question *q, uint32_t places, uint32_t e0, uint32_t *empty)
{
    for (*empty = e0; *empty <= places; ++*empty) {
        bool found;
        TLR_TRY(completion_of(q, places - *empty, *empty, &found));
        if (found) {
            return TLR_OK;
        }
    }
    return TLR_OK;
}

/* [CON-4] in a contest with bounds, e0 places being empty for want of candidates. */
static tlr_status test_bounds(struct tlri_hall *hall, struct question *q, uint32_t e0,
                              bool *refused)
{
    uint32_t places = hall->contest->places;
    uint32_t clash[TLRI_GROUPS_MAX];
    uint32_t size = 0;
    uint32_t empty;
    TLR_TRY(smallest_empty(q, places, e0, &empty));
    if (empty > e0) {
        TLR_TRY(find_clash(q, places - e0, e0, clash, &size));
        TLR_TRY(write_infeasible(hall, empty <= places ? places - empty : 0, clash, size));
    }
    if (empty > places ||
        (empty > e0 && hall->settings->insufficient == TLRI_INSUFFICIENT_REFUSE)) {
        *refused = true;
        return TLR_OK;
    }
    hall->none_to_fill = e0;
    hall->none_by_bound = empty - e0;
    TLR_TRY(write_places_empty(hall, e0, TLRI_EMPTY_TOO_FEW, NULL, 0));
    return write_places_empty(hall, empty - e0,
                              hall->settings->insufficient == TLRI_INSUFFICIENT_REFER
                                  ? TLRI_EMPTY_REFERRED
                                  : TLRI_EMPTY_CONSTRAINT,
                              clash, size);
}

static bool any_bounds(const struct tlri_hall *hall)
{
    if (!hall->settings->constrained) {
        return false;
    }
    for (uint32_t g = 0; g < hall->contest->groups; g++) {
        if (has_bounds(&hall->contest->group[g])) {
            return true;
        }
    }
    return false;
}

/* [CON-4] e0: places for which there are no candidates. In a later round of an eliminating ballot
 * it was settled before the first ([RND-1]). */
static uint32_t too_few(const struct tlri_hall *hall)
{
    uint32_t standing = tlri_recount_continuing(hall);
    if (hall->contest->later_round) {
        return hall->contest->few_before;
    }
    return standing < hall->contest->places ? hall->contest->places - standing : 0;
}

tlr_status tlri_recount_bounds_start(struct tlri_hall *hall, bool *refused)
{
    uint32_t places = hall->contest->places;
    uint32_t e0 = too_few(hall);
    *refused = false;
    hall->bounded = any_bounds(hall);
    if (hall->bounded && !hall->no_passes) {
        struct question *q = open_question(hall);
        if (q == NULL) {
            return tlri_no_memory(hall->ctx);
        }
        TLR_TRY(close_question(hall, q, test_bounds(hall, q, e0, refused)));
        if (*refused) {
            return TLR_OK;
        }
    } else {
        hall->none_to_fill = e0;
        TLR_TRY(write_places_empty(hall, e0, TLRI_EMPTY_TOO_FEW, NULL, 0));
    }
    hall->places = places - hall->none_by_bound;
    hall->left = hall->places - hall->none_to_fill;
    return tlri_recount_pass(hall);
}

/* ---- the pass -----------------------------------------------------------------------------------
 */

/* What is known of a kind. */
struct findings {
    bool may_enter[TLRI_CANDIDATES_MAX]; /* some completion takes one of the kind */
    bool may_miss[TLRI_CANDIDATES_MAX];  /* some completion leaves one of the kind out */
};

static void learn(const struct question *q, struct findings *known)
{
    for (uint32_t k = 0; k < q->kinds; k++) {
        known->may_enter[k] = known->may_enter[k] || q->kind[k].taken > 0;
        known->may_miss[k] = known->may_miss[k] || q->kind[k].taken < q->kind[k].size;
    }
}

/* Asks whether a completion takes one of kind k (or leaves one out), and learns from the witness.
 */
static tlr_status ask_kind(struct question *q, uint32_t k, bool enters, struct findings *known)
{
    bool found;
    q->kind[k].least = enters ? 1 : 0;
    q->kind[k].most = enters ? q->kind[k].size : q->kind[k].size - 1;
    TLR_TRY(find_completion(q, &found));
    q->kind[k].least = 0;
    q->kind[k].most = q->kind[k].size;
    if (found) {
        learn(q, known);
    }
    return TLR_OK;
}

static tlr_status find_out(struct question *q, struct findings *known)
{
    bool found;
    memset(known, 0, sizeof *known);
    sort_into_kinds(q);
    TLR_TRY(find_completion(q, &found));
    if (!found) {
        return tlri_internal(q->hall->ctx, "a state of the count that has a completion");
    }
    learn(q, known);
    for (uint32_t k = 0; k < q->kinds; k++) {
        if (!known->may_enter[k]) {
            TLR_TRY(ask_kind(q, k, true, known));
        }
        if (!known->may_miss[k]) {
            TLR_TRY(ask_kind(q, k, false, known));
        }
    }
    return TLR_OK;
}

/* [CON-6] The first group without whose bounds the candidate would not be guarded (doomed). */
static tlr_status name_bound(struct tlri_hall *hall, uint32_t candidate, bool doomed,
                             uint32_t *group)
{
    struct question *q = open_question(hall);
    if (q == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    tlr_status status = TLR_OK;
    bool found = false;
    *group = TLRI_NONE;
    for (uint32_t g = 0; g < hall->contest->groups && !found; g++) {
        if (!has_bounds(&hall->contest->group[g])) {
            continue;
        }
        q->dropped[g] = true;
        sort_into_kinds(q);
        struct kind *kind = &q->kind[q->kind_of[candidate]];
        kind->least = doomed ? 1 : 0;
        kind->most = doomed ? kind->size : kind->size - 1;
        TLR_TRY_TO(find_completion(q, &found), done);
        q->dropped[g] = false;
        *group = found ? g : TLRI_NONE;
    }
done:
    return close_question(hall, q, status);
}

static tlr_status write_marked(struct tlri_hall *hall, uint32_t candidate, bool doomed)
{
    struct tlri_event event =
        tlri_event_make(doomed ? TLRI_EVENT_DOOMED : TLRI_EVENT_GUARDED, hall->stage, CLAUSE_PASS);
    event.candidate = candidate;
    TLR_TRY(name_bound(hall, candidate, doomed, &event.group));
    if (doomed) {
        hall->candidate[candidate].doomed = true;
        hall->candidate[candidate].doomed_by = event.group;
    } else {
        hall->candidate[candidate].guarded = true;
    }
    return tlri_transcript_add(hall->sheet, event, NULL, 0);
}

static tlr_status write_findings(struct tlri_hall *hall, const struct question *q,
                                 const struct findings *known)
{
    for (uint32_t c = 0; c < hall->candidates; c++) {
        uint32_t k = q->kind_of[c];
        if (k != TLRI_NONE && !hall->candidate[c].guarded && !known->may_miss[k]) {
            TLR_TRY(write_marked(hall, c, false));
        }
    }
    for (uint32_t c = 0; c < hall->candidates; c++) {
        uint32_t k = q->kind_of[c];
        if (k != TLRI_NONE && !hall->candidate[c].doomed && !known->may_enter[k]) {
            TLR_TRY(write_marked(hall, c, true));
        }
    }
    return TLR_OK;
}

tlr_status tlri_recount_pass(struct tlri_hall *hall)
{
    if (!hall->bounded || hall->no_passes || hall->one_decision || hall->left == 0 ||
        tlri_recount_continuing(hall) <= hall->left) {
        return TLR_OK;
    }
    struct question *q = open_question(hall);
    if (q == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    struct findings known;
    tlr_status status = TLR_OK;
    TLR_TRY_TO(find_out(q, &known), done);
    TLR_TRY_TO(write_findings(hall, q, &known), done);
done:
    return close_question(hall, q, status);
}

/* ---- several at once ----------------------------------------------------------------------------
 */

static tlr_status ask_set(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                          enum role role, bool *can)
{
    *can = true;
    if (!hall->bounded || hall->no_passes) {
        return TLR_OK;
    }
    struct question *q = open_question(hall);
    if (q == NULL) {
        return tlri_no_memory(hall->ctx);
    }
    for (uint32_t i = 0; i < size; i++) {
        q->role[set[i]] = role;
    }
    q->places -= role == ROLE_IN ? size : 0;
    sort_into_kinds(q);
    return close_question(hall, q, find_completion(q, can));
}

tlr_status tlri_recount_can_elect_all(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                      bool *can)
{
    *can = size <= hall->left;
    return *can ? ask_set(hall, set, size, ROLE_IN, can) : TLR_OK;
}

tlr_status tlri_recount_can_exclude_all(struct tlri_hall *hall, const uint32_t *set, uint32_t size,
                                        bool *can)
{
    *can = true;
    if (hall->provisional) {
        return TLR_OK;
    }
    return ask_set(hall, set, size, ROLE_OUT, can);
}

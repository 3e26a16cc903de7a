/*
 * audit/across.c: a minimum over several contests, carried from contest to contest.
 *
 * Contests are counted one after another in the fill order. Before each, the most members of the
 * group that the contests after it can still elect is worked out exactly: the largest assignment of
 * persons to places, since somebody may stand in several contests and be elected in one. What those
 * cannot make up becomes the contest's own minimum, which both engines know how to keep. So a
 * contest is restricted only when without it the minimum would be out of reach, and no engine knows
 * of other contests. Nothing is counted here. Implements spec/rules/across.md.
 */
#include "audit/across.h"

#include <string.h>

/* What is asked of one contest while places are given out on trial. */
struct seats {
    size_t contest;  /* index in the notice */
    uint32_t group;  /* index in the contest */
    uint32_t most;   /* members it can elect at most, by its places and maximum */
    uint32_t taken;  /* places given out on trial */
    uint32_t *taker; /* [taken]: persons */
    bool seen;       /* by the search that goes on */
    bool full;       /* for good: no search through it can succeed any more */
    uint32_t wants;  /* the person through whom the search came here */
};

struct trial {
    size_t contests;
    struct seats *seats;
    size_t persons;
    const char **person; /* ids, each once */
    uint32_t *sits;      /* for each person: index in seats, or TLRI_NONE */
    bool *stands;        /* stands[p * contests + k] */
};

/* ---- contests and groups
 * ------------------------------------------------------------------------ */

static uint32_t group_index(const struct tlri_contest *contest, const char *name)
{
    uint32_t g = 0;
    while (g < contest->groups && !tlri_streq(contest->group[g].name, name)) {
        g++;
    }
    return g;
}

static bool is_member(const struct tlri_contest *contest, uint32_t candidate, uint32_t group)
{
    uint32_t category = contest->group[group].category;
    return contest->member[candidate * contest->categories + category] == group;
}

static bool concerns(const struct tlri_declared_across *across, size_t index)
{
    for (size_t i = 0; i < across->contests; i++) {
        if (across->contest[i] == index) {
            return true;
        }
    }
    return false;
}

/* The minimum over several contests that this one is under, or NULL. [NOT-11] There is one. */
static const struct tlri_declared_across *across_of(const struct tlri_notice *notice, size_t index)
{
    for (size_t i = 0; i < notice->acrosses; i++) {
        if (concerns(&notice->across[i], index)) {
            return &notice->across[i];
        }
    }
    return NULL;
}

bool tlri_across_waits(const struct tlri_notice *notice, size_t index)
{
    const struct tlri_declared_across *across = across_of(notice, index);
    return across != NULL && across->in_order;
}

/* The contest as counted, its last round; NULL: it was not counted yet. */
static const struct tlri_counted *counted_of(const struct tlri_audit *o, size_t index)
{
    for (size_t i = 0; i < o->counted; i++) {
        if (o->contest[i].source == &o->election_case->contest[index]) {
            return tlri_audit_last_round(o, &o->contest[i]);
        }
    }
    return NULL;
}

/* [ACR-2] Places of these contests that members of the group fill already. */
static uint32_t members_elected(const struct tlri_audit *o,
                                const struct tlri_declared_across *across)
{
    uint32_t n = 0;
    for (size_t i = 0; i < across->contests; i++) {
        const struct tlri_counted *counted = counted_of(o, across->contest[i]);
        if (counted == NULL) {
            continue;
        }
        uint32_t group = group_index(&counted->contest, across->group);
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            n += counted->elected[c] && is_member(&counted->contest, c, group);
        }
    }
    return n;
}

/* ---- how many can still be elected
 * ------------------------------------------------------------------------ */

static bool elected_elsewhere(const struct tlri_audit *o, const char *id)
{
    for (size_t i = 0; i < o->counted; i++) {
        const struct tlri_counted *counted = &o->contest[i];
        for (uint32_t c = 0; c < counted->contest.candidates; c++) {
            if (counted->elected[c] && tlri_streq(counted->contest.candidate[c].id, id)) {
                return true;
            }
        }
    }
    return false;
}

/* The person with this id; without one-person-one-place, a person anew in every contest. */
static size_t person_index(const struct tlri_audit *o, struct trial *trial, const char *id)
{
    size_t p = o->election_case->notice->one_person_one_place ? 0 : trial->persons;
    while (p < trial->persons && !tlri_streq(trial->person[p], id)) {
        p++;
    }
    if (p == trial->persons) {
        trial->person[trial->persons++] = id;
    }
    return p;
}

static bool may_be_elected(const struct tlri_audit *o, const struct tlri_contest *contest,
                           const struct seats *seats, uint32_t candidate)
{
    return contest->candidate[candidate].standing == TLRI_STANDING &&
           is_member(contest, candidate, seats->group) &&
           !(o->election_case->notice->one_person_one_place &&
             elected_elsewhere(o, contest->candidate[candidate].id));
}

static void add_persons(const struct tlri_audit *o, struct trial *trial, size_t k)
{
    const struct tlri_contest *contest =
        &o->election_case->contest[trial->seats[k].contest].contest;
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (may_be_elected(o, contest, &trial->seats[k], c)) {
            size_t p = person_index(o, trial, contest->candidate[c].id);
            trial->stands[p * trial->contests + k] = true;
        }
    }
}

static tlr_status add_seats(struct tlri_audit *o, const struct tlri_declared_across *across,
                            size_t index, struct trial *trial)
{
    const struct tlri_contest *contest = &o->election_case->contest[index].contest;
    struct seats *seats = &trial->seats[trial->contests++];
    uint32_t group = group_index(contest, across->group);
    uint32_t maximum = contest->group[group].maximum;
    seats->contest = index;
    seats->group = group;
    seats->most = maximum < contest->places ? maximum : contest->places;
    seats->taker = tlri_arena_array(&o->arena, seats->most + 1u, sizeof *seats->taker);
    return seats->taker != NULL ? TLR_OK : tlri_no_memory(o->ctx);
}

/* The contests of the minimum that are not counted yet, but for `without`; annulled ones elect
 * nobody. */
static tlr_status prepare_trial(struct tlri_audit *o, const struct tlri_declared_across *across,
                                size_t without, struct trial *trial)
{
    size_t candidates = 0;
    *trial = (struct trial){
        .seats = tlri_arena_array(&o->arena, across->contests + 1, sizeof *trial->seats)};
    if (trial->seats == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < across->contests; i++) {
        const struct tlri_case_contest *source = &o->election_case->contest[across->contest[i]];
        if (across->contest[i] != without && source->annulled == 0 &&
            counted_of(o, across->contest[i]) == NULL) {
            TLR_TRY(add_seats(o, across, across->contest[i], trial));
            candidates += source->contest.candidates;
        }
    }
    trial->person = tlri_arena_array(&o->arena, candidates + 1, sizeof *trial->person);
    trial->sits = tlri_arena_array(&o->arena, candidates + 1, sizeof *trial->sits);
    trial->stands = tlri_arena_array(&o->arena, (candidates + 1) * (trial->contests + 1),
                                     sizeof *trial->stands);
    if (trial->person == NULL || trial->sits == NULL || trial->stands == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t k = 0; k < trial->contests; k++) {
        add_persons(o, trial, k);
    }
    for (size_t p = 0; p < trial->persons; p++) {
        trial->sits[p] = TLRI_NONE;
    }
    return TLR_OK;
}

static void take_seat(struct trial *trial, uint32_t person, uint32_t k)
{
    struct seats *seats = &trial->seats[k];
    trial->sits[person] = k;
    seats->taker[seats->taken++] = person;
}

static void leave_seat(struct trial *trial, uint32_t person)
{
    struct seats *seats = &trial->seats[trial->sits[person]];
    uint32_t i = 0;
    while (seats->taker[i] != person) {
        i++;
    }
    seats->taker[i] = seats->taker[--seats->taken];
}

/* The contests where the person stands join the queue. */
static void look_into(struct trial *trial, uint32_t person, uint32_t *queue, size_t *queued)
{
    for (uint32_t k = 0; k < trial->contests; k++) {
        struct seats *seats = &trial->seats[k];
        if (trial->stands[person * trial->contests + k] && !seats->seen && !seats->full) {
            seats->seen = true;
            seats->wants = person;
            queue[(*queued)++] = k;
        }
    }
}

/* Everybody on the way moves on by one contest, until `first` has a seat too. */
static void move_up(struct trial *trial, uint32_t first, uint32_t k)
{
    for (;;) {
        uint32_t person = trial->seats[k].wants;
        uint32_t before = trial->sits[person];
        if (before != TLRI_NONE) {
            leave_seat(trial, person);
        }
        take_seat(trial, person, k);
        if (person == first) {
            return;
        }
        k = before;
    }
}

/* Finds a seat for one more person, by moving others if need be. */
static bool seat_one_more(struct trial *trial, uint32_t person)
{
    uint32_t queue[TLRI_CONTESTS_MAX];
    size_t queued = 0;
    for (size_t k = 0; k < trial->contests; k++) {
        trial->seats[k].seen = false;
    }
    look_into(trial, person, queue, &queued);
    for (size_t i = 0; i < queued; i++) {
        struct seats *seats = &trial->seats[queue[i]];
        if (seats->taken < seats->most) {
            move_up(trial, person, queue[i]);
            return true;
        }
        for (uint32_t t = 0; t < seats->taken; t++) {
            look_into(trial, seats->taker[t], queue, &queued);
        }
    }
    for (size_t i = 0; i < queued; i++) {
        trial->seats[queue[i]].full = true;
    }
    return false;
}

/* [ACR-2] The most members of the group that the contests not counted yet can elect together, but
 * for the contest `without` (SIZE_MAX: with all of them); not more than `enough`. */
static tlr_status can_still(struct tlri_audit *o, const struct tlri_declared_across *across,
                            size_t without, uint32_t enough, uint32_t *out)
{
    struct trial trial;
    *out = 0;
    TLR_TRY(prepare_trial(o, across, without, &trial));
    for (uint32_t p = 0; p < trial.persons && *out < enough; p++) {
        *out += seat_one_more(&trial, p);
    }
    return TLR_OK;
}

/* ---- before a contest
 * ------------------------------------------------------------------------ */

static struct tlri_place place_of(const struct tlri_audit *o,
                                  const struct tlri_declared_across *across)
{
    return (struct tlri_place){.file = tlri_sealed_name(o->election_case->notice_file),
                               .line = across->at.line,
                               .column = across->at.column};
}

static tlr_status refuse(const struct tlri_audit *o, const struct tlri_declared_across *across,
                         uint32_t reach)
{
    struct tlri_place place = place_of(o, across);
    tlri_diag(
        o->ctx, TLR_ERROR, 2581, &place, NULL, "across/ACR-5",
        "'%s' asks for at least %u places for the group '%s'; not more than %u can be reached "
        "by those who stand",
        across->name, across->minimum, across->group, reach);
    return TLR_E_RULES;
}

static tlr_status raise_minimum(struct tlri_audit *o, struct tlri_contest *contest,
                                const char *name, uint32_t minimum)
{
    uint32_t index = group_index(contest, name);
    struct tlri_group *group = tlri_arena_array(&o->arena, contest->groups + 1u, sizeof *group);
    if (group == NULL) {
        return tlri_no_memory(o->ctx);
    }
    memcpy(group, contest->group, contest->groups * sizeof *group);
    group[index].minimum = group[index].minimum > minimum ? group[index].minimum : minimum;
    contest->group = group;
    return TLR_OK;
}

tlr_status tlri_across_restrict(struct tlri_audit *o, size_t index, struct tlri_counted *counted)
{
    const struct tlri_declared_across *across = across_of(o->election_case->notice, index);
    if (across == NULL || !across->in_order || counted->source->annulled != 0) {
        return TLR_OK;
    }
    uint32_t have = members_elected(o, across);
    if (have >= across->minimum) {
        return TLR_OK;
    }
    uint32_t wanted = across->minimum - have;
    uint32_t with = 0;
    uint32_t without = 0;
    TLR_TRY(can_still(o, across, SIZE_MAX, wanted, &with));
    TLR_TRY(can_still(o, across, index, wanted, &without));
    if (with < wanted && counted->settings.insufficient == TLRI_INSUFFICIENT_REFUSE) {
        return refuse(o, across, have + with);
    }
    if (with == without) {
        return TLR_OK;
    }
    counted->restricted_to = with - without;
    return raise_minimum(o, &counted->contest, across->group, counted->restricted_to);
}

/* ---- afterwards
 * ------------------------------------------------------------------------ */

static void warn_not_met(const struct tlri_audit *o, const struct tlri_declared_across *across,
                         uint32_t elected)
{
    struct tlri_place place = place_of(o, across);
    tlri_diag(o->ctx, TLR_WARNING, 2582, &place, NULL, "across/ACR-8",
              "'%s' asks for at least %u places for the group '%s'; %u are filled so, %u too few",
              across->name, across->minimum, across->group, elected, across->minimum - elected);
}

static tlr_status settle_one(struct tlri_audit *o, const struct tlri_declared_across *across,
                             struct tlri_result_across *to)
{
    struct tlri_result_over *over = tlri_arena_array(&o->arena, across->contests + 1, sizeof *over);
    if (over == NULL) {
        return tlri_no_memory(o->ctx);
    }
    uint32_t elected = members_elected(o, across);
    *to = (struct tlri_result_across){.name = across->name,
                                      .group = across->group,
                                      .minimum = across->minimum,
                                      .in_order = across->in_order,
                                      .contests = across->contests,
                                      .over = over};
    to->missing = elected < across->minimum ? across->minimum - elected : 0;
    for (size_t i = 0; i < across->contests; i++) {
        const struct tlri_case_contest *source = &o->election_case->contest[across->contest[i]];
        const struct tlri_counted *counted = counted_of(o, across->contest[i]);
        over[i].contest = source->contest.id;
        over[i].title = source->contest.title;
        over[i].restricted_to = counted != NULL ? counted->restricted_to : 0;
    }
    if (to->missing > 0 && !o->waiting) {
        warn_not_met(o, across, elected);
    }
    return TLR_OK;
}

tlr_status tlri_across_settle(struct tlri_audit *o)
{
    const struct tlri_notice *notice = o->election_case->notice;
    struct tlri_result_across *rows =
        tlri_arena_array(&o->arena, notice->acrosses + 1, sizeof *rows);
    if (rows == NULL) {
        return tlri_no_memory(o->ctx);
    }
    for (size_t i = 0; i < notice->acrosses; i++) {
        TLR_TRY(settle_one(o, &notice->across[i], &rows[i]));
    }
    o->result.acrosses = o->waiting ? 0 : notice->acrosses;
    o->result.across = rows;
    return TLR_OK;
}

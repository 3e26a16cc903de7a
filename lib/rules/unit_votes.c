/*
 * rules/unit_votes.c: a vote by branches and affiliates, summed with the checks that a dispute
 * asks.
 *
 * In the ballot on the candidate for mayor of Newham (2016) what was fought over was not the sum,
 * 20 to 17, but that affiliates had been given unequal numbers of votes. So the ledger says of each
 * unit how many votes it has, and units of one kind have the same number, or the ledger says why
 * not. Nothing here decides how many votes a unit ought to have: that is local. Implements
 * spec/formats/unit-votes.md section 2.
 */
#include "rules/unit_votes.h"

#include <string.h>

struct summing {
    tlr_ctx *ctx;
    const struct tlri_unit_ledger *ledger;
    struct tlri_unit_votes *out;
    const struct tlri_unit_row *first[TLRI_UNIT_KINDS_MAX]; /* of each kind, without a ground */
    tlr_status worst;
};

static struct tlri_place place_of(const struct summing *s, const struct tlri_unit_row *row)
{
    struct tlri_place place = {0};
    place.file = s->ledger->name;
    place.line = row->line;
    place.column = row->column;
    return place;
}

static bool has_ground(const struct tlri_unit_row *row)
{
    return row->ground != NULL && row->ground[0] != '\0';
}

/* The sum of a kind, begun when it is new; sums when there is no room for it. */
static size_t kind_of(struct summing *s, const struct tlri_unit_row *row, bool add)
{
    struct tlri_unit_votes *out = s->out;
    size_t k = 0;
    while (k < out->sums && !tlri_streq(out->sum[k].kind, row->kind)) {
        k++;
    }
    if (k == out->sums && add && k < TLRI_UNIT_KINDS_MAX) {
        out->sum[out->sums++].kind = row->kind;
    }
    return k;
}

/* [UVO-1] */
static void check_once(struct summing *s, size_t at)
{
    const struct tlri_unit_row *row = &s->ledger->row[at];
    for (size_t i = 0; i < at; i++) {
        const struct tlri_unit_row *before = &s->ledger->row[i];
        if (tlri_streq(before->unit, row->unit) && tlri_streq(before->kind, row->kind)) {
            struct tlri_place place = place_of(s, row);
            tlri_diag(s->ctx, TLR_ERROR, 5102, &place,
                      "take one of the two out, or name the unit so that the two can be told apart",
                      "unit-votes/UVO-1", "this unit stands on line %u already", before->line);
            s->worst = TLR_E_INPUT;
            return;
        }
    }
}

/* [UVO-2] */
static void check_cast(struct summing *s, const struct tlri_unit_row *row)
{
    uint64_t cast = row->in_favour + row->against + row->abstained;
    if (cast <= row->votes) {
        return;
    }
    struct tlri_place place = place_of(s, row);
    tlri_diag(s->ctx, TLR_ERROR, 5103, &place,
              "correct the votes cast, or the number that the unit is entitled to",
              "unit-votes/UVO-2", "the unit has %u votes, and %llu are recorded for it", row->votes,
              (unsigned long long)cast);
    s->worst = TLR_E_INPUT;
}

/* [UVO-3] */
static void check_equal(struct summing *s, const struct tlri_unit_row *row, size_t kind)
{
    if (has_ground(row)) {
        return;
    }
    const struct tlri_unit_row *first = s->first[kind];
    if (first == NULL) {
        s->first[kind] = row;
        return;
    }
    if (first->votes == row->votes) {
        return;
    }
    struct tlri_place place = place_of(s, row);
    tlri_diag(s->ctx, TLR_ERROR, 5104, &place,
              "give units of one kind the same number, or say in the column 'ground' which rule or "
              "minute gives this one another",
              "unit-votes/UVO-3",
              "the unit has %u votes, the unit of the same kind on line %u has %u", row->votes,
              first->line, first->votes);
    s->worst = TLR_E_INPUT;
}

static void add_unit(struct tlri_unit_sum *sum, const struct tlri_unit_row *row)
{
    sum->units++;
    sum->silent += row->in_favour + row->against + row->abstained == 0;
    sum->votes += row->votes;
    sum->in_favour += row->in_favour;
    sum->against += row->against;
    sum->abstained += row->abstained;
}

static void refuse_kind(struct summing *s, const struct tlri_unit_row *row)
{
    struct tlri_place place = place_of(s, row);
    tlri_diag(s->ctx, TLR_ERROR, 5106, &place,
              "name the kinds of units, such as branch and affiliate; 'all' is for the total",
              "unit-votes/UVO-4", "there are at most %u kinds of units, and none is called 'all'",
              TLRI_UNIT_KINDS_MAX);
    s->worst = TLR_E_INPUT;
}

static void take_units(struct summing *s)
{
    for (size_t i = 0; i < s->ledger->rows; i++) {
        const struct tlri_unit_row *row = &s->ledger->row[i];
        if (row->is_total) {
            continue;
        }
        size_t kind = kind_of(s, row, true);
        if (kind == TLRI_UNIT_KINDS_MAX || tlri_streq(row->kind, "all")) {
            refuse_kind(s, row);
            return;
        }
        check_once(s, i);
        check_cast(s, row);
        check_equal(s, row, kind);
        add_unit(&s->out->sum[kind], row);
    }
}

static void sum_all(struct tlri_unit_votes *out)
{
    struct tlri_unit_sum *all = &out->sum[out->sums];
    all->kind = "all";
    for (size_t k = 0; k < out->sums; k++) {
        all->units += out->sum[k].units;
        all->silent += out->sum[k].silent;
        all->votes += out->sum[k].votes;
        all->in_favour += out->sum[k].in_favour;
        all->against += out->sum[k].against;
        all->abstained += out->sum[k].abstained;
    }
    out->sums++;
    out->majority = (all->in_favour > all->against) - (all->in_favour < all->against);
}

/* [UVO-5] A published total is recomputed; one of a kind that no unit is of is wrong, too. */
static void check_total(struct summing *s, const struct tlri_unit_row *row)
{
    size_t kind = kind_of(s, row, false);
    struct tlri_unit_sum none = {0};
    const struct tlri_unit_sum *sum = kind < s->out->sums ? &s->out->sum[kind] : &none;
    s->out->checks++;
    if (sum->in_favour == row->in_favour && sum->against == row->against &&
        sum->abstained == row->abstained && (row->votes == 0 || sum->votes == row->votes)) {
        return;
    }
    struct tlri_place place = place_of(s, row);
    tlri_diag(
        s->ctx, TLR_ERROR, 5105, &place,
        "look for the unit that is missing or wrong, or for another copy of what was published",
        "unit-votes/UVO-5",
        "the published total is %llu for, %llu against, %llu abstained; the units come to "
        "%llu, %llu, %llu, with %llu votes in all",
        (unsigned long long)row->in_favour, (unsigned long long)row->against,
        (unsigned long long)row->abstained, (unsigned long long)sum->in_favour,
        (unsigned long long)sum->against, (unsigned long long)sum->abstained,
        (unsigned long long)sum->votes);
    s->worst = TLR_E_INPUT;
}

tlr_status tlri_unit_votes_sum(tlr_ctx *ctx, const struct tlri_unit_ledger *ledger,
                               struct tlri_unit_votes *out)
{
    struct summing s = {.ctx = ctx, .ledger = ledger, .out = out, .worst = TLR_OK};
    memset(out, 0, sizeof *out);
    take_units(&s);
    if (s.worst == TLR_OK && out->sums == 0) {
        struct tlri_place place = {.file = ledger->name, .line = 1};
        tlri_diag(ctx, TLR_ERROR, 5107, &place, "write one row for each unit", "unit-votes/UVO-1",
                  "no unit stands in the ledger");
        s.worst = TLR_E_INPUT;
    }
    if (s.worst == TLR_OK) {
        sum_all(out);
        for (size_t i = 0; i < ledger->rows; i++) {
            if (ledger->row[i].is_total) {
                check_total(&s, &ledger->row[i]);
            }
        }
    }
    if (s.worst != TLR_OK) {
        memset(out, 0, sizeof *out);
    }
    return s.worst;
}

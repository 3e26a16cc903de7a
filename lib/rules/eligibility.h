/*
 * rules/eligibility.h: has somebody been a member long enough to be a delegate, and may they stand?
 *
 * A pure function of dates and yes-or-no facts, worked out under every value of the two disputed
 * readings of the dates, so that a later ruling needs no personal data: only the decisions were
 * kept. spec/rules/eligibility.md.
 */
#ifndef TLRI_ELIGIBILITY_H
#define TLRI_ELIGIBILITY_H

#include "model/election.h"
#include "rules/reading.h"

/* A day of the calendar. */
struct tlri_day {
    unsigned year, month, day;
};

/* Reads "YYYY-MM-DD"; false when it is not a day of the calendar (years 1900 to 2999). */
bool tlri_day_read(const char *text, struct tlri_day *out);
/* -1, 0, 1. */
int tlri_day_compare(struct tlri_day a, struct tlri_day b);
/* The same day of the month, so many months (0..999) earlier; where that month is shorter, its last
 * day. */
struct tlri_day tlri_day_months_before(struct tlri_day day, unsigned months);
/* The whole years between birth and a day: how old somebody is; born on 29 February, a year older
 * on 1 March. 0 when born later. */
unsigned tlri_day_age(struct tlri_day birth, struct tlri_day on);

/* The same day of the week, so many weeks (0..999) earlier; not before the year 1880. */
struct tlri_day tlri_day_weeks_before(struct tlri_day day, unsigned weeks);
/* [ELG-9] Has somebody who joined on that day been a member for so many whole weeks on the freeze
 * day? The day so many weeks before it is long enough. */
bool tlri_voter_long_enough(struct tlri_day joined, struct tlri_day freeze, unsigned weeks);

/* The values of months-reference and months-boundary; index of a decision is reference * 2 +
 * boundary. */
enum { TLRI_REFERENCE_IN_FORCE, TLRI_REFERENCE_ANNOUNCED };
enum { TLRI_BOUNDARY_COUNTS, TLRI_BOUNDARY_NOT };
#define TLRI_DATE_READINGS 4u

struct tlri_eligibility_input {
    struct tlri_day joined;
    struct tlri_day closing_announced; /* closing date for names as first announced */
    struct tlri_day closing_in_force;  /* ... as it stands; the same when it was not moved */
    bool suspended;           /* suspended on the closing date; an investigation alone is none */
    bool arrears;             /* in arrears on the closing date */
    uint32_t nominations;     /* of branches and affiliates, each once */
    bool self;                /* nominated by themself */
    const char *not_declared; /* a declaration asked for that was not made, or NULL */
    bool repeats;             /* a delegate within the years that local standing orders exclude */
    bool consents;            /* agreed to stand */
};

/* [ELG-12], [ELG-13] Is somebody nominated as the readings ask? `self_counts`: does a nomination of
 * oneself? */
bool tlri_nominated(const struct tlri_readings *readings, uint32_t nominations, bool self,
                    bool self_counts);
/* Does it decide about them whether a nomination of oneself counts, and is that undeclared? */
bool tlri_nomination_asks(const struct tlri_readings *readings,
                          const struct tlri_eligibility_input *input);
/* [ELG-7] The latest day of birth on which somebody is `years` old or more on that day: whoever was
 * born later is under that age. */
struct tlri_day tlri_day_years_before(struct tlri_day day, unsigned years);

struct tlri_eligibility {
    enum tlri_eligible decision; /* under the readings in force */
    const char *clause;          /* of the rule that decides; static text */
    const char *why;             /* one sentence, no personal data; static text */
    bool private_ground;         /* it is for the person alone: the record does not say it */
    enum tlri_eligible under[TLRI_DATE_READINGS]; /* under every pair of date readings */
    bool disputed;                                /* the four are not all the same */
};

/*
 * Decides. The reading candidate-months must be in force: TLR_E_RULES with a diagnostic when it is
 * not (3080), since the official call for the conference sets it. A nomination of oneself counts
 * only where self-nomination is declared as allowed: who needs to know asks tlri_nomination_asks
 * before. Other clauses on who may be a delegate
 * were not readable and are not decided here.
 */
tlr_status tlri_eligibility_decide(tlr_ctx *ctx, const struct tlri_eligibility_input *input,
                                   const struct tlri_readings *readings,
                                   struct tlri_eligibility *out) TLRI_NODISCARD;

#endif

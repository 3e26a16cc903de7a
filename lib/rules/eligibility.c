/*
 * rules/eligibility.c: months and weeks of membership, and the few other tests that a source
 * supports.
 *
 * The months are counted back from the closing date for names; which closing date, when it was
 * moved, and whether the day itself counts are disputed readings, and about 65 delegates were once
 * barred and restored over the first of them. So the answer is worked out under all four pairs, and
 * the one in force is picked out at the end. Dates are compared as dates: nothing here asks the
 * clock. Implements spec/rules/eligibility.md.
 */
#include "rules/eligibility.h"

#include <string.h>

enum { DAYS_OF_WEEK = 7 };

/* ---- days ---- */

static bool is_leap(unsigned year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29u : days[month - 1];
}

static unsigned digits(const char *text, size_t n)
{
    unsigned value = 0;
    for (size_t i = 0; i < n; i++) {
        value = value * 10u + (unsigned)(text[i] - '0');
    }
    return value;
}

bool tlri_day_read(const char *text, struct tlri_day *out)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    for (size_t i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) {
            return false;
        }
    }
    struct tlri_day day = {digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)};
    if (day.year < 1900 || day.year > 2999 || day.month < 1 || day.month > 12 || day.day < 1 ||
        day.day > days_in(day.year, day.month)) {
        return false;
    }
    *out = day;
    return true;
}

int tlri_day_compare(struct tlri_day a, struct tlri_day b)
{
    unsigned x = (a.year * 100u + a.month) * 100u + a.day;
    unsigned y = (b.year * 100u + b.month) * 100u + b.day;
    return x < y ? -1 : x > y ? 1 : 0;
}

struct tlri_day tlri_day_months_before(struct tlri_day day, unsigned months)
{
    unsigned all = day.year * 12u + (day.month - 1u) - months;
    struct tlri_day before = {all / 12u, all % 12u + 1u, day.day};
    unsigned last = days_in(before.year, before.month);
    before.day = before.day < last ? before.day : last;
    return before;
}

struct tlri_day tlri_day_weeks_before(struct tlri_day day, unsigned weeks)
{
    unsigned back = weeks * DAYS_OF_WEEK;
    while (back >= day.day) {
        back -= day.day;
        day.year -= day.month == 1;
        day.month = day.month == 1 ? 12 : day.month - 1;
        day.day = days_in(day.year, day.month);
    }
    day.day -= back;
    return day;
}

bool tlri_voter_long_enough(struct tlri_day joined, struct tlri_day freeze, unsigned weeks)
{
    return tlri_day_compare(joined, tlri_day_weeks_before(freeze, weeks)) <= 0;
}

struct tlri_day tlri_day_years_before(struct tlri_day day, unsigned years)
{
    return tlri_day_months_before(day, 12 * years);
}

unsigned tlri_day_age(struct tlri_day birth, struct tlri_day on)
{
    if (tlri_day_compare(birth, on) > 0) {
        return 0;
    }
    bool before_birthday =
        on.month < birth.month || (on.month == birth.month && on.day < birth.day);
    return on.year - birth.year - (before_birthday ? 1u : 0u);
}

/* ---- the decision ---- */

static bool long_enough(const struct tlri_eligibility_input *in, unsigned months, size_t reading)
{
    struct tlri_day closing =
        reading / 2 == TLRI_REFERENCE_IN_FORCE ? in->closing_in_force : in->closing_announced;
    int order = tlri_day_compare(in->joined, tlri_day_months_before(closing, months));
    return order < 0 || (order == 0 && reading % 2 == TLRI_BOUNDARY_COUNTS);
}

bool tlri_nominated(const struct tlri_readings *readings, uint32_t nominations, bool self,
                    bool self_counts)
{
    unsigned needed = 1;
    (void)tlri_readings_number(readings, "nominations-needed", &needed);
    return nominations + (self && self_counts ? 1u : 0u) >= needed;
}

static bool arrears_bar(const struct tlri_readings *readings,
                        const struct tlri_eligibility_input *input)
{
    return input->arrears && !tlri_readings_is(readings, "candidate-arrears", "does-not-bar");
}

bool tlri_nomination_asks(const struct tlri_readings *readings,
                          const struct tlri_eligibility_input *input)
{
    return !input->suspended && !arrears_bar(readings, input) &&
           tlri_readings_get(readings, "self-nomination") == NULL &&
           tlri_nominated(readings, input->nominations, input->self, true) !=
               tlri_nominated(readings, input->nominations, input->self, false);
}

/* What excludes somebody whatever the dates. */
struct bar {
    const char *clause, *why; /* why NULL: nothing does */
    bool private_ground;
};

static struct bar other_bar(const struct tlri_eligibility_input *in,
                            const struct tlri_readings *readings)
{
    bool self_counts = tlri_readings_is(readings, "self-nomination", "allowed");
    if (in->suspended) {
        return (struct bar){"eligibility/ELG-6", "a suspended member cannot be a delegate", true};
    }
    if (arrears_bar(readings, in)) {
        return (struct bar){"eligibility/ELG-6", "in arrears on the closing date", true};
    }
    if (!tlri_nominated(readings, in->nominations, in->self, self_counts)) {
        return (struct bar){"eligibility/ELG-12", "there is no nomination as the notice asks",
                            false};
    }
    if (!in->consents) {
        return (struct bar){"eligibility/ELG-12", "there is no consent to stand", false};
    }
    if (in->repeats) {
        return (struct bar){"eligibility/ELG-14",
                            "was a delegate within the years that local standing orders exclude",
                            false};
    }
    if (in->not_declared != NULL) {
        return (struct bar){"eligibility/ELG-15", "a declaration that is asked for was not made",
                            false};
    }
    return (struct bar){NULL, NULL, false};
}

static tlr_status refuse_without_months(tlr_ctx *ctx)
{
    tlri_diag(ctx, TLR_ERROR, 3080, NULL,
              "Declare candidate-months as the official call for the conference has it.",
              "eligibility/ELG-2",
              "the months of membership that a delegate needs are not declared");
    return TLR_E_RULES;
}

tlr_status tlri_eligibility_decide(tlr_ctx *ctx, const struct tlri_eligibility_input *input,
                                   const struct tlri_readings *readings,
                                   struct tlri_eligibility *out)
{
    unsigned months;
    if (!tlri_readings_number(readings, "candidate-months", &months)) {
        return refuse_without_months(ctx);
    }
    memset(out, 0, sizeof *out);
    struct bar bar = other_bar(input, readings);
    for (size_t i = 0; i < TLRI_DATE_READINGS; i++) {
        bool yes = bar.why == NULL && long_enough(input, months, i);
        out->under[i] = yes ? TLRI_ELIGIBLE_YES : TLRI_ELIGIBLE_NO;
        out->disputed = out->disputed || out->under[i] != out->under[0];
    }
    size_t reference = tlri_readings_is(readings, "months-reference", "date-announced")
                           ? TLRI_REFERENCE_ANNOUNCED
                           : TLRI_REFERENCE_IN_FORCE;
    size_t boundary = tlri_readings_is(readings, "months-boundary", "does-not-count")
                          ? TLRI_BOUNDARY_NOT
                          : TLRI_BOUNDARY_COUNTS;
    out->decision = out->under[reference * 2 + boundary];
    out->clause = bar.why != NULL ? bar.clause : "C3.I.4.F";
    out->private_ground = bar.private_ground;
    out->why = bar.why != NULL ? bar.why
               : out->decision == TLRI_ELIGIBLE_YES
                   ? "a member long enough at the closing date"
                   : "not a member long enough at the closing date";
    return TLR_OK;
}

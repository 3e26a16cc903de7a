/*
 * io/units.c: the units that send delegates to a General Committee and how many each may send; the
 * units that may nominate, and from when to when.
 *
 * Both are local facts, which these tables state and nothing here works out; what is checked is
 * that nobody votes for a unit beyond its number, and that a nomination comes from a unit that was
 * there (branches are suspended and re-established). Units' names are compared as members' names
 * are, in one normal form, since the tables are typed by different people. Implements
 * spec/formats/roll.md, sections 4 and 5.
 */
#include "io/units.h"

#include <string.h>

enum { UNIT, DELEGATES, FIELDS, UNITS_MAX = 10000 };

static const char *const also_unit[] = {"branch", "affiliate", NULL};
static const char *const also_delegates[] = {"entitled", "entitlement", "may accredit", NULL};

static const struct tlri_csv_field fields[FIELDS] = {
    [UNIT] = {"unit", also_unit, true}, [DELEGATES] = {"delegates", also_delegates, true}};

static bool same_unit(const struct tlri_digest *a, const struct tlri_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static struct tlri_unit_cap *find(struct tlri_unit_caps *caps, const struct tlri_digest *name)
{
    for (size_t i = 0; i < caps->units; i++) {
        if (same_unit(&caps->unit[i].name, name)) {
            return &caps->unit[i];
        }
    }
    return NULL;
}

static void take_delegates(struct tlri_csv *csv, const struct tlri_csv_cell *cell, uint32_t *out)
{
    size_t len = strlen(cell->text);
    uint32_t value = 0;
    for (size_t i = 0; i < len && i < 5; i++) {
        value = value * 10 + (uint32_t)(cell->text[i] - '0');
    }
    if (len == 0 || len > 5 || strspn(cell->text, "0123456789") != len ||
        value > TLRI_UNIT_DELEGATES_MAX) {
        tlri_csv_error(csv, cell, 5111, "write how many delegates the unit may accredit, in digits",
                       "the field 'delegates' is not a number from 0 to %u",
                       TLRI_UNIT_DELEGATES_MAX);
        return;
    }
    *out = value;
}

static void take_unit(struct tlri_unit_caps *caps, size_t row)
{
    const struct tlri_csv_cell *cell = tlri_csv_cell(caps->csv, row, 0);
    struct tlri_unit_cap *unit = &caps->unit[caps->units];
    memset(unit, 0, sizeof *unit);
    unit->at = cell[UNIT];
    take_delegates(caps->csv, &cell[DELEGATES], &unit->delegates);
    if (cell[UNIT].text[0] == '\0' || !tlri_name_digest(cell[UNIT].text, &unit->name)) {
        tlri_csv_error(caps->csv, &cell[UNIT], 5111, "name the unit", "the unit is not named");
        return;
    }
    const struct tlri_unit_cap *before = find(caps, &unit->name);
    if (before != NULL) {
        tlri_csv_error(caps->csv, &cell[UNIT], 5112, "take one of the two rows out",
                       "this unit stands on line %u already", before->at.line);
        return;
    }
    caps->units++;
}

static tlr_status take_units(struct tlri_unit_caps *caps)
{
    if (caps->csv->rows > UNITS_MAX) {
        struct tlri_csv_cell cell = {NULL, 1, 1};
        tlri_csv_error(caps->csv, &cell, 2705, "see whether this is the roll",
                       "there are more than %d units", (int)UNITS_MAX);
        return TLR_E_LIMIT;
    }
    caps->allocated = caps->csv->rows + 1;
    caps->unit = tlri_alloc_array(caps->ctx, caps->allocated, sizeof *caps->unit);
    if (caps->unit == NULL) {
        return tlri_no_memory(caps->ctx);
    }
    for (size_t row = 0; row < caps->csv->rows; row++) {
        take_unit(caps, row);
    }
    return caps->csv->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

tlr_status tlri_unit_caps_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               struct tlri_unit_caps **out)
{
    *out = NULL;
    struct tlri_unit_caps *caps = tlri_alloc(ctx, sizeof *caps);
    if (caps == NULL) {
        return tlri_no_memory(ctx);
    }
    caps->ctx = ctx;
    tlr_status status = tlri_csv_read(ctx, name, data, len, fields, FIELDS, &caps->csv);
    status = status == TLR_OK ? take_units(caps) : status;
    if (status != TLR_OK) {
        tlri_unit_caps_free(caps);
        return status;
    }
    *out = caps;
    return TLR_OK;
}

void tlri_unit_caps_free(struct tlri_unit_caps *caps)
{
    if (caps == NULL) {
        return;
    }
    tlri_free(caps->ctx, caps->unit, caps->allocated * sizeof *caps->unit);
    tlri_csv_free(caps->csv);
    tlri_free(caps->ctx, caps, sizeof *caps);
}

/* ---- counting ---- */

static bool count_member(struct tlri_unit_caps *caps, const struct tlri_roll *roll,
                         const struct tlri_member *member)
{
    struct tlri_digest name;
    struct tlri_unit_cap *unit = NULL;
    if (member->unit != NULL && tlri_name_digest(member->unit, &name)) {
        unit = find(caps, &name);
    }
    if (unit != NULL) {
        unit->accredited++;
        return true;
    }
    struct tlri_csv_cell cell = {NULL, member->line, 0};
    tlri_csv_error(roll->csv, &cell, 5113,
                   "write the unit as the table of units has it, or 'no' under accredited",
                   "somebody is accredited by no unit of the table of units");
    return false;
}

tlr_status tlri_unit_caps_count(struct tlri_unit_caps *caps, const struct tlri_roll *roll)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < roll->members; i++) {
        if (roll->member[i].accredited && !count_member(caps, roll, &roll->member[i])) {
            worst = TLR_E_INPUT;
        }
    }
    for (size_t i = 0; i < caps->units; i++) {
        const struct tlri_unit_cap *unit = &caps->unit[i];
        if (unit->accredited > unit->delegates) {
            tlri_csv_error(caps->csv, &unit->at, 5114,
                           "ask the unit whom it accredits; the others are not delegates "
                           "[register/REG-8]",
                           "the unit of this line may accredit %u delegates, and the roll has %u",
                           unit->delegates, unit->accredited);
            worst = TLR_E_INPUT;
        }
    }
    return worst;
}

/* ---- who may nominate ---- */

enum { NAME, SINCE, UNTIL, NOMINATOR_FIELDS };

static const char *const also_since[] = {"from", "valid from", NULL};
static const char *const also_until[] = {"to", "valid until", NULL};

static const struct tlri_csv_field nominator_fields[NOMINATOR_FIELDS] = {
    [NAME] = {"unit", also_unit, true},
    [SINCE] = {"since", also_since, false},
    [UNTIL] = {"until", also_until, false}};

static const struct tlri_nominator *find_nominator(const struct tlri_nominators *nominators,
                                                   const struct tlri_digest *name)
{
    for (size_t i = 0; i < nominators->units; i++) {
        if (same_unit(&nominators->unit[i].name, name)) {
            return &nominators->unit[i];
        }
    }
    return NULL;
}

/* A day, or nothing. */
static void take_day(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char *what,
                     char out[11])
{
    if (cell->text != NULL && cell->text[0] != '\0') {
        (void)tlri_csv_day(csv, cell, what, out);
    }
}

static void take_nominator(struct tlri_nominators *nominators, size_t row)
{
    struct tlri_csv *csv = nominators->csv;
    const struct tlri_csv_cell *cell = tlri_csv_cell(csv, row, 0);
    struct tlri_nominator *unit = &nominators->unit[nominators->units];
    memset(unit, 0, sizeof *unit);
    unit->line = cell[NAME].line;
    take_day(csv, &cell[SINCE], "since", unit->since);
    take_day(csv, &cell[UNTIL], "until", unit->until);
    if (unit->since[0] != '\0' && unit->until[0] != '\0' && strcmp(unit->until, unit->since) < 0) {
        tlri_csv_error(csv, &cell[UNTIL], 6916, "see whether the two days were exchanged",
                       "the last day of this unit is before its first");
    }
    if (cell[NAME].text[0] == '\0' || !tlri_name_digest(cell[NAME].text, &unit->name)) {
        tlri_csv_error(csv, &cell[NAME], 6914, "name the unit", "the unit is not named");
        return;
    }
    const struct tlri_nominator *before = find_nominator(nominators, &unit->name);
    if (before != NULL) {
        tlri_csv_error(csv, &cell[NAME], 6915, "take one of the two rows out",
                       "this unit stands on line %u already", before->line);
        return;
    }
    nominators->units++;
}

static tlr_status take_nominators(struct tlri_nominators *nominators)
{
    if (nominators->csv->rows > UNITS_MAX) {
        struct tlri_csv_cell cell = {NULL, 1, 1};
        tlri_csv_error(nominators->csv, &cell, 2705, "see whether this is the roll",
                       "there are more than %d units", (int)UNITS_MAX);
        return TLR_E_LIMIT;
    }
    nominators->allocated = nominators->csv->rows + 1;
    nominators->unit =
        tlri_alloc_array(nominators->ctx, nominators->allocated, sizeof *nominators->unit);
    if (nominators->unit == NULL) {
        return tlri_no_memory(nominators->ctx);
    }
    for (size_t row = 0; row < nominators->csv->rows; row++) {
        take_nominator(nominators, row);
    }
    return nominators->csv->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

tlr_status tlri_nominators_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_nominators **out)
{
    *out = NULL;
    struct tlri_nominators *nominators = tlri_alloc(ctx, sizeof *nominators);
    if (nominators == NULL) {
        return tlri_no_memory(ctx);
    }
    nominators->ctx = ctx;
    tlr_status status =
        tlri_csv_read(ctx, name, data, len, nominator_fields, NOMINATOR_FIELDS, &nominators->csv);
    status = status == TLR_OK ? take_nominators(nominators) : status;
    if (status != TLR_OK) {
        tlri_nominators_free(nominators);
        return status;
    }
    *out = nominators;
    return TLR_OK;
}

void tlri_nominators_free(struct tlri_nominators *nominators)
{
    if (nominators == NULL) {
        return;
    }
    tlri_free(nominators->ctx, nominators->unit, nominators->allocated * sizeof *nominators->unit);
    tlri_csv_free(nominators->csv);
    tlri_free(nominators->ctx, nominators, sizeof *nominators);
}

bool tlri_nominators_may(const struct tlri_nominators *nominators, const struct tlri_digest *unit,
                         const char *day)
{
    const struct tlri_nominator *one = find_nominator(nominators, unit);
    return one != NULL && (one->since[0] == '\0' || strcmp(one->since, day) <= 0) &&
           (one->until[0] == '\0' || strcmp(day, one->until) <= 0);
}

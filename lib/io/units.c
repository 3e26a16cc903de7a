/*
 * io/units.c: the units that send delegates to a General Committee, and how many each may send.
 *
 * How many is a local rule, which this table states and nothing here works out; what is checked is
 * that nobody votes for a unit beyond it. Units' names are compared as members' names are, in one
 * normal form, since roll and table are typed by different people. Implements spec/formats/roll.md,
 * section 4.
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

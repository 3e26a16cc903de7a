/*
 * io/roll.c: the roll of members and the persons nominated, from CSV.
 *
 * The membership number is what ties the two together. Names are not: they are typed by different
 * people on different machines, so they are compared in one normal form of Unicode and a difference
 * is a warning. Of a name only digests are kept, which is all that comparing needs. A member who
 * stands twice is one slip of an export when both rows say the same, and a question for the
 * register when they do not. Implements spec/formats/roll.md, 2 and 3.
 */
#include "io/roll.h"

#include "io/units.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { NAME_POINTS = 1024, YEAR_FIRST = 1900, YEAR_LAST = 2999 };

/* ---- names and numbers ---- */

bool tlri_name_digest(const char *name, struct tlri_digest *out)
{
    utf8proc_int32_t points[NAME_POINTS + 1];
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP;
    const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)name;
    utf8proc_ssize_t n =
        utf8proc_decompose(text, (utf8proc_ssize_t)strlen(name), points, NAME_POINTS, options);
    bool fits = n >= 0 && n <= NAME_POINTS;
    utf8proc_ssize_t len = fits ? utf8proc_reencode(points, n, options) : -1;
    if (len >= 0) {
        char *bytes = (char *)points;
        size_t used = 0;
        for (size_t i = 0; i < (size_t)len; i++) {
            if (bytes[i] != ' ' || (used > 0 && bytes[used - 1] != ' ')) {
                bytes[used++] = bytes[i];
            }
        }
        tlri_digest_of(bytes, used, out);
    }
    tlri_wipe(points, sizeof points);
    return len >= 0;
}

/* Letters and digits, the letters in upper case; blanks, dots, hyphens and strokes are left out.
 * out may be `typed` itself: it never gets longer. */
static size_t read_number(const char *typed, char *out, size_t max)
{
    size_t n = 0;
    for (const char *c = typed; *c != '\0'; c++) {
        if (strchr(" .-/", *c) != NULL) {
            continue;
        }
        bool small = *c >= 'a' && *c <= 'z';
        bool letter = small || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        if (!letter || n == max) {
            return 0;
        }
        out[n++] = small ? (char)(*c - 'a' + 'A') : *c;
    }
    out[n] = '\0';
    return n;
}

bool tlri_number_read(const char *typed, char *out)
{
    return read_number(typed, out, TLRI_NUMBER_MAX) > 0;
}

static bool take_number(struct tlri_csv *csv, const struct tlri_csv_cell *cell, const char **out)
{
    if (cell->text == NULL || cell->text[0] == '\0') {
        tlri_csv_error(csv, cell, 2714, "fill it in; nothing is assumed",
                       "the membership number is missing");
        return false;
    }
    char *number = csv->pool + (cell->text - csv->pool);
    if (read_number(cell->text, number, TLRI_NUMBER_MAX) == 0) {
        tlri_csv_error(csv, cell, 2715, "correct it",
                       "this is no membership number: letters and digits, at most %d",
                       TLRI_NUMBER_MAX);
        return false;
    }
    *out = number;
    return true;
}

static bool take_name(struct tlri_csv *csv, const struct tlri_csv_cell *cell,
                      struct tlri_digest *name, struct tlri_digest *typed)
{
    if (cell->text == NULL || cell->text[0] == '\0') {
        tlri_csv_error(csv, cell, 2714, "fill it in; nothing is assumed", "the name is missing");
        return false;
    }
    tlri_digest_of(cell->text, strlen(cell->text), typed);
    if (!tlri_name_digest(cell->text, name)) {
        tlri_csv_error(csv, cell, 2716, "look for a quotation mark that is not closed",
                       "this is too long to be a name");
        return false;
    }
    return true;
}

static bool same_digest(const struct tlri_digest *a, const struct tlri_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* ---- the roll ---- */

enum {
    NUMBER,
    NAME,
    JOINED,
    SUSPENDED,
    ARREARS,
    BORN,
    UNIT,
    LAST_DELEGATE,
    ACCREDITED,
    ROLL_FIELDS
};

static const char *const also_number[] = {"membership number",
                                          "member number",
                                          "membership no",
                                          "member no",
                                          "member id",
                                          "membership id",
                                          NULL};
static const char *const also_name[] = {"full name", "member name", NULL};
static const char *const also_joined[] = {"date joined", "join date", "joined on", "member since",
                                          NULL};
static const char *const also_suspended[] = {"suspension", "is suspended", NULL};
static const char *const also_arrears[] = {"in arrears", "lapsed", NULL};
static const char *const also_born[] = {"date of birth", "dob", "birth date", NULL};
static const char *const also_unit[] = {"branch", "affiliate", NULL};
static const char *const also_accredited[] = {"gc delegate", "is accredited", NULL};
static const char *const also_last[] = {"last conference", "delegate last", NULL};

static const struct tlri_csv_field roll_fields[ROLL_FIELDS] = {
    [NUMBER] = {"member", also_number, true},
    [NAME] = {"name", also_name, true},
    [JOINED] = {"joined", also_joined, true},
    [SUSPENDED] = {"suspended", also_suspended, true},
    [ARREARS] = {"arrears", also_arrears, false},
    [BORN] = {"born", also_born, false},
    [UNIT] = {"unit", also_unit, false},
    [LAST_DELEGATE] = {"last-delegate", also_last, false},
    [ACCREDITED] = {"accredited", also_accredited, false}};

/* A year, or nothing: never. */
static void take_year(struct tlri_csv *csv, const struct tlri_csv_cell *cell,
                      struct tlri_member *member)
{
    member->repeat_stated = cell->text != NULL;
    if (cell->text == NULL || cell->text[0] == '\0') {
        return;
    }
    char *end = NULL;
    unsigned long year = strtoul(cell->text, &end, 10);
    if (*end != '\0' || year < YEAR_FIRST || year > YEAR_LAST) {
        tlri_csv_error(csv, cell, 2717, "write the year of that conference, or leave it empty",
                       "the field 'last-delegate' is not a year");
        return;
    }
    member->last_delegate = (unsigned)year;
}

static void take_member(struct tlri_roll *roll, size_t row, struct tlri_member *member)
{
    struct tlri_csv *csv = roll->csv;
    const struct tlri_csv_cell *cell = tlri_csv_cell(csv, row, 0);
    member->line = cell[NUMBER].line;
    member->number = "";
    (void)take_number(csv, &cell[NUMBER], &member->number);
    (void)take_name(csv, &cell[NAME], &member->name, &member->typed);
    (void)tlri_csv_day(csv, &cell[JOINED], "joined", member->joined);
    (void)tlri_csv_yes(csv, &cell[SUSPENDED], "suspended", &member->suspended);
    if (roll->has_arrears) {
        member->arrears_stated = tlri_csv_yes(csv, &cell[ARREARS], "arrears", &member->arrears);
    }
    if (roll->has_born && cell[BORN].text[0] != '\0') {
        member->has_born = tlri_csv_day(csv, &cell[BORN], "born", member->born);
    }
    member->unit = cell[UNIT].text;
    if (roll->has_accredited) {
        (void)tlri_csv_yes(csv, &cell[ACCREDITED], "accredited", &member->accredited);
    }
    take_year(csv, &cell[LAST_DELEGATE], member);
}

static int by_number(const void *a, const void *b)
{
    const struct tlri_member *x = a;
    const struct tlri_member *y = b;
    int order = strcmp(x->number, y->number);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static bool same_member(const struct tlri_member *a, const struct tlri_member *b)
{
    bool units =
        a->unit == NULL ? b->unit == NULL : b->unit != NULL && strcmp(a->unit, b->unit) == 0;
    return same_digest(&a->name, &b->name) && strcmp(a->joined, b->joined) == 0 &&
           a->has_born == b->has_born && strcmp(a->born, b->born) == 0 &&
           a->suspended == b->suspended && a->arrears == b->arrears && units &&
           a->accredited == b->accredited && a->last_delegate == b->last_delegate;
}

/* Rows of one member become one; rows that contradict each other are an error. */
static void merge_doubles(struct tlri_roll *roll)
{
    size_t kept = 0;
    for (size_t i = 0; i < roll->members; i++) {
        struct tlri_member *one = &roll->member[i];
        struct tlri_member *before = kept > 0 ? &roll->member[kept - 1] : NULL;
        if (before == NULL || strcmp(before->number, one->number) != 0) {
            roll->member[kept++] = *one;
            continue;
        }
        struct tlri_csv_cell cell = {NULL, one->line, 0};
        if (same_member(before, one)) {
            tlri_csv_warn(roll->csv, &cell, 2718, "take one of the two rows out",
                          "this member stands on line %u already, with the same data",
                          before->line);
        } else {
            tlri_csv_error(
                roll->csv, &cell, 2719, "find out from the register which of the two rows is right",
                "this membership number stands on line %u already, with other data", before->line);
        }
    }
    roll->members = kept;
}

static int by_name(const void *a, const void *b)
{
    const struct tlri_member *const *x = a;
    const struct tlri_member *const *y = b;
    int order = memcmp((*x)->name.bytes, (*y)->name.bytes, sizeof(*x)->name.bytes);
    return order != 0 ? order : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* Two people may bear one name. When it is typed in two ways it may be one person entered twice. */
static tlr_status warn_of_names(struct tlri_roll *roll)
{
    size_t room = roll->members + 1;
    const struct tlri_member **sorted = tlri_alloc_array(roll->ctx, room, sizeof *sorted);
    if (sorted == NULL) {
        return tlri_no_memory(roll->ctx);
    }
    for (size_t i = 0; i < roll->members; i++) {
        sorted[i] = &roll->member[i];
    }
    qsort(sorted, roll->members, sizeof *sorted, by_name);
    for (size_t i = 1; i < roll->members; i++) {
        if (same_digest(&sorted[i]->name, &sorted[i - 1]->name) &&
            !same_digest(&sorted[i]->typed, &sorted[i - 1]->typed)) {
            struct tlri_csv_cell cell = {NULL, sorted[i]->line, 0};
            tlri_csv_warn(roll->csv, &cell, 2720,
                          "see whether they are one person under two membership numbers",
                          "the name is that of line %u, typed in another way (case, blanks or "
                          "Unicode form)",
                          sorted[i - 1]->line);
        }
    }
    tlri_free(roll->ctx, sorted, room * sizeof *sorted);
    return TLR_OK;
}

static tlr_status verdict(const struct tlri_csv *csv)
{
    return csv->problems > 0 ? TLR_E_INPUT : TLR_OK;
}

static tlr_status read_members(struct tlri_roll *roll)
{
    roll->allocated = roll->csv->rows + 1;
    roll->member = tlri_alloc_array(roll->ctx, roll->allocated, sizeof *roll->member);
    if (roll->member == NULL) {
        return tlri_no_memory(roll->ctx);
    }
    roll->has_arrears = tlri_csv_has(roll->csv, ARREARS);
    roll->has_born = tlri_csv_has(roll->csv, BORN);
    roll->has_unit = tlri_csv_has(roll->csv, UNIT);
    roll->has_last_delegate = tlri_csv_has(roll->csv, LAST_DELEGATE);
    roll->has_accredited = tlri_csv_has(roll->csv, ACCREDITED);
    roll->members = roll->csv->rows;
    for (size_t row = 0; row < roll->csv->rows; row++) {
        take_member(roll, row, &roll->member[row]);
    }
    TLR_TRY(verdict(roll->csv));
    qsort(roll->member, roll->members, sizeof *roll->member, by_number);
    merge_doubles(roll);
    TLR_TRY(warn_of_names(roll));
    return verdict(roll->csv);
}

tlr_status tlri_roll_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                          struct tlri_roll **out)
{
    *out = NULL;
    struct tlri_roll *roll = tlri_alloc(ctx, sizeof *roll);
    if (roll == NULL) {
        return tlri_no_memory(ctx);
    }
    roll->ctx = ctx;
    tlr_status status = tlri_csv_read(ctx, name, data, len, roll_fields, ROLL_FIELDS, &roll->csv);
    status = status == TLR_OK ? read_members(roll) : status;
    if (status != TLR_OK) {
        tlri_roll_free(roll);
        return status;
    }
    *out = roll;
    return TLR_OK;
}

void tlri_roll_free(struct tlri_roll *roll)
{
    if (roll == NULL) {
        return;
    }
    tlri_wipe(roll->member, roll->allocated * sizeof *roll->member);
    tlri_free(roll->ctx, roll->member, roll->allocated * sizeof *roll->member);
    tlri_csv_free(roll->csv);
    tlri_free(roll->ctx, roll, sizeof *roll);
}

const struct tlri_member *tlri_roll_find(const struct tlri_roll *roll, const char *number)
{
    size_t low = 0;
    size_t high = roll->members;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(number, roll->member[middle].number);
        if (order == 0) {
            return &roll->member[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* ---- those nominated ---- */

enum { CANDIDATE, WHO, BY, CONSENTS, CALLED, NOMINEE_FIELDS };

static const char *const also_candidate[] = {"candidate id", "id", NULL};
static const char *const also_by[] = {"nominated by", "nominator", "nominating unit", NULL};
static const char *const also_consents[] = {"consent", "agrees to stand", NULL};

static const struct tlri_csv_field nominee_fields[NOMINEE_FIELDS] = {
    [CANDIDATE] = {"candidate", also_candidate, true},
    [WHO] = {"member", also_number, true},
    [BY] = {"nominated-by", also_by, true},
    [CONSENTS] = {"consents", also_consents, true},
    [CALLED] = {"name", also_name, false}};

/* [a-z0-9-], 1 to 64, no hyphen at the ends. */
static bool is_id(const char *text)
{
    size_t len = strlen(text);
    return len >= 1 && len <= 64 && text[0] != '-' && text[len - 1] != '-' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

/* By whom: a unit, the person, or nobody. */
static void take_nomination(struct tlri_csv *csv, const struct tlri_csv_cell *cell,
                            const struct tlri_nominations_asked *asked,
                            struct tlri_nominee *nominee)
{
    struct tlri_digest self;
    if (cell->text[0] == '\0') {
        return;
    }
    if (!tlri_name_digest(cell->text, &nominee->unit) || !tlri_name_digest("self", &self)) {
        tlri_csv_error(csv, cell, 2716, "look for a quotation mark that is not closed",
                       "this is too long to be a name");
        return;
    }
    nominee->self = same_digest(&nominee->unit, &self);
    nominee->has_unit = !nominee->self;
    if (nominee->has_unit && asked->nominators != NULL &&
        !tlri_nominators_may(asked->nominators, &nominee->unit, asked->day)) {
        nominee->has_unit = false;
        tlri_csv_warn(csv, cell, 6910,
                      "write the unit as the table of units has it, or correct that table's days",
                      "this nomination does not count: the unit is not in the table of units, or "
                      "not on %s",
                      asked->day);
    }
}

static void take_nominee(struct tlri_csv *csv, const struct tlri_nominations_asked *asked,
                         size_t row, struct tlri_nominee *nominee)
{
    const struct tlri_csv_cell *cell = tlri_csv_cell(csv, row, 0);
    struct tlri_digest typed;
    nominee->line = cell[CANDIDATE].line;
    nominee->at = cell[WHO];
    nominee->id = cell[CANDIDATE].text;
    nominee->number = "";
    if (!is_id(nominee->id)) {
        tlri_csv_error(csv, &cell[CANDIDATE], 2721,
                       "give each candidate the id that will stand in election.xml",
                       "the field 'candidate' is not an id: a-z, 0-9 and hyphens, at most 64");
    }
    (void)take_number(csv, &cell[WHO], &nominee->number);
    take_nomination(csv, &cell[BY], asked, nominee);
    for (size_t i = 0; i < asked->declarations; i++) {
        bool made = false;
        (void)tlri_csv_yes(csv, &cell[NOMINEE_FIELDS + i], asked->declaration[i], &made);
        nominee->declared |= made ? (uint32_t)1 << i : 0;
    }
    (void)tlri_csv_yes(csv, &cell[CONSENTS], "consents", &nominee->consents);
    nominee->named = cell[CALLED].text != NULL && cell[CALLED].text[0] != '\0' &&
                     take_name(csv, &cell[CALLED], &nominee->name, &typed);
}

static int by_id(const void *a, const void *b)
{
    const struct tlri_nominee *x = a;
    const struct tlri_nominee *y = b;
    int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Does one of the rows from first to i, which are about one person, name the unit of row i? */
static bool unit_before(const struct tlri_nominees *n, size_t first, size_t i)
{
    for (size_t k = first; k < i; k++) {
        if (n->nominee[k].has_unit && same_digest(&n->nominee[k].unit, &n->nominee[i].unit)) {
            return true;
        }
    }
    return false;
}

/* One person nominated by two units stands in two rows; they must say the same person. Rows move
 * only to the place of one that is done with: those from `first` on stay as they were read. */
static void merge_nominations(struct tlri_nominees *n)
{
    size_t kept = 0;
    size_t first = 0;
    for (size_t i = 0; i < n->nominees; i++) {
        struct tlri_nominee one = n->nominee[i];
        struct tlri_nominee *before = kept > 0 ? &n->nominee[kept - 1] : NULL;
        if (before == NULL || strcmp(before->id, one.id) != 0) {
            first = i;
            one.units = one.has_unit;
            n->nominee[kept++] = one;
            continue;
        }
        struct tlri_csv_cell cell = {NULL, one.line, 0};
        if (strcmp(before->number, one.number) != 0 || before->consents != one.consents ||
            before->declared != one.declared) {
            tlri_csv_error(n->csv, &cell, 2722, "correct the row that is wrong",
                           "this candidate stands on line %u already, with another membership "
                           "number, consent or declaration",
                           before->line);
        }
        before->units += one.has_unit && !unit_before(n, first, i);
        before->self = before->self || one.self;
    }
    n->nominees = kept;
}

/* One membership number under two ids is one person standing twice. */
static void check_persons(struct tlri_nominees *n)
{
    for (size_t i = 0; i < n->nominees; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(n->nominee[i].number, n->nominee[k].number) == 0) {
                tlri_csv_error(n->csv, &n->nominee[i].at, 2723,
                               "give one person one id, whatever they stand for",
                               "this membership number stands on line %u under another candidate",
                               n->nominee[k].line);
            }
        }
    }
}

static tlr_status read_nominees(struct tlri_nominees *n, const struct tlri_nominations_asked *asked)
{
    n->allocated = n->csv->rows + 1;
    n->nominee = tlri_alloc_array(n->ctx, n->allocated, sizeof *n->nominee);
    if (n->nominee == NULL) {
        return tlri_no_memory(n->ctx);
    }
    n->nominees = n->csv->rows;
    if (n->nominees > 10000) {
        struct tlri_csv_cell cell = {NULL, 1, 1};
        tlri_csv_error(n->csv, &cell, 2705, "see whether this is the roll",
                       "there are more than 10000 persons nominated");
        return TLR_E_LIMIT;
    }
    for (size_t row = 0; row < n->csv->rows; row++) {
        take_nominee(n->csv, asked, row, &n->nominee[row]);
    }
    TLR_TRY(verdict(n->csv));
    qsort(n->nominee, n->nominees, sizeof *n->nominee, by_id);
    merge_nominations(n);
    check_persons(n);
    return verdict(n->csv);
}

tlr_status tlri_nominees_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              const struct tlri_nominations_asked *asked,
                              struct tlri_nominees **out)
{
    *out = NULL;
    struct tlri_csv_field field[NOMINEE_FIELDS + TLRI_DECLARATIONS_MAX];
    memcpy(field, nominee_fields, sizeof nominee_fields);
    for (size_t i = 0; i < asked->declarations; i++) {
        field[NOMINEE_FIELDS + i] = (struct tlri_csv_field){asked->declaration[i], NULL, true};
    }
    struct tlri_nominees *n = tlri_alloc(ctx, sizeof *n);
    if (n == NULL) {
        return tlri_no_memory(ctx);
    }
    n->ctx = ctx;
    tlr_status status =
        tlri_csv_read(ctx, name, data, len, field, NOMINEE_FIELDS + asked->declarations, &n->csv);
    status = status == TLR_OK ? read_nominees(n, asked) : status;
    if (status != TLR_OK) {
        tlri_nominees_free(n);
        return status;
    }
    *out = n;
    return TLR_OK;
}

void tlri_nominees_free(struct tlri_nominees *n)
{
    if (n == NULL) {
        return;
    }
    tlri_wipe(n->nominee, n->allocated * sizeof *n->nominee);
    tlri_free(n->ctx, n->nominee, n->allocated * sizeof *n->nominee);
    tlri_csv_free(n->csv);
    tlri_free(n->ctx, n, sizeof *n);
}

/* ---- lists of numbers ---- */

static const struct tlri_csv_field list_fields[1] = {{"member", also_number, true}};

static tlr_status read_marks(struct tlri_marks_list *list)
{
    list->allocated = list->csv->rows + 1;
    list->mark = tlri_alloc_array(list->ctx, list->allocated, sizeof *list->mark);
    if (list->mark == NULL) {
        return tlri_no_memory(list->ctx);
    }
    list->marked = list->csv->rows;
    for (size_t row = 0; row < list->csv->rows; row++) {
        list->mark[row].at = *tlri_csv_cell(list->csv, row, 0);
        (void)take_number(list->csv, &list->mark[row].at, &list->mark[row].number);
    }
    return verdict(list->csv);
}

tlr_status tlri_marks_list_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_marks_list **out)
{
    *out = NULL;
    struct tlri_marks_list *list = tlri_alloc(ctx, sizeof *list);
    if (list == NULL) {
        return tlri_no_memory(ctx);
    }
    list->ctx = ctx;
    tlr_status status = tlri_csv_read(ctx, name, data, len, list_fields, 1, &list->csv);
    status = status == TLR_OK ? read_marks(list) : status;
    if (status != TLR_OK) {
        tlri_marks_list_free(list);
        return status;
    }
    *out = list;
    return TLR_OK;
}

void tlri_marks_list_free(struct tlri_marks_list *list)
{
    if (list == NULL) {
        return;
    }
    tlri_free(list->ctx, list->mark, list->allocated * sizeof *list->mark);
    tlri_csv_free(list->csv);
    tlri_free(list->ctx, list, sizeof *list);
}

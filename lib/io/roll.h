/*
 * io/roll.h: members' data as the register and the returning officer need it.
 *
 * Two tables: the roll (all members) and the persons nominated. They exist in memory while a
 * decision is worked out and are wiped then. Nothing here is written anywhere; a diagnostic says
 * file, line and column and no more. spec/formats/roll.md.
 */
#ifndef TLRI_ROLL_H
#define TLRI_ROLL_H

#include "base/base.h"
#include "io/csv.h"
#include "trust/digest.h"

/* A member. Texts belong to the roll. Days are "YYYY-MM-DD". */
struct tlri_member {
    const char *number;       /* membership number, letters in upper case, without blanks */
    struct tlri_digest name;  /* of the name in its normal form: names are compared, not kept */
    struct tlri_digest typed; /* of the name as it was typed */
    char joined[11];
    bool has_born;
    char born[11];
    bool suspended;
    bool arrears_stated, arrears;
    const char *unit; /* branch or affiliate, or NULL: no such column */
    bool accredited;  /* a delegate of that unit to the General Committee */
    bool repeat_stated;
    unsigned last_delegate; /* year of the conference last attended as a delegate; 0: never */
    uint32_t line;
};

struct tlri_roll {
    struct tlri_csv *csv;
    tlr_ctx *ctx;
    size_t members, allocated;
    struct tlri_member *member; /* sorted by number, each once */
    bool has_arrears, has_born, has_unit, has_last_delegate, has_accredited;
};

/*
 * Reads a roll: columns member, name, joined; and suspended, arrears, born, unit, last-delegate,
 * accredited where there are any. A member who stands twice in the same way is taken once, with a
 * warning. TLR_OK: *out is new (tlri_roll_free). TLR_E_INPUT: a diagnostic for everything wrong
 * (codes 2700-2719); TLR_E_LIMIT, TLR_E_MEMORY. name is borrowed as long as *out lives.
 */
tlr_status tlri_roll_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                          struct tlri_roll **out) TLRI_NODISCARD;
/* Wipes and frees; NULL is accepted. */
void tlri_roll_free(struct tlri_roll *roll);
/* The member of that number (as tlri_member has it), or NULL. */
const struct tlri_member *tlri_roll_find(const struct tlri_roll *roll, const char *number);

#define TLRI_DECLARATIONS_MAX 16u

/* Somebody nominated. */
struct tlri_nominee {
    const char *id;     /* the candidate's id, as it will stand in election.xml */
    const char *number; /* membership number */
    uint32_t units;     /* branches and affiliates that nominate and may, each once */
    bool self;          /* nominated by themself */
    uint32_t declared;  /* bit i: makes declaration i of those asked for */
    bool consents;
    bool has_unit; /* while it is read: this row counts for a unit, of this name */
    struct tlri_digest unit;
    bool named; /* the table has a name for them */
    struct tlri_digest name;
    uint32_t line;
    struct tlri_csv_cell at; /* where the membership number stands */
};

struct tlri_nominees {
    struct tlri_csv *csv;
    tlr_ctx *ctx;
    size_t nominees, allocated;
    struct tlri_nominee *nominee; /* sorted by id, each once */
};

struct tlri_nominators; /* io/units.h */

/* What is asked of nominations. All text is borrowed for the call. */
struct tlri_nominations_asked {
    const struct tlri_nominators *nominators; /* units that may nominate; NULL: any that is named */
    const char *day;                          /* ... on this day, "YYYY-MM-DD" */
    size_t declarations;                      /* at most TLRI_DECLARATIONS_MAX */
    const char *const *declaration;           /* each the heading of a column of yes or no */
};

/* Reads the persons nominated: columns candidate, member, nominated-by, consents, those of the
 * declarations asked for; name if it is there. A nomination by a unit that may not is a warning
 * (6910) and does not count. As tlri_roll_read, codes also 2720-2722. */
tlr_status tlri_nominees_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                              const struct tlri_nominations_asked *asked,
                              struct tlri_nominees **out) TLRI_NODISCARD;
void tlri_nominees_free(struct tlri_nominees *nominees);

/* A list of membership numbers: papers issued, or who has voted by another channel. */
struct tlri_marked {
    const char *number;
    struct tlri_csv_cell at;
};
struct tlri_marks_list {
    struct tlri_csv *csv;
    tlr_ctx *ctx;
    size_t marked, allocated;
    struct tlri_marked *mark; /* in the order of the file; a number may stand more than once */
};
/* Reads such a list: the column member. As tlri_roll_read. */
tlr_status tlri_marks_list_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                struct tlri_marks_list **out) TLRI_NODISCARD;
void tlri_marks_list_free(struct tlri_marks_list *list);

/* A membership number as it is typed, into out (TLRI_NUMBER_MAX + 1 bytes) as the roll has it.
 * False when it is none. */
#define TLRI_NUMBER_MAX 32
bool tlri_number_read(const char *typed, char *out);

/* The digest of a name in its normal form: Unicode composed, case folded, single blanks. False when
 * it is too long to be a name. */
bool tlri_name_digest(const char *name, struct tlri_digest *out);

#endif

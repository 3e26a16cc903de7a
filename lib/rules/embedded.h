/*
 * rules/embedded.h: the editions of the rule book, as bytes inside the library.
 *
 * The build makes the definitions from spec/rulebook/ (tests/tools/embed.sh), in the order of the
 * file names, so that a program that was copied alone still knows the rules it counts under.
 */
#ifndef TLRI_RULES_EMBEDDED_H
#define TLRI_RULES_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

struct tlri_embedded_file {
    const char *name;           /* file name without folders; NULL in the row after the last */
    const unsigned char *bytes; /* len bytes, then one NUL that len does not count */
    size_t len;
    uint32_t from_year; /* what <rulebook> says, so that the right one is found unread: the first */
    uint32_t to_year;   /* conference that it governs, and the last; 0: no later edition is known */
};

extern const struct tlri_embedded_file tlri_rulebook_files[];
extern const size_t tlri_rulebook_files_count;

/* The edition that governs the delegations to the conference of that year, or NULL. */
const struct tlri_embedded_file *tlri_embedded_for(uint32_t year);
/* The last edition that ends before that year, or NULL; before 0: the last of all. */
const struct tlri_embedded_file *tlri_embedded_last(uint32_t before);

#endif

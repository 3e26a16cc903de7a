/*
 * rules/embedded.h: the editions of the rule book, as bytes inside the library.
 *
 * The build makes the definitions from spec/rulebook/ (tests/tools/embed.sh), in the order of the
 * file names, so that a program that was copied alone still knows the rules it counts under.
 */
#ifndef TLRI_RULES_EMBEDDED_H
#define TLRI_RULES_EMBEDDED_H

#include <stddef.h>

struct tlri_embedded_file {
    const char *name;           /* file name without folders; NULL in the row after the last */
    const unsigned char *bytes; /* len bytes, then one NUL that len does not count */
    size_t len;
};

extern const struct tlri_embedded_file tlri_rulebook_files[];
extern const size_t tlri_rulebook_files_count;

#endif

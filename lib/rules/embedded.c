/*
 * rules/embedded.c: which of the editions inside the library is meant. spec/formats/rulebook.md.
 *
 * The bytes and the years stand in a file that the build makes from spec/rulebook/
 * (tests/tools/embed.sh). To look for an edition by reading one after another would cost more than
 * all the rest of a count of a small election; so the years are known without reading, and a test
 * holds them against what the reader says. Nothing is read here: that is io/rulebook.h.
 */
#include "rules/embedded.h"

#include <stdbool.h>

static bool governs(const struct tlri_embedded_file *file, uint32_t year)
{
    return year >= file->from_year && (file->to_year == 0 || year <= file->to_year);
}

const struct tlri_embedded_file *tlri_embedded_for(uint32_t year)
{
    for (size_t i = 0; i < tlri_rulebook_files_count; i++) {
        if (governs(&tlri_rulebook_files[i], year)) {
            return &tlri_rulebook_files[i];
        }
    }
    return NULL;
}

const struct tlri_embedded_file *tlri_embedded_last(uint32_t before)
{
    const struct tlri_embedded_file *best = NULL;
    for (size_t i = 0; i < tlri_rulebook_files_count; i++) {
        const struct tlri_embedded_file *file = &tlri_rulebook_files[i];
        bool fits = before == 0 || (file->to_year != 0 && file->to_year < before);
        if (fits && (best == NULL || file->from_year > best->from_year)) {
            best = file;
        }
    }
    return best;
}

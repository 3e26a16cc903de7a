/*
 * base/fold.h: names of people as something to sort by, and as something to type.
 */
#ifndef TLRI_FOLD_H
#define TLRI_FOLD_H

#include "base/base.h"

/*
 * What a name is sorted by, in arena: letters without case and accents, in UTF-8. The same for
 * every locale and machine. Text that is too long to fold, or no UTF-8, comes back as it is. NULL
 * without memory.
 */
char *tlri_fold(struct tlri_arena *arena, const char *text) TLRI_NODISCARD;

/*
 * An id ([a-z0-9-], 1..TLRI_ID_MAX) made of a name: "Ben O'Brien" gives "ben-o-brien". Letters that
 * have no Latin form are left out; of a name of nothing else the id is `otherwise`. NULL without
 * memory.
 */
char *tlri_fold_id(struct tlri_arena *arena, const char *name,
                   const char *otherwise) TLRI_NODISCARD;

#endif

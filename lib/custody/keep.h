/*
 * custody/keep.h: keeping an earlier version of a file, with its signatures, under another name.
 */
#ifndef TLRI_KEEP_H
#define TLRI_KEEP_H

#include "custody/case.h"

/* How to report that another file is kept under that name already. */
struct tlri_keeping {
    uint32_t code;
    const char *what; /* "close": what is kept */
    const char *clause;
};

/*
 * Copies `file` of the case's folder and the signatures beside it to the name `kept` (signatures as
 * `kept` with the same endings), then takes the signatures away; `file` itself stays, to be written
 * over. TLR_E_IO: also when another file is there under that name already (keeping->code);
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_case_keep(struct tlri_case *c, const char *file, const char *kept,
                          const struct tlri_keeping *keeping) TLRI_NODISCARD;

/* Is `kept`, a file of the folder, a copy of `file`? So it is when a tlri_case_keep of this name
 * was interrupted; the same call once more ends it. TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY. */
tlr_status tlri_case_is_kept(struct tlri_case *c, const char *file, const char *kept,
                             bool *is_kept) TLRI_NODISCARD;

/* Is this such a name, STEM.N.txt ("close.2.txt"), or that of a signature of it? */
bool tlri_is_kept_name(const char *stem, const char *name);

/* Is it `file`, or a signature of it? */
bool tlri_is_or_signs(const char *file, const char *name);

#endif

/*
 * io/con.h: constraint files as OpenTally has them: bounds on how many of a group are elected.
 *
 * For quick counts; a signed election has its constraints in the notice. spec/formats/blt.md.
 */
#ifndef TLRI_CON_H
#define TLRI_CON_H

#include "base/base.h"
#include "model/contest.h"

/*
 * Reads lines `"Category" "Group" minimum maximum candidate-numbers...` for a contest and sets
 * *out to a copy of it with categories, groups and members filled in; what is new lives in arena,
 * the rest is shared with `contest`. A maximum is kept as written, also when it is more than there
 * are places. Empty lines and comments after # may stand.
 * TLR_E_INPUT (codes 2130-2136; every problem is reported), TLR_E_LIMIT: more than
 * TLRI_CATEGORIES_MAX or TLRI_GROUPS_MAX (2137). TLR_E_MEMORY.
 */
tlr_status tlri_con_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         const struct tlri_contest *contest, struct tlri_arena *arena,
                         struct tlri_contest *out) TLRI_NODISCARD;

/* Appends the constraints of a contest in that form. A group without a maximum gets the number of
 * candidates of the contest, which bounds nothing. */
tlr_status tlri_con_write(const struct tlri_contest *contest, struct tlri_buf *out);

#endif

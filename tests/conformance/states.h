/*
 * states.h: guarded and doomed candidates of single states of a count.
 */
#ifndef CONFORMANCE_STATES_H
#define CONFORMANCE_STATES_H

#include <jansson.h>

#include "base/base.h"

/* Puts every state of the list to both engines. Returns how many states there are; *failed how many
 * came out otherwise, each of which is named on stdout. */
size_t conf_states_run(tlr_ctx *ctx, const json_t *states, size_t *failed);

#endif

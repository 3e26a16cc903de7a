/*
 * cli/clock.h: the computer's date and time, in Greenwich time. The library has no clock of its
 * own.
 */
#ifndef TELLER_CLOCK_H
#define TELLER_CLOCK_H

#include <stdbool.h>

enum { CLOCK_ROOM = 32, CLOCK_DATE = 10 }; /* bytes of a time; digits and hyphens of its date */

/* Now, as 2026-03-21T22:10:05Z; false, with out empty, when the computer does not know. */
bool clock_now(char out[CLOCK_ROOM]);

#endif

/*
 * cli/clock.c: the computer's date and time.
 *
 * Only what is no part of a result says what time it is: a disposal that names no day, an export in
 * a format that asks for one. Greenwich time, so that two computers in one room agree.
 */
#include "clock.h"

#include <time.h>

bool clock_now(char out[CLOCK_ROOM])
{
    struct tm parts;
    time_t now = time(NULL);
    bool known = now != (time_t)-1 && gmtime_r(&now, &parts) != NULL &&
                 strftime(out, CLOCK_ROOM, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
    if (!known) {
        out[0] = '\0';
    }
    return known;
}

/*
 * cli/anchors.h: the options by which a caller gives what they know from outside the folder.
 */
#ifndef TELLER_ANCHORS_H
#define TELLER_ANCHORS_H

#include "teller/case.h"

/* Rows of an option table; the first three rows of count and verify. */
#define ANCHOR_OPTIONS                                                                             \
    {"officer-key", 0, "FILE", "the returning officer's public key, got from the officer"},        \
        {"notice", 0, "DIGEST", "digest of notice.xml, from the notice of poll"},                  \
    {                                                                                              \
        "close", 0, "DIGEST", "digest of close.txt, from the slip taken home"                      \
    }

enum { ANCHOR_OFFICER, ANCHOR_NOTICE, ANCHOR_CLOSE, ANCHOR_COUNT };

/* Gives the anchor of this row to the case. */
tlr_status anchor_give(tlr_case *c, int row, const char *value);

#endif

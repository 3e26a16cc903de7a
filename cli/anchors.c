/*
 * cli/anchors.c: hands anchors from the command line to a case.
 */
#include "anchors.h"

tlr_status anchor_give(tlr_case *c, int row, const char *value)
{
    switch (row) {
    case ANCHOR_OFFICER:
        return tlr_case_officer_key(c, value);
    case ANCHOR_NOTICE:
        return tlr_case_notice(c, value);
    default:
        return tlr_case_close(c, value);
    }
}

/*
 * api/counted.h: an election's folder, verified and counted by both engines, for those who show it.
 */
#ifndef TLRI_API_COUNTED_H
#define TLRI_API_COUNTED_H

#include "api/case.h"
#include "audit/audit.h"
#include "report/basis.h"

/* A folder counted twice. Zeroed: nothing to drop. */
struct tlri_counted_case {
    struct tlri_case *opened;
    struct tlri_audit *first, *second; /* by the counting engine; by the second one */
    struct tlri_report_basis basis;
};

/*
 * Verifies and counts the folder of c. A result.xml in it must be the one that these files give.
 * TLR_E_DIFFERS: the engines differ (6800), or result.xml is another result (6801); otherwise as
 * tlr_case_count. Whatever comes back, *counted is to be dropped.
 */
tlr_status tlri_counted_open(tlr_case *c, struct tlri_counted_case *counted) TLRI_NODISCARD;
void tlri_counted_drop(struct tlri_counted_case *counted);

#endif

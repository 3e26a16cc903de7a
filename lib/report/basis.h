/*
 * report/basis.h: what a rendering may say of where its figures come from.
 *
 * A report is never made from result.xml: the files are counted anew, by both engines. Whether the
 * folder also holds a result, and that it is the same, the caller found out (api/report.c).
 */
#ifndef TLRI_REPORT_BASIS_H
#define TLRI_REPORT_BASIS_H

#include "trust/digest.h"

struct tlri_report_basis {
    struct tlri_digest result; /* SHA-256 of result.xml as it was reproduced */
    bool in_folder;            /* result.xml is in the folder, with just these bytes */
};

#endif

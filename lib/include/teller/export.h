/*
 * teller/export.h: papers and results in the forms of other programs.
 *
 * The papers of one contest as BLT, as a table (CSV) or as cast vote records (NIST SP 1500-103,
 * JSON); the bounds on groups as OpenTally writes them; the votes and the result in OASIS EML 5.0
 * (messages 510 and 520). What is made of papers is as secret as the papers: a warning says who may
 * see it. Nothing in a folder is written. spec/formats/export.md.
 */
#ifndef TLR_EXPORT_H
#define TLR_EXPORT_H

#include "teller/case.h"
#include "teller/ctx.h"
#include "teller/text.h"

typedef enum tlr_export_format {
    TLR_EXPORT_BLT,     /* the valid papers as counted */
    TLR_EXPORT_CSV,     /* the papers as seen, a row for all that are alike */
    TLR_EXPORT_CVR,     /* every paper as seen and as counted */
    TLR_EXPORT_CON,     /* the bounds on groups, to go with BLT; no papers */
    TLR_EXPORT_EML_510, /* votes, contest by contest, as far as they may be published */
    TLR_EXPORT_EML_520  /* who is elected */
} tlr_export_format;

typedef struct tlr_export_request {
    tlr_export_format format;
    const char *contest;   /* id; NULL: the only one that was counted, for EML all of them */
    unsigned round;        /* of an eliminating ballot, from 1; 0: the only one, or all */
    const char *generated; /* with TLR_EXPORT_CVR, which asks for a moment: 2026-05-14T20:30:00Z */
} tlr_export_request;

typedef struct tlr_export_report {
    unsigned long papers;   /* papers in what was made; 0 where it holds none */
    unsigned long left_out; /* papers that the form cannot say, or that are not valid (BLT) */
} tlr_export_report;

/*
 * Verifies and counts the folder of c with both engines, as tlr_case_render does, and exports what
 * request asks for. report: filled on TLR_OK. *out is the caller's (tlr_text_free); NULL on
 * failure. TLR_E_USAGE: no such format, contest or round, or several to choose from (6991, 6992),
 * or `generated` is missing or no such moment (6993); TLR_E_RULES: nothing was counted in the
 * contest (6989), it has no bounds (6990), or no contest of that id has votes that may be shown
 * (6987); otherwise as tlr_case_render. With papers a warning (6985) says who may see them.
 */
tlr_status tlr_case_export(tlr_case *c, const tlr_export_request *request,
                           tlr_export_report *report, tlr_text **out);

/*
 * Exports the papers of one BLT file, which is not counted: as canonical BLT, as a table or as cast
 * vote records; request->contest and round are not looked at. TLR_E_USAGE: another format (6991),
 * or `generated` (6993); TLR_E_INPUT, TLR_E_IO: the file; TLR_E_LIMIT, TLR_E_MEMORY. *out and
 * report as above.
 */
tlr_status tlr_export_blt(tlr_ctx *ctx, const char *path, const tlr_export_request *request,
                          tlr_export_report *report, tlr_text **out);

#endif

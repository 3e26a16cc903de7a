/*
 * teller/case.h: an election's folder: check it, count it, verify its result.
 *
 * Use: new, anchors if there are any, then check, count, verify or render (each opens the folder
 * anew and reads every file once), free. Nothing in the folder is written: the caller writes the
 * texts.
 */
#ifndef TLR_CASE_H
#define TLR_CASE_H

#include "teller/ctx.h"
#include "teller/text.h"

typedef struct tlr_case tlr_case;

/* A case for the folder `dir` (copied; nothing is read yet). TLR_E_MEMORY. */
tlr_status tlr_case_new(tlr_ctx *ctx, const char *dir, tlr_case **out);
void tlr_case_free(tlr_case *c);

/*
 * Anchors: what the caller knows from outside the folder. The officer's public key, from a file;
 * the digest of the notice, from the notice of poll; the digest of the close, from the slip taken
 * home. Digests whole or at least their first four groups of four. TLR_E_USAGE: not a digest;
 * TLR_E_IO, TLR_E_INPUT: not a key file.
 */
tlr_status tlr_case_officer_key(tlr_case *c, const char *path);
tlr_status tlr_case_notice(tlr_case *c, const char *digest);
tlr_status tlr_case_close(tlr_case *c, const char *digest);

/*
 * The record of last year's delegation (teller/delegation.h), kept by the CLP beside no election:
 * tlr_case_check then warns where the notice says something else of last year. path is copied.
 * TLR_E_MEMORY. What is wrong with the file itself is said by tlr_case_check.
 */
tlr_status tlr_case_last_year(tlr_case *c, const char *path);

/*
 * The folder of the election that this one holds again: tlr_case_check then asks whether its count
 * is void, and by the result that the notice names. dir is copied. TLR_E_MEMORY. What is wrong with
 * that folder is said by tlr_case_check.
 */
tlr_status tlr_case_void(tlr_case *c, const char *dir);

/*
 * What is done with the case from now on is done in part: tlr_case_count, tlr_case_verify and
 * tlr_case_render leave out batches that are named and not in the folder, and say so before
 * anything else; then there are no workings and no run text, and the file that a verification
 * compares is partial.xml. They answer TLR_E_USAGE where nothing is missing, or the folder is a
 * bundle (7100, 7103), TLR_E_RULES where a batch is too small to be left out, or a contest cannot
 * be counted in part (7101, 7104), and TLR_E_DECISION at a tie, for which no lot is drawn (7105).
 * tlr_case_check does not look at it. spec/formats/partial.md.
 */
void tlr_case_partial(tlr_case *c);

/*
 * Everything wrong with notice, election, batches, close and lots, and with the rules they declare,
 * as diagnostics. TLR_OK: nothing. TLR_E_TRUST, TLR_E_INPUT, TLR_E_RULES, TLR_E_IO, TLR_E_LIMIT,
 * TLR_E_MEMORY by what is worst. Files that come later in an evening (close, lots, batches) may be
 * missing: a note says so.
 */
tlr_status tlr_case_check(tlr_case *c);

/*
 * Verifies every signature and binding, then counts with the first engine. TLR_OK: the texts below
 * are there. TLR_E_DECISION: a lot is needed, and a diagnostic has the lines to write; there are no
 * texts. Or another round of an eliminating ballot is needed, and a diagnostic says with which
 * paper: then there is the sheet of the rounds so far, and no other text. Otherwise as
 * tlr_case_check, and TLR_E_INTERNAL.
 */
tlr_status tlr_case_count(tlr_case *c);

/* The result sheet (80 columns), result.xml, workings.xml (sealed, not for publication) and run.txt
 * of the last count; NULL when there is none. They belong to the case. */
const tlr_text *tlr_case_sheet(const tlr_case *c);
const tlr_text *tlr_case_result(const tlr_case *c);
const tlr_text *tlr_case_workings(const tlr_case *c);
const tlr_text *tlr_case_run(const tlr_case *c);

/*
 * Before result.xml of the folder is written over: where the last count followed rulings or a
 * declaration, and result.xml is another result, a copy is put into the folder's superseded/, under
 * its digest. Otherwise nothing is done. TLR_E_TRUST: superseded is a link (6664); TLR_E_IO,
 * TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_case_keep_superseded(tlr_case *c);

/*
 * Verifies: signatures, bindings and account; counts with both engines and compares all events;
 * compares the bytes of result.xml in the folder with the result reproduced. tlr_case_report has
 * the numbered checks; its first line names the anchors given. TLR_OK: all hold. TLR_E_DIFFERS: the
 * report ends with the first difference in words. Otherwise as tlr_case_count.
 */
tlr_status tlr_case_verify(tlr_case *c);
const tlr_text *tlr_case_report(const tlr_case *c);
/* The i-th check of the last verification, from 0, in the order of the report: its number as in
 * spec/verification.md ("V8"), whether it holds (1), and the sentence; text of the case. 0 past the
 * end, and nothing is set. Each may be NULL when not wanted. */
int tlr_case_report_check(const tlr_case *c, size_t i, const char **number, int *holds,
                          const char **text);
/* Was the folder verified last a public bundle (1), whose papers are not there, so that nothing was
 * counted? Its result is only checked against itself: the account, and every stage. */
int tlr_case_is_public(const tlr_case *c);

/* In what form a result is rendered; spec/formats/ has a page for each. */
typedef enum tlr_format {
    TLR_FORMAT_HTML,      /* one self-contained page */
    TLR_FORMAT_TEXT,      /* the result sheet, as tlr_case_count makes it */
    TLR_FORMAT_CSV,       /* the stage sheet, for spreadsheets */
    TLR_FORMAT_JSON,      /* everything that result.xml shows */
    TLR_FORMAT_RCVIS,     /* one contest, for RCVis to draw */
    TLR_FORMAT_SCRUTINEER /* the scrutineer's report, to complete and sign */
} tlr_format;

/*
 * Verifies and counts the folder with both engines, and renders the result. Nothing is taken from
 * result.xml; if the folder has one, it must be this result. contest: the id of one, for
 * TLR_FORMAT_RCVIS; NULL: the only one that was counted; other formats do not look at it. *out is
 * the caller's; NULL on failure. TLR_E_DIFFERS: the counts differ, or result.xml is another result
 * (a diagnostic says which); TLR_E_USAGE: no such format or contest; TLR_E_RULES: also when the
 * notice keeps back what the format shows; otherwise as tlr_case_count.
 */
tlr_status tlr_case_render(tlr_case *c, tlr_format format, const char *contest, tlr_text **out);

#endif

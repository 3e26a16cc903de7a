/*
 * teller/import.h: drafts of batches, from the exports of other programs.
 *
 * A draft is no evidence: tellers compare it with the export, put it into the folder's batches and
 * sign it, as the notice's policy says. Columns that are not read are noted by their headings; no
 * other text of an export is shown. spec/formats/import.md.
 */
#ifndef TLR_IMPORT_H
#define TLR_IMPORT_H

#include "teller/ctx.h"
#include "teller/text.h"

/* What an import came to. */
typedef struct tlr_import_report {
    unsigned long papers;    /* papers in the batch */
    unsigned long empty;     /* of them, without a mark */
    unsigned long twice;     /* of them, with a candidate chosen twice: marked ? */
    unsigned long nothing;   /* empty rows left out, as the mapping says */
    char export_digest[65];  /* SHA-256 of the export, 64 hex digits and NUL */
    char mapping_digest[65]; /* of the mapping */
} tlr_import_report;

/*
 * Makes a draft batch.
 * ctx: diagnostics go here. exported, mapping: paths of the two files. dir: the election's folder,
 * whose election.xml gives the candidates; its signatures are not looked at, since the draft is
 * bound to its digest and counted only where that holds. salt: 32 lower-case hex digits, drawn at
 * random. report: filled on TLR_OK.
 * On TLR_OK *batch is new (tlr_text_free), teller/ballots@1. TLR_E_INPUT: a file is wrong, or they
 * do not fit each other (2800-2819, 2830-2834 and those of each reader); TLR_E_USAGE: the salt
 * (2815); TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_import(tlr_ctx *ctx, const char *exported, const char *mapping, const char *dir,
                      const char *salt, tlr_import_report *report, tlr_text **batch);

/*
 * Drafts a mapping for an export, to be checked and completed by people: where nothing can be
 * suggested there is a ?, which `tlr_import` refuses.
 * contest: id of the contest, or NULL when the election has one only. On TLR_OK *mapping is new
 * (tlr_text_free). Statuses as above; TLR_E_USAGE: no such contest (2816).
 */
tlr_status tlr_import_suggest(tlr_ctx *ctx, const char *exported, const char *dir,
                              const char *contest, tlr_text **mapping);

/* Totals that a provider states, who gives no papers. */
typedef struct tlr_totals {
    const char *contest, *batch, *channel; /* ids */
    unsigned round, revision;              /* from 1 */
    unsigned long papers;                  /* blank ones too */
    unsigned long blank;                   /* papers without a vote */
    const char *statement;                 /* path of the file in which the provider states them */
    size_t candidates;                     /* all of the contest, in any order */
    const char *const *candidate;          /* their ids */
    const unsigned long *votes;            /* and the votes of each */
} tlr_totals;

/*
 * Drafts a tally (teller/tally@1) of a provider's totals, to be compared with the statement and
 * signed like a batch. dir: the election's folder, as for tlr_import. salt: 32 lower-case hex
 * digits, drawn at random. On TLR_OK *tally is new (tlr_text_free). TLR_E_USAGE: no such contest
 * (2816), candidates missing, unknown or given twice (7003), a number or id that a tally cannot
 * hold (7004), the salt (2815); TLR_E_INPUT: the totals cannot be those of so many papers (6998),
 * or election.xml is wrong; TLR_E_IO, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlr_import_totals(tlr_ctx *ctx, const tlr_totals *totals, const char *dir,
                             const char *salt, tlr_text **tally);

#endif

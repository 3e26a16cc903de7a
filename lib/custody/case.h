/*
 * custody/case.h: an election's folder, checked into one case: bound, complete, balanced.
 *
 * A case is what a count may use. It exists only when every file was read once, its signatures were
 * checked against the election's keys and policy before it was parsed, every file carries the
 * digest of the one it rests on, and close names exactly the batches that are there. Nothing is
 * counted here. spec/formats/folder.md, spec/verification.md.
 */
#ifndef TLRI_CASE_H
#define TLRI_CASE_H

#include "io/close.h"
#include "io/declaration.h"
#include "io/ink.h"
#include "io/lots.h"
#include "model/case_result.h"
#include "model/election.h"
#include "model/notice.h"
#include "model/ruling.h"
#include "trust/digest.h"
#include "trust/key.h"
#include "trust/sealed.h"

/* What the caller knows from outside the folder. Zeroed: no anchor. */
struct tlri_anchors {
    bool has_officer;
    struct tlri_key officer;
    bool has_notice, has_close;
    struct tlri_anchor notice, close;
};

/* The papers of one round of a contest (round 1 for everything but an eliminating ballot). */
struct tlri_case_round {
    uint32_t round;
    struct tlri_papers *papers; /* owned */
};

struct tlri_case_contest {
    const struct tlri_notice_contest *declared;
    const struct tlri_election_contest *entered;
    struct tlri_contest contest; /* for the engines; its memory is the case's arena */
    uint32_t annulled;           /* number of the ruling that annulled its count, or 0 */
    size_t rounds;               /* 0: no papers, the contest must be unopposed */
    struct tlri_case_round *round;
};

/* A batch that the close names, or a ruling. */
struct tlri_case_line {
    const struct tlri_close_batch *batch;
    uint32_t ruling;          /* number of the ruling that names it; 0: the close does */
    struct tlri_sealed *file; /* owned by the case that was opened */
};

struct tlri_case_ruling {
    struct tlri_sealed *file;   /* owned likewise */
    struct tlri_ruling *ruling; /* owned likewise */
};

/*
 * Without rulings, a case is what its files say. With rulings, the case that is opened is a view of
 * it, in which candidates, decisions and batches are as they are after the last ruling; the files
 * as signed are its `base`.
 */
struct tlri_case {
    tlr_ctx *ctx;
    struct tlri_arena arena;
    struct tlri_case *base; /* of a view: what it looks at; else NULL */
    bool owns_base;         /* is `base` freed with this view? */
    uint32_t applied;       /* how many rulings are in force here */
    const char *dir;
    struct tlri_anchors anchors;
    const char **names; /* entries of the folder, sorted */
    size_t names_count;

    struct tlri_sealed *notice_file, *ink_file, *election_file, *close_file, *lots_file;
    struct tlri_notice *notice;
    struct tlri_election *election;
    struct tlri_close *close;    /* of a partial count: without the batches left out */
    struct tlri_close *full;     /* of a partial count: the close as it was read; else NULL */
    struct tlri_lots_file *lots; /* NULL: none drawn */
    struct tlri_ink *ink;        /* NULL: nothing was signed by hand */
    struct tlri_declaration *declaration; /* NULL: there is none, or it was not looked at */
    bool outdated; /* it is of a result that was superseded since; only with `wanted` */

    struct tlri_key keys[TLRI_SEAL_KEYS_MAX];
    size_t keys_count;
    uint32_t revoked[TLRI_SEAL_KEYS_MAX]; /* number of the ruling that revoked the key, or 0 */
    uint32_t fixed_at; /* while opening: revocations up to this ruling count for the file read */

    size_t rulings; /* all that are there, in the order of their numbers */
    struct tlri_case_ruling *ruling;
    uint32_t before_close; /* how many of them were made before the close */

    size_t lines; /* batches named by the close, in its order, then those named by rulings */
    struct tlri_case_line *line;

    size_t batches; /* that count, sorted by contest in notice order, round, id */
    struct tlri_result_batch *batch;
    struct tlri_sealed **batch_file; /* in the order of close->batch; borrowed from `line` */

    bool partial;     /* batches that are named and not there are left out, instead of refused */
    size_t left_outs; /* of a partial count, in the same order as `batch` */
    struct tlri_result_batch *left_out;

    size_t contests; /* in the order of the notice */
    struct tlri_case_contest *contest;

    struct tlri_array *wanted; /* NULL: a signature that is missing is an error; else where it is
                                  noted: struct tlri_wanted (custody/steps.h) */

    struct tlri_array checks; /* struct tlri_result_check: the checks made and passed */
    struct tlri_array
        signed_by;             /* const char *: "close.txt: asha (returning-officer)" for run.txt */
    struct tlri_array ignored; /* const char *: "close.txt.more.minisig", of a key not listed */
};

/*
 * Opens and checks everything in the folder. Problems are all reported where reading on makes
 * sense: a file whose signature does not hold is not parsed, and what rests on it is not looked at.
 * TLR_OK: *out is a new case (tlri_case_free). TLR_E_TRUST when any signature, digest or binding
 * does not hold; else TLR_E_IO, TLR_E_LIMIT, TLR_E_INPUT, TLR_E_RULES by what was met first;
 * TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlri_case_open(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                          struct tlri_case **out) TLRI_NODISCARD;
/*
 * The same for a partial count: batches that are named and not in the folder are left out. What is
 * in the folder is held to everything as ever. TLR_E_USAGE: nothing is missing (7100); TLR_E_RULES:
 * a batch is too small to be left out (7101); TLR_E_TRUST: a batch is missing that does not
 * count in the end, but what a ruling changed rests on it (7102). spec/formats/partial.md.
 */
tlr_status tlri_case_open_partial(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                  struct tlri_case **out) TLRI_NODISCARD;
/* The same for a folder that is not finished yet: close, batches and lots may be missing (a note
 * says so), and what is there is checked. */
tlr_status tlri_case_inspect(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                             struct tlri_case **out) TLRI_NODISCARD;
/* The same for notice and candidates' file alone: close, batches and lots are not looked at,
 * and of rulings only those made before the close, whose keys count; the case is as signed. */
tlr_status tlri_case_open_definition(tlr_ctx *ctx, const char *dir,
                                     const struct tlri_anchors *anchors,
                                     struct tlri_case **out) TLRI_NODISCARD;
/* The same, and the close, whose own signatures are not looked at: for its slip, which is handed
 * out before they are made. TLR_E_INPUT: there is no close (7070). */
tlr_status tlri_case_open_slip(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                               struct tlri_case **out) TLRI_NODISCARD;
/* The same for everything but the lots, which are about to be written. */
tlr_status tlri_case_open_papers(tlr_ctx *ctx, const char *dir, const struct tlri_anchors *anchors,
                                 struct tlri_case **out) TLRI_NODISCARD;
/* The same for everything, and then declaration.txt, if it is there: TLR_E_TRUST when it is of
 * another result than the one here (6652). A count looks at no declaration. */
tlr_status tlri_case_open_declared(tlr_ctx *ctx, const char *dir,
                                   const struct tlri_anchors *anchors,
                                   struct tlri_case **out) TLRI_NODISCARD;
/*
 * Is the election that the notice of c holds again void, as its folder dir shows? TLR_E_TRUST: the
 * notice names none, or another result (7022), or a contest was not annulled (7023); otherwise as
 * tlri_case_open_declared of that folder.
 */
tlr_status tlri_case_check_void(struct tlri_case *c, const char *dir) TLRI_NODISCARD;
void tlri_case_free(struct tlri_case *c);

/*
 * The same case as it was after the first k of its rulings (0: as signed). It borrows from the case
 * that was opened and must be freed before it. k is at most the number of rulings. TLR_E_INPUT with
 * diagnostics when a ruling changes something that is not there, or nothing (ruling.md [RUL-15]);
 * for a case that was opened this cannot happen any more. Papers are read where the batches were
 * opened. TLR_E_MEMORY. On failure *out is NULL.
 */
tlr_status tlri_case_after(struct tlri_case *c, uint32_t k, struct tlri_case **out) TLRI_NODISCARD;

/* Records a check that was made and passed. text is copied. */
tlr_status tlri_case_passed(struct tlri_case *c, const char *clause, const char *fmt,
                            ...) TLRI_NODISCARD TLRI_PRINTF(3, 4);

/* Is this the digest of the close of c, or of one that it replaced, at once or some time before?
 * Reads close.N.txt. TLR_E_IO, TLR_E_INPUT: a close of the history breaks its format; TLR_E_MEMORY.
 */
tlr_status tlri_case_in_history(struct tlri_case *c, const struct tlri_digest *digest,
                                bool *found) TLRI_NODISCARD;
/* Were the digits of every ticket of c->lots thrown after a close of the history? TLR_E_TRUST: they
 * were not (6520); else as tlri_case_in_history. */
tlr_status tlri_case_check_tickets(struct tlri_case *c) TLRI_NODISCARD;

#endif

/*
 * custody/steps.h: how far an election's folder has got, and whose signatures are missing.
 */
#ifndef TLRI_STEPS_H
#define TLRI_STEPS_H

#include "custody/case.h"
#include "io/entry.h"

/* Signatures that the policy asks for and that are not there yet. */
struct tlri_wanted {
    const char *file; /* with its folder; in the case's arena */
    enum tlri_role role;
    uint32_t count;    /* so many more */
    bool in_ink;       /* a slip signed by hand will do */
    tlri_signers keys; /* bit i: the case's keys[i] has the role and has not signed */
};

/* The first file in the order of time that is not there, or not signed as it must be. */
enum tlri_step {
    TLRI_STEP_NOTICE,
    TLRI_STEP_ELECTION,
    TLRI_STEP_RULINGS,
    TLRI_STEP_BATCHES,
    TLRI_STEP_KEYING,    /* the journal of a batch lies there: its keying is not finished */
    TLRI_STEP_DECISIONS, /* batches are there, some papers are doubtful and not decided on */
    TLRI_STEP_ACCOUNT,
    TLRI_STEP_CLOSE,
    TLRI_STEP_LOTS,  /* lots.txt is there and not signed; whether one is needed is not asked */
    TLRI_STEP_RESULT /* everything that is counted is there */
};

struct tlri_steps {
    tlr_ctx *ctx;
    struct tlri_case *opened; /* as far as it could be opened */
    enum tlri_step step;
    bool there;                 /* is the file there (and wants signatures)? */
    struct tlri_array wanted;   /* struct tlri_wanted: of the file, or of all batches */
    size_t batches;             /* in the folder, while there is no close */
    uint64_t undecided;         /* doubtful papers without a decision, while there is no close */
    const char *without_papers; /* title of the first contest that has to be voted on and has no
                                   batch, or NULL */
    size_t withouts;            /* all such contests: their ids, that one first */
    const char **without;
    struct tlri_entry *keying; /* the first batch of which a journal lies there, or NULL */
};

/*
 * Looks at the folder, file after file, and stops at the first that is not there or lacks
 * signatures. On TLR_OK *out must be freed with tlri_steps_free. What is there and wrong is an
 * error, with diagnostics, as for tlri_case_inspect: TLR_E_TRUST, TLR_E_INPUT, TLR_E_IO,
 * TLR_E_RULES, TLR_E_LIMIT, TLR_E_MEMORY.
 */
tlr_status tlri_steps_find(tlr_ctx *ctx, const char *dir, struct tlri_steps **out) TLRI_NODISCARD;
/* NULL is accepted. */
void tlri_steps_free(struct tlri_steps *steps);

#endif

/*
 * support/disturb.h: running the real program while tests/preload/io_faults.c fails its calls.
 *
 * For the tests of tests/fault/ that look at the program from outside. What a run says goes to
 * talk/out and talk/err of the current folder, which the test makes. FAULTS=all in the environment
 * takes every call.
 */
#ifndef TEST_DISTURB_H
#define TEST_DISTURB_H

#include <stdbool.h>
#include <stddef.h>

#include "support/folder.h"

/* Room for a path as realpath wants it. */
enum { DISTURB_PATH = 4096, DISTURB_WORDS = 24 };

/* What is run and loaded, and where the tests stood at the beginning. */
struct disturb {
    char program[DISTURB_PATH], shim[DISTURB_PATH];
    char top[FOLDER_PATH];
    char mark[2 * FOLDER_PATH];
    size_t runs;
};

/* A call that goes wrong, and how: words of TELLER_FAULT. */
struct disturb_row {
    const char *call, *how;
};

/* The calls that can fail, and the ways; ends with {NULL, NULL}. Memory and signals are not here.
 */
extern const struct disturb_row disturb_rows[];

/* Finds the program and the preload below the current folder (OBJ names the folder of objects).
 * False when one is not there. */
bool disturb_find(struct disturb *d);
/* Says that scratch runs begin: marks lie in scratch/talk, and the current folder becomes scratch.
 */
bool disturb_begin(struct disturb *d, const char *scratch);
/* Runs the program with these words (ending with NULL) and typed on its standard input, or with
 * nothing to read when typed is NULL. spec: a TELLER_FAULT, or NULL for an undisturbed run. Returns
 * the exit code, or minus the number of the signal that ended it. */
int disturb_run(struct disturb *d, const char *const *word, const char *typed, const char *spec);
/* In a child that was forked: becomes the program. Does not return. */
void disturb_become(const struct disturb *d, const char *const *word, const char *typed,
                    const char *spec);
/* Did what the last run was asked to meet happen? */
bool disturb_fired(const struct disturb *d);
/* After a SWAP: was the file opened when it was another? */
bool disturb_read_swapped(const struct disturb *d);
/* May the program end so when this happens to it? how: of TELLER_FAULT; memory: of an allocation.
 */
bool disturb_may_end(const char *how, bool memory, int code);
/* After a failure of memory, a message, or the silence of a run that worked all the same? */
bool disturb_said_why(int code);
/* Prints what was wrong with a run, and what it said. */
void disturb_complain(const char *spec, const char *name, int code, const char *what);
/* Is every call wanted? */
bool disturb_all_wanted(void);
/* Is this command wanted, the number-th from 0? Of the environment: FAULTS_OF=bundle asks for those
 * whose name begins so, FAULTS_PART=2/4 for the second of each four. */
bool disturb_wanted(const char *name, size_t number);

#endif

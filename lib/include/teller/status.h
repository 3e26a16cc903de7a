/*
 * teller/status.h: what a call to the library can come to.
 *
 * A status is what code branches on. What people read is a diagnostic (teller/diag.h). One row per
 * status: NAME, pinned value (never reused), exit code of the program, one line of text.
 */
#ifndef TLR_STATUS_H
#define TLR_STATUS_H

#define TLR_STATUS_TABLE(X)                                                                        \
    X(TLR_OK, 0, 0, "done")                                                                        \
    X(TLR_E_DIFFERS, 101, 1, "a difference was found")                                             \
    X(TLR_E_USAGE, 102, 2, "the call was not of the right form")                                   \
    X(TLR_E_INPUT, 201, 3, "an input is wrong")                                                    \
    X(TLR_E_RULES, 202, 3, "the rules declared do not allow this count")                           \
    X(TLR_E_DECISION, 301, 4, "a decision (a lot) is needed first")                                \
    X(TLR_E_IO, 401, 5, "a file cannot be read or written")                                        \
    X(TLR_E_TRUST, 501, 6, "a signature, digest or binding does not hold")                         \
    X(TLR_E_LIMIT, 601, 7, "an input is larger than the documented limit")                         \
    X(TLR_E_MEMORY, 602, 7, "there is not enough memory")                                          \
    X(TLR_E_INTERNAL, 701, 70, "an internal error: please report it")

typedef enum tlr_status {
#define TLR_STATUS_ENUM(name, value, exit_code, text) name = (value),
    TLR_STATUS_TABLE(TLR_STATUS_ENUM)
#undef TLR_STATUS_ENUM
} tlr_status;

/* The name of a status ("TLR_E_INPUT"); never NULL: an unknown value gives "TLR_E_UNKNOWN". */
const char *tlr_status_name(tlr_status status);

/* One line of text for people; never NULL. */
const char *tlr_status_text(tlr_status status);

/* The exit code (0..7, 70) that the program ends with for this status; unknown values give 70. */
int tlr_status_exit(tlr_status status);

#endif

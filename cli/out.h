/*
 * cli/out.h: leaving the program with every stream closed and checked.
 *
 * A full disk must never exit 0: printf reports nothing until the stream is flushed, so the last
 * word is spoken here.
 */
#ifndef TELLER_OUT_H
#define TELLER_OUT_H

/* Closes stdout and stderr. error: the errno of an earlier failure to write to stdout, or 0.
 * Returns exit_code, or 5 instead of 0 after saying so when something that was printed could not be
 * written. */
int out_close(int exit_code, int error);

#endif

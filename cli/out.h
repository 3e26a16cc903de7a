/*
 * cli/out.h: leaving the program with every stream closed and checked.
 *
 * A full disk must never exit 0: printf reports nothing until the stream is flushed, so the last
 * word is spoken here.
 */
#ifndef TELLER_OUT_H
#define TELLER_OUT_H

/* Closes stdout and stderr. Returns exit_code, or 5 after saying so when something that was printed
 * could not be written. */
int out_close(int exit_code);

#endif

/*
 * support/seam.h: functions of lib/ that a test puts itself in front of, to make one call fail.
 *
 * The linker puts __wrap_F where F is called, and calls F itself __real_F (WRAPPED in the
 * Makefile). For test programs of one file, which name the kinds of call that they count (0 and
 * up).
 */
#ifndef TELLER_TEST_SEAM_H
#define TELLER_TEST_SEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { SEAM_KINDS = 4 };

static struct {
    size_t calls[SEAM_KINDS];
    size_t fail_at[SEAM_KINDS]; /* 0: none */
    bool failed;
} seam;

/* Counts one call of this kind: is it the one that fails? */
static bool fails(int kind)
{
    bool now = ++seam.calls[kind] == seam.fail_at[kind];
    seam.failed = seam.failed || now;
    return now;
}

/* From now on the fail_at-th call of this kind fails (0: none), and no other. */
static void set_seam(int kind, size_t fail_at)
{
    memset(&seam, 0, sizeof seam);
    seam.fail_at[kind] = fail_at;
}

/* F of this type and these parameters, given as they are declared and passed on; where a call of
 * the kind fails it gives `none`. */
#define SEAM(f, type, declared, passed, kind, none)                                                \
    type __real_##f declared;                                                                      \
    type __wrap_##f declared;                                                                      \
    type __wrap_##f declared                                                                       \
    {                                                                                              \
        return fails(kind) ? (none) : __real_##f passed;                                           \
    }

#endif

/*
 * base/banned.h: functions of libc that this library must not use, made into compile errors.
 *
 * Functions without a bound (strcpy), with hidden state (strtok, rand), without error reporting
 * (atoi) or that ask the locale or the clock (localtime). The headers that declare them come first,
 * so that a later include of one of them, by us or by another library, finds them declared already.
 * What only this library must not do (print, exit, read the environment) is checked by
 * tests/tools/layers.sh instead, since test programs include this header and may do it.
 */
#ifndef TLRI_BANNED_H
#define TLRI_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* A fortified libc may have made some of them macros, which cannot be poisoned. */
#undef sprintf
#undef vsprintf
#undef gets

#ifdef __GNUC__
#pragma GCC poison strcpy strcat strncat stpcpy strtok sprintf vsprintf gets
#pragma GCC poison atoi atol atoll atof rand srand rand_r drand48 tmpnam tempnam mktemp
#pragma GCC poison localtime gmtime ctime asctime localtime_r ctime_r asctime_r mktime
#endif

#endif

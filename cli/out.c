/*
 * cli/out.c: closes the standard streams and tells a failed write (see out.h).
 */
#include "out.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int out_close(int exit_code)
{
    int failed = ferror(stdout);
    errno = 0;
    if (fclose(stdout) != 0) {
        failed = 1;
    }
    if (failed) {
        const char *why = errno != 0 ? strerror(errno) : "write error";
        fprintf(stderr, "teller: error: the output could not be written: %s\n", why);
        exit_code = 5;
    }
    if (fclose(stderr) != 0 && exit_code == 0) {
        exit_code = 5;
    }
    return exit_code;
}

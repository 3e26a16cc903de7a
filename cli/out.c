/*
 * cli/out.c: closes the standard streams and tells a failed write (see out.h).
 */
#include "out.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int out_close(int exit_code, int error)
{
    int failed = ferror(stdout) || error != 0;
    if (fclose(stdout) != 0) {
        error = error != 0 ? error : errno;
        failed = 1;
    }
    if (failed) {
        const char *why = error != 0 ? strerror(error) : "write error";
        fprintf(stderr,
                "teller: error: the output could not be written: %s\n"
                "  what to do: send it somewhere with room, and run the command again\n",
                why);
        exit_code = exit_code == 0 ? 5 : exit_code;
    }
    if (fclose(stderr) != 0 && exit_code == 0) {
        exit_code = 5;
    }
    return exit_code;
}

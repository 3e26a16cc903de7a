/*
 * cli/random.c: random bytes of the system.
 *
 * /dev/urandom is on every system that this program runs on, and POSIX.1-2008 has no call for it.
 * Nothing is made up when it cannot be read: a salt that can be guessed protects nobody.
 */
#include "random.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

bool random_bytes(unsigned char *out, size_t n)
{
    int fd = -1;
    do {
        fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return false;
    }
    size_t have = 0;
    ssize_t got = 1;
    while (have < n && got != 0) {
        got = read(fd, out + have, n - have);
        if (got < 0 && errno != EINTR) {
            break;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    (void)close(fd);
    return have == n;
}

tlr_status random_or_say(struct cmd_env *env, unsigned char *out, size_t n)
{
    if (random_bytes(out, n)) {
        return TLR_OK;
    }
    fputs("teller: error: the system gives no random bytes for the salt\n"
          "  what to do: see that /dev/urandom can be read, and run the command again\n",
          env->err);
    return TLR_E_IO;
}

bool random_salt(char salt[SALT_DIGITS + 1])
{
    unsigned char bytes[SALT_BYTES];
    if (!random_bytes(bytes, sizeof bytes)) {
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        snprintf(salt + 2 * i, 3, "%02x", (unsigned)bytes[i]);
    }
    return true;
}

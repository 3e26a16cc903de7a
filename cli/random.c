/*
 * cli/random.c: random bytes of the system.
 *
 * /dev/urandom is on every system that this program runs on, and POSIX.1-2008 has no call for it.
 * Nothing is made up when it cannot be read: a salt that can be guessed protects nobody.
 */
#include "random.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

bool random_bytes(unsigned char *out, size_t n)
{
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t got = read(fd, out, n);
    (void)close(fd);
    return got >= 0 && (size_t)got == n;
}

bool random_or_say(struct cmd_env *env, unsigned char *out, size_t n)
{
    if (random_bytes(out, n)) {
        return true;
    }
    fputs("teller: error: the system gives no random bytes for the salt\n"
          "  what to do: see that /dev/urandom can be read, and run the command again\n",
          env->err);
    return false;
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

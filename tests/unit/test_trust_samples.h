/*
 * test_trust_samples.h: one message, signed by other programs.
 *
 * Made by minisign 0.11 with fixtures/keys/teller-a.key and by OpenSSH 9.2, so the tests do not
 * rest on what this library itself writes.
 */
#ifndef TEST_TRUST_SAMPLES_H
#define TEST_TRUST_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* Makes a scratch folder; its path stands in out. */
static inline bool sample_folder(char *out, size_t size)
{
    const char *top = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
    snprintf(out, size, "%s/teller-test-XXXXXX", top);
    return mkdtemp(out) != NULL;
}

#define SAMPLE_MESSAGE     "These bytes are signed.\n"
#define SAMPLE_MESSAGE_LEN (sizeof SAMPLE_MESSAGE - 1)

/* fixtures/keys: teller-a, teller-b */
static const char sample_public[] =
    "untrusted comment: TEST KEY of teller-a, public half; its secret half is published\n"
    "RWTbYgrynJ1uKpg4MK3IXV6RJoCDn2bAvP5R+/zfSXpe+pjuoNDmhYGU\n";
static const char sample_other_public[] =
    "untrusted comment: TEST KEY of teller-b, public half; its secret half is published\n"
    "RWQwtYan78geZqlkgGOWD6+MdFigiliz8UvQNv2mCz1/QO9KdRyhq1fA\n";
static const char sample_secret[] =
    "untrusted comment: TEST KEY of teller-a, published: never use it in an election\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA22IK8pydbip3nyltvaRLl2"
    "uqqiZcGDQUH9WXuEVHpMdurVcM/mSx85g4MK3IXV6RJoCDn2bAvP5R+/"
    "zfSXpe+pjuoNDmhYGUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

/* minisign -S -t 'counted twice' */
static const char sample_minisig[] =
    "untrusted comment: signature from minisign secret key\n"
    "RUTbYgrynJ1uKro12Qwou6sjcLRanZxQ9oJDZmyWATUeLVPqdx6vOPUoRsh2hxyeaJ9iUVHjiCGRh5ec5H3ROy2v6BH1tu"
    "sdQQo=\n"
    "trusted comment: counted twice\n"
    "GFLIEqN+UHD9S9kOkhfQf40pq9E9MM3knlPKyeWbhoNZFWIn+CyWdH5CBDcWa89NqEOGU+jiq/68JmtqlUDlDw==\n";
/* minisign -S -l -t 'counted twice': the old form, not prehashed */
static const char sample_legacy[] =
    "untrusted comment: signature from minisign secret key\n"
    "RWTbYgrynJ1uKsvQPQvxkq+xB3eOJAe3IVn+TubzbvrNlhvl8nXdyWfsmbkQVWH3KHX6+ngYbV4FveVLR2/fF4eIu/"
    "KnTF2HgQs=\n"
    "trusted comment: counted twice\n"
    "Pdo9l3Efi33GcrepEPglmxVvN2DVf3zDpEZ01fZrshjDpmMLjDAszTY9hZcjGPqiEhBO3X6XRI7JkN+1RrloAw==\n";

static const char sample_ssh_public[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMTgCUv5hPuH5WX+manrdW9QGAGgoLlG6sPraLoITanh test\n";
/* ssh-keygen -Y sign -n teller */
static const char sample_sshsig[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgxOAJS/mE+4flZf6Zqet1b1AYAa\n"
    "CguUbqw+toughNqeEAAAAGdGVsbGVyAAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1\n"
    "NTE5AAAAQPFkiriqVUJuby7q3MKH/mfjH7LVFBafJ5SCxXSS4/H9igMRzxlRlo05oL42Fq\n"
    "IkVMU8M1YxyRvYq1sa2/JNiAI=\n"
    "-----END SSH SIGNATURE-----\n";
/* ... -n file */
static const char sample_sshsig_file[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgxOAJS/mE+4flZf6Zqet1b1AYAa\n"
    "CguUbqw+toughNqeEAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx\n"
    "OQAAAEDlDg4W6EMS3LYtYRd6hOzsopC+Q6sOQZCENqY2nvTuS7r4e9bmXjJTeQ8SIFfajN\n"
    "HXGT20H2XzRpc0T9tScs0K\n"
    "-----END SSH SIGNATURE-----\n";
/* ... -n teller -O hashalg=sha256 */
static const char sample_sshsig_sha256[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgxOAJS/mE+4flZf6Zqet1b1AYAa\n"
    "CguUbqw+toughNqeEAAAAGdGVsbGVyAAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1\n"
    "NTE5AAAAQKZFhJT3CeJNy0HwFnch7XVSltjnJKMjeNBCFjjOv3Q8LU0iXhUiApbLd4vU3j\n"
    "cw/e/xvN9kd+Z4VofX9NI0Rwg=\n"
    "-----END SSH SIGNATURE-----\n";
/* ... with a key of kind ssh-rsa */
static const char sample_sshsig_rsa[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAMT22HFGCw254BRJVzhybC\n"
    "+Cgm+sIIDFqgp89Ze2+A4ru1EYn21Cv2Uczp1CmfvNFAwes743Mdin6LG1lAdEqCYL9Ws7\n"
    "+SRYgxC29arCEj6dbf7kb/EySeHmD99zY/ZwCd4q9X8y2BW1I4+UFQq3PAmJUTTTIhs34V\n"
    "/cyXUOSZ35IrOX7AmFW0bL01cgBJOKBtGVBLlgnCg+196jmF1918YkRnpYpommPzBsV6l5\n"
    "kXsPZkZ/gHHO0CxLyHlOa6+qnw/OIo0UfXAi0cONX8aIy6Mk4J3uTN0ifTI5iY0+C06hQ2\n"
    "3g2u38BT8zVrE/KBvkLpaWtTJ+cE9OXjjYHfwrRB0AAAAGdGVsbGVyAAAAAAAAAAZzaGE1\n"
    "MTIAAAEUAAAADHJzYS1zaGEyLTUxMgAAAQCZCxtixKr5aAlkI2BAbaL3vzXffYiLG4VCZL\n"
    "q0OYA/nC3jYgCd/LJus0L37dkjuEM28awCAXJXccaCumHy7pVfAa169YynbRwgmXvDR9ln\n"
    "cGBgm648cF2GLV1BSzF2DnubFWCugdVg5JbVrJb2pIjhHZ5RSTeDByjZUzaMroo2DFlO3G\n"
    "98M5bXW6NL1HWoi5T5Lj+GME/RHtGEYM2/+8V5iQSclWyulw0YvJC2hsXz3k+ujMrDorsC\n"
    "FankV5xYi+OlhxDqyIS/Ew+hfWtPUDmJ2pcGqGNcKaWxb66v8LcMSzoUZ8NFwQORRZBWIp\n"
    "GjJ5grJS4PLdY1igJoYDNiUMBt\n"
    "-----END SSH SIGNATURE-----\n";

/* The key of teller-a under the password "correct horse", with scrypt's smallest cost that minisign
 * accepts; made with Python's hashlib. */
static const char sample_locked[] =
    "untrusted comment: TEST KEY, locked\n"
    "RWRTY0IyAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAAgAAAAAAAAAAAEAAAAALtWMvaAYbeFhzc/"
    "KovYzKKRbapNwhya4Y+KzLFdGrKDxuO7bNxr91ydDgrJRmcyPKMZM+"
    "uCNPmA6ANK034lNCtj2YyOpp9aOGxtmlto5xMnwMzs6lt1uCWNU7WrQnw31XFXtmCS9NAM=\n";

#endif

/*
 * trust/secret.c: minisign's secret key files (spec/formats/signatures.md, "Secret keys").
 *
 * One line of base64: the letters "Ed", "Sc" (scrypt) or two zeros (not encrypted), "B2", salt, the
 * two costs of scrypt, and key id, key and checksum, the last three under the stream that scrypt
 * makes of the password. Everything secret lies in memory of sodium_malloc, which is guarded, kept
 * out of core dumps, and wiped when freed. The costs in a file are bounded: a key file from
 * somebody else must not make this machine work for an hour.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trust/ed25519.h"
#include "trust/minisign.h"
#include "trust/text.h"

enum {
    SK_BYTES = 64,
    SALT_BYTES = 32,
    CHECK_BYTES = 32,
    BODY_BYTES = TLRI_KEY_ID_BYTES + SK_BYTES + CHECK_BYTES,
    AT_KDF = 2,
    AT_SALT = 6,
    AT_OPS = AT_SALT + SALT_BYTES,
    AT_MEM = AT_OPS + 8,
    AT_BODY = AT_MEM + 8,
    FILE_BYTES = AT_BODY + BODY_BYTES,
    /* "untrusted comment: …\n", base64, "\n" and NUL */
    TEXT_SIZE = 512,
    FOLDER_SIZE = 4096
};

/* minisign's usual costs, and the most that is accepted from a file. */
#define OPS_MAX UINT64_C(33554432)
#define MEM_MAX UINT64_C(1073741824)
/* Below these minisign gives up as well. */
#define OPS_MIN UINT64_C(32768)
#define MEM_MIN UINT64_C(16777216)

struct tlri_secret {
    uint8_t key_id[TLRI_KEY_ID_BYTES];
    uint8_t sk[SK_BYTES];
};

/* The file's bytes and scrypt's stream: everything secret of one operation. */
struct workspace {
    uint8_t raw[FILE_BYTES];
    uint8_t stream[BODY_BYTES];
    uint8_t check[CHECK_BYTES];
    uint8_t seed[crypto_sign_SEEDBYTES];
    uint8_t pk[TLRI_KEY_BYTES];
    uint8_t sk[SK_BYTES];
};

static void write_le64(uint8_t out[8], uint64_t value)
{
    for (unsigned i = 0; i < 8; i++) {
        out[i] = (uint8_t)(value >> (8 * i));
    }
}

static uint64_t read_le64(const uint8_t in[8])
{
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++) {
        value |= (uint64_t)in[i] << (8 * i);
    }
    return value;
}

/* BLAKE2b-256 of letters, key id and key: what a wrong password does not give. */
static void checksum(const uint8_t raw[FILE_BYTES], uint8_t out[CHECK_BYTES])
{
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, CHECK_BYTES);
    (void)crypto_generichash_update(&state, raw, 2);
    (void)crypto_generichash_update(&state, raw + AT_BODY, TLRI_KEY_ID_BYTES + SK_BYTES);
    (void)crypto_generichash_final(&state, out, CHECK_BYTES);
    sodium_memzero(&state, sizeof state);
}

static void xor_body(struct workspace *work)
{
    for (size_t i = 0; i < BODY_BYTES; i++) {
        work->raw[AT_BODY + i] ^= work->stream[i];
    }
}

/* ---- the file -------------------------------------------------------------------------------- */

void tlri_secret_text_free(struct tlri_secret_text *text)
{
    sodium_free(text->data);
    text->data = NULL;
    text->len = 0;
}

static tlr_status unreadable(tlr_ctx *ctx, const char *path, const char *why)
{
    struct tlri_place place = {.file = path};
    tlri_diag(ctx, TLR_ERROR, 5050, &place,
              "Give the path of the NAME.key file that `teller keygen` wrote.", NULL,
              "The secret key cannot be read: %s.", why);
    return TLR_E_IO;
}

static const char *why_not_open(int error)
{
    switch (error) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
        return "this user may not read it";
    case ELOOP:
        return "it is a link";
    default:
        return "it does not open";
    }
}

static tlr_status check_file(tlr_ctx *ctx, const char *path, int fd)
{
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return unreadable(ctx, path, "it cannot be examined");
    }
    if (!S_ISREG(info.st_mode)) {
        return unreadable(ctx, path, "it is not an ordinary file");
    }
    if (info.st_size > TLRI_SECRET_FILE_MAX) {
        return unreadable(ctx, path, "it is too large for a key");
    }
    if ((info.st_mode & 0177) != 0) {
        struct tlri_place place = {.file = path};
        tlri_diag(ctx, TLR_ERROR, 5051, &place,
                  "Run `chmod 600` on it, and think who may have read it before.", NULL,
                  "Others than its owner may read or change this secret key (mode %03o).",
                  (unsigned)(info.st_mode & 0777));
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

static tlr_status read_all(tlr_ctx *ctx, const char *path, int fd, struct tlri_secret_text *text)
{
    while (text->len <= TLRI_SECRET_FILE_MAX) {
        ssize_t n = read(fd, text->data + text->len, TLRI_SECRET_FILE_MAX + 1 - text->len);
        if (n == 0) {
            return TLR_OK;
        }
        if (n > 0) {
            text->len += (size_t)n;
        } else if (errno != EINTR) {
            return unreadable(ctx, path, "reading it failed");
        }
    }
    return unreadable(ctx, path, "it is too large for a key");
}

static tlr_status load_from(tlr_ctx *ctx, const char *path, int fd, struct tlri_secret_text *out)
{
    struct tlri_secret_text text = {NULL, 0};
    TLR_TRY(check_file(ctx, path, fd));
    text.data = sodium_malloc(TLRI_SECRET_FILE_MAX + 1);
    if (text.data == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = read_all(ctx, path, fd, &text);
    if (status != TLR_OK) {
        tlri_secret_text_free(&text);
        return status;
    }
    *out = text;
    return TLR_OK;
}

tlr_status tlri_secret_load(tlr_ctx *ctx, const char *path, struct tlri_secret_text *out)
{
    TLR_TRY(tlri_ed25519_ready(ctx));
    int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int fd = open(path, flags);
    while (fd < 0 && errno == EINTR) {
        fd = open(path, flags);
    }
    if (fd < 0) {
        return unreadable(ctx, path, why_not_open(errno));
    }
    tlr_status status = load_from(ctx, path, fd, out);
    (void)close(fd); /* read only: nothing can be lost */
    return status;
}

static bool is_other_key(const char *entry, const char *own)
{
    size_t len = strlen(entry);
    return len > 4 && tlri_streq(entry + len - 4, ".key") && !tlri_streq(entry, own);
}

bool tlri_secret_has_neighbour(const char *path)
{
    char folder[FOLDER_SIZE] = ".";
    const char *slash = strrchr(path, '/');
    size_t len = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    if (len >= sizeof folder) {
        return false;
    }
    if (len > 0) {
        memcpy(folder, path, len);
        folder[len] = '\0';
    }
    DIR *dir = opendir(folder);
    bool found = false;
    while (dir != NULL && !found) {
        const struct dirent *entry = readdir(dir);
        if (entry == NULL) {
            break;
        }
        found = is_other_key(entry->d_name, path + len);
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return found;
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool decode(const struct tlri_secret_text *text, uint8_t raw[FILE_BYTES])
{
    const char *cursor = text->data;
    const char *end = text->data + text->len;
    struct tlri_line line;
    struct tlri_line more;
    if (!tlri_line_next(&cursor, end, &line) || !tlri_line_strip(&line, "untrusted comment:") ||
        !tlri_line_next(&cursor, end, &line) || tlri_line_next(&cursor, end, &more)) {
        return false;
    }
    tlri_line_chomp(&line);
    return tlri_base64_exact(line.text, line.len, raw, FILE_BYTES) && memcmp(raw, "Ed", 2) == 0 &&
           memcmp(raw + AT_KDF + 2, "B2", 2) == 0 &&
           (memcmp(raw + AT_KDF, "Sc", 2) == 0 || memcmp(raw + AT_KDF, "\0\0", 2) == 0);
}

static bool is_locked(const uint8_t raw[FILE_BYTES])
{
    return raw[AT_KDF] == 'S';
}

static tlr_status not_secret(tlr_ctx *ctx, const char *name)
{
    struct tlri_place place = {.file = name};
    tlri_diag(ctx, TLR_ERROR, 5052, &place,
              "Give a NAME.key file that `teller keygen` or `minisign -G` wrote.", NULL,
              "This is not a secret key of minisign.");
    return TLR_E_INPUT;
}

static struct workspace *workspace_new(void)
{
    struct workspace *work = sodium_malloc(sizeof *work);
    if (work != NULL) {
        sodium_memzero(work, sizeof *work);
    }
    return work;
}

tlr_status tlri_secret_is_encrypted(tlr_ctx *ctx, const char *name,
                                    const struct tlri_secret_text *text, bool *encrypted)
{
    TLR_TRY(tlri_ed25519_ready(ctx));
    struct workspace *work = workspace_new();
    if (work == NULL) {
        return tlri_no_memory(ctx);
    }
    bool good = decode(text, work->raw);
    bool locked = good && is_locked(work->raw);
    sodium_free(work);
    if (!good) {
        return not_secret(ctx, name);
    }
    *encrypted = locked;
    return TLR_OK;
}

bool tlri_secret_is_test_key(const struct tlri_secret_text *text)
{
    static const char mark[] = "TEST KEY";
    const char *cursor = text->data;
    struct tlri_line line;
    if (!tlri_line_next(&cursor, text->data + text->len, &line)) {
        return false;
    }
    for (size_t i = 0; i + sizeof mark - 1 <= line.len; i++) {
        if (memcmp(line.text + i, mark, sizeof mark - 1) == 0) {
            return true;
        }
    }
    return false;
}

static tlr_status wrong_password(tlr_ctx *ctx, const char *name)
{
    struct tlri_place place = {.file = name};
    tlri_diag(ctx, TLR_ERROR, 5054, &place,
              "Type the password again; if it is right, the file is damaged: use your copy.", NULL,
              "The password does not open this secret key.");
    return TLR_E_TRUST;
}

static tlr_status derive(tlr_ctx *ctx, const char *name, struct workspace *work,
                         const char *password, size_t password_len)
{
    struct tlri_place place = {.file = name};
    uint64_t ops = read_le64(work->raw + AT_OPS);
    uint64_t mem = read_le64(work->raw + AT_MEM);
    if (ops > OPS_MAX || mem > MEM_MAX || ops < OPS_MIN || mem < MEM_MIN) {
        tlri_diag(ctx, TLR_ERROR, 5053, &place, "Make the key again with `teller keygen`.", NULL,
                  "The cost of the password's hash stored in this key is not one that minisign "
                  "writes.");
        return TLR_E_INPUT;
    }
    tlri_progress(ctx, "unlocking the key with the password: it takes some seconds on purpose");
    if (crypto_pwhash_scryptsalsa208sha256(work->stream, sizeof work->stream, password,
                                           password_len, work->raw + AT_SALT, ops,
                                           (size_t)mem) != 0) {
        tlri_diag(ctx, TLR_ERROR, 5055, &place,
                  "Close other programs, or sign on a machine with more memory.", NULL,
                  "Opening this key takes %u MiB of memory, which cannot be had.",
                  (unsigned)(mem / 1048576));
        return TLR_E_MEMORY;
    }
    return TLR_OK;
}

/* Is the stored public half the one that belongs to the secret half? */
static bool halves_agree(struct workspace *work)
{
    const uint8_t *sk = work->raw + AT_BODY + TLRI_KEY_ID_BYTES;
    (void)crypto_sign_ed25519_sk_to_seed(work->seed, sk);
    (void)crypto_sign_seed_keypair(work->pk, work->sk, work->seed);
    return sodium_memcmp(work->sk, sk, SK_BYTES) == 0;
}

/* minisign leaves the checksum of a key that is not encrypted zero. */
static bool checksum_ok(struct workspace *work)
{
    const uint8_t *stored = work->raw + AT_BODY + TLRI_KEY_ID_BYTES + SK_BYTES;
    checksum(work->raw, work->check);
    return sodium_memcmp(work->check, stored, CHECK_BYTES) == 0 ||
           (!is_locked(work->raw) && sodium_is_zero(stored, CHECK_BYTES) == 1);
}

static tlr_status unlock(tlr_ctx *ctx, const char *name, struct workspace *work,
                         const char *password, size_t password_len)
{
    if (is_locked(work->raw)) {
        if (password == NULL) {
            return wrong_password(ctx, name);
        }
        TLR_TRY(derive(ctx, name, work, password, password_len));
        xor_body(work);
    }
    if (checksum_ok(work) && halves_agree(work)) {
        return TLR_OK;
    }
    return is_locked(work->raw) ? wrong_password(ctx, name) : not_secret(ctx, name);
}

static struct tlri_secret *secret_of(const uint8_t key_id[TLRI_KEY_ID_BYTES],
                                     const uint8_t sk[SK_BYTES])
{
    struct tlri_secret *secret = sodium_malloc(sizeof *secret);
    if (secret != NULL) {
        memcpy(secret->key_id, key_id, TLRI_KEY_ID_BYTES);
        memcpy(secret->sk, sk, SK_BYTES);
    }
    return secret;
}

tlr_status tlri_secret_open(tlr_ctx *ctx, const char *name, const struct tlri_secret_text *text,
                            const char *password, size_t password_len, struct tlri_secret **out)
{
    tlr_status status;
    TLR_TRY(tlri_ed25519_ready(ctx));
    struct workspace *work = workspace_new();
    if (work == NULL) {
        return tlri_no_memory(ctx);
    }
    if (!decode(text, work->raw)) {
        status = not_secret(ctx, name);
        goto done;
    }
    TLR_TRY_TO(unlock(ctx, name, work, password, password_len), done);
    *out = secret_of(work->raw + AT_BODY, work->raw + AT_BODY + TLRI_KEY_ID_BYTES);
    if (*out == NULL) {
        status = tlri_no_memory(ctx);
    }
done:
    sodium_free(work);
    return status;
}

/* ---- making and writing ---------------------------------------------------------------------- */

tlr_status tlri_secret_generate(tlr_ctx *ctx, struct tlri_secret **out)
{
    TLR_TRY(tlri_ed25519_ready(ctx));
    struct tlri_secret *secret = sodium_malloc(sizeof *secret);
    if (secret == NULL) {
        return tlri_no_memory(ctx);
    }
    uint8_t pk[TLRI_KEY_BYTES];
    (void)crypto_sign_keypair(pk, secret->sk);
    randombytes_buf(secret->key_id, sizeof secret->key_id);
    *out = secret;
    return TLR_OK;
}

void tlri_secret_free(struct tlri_secret *secret)
{
    sodium_free(secret);
}

void tlri_secret_public(const struct tlri_secret *secret, struct tlri_key *out)
{
    memset(out, 0, sizeof *out);
    out->kind = TLRI_KEY_MINISIGN;
    memcpy(out->key_id, secret->key_id, sizeof out->key_id);
    (void)crypto_sign_ed25519_sk_to_pk(out->pk, secret->sk);
}

void tlri_secret_sign(const struct tlri_secret *secret, const void *message, size_t len,
                      uint8_t out[TLRI_SIGNATURE_BYTES])
{
    (void)crypto_sign_detached(out, NULL, message, len, secret->sk);
}

/* scrypt at the usual cost, halved while the memory cannot be had; the cost used is in the file. */
static bool lock(struct workspace *work, const char *password, size_t password_len)
{
    uint64_t ops = OPS_MAX;
    uint64_t mem = MEM_MAX;
    randombytes_buf(work->raw + AT_SALT, SALT_BYTES);
    while (crypto_pwhash_scryptsalsa208sha256(work->stream, sizeof work->stream, password,
                                              password_len, work->raw + AT_SALT, ops,
                                              (size_t)mem) != 0) {
        ops /= 2;
        mem /= 2;
        if (ops < OPS_MIN || mem < MEM_MIN) {
            return false;
        }
    }
    write_le64(work->raw + AT_OPS, ops);
    write_le64(work->raw + AT_MEM, mem);
    memcpy(work->raw + AT_KDF, "Sc", 2);
    checksum(work->raw, work->raw + AT_BODY + TLRI_KEY_ID_BYTES + SK_BYTES);
    xor_body(work);
    return true;
}

static tlr_status password_refused(tlr_ctx *ctx)
{
    tlri_diag(ctx, TLR_ERROR, 5056, NULL,
              "Choose a password of 1 to 1,024 bytes, or say --no-password for a key that is only "
              "a test.",
              NULL, "This password cannot be used.");
    return TLR_E_USAGE;
}

static tlr_status fill_text(tlr_ctx *ctx, const struct workspace *work,
                            struct tlri_secret_text *out)
{
    static const char head[] = "untrusted comment: minisign encrypted secret key\n";
    static const char open_head[] = "untrusted comment: minisign secret key, not encrypted\n";
    const char *first = is_locked(work->raw) ? head : open_head;
    size_t first_len = strlen(first);
    char *data = sodium_malloc(TEXT_SIZE);
    if (data == NULL) {
        return tlri_no_memory(ctx);
    }
    memcpy(data, first, first_len);
    tlri_base64_write(work->raw, FILE_BYTES, data + first_len, TEXT_SIZE - first_len);
    size_t len = first_len + tlri_base64_len(FILE_BYTES);
    data[len] = '\n';
    data[len + 1] = '\0';
    out->data = data;
    out->len = len + 1;
    return TLR_OK;
}

static tlr_status export_with(tlr_ctx *ctx, const struct tlri_secret *secret, const char *password,
                              size_t password_len, struct workspace *work,
                              struct tlri_secret_text *out)
{
    memcpy(work->raw, "Ed\0\0B2", AT_SALT);
    memcpy(work->raw + AT_BODY, secret->key_id, TLRI_KEY_ID_BYTES);
    memcpy(work->raw + AT_BODY + TLRI_KEY_ID_BYTES, secret->sk, SK_BYTES);
    if (password != NULL) {
        tlri_progress(ctx, "locking the key with the password: it takes some seconds on purpose");
    }
    if (password != NULL && !lock(work, password, password_len)) {
        return tlri_no_memory(ctx);
    }
    return fill_text(ctx, work, out);
}

tlr_status tlri_secret_export(tlr_ctx *ctx, const struct tlri_secret *secret, const char *password,
                              size_t password_len, struct tlri_secret_text *out)
{
    if (password != NULL && (password_len == 0 || password_len > TLRI_PASSWORD_MAX)) {
        return password_refused(ctx);
    }
    TLR_TRY(tlri_ed25519_ready(ctx));
    struct workspace *work = workspace_new();
    if (work == NULL) {
        return tlri_no_memory(ctx);
    }
    tlr_status status = export_with(ctx, secret, password, password_len, work, out);
    sodium_free(work);
    return status;
}

tlr_status tlri_key_export(const struct tlri_key *key, struct tlri_buf *out)
{
    char text[TLRI_KEY_TEXT];
    tlri_key_text(key, text);
    if (key->kind == TLRI_KEY_SSH) {
        return tlri_buf_printf(out, "%s\n", text);
    }
    uint64_t id = read_le64(key->key_id);
    return tlri_buf_printf(out, "untrusted comment: minisign public key %08lX%08lX\n%s\n",
                           (unsigned long)(id >> 32), (unsigned long)(id & UINT32_MAX), text);
}

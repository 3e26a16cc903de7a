/*
 * io/ink.c: reader and writer of teller/ink@1.
 *
 * Roles and codes, never names of persons: who held the pen is on the slip, which is kept with the
 * papers. Whether a line meets anything is custody's question. Implements spec/formats/ink.md §1.
 */
#include "io/ink.h"

#include <string.h>

#include "io/document.h"

static const char *const keywords[] = {"election", "lines", "ink", "end"};

static const char *const kind_tokens[TLRI_INK_COUNT] = {
#define ROW(name, token) [TLRI_INK_##name] = token,
    TLRI_INK_TABLE(ROW)
#undef ROW
};

static const char *const ground_tokens[TLRI_INK_GROUND_COUNT] = {
#define ROW(name, token) [TLRI_INK_GROUND_##name] = token,
    TLRI_INK_GROUND_TABLE(ROW)
#undef ROW
};

const char *tlri_ink_token(uint32_t kind)
{
    return kind < TLRI_INK_COUNT ? kind_tokens[kind] : NULL;
}

const char *tlri_ink_ground_token(uint32_t ground)
{
    return ground < TLRI_INK_GROUND_COUNT ? ground_tokens[ground] : NULL;
}

/* NAME in "FOLDER/NAME.SUFFIX": small letters, digits, hyphens, dots; not beginning with a dot. */
static bool in_folder(const char *name, size_t len, const char *folder, const char *suffix)
{
    size_t head = strlen(folder);
    size_t tail = strlen(suffix);
    if (len <= head + tail || strncmp(name, folder, head) != 0 ||
        strncmp(name + len - tail, suffix, tail) != 0 || name[head] == '.') {
        return false;
    }
    for (size_t i = head; i < len; i++) {
        char byte = name[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.';
        if (!plain) {
            return false;
        }
    }
    return true;
}

bool tlri_ink_file_ok(const char *name, size_t len)
{
    static const char *const files[] = {"notice.xml", "election.xml", "close.txt",
                                        "lots.txt",   "result.xml",   "declaration.txt"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (tlri_span_is(name, len, files[i])) {
            return true;
        }
    }
    return len <= 255 && (in_folder(name, len, "batches/", ".ballots") ||
                          in_folder(name, len, "rulings/", ".txt"));
}

/* "key NAME", the last two fields. */
static bool read_key(struct tlri_document *document, const struct tlri_span *fields,
                     struct tlri_ink_line *line)
{
    line->key = tlri_document_text(document, fields[1]);
    return tlri_read_token(&document->source, fields[1], "the name of the key");
}

/* KIND [CODE] [key NAME] */
static bool read_kind(struct tlri_document *document, const struct tlri_span *fields, size_t count,
                      struct tlri_ink_line *line)
{
    struct tlri_source *source = &document->source;
    uint32_t kind = 0;
    uint32_t ground = 0;
    if (!tlri_read_word(source, fields[0], "the kind", tlri_ink_token, &kind)) {
        return false;
    }
    if (count > 2 && tlri_span_is(fields[count - 2].text, fields[count - 2].len, "key")) {
        count -= 2;
        if (!read_key(document, fields + count, line)) {
            return false;
        }
    }
    if (count > 2 || (count == 2) != (kind != TLRI_INK_SIGNED)) {
        tlri_source_error(source, 2342, source->line,
                          "write 'signed' alone, 'under-protest CODE' or 'refused CODE'; after it "
                          "'key NAME' where the notice lists a key of this person",
                          "a protest or a refusal has a code, a signature has none");
        return false;
    }
    line->kind = (enum tlri_ink_kind)kind;
    if (count == 2 &&
        !tlri_read_word(source, fields[1], "the ground", tlri_ink_ground_token, &ground)) {
        return false;
    }
    line->ground = (enum tlri_ink_ground)ground;
    return true;
}

static bool read_ink(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[8];
    size_t count = 0;
    uint32_t role = 0;
    uint32_t witness = 0;
    if (!tlri_read_line(source, "ink", "ink FILE sha256:DIGEST ROLE WITNESS KIND [CODE] [key NAME]",
                        5, 8, f, &count)) {
        return false;
    }
    struct tlri_ink_line *line = tlri_document_push(document, list, f[0], "lines");
    if (line == NULL) {
        return false;
    }
    bool good = tlri_ink_file_ok(f[0].text, f[0].len);
    if (!good) {
        tlri_source_error(source, 2341, f[0],
                          "name it as it lies in the folder: close.txt, batches/NAME.ballots",
                          "this is no file that is signed");
    }
    line->file = tlri_document_text(document, f[0]);
    line->at = tlri_document_at(document, f[0]);
    good = tlri_read_digest(source, f[1], "the digest of the file", &line->digest) && good;
    good = tlri_read_word(source, f[2], "the role", tlri_role_token, &role) && good;
    good = tlri_read_word(source, f[3], "the witness", tlri_role_token, &witness) && good;
    line->role = (enum tlri_role)role;
    line->witness = (enum tlri_role)witness;
    return read_kind(document, f + 4, count - 4, line) && good;
}

static void read_body(struct tlri_document *document, struct tlri_ink *ink)
{
    uint32_t said = 0;
    struct tlri_span none[1];
    size_t count = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_ink_line), TLRI_INK_LINES_MAX);
    tlri_document_id(document, "election", "election ID", "the election", &ink->election);
    tlri_document_count(document, "lines", "lines N", TLRI_INK_LINES_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "ink") && !tlri_source_gave_up(&document->source)) {
        (void)read_ink(document, &list);
    }
    tlri_document_compare(document, at, "lines", said, list.count);
    ink->line = tlri_document_keep(document, &list, &ink->lines);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_ink_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                         struct tlri_ink **out)
{
    struct tlri_document document;
    struct tlri_ink *ink = tlri_alloc(ctx, sizeof *ink);
    if (ink == NULL) {
        return tlri_no_memory(ctx);
    }
    ink->ctx = ctx;
    tlri_arena_init(&ink->arena, ctx);
    tlri_document_init(&document, ctx, &ink->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/ink@1")) {
        read_body(&document, ink);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_ink_free(ink);
        return status;
    }
    *out = ink;
    return TLR_OK;
}

void tlri_ink_free(struct tlri_ink *ink)
{
    if (ink == NULL) {
        return;
    }
    tlr_ctx *ctx = ink->ctx;
    tlri_arena_drop(&ink->arena);
    tlri_free(ctx, ink, sizeof *ink);
}

tlr_status tlri_ink_write(const struct tlri_ink *ink, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/ink@1\nelection %s\nlines %zu\n", ink->election, ink->lines);
    for (size_t i = 0; i < ink->lines; i++) {
        const struct tlri_ink_line *line = &ink->line[i];
        tlri_buf_printf(out, "ink %s ", line->file);
        tlri_document_write_digest(line->digest.bytes, out);
        tlri_buf_printf(out, " %s %s %s", tlri_role_token(line->role),
                        tlri_role_token(line->witness), tlri_ink_token(line->kind));
        if (line->kind != TLRI_INK_SIGNED) {
            tlri_buf_printf(out, " %s", tlri_ink_ground_token(line->ground));
        }
        if (line->key != NULL) {
            tlri_buf_printf(out, " key %s", line->key);
        }
        tlri_buf_puts(out, "\n");
    }
    return tlri_buf_puts(out, "end\n");
}

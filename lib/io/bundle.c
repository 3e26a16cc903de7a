/*
 * io/bundle.c: reader and writer of teller/bundle@1, the MANIFEST of a bundle.
 *
 * The names in it are used to open files, so they are held to a small alphabet, one folder deep,
 * and can lead nowhere else. Whether the files are there is custody's question. Implements
 * spec/formats/bundle.md §1.
 */
#include "io/bundle.h"

#include <string.h>

#include "io/document.h"

static const char *const keywords[] = {"election", "kind", "close", "files", "file", "end"};

static bool name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '-';
}

bool tlri_bundle_name_ok(const char *name, size_t len)
{
    size_t slashes = 0;
    bool starts = true; /* a part begins here */
    for (size_t i = 0; i < len; i++) {
        if (name[i] == '/') {
            if (starts || ++slashes > 1) {
                return false;
            }
            starts = true;
            continue;
        }
        if (!name_byte(name[i]) || (starts && name[i] == '.')) {
            return false;
        }
        starts = false;
    }
    return !starts && len <= 255;
}

static const char *kind_token(uint32_t is_public)
{
    static const char *const tokens[] = {"sealed", "public"};
    return is_public < 2 ? tokens[is_public] : NULL;
}

static bool read_file(struct tlri_document *document, struct tlri_array *list)
{
    struct tlri_source *source = &document->source;
    struct tlri_span f[3];
    size_t count = 0;
    if (!tlri_read_line(source, "file", "file NAME BYTES sha256:DIGEST", 3, 3, f, &count)) {
        return false;
    }
    struct tlri_bundle_file *file = tlri_document_push(document, list, f[0], "files");
    if (file == NULL) {
        return false;
    }
    file->name = tlri_document_text(document, f[0]);
    if (!tlri_bundle_name_ok(f[0].text, f[0].len)) {
        tlri_source_error(source, 2340, f[0], NULL, "this is no name of a file of a bundle");
    }
    (void)tlri_read_number32(source, f[1], "the number of bytes", 0, UINT32_MAX, &file->bytes);
    (void)tlri_read_digest(source, f[2], "the digest of the file", &file->digest);
    if (list->count > 1 && strcmp(file[-1].name, file->name) >= 0) {
        tlri_source_error(source, 2200, source->line, "sort them bytewise, and write each once",
                          "this file stands twice or in the wrong place");
    }
    return true;
}

static void read_files(struct tlri_document *document, struct tlri_bundle *bundle)
{
    uint32_t said = 0;
    struct tlri_array list;
    tlri_array_init(&list, document->ctx, sizeof(struct tlri_bundle_file), TLRI_BUNDLE_FILES_MAX);
    tlri_document_count(document, "files", "files N", TLRI_BUNDLE_FILES_MAX, &said);
    struct tlri_span at = document->source.line;
    while (tlri_next_is(&document->source, "file") && !tlri_source_gave_up(&document->source)) {
        (void)read_file(document, &list);
    }
    tlri_document_compare(document, at, "files", said, list.count);
    bundle->file = tlri_document_keep(document, &list, &bundle->files);
}

static void read_body(struct tlri_document *document, struct tlri_bundle *bundle)
{
    struct tlri_span field;
    struct tlri_span none[1];
    size_t count = 0;
    uint32_t kind = 0;
    tlri_document_id(document, "election", "election ID", "the election", &bundle->election);
    if (tlri_read_field(&document->source, "kind", "kind sealed|public", &field) &&
        tlri_read_word(&document->source, field, "the kind", kind_token, &kind)) {
        bundle->is_public = kind == 1;
    }
    tlri_document_digest(document, "close", "close sha256:DIGEST", "the digest of close.txt",
                         bundle->close.bytes);
    read_files(document, bundle);
    if (!tlri_source_gave_up(&document->source) &&
        tlri_read_line(&document->source, "end", "end", 0, 0, none, &count)) {
        tlri_read_end(&document->source);
    }
}

tlr_status tlri_bundle_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                            struct tlri_bundle **out)
{
    struct tlri_document document;
    struct tlri_bundle *bundle = tlri_alloc(ctx, sizeof *bundle);
    if (bundle == NULL) {
        return tlri_no_memory(ctx);
    }
    bundle->ctx = ctx;
    tlri_arena_init(&bundle->arena, ctx);
    tlri_document_init(&document, ctx, &bundle->arena, name, data, len, keywords,
                       sizeof keywords / sizeof keywords[0]);
    if (tlri_document_open(&document, "teller/bundle@1")) {
        read_body(&document, bundle);
    }
    tlr_status status = tlri_document_verdict(&document);
    if (status != TLR_OK) {
        tlri_bundle_free(bundle);
        return status;
    }
    tlri_digest_of(data, len, &bundle->self);
    *out = bundle;
    return TLR_OK;
}

void tlri_bundle_free(struct tlri_bundle *bundle)
{
    if (bundle == NULL) {
        return;
    }
    tlr_ctx *ctx = bundle->ctx;
    tlri_arena_drop(&bundle->arena);
    tlri_free(ctx, bundle, sizeof *bundle);
}

tlr_status tlri_bundle_write(const struct tlri_bundle *bundle, struct tlri_buf *out)
{
    tlri_buf_printf(out, "teller/bundle@1\nelection %s\nkind %s\nclose ", bundle->election,
                    kind_token(bundle->is_public));
    tlri_document_write_digest(bundle->close.bytes, out);
    tlri_buf_printf(out, "\nfiles %zu\n", bundle->files);
    for (size_t i = 0; i < bundle->files; i++) {
        tlri_buf_printf(out, "file %s %u ", bundle->file[i].name, bundle->file[i].bytes);
        tlri_document_write_digest(bundle->file[i].digest.bytes, out);
        tlri_buf_puts(out, "\n");
    }
    return tlri_buf_puts(out, "end\n");
}

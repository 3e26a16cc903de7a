/*
 * custody/entry.c: keying one batch: its journals, the comparison of two keyings, the batch.
 *
 * The candidates come from the folder's election.xml, opened and checked like for a count, so that
 * no batch is keyed against a list that a count would refuse. Each step goes to the journal and
 * onto the disk before it counts as made. A batch is written whole, read back under the same reader
 * that a count uses, and only then do the journals go. What was typed is read elsewhere
 * (io/typed.h); talking to people is the program's. Implements spec/entry.md and
 * spec/formats/entry.md.
 */
#include "custody/entry.h"

#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

#define ENTRY_FILE_MAX ((size_t)64 << 20)

static tlr_status say(struct tlri_keying *keying, uint32_t code, const char *file, const char *hint,
                      const char *clause, const char *what)
{
    struct tlri_place place = {.file = file};
    tlri_diag(keying->ctx, TLR_ERROR, code, file != NULL ? &place : NULL, hint, clause, "%s", what);
    return TLR_E_INPUT;
}

/* ---- opening ---- */

static tlr_status find_contest(struct tlri_keying *keying)
{
    struct tlri_case *c = keying->opened;
    for (size_t i = 0; i < c->contests; i++) {
        if (tlri_streq(c->contest[i].contest.id, keying->wanted.contest)) {
            keying->contest = &c->contest[i];
            return TLR_OK;
        }
    }
    struct tlri_place place = {.file = tlri_case_path(c, "notice.xml")};
    tlri_diag(keying->ctx, TLR_ERROR, 6133, &place, "give the id of one of its contests", NULL,
              "the notice has no contest '%s'", keying->wanted.contest);
    return TLR_E_INPUT;
}

/* [ENT-1] */
static tlr_status name_files(struct tlri_keying *keying)
{
    struct tlri_case *c = keying->opened;
    const struct tlri_keying_wanted *wanted = &keying->wanted;
    const char *stem =
        tlri_arena_printf(&c->arena, "%s/batches/%s-%s", c->dir, wanted->contest, wanted->batch);
    if (stem == NULL) {
        return tlri_no_memory(keying->ctx);
    }
    keying->path[0] = tlri_arena_printf(&c->arena, "%s.entry1", stem);
    keying->path[1] = tlri_arena_printf(&c->arena, "%s.entry2", stem);
    keying->batch_path = wanted->revision == 1 ? tlri_arena_printf(&c->arena, "%s.ballots", stem)
                                               : tlri_arena_printf(&c->arena, "%s-r%u.ballots",
                                                                   stem, wanted->revision);
    if (keying->path[0] == NULL || keying->path[1] == NULL || keying->batch_path == NULL) {
        return tlri_no_memory(keying->ctx);
    }
    return TLR_OK;
}

static tlr_status check_folder(struct tlri_keying *keying)
{
    struct tlri_case *c = keying->opened;
    const char **names = NULL;
    size_t count = 0;
    if (!tlri_case_has(c, "batches")) {
        const char *folder = tlri_case_path(c, "batches");
        return folder != NULL ? tlri_dir_make(keying->ctx, folder) : tlri_no_memory(keying->ctx);
    }
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    bool there = false;
    TLR_TRY(tlri_file_there(keying->ctx, keying->batch_path, &there));
    if (there) {
        return say(keying, 6832, keying->batch_path,
                   "to enter it anew give the next revision: --revision 2; if a journal is left, "
                   "delete it when the batch is right",
                   "entry/ENT-7", "this batch is written already");
    }
    return TLR_OK;
}

static void fill_header(const struct tlri_keying *keying, uint32_t number,
                        struct tlri_entry_header *header)
{
    const struct tlri_case *c = keying->opened;
    *header = (struct tlri_entry_header){.election = c->notice->election,
                                         .contest = keying->wanted.contest,
                                         .round = keying->wanted.round,
                                         .batch = keying->wanted.batch,
                                         .revision = keying->wanted.revision,
                                         .channel = keying->wanted.channel,
                                         .keying = number,
                                         .candidates = keying->contest->contest.candidates};
    memcpy(header->definition, tlri_sealed_digest(c->election_file)->bytes, TLRI_SHA256_BYTES);
}

static bool same_batch(const struct tlri_entry_header *a, const struct tlri_entry_header *b)
{
    return tlri_streq(a->election, b->election) &&
           memcmp(a->definition, b->definition, TLRI_SHA256_BYTES) == 0 &&
           tlri_streq(a->contest, b->contest) && a->round == b->round &&
           tlri_streq(a->batch, b->batch) && a->revision == b->revision &&
           tlri_streq(a->channel, b->channel) && a->keying == b->keying &&
           a->candidates == b->candidates;
}

/* [ENT-4] *size gets the bytes of the file. */
static tlr_status read_journal(struct tlri_keying *keying, uint32_t number, size_t *size,
                               struct tlri_entry **out)
{
    struct tlri_bytes bytes;
    struct tlri_entry_header wanted;
    const char *path = keying->path[number - 1];
    TLR_TRY(tlri_file_read(keying->ctx, path, ENTRY_FILE_MAX, &bytes));
    *size = bytes.len;
    tlr_status status = tlri_entry_read(keying->ctx, path, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    fill_header(keying, number, &wanted);
    if (!same_batch(&(*out)->header, &wanted)) {
        return say(keying, 6831, path,
                   "give round, revision and channel as they were given at first, or move the "
                   "journal away and key the batch anew",
                   "entry/ENT-4",
                   "this journal is of another batch, or of other candidates, than asked for");
    }
    return TLR_OK;
}

static tlr_status new_journal(struct tlri_keying *keying, uint32_t number)
{
    struct tlri_entry_header header;
    struct tlri_buf text;
    const char *path = keying->path[number - 1];
    fill_header(keying, number, &header);
    TLR_TRY(tlri_entry_new(keying->ctx, &header, &keying->own));
    tlri_buf_init(&text, keying->ctx, ENTRY_FILE_MAX);
    tlr_status status = tlri_entry_write_header(&header, &text);
    if (status == TLR_OK) {
        status = tlri_file_write(keying->ctx, path, text.data, text.len, true);
    }
    if (status == TLR_OK) {
        status = tlri_append_open(keying->ctx, path, text.len, text.len, &keying->journal);
    }
    tlri_buf_drop(&text);
    return status;
}

static tlr_status open_first(struct tlri_keying *keying)
{
    size_t size = 0;
    if (!keying->wanted.second) {
        return TLR_OK;
    }
    if (!tlri_file_exists(keying->path[0])) {
        return say(keying, 6834, keying->path[0], "key the batch first without --second",
                   "entry/ENT-6", "there is no first keying to compare with");
    }
    TLR_TRY(read_journal(keying, 1, &size, &keying->first));
    if (keying->first->done) {
        return TLR_OK;
    }
    return say(keying, 6834, keying->path[0],
               "go on with it: the same command without --second, and 'done' with the number of "
               "papers at the end",
               "entry/ENT-6", "the first keying of this batch is not done");
}

static tlr_status open_journal(struct tlri_keying *keying)
{
    uint32_t number = keying->wanted.second ? 2 : 1;
    size_t size = 0;
    if (!tlri_file_exists(keying->path[number - 1])) {
        return new_journal(keying, number);
    }
    TLR_TRY(read_journal(keying, number, &size, &keying->own));
    keying->resumed = true;
    return tlri_append_open(keying->ctx, keying->path[number - 1], size, keying->own->whole,
                            &keying->journal);
}

static bool is_id(const char *text)
{
    return tlri_is_id(text, strlen(text));
}

static tlr_status check_wanted(struct tlri_keying *keying)
{
    const struct tlri_keying_wanted *wanted = &keying->wanted;
    if (!is_id(wanted->contest) || !is_id(wanted->batch) || !is_id(wanted->channel)) {
        (void)say(keying, 6848, NULL, "use small letters, digits and hyphens, at most 64",
                  "ballots/TXT-6", "the id of a contest, batch or channel is no id");
        return TLR_E_USAGE;
    }
    if (wanted->round < 1 || wanted->round > TLRI_ROUND_MAX || wanted->revision < 1 ||
        wanted->revision > TLRI_REVISION_MAX || (wanted->second && wanted->single)) {
        return TLR_E_USAGE;
    }
    return TLR_OK;
}

static tlr_status open_all(struct tlri_keying *keying, const char *dir)
{
    TLR_TRY(check_wanted(keying));
    TLR_TRY(tlri_case_open_definition(keying->ctx, dir, NULL, &keying->opened));
    TLR_TRY(find_contest(keying));
    TLR_TRY(name_files(keying));
    TLR_TRY(check_folder(keying));
    TLR_TRY(open_first(keying));
    return open_journal(keying);
}

tlr_status tlri_keying_open(tlr_ctx *ctx, const char *dir, const struct tlri_keying_wanted *wanted,
                            struct tlri_keying **out)
{
    *out = NULL;
    struct tlri_keying *keying = tlri_alloc(ctx, sizeof *keying);
    if (keying == NULL) {
        return tlri_no_memory(ctx);
    }
    keying->ctx = ctx;
    keying->wanted = *wanted;
    keying->journal.fd = -1;
    tlr_status status = open_all(keying, dir);
    if (status != TLR_OK) {
        tlri_keying_free(keying);
        return status;
    }
    *out = keying;
    return TLR_OK;
}

void tlri_keying_free(struct tlri_keying *keying)
{
    if (keying == NULL) {
        return;
    }
    tlri_append_close(&keying->journal);
    tlri_entry_free(keying->own);
    tlri_entry_free(keying->first);
    tlri_case_free(keying->opened);
    tlri_free(keying->ctx, keying, sizeof *keying);
}

/* ---- steps ---- */

tlr_status tlri_keying_step(struct tlri_keying *keying, enum tlri_entry_step step, uint32_t number,
                            const char *seen)
{
    struct tlri_buf line;
    const char *why = tlri_entry_refuses(keying->own, step, number);
    if (why != NULL && step == TLRI_ENTRY_DONE) {
        tlri_diag(keying->ctx, TLR_ERROR, 6840, NULL,
                  "count the papers, and find the one that was left out or keyed twice",
                  "entry/ENT-2", "%u papers were said, and %zu were keyed", number,
                  keying->own->paper.count);
        return TLR_E_INPUT;
    }
    if (why != NULL) {
        return say(keying, 6841, NULL, NULL, "entry/ENT-2", why);
    }
    if (keying->own->paper.count >= TLRI_ENTRY_PAPERS_MAX && step == TLRI_ENTRY_PAPER) {
        (void)say(keying, 6841, NULL, "key the rest as another batch", NULL,
                  "no more than 100,000 papers are keyed into one batch");
        return TLR_E_LIMIT;
    }
    tlri_buf_init(&line, keying->ctx, TLRI_ENTRY_SEEN_MAX);
    tlr_status status = tlri_entry_write_step(step, number, seen, &line);
    if (status == TLR_OK) {
        status = tlri_append_add(&keying->journal, line.data, line.len);
    }
    tlri_buf_drop(&line);
    return status == TLR_OK ? tlri_entry_apply(keying->own, step, number, seen) : status;
}

/* ---- two keyings ---- */

static const struct tlri_entry_paper *paper_of(const struct tlri_entry *entry, uint32_t number)
{
    const struct tlri_entry_paper *paper = entry->paper.data;
    return &paper[number - 1];
}

/* [ENT-6] What both come to, or NULL while they differ. */
static const char *agreed(const struct tlri_keying *keying, uint32_t number)
{
    const struct tlri_entry_paper *own = paper_of(keying->own, number);
    if (keying->first == NULL) {
        return own->seen;
    }
    const char *first = paper_of(keying->first, number)->seen;
    const char *last = own->settled[0];
    if (tlri_streq(own->seen, first)) {
        return own->seen;
    }
    if (last == NULL) {
        return NULL;
    }
    bool known = tlri_streq(last, first) || tlri_streq(last, own->seen) ||
                 (own->settled[1] != NULL && tlri_streq(last, own->settled[1]));
    return known ? last : NULL;
}

bool tlri_keying_same_count(const struct tlri_keying *keying)
{
    return keying->first == NULL || keying->first->paper.count == keying->own->paper.count;
}

uint32_t tlri_keying_differs(const struct tlri_keying *keying, uint32_t from)
{
    if (keying->first == NULL || !tlri_keying_same_count(keying)) {
        return 0;
    }
    for (uint32_t number = from; number <= keying->own->paper.count; number++) {
        if (agreed(keying, number) == NULL) {
            return number;
        }
    }
    return 0;
}

const char *tlri_keying_final(const struct tlri_keying *keying, uint32_t number)
{
    const char *both = tlri_keying_same_count(keying) ? agreed(keying, number) : NULL;
    return both != NULL ? both : paper_of(keying->own, number)->seen;
}

/* ---- the batch ---- */

static tlr_status check_ready(struct tlri_keying *keying)
{
    if (!keying->own->done) {
        return say(keying, 6840, NULL, "say 'done' with the number of papers", "entry/ENT-2",
                   "the keying is not done");
    }
    if (keying->first == NULL && !keying->wanted.single) {
        return say(keying, 6834, NULL, "have another person key it with --second", "entry/ENT-7",
                   "the batch was keyed once, and one keying was not said to be enough");
    }
    if (!tlri_keying_same_count(keying)) {
        tlri_diag(keying->ctx, TLR_ERROR, 6842, NULL,
                  "count the papers; whichever keying is wrong is gone on with, and ended with "
                  "'done' again",
                  "entry/ENT-6", "the first keying has %zu papers, the second %zu",
                  keying->first->paper.count, keying->own->paper.count);
        return TLR_E_INPUT;
    }
    if (tlri_keying_differs(keying, 1) != 0) {
        return say(keying, 6843, NULL, "look at the papers that differ", "entry/ENT-6",
                   "the two keyings differ");
    }
    return TLR_OK;
}

static void fill_batch_header(const struct tlri_keying *keying, const uint8_t *salt,
                              struct tlri_ballots_header *header)
{
    const struct tlri_entry_header *own = &keying->own->header;
    *header = (struct tlri_ballots_header){.round = own->round,
                                           .revision = own->revision,
                                           .entered = keying->first != NULL ? TLRI_ENTERED_DOUBLE
                                                                            : TLRI_ENTERED_SINGLE,
                                           .candidates = own->candidates,
                                           .papers = (uint32_t)keying->own->paper.count};
    memcpy(header->definition.bytes, own->definition, TLRI_SHA256_BYTES);
    memcpy(header->election, own->election, strlen(own->election) + 1);
    memcpy(header->contest, own->contest, strlen(own->contest) + 1);
    memcpy(header->batch, own->batch, strlen(own->batch) + 1);
    memcpy(header->channel, own->channel, strlen(own->channel) + 1);
    memcpy(header->salt, salt, TLRI_SALT_BYTES);
}

static tlr_status compose(struct tlri_keying *keying, const uint8_t *salt, struct tlri_buf *out)
{
    struct tlri_ballots_header header;
    fill_batch_header(keying, salt, &header);
    TLR_TRY(tlri_ballots_write_header(&header, out));
    for (uint32_t number = 1; number <= header.papers; number++) {
        tlri_buf_printf(out, "%u %s\n", number, tlri_keying_final(keying, number));
    }
    return tlri_buf_printf(out, "end %u\n", header.papers);
}

/* Read as a count will read it. */
static tlr_status check_as_read(struct tlri_keying *keying, const struct tlri_buf *text)
{
    struct tlri_sealed *sealed = NULL;
    struct tlri_ballots_header header;
    struct tlri_papers_builder builder;
    TLR_TRY(
        tlri_seal_unsigned_copy(keying->ctx, keying->batch_path, text->data, text->len, &sealed));
    tlri_papers_builder_init(&builder, keying->ctx, keying->own->header.candidates);
    tlr_status status = tlri_ballots_read(keying->ctx, sealed, &header, &builder);
    tlri_papers_builder_drop(&builder);
    tlri_sealed_free(sealed);
    return status;
}

tlr_status tlri_keying_write(struct tlri_keying *keying, const uint8_t salt[TLRI_SALT_BYTES])
{
    struct tlri_buf text;
    TLR_TRY(check_ready(keying));
    tlri_buf_init(&text, keying->ctx, ENTRY_FILE_MAX * 2);
    tlr_status status = compose(keying, salt, &text);
    if (status == TLR_OK) {
        status = check_as_read(keying, &text);
    }
    if (status == TLR_OK) {
        status = tlri_file_write(keying->ctx, keying->batch_path, text.data, text.len, true);
    }
    tlri_buf_drop(&text);
    TLR_TRY(status);
    tlri_append_close(&keying->journal);
    TLR_TRY(tlri_file_remove(keying->ctx, keying->path[0]));
    return tlri_file_remove(keying->ctx, keying->path[1]);
}

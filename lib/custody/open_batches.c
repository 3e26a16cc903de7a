/*
 * custody/open_batches.c: the batches that close names, all of them and no other.
 *
 * Each file is sealed, its header read, and matched with its line of the close by contest, round
 * and id; then its digest must be the one in the close. A batch that is missing, unknown, there
 * twice, changed, or of another election is refused, not suspected. A batch that was revised keeps
 * its old file: one of a lower revision is left aside with a note. Batches that rulings name are
 * held to the same, and to the ruling's digest. Implements spec/verification.md V6 and
 * spec/formats/ruling.md [RUL-12].
 */
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"
#include "io/ballots.h"

bool tlri_is_batch_name(const char *name)
{
    return name[0] != '.' && tlri_ends_with(name, ".ballots");
}

/* ---- one file and its line of the close ---------------------------------------------------------
 */

static bool same_batch(const struct tlri_close_batch *batch, const char *contest, const char *id)
{
    return tlri_streq(batch->contest, contest) && tlri_streq(batch->id, id);
}

/* The line of the same contest, round and id: that of this revision, or else of the latest. */
static size_t find_line(const struct tlri_case *c, const struct tlri_ballots_header *header)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < c->lines; i++) {
        const struct tlri_close_batch *line = c->line[i].batch;
        if (!same_batch(line, header->contest, header->batch) || line->round != header->round) {
            continue;
        }
        if (line->revision == header->revision) {
            return i;
        }
        bool later = found == SIZE_MAX || line->revision > c->line[found].batch->revision;
        found = later ? i : found;
    }
    return found;
}

static tlr_status refuse(struct tlri_case *c, const struct tlri_sealed *sealed, uint32_t code,
                         const char *hint, const char *what)
{
    struct tlri_place place = {.file = tlri_sealed_name(sealed)};
    tlri_diag(c->ctx, TLR_ERROR, code, &place, hint, "verification/V6", "%s", what);
    return TLR_E_TRUST;
}

tlr_status tlri_batch_check_binding(struct tlri_case *c, const struct tlri_sealed *sealed,
                                    const struct tlri_ballots_header *header)
{
    if (!tlri_streq(header->election, c->notice->election)) {
        return refuse(c, sealed, 6140, "take it out of this folder",
                      "this batch belongs to another election");
    }
    if (!tlri_digest_equal(&header->definition, tlri_sealed_digest(c->election_file))) {
        return refuse(c, sealed, 6141, "use the batch entered for this election.xml",
                      "this batch was entered for another election.xml than the one here");
    }
    return TLR_OK;
}

tlr_status tlri_batch_check_contest(struct tlri_case *c, const struct tlri_sealed *sealed,
                                    const struct tlri_ballots_header *header,
                                    const struct tlri_case_contest **out)
{
    struct tlri_place place = {.file = tlri_sealed_name(sealed)};
    *out = NULL;
    for (size_t i = 0; i < c->contests && *out == NULL; i++) {
        *out = tlri_streq(c->contest[i].contest.id, header->contest) ? &c->contest[i] : NULL;
    }
    if (*out == NULL) {
        tlri_diag(c->ctx, TLR_ERROR, 6133, &place, "correct the contest's id", "close/CLO-13",
                  "the notice has no contest '%s'", header->contest);
        return TLR_E_INPUT;
    }
    if (header->candidates != (*out)->contest.candidates) {
        tlri_diag(c->ctx, TLR_ERROR, 6148, &place, "enter it with one mark for each candidate",
                  "close/CLO-13", "the batch has %u candidates, the contest '%s' has %u",
                  header->candidates, header->contest, (*out)->contest.candidates);
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

static tlr_status check_digest(struct tlri_case *c, const struct tlri_sealed *sealed,
                               const uint8_t sha256[TLRI_SHA256_BYTES], bool ruled)
{
    if (memcmp(sha256, tlri_sealed_digest(sealed)->bytes, TLRI_SHA256_BYTES) == 0) {
        return TLR_OK;
    }
    return refuse(c, sealed, 6144,
                  ruled ? "find the batch as it was when the ruling was signed"
                        : "find the batch as it was when the close was signed",
                  ruled ? "this batch is not the one that the ruling has the digest of"
                        : "this batch is not the one that the close has the digest of");
}

static const char *who_names(const struct tlri_case_line *line)
{
    return line->ruling == 0 ? "close" : "ruling";
}

/* [RUL-8] A key that was revoked before a ruling does not count on the batch that it names. */
static tlr_status check_signers(struct tlri_case *c, const struct tlri_sealed *sealed, size_t line)
{
    if (line == SIZE_MAX || c->line[line].ruling == 0) {
        return TLR_OK;
    }
    c->fixed_at = c->line[line].ruling;
    tlr_status status = tlri_policy_check(c, TLRI_SIGNED_BATCHES, sealed);
    c->fixed_at = c->before_close;
    return status;
}

/* Decides what the file is: *line gets its line of the close, or SIZE_MAX when it is left aside. */
static tlr_status match_file(struct tlri_case *c, const struct tlri_sealed *sealed,
                             const struct tlri_ballots_header *header, size_t *line)
{
    TLR_TRY(tlri_batch_check_binding(c, sealed, header));
    *line = find_line(c, header);
    if (*line == SIZE_MAX) {
        return refuse(c, sealed, 6142,
                      "have the close corrected and signed anew if the batch is to be counted",
                      "the close does not name this batch");
    }
    const struct tlri_close_batch *named = c->line[*line].batch;
    if (header->revision < named->revision) {
        struct tlri_place place = {.file = tlri_sealed_name(sealed)};
        tlri_diag(c->ctx, TLR_NOTE, 6143, &place, NULL, "verification/V6",
                  "revision %u of batch '%s' is left aside: the %s names revision %u",
                  header->revision, header->batch, who_names(&c->line[*line]), named->revision);
        *line = SIZE_MAX;
        return TLR_OK;
    }
    if (!tlri_sealed_digest_waits(sealed)) {
        TLR_TRY(check_digest(c, sealed, named->sha256, c->line[*line].ruling != 0));
    }
    if (c->line[*line].file != NULL) {
        return refuse(c, sealed, 6145, "take one of them out of the folder",
                      "this batch is in the folder twice");
    }
    return TLR_OK;
}

static tlr_status take_file(struct tlri_case *c, const char *folder, const char *const *names,
                            size_t count, const char *name)
{
    struct tlri_sealed *sealed = NULL;
    struct tlri_ballots_header header;
    size_t line = SIZE_MAX;
    TLR_TRY(tlri_case_read(c, folder, names, count, name, TLRI_SIGNED_BATCHES, TLRI_BATCH_MAX,
                           &sealed));
    tlr_status status = tlri_ballots_read_header(c->ctx, sealed, &header);
    if (status == TLR_OK) {
        status = match_file(c, sealed, &header, &line);
    }
    if (status == TLR_OK) {
        status = check_signers(c, sealed, line);
    }
    if (status != TLR_OK || line == SIZE_MAX) {
        tlri_sealed_free(sealed);
        return status;
    }
    c->line[line].file = sealed;
    return TLR_OK;
}

tlr_status tlri_case_list_batches(struct tlri_case *c, const char ***names, size_t *count)
{
    const char *folder = tlri_case_path(c, "batches");
    *names = NULL;
    *count = 0;
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    if (!tlri_case_has(c, "batches")) {
        return TLR_OK;
    }
    TLR_TRY(tlri_case_refuse_link(c, folder));
    return tlri_dir_list(&c->arena, folder, names, count);
}

static tlr_status take_files(struct tlri_case *c)
{
    const char **names = NULL;
    size_t count = 0;
    tlr_status worst = TLR_OK;
    const char *folder = tlri_case_path(c, "batches");
    if (folder == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_case_list_batches(c, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (tlri_is_batch_name(names[i])) {
            worst = tlri_worse(worst, take_file(c, folder, names, count, names[i]));
        }
    }
    return worst;
}

static tlr_status refuse_missing(struct tlri_case *c)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->lines; i++) {
        const struct tlri_case_line *line = &c->line[i];
        const struct tlri_sealed *by =
            line->ruling == 0 ? c->close_file : c->ruling[line->ruling - 1].file;
        struct tlri_place place = {.file = tlri_sealed_name(by),
                                   .line = line->batch->at.line,
                                   .column = line->batch->at.column};
        if (line->file == NULL) {
            tlri_diag(c->ctx, TLR_ERROR, 6146, &place,
                      "find the file and put it back. Where it is lost: correct the close (teller "
                      "close), or have a ruling leave it out. For a look at what is there, which "
                      "is no result: teller count --partial",
                      "verification/V6", "batch '%s' of contest '%s' is not in the folder",
                      line->batch->id, line->batch->contest);
            worst = TLR_E_TRUST;
        }
    }
    return worst;
}

/* ---- the lines
 * -----------------------------------------------------------------------------------
 */

/* [RUL-13] Nothing else would tell that papers are gone, or came: the account stays as it was. */
static void warn_of_papers(const struct tlri_case *c, const struct tlri_case_ruling *ruling,
                           const struct tlri_change *change, const struct tlri_close_batch *before)
{
    struct tlri_place place = {.file = tlri_sealed_name(ruling->file),
                               .line = change->at.line,
                               .column = change->at.column};
    if (before->papers != change->batch.papers) {
        tlri_diag(c->ctx, TLR_WARNING, 7173, &place,
                  "see that the minute says where papers went or came from; the account of papers "
                  "is still that of the close",
                  "ruling/RUL-13",
                  "the revised batch '%s' of contest '%s' has %u papers, and had %u before",
                  before->id, before->contest, change->batch.papers, before->papers);
    }
}

/* What a ruling says of a revised batch, with what stays as it was. */
static tlr_status add_replaced(struct tlri_case *c, const struct tlri_case_ruling *ruling,
                               const struct tlri_change *change)
{
    const struct tlri_close_batch *before = NULL;
    for (size_t i = 0; i < c->lines; i++) {
        if (same_batch(c->line[i].batch, change->contest, change->batch.id)) {
            before = c->line[i].batch;
        }
    }
    if (before == NULL) {
        return tlri_internal(c->ctx, "a batch to replace, as the rulings were tried");
    }
    struct tlri_close_batch *batch = tlri_arena_alloc(&c->arena, sizeof *batch);
    if (batch == NULL) {
        return tlri_no_memory(c->ctx);
    }
    warn_of_papers(c, ruling, change, before);
    *batch = change->batch;
    batch->round = before->round;
    batch->channel = before->channel;
    c->line[c->lines++] = (struct tlri_case_line){batch, ruling->ruling->number, NULL};
    return TLR_OK;
}

/* A batch that was left out and is taken in again is the same file. */
static bool is_listed(const struct tlri_case *c, const struct tlri_close_batch *batch)
{
    for (size_t i = 0; i < c->lines; i++) {
        const struct tlri_close_batch *line = c->line[i].batch;
        if (same_batch(line, batch->contest, batch->id) && line->round == batch->round &&
            line->revision == batch->revision &&
            memcmp(line->sha256, batch->sha256, sizeof line->sha256) == 0) {
            return true;
        }
    }
    return false;
}

static tlr_status add_ruled(struct tlri_case *c, const struct tlri_case_ruling *ruling,
                            const struct tlri_change *change)
{
    if (change->kind == TLRI_CHANGE_REPLACE_BATCH) {
        return add_replaced(c, ruling, change);
    }
    if (change->kind == TLRI_CHANGE_ADD_BATCH && !is_listed(c, &change->batch)) {
        c->line[c->lines++] = (struct tlri_case_line){&change->batch, ruling->ruling->number, NULL};
    }
    return TLR_OK;
}

/* All batches that anybody names, the close's first. */
static tlr_status list_lines(struct tlri_case *c)
{
    size_t most = c->close->batches + 1;
    tlr_status worst = TLR_OK;
    for (size_t r = 0; r < c->rulings; r++) {
        most += c->ruling[r].ruling->changes;
    }
    c->line = tlri_arena_array(&c->arena, most, sizeof *c->line);
    if (c->line == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < c->close->batches; i++) {
        c->line[c->lines++] = (struct tlri_case_line){&c->close->batch[i], 0, NULL};
    }
    for (size_t r = 0; r < c->rulings; r++) {
        const struct tlri_ruling *ruling = c->ruling[r].ruling;
        for (size_t i = 0; i < ruling->changes; i++) {
            worst = tlri_worse(worst, add_ruled(c, &c->ruling[r], &ruling->change[i]));
        }
    }
    return worst;
}

/* ---- papers of one contest and round
 * -------------------------------------------------------------- */

static tlr_status check_numbers(struct tlri_case *c, size_t line,
                                const struct tlri_ballots_header *header, uint32_t candidates)
{
    const struct tlri_close_batch *named = &c->close->batch[line];
    struct tlri_place place = {.file = tlri_sealed_name(c->batch_file[line])};
    if (header->papers != named->papers || !tlri_streq(header->channel, named->channel)) {
        tlri_diag(c->ctx, TLR_ERROR, 6147, &place, "correct the close or the batch",
                  "verification/V6",
                  "the batch has %u papers by channel '%s', the close says %u by '%s'",
                  header->papers, header->channel, named->papers, named->channel);
        return TLR_E_TRUST;
    }
    if (header->candidates != candidates) {
        tlri_diag(c->ctx, TLR_ERROR, 6148, &place, "enter it with one mark for each candidate",
                  "verification/V6", "the batch has %u candidates, the contest '%s' has %u",
                  header->candidates, named->contest, candidates);
        return TLR_E_TRUST;
    }
    return TLR_OK;
}

static tlr_status read_papers(struct tlri_case *c, size_t line, uint32_t candidates,
                              struct tlri_papers_builder *builder)
{
    struct tlri_ballots_header header;
    TLR_TRY(tlri_ballots_read_header(c->ctx, c->batch_file[line], &header));
    TLR_TRY(check_numbers(c, line, &header, candidates));
    return tlri_ballots_read(c->ctx, c->batch_file[line], &header, builder);
}

/* The signatures of the batch hold. The digest of a large one is worked out while it is read;
 * nothing is counted before both are right. */
static tlr_status read_batch(struct tlri_case *c, size_t line, uint32_t candidates,
                             struct tlri_papers_builder *builder)
{
    bool waits = tlri_sealed_digest_waits(c->batch_file[line]);
    tlr_status status = read_papers(c, line, candidates, builder);
    tlr_status digest =
        waits ? check_digest(c, c->batch_file[line], c->close->batch[line].sha256, c->base != NULL)
              : TLR_OK;
    return tlri_worse(digest, status);
}

/* The decisions of the close on papers of the batches [from, to), which are one contest and round.
 */
static tlr_status apply_decisions(struct tlri_case *c, size_t from, size_t to, uint32_t candidates,
                                  struct tlri_papers_builder *builder)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->close->decisions; i++) {
        const struct tlri_decision *decision = &c->close->decision[i];
        struct tlri_place place = {.file = tlri_sealed_name(c->close_file),
                                   .line = decision->at.line,
                                   .column = decision->at.column};
        uint32_t first = 0;
        for (size_t b = from; b < to; first += c->close->batch[b].papers, b++) {
            const struct tlri_close_batch *line = &c->close->batch[b];
            if (!tlri_streq(decision->contest, line->contest) ||
                !tlri_streq(decision->batch, line->id)) {
                continue;
            }
            bool fits = decision->number <= line->papers && (decision->reject != TLRI_REJECT_NONE ||
                                                             decision->candidates == candidates);
            const struct tlri_paper_batch *read = builder->batch.data;
            if (read[b - from].totals) {
                tlri_diag(c->ctx, TLR_ERROR, 6999, &place, "take the decision out of the close",
                          "tally/TAL-6", "batch %s/%s holds totals, no papers to decide on",
                          decision->contest, decision->batch);
                worst = TLR_E_INPUT;
                continue;
            }
            if (!fits) {
                tlri_diag(c->ctx, TLR_ERROR, 6149, &place, "correct the decision", "marks/MRK-1",
                          "there is no paper %s/%s/%u, or it has another number of candidates",
                          decision->contest, decision->batch, decision->number);
                worst = TLR_E_INPUT;
                continue;
            }
            TLR_TRY(tlri_papers_adjudicate(builder, first + decision->number - 1, decision->mark,
                                           decision->marks, decision->reject));
        }
    }
    return worst;
}

/* Is a batch of this account left out of a partial count? */
static bool is_in_part(const struct tlri_case *c, const struct tlri_account *account)
{
    for (size_t i = 0; i < c->left_outs; i++) {
        const struct tlri_result_batch *batch = &c->left_out[i];
        if (batch->round == account->round && tlri_streq(batch->contest, account->contest) &&
            tlri_streq(batch->channel, account->channel)) {
            return true;
        }
    }
    return false;
}

/* Papers rejected whole, as the batches have them, against the account: by channel and code. Of an
 * account of which a batch is left out, they are not more [PAR-4]. */
static tlr_status check_rejected(struct tlri_case *c, const struct tlri_papers *papers, size_t from,
                                 size_t to)
{
    tlr_status worst = TLR_OK;
    for (size_t a = 0; a < c->close->accounts; a++) {
        const struct tlri_account *account = &c->close->account[a];
        uint32_t found[TLRI_REJECT_COUNT] = {0};
        if (!tlri_streq(account->contest, c->close->batch[from].contest) ||
            account->round != c->close->batch[from].round) {
            continue;
        }
        for (size_t b = from; b < to; b++) {
            const struct tlri_paper_batch *batch = &papers->batch[b - from];
            for (uint32_t p = 0; p < batch->count; p++) {
                found[papers->paper[batch->first + p].reject] +=
                    tlri_streq(c->close->batch[b].channel, account->channel);
            }
        }
        for (uint32_t code = TLRI_REJECT_NONE + 1; code < TLRI_REJECT_COUNT; code++) {
            struct tlri_place place = {.file = tlri_sealed_name(c->close_file),
                                       .line = account->at.line,
                                       .column = account->at.column};
            bool too_few = found[code] < account->rejected[code] && !is_in_part(c, account);
            if (too_few || found[code] > account->rejected[code]) {
                tlri_diag(
                    c->ctx, TLR_ERROR, 6150, &place, "count them again and correct the close",
                    "verification/V6",
                    "contest '%s', channel '%s': the close has %u papers rejected as '%s', the "
                    "batches have %u",
                    account->contest, account->channel, account->rejected[code],
                    tlri_reject_token(code), found[code]);
                worst = TLR_E_INPUT;
            }
        }
    }
    return worst;
}

static bool is_doubtful(const struct tlri_papers *papers, uint32_t first, uint32_t marks)
{
    /* Doubtful marks stand last. */
    return marks > 0 && (papers->pool[first + marks - 1] & TLRI_MARK_DOUBT) != 0;
}

/* Nothing is guessed: such papers are rejected, and somebody should know before it is too late. */
static void warn_undecided(struct tlri_case *c, const struct tlri_papers *papers, size_t from)
{
    uint32_t decided = 0;
    for (uint32_t b = 0; b < papers->batches; b++) {
        const struct tlri_paper_batch *batch = &papers->batch[b];
        uint32_t found = 0;
        uint32_t number = 0;
        for (uint32_t p = batch->first; p < batch->first + batch->count; p++) {
            const struct tlri_paper *paper = &papers->paper[p];
            uint32_t first = paper->first;
            uint32_t marks = paper->reject == TLRI_REJECT_NONE ? paper->marks : 0;
            if (decided < papers->adjudications && papers->adjudication[decided].paper == p) {
                first = papers->adjudication[decided].first;
                marks = papers->adjudication[decided].marks;
                decided++;
            }
            if (is_doubtful(papers, first, marks)) {
                number = found++ == 0 ? p - batch->first + 1 : number;
            }
        }
        if (found > 0) {
            struct tlri_place place = {.file = tlri_sealed_name(c->batch_file[from + b])};
            tlri_diag(
                c->ctx, TLR_WARNING, 6154, &place,
                "have each decided and write the decisions in the close, if that is still to "
                "be done",
                "marks/MRK-3",
                "papers with a doubtful mark and no decision: %u, the first is paper %u; they "
                "are rejected as doubtful",
                found, number);
        }
    }
}

/* What is looked at beside reading the papers. */
struct look {
    bool as_signed; /* compare with the account */
    bool final;     /* warn of what nobody decided */
};

static tlr_status read_round(struct tlri_case *c, struct tlri_case_contest *slot, size_t from,
                             size_t to, struct look look)
{
    struct tlri_papers_builder builder;
    struct tlri_case_round *round = &slot->round[slot->rounds];
    uint32_t candidates = slot->contest.candidates;
    tlri_papers_builder_init(&builder, c->ctx, candidates);
    tlr_status status = TLR_OK;
    for (size_t b = from; b < to && status == TLR_OK; b++) {
        status = read_batch(c, b, candidates, &builder);
    }
    if (status == TLR_OK) {
        status = apply_decisions(c, from, to, candidates, &builder);
    }
    if (status == TLR_OK) {
        round->round = c->close->batch[from].round;
        status = tlri_papers_finish(&builder, &round->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
        return status;
    }
    slot->rounds++;
    if (look.final) {
        warn_undecided(c, round->papers, from);
    }
    return look.as_signed ? check_rejected(c, round->papers, from, to) : TLR_OK;
}

/* The close's lines are sorted by contest, round and id: each run of a contest and round is one. */
static tlr_status read_contest(struct tlri_case *c, struct tlri_case_contest *slot,
                               struct look look)
{
    tlr_status worst = TLR_OK;
    slot->round = tlri_arena_array(&c->arena, c->close->batches + 1, sizeof *slot->round);
    if (slot->round == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t from = 0; from < c->close->batches;) {
        size_t to = from + 1;
        while (to < c->close->batches &&
               tlri_streq(c->close->batch[to].contest, c->close->batch[from].contest) &&
               c->close->batch[to].round == c->close->batch[from].round) {
            to++;
        }
        if (tlri_streq(c->close->batch[from].contest, slot->contest.id)) {
            worst = tlri_worse(worst, read_round(c, slot, from, to, look));
        }
        from = to;
    }
    return worst;
}

/* Are there only totals of the batch? */
static bool is_of_totals(const struct tlri_case_contest *slot, const struct tlri_close_batch *line)
{
    for (size_t r = 0; r < slot->rounds; r++) {
        const struct tlri_papers *papers = slot->round[r].papers;
        for (uint32_t b = 0; b < papers->batches && slot->round[r].round == line->round; b++) {
            if (tlri_streq(papers->batch[b].id, line->id)) {
                return papers->batch[b].totals;
            }
        }
    }
    return false;
}

struct tlri_result_batch tlri_batch_told(const struct tlri_close_batch *batch)
{
    struct tlri_result_batch told = {.contest = batch->contest,
                                     .round = batch->round,
                                     .id = batch->id,
                                     .revision = batch->revision,
                                     .channel = batch->channel,
                                     .papers = batch->papers};
    memcpy(told.sha256, batch->sha256, sizeof told.sha256);
    return told;
}

/* What the result says of each batch, contests in the order of the notice. */
static tlr_status list_batches(struct tlri_case *c)
{
    c->batch = tlri_arena_array(&c->arena, c->close->batches + 1, sizeof *c->batch);
    if (c->batch == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t k = 0; k < c->contests; k++) {
        for (size_t i = 0; i < c->close->batches; i++) {
            const struct tlri_close_batch *line = &c->close->batch[i];
            if (tlri_streq(line->contest, c->contest[k].contest.id)) {
                struct tlri_result_batch *batch = &c->batch[c->batches++];
                *batch = tlri_batch_told(line);
                batch->totals = is_of_totals(&c->contest[k], line);
            }
        }
    }
    return TLR_OK;
}

size_t tlri_case_line_of(const struct tlri_case *c, const struct tlri_close_batch *batch)
{
    size_t found = SIZE_MAX;
    for (size_t k = 0; k < c->lines && (found == SIZE_MAX || c->line[found].file == NULL); k++) {
        const struct tlri_close_batch *named = c->line[k].batch;
        if (same_batch(named, batch->contest, batch->id) && named->round == batch->round &&
            named->revision == batch->revision) {
            found = k;
        }
    }
    return found;
}

/* The files of the batches that count here, in the order of the close's lines. */
static tlr_status pick_files(struct tlri_case *c)
{
    c->batch_file = tlri_arena_array(&c->arena, c->close->batches + 1, sizeof *c->batch_file);
    if (c->batch_file == NULL) {
        return tlri_no_memory(c->ctx);
    }
    for (size_t i = 0; i < c->close->batches; i++) {
        size_t line = tlri_case_line_of(c, &c->close->batch[i]);
        c->batch_file[i] = line != SIZE_MAX ? c->line[line].file : NULL;
    }
    return TLR_OK;
}

tlr_status tlri_case_read_papers(struct tlri_case *c, bool as_signed, bool final)
{
    tlr_status worst = TLR_OK;
    TLR_TRY(pick_files(c));
    for (size_t i = 0; i < c->contests; i++) {
        struct look look = {as_signed, final};
        worst = tlri_worse(worst, read_contest(c, &c->contest[i], look));
    }
    TLR_TRY(worst);
    c->batches = 0;
    return list_batches(c);
}

/* [TAL-5] Said among the checks, and so in every result and report. */
static tlr_status say_totals(struct tlri_case *c)
{
    for (size_t i = 0; i < c->batches; i++) {
        const struct tlri_result_batch *batch = &c->batch[i];
        if (batch->totals) {
            TLR_TRY(tlri_case_passed(
                c, "tally/TAL-5",
                "of batch %s of contest %s nobody here saw a paper: its totals are those that the "
                "provider of the vote states, and are as true as that statement",
                batch->id, batch->contest));
        }
    }
    return TLR_OK;
}

/* [PAR-1] */
static tlr_status say_partial(struct tlri_case *c)
{
    size_t there = 0;
    for (size_t i = 0; i < c->lines; i++) {
        there += c->line[i].file != NULL;
    }
    TLR_TRY(tlri_case_passed(c, "verification/V6",
                             "of %zu batches named, %zu are there, %sunchanged, and no other",
                             c->lines, there, c->notice->is_signed ? "signed and " : ""));
    return tlri_case_passed(c, "verification/V11",
                            "PARTIAL, as was asked for: the others are left out, and none of them "
                            "is too small for that; this is not the result of the election");
}

static tlr_status say_whole(struct tlri_case *c)
{
    const char *sound = c->notice->is_signed ? "signed and " : "";
    size_t ruled = c->lines - c->close->batches;
    if (ruled > 0) {
        TLR_TRY(tlri_case_passed(c, "verification/V6",
                                 "all %zu batches that the close names and the %zu that rulings "
                                 "name are there, %sunchanged, and no other",
                                 c->close->batches, ruled, sound));
    } else {
        TLR_TRY(tlri_case_passed(
            c, "verification/V6",
            "all %zu batches that the close names are there, %sunchanged, and no other",
            c->close->batches, sound));
    }
    return TLR_OK;
}

tlr_status tlri_case_open_batches(struct tlri_case *c)
{
    TLR_TRY(list_lines(c));
    /* A file that was refused is there: only when all held is a batch without a file missing. */
    TLR_TRY(take_files(c));
    TLR_TRY(c->partial ? tlri_case_leave_out(c) : refuse_missing(c));
    TLR_TRY(tlri_case_read_papers(c, true, c->rulings == 0));
    TLR_TRY(c->partial ? say_partial(c) : say_whole(c));
    return say_totals(c);
}

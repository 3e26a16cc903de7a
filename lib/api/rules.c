/*
 * api/rules.c: editions, entitlement and card votes, for programs.
 *
 * Thin: joins the editions built in (bytes), the reader of io/ and the sums of rules/, and turns
 * their structs into the public ones. Nothing is decided here. Implements teller/rules.h.
 */
#include "teller/rules.h"

#include <stdio.h>
#include <string.h>

#include "api/text.h"
#include "base/file.h"
#include "io/rulebook.h"
#include "rules/card_vote.h"
#include "rules/describe.h"
#include "rules/embedded.h"
#include "rules/entitlement.h"
#include "rules/suggest.h"

#define RULEBOOK_FILE_MAX  ((size_t)4 << 20)
#define CARD_VOTE_FILE_MAX ((size_t)1 << 16)

struct tlr_rulebook {
    struct tlri_rulebook *edition;
};

struct tlr_entitlement {
    tlr_ctx *ctx;
    struct tlri_entitlement inner;
    tlr_entitlement_sum sum;
    tlr_entitlement_step step[TLRI_ENTITLEMENT_STEPS_MAX];
};

/* ---- editions ---- */

/* An edition built in; *out is NULL where file is. */
static tlr_status read_embedded(tlr_ctx *ctx, const struct tlri_embedded_file *file,
                                struct tlri_rulebook **out)
{
    *out = NULL;
    return file == NULL
               ? TLR_OK
               : tlri_rulebook_read(ctx, file->name, (const char *)file->bytes, file->len, out);
}

static tlr_status read_edition_file(tlr_ctx *ctx, const char *path, unsigned conference,
                                    struct tlri_rulebook **out)
{
    struct tlri_bytes bytes = {0};
    TLR_TRY(tlri_file_read(ctx, path, RULEBOOK_FILE_MAX, &bytes));
    tlr_status status = tlri_rulebook_read(ctx, path, bytes.data, bytes.len, out);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    if (conference == 0 || tlri_rulebook_governs(*out, conference)) {
        return TLR_OK;
    }
    struct tlri_place place = {.file = path};
    tlri_diag(ctx, TLR_ERROR, 3040, &place, "Name a rule book file that does.", "entitlement/ENT-1",
              "the edition %s does not govern delegations to the conference of %u", (*out)->id,
              conference);
    tlri_rulebook_free(*out);
    *out = NULL;
    return TLR_E_RULES;
}

static tlr_status find_edition(tlr_ctx *ctx, unsigned conference, struct tlri_rulebook **out)
{
    TLR_TRY(read_embedded(
        ctx, conference != 0 ? tlri_embedded_for(conference) : tlri_embedded_last(0), out));
    if (*out != NULL) {
        return TLR_OK;
    }
    tlri_diag(ctx, TLR_ERROR, 3041, NULL,
              "Name a rule book file with --rulebook, made after those in spec/rulebook/.",
              "entitlement/ENT-1",
              "no edition built in governs delegations to the conference of %u", conference);
    return TLR_E_RULES;
}

tlr_status tlr_rulebook_open(tlr_ctx *ctx, const char *path, unsigned conference,
                             tlr_rulebook **out)
{
    struct tlri_rulebook *edition = NULL;
    *out = NULL;
    TLR_TRY(path != NULL ? read_edition_file(ctx, path, conference, &edition)
                         : find_edition(ctx, conference, &edition));
    tlr_rulebook *rulebook = tlri_alloc(ctx, sizeof *rulebook);
    if (rulebook == NULL) {
        tlri_rulebook_free(edition);
        return tlri_no_memory(ctx);
    }
    rulebook->edition = edition;
    *out = rulebook;
    return TLR_OK;
}

void tlr_rulebook_free(tlr_rulebook *rulebook)
{
    if (rulebook == NULL) {
        return;
    }
    tlr_ctx *ctx = rulebook->edition->ctx;
    tlri_rulebook_free(rulebook->edition);
    tlri_free(ctx, rulebook, sizeof *rulebook);
}

const char *tlr_rulebook_id(const tlr_rulebook *rulebook)
{
    return rulebook->edition->id;
}

tlr_status tlr_rulebook_text(tlr_ctx *ctx, const tlr_rulebook *rulebook, tlr_text **out)
{
    struct tlri_rulebook *before = NULL;
    *out = NULL;
    TLR_TRY(read_embedded(ctx, tlri_embedded_last(rulebook->edition->from_year), &before));
    tlr_text *text = tlri_text_new(ctx);
    tlr_status status = text != NULL ? tlri_rulebook_describe(rulebook->edition, before, &text->buf)
                                     : tlri_no_memory(ctx);
    tlri_rulebook_free(before);
    return tlri_text_hand(text, status, out);
}

/* ---- entitlement ---- */

static tlr_status refuse_word(tlr_ctx *ctx, const char *what, const char *word,
                              const char *const *words, size_t n)
{
    struct tlri_buf hint;
    tlri_buf_init(&hint, ctx, 1024);
    const char *near = tlri_suggest(word, words, n);
    if (near != NULL) {
        (void)tlri_buf_printf(&hint, "Did you mean \"%s\"? ", near);
    }
    (void)tlri_buf_puts(&hint, "The words are ");
    (void)tlri_suggest_list(&hint, words, n);
    (void)tlri_buf_puts(&hint, ".");
    tlri_diag(ctx, TLR_ERROR, 3052, NULL, hint.data, "entitlement/ENT-8",
              "\"%s\" is not a word for %s", word, what);
    tlri_buf_drop(&hint);
    return TLR_E_INPUT;
}

static tlr_status last_year_of(tlr_ctx *ctx, const char *word, enum tlri_last_year *out)
{
    const char *words[TLRI_LAST_YEAR_COUNT];
    *out = TLRI_LAST_YEAR_UNKNOWN;
    for (uint32_t i = 0; i < TLRI_LAST_YEAR_COUNT; i++) {
        words[i] = tlri_last_year_token(i);
        if (word == NULL || tlri_streq(words[i], word)) {
            *out = word == NULL ? TLRI_LAST_YEAR_UNKNOWN : (enum tlri_last_year)i;
            return TLR_OK;
        }
    }
    return refuse_word(ctx, "last year's delegation", word, words, TLRI_LAST_YEAR_COUNT);
}

static tlr_status last_sole_of(tlr_ctx *ctx, const char *word, enum tlri_last_year *out)
{
    static const char *const words[] = {"woman", "man", "none"};
    static const enum tlri_last_year means[] = {TLRI_LAST_YEAR_WOMAN, TLRI_LAST_YEAR_MAN,
                                                TLRI_LAST_YEAR_NOBODY_OTHER};
    *out = TLRI_LAST_YEAR_UNKNOWN;
    if (word == NULL) {
        return TLR_OK;
    }
    for (size_t i = 0; i < 3; i++) {
        if (tlri_streq(words[i], word)) {
            *out = means[i];
            return TLR_OK;
        }
    }
    return refuse_word(ctx, "the last sole delegate", word, words, 3);
}

static tlr_status resolve_readings(tlr_ctx *ctx, const struct tlri_rulebook *edition,
                                   const tlr_entitlement_input *input, struct tlri_readings *out)
{
    size_t n = input->readings_count;
    struct tlri_declared_reading *declared = tlri_alloc_array(ctx, n, sizeof *declared);
    if (declared == NULL) {
        return tlri_no_memory(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        declared[i].name = input->readings[i].name;
        declared[i].value = input->readings[i].value;
        declared[i].decided_by = "whoever asked";
    }
    struct tlri_readings_request request = {
        .rulebook = edition, .declared = n, .declare = declared, .delegation = true};
    tlr_status status = tlri_readings_resolve(ctx, &request, out);
    tlri_free(ctx, declared, n * sizeof *declared);
    return status;
}

static void make_public(const struct tlri_rulebook *edition, tlr_entitlement *e)
{
    const struct tlri_entitlement *in = &e->inner;
    e->sum = (tlr_entitlement_sum){.edition = in->edition,
                                   .counted = in->counted,
                                   .ordinary = in->ordinary,
                                   .woman = in->woman,
                                   .youth = in->youth,
                                   .maximum = in->maximum,
                                   .to_fill = in->to_fill,
                                   .women_minimum = in->women_minimum,
                                   .women_minimum_high = in->women_minimum_high,
                                   .sole = tlri_sole_token(in->sole)};
    for (size_t i = 0; i < in->steps; i++) {
        const struct tlri_rule_source *source =
            in->step[i].source != NULL ? tlri_rulebook_source(edition, in->step[i].source) : NULL;
        e->step[i] = (tlr_entitlement_step){.text = in->step[i].text,
                                            .clause = in->step[i].clause,
                                            .source = in->step[i].source,
                                            .source_text = source != NULL ? source->text : NULL,
                                            .grade = in->step[i].grade};
    }
}

static tlr_status take_input(tlr_ctx *ctx, const tlr_entitlement_input *from,
                             struct tlri_entitlement_input *to)
{
    *to = (struct tlri_entitlement_input){.conference = from->conference,
                                          .members = from->members,
                                          .women = from->women,
                                          .young = from->young,
                                          .hq_members_stated = from->hq_members_stated,
                                          .hq_members = from->hq_members,
                                          .hq_places_stated = from->hq_places_stated,
                                          .hq_places = from->hq_places,
                                          .resolved_stated = from->resolved_stated,
                                          .resolved = from->resolved,
                                          .cac_permission = from->cac_permission};
    TLR_TRY(last_year_of(ctx, from->last_year, &to->last_year));
    return last_sole_of(ctx, from->last_sole, &to->last_sole);
}

tlr_status tlr_entitlement_work_out(tlr_ctx *ctx, const tlr_rulebook *rulebook,
                                    const tlr_entitlement_input *input, tlr_entitlement **out)
{
    struct tlri_entitlement_input inner;
    struct tlri_readings readings;
    *out = NULL;
    TLR_TRY(take_input(ctx, input, &inner));
    TLR_TRY(resolve_readings(ctx, rulebook->edition, input, &readings));
    tlr_entitlement *made = tlri_alloc(ctx, sizeof *made);
    tlr_status status = made != NULL ? tlri_entitlement_work_out(ctx, &inner, rulebook->edition,
                                                                 &readings, &made->inner)
                                     : tlri_no_memory(ctx);
    tlri_readings_drop(&readings);
    if (status != TLR_OK) {
        tlri_free(ctx, made, sizeof *made);
        return status;
    }
    made->ctx = ctx;
    make_public(rulebook->edition, made);
    *out = made;
    return TLR_OK;
}

void tlr_entitlement_free(tlr_entitlement *entitlement)
{
    if (entitlement == NULL) {
        return;
    }
    tlr_ctx *ctx = entitlement->ctx;
    tlri_entitlement_drop(&entitlement->inner);
    tlri_free(ctx, entitlement, sizeof *entitlement);
}

const tlr_entitlement_sum *tlr_entitlement_sums(const tlr_entitlement *entitlement)
{
    return &entitlement->sum;
}

const tlr_entitlement_step *tlr_entitlement_steps(const tlr_entitlement *entitlement, size_t i)
{
    return i < entitlement->inner.steps ? &entitlement->step[i] : NULL;
}

/* ---- card votes ---- */

static void put_share(tlri_dec share, unsigned decimals, char *out, size_t max)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(share, decimals, text);
    (void)snprintf(out, max, "%.15s", text);
}

static tlr_status work_out_card_vote(tlr_ctx *ctx, const char *name,
                                     const struct tlri_card_table *table, tlr_card_vote *out)
{
    struct tlri_card_result result;
    TLR_TRY(tlri_card_vote_work_out(ctx, name, table, &result));
    memset(out, 0, sizeof *out);
    put_share(result.clps_for, result.decimals, out->clps_for, sizeof out->clps_for);
    put_share(result.clps_against, result.decimals, out->clps_against, sizeof out->clps_against);
    put_share(result.affiliates_for, result.decimals, out->affiliates_for,
              sizeof out->affiliates_for);
    put_share(result.affiliates_against, result.decimals, out->affiliates_against,
              sizeof out->affiliates_against);
    put_share(result.total_for, result.decimals, out->total_for, sizeof out->total_for);
    put_share(result.total_against, result.decimals, out->total_against, sizeof out->total_against);
    out->majority = result.majority;
    out->checks = result.checks;
    return TLR_OK;
}

tlr_status tlr_card_vote_read(tlr_ctx *ctx, const char *path, tlr_card_vote *out)
{
    struct tlri_bytes bytes = {0};
    struct tlri_card_table table;
    TLR_TRY(tlri_file_read(ctx, path, CARD_VOTE_FILE_MAX, &bytes));
    tlr_status status = tlri_card_table_read(ctx, path, bytes.data, bytes.len, &table);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    return work_out_card_vote(ctx, path, &table, out);
}

tlr_status tlr_card_vote_sections(tlr_ctx *ctx, const char *clps, const char *affiliates,
                                  tlr_card_vote *out)
{
    struct tlri_card_table table;
    memset(&table, 0, sizeof table);
    TLR_TRY(tlri_card_section_read(ctx, clps, false, &table));
    TLR_TRY(tlri_card_section_read(ctx, affiliates, true, &table));
    TLR_TRY(work_out_card_vote(ctx, NULL, &table, out));
    out->checks = 0; /* nothing was published */
    return TLR_OK;
}

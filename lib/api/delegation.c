/*
 * api/delegation.c: the record of a delegation, drafted from a count and read
 * (teller/delegation.h).
 *
 * The folder is verified and counted anew, and its result.xml must be that result: a record rests
 * on a digest that anybody can reproduce. Who of those appointed went is what the CLP says. Whether
 * a sole delegate counted toward women is the declaration of election.xml. Implements
 * spec/formats/delegation.md.
 */
#include "teller/delegation.h"

#include <stdlib.h>
#include <string.h>

#include "api/text.h"
#include "audit/audit.h"
#include "base/file.h"
#include "count/count.h"
#include "io/delegation.h"
#include "io/result.h"

struct draft {
    tlr_ctx *ctx;
    const tlr_delegation_options *options;
    struct tlri_case *opened;
    struct tlri_audit *audit;
    struct tlri_arena arena;
    struct tlri_delegate *delegate;
    size_t delegates;
    struct tlri_delegation record;
    size_t ordinary;  /* ordinary delegates who went */
    bool sole_woman;  /* the last of them counts toward women */
    size_t appointed; /* ordinary places that were filled */
};

static tlr_status refuse(tlr_ctx *ctx, uint32_t code, const char *hint, const char *what)
{
    tlri_diag(ctx, TLR_ERROR, code, NULL, hint, "delegation", "%s", what);
    return TLR_E_USAGE;
}

/* ---- the result ---- */

/* The digest of result.xml, which must hold the bytes that this count gives. */
static tlr_status settle_result(struct draft *d, const char *dir)
{
    struct tlri_bytes bytes = {0};
    tlr_text *mine = tlri_text_new(d->ctx);
    const char *path = tlri_arena_printf(&d->arena, "%s/result.xml", dir);
    if (mine == NULL || path == NULL) {
        tlr_text_free(mine);
        return tlri_no_memory(d->ctx);
    }
    tlr_status status;
    TLR_TRY_TO(tlri_result_write(d->ctx, &d->audit->result, &mine->buf), done);
    TLR_TRY_TO(tlri_file_read(d->ctx, path, TLRI_TEXT_MAX, &bytes), done);
    struct tlri_digest digest;
    tlri_digest_of(tlr_text_data(mine), tlr_text_size(mine), &digest);
    memcpy(d->record.result, digest.bytes, sizeof d->record.result);
    if (bytes.len != tlr_text_size(mine) ||
        memcmp(bytes.data, tlr_text_data(mine), bytes.len) != 0) {
        struct tlri_place place = {.file = path};
        tlri_diag(d->ctx, TLR_ERROR, 5136, &place, "run teller verify to see in words what differs",
                  "verification/V9", "this is not the result of the files in this folder");
        status = TLR_E_DIFFERS;
    }
    tlri_bytes_drop(&bytes);
done:
    tlr_text_free(mine);
    return status;
}

/* ---- the places ---- */

static bool is_absent(const struct draft *d, const char *candidate)
{
    for (size_t i = 0; i < d->options->absences; i++) {
        if (tlri_streq(d->options->absent[i], candidate)) {
            return true;
        }
    }
    return d->options->all_absent != 0;
}

static bool counts_toward_women(const struct tlri_election_candidate *candidate)
{
    for (size_t g = 0; g < candidate->groups; g++) {
        if (tlri_streq(candidate->group[g], "women")) {
            return true;
        }
    }
    return candidate->eligible_for_woman;
}

static void put_place(struct draft *d, const struct tlri_counted *counted,
                      const struct tlri_result_contest *contest,
                      const struct tlri_result_place *place)
{
    struct tlri_delegate *one = &d->delegate[d->delegates++];
    *one =
        (struct tlri_delegate){.contest = counted->source->declared->id, .number = place->number};
    if (place->candidate == TLRI_NONE) {
        return;
    }
    const struct tlri_election_candidate *candidate =
        &counted->source->entered->candidate[place->candidate];
    one->candidate = candidate->id;
    one->went = !is_absent(d, candidate->id);
    if (contest->kind == TLRI_PLACE_KIND_ORDINARY) {
        d->appointed++;
        d->ordinary += one->went;
        d->sole_woman = one->went ? counts_toward_women(candidate) : d->sole_woman;
    }
}

static int by_contest(const void *a, const void *b)
{
    const struct tlri_delegate *x = a;
    const struct tlri_delegate *y = b;
    int order = strcmp(x->contest, y->contest);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

static tlr_status put_places(struct draft *d)
{
    const struct tlri_case_result *result = &d->audit->result;
    size_t places = 0;
    for (size_t i = 0; i < result->contests; i++) {
        places += result->contest[i].places;
    }
    d->delegate = tlri_arena_array(&d->arena, places + 1, sizeof *d->delegate);
    if (d->delegate == NULL) {
        return tlri_no_memory(d->ctx);
    }
    for (size_t i = 0; i < result->contests; i++) {
        const struct tlri_result_contest *contest = &result->contest[i];
        for (size_t p = 0; contest->kind != TLRI_PLACE_KIND_OTHER && p < contest->places; p++) {
            put_place(d, &d->audit->contest[i], contest, &contest->place[p]);
        }
    }
    qsort(d->delegate, d->delegates, sizeof *d->delegate, by_contest);
    for (size_t i = 0; i < d->options->absences; i++) {
        bool found = false;
        for (size_t k = 0; k < d->delegates; k++) {
            found = found || (d->delegate[k].candidate != NULL &&
                              tlri_streq(d->delegate[k].candidate, d->options->absent[i]));
        }
        if (!found) {
            return refuse(d->ctx, 5133, "give the id of a candidate whom the result has elected",
                          "somebody is said to be absent who was not appointed");
        }
    }
    return TLR_OK;
}

/* ---- whom the CLP sent ---- */

static tlr_status find_reason(struct draft *d)
{
    const char *word = d->options->reason;
    for (uint32_t i = TLRI_NOBODY_RESOLVED; word != NULL && i < TLRI_NOBODY_COUNT; i++) {
        if (tlri_streq(tlri_nobody_token(i), word)) {
            d->record.reason = (enum tlri_nobody)i;
            return TLR_OK;
        }
    }
    return refuse(d->ctx, 5134, "give --reason resolved, no-candidate, withdrew or other",
                  word == NULL ? "nobody went, and it is not said why"
                               : "this is no reason why nobody went");
}

/* [DLG-2] By the ordinary delegates who went. */
static tlr_status settle_sent(struct draft *d)
{
    if (d->ordinary > 0) {
        d->record.sent = d->ordinary > 1 ? TLRI_LAST_YEAR_SEVERAL
                         : d->sole_woman ? TLRI_LAST_YEAR_WOMAN
                                         : TLRI_LAST_YEAR_MAN;
        return d->options->reason == NULL
                   ? TLR_OK
                   : refuse(d->ctx, 5134,
                            "name everybody who stayed with --absent, or leave the "
                            "reason out",
                            "a reason is given why nobody went, and somebody did");
    }
    if (d->appointed == 0 && d->audit->entitlement.sole == TLRI_SOLE_WOMAN_ONLY &&
        d->audit->entitlement.to_fill > 0) {
        d->record.sent = TLRI_LAST_YEAR_NOBODY_RULE;
        d->record.reason = TLRI_NOBODY_RULE;
        return TLR_OK;
    }
    d->record.sent = TLRI_LAST_YEAR_NOBODY_OTHER;
    return find_reason(d);
}

static tlr_status draft_record(struct draft *d, const char *dir)
{
    struct tlri_anchors none = {0};
    TLR_TRY(tlri_case_open(d->ctx, dir, &none, &d->opened));
    TLR_TRY(tlri_audit_rules(d->ctx, d->opened, &d->audit));
    if (!d->audit->entitled) {
        tlri_diag(d->ctx, TLR_ERROR, 5135, NULL, "give the folder of an election of delegates",
                  "delegation", "the notice of this election fills no delegates' places");
        return TLR_E_RULES;
    }
    TLR_TRY(tlri_audit_count(d->audit, tlri_count_run));
    TLR_TRY(tlri_audit_effects(d->audit, tlri_count_run)); /* the result holds them */
    TLR_TRY(settle_result(d, dir));
    TLR_TRY(put_places(d));
    TLR_TRY(settle_sent(d));
    d->record.election = d->opened->notice->election;
    d->record.conference = d->opened->notice->conference;
    d->record.cac = d->options->cac;
    d->record.delegates = d->delegates;
    d->record.delegate = d->delegate;
    return TLR_OK;
}

/* What was written is read again, so that no option makes a record that nobody can read. */
static tlr_status write_record(struct draft *d, tlr_text **out)
{
    tlr_text *text = tlri_text_new(d->ctx);
    if (text == NULL) {
        return tlri_no_memory(d->ctx);
    }
    struct tlri_delegation *again = NULL;
    tlr_status status = tlri_delegation_write(&d->record, &text->buf);
    if (status == TLR_OK) {
        status = tlri_delegation_read(d->ctx, "the record", tlr_text_data(text),
                                      tlr_text_size(text), &again);
        tlri_delegation_free(again);
    }
    return tlri_text_hand(text, status, out);
}

tlr_status tlr_delegation_draft(tlr_ctx *ctx, const char *dir,
                                const tlr_delegation_options *options, tlr_text **out)
{
    struct draft d = {.ctx = ctx, .options = options};
    *out = NULL;
    tlri_arena_init(&d.arena, ctx);
    tlr_status status = draft_record(&d, dir);
    status = status == TLR_OK ? write_record(&d, out) : status;
    tlri_audit_free(d.audit);
    tlri_case_free(d.opened);
    tlri_arena_drop(&d.arena);
    return status;
}

tlr_status tlr_delegation_read(tlr_ctx *ctx, const char *path, tlr_delegation_last *out)
{
    struct tlri_bytes bytes = {0};
    struct tlri_delegation *record = NULL;
    memset(out, 0, sizeof *out);
    TLR_TRY(tlri_file_read(ctx, path, TLRI_DELEGATION_FILE_MAX, &bytes));
    tlr_status status = tlri_delegation_read(ctx, path, bytes.data, bytes.len, &record);
    tlri_bytes_drop(&bytes);
    TLR_TRY(status);
    out->sent = tlri_last_year_token(record->sent);
    out->conference = record->conference;
    (void)snprintf(out->cac, sizeof out->cac, "%s", record->cac != NULL ? record->cac : "");
    tlri_delegation_free(record);
    return TLR_OK;
}

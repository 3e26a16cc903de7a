/*
 * custody/rulings_apply.c: a view of a case as it is after some of its rulings.
 *
 * Copies the parts that a ruling may change (who stands, batches that count, decisions on papers),
 * makes the changes on the copies in the order of the rulings and of their lines, and builds the
 * contests and their papers from them as it is done for the files themselves. Nothing that was read
 * from a signed file is altered. A change that would change nothing is refused: it was meant for
 * something else. Readings are changed by audit, which alone knows those in force. Implements
 * spec/formats/ruling.md [RUL-3], [RUL-4], [RUL-10], [RUL-12], [RUL-14] and [RUL-15].
 */
#include <stdlib.h>
#include <string.h>

#include "custody/custody.h"

/* What is being made. */
struct applying {
    struct tlri_case *view;
    struct tlri_election *election;
    struct tlri_election_candidate **candidate; /* of each contest of the election */
    struct tlri_close *close;                   /* NULL: there is no close yet */
    struct tlri_close_batch *batch;
    struct tlri_decision *decision;
    uint32_t annulled[TLRI_CONTESTS_MAX]; /* number of the ruling, contest by contest */
    const struct tlri_case_ruling *ruling;
    const struct tlri_change *change; /* the one at work */
};

static tlr_status refuse(struct applying *a, uint32_t code, const char *hint, const char *what,
                         const char *name)
{
    struct tlri_place place = {.file = tlri_sealed_name(a->ruling->file),
                               .line = a->change->at.line,
                               .column = a->change->at.column};
    tlri_diag(a->view->ctx, TLR_ERROR, code, &place, hint, "ruling/RUL-15", "contest '%s': %s '%s'",
              a->change->contest, what, name);
    return TLR_E_INPUT;
}

/* ---- copies ------------------------------------------------------------------------------------
 */

static tlr_status copy_election(struct applying *a)
{
    struct tlri_case *view = a->view;
    const struct tlri_election *from = view->base->election;
    struct tlri_election *to = tlri_arena_alloc(&view->arena, sizeof *to);
    struct tlri_election_contest *contest =
        tlri_arena_array(&view->arena, from->contests + 1, sizeof *contest);
    a->candidate = tlri_arena_array(&view->arena, from->contests + 1, sizeof *a->candidate);
    if (to == NULL || contest == NULL || a->candidate == NULL) {
        return tlri_no_memory(view->ctx);
    }
    *to = *from;
    for (size_t i = 0; i < from->contests; i++) {
        size_t n = from->contest[i].candidates;
        struct tlri_election_candidate *candidate =
            tlri_arena_array(&view->arena, n + 1, sizeof *candidate);
        if (candidate == NULL) {
            return tlri_no_memory(view->ctx);
        }
        for (size_t k = 0; k < n; k++) {
            candidate[k] = from->contest[i].candidate[k];
        }
        contest[i] = from->contest[i];
        contest[i].candidate = candidate;
        a->candidate[i] = candidate;
    }
    to->contest = contest;
    a->election = to;
    view->election = to;
    return TLR_OK;
}

/* With room for what all rulings may add. */
static tlr_status copy_close(struct applying *a)
{
    struct tlri_case *view = a->view;
    const struct tlri_case *base = view->base;
    const struct tlri_close *from = base->full != NULL ? base->full : base->close;
    size_t more = 1;
    if (from == NULL) {
        return TLR_OK;
    }
    for (size_t r = 0; r < view->applied; r++) {
        more += view->ruling[r].ruling->changes;
    }
    a->close = tlri_arena_alloc(&view->arena, sizeof *a->close);
    a->batch = tlri_arena_array(&view->arena, from->batches + more, sizeof *a->batch);
    a->decision = tlri_arena_array(&view->arena, from->decisions + more, sizeof *a->decision);
    if (a->close == NULL || a->batch == NULL || a->decision == NULL) {
        return tlri_no_memory(view->ctx);
    }
    for (size_t i = 0; i < from->batches; i++) {
        a->batch[i] = from->batch[i];
    }
    for (size_t i = 0; i < from->decisions; i++) {
        a->decision[i] = from->decision[i];
    }
    *a->close = *from;
    a->close->batch = a->batch;
    a->close->decision = a->decision;
    view->close = a->close;
    return TLR_OK;
}

/* ---- candidates --------------------------------------------------------------------------------
 */

static struct tlri_election_candidate *find_candidate(struct applying *a)
{
    for (size_t i = 0; i < a->election->contests; i++) {
        const struct tlri_election_contest *contest = &a->election->contest[i];
        if (tlri_streq(contest->id, a->change->contest)) {
            uint32_t at = tlri_election_candidate(contest, a->change->candidate);
            return at != TLRI_NONE ? &a->candidate[i][at] : NULL;
        }
    }
    return NULL;
}

static tlr_status no_candidate(struct applying *a)
{
    return refuse(a, 6620, "give contest and candidate by the ids of election.xml",
                  "there is no candidate", a->change->candidate);
}

/* [RUL-10] */
static tlr_status withdraw(struct applying *a)
{
    struct tlri_election_candidate *candidate = find_candidate(a);
    if (candidate == NULL) {
        return no_candidate(a);
    }
    bool barred = candidate->standing == TLRI_WITHDRAWN && candidate->eligible != TLRI_ELIGIBLE_YES;
    if ((candidate->standing != TLRI_STANDING && !barred) || candidate->withdrew) {
        return refuse(a, 6621, "take the change out, or name another candidate",
                      "nothing changes, nobody stands as", a->change->candidate);
    }
    candidate->standing = TLRI_WITHDRAWN;
    candidate->withdrew = true;
    return TLR_OK;
}

static tlr_status decide(struct applying *a)
{
    struct tlri_election_candidate *candidate = find_candidate(a);
    if (candidate == NULL || candidate->standing == TLRI_REOPEN) {
        return no_candidate(a);
    }
    if (candidate->eligible == a->change->eligible) {
        return refuse(a, 6621, "take the change out, or name another candidate",
                      "nothing changes, that is the decision already on", a->change->candidate);
    }
    bool barred = candidate->eligible != TLRI_ELIGIBLE_YES;
    bool admitted = a->change->eligible == TLRI_ELIGIBLE_YES;
    if (admitted && barred) {
        candidate->standing = candidate->withdrew ? TLRI_WITHDRAWN : TLRI_STANDING;
    } else if (candidate->standing == TLRI_STANDING) {
        candidate->standing = TLRI_WITHDRAWN;
    } else if (!barred) {
        candidate->withdrew = true; /* of their own will, before anybody found them not eligible */
    }
    candidate->eligible = a->change->eligible;
    candidate->clause = a->change->clause;
    candidate->ruled = a->ruling->ruling->number;
    return TLR_OK;
}

/* ---- batches -----------------------------------------------------------------------------------
 */

static size_t find_batch(const struct applying *a, const char *id)
{
    for (size_t i = 0; i < a->close->batches; i++) {
        if (tlri_streq(a->batch[i].contest, a->change->contest) && tlri_streq(a->batch[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static tlr_status no_batch(struct applying *a, const char *id)
{
    return refuse(a, 6623, "correct the contest or the batch", "this batch is not counted:", id);
}

/* Decisions on papers of a batch that is replaced or left out hold no longer [RUL-12]. */
static void drop_decisions(struct applying *a, const char *id)
{
    size_t kept = 0;
    for (size_t i = 0; i < a->close->decisions; i++) {
        bool of_batch = tlri_streq(a->decision[i].contest, a->change->contest) &&
                        tlri_streq(a->decision[i].batch, id);
        if (!of_batch) {
            a->decision[kept++] = a->decision[i];
        }
    }
    a->close->decisions = kept;
}

static tlr_status replace_batch(struct applying *a)
{
    const struct tlri_close_batch *by = &a->change->batch;
    size_t at = find_batch(a, by->id);
    if (at == SIZE_MAX) {
        return no_batch(a, by->id);
    }
    if (by->revision <= a->batch[at].revision) {
        return refuse(a, 6624, "give the revised batch the next number of revision",
                      "the revision is not later than that of batch", by->id);
    }
    uint32_t round = a->batch[at].round;
    const char *channel = a->batch[at].channel;
    a->batch[at] = *by;
    a->batch[at].round = round;
    a->batch[at].channel = channel;
    drop_decisions(a, by->id);
    return TLR_OK;
}

static tlr_status add_batch(struct applying *a)
{
    if (tlri_notice_contest(a->view->notice, a->change->contest) == NULL) {
        return refuse(a, 6619, "correct the contest's id",
                      "the notice has no such contest for batch", a->change->batch.id);
    }
    if (find_batch(a, a->change->batch.id) != SIZE_MAX) {
        return refuse(a, 6625, "replace it (replace-batch), or give the new batch another id",
                      "there is already a batch", a->change->batch.id);
    }
    a->batch[a->close->batches++] = a->change->batch;
    return TLR_OK;
}

static tlr_status exclude_batch(struct applying *a)
{
    size_t at = find_batch(a, a->change->batch.id);
    if (at == SIZE_MAX) {
        return no_batch(a, a->change->batch.id);
    }
    for (size_t i = at + 1; i < a->close->batches; i++) {
        a->batch[i - 1] = a->batch[i];
    }
    a->close->batches--;
    drop_decisions(a, a->change->batch.id);
    return TLR_OK;
}

/* ---- papers, counts ----------------------------------------------------------------------------
 */

/* [RUL-4] */
static tlr_status adjudicate(struct applying *a)
{
    const struct tlri_decision *by = &a->change->decision;
    const struct tlri_election_contest *contest =
        tlri_election_contest(a->election, a->change->contest);
    size_t at = find_batch(a, by->batch);
    if (at == SIZE_MAX) {
        return no_batch(a, by->batch);
    }
    bool marks_fit = by->reject != TLRI_REJECT_NONE ||
                     (contest != NULL && by->candidates == contest->candidates);
    if (by->number > a->batch[at].papers || !marks_fit) {
        return refuse(a, 6626, "correct the number of the paper, or the marks",
                      "no such paper, or another number of marks than candidates, in batch",
                      by->batch);
    }
    for (size_t i = 0; i < a->close->decisions; i++) {
        struct tlri_decision *earlier = &a->decision[i];
        if (tlri_streq(earlier->contest, by->contest) && tlri_streq(earlier->batch, by->batch) &&
            earlier->number == by->number) {
            *earlier = *by;
            return TLR_OK;
        }
    }
    a->decision[a->close->decisions++] = *by;
    return TLR_OK;
}

/* [RUL-14] */
static tlr_status annul(struct applying *a)
{
    const struct tlri_notice *notice = a->view->notice;
    for (size_t i = 0; i < notice->contests; i++) {
        if (!tlri_streq(notice->contest[i].id, a->change->contest)) {
            continue;
        }
        if (a->annulled[i] != 0) {
            return refuse(a, 6627, "take the change out, or name another contest",
                          "its count was annulled before:", a->change->contest);
        }
        a->annulled[i] = a->ruling->ruling->number;
        return TLR_OK;
    }
    return refuse(a, 6619, "correct the contest's id", "the notice has no contest",
                  a->change->contest);
}

static tlr_status apply_change(struct applying *a)
{
    switch (a->change->kind) {
    case TLRI_CHANGE_WITHDRAW_CANDIDATE:
        return withdraw(a);
    case TLRI_CHANGE_CANDIDATE_STATUS:
        return decide(a);
    case TLRI_CHANGE_ADJUDICATION:
        return adjudicate(a);
    case TLRI_CHANGE_REPLACE_BATCH:
        return replace_batch(a);
    case TLRI_CHANGE_ADD_BATCH:
        return add_batch(a);
    case TLRI_CHANGE_EXCLUDE_BATCH:
        return exclude_batch(a);
    case TLRI_CHANGE_ANNUL:
        return annul(a);
    case TLRI_CHANGE_APPOINT_KEY: /* taken in when the rulings were opened */
    case TLRI_CHANGE_REVOKE_KEY:
    case TLRI_CHANGE_READING: /* for audit */
    case TLRI_CHANGE_COUNT:
        break;
    }
    return TLR_OK;
}

/* ---- the view ----------------------------------------------------------------------------------
 */

static int by_contest_round_id(const void *left, const void *right)
{
    const struct tlri_close_batch *a = left;
    const struct tlri_close_batch *b = right;
    int order = strcmp(a->contest, b->contest);
    if (order == 0) {
        order = (a->round > b->round) - (a->round < b->round);
    }
    return order != 0 ? order : strcmp(a->id, b->id);
}

static int by_paper(const void *left, const void *right)
{
    const struct tlri_decision *a = left;
    const struct tlri_decision *b = right;
    int order = strcmp(a->contest, b->contest);
    if (order == 0) {
        order = strcmp(a->batch, b->batch);
    }
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* [RUL-3] */
static tlr_status apply_all(struct applying *a)
{
    tlr_status worst = TLR_OK;
    for (size_t r = 0; r < a->view->applied; r++) {
        a->ruling = &a->view->ruling[r];
        for (size_t i = 0; i < a->ruling->ruling->changes; i++) {
            a->change = &a->ruling->ruling->change[i];
            worst = tlri_worse(worst, apply_change(a));
        }
    }
    if (a->close != NULL) {
        qsort(a->batch, a->close->batches, sizeof *a->batch, by_contest_round_id);
        qsort(a->decision, a->close->decisions, sizeof *a->decision, by_paper);
    }
    return worst;
}

/* What the rulings make of candidates, batches and decisions. */
static tlr_status change_copies(struct applying *a)
{
    TLR_TRY(copy_election(a));
    TLR_TRY(copy_close(a));
    return apply_all(a);
}

static tlr_status make_view(struct tlri_case *view)
{
    struct applying a = {.view = view};
    TLR_TRY(change_copies(&a));
    TLR_TRY(tlri_case_build_contests(view));
    for (size_t i = 0; i < view->contests; i++) {
        view->contest[i].annulled = a.annulled[i];
    }
    bool final = view->applied == view->rulings;
    bool opened = view->line != NULL; /* a ruling that is being drafted is tried before that */
    TLR_TRY(opened && view->partial ? tlri_case_leave_out(view) : TLR_OK);
    return opened ? tlri_case_read_papers(view, false, final) : TLR_OK;
}

/* A view of the whole case before anything is changed in it; its arena is to be dropped. */
static void begin_view(struct tlri_case *view, struct tlri_case *base, uint32_t k)
{
    *view = *base;
    tlri_arena_init(&view->arena, base->ctx);
    view->base = base;
    view->owns_base = false;
    view->applied = k;
    view->contest = NULL;
    view->contests = 0;
    view->left_out = NULL;
    view->left_outs = 0;
}

tlr_status tlri_case_try_rulings(struct tlri_case *c)
{
    struct tlri_case view;
    begin_view(&view, c, (uint32_t)c->rulings);
    struct applying a = {.view = &view};
    tlr_status status = change_copies(&a);
    tlri_arena_drop(&view.arena);
    return status;
}

tlr_status tlri_case_after(struct tlri_case *c, uint32_t k, struct tlri_case **out)
{
    struct tlri_case *base = c->base != NULL ? c->base : c;
    struct tlri_case *view = tlri_alloc(c->ctx, sizeof *view);
    *out = NULL;
    if (view == NULL) {
        return tlri_no_memory(c->ctx);
    }
    begin_view(view, base, k);
    tlr_status status = make_view(view);
    if (status != TLR_OK) {
        tlri_case_free(view);
        return status;
    }
    *out = view;
    return TLR_OK;
}

/*
 * report/cvr.c: cast vote records in NIST's common data format. spec/formats/export.md, 5.
 *
 * SP 1500-103, version 1, as JSON. Each paper is one record with two snapshots: `original`, the
 * marks as seen, and `interpreted`, what the count took them for. Records stand in the order of
 * their content and are numbered by it, so a number says nothing of where a paper lay. A record is
 * written as soon as it is made: ten thousand papers never stand in memory together. Whether the
 * file holds against the published schema is tested outside the repository, which does not hold it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/exported.h"
#include "report/json_parts.h"

struct records {
    tlr_ctx *ctx;
    const struct tlri_exported *from;
    bool bad;
};

static json_t *typed(struct records *r, const char *type)
{
    json_t *object = json_object();
    tlri_json_put_some(&r->bad, object, "@type", type);
    return object;
}

/* prefix-id: ids of one report stand once in it. */
static void put_id(struct records *r, json_t *to, const char *key, const char *prefix,
                   const char *id)
{
    char text[512];
    (void)snprintf(text, sizeof text, "%s-%.400s", prefix, id);
    tlri_json_put_some(&r->bad, to, key, text);
}

static json_t *id_list(struct records *r, const char *prefix, const char *id)
{
    char text[512];
    json_t *list = json_array();
    (void)snprintf(text, sizeof text, "%s-%.400s", prefix, id);
    tlri_json_append(&r->bad, list, json_string(text));
    return list;
}

/* ---- a record -----------------------------------------------------------------------------------
 */

/* One mark: against whom, and which number; 0: a mark without one. */
static void append_mark(struct records *r, json_t *list, uint32_t candidate, uint32_t number,
                        bool doubtful, bool allocable)
{
    json_t *one = typed(r, "CVR.CVRContestSelection");
    json_t *position = typed(r, "CVR.SelectionPosition");
    json_t *positions = json_array();
    put_id(r, one, "ContestSelectionId", "selection", r->from->contest->candidate[candidate].id);
    tlri_json_put_number(&r->bad, one, "OptionPosition", candidate + 1u);
    if (number > 0) {
        tlri_json_put_number(&r->bad, one, "Rank", number);
        tlri_json_put_number(&r->bad, position, "Rank", number);
    }
    tlri_json_put_some(&r->bad, position, "HasIndication", doubtful ? "unknown" : "yes");
    tlri_json_put_some(&r->bad, position, "IsAllocable", allocable ? "yes" : "unknown");
    tlri_json_put_number(&r->bad, position, "NumberVotes", 1);
    tlri_json_append(&r->bad, positions, position);
    tlri_json_put(&r->bad, one, "SelectionPosition", positions);
    tlri_json_append(&r->bad, list, one);
}

static json_t *marks_seen(struct records *r, const struct tlri_exported_row *row)
{
    uint32_t seen[TLRI_CANDIDATES_MAX];
    json_t *list = json_array();
    tlri_marks_seen(row->pool + row->seen_at, row->seen, seen);
    for (uint32_t i = 0; i < row->seen; i++) {
        uint32_t mark = seen[i] >> 12;
        append_mark(r, list, row->pool[row->seen_at + i] & TLRI_MARK_CANDIDATE,
                    mark < TLRI_SEEN_CROSS ? mark : 0, mark == TLRI_SEEN_DOUBT, false);
    }
    return list;
}

static json_t *marks_counted(struct records *r, const struct tlri_exported_row *row)
{
    uint32_t number = 0;
    json_t *list = json_array();
    for (uint32_t i = 0; i < row->counted; i++) {
        tlri_mark mark = row->pool[row->counted_at + i];
        number += (mark & TLRI_MARK_EQUAL) == 0;
        append_mark(r, list, mark & TLRI_MARK_CANDIDATE, r->from->crosses ? 0 : number, false,
                    true);
    }
    return list;
}

static void append_snapshot(struct records *r, json_t *list, const char *id, const char *type,
                            json_t *marks, uint32_t reject)
{
    json_t *snapshot = typed(r, "CVR.CVRSnapshot");
    json_t *contest = typed(r, "CVR.CVRContest");
    json_t *contests = json_array();
    tlri_json_put_some(&r->bad, snapshot, "@id", id);
    tlri_json_put_some(&r->bad, snapshot, "Type", type);
    put_id(r, contest, "ContestId", "contest", r->from->contest->id);
    tlri_json_put(&r->bad, contest, "CVRContestSelection", marks);
    if (reject != TLRI_REJECT_NONE) {
        json_t *status = json_array();
        bool blank = reject == TLRI_REJECT_BLANK;
        tlri_json_append(&r->bad, status,
                         json_string(blank ? "not-indicated" : "invalidated-rules"));
        tlri_json_put(&r->bad, contest, "Status", status);
        tlri_json_put_some(&r->bad, contest, "OtherStatus", tlri_reject_token(reject));
    }
    tlri_json_append(&r->bad, contests, contest);
    tlri_json_put(&r->bad, snapshot, "CVRContest", contests);
    tlri_json_append(&r->bad, list, snapshot);
}

static tlr_status write_record(struct records *r, const struct tlri_exported_row *row,
                               uint64_t number, struct tlri_buf *out)
{
    char unique[24];
    char id[48];
    json_t *record = typed(r, "CVR.CVR");
    json_t *snapshots = json_array();
    (void)snprintf(unique, sizeof unique, "%llu", (unsigned long long)number);
    (void)snprintf(id, sizeof id, "paper-%s-counted", unique);
    tlri_json_put_some(&r->bad, record, "UniqueId", unique);
    put_id(r, record, "ElectionId", "election",
           r->from->election != NULL ? r->from->election : "file");
    tlri_json_put_some(&r->bad, record, "CurrentSnapshotId", id);
    append_snapshot(r, snapshots, id, "interpreted", marks_counted(r, row), row->counted_reject);
    (void)snprintf(id, sizeof id, "paper-%s-seen", unique);
    append_snapshot(r, snapshots, id, "original", marks_seen(r, row), row->seen_reject);
    tlri_json_put(&r->bad, record, "CVRSnapshot", snapshots);
    return tlri_json_write(r->ctx, record, r->bad, out);
}

static int compare_rows(const void *a, const void *b)
{
    const struct tlri_exported_row *x = a;
    const struct tlri_exported_row *y = b;
    const size_t shared = x->seen < y->seen ? x->seen : y->seen;
    for (size_t i = 0; i < shared; i++) {
        tlri_mark p = x->pool[x->seen_at + i];
        tlri_mark q = y->pool[y->seen_at + i];
        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    if (x->seen != y->seen) {
        return x->seen < y->seen ? -1 : 1;
    }
    if (x->seen_reject != y->seen_reject) {
        return x->seen_reject < y->seen_reject ? -1 : 1;
    }
    /* The same marks, decided on in different ways. */
    if (x->counted_reject != y->counted_reject) {
        return x->counted_reject < y->counted_reject ? -1 : 1;
    }
    if (x->counted != y->counted) {
        return x->counted < y->counted ? -1 : 1;
    }
    return x->counted == 0 ? 0
                           : memcmp(x->pool + x->counted_at, y->pool + y->counted_at,
                                    x->counted * sizeof *x->pool);
}

/* ---- what they are records of -------------------------------------------------------------------
 */

static json_t *candidates_of(struct records *r)
{
    const struct tlri_contest *contest = r->from->contest;
    json_t *list = json_array();
    for (uint32_t k = 0; k < contest->candidates; k++) {
        json_t *one = typed(r, "CVR.Candidate");
        put_id(r, one, "@id", "candidate", contest->candidate[k].id);
        tlri_json_put_some(&r->bad, one, "Name", contest->candidate[k].name);
        tlri_json_append(&r->bad, list, one);
    }
    return list;
}

static json_t *contests_of(struct records *r)
{
    const struct tlri_contest *contest = r->from->contest;
    json_t *list = json_array();
    json_t *one = typed(r, "CVR.CandidateContest");
    json_t *selections = json_array();
    for (uint32_t k = 0; k < contest->candidates; k++) {
        json_t *selection = typed(r, "CVR.CandidateSelection");
        put_id(r, selection, "@id", "selection", contest->candidate[k].id);
        tlri_json_put(&r->bad, selection, "CandidateIds",
                      id_list(r, "candidate", contest->candidate[k].id));
        tlri_json_append(&r->bad, selections, selection);
    }
    put_id(r, one, "@id", "contest", contest->id);
    tlri_json_put_some(&r->bad, one, "Name", contest->title);
    tlri_json_put_number(&r->bad, one, "NumberElected", contest->places);
    if (r->from->crosses) {
        tlri_json_put_number(&r->bad, one, "VotesAllowed", r->from->votes);
    }
    tlri_json_put_some(&r->bad, one, "VoteVariation", r->from->crosses ? "n-of-m" : "rcv");
    tlri_json_put(&r->bad, one, "ContestSelection", selections);
    tlri_json_append(&r->bad, list, one);
    return list;
}

static json_t *elections_of(struct records *r)
{
    json_t *list = json_array();
    json_t *one = typed(r, "CVR.Election");
    put_id(r, one, "@id", "election", r->from->election != NULL ? r->from->election : "file");
    tlri_json_put_some(&r->bad, one, "Name", r->from->title);
    tlri_json_put_some(&r->bad, one, "ElectionScopeId", "unit-all");
    tlri_json_put(&r->bad, one, "Candidate", candidates_of(r));
    tlri_json_put(&r->bad, one, "Contest", contests_of(r));
    tlri_json_append(&r->bad, list, one);
    return list;
}

static json_t *report_of(struct records *r, const char *generated)
{
    json_t *root = typed(r, "CVR.CastVoteRecordReport");
    json_t *units = json_array();
    json_t *unit = typed(r, "CVR.GpUnit");
    json_t *devices = json_array();
    json_t *device = typed(r, "CVR.ReportingDevice");
    json_t *types = json_array();
    json_t *ids = json_array();
    tlri_json_put_some(&r->bad, root, "Version", "1.0.0");
    tlri_json_put_some(&r->bad, root, "GeneratedDate", generated);
    tlri_json_append(&r->bad, types, json_string("adjudicated"));
    tlri_json_put(&r->bad, root, "ReportType", types);
    tlri_json_put(&r->bad, root, "Election", elections_of(r));
    tlri_json_put_some(&r->bad, unit, "@id", "unit-all");
    tlri_json_put_some(&r->bad, unit, "Name", r->from->clp);
    tlri_json_put_some(&r->bad, unit, "Type", "other");
    tlri_json_put_some(&r->bad, unit, "OtherType", "the whole electorate of the contest");
    tlri_json_append(&r->bad, units, unit);
    tlri_json_put(&r->bad, root, "GpUnit", units);
    tlri_json_append(&r->bad, ids, json_string("device-teller"));
    tlri_json_put(&r->bad, root, "ReportGeneratingDeviceIds", ids);
    tlri_json_put_some(&r->bad, device, "@id", "device-teller");
    tlri_json_put_some(&r->bad, device, "Application", "teller");
    tlri_json_append(&r->bad, devices, device);
    tlri_json_put(&r->bad, root, "ReportingDevice", devices);
    return root;
}

/* ---- the whole ----------------------------------------------------------------------------------
 */

static tlr_status write_records(struct records *r, struct tlri_exported *from, struct tlri_buf *out)
{
    uint64_t number = 0;
    if (from->rows > 1) {
        qsort(from->row, from->rows, sizeof *from->row, compare_rows);
    }
    for (size_t i = 0; i < from->rows; i++) {
        for (uint64_t k = 0; k < from->row[i].papers; k++) {
            tlri_buf_puts(out, number > 0 ? "," : "");
            TLR_TRY(write_record(r, &from->row[i], ++number, out));
        }
    }
    return out->failed;
}

tlr_status tlri_exported_cvr(tlr_ctx *ctx, struct tlri_exported *from, const char *generated,
                             struct tlri_buf *out)
{
    struct records r = {.ctx = ctx, .from = from};
    struct tlri_buf head;
    tlri_buf_init(&head, ctx, out->max);
    json_t *report = report_of(&r, generated);
    tlr_status status = tlri_json_write(ctx, report, r.bad, &head);
    if (status == TLR_OK) {
        tlri_buf_puts(out, "{\"CVR\":[\n");
        status = write_records(&r, from, out);
    }
    if (status == TLR_OK) {
        /* The report itself follows as the other keys of the same object. */
        tlri_buf_puts(out, "],\n");
        status = tlri_buf_add(out, head.data + 1, head.len - 1);
    }
    tlri_buf_drop(&head);
    return status;
}

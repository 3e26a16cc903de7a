/*
 * custody/re_run.c: is the election that a notice holds again really void?
 *
 * The folder of the earlier election is opened as for a count, under its own keys; its result.xml
 * must be the one that the notice names, and every contest of the notice that it had must be
 * annulled there by a ruling, or the whole result declared void. What is not annulled stands, and a
 * second election for the same places would elect two sets of people. Implements
 * spec/formats/notice.md [NOT-12] and [NOT-13].
 */
#include <string.h>

#include "base/file.h"
#include "custody/custody.h"

enum { RESULT_MAX = 1 << 30 };

static tlr_status refuse(struct tlri_case *c, uint32_t code, const char *hint, const char *what,
                         const char *name)
{
    struct tlri_place place = {.file = tlri_sealed_name(c->notice_file),
                               .line = c->notice->re_run.at.line,
                               .column = c->notice->re_run.at.column};
    tlri_diag(c->ctx, TLR_ERROR, code, &place, hint, "notice/NOT-13", "%s '%s'", what, name);
    return TLR_E_TRUST;
}

static tlr_status check_result(struct tlri_case *c, struct tlri_case *earlier)
{
    struct tlri_bytes bytes;
    struct tlri_digest digest;
    const char *path = tlri_case_path(earlier, "result.xml");
    if (!tlri_streq(c->notice->re_run.election, earlier->notice->election)) {
        return refuse(c, 7022, "give the folder of the election that the notice names",
                      "the folder is that of election", earlier->notice->election);
    }
    if (path == NULL) {
        return tlri_no_memory(c->ctx);
    }
    TLR_TRY(tlri_file_read(c->ctx, path, RESULT_MAX, &bytes));
    tlri_digest_of(bytes.data, bytes.len, &digest);
    tlri_bytes_drop(&bytes);
    if (memcmp(digest.bytes, c->notice->re_run.result, sizeof digest.bytes) != 0) {
        return refuse(c, 7022, "find the result by which that election is void",
                      "the notice names another result than the one that stands in", earlier->dir);
    }
    return TLR_OK;
}

static bool is_void(const struct tlri_case *earlier, const char *contest)
{
    if (earlier->declaration != NULL && earlier->declaration->state == TLRI_STATE_VOID) {
        return true;
    }
    for (size_t i = 0; i < earlier->contests; i++) {
        if (tlri_streq(earlier->contest[i].contest.id, contest)) {
            return earlier->contest[i].annulled != 0;
        }
    }
    return true; /* it had no such contest */
}

static tlr_status check_contests(struct tlri_case *c, const struct tlri_case *earlier)
{
    tlr_status worst = TLR_OK;
    for (size_t i = 0; i < c->notice->contests; i++) {
        const char *id = c->notice->contest[i].id;
        if (!is_void(earlier, id)) {
            worst = refuse(c, 7023,
                           "have the count annulled first (teller ruling), or leave the contest "
                           "out of this election",
                           "its count stands, no ruling annulled contest", id);
        }
    }
    return worst;
}

tlr_status tlri_case_check_void(struct tlri_case *c, const char *dir)
{
    struct tlri_case *earlier = NULL;
    if (!c->notice->re_run.stated) {
        struct tlri_place place = {.file = tlri_sealed_name(c->notice_file)};
        tlri_diag(c->ctx, TLR_ERROR, 7022, &place, "name it in the notice: <re-run …/>",
                  "notice/NOT-13", "the notice does not say that an election is held again");
        return TLR_E_TRUST;
    }
    TLR_TRY(tlri_case_open_declared(c->ctx, dir, NULL, &earlier));
    tlr_status status = check_result(c, earlier);
    if (status == TLR_OK) {
        status = check_contests(c, earlier);
    }
    tlri_case_free(earlier);
    return status;
}

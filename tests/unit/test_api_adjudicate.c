/*
 * Decisions on papers (teller/adjudicate.h) and kept answers (teller/draft.h) while memory runs
 * out: each request refused in turn, once and for ever after. Nothing leaks, the status says that
 * there was no memory, and what lies on the disk is whole: before the step, or after it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "support/fault_from.h"
#include "support/folder.h"
#include "teller/adjudicate.h"
#include "teller/draft.h"

/* A prime, so that runs which differ by a request or two do not always fail at the same places. */
enum { STEP = 7 };

#define PAPER "ordinary/meeting/1"

static struct folder folder;

static int make_folder(void **state)
{
    (void)state;
    return folder_copy(&folder, "fixtures/elections/smalltown-2026") ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

/* The file as it lies there; NULL: it is not there. To be freed with free(). */
static char *in_folder(const char *name)
{
    char path[2 * FOLDER_PATH];
    size_t len = 0;
    folder_path(&folder, name, path);
    return file_load(path, &len);
}

static void remove_file(const char *name)
{
    char path[2 * FOLDER_PATH];
    folder_path(&folder, name, path);
    (void)remove(path);
}

/* ---- decisions ---- */

static tlr_status decide(tlr_adjudication *adjudication)
{
    size_t i = 0;
    tlr_text *meaning = NULL;
    tlr_text *decision = NULL;
    tlr_text *proposal = NULL;
    tlr_status status = tlr_adjudication_find(adjudication, PAPER, &i);
    if (status == TLR_OK) {
        status = tlr_adjudication_meaning(adjudication, i, "reject unc", &meaning, &decision);
    }
    if (status == TLR_OK) {
        assert_string_equal(tlr_text_data(decision), "reject uncertain");
        status = tlr_adjudication_proposal(adjudication, i, 0, &proposal);
    }
    tlr_text_free(meaning);
    tlr_text_free(decision);
    tlr_text_free(proposal);
    if (status == TLR_OK) {
        status = tlr_adjudication_decide(adjudication, i, "reject uncertain", "returning-officer",
                                         "none");
    }
    if (status == TLR_OK) {
        status = tlr_adjudication_decide(adjudication, i, "reject torn", "ret", "scrut");
    }
    return status;
}

/* None, the first, or the second: never half of one. */
static void decisions_are_whole(bool done)
{
    char *text = in_folder("adjudications.txt");
    if (done) {
        assert_non_null(text);
        assert_non_null(strstr(text, "reject torn"));
    }
    if (text != NULL) {
        size_t len = strlen(text);
        assert_true(len > 4 && strcmp(text + len - 4, "end\n") == 0);
    }
    free(text);
}

static tlr_status adjudicate(tlr_ctx *ctx)
{
    tlr_adjudication *adjudication = NULL;
    remove_file("adjudications.txt");
    tlr_status status = tlr_adjudication_open(ctx, folder.path, 0, &adjudication);
    assert_true((status == TLR_OK) == (adjudication != NULL));
    if (status == TLR_OK) {
        status = decide(adjudication);
    }
    tlr_adjudication_free(adjudication);
    decisions_are_whole(status == TLR_OK);
    return status;
}

/* ---- answers that are kept ---- */

static void kept_are_whole(bool done)
{
    char *text = in_folder("kept");
    assert_true((text != NULL) == done);
    if (text != NULL) {
        assert_string_equal(text,
                            "election anytown-2026\nkey-teller-a fixtures/keys/teller-a.pub\n");
    }
    free(text);
}

static tlr_status keep_answers(tlr_ctx *ctx)
{
    char path[2 * FOLDER_PATH];
    tlr_draft *draft = NULL;
    folder_path(&folder, "kept", path);
    (void)remove(path);
    tlr_status status = tlr_draft_new(ctx, &draft);
    if (status == TLR_OK) {
        status = tlr_draft_answer(draft, "election", "anytown-2026");
    }
    if (status == TLR_OK) {
        status = tlr_draft_answer(draft, "trial", "Y");
    }
    if (status == TLR_OK) {
        assert_int_equal(tlr_draft_undo(draft), 1);
        status = tlr_draft_answer(draft, "key-teller-a", "fixtures/keys/teller-a.pub");
    }
    if (status == TLR_OK) {
        status = tlr_draft_keep(draft, path);
    }
    tlr_draft_free(draft);
    kept_are_whole(status == TLR_OK);
    return status;
}

/* ---- each request fails ---- */

static void decisions_without_memory(void **state)
{
    (void)state;
    assert_true(fault_from(adjudicate, 1, STEP, false) > 5); /* there were some */
    assert_true(fault_from(adjudicate, 1, STEP * STEP, true) > 5);
}

static void answers_without_memory(void **state)
{
    (void)state;
    assert_true(fault_from(keep_answers, 1, 1, false) > 5);
    assert_true(fault_from(keep_answers, 1, 1, true) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_without_memory),
        cmocka_unit_test(answers_without_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

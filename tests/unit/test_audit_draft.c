/*
 * Notices and candidates from answers (teller/draft.h): every allocation refused in turn, answers
 * that are no text at all, and names as ids and as something to sort by.
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
#include "base/fold.h"
#include "support/faults.h"
#include "support/folder.h"
#include "support/random.h"
#include "teller/draft.h"

/* The last line is the scrutineer's key of fixtures/keys. */
static const char answers[] = "candidate Con Cooper\n"
                              "candidate Maria van der Berg / van der Berg\n"
                              "candidate Zo\xC3\xAB \xC3\x98rsted\n"
                              "eligible yes\n"
                              "eligibility-clause C3.I.4.F\n"
                              "nominated-by con-cooper Unite; Harbour branch\n"
                              "nominated-by maria-van-der-berg nobody\n"
                              "nominated-by zoe-orsted nobody\n"
                              "stands ordinary everybody\n"
                              "stands woman maria\n"
                              "stands youth zoe\n"
                              "declares women maria zoe\n"
                              "eligible-for woman everybody\n"
                              "eligible-for youth everybody\n"
                              "re-open-nominations youth Re-open nominations\n"
                              "key scrutineer scrutineer "
                              "RWTGLWgLAtUG3VVbh0DYjYb01DSqVmP8uHHzZN7qCig/IFYXBp/VSwr6\n";

/* A folder in which only the signed notice lies. */
static void make_folder(struct folder *folder)
{
    assert_true(folder_copy(folder, "fixtures/elections/smalltown-2026"));
    char command[FOLDER_PATH + 100];
    for (size_t i = 0; i < folder->files; i++) {
        if (strncmp(folder->file[i], "notice.xml", strlen("notice.xml")) != 0) {
            snprintf(command, sizeof command, "%s/%s", folder->path, folder->file[i]);
            assert_int_equal(remove(command), 0);
        }
    }
}

static tlr_status draft_from(tlr_ctx *ctx, const char *dir, const char *text, size_t len)
{
    char path[FOLDER_PATH + 32];
    tlr_draft *draft = NULL;
    snprintf(path, sizeof path, "%s/typed", dir);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    fclose(file);
    tlr_status status = tlr_draft_begin(ctx, dir, NULL, &draft);
    if (status == TLR_OK) {
        assert_true(tlr_draft_is_of_candidates(draft));
        status = tlr_draft_answers(draft, path);
    }
    if (status == TLR_OK) {
        status = tlr_draft_write(draft, dir);
    }
    tlr_draft_free(draft);
    remove(path);
    return status;
}

static void candidates_without_memory(void **state)
{
    (void)state;
    struct folder folder;
    char written[FOLDER_PATH + 32];
    make_folder(&folder);
    snprintf(written, sizeof written, "%s/election.xml", folder.path);
    for (size_t n = 1;; n++) {
        struct faults faults;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = draft_from(ctx, folder.path, answers, strlen(answers));
            assert_true(status == TLR_OK || faults.failed > 0);
            assert_true(status == TLR_OK || status == TLR_E_MEMORY);
            tlr_ctx_free(ctx);
        }
        assert_true(fault_clean(&faults));
        bool whole = faults.failed == 0;
        assert_true(remove(written) == 0 || !whole);
        if (whole) {
            break;
        }
    }
    folder_remove(&folder);
}

/* With hardly anything answered: what is missing is told, or that memory ran out. */
static void questions_without_memory(void **state)
{
    (void)state;
    static const char few[] = "candidate Con Cooper\ncandidate Dot Dyer\n";
    struct folder folder;
    make_folder(&folder);
    for (size_t n = 1;; n++) {
        struct faults faults;
        fault_init(&faults, n, true);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = draft_from(ctx, folder.path, few, strlen(few));
            assert_true(status == TLR_E_INPUT || status == TLR_E_MEMORY);
            assert_true(status == TLR_E_INPUT || faults.failed > 0);
            tlr_ctx_free(ctx);
        }
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
    folder_remove(&folder);
}

/* Lines are mixed, cut, and have bytes changed: whatever comes, it is an answer or a refusal. */
static void answers_that_are_no_answers(void **state)
{
    (void)state;
    struct folder folder;
    struct test_random random;
    char written[FOLDER_PATH + 32];
    char text[sizeof answers];
    make_folder(&folder);
    snprintf(written, sizeof written, "%s/election.xml", folder.path);
    test_random_seed(&random, 20261122);
    for (unsigned round = 0; round < 150; round++) {
        size_t len = strlen(answers);
        memcpy(text, answers, sizeof answers);
        for (uint64_t i = test_random_below(&random, 6); i > 0; i--) {
            text[test_random_below(&random, len)] = (char)test_random_below(&random, 256);
        }
        len -= test_random_below(&random, 40);
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        tlr_status status = draft_from(ctx, folder.path, text, len);
        assert_true(status == TLR_OK || status == TLR_E_INPUT);
        assert_true((remove(written) == 0) == (status == TLR_OK));
        tlr_ctx_free(ctx);
    }
    folder_remove(&folder);
}

static void an_answer_is_taken_back(void **state)
{
    (void)state;
    struct folder folder;
    tlr_draft *draft = NULL;
    const char *words = NULL;
    make_folder(&folder);
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(tlr_draft_begin(ctx, folder.path, NULL, &draft), TLR_OK);
    assert_int_equal(tlr_draft_undo(draft), 0);
    assert_int_equal(tlr_draft_answer(draft, "candidate", ""), TLR_E_INPUT); /* nobody yet */
    assert_int_equal(tlr_draft_answer(draft, "candidate", "Ann Archer"), TLR_OK);
    assert_int_equal(tlr_draft_answer(draft, "candidate", "Ann  Archer "), TLR_E_INPUT);
    assert_int_equal(tlr_draft_answer(draft, "candidate", ""), TLR_OK);
    assert_string_equal(tlr_draft_question(draft, &words), "eligible");
    assert_int_equal(tlr_draft_undo(draft), 1);
    assert_string_equal(tlr_draft_question(draft, &words), "candidate");
    assert_int_equal(tlr_draft_undo(draft), 1);
    assert_int_equal(tlr_draft_undo(draft), 0);
    assert_int_equal(tlr_draft_answer(draft, "candidate", "Ann Archer"), TLR_OK);
    assert_int_equal(tlr_draft_answer(draft, "eligible", "no"), TLR_E_INPUT);
    tlr_draft_free(draft);
    tlr_ctx_free(ctx);
    folder_remove(&folder);
}

static void names_as_ids(void **state)
{
    (void)state;
    static const struct {
        const char *name, *id;
    } table[] = {
        {"Ben O'Brien", "ben-o-brien"},
        {"  Zo\xC3\xAB  \xC3\x98rsted ", "zoe-orsted"},
        {"\xC5\x81ukasz Stra\xC3\x9F"
         "e",
         "lukasz-strasse"},
        {"\xE6\x9D\x8E", "candidate-7"},
        {"Anne-Marie (Eastfield)", "anne-marie-eastfield"},
        {"-", "candidate-7"},
        {"", "candidate-7"},
    };
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_arena arena;
    char name[3000];
    tlri_arena_init(&arena, ctx);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_string_equal(tlri_fold_id(&arena, table[i].name, "candidate-7"), table[i].id);
    }
    memset(name, 'A', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_int_equal(strlen(tlri_fold_id(&arena, name, "x")), 1); /* too long to fold: no letter */
    name[500] = '\0';
    assert_int_equal(strlen(tlri_fold_id(&arena, name, "x")), TLRI_ID_MAX);
    assert_string_equal(tlri_fold(&arena, "\xC3\x81 BEL"), "a bel");
    assert_string_equal(tlri_fold(&arena, "\xFF"), "\xFF");
    tlri_arena_drop(&arena);
    tlr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(candidates_without_memory),
        cmocka_unit_test(questions_without_memory),
        cmocka_unit_test(answers_that_are_no_answers),
        cmocka_unit_test(an_answer_is_taken_back),
        cmocka_unit_test(names_as_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_audit_readings.c: is it true that combinations left out come to the same?
 *
 * The pruning is put to the test by brute force: combinations of all varied readings, taken by a
 * fixed stride over all there are, are counted one by one without any pruning, and each must end as
 * the combination that stands for it. Then the same in a folder where nobody drew the lot, and with
 * memory running out.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "audit/readings.h"
#include "count/count.h"
#include "support/faults.h"
#include "support/folder.h"
#include "teller/readings.h"

#define ANYTOWN   "fixtures/elections/anytown-2026"
#define SMALLTOWN "fixtures/elections/smalltown-2026"

struct opened {
    tlr_ctx *ctx;
    struct tlri_case *election_case;
    struct tlri_audit *rules;
    struct tlri_variation *v;
};

static void open_folder(struct opened *o, const char *dir, bool methods, uint32_t most)
{
    struct tlri_anchors none = {0};
    struct tlri_vary_options options = {.methods = methods, .most = most};
    memset(o, 0, sizeof *o);
    o->ctx = tlr_ctx_new(NULL, NULL);
    assert_int_equal(tlri_case_open(o->ctx, dir, &none, &o->election_case), TLR_OK);
    assert_int_equal(tlri_audit_rules(o->ctx, o->election_case, &o->rules), TLR_OK);
    assert_int_equal(tlri_vary(o->rules, &options, tlri_count_run, &o->v), TLR_OK);
}

static void close_folder(struct opened *o)
{
    tlri_variation_free(o->v);
    tlri_audit_free(o->rules);
    tlri_case_free(o->election_case);
    tlr_ctx_free(o->ctx);
}

/* The number-th combination, the first reading turning fastest. */
static void nth_choice(const struct tlri_variation *v, uint64_t number, uint8_t *choice)
{
    memset(choice, 0, TLRI_VARIED_MAX);
    for (size_t d = 0; d < v->varied; d++) {
        choice[d] = (uint8_t)(number % v->reading[d].values);
        number /= v->reading[d].values;
    }
}

/* Counted by itself, does it end as what stands for it says? */
static void expect_same(const struct tlri_variation *v, const uint8_t *choice)
{
    const struct tlri_tried *tried = v->tried.data;
    const struct tlri_leaf *leaf = v->leaf.data;
    struct tlri_trial *t = NULL;
    struct tlri_digest key;
    size_t at = tlri_vary_find(v, choice);
    assert_true(at != TLRI_NO_TRIED);
    tlr_status status = tlri_trial_prepare(v, choice, &t, &key);
    assert_int_equal(status, tried[at].inadmissible ? TLR_E_RULES : TLR_OK);
    if (status != TLR_OK) {
        return;
    }
    at = tried[at].same_as != TLRI_NO_TRIED ? tried[at].same_as : at;
    assert_int_equal(tlri_trial_count(t, tlri_count_run, NULL, 0), TLR_OK);
    for (size_t i = 0; i < t->audit.counted && t->status == TLR_OK; i++) {
        const struct tlri_counted *counted = &t->audit.contest[i];
        size_t contest = (size_t)(counted->source - t->view.contest);
        uint32_t k = leaf[tried[at].first_leaf].outcome[contest];
        assert_memory_equal(counted->elected, v->contest[contest].outcome[k].elected,
                            counted->contest.candidates * sizeof(bool));
    }
    /* A lot that is missing here was missing there. */
    assert_int_equal(t->status == TLR_E_DECISION, leaf[tried[at].first_leaf].lots > 0);
    tlri_trial_free(t);
}

static void expect_all(const struct tlri_variation *v, uint64_t stride)
{
    uint8_t choice[TLRI_VARIED_MAX];
    for (uint64_t number = 0; number < v->combinations; number += stride) {
        nth_choice(v, number, choice);
        expect_same(v, choice);
    }
}

static void what_is_left_out_comes_to_the_same(void **state)
{
    (void)state;
    struct opened o;
    open_folder(&o, ANYTOWN, false, 0);
    assert_true(o.v->complete);
    assert_true(o.v->looked == o.v->combinations);
    assert_true(o.v->counts < o.v->combinations / 100);
    expect_all(o.v, o.v->combinations / 200 | 1);
    close_folder(&o);
    open_folder(&o, SMALLTOWN, false, 0);
    assert_true(o.v->complete);
    expect_all(o.v, o.v->combinations / 500 | 1);
    close_folder(&o);
}

static void a_lot_not_drawn_is_followed_both_ways(void **state)
{
    (void)state;
    static const char *const lots[] = {"lots.txt", "lots.txt.returning-officer.minisig",
                                       "lots.txt.scrutineer.minisig"};
    struct folder folder;
    struct opened o;
    assert_true(folder_copy(&folder, ANYTOWN));
    for (size_t i = 0; i < sizeof lots / sizeof lots[0]; i++) {
        char path[2 * FOLDER_PATH];
        folder_path(&folder, lots[i], path);
        assert_int_equal(remove(path), 0);
    }
    open_folder(&o, folder.path, false, 0);
    const struct tlri_tried *declared = o.v->tried.data;
    const struct tlri_leaf *leaf = o.v->leaf.data;
    assert_int_equal(declared->leaves, 2);
    assert_int_equal(leaf[0].lots, 1);
    assert_int_equal(leaf[1].lots, 1);
    assert_int_not_equal(leaf[0].outcome[2], leaf[1].outcome[2]);
    assert_int_equal(leaf[0].outcome[0], leaf[1].outcome[0]);
    assert_true(o.v->contest[0].outcome[0].as_declared);
    assert_false(o.v->contest[2].outcome[0].as_declared);
    assert_true(o.v->complete && !o.v->lots_open);
    expect_all(o.v, o.v->combinations / 100 | 1);
    close_folder(&o);
    folder_remove(&folder);
}

static void a_limit_leaves_out_the_far_ones(void **state)
{
    (void)state;
    struct opened o;
    open_folder(&o, ANYTOWN, true, 40);
    const struct tlri_tried *tried = o.v->tried.data;
    assert_false(o.v->complete);
    assert_true(o.v->counts >= 40 && o.v->counts < 40 + 64);
    for (size_t i = 1; i < o.v->tried.count; i++) {
        assert_true(tried[i - 1].departures <= tried[i].departures);
    }
    assert_int_equal(o.v->departures_done, tried[o.v->tried.count - 1].departures - 1);
    close_folder(&o);
}

/* Requests that fail one at a time, in steps, through the whole call. */
static void running_out_of_memory(void **state)
{
    (void)state;
    enum { STEP = 37 };
    tlr_readings_options options = {.most = 6};
    for (size_t n = 1;; n += STEP) {
        struct faults faults;
        tlr_text *text = NULL;
        fault_init(&faults, n, false);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = tlr_readings(ctx, SMALLTOWN, &options, &text);
            assert_int_equal(status == TLR_OK, text != NULL);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
            tlr_text_free(text);
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
        if (faults.failed == 0) {
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_out_comes_to_the_same),
        cmocka_unit_test(a_lot_not_drawn_is_followed_both_ways),
        cmocka_unit_test(a_limit_leaves_out_the_far_ones),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

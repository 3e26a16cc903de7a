/*
 * The party's rules when memory runs out, at every place where it can: the right status, nothing
 * left behind, nothing half built handed over.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/faults.h"
#include "teller/rules.h"
#include "teller/unit_votes.h"

typedef tlr_status work_fn(tlr_ctx *ctx);

static tlr_status print_edition(tlr_ctx *ctx)
{
    tlr_rulebook *rulebook = NULL;
    tlr_text *text = NULL;
    tlr_status status = tlr_rulebook_open(ctx, NULL, 2024, &rulebook);
    if (status == TLR_OK) {
        status = tlr_rulebook_text(ctx, rulebook, &text);
    }
    assert_true((status == TLR_OK) == (text != NULL));
    tlr_text_free(text);
    tlr_rulebook_free(rulebook);
    return status;
}

static tlr_status work_out(tlr_ctx *ctx)
{
    static const tlr_reading readings[] = {{"cap-scope", "whole-delegation"},
                                           {"women-rounding", "order-dependent"}};
    const tlr_entitlement_input input = {.conference = 2024,
                                         .members = 1600,
                                         .women = 800,
                                         .young = 90,
                                         .readings = readings,
                                         .readings_count = 2};
    tlr_rulebook *rulebook = NULL;
    tlr_entitlement *entitlement = NULL;
    tlr_status status = tlr_rulebook_open(ctx, "spec/rulebook/2022.xml", 2024, &rulebook);
    if (status == TLR_OK) {
        status = tlr_entitlement_work_out(ctx, rulebook, &input, &entitlement);
    }
    assert_true((status == TLR_OK) == (entitlement != NULL));
    tlr_entitlement_free(entitlement);
    tlr_rulebook_free(rulebook);
    return status;
}

static tlr_status sum_units(tlr_ctx *ctx)
{
    tlr_unit_votes *votes = NULL;
    tlr_status status = tlr_unit_votes_read(ctx, "fixtures/ledgers/newham-2016.csv", &votes);
    assert_true((status == TLR_OK) == (votes != NULL));
    tlr_unit_votes_free(votes);
    return status;
}

/* Every request fails once, each in its own run; then all from the n-th on. */
static void run_out(work_fn *work, bool for_ever)
{
    struct faults faults;
    size_t n = 1;
    do {
        fault_init(&faults, n++, for_ever);
        tlr_ctx *ctx = tlr_ctx_new(fault_alloc, &faults);
        if (ctx != NULL) {
            tlr_status status = work(ctx);
            assert_int_equal(status, faults.failed > 0 ? TLR_E_MEMORY : TLR_OK);
        }
        tlr_ctx_free(ctx);
        assert_true(fault_clean(&faults));
    } while (faults.failed > 0);
    assert_true(n > 10);
}

static void editions(void **state)
{
    (void)state;
    run_out(print_edition, false);
    run_out(print_edition, true);
}

static void ledgers(void **state)
{
    (void)state;
    run_out(sum_units, false);
    run_out(sum_units, true);
}

static void entitlements(void **state)
{
    (void)state;
    run_out(work_out, false);
    run_out(work_out, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(editions),
        cmocka_unit_test(entitlements),
        cmocka_unit_test(ledgers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The party's rules when memory runs out, at every place where it can: the right status, nothing
 * left behind, nothing half built handed over.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/fault_from.h"
#include "teller/rules.h"
#include "teller/unit_votes.h"

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
static void run_out(fault_work *work)
{
    assert_true(fault_from(work, 1, 1, false) > 10);
    assert_true(fault_from(work, 1, 1, true) > 10);
}

static void editions(void **state)
{
    (void)state;
    run_out(print_edition);
}

static void ledgers(void **state)
{
    (void)state;
    run_out(sum_units);
}

static void entitlements(void **state)
{
    (void)state;
    run_out(work_out);
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

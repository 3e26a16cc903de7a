/*
 * test_audit_differ.c: audit/differ.c, two counts of a case that have not the same contests.
 *
 * Two engines that are right never come here from a folder, so the counts are made up.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/audit.h"

#define CONTESTS_MAX 3

/* A contest as one count has it. */
struct entry {
    const char *id; /* NULL: the list is at its end */
    uint32_t round, rounds;
    bool counted;
};

struct pair {
    struct entry first[CONTESTS_MAX], second[CONTESTS_MAX];
    const char *words; /* NULL: they have the same */
};

static const struct pair pairs[] = {
    {{{NULL, 0, 0, false}}, {{NULL, 0, 0, false}}, NULL},
    {{{"chair", 1, 1, true}, {"youth", 1, 1, false}},
     {{"chair", 1, 1, true}, {"youth", 1, 1, false}},
     NULL},
    {{{"chair", 1, 1, true}, {"youth", 1, 1, true}},
     {{"chair", 1, 1, true}},
     "the first count has 2 contests or rounds, the second 1; at number 2 the first has: "
     "contest youth, counted; the second has: nothing more"},
    {{{"chair", 1, 2, true}},
     {{"chair", 1, 2, true}, {"chair", 2, 2, true}},
     "the first count has 1 contests or rounds, the second 2; at number 2 the first has: nothing "
     "more; the second has: contest chair, round 2, counted"},
    {{{"chair", 1, 3, true}, {"chair", 2, 3, true}},
     {{"chair", 1, 3, true}, {"chair", 3, 3, true}},
     "the first count has 2 contests or rounds, the second 2; at number 2 the first has: contest "
     "chair, round 2, counted; the second has: contest chair, round 3, counted"},
    {{{"chair", 1, 1, true}},
     {{"youth", 1, 1, true}},
     "the first count has 1 contests or rounds, the second 1; at number 1 the first has: contest "
     "chair, counted; the second has: contest youth, counted"},
    {{{"chair", 1, 1, true}},
     {{"chair", 1, 1, false}},
     "the first count has 1 contests or rounds, the second 1; at number 1 the first has: contest "
     "chair, counted; the second has: contest chair, unopposed"},
};

struct made {
    struct tlri_audit audit;
    struct tlri_counted counted[CONTESTS_MAX];
    struct tlri_case_contest source[CONTESTS_MAX];
};

static void make(struct made *made, const struct entry *entry, struct tlri_transcript *any)
{
    memset(made, 0, sizeof *made);
    made->audit.contest = made->counted;
    for (size_t i = 0; i < CONTESTS_MAX && entry[i].id != NULL; i++) {
        made->source[i].rounds = entry[i].rounds;
        made->counted[i].source = &made->source[i];
        made->counted[i].contest.id = entry[i].id;
        made->counted[i].round = entry[i].round;
        made->counted[i].transcript = entry[i].counted ? any : NULL;
        made->audit.counted++;
    }
}

static void test_contests(void **state)
{
    (void)state;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    assert_non_null(ctx);
    struct tlri_transcript *any = tlri_transcript_new(ctx, 0);
    assert_non_null(any);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        static struct made first, second;
        struct tlri_buf words;
        tlri_buf_init(&words, ctx, 4096);
        make(&first, pairs[i].first, any);
        make(&second, pairs[i].second, any);
        bool differ = tlri_audit_contests_differ(&first.audit, &second.audit, &words);
        assert_int_equal(differ, pairs[i].words != NULL);
        if (differ) {
            assert_string_equal(words.data, pairs[i].words);
        } else {
            assert_int_equal(words.len, 0);
        }
        tlri_buf_drop(&words);
    }
    tlri_transcript_free(any);
    tlr_ctx_free(ctx);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_contests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

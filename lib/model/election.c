/*
 * model/election.c: the words of an election file and of a result, looking things up, freeing.
 *
 * Does not read XML (io/election.c) and compares nothing with the notice (custody).
 * spec/formats/election.md and spec/formats/result.md list the words.
 */
#include "model/election.h"

#include "model/case_result.h"

#define TOKEN_OF(name, token) token,

static const char *const eligibles[] = {TLRI_ELIGIBLE_TABLE(TOKEN_OF)};
static const char *const standings[] = {"standing", "withdrawn", "re-open-nominations"};
static const char *const fills[] = {TLRI_FILL_TABLE(TOKEN_OF)};

const char *tlri_eligible_token(uint32_t value)
{
    return value < TLRI_ELIGIBLE_COUNT ? eligibles[value] : NULL;
}

const char *tlri_standing_token(uint32_t value)
{
    return value <= TLRI_REOPEN ? standings[value] : NULL;
}

const char *tlri_fill_token(uint32_t value)
{
    return value < TLRI_FILL_COUNT ? fills[value] : NULL;
}

void tlri_election_free(struct tlri_election *election)
{
    if (election == NULL) {
        return;
    }
    tlri_arena_drop(&election->arena);
    tlri_free(election->ctx, election, sizeof *election);
}

const struct tlri_election_contest *tlri_election_contest(const struct tlri_election *election,
                                                          const char *id)
{
    for (size_t i = 0; i < election->contests; i++) {
        if (tlri_streq(election->contest[i].id, id)) {
            return &election->contest[i];
        }
    }
    return NULL;
}

uint32_t tlri_election_candidate(const struct tlri_election_contest *contest, const char *id)
{
    for (size_t i = 0; i < contest->candidates; i++) {
        if (tlri_streq(contest->candidate[i].id, id)) {
            return (uint32_t)i;
        }
    }
    return TLRI_NONE;
}

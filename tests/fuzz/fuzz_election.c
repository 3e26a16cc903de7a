/* fuzz/fuzz_election.c: election files: what is accepted keeps what model/election.h promises. */
#include "fuzz/places.h"
#include "io/election.h"

static void check_candidate(const struct tlri_election_contest *contest, size_t i)
{
    const struct tlri_election_candidate *candidate = &contest->candidate[i];
    fuzz_demand(candidate->id != NULL && candidate->name != NULL);
    fuzz_demand(tlri_election_candidate(contest, candidate->id) == i);
    fuzz_demand((candidate->clause == NULL) == (candidate->standing == TLRI_REOPEN));
    fuzz_demand(candidate->standing != TLRI_STANDING || candidate->eligible != TLRI_ELIGIBLE_NO);
    for (size_t k = 0; k < candidate->groups; k++) {
        fuzz_demand(candidate->group[k] != NULL);
    }
    for (size_t k = 0; k < candidate->nominators; k++) {
        fuzz_demand(candidate->nominator[k] != NULL);
    }
}

static void check_election(const struct tlri_election *election)
{
    fuzz_demand(election->election != NULL && election->contests >= 1);
    for (size_t i = 0; i < election->contests; i++) {
        const struct tlri_election_contest *contest = &election->contest[i];
        fuzz_demand(contest->candidates <= TLRI_CANDIDATES_MAX);
        fuzz_demand(tlri_election_contest(election, contest->id) == contest);
        for (size_t k = 0; k < contest->candidates; k++) {
            check_candidate(contest, k);
        }
    }
}

static tlr_status read(tlr_ctx *ctx, const char *data, size_t len)
{
    struct tlri_election *election = NULL;
    tlr_status status = tlri_election_read(ctx, "fuzz", data, len, &election);
    fuzz_demand((status == TLR_OK) == (election != NULL));
    if (election != NULL) {
        check_election(election);
    }
    tlri_election_free(election);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_read(data, size, read);
}

/*
 * support/faults.h: an allocator that fails when told, and that notices leaks and wrong sizes.
 *
 * Usage: fault_init; ctx = tlr_ctx_new(fault_alloc, &faults); run; tlr_ctx_free(ctx);
 * fault_clean(&faults) must hold. To try every place where memory can run out, run the same thing
 * with fail_at = 1, 2, 3 ... until a run in which `failed` stays 0:
 *
 *     for (size_t n = 1;; n++) {
 *         fault_init(&faults, n, false);
 *         ... run; expect TLR_E_MEMORY if faults.failed > 0 ...
 *         assert_true(fault_clean(&faults));
 *         if (faults.failed == 0) { break; }
 *     }
 */
#ifndef TEST_FAULTS_H
#define TEST_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

struct faults {
    size_t fail_at;  /* the n-th request fails, from 1; 0: none does */
    bool for_ever;   /* ... and so do all after it */
    size_t requests; /* requests for more memory so far */
    size_t failed;   /* how many of them failed on purpose */
    size_t live;     /* blocks in use */
    size_t bytes;    /* bytes in use */
    size_t wrong;    /* releases whose size was not that of the request */
    size_t peak;     /* most bytes in use at once */
};
void fault_init(struct faults *faults, size_t fail_at, bool for_ever);
/* A tlr_alloc_fn; user is a struct faults. Fresh memory is filled with 0xA5, freed with 0x5A. */
void *fault_alloc(void *user, void *ptr, size_t old_size, size_t new_size);
/* Everything given back, with the right sizes? */
bool fault_clean(const struct faults *faults);

#endif

/*
 * base/pages.c: large pieces of memory, straight from the system.
 *
 * A million papers take tens of megabytes in a few pieces. What is given back goes back at once,
 * whatever was taken since, so that the peak of a count is what it holds, not what it once held;
 * and a piece that was taken too large costs nothing where it is never written, so that a reader
 * can ask for room before it knows how much it needs.
 * Pages of the usual size. Large ones (MADV_HUGEPAGE) were tried: they save 20,000 interruptions
 * and a third of the time where the machine has them at hand, and cost twice what they save on a
 * virtual machine whose host takes large free pages away and has to bring them again.
 * Not POSIX, hence a file of its own with the feature macro.
 */

/* For mremap and MAP_ANONYMOUS. NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl*) */
#define _GNU_SOURCE

#include "base/pages.h"

#include <string.h>
#include <sys/mman.h>

void *tlri_pages_take(size_t size)
{
    void *ptr = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return ptr == MAP_FAILED ? NULL : ptr;
}

#ifdef MREMAP_MAYMOVE
void *tlri_pages_resize(void *ptr, size_t old_size, size_t new_size)
{
    void *resized = mremap(ptr, old_size, new_size, MREMAP_MAYMOVE);
    return resized == MAP_FAILED ? NULL : resized;
}
#else
void *tlri_pages_resize(void *ptr, size_t old_size, size_t new_size)
{
    void *resized = tlri_pages_take(new_size);
    if (resized != NULL) {
        memcpy(resized, ptr, old_size < new_size ? old_size : new_size);
        tlri_pages_give(ptr, old_size);
    }
    return resized;
}
#endif

void tlri_pages_give(void *ptr, size_t size)
{
    (void)munmap(ptr, size);
}

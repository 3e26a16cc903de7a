/*
 * base/pages.c: large pieces of memory, straight from the system.
 *
 * A million papers take tens of megabytes, written once from end to end. In pages of four kilobytes
 * that is twenty thousand interruptions by the system, a third of the time of a whole count; in
 * pages of two megabytes, some dozens. So large pages are asked for: the system gives them where it
 * has them, on Linux where they are set to "madvise" (as Debian has it) or "always", and nothing
 * follows from it but time. And what is given back goes back at once, whatever was taken since, so
 * that the peak of a count is what it holds, not what it once held.
 * Not POSIX, hence a file of its own with the feature macro; elsewhere, pages of the usual size.
 */
/* For mremap, madvise and MAP_ANONYMOUS. NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl*) */
#define _GNU_SOURCE

#include "base/pages.h"

#include <string.h>
#include <sys/mman.h>

#ifdef MADV_HUGEPAGE
static void ask_for_large(void *ptr, size_t size)
{
    (void)madvise(ptr, size, MADV_HUGEPAGE);
}
#else
static void ask_for_large(void *ptr, size_t size)
{
    (void)ptr;
    (void)size;
}
#endif

void *tlri_pages_take(size_t size)
{
    void *ptr = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (ptr == MAP_FAILED) {
        return NULL;
    }
    ask_for_large(ptr, size);
    return ptr;
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

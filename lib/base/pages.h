/*
 * base/pages.h: large pieces of memory, straight from the system.
 */
#ifndef TLRI_PAGES_H
#define TLRI_PAGES_H

#include <stddef.h>

/* From this many bytes on a piece is taken from the system and given back to it at once. */
#define TLRI_PAGES_LARGE ((size_t)4 << 20)

/* size bytes of zeros, or NULL. What is never written takes no memory. */
void *tlri_pages_take(size_t size);
/* Another size for what take or resize gave, old_size bytes of it; it may move. Bytes past old_size
 * are zero. NULL: there is no room, and ptr stays as it was. */
void *tlri_pages_resize(void *ptr, size_t old_size, size_t new_size);
void tlri_pages_give(void *ptr, size_t size);

#endif

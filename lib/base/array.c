/*
 * base/array.c: a growable array of elements of one size, with a maximum.
 *
 * Grows by doubling, never past the maximum that its owner documents; one element more is
 * TLR_E_LIMIT. No diagnostic is recorded for that: only the owner knows whether it was candidates,
 * papers or lines of a file that became too many, and says so. Running out of memory is recorded.
 * Elements move when the array grows, so pointers to them live only until the next push.
 */
#include "base/base.h"

#define FIRST_CAPACITY 16u

void tlri_array_init(struct tlri_array *array, tlr_ctx *ctx, size_t element, size_t max)
{
    array->ctx = ctx;
    array->data = NULL;
    array->count = 0;
    array->capacity = 0;
    array->element = element;
    array->max = max;
}

void tlri_array_drop(struct tlri_array *array)
{
    tlri_free(array->ctx, array->data, array->capacity * array->element);
    array->data = NULL;
    array->count = 0;
    array->capacity = 0;
}

static size_t grown_capacity(const struct tlri_array *array, size_t needed)
{
    size_t capacity = array->capacity == 0 ? FIRST_CAPACITY : array->capacity;
    while (capacity < needed) {
        if (capacity > array->max / 2) {
            return array->max;
        }
        capacity *= 2;
    }
    return capacity < array->max ? capacity : array->max;
}

/* Makes room for n more elements. */
static tlr_status reserve(struct tlri_array *array, size_t n)
{
    if (n > array->max || array->count > array->max - n) {
        return TLR_E_LIMIT;
    }
    size_t needed = array->count + n;
    if (needed <= array->capacity) {
        return TLR_OK;
    }
    size_t capacity = grown_capacity(array, needed);
    if (array->element != 0 && capacity > SIZE_MAX / array->element) {
        capacity = needed; /* the maximum may be more than any machine can address */
    }
    if (array->element != 0 && capacity > SIZE_MAX / array->element) {
        return tlri_no_memory(array->ctx);
    }
    void *data = tlri_resize(array->ctx, array->data, array->capacity * array->element,
                             capacity * array->element);
    if (data == NULL) {
        return tlri_no_memory(array->ctx);
    }
    array->data = data;
    array->capacity = capacity;
    return TLR_OK;
}

tlr_status tlri_array_reserve(struct tlri_array *array, size_t n)
{
    return array->capacity - array->count < n ? reserve(array, n) : TLR_OK;
}

tlr_status tlri_array_extend(struct tlri_array *array, size_t n, void *out)
{
    if (array->capacity - array->count < n) {
        TLR_TRY(reserve(array, n));
    }
    char *place = (char *)array->data + array->count * array->element;
    memcpy(out, &place, sizeof place); /* *out is a T *, whatever T is */
    array->count += n;
    return TLR_OK;
}

tlr_status tlri_array_push(struct tlri_array *array, void *out)
{
    TLR_TRY(tlri_array_extend(array, 1, out));
    memset((char *)array->data + (array->count - 1) * array->element, 0, array->element);
    return TLR_OK;
}

tlr_status tlri_array_append(struct tlri_array *array, const void *elements, size_t n)
{
    if (n == 0) {
        return TLR_OK;
    }
    void *place = NULL;
    TLR_TRY(tlri_array_extend(array, n, &place));
    memcpy(place, elements, n * array->element);
    return TLR_OK;
}

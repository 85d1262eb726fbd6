#include "memory.h"

#include <stdlib.h>
#include <string.h>

void *many(size_t count, size_t size) {
    if (count == 0) return NULL;
    void *memory = calloc(count, size);
    if (memory == NULL) __builtin_trap();
    return memory;
}

void append(guest_string_t *text, const uint8_t *more, size_t count) {
    if (count == 0) return;
    guest_string_t whole = {many(text->len + count, 1), text->len + count};
    if (text->len > 0) memcpy(whole.ptr, text->ptr, text->len);
    memcpy(whole.ptr + text->len, more, count);
    guest_string_free(text);
    *text = whole;
}

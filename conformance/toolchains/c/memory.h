// Memory and texts. What an exported function is given is its own, and what it gives is freed for it.

#pragma once

#include "guest.h"

// Memory for so many, `NULL` for none; traps if there is not enough.
void *many(size_t count, size_t size);

// The text with another behind it, in the place of the text.
void append(guest_string_t *text, const uint8_t *more, size_t count);

// Functions that ask nobody: texts, and other lists.

#include "memory.h"

#include <stdlib.h>
#include <string.h>

// The letter that a text begins with, and how many bytes it has. The text is valid UTF-8.
static uint32_t first_letter(const uint8_t *text, size_t *length) {
    uint8_t lead = text[0];
    *length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t letter = *length == 1 ? lead : lead & (0x7F >> *length);
    for (size_t place = 1; place < *length; place++) {
        letter = letter << 6 | (text[place] & 0x3F);
    }
    return letter;
}

static void append_letter(guest_string_t *text, uint32_t letter) {
    size_t length = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    uint8_t bytes[4];
    for (size_t place = length - 1; place > 0; place--) {
        bytes[place] = 0x80 | (letter & 0x3F);
        letter >>= 6;
    }
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    bytes[0] = leads[length] | letter;
    append(text, bytes, length);
}

void exports_values_spell(guest_string_t *text, guest_list_char32_t *ret) {
    *ret = (guest_list_char32_t){many(text->len, sizeof(uint32_t)), 0};
    size_t length;
    for (size_t place = 0; place < text->len; place += length) {
        ret->ptr[ret->len++] = first_letter(text->ptr + place, &length);
    }
    guest_string_free(text);
}

void exports_values_write(guest_list_char32_t *letters, guest_string_t *ret) {
    *ret = (guest_string_t){NULL, 0};
    for (size_t place = 0; place < letters->len; place++) {
        append_letter(ret, letters->ptr[place]);
    }
    guest_list_char32_free(letters);
}

void exports_values_join(guest_list_string_t *parts, guest_string_t *between, guest_string_t *ret) {
    *ret = (guest_string_t){NULL, 0};
    for (size_t place = 0; place < parts->len; place++) {
        if (place > 0) append(ret, between->ptr, between->len);
        append(ret, parts->ptr[place].ptr, parts->ptr[place].len);
    }
    guest_list_string_free(parts);
    guest_string_free(between);
}

// From the last to the first, in place.
static void reverse(void *list, size_t count, size_t size) {
    uint8_t *bytes = list, swapped[8];
    for (size_t one = 0, other = count; one + 1 < other; one++) {
        other--;
        memcpy(swapped, bytes + one * size, size);
        memcpy(bytes + one * size, bytes + other * size, size);
        memcpy(bytes + other * size, swapped, size);
    }
}
#define REVERSE(list) reverse((list).ptr, (list).len, sizeof *(list).ptr)

void exports_values_reverse_bytes(guest_list_u8_t *bytes, guest_list_u8_t *ret) {
    REVERSE(*bytes);
    *ret = *bytes;
}

void exports_values_reverse_numbers(exports_values_numbers_t *numbers, exports_values_numbers_t *ret) {
    REVERSE(numbers->tiny);
    REVERSE(numbers->tiny_signed);
    REVERSE(numbers->small);
    REVERSE(numbers->small_signed);
    REVERSE(numbers->medium);
    REVERSE(numbers->medium_signed);
    REVERSE(numbers->large);
    REVERSE(numbers->large_signed);
    REVERSE(numbers->single);
    REVERSE(numbers->double_);
    *ret = *numbers;
}

void exports_values_mirror(exports_values_list_point_t *points, exports_values_list_point_t *ret) {
    for (size_t place = 0; place < points->len; place++) {
        types_point_t point = points->ptr[place];
        points->ptr[place] = (types_point_t){point.y, point.x};
    }
    *ret = *points;
}

bool exports_values_bounds(exports_values_list_point_t *points, exports_values_tuple2_point_point_t *ret) {
    bool any = points->len > 0;
    if (any) *ret = (exports_values_tuple2_point_point_t){points->ptr[0], points->ptr[0]};
    for (size_t place = 0; place < points->len; place++) {
        types_point_t point = points->ptr[place];
        if (point.x < ret->f0.x) ret->f0.x = point.x;
        if (point.y < ret->f0.y) ret->f0.y = point.y;
        if (point.x > ret->f1.x) ret->f1.x = point.x;
        if (point.y > ret->f1.y) ret->f1.y = point.y;
    }
    exports_values_list_point_free(points);
    return any;
}

static void change(types_shape_t *shape) {
    switch (shape->tag) {
    case TYPES_SHAPE_CIRCLE:
        shape->val.circle /= 2;
        break;
    case TYPES_SHAPE_AREA:
        shape->val.area *= 2;
        break;
    case TYPES_SHAPE_LABEL:
        append(&shape->val.label, (const uint8_t *)"!", 1);
        break;
    case TYPES_SHAPE_PAIR:
        shape->val.pair.f0++;
        append(&shape->val.pair.f1, (const uint8_t *)"!", 1);
        break;
    case TYPES_SHAPE_POLYGON:
        REVERSE(shape->val.polygon);
        break;
    case TYPES_SHAPE_OWNER:
        shape->val.owner.val.age.is_some = false;
        break;
    }
}

void exports_values_change(exports_values_list_shape_t *shapes, exports_values_list_shape_t *ret) {
    for (size_t place = 0; place < shapes->len; place++) {
        change(&shapes->ptr[place]);
    }
    *ret = *shapes;
}

// Functions that ask nobody: single values, options and results.

#include "memory.h"

#include <stdlib.h>

void exports_values_nothing(void) {
}

void exports_values_turn(exports_values_scalars_t *value, exports_values_scalars_t *ret) {
    *ret = (exports_values_scalars_t){
        .truth = !value->truth,
        .tiny = ~value->tiny,
        .tiny_signed = ~value->tiny_signed,
        .small = ~value->small,
        .small_signed = ~value->small_signed,
        .medium = ~value->medium,
        .medium_signed = ~value->medium_signed,
        .large = ~value->large,
        .large_signed = ~value->large_signed,
        .single = value->single / 2,
        .double_ = value->double_ / 2,
        .letter = value->letter,
    };
}

typedef guest_tuple15_option_u32_list_u8_string_char32_bool_f64_f32_s64_u64_s32_u32_s16_u16_s8_u8_t all_t;

void exports_values_many(
    uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k,
    uint32_t l, guest_string_t *m, guest_list_u8_t *n, uint32_t *maybe_o, all_t *ret
) {
    guest_option_u32_t o = {maybe_o != NULL, maybe_o != NULL ? *maybe_o : 0};
    *ret = (all_t){o, *n, *m, l, k, j, i, h, g, f, e, d, c, b, a};
}

void exports_values_age(exports_values_person_t *person, guest_string_t *tag, exports_values_person_t *ret) {
    if (person->age.is_some) person->age.val++;
    guest_list_string_t tags = {many(person->tags.len + 1, sizeof *tag), person->tags.len + 1};
    for (size_t place = 0; place < person->tags.len; place++) {
        tags.ptr[place] = person->tags.ptr[place];
    }
    tags.ptr[tags.len - 1] = *tag;
    if (person->tags.len > 0) free(person->tags.ptr);
    person->tags = tags;
    person->home.x = (int32_t)((uint32_t)person->home.x + 1);
    *ret = *person;
}

void exports_values_rotate(guest_tuple3_u8_string_f32_t *value, guest_tuple3_f32_u8_string_t *ret) {
    *ret = (guest_tuple3_f32_u8_string_t){value->f2, value->f0, value->f1};
}

bool exports_values_deepen(guest_option_u32_t *maybe_value, guest_option_option_u32_t *ret) {
    ret->is_some = maybe_value != NULL;
    if (ret->is_some) ret->val = *maybe_value;
    return true;
}

bool exports_values_divide(int32_t dividend, int32_t divisor, int32_t *ret, exports_values_problem_t *err) {
    if (divisor == 0) {
        err->tag = TYPES_PROBLEM_REFUSED;
    } else if (divisor == 13) {
        err->tag = TYPES_PROBLEM_MISSING;
        guest_string_dup(&err->val.missing, "luck");
    } else if (divisor == -1 && dividend == INT32_MIN) {
        err->tag = TYPES_PROBLEM_BUSY;
        err->val.busy = (uint32_t)dividend;
    } else {
        *ret = dividend / divisor;
        return true;
    }
    return false;
}

bool exports_values_parse(guest_string_t *text, uint32_t *ret) {
    uint64_t number = 0;
    bool good = text->len > 0;
    for (size_t place = 0; good && place < text->len; place++) {
        uint8_t digit = text->ptr[place] - '0';
        number = number * 10 + digit;
        good = digit < 10 && number <= UINT32_MAX;
    }
    guest_string_free(text);
    *ret = (uint32_t)number;
    return good;
}

bool exports_values_check(guest_string_t *text, guest_string_t *err) {
    *err = *text;
    return text->len == 0;
}

bool exports_values_confirm(bool sure) {
    return sure;
}

void exports_values_sort(exports_values_list_result_u8_string_t *results, guest_tuple2_list_u8_list_string_t *ret) {
    ret->f0 = (guest_list_u8_t){many(results->len, sizeof(uint8_t)), 0};
    ret->f1 = (guest_list_string_t){many(results->len, sizeof(guest_string_t)), 0};
    for (size_t place = 0; place < results->len; place++) {
        host_result_u8_string_t *result = &results->ptr[place];
        if (result->is_err) {
            ret->f1.ptr[ret->f1.len++] = result->val.err;
        } else {
            ret->f0.ptr[ret->f0.len++] = result->val.ok;
        }
    }
    // The texts have moved.
    if (results->len > 0) free(results->ptr);
}

bool exports_values_swap(
    exports_values_result_result_u8_string_option_string_t *value, guest_option_string_t *ret,
    exports_values_result_string_u8_t *err
) {
    if (value->is_err) {
        *ret = value->val.err;
        return true;
    }
    host_result_u8_string_t *inner = &value->val.ok;
    err->is_err = !inner->is_err;
    if (inner->is_err) {
        err->val.ok = inner->val.err;
    } else {
        err->val.err = inner->val.ok;
    }
    return false;
}

exports_values_day_t exports_values_tomorrow(exports_values_day_t day) {
    return day == TYPES_DAY_SUNDAY ? TYPES_DAY_MONDAY : day + 1;
}

void exports_values_invert(
    exports_values_rights_t rights, exports_values_hours_t hours, exports_values_bits_t bits,
    exports_values_tuple3_rights_hours_bits_t *ret
) {
    ret->f0 = rights ^ (TYPES_RIGHTS_READ | TYPES_RIGHTS_WRITE | TYPES_RIGHTS_RUN);
    ret->f1 = hours ^ ((TYPES_HOURS_H11 << 1) - 1);
    ret->f2 = ~bits;
}

uint32_t exports_values_fail(guest_string_t *message) {
    abort();
}

// Functions that ask the host. Handles that are borrowed from it are given back by those who had them.

#include "guest.h"

#include <stdlib.h>

void exports_relay_pass_nothing(void) {
    host_pass_nothing();
}

void exports_relay_pass_scalars(exports_relay_scalars_t *value, exports_relay_scalars_t *ret) {
    host_pass_scalars(value, ret);
}

void exports_relay_pass_numbers(exports_relay_numbers_t *value, exports_relay_numbers_t *ret) {
    host_pass_numbers(value, ret);
    types_numbers_free(value);
}

void exports_relay_pass_text(guest_string_t *text, guest_list_char32_t *letters, guest_string_t *ret) {
    host_pass_text(text, letters, ret);
    guest_string_free(text);
    guest_list_char32_free(letters);
}

void exports_relay_pass_people(exports_relay_list_person_t *people, exports_relay_list_person_t *ret) {
    host_list_person_t given = {people->ptr, people->len}, gotten;
    host_pass_people(&given, &gotten);
    *ret = (exports_relay_list_person_t){gotten.ptr, gotten.len};
    exports_relay_list_person_free(people);
}

void exports_relay_pass_shapes(exports_relay_list_shape_t *shapes, exports_relay_list_shape_t *ret) {
    host_list_shape_t given = {shapes->ptr, shapes->len}, gotten;
    host_pass_shapes(&given, &gotten);
    *ret = (exports_relay_list_shape_t){gotten.ptr, gotten.len};
    exports_relay_list_shape_free(shapes);
}

void exports_relay_pass_marks(
    exports_relay_day_t day, exports_relay_rights_t rights, exports_relay_hours_t hours, exports_relay_bits_t bits,
    exports_relay_tuple4_day_rights_hours_bits_t *ret
) {
    host_tuple4_day_rights_hours_bits_t gotten;
    host_pass_marks(day, rights, hours, bits, &gotten);
    *ret = (exports_relay_tuple4_day_rights_hours_bits_t){gotten.f0, gotten.f1, gotten.f2, gotten.f3};
}

bool exports_relay_pass_options(guest_option_string_t *maybe_value, guest_option_string_t *ret) {
    bool is_some = host_pass_options(maybe_value, ret);
    if (maybe_value != NULL) guest_option_string_free(maybe_value);
    return is_some;
}

bool exports_relay_pass_results(host_result_result_u8_string_void_t *value, host_result_u8_string_t *ret) {
    bool good = host_pass_results(value, ret);
    host_result_result_u8_string_void_free(value);
    return good;
}

bool exports_relay_find(guest_string_t *name, exports_relay_person_t *ret, exports_relay_problem_t *err) {
    bool good = host_find(name, ret, err);
    guest_string_free(name);
    return good;
}

bool exports_relay_check(guest_string_t *name, guest_string_t *err) {
    bool good = host_check(name, err);
    guest_string_free(name);
    return good;
}

bool exports_relay_confirm(void) {
    return host_confirm();
}

uint64_t exports_relay_pass_many(
    uint8_t a, int8_t b, uint16_t c, int16_t d, uint32_t e, int32_t f, uint64_t g, int64_t h, float i, double j, bool k,
    uint32_t l, guest_string_t *m, guest_list_u8_t *n, uint32_t *maybe_o
) {
    uint64_t gotten = host_pass_many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, maybe_o);
    guest_string_free(m);
    guest_list_u8_free(n);
    return gotten;
}

bool exports_relay_same(exports_relay_borrow_drawer_t one, exports_relay_borrow_drawer_t other) {
    bool same = host_same(one, other);
    host_drawer_drop_borrow(one);
    host_drawer_drop_borrow(other);
    return same;
}

uint32_t exports_relay_keep(exports_relay_list_own_drawer_t *drawers) {
    host_list_own_drawer_t given = {drawers->ptr, drawers->len};
    uint32_t gotten = host_keep(&given);
    // The handles are the host's now, their list is not.
    if (drawers->len > 0) free(drawers->ptr);
    return gotten;
}

bool exports_relay_take(exports_relay_own_drawer_t *ret) {
    return host_take(ret);
}

bool exports_relay_fill(
    guest_string_t *label, exports_relay_list_person_t *people, exports_relay_list_person_t *ret,
    exports_relay_problem_t *err
) {
    host_own_drawer_t drawer;
    bool good = host_static_drawer_open(label, &drawer, err);
    if (good) {
        for (size_t place = 0; place < people->len; place++) {
            host_method_drawer_put(host_borrow_drawer(drawer), &people->ptr[place]);
        }
        host_list_person_t gotten;
        host_method_drawer_items(host_borrow_drawer(drawer), &gotten);
        *ret = (exports_relay_list_person_t){gotten.ptr, gotten.len};
        host_drawer_drop_own(drawer);
    }
    guest_string_free(label);
    exports_relay_list_person_free(people);
    return good;
}

exports_relay_own_drawer_t exports_relay_make(guest_string_t *label) {
    host_own_drawer_t drawer = host_constructor_drawer(label);
    guest_string_free(label);
    return drawer;
}

bool exports_relay_put(exports_relay_borrow_drawer_t *maybe_drawer, exports_relay_person_t *item, uint32_t *ret) {
    if (maybe_drawer != NULL) {
        *ret = host_method_drawer_put(*maybe_drawer, item);
        host_drawer_drop_borrow(*maybe_drawer);
    }
    types_person_free(item);
    return maybe_drawer != NULL;
}

// Has a drawer of the host's.
struct exports_relay_keeper_t {
    bool has_drawer;
    host_own_drawer_t drawer;
};

exports_relay_own_keeper_t exports_relay_constructor_keeper(exports_relay_own_drawer_t drawer) {
    exports_relay_keeper_t *keeper = malloc(sizeof *keeper);
    if (keeper == NULL) abort();
    *keeper = (exports_relay_keeper_t){true, drawer};
    return exports_relay_keeper_new(keeper);
}

uint32_t exports_relay_method_keeper_put(exports_relay_borrow_keeper_t self, exports_relay_person_t *item) {
    uint32_t count = host_method_drawer_put(host_borrow_drawer(self->drawer), item);
    types_person_free(item);
    return count;
}

exports_relay_own_drawer_t exports_relay_method_keeper_exchange(
    exports_relay_borrow_keeper_t self, exports_relay_own_drawer_t drawer
) {
    host_own_drawer_t had = self->drawer;
    self->drawer = drawer;
    return had;
}

exports_relay_own_drawer_t exports_relay_static_keeper_release(exports_relay_own_keeper_t keeper) {
    exports_relay_keeper_t *inner = exports_relay_keeper_rep(keeper);
    host_own_drawer_t drawer = inner->drawer;
    inner->has_drawer = false;
    exports_relay_keeper_drop_own(keeper);
    return drawer;
}

void exports_relay_keeper_destructor(exports_relay_keeper_t *rep) {
    if (rep->has_drawer) host_drawer_drop_own(rep->drawer);
    free(rep);
}

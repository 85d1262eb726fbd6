// A resource of the guest's.

#include "memory.h"

#include <stdlib.h>
#include <string.h>

// What a handle stands for.
struct exports_shelves_shelf_t {
    guest_string_t name;
    exports_shelves_list_book_t books;
};

// How many shelves there are.
static uint32_t count = 0;

static exports_shelves_own_shelf_t make(guest_string_t name, exports_shelves_list_book_t books) {
    exports_shelves_shelf_t *shelf = many(1, sizeof *shelf);
    *shelf = (exports_shelves_shelf_t){name, books};
    count++;
    return exports_shelves_shelf_new(shelf);
}

void exports_shelves_shelf_destructor(exports_shelves_shelf_t *rep) {
    guest_string_free(&rep->name);
    exports_shelves_list_book_free(&rep->books);
    free(rep);
    count--;
}

static guest_string_t copy(const guest_string_t *text) {
    guest_string_t own = {NULL, 0};
    append(&own, text->ptr, text->len);
    return own;
}

// Puts all books of a list, whose memory goes, behind those of a shelf.
static void move(exports_shelves_list_book_t *from, exports_shelves_shelf_t *to) {
    exports_shelves_list_book_t all = {NULL, to->books.len + from->len};
    all.ptr = many(all.len, sizeof *all.ptr);
    if (to->books.len > 0) memcpy(all.ptr, to->books.ptr, to->books.len * sizeof *all.ptr);
    if (from->len > 0) memcpy(all.ptr + to->books.len, from->ptr, from->len * sizeof *all.ptr);
    if (to->books.len > 0) free(to->books.ptr);
    if (from->len > 0) free(from->ptr);
    *from = (exports_shelves_list_book_t){NULL, 0};
    to->books = all;
}

exports_shelves_own_shelf_t exports_shelves_constructor_shelf(
    guest_string_t *name, exports_shelves_list_book_t *books
) {
    return make(*name, *books);
}

void exports_shelves_method_shelf_name(exports_shelves_borrow_shelf_t self, guest_string_t *ret) {
    *ret = copy(&self->name);
}

uint32_t exports_shelves_method_shelf_add(exports_shelves_borrow_shelf_t self, exports_shelves_book_t *book) {
    exports_shelves_list_book_t one = {many(1, sizeof *book), 1};
    one.ptr[0] = *book;
    move(&one, self);
    return self->books.len;
}

void exports_shelves_method_shelf_books(exports_shelves_borrow_shelf_t self, exports_shelves_list_book_t *ret) {
    *ret = (exports_shelves_list_book_t){many(self->books.len, sizeof *ret->ptr), self->books.len};
    for (size_t place = 0; place < self->books.len; place++) {
        exports_shelves_book_t *book = &self->books.ptr[place];
        ret->ptr[place] = (exports_shelves_book_t){copy(&book->title), book->pages};
    }
}

uint32_t exports_shelves_method_shelf_move_to(
    exports_shelves_borrow_shelf_t self, exports_shelves_borrow_shelf_t other
) {
    // The other may be the same one.
    exports_shelves_list_book_t books = self->books;
    uint32_t moved = books.len;
    self->books = (exports_shelves_list_book_t){NULL, 0};
    move(&books, other);
    return moved;
}

bool exports_shelves_static_shelf_merge(
    exports_shelves_list_own_shelf_t *shelves, exports_shelves_own_shelf_t *ret, guest_string_t *err
) {
    if (shelves->len == 0) {
        guest_string_dup(err, "no shelf");
        return false;
    }
    *ret = shelves->ptr[0];
    exports_shelves_shelf_t *first = exports_shelves_shelf_rep(*ret);
    for (size_t place = 1; place < shelves->len; place++) {
        move(&exports_shelves_shelf_rep(shelves->ptr[place])->books, first);
        exports_shelves_shelf_drop_own(shelves->ptr[place]);
    }
    free(shelves->ptr);
    return true;
}

void exports_shelves_pack(exports_shelves_own_shelf_t shelf, bool with_spare, exports_shelves_parcel_t *ret) {
    ret->label = copy(&exports_shelves_shelf_rep(shelf)->name);
    ret->shelf = shelf;
    ret->spare.is_some = with_spare;
    if (with_spare) {
        ret->spare.val = make((guest_string_t){NULL, 0}, (exports_shelves_list_book_t){NULL, 0});
    }
}

void exports_shelves_unpack(exports_shelves_parcel_t *parcel, exports_shelves_list_own_shelf_t *ret) {
    *ret = (exports_shelves_list_own_shelf_t){many(2, sizeof *ret->ptr), 1};
    ret->ptr[0] = parcel->shelf;
    if (parcel->spare.is_some) ret->ptr[ret->len++] = parcel->spare.val;
    guest_string_free(&parcel->label);
}

void exports_shelves_split(exports_shelves_own_shelf_t shelf, exports_shelves_list_own_shelf_t *ret) {
    exports_shelves_shelf_t *whole = exports_shelves_shelf_rep(shelf);
    *ret = (exports_shelves_list_own_shelf_t){many(whole->books.len, sizeof *ret->ptr), whole->books.len};
    for (size_t place = 0; place < ret->len; place++) {
        exports_shelves_book_t *book = &whole->books.ptr[place];
        exports_shelves_list_book_t one = {many(1, sizeof *book), 1};
        one.ptr[0] = (exports_shelves_book_t){copy(&book->title), book->pages};
        ret->ptr[place] = make(copy(&book->title), one);
    }
    exports_shelves_shelf_drop_own(shelf);
}

bool exports_shelves_heaviest(exports_shelves_list_borrow_shelf_t *shelves, uint32_t *ret) {
    bool any = shelves->len > 0;
    uint64_t most = 0;
    *ret = 0;
    for (size_t place = 0; place < shelves->len; place++) {
        uint64_t pages = 0;
        exports_shelves_list_book_t books = shelves->ptr[place]->books;
        for (size_t book = 0; book < books.len; book++) pages += books.ptr[book].pages;
        if (pages > most) {
            most = pages;
            *ret = place;
        }
    }
    exports_shelves_list_borrow_shelf_free(shelves);
    return any;
}

bool exports_shelves_name_of(exports_shelves_borrow_shelf_t *maybe_shelf, guest_string_t *ret) {
    if (maybe_shelf == NULL) return false;
    *ret = copy(&(*maybe_shelf)->name);
    return true;
}

bool exports_shelves_decide(
    exports_shelves_own_shelf_t shelf, bool good, exports_shelves_own_shelf_t *ret,
    exports_shelves_tuple2_string_own_shelf_t *err
) {
    if (good) {
        *ret = shelf;
    } else {
        *err = (exports_shelves_tuple2_string_own_shelf_t){copy(&exports_shelves_shelf_rep(shelf)->name), shelf};
    }
    return good;
}

uint32_t exports_shelves_count(void) {
    return count;
}

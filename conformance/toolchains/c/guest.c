// The world as a guest in C: its own function.

#include "guest.h"

uint32_t exports_guest_announce(guest_list_person_t *people) {
    uint32_t most = guest_limit();
    uint32_t count = people->len;
    uint32_t shown = count < most ? count : most;
    for (uint32_t place = 0; place < shown; place++) {
        guest_log(&people->ptr[place].name);
    }
    guest_list_person_free(people);
    return count - shown;
}

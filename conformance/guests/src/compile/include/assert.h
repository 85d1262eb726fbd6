// The C library's would write its message, for which it needs a system. Guests have none: they trap.

#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
#define static_assert _Static_assert

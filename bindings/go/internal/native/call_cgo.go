//go:build cgo

package native

/*
#cgo CFLAGS: -Wall -Wextra -Werror
#cgo linux LDFLAGS: -ldl
#cgo noescape outwit_trampoline
#include <dlfcn.h>
#include <stdlib.h>
#include "outwit.h"

typedef int32_t (*outwit_call_function)(outwit_call *, const uint8_t *, size_t, uint8_t *, size_t);
typedef uintptr_t (*outwit_words_function)(uintptr_t, uintptr_t, uintptr_t, uintptr_t, uintptr_t);

// The call is passed as bytes, so that cgo does not search the Go values behind it for pointers.
static int32_t outwit_trampoline(uintptr_t function, uint8_t *call, const uint8_t *args, size_t args_length,
                                 uint8_t *out, size_t out_capacity) {
	return ((outwit_call_function)function)((outwit_call *)(void *)call, args, args_length, out, out_capacity);
}

// Every other function takes at most five words; the platform's calling convention lets it ignore
// the ones that it does not have.
static uintptr_t outwit_words(uintptr_t function, uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d, uintptr_t e) {
	return ((outwit_words_function)function)(a, b, c, d, e);
}

static void *outwit_open(const char *path) {
	return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

static uintptr_t outwit_symbol(uintptr_t handle, const char *name) {
	return (uintptr_t)dlsym((void *)handle, name);
}

int32_t outwitGoTake(outwit_call *call, uint32_t kind, uint8_t *data, size_t length);
int32_t outwitGoPoll(outwit_call *call);
int32_t outwitGoServe(outwit_request *request);

static uintptr_t outwit_take_callback(void) {
	return (uintptr_t)&outwitGoTake;
}

static uintptr_t outwit_poll_callback(void) {
	return (uintptr_t)&outwitGoPoll;
}

static uintptr_t outwit_serve_callback(void) {
	return (uintptr_t)&outwitGoServe;
}
*/
import "C"

import (
	"errors"
	"unsafe"
)

func invoke(call *Call, args, out []byte) int32 {
	return int32(C.outwit_trampoline(C.uintptr_t(library.call), (*C.uint8_t)(unsafe.Pointer(call)),
		(*C.uint8_t)(unsafe.SliceData(args)), C.size_t(len(args)),
		(*C.uint8_t)(unsafe.SliceData(out)), C.size_t(len(out))))
}

// words calls a function of at most five words. What the words point to is kept on the heap and
// alive.
//
//go:uintptrescapes
func words(function, a, b, c, d, e uintptr) uintptr {
	return uintptr(C.outwit_words(C.uintptr_t(function), C.uintptr_t(a), C.uintptr_t(b), C.uintptr_t(c),
		C.uintptr_t(d), C.uintptr_t(e)))
}

func openLibrary(path string) (uintptr, error) {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	handle := C.outwit_open(name)
	if handle == nil {
		return 0, errors.New(C.GoString(C.dlerror()))
	}
	return uintptr(handle), nil
}

func findSymbol(handle uintptr, name string) (uintptr, error) {
	text := C.CString(name)
	defer C.free(unsafe.Pointer(text))
	address := C.outwit_symbol(C.uintptr_t(handle), text)
	if address == 0 {
		return 0, errors.New(C.GoString(C.dlerror()))
	}
	return uintptr(address), nil
}

func callbacks() (take, poll, serve uintptr) {
	return uintptr(C.outwit_take_callback()), uintptr(C.outwit_poll_callback()), uintptr(C.outwit_serve_callback())
}

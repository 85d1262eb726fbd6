//go:build cgo

package native

// #include "outwit.h"
import "C"

import "unsafe"

//export outwitGoTake
func outwitGoTake(call *C.outwit_call, kind C.uint32_t, data *C.uint8_t, length C.size_t) C.int32_t {
	return C.int32_t((*Call)(unsafe.Pointer(call)).takeRun(uint32(kind), unsafe.Pointer(data), uintptr(length)))
}

//export outwitGoPoll
func outwitGoPoll(call *C.outwit_call) C.int32_t {
	return C.int32_t((*Call)(unsafe.Pointer(call)).pollStop())
}

//export outwitGoServe
func outwitGoServe(r *C.outwit_request) C.int32_t {
	return C.int32_t(answer((*request)(unsafe.Pointer(r))))
}

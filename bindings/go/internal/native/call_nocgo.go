//go:build !cgo

package native

import (
	"unsafe"

	"github.com/ebitengine/purego"
)

func invoke(call *Call, args, out []byte) int32 {
	status, _, _ := purego.SyscallN(library.call, uintptr(unsafe.Pointer(call)),
		uintptr(unsafe.Pointer(unsafe.SliceData(args))), uintptr(len(args)),
		uintptr(unsafe.Pointer(unsafe.SliceData(out))), uintptr(len(out)))
	return int32(status)
}

// words calls a function of at most five words. What the words point to is kept on the heap and
// alive.
//
//go:uintptrescapes
func words(function, a, b, c, d, e uintptr) uintptr {
	result, _, _ := purego.SyscallN(function, a, b, c, d, e)
	return result
}

func openLibrary(path string) (uintptr, error) {
	return purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
}

func findSymbol(handle uintptr, name string) (uintptr, error) {
	return purego.Dlsym(handle, name)
}

func callbacks() (take, poll, serve uintptr) {
	take = purego.NewCallback(func(call *Call, kind uint32, data unsafe.Pointer, length uintptr) int32 {
		return call.takeRun(kind, data, length)
	})
	poll = purego.NewCallback(func(call *Call) int32 {
		return call.pollStop()
	})
	return take, poll, purego.NewCallback(answer)
}

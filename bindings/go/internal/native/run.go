package native

import "unsafe"

// The kinds of runs (enum outwit_kind).
const (
	Text = iota
	U8
	S8
	U16
	S16
	U32
	S32
	U64
	S64
	F32
	F64
)

// Run is a large run of a result, copied from guest memory to a Go slice of its own type.
type Run struct {
	// Data is the first element.
	Data unsafe.Pointer
	// Length in bytes.
	Length uintptr
}

// copyRun copies with append, which does not clear the new array first.
func copyRun(kind uint32, data unsafe.Pointer, length uintptr) Run {
	run := Run{Length: length}
	switch kind {
	case U16, S16:
		run.Data = duplicate[uint16](data, length)
	case U32, S32:
		run.Data = duplicate[uint32](data, length)
	case U64, S64:
		run.Data = duplicate[uint64](data, length)
	case F32:
		run.Data = duplicate[float32](data, length)
	case F64:
		run.Data = duplicate[float64](data, length)
	default:
		run.Data = duplicate[byte](data, length)
	}
	return run
}

func duplicate[T any](data unsafe.Pointer, length uintptr) unsafe.Pointer {
	var element T
	guest := unsafe.Slice((*T)(data), length/unsafe.Sizeof(element))
	return unsafe.Pointer(unsafe.SliceData(append([]T(nil), guest...)))
}

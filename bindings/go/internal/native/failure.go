package native

import (
	"encoding/json"
	"unsafe"
)

// Failure is an error of the library, as it says it.
type Failure struct {
	Kind    string  `json:"kind"`
	Message string  `json:"message"`
	Code    string  `json:"code"`
	Frames  []Frame `json:"frames"`
}

// Frame is one frame of a guest's stack.
type Frame struct {
	Function string `json:"function"`
	Module   string `json:"module"`
	Offset   uint64 `json:"offset"`
}

func (f *Failure) Error() string {
	return f.Message
}

func (b *Bytes) view() []byte {
	return unsafe.Slice((*byte)(b.data), b.length)
}

// free gives the bytes back. The pointer is cleared, for Go's collector may one day own the
// address.
func (b *Bytes) free() {
	if b.data != nil {
		words(library.bytesFree, uintptr(b.data), b.length, b.capacity, 0, 0)
		*b = Bytes{}
	}
}

// take copies the bytes and gives them back.
func (b *Bytes) take() []byte {
	result := append([]byte(nil), b.view()...)
	b.free()
	return result
}

func (b *Bytes) failure() error {
	failure := &Failure{}
	if err := json.Unmarshal(b.take(), failure); err != nil {
		return &Failure{Kind: "usage", Message: "the library failed and did not say why"}
	}
	return failure
}

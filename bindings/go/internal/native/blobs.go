package native

import "unsafe"

// Blobs are large bytes that travel beside a buffer, without a copy. They must stay as they are
// until the library has read them.
type Blobs struct {
	slices []Slice
	kept   []unsafe.Pointer
}

// Lend adds large bytes and gives their position.
func (b *Blobs) Lend(data unsafe.Pointer, length int) int {
	// Go's collector does not move what is on the heap, and what a heap object points to is
	// there: keeping the pointer is enough.
	b.kept = append(b.kept, data)
	b.slices = append(b.slices, Slice{uintptr(data), uintptr(length)})
	return len(b.slices) - 1
}

// Lent gives the large bytes.
func (b *Blobs) Lent() [][]byte {
	var lent [][]byte
	for i, slice := range b.slices {
		lent = append(lent, unsafe.Slice((*byte)(b.kept[i]), slice.length))
	}
	return lent
}

// Reset forgets them.
func (b *Blobs) Reset() {
	if len(b.kept) > 0 {
		clear(b.kept)
		b.kept, b.slices = b.kept[:0], b.slices[:0]
	}
}

func (b *Blobs) address() uintptr {
	return uintptr(unsafe.Pointer(unsafe.SliceData(b.slices)))
}

// Package native opens the shared library and calls it: with cgo where it is on, with purego
// where it is not. It knows the C ABI of runtimes/c and nothing else; it knows no types.
package native

import (
	"runtime"
	"unsafe"
)

// abi is the version of the C ABI that this package is written for.
const abi = 1

// Bytes are bytes that the library made (outwit_bytes).
type Bytes struct {
	data     unsafe.Pointer // not Go's
	length   uintptr
	capacity uintptr
}

// Slice are bytes that Go lends (outwit_slice).
type Slice struct {
	data   uintptr
	length uintptr
}

// frame is outwit_call. The sizes and offsets are checked against the header where cgo is on.
type frame struct {
	instance  uintptr
	function  uint32
	blobCount uint32
	blobs     uintptr
	timeout   int64
	take      uintptr
	poll      uintptr
	outLength uintptr
	spilled   Bytes
	error     Bytes
}

// Call is one call of a function, to be used again once it is over. It must be on the heap: the
// library and its callbacks know it by its address.
type Call struct {
	frame // first: its address is the call's

	// Stop ends the call when it is closed; nil for a call that nothing ends.
	Stop <-chan struct{}
	// Timeout in nanoseconds; negative for none.
	Timeout int64
	// Runs are the large runs of the result.
	Runs []Run
	// Panic is what a callback panicked with, to go on with once the library has returned.
	Panic any

	lent []Slice
	kept []unsafe.Pointer
}

// Lend adds large bytes to the arguments, without a copy, and gives their position. They must
// stay as they are until the call is over.
func (c *Call) Lend(data unsafe.Pointer, length uintptr) int {
	// Go's collector does not move what is on the heap, and what a heap object points to is
	// there: keeping the pointer is enough.
	c.kept = append(c.kept, data)
	c.lent = append(c.lent, Slice{uintptr(data), length})
	return len(c.lent) - 1
}

// Lent gives the large bytes of the arguments.
func (c *Call) Lent() [][]byte {
	var lent [][]byte
	for i, slice := range c.lent {
		lent = append(lent, unsafe.Slice((*byte)(c.kept[i]), slice.length))
	}
	return lent
}

// Run calls the function of an instance. It gives the length of the result in out; if out is too
// small, the result is in Spilled.
func (c *Call) Run(instance Instance, function uint32, args, out []byte) (int, error) {
	c.frame = frame{
		instance: uintptr(instance),
		function: function,
		timeout:  c.Timeout,
		take:     library.take,
	}
	if len(c.lent) > 0 {
		c.blobs = uintptr(unsafe.Pointer(unsafe.SliceData(c.lent)))
		c.blobCount = uint32(len(c.lent))
	}
	if c.Stop != nil {
		c.poll = library.poll
	}
	status := invoke(c, args, out)
	runtime.KeepAlive(c)
	if c.Panic != nil {
		panicked := c.Panic
		c.Panic = nil
		c.frame.error.free()
		panic(panicked)
	}
	if status != 0 {
		return 0, c.frame.error.failure()
	}
	return int(c.outLength), nil
}

// Spilled gives the result that did not fit the buffer. It is valid until Reset.
func (c *Call) Spilled() []byte {
	return c.spilled.view()
}

// Reset forgets everything, so that the call can be used again.
func (c *Call) Reset() {
	c.spilled.free()
	clear(c.Runs)
	clear(c.kept)
	c.Runs, c.kept, c.lent = c.Runs[:0], c.kept[:0], c.lent[:0]
	c.Stop = nil
}

// take is called by the library with a large run of the result, which lies in guest memory.
func (c *Call) takeRun(kind uint32, data unsafe.Pointer, length uintptr) (status int32) {
	defer c.recoverFrom(&status)
	c.Runs = append(c.Runs, copyRun(kind, data, length))
	return 0
}

// pollStop is called by the library every millisecond while the guest runs.
func (c *Call) pollStop() (status int32) {
	defer c.recoverFrom(&status)
	select {
	case <-c.Stop:
		return 1
	default:
		return 0
	}
}

// recoverFrom keeps a panic from running through the library's own stack.
func (c *Call) recoverFrom(status *int32) {
	if panicked := recover(); panicked != nil {
		c.Panic = panicked
		*status = 1
	}
}

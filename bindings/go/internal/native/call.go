// Package native opens the shared library and calls it: with cgo where it is on, with purego
// where it is not. It knows the C ABI of runtimes/c and nothing else; it knows no types.
package native

import (
	"runtime"
	"unsafe"
)

// abi is the version of the C ABI that this package is written for.
const abi = 2

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
	lowered   uint32
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
}

// Run calls the function of an instance. It gives the length of the result in out; if out is too
// small, the result is in Spilled.
func (c *Call) Run(instance Instance, function uint32, args []byte, blobs *Blobs, out []byte) (int, error) {
	c.frame = frame{
		instance: uintptr(instance),
		function: function,
		timeout:  c.Timeout,
		take:     library.take,
	}
	if count := len(blobs.slices); count > 0 {
		c.blobs, c.blobCount = blobs.address(), uint32(count)
	}
	if c.Stop != nil {
		c.poll = library.poll
	}
	status := invoke(c, args, out)
	runtime.KeepAlive(c)
	runtime.KeepAlive(blobs)
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

// Lowered says whether the guest was given the arguments: what the caller owned among them is the
// guest's now.
func (c *Call) Lowered() bool {
	return c.lowered != 0
}

// Spilled gives the result that did not fit the buffer. It is valid until Reset.
func (c *Call) Spilled() []byte {
	return c.spilled.view()
}

// Reset forgets everything, so that the call can be used again.
func (c *Call) Reset() {
	c.spilled.free()
	clear(c.Runs)
	c.Runs, c.Stop = c.Runs[:0], nil
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

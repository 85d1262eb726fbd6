package native

import (
	"runtime"
	"unsafe"
)

// Component is an outwit_component, Linked an outwit_linked, Instance an outwit_instance: the
// addresses of objects that the library owns. Each is freed once, when nothing uses it any more.
type (
	Component uintptr
	Linked    uintptr
	Instance  uintptr
)

// Options are the limits of an instance (outwit_options).
type Options struct {
	Memory uint64
	// Timeout of the guest's own start in nanoseconds; negative for none.
	Timeout int64
}

// results is what the library writes to. On the heap: a goroutine's stack may move.
type results struct {
	object uintptr
	bytes  Bytes
	error  Bytes
}

// OpenComponent opens the component in a file.
func OpenComponent(path string) (Component, error) {
	object, err := construct(library.componentOpen, unsafe.Pointer(unsafe.StringData(path)), len(path))
	return Component(object), err
}

// NewComponent makes a component from the bytes of its file.
func NewComponent(data []byte) (Component, error) {
	object, err := construct(library.componentNew, unsafe.Pointer(unsafe.SliceData(data)), len(data))
	return Component(object), err
}

func construct(function uintptr, data unsafe.Pointer, length int) (uintptr, error) {
	r := new(results)
	status := words(function, uintptr(data), uintptr(length),
		uintptr(unsafe.Pointer(&r.object)), uintptr(unsafe.Pointer(&r.error)), 0)
	runtime.KeepAlive(data)
	return r.finish(status)
}

// World gives the component's own world as JSON.
func (c Component) World() ([]byte, error) {
	r := new(results)
	status := words(library.componentWorld, uintptr(c),
		uintptr(unsafe.Pointer(&r.bytes)), uintptr(unsafe.Pointer(&r.error)), 0, 0)
	if _, err := r.finish(status); err != nil {
		return nil, err
	}
	return r.bytes.take(), nil
}

// Link checks a component against a world (JSON), or against its own if that is empty.
func (c Component) Link(world string) (Linked, error) {
	r := new(results)
	status := words(library.componentLink, uintptr(c),
		uintptr(unsafe.Pointer(unsafe.StringData(world))), uintptr(len(world)),
		uintptr(unsafe.Pointer(&r.object)), uintptr(unsafe.Pointer(&r.error)))
	object, err := r.finish(status)
	return Linked(object), err
}

// Free gives the component back.
func (c Component) Free() {
	words(library.componentFree, uintptr(c), 0, 0, 0, 0)
}

// Instantiate makes an instance. The server answers what it imports, of which has says a byte an
// import whether the host has it; nil for a world without imports. It must be open.
func (l Linked) Instantiate(options *Options, server *Server, has []byte) (Instance, error) {
	r := new(results)
	var host *hostOptions
	if server != nil {
		host = &hostOptions{answer: library.serve, context: server.number}
		host.has, host.hasCount = uintptr(unsafe.Pointer(unsafe.SliceData(has))), uintptr(len(has))
	}
	status := words(library.instantiate, uintptr(l), uintptr(unsafe.Pointer(options)), uintptr(unsafe.Pointer(host)),
		uintptr(unsafe.Pointer(&r.object)), uintptr(unsafe.Pointer(&r.error)))
	runtime.KeepAlive(has)
	object, err := r.finish(status)
	return Instance(object), err
}

// Free gives the linked component back.
func (l Linked) Free() {
	words(library.linkedFree, uintptr(l), 0, 0, 0, 0)
}

// Drop drops a resource.
func (i Instance) Drop(handle uint64) error {
	r := new(results)
	status := words(library.instanceDrop, uintptr(i), uintptr(handle), uintptr(unsafe.Pointer(&r.error)), 0, 0)
	_, err := r.finish(status)
	return err
}

// QueueDrop drops a resource at the next call. It never waits.
func (i Instance) QueueDrop(handle uint64) {
	words(library.instanceQueueDrop, uintptr(i), uintptr(handle), 0, 0, 0)
}

// Close ends the instance.
func (i Instance) Close() error {
	r := new(results)
	status := words(library.instanceClose, uintptr(i), uintptr(unsafe.Pointer(&r.error)), 0, 0, 0)
	_, err := r.finish(status)
	return err
}

// IsInside says whether the instance is in a call of this thread: whether a host function asks.
func (i Instance) IsInside() bool {
	return int32(words(library.instanceIsInside, uintptr(i), 0, 0, 0, 0)) != 0
}

// Resources counts the guest's resources that are held. It waits for a call that is under way.
func (i Instance) Resources() (int, error) {
	r := new(results)
	status := words(library.instanceResources, uintptr(i),
		uintptr(unsafe.Pointer(&r.object)), uintptr(unsafe.Pointer(&r.error)), 0, 0)
	count, err := r.finish(status)
	return int(count), err
}

// Free gives the instance back.
func (i Instance) Free() {
	words(library.instanceFree, uintptr(i), 0, 0, 0, 0)
}

// Command runs the command line of the generator and gives its exit status.
func Command(arguments []string) int {
	slices := make([]Slice, len(arguments)+1)
	for i, argument := range arguments {
		slices[i] = Slice{uintptr(unsafe.Pointer(unsafe.StringData(argument))), uintptr(len(argument))}
	}
	status := words(library.command, uintptr(unsafe.Pointer(unsafe.SliceData(slices))), uintptr(len(arguments)), 0, 0, 0)
	runtime.KeepAlive(arguments)
	return int(int32(status))
}

func (r *results) finish(status uintptr) (uintptr, error) {
	if int32(status) != 0 {
		return 0, r.error.failure()
	}
	return r.object, nil
}

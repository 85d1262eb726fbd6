package native

import (
	"math/bits"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Host answers what the guest of one instance asks for. It is asked on the goroutine of the call
// that the instance is in.
type Host interface {
	// Call calls the import at this position of the world's imports. The arguments are valid until
	// it returns, the answer and its blobs until the next one. Not ok: the guest is to be stopped.
	Call(number uint32, args []byte, runs []Run) (answer []byte, blobs *Blobs, ok bool)
	// Drop is told that the guest has dropped a resource of the host's. Not ok as for Call.
	Drop(number uint32) (ok bool)
	// TakeBack is told that the last answer was refused: what it gave away is the host's again.
	TakeBack()
}

// The operations of a request (enum outwit_operation).
const (
	callImport = iota
	takeRun
	dropResource
	takeBack
)

// request is outwit_request, in memory of the library. The sizes and offsets are checked against
// the header where cgo is on.
type request struct {
	context      uint64
	operation    uint32
	number       uint32
	data         unsafe.Pointer // not Go's
	length       uintptr
	answer       uintptr
	answerLength uintptr
	blobs        uintptr
	blobCount    uintptr
}

// hostOptions is outwit_host.
type hostOptions struct {
	answer   uintptr
	context  uint64
	has      uintptr
	hasCount uintptr
}

// Server passes the requests of one instance on to its host. The library knows it by a number,
// which means something only while it is open: a guest asks for nothing unless it is called.
type Server struct {
	// Panic is what the host panicked with, to go on with once the library has returned.
	Panic any
	// Stack is where it did.
	Stack []byte
	// Left says that the host ended its goroutine (runtime.Goexit): the library did not return,
	// and the instance must not be touched again.
	Left bool

	host   Host
	number uint64
	runs   []Run
}

// servers finds a server by its number, without a lock: slots stay where they are. A block holds
// twice as many as the one before it.
var servers struct {
	mutex  sync.Mutex
	free   []uint64
	count  uint64
	blocks [48]atomic.Pointer[[]atomic.Pointer[Server]]
}

// firstBlock is how many servers the first block holds.
const firstBlock = 8

func slot(number uint64) *atomic.Pointer[Server] {
	position := number + firstBlock
	block := bits.Len64(position/firstBlock) - 1
	return &(*servers.blocks[block].Load())[position-firstBlock<<block]
}

// NewServer makes a server, whose number is taken until Forget.
func NewServer(host Host) *Server {
	servers.mutex.Lock()
	defer servers.mutex.Unlock()
	if last := len(servers.free) - 1; last >= 0 {
		s := &Server{host: host, number: servers.free[last]}
		servers.free = servers.free[:last]
		return s
	}
	number := servers.count
	servers.count++
	position := number + firstBlock
	if block := bits.Len64(position/firstBlock) - 1; servers.blocks[block].Load() == nil {
		made := make([]atomic.Pointer[Server], firstBlock<<block)
		servers.blocks[block].Store(&made)
	}
	return &Server{host: host, number: number}
}

// Number is what the library knows the server by.
func (s *Server) Number() uint64 {
	return s.number
}

// Forget gives a number back, once nothing asks for it any more.
func Forget(number uint64) {
	servers.mutex.Lock()
	defer servers.mutex.Unlock()
	servers.free = append(servers.free, number)
}

// Open lets requests come, before the library is called.
func (s *Server) Open() {
	slot(s.number).Store(s)
}

// Shut ends what Open began.
func (s *Server) Shut() {
	slot(s.number).Store(nil)
	clear(s.runs)
	s.runs = s.runs[:0]
}

// answer is what the library calls.
func answer(r *request) (status int32) {
	s := slot(r.context).Load()
	done := false
	defer func() {
		if !done {
			status = s.failed(recover())
		}
	}()
	ok := true
	switch r.operation {
	case callImport:
		var blobs *Blobs
		var bytes []byte
		bytes, blobs, ok = s.host.Call(r.number, unsafe.Slice((*byte)(r.data), r.length), s.runs)
		if len(s.runs) > 0 {
			clear(s.runs)
			s.runs = s.runs[:0]
		}
		// The host keeps both alive until the next request.
		r.answer, r.answerLength = uintptr(unsafe.Pointer(unsafe.SliceData(bytes))), uintptr(len(bytes))
		if blobs != nil && len(blobs.slices) > 0 {
			r.blobs, r.blobCount = blobs.address(), uintptr(len(blobs.slices))
		}
	case takeRun:
		s.runs = append(s.runs, copyRun(r.number, r.data, r.length))
	case dropResource:
		ok = s.host.Drop(r.number)
	case takeBack:
		s.host.TakeBack()
	}
	done = true
	if !ok {
		return 1
	}
	return 0
}

// failed keeps a panic from running through the library's own stack. A goroutine that ends cannot
// be held: it leaves the library's stack as it is, and takes the thread with it whose stack that is.
func (s *Server) failed(panicked any) int32 {
	if panicked == nil {
		s.Left = true
		runtime.LockOSThread()
		return 1
	}
	s.Panic, s.Stack = panicked, debug.Stack()
	return 1
}

package outwit

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"outwit/internal/native"
)

// Host is what answers a component's imports, for generated code: the functions that a program
// implements, by their positions in the imports of the world.
type Host interface {
	// Has says whether there is such a function.
	Has(number int) bool
	// Call calls it: it reads the arguments, calls the program's own function and writes the result.
	Call(ctx context.Context, number int, call *Import) error
}

// Import is one call that a guest makes, for generated code.
type Import struct {
	// Args gives the arguments in order.
	Args Decoder
	// Result takes the result.
	Result Encoder

	number int
}

// Ready ends the reading of the arguments and says whether they could be read.
func (c *Import) Ready() error {
	if err := c.Args.finish("the arguments"); err != nil {
		return &refusal{err}
	}
	return nil
}

// Unknown stops the guest, which calls what the world does not have.
func (c *Import) Unknown(number int) error {
	return &refusal{&Error{Kind: "usage", Message: fmt.Sprintf("the world has no import number %d", number)}}
}

// Fail answers with the error of a function whose type is a `result`, if err is or wraps one with
// a payload of that type; any other error stops the guest.
func Fail[E any](c *Import, err error, encode func(*Encoder, E)) error {
	var failed *WitError
	if !errors.As(err, &failed) {
		return err
	}
	payload, fits := failed.Payload.(E)
	if failed.Payload == nil {
		kind := reflect.TypeFor[E]().Kind()
		fits = kind == reflect.Pointer || kind == reflect.Interface // none; or nothing, as encode finds
	}
	if !fits {
		return c.failAs(failed.Payload, err)
	}
	c.Result.Bool(true)
	encode(&c.Result, payload)
	return nil
}

// failAs is Fail with a payload of another of Go's own types that may stand for the right one, as
// in a call by name: an int for a u32. The payload of another error's type may not.
func (c *Import) failAs(payload any, err error) error {
	if payload == nil || reflect.TypeOf(payload).PkgPath() != "" {
		return err
	}
	signature, unreadable := c.Args.instance.world.parse()
	if unreadable != nil {
		return err
	}
	codec, unreadable := signature.Imports[c.number].codec()
	if unreadable != nil {
		return err
	}
	c.Result.Bool(true)
	if codec.err.encode(&c.Result, payload) != nil {
		return err
	}
	return nil
}

// FailPlain is Fail for a `result` whose error has no payload.
func FailPlain(c *Import, err error) error {
	var failed *WitError
	if !errors.As(err, &failed) {
		return err
	}
	c.Result.Bool(true)
	return nil
}

// refusal is an error of outwit's own about a call, which is no failure of the host's.
type refusal struct{ error }

// host answers what the guest of one instance asks for. The instance's lock guards it, but for the
// objects.
type host struct {
	instance  *Instance
	functions Host
	objects   *objects
	server    *native.Server

	call    Import
	ctx     context.Context // of the call that is under way
	inside  *hostContext    // what host functions get, made for the first
	failure error           // what stopped the guest
	dead    bool            // a host function ended its goroutine
}

func newHost(instance *Instance, functions Host) *host {
	h := &host{instance: instance, functions: functions, objects: &objects{}}
	h.server = native.NewServer(h)
	return h
}

// begin lets the guest ask, during a call with this context.
func (h *host) begin(ctx context.Context) {
	h.ctx, h.failure = ctx, nil
	h.server.Open()
}

// end is called when the call is over, however it ended.
func (h *host) end() {
	h.server.Shut()
	if h.inside != nil {
		h.inside.over.Store(true)
		h.inside = nil
	}
	h.ctx, h.dead = nil, h.server.Left
	h.call.Result.reset()
}

// outcome gives the error of a call into the library: the host's own, as it was. What the host
// panicked with goes on from here.
func (h *host) outcome(err error) error {
	if panicked := h.server.Panic; panicked != nil {
		h.server.Panic = nil
		panic(panicked)
	}
	if err == nil {
		return nil
	}
	if h.failure != nil {
		return h.failure
	}
	var wrong *ValueError
	if errors.As(err, &wrong) && wrong.Function != "" {
		h.call.Result.explain(wrong)
	}
	return err
}

// Call calls a function of the program's for the guest.
func (h *host) Call(number uint32, args []byte, runs []native.Run) ([]byte, *native.Blobs, bool) {
	if h.inside == nil {
		h.inside = newHostContext(h.ctx, h.instance)
	}
	c := &h.call
	c.Result.reset()
	c.Result.instance, c.Result.answers = h.instance, true
	c.Args, c.number = Decoder{buffer: args, runs: runs, instance: h.instance}, int(number)
	err := h.functions.Call(h.inside, int(number), c)
	c.Args = Decoder{}
	if err != nil {
		h.fail(int(number), err)
		return nil, nil, false
	}
	return c.Result.buffer, &c.Result.blobs, true
}

func (h *host) fail(number int, err error) {
	h.TakeBack()
	var name string
	if signature, unreadable := h.instance.world.parse(); unreadable == nil && number < len(signature.Imports) {
		name = signature.Imports[number].place()
	}
	if own, is := err.(*refusal); is {
		if wrong, is := own.error.(*ValueError); is {
			wrong.Function = name
		}
		h.failure = own.error
	} else {
		h.failure = &HostError{Function: name, Err: err}
	}
}

// Drop is told that the guest has dropped an object.
func (h *host) Drop(number uint32) bool {
	if err := closeObject(h.objects.take(number)); err != nil {
		h.failure = &HostError{Err: err}
		return false
	}
	return true
}

// TakeBack is told that the guest did not get what was written last.
func (h *host) TakeBack() {
	h.call.Result.handles.end(h.instance)
}

package outwit

import (
	"errors"
	"os"
	"strings"

	"outwit/internal/native"
)

// What a call can end with, for [errors.Is].
var (
	// ErrDeadline: the call ran past its context's deadline. Also Is [context.DeadlineExceeded].
	ErrDeadline = errors.New("outwit: the deadline has passed")
	// ErrCancelled: the call's context was cancelled. Also Is the context's own error.
	ErrCancelled = errors.New("outwit: the call was cancelled")
	// ErrFuel: the guest used up its fuel.
	ErrFuel = errors.New("outwit: the guest used up its fuel")
	// ErrMemory: the guest wanted more memory than it may have.
	ErrMemory = errors.New("outwit: the guest wanted more memory than it may have")
	// ErrBusy: the instance waits for the host function that calls it.
	ErrBusy = errors.New("outwit: the instance is busy")
	// ErrPoisoned: an earlier trap left the instance unusable.
	ErrPoisoned = errors.New("outwit: the instance is unusable after a trap")
	// ErrClosed: the instance was closed.
	ErrClosed = errors.New("outwit: the instance was closed")
	// ErrResource: a resource was closed, given away, or belongs to another instance.
	ErrResource = errors.New("outwit: the resource cannot be used")
)

// Error is a failure that has no type of its own.
type Error struct {
	// Kind names why: `busy`, `poisoned`, `closed`, `cache`, `io`, `usage`.
	Kind string
	// Message says what, where, and what to do.
	Message string
}

func (e *Error) Error() string {
	return e.Message
}

// Is tells [ErrBusy], [ErrPoisoned] and [ErrClosed] apart.
func (e *Error) Is(target error) bool {
	return target == sentinels[e.Kind]
}

// Frame is one frame of the guest's stack.
type Frame = native.Frame

// TrapError says that the guest stopped in the middle of a call: it trapped, ran past a limit or
// was cancelled. The instance cannot be used any more.
type TrapError struct {
	// Code names the trap, such as `unreachable`; empty where a limit ended the call.
	Code string
	// Message says what happened.
	Message string
	// Frames are the guest's, innermost first.
	Frames []Frame

	limit, cause error
}

func (e *TrapError) Error() string {
	return e.Message
}

// Unwrap gives the limit ([ErrDeadline], [ErrCancelled], [ErrFuel], [ErrMemory]) and the context's
// error, if they are why.
func (e *TrapError) Unwrap() []error {
	var why []error
	if e.limit != nil {
		why = append(why, e.limit)
	}
	if e.cause != nil {
		why = append(why, e.cause)
	}
	return why
}

// ValueError says that an argument, or what a host function returned, is not a value of its WIT
// type.
type ValueError struct {
	// Function is the host function that returned it, `myorg:storage/store.get`; empty for an
	// argument.
	Function string
	// Path leads to the value: `options.max-width`, `points[3].x`.
	Path string
	// Message says what is wrong with it.
	Message string

	resource bool
}

func (e *ValueError) Error() string {
	text := e.Message
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Function != "" {
		text = e.Function + returnedWrong + text
	}
	return text
}

// returnedWrong is how the library tells the results of host functions from arguments.
const returnedWrong = " returned a wrong value: "

// Is [ErrResource] where the value is a resource.
func (e *ValueError) Is(target error) bool {
	return e.resource && target == ErrResource
}

// HostError says that a host function failed, which stopped the guest: the instance cannot be used
// any more. An error for which the function's `result` has a type is none: the guest gets it.
type HostError struct {
	// Function is the host function, `myorg:storage/store.get`; empty where the guest dropped a
	// resource whose Close failed.
	Function string
	// Err is what it returned.
	Err error
}

func (e *HostError) Error() string {
	if e.Function == "" {
		return "a resource of the host failed to close: " + e.Err.Error()
	}
	return e.Function + " failed: " + e.Err.Error()
}

// Unwrap gives what the function returned.
func (e *HostError) Unwrap() error {
	return e.Err
}

// LinkError says that a component does not fit the world that the caller expects.
type LinkError struct {
	// Message names the differences.
	Message string
}

func (e *LinkError) Error() string {
	return e.Message
}

// ComponentError says that a file or its content is not a component that can be used.
type ComponentError struct {
	// Message says why.
	Message string

	cause error
}

func (e *ComponentError) Error() string {
	return e.Message
}

// Unwrap gives the file system's error, if that is why.
func (e *ComponentError) Unwrap() error {
	return e.cause
}

// WitError is the error of a function's `result`, if its type has no name in WIT. Generated code
// has a type for each named one, which unwraps to this.
type WitError struct {
	// Payload is the error's value, nil where it has none.
	Payload any
}

func (e *WitError) Error() string {
	if e.Payload == nil {
		return "the function failed"
	}
	return ErrorText(e.Payload)
}

var sentinels = map[string]error{
	"deadline": ErrDeadline, "cancelled": ErrCancelled, "fuel": ErrFuel, "memory": ErrMemory,
	"busy": ErrBusy, "poisoned": ErrPoisoned, "closed": ErrClosed,
}

// translate gives the library's errors their Go types.
func translate(err error) error {
	if err == nil {
		return nil // and nothing is allocated
	}
	var failure *native.Failure
	if !errors.As(err, &failure) {
		return err
	}
	switch failure.Kind {
	case "component":
		return &ComponentError{Message: failure.Message}
	case "link":
		return &LinkError{Message: failure.Message}
	case "type", "range", "value", "handle":
		function, rest, returned := strings.Cut(failure.Message, returnedWrong)
		if !returned {
			function, rest = "", failure.Message
		}
		path, message, inside := strings.Cut(rest, ": ")
		if !inside || strings.Contains(path, " ") {
			path, message = "", rest // no path has a space
		}
		return &ValueError{Function: function, Path: path, Message: message, resource: failure.Kind == "handle"}
	case "trap", "deadline", "cancelled", "fuel", "memory":
		return &TrapError{
			Code: failure.Code, Message: failure.Message, Frames: failure.Frames, limit: sentinels[failure.Kind],
		}
	default:
		return &Error{Kind: failure.Kind, Message: failure.Message}
	}
}

// translateFile is translate for what was read from a file: the file system's own error is kept.
func translateFile(err error, path string) error {
	var failure *native.Failure
	if errors.As(err, &failure) && failure.Kind == "io" {
		_, cause := os.Stat(path)
		return &ComponentError{Message: failure.Message, cause: cause}
	}
	return translate(err)
}

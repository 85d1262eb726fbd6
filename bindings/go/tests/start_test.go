package tests

import (
	"context"
	"encoding/base64"
	"errors"
	"testing"

	"outwit"
)

// A component that calls its host when it is instantiated, before anybody has called it. In the text
// format:
//
//	(component
//	  (import "test:host/store" (instance $i
//	    (export "tick" (func (param "v" u32) (result u32)))))
//	  (alias export $i "tick" (func $tick))
//	  (core func $tick (canon lower (func $tick)))
//	  (core module $m
//	    (import "" "tick" (func $tick (param i32) (result i32)))
//	    (global $g (mut i32) (i32.const 0))
//	    (func $start (global.set $g (call $tick (i32.const 7))))
//	    (func (export "got") (result i32) (global.get $g))
//	    (start $start))
//	  (core instance $c (instantiate $m (with "" (instance (export "tick" (func $tick))))))
//	  (func (export "got") (result u32) (canon lift (core func $c "got"))))
const startText = "" +
	"AGFzbQ0AAQAHFAFCAgFAAQF2eQB5BAAEdGljawEAChQBAA90ZXN0Omhvc3Qvc3RvcmUFAAYJAQEAAAR0aWNrCAUBAQAAAAFtAGFz" +
	"bQEAAAABDQNgAX8Bf2AAAGAAAX8CCQEABHRpY2sAAAMDAgECBgYBfwFBAAsHBwEDZ290AAIIAQEKDwIIAEEHEAAkAAsEACMACwAf" +
	"BG5hbWUAAgFtAQ4CAAR0aWNrAQVzdGFydAcEAQABZwIQAgEBBHRpY2sAAAAAAQASAAcFAUAAAHkGCQEAAAEBA2dvdAgGAQAAAQAB" +
	"CwkBAANnb3QBAQAAOw5jb21wb25lbnQtbmFtZQEJAAABAAR0aWNrAQYAEQEAAW0BBgASAQEBYwEIAQEABHRpY2sBBQUBAAFp"

// start makes an instance, which calls tick.
func start(t *testing.T, ctx context.Context, tick any) (*outwit.Instance, error) {
	t.Helper()
	loaded := ok(outwit.Compile(ok(base64.StdEncoding.DecodeString(startText))(t)))(t)
	return loaded.Instantiate(ctx, outwit.WithImports(map[string]any{"store": map[string]any{"tick": tick}}))
}

// got is what an instance that was made heard when it started.
func got(t *testing.T, instance *outwit.Instance, err error) any {
	t.Helper()
	return ok(ok(instance, err)(t).Call(ctx, "", "got"))(t)
}

func TestStartValues(t *testing.T) {
	var heard []uint32
	instance, err := start(t, ctx, func(_ context.Context, v uint32) (uint32, error) {
		heard = append(heard, v)
		return v * 2, nil
	})
	equal(t, got(t, instance, err), uint32(14))
	equal(t, heard, []uint32{7})
}

func TestStartAnInstanceInsideOfAnother(t *testing.T) {
	instance, err := start(t, ctx, func(ctx context.Context, _ uint32) (uint32, error) {
		inner, err := start(t, ctx, func(_ context.Context, v uint32) (uint32, error) { return v + 1, nil })
		return got(t, inner, err).(uint32) + 1, nil
	})
	equal(t, got(t, instance, err), uint32(9))
}

func TestStartWrongValues(t *testing.T) {
	_, err := start(t, ctx, func(context.Context, ...any) (any, error) { return "text", nil })
	gave(t, err, "test:host/store.tick", "", "expected an integer (u32), got string")
}

func TestStartWhatIsThrown(t *testing.T) {
	cause := errors.New("mine")
	_, err := start(t, ctx, func(context.Context, uint32) (uint32, error) { return 0, cause })
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed) && failed.Function == "test:host/store.tick", true)
	equal(t, errors.Is(err, cause), true)
	panics(t, cause, func() {
		_, _ = start(t, ctx, func(context.Context, uint32) (uint32, error) { panic(cause) })
	})
}

// A function waits for other goroutines, here too, and has its caller's context.
func TestStartAsyncFunctions(t *testing.T) {
	waits := func(ctx context.Context, v uint32) (uint32, error) {
		answer := make(chan uint32)
		go func() { answer <- v + 1 }()
		select {
		case value := <-answer:
			return value, ctx.Err()
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	instance, err := start(t, ctx, waits)
	equal(t, got(t, instance, err), uint32(8))
	stopped, cancel := context.WithCancel(ctx)
	_, err = start(t, stopped, func(ctx context.Context, v uint32) (uint32, error) {
		cancel()
		<-ctx.Done()
		return v, ctx.Err()
	})
	equal(t, errors.Is(err, context.Canceled), true)
}

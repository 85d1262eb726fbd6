package tests

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"

	hosterrors "fixtures/host_errors/golden/go"

	"outwit"
	"outwit/wit"
)

// store answers with what a test sets; it works where nothing is set.
type store struct {
	err   error
	noted []string
	note  func(ctx context.Context, text string) error
}

func (s *store) Get(_ context.Context, key string) (string, error)    { return key, s.err }
func (s *store) Parse(context.Context, string) (uint32, error)        { return 1, s.err }
func (s *store) Measure(_ context.Context, v int32) (int32, error)    { return v, s.err }
func (s *store) Detailed(_ context.Context, v uint32) (uint32, error) { return v, s.err }
func (s *store) Numbered(context.Context, uint32) (string, error)     { return "n", s.err }
func (s *store) Listed(_ context.Context, v uint32) ([]uint32, error) { return []uint32{v}, s.err }
func (s *store) Put(context.Context, string, string) error            { return s.err }
func (s *store) Untyped(_ context.Context, v uint32) (uint32, error)  { return v, s.err }
func (s *store) Plain(context.Context, bool) error                    { return s.err }
func (s *store) Must(_ context.Context, text string) (string, error)  { return text, s.err }

func (s *store) Optional(_ context.Context, v *uint32) (*uint32, error) { return v, s.err }

func (s *store) Note(ctx context.Context, text string) error {
	s.noted = append(s.noted, text)
	if s.note != nil {
		return s.note(ctx, text)
	}
	return s.err
}

func (s *store) History(context.Context) ([]wit.Result[string, hosterrors.Error], error) {
	return []wit.Result[string, hosterrors.Error]{
		wit.Ok[string, hosterrors.Error]("a"), wit.Err[string, hosterrors.Error](hosterrors.ErrorBusy{Value: 3}),
	}, s.err
}

func (s *store) Nested(_ context.Context, v uint32) (wit.Result[uint32, string], error) {
	if v == 0 {
		return wit.Err[uint32]("inner"), s.err
	}
	return wit.Ok[uint32, string](v), s.err
}

func storing(t testing.TB, s *store) *hosterrors.Calls {
	t.Helper()
	return typed(t, "host_errors", with(hosterrors.New, hosterrors.HostErrorsImports{Store: s})).Calls
}

func TestHostErrorsThatTheGuestGets(t *testing.T) {
	host := &store{}
	calls := storing(t, host)
	equal(t, ok(calls.Get(ctx, "k"))(t), "k")
	equal(t, ok(calls.Listed(ctx, 4))(t), []uint32{4})
	equal(t, calls.Put(ctx, "k", "v"), nil)
	equal(t, ok(calls.Untyped(ctx, 9))(t), uint32(9))
	equal(t, calls.Plain(ctx, true), nil)
	equal(t, ok(calls.Optional(ctx, nil))(t), (*uint32)(nil))
	equal(t, len(ok(calls.History(ctx))(t)), 2)
	equal(t, ok(calls.Nested(ctx, 0))(t), wit.Err[uint32]("inner"))

	// Typed errors, also inside others.
	for _, payload := range []hosterrors.Error{
		hosterrors.ErrorNotFound{Value: "k"}, hosterrors.ErrorDenied{}, hosterrors.ErrorBusy{Value: 5},
		hosterrors.ErrorOther{Value: hosterrors.Detail{Code: -1, Message: "m"}},
	} {
		for _, err := range []error{&hosterrors.TypesError{Payload: payload}, fmt.Errorf("wrapped: %w", &hosterrors.TypesError{Payload: payload})} {
			host.err = err
			_, err := calls.Get(ctx, "k")
			var failed *hosterrors.TypesError
			equal(t, errors.As(err, &failed), true)
			equal(t, failed.Payload, payload)
			_, err = calls.Nested(ctx, 1)
			equal(t, errors.As(err, &failed), true)
		}
	}
	host.err = &hosterrors.CodeError{Payload: hosterrors.CodeHigh}
	_, err := calls.Measure(ctx, 1)
	var code *hosterrors.CodeError
	equal(t, errors.As(err, &code) && code.Payload == hosterrors.CodeHigh, true)
	host.err = &hosterrors.DetailError{Payload: hosterrors.Detail{Code: 4, Message: "d"}}
	_, err = calls.Detailed(ctx, 1)
	var detail *hosterrors.DetailError
	equal(t, errors.As(err, &detail), true)
	equal(t, detail.Payload, hosterrors.Detail{Code: 4, Message: "d"})

	// Errors of types without a name.
	payload := func(want any, err error) {
		t.Helper()
		var failed *outwit.WitError
		if !errors.As(err, &failed) {
			t.Fatalf("got %T (%v), want a *WitError", err, err)
		}
		equal(t, failed.Payload, want)
	}
	host.err = &outwit.WitError{Payload: "text"}
	_, err = calls.Parse(ctx, "x")
	payload("text", err)
	payload("text", calls.Put(ctx, "k", "v"))
	host.err = &outwit.WitError{Payload: uint32(7)}
	_, err = calls.Numbered(ctx, 1)
	payload(uint32(7), err)
	host.err = &outwit.WitError{Payload: 8} // any integer that is in range
	_, err = calls.Numbered(ctx, 1)
	payload(uint32(8), err)
	host.err = &outwit.WitError{Payload: []string{"a", "b"}}
	_, err = calls.Listed(ctx, 1)
	payload([]string{"a", "b"}, err)
	host.err = &outwit.WitError{Payload: wit.Ptr("o")}
	_, err = calls.Optional(ctx, nil)
	payload(wit.Ptr("o"), err)
	host.err = &outwit.WitError{}
	_, err = calls.Untyped(ctx, 1)
	payload(nil, err)
	payload(nil, calls.Plain(ctx, true))
	host.err = nil
	equal(t, ok(calls.Count(ctx))(t) > 0, true)
	equal(t, ok(calls.Recover(ctx, []string{"a", "b"}))(t), []string{"a", "b"})
}

// stopped wants the error of a host function that stopped the guest.
func stopped(t *testing.T, err error, function string, cause error) {
	t.Helper()
	var failed *outwit.HostError
	if !errors.As(err, &failed) {
		t.Fatalf("got %T (%v), want a *HostError", err, err)
	}
	equal(t, failed.Function, "fixtures:host-errors/store."+function)
	equal(t, failed.Err == cause, true)
	equal(t, errors.Is(err, cause), true)
}

func TestHostErrorsThatStopTheGuest(t *testing.T) {
	cause := fmt.Errorf("reading: %w", &fs.PathError{Op: "open", Path: "p", Err: fs.ErrPermission})
	for function, call := range map[string]func(*hosterrors.Calls) error{
		"get":   func(c *hosterrors.Calls) error { _, err := c.Get(ctx, "k"); return err },
		"parse": func(c *hosterrors.Calls) error { _, err := c.Parse(ctx, "k"); return err },
		"plain": func(c *hosterrors.Calls) error { return c.Plain(ctx, true) },
		"must":  func(c *hosterrors.Calls) error { _, err := c.Must(ctx, "k"); return err },
		"note":  func(c *hosterrors.Calls) error { return c.Note(ctx, "k") },
	} {
		t.Run(function, func(t *testing.T) {
			calls := storing(t, &store{err: cause})
			err := call(calls)
			stopped(t, err, function, cause)
			equal(t, errors.Is(err, fs.ErrPermission), true)
			var path *fs.PathError
			equal(t, errors.As(err, &path), true)
			equal(t, err.Error(), "fixtures:host-errors/store."+function+" failed: "+cause.Error())
			_, err = calls.Count(ctx)
			equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		})
	}
	// The error of another function's type is none of this one's.
	other := &hosterrors.CodeError{Payload: hosterrors.CodeLow}
	_, err := storing(t, &store{err: other}).Get(ctx, "k")
	stopped(t, err, "get", other)
	unfit := &outwit.WitError{Payload: 1 << 40}
	_, err = storing(t, &store{err: unfit}).Numbered(ctx, 1)
	stopped(t, err, "numbered", unfit)
}

func TestHostErrorsStopAtOnce(t *testing.T) {
	host := &store{}
	host.note = func(_ context.Context, text string) error {
		if text == "b" {
			return errors.New("enough")
		}
		return nil
	}
	_, err := storing(t, host).NoteAll(ctx, []string{"a", "b", "c"})
	equal(t, err.Error(), "fixtures:host-errors/store.note failed: enough")
	equal(t, host.noted, []string{"a", "b"})
}

func TestHostErrorsWithWrongValues(t *testing.T) {
	_, err := storing(t, &store{err: &hosterrors.TypesError{Payload: hosterrors.ErrorNotFound{Value: "\xff"}}}).Get(ctx, "k")
	gave(t, err, "fixtures:host-errors/store.get", "err.not-found", "not UTF-8")
	_, err = storing(t, &store{err: &hosterrors.TypesError{}}).Get(ctx, "k")
	gave(t, err, "fixtures:host-errors/store.get", "err", "expected a Error, got nil")
}

// panics wants a call to panic with a value.
func panics(t *testing.T, value any, call func()) {
	t.Helper()
	defer func() {
		t.Helper()
		equal(t, recover(), value)
	}()
	call()
	t.Error("it returned")
}

func TestHostErrorsPanicsGoOn(t *testing.T) {
	type mine struct{ text string }
	cause := errors.New("as it was")
	for _, value := range []any{"text", 3, &mine{"x"}, cause} {
		calls := storing(t, &store{note: func(context.Context, string) error { panic(value) }})
		panics(t, value, func() { _ = calls.Note(ctx, "a") })
		_, err := calls.Count(ctx)
		equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	}
	// Where it was can be told.
	world := typed(t, "host_errors", with(hosterrors.New, hosterrors.HostErrorsImports{Store: &store{note: explode}}))
	equal(t, world.Instance().PanicStack(), []byte(nil))
	panics(t, "exploded", func() { _ = world.Calls.Note(ctx, "a") })
	equal(t, strings.Contains(string(world.Instance().PanicStack()), "tests.explode("), true)
	// Go's own.
	calls := storing(t, &store{note: func(context.Context, string) error {
		var none *store
		return none.err
	}})
	func() {
		defer func() {
			_, runtimes := recover().(runtime.Error)
			equal(t, runtimes, true)
		}()
		_ = calls.Note(ctx, "a")
	}()
	// Nil.
	calls = storing(t, &store{note: func(context.Context, string) error { panic(nil) }})
	func() {
		defer func() {
			_, nils := recover().(*runtime.PanicNilError)
			equal(t, nils, true)
		}()
		_ = calls.Note(ctx, "a")
	}()
}

func explode(context.Context, string) error { panic("exploded") }

// A host function that ends its goroutine, as t.FailNow does, leaves everybody else running.
func TestHostErrorsGoexit(t *testing.T) {
	others := storing(t, &store{})
	leave := func(context.Context, string) error {
		runtime.Goexit()
		return nil
	}
	for range 20 {
		host := hosterrors.HostErrorsImports{Store: &store{note: leave}}
		world := ok(hosterrors.New(ctx, component(t, "host_errors"), host))(t)
		returned := make(chan bool)
		go func() {
			defer func() { returned <- recover() != nil }() // neither a value nor a panic
			_ = world.Calls.Note(ctx, "a")
			returned <- true
		}()
		equal(t, <-returned, false)
		_, err := world.Calls.Count(ctx)
		equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		equal(t, strings.Contains(err.Error(), "Goexit"), true)
		equal(t, world.Close(), nil)
		equal(t, ok(others.Get(ctx, "k"))(t), "k")
	}
}

func TestHostErrorsDynamic(t *testing.T) {
	host := map[string]any{}
	for _, function := range ok(component(t, "host_errors").Imports())(t) {
		host[function.Name] = func(context.Context, ...any) (any, error) { return nil, nil }
	}
	host["get"] = func(_ context.Context, key string) (string, error) {
		return "", &outwit.WitError{Payload: wit.Variant{Case: "not-found", Value: key}}
	}
	host["numbered"] = func(context.Context, uint32) (string, error) { return "", &outwit.WitError{Payload: "x"} }
	host["put"] = func(context.Context, string, string) error { return nil }
	instance := ok(component(t, "host_errors").Instantiate(ctx, outwit.WithImports(map[string]any{"store": host})))(t)
	iface := "fixtures:host-errors/calls"
	_, err := instance.Call(ctx, iface, "get", "k")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, wit.Variant{Case: "not-found", Value: "k"})
	equal(t, ok(instance.Call(ctx, iface, "put", "k", "v"))(t), nil)
	_, err = instance.Call(ctx, iface, "numbered", 1)
	gave(t, err, "fixtures:host-errors/store.numbered", "err", "expected an integer (u32), got string")
}

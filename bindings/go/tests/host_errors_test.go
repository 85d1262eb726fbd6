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

func storing(t testing.TB, s *store) *hosterrors.Calls {
	t.Helper()
	return typed(t, "host_errors", with(hosterrors.New, hosterrors.HostErrorsImports{Store: s})).Calls
}

// storingByName makes an instance whose host functions are found by name: these, and others that answer nothing.
func storingByName(t *testing.T, some map[string]any) dynamic {
	t.Helper()
	host := map[string]any{}
	for _, function := range ok(component(t, "host_errors").Imports())(t) {
		host[function.Name] = func(context.Context, ...any) (any, error) { return nil, nil }
		if given := some[function.Name]; given != nil {
			host[function.Name] = given
		}
	}
	instance := ok(component(t, "host_errors").Instantiate(ctx, outwit.WithImports(map[string]any{"store": host})))(t)
	return dynamic{t, instance, "fixtures:host-errors/calls"}
}

func TestHostErrorsWhatWorks(t *testing.T) {
	calls := storing(t, &store{})
	equal(t, ok(calls.Get(ctx, "k"))(t), "k")
	equal(t, ok(calls.Parse(ctx, "5"))(t), uint32(1))
	equal(t, ok(calls.Measure(ctx, -1))(t), int32(-1))
	equal(t, ok(calls.Detailed(ctx, 1))(t), uint32(1))
	equal(t, ok(calls.Numbered(ctx, 1))(t), "n")
	equal(t, ok(calls.Listed(ctx, 4))(t), []uint32{4})
	equal(t, calls.Put(ctx, "k", "v"), nil)
	equal(t, ok(calls.Untyped(ctx, 9))(t), uint32(9))
	equal(t, calls.Plain(ctx, true), nil)
	equal(t, ok(calls.Optional(ctx, wit.Ptr(uint32(1))))(t), wit.Ptr(uint32(1)))
	equal(t, ok(calls.Optional(ctx, nil))(t), (*uint32)(nil))
	equal(t, ok(calls.Must(ctx, "text"))(t), "text")
	equal(t, calls.Note(ctx, "text"), nil)
	equal(t, len(ok(calls.History(ctx))(t)), 2)
	equal(t, ok(calls.Nested(ctx, 1))(t), wit.Ok[uint32, string](1))
	put := func(context.Context, string, string) error { return nil }
	equal(t, storingByName(t, map[string]any{"put": put}).call("put", "k", "v"), nil)
}

var causes = []hosterrors.Error{
	hosterrors.ErrorNotFound{Value: "k"}, hosterrors.ErrorDenied{}, hosterrors.ErrorBusy{Value: 5},
	hosterrors.ErrorOther{Value: hosterrors.Detail{Code: -1, Message: "m"}},
}

func TestHostErrorsErrorsOfResults(t *testing.T) {
	host := &store{}
	calls := storing(t, host)
	for _, payload := range causes {
		host.err = &hosterrors.TypesError{Payload: payload}
		_, err := calls.Get(ctx, "k")
		var failed *hosterrors.TypesError
		equal(t, errors.As(err, &failed), true)
		equal(t, failed.Payload, payload)
		_, err = calls.Nested(ctx, 1)
		equal(t, errors.As(err, &failed), true)
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
	for _, number := range []any{uint32(7), 7} { // any integer that is in range
		host.err = &outwit.WitError{Payload: number}
		_, err = calls.Numbered(ctx, 1)
		payload(uint32(7), err)
	}
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
	equal(t, ok(calls.Get(ctx, "k"))(t), "k")

	d := storingByName(t, map[string]any{"get": func(_ context.Context, key string) (string, error) {
		return "", &outwit.WitError{Payload: wit.Variant{Case: "not-found", Value: key}}
	}})
	_, err = d.instance.Call(ctx, d.iface, "get", "k")
	payload(wit.Variant{Case: "not-found", Value: "k"}, err)
}

// An error that wraps one of the function's stands for it.
func TestHostErrorsDerivedErrors(t *testing.T) {
	host := &store{}
	calls := storing(t, host)
	for _, payload := range causes {
		host.err = fmt.Errorf("wrapped: %w", &hosterrors.TypesError{Payload: payload})
		_, err := calls.Get(ctx, "k")
		var failed *hosterrors.TypesError
		equal(t, errors.As(err, &failed), true)
		equal(t, failed.Payload, payload)
		equal(t, errors.Is(err, host.err), false) // the component has given it back
	}
}

// recovering is a host that fails for some keys.
type recovering struct {
	store
	outcomes map[string]hosterrors.Error
}

func (r *recovering) Get(_ context.Context, key string) (string, error) {
	if payload := r.outcomes[key]; payload != nil {
		return "", &hosterrors.TypesError{Payload: payload}
	}
	return strings.ToUpper(key), nil
}

func TestHostErrorsTheComponentMayStandErrors(t *testing.T) {
	host := &recovering{outcomes: map[string]hosterrors.Error{"a": causes[0], "b": causes[1], "c": causes[2], "d": causes[3]}}
	calls := typed(t, "host_errors", with(hosterrors.New, hosterrors.HostErrorsImports{Store: host})).Calls
	said := ok(calls.Recover(ctx, []string{"a", "x", "b", "c", "d"}))(t)
	equal(t, said, []string{"not-found", "X", "denied", "busy", "other"})
}

func TestHostErrorsResultsAsValues(t *testing.T) {
	calls := storing(t, &store{})
	equal(t, ok(calls.History(ctx))(t), []wit.Result[string, hosterrors.Error]{
		wit.Ok[string, hosterrors.Error]("a"), wit.Err[string, hosterrors.Error](hosterrors.ErrorBusy{Value: 3}),
	})
	equal(t, ok(calls.Nested(ctx, 0))(t), wit.Err[uint32]("inner"))
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

func TestHostErrorsOtherErrorsArriveAsTheyAre(t *testing.T) {
	cause := errors.New("mine")
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

	d := storingByName(t, map[string]any{"must": func(context.Context, string) (string, error) { return "", unfit }})
	_, err = d.instance.Call(ctx, d.iface, "must", "text")
	stopped(t, err, "must", unfit)
}

func TestHostErrorsAnErrorWhereTheFunctionHasNone(t *testing.T) {
	cause := &hosterrors.TypesError{Payload: hosterrors.ErrorDenied{}}
	_, err := storing(t, &store{err: cause}).Must(ctx, "text")
	stopped(t, err, "must", cause)
}

func TestHostErrorsCausesStay(t *testing.T) {
	cause := fmt.Errorf("reading: %w", &fs.PathError{Op: "open", Path: "p", Err: fs.ErrPermission})
	_, err := storing(t, &store{err: cause}).Must(ctx, "text")
	stopped(t, err, "must", cause)
	equal(t, errors.Is(err, fs.ErrPermission), true)
	var path *fs.PathError
	equal(t, errors.As(err, &path), true)
}

func TestHostErrorsTheRestOfTheComponentDoesNotRun(t *testing.T) {
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

// Two instances fail at once, the one inside of the other: each caller sees its own.
func TestHostErrorsErrorsBelongToTheirCall(t *testing.T) {
	inner, outer := errors.New("inner"), errors.New("outer")
	within := storing(t, &store{err: inner})
	err := storing(t, &store{note: func(ctx context.Context, text string) error {
		_, err := within.Must(ctx, text)
		stopped(t, err, "must", inner)
		return outer
	}}).Note(ctx, "text")
	stopped(t, err, "note", outer)
	equal(t, errors.Is(err, inner), false)
}

func TestHostErrorsFailedInstancesGo(t *testing.T) {
	left := make(chan bool, 10)
	for range 10 {
		host := hosterrors.HostErrorsImports{Store: &store{err: errors.New("mine")}}
		world := ok(hosterrors.New(ctx, component(t, "host_errors"), host))(t)
		_, err := world.Calls.Must(ctx, "text")
		equal(t, err != nil, true)
		runtime.AddCleanup(world.Instance(), func(int) { left <- true }, 0)
	}
	for i := 0; len(left) < 9; i++ {
		if i == 1000 {
			t.Fatalf("%d of 10 are gone", len(left))
		}
		runtime.GC()
		runtime.Gosched()
	}
}

// It is found before anything runs.
func TestHostErrorsAFunctionOfFewerParameters(t *testing.T) {
	host := map[string]any{"must": func(context.Context) (string, error) { return "no parameter", nil }}
	_, err := component(t, "host_errors").Instantiate(ctx, outwit.WithImports(map[string]any{"store": host}))
	missing(t, err, []string{
		"store.must must be a func(context.Context, string) (string, error), got func(context.Context) (string, error)",
	}, nil)
}

func TestHostErrorsAFreshInstanceBeginsAnew(t *testing.T) {
	calls := storing(t, &store{})
	for count := range uint32(3) {
		equal(t, ok(calls.Count(ctx))(t), count+1)
	}
	equal(t, ok(storing(t, &store{}).Count(ctx))(t), uint32(1))
}

func TestHostErrorsWrongPayloads(t *testing.T) {
	_, err := storing(t, &store{err: &hosterrors.TypesError{Payload: hosterrors.ErrorNotFound{Value: "\xff"}}}).Get(ctx, "k")
	gave(t, err, "fixtures:host-errors/store.get", "err.not-found", "not UTF-8")
	_, err = storing(t, &store{err: &hosterrors.TypesError{}}).Get(ctx, "k")
	gave(t, err, "fixtures:host-errors/store.get", "err", "expected a Error, got nil")

	d := storingByName(t, map[string]any{"numbered": func(context.Context, uint32) (string, error) {
		return "", &outwit.WitError{Payload: "x"}
	}})
	_, err = d.instance.Call(ctx, d.iface, "numbered", 1)
	gave(t, err, "fixtures:host-errors/store.numbered", "err", "expected an integer (u32), got string")
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

// Panics are no errors.
func TestHostErrorsWhatIsNoErrorGoesOn(t *testing.T) {
	type mine struct{ text string }
	cause := errors.New("as it was")
	for _, value := range []any{"text", 3, &mine{"x"}, cause} {
		calls := storing(t, &store{note: func(context.Context, string) error { panic(value) }})
		panics(t, value, func() { _ = calls.Note(ctx, "a") })
		_, err := calls.Count(ctx)
		equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	}
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

// Where a panic was can be told.
func TestHostErrorsTheStackShowsTheHostFunction(t *testing.T) {
	world := typed(t, "host_errors", with(hosterrors.New, hosterrors.HostErrorsImports{Store: &store{note: explode}}))
	equal(t, world.Instance().PanicStack(), []byte(nil))
	panics(t, "exploded", func() { _ = world.Calls.Note(ctx, "a") })
	equal(t, strings.Contains(string(world.Instance().PanicStack()), "tests.explode("), true)
}

func explode(context.Context, string) error { panic("exploded") }

// A host function that ends its goroutine, as t.FailNow does, leaves everybody else running.
func TestHostErrorsTheEndOfAGoroutine(t *testing.T) {
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

package tests

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	hosterrors "fixtures/host_errors/golden/go"

	"outwit"
)

// What other languages need promises for, Go's host functions just do: they wait.

// late gives a value from another goroutine.
func late[T any](value T) T {
	given := make(chan T)
	go func() { given <- value }()
	return <-given
}

// waits is a host whose functions wait for other goroutines.
type waits struct {
	echo
	work func(ctx context.Context, a, b uint32) (uint32, error)
}

func (w *waits) EchoString(_ context.Context, v string) (string, error)      { return late(v), nil }
func (w *waits) EchoBytes(_ context.Context, v []byte) ([]byte, error)       { return late(v), nil }
func (w *waits) EchoStrings(_ context.Context, v []string) ([]string, error) { return late(v), nil }
func (w *waits) EchoChar(context.Context, rune) (rune, error)                { return late(rune(0xd800)), nil }

func (w *waits) Add(ctx context.Context, a, b uint32) (uint32, error) {
	if w.work == nil {
		return late(a + b), nil
	}
	return w.work(ctx, a, b)
}

func TestAsyncImportsValues(t *testing.T) {
	calls := calling(t, &waits{})
	same(t, calls.EchoString, "héllo")
	same(t, calls.EchoBytes, pattern(100_000))
	list := make([]string, 200)
	for i := range list {
		list[i] = strings.Repeat("x", 5000+i)
	}
	same(t, calls.EchoStrings, list)
	equal(t, ok(calls.CallMany(ctx, 100))(t), uint32(100))

	d := callingByName(t, map[string]any{
		"echo-string": func(_ context.Context, v string) (string, error) { return late(v), nil },
	})
	d.same("echo-string", "héllo")
}

// They run on the goroutine of the call.
func TestAsyncImportsFunctionsThatDoNotWait(t *testing.T) {
	cause := errors.New("on its stack")
	calls := calling(t, &waits{work: func(context.Context, uint32, uint32) (uint32, error) { panic(cause) }})
	panics(t, cause, func() { _, _ = calls.CallMany(ctx, 1) })
	equal(t, ok(calling(t, echo{}).CallMany(ctx, 1000))(t), uint32(1000))
}

func TestAsyncImportsOtherThingsToWaitFor(t *testing.T) {
	var group sync.WaitGroup
	ended, end := context.WithCancel(ctx)
	for _, wait := range []func(){
		func() { group.Go(func() {}); group.Wait() },
		func() { end(); <-ended.Done() },
		func() { <-time.After(0) },
	} {
		calls := calling(t, &waits{work: func(_ context.Context, a, b uint32) (uint32, error) {
			wait()
			return a + b, nil
		}})
		equal(t, ok(calls.CallMany(ctx, 3))(t), uint32(3))
	}
}

// Every call may wait: there are no others in Go.
func TestAsyncImportsASynchronousCall(t *testing.T) {
	helper := calling(t, echo{})
	calls := calling(t, &waits{work: func(ctx context.Context, a, b uint32) (answer uint32, err error) {
		var group sync.WaitGroup
		group.Go(func() { answer, err = helper.CallMany(ctx, a+b) })
		group.Wait()
		return answer, err
	}})
	equal(t, ok(calls.CallMany(ctx, 50))(t), uint32(50))
}

func TestAsyncImportsASynchronousCallInsideOfAnother(t *testing.T) {
	inner := calling(t, &waits{})
	outer := calling(t, &waits{work: func(ctx context.Context, a, b uint32) (uint32, error) {
		return inner.CallMany(ctx, a+b)
	}})
	equal(t, ok(outer.CallMany(ctx, 10))(t), uint32(10))
}

// storeThatWaits fails after it has waited.
type storeThatWaits struct{ store }

func (s *storeThatWaits) Get(_ context.Context, key string) (string, error) {
	return "", late[error](&hosterrors.TypesError{Payload: hosterrors.ErrorNotFound{Value: key}})
}

func (s *storeThatWaits) Must(context.Context, string) (string, error) { return "", late(s.err) }

func TestAsyncImportsErrorsOfResults(t *testing.T) {
	host := hosterrors.HostErrorsImports{Store: &storeThatWaits{}}
	calls := typed(t, "host_errors", with(hosterrors.New, host)).Calls
	var failed *hosterrors.TypesError
	_, err := calls.Get(ctx, "k")
	equal(t, errors.As(err, &failed) && failed.Payload == hosterrors.ErrorNotFound{Value: "k"}, true)
	equal(t, ok(calls.Recover(ctx, []string{"a", "b"}))(t), []string{"not-found", "not-found"})
}

func TestAsyncImportsErrorsArriveAsTheyAre(t *testing.T) {
	cause := errors.New("mine")
	host := hosterrors.HostErrorsImports{Store: &storeThatWaits{store{err: cause}}}
	calls := typed(t, "host_errors", with(hosterrors.New, host)).Calls
	_, err := calls.Must(ctx, "text")
	stopped(t, err, "must", cause)
	_, err = calls.Must(ctx, "text")
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestAsyncImportsWrongValues(t *testing.T) {
	_, err := calling(t, &waits{}).EchoChar(ctx, 'a')
	gave(t, err, "fixtures:imports/host.echo-char", "", "0xd800")
}

type key struct{}

// A host function gets its caller's context: its values, its deadline, its end.
func TestAsyncImportsTheContextOfTheCaller(t *testing.T) {
	caller, cancel := context.WithTimeout(context.WithValue(ctx, key{}, "value"), time.Hour)
	defer cancel()
	calls := calling(t, &waits{work: func(ctx context.Context, a, b uint32) (uint32, error) {
		equal(t, late(ctx.Value(key{})), any("value"))
		deadline, limited := ctx.Deadline()
		want, _ := caller.Deadline()
		equal(t, limited && deadline.Equal(want), true)
		equal(t, ctx.Err(), nil)
		cancel()
		<-ctx.Done()
		return 0, ctx.Err()
	}})
	_, err := calls.CallMany(caller, 1)
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, context.Canceled), true)
}

// Host functions of many instances wait at once, for one another.
func TestAsyncImportsSeveralAtOnce(t *testing.T) {
	const many = 16
	var meeting sync.WaitGroup
	meeting.Add(many)
	together(many, func(int) {
		calls := calling(t, &waits{work: func(_ context.Context, a, b uint32) (uint32, error) {
			meeting.Done()
			meeting.Wait()
			return a + b, nil
		}})
		if sum, err := calls.CallMany(ctx, 1); err != nil || sum != 1 {
			t.Errorf("got %d, %v", sum, err)
		}
	})
}

func TestAsyncImportsManyWaitForFiles(t *testing.T) {
	file := filepath.Join("..", "..", "..", "target", "components", "imports.wasm")
	info := ok(os.Stat(file))(t)
	together(10, func(int) {
		calls := calling(t, asking{answer: func(context.Context) (uint32, error) {
			data, err := os.ReadFile(file)
			return uint32(len(data)), err
		}})
		if length, err := calls.Answer(ctx); err != nil || int64(length) != info.Size() {
			t.Errorf("got %d, %v", length, err)
		}
	})
}

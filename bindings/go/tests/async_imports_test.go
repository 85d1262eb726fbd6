package tests

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	imports "fixtures/imports/golden/go"

	"outwit"
)

// What other languages need promises for, Go's host functions just do: they wait.

type key struct{}

// A host function gets its caller's context: its values, its deadline, its end.
func TestAsyncImportsGetTheContext(t *testing.T) {
	caller, cancel := context.WithTimeout(context.WithValue(ctx, key{}, "value"), time.Hour)
	defer cancel()
	world := walking(t, &peer{visit: func(ctx context.Context, text string) (string, error) {
		equal(t, ctx.Value(key{}), "value")
		deadline, limited := ctx.Deadline()
		want, _ := caller.Deadline()
		equal(t, limited && deadline.Equal(want), true)
		equal(t, ctx.Err(), nil)
		cancel()
		<-ctx.Done()
		return text, ctx.Err()
	}})
	_, err := world.Walker.Tell(caller, "x")
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, context.Canceled), true)
}

// The end of a context stops a guest that calls the host again and again, and one that goes on
// after the host function that saw it.
func TestAsyncImportsAndDeadlines(t *testing.T) {
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := calls.CallForever(short)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)

	calls = typed(t, "imports", with(imports.New, given(echo{}))).Calls
	stopped, cancel := context.WithCancel(ctx)
	go cancel()
	equal(t, errors.Is(calls.CallForever(stopped), outwit.ErrCancelled), true)

	ending := &endless{}
	calls = typed(t, "imports", with(imports.New, given(ending))).Calls
	ending.stopped, ending.cancel = context.WithCancel(ctx)
	err = calls.CallForever(ending.stopped)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
}

// endless cancels its caller at the first call and pays no heed to it.
type endless struct {
	echo
	stopped context.Context
	cancel  context.CancelFunc
}

func (e *endless) Add(ctx context.Context, _, _ uint32) (uint32, error) {
	e.cancel()
	<-ctx.Done()
	return 0, nil
}

// A host function waits for other goroutines, which use other instances; its own one waits for it.
func TestAsyncImportsThatWait(t *testing.T) {
	helper := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	waiting := &waits{work: func(ctx context.Context, a, b uint32) (uint32, error) {
		var answer uint32
		var err error
		done := make(chan bool)
		go func() {
			answer, err = helper.CallMany(ctx, a+b)
			done <- true
		}()
		<-done
		return answer, err
	}}
	calls := typed(t, "imports", with(imports.New, given(waiting))).Calls
	equal(t, ok(calls.CallMany(ctx, 50))(t), uint32(50))
}

// Host functions of many instances wait at once, for one another.
func TestAsyncImportsThatMeet(t *testing.T) {
	const many = 16
	var meeting sync.WaitGroup
	meeting.Add(many)
	together(many, func(int) {
		calls := typed(t, "imports", with(imports.New, given(&waits{work: func(_ context.Context, a, b uint32) (uint32, error) {
			meeting.Done()
			meeting.Wait()
			return a + b, nil
		}}))).Calls
		if sum, err := calls.CallMany(ctx, 1); err != nil || sum != 1 {
			t.Errorf("got %d, %v", sum, err)
		}
	})
}

// A goroutine that waits for the instance stops waiting when its own context ends, however long the
// host function takes.
func TestAsyncImportsAndThoseThatWait(t *testing.T) {
	begun, end := make(chan bool), make(chan bool)
	calls := typed(t, "imports", with(imports.New, given(&waits{work: func(context.Context, uint32, uint32) (uint32, error) {
		begun <- true
		<-end
		return 1, nil
	}}))).Calls
	finished := make(chan error)
	go func() {
		_, err := calls.CallMany(ctx, 1)
		finished <- err
	}()
	<-begun
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err := calls.Answer(short)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	end <- true
	equal(t, <-finished, nil)
	equal(t, ok(calls.Answer(ctx))(t), uint32(42))
}

// waits is a host whose add does what a test wants.
type waits struct {
	echo
	work func(ctx context.Context, a, b uint32) (uint32, error)
}

func (w *waits) Add(ctx context.Context, a, b uint32) (uint32, error) { return w.work(ctx, a, b) }

package tests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	imports "fixtures/imports/golden/go"

	"outwit"
)

// patient is a host that waits until its caller is stopped, and then says so.
func patient(t *testing.T) (calls *imports.Calls, waiting <-chan bool) {
	t.Helper()
	begun := make(chan bool, 1)
	host := &waits{work: func(ctx context.Context, _, _ uint32) (uint32, error) {
		begun <- true
		<-ctx.Done()
		return 0, ctx.Err()
	}}
	return typed(t, "imports", with(imports.New, given(host))).Calls, begun
}

func TestAsyncStoppingCancelling(t *testing.T) {
	calls, waiting := patient(t)
	stopped, cancel := context.WithCancel(ctx)
	finished := make(chan error)
	go func() {
		_, err := calls.CallMany(stopped, 1)
		finished <- err
	}()
	<-waiting
	cancel()
	err := <-finished
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, context.Canceled), true)
	_, err = calls.Answer(ctx)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)

	// A guest that calls the host again and again.
	calls = typed(t, "imports", with(imports.New, given(echo{}))).Calls
	stopped, cancel = context.WithCancel(ctx)
	go cancel()
	equal(t, errors.Is(calls.CallForever(stopped), outwit.ErrCancelled), true)
}

func TestAsyncStoppingATimeout(t *testing.T) {
	calls, _ := patient(t)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	_, err := calls.CallMany(short, 1)
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	_, err = calls.Answer(ctx)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestAsyncStoppingTheDeadline(t *testing.T) {
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	short, cancel := context.WithDeadline(ctx, time.Now().Add(20*time.Millisecond))
	defer cancel()
	err := calls.CallForever(short)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
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

// The guest that goes on after the host function that saw the end is stopped.
func TestAsyncStoppingAHostFunctionThatStopsItsCaller(t *testing.T) {
	ending := &endless{}
	calls := typed(t, "imports", with(imports.New, given(ending))).Calls
	ending.stopped, ending.cancel = context.WithCancel(ctx)
	err := calls.CallForever(ending.stopped)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
}

// A goroutine that waits for the instance stops waiting when its own context ends, however long the
// host function takes.
func TestAsyncStoppingThoseThatWaitStopWaiting(t *testing.T) {
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

// asked runs a component that asks a host of these functions, in a program of its own.
func asked(work func(ctx context.Context, a, b uint32) (uint32, error)) {
	component, err := outwit.Load(file("imports"))
	if err == nil {
		var world *imports.Imports
		if world, err = imports.New(ctx, component, given(&waits{work: work})); err == nil {
			_, err = world.Calls.CallMany(ctx, 1)
		}
	}
	fmt.Println(err)
}

func init() {
	programs["ends-meanwhile"] = func() {
		waiting := make(chan bool)
		go asked(func(context.Context, uint32, uint32) (uint32, error) {
			waiting <- true
			select {}
		})
		<-waiting
	}
	programs["exits-meanwhile"] = func() {
		waiting := make(chan bool)
		go asked(func(context.Context, uint32, uint32) (uint32, error) {
			waiting <- true
			select {}
		})
		<-waiting
		os.Exit(3)
	}
	programs["exits-within"] = func() {
		asked(func(context.Context, uint32, uint32) (uint32, error) {
			os.Exit(3)
			return 0, nil
		})
	}
}

func TestAsyncStoppingAProgramThatEndsMeanwhile(t *testing.T) {
	status, output := program(t, "ends-meanwhile")
	equal(t, output, "")
	equal(t, status, 0)
	status, output = program(t, "exits-meanwhile")
	equal(t, output, "")
	equal(t, status, 3)
}

func TestAsyncStoppingAProgramThatExitsWithinAHostFunction(t *testing.T) {
	status, output := program(t, "exits-within")
	equal(t, output, "")
	equal(t, status, 3)
}

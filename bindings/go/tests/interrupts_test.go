package tests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"

	faults "fixtures/errors/golden/go"

	"outwit"
)

// kill sends this process a signal.
func kill(t *testing.T, number syscall.Signal) {
	t.Helper()
	equal(t, syscall.Kill(os.Getpid(), number), nil)
}

// spinning calls a function that never ends, and says how it ended.
func spinning(ctx context.Context, f *faults.Faults) <-chan error {
	finished := make(chan error, 1)
	go func() { finished <- f.Spin(ctx) }()
	return finished
}

func init() {
	programs["spins"] = func() {
		world, err := faults.Load(ctx, file("errors"))
		if err == nil {
			fmt.Println("spins")
			err = world.Faults.Spin(ctx)
		}
		fmt.Println(err)
	}
}

func TestInterruptsCtrlC(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	time.AfterFunc(20*time.Millisecond, func() { kill(t, syscall.SIGINT) })
	err := world.Faults.Spin(stopped)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	poisoned(t, world)

	// Without a handler it ends the program.
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), programKey+"=spins")
	output := ok(command.StdoutPipe())(t)
	equal(t, command.Start(), nil)
	_, _ = ok(output.Read(make([]byte, 10)))(t), command.Process.Signal(os.Interrupt)
	_ = command.Wait()
	status := command.ProcessState.Sys().(syscall.WaitStatus)
	equal(t, status.Signaled() && status.Signal() == syscall.SIGINT, true)
}

// brokenContext panics when the library asks whether it has ended.
type brokenContext struct{ context.Context }

func (brokenContext) Done() <-chan struct{} { panic("broken") }

func TestInterruptsTheReasonArrivesAsItIs(t *testing.T) {
	world := typed(t, "errors", faults.New)
	panics(t, "broken", func() { _, _ = world.Faults.Fine(brokenContext{ctx}, 1) })
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))

	cause := errors.New("mine")
	stopped, cancel := context.WithCancelCause(ctx)
	finished := spinning(stopped, world.Faults)
	cancel(cause)
	err := <-finished
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
	equal(t, context.Cause(stopped), cause)
}

func TestInterruptsAHandlerThatGoesOn(t *testing.T) {
	world := typed(t, "errors", faults.New)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	defer signal.Stop(signals)
	time.AfterFunc(20*time.Millisecond, func() { kill(t, syscall.SIGUSR1) })
	equal(t, ok(world.Faults.Count(ctx, 500_000_000))(t), uint64(500_000_000))
	equal(t, <-signals, os.Signal(syscall.SIGUSR1))
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
}

// A handler is a goroutine like any other: its call waits for its turn.
func TestInterruptsAHandlerThatCallsTheInstance(t *testing.T) {
	world := typed(t, "errors", faults.New)
	signals, handled := make(chan os.Signal, 1), make(chan error)
	signal.Notify(signals, syscall.SIGUSR1)
	defer signal.Stop(signals)
	go func() {
		<-signals
		_, err := world.Faults.Fine(ctx, 7)
		handled <- err
	}()
	time.AfterFunc(20*time.Millisecond, func() { kill(t, syscall.SIGUSR1) })
	equal(t, ok(world.Faults.Count(ctx, 500_000_000))(t), uint64(500_000_000))
	equal(t, <-handled, nil)
}

func TestInterruptsCtrlCWhileTheProgramWaits(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	finished := spinning(stopped, world.Faults)
	kill(t, syscall.SIGINT)
	<-stopped.Done()
	equal(t, errors.Is(<-finished, outwit.ErrCancelled), true)
}

func TestInterruptsOtherCallsAreNotDisturbed(t *testing.T) {
	world, other := typed(t, "errors", faults.New), typed(t, "errors", faults.New)
	stopped, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	counted := make(chan error)
	go func() {
		long, cancel := context.WithCancel(ctx)
		defer cancel()
		_, err := other.Faults.Count(long, 100_000_000)
		counted <- err
	}()
	finished := spinning(stopped, world.Faults)
	kill(t, syscall.SIGINT)
	equal(t, errors.Is(<-finished, outwit.ErrCancelled), true)
	equal(t, <-counted, nil)
	equal(t, ok(other.Faults.Fine(ctx, 1))(t), uint32(1))
}

// Whichever of the two calls came first, the wait ends.
func TestInterruptsStoppingToWaitForATurn(t *testing.T) {
	world := typed(t, "errors", faults.New)
	running, stop := context.WithCancel(ctx)
	finished := spinning(running, world.Faults)
	waiting, give := context.WithCancel(ctx)
	waited := make(chan error)
	go func() {
		_, err := world.Faults.Fine(waiting, 1)
		waited <- err
	}()
	give()
	if err := <-waited; err != nil && !errors.Is(err, outwit.ErrCancelled) {
		t.Error(err)
	}
	stop()
	equal(t, errors.Is(<-finished, outwit.ErrCancelled), true)
}

// A context that ends before the call begins leaves the instance as it was.
func TestInterruptsBeforeTheCall(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err := world.Faults.Fine(stopped, 1)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
	late, cancel := context.WithDeadline(ctx, time.Unix(0, 0))
	defer cancel()
	_, err = world.Faults.Fine(late, 1)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
	_, err = component(t, "errors").Instantiate(stopped)
	equal(t, errors.Is(err, context.Canceled), true)
}

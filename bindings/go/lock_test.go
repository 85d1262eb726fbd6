package outwit

import (
	"context"
	"errors"
	"sync"
	"testing"
)

func TestLockLetsOneIn(t *testing.T) {
	l := newLock()
	inside, total := 0, 0
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 1000 {
				if err := l.acquire(context.Background()); err != nil {
					t.Error(err)
				}
				inside++
				if inside != 1 {
					t.Error("two are inside")
				}
				total++
				inside--
				l.release()
			}
		})
	}
	group.Wait()
	if total != 8000 || l.users.Load() != 0 || len(l.next) != 0 {
		t.Error(total, l.users.Load(), len(l.next))
	}
}

func TestLockWithdraws(t *testing.T) {
	l := newLock()
	l.own()
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if err := l.acquire(stopped); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	l.release()
	if l.users.Load() != 0 {
		t.Error(l.users.Load())
	}
	if err := l.acquire(context.Background()); err != nil {
		t.Error(err)
	}
	l.release()
}

// Those that stop waiting and those that let go meet in every order.
func TestLockWithdrawsAnyTime(t *testing.T) {
	l := newLock()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 500 {
				stopped, cancel := context.WithCancel(context.Background())
				go cancel()
				if l.acquire(stopped) == nil {
					l.release()
				}
				l.own()
				l.release()
			}
		})
	}
	group.Wait()
	if l.users.Load() != 0 || len(l.next) != 0 {
		t.Error(l.users.Load(), len(l.next))
	}
}

package outwit

import (
	"context"
	"sync/atomic"
)

// lock lets one goroutine into an instance at a time. A goroutine that waits holds no thread, and
// stops waiting when its context ends.
type lock struct {
	users atomic.Int64  // the owner and those that wait
	next  chan struct{} // passes ownership to one of those that wait; holds one
}

func newLock() lock {
	return lock{next: make(chan struct{}, 1)}
}

// try is acquire without the wait.
func (l *lock) try() bool {
	return l.users.CompareAndSwap(0, 1)
}

func (l *lock) acquire(ctx context.Context) error {
	if l.users.Add(1) == 1 {
		return nil
	}
	select {
	case <-l.next:
		return nil
	case <-ctx.Done():
		l.withdraw()
		return ctx.Err()
	}
}

func (l *lock) release() {
	if l.users.Add(-1) > 0 {
		l.next <- struct{}{}
	}
}

// withdraw takes back the wish to own the lock. Whoever is the last one counted is, or is about
// to be, the owner, and must let go as an owner does.
func (l *lock) withdraw() {
	for {
		users := l.users.Load()
		if users == 1 {
			<-l.next
			l.release()
			return
		}
		if l.users.CompareAndSwap(users, users-1) {
			return
		}
	}
}

// own is acquire without an end to the wait.
func (l *lock) own() {
	if l.users.Add(1) > 1 {
		<-l.next
	}
}

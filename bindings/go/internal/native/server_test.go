package native

import (
	"sync"
	"testing"
)

// Servers keep their places while others come and go.
func TestServerIsFound(t *testing.T) {
	made := map[uint64]*Server{}
	for range 1000 {
		s := NewServer(nil)
		if made[s.Number()] != nil {
			t.Fatal("a number was given twice")
		}
		made[s.Number()] = s
		s.Open()
	}
	for number, s := range made {
		if slot(number).Load() != s {
			t.Fatalf("number %d is another one's", number)
		}
		s.Shut()
		if slot(number).Load() != nil {
			t.Fatalf("number %d is still open", number)
		}
	}
	before := servers.count
	for number := range made {
		Forget(number)
	}
	for range 1000 {
		delete(made, NewServer(nil).Number())
	}
	if len(made) != 0 || servers.count != before {
		t.Error("numbers are not used again")
	}
}

func TestServerOfManyGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 1000 {
				s := NewServer(nil)
				s.Open()
				if slot(s.Number()).Load() != s {
					t.Error("another one's")
				}
				s.Shut()
				Forget(s.Number())
			}
		})
	}
	group.Wait()
}

package outwit

import (
	"errors"
	"testing"
)

// closing is an object that counts how often it is closed.
type closing struct {
	closed int
	err    error
}

func (c *closing) Close() error {
	c.closed++
	return c.err
}

func TestObjectsAreFound(t *testing.T) {
	o := &objects{}
	a, b := &closing{}, &closing{}
	one, two, again := o.put(a, true), o.put(b, true), o.put(a, true)
	if o.get(one) != any(a) || o.get(two) != any(b) || o.get(again) != any(a) || o.count() != 3 {
		t.Error("objects are not found")
	}
	if o.take(two) != any(b) || o.take(two) != nil || o.get(two) != nil || o.count() != 2 {
		t.Error("an object is not taken once")
	}
	if o.put(b, true) != two {
		t.Error("a number is not used again")
	}
	if o.get(99) != nil || o.take(99) != nil {
		t.Error("there is something where nothing was put")
	}
	if err := o.close(); err != nil || a.closed != 2 || b.closed != 1 || o.count() != 0 {
		t.Error(err, a.closed, b.closed, o.count())
	}
	if err := o.close(); err != nil || a.closed != 2 {
		t.Error(err, a.closed)
	}
}

// What is lent, or on its way, is not the guest's to lose.
func TestObjectsThatAreNotOwned(t *testing.T) {
	o := &objects{}
	lent, owned := &closing{}, &closing{}
	number := o.put(lent, false)
	way := o.put(owned, false)
	o.own(way)
	if err := o.close(); err != nil || lent.closed != 0 || owned.closed != 1 || o.count() != 1 {
		t.Error(err, lent.closed, owned.closed, o.count())
	}
	if o.take(number) != any(lent) || o.count() != 0 {
		t.Error("what was lent is gone")
	}
}

func TestObjectsThatFailToClose(t *testing.T) {
	o := &objects{}
	failures := []error{errors.New("a"), errors.New("b")}
	for _, err := range failures {
		o.put(&closing{err: err}, true)
	}
	o.put("no closer", true)
	err := o.close()
	if !errors.Is(err, failures[0]) || !errors.Is(err, failures[1]) {
		t.Error(err)
	}
}

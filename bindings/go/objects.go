package outwit

import (
	"io"
	"sync"
)

// objects are what this program has given to the guest of one instance, as the resources that the
// host implements: each under a number, which is what the guest holds.
type objects struct {
	mutex sync.Mutex
	slots []slot
	free  []uint32
}

// slot holds an object. One that the guest does not own is only lent to it, or on its way.
type slot struct {
	object any // nil in a free slot
	owned  bool
}

// put gives an object a number. The same object has as many numbers as it was given away.
func (o *objects) put(object any, owned bool) uint32 {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if last := len(o.free) - 1; last >= 0 {
		number := o.free[last]
		o.free = o.free[:last]
		o.slots[number] = slot{object, owned}
		return number
	}
	o.slots = append(o.slots, slot{object, owned})
	return uint32(len(o.slots) - 1)
}

// get gives the object of a number, or nil.
func (o *objects) get(number uint32) any {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if int(number) >= len(o.slots) {
		return nil
	}
	return o.slots[number].object
}

// own makes the guest the owner of what is on its way.
func (o *objects) own(number uint32) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.slots[number].owned = true
}

// take gives the object of a number and forgets it.
func (o *objects) take(number uint32) any {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if int(number) >= len(o.slots) {
		return nil
	}
	return o.release(number)
}

func (o *objects) release(number uint32) any {
	object := o.slots[number].object
	if object != nil {
		o.slots[number] = slot{}
		o.free = append(o.free, number)
	}
	return object
}

// takeOwned takes all objects that the guest owns.
func (o *objects) takeOwned() (owned []any) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	for number, slot := range o.slots {
		if slot.owned {
			owned = append(owned, o.release(uint32(number)))
		}
	}
	return owned
}

// count says how many objects the guest holds.
func (o *objects) count() int {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return len(o.slots) - len(o.free)
}

// close closes all that the guest still owns, once it runs no more.
func (o *objects) close() (err error) {
	for _, object := range o.takeOwned() {
		defer func() { err = and(err, closeObject(object)) }() // one that panics stops no other
	}
	return nil
}

// closeObject tells an object that the guest holds it no longer.
func closeObject(object any) error {
	if closer, closes := object.(io.Closer); closes {
		return closer.Close()
	}
	return nil
}

package outwit

import "math"

// handles are the resources in what an encoder has written: what becomes of them depends on how
// the call ends.
type handles struct {
	owned    []*Resource // the guest's own, given back to it
	lent     []*Resource // the guest's own, kept alive for the call
	given    []uint32    // objects of the host's that the guest is to own
	borrowed []uint32    // objects of the host's that are lent for the call
}

// Own writes a resource that the guest is to own from now on.
func (e *Encoder) Own(r *Resource) {
	if e.handle(r) {
		e.handles.owned = append(e.handles.owned, r)
	}
}

// Borrow writes a resource that is lent for the call.
func (e *Encoder) Borrow(r *Resource) {
	if e.handle(r) {
		e.handles.lent = append(e.handles.lent, r)
	}
}

func (e *Encoder) handle(r *Resource) bool {
	if problem := r.problem(e.instance); problem != "" {
		e.fail(problem, true)
		e.U64(math.MaxUint64)
		return false
	}
	e.U64(r.handle.Load() - 1)
	return true
}

// HostOwn writes an object of this program that the guest is to own from now on.
func (e *Encoder) HostOwn(resource string, object any) {
	if number, put := e.put(resource, object, e.answers); put {
		e.handles.given = append(e.handles.given, number)
	}
}

// HostBorrow writes an object of this program that is lent for the call.
func (e *Encoder) HostBorrow(resource string, object any) {
	if number, put := e.put(resource, object, false); put {
		e.handles.borrowed = append(e.handles.borrowed, number)
	}
}

func (e *Encoder) put(resource string, object any, owned bool) (number uint32, put bool) {
	if object == nil {
		e.fail("expected a "+resource+", got nil", true)
	} else if e.instance.host == nil {
		e.fail("the instance was made without imports", true)
	} else {
		number = e.instance.host.objects.put(object, owned)
		e.U64(uint64(number))
		return number, true
	}
	e.U64(math.MaxUint64)
	return 0, false
}

// lowered is called when the guest was given what was written: it owns what it was to own.
func (h *handles) lowered(i *Instance) {
	for _, resource := range h.owned {
		resource.disown()
	}
	for _, number := range h.given {
		i.host.objects.own(number)
	}
	h.given = h.given[:0]
}

// end takes out what the guest does not own.
func (h *handles) end(i *Instance) {
	if len(h.given)+len(h.borrowed) == 0 {
		return
	}
	for _, number := range h.given {
		i.host.objects.take(number)
	}
	for _, number := range h.borrowed {
		i.host.objects.take(number)
	}
	h.given, h.borrowed = h.given[:0], h.borrowed[:0]
}

// reset forgets what was written: it has arrived, or was taken out.
func (h *handles) reset() {
	h.given, h.borrowed = h.given[:0], h.borrowed[:0]
	if len(h.owned)+len(h.lent) > 0 {
		clear(h.owned)
		clear(h.lent)
		h.owned, h.lent = h.owned[:0], h.lent[:0]
	}
}

// Own reads a resource, of which r becomes the owner.
func (d *Decoder) Own(r *Resource) {
	handle := d.U64()
	if handle >= handleLimit {
		d.fail("a handle is too large")
	}
	if d.mistake == "" {
		r.own(d.instance, handle)
	}
}

// DecodeHostOwn reads an object of this program that the guest gives back for good.
func DecodeHostOwn[T any](d *Decoder) T {
	return hostObject[T](d, (*objects).take)
}

// DecodeHostBorrow reads an object of this program that the guest owns and lends.
func DecodeHostBorrow[T any](d *Decoder) T {
	return hostObject[T](d, (*objects).get)
}

func hostObject[T any](d *Decoder, find func(*objects, uint32) any) (object T) {
	number := d.U64()
	if number > math.MaxUint32 || d.instance.host == nil {
		d.fail("a resource has no such number")
	}
	if d.mistake != "" {
		return object
	}
	object, known := find(d.instance.host.objects, uint32(number)).(T)
	if !known {
		d.fail("a resource is not one of this program's, or of another type")
	}
	return object
}

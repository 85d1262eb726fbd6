package player

import (
	"context"
	"fmt"
	"io"
	"reflect"
)

// hostObject is a resource that the host implements: its methods by their names in WIT, and under
// "" who it is.
type hostObject map[string]any

type identity struct {
	player *player
	number int
}

// Close is called once, when the guest drops it.
func (o hostObject) Close() error {
	self := o[""].(identity)
	return self.player.dropped(self.number)
}

// object makes an object for a number, with the methods of all resources: the script says which is
// meant.
func (p *player) object(number int) hostObject {
	object := hostObject{"": identity{p, number}}
	for _, method := range p.methods {
		object[method] = func(_ context.Context, args ...any) (any, error) {
			if len(p.expected) == 0 || p.expected[0].Call == nil {
				return nil, fmt.Errorf("the guest calls %s of %d and should not", method, number)
			}
			call := p.expected[0].Call
			_, wanted, _ := methodOf(call.Name)
			if wanted != method || read[int](&call.Args[0]) != number {
				return nil, fmt.Errorf("the guest calls %s of %d, expected %s", method, number, call.Name)
			}
			p.expected = p.expected[1:]
			return p.answer(call, call.Args[1:], args)
		}
	}
	return object
}

// resource is the object that is given away.
func (p *player) resource(number int, owned bool) any {
	object, _ := p.held(number, owned, func() (any, error) { return p.object(number), nil })
	return object
}

// resourceOf is the object of a Go type that is given away.
func (p *player) resourceOf(number int, owned bool, of reflect.Type) (any, error) {
	return p.held(number, owned, func() (any, error) { return p.typed.object(p, number, of) })
}

func (p *player) held(number int, owned bool, make func() (any, error)) (any, error) {
	if guest, is := p.guests[number]; is {
		return guest, nil
	}
	keep, other := p.lent, p.hosts
	if owned {
		keep, other = other, keep
	}
	if object, is := other[number]; is {
		return object, nil
	}
	if object, is := keep[number]; is {
		return object, nil
	}
	object, err := make()
	keep[number] = object
	return object, err
}

// arrived takes note of a resource that came, or checks it.
func (p *player) arrived(number int, value any, owned bool) error {
	known, is := p.hosts[number]
	if !is {
		known, is = p.lent[number]
	}
	if !is {
		guest, is := value.(io.Closer)
		if !is {
			return mismatch(fmt.Sprint("the resource ", number), value)
		}
		p.guests[number] = guest
		return nil
	}
	if !isSame(known, value) {
		return mismatch(fmt.Sprint("the host's resource ", number), value)
	}
	if owned {
		delete(p.hosts, number)
	}
	return nil
}

// isSame says whether two are the same object of the host's.
func isSame(a, b any) bool {
	own, is := a.(hostObject)
	if !is {
		return a == b
	}
	other, is := b.(hostObject)
	return is && own[""] == other[""]
}

// dropped takes note that the guest dropped the host's resource.
func (p *player) dropped(number int) error {
	delete(p.hosts, number)
	if p.over {
		return nil
	}
	if len(p.expected) == 0 || p.expected[0].Drop == nil || *p.expected[0].Drop != number {
		return fmt.Errorf("the guest drops %d and should not", number)
	}
	p.expected = p.expected[1:]
	return nil
}

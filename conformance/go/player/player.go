// Package player plays a script: it calls what the script calls, and answers as the script answers.
package player

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"outwit"
)

// player is one instance, and which object stands for which number.
type player struct {
	instance *outwit.Instance
	guests   map[int]io.Closer
	hosts    map[int]any
	// What the guest was only lent, and never owned.
	lent     map[int]any
	methods  []string // of all resources that the host implements
	expected []act
	// What an import failed with, because the script has it so.
	raised error
	over   bool
	// What is generated; nil where nothing is.
	typed *typed
}

func newPlayer() *player {
	return &player{guests: map[int]io.Closer{}, hosts: map[int]any{}, lent: map[int]any{}}
}

// openDynamic makes an instance that is used without generated code.
func openDynamic(ctx context.Context, script *Script) (*player, error) {
	p := newPlayer()
	component, err := outwit.Load(script.Component)
	if err != nil {
		return nil, err
	}
	imports, err := component.Imports()
	if err != nil {
		return nil, err
	}
	given := map[string]any{}
	for _, function := range imports {
		host := p.hostFunction(function.Interface, function.Name)
		if _, method, is := methodOf(function.Name); is {
			p.methods = append(p.methods, method)
		}
		if function.Interface == "" {
			given[function.Name] = host
			continue
		}
		members, known := given[function.Interface].(map[string]any)
		if !known {
			members = map[string]any{}
			given[function.Interface] = members
		}
		members[function.Name] = host
	}
	p.instance, err = component.Instantiate(ctx, outwit.WithImports(given))
	return p, err
}

func methodOf(name string) (resource, method string, is bool) {
	rest, is := strings.CutPrefix(name, "[method]")
	resource, method, _ = strings.Cut(rest, ".")
	return resource, method, is
}

// play goes through the script and closes the instance.
func (p *player) play(ctx context.Context, steps []step) error {
	for i := range steps {
		step := &steps[i]
		p.expected = step.Imports
		var err error
		if step.Live != nil {
			err = p.live(step.Live)
		} else if step.Drop != nil {
			err = p.guests[*step.Drop].Close()
			delete(p.guests, *step.Drop)
		} else {
			err = p.call(ctx, step.Call)
		}
		if err != nil {
			return err
		}
		if len(p.expected) > 0 {
			return fmt.Errorf("the guest never asked for %+v", p.expected[0])
		}
	}
	if held := p.instance.HostResources(); held != len(p.hosts) {
		return fmt.Errorf("%d host resources, expected %d", held, len(p.hosts))
	}
	p.over = true
	if err := p.instance.Close(); err != nil {
		return err
	}
	if p.instance.HostResources() != 0 || len(p.hosts) != 0 {
		return errors.New("resources of the host are left after the instance")
	}
	return nil
}

// live counts the resources that are not dropped.
func (p *player) live(wanted *live) error {
	if held := p.instance.HostResources(); wanted.Host != nil && held != *wanted.Host {
		return fmt.Errorf("%d host resources, expected %d", held, *wanted.Host)
	}
	if held := p.instance.GuestResources(); wanted.Guest != nil && held != *wanted.Guest {
		return fmt.Errorf("%d guest resources, expected %d", held, *wanted.Guest)
	}
	return nil
}

func (p *player) call(ctx context.Context, call *call) error {
	value, err := p.called(ctx, call)
	for i := range call.Args {
		for _, number := range call.Args[i].owned() {
			delete(p.guests, number)
		}
	}
	if call.Fails != "" {
		return p.failed(call.Fails, value, err)
	}
	fallible := call.Result != nil && call.Result.kind == "result"
	var failed *outwit.WitError
	if err != nil && (!fallible || !errors.As(err, &failed)) {
		return err
	}
	if !fallible {
		return p.came(call.Result, value)
	}
	outcome, payload := "ok", value
	if failed != nil {
		outcome, payload = "err", failed.Payload
	}
	if wanted := read[string](call.Result); outcome != wanted {
		return fmt.Errorf("%s: expected %s, got %s: %v", call.Name, wanted, outcome, payload)
	}
	return p.came(call.Result.payload, payload)
}

// called calls an export in the one way or the other.
func (p *player) called(ctx context.Context, call *call) (any, error) {
	if p.typed != nil {
		return p.typed.call(ctx, p, call)
	}
	args := make([]any, len(call.Args))
	for i := range call.Args {
		args[i] = p.make(&call.Args[i])
	}
	return p.instance.Call(ctx, call.Interface, call.Name, args...)
}

// came compares a result with the script's.
func (p *player) came(t *tagged, value any) error {
	if p.typed != nil {
		return p.same(t, reflect.ValueOf(value))
	}
	return p.check(t, value)
}

// hostFunction answers an import as the script answers it.
func (p *player) hostFunction(iface, name string) func(context.Context, ...any) (any, error) {
	return func(_ context.Context, args ...any) (any, error) {
		call, err := p.next(iface, name)
		if err != nil {
			return nil, err
		}
		return p.answer(call, call.Args, args)
	}
}

func (p *player) answer(call *call, wanted []tagged, args []any) (any, error) {
	if len(args) != len(wanted) {
		return nil, fmt.Errorf("%s got %d arguments", call.Name, len(args))
	}
	for i := range args {
		if err := p.check(&wanted[i], args[i]); err != nil {
			return nil, fmt.Errorf("%s: argument %d: %w", call.Name, i+1, err)
		}
	}
	if call.Raises != nil {
		return nil, p.raise(*call.Raises)
	}
	if call.Result == nil || call.Result.kind != "result" {
		return p.make(call.Result), nil
	}
	payload := p.make(call.Result.payload)
	if read[string](call.Result) == "err" {
		return nil, &outwit.WitError{Payload: payload}
	}
	return payload, nil
}

// raise makes the error that an import fails with.
func (p *player) raise(text string) error {
	p.raised = errors.New(text)
	return p.raised
}

// next is the call that the script has next; it must be this one.
func (p *player) next(iface, name string) (*call, error) {
	if len(p.expected) == 0 || p.expected[0].Call == nil {
		return nil, fmt.Errorf("the guest asks for %s.%s and should not", iface, name)
	}
	call := p.expected[0].Call
	if call.Name != name || call.Interface != iface {
		return nil, fmt.Errorf("the guest asks for %s.%s, expected %s.%s", iface, name, call.Interface, call.Name)
	}
	p.expected = p.expected[1:]
	return call, nil
}

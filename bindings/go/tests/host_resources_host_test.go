package tests

import (
	"context"
	"errors"
	"strconv"
	"testing"

	hostresources "fixtures/host_resources/golden/go"

	"outwit"
	"outwit/wit"
)

// things is a host that counts what it makes and what is closed.
type things struct {
	made, closed int
	closing      func() error
}

type hostCounter struct {
	of    *things
	value uint32
}

type hostToken struct {
	of   *things
	text string
}

func (h *things) counter(value uint32) *hostCounter {
	h.made++
	return &hostCounter{h, value}
}

func (c *hostCounter) Close() error {
	c.of.closed++
	if c.of.closing != nil {
		return c.of.closing()
	}
	return nil
}

func (c *hostCounter) Increment(_ context.Context, by uint32) (uint32, error) {
	c.value += by
	return c.value, nil
}

func (c *hostCounter) Value(context.Context) (uint32, error) { return c.value, nil }

func (c *hostCounter) Clone(context.Context) (hostresources.Counter, error) {
	return c.of.counter(c.value), nil
}

func (c *hostCounter) Add(_ context.Context, other hostresources.Counter) error {
	c.value += other.(*hostCounter).value
	return nil
}

func (c *hostCounter) Absorb(ctx context.Context, other hostresources.Counter) error {
	c.of.closed++ // it is this host's again
	return c.Add(ctx, other)
}

func (c *hostCounter) Next(context.Context) (hostresources.Counter, error) {
	if c.value+1 == 0 {
		return nil, &outwit.WitError{Payload: "too large"}
	}
	return c.of.counter(c.value + 1), nil
}

func (t *hostToken) Text(context.Context) (string, error) { return t.text, nil }

func (h *things) NewCounter(_ context.Context, start uint32) (hostresources.Counter, error) {
	return h.counter(start), nil
}

func (h *things) CounterZero(context.Context) (hostresources.Counter, error) {
	return h.counter(0), nil
}

func (h *things) CounterParse(_ context.Context, text string) (hostresources.Counter, error) {
	value, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		return nil, &outwit.WitError{Payload: err.Error()}
	}
	return h.counter(uint32(value)), nil
}

func (h *things) CounterLargest(_ context.Context, counters []hostresources.Counter) (hostresources.Counter, error) {
	var largest *hostCounter
	for _, counter := range counters {
		counter := counter.(*hostCounter)
		if largest == nil || counter.value > largest.value {
			largest = counter
		}
	}
	if largest == nil {
		return nil, nil
	}
	h.closed += len(counters) - 1
	return largest, nil
}

func (h *things) NewToken(_ context.Context, text string) (hostresources.Token, error) {
	if text == "" {
		return nil, &outwit.WitError{Payload: "empty"}
	}
	return &hostToken{h, text}, nil
}

func (h *things) Pass(_ context.Context, c hostresources.Counter) (hostresources.Counter, error) {
	return c, nil
}

func (h *things) Peek(ctx context.Context, c hostresources.Counter) (uint32, error) {
	return c.Value(ctx)
}

func (h *things) Same(_ context.Context, a, b hostresources.Counter) (bool, error) {
	return a == b, nil
}

func (h *things) MakeMany(_ context.Context, count uint32) ([]hostresources.Counter, error) {
	counters := make([]hostresources.Counter, count)
	for i := range counters {
		counters[i] = h.counter(uint32(i))
	}
	return counters, nil
}

func (h *things) FinishMany(ctx context.Context, counters []hostresources.Counter) (uint32, error) {
	h.closed += len(counters)
	return h.Sum(ctx, counters)
}

func (h *things) Sum(_ context.Context, counters []hostresources.Counter) (sum uint32, err error) {
	for _, counter := range counters {
		sum += counter.(*hostCounter).value
	}
	return sum, nil
}

func (h *things) Maybe(_ context.Context, make bool) (hostresources.Counter, error) {
	if !make {
		return nil, nil
	}
	return h.counter(1), nil
}

func (h *things) PeekOption(_ context.Context, c hostresources.Counter) (*uint32, error) {
	if c == nil {
		return nil, nil
	}
	return wit.Ptr(c.(*hostCounter).value), nil
}

func (h *things) Label(_ context.Context, label string, item hostresources.Counter) (hostresources.Labelled, error) {
	return hostresources.Labelled{Label: label, Item: item}, nil
}

func (h *things) EchoEither(_ context.Context, v hostresources.Either) (hostresources.Either, error) {
	return v, nil
}

func (h *things) Request(_ context.Context, grant bool, text *string) (hostresources.Counter, error) {
	switch {
	case grant:
		return h.counter(9), nil
	case text == nil:
		return nil, &hostresources.RefusalError{Payload: hostresources.RefusalNo{}}
	}
	return nil, &hostresources.RefusalError{Payload: hostresources.RefusalKeep{Value: &hostToken{h, *text}}}
}

// plainCounter has the methods of a counter, and knows nothing of generated code.
type plainCounter struct {
	value  uint32
	closed *int
}

func (c *plainCounter) Increment(_ context.Context, by uint32) (uint32, error) {
	c.value += by
	return c.value, nil
}
func (c *plainCounter) Value(context.Context) (uint32, error) { return c.value, nil }
func (c *plainCounter) Clone(context.Context) (any, error)    { return c, nil }
func (c *plainCounter) Add(context.Context, any) error        { return nil }
func (c *plainCounter) Absorb(context.Context, any) error     { return nil }
func (c *plainCounter) Next(context.Context) (any, error)     { return c, nil }
func (c *plainCounter) Close() error {
	*c.closed++
	return nil
}

// owningByName makes an instance without generated code; it counts what is closed.
func owningByName(t *testing.T) (dynamic, *int) {
	t.Helper()
	closed := 0
	bucket := func(value uint32) any { return &plainCounter{value, &closed} }
	object := map[string]any{
		"[constructor]counter": func(_ context.Context, start uint32) (any, error) { return bucket(start), nil },
		"[static]counter.zero": func(context.Context) (any, error) { return 5, nil },
		"[constructor]token": func(_ context.Context, text string) (any, error) {
			return map[string]any{"text": func(context.Context) (string, error) { return text + "!", nil }}, nil
		},
		"pass":  func(_ context.Context, c any) (any, error) { return c, nil },
		"maybe": func(context.Context, bool) (any, error) { return bucket(8), nil },
		"peek-option": func(_ context.Context, c any) (any, error) {
			return c.(*plainCounter).value, nil
		},
	}
	for _, function := range ok(component(t, "host_resources").Imports())(t) {
		if object[function.Name] == nil {
			object[function.Name] = func(context.Context, ...any) (any, error) { return nil, errors.New("not here") }
		}
	}
	instance := ok(component(t, "host_resources").Instantiate(ctx, outwit.WithImports(map[string]any{"things": object})))(t)
	return dynamic{t, instance, "fixtures:host-resources/user"}, &closed
}

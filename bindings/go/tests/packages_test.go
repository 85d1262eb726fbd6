package tests

import (
	"context"
	"errors"
	"strings"
	"testing"

	packages "fixtures/packages/golden/go"
)

// oldBucket and newBucket are buckets of two versions of a package.
type oldBucket map[string]string

type newBucket struct {
	entries map[string]packages.Store200Entry
	err     error
}

func (b oldBucket) Get(_ context.Context, key string) (*packages.Store100Entry, error) {
	if value, found := b[key]; found {
		return &packages.Store100Entry{Value: value}, nil
	}
	return nil, nil
}

func (b *newBucket) Get(_ context.Context, key string) (*packages.Store200Entry, error) {
	if entry, found := b.entries[key]; found {
		return &entry, b.err
	}
	return nil, b.err
}

func (b *newBucket) Put(_ context.Context, key string, value []byte) (uint32, error) {
	entry := packages.Store200Entry{Value: value, Writes: b.entries[key].Writes + 1}
	b.entries[key] = entry
	return entry.Writes, b.err
}

// shouting is the host's style.
type shouting struct{}

func (shouting) Apply(_ context.Context, v packages.Styled) (packages.Styled, error) {
	if v.Letters == packages.LettersCapital {
		v.Text = strings.ToUpper(v.Text)
	}
	return v, nil
}

func TestPackages(t *testing.T) {
	var remarks []string
	world := typed(t, "packages", with(packages.New, packages.PackagesImports{
		Style: shouting{},
		Remark: func(_ context.Context, text string) error {
			remarks = append(remarks, text)
			return nil
		},
	}))
	equal(t, ok(world.Release(ctx))(t), "1.2.0")
	styled := packages.Styled{Text: "text", Letters: packages.LettersCapital}
	equal(t, ok(world.Style.Apply(ctx, styled))(t), packages.Styled{Text: "TEXT.", Letters: packages.LettersCapital})

	to := &newBucket{entries: map[string]packages.Store200Entry{"b": {Writes: 4}}}
	from := oldBucket{"a": "1", "b": "2"}
	equal(t, ok(world.Mover.Move(ctx, from, to, []string{"a", "x", "b"}))(t), uint32(2))
	equal(t, ok(world.Mover.Look(ctx, to, "b"))(t), &packages.Store200Entry{Value: []byte("2"), Writes: 5})
	equal(t, ok(world.Mover.Look(ctx, to, "x"))(t), (*packages.Store200Entry)(nil))
	equal(t, remarks, []string{"release", "a", "b"})

	to.err = &packages.FailureError{Payload: packages.FailureLocked}
	_, err := world.Mover.Move(ctx, from, to, []string{"a"})
	var failed *packages.FailureError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, packages.FailureLocked)
	equal(t, world.Instance().HostResources(), 0)
}

package tests

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	packages "fixtures/packages/golden/go"

	"outwit"
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

// plain gives the bucket the types of dynamic functions.
func (b oldBucket) plain() any {
	return map[string]any{"get": func(ctx context.Context, key string) (any, error) {
		entry, err := b.Get(ctx, key)
		if entry == nil {
			return nil, err
		}
		return map[string]any{"value": entry.Value}, err
	}}
}

func (b *newBucket) plain() any {
	return map[string]any{
		"get": func(ctx context.Context, key string) (any, error) {
			entry, err := b.Get(ctx, key)
			if entry == nil {
				return nil, err
			}
			return map[string]any{"value": entry.Value, "writes": entry.Writes}, err
		},
		"put": b.Put,
	}
}

// shouting is the host's style.
type shouting struct{}

func (shouting) Apply(_ context.Context, v packages.Styled) (packages.Styled, error) {
	v.Text = strings.ToLower(v.Text)
	if v.Letters == packages.LettersCapital {
		v.Text = strings.ToUpper(v.Text)
	}
	return v, nil
}

const mover = "fixtures:packages/mover@1.2.0"

var letters = map[string]packages.Letters{"small": packages.LettersSmall, "capital": packages.LettersCapital}

// packagesWorld is the world in one of the two ways.
type packagesWorld struct {
	instance *outwit.Instance
	remarks  []string
	release  func() (any, error)
	apply    func(text string, letters packages.Letters) (string, error)
	move     func(from oldBucket, to *newBucket, keys ...string) (any, error)
	look     func(in *newBucket, key string) (any, error)
}

func packagesWorlds(t *testing.T) []*packagesWorld {
	t.Helper()
	var typedly, dynamically packagesWorld
	remark := func(of *packagesWorld) func(context.Context, string) error {
		return func(_ context.Context, text string) error {
			of.remarks = append(of.remarks, text)
			return nil
		}
	}
	world := typed(t, "packages", with(packages.New, packages.PackagesImports{Style: shouting{}, Remark: remark(&typedly)}))
	typedly.instance = world.Instance()
	typedly.release = func() (any, error) { return world.Release(ctx) }
	typedly.apply = func(text string, letters packages.Letters) (string, error) {
		styled, err := world.Style.Apply(ctx, packages.Styled{Text: text, Letters: letters})
		return styled.Text, err
	}
	typedly.move = func(from oldBucket, to *newBucket, keys ...string) (any, error) {
		return world.Mover.Move(ctx, from, to, keys)
	}
	typedly.look = func(in *newBucket, key string) (any, error) {
		entry, err := world.Mover.Look(ctx, in, key)
		if entry == nil {
			return nil, err
		}
		return map[string]any{"value": entry.Value, "writes": entry.Writes}, err
	}

	style := map[string]any{"apply": func(_ context.Context, v map[string]any) (map[string]any, error) {
		styled, err := shouting{}.Apply(ctx, packages.Styled{Text: v["text"].(string), Letters: letters[v["letters"].(string)]})
		return map[string]any{"text": styled.Text, "letters": v["letters"]}, err
	}}
	imports := outwit.WithImports(map[string]any{"style": style, "remark": remark(&dynamically)})
	instance := ok(component(t, "packages").Instantiate(ctx, imports))(t)
	dynamically.instance = instance
	dynamically.release = func() (any, error) { return instance.Call(ctx, "", "release") }
	dynamically.apply = func(text string, letters packages.Letters) (string, error) {
		styled, err := instance.Call(ctx, "fixtures:text/style", "apply", map[string]any{"text": text, "letters": letters})
		return styled.(map[string]any)["text"].(string), err
	}
	dynamically.move = func(from oldBucket, to *newBucket, keys ...string) (any, error) {
		return instance.Call(ctx, mover, "move", from.plain(), to.plain(), keys)
	}
	dynamically.look = func(in *newBucket, key string) (any, error) {
		return instance.Call(ctx, mover, "look", in.plain(), key)
	}
	return []*packagesWorld{&typedly, &dynamically}
}

func TestPackagesAnIncludedWorld(t *testing.T) {
	for _, world := range packagesWorlds(t) {
		equal(t, ok(world.release())(t), "1.2.0")
		equal(t, world.remarks, []string{"release"})
	}
}

func TestPackagesAnInterfaceOnBothSides(t *testing.T) {
	for _, world := range packagesWorlds(t) {
		equal(t, ok(world.apply("Ab", packages.LettersCapital))(t), "AB.")
		equal(t, ok(world.apply("Ab", packages.LettersSmall))(t), "ab.")
	}
}

func TestPackagesTwoVersions(t *testing.T) {
	for _, world := range packagesWorlds(t) {
		to := &newBucket{entries: map[string]packages.Store200Entry{"b": {Writes: 4}}}
		from := oldBucket{"a": "1", "b": "2"}
		equal(t, ok(world.move(from, to, "a", "x", "b", "a"))(t), uint32(3))
		equal(t, to.entries, map[string]packages.Store200Entry{
			"a": {Value: []byte("1"), Writes: 2}, "b": {Value: []byte("2"), Writes: 5},
		})
		equal(t, ok(world.look(to, "b"))(t), map[string]any{"value": []byte("2"), "writes": uint32(5)})
		equal(t, ok(world.look(to, "x"))(t), nil)
		equal(t, world.remarks, []string{"a", "b", "a"})
	}
}

func TestPackagesTheErrorOfOneVersion(t *testing.T) {
	for _, world := range packagesWorlds(t) {
		to := &newBucket{entries: map[string]packages.Store200Entry{}}
		to.err = &packages.FailureError{Payload: packages.FailureLocked}
		_, err := world.move(oldBucket{"a": "1"}, to, "a")
		var failed *outwit.WitError
		equal(t, errors.As(err, &failed), true)
		equal(t, fmt.Sprint(failed.Payload), "locked")
		equal(t, world.instance.HostResources(), 0)
	}
	to := &newBucket{err: &packages.FailureError{Payload: packages.FailureFull}, entries: map[string]packages.Store200Entry{}}
	_, err := packagesWorlds(t)[0].move(oldBucket{"a": "1"}, to, "a")
	var failed *packages.FailureError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, packages.FailureFull)
}

// Of generated code, the compiler tells them apart.
func TestPackagesVersionsAreNotMixedUp(t *testing.T) {
	old := oldBucket{"a": "1"}
	_, isNew := any(old).(packages.Store200Bucket)
	equal(t, isNew, false)
	dynamically := packagesWorlds(t)[1]
	_, err := dynamically.instance.Call(ctx, mover, "move", old.plain(), old.plain(), []string{"a"})
	gone(t, err, "to", "expected a bucket, map[string]interface {} has no method put")
	to := &newBucket{entries: map[string]packages.Store200Entry{}}
	equal(t, ok(dynamically.move(old, to, "a"))(t), uint32(1))
}

package tests

import (
	"context"
	"errors"
	"testing"

	namedimports "fixtures/named_imports/golden/go"

	"outwit"
)

// written is a slot.
type written string

func (w written) Read(context.Context) (string, error) { return string(w), nil }

// primary and backup are a store for each name, with so much room.
type primary struct{ room int }
type backup struct{ room int }

func (p *primary) Put(_ context.Context, text string) (namedimports.PrimarySlot, error) {
	if p.room--; p.room < 0 {
		return nil, &namedimports.PrimaryFailureError{Payload: namedimports.PrimaryFailureFull}
	}
	return written("1" + text), nil
}

func (b *backup) Put(_ context.Context, text string) (namedimports.BackupSlot, error) {
	if b.room--; b.room < 0 {
		return nil, &namedimports.BackupFailureError{Payload: namedimports.BackupFailureFull}
	}
	return written("2" + text), nil
}

// storesOf makes an instance whose stores have this room.
func storesOf(t *testing.T, first, second int) *namedimports.NamedImports {
	t.Helper()
	world := typed(t, "named_imports", with(namedimports.New, namedimports.NamedImportsImports{
		Primary: &primary{first}, Backup: &backup{second},
	}))
	t.Cleanup(func() { equal(t, world.Instance().HostResources(), 0) })
	return world
}

// storesByName is the same without generated code.
func storesByName(t *testing.T, first, second int) *outwit.Instance {
	t.Helper()
	store := func(mark string, room int) map[string]any {
		return map[string]any{"put": func(_ context.Context, text string) (any, error) {
			if room--; room < 0 {
				return nil, &outwit.WitError{Payload: "full"}
			}
			return written(mark + text), nil
		}}
	}
	imports := map[string]any{"primary": store("1", first), "backup": store("2", second)}
	instance := ok(component(t, "named_imports").Instantiate(ctx, outwit.WithImports(imports)))(t)
	t.Cleanup(func() { equal(t, instance.HostResources(), 0) })
	return instance
}

func TestNamedImportsEachNameIsItsOwn(t *testing.T) {
	world := storesOf(t, 2, 1)
	equal(t, ok(world.Fast.Write(ctx, "a"))(t), "1a")
	equal(t, ok(world.Safe.Write(ctx, "b"))(t), "1b2b")

	instance := storesByName(t, 2, 1)
	equal(t, ok(instance.Call(ctx, "fast", "write", "a"))(t), "1a")
	equal(t, ok(instance.Call(ctx, "safe", "write", "b"))(t), "1b2b")
}

func TestNamedImportsErrors(t *testing.T) {
	world := storesOf(t, 1, 0)
	var failure *namedimports.StoreFailureError
	_, err := world.Safe.Write(ctx, "a")
	equal(t, errors.As(err, &failure) && failure.Payload == namedimports.StoreFailureFull, true)
	_, err = world.Fast.Write(ctx, "a")
	equal(t, errors.As(err, &failure), true)

	instance := storesByName(t, 1, 0)
	var failed *outwit.WitError
	_, err = instance.Call(ctx, "safe", "write", "a")
	equal(t, errors.As(err, &failed) && failed.Payload == "full", true)
	_, err = instance.Call(ctx, "fast", "write", "a")
	equal(t, errors.As(err, &failed), true)
}

// foreign throws the error of the other name.
type foreign struct{ err error }

func (f foreign) Put(context.Context, string) (namedimports.BackupSlot, error) { return nil, f.err }

func TestNamedImportsTheErrorOfAnotherName(t *testing.T) {
	cause := &namedimports.PrimaryFailureError{Payload: namedimports.PrimaryFailureFull}
	world := typed(t, "named_imports", with(namedimports.New, namedimports.NamedImportsImports{
		Primary: &primary{1}, Backup: foreign{cause},
	}))
	_, err := world.Safe.Write(ctx, "a")
	equal(t, errors.Is(err, cause), true)
	var failure *namedimports.StoreFailureError
	equal(t, errors.As(err, &failure), false)
}

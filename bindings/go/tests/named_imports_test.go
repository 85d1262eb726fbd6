package tests

import (
	"context"
	"errors"
	"testing"

	namedimports "fixtures/named_imports/golden/go"
)

// A store for each name.
type primary struct{ err error }
type backup struct{ err error }
type written string

func (w written) Read(context.Context) (string, error) { return string(w), nil }

func (p primary) Put(_ context.Context, text string) (namedimports.PrimarySlot, error) {
	return written("primary " + text), p.err
}

func (b backup) Put(_ context.Context, text string) (namedimports.BackupSlot, error) {
	return written(", backup " + text), b.err
}

func TestNamedImports(t *testing.T) {
	imports := namedimports.NamedImportsImports{Primary: primary{}, Backup: backup{}}
	world := typed(t, "named_imports", with(namedimports.New, imports))
	equal(t, ok(world.Fast.Write(ctx, "x"))(t), "primary x")
	equal(t, ok(world.Safe.Write(ctx, "x"))(t), "primary x, backup x")
	equal(t, world.Instance().HostResources(), 0)

	imports.Backup = backup{&namedimports.BackupFailureError{Payload: namedimports.BackupFailureFull}}
	world = typed(t, "named_imports", with(namedimports.New, imports))
	equal(t, ok(world.Fast.Write(ctx, "x"))(t), "primary x")
	_, err := world.Safe.Write(ctx, "x")
	var failed *namedimports.StoreFailureError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, namedimports.StoreFailureFull)
	equal(t, world.Instance().HostResources(), 0)

	// The error of the one is none of the other's type.
	cause := &namedimports.PrimaryFailureError{Payload: namedimports.PrimaryFailureFull}
	imports.Backup = backup{cause}
	world = typed(t, "named_imports", with(namedimports.New, imports))
	_, err = world.Safe.Write(ctx, "x")
	equal(t, errors.Is(err, cause), true)
}

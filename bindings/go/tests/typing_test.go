package tests

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const typingRight = `package check

import (
	"context"

	hosterrors "fixtures/host_errors/golden/go"
	hostresources "fixtures/host_resources/golden/go"

	"outwit"
	"outwit/wit"
)

// Memory has parameters with names of its own.
type Memory struct{}

func (Memory) Get(_ context.Context, name string) (string, error) {
	return "", &hosterrors.TypesError{Payload: hosterrors.ErrorDenied{}}
}
func (Memory) Parse(context.Context, string) (uint32, error)               { return 5, nil }
func (Memory) Measure(_ context.Context, v int32) (int32, error)           { return v, nil }
func (Memory) Detailed(_ context.Context, v uint32) (uint32, error)        { return v, nil }
func (Memory) Numbered(context.Context, uint32) (string, error)            { return "", nil }
func (Memory) Listed(_ context.Context, v uint32) ([]uint32, error)        { return []uint32{v}, nil }
func (Memory) Put(_ context.Context, key, value string) error              { return nil }
func (Memory) Untyped(_ context.Context, v uint32) (uint32, error)         { return v, nil }
func (Memory) Plain(context.Context, bool) error                           { return nil }
func (Memory) Optional(_ context.Context, v *uint32) (*uint32, error)      { return v, nil }
func (Memory) Must(_ context.Context, text string) (string, error)         { return text, nil }
func (Memory) Note(context.Context, string) error                          { return nil }
func (Memory) History(context.Context) ([]wit.Result[string, hosterrors.Error], error) {
	return []wit.Result[string, hosterrors.Error]{wit.Ok[string, hosterrors.Error]("a")}, nil
}
func (Memory) Nested(_ context.Context, v uint32) (wit.Result[uint32, string], error) {
	return wit.Ok[uint32, string](v), nil
}

var store hosterrors.Store = Memory{}

func read(ctx context.Context, component *outwit.Component) (string, error) {
	world, err := hosterrors.New(ctx, component, hosterrors.HostErrorsImports{Store: store}, outwit.MemoryLimit(1<<20))
	if err != nil {
		return "", err
	}
	return world.Calls.Get(ctx, "key")
}

type Number struct{ number uint32 }

func (n *Number) Increment(_ context.Context, by uint32) (uint32, error)    { return n.number + by, nil }
func (n *Number) Value(context.Context) (uint32, error)                     { return n.number, nil }
func (n *Number) Clone(context.Context) (hostresources.Counter, error)      { return &Number{n.number}, nil }
func (n *Number) Add(context.Context, hostresources.Counter) error          { return nil }
func (n *Number) Absorb(context.Context, hostresources.Counter) error       { return nil }
func (n *Number) Next(context.Context) (hostresources.Counter, error)       { return n, nil }
func (n *Number) Close() error                                              { return nil }

func use(ctx context.Context, component *outwit.Component, things hostresources.Things) (uint32, error) {
	world, err := hostresources.New(ctx, component, hostresources.HostResourcesImports{Things: things})
	if err != nil {
		return 0, err
	}
	made, err := world.User.Make(ctx, 5)
	if err != nil {
		return 0, err
	}
	if _, err := world.User.Read(ctx, made); err != nil {
		return 0, err
	}
	return world.User.Finish(ctx, &Number{5})
}

var _, _ = read, use
`

const typingWrongHost = `package check

import (
	"context"

	hosterrors "fixtures/host_errors/golden/go"
)

type Half struct{}

func (Half) Get(context.Context, string) (int, error) { return 5, nil }

var store hosterrors.Store = Half{}

var imports = hosterrors.HostErrorsImports{Stores: nil}

var world, err = hosterrors.New(context.Background(), nil)
`

const typingWrongCalls = `package check

import (
	"context"

	hosterrors "fixtures/host_errors/golden/go"
)

func wrong(ctx context.Context, world *hosterrors.HostErrors) {
	world.Calls.Get(ctx, 5)
	world.Calls.Get(ctx)
	world.Calls.Gets(ctx, "key")
	var number uint32
	number, _ = world.Calls.Get(ctx, "key")
	_ = number
}
`

// compiled says what the compiler has to say of a program.
func compiled(t *testing.T, program string) (fine bool, says string) {
	t.Helper()
	root := ok(filepath.Abs(filepath.Join("..", "..", "..")))(t)
	folder := t.TempDir()
	module := string(ok(os.ReadFile("go.mod"))(t))
	module = strings.NewReplacer("=> ../../../", "=> "+root+"/", "=> ../\n", "=> "+root+"/bindings/go\n").Replace(module)
	for name, text := range map[string]string{
		"go.mod": module, "go.sum": string(ok(os.ReadFile("go.sum"))(t)), "check.go": program,
	} {
		equal(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600), nil)
	}
	command := exec.Command("go", "build", "-gcflags=-e", ".")
	command.Dir = folder
	output, err := command.CombinedOutput()
	return err == nil, string(output)
}

// complains wants these errors, each with its line.
func complains(t *testing.T, says string, errors ...string) {
	t.Helper()
	for _, want := range errors {
		line, message, _ := strings.Cut(want, ": ")
		if !regexp.MustCompile("check.go:" + line + `:\d+: ` + regexp.QuoteMeta(message)).MatchString(says) {
			t.Errorf("got %s, want .. %q", says, want)
		}
	}
}

func TestTypingHostsThatFit(t *testing.T) {
	fine, says := compiled(t, typingRight)
	equal(t, fine, true)
	equal(t, says, "")
}

func TestTypingHostsThatDoNotFit(t *testing.T) {
	fine, says := compiled(t, typingWrongHost)
	equal(t, fine, false)
	complains(t, says,
		"13: cannot use Half{} (value of struct type Half) as hosterrors.Store value",
		"15: unknown field Stores in struct literal of type hosterrors.HostErrorsImports",
		"17: not enough arguments in call to hosterrors.New",
	)
}

func TestTypingWrongCalls(t *testing.T) {
	fine, says := compiled(t, typingWrongCalls)
	equal(t, fine, false)
	complains(t, says,
		"10: cannot use 5 (untyped int constant) as string value in argument to world.Calls.Get",
		"11: not enough arguments in call to world.Calls.Get",
		"12: world.Calls.Gets undefined",
		"14: cannot use world.Calls.Get(ctx, \"key\") (value of type string) as uint32 value in assignment",
	)
}

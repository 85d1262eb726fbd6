package outwit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var repository = filepath.Join("..", "..")

// command builds the command as `go tool` builds it, and gives what runs it.
func command(t *testing.T) func(arguments ...string) (status int, output, errors string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "outwit")
	if text, err := exec.Command("go", "build", "-o", program, "./cmd/outwit").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return func(arguments ...string) (int, string, string) {
		var output, errors strings.Builder
		process := exec.Command(program, arguments...)
		process.Stdout, process.Stderr = &output, &errors
		_ = process.Run()
		return process.ProcessState.ExitCode(), output.String(), errors.String()
	}
}

func TestCommandVersionAndHelp(t *testing.T) {
	run := command(t)
	if status, output, _ := run("--version"); status != 0 || !strings.HasPrefix(output, "outwit ") {
		t.Error(status, output)
	}
	if status, output, _ := run("--help"); status != 0 || !strings.Contains(output, "generate") {
		t.Error(status, output)
	}
}

func TestCommandGenerating(t *testing.T) {
	run := command(t)
	out := filepath.Join(t.TempDir(), "records")
	fixture := filepath.Join(repository, "wit-fixtures", "records")
	if status, _, errors := run("generate", "go", filepath.Join(fixture, "world.wit"), "--out", out); status != 0 {
		t.Fatal(errors)
	}
	golden, err := os.ReadFile(filepath.Join(fixture, "golden", "go", "echo.go"))
	if err != nil {
		t.Fatal(err)
	}
	if written, _ := os.ReadFile(filepath.Join(out, "echo.go")); string(written) != string(golden) {
		t.Error("not as committed")
	}
}

func TestCommandInspecting(t *testing.T) {
	component := filepath.Join(repository, "target", "components", "records.wasm")
	status, output, errors := command(t)("inspect", component)
	if status != 0 || !strings.Contains(output, "echo-point: func(v: point) -> point") {
		t.Error(status, output, errors)
	}
}

func TestCommandFailures(t *testing.T) {
	run := command(t)
	for _, wrong := range []struct {
		arguments []string
		status    int
		says      string
	}{
		{[]string{"inspect", "missing.wasm"}, 1, "missing.wasm"},
		{[]string{"generate", "go", "missing.wit", "--out", t.TempDir()}, 1, "missing.wit"},
		{[]string{"nonsense"}, 2, "nonsense"},
		{[]string{"generate", "cobol", "x"}, 2, "cobol"},
	} {
		status, output, errors := run(wrong.arguments...)
		if status != wrong.status || output != "" || !strings.Contains(errors, wrong.says) {
			t.Error(wrong.arguments, status, output, errors)
		}
	}
}

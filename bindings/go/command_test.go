package outwit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The command, built as `go tool` builds it.
func TestCommand(t *testing.T) {
	folder := t.TempDir()
	command := filepath.Join(folder, "outwit")
	run := func(name string, arguments ...string) (string, int) {
		process := exec.Command(name, arguments...)
		text, _ := process.CombinedOutput()
		return string(text), process.ProcessState.ExitCode()
	}
	if text, status := run("go", "build", "-o", command, "./cmd/outwit"); status != 0 {
		t.Fatal(text)
	}
	world := filepath.Join("..", "..", "wit-fixtures", "records", "world.wit")
	out := filepath.Join(folder, "bindings")
	if text, status := run(command, "generate", "go", world, "--out", out); status != 0 {
		t.Fatal(text)
	}
	golden, err := os.ReadFile(filepath.Join("..", "..", "wit-fixtures", "records", "golden", "go", "echo.go"))
	if err != nil {
		t.Fatal(err)
	}
	if written, _ := os.ReadFile(filepath.Join(out, "echo.go")); string(written) != string(golden) {
		t.Error("not as committed")
	}
	if text, status := run(command, "generate", "go", "missing.wit", "--out", out); status != 1 || !strings.Contains(text, "missing.wit") {
		t.Error(status, text)
	}
	if text, status := run(command, "--version"); status != 0 || !strings.HasPrefix(text, "outwit ") {
		t.Error(status, text)
	}
}

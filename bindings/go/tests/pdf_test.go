package tests

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"outwit"
	"outwit/wit"
)

// The example: a PDF parser, called from a program with generated bindings.

var example = filepath.Join("..", "..", "..", "examples", "pdf")

func sample(name string) string { return filepath.Join(example, "samples", name) }

// pdfProgram builds the program with bindings that were written just now.
var pdfProgram = sync.OnceValues(func() (program string, err error) {
	bindings, err := filepath.Abs("..")
	folder := filepath.Join(shared, "pdf")
	err = errors.Join(err, os.Mkdir(folder, 0o700))
	for _, name := range []string{"main.go", "arguments.go", "go.mod", "go.sum"} {
		text, reading := os.ReadFile(filepath.Join(example, "go", name))
		moved := strings.Replace(string(text), "=> ../../../bindings/go", "=> "+bindings, 1)
		err = errors.Join(err, reading, os.WriteFile(filepath.Join(folder, name), []byte(moved), 0o600))
	}
	world, absolute := filepath.Abs(filepath.Join(example, "wit", "pdf.wit"))
	program = filepath.Join(folder, "program")
	run := func(folder string, arguments ...string) error {
		command := exec.Command("go", arguments...)
		command.Dir = folder
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("go %v: %w: %s", arguments, err, output)
		}
		return nil
	}
	return program, errors.Join(err, absolute,
		run(bindings, "run", "./cmd/outwit", "generate", "go", world, "--world", "pdf", "--out", filepath.Join(folder, "bindings")),
		run(folder, "build", "-o", program, "."))
})

// pdf runs the program.
func pdf(t *testing.T, arguments ...string) (status int, output, errors string) {
	t.Helper()
	var said, complained strings.Builder
	command := exec.Command(ok(pdfProgram())(t), arguments...)
	command.Env = append(os.Environ(), "PDF_WASM="+file("pdf"))
	command.Stdout, command.Stderr = &said, &complained
	_ = command.Run()
	return command.ProcessState.ExitCode(), said.String(), complained.String()
}

func TestPdfMetadataAndText(t *testing.T) {
	status, output, errors := pdf(t, sample("scripts.pdf"))
	equal(t, status, 0)
	equal(t, errors, "")
	head, text, _ := strings.Cut(output, "\n\n")
	equal(t, strings.Contains(head, "title: Grüße, Привет, שלום\n"), true)
	equal(t, strings.HasSuffix(head, "\npages: 1"), true)
	equal(t, strings.Contains(text, "Käthe fährt über die Brücke nach Łódź."), true)
}

func TestPdfSeveralFiles(t *testing.T) {
	status, output, errors := pdf(t, sample("locked.pdf"), sample("marks.pdf"), sample("truncated.pdf"), "missing.pdf")
	equal(t, status, 1)
	equal(t, strings.Contains(output, "Upright text"), true)
	lines := strings.Split(strings.TrimSuffix(errors, "\n"), "\n")
	equal(t, len(lines), 3)
	equal(t, strings.HasSuffix(lines[0], "locked.pdf: encrypted"), true)
	equal(t, strings.Contains(lines[1], "truncated.pdf: malformed: "), true)
	equal(t, lines[2], "missing.pdf: unreadable: No such file or directory")
}

func TestPdfAPassword(t *testing.T) {
	_, _, errors := pdf(t, "--password", "wrong", sample("locked.pdf"))
	equal(t, strings.HasSuffix(errors, "locked.pdf: wrong-password\n"), true)
}

func TestPdfAPicture(t *testing.T) {
	folder := t.TempDir()
	out, none := filepath.Join(folder, "out.png"), filepath.Join(folder, "none.png")
	status, _, _ := pdf(t, "--render", "1", out, sample("marks.pdf"))
	equal(t, status, 0)
	equal(t, strings.HasPrefix(string(ok(os.ReadFile(out))(t)), "\x89PNG\r\n"), true)
	status, _, says := pdf(t, "--render", "9", none, sample("marks.pdf"))
	equal(t, status, 1)
	equal(t, strings.HasSuffix(says, "marks.pdf: page-out-of-range: 8\n"), true)
	_, err := os.Stat(none)
	equal(t, errors.Is(err, fs.ErrNotExist), true)
}

func TestPdfAWrongCommandLine(t *testing.T) {
	for _, arguments := range [][]string{{}, {"--render", "0", "x", "y"}, {"--render", "one", "x", "y"}} {
		status, _, _ := pdf(t, arguments...)
		equal(t, status, 2)
	}
}

func TestPdfAReport(t *testing.T) {
	folder := t.TempDir()
	_, output, _ := pdf(t, "--report", folder, sample("marks.pdf"), sample("locked.pdf"))
	var said []string
	for line := range strings.Lines(output) {
		var record struct {
			Status            string
			Pages, Characters int
		}
		equal(t, json.Unmarshal([]byte(line), &record), nil)
		said = append(said, fmt.Sprint(record.Status, record.Pages, record.Characters))
	}
	text := ok(os.ReadFile(filepath.Join(folder, "marks.txt")))(t)
	equal(t, said, []string{fmt.Sprint("ok", 1, utf8.RuneCount(text)), fmt.Sprint("encrypted", 0, 0)})
	equal(t, strings.Contains(output, `"ms":0}`) || strings.Contains(output, `"ms": 0}`), true)
	for name, there := range map[string]bool{"marks.png": true, "locked.txt": false} {
		_, err := os.Stat(filepath.Join(folder, name))
		equal(t, err == nil, there)
	}
}

func TestPdfDynamic(t *testing.T) {
	d := dynamically(t, "pdf", "outwit:pdf/reader")
	data := ok(os.ReadFile(sample("marks.pdf")))(t)
	document := d.call("[static]document.open", data, nil).(*outwit.Resource)
	equal(t, d.call("[method]document.page-count", document), uint32(1))
	metadata := d.call("[method]document.metadata", document).(map[string]any)
	equal(t, metadata["pdf-version"], "1.3")
	text := d.call("[method]document.text", document, 0)
	equal(t, d.call("extract-text", data, nil), text)
	payload := func(name string, arguments ...any) any {
		_, err := d.instance.Call(ctx, d.iface, name, arguments...)
		var failed *outwit.WitError
		equal(t, errors.As(err, &failed), true)
		return failed.Payload
	}
	equal(t, payload("[method]document.text", document, 7), wit.Variant{Case: "page-out-of-range", Value: uint32(7)})
	equal(t, document.Close(), nil)
	equal(t, payload("extract-text", []byte{}, nil).(wit.Variant).Case, "malformed")
}

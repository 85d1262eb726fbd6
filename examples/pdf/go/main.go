// Command pdf prints the metadata and text of PDF files, or writes a picture of a page.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	bindings "pdf/bindings"
)

func main() {
	options, err := parseArguments(os.Args[1:])
	if err == nil {
		err = run(context.Background(), options)
	}
	if errors.Is(err, errFailed) {
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pdf:", err)
		os.Exit(2)
	}
}

// errFailed says that a file could not be read, which was reported already.
var errFailed = errors.New("a file could not be read")

func run(ctx context.Context, options *options) error {
	component, err := component()
	if err != nil {
		return err
	}
	pdf, err := bindings.Load(ctx, component)
	if err != nil {
		return err
	}
	defer pdf.Close()
	work := show
	switch {
	case options.target != "":
		work = render
	case options.report != "":
		work = report
	}
	var failed error
	for _, file := range options.files {
		if err := work(ctx, pdf.Reader, file, options); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %s\n", file, describe(err))
			failed = errFailed
		}
	}
	return failed
}

// component finds the component: PDF_WASM, or the one of the checkout around this program.
func component() (string, error) {
	if path := os.Getenv("PDF_WASM"); path != "" {
		return path, nil
	}
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	for folder := filepath.Dir(program); ; folder = filepath.Dir(folder) {
		place := filepath.Join(folder, "target", "components", "pdf.wasm")
		if _, err := os.Stat(place); err == nil {
			return place, nil
		}
		if folder == filepath.Dir(folder) {
			return "", errors.New("pdf.wasm is not there; build it, or say where it is in PDF_WASM")
		}
	}
}

func openDocument(ctx context.Context, reader *bindings.Reader, file string, options *options) (*bindings.Document, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return reader.DocumentOpen(ctx, data, options.password)
}

// show prints metadata and text.
func show(ctx context.Context, reader *bindings.Reader, file string, options *options) error {
	document, err := openDocument(ctx, reader, file, options)
	if err != nil {
		return err
	}
	defer document.Close()
	metadata, err := document.Metadata(ctx)
	if err != nil {
		return err
	}
	pages, err := document.PageCount(ctx)
	if err != nil {
		return err
	}
	text, err := document.TextOfAllPages(ctx)
	if err != nil {
		return err
	}
	for _, entry := range entries(metadata) {
		if entry.value != nil {
			fmt.Printf("%s: %s\n", entry.name, *entry.value)
		}
	}
	fmt.Printf("pages: %d\n\n%s\n", pages, strings.Join(text, "\f"))
	return nil
}

type entry struct {
	name  string
	value *string
}

// entries are the fields of the metadata in their order.
func entries(m bindings.Metadata) []entry {
	return []entry{
		{"title", m.Title},
		{"author", m.Author},
		{"subject", m.Subject},
		{"keywords", m.Keywords},
		{"creator", m.Creator},
		{"producer", m.Producer},
		{"creation-date", m.CreationDate},
		{"modification-date", m.ModificationDate},
		{"pdf-version", &m.PdfVersion},
	}
}

// render writes the picture of a page.
func render(ctx context.Context, reader *bindings.Reader, file string, options *options) error {
	document, err := openDocument(ctx, reader, file, options)
	if err != nil {
		return err
	}
	defer document.Close()
	picture, err := document.Render(ctx, options.page, 1)
	if err != nil {
		return err
	}
	return os.WriteFile(options.target, picture, 0o666)
}

// record is what is reported of a file.
type record struct {
	File       string  `json:"file"`
	Status     string  `json:"status"`
	Pages      uint32  `json:"pages"`
	Characters int     `json:"characters"`
	Ms         float64 `json:"ms"`
}

// report writes text and first page, and prints what it took as JSON.
func report(ctx context.Context, reader *bindings.Reader, file string, options *options) error {
	result, err := measure(ctx, reader, file, options)
	if err != nil {
		status, _, _ := strings.Cut(describe(err), ":")
		result = record{File: file, Status: status}
	}
	return errors.Join(err, json.NewEncoder(os.Stdout).Encode(result))
}

func measure(ctx context.Context, reader *bindings.Reader, file string, options *options) (record, error) {
	result := record{File: file, Status: "ok"}
	name := filepath.Base(file)
	stem := filepath.Join(options.report, strings.TrimSuffix(name, filepath.Ext(name)))
	begin := time.Now()
	document, err := openDocument(ctx, reader, file, options)
	if err != nil {
		return result, err
	}
	defer document.Close()
	pages, err := document.TextOfAllPages(ctx)
	if err != nil {
		return result, err
	}
	text := strings.Join(pages, "\f")
	result.Ms = float64(time.Since(begin).Nanoseconds()) / 1e6
	result.Pages = uint32(len(pages))
	result.Characters = utf8.RuneCountInString(text)
	if err := os.WriteFile(stem+".txt", []byte(text), 0o666); err != nil {
		return result, err
	}
	if len(pages) == 0 {
		return result, nil
	}
	picture, err := document.Render(ctx, 0, 1)
	if err != nil {
		return result, err
	}
	return result, os.WriteFile(stem+".png", picture, 0o666)
}

// describe says what is wrong, as in the other languages.
func describe(err error) string {
	var failed *bindings.ReaderError
	if errors.As(err, &failed) {
		return describePayload(failed.Payload)
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		text := errno.Error()
		return "unreadable: " + strings.ToUpper(text[:1]) + text[1:]
	}
	return err.Error()
}

// describePayload names the case, and what it holds.
func describePayload(payload bindings.Error) string {
	switch payload := payload.(type) {
	case bindings.ErrorMalformed:
		return "malformed: " + payload.Value
	case bindings.ErrorPageOutOfRange:
		return fmt.Sprintf("page-out-of-range: %d", payload.Value)
	case bindings.ErrorUnsupported:
		return "unsupported: " + payload.Value
	default:
		return payload.String()
	}
}

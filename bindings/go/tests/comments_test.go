package tests

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	comments "fixtures/comments/golden/go"

	"outwit"
	"outwit/wit"
)

type speaker struct{}

func (speaker) NewReader(context.Context) (comments.Reader, error) { return speaker{}, nil }

func (speaker) Read(context.Context) (string, error) { return "read", nil }

func (speaker) Say(_ context.Context, text string) (string, error) { return text + ", ", nil }

// Whatever the comments say, the code is the same.
func TestCommentsTheBindingsWork(t *testing.T) {
	var logged []string
	log := func(_ context.Context, text string) error {
		logged = append(logged, text)
		return nil
	}
	world := typed(t, "comments", with(comments.New, comments.AllCommentsImports{Host: speaker{}, Log: log}))
	equal(t, ok(world.Run(ctx, "said"))(t), "said, read")
	equal(t, logged, []string{"said"})
	same(t, world.Comments.Echo, comments.Page{Text: "t", Number: 1})
	same(t, world.Comments.Last, comments.AccessRead|comments.AccessWrite)
	equal(t, world.Comments.Paint(ctx, comments.ShapeCircle{Value: 1}, comments.ColourRed), nil)
	var colour *comments.ColourError
	equal(t, errors.As(world.Comments.Paint(ctx, comments.ShapeEmpty{}, comments.ColourGreen), &colour), true)
	equal(t, ok(ok(world.Comments.BookOpen(ctx, "x"))(t).Count(ctx))(t), uint32(1))
	_, err := world.Comments.BookOpen(ctx, "")
	var page *comments.PageError
	equal(t, errors.As(err, &page), true)

	imports := outwit.WithImports(map[string]any{"host": speaker{}, "log": log})
	d := dynamic{t, ok(component(t, "comments").Instantiate(ctx, imports))(t), "fixtures:comments/comments"}
	equal(t, ok(d.instance.Call(ctx, "", "run", "again"))(t), "again, read")
	equal(t, logged, []string{"said", "again"})
	d.same("echo", map[string]any{"text": "t", "number": uint32(1)})
	d.same("last", []string{"read", "write"})
	equal(t, d.call("paint", wit.Variant{Case: "circle", Value: 1.0}, "red"), nil)
	_, err = d.instance.Call(ctx, d.iface, "paint", "empty", "green")
	failsWith(t, err, "green")
	equal(t, d.call("[method]book.count", d.call("[static]book.open", "x")), uint32(1))
}

func TestCommentsTheCommentsAreWhole(t *testing.T) {
	docs := map[string]string{}
	for _, file := range ok(filepath.Glob("../../../wit-fixtures/comments/golden/go/*.go"))(t) {
		ast.Inspect(ok(parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments))(t), func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.File:
				docs["package"] += node.Doc.Text()
			case *ast.FuncDecl:
				docs[node.Name.Name] = node.Doc.Text()
			case *ast.GenDecl:
				if spec, is := node.Specs[0].(*ast.TypeSpec); is {
					docs[spec.Name.Name] = node.Doc.Text()
				}
			case *ast.Field:
				for _, name := range node.Names {
					docs[name.Name] += node.Doc.Text()
				}
			}
			return true
		})
	}
	for _, name := range []string{"package", "Page", "Count", "Say"} {
		lines := strings.Split(docs[name], "\n")
		// gofmt makes one quote of two, in the text of a comment.
		for _, line := range []string{
			`Three quotes: """ and ' and one at the end "`, `"""`, "*/", `\`, "`", "'", "# type: ignore",
		} {
			if !slices.Contains(lines, line) {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

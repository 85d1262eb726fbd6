package tests

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	gates "fixtures/gates/golden/go"

	"outwit"
)

func TestGatesWhatIsThere(t *testing.T) {
	var logged []string
	log := func(_ context.Context, text string) error {
		logged = append(logged, text)
		return nil
	}
	world := typed(t, "gates", with(gates.New, gates.GatesImports{Log: log}))
	equal(t, ok(world.About(ctx))(t), "gates")
	equal(t, logged, []string{"about"})
	equal(t, ok(world.History.Read(ctx, gates.Old{Number: 3}))(t), uint32(3))
	equal(t, ok(world.History.ReadOlder(ctx, gates.Older{Number: 4}))(t), uint32(4))
	handle := ok(world.History.NewHandle(ctx, gates.Old{Number: 5}))(t)
	equal(t, ok(handle.Number(ctx))(t), uint32(5))
	equal(t, ok(handle.GetNumber(ctx))(t), uint32(5))

	imports := outwit.WithImports(map[string]any{"log": log})
	d := dynamic{t, ok(component(t, "gates").Instantiate(ctx, imports))(t), "fixtures:gates/history@1.2.0"}
	equal(t, ok(d.instance.Call(ctx, "", "about"))(t), "gates")
	equal(t, logged, []string{"about", "about"})
	equal(t, d.call("read-older", map[string]any{"number": 4}), uint32(4))
	equal(t, d.call("[method]handle.get-number", d.call("[constructor]handle", map[string]any{"number": 5})), uint32(5))
}

func TestGatesWhatIsNotThere(t *testing.T) {
	deprecated, names := gatesDocs(t)
	equal(t, deprecated["Older"], "since 1.1.0.") // the names were found
	for _, name := range names {
		if strings.Contains(name, "Next") || strings.Contains(name, "Maybe") || name == "Trace" || name == "Outlook" {
			t.Errorf("%s is unstable", name)
		}
	}
	for _, function := range ok(component(t, "gates").Exports())(t) {
		if strings.Contains(function.Name, "next") || strings.Contains(function.Name, "maybe") || function.Name == "outlook" {
			t.Errorf("%s is unstable", function.Name)
		}
	}
}

// What is deprecated says so in the way that Go's tools know.
func TestGatesWhatIsDeprecated(t *testing.T) {
	deprecated, _ := gatesDocs(t)
	equal(t, deprecated, map[string]string{
		"Older": "since 1.1.0.", "ReadOlder": "since 1.1.0.", "GetNumber": "since 1.2.0.", "Log": "since 1.2.0.",
	})
}

// gatesDocs gives what is deprecated, and all names of the generated code.
func gatesDocs(t *testing.T) (deprecated map[string]string, names []string) {
	t.Helper()
	deprecated = map[string]string{}
	for _, file := range ok(filepath.Glob("../../../wit-fixtures/gates/golden/go/*.go"))(t) {
		parsed := ok(parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments))(t)
		note := func(name string, docs *ast.CommentGroup) {
			names = append(names, name)
			if _, since, is := strings.Cut(docs.Text(), "Deprecated: "); is {
				deprecated[name] = strings.TrimSpace(since)
			}
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncDecl:
				note(node.Name.Name, node.Doc)
			case *ast.GenDecl:
				if spec, is := node.Specs[0].(*ast.TypeSpec); is {
					note(spec.Name.Name, node.Doc)
				}
			case *ast.Field:
				for _, name := range node.Names {
					note(name.Name, node.Doc)
				}
			}
			return true
		})
	}
	return deprecated, names
}

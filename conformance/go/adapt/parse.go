package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// file is what is written into each package.
const file = "conformance.go"

// source is a generated package as it was parsed.
type source struct {
	name      string
	files     *token.FileSet
	world     string // the type with the functions of the world
	imports   string // the type of what it imports, if it imports anything
	structs   map[string]*ast.StructType
	hosts     map[string]*ast.InterfaceType // interfaces that a host implements
	functions map[string]*ast.FuncDecl
	types     []string
	values    []string
	signature struct {
		Exports, Imports []struct{ Interface, Name string }
	}
	exports map[int][2]string // receiver and method
	asked   []asked           // by position
}

// asked is how an import is called in Go.
type asked struct {
	on, method string // the field of the imports, "" for their own functions, "self" for a resource
	self       string // the type of the resource
	err        string // an encoder of the payload of its error
}

func parse(folder string) (*source, error) {
	s := &source{
		name: "", files: token.NewFileSet(), structs: map[string]*ast.StructType{},
		hosts: map[string]*ast.InterfaceType{}, functions: map[string]*ast.FuncDecl{}, exports: map[int][2]string{},
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if filepath.Base(path) == file {
			continue
		}
		parsed, err := parser.ParseFile(s.files, path, nil, 0)
		if err != nil {
			return nil, err
		}
		s.name = parsed.Name.Name
		for _, declaration := range parsed.Decls {
			s.declared(declaration)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "signature.go"))
	if err != nil {
		return nil, err
	}
	_, text_, _ := strings.Cut(string(text), "NewWorld(")
	if err := json.Unmarshal([]byte(unquoted(text_)), &s.signature); err != nil {
		return nil, err
	}
	constructor := s.functions["New"]
	if constructor == nil {
		return nil, errors.New("it has no New")
	}
	s.world = s.print(constructor.Type.Results.List[0].Type)[1:]
	if len(s.signature.Imports) > 0 {
		s.imports = s.print(constructor.Type.Params.List[2].Type)
		s.askedIn(s.functions["host.Call"].Body)
	}
	return s, nil
}

// unquoted is the first literal of a text: `a` + "`" + `b` stands for a text with a backquote in it.
func unquoted(text string) string {
	var all strings.Builder
	for {
		text = strings.TrimLeft(text, " +\n\t")
		literal, err := strconv.QuotedPrefix(text)
		if err != nil {
			return all.String()
		}
		part, err := strconv.Unquote(literal)
		if err != nil {
			return all.String()
		}
		all.WriteString(part)
		text = text[len(literal):]
	}
}

func (s *source) declared(declaration ast.Decl) {
	switch declaration := declaration.(type) {
	case *ast.GenDecl:
		for _, spec := range declaration.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				s.declaredType(spec)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if declaration.Tok == token.CONST && name.IsExported() {
						s.values = append(s.values, name.Name)
					}
				}
			}
		}
	case *ast.FuncDecl:
		name := declaration.Name.Name
		if declaration.Recv != nil {
			receiver := strings.TrimPrefix(s.print(declaration.Recv.List[0].Type), "*")
			if number, begins := s.begins(declaration.Body); begins {
				s.exports[number] = [2]string{receiver, name}
			}
			name = receiver + "." + name
		}
		s.functions[name] = declaration
	}
}

func (s *source) declaredType(spec *ast.TypeSpec) {
	if spec.Name.IsExported() && !spec.Assign.IsValid() {
		s.types = append(s.types, spec.Name.Name)
	}
	switch definition := spec.Type.(type) {
	case *ast.StructType:
		s.structs[spec.Name.Name] = definition
	case *ast.InterfaceType:
		for _, method := range definition.Methods.List {
			if len(method.Names) == 1 && !method.Names[0].IsExported() {
				return
			}
		}
		s.hosts[spec.Name.Name] = definition
	}
}

// begins finds the position of the export that a method calls.
func (s *source) begins(body *ast.BlockStmt) (position int, found bool) {
	ast.Inspect(body, func(node ast.Node) bool {
		call, is := node.(*ast.CallExpr)
		if !is {
			return !found
		}
		name := s.print(call.Fun)
		if strings.HasSuffix(name, ".Begin") || name == "outwit.BeginMethod" {
			number, err := strconv.Atoi(s.print(call.Args[len(call.Args)-1]))
			position, found = number, err == nil
		}
		return !found
	})
	return position, found
}

// askedIn finds out how each import is called.
func (s *source) askedIn(body *ast.BlockStmt) {
	s.asked = make([]asked, len(s.signature.Imports))
	ast.Inspect(body, func(node ast.Node) bool {
		clause, is := node.(*ast.CaseClause)
		if !is || len(clause.List) == 0 {
			return true
		}
		number, err := strconv.Atoi(s.print(clause.List[0]))
		if err == nil {
			s.askedBy(clause, &s.asked[number])
		}
		return false
	})
}

func (s *source) askedBy(clause *ast.CaseClause, found *asked) {
	ast.Inspect(clause, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			if call, is := node.Rhs[0].(*ast.CallExpr); is && s.print(node.Lhs[0]) == "self" {
				if decoder := s.functions[s.print(call.Fun)]; decoder != nil {
					found.self = s.print(decoder.Type.Results.List[0].Type)
				}
			}
		case *ast.CallExpr:
			name := s.print(node.Fun)
			switch path := strings.Split(name, "."); {
			case name == "outwit.Fail":
				found.err = s.print(node.Args[2])
			case path[0] == "self":
				found.on, found.method = "self", path[1]
			case path[0] == "recv" && len(path) == 2:
				found.method = path[1]
			case path[0] == "recv":
				found.on, found.method = path[1], path[2]
			}
		}
		return true
	})
}

func (s *source) print(node ast.Node) string {
	var text strings.Builder
	if err := printer.Fprint(&text, s.files, node); err != nil {
		return ""
	}
	return text.String()
}

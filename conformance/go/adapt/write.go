package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// text is the file that makes the package playable.
func (s *source) text() string {
	var body strings.Builder
	fmt.Fprintf(&body, "// Conformance is how the package is played.\nvar Conformance = &player.Package{\n")
	body.WriteString(s.load())
	body.WriteString("\tExports: []player.Export{\n")
	for position, export := range s.signature.Exports {
		place := s.exports[position]
		fmt.Fprintf(&body, "\t\t{Function: player.Function{Interface: %q, Name: %q}, Field: %q, Method: %q},\n",
			export.Interface, export.Name, s.field(place[0]), place[1])
	}
	body.WriteString("\t},\n\tImports: []player.Function{\n")
	for position, imported := range s.signature.Imports {
		err := "nil"
		if encoder := s.asked[position].err; encoder != "" {
			err = "reflect.TypeOf(" + encoder + ").In(1)"
		}
		fmt.Fprintf(&body, "\t\t{Interface: %q, Name: %q, Error: %s},\n", imported.Interface, imported.Name, err)
	}
	body.WriteString("\t},\n\tObjects: map[reflect.Type]func(*player.Object) any{\n")
	for _, name := range s.resources() {
		fmt.Fprintf(&body, "\t\treflect.TypeFor[%[1]s](): func(o *player.Object) any { return &host%[1]s{*o} },\n", name)
	}
	body.WriteString("\t},\n\tTypes: map[string]reflect.Type{\n")
	for _, name := range s.types {
		fmt.Fprintf(&body, "\t\t%[1]q: reflect.TypeFor[%[1]s](),\n", name)
	}
	body.WriteString("\t},\n\tValues: map[string]any{\n")
	for _, name := range s.values {
		fmt.Fprintf(&body, "\t\t%[1]q: %[1]s,\n", name)
	}
	body.WriteString("\t},\n}\n")
	for _, name := range s.implemented() {
		body.WriteString(s.adapter(name))
	}

	var head strings.Builder
	fmt.Fprintf(&head, "package %s\n\nimport (\n", s.name)
	for _, path := range []string{"context", "reflect", "outwit", "outwit/wit", "testee/player"} {
		name := path[strings.LastIndex(path, "/")+1:]
		if regexp.MustCompile(`\b` + name + `\.`).MatchString(body.String()) {
			fmt.Fprintf(&head, "\t%q\n", path)
		}
	}
	return head.String() + ")\n\n" + body.String()
}

// load is the function that makes an instance.
func (s *source) load() string {
	given := ""
	if s.imports != "" {
		given = ", " + s.imports + "{" + s.given() + "}"
	}
	return "\tLoad: func(ctx context.Context, path string, host player.Host) (any, *outwit.Instance, error) {\n" +
		"\t\tworld, err := Load(ctx, path" + given + ")\n" +
		"\t\tif err != nil {\n\t\t\treturn nil, nil, err\n\t\t}\n\t\treturn world, world.Instance(), nil\n\t},\n"
}

// given is what the world imports: an adapter an interface, a function a function.
func (s *source) given() string {
	var given strings.Builder
	for _, field := range s.structs[s.imports].Fields.List {
		name := field.Names[0].Name
		if function, is := field.Type.(*ast.FuncType); is {
			fmt.Fprintf(&given, "\n\t\t\t%s: %s,", name, s.function("func", function, s.position("", name, ""), "nil", "host"))
			continue
		}
		fmt.Fprintf(&given, "\n\t\t\t%s: &host%s{player.Object{Host: host}},", name, s.print(field.Type))
	}
	return given.String() + "\n\t\t"
}

// field is where the world has the type of a receiver.
func (s *source) field(receiver string) string {
	if receiver == s.world {
		return ""
	}
	for _, field := range s.structs[s.world].Fields.List {
		if len(field.Names) == 1 && s.print(field.Type) == "*"+receiver {
			return field.Names[0].Name
		}
	}
	return "self"
}

// position is that of an import, by how it is called.
func (s *source) position(on, method, self string) int {
	return slices.IndexFunc(s.asked, func(a asked) bool {
		return a.on == on && a.method == method && (on != "self" || a.self == self)
	})
}

// resources are the interfaces of resources that a host implements.
func (s *source) resources() (names []string) {
	fields := s.interfaces()
	for name := range s.hosts {
		if _, is := fields[name]; !is {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// interfaces are the Go interfaces of imported interfaces, and their fields.
func (s *source) interfaces() map[string]string {
	fields := map[string]string{}
	if s.imports == "" {
		return fields
	}
	for _, field := range s.structs[s.imports].Fields.List {
		if _, function := field.Type.(*ast.FuncType); !function {
			fields[s.print(field.Type)] = field.Names[0].Name
		}
	}
	return fields
}

// implemented are all interfaces that a host implements.
func (s *source) implemented() []string {
	names := s.resources()
	for name := range s.interfaces() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// adapter is a type that implements an interface by asking the player.
func (s *source) adapter(name string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "\ntype host%s struct{ object player.Object }\n", name)
	field, is := s.interfaces()[name]
	object := "nil"
	if !is {
		field, object = "self", "&o.object"
		fmt.Fprintf(&text, "\nfunc (o *host%s) Close() error { return o.object.Host.Dropped(o.object.Number) }\n", name)
	}
	for _, method := range s.hosts[name].Methods.List {
		own := method.Names[0].Name
		head := fmt.Sprintf("func (o *host%s) %s", name, own)
		position := s.position(field, own, name)
		text.WriteString("\n" + s.function(head, method.Type.(*ast.FuncType), position, object, "o.object.Host") + "\n")
	}
	return text.String()
}

// function is a function that asks the player.
func (s *source) function(head string, t *ast.FuncType, position int, object, host string) string {
	var params, names []string
	for _, field := range t.Params.List {
		for range max(1, len(field.Names)) {
			name := fmt.Sprintf("p%d", len(params))
			params = append(params, name+" "+s.print(field.Type))
			names = append(names, name)
		}
	}
	result, results := "nil", "error"
	if len(t.Results.List) == 2 {
		of := s.print(t.Results.List[0].Type)
		result, results = "reflect.TypeFor["+of+"]()", "(r "+of+", err error)"
	}
	ask := fmt.Sprintf("%s.Ask(%d, %s, []any{%s}, %s)", host, position, object, strings.Join(names[1:], ", "), result)
	if results == "error" {
		return fmt.Sprintf("%s(%s) error {\n\t_, err := %s\n\treturn err\n}", head, strings.Join(params, ", "), ask)
	}
	of := s.print(t.Results.List[0].Type)
	return fmt.Sprintf("%s(%s) %s {\n\tgiven, err := %s\n\tr, _ = given.(%s)\n\treturn r, err\n}",
		head, strings.Join(params, ", "), results, ask, of)
}

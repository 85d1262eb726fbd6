package outwit

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// World is a world as JSON (docs/signature.md of the project): generated code states the one that
// it was made from, and a component is checked against it before the first call.
type World struct {
	json  string
	parse func() (*signature, error)
}

// NewWorld is the world that this JSON describes. It is read when it is needed.
func NewWorld(text string) *World {
	return &World{text, sync.OnceValues(func() (*signature, error) { return parseSignature(text) })}
}

// has gives a byte an import: whether a host has it.
func (w *World) has(host Host) ([]byte, error) {
	signature, err := w.parse()
	if err != nil {
		return nil, err
	}
	has := make([]byte, len(signature.Imports))
	for number := range has {
		if host.Has(number) {
			has[number] = 1
		}
	}
	return has, nil
}

type signature struct {
	Types   []*typeDef  `json:"types"`
	Exports []*Function `json:"exports"`
	Imports []*Function `json:"imports"`
	codecs  codecs
}

// Function is a function of a world.
type Function struct {
	// Interface is the interface that has it, `outwit:pdf/reader@0.1.0`; empty for a function of
	// the world itself.
	Interface string `json:"interface"`
	// Name is its WIT name: `extract-text`, `[constructor]document`, `[method]document.text`,
	// `[static]document.open`.
	Name string `json:"name"`

	Params []param  `json:"params"`
	Result *typeRef `json:"result"`

	signature *signature
	position  int
	codec     func() (*functionCodec, error)
}

type param struct {
	Name string  `json:"name"`
	Type typeRef `json:"type"`
}

// typeRef is a primitive's name or the position of a type.
type typeRef struct {
	primitive string
	position  int
}

func (t *typeRef) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &t.primitive)
	}
	return json.Unmarshal(data, &t.position)
}

// typeDef is a compound type. Which fields it has depends on its kind.
type typeDef struct {
	Kind      string          `json:"kind"`
	Name      string          `json:"name"`
	Interface string          `json:"interface"`
	Fields    []param         `json:"fields"`
	Cases     json.RawMessage `json:"cases"`
	Flags     []string        `json:"flags"`
	Of        json.RawMessage `json:"of"`
	Length    *uint32         `json:"length"`
	// Imported says of a resource that the host implements it.
	Imported bool     `json:"imported"`
	Key      typeRef  `json:"key"`
	Value    typeRef  `json:"value"`
	Ok       *typeRef `json:"ok"`
	Err      *typeRef `json:"err"`

	of       typeRef       // list, option, own, borrow
	elements []typeRef     // tuple
	variant  []variantCase // variant
	enum     []string      // enum
}

type variantCase struct {
	Name string   `json:"name"`
	Type *typeRef `json:"type"`
}

func parseSignature(text string) (*signature, error) {
	s := &signature{}
	err := json.Unmarshal([]byte(text), s)
	for _, def := range s.Types {
		if err == nil {
			err = def.settle()
		}
	}
	if err != nil {
		return nil, &LinkError{Message: "the world cannot be read: " + err.Error()}
	}
	for _, functions := range [][]*Function{s.Exports, s.Imports} {
		for position, function := range functions {
			function.signature, function.position = s, position
			function.codec = sync.OnceValues(function.compile)
		}
	}
	return s, nil
}

// settle reads the fields whose form depends on the kind.
func (d *typeDef) settle() error {
	switch d.Kind {
	case "tuple":
		return json.Unmarshal(d.Of, &d.elements)
	case "list", "option", "own", "borrow":
		return json.Unmarshal(d.Of, &d.of)
	case "variant":
		return json.Unmarshal(d.Cases, &d.variant)
	case "enum":
		return json.Unmarshal(d.Cases, &d.enum)
	}
	return nil
}

// String is the function as WIT writes it: `extract-text: func(data: list<u8>) -> string`.
func (f *Function) String() string {
	var params []string
	for _, p := range f.Params {
		params = append(params, p.Name+": "+f.signature.text(p.Type))
	}
	text := fmt.Sprintf("%s: func(%s)", f.Name, strings.Join(params, ", "))
	if f.Result != nil {
		text += " -> " + f.signature.text(*f.Result)
	}
	return text
}

// place is where the function stands, as the library says it.
func (f *Function) place() string {
	if f.Interface == "" {
		return f.Name
	}
	return f.Interface + "." + f.Name
}

// text is a type as WIT writes it where it is used.
func (s *signature) text(t typeRef) string {
	if t.primitive != "" {
		return t.primitive
	}
	def := s.Types[t.position]
	switch def.Kind {
	case "list":
		if def.Length != nil {
			return fmt.Sprintf("list<%s, %d>", s.text(def.of), *def.Length)
		}
		return "list<" + s.text(def.of) + ">"
	case "map":
		return "map<" + s.text(def.Key) + ", " + s.text(def.Value) + ">"
	case "option":
		return "option<" + s.text(def.of) + ">"
	case "tuple":
		var elements []string
		for _, element := range def.elements {
			elements = append(elements, s.text(element))
		}
		return "tuple<" + strings.Join(elements, ", ") + ">"
	case "result":
		switch {
		case def.Ok == nil && def.Err == nil:
			return "result"
		case def.Err == nil:
			return "result<" + s.text(*def.Ok) + ">"
		case def.Ok == nil:
			return "result<_, " + s.text(*def.Err) + ">"
		}
		return "result<" + s.text(*def.Ok) + ", " + s.text(*def.Err) + ">"
	case "own":
		return s.text(def.of)
	case "borrow":
		return "borrow<" + s.text(def.of) + ">"
	}
	return def.Name
}

// find gives the exported function of this name. An interface may be named without its version
// where only one version of it is there.
func (s *signature) find(iface, name string) (*Function, error) {
	var found []*Function
	for _, function := range s.Exports {
		unversioned, _, _ := strings.Cut(function.Interface, "@")
		if function.Name == name && (function.Interface == iface || unversioned == iface) {
			if function.Interface == iface {
				return function, nil
			}
			found = append(found, function)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	where := "the world"
	if iface != "" {
		where = iface
	}
	if len(found) > 1 {
		return nil, &Error{Kind: "usage", Message: fmt.Sprintf("%s has several versions; say which: %s, %s ..",
			where, found[0].Interface, found[1].Interface)}
	}
	return nil, &Error{Kind: "usage", Message: fmt.Sprintf("%s exports no function %s; Exports lists them", where, name)}
}

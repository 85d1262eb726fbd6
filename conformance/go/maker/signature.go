package main

import "encoding/json"

// signature is a world as JSON (docs/signature.md of the project).
type signature struct {
	Types            []*definition
	Exports, Imports []*function
}

type function struct {
	Interface, Name string
	Params          []member
	Result          *typeRef
}

// member has a name and perhaps a type: a field, a parameter, a case.
type member struct {
	Name string
	Type *typeRef
}

// typeRef is a primitive's name or the position of a type.
type typeRef struct {
	primitive string
	position  int
}

func (t *typeRef) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, &t.primitive)
	}
	return json.Unmarshal(text, &t.position)
}

// definition is a compound type. Which fields it has depends on its kind.
type definition struct {
	Kind, Name          string
	Fields              []member
	Cases, Of           json.RawMessage
	Flags               []string
	Length              *int
	Key, Value, Ok, Err *typeRef
}

// read reads what depends on the kind; signatures are well formed.
func read[T any](text json.RawMessage) (value T) {
	if err := json.Unmarshal(text, &value); err != nil {
		panic(err)
	}
	return value
}

func (d *definition) of() *typeRef         { return read[*typeRef](d.Of) }
func (d *definition) elements() []*typeRef { return read[[]*typeRef](d.Of) }
func (d *definition) cases() []member      { return read[[]member](d.Cases) }
func (d *definition) names() []string      { return read[[]string](d.Cases) }

// payload is the type of a case's payload, or nil.
func (d *definition) payload(name string) *typeRef {
	for _, own := range d.cases() {
		if own.Name == name {
			return own.Type
		}
	}
	return nil
}

// find finds a function by its name.
func find(functions []*function, iface, name string) *function {
	for _, own := range functions {
		if own.Interface == iface && own.Name == name {
			return own
		}
	}
	panic("there is no function " + iface + "." + name)
}

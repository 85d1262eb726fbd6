// Command maker makes scripts of random values: it reads an order a line, and answers with a line of
// JSON.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"outwit"
)

// order is what is wanted.
type order struct {
	Component string    `json:"component"`
	Bindings  *string   `json:"bindings"`
	Seed      uint64    `json:"seed"`
	Steps     int       `json:"steps"`
	Script    string    `json:"script"`
	Signature signature `json:"signature"`
	// The functions that give back what they are given.
	Echoes []struct{ Interface, Name string } `json:"echoes"`
}

// call is a call with what went in and what came out.
type call struct {
	Interface *string `json:"interface"`
	Name      string  `json:"name"`
	Args      []any   `json:"args"`
	Result    any     `json:"result"`
}

type act struct {
	Call *call `json:"call"`
}

type step struct {
	act
	Imports []act `json:"imports"`
}

// maker is one component, through whose echoing functions random values go.
type maker struct {
	*order
	instance *outwit.Instance
	chance   *chance
	forms    *forms
	tags     tags
	// What the host is told, and what it says.
	told []act
}

func newMaker(ctx context.Context, own *order) (*maker, error) {
	types := own.Signature.Types
	m := &maker{order: own, chance: newChance(types, own.Seed), forms: newForms(types, own.Seed), tags: tags{types}}
	component, err := outwit.Load(own.Component)
	if err != nil {
		return nil, err
	}
	given := map[string]any{}
	for _, function := range own.Signature.Imports {
		if function.Interface == "" {
			given[function.Name] = m.host(function)
			continue
		}
		members, known := given[function.Interface].(map[string]any)
		if !known {
			members = map[string]any{}
			given[function.Interface] = members
		}
		members[function.Name] = m.host(function)
	}
	m.instance, err = component.Instantiate(ctx, outwit.WithImports(given))
	return m, err
}

// step sends values through a function: the step of a script.
func (m *maker) step(ctx context.Context) (*step, error) {
	echo := choice(m.chance.Rand, m.Echoes...)
	own := find(m.Signature.Exports, echo.Interface, echo.Name)
	sent, args := []any{}, []any{}
	for _, param := range own.Params {
		value := m.chance.value(param.Type)
		sent = append(sent, value)
		args = append(args, m.forms.make(param.Type, value))
	}
	m.told = nil
	value, err := m.instance.Call(ctx, own.Interface, own.Name, args...)
	var failed *outwit.WitError
	if err != nil && !errors.As(err, &failed) {
		return nil, err
	}
	var back any
	if def := m.result(own); def == nil {
		back = m.tags.tag(own.Result, value)
	} else if failed != nil {
		back = []any{"result", "err", m.tags.tag(def.Err, failed.Payload)}
	} else {
		back = []any{"result", "ok", m.tags.tag(def.Ok, value)}
	}
	wanted := any([]any{"tuple", sent[:min(2, len(sent))]})
	if *own.Result == *own.Params[0].Type {
		wanted = sent[0]
	}
	if len(m.told) > 0 {
		if err := same(sent, m.told[0].Call.Args, "what the host was told"); err != nil {
			return nil, err
		}
		wanted = m.told[0].Call.Result
	}
	if err := same(wanted, back, "what came back"); err != nil {
		return nil, err
	}
	return &step{act{&call{whole(own.Interface), own.Name, sent, wanted}}, append([]act{}, m.told...)}, nil
}

// result is the type of a function's result, if that is a `result`.
func (m *maker) result(own *function) *definition {
	if own.Result.primitive != "" || m.Signature.Types[own.Result.position].Kind != "result" {
		return nil
	}
	return m.Signature.Types[own.Result.position]
}

func (m *maker) host(own *function) func(context.Context, ...any) (any, error) {
	return func(_ context.Context, args ...any) (any, error) {
		told := &call{Interface: whole(own.Interface), Name: own.Name}
		for i, param := range own.Params {
			told.Args = append(told.Args, m.tags.tag(param.Type, args[i]))
		}
		says := m.chance.value(own.Result)
		told.Result = says
		m.told = append(m.told, act{told})
		def := m.result(own)
		switch {
		case def == nil:
			return m.forms.make(own.Result, says), nil
		case says[1] == "ok":
			return m.forms.make(def.Ok, says[2]), nil
		}
		return nil, &outwit.WitError{Payload: m.forms.make(def.Err, says[2])}
	}
}

// whole is an interface's name; nil for functions of the world itself.
func whole(name string) *string {
	if name == "" {
		return nil
	}
	return &name
}

// same fails unless two values of scripts are the same, whatever the order of maps.
func same(wanted, value any, what string) error {
	a, b := text(sorted(wanted)), text(sorted(value))
	if !bytes.Equal(a, b) {
		return fmt.Errorf("%s is %s, expected %s", what, b, a)
	}
	return nil
}

// sorted is a value with the entries of its maps in order.
func sorted(value any) any {
	list, is := value.([]any)
	if !is {
		return value
	}
	parts := make([]any, len(list))
	for i, part := range list {
		parts[i] = sorted(part)
	}
	if len(parts) == 2 && parts[0] == "map" {
		entries := parts[1].([]any)
		slices.SortFunc(entries, func(a, b any) int { return bytes.Compare(text(a), text(b)) })
	}
	return parts
}

func text(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

// write writes a script of as many steps as are wanted.
func write(ctx context.Context, line []byte) (err error) {
	own := &order{}
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%v", reason)
		}
		if err != nil {
			err = fmt.Errorf("seed %d: %w", own.Seed, err)
		}
	}()
	if err := json.Unmarshal(line, own); err != nil {
		return err
	}
	m, err := newMaker(ctx, own)
	if err != nil {
		return err
	}
	steps := make([]*step, own.Steps)
	for i := range steps {
		if steps[i], err = m.step(ctx); err != nil {
			return err
		}
	}
	if err := m.instance.Close(); err != nil {
		return err
	}
	script := map[string]any{"component": own.Component, "bindings": own.Bindings, "steps": steps}
	return os.WriteFile(own.Script, text(script), 0o666)
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		answer := map[string]any{"error": nil}
		if err := write(context.Background(), line); err != nil {
			answer["error"] = err.Error()
		}
		if err := answers.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, "maker:", err)
			os.Exit(1)
		}
	}
}

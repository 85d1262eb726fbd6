// Package worlds makes instances through generated packages.
package worlds

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
)

// Main is given the Load function of every package. It reads a package and a component a line, and
// answers with a line of JSON.
func Main(packages map[string]any) {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		name, component, _ := strings.Cut(lines.Text(), "\t")
		answer := struct {
			Error *string `json:"error"`
		}{}
		if err := load(packages[name], component); err != nil {
			text := err.Error()
			answer.Error = &text
		}
		if err := answers.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, "worlds:", err)
			os.Exit(1)
		}
	}
}

// load calls a package's Load with the component and with imports that are all there.
func load(function any, component string) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	if function == nil {
		return fmt.Errorf("there is no such package")
	}
	call := reflect.ValueOf(function)
	arguments := []reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(component)}
	if call.Type().NumIn() == 4 { // ctx, path, imports, options
		arguments = append(arguments, given(call.Type().In(2)))
	}
	results := call.Call(arguments)
	if err, failed := results[1].Interface().(error); failed {
		return err
	}
	return results[0].Interface().(io.Closer).Close()
}

// given is a value of the type of a world's imports, in which nothing is missing.
func given(t reflect.Type) reflect.Value {
	imports := reflect.New(t).Elem()
	for position := range t.NumField() {
		field := t.Field(position)
		switch field.Type.Kind() {
		case reflect.Func:
			imports.Field(position).Set(reflect.MakeFunc(field.Type, func([]reflect.Value) []reflect.Value {
				panic("it was only to be there")
			}))
		default:
			// A struct that embeds an interface has its methods.
			stub := reflect.StructOf([]reflect.StructField{{Name: "Stub", Type: field.Type, Anonymous: true}})
			imports.Field(position).Set(reflect.New(stub).Elem())
		}
	}
	return imports
}

package tests

import (
	"context"
	"errors"
	"reflect"
	"testing"

	names "fixtures/names/golden/go"

	"outwit"
	"outwit/wit"
)

func TestNamesEveryFunction(t *testing.T) {
	echo := typed(t, "names", names.New).Echo
	d := dynamicEcho(t, "names")
	functions := reflect.ValueOf(echo)
	equal(t, functions.NumMethod(), 142)
	for i := range functions.NumMethod() {
		results := functions.Method(i).Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(uint32(7))})
		equal(t, results[0].Interface(), uint32(7))
		equal(t, results[1].IsNil(), true)
	}
	count := 0
	for _, function := range ok(component(t, "names").Exports())(t) {
		if function.Interface == d.iface {
			equal(t, d.call(function.Name, 7), uint32(7))
			count++
		}
	}
	equal(t, count, 142)
}

func TestNamesKeywords(t *testing.T) {
	echo := typed(t, "names", names.New).Echo
	sevens(t, echo.Func, echo.Go, echo.Chan, echo.Map, echo.Struct, echo.Nil, echo.Make, echo.String, echo.Error, echo.Iota)
}

func TestNamesNamesOfTheRuntime(t *testing.T) {
	echo := typed(t, "names", names.New).Echo
	sevens(t, echo.Ctx, echo.Err, echo.Close, echo.Instance, echo.Payload, echo.Value, echo.Encode, echo.Decode, echo.Result, echo.Ok)
}

func TestNamesCapitals(t *testing.T) {
	echo := typed(t, "names", names.New).Echo
	sevens(t, echo.HTTPURL, echo.GetURL, echo.UserID, echo.XY, echo.XMLParser, echo.UTF8, echo.Sha256Sum, echo.BCD, echo.JSONRPCID)
}

func sevens(t *testing.T, echoes ...func(context.Context, uint32) (uint32, error)) {
	t.Helper()
	for _, echo := range echoes {
		equal(t, ok(echo(ctx, 7))(t), uint32(7))
	}
}

func TestNamesTypes(t *testing.T) {
	own := typed(t, "names", names.New).Import
	same(t, own.EchoType, names.Type{Class: 1, Func: 2, Range: 3, Value: 4})
	same(t, own.EchoEnum, names.EnumNone, names.EnumTrue, names.EnumClass, names.EnumMro, names.EnumDefault)
	same(t, own.EchoFlag, names.FlagNone|names.FlagIn)
	same[names.Object](t, own.EchoObject,
		names.ObjectClass{}, names.ObjectType{Value: names.Type{Self: 1}},
		names.ObjectNone{Value: wit.Ptr(uint8(1))}, names.ObjectTag{Value: "t"}, names.ObjectVal{Value: []byte{1}})
	same(t, own.EchoHTTPURL, names.HTTPURL{UserID: "u", XMLBody: "x", Sha256: []byte{1}, XYZ: 3})
	d := dynamically(t, "names", "fixtures:names/import")
	d.same("echo-enum", "none", "true", "class", "mro")
	d.same("echo-flag", []string{"none", "in"})
	d.same("echo-object", wit.Variant{Case: "class"}, wit.Variant{Case: "val", Value: []byte{1}})
	d.same("echo-HTTP-URL", map[string]any{"user-ID": "u", "XML-body": "x", "sha256": []byte{1}, "x-Y-z": uint8(3)})
}

func TestNamesNamesOfOtherTypes(t *testing.T) {
	own := typed(t, "names", names.New).Import
	got := ok(own.EchoNames(ctx, names.Promise{Name: "p"}, names.Uint8Array{Length: 1}, names.Array{Length: 2}, names.List{Len: 3},
		names.String{Len: 4}, names.Instance{ID: 5}, names.WitError{Payload: "w"}))(t)
	equal(t, got, wit.Tuple7[names.Promise, names.Uint8Array, names.Array, names.List, names.String, names.Instance, names.WitError]{
		F0: names.Promise{Name: "p"}, F1: names.Uint8Array{Length: 1}, F2: names.Array{Length: 2}, F3: names.List{Len: 3},
		F4: names.String{Len: 4}, F5: names.Instance{ID: 5}, F6: names.WitError{Payload: "w"},
	})
	d := dynamically(t, "names", "fixtures:names/import")
	equal(t, d.call("echo-names", names.Promise{Name: "p"}, names.Uint8Array{Length: 1}, names.Array{Length: 2}, names.List{Len: 3},
		names.String{Len: 4}, names.Instance{ID: 5}, names.WitError{Payload: "w"}).([]any)[6], map[string]any{"payload": "w"})
}

func TestNamesAnErrorCalledError(t *testing.T) {
	err := typed(t, "names", names.New).Import.Fail(ctx, "no")
	var failed *names.ImportError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, names.Error{Message: "no", Stack: []string{"here"}})
	d := dynamically(t, "names", "fixtures:names/import")
	_, err = d.instance.Call(ctx, d.iface, "fail", "no")
	failsWith(t, err, map[string]any{"message": "no", "stack": []string{"here"}})
}

func TestNamesAResourceCalledClass(t *testing.T) {
	own := typed(t, "names", names.New).Import
	class := ok(own.NewClass(ctx, "r"))(t)
	equal(t, ok(class.Name(ctx))(t), "r")
	equal(t, ok(class.Close_(ctx))(t), "r")
	equal(t, ok(class.Dispose(ctx))(t), "r")
	equal(t, ok(class.Import(ctx, 2))(t), "rr")
	equal(t, class.Close(), nil)
	equal(t, ok(ok(own.ClassDefault(ctx))(t).Name(ctx))(t), "default")
	d := dynamically(t, "names", "fixtures:names/import")
	object := d.call("[constructor]class", "r").(*outwit.Resource)
	equal(t, d.call("[method]class.close", object), "r")
	equal(t, d.call("[method]class.import", object, 2), "rr")
	equal(t, object.Close(), nil)
	equal(t, d.call("[method]class.name", d.call("[static]class.default")), "default")
}

func TestNamesNamesWithComments(t *testing.T) {
	docs := typed(t, "names", names.New).Docs
	same(t, docs.EchoQuotes, names.Quotes{A: 1, D: 4})
	same(t, docs.EchoSlashes, names.SlashesA, names.SlashesB)
	equal(t, ok(docs.Unicode(ctx))(t), "ä語🦀שלום")
	equal(t, docs.Empty(ctx), nil)
	d := dynamically(t, "names", "fixtures:names/docs")
	d.same("echo-slashes", "a", "b")
	equal(t, d.call("unicode"), "ä語🦀שלום")
	equal(t, d.call("empty"), nil)
}

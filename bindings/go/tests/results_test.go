package tests

import (
	"errors"
	"testing"

	results "fixtures/results/golden/go"

	"outwit"
	"outwit/wit"
)

// failsWith wants the error of a function, with this payload.
func failsWith(t *testing.T, err error, payload any) {
	t.Helper()
	var failed *outwit.WitError
	if !errors.As(err, &failed) {
		t.Fatalf("got %T (%v), want a *WitError", err, err)
	}
	equal(t, failed.Payload, payload)
}

// failure is the error of a call.
func failure[T any](_ T, err error) error { return err }

var here = results.Position{Line: 3, Column: 14}
var plainHere = map[string]any{"line": uint32(3), "column": uint32(14)}

func TestResultsSuccess(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	equal(t, echo.None(ctx, true), nil)
	equal(t, ok(echo.OnlyOk(ctx, true, 5))(t), uint32(5))
	equal(t, echo.OnlyErr(ctx, true, "e"), nil)
	equal(t, ok(echo.ErrString(ctx, true, 5))(t), uint32(5))
	equal(t, ok(echo.ErrU32(ctx, true, "v"))(t), "v")
	equal(t, ok(echo.ErrRecord(ctx, true, pattern(5000)))(t), pattern(5000))
	equal(t, ok(echo.ErrEnum(ctx, true, wit.Ptr(uint32(1))))(t), wit.Ptr(uint32(1)))
	equal(t, ok(echo.ErrEnum(ctx, true, nil))(t), (*uint32)(nil))
	equal(t, ok(echo.ErrVariant(ctx, nil, results.Position{Line: 1}))(t), results.Position{Line: 1})
	equal(t, ok(echo.ErrTuple(ctx, true, false))(t), false)
	equal(t, ok(echo.Parse(ctx, "-12"))(t), int64(-12))
	d := dynamicEcho(t, "results")
	equal(t, d.call("none", true), nil)
	equal(t, d.call("only-ok", true, 1), uint32(1))
	equal(t, d.call("err-enum", true, nil), nil)
	equal(t, d.call("parse", "-12"), int64(-12))
}

func TestResultsErrorsOfPlainTypes(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	failsWith(t, echo.None(ctx, false), nil)
	failsWith(t, failure(echo.OnlyOk(ctx, false, 7)), nil)
	failsWith(t, echo.OnlyErr(ctx, false, "why"), "why")
	failsWith(t, failure(echo.ErrString(ctx, false, 7)), "it failed")
	failsWith(t, failure(echo.ErrU32(ctx, false, "v")), uint32(7))
	failsWith(t, failure(echo.ErrTuple(ctx, false, true)), wit.Tuple2[uint8, string]{F0: 9, F1: "it failed"})
	d := dynamicEcho(t, "results")
	for _, call := range []struct {
		name, payload any
		arguments     []any
	}{
		{"none", nil, []any{false}},
		{"only-ok", nil, []any{false, 1}},
		{"only-err", "e", []any{false, "e"}},
		{"err-u32", uint32(7), []any{false, "v"}},
		{"err-tuple", []any{uint8(9), "it failed"}, []any{false, true}},
	} {
		failsWith(t, failure(d.instance.Call(ctx, d.iface, call.name.(string), call.arguments...)), call.payload)
	}
	// They have a type.
}

func TestResultsErrorsOfNamedTypes(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	var position *results.PositionError
	equal(t, errors.As(failure(echo.ErrRecord(ctx, false, nil)), &position), true)
	equal(t, position.Payload, here)
	var code *results.CodeError
	equal(t, errors.As(failure(echo.ErrEnum(ctx, false, nil)), &code), true)
	equal(t, code.Payload, results.CodeDenied)
	var own *results.EchoError
	equal(t, errors.As(failure(echo.ErrOwn(ctx, false, "message")), &own), true)
	equal(t, own.Payload, results.Error{Message: "it failed", Position: &here})
	failsWith(t, own, own.Payload)
	d := dynamicEcho(t, "results")
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "err-record", false, []byte{})), plainHere)
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "err-enum", false, nil)), "denied")
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "err-own", false, "")), map[string]any{"message": "it failed", "position": plainHere})
}

func TestResultsErrorsOfVariants(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	for number, payload := range []results.Failure{
		results.FailureNotFound{Value: "the key"}, results.FailureSyntax{Value: here}, results.FailureTimeout{},
	} {
		err := failure(echo.ErrVariant(ctx, wit.Ptr(uint32(number)), results.Position{}))
		var failure *results.FailureError
		equal(t, errors.As(err, &failure), true)
		equal(t, failure.Payload, payload)
		failsWith(t, err, payload)
	}
	var parse *results.ParseErrorException
	equal(t, errors.As(failure(echo.Parse(ctx, "")), &parse), true)
	equal(t, parse.Payload, results.ParseError(results.ParseErrorEmpty{}))
	equal(t, errors.As(failure(echo.Parse(ctx, "twelve")), &parse), true)
	equal(t, parse.Payload, results.ParseError(results.ParseErrorNotANumber{Value: "twelve"}))
	d := dynamicEcho(t, "results")
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "parse", "x")), wit.Variant{Case: "not-a-number", Value: "x"})
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "err-variant", 1, results.Position{})), wit.Variant{Case: "syntax", Value: plainHere})
}

func TestResultsTextsOfErrors(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	equal(t, failure(echo.ErrString(ctx, false, 7)).Error(), "it failed")
	equal(t, failure(echo.ErrU32(ctx, false, "v")).Error(), "7")
	equal(t, failure(echo.Parse(ctx, "x")).Error(), `not-a-number("x")`)
	equal(t, wit.Ok[int, string](1).String(), "ok(1)")
	equal(t, wit.Err[int]("e").String(), "err(e)")
}

func TestResultsAnErrorDoesNotHarmTheInstance(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	d := dynamicEcho(t, "results")
	for i := range uint32(100) {
		failsWith(t, failure(echo.ErrString(ctx, false, i)), "it failed")
		failsWith(t, failure(d.instance.Call(ctx, d.iface, "none", false)), nil)
	}
	equal(t, ok(echo.ErrString(ctx, true, 5))(t), uint32(5))
	equal(t, d.call("none", true), nil)
}

func TestResultsRoundTrips(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	none := struct{}{}
	same(t, echo.EchoNone, []wit.Result[struct{}, struct{}]{}, []wit.Result[struct{}, struct{}]{wit.Ok[struct{}, struct{}](none), wit.Err[struct{}](none)})
	same(t, echo.EchoOnlyOk, []wit.Result[uint32, struct{}]{wit.Ok[uint32, struct{}](1), wit.Err[uint32](none)})
	same(t, echo.EchoOnlyErr, []wit.Result[struct{}, string]{wit.Ok[struct{}, string](none), wit.Err[struct{}]("e")})
	same(t, echo.EchoBoth, []wit.Result[string, results.Failure]{
		wit.Ok[string, results.Failure]("v"),
		wit.Err[string, results.Failure](results.FailureTimeout{}),
		wit.Err[string, results.Failure](results.FailureSyntax{Value: results.Position{Line: 1}}),
	})
	d := dynamicEcho(t, "results")
	d.same("echo-none", []wit.Result[any, any]{wit.Ok[any, any](nil), wit.Err[any, any](nil)})
	d.same("echo-both", []wit.Result[any, any]{wit.Ok[any, any]("v"), wit.Err[any, any](wit.Variant{Case: "timeout"})})
}

func TestResultsInsideOfOthers(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	none := struct{}{}
	same(t, echo.EchoMixed,
		wit.Tuple2[wit.Result[float32, uint64], uint8]{F0: wit.Ok[float32, uint64](0.5), F1: 1},
		wit.Tuple2[wit.Result[float32, uint64], uint8]{F0: wit.Err[float32](uint64(1<<64 - 1)), F1: 255})
	same(t, echo.EchoOption, nil, wit.Ptr(wit.Ok[uint32, string](0)), wit.Ptr(wit.Err[uint32]("")))
	same(t, echo.EchoReport, results.Report{Second: wit.Err[struct{}](results.CodeDenied), Last: wit.Err[struct{}](none)})
	d := dynamicEcho(t, "results")
	d.same("echo-mixed", []any{wit.Err[any, any](uint64(1 << 63)), uint8(3)})
	d.same("echo-option", nil, wit.Ok[any, any](uint32(1)))
	d.same("echo-report", map[string]any{
		"first": wit.Ok[any, any](uint32(1)), "second": wit.Err[any, any]("missing"),
		"third": wit.Ok[any, any]("a"), "last": wit.Err[any, any](nil),
	})
}

func TestResultsResultsOfResults(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	for _, inner := range []wit.Result[uint8, string]{wit.Ok[uint8, string](1), wit.Err[uint8]("a")} {
		equal(t, ok(echo.Nested(ctx, wit.Ok[wit.Result[uint8, string], results.Code](inner)))(t), inner)
	}
	failsWith(t, failure(echo.Nested(ctx, wit.Err[wit.Result[uint8, string]](results.CodeMissing))), results.CodeMissing)
	d := dynamicEcho(t, "results")
	equal(t, d.call("nested", wit.Ok[any, any](wit.Err[any, any]("a"))), wit.Err[any, any]("a"))
	failsWith(t, failure(d.instance.Call(ctx, d.iface, "nested", wit.Err[any, any]("missing"))), "missing")
}

func TestResultsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "results")
	d.refuses("echo-only-ok", []any{5}, "v[0]", "expected a wit.Result[any, any], got int")
	d.refuses("echo-only-ok", []any{nil}, "v[0]", "expected a wit.Result[any, any], got nil")
}

func TestResultsWrongPayloads(t *testing.T) {
	d := dynamicEcho(t, "results")
	d.refuses("echo-none", []wit.Result[any, any]{wit.Ok[any, any](1)}, "v[0].ok", "expected nil, as there is no payload, got int")
	d.refuses("echo-only-ok", []any{wit.Ok[any, any](nil)}, "v[0].ok", "expected an integer (u32), got nil")
}

func TestResultsPath(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	err := failure(echo.EchoOnlyErr(ctx, []wit.Result[struct{}, string]{{}, wit.Err[struct{}]("\xff")}))
	wrongValue(t, err, "v[1].err", "not UTF-8")
	err = failure(echo.EchoReport(ctx, results.Report{Third: wit.Ok[string, struct{}]("\xff")}))
	wrongValue(t, err, "v.third.ok", "not UTF-8")
	d := dynamicEcho(t, "results")
	d.refuses("echo-only-ok", []any{wit.Ok[any, any](1), wit.Ok[any, any](-1)}, "v[1].ok", "-1 is out of range of u32")
	d.refuses("echo-report", map[string]any{
		"first": wit.Ok[any, any](1), "second": wit.Err[any, any](5), "third": wit.Ok[any, any]("a"), "last": wit.Ok[any, any](nil),
	}, "v.second.err", "expected the name of a case of code, got int")
}

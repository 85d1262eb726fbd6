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

func TestResults(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	equal(t, echo.None(ctx, true), nil)
	failsWith(t, echo.None(ctx, false), nil)
	equal(t, ok(echo.OnlyOk(ctx, true, 7))(t), uint32(7))
	_, err := echo.OnlyOk(ctx, false, 7)
	failsWith(t, err, nil)
	equal(t, echo.OnlyErr(ctx, true, "e"), nil)
	failsWith(t, echo.OnlyErr(ctx, false, "e"), "e")
	equal(t, ok(echo.ErrU32(ctx, true, "v"))(t), "v")
	equal(t, ok(echo.Parse(ctx, "-12"))(t), int64(-12))
	equal(t, ok(echo.ErrRecord(ctx, true, pattern(5000)))(t), pattern(5000))
	equal(t, ok(echo.ErrEnum(ctx, true, nil))(t), (*uint32)(nil))

	_, err = echo.ErrString(ctx, false, 7)
	var plain *outwit.WitError
	equal(t, errors.As(err, &plain), true)
	equal(t, err.Error(), plain.Payload)
}

func TestResultsHaveErrorTypes(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	_, err := echo.ErrVariant(ctx, wit.Ptr(uint32(0)), results.Position{})
	var failure *results.FailureError
	if !errors.As(err, &failure) {
		t.Fatalf("got %T (%v)", err, err)
	}
	_, notFound := failure.Payload.(results.FailureNotFound)
	equal(t, notFound, true)
	failsWith(t, err, failure.Payload)

	_, err = echo.Parse(ctx, "x")
	var parse *results.ParseErrorException
	equal(t, errors.As(err, &parse), true)
	equal(t, parse.Payload, results.ParseError(results.ParseErrorNotANumber{Value: "x"}))
	equal(t, err.Error(), `not-a-number("x")`)

	_, err = echo.ErrEnum(ctx, false, nil)
	var code *results.CodeError
	equal(t, errors.As(err, &code), true)
	_, err = echo.ErrRecord(ctx, false, nil)
	var position *results.PositionError
	equal(t, errors.As(err, &position), true)
	_, err = echo.ErrOwn(ctx, false, "message")
	var own *results.EchoError
	equal(t, errors.As(err, &own), true)
	_, err = echo.ErrTuple(ctx, false, true)
	var tuple *outwit.WitError
	equal(t, errors.As(err, &tuple), true)
}

func TestResultsAsValues(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	none := struct{}{}
	same(t, echo.EchoNone, []wit.Result[struct{}, struct{}]{wit.Ok[struct{}, struct{}](none), wit.Err[struct{}](none)})
	same(t, echo.EchoOnlyOk, []wit.Result[uint32, struct{}]{wit.Ok[uint32, struct{}](1), wit.Err[uint32](none)})
	same(t, echo.EchoOnlyErr, []wit.Result[struct{}, string]{wit.Ok[struct{}, string](none), wit.Err[struct{}]("e")})
	same(t, echo.EchoBoth, []wit.Result[string, results.Failure]{
		wit.Ok[string, results.Failure]("v"),
		wit.Err[string, results.Failure](results.FailureTimeout{}),
		wit.Err[string, results.Failure](results.FailureSyntax{Value: results.Position{Line: 1}}),
	})
	same(t, echo.EchoMixed, wit.Tuple2[wit.Result[float32, uint64], uint8]{F0: wit.Err[float32](uint64(1 << 63)), F1: 3})
	same(t, echo.EchoOption, nil, wit.Ptr(wit.Ok[uint32, string](1)))
	same(t, echo.EchoReport, results.Report{Second: wit.Err[struct{}](results.CodeDenied), Last: wit.Err[struct{}](none)})
	inner := wit.Ok[uint8, string](1)
	equal(t, ok(echo.Nested(ctx, wit.Ok[wit.Result[uint8, string], results.Code](inner)))(t), inner)
	equal(t, wit.Ok[int, string](1).String(), "ok(1)")
	equal(t, wit.Err[int]("e").String(), "err(e)")
}

func TestResultsDynamic(t *testing.T) {
	d := dynamically(t, "results", "fixtures:results/echo")
	equal(t, d.call("none", true), nil)
	equal(t, d.call("only-ok", true, 1), uint32(1))
	for name, want := range map[string]any{"none": nil, "only-err": "e"} {
		arguments := []any{false, "e"}[:map[string]int{"none": 1, "only-err": 2}[name]]
		_, err := d.instance.Call(ctx, d.iface, name, arguments...)
		failsWith(t, err, want)
	}
	_, err := d.instance.Call(ctx, d.iface, "parse", "x")
	failsWith(t, err, wit.Variant{Case: "not-a-number", Value: "x"})
	d.same("echo-none", []wit.Result[any, any]{wit.Ok[any, any](nil), wit.Err[any, any](nil)})
	d.refuses("echo-none", []wit.Result[any, any]{wit.Ok[any, any](1)}, "v[0].ok", "expected nil, as there is no payload, got int")
}

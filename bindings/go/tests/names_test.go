package tests

import (
	"errors"
	"testing"

	names "fixtures/names/golden/go"

	"outwit/wit"
)

func TestNames(t *testing.T) {
	world := typed(t, "names", names.New)
	same(t, world.Import.EchoType, names.Type{Class: 1, Func: 2, Range: 3, Value: 4})
	same(t, world.Import.EchoEnum, names.EnumNone, names.EnumDefault)
	same(t, world.Import.EchoFlag, names.FlagNone|names.FlagIn)
	same[names.Object](t, world.Import.EchoObject,
		names.ObjectClass{}, names.ObjectType{Value: names.Type{Self: 1}},
		names.ObjectNone{Value: wit.Ptr(uint8(1))}, names.ObjectTag{Value: "t"}, names.ObjectVal{Value: []byte{1}})
	same(t, world.Import.EchoHTTPURL, names.HTTPURL{UserID: "u", XMLBody: "x", Sha256: []byte{1}, XYZ: 3})
	err := world.Import.Fail(ctx, "message")
	var failed *names.ImportError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload.Message, "message")

	class := ok(world.Import.NewClass(ctx, "c"))(t)
	equal(t, ok(class.Name(ctx))(t), "c")
	equal(t, ok(class.Close_(ctx))(t), "c")
	equal(t, ok(class.Import(ctx, 2))(t), "cc")
	equal(t, class.Close(), nil)
	equal(t, ok(ok(world.Import.ClassDefault(ctx))(t).Name(ctx))(t), "default")

	for _, echo := range []func() (uint32, error){
		func() (uint32, error) { return world.Echo.Func(ctx, 7) },
		func() (uint32, error) { return world.Echo.Nil(ctx, 7) },
		func() (uint32, error) { return world.Echo.Ctx(ctx, 7) },
		func() (uint32, error) { return world.Echo.Err(ctx, 7) },
		func() (uint32, error) { return world.Echo.Result(ctx, 7) },
		func() (uint32, error) { return world.Echo.String(ctx, 7) },
		func() (uint32, error) { return world.Echo.Error(ctx, 7) },
		func() (uint32, error) { return world.Echo.GetURL(ctx, 7) },
		func() (uint32, error) { return world.Echo.JSONRPCID(ctx, 7) },
		func() (uint32, error) { return world.Echo.BCD(ctx, 7) },
	} {
		equal(t, ok(echo())(t), uint32(7))
	}
	same(t, world.Docs.EchoQuotes, names.Quotes{A: 1, D: 4})
	equal(t, world.Docs.Empty(ctx), nil)
}

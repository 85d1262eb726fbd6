package tests

import (
	"bytes"
	"testing"

	bytesworld "fixtures/bytes/golden/go"
)

// sizes are around those from which a run travels beside the buffer.
var sizes = []int{0, 1, 2, 63, 64, 1023, 1024, 1025, 4095, 4096, 4097, 65536, 1 << 20}

func pattern(size int) []byte {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(i * 7)
	}
	return data
}

func TestBytes(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	for _, size := range sizes {
		data := pattern(size)
		same(t, echo.EchoBytes, data)
		same(t, echo.EchoList, [][]byte{data, {}, data})
		same(t, echo.EchoOption, &data)
		same(t, echo.EchoChunk, bytesworld.Chunk{Name: "chunk", Data: data})
	}
	same(t, echo.EchoOption, nil)
	equal(t, ok(echo.EchoBytes(ctx, nil))(t), []byte{})
	equal(t, ok(echo.Sum(ctx, []byte{1, 2, 255}))(t), uint64(258))
	equal(t, ok(echo.Reverse(ctx, []byte{1, 2, 3}))(t), []byte{3, 2, 1})
	equal(t, ok(echo.Fill(ctx, 7, 5000))(t), bytes.Repeat([]byte{7}, 5000))
	equal(t, ok(echo.Concat(ctx, [][]byte{pattern(5000), {1}, pattern(5000)}))(t),
		append(append(pattern(5000), 1), pattern(5000)...))
}

// A result is the caller's own: later calls do not change it.
func TestBytesAreOwned(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	for _, size := range []int{100, 5000} {
		first := ok(echo.EchoBytes(ctx, pattern(size)))(t)
		ok(echo.Fill(ctx, 9, uint32(size)))(t)
		equal(t, first, pattern(size))
	}
}

func TestBytesDynamic(t *testing.T) {
	d := dynamically(t, "bytes", "fixtures:bytes/echo")
	d.same("echo-bytes", []byte{}, []byte{1, 2, 3}, pattern(1<<20))
	d.same("echo-list", [][]byte{{1}, {}, pattern(5000)})
	d.same("echo-option", nil, []byte{1})
	d.same("echo-chunk", map[string]any{"name": "n", "data": []byte{1}})
	equal(t, d.call("echo-bytes", []int{1, 2, 255}), []byte{1, 2, 255})
	equal(t, d.call("echo-bytes", [3]any{1, uint8(2), int64(3)}), []byte{1, 2, 3})
	d.refuses("echo-bytes", []int{1, 256}, "v[1]", "256 is out of range of u8 (0 to 255)")
	d.refuses("echo-bytes", []int{-1}, "v[0]", "-1 is out of range of u8")
	d.refuses("echo-bytes", "text", "v", "expected a slice, got string")
	d.refuses("echo-list", []any{[]byte{1}, []any{"x"}}, "v[1][0]", "expected an integer (u8), got string")
}

package tests

import (
	"bytes"
	"runtime"
	"syscall"
	"testing"
	"time"

	bytesworld "fixtures/bytes/golden/go"
)

// sizes are around those from which a run travels beside the buffer.
var sizes = []int{0, 1, 2, 63, 64, 1023, 1024, 1025, 4095, 4096, 4097, 65536, 1 << 20, 1<<22 + 3}

func pattern(size int) []byte {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(i * 7)
	}
	return data
}

func TestBytesRoundTrips(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	d := dynamicEcho(t, "bytes")
	for _, size := range sizes {
		same(t, echo.EchoBytes, pattern(size))
		d.same("echo-bytes", pattern(size))
	}
}

func TestBytesWhatCountsAsBytes(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	equal(t, ok(echo.EchoBytes(ctx, nil))(t), []byte{})
	d := dynamicEcho(t, "bytes")
	for _, size := range sizes {
		data := pattern(size)
		around := pattern(size + 2)
		same(t, echo.EchoBytes, around[1:size+1])
		type octets []byte
		equal(t, d.call("echo-bytes", octets(data)), data)
		equal(t, d.call("echo-bytes", around[1:size+1]), around[1:size+1])
	}
	equal(t, d.call("echo-bytes", [3]byte{1, 2, 255}), []byte{1, 2, 255})
}

func TestBytesMemoryFromElsewhere(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	d := dynamicEcho(t, "bytes")
	for _, size := range []int{10, 10000} {
		memory := ok(syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE))(t)
		copy(memory, "abc")
		want := append([]byte("abc"), make([]byte, size-3)...)
		equal(t, ok(echo.EchoBytes(ctx, memory))(t), want)
		equal(t, d.call("echo-bytes", memory), want)
		equal(t, syscall.Munmap(memory), nil)
	}
	// They are read number by number.
}

func TestBytesBuffersOfOtherNumbers(t *testing.T) {
	d := dynamicEcho(t, "bytes")
	equal(t, d.call("echo-bytes", []int{1, 2, 255}), []byte{1, 2, 255})
	equal(t, d.call("echo-bytes", [3]any{1, uint8(2), int64(3)}), []byte{1, 2, 3})
	d.refuses("echo-bytes", []uint16{1, 256}, "v[1]", "256 is out of range of u8 (0 to 255)")
	d.refuses("echo-bytes", []int8{-1}, "v[0]", "-1 is out of range of u8")
	d.refuses("echo-bytes", []float64{1}, "v[0]", "expected an integer (u8), got float64")
}

func TestBytesInsideOfOthers(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	for _, size := range sizes {
		data := pattern(size)
		same(t, echo.EchoList, [][]byte{data, {}, data})
		same(t, echo.EchoOption, &data)
		same(t, echo.EchoChunk, bytesworld.Chunk{Name: "chunk", Data: data})
	}
	same(t, echo.EchoOption, nil)
	same(t, echo.EchoList, [][]byte{})
	d := dynamicEcho(t, "bytes")
	d.same("echo-list", [][]byte{}, [][]byte{{1}, {}, pattern(5000)})
	d.same("echo-option", nil, []byte{}, []byte{1}, pattern(5000))
	d.same("echo-chunk", map[string]any{"name": "n", "data": []byte{1}})
}

func TestBytesComputed(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	for _, size := range []int{0, 3, 5000} {
		data, sum := pattern(size), uint64(0)
		backwards := make([]byte, size)
		for i, value := range data {
			backwards[size-1-i] = value
			sum += uint64(value)
		}
		equal(t, ok(echo.Reverse(ctx, data))(t), backwards)
		equal(t, ok(echo.Sum(ctx, data))(t), sum)
	}
	equal(t, ok(echo.Fill(ctx, 255, 3))(t), []byte{255, 255, 255})
	equal(t, ok(echo.Fill(ctx, 7, 5000))(t), bytes.Repeat([]byte{7}, 5000))
	joined := append(append(pattern(5000), 1), pattern(5000)...)
	equal(t, ok(echo.Concat(ctx, [][]byte{pattern(5000), {1}, pattern(5000)}))(t), joined)
	d := dynamicEcho(t, "bytes")
	equal(t, d.call("sum", []byte{1, 2, 255}), uint64(258))
	equal(t, d.call("concat", [][]byte{pattern(5000), {1}, pattern(5000)}), joined)
	// Later calls do not change them.
}

func TestBytesResultsAreTheCallersOwn(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	d := dynamicEcho(t, "bytes")
	for _, size := range []int{100, 5000} {
		first, second := ok(echo.EchoBytes(ctx, pattern(size)))(t), d.call("echo-bytes", pattern(size))
		ok(echo.Fill(ctx, 9, uint32(size)))(t)
		d.call("fill", 9, size)
		equal(t, first, pattern(size))
		equal(t, second, pattern(size))
	}
}

func TestBytesWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "bytes")
	d.refuses("echo-bytes", "text", "v", "expected a slice, got string")
	d.refuses("echo-bytes", 5, "v", "expected a slice, got int")
	d.refuses("echo-bytes", nil, "v", "expected a slice, got nil")
	d.refuses("echo-bytes", map[int]int{1: 2}, "v", "expected a slice, got map[int]int")
}

func TestBytesPath(t *testing.T) {
	d := dynamicEcho(t, "bytes")
	d.refuses("echo-bytes", []int{0, 256}, "v[1]", "256 is out of range of u8 (0 to 255)")
	d.refuses("echo-bytes", []any{"a"}, "v[0]", "expected an integer (u8), got string")
	d.refuses("echo-list", []any{[]byte{1}, []any{"x"}}, "v[1][0]", "expected an integer (u8), got string")
	d.refuses("echo-chunk", map[string]any{"name": "n", "data": 5}, "v.data", "expected a slice, got int")
	d.refuses("concat", []any{[]byte{}, 5}, "runs[1]", "expected a slice, got int")
}

func TestBytesBuffersAreLetGo(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	d := dynamicEcho(t, "bytes")
	const size = 100_000
	gone := make(chan bool, 2)
	func() {
		for _, call := range []func([]byte){
			func(data []byte) { ok(echo.EchoBytes(ctx, data))(t) },
			func(data []byte) { d.call("echo-bytes", data) },
		} {
			data := new([size]byte)
			runtime.AddCleanup(data, func(gone chan bool) { gone <- true }, gone)
			call(data[:])
		}
	}()
	for range 2 {
		runtime.GC()
		select {
		case <-gone:
		case <-time.After(10 * time.Second):
			t.Fatal("a buffer is still held")
		}
	}
}

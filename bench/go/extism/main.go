// The rows through Extism on wazero, whose plug-ins take bytes and give bytes.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"os"
	"time"

	extism "github.com/extism/go-sdk"

	"outwit-bench/worker"
)

var ctx = context.Background()

func compile() (*extism.CompiledPlugin, error) {
	manifest := extism.Manifest{Wasm: []extism.Wasm{extism.WasmFile{Path: os.Getenv("BENCH_EXTISM")}}}
	return extism.NewCompiledPlugin(ctx, manifest, extism.PluginConfig{}, nil)
}

func plugin() (*extism.Plugin, error) {
	compiled, err := compile()
	if err != nil {
		return nil, err
	}
	return compiled.Instance(ctx, extism.PluginInstanceConfig{})
}

func add(p *extism.Plugin, a, b uint32) (uint32, error) {
	input := binary.LittleEndian.AppendUint32(nil, a)
	_, output, err := p.Call("add", binary.LittleEndian.AppendUint32(input, b))
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint32(output), nil
}

func rev(p *extism.Plugin, text string) (string, error) {
	_, output, err := p.Call("rev", []byte(text))
	return string(output), err
}

func echo(p *extism.Plugin, data []byte) ([]byte, error) {
	_, output, err := p.Call("echo", data)
	return output, err
}

func sum(p *extism.Plugin, numbers []float64) (float64, error) {
	input := make([]byte, 0, 8*len(numbers))
	for _, number := range numbers {
		input = binary.LittleEndian.AppendUint64(input, math.Float64bits(number))
	}
	_, output, err := p.Call("sum", input)
	if err != nil {
		return 0, err
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(output)), nil
}

func prepare(row string) (worker.Run, error) {
	if row == "instantiate" {
		compiled, err := compile()
		if err != nil {
			return nil, err
		}
		return worker.Calls(row, func() (any, error) {
			p, err := compiled.Instance(ctx, extism.PluginInstanceConfig{})
			if err != nil {
				return nil, err
			}
			return nil, p.Close(ctx)
		}, func(any) bool { return true })
	}
	p, err := plugin()
	if err != nil {
		return nil, err
	}
	if data := worker.Data(row); data != nil {
		right := func(result []byte) bool { return bytes.Equal(result, data) }
		return worker.Calls(row, func() ([]byte, error) { return echo(p, data) }, right)
	}
	switch row {
	case "add":
		right := func(result uint32) bool { return result == 42 }
		return worker.Calls(row, func() (uint32, error) { return add(p, 17, 25) }, right)
	case "rev":
		right := func(result string) bool { return result == worker.Reversed }
		return worker.Calls(row, func() (string, error) { return rev(p, worker.Text) }, right)
	case "sum_list", "sum_buffer":
		numbers, total := worker.Numbers()
		right := func(result float64) bool { return result == total }
		return worker.Calls(row, func() (float64, error) { return sum(p, numbers) }, right)
	}
	return nil, worker.Skip("takes only bytes")
}

func coldStart() (time.Duration, error) {
	call := func() (uint32, error) {
		p, err := plugin()
		if err != nil {
			return 0, err
		}
		return add(p, 17, 25)
	}
	return worker.Once("cold_start", call, func(result uint32) bool { return result == 42 })
}

func echoer() (func(length int) (int, error), error) {
	p, err := plugin()
	if err != nil {
		return nil, err
	}
	return func(length int) (int, error) {
		data, err := echo(p, worker.Bytes(length))
		return len(data), err
	}, nil
}

func main() {
	worker.Main(worker.Program{Prepare: prepare, ColdStart: coldStart, Echo: echoer})
}

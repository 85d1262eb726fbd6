// The rows through outwit, with generated bindings.
package main

import (
	"bytes"
	"context"
	"reflect"
	"time"

	"outwit"

	"outwit-bench/bindings/bench"
	"outwit-bench/bindings/pdf"
	"outwit-bench/worker"
)

var ctx = context.Background()

func load() (*bench.Bench, error) {
	return bench.Load(ctx, worker.Component("bench"))
}

func prepare(row string) (worker.Run, error) {
	if run := worker.Fresh(row); run != nil {
		return run, nil
	}
	switch row {
	case "pdf_text":
		return pdfText(row)
	case "instantiate":
		return instantiate(row)
	case "host_call", "host_resource":
		return hostRow(row)
	}
	world, err := load()
	if err != nil {
		return nil, err
	}
	calls := world.Calls
	if data := worker.Data(row); data != nil {
		right := func(result []byte) bool { return bytes.Equal(result, data) }
		return worker.Calls(row, func() ([]byte, error) { return calls.Echo(ctx, data) }, right)
	}
	switch row {
	case "add":
		right := func(result uint32) bool { return result == 42 }
		return worker.Calls(row, func() (uint32, error) { return calls.Add(ctx, 17, 25) }, right)
	case "rev":
		right := func(result string) bool { return result == worker.Reversed }
		return worker.Calls(row, func() (string, error) { return calls.Rev(ctx, worker.Text) }, right)
	case "sum_list", "sum_buffer":
		numbers, total := worker.Numbers()
		right := func(result float64) bool { return result == total }
		return worker.Calls(row, func() (float64, error) { return calls.Sum(ctx, numbers) }, right)
	case "records_1000":
		given := rows()
		right := func(result []bench.Row) bool { return reflect.DeepEqual(result, given) }
		return worker.Calls(row, func() ([]bench.Row, error) { return calls.EchoRows(ctx, given) }, right)
	case "variant_tree":
		given := tree()
		right := func(result []bench.Node) bool { return reflect.DeepEqual(result, given) }
		return worker.Calls(row, func() ([]bench.Node, error) { return calls.EchoTree(ctx, given) }, right)
	}
	return nil, worker.Skip("no such row here")
}

func instantiate(row string) (worker.Run, error) {
	component, err := outwit.Load(worker.Component("bench"))
	if err != nil {
		return nil, err
	}
	call := func() (any, error) {
		world, err := bench.New(ctx, component)
		if err != nil {
			return nil, err
		}
		return nil, world.Close()
	}
	return worker.Calls(row, call, func(any) bool { return true })
}

func pdfText(row string) (worker.Run, error) {
	world, err := pdf.Load(ctx, worker.Component("pdf"))
	if err != nil {
		return nil, err
	}
	data, err := worker.PDF()
	if err != nil {
		return nil, err
	}
	call := func() (string, error) { return world.Reader.ExtractText(ctx, data, nil) }
	return worker.Calls(row, call, func(result string) bool { return result != "" })
}

// open makes the package open its shared library, which Python and Node do when they import theirs.
func open() (time.Duration, error) {
	started := time.Now()
	_, err := outwit.Load(worker.Component("missing"))
	took := time.Since(started)
	return took, worker.Check("import", err != nil)
}

func coldStart() (time.Duration, error) {
	if _, err := open(); err != nil {
		return 0, err
	}
	call := func() (uint32, error) {
		world, err := load()
		if err != nil {
			return 0, err
		}
		return world.Calls.Add(ctx, 17, 25)
	}
	return worker.Once("cold_start", call, func(result uint32) bool { return result == 42 })
}

func echoer() (func(length int) (int, error), error) {
	world, err := load()
	if err != nil {
		return nil, err
	}
	return func(length int) (int, error) {
		data, err := world.Calls.Echo(ctx, worker.Bytes(length))
		return len(data), err
	}, nil
}

func main() {
	worker.Main(worker.Program{Prepare: prepare, Import: open, ColdStart: coldStart, Echo: echoer})
}

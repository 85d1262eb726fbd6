// The rows through gravity's bindings on wazero.
package main

import (
	"context"
	"strings"
	"time"

	"outwit-bench/gravity/gravity"
	"outwit-bench/worker"
)

var ctx = context.Background()

func load() (*gravity.GravityInstance, error) {
	factory, err := gravity.NewGravityFactory(ctx)
	if err != nil {
		return nil, err
	}
	return factory.Instantiate(ctx)
}

func prepare(row string) (worker.Run, error) {
	if row == "instantiate" {
		factory, err := gravity.NewGravityFactory(ctx)
		if err != nil {
			return nil, err
		}
		return worker.Calls(row, func() (any, error) {
			instance, err := factory.Instantiate(ctx)
			if err != nil {
				return nil, err
			}
			return nil, instance.Close(ctx)
		}, func(any) bool { return true })
	}
	instance, err := load()
	if err != nil {
		return nil, err
	}
	if data := worker.Data(row); data != nil {
		// Not all bytes are text: letters instead.
		for i := range data {
			data[i] = 'a' + data[i]%26
		}
		text := string(data)
		right := func(result string) bool { return result == text }
		return worker.Calls(row, func() (string, error) { return instance.Echo(ctx, text), nil }, right)
	}
	switch row {
	case "add":
		right := func(result uint32) bool { return result == 42 }
		return worker.Calls(row, func() (uint32, error) { return instance.Add(ctx, 17, 25), nil }, right)
	case "rev":
		right := func(result string) bool { return result == worker.Reversed }
		return worker.Calls(row, func() (string, error) { return instance.Rev(ctx, worker.Text), nil }, right)
	}
	return nil, worker.Skip("its output knows no such types")
}

func coldStart() (time.Duration, error) {
	call := func() (uint32, error) {
		instance, err := load()
		if err != nil {
			return 0, err
		}
		return instance.Add(ctx, 17, 25), nil
	}
	return worker.Once("cold_start", call, func(result uint32) bool { return result == 42 })
}

func echoer() (func(length int) (int, error), error) {
	instance, err := load()
	if err != nil {
		return nil, err
	}
	return func(length int) (int, error) {
		return len(instance.Echo(ctx, strings.Repeat("x", length))), nil
	}, nil
}

func main() {
	worker.Main(worker.Program{Prepare: prepare, ColdStart: coldStart, Echo: echoer})
}

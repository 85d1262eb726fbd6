package main

import (
	"context"

	benchhost "outwit-bench/bindings/bench_host"
	"outwit-bench/worker"
)

// host is what the guest calls.
type host struct{}

func (host) Add(_ context.Context, a, b uint32) (uint32, error) {
	return a + b, nil
}

func (host) NewCounter(context.Context) (benchhost.Counter, error) {
	return &counter{}, nil
}

// counter is a resource of the host's.
type counter struct {
	value uint32
}

func (c *counter) Increment(_ context.Context, by uint32) (uint32, error) {
	c.value += by
	return c.value, nil
}

// hostRow calls the guest, which repeats the calls of the host.
func hostRow(row string) (worker.Run, error) {
	imports := benchhost.BenchHostImports{Host: host{}}
	world, err := benchhost.Load(ctx, worker.Component("bench_host"), imports)
	if err != nil {
		return nil, err
	}
	call := world.Loops.Call
	if row == "host_resource" {
		call = world.Loops.Increment
	}
	done, err := call(ctx, 1000)
	if err == nil {
		err = worker.Check(row, done == 1000)
	}
	if err != nil {
		return nil, err
	}
	return func(times int) error {
		_, err := call(ctx, uint32(times))
		return err
	}, nil
}

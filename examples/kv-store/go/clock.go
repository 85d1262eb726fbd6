package main

import (
	"context"
	"time"
)

// systemClock is the machine's clock.
type systemClock struct{}

// Now gives seconds since 1970.
func (systemClock) Now(context.Context) (uint64, error) {
	return uint64(time.Now().Unix()), nil
}

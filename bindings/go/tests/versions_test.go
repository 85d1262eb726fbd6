package tests

import (
	"errors"
	"strings"
	"testing"

	versions "fixtures/versions/golden/go"

	"outwit"
)

func TestVersions(t *testing.T) {
	world := typed(t, "versions", versions.New)
	equal(t, ok(world.Greeter010.Greet(ctx, versions.Greeter010Person{Name: "Ann"}))(t), "Hello, Ann")
	equal(t, ok(world.Greeter020.Greet(ctx, versions.Greeter020Person{Given: "Ann", Family: "Lee"}))(t), "Good day, Ann Lee")
}

func TestVersionsDynamic(t *testing.T) {
	instance := ok(component(t, "versions").Instantiate(ctx))(t)
	equal(t, ok(instance.Call(ctx, "fixtures:greeting/greeter@0.1.0", "greet", map[string]any{"name": "Ann"}))(t), "Hello, Ann")
	_, err := instance.Call(ctx, "fixtures:greeting/greeter", "greet", nil)
	var usage *outwit.Error
	equal(t, errors.As(err, &usage), true)
	equal(t, strings.Contains(err.Error(), "has several versions"), true)
}

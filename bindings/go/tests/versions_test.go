package tests

import (
	"errors"
	"strings"
	"testing"

	versions "fixtures/versions/golden/go"

	"outwit"
)

const (
	oldGreeter = "fixtures:greeting/greeter@0.1.0"
	newGreeter = "fixtures:greeting/greeter@0.2.0"
)

func TestVersionsSideBySide(t *testing.T) {
	world := typed(t, "versions", versions.New)
	equal(t, ok(world.Greeter010.Greet(ctx, versions.Greeter010Person{Name: "Ada"}))(t), "Hello, Ada")
	equal(t, ok(world.Greeter020.Greet(ctx, versions.Greeter020Person{Given: "Ada", Family: "Lovelace"}))(t), "Good day, Ada Lovelace")
	instance := ok(component(t, "versions").Instantiate(ctx))(t)
	equal(t, ok(instance.Call(ctx, oldGreeter, "greet", map[string]any{"name": "Ada"}))(t), "Hello, Ada")
	equal(t, ok(instance.Call(ctx, newGreeter, "greet", map[string]any{"given": "Ada", "family": "Lovelace"}))(t), "Good day, Ada Lovelace")
}

func TestVersionsANameWithoutItsVersion(t *testing.T) {
	instance := ok(component(t, "versions").Instantiate(ctx))(t)
	_, err := instance.Call(ctx, "fixtures:greeting/greeter", "greet", nil)
	var usage *outwit.Error
	equal(t, errors.As(err, &usage), true)
	equal(t, strings.Contains(err.Error(), "has several versions"), true)
	var interfaces []string
	for _, function := range ok(component(t, "versions").Exports())(t) {
		interfaces = append(interfaces, function.Interface)
	}
	equal(t, interfaces, []string{oldGreeter, newGreeter})
}

func TestVersionsThePersonOfAnotherVersion(t *testing.T) {
	d := dynamically(t, "versions", oldGreeter)
	d.refuses("greet", versions.Greeter020Person{Given: "Ada"}, "p", `person needs the field "name"`)
	d = dynamically(t, "versions", newGreeter)
	d.refuses("greet", map[string]any{"name": "Ada"}, "p", `person `)
}

package tests

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	bothways "fixtures/both_ways/golden/go"

	"outwit"
	"outwit/wit"
)

// shop is a host of the interface that the guest exports, too.
type shop struct{ live int }

type hostItem struct {
	of   *shop
	name string
}

func (s *shop) item(name string) *hostItem {
	s.live++
	return &hostItem{s, name}
}

func (i *hostItem) Close() error {
	i.of.live--
	return nil
}

func (i *hostItem) Name(context.Context) (string, error) { return i.name, nil }

func (i *hostItem) Rename(_ context.Context, name string) error {
	i.name = name
	return nil
}

func (i *hostItem) SameName(_ context.Context, other bothways.ImportedItem) (bool, error) {
	return other.(*hostItem).name == i.name, nil
}

func (i *hostItem) Merge(_ context.Context, other bothways.ImportedItem) (bothways.ImportedItem, error) {
	i.of.live--
	return i.of.item(i.name + "&" + other.(*hostItem).name), nil
}

func (s *shop) NewItem(_ context.Context, name string) (bothways.ImportedItem, error) {
	return s.item(name), nil
}

func (s *shop) ItemOpen(_ context.Context, name string) (bothways.ImportedItem, error) {
	if name == "" {
		return nil, &bothways.ShopError{Payload: bothways.ErrorUnknown{Value: name}}
	}
	return s.item(name), nil
}

func (s *shop) Sell(_ context.Context, o bothways.Order) (bothways.Order, error) {
	if o.Count > 10 {
		return o, &bothways.ShopError{Payload: bothways.ErrorSoldOut{Value: 10}}
	}
	return o, nil
}

func (s *shop) Label(_ context.Context, i bothways.ImportedItem) (string, error) {
	return strings.ToUpper(i.(*hostItem).name), nil
}

func (s *shop) Sort(_ context.Context, items []bothways.ImportedItem) ([]bothways.ImportedItem, error) {
	slices.SortFunc(items, func(a, b bothways.ImportedItem) int {
		return strings.Compare(a.(*hostItem).name, b.(*hostItem).name)
	})
	return items, nil
}

func TestBothWays(t *testing.T) {
	host := &shop{}
	world := typed(t, "both_ways", with(bothways.New, bothways.BothWaysImports{Shop: host}))
	equal(t, ok(world.Compare(ctx, "x"))(t), wit.Tuple2[string, string]{F0: "x", F1: "(x)"})
	equal(t, host.live, 0)

	item := ok(world.Shop.NewItem(ctx, "pen"))(t)
	equal(t, host.live, 1)
	equal(t, ok(item.Name(ctx))(t), "(pen)")
	equal(t, item.Rename(ctx, "ink"), nil)
	equal(t, ok(item.Name(ctx))(t), "(ink)")
	equal(t, ok(world.Shop.Label(ctx, item))(t), "(INK)")
	other := ok(world.Shop.ItemOpen(ctx, "ink"))(t)
	equal(t, ok(item.SameName(ctx, other))(t), true)
	equal(t, ok(world.Live(ctx))(t), uint32(2))
	merged := ok(item.Merge(ctx, other))(t)
	equal(t, ok(merged.Name(ctx))(t), "(ink&ink)")
	_, err := other.Name(ctx)
	gone(t, err, "self", "the resource was closed or given away")

	_, err = world.Shop.ItemOpen(ctx, "")
	var failed *bothways.ShopError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, bothways.Error(bothways.ErrorUnknown{Value: ""}))
	order := bothways.Order{Name: "pen", Count: 3}
	equal(t, ok(world.Shop.Sell(ctx, order))(t), order)
	_, err = world.Shop.Sell(ctx, bothways.Order{Name: "pen", Count: 30})
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, bothways.Error(bothways.ErrorSoldOut{Value: 10}))

	sorted := ok(world.Shop.Sort(ctx, []*bothways.Item{ok(world.Shop.NewItem(ctx, "b"))(t), ok(world.Shop.NewItem(ctx, "a"))(t)}))(t)
	equal(t, ok(sorted[0].Name(ctx))(t), "(a)")
	equal(t, ok(world.Live(ctx))(t), uint32(host.live))
	for _, item := range append(sorted, merged, item) {
		equal(t, item.Close(), nil)
	}
	equal(t, ok(world.Live(ctx))(t), uint32(0))
	equal(t, host.live, 0)
	equal(t, world.Instance().HostResources(), 0)
}

func TestBothWaysDynamic(t *testing.T) {
	instance := ok(component(t, "both_ways").Instantiate(ctx, outwit.WithImports(map[string]any{"shop": map[string]any{
		"[constructor]item": func(_ context.Context, name string) (any, error) {
			return map[string]any{
				"name":      func(context.Context) (string, error) { return name, nil },
				"rename":    func(context.Context, string) error { return nil },
				"same-name": func(context.Context, any) (bool, error) { return true, nil },
				"merge":     func(_ context.Context, other any) (any, error) { return other, nil },
			}, nil
		},
		"[static]item.open": func(context.Context, string) (any, error) { return nil, errors.New("closed") },
		"sell":              func(_ context.Context, o map[string]any) (map[string]any, error) { return o, nil },
		"label":             func(context.Context, any) (string, error) { return "", nil },
		"sort":              func(_ context.Context, items any) (any, error) { return items, nil },
	}})))(t)
	d := dynamic{t, instance, "fixtures:both-ways/shop"}
	equal(t, ok(instance.Call(ctx, "", "compare", "x"))(t), []any{"x", "(x)"})
	d.same("sell", map[string]any{"name": "pen", "count": uint32(1)})
	item := d.call("[constructor]item", "y").(*outwit.Resource)
	equal(t, d.call("[method]item.name", item), "(y)")
	equal(t, item.Close(), nil)
	equal(t, instance.HostResources(), 0)
}

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
	if o.Count > 3 {
		return o, &bothways.ShopError{Payload: bothways.ErrorSoldOut{Value: 3}}
	}
	return bothways.Order{Name: strings.ToUpper(o.Name), Count: o.Count}, nil
}

func (s *shop) Label(_ context.Context, i bothways.ImportedItem) (string, error) {
	return "label of " + i.(*hostItem).name, nil
}

func (s *shop) Sort(_ context.Context, items []bothways.ImportedItem) ([]bothways.ImportedItem, error) {
	slices.SortFunc(items, func(a, b bothways.ImportedItem) int {
		return strings.Compare(a.(*hostItem).name, b.(*hostItem).name)
	})
	return items, nil
}

// selling makes an instance that must leave nothing behind.
func selling(t *testing.T) *bothways.BothWays {
	t.Helper()
	host := &shop{}
	world := typed(t, "both_ways", with(bothways.New, bothways.BothWaysImports{Shop: host}))
	t.Cleanup(func() {
		equal(t, ok(world.Live(ctx))(t), uint32(0))
		equal(t, host.live, 0)
		empty(t, world.Instance())
	})
	return world
}

func empty(t *testing.T, instance *outwit.Instance) {
	t.Helper()
	equal(t, instance.HostResources(), 0)
	equal(t, instance.GuestResources(), 0)
}

// dynamicShop is the host where there is no generated code.
type dynamicShop struct{ *shop }

func (s dynamicShop) Sell(_ context.Context, o map[string]any) (map[string]any, error) {
	if o["count"].(uint32) > 3 {
		return nil, &outwit.WitError{Payload: wit.Variant{Case: "sold-out", Value: 3}}
	}
	return map[string]any{"name": strings.ToUpper(o["name"].(string)), "count": o["count"]}, nil
}

func (s dynamicShop) ItemOpen(_ context.Context, name string) (any, error) {
	if name == "" {
		return nil, &outwit.WitError{Payload: wit.Variant{Case: "unknown", Value: name}}
	}
	return s.item(name), nil
}

func (s dynamicShop) Sort(_ context.Context, items []any) ([]any, error) {
	slices.SortFunc(items, func(a, b any) int { return strings.Compare(a.(*hostItem).name, b.(*hostItem).name) })
	return items, nil
}

// sellingByName makes an instance without generated code that must leave nothing behind.
func sellingByName(t *testing.T) dynamic {
	t.Helper()
	host := &shop{}
	instance := ok(component(t, "both_ways").Instantiate(ctx, outwit.WithImports(map[string]any{"shop": dynamicShop{host}})))(t)
	t.Cleanup(func() {
		equal(t, ok(instance.Call(ctx, "", "live"))(t), uint32(0))
		equal(t, host.live, 0)
		empty(t, instance)
	})
	return dynamic{t, instance, "fixtures:both-ways/shop"}
}

// closed closes what a test has no more use for.
func closed[R interface{ Close() error }](t *testing.T, resources ...R) {
	t.Helper()
	for _, resource := range resources {
		equal(t, resource.Close(), nil)
	}
}

func TestBothWaysItemsInItems(t *testing.T) {
	world := selling(t)
	item := ok(world.Shop.NewItem(ctx, "a"))(t)
	equal(t, ok(item.Name(ctx))(t), "(a)")
	equal(t, item.Rename(ctx, "b"), nil)
	equal(t, ok(item.Name(ctx))(t), "(b)")
	same, other := ok(world.Shop.NewItem(ctx, "b"))(t), ok(world.Shop.NewItem(ctx, "c"))(t)
	equal(t, ok(item.SameName(ctx, same))(t), true)
	equal(t, ok(item.SameName(ctx, other))(t), false)
	merged := ok(item.Merge(ctx, other))(t)
	equal(t, ok(merged.Name(ctx))(t), "(b&c)")
	equal(t, ok(world.Shop.Label(ctx, item))(t), "(label of b)")
	equal(t, world.Instance().GuestResources(), 3)
	equal(t, ok(world.Live(ctx))(t), uint32(3))
	equal(t, world.Instance().HostResources(), 3)
	_, err := other.Name(ctx)
	gone(t, err, "self", "the resource was closed or given away")
	closed(t, item, same, merged)

	d := sellingByName(t)
	one := d.call("[constructor]item", "a").(*outwit.Resource)
	two := d.call("[constructor]item", "c").(*outwit.Resource)
	d.call("[method]item.rename", one, "b")
	equal(t, d.call("[method]item.same-name", one, two), false)
	both := d.call("[method]item.merge", one, two).(*outwit.Resource)
	equal(t, d.call("[method]item.name", both), "(b&c)")
	equal(t, d.call("label", one), "(label of b)")
	closed(t, one, both)
}

func TestBothWaysListsOfItems(t *testing.T) {
	world, names := selling(t), []string{}
	var items []*bothways.Item
	for _, name := range []string{"b", "c", "a"} {
		items = append(items, ok(world.Shop.NewItem(ctx, name))(t))
	}
	sorted := ok(world.Shop.Sort(ctx, items))(t)
	for _, item := range sorted {
		names = append(names, ok(item.Name(ctx))(t))
	}
	equal(t, names, []string{"(a)", "(b)", "(c)"})
	closed(t, sorted...)

	d := sellingByName(t)
	pair := d.call("sort", []any{d.call("[constructor]item", "z"), d.call("[constructor]item", "y")}).([]*outwit.Resource)
	equal(t, d.call("[method]item.name", pair[0]), "(y)")
	closed(t, pair...)
}

func TestBothWaysErrors(t *testing.T) {
	shop := selling(t).Shop
	item := ok(shop.ItemOpen(ctx, "a"))(t)
	equal(t, ok(item.Name(ctx))(t), "(a)")
	closed(t, item)
	var failed *bothways.ShopError
	_, err := shop.ItemOpen(ctx, "")
	equal(t, errors.As(err, &failed) && failed.Payload == bothways.ErrorUnknown{Value: ""}, true)
	equal(t, ok(shop.Sell(ctx, bothways.Order{Name: "a", Count: 2}))(t), bothways.Order{Name: "A", Count: 2})
	_, err = shop.Sell(ctx, bothways.Order{Name: "a", Count: 4})
	equal(t, errors.As(err, &failed) && failed.Payload == bothways.ErrorSoldOut{Value: 3}, true)

	d := sellingByName(t)
	var unnamed *outwit.WitError
	_, err = d.instance.Call(ctx, d.iface, "[static]item.open", "")
	equal(t, errors.As(err, &unnamed) && unnamed.Payload == wit.Variant{Case: "unknown", Value: ""}, true)
	equal(t, d.call("sell", map[string]any{"name": "a", "count": 2}), map[string]any{"name": "A", "count": uint32(2)})
	_, err = d.instance.Call(ctx, d.iface, "sell", map[string]any{"name": "a", "count": 4})
	equal(t, errors.As(err, &unnamed) && unnamed.Payload == wit.Variant{Case: "sold-out", Value: uint32(3)}, true)
}

func TestBothWaysBothAtOnce(t *testing.T) {
	equal(t, ok(selling(t).Compare(ctx, "x"))(t), wit.Tuple2[string, string]{F0: "x", F1: "(x)"})
	equal(t, ok(sellingByName(t).instance.Call(ctx, "", "compare", "x"))(t), []any{"x", "(x)"})
}

// resale is a guest as the host of another one.
type resale struct{ of *bothways.Shop }

// resold is an item of the guest's; its Close is the hook.
type resold struct{ *bothways.Item }

func (r resold) SameName(ctx context.Context, other bothways.ImportedItem) (bool, error) {
	return r.Item.SameName(ctx, other.(resold).Item)
}

func (r resold) Merge(ctx context.Context, other bothways.ImportedItem) (bothways.ImportedItem, error) {
	merged, err := r.Item.Merge(ctx, other.(resold).Item)
	return resold{merged}, err
}

func (r resale) NewItem(ctx context.Context, name string) (bothways.ImportedItem, error) {
	item, err := r.of.NewItem(ctx, name)
	return resold{item}, err
}

// ItemOpen gives the error of the one as an error of the other: they are of one type.
func (r resale) ItemOpen(ctx context.Context, name string) (bothways.ImportedItem, error) {
	item, err := r.of.ItemOpen(ctx, name)
	return resold{item}, err
}

func (r resale) Sell(ctx context.Context, o bothways.Order) (bothways.Order, error) {
	return r.of.Sell(ctx, o)
}

func (r resale) Label(ctx context.Context, i bothways.ImportedItem) (string, error) {
	return r.of.Label(ctx, i.(resold).Item)
}

func (r resale) Sort(ctx context.Context, items []bothways.ImportedItem) ([]bothways.ImportedItem, error) {
	unsold := make([]*bothways.Item, len(items))
	for i, item := range items {
		unsold[i] = item.(resold).Item
	}
	sorted, err := r.of.Sort(ctx, unsold)
	for i, item := range sorted {
		items[i] = resold{item}
	}
	return items, err
}

func TestBothWaysOneGuestAsTheHostOfAnother(t *testing.T) {
	inner := selling(t)
	outer := typed(t, "both_ways", with(bothways.New, bothways.BothWaysImports{Shop: resale{inner.Shop}}))
	item := ok(outer.Shop.NewItem(ctx, "a"))(t)
	equal(t, ok(item.Name(ctx))(t), "((a))")
	merged := ok(item.Merge(ctx, ok(outer.Shop.NewItem(ctx, "b"))(t)))(t)
	equal(t, ok(merged.Name(ctx))(t), "((a&b))")
	equal(t, ok(outer.Shop.Label(ctx, item))(t), "((label of a))")
	sorted := ok(outer.Shop.Sort(ctx, []*bothways.Item{
		ok(outer.Shop.NewItem(ctx, "z"))(t), ok(outer.Shop.NewItem(ctx, "y"))(t),
	}))(t)
	equal(t, ok(sorted[0].Name(ctx))(t), "((y))")
	equal(t, ok(sorted[1].Name(ctx))(t), "((z))")
	_, err := outer.Shop.ItemOpen(ctx, "")
	var failed *bothways.ShopError
	equal(t, errors.As(err, &failed), true)
	closed(t, append(sorted, item, merged)...)
	equal(t, ok(outer.Live(ctx))(t), uint32(0))
	empty(t, outer.Instance())
}

// noItems is a host whose constructor makes something else.
type noItems struct{ dynamicShop }

func (noItems) NewItem(context.Context, string) (any, error) { return 5, nil }

func TestBothWaysAnObjectThatIsNone(t *testing.T) {
	host := noItems{dynamicShop{&shop{}}}
	instance := ok(component(t, "both_ways").Instantiate(ctx, outwit.WithImports(map[string]any{"shop": host})))(t)
	_, err := instance.Call(ctx, "fixtures:both-ways/shop", "[constructor]item", "a")
	gave(t, err, "fixtures:both-ways/shop.[constructor]item", "", "expected a item, int has no method name")
}

func TestBothWaysPlacesOfImports(t *testing.T) {
	var places []string
	for _, own := range ok(component(t, "both_ways").Imports())(t) {
		if own.Name == "[constructor]item" || own.Name == "sell" {
			places = append(places, own.Interface)
		}
	}
	equal(t, places, []string{"fixtures:both-ways/shop", "fixtures:both-ways/shop"})
}

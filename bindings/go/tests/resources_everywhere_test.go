package tests

import (
	"errors"
	"testing"

	places "fixtures/resources_everywhere/golden/go"

	"outwit"
	"outwit/wit"
)

// consume gives the numbers of things, and closes them.
func consume(t *testing.T, items ...*places.Item) (all []uint32) {
	t.Helper()
	for _, item := range items {
		all = append(all, ok(item.Number(ctx))(t))
		equal(t, item.Close(), nil)
	}
	return all
}

func TestResourcesEverywhereOwned(t *testing.T) {
	p := typed(t, "resources_everywhere", places.New).Places
	item := func(number uint32) *places.Item { return ok(p.NewItem(ctx, number))(t) }
	items := func(count uint32) (all []*places.Item) {
		for number := range count {
			all = append(all, item(number))
		}
		return all
	}
	equal(t, consume(t, ok(p.EchoList(ctx, items(3)))(t)...), []uint32{0, 1, 2})
	nested := ok(p.EchoNestedList(ctx, [][]*places.Item{items(2), {}, items(1)}))(t)
	equal(t, consume(t, append(nested[0], nested[2]...)...), []uint32{0, 1, 0})
	tuple := ok(p.EchoTuple(ctx, wit.Tuple3[uint8, *places.Item, string]{F0: 1, F1: item(2), F2: "x"}))(t)
	equal(t, consume(t, tuple.F1), []uint32{2})
	equal(t, consume(t, ok(p.EchoOption(ctx, item(3)))(t)), []uint32{3})
	equal(t, ok(p.EchoOption(ctx, nil))(t), (*places.Item)(nil))
	deep := ok(p.EchoNestedOption(ctx, wit.Some(item(4))))(t)
	equal(t, consume(t, deep.Value), []uint32{4})
	results := ok(p.EchoResults(ctx, []wit.Result[*places.Item, string]{wit.Ok[*places.Item, string](item(5)), wit.Err[*places.Item]("e")}))(t)
	equal(t, consume(t, results[0].Value), []uint32{5})
	equal(t, consume(t, ok(p.EchoResult(ctx, wit.Ok[*places.Item, *places.Item](item(6))))(t)), []uint32{6})
	_, err := p.EchoResult(ctx, wit.Err[*places.Item](item(7)))
	var failed *places.ItemError
	equal(t, errors.As(err, &failed), true)
	equal(t, consume(t, failed.Payload), []uint32{7})
	box := func() places.Box {
		pair := wit.Tuple2[*places.Item, *places.Item]{F0: item(3), F1: item(4)}
		return places.Box{First: item(0), Rest: items(2), Pair: &pair}
	}
	unpacked := func(box places.Box) []uint32 {
		return consume(t, append([]*places.Item{box.First, box.Pair.F0, box.Pair.F1}, box.Rest...)...)
	}
	equal(t, unpacked(ok(p.EchoBox(ctx, box()))(t)), []uint32{0, 3, 4, 0, 1})
	equal(t, unpacked(ok(p.EchoCrate(ctx, places.Crate{Label: "c", Content: box()}))(t).Content), []uint32{0, 3, 4, 0, 1})
	equal(t, unpacked(ok(p.EchoParcel(ctx, places.ParcelPacked{Value: box()}))(t).(places.ParcelPacked).Value), []uint32{0, 3, 4, 0, 1})
	parcels := ok(p.EchoParcels(ctx, []places.Parcel{places.ParcelOne{Value: item(8)}, places.ParcelNothing{}, places.ParcelMany{Value: items(2)}}))(t)
	equal(t, consume(t, parcels[0].(places.ParcelOne).Value), []uint32{8})
	equal(t, consume(t, parcels[2].(places.ParcelMany).Value...), []uint32{0, 1})
	fixed := ok(p.EchoFixed(ctx, [2]*places.Item{item(1), item(2)}))(t)
	equal(t, consume(t, fixed[:]...), []uint32{1, 2})
	equal(t, ok(p.Live(ctx))(t), uint32(0))
}

func TestResourcesEverywhereLent(t *testing.T) {
	world := typed(t, "resources_everywhere", places.New)
	p := world.Places
	one, two := ok(p.NewItem(ctx, 1))(t), ok(p.NewItem(ctx, 2))(t)
	both := []*places.Item{one, two}
	equal(t, ok(p.SumList(ctx, both))(t), uint32(3))
	equal(t, ok(p.SumList(ctx, []*places.Item{one, one, one}))(t), uint32(3))
	equal(t, ok(p.SumTuple(ctx, wit.Tuple3[*places.Item, uint32, *places.Item]{F0: one, F1: 5, F2: two}))(t), uint32(8))
	equal(t, ok(p.SumOption(ctx, two))(t), uint32(2))
	equal(t, ok(p.SumOption(ctx, nil))(t), uint32(0))
	equal(t, ok(p.SumResult(ctx, wit.Ok[*places.Item, uint32](two)))(t), uint32(2))
	equal(t, ok(p.SumLoan(ctx, places.Loan{Weight: 10, Thing: one, More: both}))(t), uint32(14))
	equal(t, ok(p.SumView(ctx, places.ViewMany{Value: both}))(t), uint32(3))
	equal(t, ok(p.SumView(ctx, places.ViewOne{Value: two}))(t), uint32(2))
	equal(t, world.Instance().GuestResources(), 2)

	given := ok(p.NewItem(ctx, 4))(t)
	equal(t, ok(p.SumMixed(ctx, one, given, []*places.Item{ok(p.NewItem(ctx, 8))(t)}))(t), uint32(13))
	_, err := p.SumList(ctx, []*places.Item{one, given})
	gone(t, err, "v[1]", "the resource was closed or given away")
	_, err = p.SumLoan(ctx, places.Loan{Thing: one, More: []*places.Item{two, nil}})
	gone(t, err, "v.more[1]", "expected a resource, got nil")
	_, err = p.SumView(ctx, places.ViewOne{Value: given})
	gone(t, err, "v.one", "the resource was closed or given away")
	// Given away and lent in one call.
	_, err = p.SumMixed(ctx, one, one, nil)
	equal(t, errors.Is(err, outwit.ErrResource), true)
	equal(t, consume(t, one, two), []uint32{1, 2})
	equal(t, ok(p.Live(ctx))(t), uint32(0))
}

// Those of another instance are refused at every depth.
func TestResourcesEverywhereOfOthers(t *testing.T) {
	p := typed(t, "resources_everywhere", places.New).Places
	other := typed(t, "resources_everywhere", places.New).Places
	own, foreign := ok(p.NewItem(ctx, 1))(t), ok(other.NewItem(ctx, 2))(t)
	for path, call := range map[string]func() error{
		"v[1]": func() error { _, err := p.EchoList(ctx, []*places.Item{own, foreign}); return err },
		"v[0].one": func() error {
			_, err := p.EchoParcels(ctx, []places.Parcel{places.ParcelOne{Value: foreign}})
			return err
		},
		"v.content.first": func() error {
			_, err := p.EchoCrate(ctx, places.Crate{Content: places.Box{First: foreign}})
			return err
		},
		"v.thing": func() error { _, err := p.SumLoan(ctx, places.Loan{Thing: foreign}); return err },
		"v":       func() error { _, err := p.SumOption(ctx, foreign); return err },
		"given":   func() error { _, err := p.SumMixed(ctx, own, foreign, nil); return err },
	} {
		gone(t, call(), path, "the resource belongs to another instance")
	}
	equal(t, consume(t, own, foreign), []uint32{1, 2})
}

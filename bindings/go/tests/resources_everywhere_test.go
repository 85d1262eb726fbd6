package tests

import (
	"errors"
	"runtime"
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

// storage is the interface, with a short way to make things.
type storage struct {
	*places.Places
	t *testing.T
}

// placing makes an instance whose things must all be closed at the end.
func placing(t *testing.T) storage {
	t.Helper()
	world := typed(t, "resources_everywhere", places.New)
	t.Cleanup(func() {
		equal(t, ok(world.Places.Live(ctx))(t), uint32(0))
		equal(t, world.Instance().GuestResources(), 0)
	})
	return storage{world.Places, t}
}

func (s storage) item(number uint32) *places.Item {
	s.t.Helper()
	return ok(s.NewItem(ctx, number))(s.t)
}

// items makes things of the numbers from 0.
func (s storage) items(count uint32) (all []*places.Item) {
	s.t.Helper()
	for number := range count {
		all = append(all, s.item(number))
	}
	return all
}

func (s storage) box() places.Box {
	pair := wit.Tuple2[*places.Item, *places.Item]{F0: s.item(3), F1: s.item(4)}
	return places.Box{First: s.item(0), Rest: s.items(2), Pair: &pair}
}

func (s storage) unpacked(box places.Box) []uint32 {
	return consume(s.t, append([]*places.Item{box.First, box.Pair.F0, box.Pair.F1}, box.Rest...)...)
}

func TestResourcesEverywhereInLists(t *testing.T) {
	s := placing(t)
	equal(t, len(ok(s.EchoList(ctx, nil))(t)), 0)
	equal(t, consume(t, ok(s.EchoList(ctx, s.items(3)))(t)...), []uint32{0, 1, 2})
	nested := ok(s.EchoNestedList(ctx, [][]*places.Item{s.items(2), {}, s.items(1)}))(t)
	equal(t, len(nested[1]), 0)
	equal(t, consume(t, append(nested[0], nested[2]...)...), []uint32{0, 1, 0})
	fixed := ok(s.EchoFixed(ctx, [2]*places.Item{s.item(1), s.item(2)}))(t)
	equal(t, consume(t, fixed[:]...), []uint32{1, 2})
}

func TestResourcesEverywhereInTuplesOptionsAndResults(t *testing.T) {
	s := placing(t)
	tuple := ok(s.EchoTuple(ctx, wit.Tuple3[uint8, *places.Item, string]{F0: 1, F1: s.item(2), F2: "three"}))(t)
	equal(t, []any{tuple.F0, tuple.F2}, []any{uint8(1), "three"})
	equal(t, consume(t, tuple.F1), []uint32{2})
	equal(t, ok(s.EchoOption(ctx, nil))(t), (*places.Item)(nil))
	equal(t, consume(t, ok(s.EchoOption(ctx, s.item(3)))(t)), []uint32{3})
	none, some := wit.None[*places.Item](), wit.Some[*places.Item](nil)
	equal(t, ok(s.EchoNestedOption(ctx, none))(t), none)
	equal(t, ok(s.EchoNestedOption(ctx, some))(t), some)
	equal(t, consume(t, ok(s.EchoNestedOption(ctx, wit.Some(s.item(4))))(t).Value), []uint32{4})
	results := ok(s.EchoResults(ctx, []wit.Result[*places.Item, string]{
		wit.Ok[*places.Item, string](s.item(5)), wit.Err[*places.Item]("no"),
	}))(t)
	equal(t, consume(t, results[0].Value), []uint32{5})
	equal(t, results[1], wit.Err[*places.Item]("no"))
}

func TestResourcesEverywhereInResultsOfFunctions(t *testing.T) {
	s := placing(t)
	equal(t, consume(t, ok(s.EchoResult(ctx, wit.Ok[*places.Item, *places.Item](s.item(6))))(t)), []uint32{6})
	_, err := s.EchoResult(ctx, wit.Err[*places.Item](s.item(7)))
	var failed *places.ItemError
	equal(t, errors.As(err, &failed), true)
	equal(t, consume(t, failed.Payload), []uint32{7})
}

func TestResourcesEverywhereInRecordsAndVariants(t *testing.T) {
	s := placing(t)
	equal(t, s.unpacked(ok(s.EchoBox(ctx, s.box()))(t)), []uint32{0, 3, 4, 0, 1})
	plain := ok(s.EchoBox(ctx, places.Box{First: s.item(1)}))(t)
	equal(t, plain.Pair == nil, true)
	equal(t, consume(t, plain.First), []uint32{1})
	crate := ok(s.EchoCrate(ctx, places.Crate{Label: "c", Content: s.box()}))(t)
	equal(t, crate.Label, "c")
	equal(t, s.unpacked(crate.Content), []uint32{0, 3, 4, 0, 1})
	parcels := ok(s.EchoParcels(ctx, []places.Parcel{
		places.ParcelOne{Value: s.item(8)}, places.ParcelMany{Value: s.items(2)}, places.ParcelPacked{Value: s.box()}, places.ParcelNothing{},
	}))(t)
	one := ok(s.EchoParcel(ctx, parcels[0]))(t)
	equal(t, consume(t, one.(places.ParcelOne).Value), []uint32{8})
	equal(t, consume(t, parcels[1].(places.ParcelMany).Value...), []uint32{0, 1})
	equal(t, s.unpacked(parcels[2].(places.ParcelPacked).Value), []uint32{0, 3, 4, 0, 1})
	equal(t, parcels[3], places.Parcel(places.ParcelNothing{}))
}

func TestResourcesEverywhereLending(t *testing.T) {
	s := placing(t)
	a, b, c := s.item(1), s.item(2), s.item(4)
	equal(t, ok(s.SumList(ctx, []*places.Item{a, b, c, a}))(t), uint32(8))
	equal(t, ok(s.SumTuple(ctx, wit.Tuple3[*places.Item, uint32, *places.Item]{F0: a, F1: 10, F2: b}))(t), uint32(13))
	equal(t, ok(s.SumOption(ctx, a))(t), uint32(1))
	equal(t, ok(s.SumOption(ctx, nil))(t), uint32(0))
	equal(t, ok(s.SumResult(ctx, wit.Ok[*places.Item, uint32](c)))(t), uint32(4))
	equal(t, ok(s.SumResult(ctx, wit.Err[*places.Item](uint32(5))))(t), uint32(5))
	equal(t, ok(s.SumLoan(ctx, places.Loan{Weight: 10, Thing: a, More: []*places.Item{b, c}}))(t), uint32(17))
	equal(t, ok(s.SumView(ctx, places.ViewOne{Value: a}))(t), uint32(1))
	equal(t, ok(s.SumView(ctx, places.ViewMany{Value: []*places.Item{a, b}}))(t), uint32(3))
	equal(t, ok(s.SumView(ctx, places.ViewNumber{Value: 9}))(t), uint32(9))
	equal(t, ok(s.SumMixed(ctx, a, b, []*places.Item{c}))(t), uint32(7))
	equal(t, consume(t, a), []uint32{1})
	for _, moved := range []*places.Item{b, c} {
		_, err := moved.Number(ctx)
		gone(t, err, "self", "the resource was closed or given away")
	}
}

// move gives an item to a function of the interface that gives it back.
type move struct {
	path string
	call func(s storage, item *places.Item) (*places.Item, error)
}

var moves = []move{
	{"v[0]", func(s storage, item *places.Item) (*places.Item, error) {
		back, err := s.EchoList(ctx, []*places.Item{item})
		return append(back, nil)[0], err
	}},
	{"v[1]", func(s storage, item *places.Item) (*places.Item, error) {
		back, err := s.EchoTuple(ctx, wit.Tuple3[uint8, *places.Item, string]{F1: item})
		return back.F1, err
	}},
	{"v", func(s storage, item *places.Item) (*places.Item, error) { return s.EchoOption(ctx, item) }},
	{"v[0].ok", func(s storage, item *places.Item) (*places.Item, error) {
		back, err := s.EchoResults(ctx, []wit.Result[*places.Item, string]{wit.Ok[*places.Item, string](item)})
		return append(back, wit.Result[*places.Item, string]{})[0].Value, err
	}},
	{"v.first", func(s storage, item *places.Item) (*places.Item, error) {
		back, err := s.EchoBox(ctx, places.Box{First: item})
		return back.First, err
	}},
	{"v.many[0]", func(s storage, item *places.Item) (*places.Item, error) {
		back, err := s.EchoParcel(ctx, places.ParcelMany{Value: []*places.Item{item}})
		if err != nil {
			return nil, err
		}
		return back.(places.ParcelMany).Value[0], nil
	}},
}

func TestResourcesEverywhereUseAfterMove(t *testing.T) {
	s := placing(t)
	for _, move := range moves {
		item := s.item(1)
		moved := ok(move.call(s, item))(t)
		_, err := move.call(s, item)
		gone(t, err, move.path, "the resource was closed or given away")
		_, err = s.SumList(ctx, []*places.Item{item})
		gone(t, err, "v[0]", "the resource was closed or given away")
		equal(t, item.Close(), nil) // what is gone may be closed
		equal(t, consume(t, moved), []uint32{1})
	}
}

func TestResourcesEverywhereOfAnotherInstance(t *testing.T) {
	s, other := placing(t), placing(t)
	for _, move := range moves {
		foreign := other.item(2)
		_, err := move.call(s, foreign)
		gone(t, err, move.path, "the resource belongs to another instance")
		equal(t, consume(t, foreign), []uint32{2})
	}
}

func TestResourcesEverywhereAWrongValueMovesNothing(t *testing.T) {
	s := placing(t)
	a, b := s.item(1), s.item(2)
	_, err := s.EchoList(ctx, []*places.Item{a, b, nil})
	gone(t, err, "v[2]", "expected a resource, got nil")
	_, err = s.EchoCrate(ctx, places.Crate{Label: "c", Content: places.Box{First: a, Rest: []*places.Item{nil}}})
	gone(t, err, "v.content.rest[0]", "expected a resource, got nil")
	_, err = s.SumLoan(ctx, places.Loan{Thing: a, More: []*places.Item{b, nil}})
	gone(t, err, "v.more[1]", "expected a resource, got nil")
	d := dynamically(t, "resources_everywhere", "fixtures:resources-everywhere/places")
	d.refuses("sum-view", wit.Variant{Case: "one", Value: (*places.Item)(nil)}, "v.one", "expected a resource, got nil")
	// Given away and lent in one call.
	_, err = s.SumMixed(ctx, a, a, []*places.Item{b})
	equal(t, errors.Is(err, outwit.ErrResource), true)
	equal(t, consume(t, a, b), []uint32{1, 2})
}

// Objects are made, used, moved and dropped by goroutines that do not know of each other.
func TestResourcesEverywhereFromAnyThread(t *testing.T) {
	s := placing(t)
	var shared, moved []*places.Item
	together(1, func(int) { shared = s.items(200) })
	together(8, func(goroutine int) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for number, item := range shared {
			equal(t, ok(item.Number(ctx))(t), uint32(number))
		}
	})
	together(1, func(int) {
		moved = ok(s.EchoList(ctx, shared[:100]))(t)
		for _, item := range shared[100:] {
			equal(t, item.Close(), nil)
		}
	})
	for number, item := range consume(t, moved...) {
		equal(t, item, uint32(number))
	}
}

// Goroutines make, close and drop objects at the same time.
func TestResourcesEverywhereManyAtOnce(t *testing.T) {
	world := typed(t, "resources_everywhere", places.New)
	s := storage{world.Places, t}
	together(4, func(int) {
		for number := range uint32(200) {
			held := []*places.Item{s.item(number), s.item(number)}
			equal(t, held[0].Close(), nil) // only the collector finds the other one
		}
		runtime.GC()
	})
	for ok(s.Live(ctx))(t) > 0 {
		runtime.GC()
		runtime.Gosched()
	}
}

func TestResourcesEverywhereAnyOrderOfGoing(t *testing.T) {
	world := ok(places.New(ctx, component(t, "resources_everywhere")))(t)
	s := storage{world.Places, t}
	items := s.items(3)
	kept := ok(s.EchoBox(ctx, places.Box{First: items[0], Rest: items[1:2]}))(t)
	equal(t, world.Instance().GuestResources(), 3)
	equal(t, items[2].Close(), nil)
	equal(t, world.Instance().GuestResources(), 2)
	equal(t, world.Close(), nil)
	equal(t, world.Instance().GuestResources(), 0)
	_, err := kept.First.Number(ctx)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	closed(t, kept.First, kept.Rest[0])
}

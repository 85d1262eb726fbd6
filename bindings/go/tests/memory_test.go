package tests

import (
	"context"
	"errors"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	bytesworld "fixtures/bytes/golden/go"
	faults "fixtures/errors/golden/go"
	hosterrors "fixtures/host_errors/golden/go"
	hostresources "fixtures/host_resources/golden/go"
	imports "fixtures/imports/golden/go"
	mapsworld "fixtures/maps/golden/go"
	nesting "fixtures/nesting/golden/go"
	records "fixtures/records/golden/go"
	reentry "fixtures/reentry/golden/go"
	resources "fixtures/resources/golden/go"
	results "fixtures/results/golden/go"

	"outwit/wit"
)

// objectsLeftBy is how many more objects there are after many rounds than after a few.
func objectsLeftBy(work func()) int {
	// The lowest of several readings: what is forgotten goes by and by.
	rounds := func(count int) int {
		for range count {
			work()
		}
		objects := math.MaxInt
		for range 20 {
			var now runtime.MemStats
			runtime.GC()
			runtime.Gosched()
			runtime.ReadMemStats(&now)
			objects = min(objects, int(now.HeapObjects))
		}
		return objects
	}
	rounds(20)
	before := rounds(20)
	return rounds(200) - before
}

// workloads are calls of every kind, those that fail included.
func workloads(t *testing.T) map[string]func() {
	person := records.Person{Name: "Ada", Age: 36, Tags: []string{"a"}, Home: records.Point{X: 1, Y: 2}}
	people := slicesOf(50, person)
	recordsEcho, nested := typed(t, "records", records.New).Echo, typed(t, "nesting", nesting.New).Echo
	counters := typed(t, "resources", resources.New).Counters
	words := map[string]string{}
	for number := range 50 {
		words[strconv.Itoa(number)] = "x"
	}
	maps, data := typed(t, "maps", mapsworld.New).Echo, typed(t, "bytes", bytesworld.New).Echo
	lists := dynamically(t, "bytes", "fixtures:bytes/echo")
	failing := typed(t, "results", results.New).Echo
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	heard := imports.Person{Name: "Ada", Age: 36, Tags: []string{"a"}}
	return map[string]func(){
		"records": func() { ok(recordsEcho.EchoList(ctx, people))(t) },
		"nesting": func() { ok(nested.EchoThings(ctx, slicesOf(50, nesting.Thing(nesting.ThingPart{Value: leg}))))(t) },
		"resources": func() {
			for _, counter := range ok(counters.MakeMany(ctx, 20))(t) {
				ok(counter.Value(ctx))(t)
			}
		},
		"maps":    func() { ok(maps.EchoStrings(ctx, words))(t) },
		"bytes":   func() { ok(data.EchoBytes(ctx, make([]byte, 5000)))(t) },
		"numbers": func() { lists.call("echo-list", slicesOf(10, make([]byte, 100))) },
		"errors": func() {
			lists.refuses("echo-bytes", "x", "v", "expected")
			_, err := failing.ErrOwn(ctx, false, "why")
			equal(t, err != nil, true)
		},
		"imports":        func() { ok(calls.PersonMany(ctx, 50, heard))(t) },
		"host resources": func() { held(t) },
		"host errors":    func() { hostFails(t) },
		"circles":        func() { forgottenCircle(t) },
		"instances": func() {
			world := ok(resources.New(ctx, component(t, "resources")))(t)
			ok(ok(world.Counters.NewCounter(ctx, 1))(t).Value(ctx))(t)
		},
		"traps": func() {
			world := ok(faults.New(ctx, component(t, "errors")))(t)
			trapped(t, world.Faults.Unreachable(ctx), "unreachable")
		},
	}
}

// held is about objects of the host that go with their instance, and wrong ones.
func held(t *testing.T) {
	t.Helper()
	host := &things{}
	world := ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
	equal(t, world.User.Hoard(ctx, 5), nil)
	equal(t, world.User.Keep(ctx, host.counter(1)), nil)
	_, err := world.User.Sum(ctx, []hostresources.Counter{host.counter(1), nil})
	equal(t, err != nil, true)
}

func hostFails(t *testing.T) {
	t.Helper()
	cause := errors.New("mine")
	host := hosterrors.HostErrorsImports{Store: &store{err: cause}}
	world := ok(hosterrors.New(ctx, component(t, "host_errors"), host))(t)
	_, err := world.Calls.Must(ctx, "text")
	equal(t, errors.Is(err, cause), true)
}

// forgottenCircle is an instance whose host holds a resource of it, and is forgotten.
func forgottenCircle(t *testing.T) {
	t.Helper()
	var thing *reentry.Thing
	p := &peer{step: func(ctx context.Context, left uint32) (uint32, error) {
		return left, thing.Close()
	}}
	world := ok(reentry.New(ctx, component(t, "reentry"), reentry.ReentryImports{Peer: p}))(t)
	thing = ok(world.Walker.NewThing(ctx, 5))(t)
	ok(world.Walker.Fine(ctx, 1))(t)
}

func TestMemoryNothingStays(t *testing.T) {
	var kept []*things
	if left := objectsLeftBy(func() { kept = append(kept, &things{}) }); left < 200 || len(kept) != 240 {
		t.Errorf("what stays is not seen: %d objects", left)
	}
	for name, work := range workloads(t) {
		if left := objectsLeftBy(work); left >= 100 {
			t.Errorf("%s: %d objects more after 200 rounds more", name, left)
		}
	}
}

// resident is how much memory the process has, in pages, once all that is free is given back.
func resident(t *testing.T) int {
	t.Helper()
	debug.FreeOSMemory()
	fields := strings.Fields(string(ok(os.ReadFile("/proc/self/statm"))(t)))
	return ok(strconv.Atoi(fields[1]))(t)
}

// Memory after 200,000 calls and after 1,000,000 is the same within 2 %.
func TestMemoryAMillionCalls(t *testing.T) {
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		t.Skip("this platform does not say how much memory a process has")
	}
	host := &things{}
	world := owning(t, host)
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	guest := typed(t, "resources", resources.New)
	person := imports.Person{Name: "Somebody", Tags: []string{"a", "b"}, Email: wit.Ptr("c")}
	large := pattern(5000)
	round := func(rounds int) {
		for range rounds { // a thousand calls
			ok(calls.CallMany(ctx, 400))(t)
			ok(calls.PersonMany(ctx, 100, person))(t)
			ok(calls.EchoBytes(ctx, large))(t)
			ok(world.User.Many(ctx, 100))(t)
			ok(world.User.MethodMany(ctx, 90))(t)
			mine := hostresources.Counter(host.counter(1))
			for range 30 {
				mine = ok(world.User.GiveBack(ctx, mine))(t)
				ok(world.User.Read(ctx, mine))(t)
			}
			for range 10 {
				counter := ok(guest.Counters.NewCounter(ctx, 1))(t)
				ok(counter.Value(ctx))(t)
				equal(t, counter.Close(), nil)
			}
		}
	}
	// The lowest of several readings: Go's collector leaves more at one time than at another.
	lowest := func() int {
		pages := math.MaxInt
		for range 10 {
			round(10)
			pages = min(pages, resident(t))
		}
		return pages
	}
	// The size of a usual program: the pages of the test's own code count for what they are.
	ok(calls.EchoBytes(ctx, pattern(16<<20)))(t)
	round(100)
	before := lowest()
	round(700)
	after := lowest()
	if after > before+before/50 {
		t.Errorf("%d pages after 200,000 calls, %d after 1,000,000", before, after)
	}
	t.Logf("%d pages after 200,000 calls, %d after 1,000,000", before, after)
	equal(t, world.Instance().HostResources(), 0)
	equal(t, world.Instance().GuestResources(), 0)
	equal(t, guest.Instance().GuestResources(), 0)
	equal(t, ok(guest.Counters.Live(ctx))(t), uint32(0))
}

func TestMemoryTablesAreEmpty(t *testing.T) {
	guest := typed(t, "resources", resources.New)
	many := ok(guest.Counters.MakeMany(ctx, 10))(t)
	equal(t, guest.Instance().GuestResources(), 10)
	for _, counter := range many[:4] {
		equal(t, counter.Close(), nil)
	}
	equal(t, guest.Instance().GuestResources(), 6)
	ok(guest.Counters.FinishMany(ctx, many[4:]))(t)
	equal(t, guest.Instance().GuestResources(), 0)
	equal(t, guest.Instance().HostResources(), 0)
	equal(t, guest.Close(), nil)
	equal(t, guest.Instance().GuestResources(), 0)

	host := &things{}
	world := ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
	equal(t, world.User.Keep(ctx, host.counter(1)), nil)
	equal(t, world.User.Hoard(ctx, 5), nil)
	equal(t, world.Instance().HostResources(), 6)
	ok(world.User.Release(ctx))(t)
	equal(t, world.Close(), nil)
	equal(t, world.Instance().HostResources(), 0)

	walking := walking(t, &peer{gone: func(context.Context, uint32) error { return nil }})
	equal(t, ok(walking.Walker.NewThing(ctx, 1))(t).Close(), nil)
	equal(t, walking.Instance().GuestResources(), 0)
	equal(t, walking.Instance().HostResources(), 0)
}

package tests

import (
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	hostresources "fixtures/host_resources/golden/go"
	imports "fixtures/imports/golden/go"
	resources "fixtures/resources/golden/go"

	"outwit/wit"
)

// resident is how much memory the process has, in pages, once all that is free is given back.
func resident(t *testing.T) int {
	t.Helper()
	debug.FreeOSMemory()
	fields := strings.Fields(string(ok(os.ReadFile("/proc/self/statm"))(t)))
	return ok(strconv.Atoi(fields[1]))(t)
}

// Memory does not grow with the number of calls.
func TestMemory(t *testing.T) {
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

func TestMemoryOfTables(t *testing.T) {
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
}

package tests

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	places "fixtures/resources_everywhere/golden/go"

	"outwit"
	"outwit/wit"
)

// A host that gives all kinds of wrong values: each is an error that says where, and nothing else is
// changed. OUTWIT_CASES is how many are tried in each case, OUTWIT_SEED where chance begins.

var hostileStems = []string{
	"bools", "bytes", "chars", "enums", "fixed_lists", "flags", "floats", "integers", "lists", "many_params",
	"maps", "nesting", "number_lists", "options", "records", "results", "strings", "tuples", "variants",
}

// setting is a number of the environment.
func setting(t testing.TB, name string, otherwise int) int {
	t.Helper()
	text, is := os.LookupEnv(name)
	if !is {
		return otherwise
	}
	return ok(strconv.Atoi(text))(t)
}

// target is an instance, its functions with their types, and values for them.
type target struct {
	*testing.T
	*values
	instance  *outwit.Instance
	functions []*witFunction
	random    *rand.Rand
	cases     int
}

func newTarget(t *testing.T, instance *outwit.Instance, world *witWorld, own map[int]objects) *target {
	t.Helper()
	made := &target{T: t, values: &values{types: world.Types, own: own}, instance: instance}
	made.random = rand.New(rand.NewPCG(uint64(setting(t, "OUTWIT_SEED", 1)), 0))
	made.cases = setting(t, "OUTWIT_CASES", 2000)
	for _, function := range world.Exports {
		usable := len(function.Params) > 0
		for _, param := range function.Params {
			usable = usable && made.known(param.Type)
		}
		if usable {
			made.functions = append(made.functions, function)
		}
	}
	return made
}

func isEcho(f *witFunction) bool {
	return strings.HasPrefix(f.Name, "echo") && len(f.Params) == 1 && f.Params[0].Type == f.Result
}

func (t *target) choose(fits func(*witFunction) bool) *witFunction {
	for {
		if own := t.functions[t.random.IntN(len(t.functions))]; fits(own) {
			return own
		}
	}
}

func anyFunction(*witFunction) bool { return true }

// call calls a function; a panic is an error, too.
func (t *target) call(own *witFunction, args ...any) (value any, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	return t.instance.Call(ctx, own.Interface, own.Name, args...)
}

// tryOne calls a function with right values but for one place: an error, and right ones still pass.
func (t *target) tryOne() {
	t.Helper()
	own, seed := t.choose(anyFunction), t.random.Uint64()
	args := make([]any, len(own.Params))
	bad := t.random.IntN(len(args))
	for i, param := range own.Params {
		if i != bad {
			args[i] = t.right(param.Type, seed)
		}
	}
	args[bad] = t.wrong(own.Params[bad].Type, own.Params[bad].Name, seed)
	_, err := t.call(own, args...)
	t.refused(err, fmt.Sprintf("%s, seed %d", own.Name, seed))
	if isEcho(own) {
		t.passes(own, seed)
	}
}

// refused wants an error about the place that is wrong.
func (t *target) refused(err error, note string) *outwit.ValueError {
	t.Helper()
	var wrong *outwit.ValueError
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(t.path), `\[\*\]`, `\[.*\](\.key|\.value)?`)
	if !t.found.deep {
		pattern += "$"
	}
	if !errors.As(err, &wrong) || !regexp.MustCompile("(?s)"+pattern).MatchString(wrong.Path) {
		t.Fatalf("%s: %T %#v at %s: %v", note, t.found.value, t.found.value, t.path, err)
	}
	return wrong
}

// passes wants a right value back.
func (t *target) passes(own *witFunction, seed uint64) {
	t.Helper()
	right := t.right(own.Params[0].Type, seed)
	back, err := t.call(own, right)
	var failed *outwit.WitError
	if result, is := right.(wit.Result[any, any]); is && t.entry(own.Result).Kind == "result" {
		right = result.Value
		if result.Failed && errors.As(err, &failed) {
			right, back, err = result.Error, failed.Payload, nil
		}
	}
	if err != nil || !reflect.DeepEqual(right, back) {
		t.Fatalf("%s, seed %d: got %#v (%v), want %#v", own.Name, seed, back, err, right)
	}
}

func TestHostileHostsWrongArguments(t *testing.T) {
	for _, stem := range hostileStems {
		instance := ok(component(t, stem).Instantiate(ctx))(t)
		target := newTarget(t, instance, witWorldOf(t, stem), nil)
		for range target.cases/len(hostileStems) + 1 {
			target.tryOne()
		}
		equal(t, instance.Close(), nil)
	}
}

func TestHostileHostsWrongArgumentsOfGeneratedTypes(t *testing.T) {
	cases, tried := setting(t, "OUTWIT_CASES", 2000), 0
	random := rand.New(rand.NewPCG(uint64(setting(t, "OUTWIT_SEED", 1)), 0))
	for stem, open := range generated {
		echo, world := reflect.ValueOf(open(t)), witWorldOf(t, stem)
		for range cases / len(generated) {
			own, seed := world.Exports[random.IntN(len(world.Exports))], random.Uint64()
			method := echo.MethodByName(goName(own.Name))
			if !isEcho(own) || !method.IsValid() || method.Type().NumIn() != 2 {
				continue
			}
			made := &typedValues{types: &values{types: world.Types}}
			place := reflect.New(method.Type().In(1)).Elem()
			made.start(place, own.Params[0].Type, "v", seed, 0)
			right := reflect.New(place.Type()).Elem()
			right.Set(place)
			if made.count == 0 || made.unfit {
				continue
			}
			wrong := reflect.New(place.Type()).Elem()
			made.start(wrong, own.Params[0].Type, "v", seed, 1+random.IntN(made.count))
			if made.unfit {
				continue
			}
			tried++
			in := []reflect.Value{reflect.ValueOf(context.Context(ctx)), wrong}
			err, _ := method.Call(in)[1].Interface().(error)
			checkPath(t, err, made.path, fmt.Sprintf("%s.%s, seed %d: %#v", stem, own.Name, seed, wrong))
			in[1] = right
			out := method.Call(in)
			if err, _ := out[1].Interface().(error); err != nil || !reflect.DeepEqual(out[0].Interface(), right.Interface()) {
				t.Fatalf("%s.%s, seed %d: %#v comes back as %#v (%v)", stem, own.Name, seed, right, out[0], err)
			}
		}
	}
	if tried < cases/10 {
		t.Errorf("only %d were tried", tried)
	}
}

func checkPath(t *testing.T, err error, path, note string) {
	t.Helper()
	wrong, is := err.(*outwit.ValueError)
	if !is || wrong.Path != path {
		t.Fatalf("%s: %v, want an error at %s", note, err, path)
	}
}

func TestHostileHostsWrongAnswers(t *testing.T) {
	world := witWorldOf(t, "imports")
	says := map[string]any{}
	host := map[string]any{}
	given := map[string]any{"fixtures:imports/host": host}
	for _, function := range ok(component(t, "imports").Imports())(t) {
		answer := func(_ context.Context, args ...any) (any, error) {
			if value, is := says[function.Name]; is {
				return value, nil
			}
			return args[0], nil
		}
		if function.Interface == "" {
			given[function.Name] = answer
		} else {
			host[function.Name] = answer
		}
	}
	all := newTarget(t, nil, world, nil)
	for range all.cases / 4 {
		clear(says)
		all.instance = ok(component(t, "imports").Instantiate(ctx, outwit.WithImports(given)))(t)
		own, seed := all.choose(isEcho), all.random.Uint64()
		all.passes(own, seed)
		argument := all.right(own.Params[0].Type, seed)
		says[own.Name] = all.wrong(own.Result, "", seed)
		_, err := all.call(own, argument)
		wrong := all.refused(err, fmt.Sprintf("%s, seed %d", own.Name, seed))
		equal(t, wrong.Function, "fixtures:imports/host."+own.Name)
		if _, err := all.call(own, argument); !errors.Is(err, outwit.ErrPoisoned) {
			t.Fatalf("%s, seed %d: the instance goes on: %v", own.Name, seed, err)
		}
		equal(t, all.instance.Close(), nil)
	}
}

// hostileItems makes resources of a component, and what is none of them.
type hostileItems struct {
	t    testing.TB
	item func(uint32) any
	// foreign is of another instance, closed of none.
	foreign, closed any
	made            []any
}

func (h *hostileItems) right() any {
	h.made = append(h.made, h.item(uint32(len(h.made))))
	return h.made[len(h.made)-1]
}

func (h *hostileItems) wrongs() (wrongs []wrongThing) {
	for _, value := range []any{h.closed, h.foreign, &outwit.Resource{}, (*outwit.Resource)(nil), (*places.Item)(nil), outwit.Option(nil)} {
		wrongs = append(wrongs, wrongThing{value: value})
	}
	return wrongs
}

func TestHostileHostsWrongResources(t *testing.T) {
	const id = "fixtures:resources-everywhere/places"
	instance := ok(component(t, "resources_everywhere").Instantiate(ctx))(t)
	other := ok(component(t, "resources_everywhere").Instantiate(ctx))(t)
	item := func(of *outwit.Instance, number uint32) any {
		return ok(of.Call(ctx, id, "[constructor]item", number))(t)
	}
	items := &hostileItems{t: t, item: func(number uint32) any { return item(instance, number) }}
	items.foreign, items.closed = item(other, 1), item(instance, 2)
	equal(t, items.closed.(*outwit.Resource).Close(), nil)
	world := witWorldOf(t, "resources_everywhere")
	own := map[int]objects{}
	for position, definition := range world.Types {
		if definition.Kind == "resource" {
			own[position] = items
		}
	}
	target := newTarget(t, instance, world, own)
	for range target.cases / 2 {
		own, seed := target.choose(anyFunction), target.random.Uint64()
		args := make([]any, len(own.Params))
		bad := target.random.IntN(len(args))
		for i, param := range own.Params {
			if i != bad {
				args[i] = target.right(param.Type, seed)
			}
		}
		args[bad] = target.wrong(own.Params[bad].Type, own.Params[bad].Name, seed)
		_, err := target.call(own, args...)
		target.refused(err, fmt.Sprintf("%s, seed %d", own.Name, seed))
		for number, resource := range items.made {
			equal(t, ok(instance.Call(ctx, id, "[method]item.number", resource))(t), any(uint32(number)))
			equal(t, resource.(*outwit.Resource).Close(), nil)
		}
		items.made = nil
	}
	equal(t, ok(instance.Call(ctx, id, "live"))(t), any(uint32(0)))
	equal(t, instance.GuestResources(), 0)
}

// hostileCounter is what the component calls a counter.
type hostileCounter map[string]any

var counterMethods = []string{"increment", "value", "clone", "add", "absorb", "next"}

func newCounter() hostileCounter {
	counter := hostileCounter{}
	for _, method := range counterMethods {
		counter[method] = func(context.Context, ...any) (any, error) { return nil, errors.New("not to be called") }
	}
	return counter
}

// hostileCounters are the host's own objects, and what cannot stand for them.
type hostileCounters struct{}

func (hostileCounters) right() any { return newCounter() }

func (hostileCounters) wrongs() (wrongs []wrongThing) {
	partly, spoiled := newCounter(), newCounter()
	delete(partly, "next")
	spoiled["next"] = nil
	for _, value := range []any{partly, spoiled, hostileCounter(nil), (*hostileCounter)(nil), map[int]any{}, &struct{ next func() }{}} {
		wrongs = append(wrongs, wrongThing{value: value})
	}
	return wrongs
}

func TestHostileHostsWrongObjects(t *testing.T) {
	things := map[string]any{}
	for _, function := range ok(component(t, "host_resources").Imports())(t) {
		things[function.Name] = func(context.Context, ...any) (any, error) { return nil, errors.New("not to be called") }
	}
	given := map[string]any{"fixtures:host-resources/things": things}
	instance := ok(component(t, "host_resources").Instantiate(ctx, outwit.WithImports(given)))(t)
	world := witWorldOf(t, "host_resources")
	own := map[int]objects{}
	for position, definition := range world.Types {
		if definition.Kind == "resource" && definition.Name == "counter" {
			own[position] = hostileCounters{}
		}
	}
	target := newTarget(t, instance, world, own)
	for range target.cases / 2 {
		target.tryOne()
		equal(t, instance.HostResources(), 0)
	}
}

// busyCase is an enum's value that does something when it is read.
type busyCase struct{ work func() }

func (b busyCase) String() string {
	b.work()
	return "red"
}

func TestHostileHostsValuesThatChange(t *testing.T) {
	lists := dynamicEcho(t, "lists")
	for size := 1; size < 9; size++ {
		for at := range size {
			values, taken := make([]any, size), 0
			for i := range values {
				values[i] = "green"
			}
			values[at] = busyCase{func() {
				taken++
				for i := range values {
					values[i] = 1i
				}
			}}
			_, err := lists.instance.Call(ctx, lists.iface, "echo-colours", values)
			if at == size-1 {
				equal(t, err, error(nil))
			} else {
				wrongValue(t, err, fmt.Sprintf("v[%d]", at+1), "expected the name of a case")
			}
			equal(t, taken, 1)
			lists.same("echo-colours", []string{"red"})
		}
	}
}

func TestHostileHostsValuesThatCallBack(t *testing.T) {
	// Code that runs while arguments are read calls components itself.
	lists, other := dynamicEcho(t, "lists"), dynamicEcho(t, "lists")
	for _, called := range []dynamic{lists, other} {
		work := func() { called.same("echo-colours", []string{"blue"}) }
		equal(t, lists.call("echo-colours", []any{"green", busyCase{work}, "blue"}), any([]string{"green", "red", "blue"}))
	}
	own := errors.New("its own")
	func() {
		defer func() { equal(t, recover(), any(own)) }()
		lists.call("echo-colours", []any{busyCase{func() { panic(own) }}})
		t.Error("the panic is gone")
	}()
	lists.same("echo-colours", []string{"red"})
	_, err := lists.instance.Call(ctx, lists.iface, "echo-colours", []any{busyCase{func() { equal(t, lists.instance.Close(), nil) }}})
	if !errors.Is(err, outwit.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}

func TestHostileHostsBuffers(t *testing.T) {
	// Whatever lies how in memory: what arrives is what Go sees in it, or an error says why not.
	instance := ok(component(t, "number_lists").Instantiate(ctx))(t)
	target := newTarget(t, instance, witWorldOf(t, "number_lists"), nil)
	passed := 0
	for range target.cases / 2 {
		own := target.choose(func(f *witFunction) bool {
			list := target.entry(f.Result)
			_, plain := list.Of.(string)
			return isEcho(f) && list.Kind == "list" && plain
		})
		view := oddSlice(target.random)
		back, err := target.call(own, view)
		if err != nil {
			var wrong *outwit.ValueError
			if !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Path, "v") {
				t.Fatalf("%s of %T: %v", own.Name, view, err)
			}
			continue
		}
		passed++
		seen, got := reflect.ValueOf(view), reflect.ValueOf(back)
		equal(t, got.Len(), seen.Len())
		for i := range got.Len() {
			element, wanted := got.Index(i), seen.Index(i)
			if wanted.Kind() == reflect.Interface {
				wanted = wanted.Elem()
			}
			if !wanted.CanConvert(element.Type()) || wanted.Convert(element.Type()).Interface() != element.Interface() {
				t.Fatalf("%s of %T: [%d] is %v, want %v", own.Name, view, i, element, wanted)
			}
		}
	}
	if passed < target.cases/100 {
		t.Errorf("only %d pass", passed)
	}
}

// oddSlice is a run of numbers of one of many types, sizes and places.
func oddSlice(random *rand.Rand) any {
	type own uint16
	types := []reflect.Type{
		reflect.TypeFor[uint8](), reflect.TypeFor[int8](), reflect.TypeFor[uint16](), reflect.TypeFor[int32](),
		reflect.TypeFor[uint64](), reflect.TypeFor[int](), reflect.TypeFor[uintptr](), reflect.TypeFor[float32](),
		reflect.TypeFor[float64](), reflect.TypeFor[own](), reflect.TypeFor[any](), reflect.TypeFor[bool](),
		reflect.TypeFor[struct{}](), reflect.TypeFor[string](), reflect.TypeFor[[2]uint8](), reflect.TypeFor[complex64](),
	}
	of, size := types[random.IntN(len(types))], []int{0, 1, 7, 600, 5000}[random.IntN(5)]
	if random.IntN(4) == 0 {
		return reflect.New(reflect.ArrayOf(size, of)).Elem().Interface()
	}
	slice := reflect.MakeSlice(reflect.SliceOf(of), size+9, size+20)
	for i := range slice.Len() {
		if one := reflect.ValueOf(int8(i%3 - random.IntN(2))); one.CanConvert(of) && of.Kind() != reflect.String {
			slice.Index(i).Set(one.Convert(of))
		}
	}
	at := random.IntN(9)
	return slice.Slice(at, at+size).Interface()
}

package outwit

import (
	"context"
	"runtime"
	"sync"

	"outwit/internal/native"
)

// Component is a compiled component, from which instances are made. Compiled code is kept in a
// cache (OUTWIT_CACHE names its folder, or is `off`), so that the next program loads it at once.
type Component struct {
	native native.Component
	own    func() (*World, error)

	mutex  sync.Mutex
	linked map[*World]*linked
}

// linked is a component that was checked against a world.
type linked struct {
	native native.Linked
	world  *World
}

// Load opens the component in a file.
func Load(path string) (*Component, error) {
	if err := native.Open(); err != nil {
		return nil, &Error{Kind: "io", Message: err.Error()}
	}
	component, err := native.OpenComponent(path)
	if err != nil {
		return nil, translateFile(err, path)
	}
	return newComponent(component), nil
}

// Compile makes a component from the bytes of its file.
func Compile(data []byte) (*Component, error) {
	if err := native.Open(); err != nil {
		return nil, &Error{Kind: "io", Message: err.Error()}
	}
	component, err := native.NewComponent(data)
	if err != nil {
		return nil, translate(err)
	}
	return newComponent(component), nil
}

func newComponent(component native.Component) *Component {
	c := &Component{native: component, linked: map[*World]*linked{}}
	c.own = sync.OnceValues(func() (*World, error) {
		json, err := component.World()
		runtime.KeepAlive(c)
		if err != nil {
			return nil, translate(err)
		}
		return NewWorld(string(json)), nil
	})
	runtime.AddCleanup(c, native.Component.Free, component)
	return c
}

// Exports lists the functions that the component exports.
func (c *Component) Exports() ([]*Function, error) {
	signature, err := c.signature()
	if err != nil {
		return nil, err
	}
	return signature.Exports, nil
}

// Imports lists the functions that the component imports.
func (c *Component) Imports() ([]*Function, error) {
	signature, err := c.signature()
	if err != nil {
		return nil, err
	}
	return signature.Imports, nil
}

func (c *Component) signature() (*signature, error) {
	world, err := c.own()
	if err != nil {
		return nil, err
	}
	return world.parse()
}

// Instantiate makes an instance whose functions are called by name. What it imports is given with
// [WithImports].
func (c *Component) Instantiate(ctx context.Context, options ...Option) (*Instance, error) {
	world, err := c.own()
	if err != nil {
		return nil, err
	}
	return c.instantiate(ctx, world, nil, options)
}

// InstantiateWorld makes an instance after checking that the component is of this world, of which
// host answers the imports; nil for a world that imports nothing. It is for generated code, whose
// New and Load call it.
func (c *Component) InstantiateWorld(ctx context.Context, world *World, host Host, options ...Option) (*Instance, error) {
	return c.instantiate(ctx, world, host, options)
}

func (c *Component) instantiate(ctx context.Context, world *World, host Host, options []Option) (*Instance, error) {
	if ctx.Err() != nil {
		return nil, notStarted(ctx)
	}
	settings := settle(options)
	if settings.imports != nil {
		if host != nil {
			return nil, &Error{Kind: "usage", Message: "the imports are a parameter already; WithImports is for Instantiate"}
		}
		var err error
		if host, err = dynamicHost(world, settings.imports); err != nil {
			return nil, err
		}
	}
	l, err := c.link(world)
	if err != nil {
		return nil, err
	}
	return l.instantiate(ctx, settings, host)
}

// link checks a world once.
func (c *Component) link(world *World) (*linked, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if known := c.linked[world]; known != nil {
		return known, nil
	}
	if world.json == "" { // which means the component's own to the library
		return nil, &LinkError{Message: "the world cannot be read: it is empty"}
	}
	fitting, err := c.native.Link(world.json)
	runtime.KeepAlive(c)
	if err != nil {
		return nil, translate(err)
	}
	l := &linked{native: fitting, world: world}
	runtime.AddCleanup(l, native.Linked.Free, fitting)
	c.linked[world] = l
	return l, nil
}

package outwit

import (
	"fmt"
	"reflect"
)

// handle is a *Resource, or what embeds one.
type handle interface {
	self() *Resource
}

func (r *Resource) self() *Resource {
	return r
}

func handleCodec(owned bool) *codec {
	return scalar(func(e *Encoder, v any) *ValueError {
		resource, is := v.(handle)
		if !is {
			return expected("a resource", v)
		}
		if isNil(v) {
			return &ValueError{Message: "expected a resource, got nil", resource: true}
		}
		if problem := resource.self().problem(e.instance); problem != "" {
			return &ValueError{Message: problem, resource: true}
		}
		if owned {
			e.Own(resource.self())
		} else {
			e.Borrow(resource.self())
		}
		return nil
	}, func(d *Decoder) *Resource {
		resource := &Resource{}
		d.Own(resource)
		return resource
	})
}

// hostCodec is the codec of a resource that this program implements: any value that has its
// methods.
func hostCodec(s *signature, resource *typeDef, owned bool) *codec {
	methods := s.methods(resource)
	encode := func(e *Encoder, v any) *ValueError {
		if v == nil {
			return &ValueError{Message: "expected a " + resource.Name + ", got nil", resource: true}
		}
		for _, method := range methods {
			if member(v, method, methodSpelling(method)) == nil {
				message := fmt.Sprintf("expected a %s, %T has no method %s", resource.Name, v, method)
				return &ValueError{Message: message, resource: true}
			}
		}
		if owned {
			e.HostOwn(resource.Name, v)
		} else {
			e.HostBorrow(resource.Name, v)
		}
		return nil
	}
	decode := DecodeHostBorrow[any]
	if owned {
		decode = DecodeHostOwn[any]
	}
	return &codec{native: reflect.TypeFor[any](), encode: encode, decode: decode, whole: true}
}

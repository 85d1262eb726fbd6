package outwit

import (
	"context"
	"errors"
	"testing"
)

const several = `{"outwit": 1, "name": "a:b/c", "types": [], "exports": [], "imports": [
	{"interface": "a:x/store@1.0.0", "name": "get", "params": []},
	{"interface": "a:x/store@2.0.0", "name": "get", "params": []},
	{"interface": "b:y/store", "name": "get-all", "params": []},
	{"name": "range", "params": []}
]}`

func TestFindingImportsNamesThatCouldMeanSeveral(t *testing.T) {
	function := func(context.Context) error { return nil }
	get, all := map[string]any{"get": function}, map[string]any{"get-all": function}
	for name, test := range map[string]struct {
		imports map[string]any
		has     [4]bool
		message string
	}{
		"whole names": {
			map[string]any{"a:x/store@1.0.0": get, "a:x/store@2.0.0": get, "b:y/store": all, "range": function},
			[4]bool{true, true, true, true}, "",
		},
		"nothing": {map[string]any{}, [4]bool{}, ""},
		"without a version": {
			map[string]any{"a:x/store": get}, [4]bool{}, "a:x/store could be a:x/store@1.0.0 or a:x/store@2.0.0",
		},
		"without a package": {
			map[string]any{"store": get}, [4]bool{}, "store could be a:x/store@1.0.0 or a:x/store@2.0.0 or b:y/store",
		},
		"a short name that nothing needs": {
			map[string]any{"a:x/store@1.0.0": get, "a:x/store@2.0.0": get, "b:y/store": all, "store": get},
			[4]bool{true, true, true, false}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			host, err := dynamicHost(NewWorld(several), test.imports)
			if test.message != "" {
				var link *LinkError
				if !errors.As(err, &link) || link.Message != test.message {
					t.Errorf("got %v, want %q", err, test.message)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for number, want := range test.has {
				if host.Has(number) != want {
					t.Errorf("import %d: got %t", number, !want)
				}
			}
		})
	}
}

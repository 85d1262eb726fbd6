// Package outwit calls WebAssembly components natively.
//
// Typed, through code that `outwit generate go` writes from a component's WIT:
//
//	reader, err := pdf.Load(ctx, "pdf.wasm")
//	defer reader.Close()
//	text, err := reader.Reader.ExtractText(ctx, data, nil)
//
// Dynamic, with types made at run time:
//
//	component, err := outwit.Load("pdf.wasm")
//	instance, err := component.Instantiate(ctx)
//	text, err := instance.Call(ctx, "outwit:pdf/reader", "extract-text", data, nil)
//
// What a component imports, the program implements, in Go's own terms:
//
//	type storage struct{ .. }
//
//	func (s *storage) NewTable(ctx context.Context, space string) (kv.Table, error) { .. }
//
//	store, err := kv.Load(ctx, "kv.wasm", kv.KvImports{Database: &storage{}, Clock: clock{}})
//
// Its functions get the caller's context. An error that the function's type has goes to the
// component; any other one stops it and reaches the caller as a [HostError], and a panic goes on
// there. A resource is any value with its methods; its Close, if it has one, is called when the
// component has dropped it.
//
// Every call takes a context, whose end stops the guest. An instance may be used by any number of
// goroutines; their calls run one after the other. A host function may call other instances, but not
// the one that waits for it: that is [ErrBusy].
//
// The guest has no access to anything: not to files, the network, the environment or a clock.
package outwit

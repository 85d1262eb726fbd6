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
// Every call takes a context, whose end stops the guest. An instance may be used by any number of
// goroutines; their calls run one after the other.
//
// The guest has no access to anything: not to files, the network, the environment or a clock.
package outwit

// Command outwit writes bindings for WebAssembly components: `go tool outwit generate go pdf.wasm
// --out pdf`. It is the same command in every language; here it comes with the module's shared
// library.
package main

import (
	"fmt"
	"os"

	"outwit/internal/native"
)

func main() {
	if err := native.Open(); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	os.Exit(native.Command(os.Args[1:]))
}

// Package linux_amd64 holds liboutwit.so, which the build puts here and git does not keep.
package linux_amd64

import "embed"

// Files holds the library; it is empty but for a note in a checkout that was never built.
//
//go:embed liboutwit.*
var Files embed.FS

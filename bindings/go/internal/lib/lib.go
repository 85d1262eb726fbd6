// Package lib carries the shared library of the platform that is built for.
package lib

import "io"

// Library is the library's content.
type Library interface {
	io.ReadSeeker
	io.Closer
}

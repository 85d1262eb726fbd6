//go:build !(linux && amd64)

package lib

import "errors"

// Open opens the library that this build carries.
func Open() (Library, error) {
	return nil, errors.New("this platform has none yet")
}

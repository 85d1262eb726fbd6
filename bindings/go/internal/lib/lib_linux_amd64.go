package lib

import (
	"errors"

	"outwit/internal/lib/linux_amd64"
)

// Open opens the library that this build carries.
func Open() (Library, error) {
	file, err := linux_amd64.Files.Open("liboutwit.so")
	if err != nil {
		return nil, err
	}
	library, fits := file.(Library)
	if !fits {
		return nil, errors.New("the embedded file cannot be read")
	}
	return library, nil
}

package native

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"outwit/internal/lib"
)

// headSize is how much of a library is read to tell it from others.
const headSize = 1 << 14

// located is the library as a file; a temporary one is not needed once it is open.
type located struct {
	path      string
	temporary bool
}

func (l located) forget() {
	if l.temporary {
		_ = os.Remove(l.path)
	}
}

// locate finds the library: the file that OUTWIT_LIBRARY names, else the one that this module
// carries, which is written to the cache once.
func locate() (located, error) {
	if path := os.Getenv("OUTWIT_LIBRARY"); path != "" {
		if _, err := os.Stat(path); err != nil {
			return located{}, fmt.Errorf("outwit: OUTWIT_LIBRARY names a file that cannot be read: %w", err)
		}
		return located{path: path}, nil
	}
	embedded, err := lib.Open()
	if err != nil {
		return located{}, fmt.Errorf("outwit: this build carries no shared library for %s/%s (%w); "+
			"put it there with `make`, or name one with OUTWIT_LIBRARY", runtime.GOOS, runtime.GOARCH, err)
	}
	defer embedded.Close()
	folder, temporary, err := cacheFolder()
	if err != nil {
		return located{}, fmt.Errorf("outwit: the cache cannot be used: %w; name another folder with OUTWIT_CACHE", err)
	}
	path, err := unpack(embedded, folder, temporary)
	if err != nil {
		return located{}, fmt.Errorf("outwit: the shared library cannot be unpacked: %w; "+
			"name another folder with OUTWIT_CACHE", err)
	}
	return located{path, temporary}, nil
}

// cacheFolder is where the library is kept: OUTWIT_CACHE (`off`: nowhere), else the user's cache.
// The folder is private: code is run from it.
func cacheFolder() (folder string, temporary bool, err error) {
	switch cache := os.Getenv("OUTWIT_CACHE"); cache {
	case "off":
		return os.TempDir(), true, nil
	case "":
		base, err := os.UserCacheDir()
		if err != nil {
			return "", false, err
		}
		folder = filepath.Join(base, "outwit", "lib")
	default:
		folder = filepath.Join(cache, "lib")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", false, err
	}
	return folder, false, private(folder)
}

// unpack writes the library to the folder, whole or not at all, under a name of its own. A file
// that is there already is used if it is whole. Its content is not read again at every start, which
// would take longer than all the rest: nobody else can write to the folder.
func unpack(library io.ReadSeeker, folder string, temporary bool) (string, error) {
	name, size, err := identify(library)
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, name)
	if !temporary {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == size {
			return path, nil
		}
	}
	file, err := os.CreateTemp(folder, "liboutwit-*.new") // mode 0600
	if err != nil {
		return "", err
	}
	if err = write(file, library, name); err == nil && temporary {
		return file.Name(), nil
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return "", err
	}
	return path, nil
}

// write copies the library to the file, and checks that what arrived is what was sent.
func write(file *os.File, library io.ReadSeeker, name string) error {
	sent, arrived := sha256.New(), sha256.New()
	_, err := library.Seek(0, io.SeekStart)
	if err == nil {
		_, err = io.Copy(io.MultiWriter(file, sent), library)
	}
	if err == nil {
		err = file.Sync()
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(arrived, file)
	}
	if err == nil && !bytes.Equal(sent.Sum(nil), arrived.Sum(nil)) {
		err = fmt.Errorf("%s did not arrive whole", name)
	}
	return errors.Join(err, file.Close())
}

// identify gives the library a name: a hash of its first pages, where the linker has put its own
// hash of all of it (the build ID), and its size.
func identify(library io.ReadSeeker) (name string, size int64, err error) {
	size, err = library.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = library.Seek(0, io.SeekStart)
	}
	hash := sha256.New()
	if err == nil {
		_, err = io.Copy(hash, io.LimitReader(library, headSize))
	}
	return fmt.Sprintf("liboutwit-%x-%x.so", hash.Sum(nil)[:12], size), size, err
}

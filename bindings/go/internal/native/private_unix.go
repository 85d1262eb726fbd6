//go:build unix

package native

import (
	"fmt"
	"os"
	"syscall"
)

// private says whether a folder is the user's own and closed to others: code is run from it.
func private(folder string) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	owner, known := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", folder)
	case known && int(owner.Uid) != os.Geteuid():
		return fmt.Errorf("%s belongs to another user", folder)
	case info.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("%s can be written to by other users; `chmod 700` it", folder)
	}
	return nil
}

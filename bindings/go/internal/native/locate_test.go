package native

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func unpacked(t *testing.T, content, folder string) string {
	t.Helper()
	path, err := unpack(bytes.NewReader([]byte(content)), folder, false)
	if err != nil {
		t.Fatal(err)
	}
	found, err := os.ReadFile(path)
	if err != nil || string(found) != content {
		t.Fatalf("%q, %v", found, err)
	}
	return path
}

func TestLocateUnpacksOnce(t *testing.T) {
	folder := t.TempDir()
	first := unpacked(t, "library", folder)
	before, _ := os.Stat(first)
	if second := unpacked(t, "library", folder); second != first {
		t.Error(first, second)
	}
	if after, _ := os.Stat(first); !os.SameFile(before, after) {
		t.Error("it was written again")
	}
	if other := unpacked(t, "another", folder); other == first {
		t.Error("two libraries, one file")
	}
}

func TestLocateReplacesWhatIsNotWhole(t *testing.T) {
	folder := t.TempDir()
	path := unpacked(t, "library", folder)
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	unpacked(t, "library", folder)
	if left, _ := filepath.Glob(filepath.Join(folder, "*.new")); len(left) != 0 {
		t.Error(left)
	}
}

func TestLocateSaysWhereItCannotUnpack(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	if _, err := unpack(bytes.NewReader([]byte("library")), missing, false); err == nil || !strings.Contains(err.Error(), missing) {
		t.Error(err)
	}
}

func TestLocatePrivateFolders(t *testing.T) {
	folder := t.TempDir()
	for mode, allowed := range map[os.FileMode]bool{0o700: true, 0o755: true, 0o777: false, 0o770: false} {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
		if err := private(folder); (err == nil) != allowed {
			t.Errorf("%o: %v", mode, err)
		}
	}
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if private(file) == nil || private(filepath.Join(folder, "missing")) == nil {
		t.Error("no folder is not private")
	}
}

func TestLocateTheCacheFolder(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	t.Setenv("OUTWIT_CACHE", cache)
	folder, temporary, err := cacheFolder()
	if err != nil || temporary || folder != filepath.Join(cache, "lib") {
		t.Error(folder, temporary, err)
	}
	t.Setenv("OUTWIT_CACHE", "off")
	if folder, temporary, err = cacheFolder(); err != nil || !temporary {
		t.Error(folder, temporary, err)
	}
	t.Setenv("OUTWIT_CACHE", "/dev/null")
	if _, _, err = cacheFolder(); err == nil {
		t.Error("a file is no folder")
	}
}

func TestLocateAsOneIsTold(t *testing.T) {
	t.Setenv("OUTWIT_LIBRARY", "missing.so")
	if _, err := locate(); err == nil || !strings.Contains(err.Error(), "OUTWIT_LIBRARY") {
		t.Error(err)
	}
	t.Setenv("OUTWIT_LIBRARY", "locate.go")
	found, err := locate()
	if err != nil || found.path != "locate.go" || found.temporary {
		t.Error(found, err)
	}
	if err := load(found.path); err == nil || !strings.Contains(err.Error(), "cannot be opened") {
		t.Error(err)
	}
	t.Setenv("OUTWIT_LIBRARY", "")
	t.Setenv("OUTWIT_CACHE", "off")
	if found, err = locate(); err != nil || !found.temporary {
		t.Fatal(found, err)
	}
	found.forget()
	if _, err := os.Stat(found.path); !os.IsNotExist(err) {
		t.Error(err)
	}
}

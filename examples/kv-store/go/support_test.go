package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"outwit"

	"kv/bindings"
)

// clock stands still until a test sets it.
type clock struct {
	time uint64
}

func (c *clock) Now(context.Context) (uint64, error) {
	return c.time, nil
}

// place is what a test has: a clock, and where a file of SQLite may be.
type place struct {
	t     *testing.T
	clock *clock
	file  string
}

func newPlace(t *testing.T) *place {
	return &place{t, &clock{1000}, filepath.Join(t.TempDir(), "kv.sqlite")}
}

// sqlite opens the file.
func (p *place) sqlite(options sqliteOptions) *sqliteDatabase {
	p.t.Helper()
	database, err := openSqlite(p.file, options)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { database.Close() })
	return database
}

// open opens the component on a database.
func (p *place) open(database kv.Database) *kv.Kv {
	p.t.Helper()
	path, err := component()
	if err != nil {
		p.t.Fatal(err)
	}
	opened, err := kv.Load(p.t.Context(), path, kv.KvImports{Database: database, Clock: p.clock})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		opened.Close()
		if left := opened.Instance().HostResources(); left != 0 {
			p.t.Errorf("%d tables are left", left)
		}
	})
	return opened
}

func set(t *testing.T, store *kv.Store, key, value string) {
	t.Helper()
	if err := store.Set(t.Context(), kv.Entry{Key: key, Value: []byte(value)}); err != nil {
		t.Fatal(err)
	}
}

// refused checks the error of setting an entry.
func refused(t *testing.T, store *kv.Store, entry kv.Entry, reason string) {
	t.Helper()
	err := store.Set(t.Context(), entry)
	var failed *outwit.WitError
	if !errors.As(err, &failed) || failed.Payload != reason {
		t.Errorf("got %v, expected %s", err, reason)
	}
}

// has checks what is kept under a key; "-" for nothing.
func has(t *testing.T, store *kv.Store, key, value string) {
	t.Helper()
	entry, err := store.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	got := "-"
	if entry != nil {
		got = string(entry.Value)
	}
	if got != value {
		t.Errorf("%s: got %q, expected %q", key, got, value)
	}
}

// deletes checks whether there was an entry of this key.
func deletes(t *testing.T, store *kv.Store, key string, expected bool) {
	t.Helper()
	found, err := store.Delete(t.Context(), key)
	if err != nil || found != expected {
		t.Errorf("%s: got %v, %v, expected %v", key, found, err, expected)
	}
}

// redisServer gives the server of REDIS_URL, else one of the test's own, if Redis is installed.
func redisServer(t *testing.T) string {
	t.Helper()
	if url := os.Getenv("REDIS_URL"); url != "" {
		return url
	}
	program, err := exec.LookPath("redis-server")
	if err != nil {
		const missing = "REDIS_URL is not set, and redis-server is not installed"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(probe.Addr().(*net.TCPAddr).Port)
	probe.Close()
	server := exec.Command(program, "--port", port, "--bind", "127.0.0.1", "--save", "")
	server.Dir = t.TempDir()
	output, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if strings.Contains(lines.Text(), "Ready to accept connections") {
			return "redis://127.0.0.1:" + port
		}
	}
	t.Fatal("redis-server does not start")
	return ""
}

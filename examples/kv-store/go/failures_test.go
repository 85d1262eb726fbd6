package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kv/bindings"
	"outwit"
)

// writes lets somebody else write to the file; what it gives ends that.
func (p *place) writes() (end func()) {
	p.t.Helper()
	connection, err := p.sqlite(sqliteOptions{}).connection.Conn(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	execute := func(statement string) {
		if _, err := connection.ExecContext(context.Background(), statement); err != nil {
			p.t.Fatal(err)
		}
	}
	execute("BEGIN EXCLUSIVE")
	return func() {
		execute("ROLLBACK")
		connection.Close()
	}
}

// fails checks that an error is the database's own, as it reached the host.
func fails(t *testing.T, err error, code int) {
	t.Helper()
	var host *outwit.HostError
	var failed *sqlite.Error
	if !errors.As(err, &host) || !errors.As(err, &failed) || failed.Code()&0xff != code {
		t.Errorf("got %v", err)
	}
}

func TestLocked(t *testing.T) {
	p := newPlace(t)
	store := p.open(p.sqlite(sqliteOptions{})).Store
	set(t, store, "ann", "1")
	end := p.writes()
	entry := kv.Entry{Key: "ann", Value: []byte("2")}
	refused(t, store, entry, "the database is locked: somebody else is writing")
	end()
	has(t, store, "ann", "1")
	set(t, store, "ann", "3")
	has(t, store, "ann", "3")
}

func TestLockedWhileReading(t *testing.T) {
	p := newPlace(t)
	database := p.sqlite(sqliteOptions{})
	store := p.open(database).Store
	set(t, store, "ann", "1")
	end := p.writes()
	_, err := store.Get(t.Context(), "ann")
	fails(t, err, sqlite3.SQLITE_BUSY)
	end()
	// The call was broken off in the middle, so that instance is of no more use.
	if _, err := store.Get(t.Context(), "ann"); err == nil {
		t.Error("the instance is still of use")
	}
	has(t, p.open(database).Store, "ann", "1")
}

func TestReadOnly(t *testing.T) {
	p := newPlace(t)
	writing := p.sqlite(sqliteOptions{})
	set(t, p.open(writing).Store, "ann", "1")
	store := p.open(p.sqlite(sqliteOptions{readOnly: true})).Store
	refused(t, store, kv.Entry{Key: "ann", Value: []byte("2")}, "the database is read-only")
	has(t, store, "ann", "1")
	_, err := store.Delete(t.Context(), "ann")
	fails(t, err, sqlite3.SQLITE_READONLY)
	has(t, p.open(writing).Store, "ann", "1")
}

func TestFull(t *testing.T) {
	p := newPlace(t)
	database := p.sqlite(sqliteOptions{})
	store := p.open(database).Store
	set(t, store, "ann", "1")
	var pages int
	if err := database.connection.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := database.connection.Exec(fmt.Sprint("PRAGMA max_page_count = ", pages)); err != nil {
		t.Fatal(err)
	}
	refused(t, store, kv.Entry{Key: "ann", Value: make([]byte, 65536)}, "the database is full")
	has(t, store, "ann", "1")
	set(t, store, "ann", "2")
	has(t, store, "ann", "2")
}

func TestOtherFailures(t *testing.T) {
	p := newPlace(t)
	database := p.sqlite(sqliteOptions{})
	store := p.open(database).Store
	if _, err := database.connection.Exec("DROP TABLE entries"); err != nil {
		t.Fatal(err)
	}
	reason := "the database fails: SQL logic error: no such table: entries (1)"
	refused(t, store, kv.Entry{Key: "ann", Value: []byte("1")}, reason)
}

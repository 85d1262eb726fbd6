package main

import (
	"fmt"
	"strings"
	"testing"

	"kv/bindings"
	"outwit/wit"
)

func TestKeepsAndForgets(t *testing.T) {
	p := newPlace(t)
	store := p.open(p.sqlite(sqliteOptions{})).Store
	has(t, store, "ann", "-")
	set(t, store, "ann", "\x00\xff")
	has(t, store, "ann", "\x00\xff")
	set(t, store, "ann", "")
	has(t, store, "ann", "")
	deletes(t, store, "ann", true)
	deletes(t, store, "ann", false)
	has(t, store, "ann", "-")
}

func TestKeepsWhenItIsOpenedAgain(t *testing.T) {
	p := newPlace(t)
	database := p.sqlite(sqliteOptions{})
	first := p.open(database)
	set(t, first.Store, "ann", "1")
	first.Close()
	database.Close()
	has(t, p.open(p.sqlite(sqliteOptions{})).Store, "ann", "1")
}

func TestSpacesAreApart(t *testing.T) {
	p := newPlace(t)
	store := p.open(p.sqlite(sqliteOptions{})).Store
	for _, key := range []string{"ann", "users/ann", "users/ann/mail"} {
		set(t, store, key, key)
	}
	has(t, store, "default/ann", "ann")
	has(t, store, "users/ann", "users/ann")
	has(t, store, "users/ann/mail", "users/ann/mail")
	deletes(t, store, "users/ann", true)
	has(t, store, "ann", "ann")
}

func TestEntriesEnd(t *testing.T) {
	p := newPlace(t)
	store := p.open(p.sqlite(sqliteOptions{})).Store
	entry := kv.Entry{Key: "ann", Value: []byte("1"), TTLSeconds: wit.Ptr(uint32(10))}
	if err := store.Set(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	p.clock.time = 1009
	got, err := store.Get(t.Context(), "ann")
	if err != nil || got == nil || got.TTLSeconds == nil || *got.TTLSeconds != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	p.clock.time = 1010
	has(t, store, "ann", "-")
	deletes(t, store, "ann", false)
	set(t, store, "ann", "2")
	p.clock.time = 1 << 40
	has(t, store, "ann", "2")
}

func TestRefuses(t *testing.T) {
	p := newPlace(t)
	store := p.open(p.sqlite(sqliteOptions{})).Store
	refuses := func(entry kv.Entry, reason string) {
		t.Helper()
		refused(t, store, entry, reason)
		has(t, store, entry.Key, "-")
	}
	refuses(kv.Entry{}, "the key has no name")
	refuses(kv.Entry{Key: "Users/ann"}, `"Users" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens`)
	refuses(kv.Entry{Key: strings.Repeat("n", 257)}, "the name has 257 bytes, at most 256")
	refuses(kv.Entry{Key: "ann", Value: make([]byte, 65537)}, "the value has 65537 bytes, at most 65536")
	refuses(kv.Entry{Key: "ann", TTLSeconds: wit.Ptr(uint32(0))}, "a time to live of 0 seconds is none; at least 1")
	set(t, store, "ann", strings.Repeat("v", 65536))
}

func TestOpensATableOnce(t *testing.T) {
	p := newPlace(t)
	opened := p.open(p.sqlite(sqliteOptions{}))
	for number := range 64 {
		key := fmt.Sprintf("space-%d/ann", number)
		set(t, opened.Store, key, "")
		has(t, opened.Store, key, "")
	}
	if tables := opened.Instance().HostResources(); tables != 64 {
		t.Errorf("%d tables, expected 64", tables)
	}
	has(t, opened.Store, "one-more/ann", "-")
	if tables := opened.Instance().HostResources(); tables != 1 {
		t.Errorf("%d tables, expected 1", tables)
	}
}

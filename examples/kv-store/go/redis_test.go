package main

import (
	"testing"

	"kv/bindings"
	"outwit/wit"
)

func (p *place) redis() *redisDatabase {
	p.t.Helper()
	database, err := openRedis(redisServer(p.t))
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { database.Close() })
	if err := database.client.FlushDB(p.t.Context()).Err(); err != nil {
		p.t.Fatal(err)
	}
	return database
}

func TestKeepsInRedis(t *testing.T) {
	p := newPlace(t)
	database := p.redis()
	store := p.open(database).Store
	set(t, store, "ann", "\x00\xff")
	entry := kv.Entry{Key: "users/ann", Value: []byte("2"), TTLSeconds: wit.Ptr(uint32(10))}
	if err := store.Set(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	has(t, store, "ann", "\x00\xff")
	has(t, store, "users/ann", "2")
	if got := database.client.HGet(t.Context(), "kv:users:ann", "value").Val(); got != "2" {
		t.Errorf("Redis has %q", got)
	}
	p.clock.time = 1010
	has(t, store, "users/ann", "-")
	deletes(t, store, "ann", true)
	deletes(t, store, "ann", false)
}

func TestFullRedis(t *testing.T) {
	p := newPlace(t)
	database := p.redis()
	store := p.open(database).Store
	set(t, store, "ann", "1")
	configure := func(parameter, value string) {
		if err := database.client.ConfigSet(t.Context(), parameter, value).Err(); err != nil {
			t.Fatal(err)
		}
	}
	configure("maxmemory-policy", "noeviction")
	configure("maxmemory", "1")
	refused(t, store, kv.Entry{Key: "ann", Value: []byte("2")}, "the database is full")
	configure("maxmemory", "0")
	has(t, store, "ann", "1")
}

package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"kv/bindings"
)

// redisDatabase is a server of Redis. An item is a hash under `kv:SPACE:NAME`.
type redisDatabase struct {
	client *redis.Client
}

// openRedis makes a client of a server.
func openRedis(url string) (*redisDatabase, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, err
	}
	return &redisDatabase{redis.NewClient(options)}, nil
}

// NewTable gives the table of a space.
func (d *redisDatabase) NewTable(_ context.Context, space string) (kv.Table, error) {
	return &redisTable{d.client, space}, nil
}

// Close ends the connection.
func (d *redisDatabase) Close() error {
	return d.client.Close()
}

// redisTable is the hashes of one space.
type redisTable struct {
	client *redis.Client
	space  string
}

func (t *redisTable) key(name string) string {
	return "kv:" + t.space + ":" + name
}

// Read gives the item of this name.
func (t *redisTable) Read(ctx context.Context, name string) (*kv.Item, error) {
	fields, err := t.client.HMGet(ctx, t.key(name), "value", "expires").Result()
	if err != nil {
		return nil, err
	}
	value, found := fields[0].(string)
	if !found {
		return nil, nil
	}
	item := &kv.Item{Value: []byte(value)}
	if end, _ := fields[1].(string); end != "" {
		expires, err := strconv.ParseUint(end, 10, 64)
		if err != nil {
			return nil, err
		}
		item.Expires = &expires
	}
	return item, nil
}

// Write puts an item under this name: all fields at once, or nothing.
func (t *redisTable) Write(ctx context.Context, name string, item kv.Item) error {
	expires := ""
	if item.Expires != nil {
		expires = strconv.FormatUint(*item.Expires, 10)
	}
	err := t.client.HSet(ctx, t.key(name), "value", item.Value, "expires", expires).Err()
	var answer redis.Error
	if errors.As(err, &answer) {
		return &kv.FailureError{Payload: answered(answer)}
	}
	return err
}

// Remove takes the item of this name away.
func (t *redisTable) Remove(ctx context.Context, name string) (bool, error) {
	count, err := t.client.Del(ctx, t.key(name)).Result()
	return count > 0, err
}

// answered is what the component is told: an answer of the server's begins with its kind.
func answered(err redis.Error) kv.Failure {
	kind, _, _ := strings.Cut(err.Error(), " ")
	switch kind {
	case "LOADING", "BUSY":
		return kv.FailureLocked{}
	case "READONLY":
		return kv.FailureReadOnly{}
	case "OOM":
		return kv.FailureFull{}
	}
	return kv.FailureOther{Value: err.Error()}
}

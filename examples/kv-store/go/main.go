// Command kv keeps values in SQLite or Redis.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"outwit"

	"kv/bindings"
)

func main() {
	options, err := parseArguments(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "kv:", err)
		os.Exit(2)
	}
	if err := work(context.Background(), options, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "kv:", describe(err))
		os.Exit(1)
	}
}

// describe says why it did not work.
func describe(err error) string {
	var host *outwit.HostError
	var failed *outwit.WitError
	switch {
	case errors.As(err, &failed):
		return fmt.Sprint(failed.Payload)
	case errors.As(err, &host):
		// Reading and deleting have no error in WIT: what the driver said arrives as it is.
		return fmt.Sprint("the database fails: ", errors.Unwrap(host))
	}
	return err.Error()
}

// closing is a database that the component can be given.
type closing interface {
	kv.Database
	io.Closer
}

// openDatabase opens a file, or a server.
func openDatabase(place string) (closing, error) {
	for _, scheme := range []string{"redis://", "rediss://", "unix://"} {
		if strings.HasPrefix(place, scheme) {
			return openRedis(place)
		}
	}
	return openSqlite(place, sqliteOptions{patience: 5 * time.Second})
}

// work does what the command line says.
func work(ctx context.Context, options *options, out io.Writer) error {
	database, err := openDatabase(options.database)
	if err != nil {
		return err
	}
	defer database.Close()
	path, err := component()
	if err != nil {
		return err
	}
	instance, err := kv.Load(ctx, path, kv.KvImports{Database: database, Clock: systemClock{}})
	if err != nil {
		return err
	}
	defer instance.Close()
	return run(ctx, instance.Store, options, out)
}

var errNone = errors.New("there is no entry of this key")

func run(ctx context.Context, store *kv.Store, options *options, out io.Writer) error {
	switch options.command {
	case "set":
		return store.Set(ctx, kv.Entry{Key: options.key, Value: []byte(options.value), TTLSeconds: options.ttl})
	case "get":
		entry, err := store.Get(ctx, options.key)
		if err != nil {
			return err
		}
		if entry == nil {
			return errNone
		}
		_, err = fmt.Fprintf(out, "%s\n", entry.Value)
		return err
	default:
		found, err := store.Delete(ctx, options.key)
		if err == nil && !found {
			return errNone
		}
		return err
	}
}

// component finds the component: KV_WASM, or the one of the checkout around this program, or around
// the current folder.
func component() (string, error) {
	if path := os.Getenv("KV_WASM"); path != "" {
		return path, nil
	}
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for _, start := range []string{filepath.Dir(program), here} {
		for folder := start; ; folder = filepath.Dir(folder) {
			place := filepath.Join(folder, "target", "components", "kv.wasm")
			if _, err := os.Stat(place); err == nil {
				return place, nil
			}
			if folder == filepath.Dir(folder) {
				break
			}
		}
	}
	return "", errors.New("kv.wasm is not there; build it, or say where it is in KV_WASM")
}

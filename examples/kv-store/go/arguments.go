package main

import (
	"errors"
	"flag"
	"io"
	"strconv"
)

const usage = `usage: kv [--database FILE|redis://HOST:PORT] get KEY
       kv [--database FILE|redis://HOST:PORT] set KEY VALUE [--ttl SECONDS]
       kv [--database FILE|redis://HOST:PORT] delete KEY`

// options is the command line.
type options struct {
	command, key, value string
	ttl                 *uint32
	database            string
}

// parseArguments reads the command line, on which options may stand anywhere.
func parseArguments(arguments []string) (*options, error) {
	result := &options{}
	flags := flag.NewFlagSet("kv", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&result.database, "database", "kv.sqlite", "")
	flags.Func("ttl", "", func(text string) error {
		seconds, err := strconv.ParseUint(text, 10, 32)
		ttl := uint32(seconds)
		result.ttl = &ttl
		return err
	})
	words := []string{}
	for len(arguments) > 0 {
		if err := flags.Parse(arguments); err != nil {
			return nil, errors.New(usage)
		}
		if arguments = flags.Args(); len(arguments) > 0 {
			words = append(words, arguments[0])
			arguments = arguments[1:]
		}
	}
	want := map[string]int{"get": 2, "set": 3, "delete": 2}
	if len(words) == 0 || len(words) != want[words[0]] {
		return nil, errors.New(usage)
	}
	result.command, result.key = words[0], words[1]
	if result.command == "set" {
		result.value = words[2]
	}
	return result, nil
}

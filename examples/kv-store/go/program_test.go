package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestProgram(t *testing.T) {
	p := newPlace(t)
	run := func(arguments ...string) (string, string) {
		t.Helper()
		options, err := parseArguments(append([]string{"--database", p.file}, arguments...))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := work(t.Context(), options, &out); err != nil {
			return out.String(), describe(err)
		}
		return out.String(), ""
	}
	is := func(out, reason, wantOut, wantReason string) {
		t.Helper()
		if out != wantOut || reason != wantReason {
			t.Errorf("got %q, %q", out, reason)
		}
	}
	const none = "there is no entry of this key"
	out, reason := run("get", "ann")
	is(out, reason, "", none)
	out, reason = run("set", "ann", "é", "--ttl", "1000")
	is(out, reason, "", "")
	out, reason = run("get", "ann")
	is(out, reason, "é\n", "")
	out, reason = run("delete", "ann")
	is(out, reason, "", "")
	out, reason = run("delete", "ann")
	is(out, reason, "", none)
	out, reason = run("set", "/ann", "1")
	is(out, reason, "", `"" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens`)
	if _, err := parseArguments([]string{"set", "ann"}); err == nil || !strings.HasPrefix(err.Error(), "usage: ") {
		t.Errorf("got %v", err)
	}
}

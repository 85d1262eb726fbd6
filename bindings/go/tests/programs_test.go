package tests

import (
	"os"
	"os/exec"
	"testing"
)

// programs are what tests run in a process of its own, which is this one started once more.
var programs = map[string]func(){}

const programKey = "OUTWIT_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if name := os.Getenv(programKey); name != "" {
		programs[name]()
		return
	}
	var err error
	if shared, err = os.MkdirTemp("", "outwit-"); err != nil {
		panic(err)
	}
	status := m.Run()
	_ = os.RemoveAll(shared)
	os.Exit(status)
}

// shared is a folder for what several tests need; it is gone after the last one.
var shared string

// program runs one of the programs with more in its environment.
func program(t *testing.T, name string, environment ...string) (status int, output string) {
	t.Helper()
	if programs[name] == nil {
		t.Fatalf("there is no program %s", name)
	}
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(append(os.Environ(), programKey+"="+name), environment...)
	text, _ := command.CombinedOutput()
	return command.ProcessState.ExitCode(), string(text)
}

// Package worker is what every Go program of the benchmark does.
//
// It reads `ROW MILLISECONDS` a line, measures the row for about that long, and answers with a line
// of JSON: the nanoseconds of a call, sample by sample, why there are none, or what went wrong. With a
// row as its argument it measures that row once, for what can only be measured once in a process.
package worker

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A sample is as many calls as take about this long, but at least one.
const sample = time.Millisecond

// Run calls something this many times.
type Run func(times int) error

// Skip says why a row cannot be measured here.
type Skip string

func (s Skip) Error() string { return string(s) }

type answer struct {
	Row     string    `json:"row"`
	Samples []float64 `json:"samples,omitempty"`
	Peak    int       `json:"peak_kib,omitempty"`
	Skip    string    `json:"skip,omitempty"`
	Error   string    `json:"error,omitempty"`
}

// Program is what a program measures.
type Program struct {
	// Prepare checks a row's result and gives what calls it.
	Prepare func(row string) (Run, error)
	// Import measures what the package does before anything can be loaded, if it does anything.
	Import func() (time.Duration, error)
	// ColdStart measures the way from a component's file to the first result.
	ColdStart func() (time.Duration, error)
	// Echo gives how many bytes come back when so many are echoed, for the echo rows' memory.
	Echo func() (func(length int) (int, error), error)
}

// Main runs the program.
func Main(program Program) {
	out := json.NewEncoder(os.Stdout)
	if len(os.Args) > 1 {
		_ = out.Encode(program.once(os.Args[1]))
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		row, budget, _ := strings.Cut(lines.Text(), " ")
		milliseconds, _ := strconv.Atoi(budget)
		_ = out.Encode(measureRow(program.Prepare, row, time.Duration(milliseconds)*time.Millisecond))
	}
}

func (p Program) once(row string) answer {
	var took time.Duration
	var err error
	switch length := lengths[row]; {
	case length != 0:
		return p.memory(row, length)
	case row == "import":
		took, err = p.Import()
	default:
		took, err = p.ColdStart()
	}
	if err != nil {
		return answer{Row: row, Error: err.Error()}
	}
	return answer{Row: row, Samples: []float64{float64(took)}}
}

// memory says what the process takes at most (KiB) while it echoes so many bytes.
func (p Program) memory(row string, length int) answer {
	echo, err := p.Echo()
	if err != nil {
		return answer{Row: row, Error: err.Error()}
	}
	taken, err := echo(length)
	if err == nil {
		err = Check(row, taken == length)
	}
	if err != nil {
		return answer{Row: row, Error: err.Error()}
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return answer{Row: row, Error: err.Error()}
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	peak, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		return answer{Row: row, Error: err.Error()}
	}
	return answer{Row: row, Peak: peak}
}

func measureRow(prepare func(row string) (Run, error), row string, budget time.Duration) answer {
	run, err := prepare(row)
	if err == nil {
		var samples []float64
		if samples, err = measure(run, budget); err == nil {
			return answer{Row: row, Samples: samples}
		}
	}
	var skip Skip
	if errors.As(err, &skip) {
		return answer{Row: row, Skip: string(skip)}
	}
	return answer{Row: row, Error: err.Error()}
}

func measure(run Run, budget time.Duration) ([]float64, error) {
	started := time.Now()
	calls := 1
	for { // A fifth of the time warms up and finds out how many calls make a sample.
		before := time.Now()
		if err := run(calls); err != nil {
			return nil, err
		}
		if time.Since(before) < sample/2 {
			calls *= 2
		} else if time.Since(started) >= budget/5 {
			break
		}
	}
	var samples []float64
	for len(samples) == 0 || time.Since(started) < budget {
		before := time.Now()
		if err := run(calls); err != nil {
			return nil, err
		}
		samples = append(samples, float64(time.Since(before))/float64(calls))
	}
	return samples, nil
}

// Calls checks the result of a call and gives what repeats it.
func Calls[T any](row string, call func() (T, error), right func(T) bool) (Run, error) {
	result, err := call()
	if err == nil {
		err = Check(row, right(result))
	}
	if err != nil {
		return nil, err
	}
	return func(times int) error {
		for range times {
			if _, err := call(); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// Once measures a call that is made once a process.
func Once[T any](row string, call func() (T, error), right func(T) bool) (time.Duration, error) {
	started := time.Now()
	result, err := call()
	took := time.Since(started)
	if err == nil {
		err = Check(row, right(result))
	}
	return took, err
}

// Check fails if the row's result is wrong.
func Check(row string, right bool) error {
	if right {
		return nil
	}
	return fmt.Errorf("%s gives a wrong result", row)
}

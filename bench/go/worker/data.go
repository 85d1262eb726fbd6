package worker

import (
	"fmt"
	"os"
	"path/filepath"
)

// Text is the text of rev, 27 bytes, and Reversed its result.
const (
	Text     = "The quick brown fox jumps o"
	Reversed = "o spmuj xof nworb kciuq ehT"
)

var lengths = map[string]int{"echo_64": 64, "echo_64k": 64 << 10, "echo_1m": 1 << 20, "echo_64m": 64 << 20}

// Data gives the bytes of an echo row, or nil for another row.
func Data(row string) []byte {
	length := lengths[row]
	if length == 0 {
		return nil
	}
	return Bytes(length)
}

// Bytes gives so many bytes.
func Bytes(length int) []byte {
	data := make([]byte, length)
	for i := range data {
		data[i] = byte(i % 251)
	}
	return data
}

// Numbers gives the numbers of the sum rows, and their sum.
func Numbers() (numbers []float64, sum float64) {
	for i := range 10_000 {
		numbers = append(numbers, float64(i)*0.5)
		sum += float64(i) * 0.5
	}
	return numbers, sum
}

// PDF reads the file of pdf_text.
func PDF() ([]byte, error) {
	return os.ReadFile(os.Getenv("BENCH_PDF"))
}

// Component gives the path of a component.
func Component(name string) string {
	return filepath.Join(os.Getenv("BENCH_COMPONENTS"), fmt.Sprintf("%s.wasm", name))
}

// Fresh gives what a buffer of 1 MiB costs in Go itself: fresh_1m with its pages there, copy_1m with
// its contents; nil for another row.
func Fresh(row string) Run {
	switch row {
	case "fresh_1m":
		return func(times int) error {
			for range times {
				data := make([]byte, 1<<20)
				for page := 0; page < len(data); page += 4096 {
					data[page] = 1
				}
				Kept = data
			}
			return nil
		}
	case "copy_1m":
		data := Data("echo_1m")
		return func(times int) error {
			for range times {
				Kept = append([]byte(nil), data...)
			}
			return nil
		}
	}
	return nil
}

// Kept takes a result, so that it is really made.
var Kept any

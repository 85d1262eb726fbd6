// Package wit holds the Go types of WIT values that Go has no type of its own for: tuples, results
// as values, nested options, and the values of types that are only known at run time.
package wit

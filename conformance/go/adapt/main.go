// Command adapt makes generated packages playable: it writes a file into each package of a module, by
// which the player finds its functions and types and gives it what it imports; and a program that
// has them all.
//
//	adapt FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := adapt(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "adapt:", err)
		os.Exit(1)
	}
}

func adapt(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	var imports, table strings.Builder
	for _, entry := range entries {
		name := entry.Name()
		if _, err := os.Stat(filepath.Join(folder, name, "signature.go")); err != nil {
			continue
		}
		package_, err := parse(filepath.Join(folder, name))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, name, file), []byte(package_.text()), 0o666); err != nil {
			return err
		}
		fmt.Fprintf(&imports, "\t%s %q\n", name, "bindings/"+name)
		fmt.Fprintf(&table, "\t\t%q: %s.Conformance,\n", name, name)
	}
	program := "package main\n\nimport (\n\t\"testee/player\"\n" + imports.String() +
		")\n\nfunc main() {\n\tplayer.Main(map[string]*player.Package{\n" + table.String() + "\t})\n}\n"
	return os.WriteFile(filepath.Join(folder, "main.go"), []byte(program), 0o666)
}

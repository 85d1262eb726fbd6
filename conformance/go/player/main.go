package player

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
)

// Main plays scripts: it reads a script's path a line, plays it without generated code and then
// through its package, and answers with a line of JSON.
func Main(packages map[string]*Package) {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		answer := struct {
			Error *string `json:"error"`
		}{}
		if err := playFile(context.Background(), lines.Text(), packages); err != nil {
			text := err.Error()
			answer.Error = &text
		}
		if err := answers.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, "testee:", err)
			os.Exit(1)
		}
	}
}

// playFile plays the script in a file.
func playFile(ctx context.Context, path string, packages map[string]*Package) (err error) {
	how := "dynamic"
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", how, err)
		}
	}()
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var script Script
	if err := json.Unmarshal(text, &script); err != nil {
		return err
	}
	if err := play(ctx, &script, func() (*player, error) { return openDynamic(ctx, &script) }); err != nil {
		return err
	}
	if script.Bindings == "" {
		return nil
	}
	how = "typed"
	generated := packages[script.Bindings]
	if generated == nil {
		return fmt.Errorf("there is no package %s", script.Bindings)
	}
	return play(ctx, &script, func() (*player, error) { return openTyped(ctx, &script, generated) })
}

// play plays a script with the instance that open makes.
func play(ctx context.Context, script *Script, open func() (*player, error)) error {
	if script.Refused != "" {
		return refused(script, open)
	}
	p, err := open()
	if err != nil {
		return err
	}
	defer p.instance.Close()
	return p.play(ctx, script.Steps)
}

package main

import (
	"errors"
	"flag"
	"strconv"
)

// options is the command line.
type options struct {
	files    []string
	password *string
	page     uint32
	target   string // of the picture of that page
	report   string
}

// parseArguments reads the command line, on which options may stand anywhere.
func parseArguments(arguments []string) (*options, error) {
	result := &options{}
	render := ""
	flags := flag.NewFlagSet("pdf", flag.ExitOnError)
	flags.Func("password", "opens encrypted files", func(password string) error {
		result.password = &password
		return nil
	})
	flags.StringVar(&render, "render", "", "writes page `N`, from 1, to the PNG file named next")
	flags.StringVar(&result.report, "report", "", "writes text and page 1 of each to this `folder`")
	for len(arguments) > 0 {
		before := render
		if err := flags.Parse(arguments); err != nil {
			return nil, err
		}
		arguments = flags.Args()
		switch {
		case len(arguments) == 0:
		case render != before:
			result.target = arguments[0]
			arguments = arguments[1:]
		default:
			result.files = append(result.files, arguments[0])
			arguments = arguments[1:]
		}
	}
	if len(result.files) == 0 {
		return nil, errors.New("name at least one file")
	}
	if render != "" {
		page, err := strconv.ParseUint(render, 10, 32)
		if err != nil || page == 0 || result.target == "" || len(result.files) != 1 {
			return nil, errors.New("--render takes the number of a page, and one file")
		}
		result.page = uint32(page - 1)
	}
	return result, nil
}

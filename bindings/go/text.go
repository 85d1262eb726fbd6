package outwit

import (
	"fmt"
	"strings"
)

// Texts of generated types: their String and Error methods call these.

// CaseText is a variant's case with its payload: `malformed("no header")`.
func CaseText(name string, payload any) string {
	return name + "(" + valueText(payload) + ")"
}

// ErrorText is the message of an error with this payload.
func ErrorText(payload any) string {
	if text, plain := payload.(string); plain {
		return text
	}
	return valueText(payload)
}

// FlagsText is the names of the flags that are set: `read | write`.
func FlagsText(bits uint32, names ...string) string {
	var set []string
	for i, name := range names {
		if bits>>i&1 == 1 {
			set = append(set, name)
		}
	}
	if rest := bits &^ (1<<len(names) - 1); rest != 0 {
		set = append(set, fmt.Sprintf("%#x", rest))
	}
	if len(set) == 0 {
		return "none"
	}
	return strings.Join(set, " | ")
}

// UnknownText is the text of an enum's value that is none of its cases.
func UnknownText(enum string, value uint32) string {
	return fmt.Sprintf("%s(%d)", enum, value)
}

// valueText is %v, with quotes around text.
func valueText(v any) string {
	if text, plain := v.(string); plain {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprint(v)
}

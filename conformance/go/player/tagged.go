package player

import "encoding/json"

// tagged is a value with its kind: `["u64","7"]`, `["variant","some-case",null]`.
type tagged struct {
	kind string
	// What the kind holds; numbers of 64 bits, chars and texts are strings.
	content any
	// The payload of a variant or a result.
	payload *tagged
}

// field is a field of a record.
type field struct {
	name  string
	value tagged
}

// UnmarshalJSON reads a value at once with all that is inside of it: the text of what is deep would
// else be gone through again at every depth.
func (t *tagged) UnmarshalJSON(text []byte) error {
	var parts []any
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	*t = tag(parts)
	return nil
}

// tag gives content the type that its kind has; the scripts are well formed.
func tag(value any) tagged {
	parts := value.([]any)
	t := tagged{kind: parts[0].(string), content: parts[1]}
	switch t.kind {
	case "u8", "u16", "u32", "f32":
		t.content = uint32(parts[1].(float64))
	case "s8", "s16", "s32":
		t.content = int32(parts[1].(float64))
	case "own", "borrow":
		t.content = int(parts[1].(float64))
	case "list", "tuple":
		t.content = each(parts[1], tag)
	case "map":
		t.content = each(parts[1], func(entry any) [2]tagged {
			parts := entry.([]any)
			return [2]tagged{tag(parts[0]), tag(parts[1])}
		})
	case "record":
		t.content = each(parts[1], func(named any) field {
			parts := named.([]any)
			return field{name: parts[0].(string), value: tag(parts[1])}
		})
	case "flags":
		t.content = each(parts[1], func(name any) string { return name.(string) })
	case "option":
		t.content = maybe(parts[1])
	}
	if len(parts) > 2 {
		t.payload = maybe(parts[2])
	}
	return t
}

func each[T any](list any, read func(any) T) []T {
	parts := list.([]any)
	made := make([]T, len(parts))
	for i, part := range parts {
		made[i] = read(part)
	}
	return made
}

func maybe(value any) *tagged {
	if value == nil {
		return nil
	}
	t := tag(value)
	return &t
}

// read gives what a kind holds.
func read[T any](t *tagged) T {
	return t.content.(T)
}

// owned lists the numbers of the resources that are given away in a value.
func (t *tagged) owned() (numbers []int) {
	if t == nil {
		return nil
	}
	switch t.kind {
	case "own":
		return []int{read[int](t)}
	case "list", "tuple":
		for _, part := range read[[]tagged](t) {
			numbers = append(numbers, part.owned()...)
		}
	case "record":
		for _, field := range read[[]field](t) {
			numbers = append(numbers, field.value.owned()...)
		}
	case "option":
		return read[*tagged](t).owned()
	case "variant", "result":
		return t.payload.owned()
	}
	return numbers
}

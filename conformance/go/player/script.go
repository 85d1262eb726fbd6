package player

import "encoding/json"

// Script is what one component went through.
type Script struct {
	Component string
	// The name of its generated package; empty where it has none.
	Bindings string
	// What has to fail: "loading" or "instantiation"; empty for neither.
	Refused string
	Steps   []step
}

// step is a call of the component, or the end of one of its resources, and what the component
// wants from its host until that is over; or a count of the resources that are live.
type step struct {
	act
	Imports []act
	Live    *live
}

// live says how many resources are not dropped: the host's, and the guest's.
type live struct {
	Host, Guest *int
}

// act is a call, or the end of a resource.
type act struct {
	Call *call
	Drop *int
}

type call struct {
	Interface string
	Name      string
	Args      []tagged
	Result    *tagged
	// Instead of a result: how it fails, or what an import's error says.
	Fails  string
	Raises *string
}

// tagged is a value with its kind: `["u64","7"]`, `["variant","some-case",null]`.
type tagged struct {
	kind    string
	content json.RawMessage
	// The payload of a variant or a result.
	payload *tagged
	// What the content was read as, which takes long where values are deep.
	known any
}

// UnmarshalJSON reads the list that a value is.
func (t *tagged) UnmarshalJSON(text []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(text, &parts); err != nil {
		return err
	}
	if err := json.Unmarshal(parts[0], &t.kind); err != nil {
		return err
	}
	t.content = parts[1]
	if len(parts) > 2 {
		return json.Unmarshal(parts[2], &t.payload)
	}
	return nil
}

// read reads what a kind holds; the scripts are well formed.
func read[T any](t *tagged) (content T) {
	if known, is := t.known.(T); is {
		return known
	}
	if err := json.Unmarshal(t.content, &content); err != nil {
		panic(err)
	}
	t.known = content
	return content
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
		for _, field := range fields(t) {
			numbers = append(numbers, field.value.owned()...)
		}
	case "option":
		return read[*tagged](t).owned()
	case "variant", "result":
		return t.payload.owned()
	}
	return numbers
}

// field is a field of a record.
type field struct {
	name  string
	value tagged
}

func fields(t *tagged) []field {
	if known, is := t.known.([]field); is {
		return known
	}
	parts := read[[][2]json.RawMessage](t)
	fields := make([]field, len(parts))
	for i, part := range parts {
		if err := json.Unmarshal(part[0], &fields[i].name); err != nil {
			panic(err)
		}
		if err := json.Unmarshal(part[1], &fields[i].value); err != nil {
			panic(err)
		}
	}
	t.known = fields
	return fields
}

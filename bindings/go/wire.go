package outwit

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"
	"unsafe"

	"outwit/internal/native"
)

// The flat buffer: docs/wire.md of the project. Encoder and Decoder are for generated code.

const (
	// blobSize is the size from which a run travels beside the buffer.
	blobSize = 4096
	// inBlob is the count that says so.
	inBlob = math.MaxUint32
	// impossible is a case or a handle that no type has.
	impossible = math.MaxUint32
	// handleLimit is above every handle.
	handleLimit = 1 << 52
)

// Encoder writes values one after the other. What Go's types allow but WIT's do not (text that is
// not UTF-8, surrogates, an enum's value out of range) is found by the library, which reads every
// value anyway and knows the path to it.
type Encoder struct {
	buffer   []byte
	blobs    native.Blobs
	instance *Instance // of which resources may be written
	handles  handles
	answers  bool   // an import: what it gives away is the guest's unless it is refused
	problem  string // the first value that has no encoding
	resource bool   // the problem is with a resource
}

// reset forgets all that was written.
func (e *Encoder) reset() {
	if cap(e.buffer) > largeBuffer {
		e.buffer = make([]byte, 0, smallBuffer)
	}
	e.buffer, e.problem, e.resource, e.instance = e.buffer[:0], "", false, nil
	e.blobs.Reset()
	e.handles.reset()
}

// Bool writes a bool.
func (e *Encoder) Bool(v bool) {
	var bit byte
	if v {
		bit = 1
	}
	e.buffer = append(e.buffer, bit)
}

// U8 writes a u8.
func (e *Encoder) U8(v uint8) { e.buffer = append(e.buffer, v) }

// S8 writes an s8.
func (e *Encoder) S8(v int8) { e.buffer = append(e.buffer, byte(v)) }

// U16 writes a u16.
func (e *Encoder) U16(v uint16) { e.buffer = binary.LittleEndian.AppendUint16(e.buffer, v) }

// S16 writes an s16.
func (e *Encoder) S16(v int16) { e.U16(uint16(v)) }

// U32 writes a u32.
func (e *Encoder) U32(v uint32) { e.buffer = binary.LittleEndian.AppendUint32(e.buffer, v) }

// S32 writes an s32.
func (e *Encoder) S32(v int32) { e.U32(uint32(v)) }

// U64 writes a u64.
func (e *Encoder) U64(v uint64) { e.buffer = binary.LittleEndian.AppendUint64(e.buffer, v) }

// S64 writes an s64.
func (e *Encoder) S64(v int64) { e.U64(uint64(v)) }

// F32 writes an f32.
func (e *Encoder) F32(v float32) { e.U32(math.Float32bits(v)) }

// F64 writes an f64.
func (e *Encoder) F64(v float64) { e.U64(math.Float64bits(v)) }

// Char writes a char.
func (e *Encoder) Char(v rune) { e.U32(uint32(v)) }

// String writes a string.
func (e *Encoder) String(v string) {
	if len(v) >= blobSize {
		e.lend(unsafe.Pointer(unsafe.StringData(v)), len(v))
		return
	}
	e.U32(uint32(len(v)))
	e.buffer = append(e.buffer, v...)
}

// Case writes the case of a variant or an enum.
func (e *Encoder) Case(v uint32) { e.U32(v) }

// Flags writes the bits of flags.
func (e *Encoder) Flags(v uint32) { e.U32(v) }

// Unit writes nothing: the payload that WIT leaves out.
func (e *Encoder) Unit(struct{}) {}

// NoCase stands for a variant that is nil or of a type from elsewhere.
func (e *Encoder) NoCase(variant string, v any) {
	if v == nil {
		e.fail("expected a "+variant+", got nil", false)
	} else {
		e.fail(fmt.Sprintf("expected a %s, got a %T", variant, v), false)
	}
	e.Case(impossible)
}

func (e *Encoder) fail(problem string, resource bool) {
	if e.problem == "" {
		e.problem, e.resource = problem, resource
	}
}

// explain says what is wrong: the encoder left an impossible value where it met the problem. The
// library knows the path to it, the encoder what it is.
func (e *Encoder) explain(wrong *ValueError) {
	if e.problem != "" {
		wrong.Message, wrong.resource = e.problem, e.resource
	}
}

// lend writes a run that stays where it is.
func (e *Encoder) lend(data unsafe.Pointer, length int) {
	e.U32(inBlob)
	e.U32(uint32(e.blobs.Lend(data, length)))
}

// Decoder reads values one after the other. After the first mistake it gives zero values; End says
// what it was.
type Decoder struct {
	buffer   []byte
	at       int
	runs     []native.Run
	instance *Instance
	mistake  string
}

// next gives the next bytes, or nil.
func (d *Decoder) next(length int) []byte {
	if length > len(d.buffer)-d.at {
		d.fail("it ends too early")
		return nil
	}
	bytes := d.buffer[d.at : d.at+length]
	d.at += length
	return bytes
}

// Bool reads a bool.
func (d *Decoder) Bool() bool {
	value := d.U8()
	if value > 1 {
		d.fail("a bool or a tag is neither 0 nor 1")
	}
	return value == 1
}

// U8 reads a u8.
func (d *Decoder) U8() uint8 {
	if bytes := d.next(1); bytes != nil {
		return bytes[0]
	}
	return 0
}

// S8 reads an s8.
func (d *Decoder) S8() int8 { return int8(d.U8()) }

// U16 reads a u16.
func (d *Decoder) U16() uint16 {
	if bytes := d.next(2); bytes != nil {
		return binary.LittleEndian.Uint16(bytes)
	}
	return 0
}

// S16 reads an s16.
func (d *Decoder) S16() int16 { return int16(d.U16()) }

// U32 reads a u32.
func (d *Decoder) U32() uint32 {
	if bytes := d.next(4); bytes != nil {
		return binary.LittleEndian.Uint32(bytes)
	}
	return 0
}

// S32 reads an s32.
func (d *Decoder) S32() int32 { return int32(d.U32()) }

// U64 reads a u64.
func (d *Decoder) U64() uint64 {
	if bytes := d.next(8); bytes != nil {
		return binary.LittleEndian.Uint64(bytes)
	}
	return 0
}

// S64 reads an s64.
func (d *Decoder) S64() int64 { return int64(d.U64()) }

// F32 reads an f32.
func (d *Decoder) F32() float32 { return math.Float32frombits(d.U32()) }

// F64 reads an f64.
func (d *Decoder) F64() float64 { return math.Float64frombits(d.U64()) }

// Char reads a char.
func (d *Decoder) Char() rune {
	value := d.U32()
	if value > utf8.MaxRune || !utf8.ValidRune(rune(value)) {
		d.fail("a char is no Unicode scalar value")
		return 0
	}
	return rune(value)
}

// String reads a string.
func (d *Decoder) String() string {
	count := d.U32()
	var text string
	if count == inBlob {
		run := d.run(1)
		text = unsafe.String((*byte)(run.Data), run.Length)
	} else {
		text = string(d.next(int(count)))
	}
	if !utf8.ValidString(text) {
		d.fail("a string is not UTF-8")
		return ""
	}
	return text
}

// Case reads the case of a variant or an enum that has this many.
func (d *Decoder) Case(count uint32) uint32 {
	value := d.U32()
	if value >= count {
		d.fail("a case is none of its type's")
		return 0
	}
	return value
}

// Flags reads the bits of flags, of which there are this many.
func (d *Decoder) Flags(count uint32) uint32 {
	value := d.U32()
	if count < 32 && value>>count != 0 {
		d.fail("a flag is set beyond the last one")
		return 0
	}
	return value
}

// Unit reads nothing: the payload that WIT leaves out.
func (d *Decoder) Unit() struct{} { return struct{}{} }

// run gives the blob at the position that comes next, which must hold elements of this size.
func (d *Decoder) run(size uintptr) native.Run {
	position := d.U32()
	if d.mistake != "" {
		return native.Run{}
	}
	if int64(position) >= int64(len(d.runs)) {
		d.fail("a blob is missing")
		return native.Run{}
	}
	if d.runs[position].Length%size != 0 {
		d.fail("a blob ends within an element")
		return native.Run{}
	}
	return d.runs[position]
}

func (d *Decoder) fail(mistake string) {
	if d.mistake == "" {
		d.mistake = mistake
	}
	d.at = len(d.buffer)
}

func (d *Decoder) finish(what string) error {
	if d.at < len(d.buffer) {
		d.fail("something is left over")
	}
	if d.mistake != "" {
		return &Error{Kind: "usage", Message: what + " cannot be read: " + d.mistake +
			"; generate the bindings again with the generator of this version"}
	}
	return nil
}

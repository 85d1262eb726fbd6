package outwit

import (
	"unsafe"

	"outwit/wit"
)

// Number is an element of which a list is one run of bytes.
type Number interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32 | ~uint64 | ~int64 | ~float32 | ~float64
}

// EncodeNumbers writes a list of numbers.
func EncodeNumbers[T Number](e *Encoder, v []T) {
	bytes := bytesOf(v)
	if len(bytes) >= blobSize {
		e.lend(unsafe.Pointer(unsafe.SliceData(v)), len(bytes))
		return
	}
	e.U32(uint32(len(v)))
	EncodeFixedNumbers(e, v)
}

// EncodeFixedNumbers writes a list of numbers whose length is in its type.
func EncodeFixedNumbers[T Number](e *Encoder, v []T) {
	var element T
	for len(e.buffer)%int(unsafe.Sizeof(element)) != 0 {
		e.buffer = append(e.buffer, 0)
	}
	e.buffer = append(e.buffer, bytesOf(v)...)
}

// DecodeNumbers reads a list of numbers.
func DecodeNumbers[T Number](d *Decoder) []T {
	count := d.U32()
	var element T
	if count == inBlob {
		run := d.run(unsafe.Sizeof(element))
		return unsafe.Slice((*T)(run.Data), run.Length/unsafe.Sizeof(element))
	}
	if uint64(count)*uint64(unsafe.Sizeof(element)) > uint64(len(d.buffer)) {
		d.fail("it ends too early")
		return nil
	}
	v := make([]T, count)
	DecodeFixedNumbers(d, v)
	return v
}

// DecodeFixedNumbers reads a list of numbers whose length is in its type.
func DecodeFixedNumbers[T Number](d *Decoder, v []T) {
	var element T
	size := int(unsafe.Sizeof(element))
	if odd := d.at % size; odd != 0 {
		d.next(size - odd)
	}
	copy(bytesOf(v), d.next(len(v)*size))
}

// bytesOf views numbers as bytes, which are in the buffer's order: the library is built for
// little-endian platforms only.
func bytesOf[T Number](v []T) []byte {
	var element T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v)*int(unsafe.Sizeof(element)))
}

// EncodeList writes a list.
func EncodeList[T any](e *Encoder, v []T, each func(*Encoder, T)) {
	e.U32(uint32(len(v)))
	EncodeFixedList(e, v, each)
}

// EncodeFixedList writes a list whose length is in its type.
func EncodeFixedList[T any](e *Encoder, v []T, each func(*Encoder, T)) {
	for i := range v {
		each(e, v[i])
	}
}

// DecodeList reads a list.
func DecodeList[T any](d *Decoder, each func(*Decoder) T) []T {
	v := make([]T, d.count())
	DecodeFixedList(d, v, each)
	return v
}

// DecodeFixedList reads a list whose length is in its type.
func DecodeFixedList[T any](d *Decoder, v []T, each func(*Decoder) T) {
	for i := range v {
		v[i] = each(d)
	}
}

// count reads how many elements follow. Each takes a byte at least, so a count that no buffer of
// this length can have allocates nothing.
func (d *Decoder) count() int {
	count := d.U32()
	if int64(count) > int64(len(d.buffer)-d.at) {
		d.fail("it ends too early")
		return 0
	}
	return int(count)
}

// EncodeMap writes a map.
func EncodeMap[K comparable, V any](e *Encoder, v map[K]V, key func(*Encoder, K), value func(*Encoder, V)) {
	e.U32(uint32(len(v)))
	for k, element := range v {
		key(e, k)
		value(e, element)
	}
}

// DecodeMap reads a map.
func DecodeMap[K comparable, V any](d *Decoder, key func(*Decoder) K, value func(*Decoder) V) map[K]V {
	count := d.count()
	v := make(map[K]V, count)
	for range count {
		k := key(d)
		v[k] = value(d)
	}
	return v
}

// EncodeOption writes an option, of which nil is none.
func EncodeOption[T any](e *Encoder, v *T, some func(*Encoder, T)) {
	e.Bool(v != nil)
	if v != nil {
		some(e, *v)
	}
}

// DecodeOption reads an option, of which nil is none.
func DecodeOption[T any](d *Decoder, some func(*Decoder) T) *T {
	if !d.Bool() {
		return nil
	}
	v := some(d)
	return &v
}

// EncodeNestedOption writes an option of an option.
func EncodeNestedOption[T any](e *Encoder, v wit.Option[T], some func(*Encoder, T)) {
	e.Bool(v.Valid)
	if v.Valid {
		some(e, v.Value)
	}
}

// DecodeNestedOption reads an option of an option.
func DecodeNestedOption[T any](d *Decoder, some func(*Decoder) T) wit.Option[T] {
	if !d.Bool() {
		return wit.None[T]()
	}
	return wit.Some(some(d))
}

// EncodeResult writes a result.
func EncodeResult[T, E any](e *Encoder, v wit.Result[T, E], ok func(*Encoder, T), err func(*Encoder, E)) {
	e.Bool(v.Failed)
	if v.Failed {
		err(e, v.Error)
	} else {
		ok(e, v.Value)
	}
}

// DecodeResult reads a result.
func DecodeResult[T, E any](d *Decoder, ok func(*Decoder) T, err func(*Decoder) E) wit.Result[T, E] {
	if d.Bool() {
		return wit.Err[T](err(d))
	}
	return wit.Ok[T, E](ok(d))
}

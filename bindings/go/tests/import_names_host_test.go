package tests

import (
	"context"

	importnames "fixtures/import_names/golden/go"
)

// manyNames is a host whose functions give back twice what they are given, and note their names.
type manyNames struct {
	called []string
}

// namedThing is a resource of the host's.
type namedThing struct {
	of    *manyNames
	class uint32
}

func (h *manyNames) answer(name string, v uint32) (uint32, error) {
	h.called = append(h.called, name)
	return 2 * v, nil
}

func (h *manyNames) NewResource(_ context.Context, class uint32) (importnames.Resource, error) {
	return &namedThing{h, class}, nil
}

func (h *manyNames) ResourceCreate(_ context.Context, new uint32) (importnames.Resource, error) {
	return &namedThing{h, new + 1}, nil
}

func (h *manyNames) ResourceDefault(_ context.Context, v importnames.Record) (importnames.Resource, error) {
	if v.Class == 0 {
		return nil, &importnames.FailureError{Payload: importnames.FailureClass{}}
	}
	return &namedThing{h, v.Class}, nil
}

func (r *namedThing) Close_(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("close", v)
}
func (r *namedThing) Closed(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("closed", v)
}
func (r *namedThing) Dispose(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("dispose", v)
}
func (r *namedThing) Drop(_ context.Context, v uint32) (uint32, error) { return r.of.answer("drop", v) }
func (r *namedThing) Self(_ context.Context, v uint32) (uint32, error) { return r.of.answer("self", v) }
func (r *namedThing) Name(_ context.Context, v uint32) (uint32, error) { return r.of.answer("name", v) }
func (r *namedThing) Then(_ context.Context, v uint32) (uint32, error) { return r.of.answer("then", v) }
func (r *namedThing) ToJSON(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("to-json", v)
}
func (r *namedThing) ToString(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("to-string", v)
}
func (r *namedThing) Error(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("error", v)
}
func (r *namedThing) String(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("string", v)
}
func (r *namedThing) Delete(_ context.Context, v uint32) (uint32, error) {
	return r.of.answer("delete", v)
}
func (r *namedThing) Init(_ context.Context, v uint32) (uint32, error) { return r.of.answer("init", v) }
func (r *namedThing) X(_ context.Context, v uint32) (uint32, error)    { return r.of.answer("x", v) }

func (h *manyNames) False(_ context.Context, v uint32) (uint32, error)  { return h.answer("false", v) }
func (h *manyNames) None(_ context.Context, v uint32) (uint32, error)   { return h.answer("none", v) }
func (h *manyNames) True(_ context.Context, v uint32) (uint32, error)   { return h.answer("true", v) }
func (h *manyNames) And(_ context.Context, v uint32) (uint32, error)    { return h.answer("and", v) }
func (h *manyNames) As(_ context.Context, v uint32) (uint32, error)     { return h.answer("as", v) }
func (h *manyNames) Assert(_ context.Context, v uint32) (uint32, error) { return h.answer("assert", v) }
func (h *manyNames) Async(_ context.Context, v uint32) (uint32, error)  { return h.answer("async", v) }
func (h *manyNames) Await(_ context.Context, v uint32) (uint32, error)  { return h.answer("await", v) }
func (h *manyNames) Break(_ context.Context, v uint32) (uint32, error)  { return h.answer("break", v) }
func (h *manyNames) Class(_ context.Context, v uint32) (uint32, error)  { return h.answer("class", v) }
func (h *manyNames) Continue(_ context.Context, v uint32) (uint32, error) {
	return h.answer("continue", v)
}
func (h *manyNames) Def(_ context.Context, v uint32) (uint32, error)    { return h.answer("def", v) }
func (h *manyNames) Del(_ context.Context, v uint32) (uint32, error)    { return h.answer("del", v) }
func (h *manyNames) Elif(_ context.Context, v uint32) (uint32, error)   { return h.answer("elif", v) }
func (h *manyNames) Else(_ context.Context, v uint32) (uint32, error)   { return h.answer("else", v) }
func (h *manyNames) Except(_ context.Context, v uint32) (uint32, error) { return h.answer("except", v) }
func (h *manyNames) Finally(_ context.Context, v uint32) (uint32, error) {
	return h.answer("finally", v)
}
func (h *manyNames) For(_ context.Context, v uint32) (uint32, error)    { return h.answer("for", v) }
func (h *manyNames) From(_ context.Context, v uint32) (uint32, error)   { return h.answer("from", v) }
func (h *manyNames) Global(_ context.Context, v uint32) (uint32, error) { return h.answer("global", v) }
func (h *manyNames) If(_ context.Context, v uint32) (uint32, error)     { return h.answer("if", v) }
func (h *manyNames) Import(_ context.Context, v uint32) (uint32, error) { return h.answer("import", v) }
func (h *manyNames) In(_ context.Context, v uint32) (uint32, error)     { return h.answer("in", v) }
func (h *manyNames) Is(_ context.Context, v uint32) (uint32, error)     { return h.answer("is", v) }
func (h *manyNames) Lambda(_ context.Context, v uint32) (uint32, error) { return h.answer("lambda", v) }
func (h *manyNames) Nonlocal(_ context.Context, v uint32) (uint32, error) {
	return h.answer("nonlocal", v)
}
func (h *manyNames) Not(_ context.Context, v uint32) (uint32, error)    { return h.answer("not", v) }
func (h *manyNames) Or(_ context.Context, v uint32) (uint32, error)     { return h.answer("or", v) }
func (h *manyNames) Pass(_ context.Context, v uint32) (uint32, error)   { return h.answer("pass", v) }
func (h *manyNames) Raise(_ context.Context, v uint32) (uint32, error)  { return h.answer("raise", v) }
func (h *manyNames) Return(_ context.Context, v uint32) (uint32, error) { return h.answer("return", v) }
func (h *manyNames) Try(_ context.Context, v uint32) (uint32, error)    { return h.answer("try", v) }
func (h *manyNames) While(_ context.Context, v uint32) (uint32, error)  { return h.answer("while", v) }
func (h *manyNames) With(_ context.Context, v uint32) (uint32, error)   { return h.answer("with", v) }
func (h *manyNames) Yield(_ context.Context, v uint32) (uint32, error)  { return h.answer("yield", v) }
func (h *manyNames) Match(_ context.Context, v uint32) (uint32, error)  { return h.answer("match", v) }
func (h *manyNames) Case(_ context.Context, v uint32) (uint32, error)   { return h.answer("case", v) }
func (h *manyNames) Type(_ context.Context, v uint32) (uint32, error)   { return h.answer("type", v) }
func (h *manyNames) Self(_ context.Context, v uint32) (uint32, error)   { return h.answer("self", v) }
func (h *manyNames) Cls(_ context.Context, v uint32) (uint32, error)    { return h.answer("cls", v) }
func (h *manyNames) Print(_ context.Context, v uint32) (uint32, error)  { return h.answer("print", v) }
func (h *manyNames) Len(_ context.Context, v uint32) (uint32, error)    { return h.answer("len", v) }
func (h *manyNames) Str(_ context.Context, v uint32) (uint32, error)    { return h.answer("str", v) }
func (h *manyNames) Int(_ context.Context, v uint32) (uint32, error)    { return h.answer("int", v) }
func (h *manyNames) List(_ context.Context, v uint32) (uint32, error)   { return h.answer("list", v) }
func (h *manyNames) Dict(_ context.Context, v uint32) (uint32, error)   { return h.answer("dict", v) }
func (h *manyNames) Object(_ context.Context, v uint32) (uint32, error) { return h.answer("object", v) }
func (h *manyNames) Super(_ context.Context, v uint32) (uint32, error)  { return h.answer("super", v) }
func (h *manyNames) Property(_ context.Context, v uint32) (uint32, error) {
	return h.answer("property", v)
}
func (h *manyNames) ID(_ context.Context, v uint32) (uint32, error)     { return h.answer("id", v) }
func (h *manyNames) Close(_ context.Context, v uint32) (uint32, error)  { return h.answer("close", v) }
func (h *manyNames) Closed(_ context.Context, v uint32) (uint32, error) { return h.answer("closed", v) }
func (h *manyNames) Exit(_ context.Context, v uint32) (uint32, error)   { return h.answer("exit", v) }
func (h *manyNames) Delete(_ context.Context, v uint32) (uint32, error) { return h.answer("delete", v) }
func (h *manyNames) Function(_ context.Context, v uint32) (uint32, error) {
	return h.answer("function", v)
}
func (h *manyNames) Var(_ context.Context, v uint32) (uint32, error)    { return h.answer("var", v) }
func (h *manyNames) Let(_ context.Context, v uint32) (uint32, error)    { return h.answer("let", v) }
func (h *manyNames) New(_ context.Context, v uint32) (uint32, error)    { return h.answer("new", v) }
func (h *manyNames) This(_ context.Context, v uint32) (uint32, error)   { return h.answer("this", v) }
func (h *manyNames) Typeof(_ context.Context, v uint32) (uint32, error) { return h.answer("typeof", v) }
func (h *manyNames) Void(_ context.Context, v uint32) (uint32, error)   { return h.answer("void", v) }
func (h *manyNames) Switch(_ context.Context, v uint32) (uint32, error) { return h.answer("switch", v) }
func (h *manyNames) Default(_ context.Context, v uint32) (uint32, error) {
	return h.answer("default", v)
}
func (h *manyNames) Export(_ context.Context, v uint32) (uint32, error) { return h.answer("export", v) }
func (h *manyNames) Extends(_ context.Context, v uint32) (uint32, error) {
	return h.answer("extends", v)
}
func (h *manyNames) Catch(_ context.Context, v uint32) (uint32, error) { return h.answer("catch", v) }
func (h *manyNames) Debugger(_ context.Context, v uint32) (uint32, error) {
	return h.answer("debugger", v)
}
func (h *manyNames) Do(_ context.Context, v uint32) (uint32, error)   { return h.answer("do", v) }
func (h *manyNames) Enum(_ context.Context, v uint32) (uint32, error) { return h.answer("enum", v) }
func (h *manyNames) Instanceof(_ context.Context, v uint32) (uint32, error) {
	return h.answer("instanceof", v)
}
func (h *manyNames) Throw(_ context.Context, v uint32) (uint32, error) { return h.answer("throw", v) }
func (h *manyNames) Null(_ context.Context, v uint32) (uint32, error)  { return h.answer("null", v) }
func (h *manyNames) Undefined(_ context.Context, v uint32) (uint32, error) {
	return h.answer("undefined", v)
}
func (h *manyNames) Arguments(_ context.Context, v uint32) (uint32, error) {
	return h.answer("arguments", v)
}
func (h *manyNames) Eval(_ context.Context, v uint32) (uint32, error) { return h.answer("eval", v) }
func (h *manyNames) Interface(_ context.Context, v uint32) (uint32, error) {
	return h.answer("interface", v)
}
func (h *manyNames) Static(_ context.Context, v uint32) (uint32, error) { return h.answer("static", v) }
func (h *manyNames) Package(_ context.Context, v uint32) (uint32, error) {
	return h.answer("package", v)
}
func (h *manyNames) Private(_ context.Context, v uint32) (uint32, error) {
	return h.answer("private", v)
}
func (h *manyNames) Public(_ context.Context, v uint32) (uint32, error) { return h.answer("public", v) }
func (h *manyNames) Protected(_ context.Context, v uint32) (uint32, error) {
	return h.answer("protected", v)
}
func (h *manyNames) Implements(_ context.Context, v uint32) (uint32, error) {
	return h.answer("implements", v)
}
func (h *manyNames) Symbol(_ context.Context, v uint32) (uint32, error) { return h.answer("symbol", v) }
func (h *manyNames) Then(_ context.Context, v uint32) (uint32, error)   { return h.answer("then", v) }
func (h *manyNames) Promise(_ context.Context, v uint32) (uint32, error) {
	return h.answer("promise", v)
}
func (h *manyNames) ToJSON(_ context.Context, v uint32) (uint32, error) {
	return h.answer("to-json", v)
}
func (h *manyNames) ToString(_ context.Context, v uint32) (uint32, error) {
	return h.answer("to-string", v)
}
func (h *manyNames) Prototype(_ context.Context, v uint32) (uint32, error) {
	return h.answer("prototype", v)
}
func (h *manyNames) Name(_ context.Context, v uint32) (uint32, error)   { return h.answer("name", v) }
func (h *manyNames) Length(_ context.Context, v uint32) (uint32, error) { return h.answer("length", v) }
func (h *manyNames) Constructor(_ context.Context, v uint32) (uint32, error) {
	return h.answer("constructor", v)
}
func (h *manyNames) Func(_ context.Context, v uint32) (uint32, error)  { return h.answer("func", v) }
func (h *manyNames) Chan(_ context.Context, v uint32) (uint32, error)  { return h.answer("chan", v) }
func (h *manyNames) Const(_ context.Context, v uint32) (uint32, error) { return h.answer("const", v) }
func (h *manyNames) Defer(_ context.Context, v uint32) (uint32, error) { return h.answer("defer", v) }
func (h *manyNames) Fallthrough(_ context.Context, v uint32) (uint32, error) {
	return h.answer("fallthrough", v)
}
func (h *manyNames) Go(_ context.Context, v uint32) (uint32, error)     { return h.answer("go", v) }
func (h *manyNames) Goto(_ context.Context, v uint32) (uint32, error)   { return h.answer("goto", v) }
func (h *manyNames) Map(_ context.Context, v uint32) (uint32, error)    { return h.answer("map", v) }
func (h *manyNames) Range(_ context.Context, v uint32) (uint32, error)  { return h.answer("range", v) }
func (h *manyNames) Select(_ context.Context, v uint32) (uint32, error) { return h.answer("select", v) }
func (h *manyNames) Struct(_ context.Context, v uint32) (uint32, error) { return h.answer("struct", v) }
func (h *manyNames) Nil(_ context.Context, v uint32) (uint32, error)    { return h.answer("nil", v) }
func (h *manyNames) Iota(_ context.Context, v uint32) (uint32, error)   { return h.answer("iota", v) }
func (h *manyNames) Append(_ context.Context, v uint32) (uint32, error) { return h.answer("append", v) }
func (h *manyNames) Cap(_ context.Context, v uint32) (uint32, error)    { return h.answer("cap", v) }
func (h *manyNames) Copy(_ context.Context, v uint32) (uint32, error)   { return h.answer("copy", v) }
func (h *manyNames) Make(_ context.Context, v uint32) (uint32, error)   { return h.answer("make", v) }
func (h *manyNames) Panic(_ context.Context, v uint32) (uint32, error)  { return h.answer("panic", v) }
func (h *manyNames) Recover(_ context.Context, v uint32) (uint32, error) {
	return h.answer("recover", v)
}
func (h *manyNames) String(_ context.Context, v uint32) (uint32, error) { return h.answer("string", v) }
func (h *manyNames) Any(_ context.Context, v uint32) (uint32, error)    { return h.answer("any", v) }
func (h *manyNames) Context(_ context.Context, v uint32) (uint32, error) {
	return h.answer("context", v)
}
func (h *manyNames) Ctx(_ context.Context, v uint32) (uint32, error)    { return h.answer("ctx", v) }
func (h *manyNames) Err(_ context.Context, v uint32) (uint32, error)    { return h.answer("err", v) }
func (h *manyNames) Result(_ context.Context, v uint32) (uint32, error) { return h.answer("result", v) }
func (h *manyNames) Bool(_ context.Context, v uint32) (uint32, error)   { return h.answer("bool", v) }
func (h *manyNames) Byte(_ context.Context, v uint32) (uint32, error)   { return h.answer("byte", v) }
func (h *manyNames) Rune(_ context.Context, v uint32) (uint32, error)   { return h.answer("rune", v) }
func (h *manyNames) Uintptr(_ context.Context, v uint32) (uint32, error) {
	return h.answer("uintptr", v)
}
func (h *manyNames) Main(_ context.Context, v uint32) (uint32, error)   { return h.answer("main", v) }
func (h *manyNames) Init(_ context.Context, v uint32) (uint32, error)   { return h.answer("init", v) }
func (h *manyNames) Unsafe(_ context.Context, v uint32) (uint32, error) { return h.answer("unsafe", v) }
func (h *manyNames) Fmt(_ context.Context, v uint32) (uint32, error)    { return h.answer("fmt", v) }
func (h *manyNames) Outwit(_ context.Context, v uint32) (uint32, error) { return h.answer("outwit", v) }
func (h *manyNames) Wit(_ context.Context, v uint32) (uint32, error)    { return h.answer("wit", v) }
func (h *manyNames) Instance(_ context.Context, v uint32) (uint32, error) {
	return h.answer("instance", v)
}
func (h *manyNames) Imports(_ context.Context, v uint32) (uint32, error) {
	return h.answer("imports", v)
}
func (h *manyNames) Component(_ context.Context, v uint32) (uint32, error) {
	return h.answer("component", v)
}
func (h *manyNames) Memory(_ context.Context, v uint32) (uint32, error) { return h.answer("memory", v) }
func (h *manyNames) Deadline(_ context.Context, v uint32) (uint32, error) {
	return h.answer("deadline", v)
}
func (h *manyNames) Signal(_ context.Context, v uint32) (uint32, error) { return h.answer("signal", v) }
func (h *manyNames) Host(_ context.Context, v uint32) (uint32, error)   { return h.answer("host", v) }
func (h *manyNames) X(_ context.Context, v uint32) (uint32, error)      { return h.answer("x", v) }
func (h *manyNames) Y(_ context.Context, v uint32) (uint32, error)      { return h.answer("y", v) }
func (h *manyNames) Z(_ context.Context, v uint32) (uint32, error)      { return h.answer("z", v) }
func (h *manyNames) A1B2(_ context.Context, v uint32) (uint32, error)   { return h.answer("a1-b2", v) }
func (h *manyNames) Sha256(_ context.Context, v uint32) (uint32, error) { return h.answer("sha256", v) }
func (h *manyNames) UTF82(_ context.Context, v uint32) (uint32, error)  { return h.answer("utf8-2", v) }
func (h *manyNames) HTTPGet(_ context.Context, v uint32) (uint32, error) {
	return h.answer("HTTP-get", v)
}
func (h *manyNames) GetURL(_ context.Context, v uint32) (uint32, error) {
	return h.answer("get-URL", v)
}
func (h *manyNames) XYZ(_ context.Context, v uint32) (uint32, error) { return h.answer("X-Y-z", v) }

package tests

import (
	"context"

	hosterrors "fixtures/host_errors/golden/go"

	"outwit/wit"
)

// store answers with what a test sets; it works where nothing is set.
type store struct {
	err   error
	noted []string
	note  func(ctx context.Context, text string) error
}

func (s *store) Get(_ context.Context, key string) (string, error)    { return key, s.err }
func (s *store) Parse(context.Context, string) (uint32, error)        { return 1, s.err }
func (s *store) Measure(_ context.Context, v int32) (int32, error)    { return v, s.err }
func (s *store) Detailed(_ context.Context, v uint32) (uint32, error) { return v, s.err }
func (s *store) Numbered(context.Context, uint32) (string, error)     { return "n", s.err }
func (s *store) Listed(_ context.Context, v uint32) ([]uint32, error) { return []uint32{v}, s.err }
func (s *store) Put(context.Context, string, string) error            { return s.err }
func (s *store) Untyped(_ context.Context, v uint32) (uint32, error)  { return v, s.err }
func (s *store) Plain(context.Context, bool) error                    { return s.err }
func (s *store) Must(_ context.Context, text string) (string, error)  { return text, s.err }

func (s *store) Optional(_ context.Context, v *uint32) (*uint32, error) { return v, s.err }

func (s *store) Note(ctx context.Context, text string) error {
	s.noted = append(s.noted, text)
	if s.note != nil {
		return s.note(ctx, text)
	}
	return s.err
}

func (s *store) History(context.Context) ([]wit.Result[string, hosterrors.Error], error) {
	return []wit.Result[string, hosterrors.Error]{
		wit.Ok[string, hosterrors.Error]("a"), wit.Err[string, hosterrors.Error](hosterrors.ErrorBusy{Value: 3}),
	}, s.err
}

func (s *store) Nested(_ context.Context, v uint32) (wit.Result[uint32, string], error) {
	if v == 0 {
		return wit.Err[uint32]("inner"), s.err
	}
	return wit.Ok[uint32, string](v), s.err
}

package tests

import (
	"context"
	"errors"
	"testing"

	comments "fixtures/comments/golden/go"
)

type speaker struct{}

func (speaker) NewReader(context.Context) (comments.Reader, error) { return speaker{}, nil }

func (speaker) Read(context.Context) (string, error) { return "read", nil }

func (speaker) Say(_ context.Context, text string) (string, error) { return text + ", ", nil }

// Whatever the comments say, the code is the same.
func TestComments(t *testing.T) {
	var logged []string
	world := typed(t, "comments", with(comments.New, comments.AllCommentsImports{
		Host: speaker{},
		Log: func(_ context.Context, text string) error {
			logged = append(logged, text)
			return nil
		},
	}))
	equal(t, ok(world.Run(ctx, "said"))(t), "said, read")
	equal(t, logged, []string{"said"})
	same(t, world.Comments.Echo, comments.Page{Text: "t", Number: 1})
	same(t, world.Comments.Last, comments.AccessRead|comments.AccessWrite)
	equal(t, world.Comments.Paint(ctx, comments.ShapeCircle{Value: 1}, comments.ColourRed), nil)
	var colour *comments.ColourError
	equal(t, errors.As(world.Comments.Paint(ctx, comments.ShapeEmpty{}, comments.ColourGreen), &colour), true)
	equal(t, ok(ok(world.Comments.BookOpen(ctx, "x"))(t).Count(ctx))(t), uint32(1))
	_, err := world.Comments.BookOpen(ctx, "")
	var page *comments.PageError
	equal(t, errors.As(err, &page), true)
}

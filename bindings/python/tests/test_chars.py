"""Single characters: scalar values of Unicode, nothing else."""

import pytest

EDGES = ["\0", "a", "\x7f", "\x80", "ß", "\ud7ff", "\ue000", "\uffff", "😀", "\U0010ffff"]


@pytest.mark.parametrize("value", EDGES)
def test_round_trip(echo, value):
    assert echo.echo_char(value) == value
    assert echo.echo_option(value) == value
    assert echo.code(value) == ord(value)
    assert echo.from_code(ord(value)) == value


def test_lists(echo):
    assert echo.echo_list(EDGES) == EDGES
    assert echo.echo_list([]) == []
    assert echo.collect(EDGES) == "".join(EDGES)


def test_record(echo):
    span = echo.Span("a", "😀")
    assert echo.echo_span(span) == span


def test_no_such_character(echo):
    assert echo.from_code(0xD800) is None
    assert echo.echo_option(None) is None


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ("", ValueError, "expected a str of one character, got 0 characters"),
        ("ab", ValueError, "expected a str of one character, got 2 characters"),
        ("\ud800", ValueError, r"expected a character, got the lone surrogate U\+D800"),
        ("\udfff", ValueError, r"expected a character, got the lone surrogate U\+DFFF"),
        (97, TypeError, "expected a str of one character, got int"),
        (b"a", TypeError, "expected a str of one character, got bytes"),
    ],
)
def test_wrong_values(echo, value, error, message):
    with pytest.raises(error, match=f"^v: {message}$"):
        echo.echo_char(value)


def test_path(echo):
    with pytest.raises(ValueError, match=r"^v\[1\]: "):
        echo.echo_list(["a", "bc"])
    with pytest.raises(ValueError, match=r"^v\.last: "):
        echo.echo_span(echo.Span("a", ""))

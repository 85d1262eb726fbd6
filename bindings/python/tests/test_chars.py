"""Single characters: scalar values of Unicode, nothing else."""

import pytest

EDGES = [
    "\0",
    "a",
    "\x7f",
    "\x80",
    "ß",
    "\u07ff",
    "€",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "😀",
    "\U0010ffff",
]


@pytest.mark.parametrize("value", EDGES)
def test_round_trips(echo, value):
    assert echo.echo_char(value) == value
    assert echo.echo_option(value) == value


def test_inside_of_others(echo):
    assert echo.echo_list(EDGES) == EDGES
    assert echo.echo_list([]) == []
    assert echo.echo_option(None) is None
    span = echo.Span("a", "😀")
    assert echo.echo_span(span) == span


def test_computed(echo):
    for value in EDGES:
        assert echo.code(value) == ord(value)
        assert echo.from_code(ord(value)) == value
    assert echo.from_code(0xD800) is None
    assert echo.collect(EDGES) == "".join(EDGES)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "expected a str of one character, got 0 characters"),
        ("ab", "expected a str of one character, got 2 characters"),
        ("e\u0301", "expected a str of one character, got 2 characters"),
        ("\ud800", r"expected a character, got the lone surrogate U\+D800"),
        ("\udfff", r"expected a character, got the lone surrogate U\+DFFF"),
    ],
)
def test_no_scalar_value(echo, value, message):
    with pytest.raises(ValueError, match=f"^v: {message}$"):
        echo.echo_char(value)
    assert echo.echo_char("a") == "a"


@pytest.mark.parametrize(("value", "got"), [(97, "int"), (b"a", "bytes"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a str of one character, got {got}$"):
        echo.echo_char(value)


def test_path(echo):
    with pytest.raises(ValueError, match=r"^v\[1\]: "):
        echo.echo_list(["a", "bc"])
    with pytest.raises(ValueError, match=r"^v\.last: "):
        echo.echo_span(echo.Span("a", ""))

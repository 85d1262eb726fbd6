"""Text."""

import pytest

EDGES = [
    "",
    "a",
    "\0",
    "a\0b",
    "exactly 12 c",
    "Grüße",
    "漢字",
    "😀👩‍👩‍👧",
    "\ufeffBOM",
    "\ufffd",
    "\u202e",
    "\U0010ffff",
]


@pytest.mark.parametrize("value", EDGES, ids=range(len(EDGES)))
def test_round_trips(echo, value):
    assert echo.echo_string(value) == value


def test_every_length(echo):
    """Around those from which text travels another way."""
    for length in (63, 64, 1364, 1365, 1366, 2047, 2048, 4095, 4096, 4097, 65_535, 1 << 20):
        for character in "xé€😀":
            value = character * length
            assert echo.echo_string(value) == value
    value = ["x" * 5000, "y", "€" * 5000]
    assert echo.echo_list(value) == value


def test_inside_of_others(echo):
    assert echo.echo_list(EDGES) == EDGES
    assert echo.echo_list([]) == []
    assert echo.echo_list(("a",)) == ["a"]
    for value in EDGES:
        assert echo.echo_option(value) == value
    assert echo.echo_option() is None
    for note in (echo.Note(title="T", body=""), echo.Note("", "b" * 5000)):
        assert echo.echo_note(note) == note


def test_computed(echo):
    for value in [*EDGES, "x" * (1 << 20)]:
        assert echo.byte_length(value) == len(value.encode())
        assert echo.rev(value) == value[::-1]
    assert echo.join(["a", "b", "c"], "-") == "a-b-c"
    assert echo.empty() == ""
    assert echo.repeat("ab", 3) == "ababab"
    assert echo.repeat("ab", 5000) == "ab" * 5000


def test_text_of_the_callers_own(echo):
    """A subclass is taken."""

    class Name(str):
        __slots__ = ()

    assert echo.echo_string(Name("a")) == "a"
    assert type(echo.echo_string(Name("a"))) is str


@pytest.mark.parametrize(
    ("value", "at"), [("\ud800", 0), ("abc\udfff", 3), ("😀\udc00", 1), ("x" * 9000 + "\ud800", 9000)]
)
def test_what_has_no_unicode(echo, value, at):
    with pytest.raises(
        ValueError, match=f"^v: expected a str that is Unicode text, got a lone surrogate at {at}$"
    ):
        echo.echo_string(value)
    assert echo.echo_string("still fine") == "still fine"


@pytest.mark.parametrize(("value", "got"), [(b"a", "bytes"), (1, "int"), (None, "None"), (["a"], "list")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a str, got {got}$"):
        echo.echo_string(value)


def test_a_string_is_no_list_of_strings(echo):
    with pytest.raises(TypeError, match="^v: expected a sequence, got str$"):
        echo.echo_list("abc")


def test_path(echo):
    with pytest.raises(ValueError, match=r"^parts\[1\]: "):
        echo.join(["a", "\ud800"], ",")
    with pytest.raises(TypeError, match=r"^parts\[2\]: expected a str, got int$"):
        echo.join(["a", "x" * 50, 7], ",")
    with pytest.raises(TypeError, match=r"^separator: "):
        echo.join(["a"], None)
    with pytest.raises(TypeError, match=r"^v\.body: "):
        echo.echo_note(echo.Note("a", 1))

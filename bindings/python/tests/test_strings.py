"""Text."""

import pytest

EDGES = ["", "a", "\0", "a\0b", "Grüße", "漢字", "😀👩‍👩‍👧", "\U0010ffff", "x" * (1 << 20), "😀" * 100_000]


@pytest.mark.parametrize("value", EDGES, ids=range(len(EDGES)))
def test_round_trip(echo, value):
    assert echo.echo_string(value) == value
    assert echo.echo_option(value) == value
    assert echo.byte_length(value) == len(value.encode())
    assert echo.rev(value) == value[::-1]


def test_lists(echo):
    assert echo.echo_list(EDGES) == EDGES
    assert echo.echo_list([]) == []
    assert echo.echo_list(("a",)) == ["a"]
    assert echo.join(["a", "b", "c"], "-") == "a-b-c"


def test_record(echo):
    note = echo.Note(title="T", body="")
    assert echo.echo_note(note) == note


def test_made_by_the_component(echo):
    assert echo.empty() == ""
    assert echo.repeat("ab", 3) == "ababab"
    assert echo.echo_option() is None


def test_a_subclass_of_str(echo):
    class Name(str):
        __slots__ = ()

    assert echo.echo_string(Name("a")) == "a"
    assert type(echo.echo_string(Name("a"))) is str


@pytest.mark.parametrize(("value", "got"), [(b"a", "bytes"), (1, "int"), (None, "None"), (["a"], "list")])
def test_only_str(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a str, got {got}$"):
        echo.echo_string(value)


@pytest.mark.parametrize(("value", "at"), [("\ud800", 0), ("abc\udfff", 3), ("😀\udc00", 1)])
def test_lone_surrogates(echo, value, at):
    with pytest.raises(
        ValueError, match=f"^v: expected a str that is Unicode text, got a lone surrogate at {at}$"
    ):
        echo.echo_string(value)
    assert echo.echo_string("still fine") == "still fine"


def test_a_str_is_no_list_of_str(echo):
    with pytest.raises(TypeError, match="^v: expected a sequence, got str$"):
        echo.echo_list("abc")


def test_path(echo):
    with pytest.raises(ValueError, match=r"^parts\[1\]: "):
        echo.join(["a", "\ud800"], ",")
    with pytest.raises(TypeError, match=r"^separator: "):
        echo.join(["a"], None)
    with pytest.raises(TypeError, match=r"^v\.body: "):
        echo.echo_note(echo.Note("a", 1))

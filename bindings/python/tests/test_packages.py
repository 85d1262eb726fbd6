"""Several packages, two versions of one, and a world that is included under other names."""

import pytest
from conftest import instance_of


class Old:
    """A bucket of the old store."""

    def __init__(self, types, values):
        self.types = types
        self.values = values

    def get(self, key):
        value = self.values.get(key)
        return None if value is None else self.types.Entry(value)


class New:
    """A bucket of the new store."""

    def __init__(self, types, room):
        self.types = types
        self.room = room
        self.entries = {}

    def get(self, key):
        return self.entries.get(key)

    def put(self, key, value):
        before = self.entries.get(key)
        if before is None and len(self.entries) == self.room:
            raise self.types.FailureError(self.types.Failure.FULL)
        writes = 1 if before is None else before.writes + 1
        self.entries[key] = self.types.Entry(value, writes)
        return writes


class Style:
    """What the host does to text."""

    def __init__(self, types, styles):
        self.types = types
        self.styles = styles

    def apply(self, v):
        capital = v.letters is self.types.Letters.CAPITAL
        return self.styles.Styled(v.text.upper() if capital else v.text.lower(), v.letters)


@pytest.fixture
def types(guest):
    """The modules of the types: text, style, the two stores."""
    if guest.typed:
        module = guest.types
        return module.types, module.style, module.store_1_0_0, module.store_2_0_0
    names = ["text/types", "text/style", "store/store@1.0.0", "store/store@2.0.0"]
    return tuple(guest.types[f"fixtures:{name}"] for name in names)


@pytest.fixture
def said():
    return []


@pytest.fixture
def opened(guest, types, said):
    fields = {"style": Style(types[0], types[1]), "remark": said.append}
    return guest(**fields)


def test_an_included_world(opened, said):
    assert opened.release() == "1.2.0"
    assert said == ["release"]


def test_an_interface_on_both_sides(opened, types):
    letters, style = types[0].Letters, types[1].Styled
    assert opened.style.apply(style("Ab", letters.CAPITAL)) == style("AB.", letters.CAPITAL)
    assert opened.style.apply(style("Ab", letters.SMALL)) == style("ab.", letters.SMALL)


def test_two_versions(opened, types, said):
    old, new = Old(types[2], {"a": "1", "b": "2"}), New(types[3], 2)
    assert opened.mover.move(old, new, ["a", "x", "b", "a"]) == 3
    assert said == ["a", "b", "a"]
    assert new.entries == {"a": types[3].Entry(b"1", 2), "b": types[3].Entry(b"2", 1)}
    assert opened.mover.look(new, "a") == types[3].Entry(b"1", 2)
    assert opened.mover.look(new, "x") is None


def test_the_error_of_one_version(opened, types):
    with pytest.raises(types[3].FailureError) as caught:
        opened.mover.move(Old(types[2], {"a": "1", "b": "2"}), New(types[3], 1), ["a", "b"])
    assert caught.value.payload is types[3].Failure.FULL
    assert instance_of(opened).host_resources == 0


def test_versions_are_not_mixed_up(opened, types):
    old, new = Old(types[2], {"a": "1"}), New(types[3], 2)
    with pytest.raises(TypeError, match="expected a Bucket, Old has no method put"):
        opened.mover.move(old, old, ["a"])
    assert opened.mover.move(old, new, ["a"]) == 1

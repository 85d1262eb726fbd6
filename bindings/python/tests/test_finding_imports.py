"""How what a component imports is found in what the host offers."""

import pytest
from conftest import Guest, component
from hosts import Host, others

import outwit
from outwit.imports import find


@pytest.fixture(params=["dynamic", "typed"])
def guest(request):
    return Guest("imports", typed=request.param == "typed")


def names(message):
    """The functions that an error names."""
    return [part.split(": ")[0].rsplit(".")[-1] for part in message.split(": ", maxsplit=1)[1].split("; ")]


def test_what_is_missing():
    loaded = component("imports")
    with pytest.raises(outwit.LinkError) as caught:
        loaded.instantiate()
    message = str(caught.value)
    assert len(names(message)) == len(loaded.imports)
    assert "fixtures:imports/host.echo-u8: func(v: u8) -> u8" in message
    assert "describe: func(p: point, style: option<string>) -> string" in message
    host = Host()
    host.answer = host.add = None
    with pytest.raises(outwit.LinkError) as caught:
        loaded.instantiate(imports={"host": host, **others(), "now": None})
    assert sorted(names(str(caught.value))) == ["add", "answer", "now"]


def test_a_typed_value_with_holes(guest):
    with pytest.raises(outwit.LinkError) as caught:
        guest(host=None, **{**others(), "log": None})
    assert len(names(str(caught.value))) == len(guest.component.imports) - 2
    with pytest.raises(outwit.LinkError, match="the component imports now: func"):
        guest(host=Host(), **{**others(), "now": None})


@pytest.mark.parametrize("name", ["fixtures:imports/host", "host"])
@pytest.mark.parametrize("as_mapping", [False, True])
def test_names_of_interfaces(name, as_mapping):
    host = Host()
    if as_mapping:
        imports = component("imports").imports
        host = {own.name: getattr(host, own.member) for own in imports if own.interface}
    instance = component("imports").instantiate(imports={name: host, **others()})
    assert instance.calls.answer() == 42


def test_what_is_no_function():
    host = Host()
    host.answer = 42
    with pytest.raises(TypeError, match=r"^fixtures:imports/host\.answer: expected a function, got int$"):
        component("imports").instantiate(imports={"host": host, **others()})


SEVERAL = """{"outwit": 1, "name": "a:b/c", "types": [], "exports": [], "imports": [
    {"interface": "a:x/store@1.0.0", "name": "get", "params": []},
    {"interface": "a:x/store@2.0.0", "name": "get", "params": []},
    {"interface": "b:y/store", "name": "get-all", "params": []},
    {"name": "class", "params": []}
]}"""


def test_names_that_could_mean_several():
    imports = outwit.World(SEVERAL).imports
    assert [own.member for own in imports] == ["get", "get", "get_all", "class_"]
    one, two, three, four = print, len, repr, abs
    offered = {
        "a:x/store@1.0.0": {"get": one},
        "a:x/store@2.0.0": {"get": two},
        "b:y/store": {"get-all": three},
        "class": four,
    }
    assert find(imports, offered) == [one, two, three, four]
    with pytest.raises(
        outwit.LinkError, match=r"^a:x/store could be a:x/store@1\.0\.0 or a:x/store@2\.0\.0$"
    ):
        find(imports, {"a:x/store": {}})
    with pytest.raises(
        outwit.LinkError, match=r"^store could be a:x/store@1\.0\.0 or a:x/store@2\.0\.0 or b"
    ):
        find(imports, {"store": {}})
    assert find(imports, {}) == [None] * 4


def test_a_table_that_does_not_fit():
    with pytest.raises(TypeError, match="imports 4 functions, 1 places are given for them"):
        outwit.World(SEVERAL, imports=[(None, "get")])
    places = [("one", "get"), ("two", "get"), ("three", "get_all"), (None, "class_")]
    imports = outwit.World(SEVERAL, imports=places).imports
    assert [(own.field, own.member) for own in imports] == places


def test_imports_of_a_component():
    first, *_, last = component("imports").imports
    assert (first.interface, first.name, first.field) == ("fixtures:imports/host", "echo-bool", "host")
    assert str(first) == first.signature == "echo-bool: func(v: bool) -> bool"
    assert repr(first) == "<outwit.Import fixtures:imports/host echo-bool: func(v: bool) -> bool>"
    assert (last.interface, last.member) == (None, "describe")
    assert component("records").imports == ()

"""Imports whose names are words of the languages: each call arrives at the function of its name."""

import keyword

import pytest
from conftest import instance_of

import outwit


def spelled(name):
    """A WIT name as Python writes it."""
    name = name.replace("-", "_").lower()
    if name in ("none", "true", "false"):
        return name
    return f"{name}_" if keyword.iskeyword(name) or name == "self" else name


class Recorder:
    """Has every function; each remembers its name and gives back twice its argument."""

    def __init__(self):
        self.called = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def function(v):
            self.called.append(name)
            return 2 * v

        return function


class Thing:
    """A host's resource. Its methods are those of the recorder."""

    recorder = Recorder()

    def __init__(self, number):
        self.number = number


METHODS = [
    "dispose",
    "drop",
    "self",
    "name",
    "then",
    "to-json",
    "to-string",
    "error",
    "string",
    "delete",
    "init",
    "x",
]
for method in [*map(spelled, METHODS), "close_", "closed_"]:
    setattr(Thing, method, lambda self, v, method=method: getattr(self.recorder, method)(v))


class Host(Recorder):
    def __init__(self, types):
        super().__init__()
        self.types = types

    def new_resource(self, number):
        return Thing(number)

    def resource_create(self, number):
        return Thing(number + 1)

    def resource_default(self, record):
        if record.class_ == 0:
            raise self.types.FailureError(self.types.FailureClass())
        return Thing(record.class_)


@pytest.fixture
def host(guest):
    return Host(guest.types.import_)


@pytest.fixture
def world():
    return Recorder()


WORLD = [
    "print",
    "self",
    "with",
    "range",
    "select",
    "default",
    "imports",
    "component",
    "memory",
    "context",
    "error",
    "HTTP-get",
    "y",
]


@pytest.fixture
def opened(guest, host, world):
    Thing.recorder = Recorder()
    imports = {"import_": host, **{spelled(name): getattr(world, spelled(name)) for name in WORLD}}
    # One of them has the name of a parameter of `guest`: `memory`.
    if not guest.typed:
        return guest.component.instantiate(imports=imports)
    return guest.module.ImportNames(guest.component, guest.module.ImportNamesImports(**imports))


def test_functions_of_the_interface(opened, host):
    names = opened.calls.names()
    assert len(names) > 140
    for number, name in enumerate(names):
        assert opened.calls.call(name, number) == 2 * number
    assert host.called == [spelled(name) for name in names]
    assert opened.calls.call("nonsense", 1) is None


def test_functions_of_the_world(opened, world):
    names = opened.calls.world_names()
    assert sorted(names) == sorted(WORLD)
    for name in names:
        assert opened.calls.call_world(name, 3) == 6
    assert world.called == [spelled(name) for name in names]


def test_methods(opened):
    thing = opened.calls.construct(4)
    assert thing.number == 4
    names = opened.calls.method_names()
    for name in names:
        assert opened.calls.call_method(thing, name, 5) == 10
    expected = [f"{name}_" if name in ("close", "closed") else spelled(name) for name in names]
    assert Thing.recorder.called == expected
    assert instance_of(opened).host_resources == 0


def test_constructors_and_statics(guest, opened):
    types = guest.types.import_
    assert opened.calls.make(4).number == 5
    fields = dict.fromkeys(types.Record.__slots__, 0)
    record = types.Record(**{**fields, "class_": 9})
    assert opened.calls.make_default(record).number == 9
    record.class_ = 0
    with pytest.raises(types.FailureError) as caught:
        opened.calls.make_default(record)
    assert caught.value.payload == types.FailureClass()
    assert isinstance(caught.value, outwit.WitError)

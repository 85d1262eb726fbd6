"""What an object of the host needs to be a resource, and the hook that ends it."""

import gc
import sys
import types as python_types

import pytest
from conftest import Guest, instance_of
from test_host_resources import Counter, Things

import outwit


@pytest.fixture(params=["dynamic", "typed"])
def guest(request):
    return Guest("host_resources", typed=request.param == "typed")


@pytest.fixture
def things(guest):
    return Things(guest.types.things)


@pytest.fixture
def user(guest, things):
    return guest(things=things).user


class Other:
    """Has one of the methods."""

    def value(self):
        return 0


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "got None"),
        (5, "int has no methods increment, value, clone, add, absorb, next"),
        (Other(), "Other has no methods increment, clone, add, absorb, next"),
    ],
)
def test_what_is_no_counter(user, value, message):
    with pytest.raises(TypeError, match=f"^c: expected a Counter, {message}$"):
        user.read(value)
    with pytest.raises(TypeError, match="^t: expected a Token, "):
        user.text(value)
    with pytest.raises(TypeError, match="^t: expected a Token, Other has no method text$"):
        user.text(Other())


def test_methods_of_the_object_itself(user):
    token = python_types.SimpleNamespace(text=lambda: "its own")
    assert user.text(token) == "its own"
    with pytest.raises(TypeError, match="SimpleNamespace has no method text"):
        user.text(python_types.SimpleNamespace())


def test_hooks_of_the_object_itself(guest, things):
    """Whether there is a hook is looked up as the methods are."""
    closed = []

    def finish_many(counters):
        return len(counters)

    def make_many(count):
        methods = dict.fromkeys(("increment", "value", "clone", "add", "absorb", "next"))
        return [python_types.SimpleNamespace(**methods, close=lambda: closed.append(1)) for _ in range(count)]

    things.make_many, things.finish_many = make_many, finish_many
    opened = guest(things=things)
    for made in opened.user.make_many(3):
        opened.user.forget(made)
    assert closed == []
    instance_of(opened).close()
    assert closed == [1] * 3


def test_classes_are_looked_at_once(user):
    looked = []

    class Meta(type):
        def __getattribute__(cls, name):
            looked.append(name)
            return super().__getattribute__(name)

    class Watched(metaclass=Meta):
        def text(self):
            return "t"

    for _ in range(5):
        assert user.text(Watched()) == "t"
    assert looked.count("text") == 1
    # A class that takes the place of another in memory is looked at anew.
    for number in range(50):
        name = "text" if number % 2 else "other"
        kind = type("Kind", (), {name: lambda self: "t"})
        if number % 2:
            assert user.text(kind()) == "t"
        else:
            with pytest.raises(TypeError, match="Kind has no method text"):
                user.text(kind())
        del kind
        gc.collect()


def test_an_error_of_a_hook(guest, things):
    error = ValueError("mine")

    class Failing(Counter):
        def close(self):
            raise error

    opened = guest(things=things)
    with pytest.raises(ValueError, match="mine") as caught:
        opened.user.finish(Failing(things, 1))
    assert caught.value is error
    with pytest.raises(outwit.InstanceError):
        opened.user.make(1)
    assert instance_of(opened).host_resources == 0


def test_an_error_of_a_hook_at_the_end(guest, things, monkeypatch):
    class Failing(Counter):
        def close(self):
            super().close()
            raise ValueError("mine")

    reported = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)
    opened = guest(things=things)
    failing, fine = Failing(things, 1), Counter(things, 2)
    opened.user.forget(failing)
    opened.user.forget(fine)
    instance_of(opened).close()
    assert things.closed_once(failing, fine)
    assert [(str(report.exc_value), report.object) for report in reported] == [("mine", failing)]
    reported.clear()


def test_methods_fail_as_functions_do(guest, things):
    error = KeyError("mine")

    class Failing(Counter):
        def value(self):
            raise error

    with pytest.raises(KeyError) as caught:
        guest(things=things).user.read(Failing(things, 1))
    assert caught.value is error


def test_what_a_hook_may_do(guest, things):
    """It may use another instance, and it may ask for the one that is being closed."""
    other = guest(things=Things(guest.types.things))
    outcomes = []

    class Busy(Counter):
        def close(self):
            outcomes.append(other.user.use_once(1, 1))
            with pytest.raises(outwit.InstanceError, match="closed"):
                opened.user.make(1)
            instance_of(opened).close()

    opened = guest(things=things)
    opened.user.forget(Busy(things, 1))
    instance_of(opened).close()
    assert outcomes == [2]


def test_objects_given_to_a_closed_instance(guest, things):
    opened = guest(things=things)
    instance_of(opened).close()
    with pytest.raises(outwit.InstanceError, match="closed"):
        opened.user.keep(Counter(things, 1))
    assert instance_of(opened).host_resources == 0
    assert things.closed == []

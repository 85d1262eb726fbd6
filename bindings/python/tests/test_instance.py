"""Instances: what they have, and when they are closed."""

import gc
import inspect
import sys

import pytest
from conftest import component

import outwit


@pytest.fixture
def instance():
    return component("integers").instantiate()


def test_functions_by_position(instance):
    functions = instance.functions
    names = [export.name for export in component("integers").exports]
    assert len(functions) == len(names)
    assert functions[names.index("add")](2, 3) == 5
    assert instance.functions is functions


def test_functions_say_what_they_are(instance):
    add = instance["fixtures:integers/echo"].add
    assert add.__name__ == "add"
    assert add.__doc__ == "add: func(a: u32, b: u32) -> u32"
    assert str(inspect.signature(add)) == "(a, b)"
    greet = component("options").instantiate()["fixtures:options/echo"].greet
    assert str(inspect.signature(greet)) == "(name, title=None, times=None)"


def test_wrong_arguments(instance):
    add = instance["fixtures:integers/echo"].add
    with pytest.raises(TypeError, match=r"^add\(\) takes at most 2 arguments \(3 given\)$"):
        add(1, 2, 3)
    with pytest.raises(TypeError, match=r"^add\(\) needs the argument b$"):
        add(1)
    with pytest.raises(TypeError, match=r"^add\(\) needs the argument a$"):
        add(b=1)
    with pytest.raises(TypeError, match=r"^add\(\) has no parameter c$"):
        add(1, c=2)
    with pytest.raises(TypeError, match=r"^add\(\) got two values for a$"):
        add(1, a=2)
    assert add(b=1, a=2) == 3
    assert add(1, b=2) == 3


def test_exports_by_name(instance):
    exports = instance.exports
    assert exports is instance.exports
    assert list(exports) == ["fixtures:integers/echo"]
    assert len(exports) == 1
    assert exports["fixtures:integers/echo"] is instance["fixtures:integers/echo"]
    assert exports.echo is instance.echo
    assert "fixtures:integers/echo" in exports
    assert "fixtures:integers/other" not in exports
    assert repr(exports.echo) == "<outwit.Interface fixtures:integers/echo>"
    with pytest.raises(KeyError, match="does not export other; it exports fixtures:integers/echo"):
        exports["other"]
    with pytest.raises(AttributeError, match="does not export other"):
        _ = instance.other
    with pytest.raises(AttributeError):
        _ = instance.echo.nothing_of_the_kind
    assert component("world_items").instantiate().add(1, 2) == 3


def test_versions_may_be_left_out():
    instance = component("world_items").instantiate()
    full = next(name for name in instance.exports if "/places" in name)
    assert "@1.2.0" in full
    assert instance["fixtures:world-items/places"] is instance[full]
    # Where there are several, the version says which.
    with pytest.raises(KeyError, match="fixtures:greeting/greeter"):
        component("versions").instantiate()["fixtures:greeting/greeter"]


def test_closing(instance):
    echo = instance.echo
    assert not instance.closed
    assert "open" in repr(instance)
    instance.close()
    assert instance.closed
    assert "closed" in repr(instance)
    instance.close()
    with pytest.raises(outwit.InstanceError, match="closed"):
        echo.add(1, 2)


def test_at_the_end_of_a_block():
    with component("integers").instantiate() as instance:
        assert instance.echo.add(1, 2) == 3
    assert instance.closed
    with pytest.raises(ZeroDivisionError), component("integers").instantiate() as instance:
        _ = 1 // 0
    assert instance.closed


def test_resource_classes():
    instance = component("resources").instantiate()
    kinds = instance.world.classes.items()
    resources = [p for p, kind in kinds if isinstance(kind, type) and issubclass(kind, outwit.Resource)]
    bound = {instance.resource(position).__name__: instance.resource(position) for position in resources}
    assert bound["Counter"] is instance.counters.Counter
    assert set(bound) == {"Counter", "Token", "Opaque"}
    with pytest.raises(IndexError, match="the world has no type 1000"):
        instance.resource(1000)
    with pytest.raises(TypeError, match="is no resource"):
        instance.resource(next(position for position, _ in kinds if position not in resources))


def test_an_argument_that_calls_the_instance(instance):
    echo = instance.echo

    class CallsBack:
        def __index__(self):
            return echo.add(1, 2)

    with pytest.raises(outwit.InstanceError, match="in a call already"):
        echo.echo_u8(CallsBack())
    assert echo.add(1, 2) == 3


def test_an_argument_that_closes_the_instance(instance):
    class Closes:
        def __index__(self):
            instance.close()
            return 1

    with pytest.raises(outwit.InstanceError, match="in a call"):
        instance.echo.echo_u8(Closes())
    assert instance.echo.add(1, 2) == 3


def test_an_argument_that_calls_another_instance(instance):
    other = component("integers").instantiate().echo

    class Nests:
        def __index__(self):
            return other.add(1, 2)

    assert instance.echo.echo_u8(Nests()) == 3


def test_a_function_keeps_its_instance():
    add = component("integers").instantiate().echo.add
    gc.collect()
    assert add(1, 2) == 3


def test_no_reference_is_lost_or_kept(instance):
    echo = instance.echo
    value, text = echo.largest(), "a text of its own"
    strings = component("strings").instantiate().echo
    objects = [value, text, echo.add, instance]
    before = [sys.getrefcount(each) for each in objects]
    for _ in range(100):
        echo.echo_all(value)
        strings.echo_string(text)
        strings.echo_list([text, text])
        echo.add(1, b=2)
        with pytest.raises(OverflowError):
            echo.add(1, -1)
    assert [sys.getrefcount(each) for each in objects] == before

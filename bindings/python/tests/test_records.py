"""Records: dataclasses."""

import dataclasses

import pytest


def person(echo):
    return echo.Person(name="Ada", age=36, email=None, tags=["a", "b"], home=echo.Point(1, -1))


def test_round_trips(echo):
    for function, value in [
        (echo.echo_point, echo.Point(-(1 << 31), (1 << 31) - 1)),
        (echo.echo_single, echo.Single("only")),
        (echo.echo_person, person(echo)),
        (echo.echo_padded, echo.Padded(1, 1 << 63, True, -2, 0.5, -128, 0.1, "😀")),
        (echo.echo_line, echo.Line(echo.Point(0, 0), echo.Point(1, 1), echo.Single(""))),
    ]:
        result = function(value)
        assert type(result) is type(value)
        assert result == value


def test_are_native_values(echo):
    point = echo.echo_point(echo.Point(1, 2))
    assert dataclasses.is_dataclass(echo.Point)
    assert [field.name for field in dataclasses.fields(point)] == ["x", "y"]
    assert repr(point).endswith("Point(x=1, y=2)")
    assert dataclasses.replace(point, x=5) == echo.Point(5, 2)
    assert not hasattr(point, "__dict__")
    match point:
        case echo.Point(x, y):
            assert (x, y) == (1, 2)
    point.x = 3
    assert echo.echo_point(point).x == 3


def test_inside_of_others(echo):
    persons = [dataclasses.replace(person(echo), age=age, email="a@b") for age in range(100)]
    assert echo.echo_list(persons) == persons
    assert echo.echo_list([]) == []
    assert echo.echo_option() is None
    assert echo.echo_option(echo.Point(1, 2)) == echo.Point(1, 2)


def test_computed(echo):
    persons = [dataclasses.replace(person(echo), age=age) for age in range(100)]
    assert echo.oldest(persons) == persons[-1]
    assert echo.oldest([]) is None
    assert echo.translate(echo.Point(1, 2), echo.Point(3, 4)) == echo.Point(4, 6)


def test_objects_of_the_callers_own(echo):
    """A subclass is taken, with its properties."""

    class Named(echo.Point):
        name = "n"

    assert echo.echo_point(Named(1, 2)) == echo.Point(1, 2)

    class Doubled(echo.Point):
        @property
        def x(self):
            return 14

        @x.setter
        def x(self, value):
            pass

    assert echo.echo_point(Doubled(1, 2)) == echo.Point(14, 2)


@pytest.mark.parametrize(("value", "got"), [((1, 2), "tuple"), ({"x": 1, "y": 2}, "dict"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a Point, got {got}$"):
        echo.echo_point(value)
    with pytest.raises(TypeError, match=r"^v: expected a Point, got Single$"):
        echo.echo_point(echo.Single("a"))


def test_a_field_that_is_not_there(echo):
    point = echo.Point(1, 2)
    del point.y
    with pytest.raises(TypeError, match=r"^v\.y: expected a value, but y is not set$"):
        echo.echo_point(point)
    with pytest.raises(TypeError):
        echo.Point(1)
    with pytest.raises(TypeError):
        echo.Point(1, 2, 3)


def test_path(echo):
    wrong = person(echo)
    wrong.home.y = "low"
    with pytest.raises(TypeError, match=r"^v\.home\.y: expected an int, got str$"):
        echo.echo_person(wrong)
    wrong.home.y = 1 << 31
    with pytest.raises(OverflowError, match=r"^v\.home\.y: expected an int from -2147483648 to 2147483647"):
        echo.echo_person(wrong)
    with pytest.raises(TypeError, match=r"^v\[1\]\.tags\[0\]: expected a str, got int$"):
        echo.echo_list([person(echo), dataclasses.replace(person(echo), tags=[1])])
    with pytest.raises(TypeError, match=r"^persons\[1\]\.name: expected a str, got None$"):
        echo.oldest([person(echo), dataclasses.replace(person(echo), name=None)])

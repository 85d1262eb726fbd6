"""Types inside of types inside of types."""

import pytest

from outwit import Err, Ok, Some


def part(echo, joint=None):
    return echo.Part(
        "leg",
        echo.Material.WOOD,
        echo.Ability.FLOATS | echo.Ability.BURNS,
        joint or echo.JointGlue(None),
        (0.5, 1.0, 1.5),
    )


def assembly(echo):
    joints = [echo.JointNails(7), echo.JointGlue("white"), echo.JointBoth((1, "a")), echo.JointLoose()]
    parts = [part(echo, joint) for joint in joints]
    return echo.Assembly(
        ("table", 1 << 63),
        [parts, [], parts[:1]],
        [Ok(parts[0]), Ok(None), Err(joints[1])],
        {1: ["a"], 2: []},
        b"\0\1",
    )


def things(echo):
    return [
        echo.ThingPart(part(echo)),
        echo.ThingAssembly(assembly(echo)),
        echo.ThingPile([(part(echo), None), (part(echo), Some(None)), (part(echo), Some(echo.JointLoose()))]),
        echo.ThingCorners(Ok(((1, 2), (3, 4), (5, 6), (7, 8)))),
        echo.ThingCorners(Err("round")),
    ]


def test_round_trips(echo):
    assert echo.echo_part(part(echo)) == part(echo)
    assert echo.echo_assembly(assembly(echo)) == assembly(echo)
    for thing in things(echo):
        assert echo.echo_thing(thing) == thing
    many = things(echo) * 100
    assert echo.echo_things(many) == many
    assert len(echo.names(many)) >= len(many)


def test_results_and_tuples(echo):
    for value in (Ok(None), Ok([]), Ok(things(echo)), Err("no")):
        match value:
            case Ok(things_):
                assert echo.echo_result(value) == things_
            case Err(_):
                with pytest.raises(Exception, match="no") as caught:
                    echo.echo_result(value)
                assert caught.value.payload == "no"
    value = (Ok(1), [("a", echo.Ability.BURNS), ("😀", None)], {"x": echo.Material.STONE, "y": None})
    assert echo.echo_tuple(value) == value
    assert echo.echo_tuple((None, [], {})) == (None, [], {})
    assert echo.echo_tuple((Err(echo.JointLoose()), [], {})) == (Err(echo.JointLoose()), [], {})


def test_the_onion(echo):
    onion = [None, [None, [None, "core"]], [[], [[]]]]
    value = [None, [], [None, [None, "core"]], [[], ["a"]]]
    assert echo.echo_onion(value) == value
    assert echo.echo_onion([]) == []
    assert echo.echo_onion(onion[:2]) == onion[:2]


def test_path(echo):
    wrong = assembly(echo)
    wrong.groups[2][0].measures = (0.5, 1.0, "x")
    with pytest.raises(TypeError, match=r"^v\.groups\[0\]\[0\]\.measures.*\[2\]: expected a float, got str$"):
        echo.echo_assembly(wrong)
    with pytest.raises(TypeError, match=r"^v\[1\]\.corners.*: expected a str, got int$"):
        echo.echo_things([things(echo)[0], echo.ThingCorners(Err(1))])
    with pytest.raises(TypeError, match=r"^v\[0\]\[0\]\[0\]: expected a str, got int$"):
        echo.echo_onion([[[1]]])

"""Types inside of types inside of types."""

import pytest

from outwit import Err, Ok, Some, WitError


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
        b"\0\1" * 5000,
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
    plain = echo.Part("", echo.Material.STONE, echo.Ability(0), echo.JointLoose(), None)
    for value in (part(echo), plain):
        assert echo.echo_part(value) == value
    assert echo.echo_assembly(assembly(echo)) == assembly(echo)
    for thing in things(echo):
        assert echo.echo_thing(thing) == thing
    assert echo.echo_things([]) == []
    many = things(echo) * 100
    assert echo.echo_things(many) == many


def test_results(echo):
    for value in (None, [], things(echo)):
        assert echo.echo_result(Ok(value)) == value
    with pytest.raises(WitError, match="no") as caught:
        echo.echo_result(Err("no"))
    assert caught.value.payload == "no"


def test_tuples(echo):
    for value in (
        (Ok(1), [("a", echo.Ability.BURNS), ("😀", None)], {"x": echo.Material.STONE, "y": None}),
        (Err(echo.JointLoose()), [], {}),
        (Err(echo.JointNails(4)), [("x", None)], {"m": echo.Material.WOOD}),
        (None, [], {}),
    ):
        assert echo.echo_tuple(value) == value


def test_onions(echo):
    for value in (
        [],
        [None, [None, [None, "core"]]],
        [None, [], [None, [None, "core"]], [[], ["a"]]],
    ):
        assert echo.echo_onion(value) == value


def test_computed(echo):
    assert echo.names([]) == []
    assert echo.names(things(echo)) == ["leg"] * 9
    many = things(echo) * 100
    assert echo.names(many) == ["leg"] * 900


def test_path(echo):
    wrong = assembly(echo)
    wrong.groups[1] = [part(echo)]
    wrong.groups[1][0].measures = (0.5, 1.0, "x")
    with pytest.raises(TypeError, match=r"^v\.groups\[1\]\[0\]\.measures\[2\]: expected a float, got str$"):
        echo.echo_assembly(wrong)
    pile = [*things(echo)[:2], echo.ThingPile([(part(echo), Some(echo.JointNails(70_000)))])]
    with pytest.raises(
        OverflowError, match=r"^v\[2\]\.pile\[0\]\[1\]\.nails: expected an int from 0 to 65535"
    ):
        echo.echo_things(pile)
    with pytest.raises(TypeError, match=r"^v\[1\]\.corners\.err: expected a str, got int$"):
        echo.echo_things([things(echo)[0], echo.ThingCorners(Err(1))])
    with pytest.raises(TypeError, match=r"^v\[0\]\[0\]\[0\]: expected a str, got int$"):
        echo.echo_onion([[[1]]])
    wrong = assembly(echo)
    wrong.words = {7: ["a", 1]}
    with pytest.raises(TypeError, match=r"^v\.words\[0\]\.value\[1\]: expected a str, got int$"):
        echo.echo_assembly(wrong)

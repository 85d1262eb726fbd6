"""A host that gives all kinds of wrong values: each is an error that says where, and nothing else is changed.

``OUTWIT_CASES`` is how many are tried in each case, ``OUTWIT_SEED`` where chance begins.
"""

import gc
import json
import os
import random
from functools import partial

import numpy
import pytest
from conftest import Guest, component, golden, instance_of, pascal_case
from hostile import LIMITS, Strange, Values, Wrong
from hosts import Host, others

import outwit

CASES = int(os.environ.get("OUTWIT_CASES", "2000"))
SEED = int(os.environ.get("OUTWIT_SEED", "1"))
STEMS = [
    *(
        "bools",
        "bytes",
        "chars",
        "enums",
        "fixed_lists",
        "flags",
        "floats",
        "integers",
        "lists",
        "many_params",
    ),
    *("maps", "nesting", "number_lists", "options", "records", "results", "strings", "tuples", "variants"),
]
OURS = (TypeError, OverflowError, ValueError)


class Target:
    """An instance, its functions with their types, and values for them."""

    def __init__(self, instance, own=None):
        self.instance = instance
        self.signature = json.loads(instance.world.signature)
        self.values = Values(self.signature, instance.world.classes, own)

    def functions(self):
        """Those with parameters, by position."""
        return [
            (place, own)
            for place, own in enumerate(self.signature["exports"])
            if own["params"] and all(self.values.are_made(param["type"]) for param in own["params"])
        ]

    def is_echo(self, own):
        return own["name"].startswith("echo") and [own["params"][0]["type"]] == [own.get("result")]


def refused(call, wrong, place, note):
    """The call fails because of the value at this place."""
    try:
        call()
    except Exception as raised:
        error = raised
    else:
        error = None
    text = str(error)
    if wrong.own is not None:
        right = error is wrong.own
    elif wrong.deep:
        # What Python's own types raise has no place.
        right = (type(error) in OURS and text.startswith(place)) or isinstance(
            error, (ValueError, NotImplementedError)
        )
    else:
        right = type(error) in OURS and text.startswith(f"{place}: ")
    assert right, f"{note}: {wrong.value!r} at {place}: {error!r}"


def check_arguments(target, rounds, seed):
    """Right values but for one place: an error, and right ones still pass."""
    values, chance = target.values, random.Random(seed)
    functions = target.functions()
    for own_seed in (chance.getrandbits(40) for _ in range(rounds)):
        position, own = chance.choice(functions)
        function, params = target.instance.functions[position], own["params"]
        bad = chance.randrange(len(params))
        arguments = [values.right(param["type"], own_seed) for param in params]
        made, path, wrong = values.wrong(params[bad]["type"], params[bad]["name"], own_seed)
        arguments[bad] = made
        refused(partial(function, *arguments), wrong, path, f"{own['name']}, seed {own_seed}")
        if target.is_echo(own):
            passes(target, position, own, own_seed)


def passes(target, position, own, seed):
    """A right value comes back."""
    right = target.values.right(own["params"][0]["type"], seed)
    back = target.instance.functions[position]
    if target.values.kind(own["result"]) != "result":
        assert back(right) == right
        return
    try:
        assert outwit.Ok(back(right)) == right
    except outwit.WitError as error:
        assert outwit.Err(error.payload) == right  # noqa: PT017 (either way is right)


def plain(stem, *, typed):
    """An instance of a component that imports nothing."""
    return (
        getattr(golden(stem), pascal_case(stem))(component(stem)).instance
        if typed
        else component(stem).instantiate()
    )


def test_wrong_arguments():
    for stem in STEMS:
        check_arguments(Target(plain(stem, typed=False)), CASES // len(STEMS) + 1, SEED)


def test_wrong_arguments_of_generated_types():
    for stem in STEMS:
        check_arguments(Target(plain(stem, typed=True)), CASES // len(STEMS) + 1, SEED)


@pytest.mark.parametrize("typed", [False, True])
def test_wrong_answers(typed):
    chance = random.Random(SEED)
    guest = Guest("imports", typed=typed)
    for seed in (chance.getrandbits(40) for _ in range(CASES // 4)):
        host = Host()
        target = Target(instance_of(guest(host=host, **others())))
        echoes = [own for own in target.functions() if target.is_echo(own[1])]
        position, own = chance.choice(echoes)
        passes(target, position, own, seed)
        answer, path, wrong = target.values.wrong(own["result"], "", seed)
        host.says[own["name"].replace("-", "_")] = answer
        place = f"fixtures:imports/host.{own['name']} returned a wrong value: {path}".removesuffix(": ")
        argument = target.values.right(own["params"][0]["type"], seed)
        refused(
            partial(target.instance.functions[position], argument),
            wrong,
            place,
            f"{own['name']}, seed {seed}",
        )
        with pytest.raises(outwit.InstanceError):
            target.instance.functions[position](argument)
        target.instance.close()


class Items:
    """Resources of a component, and what is none of them."""

    def __init__(self, item, foreign):
        self.item = item
        self.foreign = foreign
        self.made = []

    def right(self):
        self.made.append(self.item(len(self.made)))
        return self.made[-1]

    def wrongs(self):
        closed = self.item(1)
        closed.close()
        unmade = self.item.__new__(self.item)
        return [*map(Wrong, (closed, unmade, self.foreign(2), self.item, Strange(number=print)))]

    def check(self):
        """None of them is gone."""
        assert [item.number() for item in self.made] == [*range(len(self.made))]
        for item in self.made:
            item.close()
        self.made.clear()


@pytest.mark.parametrize("typed", [False, True])
def test_wrong_resources(typed):
    instance, other = (plain("resources_everywhere", typed=typed) for _ in range(2))
    (place,) = (at for at, own in enumerate(Target(instance).signature["types"]) if own["kind"] == "resource")
    items = Items(instance.resource(place), other.resource(place))
    target = Target(instance, {place: items})
    chance = random.Random(SEED)
    for seed in (chance.getrandbits(40) for _ in range(CASES // 2)):
        position, own = chance.choice(target.functions())
        arguments, note = [], f"{own['name']}, seed {seed}"
        bad = chance.randrange(len(own["params"]))
        for at, param in enumerate(own["params"]):
            if at == bad:
                made, path, wrong = target.values.wrong(param["type"], param["name"], seed)
                arguments.append(made)
            else:
                arguments.append(target.values.right(param["type"], seed))
        refused(partial(target.instance.functions[position], *arguments), wrong, path, note)
        items.check()
        assert instance.guest_resources == 0, note


class Counter:
    """What the component calls a counter."""

    increment = value = clone = add = absorb = next = print


class Objects:
    """The host's own objects, and what cannot stand for them."""

    def right(self):
        return Counter()

    def wrongs(self):
        return [
            Wrong(Strange(increment=print)),
            Wrong(Strange(value=1)),
            Wrong([Counter()]),
        ]


def test_wrong_objects():
    things = dict.fromkeys(
        [f"[method]counter.{name}" for name in ("increment", "value", "clone", "add", "absorb", "next")],
        print,
    )
    names = [own.name for own in component("host_resources").imports]
    assert {*things} <= {*names}
    instance = component("host_resources").instantiate(
        imports={"fixtures:host-resources/things": dict.fromkeys(names, print)}
    )
    types = json.loads(instance.world.signature)["types"]
    own = {
        at: Objects()
        for at, own in enumerate(types)
        if own["kind"] == "resource" and own["name"] == "counter"
    }
    target = Target(instance, own)
    check_arguments(target, CASES // 2, SEED)


class Busy:
    """A number that does something when it is read."""

    def __init__(self, number, work):
        self.number = number
        self.work = work

    def __index__(self):
        self.work()
        return self.number


@pytest.mark.parametrize("typed", [False, True])
def test_values_that_change(typed):
    target = Target(plain("number_lists", typed=typed))
    echo = {own["name"]: target.instance.functions[place] for place, own in target.functions()}
    chance = random.Random(SEED)
    for _ in range(CASES // 20):
        numbers = list(range(chance.randrange(1, 9)))
        at, size = chance.randrange(len(numbers)), len(numbers)
        change = chance.choice(
            (numbers.clear, numbers.pop, partial(numbers.append, 7), partial(numbers.extend, "ab"))
        )
        numbers[at] = Busy(at, change)
        for name in ("echo-u32", "echo-s64", "echo-f64"):
            try:
                assert echo[name](numbers) == list(range(size))
            except ValueError as error:
                assert str(error).startswith("v")  # noqa: PT017
                assert "its length changed" in str(error)  # noqa: PT017
            numbers[:] = range(size)
            numbers[at] = Busy(at, change)
        assert echo["echo-u32"]([1, 2]) == [1, 2]
    maps = plain("maps", typed=typed)
    position = next(
        place for place, own in enumerate(Target(maps).signature["exports"]) if own["name"] == "echo-numbers"
    )
    changing = {}
    changing.update({place: Busy(place, changing.clear) for place in range(5)})
    assert maps.functions[position](changing) == {place: place for place in range(5)}


@pytest.mark.parametrize("typed", [False, True])
def test_values_that_call_back(typed):
    """Code that runs while arguments are read calls components itself."""
    instance, other = plain("number_lists", typed=typed), plain("number_lists", typed=typed)
    place = next(
        at for at, own in enumerate(Target(instance).signature["exports"]) if own["name"] == "echo-u32"
    )
    echo, another = instance.functions[place], other.functions[place]
    for work in (lambda: echo([1]), instance.close):
        with pytest.raises(outwit.InstanceError):
            echo([1, Busy(2, work), 3])
        assert not instance.closed
    heard = []
    assert echo([1, Busy(2, lambda: heard.append(another([5, Busy(6, gc.collect)]))), 3]) == [1, 2, 3]
    assert heard == [[5, 6]]


def test_buffers():
    """Whatever lies how in memory: what arrives is what Python sees in it, or an error says why not."""
    target = Target(component("number_lists").instantiate())
    types = target.signature["types"]
    lists = [
        (place, own)
        for place, own in target.functions()
        if target.is_echo(own)
        and types[own["result"]]["kind"] == "list"
        and types[own["result"]]["of"] in LIMITS
    ]
    chance, passed = random.Random(SEED), 0
    for _ in range(CASES // 2):
        place, own = chance.choice(lists)
        view = odd_view(chance)
        try:
            back = target.instance.functions[place](view)
        except (TypeError, OverflowError, ValueError, NotImplementedError):
            pass
        else:
            assert numpy.array_equal(list(back), view.tolist(), equal_nan=True), f"{own['name']}: {view!r}"
            passed += 1
        assert list(target.instance.functions[place]([1, 0])) == [1, 0]
    assert passed > CASES // 100


def odd_view(chance):
    """Memory in one of many formats, shapes and orders."""
    letters = chance.choice([*"bBhHiIlLqQefdFDg?cnNOSUMm", ">i", ">H", "=q", "<f", "!I", ">d"])
    shape = chance.choice([(0,), (1,), (4,), (600,), (2, 2), (), (1, 1), (2, 0)])
    try:
        made = numpy.array(
            chance.randrange(2), dtype=letters.replace("!", ">").replace("c", "S1")
        ) * numpy.ones(1)
        made = numpy.full(shape, made[0]).astype(letters.replace("!", ">").replace("c", "S1"))
    except (TypeError, ValueError):
        made = numpy.zeros(shape, "u1")
    if made.ndim and chance.random() < 0.5:
        made = made[:: chance.choice((1, 2, -1, 3))]
    try:
        return memoryview(made) if chance.random() < 0.5 else made
    except ValueError:
        return made

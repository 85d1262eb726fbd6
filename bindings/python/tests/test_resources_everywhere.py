"""Resources of a component inside every kind of value, moved and lent."""

import gc
import threading

import pytest
from conftest import component, instance_of

import outwit


@pytest.fixture
def places(world):
    places = world.places
    yield places
    gc.collect()
    assert places.live() == 0
    assert instance_of(world).guest_resources == 0


def numbers(items):
    return [item.number() for item in items]


def test_in_lists(places):
    item = places.Item
    assert places.echo_list([]) == []
    assert numbers(places.echo_list([item(1), item(2)])) == [1, 2]
    assert numbers(places.echo_list((item(3),))) == [3]
    nested = places.echo_nested_list([[item(1)], [], [item(2), item(3)]])
    assert [numbers(items) for items in nested] == [[1], [], [2, 3]]
    first, second = places.echo_fixed((item(1), item(2)))
    assert numbers([first, second]) == [1, 2]


def test_in_tuples_options_and_results(places):
    item = places.Item
    before, middle, after = places.echo_tuple((1, item(2), "three"))
    assert (before, middle.number(), after) == (1, 2, "three")
    assert places.echo_option() is None
    assert places.echo_option(item(1)).number() == 1
    assert places.echo_nested_option() is None
    assert places.echo_nested_option(outwit.Some(None)) == outwit.Some(None)
    assert places.echo_nested_option(outwit.Some(item(1))).value.number() == 1
    good, bad = places.echo_results([outwit.Ok(item(1)), outwit.Err("no")])
    assert good.value.number() == 1
    assert bad == outwit.Err("no")


def test_in_results_of_functions(places):
    assert places.echo_result(outwit.Ok(places.Item(1))).number() == 1
    with pytest.raises(outwit.WitError) as caught:
        places.echo_result(outwit.Err(places.Item(2)))
    assert caught.value.payload.number() == 2


def box(places, *values):
    first, *rest = [places.Item(value) for value in values]
    return places.Box(first, rest, (places.Item(7), places.Item(8)))


def unbox(content):
    return numbers([content.first, *content.rest, *content.pair])


def test_in_records_and_variants(places):
    assert unbox(places.echo_box(box(places, 1, 2, 3))) == [1, 2, 3, 7, 8]
    assert places.echo_box(places.Box(places.Item(1), [], None)).pair is None
    crate = places.echo_crate(places.Crate("c", box(places, 1)))
    assert (crate.label, unbox(crate.content)) == ("c", [1, 7, 8])
    parcels = [
        places.ParcelOne(places.Item(1)),
        places.ParcelMany([places.Item(2), places.Item(3)]),
        places.ParcelPacked(box(places, 4)),
        places.ParcelNothing(),
    ]
    one, many, packed, nothing = places.echo_parcels(parcels)
    assert one.value.number() == 1
    assert numbers(many.value) == [2, 3]
    assert unbox(packed.value) == [4, 7, 8]
    assert nothing == places.ParcelNothing()
    assert places.echo_parcel(one).value.number() == 1


def test_lending(places):
    a, b, c = (places.Item(number) for number in (1, 2, 4))
    assert places.sum_list([a, b, c, a]) == 8
    assert places.sum_tuple((a, 10, b)) == 13
    assert places.sum_option(a) == 1
    places.sum_option()
    assert places.sum_result(outwit.Ok(c)) == 4
    assert places.sum_result(outwit.Err(5)) == 5
    assert places.sum_loan(places.Loan(10, a, [b, c])) == 17
    assert places.sum_view(places.ViewOne(a)) == 1
    assert places.sum_view(places.ViewMany([a, b])) == 3
    assert places.sum_view(places.ViewNumber(9)) == 9
    assert places.sum_mixed(a, b, [c]) == 7
    assert a.number() == 1
    for moved in (b, c):
        with pytest.raises(ValueError, match="^self: the resource was closed or given away$"):
            moved.number()


MOVES = {
    "echo_list": lambda places, item: [item],
    "echo_tuple": lambda places, item: (1, item, ""),
    "echo_option": lambda places, item: item,
    "echo_results": lambda places, item: [outwit.Ok(item)],
    "echo_box": lambda places, item: places.Box(item, [], None),
    "echo_parcel": lambda places, item: places.ParcelMany([item]),
}


@pytest.mark.parametrize("name", MOVES)
def test_use_after_move(places, name):
    item = places.Item(1)
    function, make = getattr(places, name), MOVES[name]
    moved = function(make(places, item))
    with pytest.raises(ValueError, match=r"the resource was closed or given away$"):
        function(make(places, item))
    with pytest.raises(ValueError, match=r"^v\[0\]: the resource was closed or given away$"):
        places.sum_list([item])
    item.close()  # what is gone may be closed
    assert item.closed
    assert moved is not None


@pytest.mark.parametrize("name", MOVES)
def test_of_another_instance(places, name):
    other = component("resources_everywhere").instantiate().places
    with pytest.raises(ValueError, match="expected an item of this instance, got a resource of another"):
        getattr(places, name)(MOVES[name](places, other.Item(1)))


def test_a_wrong_value_moves_nothing(places):
    a, b = places.Item(1), places.Item(2)
    with pytest.raises(TypeError, match=r"^v\[2\]: expected an item, got int$"):
        places.echo_list([a, b, 3])
    with pytest.raises(TypeError, match=r"^v\.content\.rest\[0\]: expected an item, got None$"):
        places.echo_crate(places.Crate("c", places.Box(a, [None], None)))
    with pytest.raises(ValueError, match="given away and used again in the same call"):
        places.sum_mixed(a, a, [b])
    assert numbers([a, b]) == [1, 2]


def test_from_any_thread(places):
    """Objects are made, used, moved and dropped by threads that do not know of each other."""
    shared, moved, wrong = [], [], []

    def make():
        shared.extend(places.Item(number) for number in range(200))

    def use():
        for item in shared:
            try:
                item.number()
            except ValueError:
                wrong.append(item)
        moved.extend(places.echo_list(shared[:100]))
        del shared[100:]

    for target in (make, use):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()
    assert not wrong
    assert numbers(moved) == list(range(100))
    shared.clear()


def test_many_at_once(places):
    """Threads make, close and drop objects at the same time."""

    def churn():
        for number in range(200):
            held = [places.Item(number), places.Item(number)]
            held[0].close()
            held.append(held)  # only the garbage collector finds it
            del held
        gc.collect()

    threads = [threading.Thread(target=churn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_any_order_of_going():
    instance = component("resources_everywhere").instantiate()
    items = [instance.places.Item(number) for number in range(3)]
    kept = instance.places.echo_box(instance.places.Box(items[0], items[1:2], None))
    instance.close()
    assert instance.guest_resources == 0
    del items
    with pytest.raises(outwit.InstanceError, match="closed"):
        kept.first.number()
    kept.first.close()
    del instance, kept
    gc.collect()

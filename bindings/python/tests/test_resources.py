"""Resources: objects that live in an instance."""

import gc
import weakref

import pytest
from conftest import component

import outwit


@pytest.fixture
def counters(world):
    return world.counters


def test_constructor_methods_and_statics(counters):
    counter = counters.Counter(5)
    assert isinstance(counter, outwit.Resource)
    assert counter.value() == 5
    assert counter.increment(3) == 8
    assert counters.Counter.zero().value() == 0
    assert counters.Counter.parse("12").value() == 12
    assert counter.clone().value() == 8
    assert counter.next().value() == 9
    with pytest.raises(outwit.WitError, match="not a number"):
        counters.Counter.parse("twelve")
    assert counters.Counter.largest([]) is None


def test_a_constructor_that_fails(counters):
    assert counters.Token("a").text() == "a"
    with pytest.raises(outwit.WitError, match="a token has a text"):
        counters.Token("")


def test_a_resource_without_constructor(counters):
    assert not counters.make_opaque().closed
    with pytest.raises(TypeError, match="^Opaque has no constructor; "):
        counters.Opaque()


def test_borrowing(counters):
    a, b = counters.Counter(2), counters.Counter(3)
    a.add(b)
    assert a.value() == 5
    assert counters.peek(a) == 5
    assert counters.same(a, a)
    assert not counters.same(a, b)
    assert counters.sum([a, b, a]) == 13
    assert counters.peek_option(a) == 5
    assert counters.peek_option() is None
    a.add(a)
    assert a.value() == 10


def test_giving_away(counters):
    a, b = counters.Counter(2), counters.Counter(3)
    a.absorb(b)
    assert a.value() == 5
    with pytest.raises(ValueError, match="^self: "):
        b.value()
    with pytest.raises(ValueError, match="^c: "):
        counters.finish(b)
    assert counters.finish(a) == 5
    assert counters.live() == 0
    b.close()


def test_passing_through(counters):
    counter = counters.pass_(counters.Counter(7))
    assert counter.value() == 7
    assert counters.live() == 1


def test_inside_of_others(counters):
    many = counters.make_many(50)
    assert [counter.value() for counter in many] == list(range(50))
    assert counters.finish_many(many) == sum(range(50))
    assert counters.maybe(False) is None
    assert counters.maybe(True).value() == 1
    labelled = counters.label("l", counters.Counter(4))
    assert labelled.label == "l"
    label, counter = counters.unlabel(labelled)
    assert (label, counter.value()) == ("l", 4)
    either = counters.echo_either(counters.EitherCounter(counter))
    assert either.value.value() == 4
    assert counters.echo_either(counters.EitherNeither()) == counters.EitherNeither()
    assert counters.echo_either(counters.EitherToken(counters.Token("t"))).value.text() == "t"
    items = counters.echo_list(
        [counters.Labelled("a", counters.Counter(1)), counters.Labelled("b", counters.Counter(2))]
    )
    assert [(item.label, item.item.value()) for item in items] == [("a", 1), ("b", 2)]


def test_an_error_that_holds_a_resource(counters):
    with pytest.raises(counters.RefusalError) as caught:
        counters.request(False, "mine")
    assert caught.value.payload.value.text() == "mine"
    with pytest.raises(counters.RefusalError) as caught:
        counters.request(False)
    assert caught.value.payload == counters.RefusalNo()
    assert counters.request(True).value() == 1


def test_closing(counters):
    counter = counters.Counter(1)
    assert counters.live() == 1
    assert not counter.closed
    assert "open" in repr(counter)
    counter.close()
    assert counter.closed
    assert "closed" in repr(counter)
    assert counters.live() == 0
    counter.close()
    with pytest.raises(ValueError, match="^self: the counter is closed$"):
        counter.value()
    with counters.Counter(2) as other:
        assert other.value() == 2
    assert other.closed
    assert counters.live() == 0


def test_the_finaliser(counters):
    counter = counters.Counter(1)
    reference = weakref.ref(counter)
    del counter
    assert reference() is None
    assert counters.live() == 0
    many = counters.make_many(100)
    assert counters.live() == 100
    del many
    assert counters.live() == 0
    cycle = [counters.Counter(1)]
    cycle.append(cycle)
    del cycle
    gc.collect()
    assert counters.live() == 0


def test_of_another_instance(counters):
    other = component("resources").instantiate()["fixtures:resources/counters"]
    with pytest.raises(
        ValueError, match=r"^c: expected a counter of this instance, got a resource of another"
    ):
        counters.peek(other.Counter(1))
    with pytest.raises(ValueError, match=r"^other: expected a counter of this instance"):
        counters.Counter(1).add(other.Counter(1))
    assert other.peek(other.Counter(1)) == 1


@pytest.mark.parametrize(("value", "got"), [(1, "int"), (None, "None"), ("counter", "str")])
def test_wrong_types(counters, value, got):
    with pytest.raises(TypeError, match=f"^c: expected a counter, got {got}$"):
        counters.peek(value)


def test_another_resource(counters):
    with pytest.raises(TypeError, match=r"^c: expected a counter, got another resource$"):
        counters.peek(counters.Token("a"))
    with pytest.raises(ValueError, match=r"^c: expected a counter, got one that no component made$"):
        counters.peek(counters.Counter.__new__(counters.Counter))
    with pytest.raises(TypeError, match=r"^counters\[1\]: expected a counter, got int$"):
        counters.sum([counters.Counter(1), 2])


def test_the_same_twice_given_away(counters):
    counter = counters.Counter(1)
    with pytest.raises(ValueError, match="given away and used again in the same call"):
        counters.finish_many([counter, counter])


def test_every_order_of_going():
    instance = component("resources").instantiate()
    counters = instance["fixtures:resources/counters"]
    counter, kind = counters.Counter(3), counters.Counter
    del instance, counters
    gc.collect()
    assert counter.value() == 3  # the object keeps its instance
    instance = component("resources").instantiate()
    other = instance["fixtures:resources/counters"].Counter(4)
    instance.close()
    with pytest.raises(outwit.InstanceError, match="closed"):
        other.value()
    other.close()
    del instance, other, kind
    counter.close()


def test_instances_go_with_all_that_hangs_on_them():
    instance = component("resources").instantiate()
    counter = instance["fixtures:resources/counters"].Counter(1)
    instances, classes = weakref.ref(instance), weakref.ref(type(counter))
    del instance, counter
    gc.collect()
    assert instances() is None
    assert classes() is None


def test_a_class_that_is_not_bound():
    unbound = next(
        kind
        for kind in component("resources").world.classes.values()
        if getattr(kind, "__name__", "") == "Counter"
    )
    with pytest.raises(outwit.InstanceError, match="not bound to an instance"):
        unbound(1)
    with pytest.raises(outwit.InstanceError, match="not bound to an instance"):
        unbound.zero()

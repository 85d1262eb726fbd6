"""Resources that the host implements."""

import gc
import weakref

import pytest
from conftest import instance_of

import outwit


class Counter:
    """A number that goes up, and knows how often it was closed."""

    def __init__(self, things, start):
        self.things = things
        self.number = start
        things.made.append(self)

    def increment(self, by):
        self.number += by
        return self.number

    def value(self):
        return self.number

    def clone(self):
        return Counter(self.things, self.number)

    def add(self, other):
        self.number += other.number

    def absorb(self, other):
        self.number += other.number
        self.things.absorbed.append(other)

    def next(self):
        if self.number == 2**32 - 1:
            raise outwit.WitError("there is no number after this one")
        return Counter(self.things, self.number + 1)

    def close(self):
        self.things.closed.append(self)


class Token:
    """A word, without a hook."""

    def __init__(self, text):
        self._text = text

    def text(self):
        return self._text


class Things:
    """What the component calls."""

    def __init__(self, types):
        self.types = types
        self.made, self.closed, self.absorbed = [], [], []

    def new_counter(self, start):
        return Counter(self, start)

    def counter_zero(self):
        return Counter(self, 0)

    def counter_parse(self, text):
        if not text.isdigit():
            raise outwit.WitError(f"{text!r} is not a number")
        return Counter(self, int(text))

    def counter_largest(self, counters):
        return max(counters, key=lambda counter: counter.number, default=None)

    def new_token(self, text):
        if not text:
            raise outwit.WitError("a token has a text")
        return Token(text)

    def pass_(self, c):
        return c

    def peek(self, c):
        return c.number

    def same(self, a, b):
        return a is b

    def make_many(self, count):
        return [Counter(self, number) for number in range(count)]

    def finish_many(self, counters):
        return sum(counter.number for counter in counters)

    def sum(self, counters):
        return sum(counter.number for counter in counters)

    def maybe(self, make):
        return Counter(self, 1) if make else None

    def peek_option(self, c):
        return None if c is None else c.number

    def label(self, label, item):
        return self.types.Labelled(label, item)

    def echo_either(self, v):
        return v

    def request(self, grant, text):
        if grant:
            return Counter(self, 1)
        refusal = self.types.RefusalNo() if text is None else self.types.RefusalKeep(Token(text))
        raise self.types.RefusalError(refusal)

    def closed_once(self, *counters):
        """Whether just these were closed, once each."""
        return sorted(map(id, self.closed)) == sorted(map(id, counters))


@pytest.fixture
def things(guest):
    return Things(guest.types.things)


@pytest.fixture
def opened(guest, things):
    opened = guest(things=things)
    yield opened
    assert instance_of(opened).host_resources == 0


@pytest.fixture
def user(opened):
    return opened.user


def test_what_the_component_makes_and_drops(user, things):
    assert user.use_once(5, 3) == 8
    (counter,) = things.made
    assert counter.number == 8
    assert things.closed == [counter]


def test_what_comes_back_is_the_object(user, things):
    for made in (user.make(5), user.make_zero(), user.make_parsed("12"), user.make_largest([1, 3, 2])):
        assert isinstance(made, Counter)
    assert [counter.number for counter in things.made] == [5, 0, 12, 1, 3, 2]
    assert things.closed == []
    assert user.make_token("a").text() == "a"


def test_errors_of_constructors_and_statics(user, things):
    with pytest.raises(outwit.WitError) as caught:
        user.make_parsed("twelve")
    assert caught.value.payload == "'twelve' is not a number"
    with pytest.raises(outwit.WitError, match="a token has a text"):
        user.make_token("")
    assert user.make_largest([]) is None
    with pytest.raises(outwit.WitError, match="no number after this one"):
        user.next(Counter(things, 2**32 - 1))


def test_lending(opened, user, things):
    a, b = Counter(things, 2), Counter(things, 3)
    assert user.read(a) == 2
    assert user.increase(a, 5) == 7
    assert a.number == 7
    assert user.text(Token("t")) == "t"
    assert user.add(a, b) == 10
    assert user.add(a, a) == 20
    assert user.same(a, a)
    assert not user.same(a, b)
    assert user.next(b).number == 4
    assert user.clone(b).number == 3
    assert user.sum_borrowed((a, b)) == 23
    assert user.sum_borrowed((a, b), a) == 43
    assert things.closed == []
    assert instance_of(opened).host_resources == 0


def test_giving(user, things):
    a, b = Counter(things, 2), Counter(things, 3)
    assert user.finish(a) == 2
    assert things.closed == [a]
    assert user.give_back(b) is b
    assert user.pass_(b) is b
    assert user.same_as_itself(b)
    assert things.closed == [a, b]


def test_absorbing(user, things):
    a, b = Counter(things, 2), Counter(things, 3)
    assert user.absorb(a, b) == 5
    assert things.absorbed == [b]
    assert things.closed == []  # the host has taken it back


def test_a_handle_each_time(user, things):
    """One object may be given more than once: each time is a resource of its own."""
    counter = Counter(things, 4)
    assert user.sum([counter, counter, counter]) == 12
    assert things.closed == [counter] * 3


def test_inside_of_others(guest, user, things):
    types = guest.types.things
    counters = [Counter(things, number) for number in range(5)]
    assert user.sum(counters) == 10
    assert things.closed_once(*counters)
    things.closed.clear()
    assert user.sum([]) == 0
    assert user.make_and_finish(10) == 45
    assert things.closed == []
    assert [counter.number for counter in user.make_many(3)] == [0, 1, 2]
    assert user.peek_maybe(True) == 1
    assert user.peek_maybe(False) is None
    assert user.echo_option() is None
    assert user.echo_option(counters[0]) is counters[0]
    labelled = user.label("l", counters[1])
    assert labelled == types.Labelled("l", counters[1])
    items = [types.Labelled(str(counter.number), counter) for counter in counters]
    assert user.echo_list(items) == items
    for either in (
        types.EitherCounter(counters[2]),
        types.EitherToken(Token("t")),
        types.EitherNeither(),
    ):
        assert user.echo_either(either) == either


def test_errors_that_hold_resources(guest, user):
    types = guest.types.things
    assert user.request(True).number == 1
    with pytest.raises(types.RefusalError) as caught:
        user.request(False)
    assert caught.value.payload == types.RefusalNo()
    with pytest.raises(types.RefusalError) as caught:
        user.request(False, "mine")
    assert caught.value.payload.value.text() == "mine"


def test_keeping(opened, user, things):
    a, b = Counter(things, 1), Counter(things, 5)
    user.keep(a)
    assert instance_of(opened).host_resources == 1
    assert user.use_kept() == 2
    assert user.use_kept() == 3
    user.keep(b)
    assert things.closed == [a]
    assert user.use_kept() == 6
    user.drop_kept()
    assert things.closed == [a, b]
    assert user.use_kept() is None
    user.keep(a)
    assert user.take_kept() is a
    assert user.take_kept() is None
    assert things.closed == [a, b]


def test_the_component_keeps_objects_alive(user, things):
    counter = Counter(things, 1)
    reference = weakref.ref(counter)
    user.keep(counter)
    del counter
    things.made.clear()
    gc.collect()
    assert reference() is not None
    assert user.use_kept() == 2
    user.drop_kept()
    things.closed.clear()
    assert reference() is None


def test_closing_the_instance(guest, things):
    opened = guest(things=things)
    user, instance = opened.user, instance_of(opened)
    user.hoard(10)
    user.forget(Counter(things, 1))
    user.keep(Counter(things, 1))
    assert instance.host_resources == 12
    instance.close()
    assert instance.host_resources == 0
    assert things.closed_once(*things.made)
    instance.close()
    assert len(things.closed) == 12


def test_dropping_the_instance(guest, things):
    opened = guest(things=things)
    opened.user.hoard(10)
    del opened
    gc.collect()
    assert things.closed_once(*things.made)
    assert len(things.made) == 10


def test_after_a_trap(guest, things):
    opened = guest(things=things)
    opened.user.hoard(2)
    with pytest.raises(outwit.Trap):
        opened.user.make_and_trap()
    assert things.closed == []
    assert instance_of(opened).host_resources == 3
    instance_of(opened).close()
    assert things.closed_once(*things.made)


def test_cycles_go(guest):
    """An object that the component holds, and that holds the instance."""
    things = Things(guest.types.things)
    opened = guest(things=things)
    closed = things.closed
    counter = Counter(things, 1)
    counter.opened = opened
    things.user = opened.user
    opened.user.keep(counter)
    references = [weakref.ref(thing) for thing in (counter, things, instance_of(opened))]
    del counter, things, opened
    gc.collect()
    gc.collect()
    # What the hook leaves behind is the only reference now.
    (counter,) = closed
    assert counter.opened is not None
    del counter
    closed.clear()
    gc.collect()
    assert [reference() for reference in references] == [None] * 3


def test_wrong_values_give_everything_back(opened, user, things):
    a, b = Counter(things, 1), Counter(things, 2)
    with pytest.raises(TypeError, match=r"^counters\[2\]: expected a Counter, int has no methods "):
        user.sum([a, b, 5])
    assert instance_of(opened).host_resources == 0
    assert things.closed == []
    assert user.sum([a, b]) == 3


def test_wrong_values_of_the_host(guest, things):
    things.make_many = lambda count: [Counter(things, 1), Counter(things, 2), None]
    opened = guest(things=things)
    place = "fixtures:host-resources/things.make-many returned a wrong value"
    with pytest.raises(TypeError, match=rf"^{place}: \[2\]: expected a Counter, got None$"):
        opened.user.make_many(3)
    assert instance_of(opened).host_resources == 0
    assert things.closed == []


def test_the_host_fails_later(guest, things):
    """What was given stays the component's until its instance is closed."""
    error = ValueError("stuck")

    class Stuck(Counter):
        def increment(self, by):
            raise error

    things.new_counter = lambda start: Stuck(things, start)
    opened = guest(things=things)
    with pytest.raises(ValueError, match="stuck") as caught:
        opened.user.use_once(1, 2)
    assert caught.value is error
    assert instance_of(opened).host_resources == 1
    assert things.closed == []
    instance_of(opened).close()
    assert instance_of(opened).host_resources == 0
    assert things.closed_once(*things.made)


def test_an_object_of_two_instances(guest, things):
    """An object belongs to nobody: any number of components may hold it."""
    one, two = guest(things=things), guest(things=things)
    counter = Counter(things, 1)
    one.user.keep(counter)
    two.user.keep(counter)
    assert [one.user.use_kept(), two.user.use_kept()] == [2, 3]
    instance_of(one).close()
    assert two.user.use_kept() == 4
    instance_of(two).close()
    assert things.closed == [counter, counter]


def test_many(opened, user, things):
    assert user.many(1000) == 1000
    assert len(things.closed) == 1000
    assert user.method_many(1000) == 1000
    lent = Counter(things, 2)
    assert user.lend_many(lent, 1000) == 2000
    user.hoard(100)
    assert instance_of(opened).host_resources == 100
    assert user.release() == 100
    assert things.closed_once(*(counter for counter in things.made if counter is not lent))

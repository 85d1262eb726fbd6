"""A resource, functions and interfaces that are written in the world itself."""

import pytest
from conftest import instance_of

import outwit


class Counter:
    """The host's counter."""

    alive = 0

    def __init__(self, number):
        self.number = number
        Counter.alive += 1

    def add(self, by):
        self.number += by
        return self.number

    def close(self):
        Counter.alive -= 1


@pytest.fixture
def lines():
    return []


@pytest.fixture
def opened(guest, lines):
    class Journal:
        def write(self, line):
            lines.append(line.text)
            return len(lines)

    def shared(name):
        if not name:
            raise outwit.WitError("no name")
        return guest.types.Labelled(name, Counter(7))

    opened = guest(
        journal=Journal(),
        shared=shared,
        new_counter=Counter,
        counter_larger=lambda a, b: Counter(max(a.number, b.number)),
    )
    yield opened
    assert instance_of(opened).host_resources == 0


def test_borrowed(opened, lines):
    counter = Counter(1)
    assert opened.count(counter, 2) == 3
    assert opened.count(counter, 4) == 7
    assert lines == ["3", "7"]
    assert opened.journal.last().number == 2


def test_two_records_of_one_name(opened):
    assert opened.journal.last() is None
    opened.count(Counter(1), 2)
    last = opened.journal.last()
    assert (last.number, last.text) == (1, "3")


def test_made_by_the_guest(opened):
    before = Counter.alive
    kept, given = Counter(1), Counter(2)
    made = opened.sum(kept, given)
    assert made.number == 3
    assert isinstance(made, Counter)
    assert Counter.alive == before + 2, "the guest dropped what it was given"


def test_a_static_function(opened):
    assert opened.larger(Counter(5), Counter(4)).number == 5


def test_in_a_record(opened):
    found = opened.find("x")
    assert found.label == "x"
    assert found.counter.number == 7
    with pytest.raises(outwit.WitError) as caught:
        opened.find("")
    assert caught.value.payload == "no name"

"""Threads: a long call lets others run, and calls of one instance take turns."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Guest, component
from test_reentry import Peer

import outwit

LONG = 300_000_000


def run(*targets):
    """Runs each target in a thread of its own and waits for all. What one of them raises is raised here."""
    with ThreadPoolExecutor(len(targets)) as pool:
        for call in [pool.submit(target) for target in targets]:
            call.result()


def test_a_long_call_lets_others_run(faults):
    done = threading.Event()
    turns = []

    def call():
        faults.call.count(LONG)
        done.set()

    def turn():
        while not done.is_set():
            turns.append(1)

    run(call, turn)
    assert len(turns) > 1000


def test_calls_of_one_instance_take_turns(faults):
    results = []

    def call():
        results.append(faults.call.count(20_000_000))
        results.append(faults.call.fine(1))

    run(call, call, call)
    assert sorted(results) == [1, 1, 1, 20_000_000, 20_000_000, 20_000_000]


def test_many_short_calls():
    echo = component("strings").instantiate().echo
    wrong = []

    def call():
        for number in range(2000):
            text = f"{threading.get_ident()} {number}"
            if echo.rev(text) != text[::-1]:
                wrong.append(text)

    run(*[call] * 6)
    assert not wrong


def test_instances_of_their_own_at_once():
    results = []

    def call():
        instance = component("errors").instantiate()
        results.append(instance["fixtures:errors/faults"].count(20_000_000))

    run(call, call, call)
    assert results == [20_000_000] * 3


def test_errors_belong_to_their_calls(faults):
    caught = []

    def call():
        for _ in range(100):
            try:
                faults.call.fine("x")
            except TypeError as error:
                caught.append(str(error))

    def fine():
        for number in range(100):
            assert faults.call.fine(number) == number
            caught.append("")

    run(call, call, fine)
    assert sorted(caught) == [""] * 100 + ["v: expected an int, got str"] * 200


def test_a_trap_while_others_wait(faults):
    outcomes = []

    def trap():
        with pytest.raises(outwit.Trap):
            faults.call.recurse((1 << 32) - 1)

    def wait():
        try:
            outcomes.append(faults.call.count(1000))
        except outwit.InstanceError:
            outcomes.append("poisoned")

    run(trap, wait, wait)
    assert len(outcomes) == 2
    assert set(outcomes) <= {1000, "poisoned"}


def test_dropping_resources_while_another_is_inside():
    instance = component("resources").instantiate()
    counters = instance.counters

    def churn():
        for _ in range(500):
            counter = counters.Counter(1)
            counter.increment(1)
            with counters.Counter(2):
                pass

    run(churn, churn, churn)
    assert counters.live() == 0


def test_closing_while_another_is_inside(faults):
    entered = threading.Event()
    results = []

    class Enters:
        def __index__(self):
            entered.set()
            return 50_000_000

    def call():
        results.append(faults.call.count(Enters()))

    def close():
        assert entered.wait(10)
        faults.instance.close()

    run(call, close)
    assert results == [50_000_000]  # the call was inside, and closing waited for it
    assert faults.instance.closed


def test_drops_are_done_at_the_next_turn(faults):
    """A thread that waits its turn without the lock finds queued drops when it gets in."""
    bombs = [faults.call.Bomb()]
    entered = threading.Event()
    outcomes = []

    class Enters:
        def __index__(self):
            entered.set()
            return 50_000_000

    def call():
        outcomes.append(faults.call.count(Enters()))

    def drop_and_call():
        assert entered.wait(10)
        bombs.clear()
        try:
            outcomes.append(faults.call.fine(2))
        except outwit.InstanceError:
            outcomes.append("poisoned")

    run(call, drop_and_call)
    assert outcomes == [50_000_000, "poisoned"]


def test_closing_resources_from_many():
    """Any thread may close any resource, also while others close it, use it, or close the instance."""
    instance = component("resources").instantiate()
    counters = instance.counters
    many = counters.make_many(200)

    def close():
        for counter in many[:100]:
            try:
                counter.value()
            except ValueError:  # another thread was faster
                assert counter.closed
            counter.close()

    run(*[close] * 4)
    assert counters.dropped() == 100
    assert counters.live() == 100
    assert instance.guest_resources == 100

    def close_all():
        instance.close()
        for counter in many[100:]:
            counter.close()

    run(*[close_all] * 4)
    assert instance.guest_resources == 0


def test_giving_away_a_resource():
    """Only one of many threads gives it away."""
    counters = component("resources").instantiate().counters
    for _ in range(20):
        counter = counters.Counter(5)
        given = []

        def give(counter=counter, given=given):
            try:
                given.append(counters.finish(counter))
            except ValueError as error:
                given.append(str(error))

        run(*[give] * 8)
        assert [value for value in given if not isinstance(value, str)] == [5]
        assert len(given) == 8
    assert counters.live() == 0


def test_host_functions_of_many_threads():
    """Each with an instance that calls back, while some host functions fail."""
    done = []

    def work():
        for number in range(20):
            text = f"{threading.get_ident()} {number}"
            peer = Peer()
            opened = Guest("reentry", typed=False)(peer=peer)
            failing = number % 5 == 4

            def visit(visited, failing=failing):
                if failing:
                    raise ValueError(visited)
                return visited + "!"

            peer.on_visit = visit
            for _ in range(20):
                assert opened.walker.walk(7) == 7
            with pytest.raises(ValueError, match=text) if failing else contextlib.nullcontext():
                assert opened.walker.tell(text) == f"[{text}!]"
            done.append(text)

    run(*[work] * 6)
    assert len(done) == 120

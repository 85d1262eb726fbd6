"""Threads: a long call lets others run, and calls of one instance take turns."""

import threading

import pytest
from conftest import component

import outwit

LONG = 300_000_000


def run(*targets):
    """Runs each target in a thread of its own and waits for all."""
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_long_call_lets_another_thread_run(faults):
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


def test_many_short_calls_from_many_threads():
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


def test_errors_in_threads(faults):
    caught = []

    def call():
        try:
            faults.call.fine("x")
        except TypeError as error:
            caught.append(str(error))

    run(call, call)
    assert caught == ["v: expected an int, got str"] * 2


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


def test_dropping_resources_while_another_thread_is_inside():
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


def test_closing_while_another_thread_is_inside(faults):
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


def test_dropping_resources_where_the_destructor_is_slow_to_come(faults):
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

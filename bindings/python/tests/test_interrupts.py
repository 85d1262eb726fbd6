"""Ctrl-C stops a component, and other signals are handled while one runs."""

import asyncio
import os
import signal
import threading

import pytest

import outwit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer that sends signals")


@pytest.fixture(autouse=True)
def _ctrl_c():
    """Ctrl-C raises, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Alarm:
    """Sends a signal after a while."""

    def __init__(self, seconds, number):
        self.seconds = seconds
        self.number = number

    def __enter__(self):
        self.timer = threading.Timer(self.seconds, os.kill, (os.getpid(), self.number))
        self.timer.start()
        return self

    def __exit__(self, *error):
        self.timer.cancel()
        self.timer.join()


def test_ctrl_c(faults):
    with pytest.raises(KeyboardInterrupt), Alarm(0.2, signal.SIGINT):
        faults.call.spin()
    with pytest.raises(outwit.InstanceError):
        faults.call.fine(1)


def test_the_reason_arrives_as_it_is(faults):
    error = RuntimeError("mine")

    def handle(number, frame):
        raise error

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        with pytest.raises(RuntimeError) as caught, Alarm(0.1, signal.SIGUSR1):
            faults.call.spin()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert caught.value is error


def test_a_handler_that_goes_on(faults):
    calls = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: calls.append(number))
    try:
        with Alarm(0.05, signal.SIGUSR1):
            assert faults.call.count(500_000_000) == 500_000_000
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert calls == [signal.SIGUSR1]
    assert faults.call.fine(1) == 1


def test_a_handler_that_calls_the_instance(faults):
    caught = []

    def handle(number, frame):
        try:
            faults.call.fine(1)
        except outwit.InstanceError as error:
            caught.append(str(error))

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        with Alarm(0.05, signal.SIGUSR1):
            faults.call.count(500_000_000)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert len(caught) == 1
    assert "in a call already" in caught[0]


def test_ctrl_c_while_the_program_waits(faults):
    with pytest.raises(KeyboardInterrupt), Alarm(0.2, signal.SIGINT):
        asyncio.run(outwit.off_thread(faults.call.spin))


def test_other_calls_are_not_disturbed(faults):
    results = []
    done = threading.Event()

    def call():
        results.append(faults.call.count(500_000_000))
        done.set()

    with pytest.raises(KeyboardInterrupt), Alarm(0.1, signal.SIGINT):
        threading.Thread(target=call).start()
        done.wait()
    assert done.wait(60)
    assert results == [500_000_000]


def test_stopping_to_wait_for_a_turn(faults):
    results = []
    began = threading.Event()

    class Begins:
        def __index__(self):
            began.set()
            return 2_000_000_000

    thread = threading.Thread(target=lambda: results.append(faults.call.count(Begins())))
    thread.start()
    assert began.wait(60)
    with pytest.raises(KeyboardInterrupt), Alarm(0.1, signal.SIGINT):
        faults.call.fine(1)
    assert results == []  # it is not the other call that ended the wait
    thread.join()
    assert results == [2_000_000_000]
    assert faults.call.fine(1) == 1


def test_before_the_call(faults):
    async def main():
        call = asyncio.ensure_future(outwit.off_thread(faults.call.spin))
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    asyncio.run(main())
    assert faults.call.fine(1) == 1
    # A signal that came before the call stops no call.
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert faults.call.count(20_000_000) == 20_000_000

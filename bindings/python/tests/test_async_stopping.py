"""Calls off the thread that are stopped while their host functions wait, and programs that end meanwhile."""

import asyncio
import contextlib
import subprocess
import sys

import pytest
from conftest import ROOT
from test_async_imports import off_thread, opened, run
from test_imports import Host

import outwit


class Patient(Host):
    """Waits for something that never comes."""

    def __init__(self):
        super().__init__()
        self.waits, self.stopped = asyncio.Event(), asyncio.Event()

    async def answer(self):
        self.waits.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped.set()


def test_cancelling():
    async def main():
        host = Patient()
        instance = opened(host)
        task = asyncio.ensure_future(off_thread(instance.calls.answer))
        await host.waits.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await host.stopped.wait()
        with pytest.raises(outwit.InstanceError, match="the caller stopped the call"):
            await off_thread(instance.calls.answer)

    run(main)


def test_a_timeout():
    async def main():
        host = Patient()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await off_thread(opened(host).calls.answer)
        await host.stopped.wait()

    run(main)


def test_the_deadline():
    async def main():
        host = Patient()
        with pytest.raises(outwit.DeadlineExceeded):
            await off_thread(opened(host, deadline=0.05).calls.answer)
        await host.stopped.wait()

    run(main)


def test_a_host_function_that_stops_its_caller():
    host = Host()

    async def answer():
        task = asyncio.current_task()
        task.cancel()
        await asyncio.sleep(0)

    host.answer = answer

    async def main():
        call = asyncio.ensure_future(off_thread(opened(host).calls.answer))
        with pytest.raises(asyncio.CancelledError):
            await call

    run(main)


def test_those_that_wait_stop_waiting():
    host = Host()

    async def main():
        entered, go_on = asyncio.Event(), asyncio.Event()

        async def answer():
            entered.set()
            await go_on.wait()
            return 7

        host.answer = answer
        calls = opened(host).calls
        first = asyncio.ensure_future(off_thread(calls.answer))
        await entered.wait()
        second = asyncio.ensure_future(off_thread(calls.nothing))
        await asyncio.sleep(0)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        go_on.set()
        assert await first == 7
        assert await off_thread(calls.nothing) is None

    run(main)


def test_a_program_that_ends_meanwhile():
    """What is still under way when the loop ends is cancelled, and nobody waits for ever."""
    stopped = []

    async def main():
        host = Patient()
        task = asyncio.ensure_future(off_thread(opened(host).calls.answer))
        await host.waits.wait()
        stopped.append((host.stopped, task))

    run(main)
    ((event, task),) = stopped
    assert event.is_set()
    assert task.cancelled()


def test_a_loop_that_is_closed():
    """Not by ``asyncio.run``, which cancels what is left: nobody waits for ever here, either."""
    loop = asyncio.new_event_loop()
    host = Patient()
    instance = opened(host)
    task = loop.create_task(off_thread(instance.calls.answer))
    loop.run_until_complete(host.waits.wait())
    abandoned = asyncio.all_tasks(loop)
    loop.close()
    message = "in a call already"
    while "in a call already" in message:  # until its thread has seen that nobody answers
        with pytest.raises(outwit.InstanceError) as caught:
            instance.calls.nothing()
        message = str(caught.value)
    assert "answer raised RuntimeError" in message
    for left in (task, *abandoned):
        left._log_destroy_pending = False  # asyncio would say that it is abandoned
        with contextlib.suppress(RuntimeError, GeneratorExit):  # its clean-up finds no loop
            left.get_coro().throw(GeneratorExit)


EXITS = """
import asyncio, os, sys
import outwit
from outwit import off_thread

class Host:
    def __getattr__(self, name):
        return lambda *v: HOW(3)

others = {"log": print, "now": lambda: 1, "describe": print}
calls = outwit.load(sys.argv[1]).instantiate(imports={"host": Host(), **others}).calls
if sys.argv[2] == "here":
    calls.answer()
else:
    asyncio.run(off_thread(calls.answer))
"""


@pytest.mark.parametrize("how", ["sys.exit", "os._exit"])
@pytest.mark.parametrize("where", ["here", "off the thread"])
def test_a_program_that_exits_within_a_host_function(how, where):
    code = EXITS.replace("HOW", how)
    file = ROOT / "target" / "components" / "imports.wasm"
    ended = subprocess.run(
        [sys.executable, "-c", code, file, where], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "")

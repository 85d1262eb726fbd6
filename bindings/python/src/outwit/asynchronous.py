"""Calls that leave their thread, so that an event loop goes on meanwhile."""

from __future__ import annotations

import sys
from contextvars import ContextVar, copy_context
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from outwit._outwit import Away
from outwit.errors import InstanceError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Lock
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future, ThreadPoolExecutor

    from outwit._outwit import Instance

__all__ = ["off_thread", "outcome", "submit"]


POSITION = "outwit_position"
"""What a method of a dynamic resource keeps the position of its function under."""


class _Inside:
    """An instance that a call is inside of, until the call ends."""

    __slots__ = ("instance",)

    def __init__(self, instance: Instance) -> None:
        self.instance: Instance | None = instance


_CALLS: ContextVar[tuple[_Inside, ...]] = ContextVar("outwit_calls", default=())
"""The calls that what runs here was called by, outermost first."""


_TURNS: WeakKeyDictionary[Instance, tuple[AbstractEventLoop, Lock]] = WeakKeyDictionary()
"""Where the calls of an instance that come from its last event loop wait, without a thread each."""


def _turn(instance: Instance, loop: AbstractEventLoop) -> Lock:
    import asyncio  # noqa: PLC0415

    known = _TURNS.get(instance)
    if known is None or known[0] is not loop:
        known = _TURNS[instance] = (loop, asyncio.Lock())
    return known[1]


@cache
def _threads() -> ThreadPoolExecutor:
    """As many threads as there are calls under way: each waits for its host functions.

    Those may need the event loop's own few threads.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    return ThreadPoolExecutor(max_workers=sys.maxsize, thread_name_prefix="outwit")


async def off_thread(function: Callable[..., Any], /, *args: Any) -> Any:
    """Calls a function of an instance in a worker thread and waits for its answer.

    The arguments are read, and the result is made, by the thread of the event loop; what lies
    between runs beside it. Host functions see the caller's context variables; those that are async
    run on the event loop. Cancelling the task stops the component, which poisons its instance.
    """
    import asyncio  # noqa: PLC0415  it takes longer than all the rest of the package

    loop = asyncio.get_running_loop()
    call = Away(*_plain(function, args), loop)
    outer = _CALLS.get()
    inside = _Inside(call.instance)
    if any(own.instance is inside.instance for own in outer):
        raise InstanceError(
            "the instance is in a call already; a host function cannot call back into its own instance"
        )
    context = copy_context()
    context.run(_CALLS.set, (*outer, inside))
    try:
        async with _turn(call.instance, loop):
            await loop.run_in_executor(_threads(), context.run, call.run)
    except asyncio.CancelledError:
        call.cancel()
        raise
    finally:
        inside.instance = None
    return call.result()


def _plain(function: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """What a method, a static function or the class of a dynamic resource calls."""
    is_class = isinstance(function, type)
    code = function.__init__ if is_class else getattr(function, "__func__", None)
    position = getattr(code, "__dict__", {}).get(POSITION)
    if position is None:
        return function, args
    owner: Any = function if is_class else function.__self__
    return owner._functions[position], args if isinstance(owner, type) else (owner, *args)


def submit(
    awaitable: Awaitable[Any], loop: AbstractEventLoop, done: Callable[[Future[Any]], object]
) -> Future[Any]:
    """Runs an awaitable on an event loop of another thread, in the context of this one."""
    import asyncio  # noqa: PLC0415

    async def run() -> Any:
        return await awaitable

    coroutine = run()
    try:
        future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    except RuntimeError:  # the loop is closed
        coroutine.close()
        raise
    future.add_done_callback(done)
    return future


def outcome(future: Future[Any]) -> Any:
    """What a future has come to, as if the awaitable had been awaited here."""
    import asyncio  # noqa: PLC0415

    if future.cancelled():
        raise asyncio.CancelledError
    return future.result()

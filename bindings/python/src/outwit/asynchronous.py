"""Calls that leave their thread, so that an event loop goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outwit._outwit import Away

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["off_thread"]


async def off_thread(function: Callable[..., Any], /, *args: Any) -> Any:
    """Calls a function of an instance in a worker thread and waits for its answer.

    The arguments are read, and the result is made, by the thread of the event loop; what lies
    between runs beside it. Cancelling the task stops the component, which poisons its instance.
    """
    import asyncio  # noqa: PLC0415  it takes longer than all the rest of the package

    call = Away(function, args)
    try:
        await asyncio.get_running_loop().run_in_executor(None, call.run)
    except asyncio.CancelledError:
        call.cancel()
        raise
    return call.result()

"""Failures that a script wants: of loading, of making an instance, and of calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import outwit
from values import Mismatch

Errors = type[Exception] | tuple[type[Exception], ...]


def refused(stage: str, path: str, instantiate: Callable[[], Any]) -> None:
    """Fails unless the component, or else an instance of it, is refused."""
    if stage == "loading":
        return _wants(_of(outwit.ComponentError), stage, lambda: outwit.load(path))
    outwit.load(path)
    return _wants(_of((outwit.LinkError, outwit.Trap)), stage, instantiate)


def failed(
    kind: str, raised: Callable[[], Exception | None], call: Callable[[], Any]
) -> None:
    """Fails unless the call does, in this way; ``raised`` gives what an import raised."""

    def is_wanted(error: Exception) -> bool:
        match kind:
            case "trap":
                limited = isinstance(error, outwit.LimitExceeded)
                return isinstance(error, outwit.Trap) and not limited
            case "host":
                return error is raised()
            case "poisoned":
                return isinstance(error, outwit.InstanceError)
            case _:
                raise Mismatch(f"the script wants an unknown failure: {kind}")

    _wants(is_wanted, kind, call)


def _of(errors: Errors) -> Callable[[Exception], bool]:
    return lambda error: isinstance(error, errors)


def _wants(
    is_wanted: Callable[[Exception], bool], what: str, work: Callable[[], Any]
) -> None:
    try:
        value = work()
    except Exception as error:
        if is_wanted(error):
            return
        text = f"{type(error).__name__}: {error}"
        raise Mismatch(f"expected a failure ({what}), got {text}") from error
    raise Mismatch(f"expected a failure ({what}), got {value!r}")

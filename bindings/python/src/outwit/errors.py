"""Everything that this package raises, apart from the built-in errors for wrong values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = [
    "CacheError",
    "Cancelled",
    "ComponentError",
    "DeadlineExceeded",
    "Frame",
    "InstanceError",
    "LimitExceeded",
    "LinkError",
    "OutOfFuel",
    "OutOfMemory",
    "OutwitError",
    "Trap",
    "WitError",
]

P_co = TypeVar("P_co", covariant=True)


class OutwitError(Exception):
    """The base of every error of this package."""


class ComponentError(OutwitError):
    """The data is not a WebAssembly component that can be loaded."""


class LinkError(OutwitError):
    """The component does not fit the bindings, or it wants imports that nothing supplies."""


class CacheError(OutwitError):
    """The folder of compiled components cannot be used."""


class InstanceError(OutwitError):
    """The instance cannot be called: it is closed, poisoned by a trap, or in a call of this thread."""


class WitError(OutwitError, Generic[P_co]):
    """A function of the component answered with the error of its ``result``.

    Bindings that are generated have a subclass for each error type.
    """

    payload: P_co
    """What the component says about it, as its WIT type says."""

    def __init__(self, payload: P_co) -> None:
        super().__init__(payload)
        self.payload = payload


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the component's stack."""

    function: str | None
    """The function's name, where the component has names."""
    module: str | None
    """The name of the core module."""
    offset: int | None
    """The offset in the core module."""

    def __str__(self) -> str:
        function = self.function or "a function without a name"
        module = self.module or "a module without a name"
        return function if self.offset is None else f"{function} in {module} at {self.offset:#x}"


class Trap(OutwitError):
    """The component did what it must not, or gave up. Its instance cannot be called any more."""

    code: str | None
    """The kind of the trap, such as ``unreachable``."""
    frames: tuple[Frame, ...]
    """The component's stack, innermost first."""

    def __init__(self, message: str, code: str | None = None, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.frames = frames


class LimitExceeded(Trap):
    """The component used more than it was granted."""


class DeadlineExceeded(LimitExceeded):
    """The call took longer than it may."""


class OutOfFuel(LimitExceeded):
    """The instance has used up its fuel."""


class OutOfMemory(LimitExceeded):
    """The component wanted more memory than it may have."""


class Cancelled(LimitExceeded):
    """The caller stopped the call."""

"""Calls WebAssembly components, dynamically or through bindings that were generated from their WIT.

>>> import outwit
>>> pdf = outwit.load("pdf.wasm").instantiate(deadline=10)
>>> pdf["outwit:pdf/reader"].extract_text(data)
"""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

from outwit._outwit import Component, Export, Import, Instance, Resource, World
from outwit.asynchronous import off_thread
from outwit.bindings import Bindings
from outwit.errors import (
    CacheError,
    Cancelled,
    ComponentError,
    DeadlineExceeded,
    Frame,
    InstanceError,
    LimitExceeded,
    LinkError,
    OutOfFuel,
    OutOfMemory,
    OutwitError,
    Trap,
    WitError,
)
from outwit.values import Buffer, Err, MaybeAwaitable, Ok, Some

if TYPE_CHECKING:
    from outwit.dynamic import Exports, Interface, Types

__all__ = [
    "Bindings",
    "Buffer",
    "CacheError",
    "Cancelled",
    "Component",
    "ComponentError",
    "DeadlineExceeded",
    "Err",
    "Export",
    "Exports",
    "Frame",
    "Import",
    "Instance",
    "InstanceError",
    "Interface",
    "LimitExceeded",
    "LinkError",
    "MaybeAwaitable",
    "Ok",
    "OutOfFuel",
    "OutOfMemory",
    "OutwitError",
    "Resource",
    "Some",
    "Trap",
    "Types",
    "WitError",
    "World",
    "load",
    "off_thread",
]


def load(source: str | PathLike[str] | Buffer) -> Component:
    """Loads a component from a path or from its bytes, and compiles it if that was not done before."""
    return Component(source)


def __getattr__(name: str) -> Any:
    """Imports what generated code does without at the first use."""
    if name in {"Exports", "Interface", "Types"}:
        return getattr(import_module("outwit.dynamic"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Wrappers for the WIT values that Python has no word of its own for."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
else:
    Buffer = bytes | bytearray | memoryview

__all__ = ["Buffer", "Err", "MaybeAwaitable", "Ok", "Some"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MaybeAwaitable: TypeAlias = T | Awaitable[T]
"""What a function of the host may give: a value, or an awaitable that comes to it."""


@dataclass(frozen=True, slots=True)
class Some(Generic[T_co]):
    """The value of an ``option`` of an ``option``; without the wrapper both ``none`` were ``None``."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Ok(Generic[T_co]):
    """The good case of a ``result`` that is part of a value. A ``result`` without it has ``None``."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Err(Generic[T_co]):
    """The bad case of a ``result`` that is part of a value. A ``result`` without it has ``None``."""

    value: T_co

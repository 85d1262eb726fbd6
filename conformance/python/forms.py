"""Values of scripts as Python values, in any of the forms that are taken."""

from __future__ import annotations

import array
import collections
import random
import struct
import types
from collections.abc import Mapping
from typing import Any

import numpy
from outwit import Err, Ok, Some

# The letters of numbers, as arrays and buffers have them.
LETTERS = {
    "u8": "B",
    "s8": "b",
    "u16": "H",
    "s16": "h",
    "u32": "I",
    "s32": "i",
    "u64": "Q",
    "s64": "q",
    "f32": "f",
    "f64": "d",
}


class Number(int):
    """An `int` of a class of its own."""


class Fraction(float):
    """A `float` of a class of its own."""


class Text(str):
    """A `str` of a class of its own."""


class Index:
    """What only stands for an `int`."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __index__(self) -> int:
        return self._number


class Row:
    """A sequence that is nothing else."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: int) -> Any:
        return self._items[place]


class Forms:
    """Makes values."""

    def __init__(
        self, signature: list[dict[str, Any]], classes: Mapping[int, Any], seed: int
    ) -> None:
        self.types = signature
        self.classes = classes
        self.random = random.Random(seed)

    def kind(self, ty: Any) -> str:
        """The kind of a type: ``record``, ``u32``; empty for none."""
        if ty is None:
            return ""
        return self.types[ty]["kind"] if isinstance(ty, int) else ty

    def make(self, ty: Any, tagged: Any) -> Any:
        """What is given for a value of a script."""
        if tagged is None:
            return None
        kind, content = tagged[0], tagged[1]
        entry = self.types[ty] if isinstance(ty, int) else {}
        match kind:
            case "bool":
                return content
            case "f32" | "f64":
                return self._float(number_of(kind, content))
            case "string" | "char":
                return Text(content) if self._seldom() else content
            case "list" if entry["of"] in LETTERS:
                return self._numbers(
                    entry["of"], [number_of(*part) for part in content], entry
                )
            case "list":
                made = [self.make(entry["of"], part) for part in content]
                return self._sequence(made)
            case "tuple":
                made = [
                    self.make(of, part)
                    for of, part in zip(entry["of"], content, strict=True)
                ]
                return self._sequence(made)
            case "map":
                pairs = [
                    (
                        number_of(*key) if key[0] in LETTERS else key[1],
                        self.make(entry["value"], value),
                    )
                    for key, value in content
                ]
                return self.random.choice((dict, dict, collections.OrderedDict, proxy))(
                    pairs
                )
            case "record":
                parts = [
                    self.make(field["type"], value)
                    for field, (_, value) in zip(entry["fields"], content, strict=True)
                ]
                return self.classes[ty](*parts)
            case "variant":
                names = [case["name"] for case in entry["cases"]]
                place = names.index(content)
                payload = entry["cases"][place].get("type")
                made = self.classes[ty][place]
                return (
                    made() if payload is None else made(self.make(payload, tagged[2]))
                )
            case "enum":
                return self.classes[ty](content)
            case "flags":
                return self.classes[ty](
                    sum(1 << entry["flags"].index(flag) for flag in content)
                )
            case "option":
                made = self.make(entry["of"], content)
                nested = self.kind(entry["of"]) == "option" and content is not None
                return Some(made) if nested else made
            case "result":
                wrapper = Ok if content == "ok" else Err
                return wrapper(self.make(entry.get(content), tagged[2]))
        return self._integer(number_of(kind, content))

    def _seldom(self) -> bool:
        return self.random.random() < 0.1

    def _integer(self, number: int) -> Any:
        if not self._seldom():
            return number
        return self.random.choice((Number, Index, numpy_integer))(number)

    def _float(self, number: float) -> Any:
        if not self._seldom():
            return number
        if number.is_integer() and number != 0 and self.random.random() < 0.5:
            return int(number)
        return self.random.choice((Fraction, numpy.float64))(number)

    def _sequence(self, items: list[Any]) -> Any:
        forms = (list, list, tuple, collections.deque, Row)
        return self.random.choice(forms)(items)

    def _numbers(self, of: str, numbers: list[Any], entry: dict[str, Any]) -> Any:
        packed = array.array(LETTERS[of], numbers)
        if of == "u8" and "length" not in entry and self.random.random() < 0.3:
            return bytes(numbers)
        match self.random.randrange(9):
            case 0:
                return packed
            case 1:
                return memoryview(packed)
            case 2:  # every other one of twice as many: no single block
                twice = array.array(
                    LETTERS[of], [own for own in numbers for _ in (0, 1)]
                )
                return memoryview(twice)[::2]
            case 3:
                return numpy.array(numbers, LETTERS[of])
            case 4:  # the bytes of each in the other order
                return numpy.array(numbers, ">" + LETTERS[of])
            case 5 if of == "u8":
                return bytearray(numbers)
            case 6:  # of a type that has room for more
                wide = {
                    "B": "H",
                    "H": "I",
                    "I": "Q",
                    "b": "h",
                    "h": "i",
                    "i": "q",
                    "f": "d",
                }
                return array.array(wide.get(LETTERS[of], LETTERS[of]), numbers)
        make = self._float if of in ("f32", "f64") else self._integer
        return self._sequence([make(own) for own in numbers])


def proxy(pairs: list[tuple[Any, Any]]) -> Any:
    """A mapping that is no `dict`."""
    return types.MappingProxyType(dict(pairs))


def numpy_integer(number: int) -> Any:
    """The number as one of numpy's."""
    return numpy.uint64(number) if number >= 0 else numpy.int64(number)


def number_of(kind: str, content: Any) -> Any:
    """The number that a script has."""
    match kind:
        case "f32":
            return struct.unpack("<f", struct.pack("<I", content))[0]
        case "f64":
            return struct.unpack("<d", struct.pack("<Q", int(content)))[0]
    return int(content)

"""Values of scripts as Python values, by their types in the signature."""

from __future__ import annotations

import dataclasses
import math
import struct
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from outwit import Err, Ok, Some


class Mismatch(Exception):
    """Something is not as the script has it."""


class Resources(ABC):
    """Who knows which object a number stands for."""

    @abstractmethod
    def resource(self, position: int, number: int, *, owned: bool) -> Any:
        """The object of a resource type that is given away."""

    @abstractmethod
    def arrived(self, position: int, number: int, value: Any, *, owned: bool) -> None:
        """Takes note of an object that came, or checks it."""


class Values:
    """Makes values and compares them."""

    def __init__(
        self,
        types: list[dict[str, Any]],
        classes: Mapping[int, Any],
        resources: Resources,
    ) -> None:
        self.types = types
        self.classes = classes
        self.resources = resources

    def kind(self, ty: Any) -> str:
        """The kind of a type: ``record``, ``u32``; empty for none."""
        if ty is None:
            return ""
        return self.types[ty]["kind"] if isinstance(ty, int) else ty

    def make(self, ty: Any, tagged: Any) -> Any:
        """The value for what the script has."""
        if tagged is None:
            return None
        content = tagged[1]
        entry = self.types[ty] if isinstance(ty, int) else {}
        match tagged[0]:
            case "s64" | "u64":
                return int(content)
            case "f32":
                return struct.unpack("<f", struct.pack("<I", content))[0]
            case "f64":
                return struct.unpack("<d", struct.pack("<Q", int(content)))[0]
            case "list":
                made = [self.make(entry["of"], part) for part in content]
                return bytes(made) if entry["of"] == "u8" else made
            case "tuple":
                return tuple(
                    self.make(of, part)
                    for of, part in zip(entry["of"], content, strict=True)
                )
            case "map":
                return {
                    self.make(entry["key"], key): self.make(entry["value"], value)
                    for key, value in content
                }
            case "record":
                fields = [
                    self.make(field["type"], value)
                    for field, (_, value) in zip(entry["fields"], content, strict=True)
                ]
                return self.classes[ty](*fields)
            case "variant":
                place, case = self._case(entry, content)
                made = self.classes[ty][place]
                return (
                    made(self.make(case["type"], tagged[2]))
                    if "type" in case
                    else made()
                )
            case "enum":
                return self.classes[ty](content)
            case "flags":
                bits = sum(1 << entry["flags"].index(flag) for flag in content)
                return self.classes[ty](bits)
            case "option":
                made = self.make(entry["of"], content)
                nested = self.kind(entry["of"]) == "option"
                return Some(made) if nested and content is not None else made
            case "result":
                wrapper = Ok if content == "ok" else Err
                return wrapper(self.make(entry.get(content), tagged[2]))
            case "own" | "borrow":
                return self.resources.resource(
                    entry["of"], content, owned=tagged[0] == "own"
                )
            case _:
                return content

    def check(self, ty: Any, tagged: Any, value: Any) -> None:
        """Fails unless the value is what the script has."""
        if tagged is None:
            return self._same(None, value)
        content = tagged[1]
        entry = self.types[ty] if isinstance(ty, int) else {}
        match tagged[0]:
            case "f32" | "f64":
                made = self.make(ty, tagged)
                if not (math.isnan(made) and math.isnan(value)):
                    self._same(
                        (made, math.copysign(1, made)), (value, math.copysign(1, value))
                    )
            case "list":
                self._all(
                    [(entry["of"], part) for part in content],
                    [*value] if value is not None else [],
                )
            case "tuple":
                self._all([*zip(entry["of"], content, strict=True)], [*value])
            case "map":
                self._same((dict, len(content)), (type(value), len(value)))
                for key, part in content:
                    own = value[self.make(entry["key"], key)]
                    self.check(entry["value"], part, own)
            case "record":
                parts = [
                    getattr(value, field.name) for field in dataclasses.fields(value)
                ]
                wanted = [
                    (field["type"], part)
                    for field, (_, part) in zip(entry["fields"], content, strict=True)
                ]
                self._same(self.classes[ty], type(value))
                self._all(wanted, parts)
            case "variant":
                place, case = self._case(entry, content)
                self._same(self.classes[ty][place], type(value))
                if "type" in case:
                    self.check(case["type"], tagged[2], value.value)
            case "option":
                nested = self.kind(entry["of"]) == "option" and content is not None
                if nested:
                    self._same(Some, type(value))
                self.check(entry["of"], content, value.value if nested else value)
            case "result":
                self._same(Ok if content == "ok" else Err, type(value))
                self.check(entry.get(content), tagged[2], value.value)
            case "own" | "borrow":
                self.resources.arrived(
                    entry["of"], content, value, owned=tagged[0] == "own"
                )
            case _:
                self._same(self.make(ty, tagged), value)

    def _all(self, wanted: list[tuple[Any, Any]], values: list[Any]) -> None:
        self._same(len(wanted), len(values))
        for (ty, tagged), value in zip(wanted, values, strict=True):
            self.check(ty, tagged, value)

    @staticmethod
    def _case(entry: dict[str, Any], name: str) -> tuple[int, dict[str, Any]]:
        return next(
            (place, case)
            for place, case in enumerate(entry["cases"])
            if case["name"] == name
        )

    @staticmethod
    def _same(wanted: Any, value: Any) -> None:
        if wanted != value or type(wanted) is not type(value):
            raise Mismatch(f"expected {wanted!r}, got {value!r}")

"""What came out of components, as a script has it."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from typing import Any

from outwit import Err, Ok, Some

NAN = {"f32": 0x7FC00000, "f64": str(0x7FF8000000000000)}


class Tags:
    """Writes values as scripts have them."""

    def __init__(
        self, signature: list[dict[str, Any]], classes: Mapping[int, Any]
    ) -> None:
        self.types = signature
        self.classes = classes

    def kind(self, ty: Any) -> str:
        """The kind of a type: ``record``, ``u32``."""
        return self.types[ty]["kind"] if isinstance(ty, int) else ty

    def tag(self, ty: Any, value: Any) -> Any:
        """What a value is in a script; it must be of the very type that comes out of components."""
        if ty is None:
            return expect(value is None, value)
        entry = self.types[ty] if isinstance(ty, int) else {}
        kind = self.kind(ty)
        match kind:
            case "bool":
                return [kind, exactly(bool, value)]
            case "f32" | "f64":
                return [kind, bits_of(kind, exactly(float, value))]
            case "string" | "char":
                return [kind, exactly(str, value)]
            case "list":
                wanted = (
                    tuple
                    if "length" in entry
                    else bytes
                    if entry["of"] == "u8"
                    else list
                )
                return [
                    kind,
                    [self.tag(entry["of"], part) for part in exactly(wanted, value)],
                ]
            case "tuple":
                parts = zip(entry["of"], exactly(tuple, value), strict=True)
                return [kind, [self.tag(of, part) for of, part in parts]]
            case "map":
                pairs = exactly(dict, value).items()
                return [
                    kind,
                    [
                        [self.tag(entry["key"], key), self.tag(entry["value"], of)]
                        for key, of in pairs
                    ],
                ]
            case "record":
                names = exactly(self.classes[ty], value).__match_args__
                fields = zip(entry["fields"], names, strict=True)
                return [
                    kind,
                    [
                        [own["name"], self.tag(own["type"], getattr(value, name))]
                        for own, name in fields
                    ],
                ]
            case "variant":
                place = self.classes[ty].index(type(value))
                case = entry["cases"][place]
                payload = (
                    self.tag(case["type"], value.value) if "type" in case else None
                )
                return [kind, case["name"], payload]
            case "enum":
                return [kind, exactly(self.classes[ty], value).value]
            case "flags":
                bits = exactly(self.classes[ty], value).value
                return [
                    kind,
                    [
                        name
                        for place, name in enumerate(entry["flags"])
                        if bits >> place & 1
                    ],
                ]
            case "option":
                if value is None:
                    return [kind, None]
                nested = self.kind(entry["of"]) == "option"
                return [
                    kind,
                    self.tag(
                        entry["of"], exactly(Some, value).value if nested else value
                    ),
                ]
            case "result":
                case = "ok" if type(value) is Ok else "err"
                if case == "err":
                    exactly(Err, value)
                return [kind, case, self.tag(entry.get(case), value.value)]
        number = exactly(int, value)
        return [kind, str(number) if kind in ("u64", "s64") else number]


def bits_of(kind: str, number: float) -> Any:
    """The bits of a float as a script has them."""
    if math.isnan(number):
        return NAN[kind]
    if kind == "f32":
        return struct.unpack("<I", struct.pack("<f", number))[0]
    return str(struct.unpack("<Q", struct.pack("<d", number))[0])


def exactly(wanted: type, value: Any) -> Any:
    """The value, if it is of this class and no other."""
    expect(type(value) is wanted, value)
    return value


def expect(is_right: bool, value: Any) -> None:
    """Fails unless it is."""
    if not is_right:
        raise TypeError(f"came back as {type(value)}: {value!r}")

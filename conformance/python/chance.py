"""Random values of scripts, by their types in the signature."""

from __future__ import annotations

import random
import struct
from typing import Any

# Of each kind: characters of one to four bytes, the last before and the first after a gap.
CHARS = "\0 aZ~\x7f\x80\xe9\xff\u0100\u05d0\u2028\u20ac\ud7ff\ue000\ufeff\uffff\U00010000\U0001f600\U0010ffff"

# How many parts a value has at most: few most of the time.
PARTS = (2, 6, 6, 20, 20, 60)
MANY = 2000

INTEGERS = {
    f"{sign}{bits}": (low, high)
    for bits in (8, 16, 32, 64)
    for sign, low, high in (
        ("u", 0, 2**bits - 1),
        ("s", -(2 ** (bits - 1)), 2 ** (bits - 1) - 1),
    )
}

# Bits of floats: zeros, the smallest and largest, infinities, not a number, and what has no short text.
FLOATS = {
    "f32": (
        0,
        0x80000000,
        1,
        0x7F7FFFFF,
        0x7F800000,
        0xFF800000,
        0x7FC00000,
        0x3DCCCCCD,
        0x4B7FFFFF,
    ),
    "f64": (
        0,
        1 << 63,
        1,
        0x7FEFFFFFFFFFFFFF,
        0x7FF0000000000000,
        0xFFF0000000000000,
        0x7FF8000000000000,
        0x3FB999999999999A,
        0x433FFFFFFFFFFFFF,
    ),
}


class Chance:
    """Makes values as scripts have them."""

    def __init__(self, types: list[dict[str, Any]], seed: int) -> None:
        self.types = types
        self.random = random.Random(seed)
        self.left = 0

    def value(self, ty: Any) -> Any:
        """A value of a type."""
        self.left = MANY if self.random.random() < 0.001 else self.random.choice(PARTS)
        return self._value(ty)

    def _value(self, ty: Any) -> Any:
        self.left -= 1
        if not isinstance(ty, int):
            return [ty, self._primitive(ty)]
        entry = self.types[ty]
        kind = entry["kind"]
        match kind:
            case "list":
                length = entry.get("length", self._length())
                return ["list", [self._value(entry["of"]) for _ in range(length)]]
            case "tuple":
                return ["tuple", [self._value(of) for of in entry["of"]]]
            case "map":
                keys = [self._value(entry["key"]) for _ in range(self._length())]
                entries = {key[1]: key for key in keys}.values()
                return ["map", [[key, self._value(entry["value"])] for key in entries]]
            case "record":
                return [
                    "record",
                    [
                        [own["name"], self._value(own["type"])]
                        for own in entry["fields"]
                    ],
                ]
            case "variant":
                case = self.random.choice(entry["cases"])
                return ["variant", case["name"], self._maybe(case.get("type"))]
            case "enum":
                return ["enum", self.random.choice(entry["cases"])]
            case "flags":
                return ["flags", self._flags(entry["flags"])]
            case "option":
                some = self.left > 0 and self.random.random() < 0.7
                return ["option", self._value(entry["of"]) if some else None]
            case "result":
                case = self.random.choice(["ok", "err"])
                return ["result", case, self._maybe(entry.get(case))]
        raise ValueError(f"values of the kind {kind} are not made by chance")

    def _maybe(self, ty: Any) -> Any:
        return None if ty is None else self._value(ty)

    def _primitive(self, ty: str) -> Any:
        match ty:
            case "bool":
                return self.random.random() < 0.5
            case "char":
                return self.char()
            case "string":
                return self.text()
            case "f32" | "f64":
                return self._float(ty)
            case "s64" | "u64":
                return str(self._integer(ty))
        return self._integer(ty)

    def _integer(self, ty: str) -> int:
        low, high = INTEGERS[ty]
        if self.random.random() < 0.5:
            return self.random.choice(
                (low, low + 1, high, high - 1, high // 2 + 1, 0, 1)
            )
        return self.random.randint(low, high)

    def _float(self, ty: str) -> Any:
        if self.random.random() < 0.5:
            bits = self.random.choice(FLOATS[ty])
        elif ty == "f32":
            (bits,) = struct.unpack(
                "<I", struct.pack("<f", self.random.uniform(-1e6, 1e6))
            )
        else:
            (bits,) = struct.unpack(
                "<Q", struct.pack("<d", self.random.uniform(-1e6, 1e6))
            )
        return bits if ty == "f32" else str(bits)

    def char(self) -> str:
        """A character."""
        if self.random.random() < 0.5:
            return self.random.choice(CHARS)
        code = self.random.randrange(0x110000 - 0x800)
        return chr(code if code < 0xD800 else code + 0x800)

    def text(self) -> str:
        """A text: of any characters, of ASCII alone, now and then a long one."""
        length = self._length()
        if self.left > 0 and self.random.random() < 0.005:
            length = self.random.randrange(1000, 6000)
        self.left -= length // 4
        if self.random.random() < 0.4:
            return "".join(chr(self.random.randrange(0x80)) for _ in range(length))
        return "".join(self.char() for _ in range(length))

    def _flags(self, names: list[str]) -> list[str]:
        bits = self.random.choice((0, -1, self.random.getrandbits(32)))
        return [name for place, name in enumerate(names) if bits >> place & 1]

    def _length(self) -> int:
        return self.random.randint(
            0, max(0, min(self.left, self.random.choice((0, 1, 4, 4, 12, 12, MANY))))
        )

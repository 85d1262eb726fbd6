"""Random values of WIT types, right ones and such that are wrong in one place, which they tell."""

import array
import decimal
import enum
import random

import outwit

LIMITS = {
    f"{sign}{bits}": (low, high)
    for bits in (8, 16, 32, 64)
    for sign, low, high in (("u", 0, 2**bits - 1), ("s", -(2 ** (bits - 1)), 2 ** (bits - 1) - 1))
}
TEXTS = ("", "a", "\0", "a\0b", "é", "\u20ac" * 20, "\U0001f600", "\U0010ffff", "x" * 5000)


class Own(Exception):
    """What the host's own code raises while its value is read."""


class Colour(enum.Enum):
    """An enum of no component's."""

    RED = "red"


class Strange:
    """An object of no component's."""

    def __init__(self, **members):
        self.__dict__.update(members)


class Wrong:
    """A wrong value; what its own code raises, if it does; whether the error may be about what is in it."""

    def __init__(self, value, own=None, *, deep=False):
        self.value = value
        self.own = own
        self.deep = deep


def raising(*methods):
    """An object whose methods raise, and what they raise."""
    own = Own()

    def fail(self, *_):
        raise own

    return Wrong(type("Raising", (), {**dict.fromkeys(methods, fail)})(), own)


def without_end():
    """A list that is in itself."""
    cyclic = []
    cyclic.append(cyclic)
    return cyclic


def released():
    """A buffer that is gone."""
    view = memoryview(b"abc")
    view.release()
    return view


class Values:
    """Makes values of one world's types. `own` makes objects for the resources, by their type's position."""

    def __init__(self, signature, classes, own=None):
        self.types = signature["types"]
        self.classes = classes
        self.own = own or {}
        self.random = random.Random()

    def are_made(self, ty):
        """Whether there are values of a type: there are objects for all resources in it."""
        if not isinstance(ty, int):
            return True
        entry = self.types[ty]
        if entry["kind"] in ("own", "borrow"):
            return entry["of"] in self.own
        of = entry.get("of", ())
        members = (*entry.get("fields", ()), *entry.get("cases", ()))
        parts = [*of] if isinstance(of, list) else [of]
        parts += [own.get("type") for own in members if isinstance(own, dict)]
        return all(
            self.are_made(part) for part in (*parts, entry.get("value"), entry.get("ok"), entry.get("err"))
        )

    def right(self, ty, seed):
        """A right value."""
        return self._start(ty, seed, 0)

    def wrong(self, ty, path, seed):
        """A value with something wrong in it, the path to that, and the :class:`Wrong` there."""
        self._start(ty, seed, 0)
        made = self._start(ty, seed, random.Random(seed).randint(1, self.count), path)
        return made, self.path, self.found

    def _start(self, ty, seed, at, path=""):
        self.random.seed(seed)
        self.count, self.at = 0, at
        return self._value(ty, path)

    def _value(self, ty, path):  # noqa: PLR0911, PLR0912 (a case a kind)
        self.count += 1
        if self.count == self.at:
            self.path, self.found = path, self._wrong(ty)
            return self.found.value
        if not isinstance(ty, int):
            return self._primitive(ty)
        entry = self.types[ty]
        choice = self.random
        match entry["kind"]:
            case "list":
                length = entry.get("length", choice.choice((0, 1, 2, 3)))
                made = [self._value(entry["of"], f"{path}[{place}]") for place in range(length)]
                if (
                    entry["of"] == "u8"
                    and "length" not in entry
                    and all(type(own) is int and 0 <= own < 256 for own in made)
                ):
                    return bytes(made)
                return tuple(made) if "length" in entry else made
            case "tuple":
                return tuple(self._value(of, f"{path}[{place}]") for place, of in enumerate(entry["of"]))
            case "map":
                key = self._value(entry["key"], f"{path}[0].key")
                if type(key).__hash__ is None:
                    key = object()
                    self.found = Wrong(key)
                return {key: self._value(entry["value"], f"{path}[0].value")}
            case "record":
                fields = [
                    self._value(own["type"], f"{path}.{own['name']}".lstrip(".")) for own in entry["fields"]
                ]
                return self.classes[ty](*fields)
            case "variant":
                place = choice.randrange(len(entry["cases"]))
                case = entry["cases"][place]
                made = self.classes[ty][place]
                inner = f"{path}.{case['name']}".lstrip(".")
                return made(self._value(case["type"], inner)) if "type" in case else made()
            case "enum":
                return self.classes[ty](choice.choice(entry["cases"]))
            case "flags":
                return self.classes[ty](choice.getrandbits(len(entry["flags"])))
            case "option":
                if choice.random() < 0.2:
                    return None
                made = self._value(entry["of"], path)
                if self.kind(entry["of"]) == "option":
                    return outwit.Some(made)
                if made is None:  # which would be right here
                    made = object()
                    self.found = Wrong(made)
                return made
            case "result":
                case = choice.choice(("ok", "err"))
                inner = f"{path}.{case}".lstrip(".")
                made = self._value(entry[case], inner) if case in entry else None
                return (outwit.Ok if case == "ok" else outwit.Err)(made)
        return self.own[entry["of"]].right()

    def kind(self, ty):
        return self.types[ty]["kind"] if isinstance(ty, int) else ty

    def _primitive(self, ty):
        choice = self.random
        match ty:
            case "bool":
                return choice.choice((True, False))
            case "char":
                return choice.choice(("a", "\0", "é", "\U0010ffff"))
            case "string":
                return choice.choice(TEXTS)
            case "f32" | "f64":
                return choice.choice((0.0, -0.0, 1.5, float("inf"), -(2.0**100)))
        return choice.choice((*LIMITS[ty], 0, 1))

    def _wrong(self, ty):
        """What is wrong wherever this type is wanted."""
        kind = self.kind(ty)
        several = [Wrong(object()), Wrong(Strange(value=1)), Wrong(Colour.RED), Wrong(int)]
        if kind != "option":
            several.append(Wrong(None))
        entry = self.types[ty] if isinstance(ty, int) else {}
        several += self._wrongs(kind, ty, entry)
        return self.random.choice(several)

    def _wrongs(self, kind, ty, entry):  # noqa: PLR0911, PLR0912 (a case a kind)
        match kind:
            case "bool":
                return [*map(Wrong, (0, 1, "true", 1.0, [], raising("__bool__", "__index__").value))]
            case "char":
                return [*map(Wrong, ("", "ab", "\ud800", "\udfff", 65, b"a", ["a"], "e\u0301"))]
            case "string":
                return [
                    *map(
                        Wrong, ("\ud800", "a\udc80b", "x" * 6000 + "\udfff", 1, b"a", ["a"], bytearray(b"a"))
                    )
                ]
            case "f32" | "f64":
                wrongs = [
                    *map(Wrong, ("1", b"1", [], 1j, 10**400)),
                    raising("__float__"),
                    raising("__index__"),
                ]
                return wrongs + ([Wrong(1e300), Wrong(-3.5e38)] if kind == "f32" else [])
            case "list" | "tuple":
                return self._sequences(kind, entry)
            case "map":
                wrongs = [*map(Wrong, ([], (), [("a", 1)], 1, "text", {1, 2}))]
                return [*wrongs, Wrong({object(): None}, deep=True)]
            case "record":
                fields = {own["name"].replace("-", "_"): 1 for own in entry["fields"]}
                unset = self.classes[ty].__new__(self.classes[ty])
                return [
                    *map(Wrong, (fields, Strange(**fields), (1,), [], self.classes[ty])),
                    Wrong(unset, deep=True),
                ]
            case "variant":
                bare = [Wrong(own) for own in self.classes[ty]]
                return [*bare, Wrong(1), Wrong(entry["cases"][0]["name"])]
            case "enum":
                return [*map(Wrong, (entry["cases"][0], 0, self.classes[ty]))]
            case "flags":
                return [*map(Wrong, (1, 0, {entry["flags"][0]}, self.classes[ty], True))]
            case "option":
                inner = self._wrong(entry["of"])
                if self.kind(entry["of"]) == "option":
                    return [
                        Wrong(1),
                        Wrong("a"),
                        Wrong(outwit.Ok(None)),
                        Wrong(outwit.Some(inner.value), inner.own),
                    ]
                return [] if inner.value is None else [inner]
            case "result":
                return [*map(Wrong, (1, "ok", outwit.Some(1), outwit.Ok, (True, 1)))]
            case "own" | "borrow":
                return [*self.own[entry["of"]].wrongs(), Wrong(1), Wrong("a"), Wrong([])]
        low, high = LIMITS[kind]
        numbers = (low - 1, high + 1, 10**30, -(10**30), 10**5000, -(1 << 64))
        others = ("1", b"1", 1.0, float("nan"), 1j, decimal.Decimal(1), [1])
        return [*map(Wrong, numbers), *map(Wrong, others), raising("__index__")]

    def _sequences(self, kind, entry):
        wrongs = [*map(Wrong, (1, 1.5, {}, {1}, "text", iter([]), (own for own in ()), range))]
        wrongs += [raising("__getitem__", "__len__"), raising("__iter__", "__getitem__")]
        if kind == "tuple" or "length" in entry:
            length = len(entry["of"]) if kind == "tuple" else entry["length"]
            return [*wrongs, Wrong([]), Wrong((1,) * (length + 1)), Wrong(b"")]
        wrongs += [Wrong(without_end(), deep=True)]
        if self.kind(entry["of"]) in ("bool", "char", "string", "record", "variant", "tuple", "result"):
            wrongs += [Wrong(b"a", deep=True)]
        if entry["of"] in LIMITS:
            shaped = memoryview(bytes(8)).cast("B", (2, 4))
            others = [
                released(),
                shaped,
                memoryview(b"ab").cast("c")[::-1],
                array.array("d", [1.5]),
                array.array("u", "a"),
            ]
            wrongs += [Wrong(own, deep=True) for own in others]
        return wrongs

"""Components without generated code: their types become classes at run time."""

from __future__ import annotations

import enum
import json
import keyword
from collections.abc import Callable, Iterator, Mapping
from dataclasses import make_dataclass
from typing import TYPE_CHECKING, Any

from outwit._outwit import Resource, World, snake_case
from outwit.asynchronous import POSITION
from outwit.errors import WitError

if TYPE_CHECKING:
    from outwit._outwit import Instance

__all__ = ["Exports", "Interface", "Types", "make_world"]

_NAMED = frozenset({"record", "variant", "enum", "flags", "resource"})


def make_world(signature: str) -> World:
    """Makes a class for each type of a signature."""
    world = json.loads(signature)
    _tell_apart(world["types"])
    classes: dict[int, type | tuple[type, ...]] = {}
    errors: dict[int, type[WitError[Any]]] = {}
    for position, definition in enumerate(world["types"]):
        if definition["kind"] in _NAMED:
            classes[position] = _class_of(definition, world["exports"])
    for function in (*world["exports"], *world["imports"]):
        result = _definition(world, function.get("result"))
        error = result.get("err") if result.get("kind") == "result" else None
        if isinstance(error, int) and "name" in world["types"][error]:
            errors[error] = _error_of(world["types"][error])
    return World(signature, classes, errors)


def _tell_apart(types: list[dict[str, Any]]) -> None:
    """Renames the host's side of what is imported and exported, down to the resources in it."""
    ours: list[bool] = []
    for definition in types:
        inner = definition.get("imported", False)
        ours.append(inner or any(ours[part] for part in _parts_of(definition) if isinstance(part, int)))
    named = [(ours[p], own) for p, own in enumerate(types) if own["kind"] in _NAMED]
    theirs = {(own.get("interface"), own["name"]) for is_ours, own in named if not is_ours}
    for is_ours, own in named:
        if is_ours and (own.get("interface"), own["name"]) in theirs:
            own["name"] = "imported-" + own["name"]


def _parts_of(definition: dict[str, Any]) -> list[int | str | None]:
    """The types that a type mentions."""
    of: Any = definition.get("of", [])
    members: list[Any] = [*definition.get("fields", []), *definition.get("cases", [])]
    return [
        *(of if isinstance(of, list) else [of]),
        *(definition.get(part) for part in ("ok", "err", "key", "value")),
        *(member.get("type") for member in members if not isinstance(member, str)),
    ]


def _definition(world: dict[str, Any], position: int | str | None) -> dict[str, Any]:
    """The entry of a type; empty for a primitive and for none."""
    definition: dict[str, Any] = world["types"][position] if isinstance(position, int) else {}
    return definition


def _class_of(definition: dict[str, Any], exports: list[dict[str, Any]]) -> type | tuple[type, ...]:
    name = _pascal_case(definition["name"])
    module = definition.get("interface", "outwit.dynamic")
    match definition["kind"]:
        case "record":
            fields = [snake_case(field["name"]) for field in definition["fields"]]
            return make_dataclass(name, fields, slots=True, namespace={"__module__": module})
        case "variant":
            return tuple(_case_of(definition["name"], case, module) for case in definition["cases"])
        case "enum":
            members = [(_upper_case(case), case) for case in definition["cases"]]
            return _checked(enum.Enum(name, members, module=module))
        case "flags":
            bits = [(_upper_case(flag), 1 << bit) for bit, flag in enumerate(definition["flags"])]
            return _checked(enum.Flag(name, bits, module=module))
        case _:
            if definition.get("imported"):
                return type(name, (), {"__module__": module})
            return _resource_of(definition, name, module, exports)


def _checked(made: object) -> type:
    """What the functional form of ``enum`` gives; type checkers take it for a member."""
    assert isinstance(made, type)
    return made


def _case_of(variant: str, case: dict[str, Any], module: str) -> type:
    fields = ["value"] if "type" in case else []
    name = _pascal_case(variant + "-" + case["name"])
    return make_dataclass(name, fields, frozen=True, slots=True, namespace={"__module__": module})


def _error_of(definition: dict[str, Any]) -> type[WitError[Any]]:
    words = definition["name"].lower().split("-")
    if words == ["error"]:
        words = [*_last_part(definition.get("interface", "world")).split("-"), "error"]
    elif words[-1] == "error":
        words.append("exception")
    else:
        words.append("error")
    name = _pascal_case("-".join(words))
    return type(name, (WitError,), {"__module__": definition.get("interface", "outwit.dynamic")})


def _resource_of(
    definition: dict[str, Any], name: str, module: str, exports: list[dict[str, Any]]
) -> type[Resource]:
    """A class whose methods call the functions of the instance that it will be bound to."""
    members: dict[str, Any] = {"__slots__": (), "__module__": module}
    for position, function in enumerate(exports):
        kind, resource, plain = _parts(function["name"])
        if resource != definition["name"] or function.get("interface") != definition.get("interface"):
            continue
        match kind:
            case "constructor":
                members["__init__"] = _constructor(position)
            case "method":
                members[_member(plain)] = _method(position)
            case _:
                members[_member(plain)] = classmethod(_static(position))
    return type(name, (Resource,), members)


def _constructor(position: int) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        self._adopt(self._functions[position](*args, **kwargs))

    init.__dict__[POSITION] = position
    return init


def _method(position: int) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self._functions[position](self, *args, **kwargs)

    method.__dict__[POSITION] = position
    return method


def _static(position: int) -> Callable[..., Any]:
    def static(cls: Any, *args: Any, **kwargs: Any) -> Any:
        return cls._functions[position](*args, **kwargs)

    static.__dict__[POSITION] = position
    return static


def _parts(name: str) -> tuple[str, str, str]:
    """``[method]document.text`` as ``method``, ``document`` and ``text``."""
    if not name.startswith("["):
        return "", "", name
    kind, _, rest = name[1:].partition("]")
    resource, _, plain = rest.partition(".")
    return kind, resource, plain


def _last_part(interface: str) -> str:
    """``outwit:pdf/reader@0.1.0`` as ``reader``."""
    return interface.split("@", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]


def _member(name: str) -> str:
    """A method's name; ``close`` and ``closed`` are what every resource has already."""
    name = snake_case(name)
    return name + "_" if name in ("close", "closed") else name


def _pascal_case(name: str) -> str:
    name = "".join(word.capitalize() for word in name.lower().split("-"))
    return name + "_" if keyword.iskeyword(name) else name


def _upper_case(name: str) -> str:
    return name.replace("-", "_").upper()


class Interface:
    """The functions and types of one interface, or of the world itself, as attributes."""

    def __init__(self, name: str | None, members: Mapping[str, Any]) -> None:
        """Keeps the members of the interface called ``name``."""
        self._name = name
        self.__dict__.update(members)

    def __repr__(self) -> str:
        return f"<outwit.Interface {self._name or 'of the world'}>"


class _Interfaces(Mapping[str, Interface]):
    """Interfaces by name."""

    _missing = "the component has no {}; it has {}"

    def __init__(self, members: dict[str | None, dict[str, Any]]) -> None:
        self._world = Interface(None, members.pop(None, {}))
        self._interfaces = {name: Interface(name, of) for name, of in members.items() if name is not None}

    def __getitem__(self, name: str) -> Interface:
        fitting = [own for own in self._interfaces if name in (own, own.split("@")[0])]
        if len(fitting) == 1:
            return self._interfaces[fitting[0]]
        raise KeyError(self._say(name, fitting))

    def __iter__(self) -> Iterator[str]:
        return iter(self._interfaces)

    def __len__(self) -> int:
        return len(self._interfaces)

    def __getattr__(self, name: str) -> Any:
        if name in vars(self._world):
            return getattr(self._world, name)
        fitting = [own for own in self._interfaces if name == snake_case(_last_part(own))]
        if len(fitting) == 1:
            return self._interfaces[fitting[0]]
        raise AttributeError(self._say(name, fitting))

    def _say(self, name: str, fitting: list[str]) -> str:
        if fitting:
            return f"{name} could be {' or '.join(fitting)}"
        own = [name for name in vars(self._world) if not name.startswith("_")]
        return self._missing.format(name, ", ".join([*self._interfaces, *own]))


class Exports(_Interfaces):
    """What an instance exports.

    An interface is found by its whole name (``outwit:pdf/reader@0.1.0``), without its version, or
    by its last part as an attribute (``exports.reader``), as long as only one fits. The functions
    of the world itself are attributes too, with an underscore behind the names of a mapping's own
    methods (``exports.get_``).
    """

    _missing = "the component does not export {}; it exports {}"

    def __init__(self, instance: Instance) -> None:
        """Gathers the exports of an instance."""
        world = json.loads(instance.world.signature)
        members: dict[str | None, dict[str, Any]] = {}
        for position, definition in enumerate(world["types"]):
            if definition["kind"] in _NAMED and not definition.get("imported"):
                types = members.setdefault(definition.get("interface"), {})
                if definition["kind"] == "resource":
                    bound = instance.resource(position)
                    types[bound.__name__] = bound
                else:
                    types.update(_types_of(instance.world, position))
        for position, function in enumerate(world["exports"]):
            kind, _, plain = _parts(function["name"])
            functions = members.setdefault(function.get("interface"), {})
            if not kind:
                name = snake_case(plain)
                hidden = functions is members.get(None) and hasattr(Mapping, name)
                functions[f"{name}_" if hidden else name] = instance.functions[position]
        super().__init__(members)


class Types(_Interfaces):
    """The types that a component's functions take and give, by interface, as in :class:`Exports`.

    Functions of the host need them before there is an instance.
    """

    def __init__(self, world: World) -> None:
        """Gathers the types of a world, apart from resources."""
        members: dict[str | None, dict[str, Any]] = {}
        for position, definition in enumerate(json.loads(world.signature)["types"]):
            if definition["kind"] in _NAMED and definition["kind"] != "resource":
                members.setdefault(definition.get("interface"), {}).update(_types_of(world, position))
        super().__init__(members)


def _types_of(world: World, position: int) -> dict[str, Any]:
    classes = world.classes[position]
    types = classes if isinstance(classes, tuple) else (classes,)
    errors = (world.errors[position],) if position in world.errors else ()
    return {own.__name__: own for own in (*types, *errors)}

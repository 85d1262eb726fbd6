"""The two ways to use a component: without generated code, and through generated bindings."""

from __future__ import annotations

import dataclasses
import importlib
import re
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import outwit

# Who supplies an import: a function for its position in the signature.
Supply = Callable[[int], Callable[..., Any]]


class Dynamic:
    """By name, with classes made at run time."""

    def __init__(self, component: outwit.Component, supply: Supply) -> None:
        imports: dict[str, Any] = {}
        for position, own in enumerate(component.imports):
            owner = imports.setdefault(own.interface, {}) if own.interface else imports
            owner[own.name] = supply(position)
        self.instance = component.instantiate(imports=imports)

    def call(self, interface: str | None, name: str, arguments: list[Any]) -> Any:
        """Calls an export."""
        exports = self.instance.exports
        return _call(exports[interface] if interface else exports, name, arguments)


class Typed:
    """Through the classes of a generated package."""

    def __init__(
        self, component: outwit.Component, supply: Supply, package: str
    ) -> None:
        module = importlib.import_module(package)
        made = [getattr(module, name) for name in module.__all__]
        (world,) = (own for own in made if _is_world(own))
        if component.imports:
            wanted = getattr(module, f"{world.__name__}Imports")
            fields = [field.name for field in dataclasses.fields(wanted)]
            given = wanted(**_fields(package, fields, component, supply))
            self.bindings = world(component, given)
        else:
            self.bindings = world(component)
        self.instance = self.bindings.instance
        self.interfaces = {
            _interface(type(own).__module__): own
            for own in (getattr(self.bindings, name) for name in world.__slots__)
            if type(own).__module__.startswith(package)
        }

    def call(self, interface: str | None, name: str, arguments: list[Any]) -> Any:
        """Calls an export by the name that it has in Python."""
        place = self.interfaces[interface] if interface else self.bindings
        return _call(place, name, arguments)


def _call(place: Any, name: str, arguments: list[Any]) -> Any:
    """Calls what an interface, or the world itself, has under this name in WIT."""
    kind, resource, name = _parts(name)
    if kind == "method":
        return _member(arguments[0], name)(*arguments[1:])
    if kind:
        place = _resource(place, resource)
    return (place if kind == "constructor" else _member(place, name))(*arguments)


def _is_world(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, outwit.Bindings)


def _fields(
    package: str, fields: list[str], component: outwit.Component, supply: Supply
) -> dict[str, Any]:
    """What the host has, under the names that the package wants."""
    named = {_interface(f"{package}.{field}"): field for field in fields}
    given: dict[str, Any] = {}
    for position, own in enumerate(component.imports):
        if own.interface is None:
            given[own.member] = supply(position)
        # Without a field it has only methods, which objects have.
        elif own.interface in named:
            owner = given.setdefault(named[own.interface], SimpleNamespace())
            setattr(owner, own.member, supply(position))
    return {field: given.get(field, SimpleNamespace()) for field in fields}


def _interface(module: str) -> str | None:
    """The interface that a generated module says it is of."""
    try:
        importlib.import_module(module)
    except ImportError:
        return None
    found = re.search(r"The interface `(.*)`", sys.modules[module].__doc__ or "")
    return found and found[1]


def _parts(name: str) -> tuple[str, str, str]:
    """``[method]thing.get`` as ``method``, ``thing`` and ``get``."""
    if not name.startswith("["):
        return "", "", name
    kind, _, rest = name[1:].partition("]")
    resource, _, plain = rest.partition(".")
    return kind, resource, plain


def _member(place: Any, name: str) -> Any:
    plain = name.lower().replace("-", "_")
    return getattr(place, f"{plain}_", None) or getattr(place, plain)


def _resource(place: Any, name: str) -> Any:
    pascal = "".join(word.capitalize() for word in name.lower().split("-"))
    return getattr(place, f"{pascal}_", None) or getattr(place, pascal)

"""What a component imports, found in what the host offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from outwit.errors import LinkError

if TYPE_CHECKING:
    from outwit._outwit import Hosted, Import

__all__ = ["Keeper", "find"]


class Keeper:
    """Lets the objects of the host go together with their instance.

    The garbage collector runs this before it takes a cycle apart that an instance is in.
    """

    __slots__ = ("_hosted",)

    def __init__(self, hosted: Hosted) -> None:
        self._hosted = hosted

    def __del__(self) -> None:
        self._hosted.empty()


def find(imports: tuple[Import, ...], offered: object) -> list[Callable[..., Any] | None]:
    """The function for each import, by position; ``None`` where there is none, and for methods.

    What is offered is an object with an attribute a field, as generated code has it, or a mapping
    from the names of interfaces and functions.
    """
    owners: dict[str | None, object] = {None: offered}
    return [_function(own, owners, imports) for own in imports]


def _function(
    wanted: Import, owners: dict[str | None, object], imports: tuple[Import, ...]
) -> Callable[..., Any] | None:
    if wanted.name.startswith("[method]"):
        return None
    interface, member = wanted.interface, wanted.member
    if interface not in owners:
        owners[interface] = _owner(wanted, owners[None], imports)
    owner = owners[interface]
    mapping = _mapping(owner)
    found: Any = getattr(owner, member, None) if mapping is None else mapping.get(member)
    if mapping is not None and found is None:
        found = mapping.get(wanted.name)
    if found is not None and not callable(found):
        place = member if interface is None else f"{interface}.{member}"
        raise TypeError(f"{place}: expected a function, got {type(found).__name__}")
    function: Callable[..., Any] | None = found
    return function


def _owner(wanted: Import, offered: object, imports: tuple[Import, ...]) -> object:
    """The host's object for an interface."""
    mapping = _mapping(offered)
    if mapping is None:
        return getattr(offered, wanted.field or "", None)
    name = next((name for name in _names(wanted.interface, wanted.field) if name in mapping), None)
    if name is None:
        return None
    interfaces = {own.interface for own in imports}
    fitting = sorted(own for own in interfaces if own is not None and name in _names(own, None))
    if len(fitting) > 1 and name not in interfaces:
        raise LinkError(f"{name} could be {' or '.join(fitting)}")
    return mapping[name]


def _names(interface: str | None, field: str | None) -> tuple[str, ...]:
    """By what an interface is found: its whole name, without its version, its last part."""
    whole = interface or ""
    path = whole.split("@", maxsplit=1)[0]
    return (whole, path, path.rsplit("/", maxsplit=1)[-1], *([field] if field else []))


def _mapping(value: object) -> Mapping[str, object] | None:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None

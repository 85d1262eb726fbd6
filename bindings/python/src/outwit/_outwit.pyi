from asyncio import AbstractEventLoop
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from types import TracebackType
from typing import Any, ClassVar, Self, final

from outwit.dynamic import Exports, Types
from outwit.errors import WitError
from outwit.values import Buffer

__all__ = [
    "Away",
    "Component",
    "Export",
    "Hosted",
    "Import",
    "Instance",
    "Resource",
    "World",
    "main",
    "snake_case",
]

@final
class World:
    """A world: its signature, and the classes that stand for its types."""
    def __new__(
        cls,
        signature: str,
        classes: Mapping[int, type | tuple[type, ...]] | None = None,
        errors: Mapping[int, type[WitError[Any]]] | None = None,
        imports: Sequence[tuple[str | None, str]] | None = None,
    ) -> Self: ...
    @property
    def signature(self) -> str:
        """The world's types and functions as JSON."""
    @property
    def classes(self) -> Mapping[int, type | tuple[type, ...]]:
        """The classes by the positions of their types."""
    @property
    def errors(self) -> Mapping[int, type[WitError[Any]]]:
        """What is raised for the errors of results, by the positions of their types."""
    @property
    def imports(self) -> tuple[Import, ...]:
        """The functions that the host supplies, in the order of the signature."""

@final
class Export:
    """A function that a component exports."""
    @property
    def interface(self) -> str | None:
        """The interface, ``None`` for a function of the world itself."""
    @property
    def name(self) -> str:
        """The name as WIT has it: ``extract-text``, ``[method]document.text``."""
    @property
    def signature(self) -> str:
        """The whole signature as WIT writes it."""

@final
class Import:
    """A function that a component imports, and where the host has it."""
    @property
    def interface(self) -> str | None:
        """The interface, ``None`` for a function of the world itself."""
    @property
    def name(self) -> str:
        """The name as WIT has it: ``get``, ``[constructor]bucket``."""
    @property
    def signature(self) -> str:
        """The whole signature as WIT writes it."""
    @property
    def field(self) -> str | None:
        """The attribute of what the host offers, ``None`` for the world itself and for methods."""
    @property
    def member(self) -> str:
        """The attribute of what is there: ``get``, ``new_bucket``."""

@final
class Component:
    """A compiled component, from which instances are made."""
    def __new__(cls, source: str | PathLike[str] | Buffer) -> Self: ...
    @property
    def exports(self) -> tuple[Export, ...]:
        """What the component exports; a position here is one in ``Instance.functions``."""
    @property
    def imports(self) -> tuple[Import, ...]:
        """What the component wants of its host."""
    @property
    def types(self) -> Types:
        """The types of the component's functions, for hosts that are used without generated code."""
    @property
    def world(self) -> World:
        """The world as the component has it, with classes made at run time."""
    def instantiate(
        self,
        world: World | None = None,
        *,
        imports: object = None,
        memory: int | None = None,
        deadline: float | None = None,
    ) -> Instance:
        """Makes an instance with a memory of its own.

        ``imports`` is what the host supplies: a mapping from interfaces (``"myorg:storage/store"``,
        without its version, or ``"store"``) to objects with their functions or mappings of them, and
        from the names of the world's own functions; or an object with such attributes.
        ``memory`` is the most bytes it may have, ``deadline`` the seconds that a call may take.
        """

@final
class Instance:
    """One instance of a component. Its calls take turns, whatever thread they come from."""
    @property
    def functions(self) -> tuple[Callable[..., Any], ...]:
        """Every exported function, in the order of the signature."""
    @property
    def exports(self) -> Exports:
        """The exports by name, for use without generated code."""
    @property
    def world(self) -> World:
        """The world that the instance was made with."""
    @property
    def closed(self) -> bool:
        """Whether the instance was closed."""
    @property
    def host_resources(self) -> int:
        """How many resources of the host's the component holds."""
    @property
    def guest_resources(self) -> int:
        """How many resources of the component's the host holds."""
    def resource(self, type_id: int) -> type[Any]:
        """The class of a resource, bound to this instance."""
    def close(self) -> None:
        """Frees the instance with its memory and resources. A second time does nothing."""
    def __getitem__(self, key: str, /) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

class Resource:
    """A resource that lives in an instance: the base of the classes that are generated."""

    _functions: ClassVar[Sequence[Callable[..., Any]]]

    __slots__ = ()

    def __init__(self, *_args: Any, **_kwargs: Any) -> None: ...
    @property
    def closed(self) -> bool:
        """Whether the resource was closed."""
    def close(self) -> None:
        """Drops the resource. A second time does nothing."""
    def _adopt(self, other: Any) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

@final
class Away:
    """A call that leaves its thread: its arguments, and later its answer, as plain bytes."""
    def __new__(
        cls, function: Callable[..., Any], args: tuple[Any, ...], event_loop: AbstractEventLoop
    ) -> Self: ...
    @property
    def instance(self) -> Instance: ...
    def run(self) -> None: ...
    def cancel(self) -> None: ...
    def result(self) -> Any: ...

@final
class Hosted:
    """What one instance has of its host."""
    def empty(self) -> None:
        """Lets all objects go that the component holds."""

def snake_case(name: str) -> str: ...
def main(arguments: Sequence[str]) -> int: ...

"""What every generated world class has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from outwit._outwit import Component, Instance, World

if TYPE_CHECKING:
    from os import PathLike
    from types import TracebackType

    from outwit.values import Buffer

__all__ = ["Bindings"]


class Bindings:
    """A component with the types of its world: the base of the classes that are generated."""

    __slots__ = ("_instance",)

    _instance: Instance

    def __init__(
        self,
        component: str | PathLike[str] | Buffer | Component,
        world: World,
        imports: object = None,
        *,
        memory: int | None = None,
        deadline: float | None = None,
    ) -> None:
        if not isinstance(component, Component):
            component = Component(component)
        self._instance = component.instantiate(world, imports=imports, memory=memory, deadline=deadline)

    @property
    def instance(self) -> Instance:
        """The instance behind the bindings."""
        return self._instance

    def close(self) -> None:
        """Frees the instance with its memory and resources. A second time does nothing."""
        self._instance.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

"""What all tests share: the fixtures' components, called dynamically and through generated code.

A test of ``test_<stem>.py`` that takes ``world`` runs twice: once with types made at run time, once
with the golden bindings of ``wit-fixtures/<stem>/golden/python``. Both offer the same names.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import outwit

ROOT = Path(__file__).parents[3]


@functools.cache
def component(stem: str) -> outwit.Component:
    """The component of a fixture."""
    return outwit.load(ROOT / "target" / "components" / f"{stem}.wasm")


@functools.cache
def golden(stem: str) -> ModuleType:
    """The generated bindings of a fixture."""
    folder = ROOT / "wit-fixtures" / stem / "golden" / "python"
    name = f"golden_{stem}"
    spec = importlib.util.spec_from_file_location(name, folder / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def pascal_case(stem: str) -> str:
    return "".join(word.capitalize() for word in stem.split("_"))


class Typed:
    """Generated bindings: a member of the object, or else a type of its module."""

    def __init__(self, target: Any, module: ModuleType) -> None:
        self._target = target
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name, None)
        if found is None:
            return getattr(self._module, name)
        submodule = sys.modules.get(f"{self._module.__name__}.{name}")
        return found if submodule is None else Typed(found, submodule)


@pytest.fixture(params=["dynamic", "typed"])
def world(request: pytest.FixtureRequest) -> Any:
    """An instance of the component that the test's file is named after."""
    stem = request.node.path.stem.removeprefix("test_")
    if request.param == "dynamic":
        return component(stem).instantiate()
    module = golden(stem)
    return Typed(getattr(module, pascal_case(stem))(component(stem)), module)


class Guest:
    """A component with imports: makes instances of it, dynamically or through generated code."""

    def __init__(self, stem: str, *, typed: bool) -> None:
        self.stem = stem
        self.component = component(stem)
        self.typed = typed
        self.module = golden(stem) if typed else None

    def __call__(self, *, memory: int | None = None, deadline: float | None = None, **imports: Any) -> Any:
        """An instance whose host has these fields."""
        if self.module is None:
            return self.component.instantiate(imports=imports, memory=memory, deadline=deadline)
        name = pascal_case(self.stem)
        offered = getattr(self.module, f"{name}Imports")(**imports)
        kind = getattr(self.module, name)
        return Typed(kind(self.component, offered, memory=memory, deadline=deadline), self.module)

    @property
    def types(self) -> Any:
        """The types of its functions, by interface."""
        return self.component.types if self.module is None else self.module


def instance_of(opened: Any) -> outwit.Instance:
    """The instance behind what a :class:`Guest` made."""
    instance = opened if isinstance(opened, outwit.Instance) else opened.instance
    assert isinstance(instance, outwit.Instance)
    return instance


@pytest.fixture(params=["dynamic", "typed"])
def guest(request: pytest.FixtureRequest) -> Guest:
    """The component that the test's file is named after."""
    return Guest(request.node.path.stem.removeprefix("test_"), typed=request.param == "typed")


@pytest.fixture
def echo(world: Any) -> Any:
    """The interface that most fixtures export."""
    return world.echo


@pytest.fixture
def faults() -> SimpleNamespace:
    """A fresh instance of the fixture that goes wrong, and its interface."""
    instance = component("errors").instantiate()
    return SimpleNamespace(instance=instance, call=instance["fixtures:errors/faults"])

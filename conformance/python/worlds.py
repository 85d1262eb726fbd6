"""Makes instances through generated packages: reads a package and a component a line, answers with a line of JSON."""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from dataclasses import fields
from types import ModuleType
from typing import Any

import outwit


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    for line in sys.stdin:
        package, component = line.rstrip("\n").split("\t")
        print(json.dumps({"error": failure(package, component)}), flush=True)


def failure(package: str, component: str) -> str | None:
    """What went wrong, if anything did."""
    try:
        module = importlib.import_module(package)
        world = only_world(module)
        with world(component, *given(module, world)):
            return None
    except Exception as reason:  # noqa: BLE001 (whatever it is, the runner is told)
        return f"{type(reason).__name__}: {reason}"


def only_world(module: ModuleType) -> Any:
    """The class that makes instances."""
    classes = [value for value in vars(module).values() if inspect.isclass(value)]
    [world] = [
        own
        for own in classes
        if issubclass(own, outwit.Bindings) and own.__module__ == module.__name__
    ]
    return world


def given(module: ModuleType, world: Any) -> list[object]:
    """What the world imports, with exactly the methods that the generated protocols have."""
    parameter = inspect.signature(world.__init__).parameters.get("imports")
    if parameter is None:
        return []
    imports = getattr(module, parameter.annotation)
    return [
        imports(
            **{field.name: stub(module, str(field.type)) for field in fields(imports)}
        )
    ]


def stub(module: ModuleType, annotation: str) -> object:
    """A function; for an interface, an object of a class that inherits its methods."""
    protocol: Any = module
    if annotation.startswith("Callable"):
        return lambda *_arguments: None
    for name in annotation.split("."):
        protocol = getattr(protocol, name)
    return type("Stub", (protocol,), {})()


main()

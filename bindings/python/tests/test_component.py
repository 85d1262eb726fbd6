"""Loading components, and what is wrong with those that cannot be loaded."""

import dataclasses
import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from conftest import ROOT, component, golden

import outwit

PATH = ROOT / "target" / "components" / "integers.wasm"


@pytest.mark.parametrize("make", [str, Path, Path.read_bytes, lambda p: bytearray(p.read_bytes())])
def test_every_source(make):
    instance = outwit.load(make(PATH)).instantiate()
    assert instance["fixtures:integers/echo"].add(1, 2) == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the component is empty"),
        (b"hello", "the component is not WebAssembly"),
        (b"\0asm\1\0\0\0", "the component is a core WebAssembly module, not a component"),
        (b"\0asm\x0d\0\1\0\xff\xff", "the component is not a valid component"),
        (b"\0asm", "the component is cut off"),
    ],
)
def test_what_is_no_component(data, message, tmp_path):
    with pytest.raises(outwit.ComponentError, match=f"^{message}"):
        outwit.load(data)
    path = tmp_path / "broken.wasm"
    path.write_bytes(data)
    with pytest.raises(outwit.ComponentError, match=r"broken\.wasm is "):
        outwit.load(path)


# Two imports of one type, both given one instance: Wasmtime's validator panics at that.
PANICS = (
    "0061736d0d00010004230061736d0d000100070c014202017d0400016e0300000a0b02"
    "000178050000017905000702017d051302010100016e03000000020178050001790500"
)


def test_what_wasmtime_does_not_survive():
    with pytest.raises(outwit.ComponentError, match="a defect in Wasmtime, which panics at it"):
        outwit.load(bytes.fromhex(PANICS))
    assert outwit.load(PATH).exports


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
def test_a_truncated_component(cut):
    data = PATH.read_bytes()
    with pytest.raises(outwit.ComponentError):
        outwit.load(data[: int(len(data) * cut)])


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        outwit.load(tmp_path / "missing.wasm")
    assert caught.value.filename.endswith("missing.wasm")
    with pytest.raises(IsADirectoryError):
        outwit.load(tmp_path)


@pytest.mark.parametrize("source", [5, None, ["a"]])
def test_what_is_no_source(source):
    with pytest.raises(TypeError, match="^expected a path or the bytes of a component, got "):
        outwit.load(source)


def test_exports():
    exports = component("integers").exports
    assert len(exports) == 15
    first = exports[0]
    assert first.interface == "fixtures:integers/echo"
    assert first.name == "echo-u8"
    assert first.signature == "echo-u8: func(v: u8) -> u8"
    assert str(first) == first.signature
    assert "fixtures:integers/echo" in repr(first)
    world = component("world_items").exports
    assert any(export.interface is None and export.name == "add" for export in world)
    assert any("<outwit.Export add" in repr(export) for export in world)


def test_instances_share_nothing():
    one, two = component("errors").instantiate(), component("errors").instantiate()
    for count in (1, 2, 3):
        assert one["fixtures:errors/faults"].calls() == count
    assert two["fixtures:errors/faults"].calls() == 1


def test_components_go():
    loaded = outwit.load(PATH)
    instance = loaded.instantiate()
    reference, own = weakref.ref(loaded), weakref.ref(loaded.world)
    del loaded
    gc.collect()
    assert reference() is None
    assert own() is instance.world
    assert instance.echo.add(1, 2) == 3
    del instance
    gc.collect()
    assert own() is None


def test_a_world_of_another_component():
    module = golden("floats")
    with pytest.raises(outwit.LinkError, match=r"does not export fixtures:floats/echo"):
        module.Floats(component("integers"))


def test_a_world_with_other_types():
    world = component("integers").world
    other = outwit.World(world.signature.replace('"u8"', '"s8"'), world.classes, world.errors)
    with pytest.raises(outwit.LinkError, match=r"u8|s8"):
        component("integers").instantiate(other)


def test_a_world_as_it_is():
    world = component("records").world
    again = outwit.World(world.signature, world.classes)
    instance = component("records").instantiate(again)
    point = instance["fixtures:records/echo"].Point
    assert instance["fixtures:records/echo"].echo_point(point(1, 2)) == point(1, 2)
    assert instance.world is again


def test_a_world_with_classes_of_its_own():
    world = component("records").world
    position = next(p for p, kind in world.classes.items() if getattr(kind, "__name__", "") == "Point")
    mine = dataclasses.make_dataclass(
        "Mine", [field.name for field in dataclasses.fields(world.classes[position])]
    )
    instance = component("records").instantiate(
        outwit.World(world.signature, {**world.classes, position: mine})
    )
    echoed = instance["fixtures:records/echo"].echo_point(mine(1, 2))
    assert type(echoed) is mine
    assert echoed == mine(1, 2)


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("{}", "cannot be read"),
        ('{"outwit": 99, "types": [], "exports": []}', "signature version 99, this runtime reads 1"),
        ('{"outwit": 1, "types": [{"kind": "list", "of": 5}], "exports": []}', "made of type 5"),
    ],
)
def test_a_signature_that_cannot_be_read(signature, message):
    with pytest.raises(outwit.LinkError, match=message):
        outwit.World(signature)


def test_classes_that_do_not_fit():
    world = component("records").world
    position = next(p for p, kind in world.classes.items() if getattr(kind, "__name__", "") == "Point")
    with pytest.raises(TypeError, match="World needs a class for type"):
        outwit.World(world.signature)
    with pytest.raises(TypeError, match="record point, has 2 fields, its class has 1"):
        outwit.World(world.signature, {**world.classes, position: outwit.Ok})
    variants = component("variants").world
    shape = next(p for p, kind in variants.classes.items() if isinstance(kind, tuple) and len(kind) == 3)
    with pytest.raises(TypeError, match="variant shape has 3 cases, 2 classes stand for it"):
        outwit.World(variants.signature, {**variants.classes, shape: variants.classes[shape][:2]})


def load_with_cache(cache):
    """Loads a component in a process of its own, which keeps compiled code in `cache`."""
    code = f"import outwit; print(outwit.load({str(PATH)!r}).instantiate().echo.add(1, 2))"
    environment = {**os.environ, "OUTWIT_CACHE": str(cache)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_the_cache(tmp_path):
    for _ in range(2):
        assert load_with_cache(tmp_path / "cache").stdout == "3\n"
        files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
        assert sorted(path.suffix for path in files) == [".cwasm", ".json"]
    for file in files:
        file.write_bytes(b"not what was there")
    assert load_with_cache(tmp_path / "cache").stdout == "3\n"
    assert load_with_cache("off").stdout == "3\n"


def test_a_cache_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    failed = load_with_cache(tmp_path / "file" / "cache")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("outwit.errors.CacheError: ")

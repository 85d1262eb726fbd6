"""The systems that are called from Python."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .shop import Missing, Shop
from .system import System


def systems(shop: Shop) -> list[System]:
    """outwit, wasmtime-py, Extism and pypdf."""
    found = [shop.system("outwit-python", lambda: _outwit(shop))]
    peers = [
        ("wasmtime-py", "wasmtime_py.py", ["cold_start", "import"], ""),
        (
            "extism-python",
            "extism_py.py",
            ["cold_start", "import"],
            "a plug-in of its own kind: bytes in, bytes out",
        ),
        ("pypdf", "pypdf_text.py", ["import"], ""),
    ]
    try:
        python = _peers(shop)
    except Missing as reason:
        return found + [System(name, missing=str(reason)) for name, *_ in peers]
    for name, program, once, note in peers:
        command = [python, str(shop.bench / "python" / program)]
        memory = "extism" in name
        found.append(System(name, command, environment=shop.environment, once=once, memory=memory, note=note))
    return found


def _outwit(shop: Shop) -> System:
    python = os.environ.get("OUTWIT_PYTHON") or str(shop.root / ".venv/bin/python")
    shop.run("looking for the package outwit for Python", [python, "-c", "import outwit"])
    generated = shop.work / "python"
    shop.generate_both("python", generated, "_bindings")
    command = [python, str(shop.bench / "python/outwit_py.py")]
    environment = {"PYTHONPATH": str(generated)}
    once = ["cold_start", "import"]
    return System("outwit-python", command, environment=environment, once=once, memory=True, ours=True)


def _peers(shop: Shop) -> str:
    """A virtual environment with the peers; its Python."""
    folder = shop.work / "venv"
    python = str(folder / "bin/python")
    requirements = shop.bench / "python/requirements.txt"
    stamp = folder / "requirements.txt"
    if not _same(requirements, stamp):
        shop.run(
            "making a virtual environment for the peers",
            [sys.executable, "-m", "venv", "--clear", str(folder)],
        )
        shop.run(
            "installing the peers for Python", [python, "-m", "pip", "install", "-q", "-r", str(requirements)]
        )
        stamp.write_bytes(requirements.read_bytes())
    return python


def _same(a: Path, b: Path) -> bool:
    return b.is_file() and a.read_bytes() == b.read_bytes()

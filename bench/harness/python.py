"""The systems that are called from Python."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from .plan import EXTISM, FRESH
from .shop import Missing, Shop
from .system import System


def systems(shop: Shop) -> list[System]:
    """outwit, wasmtime-py, Extism and pypdf."""
    found = [shop.system("outwit-python", lambda: _outwit(shop))]
    programs = {"wasmtime-py": "wasmtime_py.py", "extism-python": "extism_py.py", "pypdf": "pypdf_text.py"}
    try:
        python = _peers(shop)
    except Missing as reason:
        return found + [System(name, missing=str(reason)) for name in programs]
    peers = [System(name, [python, str(shop.bench / "python" / file)]) for name, file in programs.items()]
    _, extism, pypdf = peers
    for peer in peers:
        peer.environment = shop.environment
        peer.rows = [row for row in peer.rows if row not in FRESH]
        peer.once = ["cold_start", "import"]
    extism.rows = EXTISM
    extism.note = "calls a plug-in of its own kind, which takes bytes and gives bytes"
    extism.memory = True
    pypdf.rows, pypdf.once = ["pdf_text"], ["import"]
    return found + peers


def _outwit(shop: Shop) -> System:
    python = os.environ.get("OUTWIT_PYTHON") or str(shop.root / ".venv/bin/python")
    shop.run("looking for the package outwit for Python", [python, "-c", "import outwit"])
    generated = shop.work / "python"
    shutil.rmtree(generated, ignore_errors=True)
    shop.generate_all("python", generated, "_bindings")
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

"""Every system of the benchmark, built from what lies in the checkout and on the registries."""

from __future__ import annotations

from pathlib import Path

from . import go, node, python, rust
from .shop import Shop
from .system import System


def systems(root: Path, pdf: Path, quick: bool) -> list[System]:
    """Every system, in the order in which they are built; those that cannot be measured say why.

    What is built lies in `target/bench` and is used again by the next run.
    """
    shop = Shop(root, pdf, quick)
    found: list[System] = []
    for prepare in (rust.systems, python.systems, node.systems, go.systems):
        found += prepare(shop)
    return found

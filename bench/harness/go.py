"""The systems that are called from Go."""

from __future__ import annotations

import shutil

from .plan import EXTISM
from .rust import gravity_guest
from .shop import Missing, Shop
from .system import System

GRAVITY = "0.0.2"


def systems(shop: Shop) -> list[System]:
    """outwit with a C compiler and without, Extism and gravity."""
    return [
        shop.system("outwit-go", lambda: _outwit(shop, "outwit-go", "1")),
        shop.system("outwit-go-nocgo", lambda: _outwit(shop, "outwit-go-nocgo", "0")),
        shop.system("extism-go", lambda: _extism(shop)),
        shop.system("gravity", lambda: _gravity(shop)),
    ]


def _build(shop: Shop, package: str, name: str, cgo: str) -> list[str]:
    program = str(shop.work / "bin" / name)
    command = ["go", "build", "-o", program, f"./{package}"]
    shop.run(f"building {name}", command, shop.bench / "go", environment={"CGO_ENABLED": cgo})
    return [program]


def _outwit(shop: Shop, name: str, cgo: str) -> System:
    if cgo == "1":  # Both are built from the same bindings.
        shutil.rmtree(shop.bench / "go/bindings", ignore_errors=True)
        shop.generate_all("go", shop.bench / "go/bindings")
    command = _build(shop, "outwit", name, cgo)
    return System(name, command, once=["cold_start", "import"], memory=True, ours=True)


def _extism(shop: Shop) -> System:
    command = _build(shop, "extism", "extism-go", "0")
    note = "calls a plug-in of its own kind, which takes bytes and gives bytes"
    return System("extism-go", command, rows=EXTISM, once=["cold_start"], memory=True, note=note)


def _gravity(shop: Shop) -> System:
    gravity = shop.work / "gravity/bin/gravity"
    if not gravity.is_file():
        if shop.quick:
            raise Missing(
                "its generator is not built yet; a run without BENCH_QUICK builds it, which takes minutes"
            )
        # The macros that write its line breaks see them only in a compiler that passes for a nightly one.
        environment = {"RUSTC_BOOTSTRAP": "1", "RUSTFLAGS": "--cfg proc_macro_span"}
        where = ["--root", str(shop.work / "gravity"), "--target-dir", str(shop.work / "gravity/target")]
        install = ["cargo", "install", "--locked", *where, "arcjet-gravity", "--version", GRAVITY]
        shop.run("building gravity", install, environment=environment)
    package = shop.bench / "go/gravity/gravity"
    package.mkdir(parents=True, exist_ok=True)
    guest = shop.work / "gravity/guest.wasm"
    guest.write_bytes(gravity_guest(shop))
    output = str(package / "gravity.go")
    shop.run(
        "generating Go with gravity", [str(gravity), "--world", "gravity", "--output", output, str(guest)]
    )
    command = _build(shop, "gravity", "gravity", "0")
    rows = [row for row in EXTISM if not row.startswith("sum")]
    note = "echoes text instead of bytes; its output knows neither `list<u8>` nor numbers with a fraction"
    return System("gravity", command, rows=rows, once=["cold_start"], memory=True, note=note)

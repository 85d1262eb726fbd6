"""Typed Rust, which all others are measured against, and the work itself as plain Rust."""

from __future__ import annotations

from pathlib import Path

from .plan import FRESH, HOST, ROWS
from .shop import Missing, Shop
from .system import System


def systems(shop: Shop) -> list[System]:
    """`rust-typed` and `rust-native`."""
    try:
        shop.run(
            "building the command, the guests and typed Rust",
            # All of it: a selection of packages would mean other features, and a second build of Wasmtime.
            ["cargo", "build", "--release", "--workspace", "--locked"],
        )
        shop.run(
            "building the components",
            [str(shop.cargo_target / "release/outwit-componentize"), "bench", "bench_host", "pdf"],
        )
        _extism_guest(shop)
    except Missing as reason:
        return [System(name, missing=str(reason), ours=True) for name in ("rust-typed", "rust-native")]
    return [
        shop.system("rust-typed", lambda: _typed(shop)),
        shop.system("rust-native", lambda: _native(shop)),
    ]


def _typed(shop: Shop) -> System:
    program = str(shop.cargo_target / "release/outwit-bench")
    shop.run("compiling the components for typed Rust", [program, "prepare"])
    return System("rust-typed", [program], once=["cold_start"], memory=True, ours=True)


def _native(shop: Shop) -> System:
    target = shop.work / "native"
    manifest = str(shop.bench / "native/Cargo.toml")
    shop.run(
        "building plain Rust",
        ["cargo", "build", "--release", "--locked", "--manifest-path", manifest, "--target-dir", str(target)],
    )
    rows = [row for row in ROWS if row not in ("instantiate", *FRESH, *HOST)]
    return System("rust-native", [str(target / "release/outwit-bench-native")], rows=rows, ours=True)


def _extism_guest(shop: Shop) -> None:
    """The plug-in for both of Extism's systems."""
    built = _guest(shop, "building the plug-in for Extism", "guest-extism", "--lib")
    module = built / "outwit_bench_extism.wasm"
    shop.extism.write_bytes(module.read_bytes())


def gravity_guest(shop: Shop) -> bytes:
    """The core module for gravity, which takes no components."""
    built = _guest(shop, "building the guest for gravity", "guest", "--example=gravity")
    return (built / "examples/gravity.wasm").read_bytes()


def _guest(shop: Shop, what: str, folder: str, which: str) -> Path:
    target = shop.cargo_target / "guests"
    manifest = str(shop.bench / folder / "Cargo.toml")
    command = ["cargo", "build", "--release", "--locked", "--target", "wasm32-unknown-unknown", which]
    shop.run(what, [*command, "--manifest-path", manifest, "--target-dir", str(target)])
    return target / "wasm32-unknown-unknown/release"

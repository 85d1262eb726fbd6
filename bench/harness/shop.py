"""Where the things that are measured are built, and how."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .system import System


class Missing(Exception):
    """Why something cannot be built here."""


class Shop:
    """Where things are built, and how."""

    def __init__(self, root: Path, pdf: Path, quick: bool) -> None:
        self.root = root
        self.bench = root / "bench"
        self.work = root / "target/bench"
        self.components = root / "target/components"
        self.quick = quick
        self.cargo_target = root / os.environ.get("CARGO_TARGET_DIR", "target")
        self.extism = self.work / "extism.wasm"
        self.environment = {
            "BENCH_EXTISM": str(self.extism),
            "BENCH_PDF": str(pdf),
            "BENCH_COMPONENTS": str(self.components),
            "BENCH_CACHE": str(self.work / "compiled"),
            "OUTWIT_CACHE": str(self.work / "cache"),
        }
        (self.work / "compiled").mkdir(parents=True, exist_ok=True)
        (self.work / "cache").mkdir(mode=0o700, exist_ok=True)

    def run(
        self,
        what: str,
        command: list[str],
        folder: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Runs a step, which is silent unless it fails."""
        started = time.monotonic()
        print(f"bench: {what}", file=sys.stderr, end="", flush=True)
        try:
            done = subprocess.run(
                command,
                cwd=folder or self.root,
                env={**os.environ, **self.environment, **(environment or {})},
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        except OSError as error:
            print(": failed", file=sys.stderr)
            raise Missing(f"{command[0]} cannot be run: {error.strerror}") from None
        print(f" ({time.monotonic() - started:.1f} s)", file=sys.stderr)
        if done.returncode != 0:
            print(done.stdout[-4000:], file=sys.stderr)
            raise Missing(f"{what} failed (see above)")

    def generate(self, language: str, name: str, wit: Path, folder: Path) -> None:
        """Generates the bindings of a world."""
        command = self.cargo_target / "release/outwit"
        arguments = ["generate", language, str(wit), "--world", name, "--out", str(folder)]
        self.run(f"generating {language} for {name}", [str(command), *arguments])

    def generate_all(self, language: str, folder: Path, suffix: str = "") -> None:
        """Generates the bindings of all worlds, each in a folder of its own."""
        self.generate(language, "bench", self.bench / "guest/wit", folder / f"bench{suffix}")
        host = folder / f"bench_host{suffix}"
        self.generate(language, "bench-host", self.bench / "guest-host/wit", host)
        self.generate(language, "pdf", self.root / "examples/pdf/wit", folder / f"pdf{suffix}")

    def system(self, name: str, prepare: Callable[[], System]) -> System:
        """The system that `prepare` builds, or what is missing for it."""
        try:
            system = prepare()
        except Missing as reason:
            return System(name, missing=str(reason), ours=name.startswith(("outwit", "rust")))
        system.environment = {**self.environment, **system.environment}
        return system

"""Builds the runtimes once more, with the assertions of our own code, into target/checked.

What others wrote is copied from the normal build: cargo finds it built and compiles only our packages, and
the normal build stays as it is.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NORMAL = ROOT / "target/release"
CHECKED = ROOT / "target/checked"
PACKAGES = ["outwit-python", "outwit-node", "outwit-c"]


def cargo(*arguments: str) -> list[dict[str, Any]]:
    """Builds, and gives what cargo says of each artefact."""
    command = [
        "cargo",
        "build",
        "--release",
        "--locked",
        "--message-format=json",
        *arguments,
    ]
    said = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [json.loads(line) for line in said.splitlines()]


def copy(source: Path) -> None:
    """Copies a file with its time, by which cargo knows it."""
    target = CHECKED / source.relative_to(ROOT / "target")
    if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def seed() -> None:
    """Copies what is not ours of the normal build."""
    for message in cargo("--workspace"):
        for name in message.get("filenames", []):
            path = Path(name)
            if path.parent == NORMAL / "deps" and "outwit" not in path.name:
                copy(path)
    for folder in [NORMAL / "build", NORMAL / ".fingerprint"]:
        for path in folder.rglob("*"):
            if path.is_file() and "outwit" not in str(path.relative_to(folder)):
                copy(path)


def install() -> None:
    """Puts the libraries where the three languages are made to look."""
    built = CHECKED / "release"
    package = CHECKED / "python/outwit"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(
        ROOT / "bindings/python/src/outwit",
        package,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copyfile(built / "lib_outwit.so", package / "_outwit.abi3.so")
    shutil.copyfile(built / "liboutwit_node.so", CHECKED / "outwit.node")
    for name in ["lib_outwit.so", "liboutwit_node.so", "liboutwit.so"]:
        if (built / name).read_bytes() == (NORMAL / name).read_bytes():
            sys.exit(f"{name} is the same as without assertions")


def main() -> None:
    seed()
    arguments = [argument for package in PACKAGES for argument in ("-p", package)]
    config = str(ROOT / "tools/checked/profile.toml")
    messages = cargo("--config", config, "--target-dir", str(CHECKED), *arguments)
    compiled = [
        message["target"]["name"]
        for message in messages
        if message.get("fresh") is False
    ]
    print("compiled:", ", ".join(compiled) or "nothing")
    if any(name.startswith(("wasmtime", "cranelift")) for name in compiled):
        sys.exit("Wasmtime was compiled a second time")
    install()


main()

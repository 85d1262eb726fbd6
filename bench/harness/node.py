"""The systems that are called from Node."""

from __future__ import annotations

import shutil

from .plan import FRESH
from .shop import Missing, Shop
from .system import System


def systems(shop: Shop) -> list[System]:
    """outwit, jco and pdf.js."""
    try:
        _install(shop)
    except Missing as reason:
        ours = System("outwit-node", missing=str(reason), ours=True)
        return [ours, *(System(name, missing=str(reason)) for name in ("jco", "pdfjs"))]
    return [
        shop.system("outwit-node", lambda: _outwit(shop)),
        shop.system("jco", lambda: _jco(shop)),
        shop.system(
            "pdfjs", lambda: System("pdfjs", _command(shop, "pdfjs.mjs"), rows=["pdf_text"], once=["import"])
        ),
    ]


def _command(shop: Shop, program: str) -> list[str]:
    return ["node", str(shop.bench / "node" / program)]


def _install(shop: Shop) -> None:
    folder = shop.bench / "node"
    lock = folder / "package-lock.json"
    stamp = folder / "node_modules/.outwit-bench"
    if not (stamp.is_file() and stamp.read_bytes() == lock.read_bytes()):
        # Not `npm ci`, which refuses a lock file without the packages that jco has for other machines.
        install = ["npm", "install", "--no-save", "--no-audit", "--no-fund"]
        shop.run("installing the packages for Node", install, folder)
        stamp.write_bytes(lock.read_bytes())


def _outwit(shop: Shop) -> System:
    folder = shop.bench / "node"
    shutil.rmtree(folder / "bindings", ignore_errors=True)
    shop.generate_all("typescript", folder / "bindings/source")
    shop.run("compiling the bindings for Node", ["npx", "--no-install", "tsc", "-p", "."], folder)
    once = ["cold_start", "import"]
    return System("outwit-node", _command(shop, "outwit.mjs"), once=once, memory=True, ours=True)


def _jco(shop: Shop) -> System:
    folder = shop.work / "jco"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "instance").mkdir(parents=True)
    (folder / "package.json").write_text('{ "type": "module" }\n')
    jco = ["npx", "--no-install", "jco", "transpile"]
    for name in ("bench", "pdf"):
        component = str(shop.components / f"{name}.wasm")
        shop.run(f"transpiling {name} with jco", [*jco, component, "-o", str(folder)], shop.bench / "node")
    hosts = ["--map", "outwit:bench-host/host=./host.mjs", "-o", str(folder)]
    component = str(shop.components / "bench_host.wasm")
    shop.run("transpiling bench_host with jco", [*jco, component, *hosts], shop.bench / "node")
    shutil.copy(shop.bench / "node/host.mjs", folder)
    again = ["-o", str(folder / "instance"), "--instantiation", "async"]
    component = str(shop.components / "bench.wasm")
    shop.run("transpiling bench with jco, to be instantiated", [*jco, component, *again], shop.bench / "node")
    environment = {"BENCH_JCO": str(folder)}
    jco_system = System("jco", _command(shop, "jco.mjs"), environment=environment, memory=True)
    jco_system.rows = [row for row in jco_system.rows if row not in FRESH]
    jco_system.once = ["cold_start"]
    return jco_system

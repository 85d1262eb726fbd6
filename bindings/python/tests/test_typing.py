"""Hosts that are written for generated code satisfy the strict checkers, and wrong ones do not."""

import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

RIGHT = '''
from collections.abc import Sequence

from host_errors import HostErrors, HostErrorsImports
from host_errors.store import Store
from host_errors.types import Error, ErrorDenied, TypesError
from host_resources import HostResources, HostResourcesImports
from host_resources.things import Counter, Things
from outwit import Err, Ok


class Memory:
    """Some functions are async, some are not; parameters have names of their own."""

    async def get(self, name: str) -> str:
        raise TypesError(ErrorDenied())

    def parse(self, text: str) -> int:
        return int(text)

    def measure(self, v: int) -> int:
        return v

    async def detailed(self, v: int) -> int:
        return v

    def numbered(self, v: int) -> str:
        return str(v)

    def listed(self, v: int) -> Sequence[int]:
        return (v,)

    def put(self, key: str, value: str) -> None: ...

    def untyped(self, v: int) -> int:
        return v

    def plain(self, v: bool) -> None: ...

    def optional(self, v: int | None) -> int | None:
        return v

    def must(self, text: str) -> str:
        return text

    async def note(self, text: str) -> None: ...

    def history(self) -> list[Ok[str] | Err[Error]]:
        return [Ok("a"), Err(ErrorDenied())]

    def nested(self, v: int) -> Ok[int] | Err[str]:
        return Ok(v)


store: Store = Memory()
errors = HostErrors("host_errors.wasm", HostErrorsImports(store=Memory()), deadline=1)
text: str = errors.calls.get("key")


class Number:
    def __init__(self, start: int) -> None:
        self.number = start

    def increment(self, by: int) -> int:
        self.number += by
        return self.number

    def value(self) -> int:
        return self.number

    def clone(self) -> Counter:
        return Number(self.number)

    async def add(self, other: Counter) -> None: ...

    def absorb(self, other: Counter) -> None: ...

    def next(self) -> Counter:
        return Number(self.number + 1)

    def close(self) -> None: ...


counter: Counter = Number(1)


def use(things: Things, resources: HostResources) -> int:
    opened = HostResources("host_resources.wasm", HostResourcesImports(things=things))
    made: Counter = opened.user.make(5)
    return resources.user.read(made) + resources.user.finish(Number(5))
'''

WRONG = """
from host_errors import HostErrors, HostErrorsImports
from host_errors.store import Store


class Half:
    def get(self, key: str) -> int:
        return 5


store: Store = Half()
HostErrors("host_errors.wasm")
HostErrors("host_errors.wasm", HostErrorsImports())
"""


@pytest.fixture
def folder(tmp_path):
    for stem in ("host_errors", "host_resources"):
        shutil.copytree(ROOT / "wit-fixtures" / stem / "golden" / "python", tmp_path / stem)
    (tmp_path / "right.py").write_text(RIGHT)
    (tmp_path / "wrong.py").write_text(WRONG)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    return tmp_path


def check(folder, *command):
    checked = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=folder
    )
    return checked.returncode, checked.stdout + checked.stderr


def test_mypy(folder):
    status, output = check(folder, "mypy", "--strict", "right.py")
    assert status == 0, output
    status, output = check(folder, "mypy", "--strict", "wrong.py")
    assert status == 1
    assert output.count("wrong.py:11: error: Incompatible types in assignment") == 1
    assert 'Missing positional argument "imports"' in output
    assert 'Missing named argument "store"' in output


def test_pyright(folder):
    python = ["--pythonpath", sys.executable]
    status, output = check(folder, "pyright", *python, "right.py")
    assert status == 0, output
    status, output = check(folder, "pyright", *python, "wrong.py")
    assert status == 1
    assert '"Half" is incompatible with protocol "Store"' in output
    assert 'Argument missing for parameter "imports"' in output

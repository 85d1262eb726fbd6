"""Hosts that are written for generated code satisfy the strict checkers, and wrong ones do not."""

import re
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

WRONG_HOST = """
from host_errors import HostErrors, HostErrorsImports
from host_errors.store import Store


class Half:
    def get(self, key: str) -> int:
        return 5


store: Store = Half()
HostErrors("host_errors.wasm")
HostErrors("host_errors.wasm", HostErrorsImports())
"""

WRONG_CALLS = """
from host_errors import HostErrors


def wrong(world: HostErrors) -> None:
    world.calls.get(5)
    world.calls.get()
    world.calls.gets("key")
    number: int = world.calls.get("key")
"""


@pytest.fixture(params=["mypy", "pyright"])
def check(request, tmp_path):
    """What a strict checker says of a program."""
    for stem in ("host_errors", "host_resources"):
        shutil.copytree(ROOT / "wit-fixtures" / stem / "golden" / "python", tmp_path / stem)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    options = {"mypy": ["--strict"], "pyright": ["--pythonpath", sys.executable]}[request.param]

    def check(program):
        (tmp_path / "check.py").write_text(program)
        command = [sys.executable, "-m", request.param, *options, "check.py"]
        checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        return checked.returncode, checked.stdout + checked.stderr

    check.name = request.param
    return check


def complains(output, *errors):
    """These errors, each with its line."""
    for line, message in errors:
        assert re.search(rf"check\.py:{line}:.*error: .*{re.escape(message)}", output), output


def test_hosts_that_fit(check):
    status, output = check(RIGHT)
    assert status == 0, output


def test_hosts_that_do_not_fit(check):
    status, output = check(WRONG_HOST)
    assert status == 1
    if check.name == "mypy":
        complains(
            output,
            (11, "Incompatible types in assignment"),
            (12, 'Missing positional argument "imports"'),
            (13, 'Missing named argument "store"'),
        )
    else:
        complains(
            output,
            (11, 'Type "Half" is not assignable to declared type "Store"'),
            (12, 'Argument missing for parameter "imports"'),
            (13, 'Argument missing for parameter "store"'),
        )


def test_wrong_calls(check):
    status, output = check(WRONG_CALLS)
    assert status == 1
    if check.name == "mypy":
        complains(
            output,
            (6, 'Argument 1 to "get" of "Calls" has incompatible type "int"; expected "str"'),
            (7, 'Missing positional argument "key"'),
            (8, '"Calls" has no attribute "gets"'),
            (9, "Incompatible types in assignment"),
        )
    else:
        complains(
            output,
            (6, 'cannot be assigned to parameter "key" of type "str"'),
            (7, 'Argument missing for parameter "key"'),
            (8, 'Cannot access attribute "gets" for class "Calls"'),
            (9, 'Type "str" is not assignable to declared type "int"'),
        )

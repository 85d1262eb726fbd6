"""One script with one instance: calls what the script calls, and answers as the script answers."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

import outwit
from failures import failed
from surfaces import Dynamic, Typed
from values import Mismatch, Resources, Values


class Player(Resources):
    """The instance, and which object stands for which number."""

    def __init__(self, script: dict[str, Any], package: str | None = None) -> None:
        """`package` has the component's bindings; without it nothing generated is used."""
        self.steps = script["steps"]
        self.guests: dict[int, Any] = {}
        self.hosts: dict[int, Any] = {}
        # What the guest was only lent, and what it never owned.
        self.lent: dict[int, Any] = {}
        self.expected: deque[dict[str, Any]] = deque()
        # What an import raised, because the script has it so.
        self.raised: Exception | None = None
        self.over = False
        component = outwit.load(script["component"])
        self.imports = component.imports
        self.classes = self._host_classes()
        self.surface = (
            Typed(component, self._supply, package)
            if package
            else Dynamic(component, self._supply)
        )
        self.instance = self.surface.instance
        self.world = self.instance.world
        self.signature = json.loads(self.world.signature)
        self.values = Values(self.signature["types"], self.world.classes, self)
        self.exports = _by_name(self.signature["exports"])
        self.wanted = _by_name(self.signature["imports"])

    def play(self) -> None:
        """Goes through the script and closes the instance."""
        for step in self.steps:
            self.expected = deque(step.get("imports", []))
            if "live" in step:
                self._live(step["live"])
            elif "drop" in step:
                self.guests.pop(step["drop"]).close()
            else:
                self._call(step["call"])
            if self.expected:
                raise Mismatch(f"the guest never asked for {self.expected[0]}")
        if self.instance.host_resources != len(self.hosts):
            raise Mismatch(
                f"{self.instance.host_resources} host resources, expected {len(self.hosts)}"
            )
        self.over = True
        self.instance.close()
        if self.instance.host_resources != 0 or self.hosts:
            raise Mismatch("resources of the host are left after the instance")

    def _live(self, wanted: dict[str, int]) -> None:
        """Counts the resources of the host's, or of the guest's, that are not dropped."""
        for owner, count in wanted.items():
            found = getattr(self.instance, f"{owner}_resources")
            if found != count:
                raise Mismatch(f"{found} {owner} resources, expected {count}")

    def _call(self, call: dict[str, Any]) -> None:
        function = self.exports[call["interface"], call["name"]]
        types = [param["type"] for param in function["params"]]
        arguments = [
            self.values.make(ty, value)
            for ty, value in zip(types, call["args"], strict=True)
        ]
        for argument in call["args"]:
            self._moved(argument)
        work = partial(self.surface.call, call["interface"], call["name"], arguments)
        if "fails" in call:
            failed(call["fails"], lambda: self.raised, work)
        else:
            self._returns(call, function.get("result"), work)

    def _returns(
        self, call: dict[str, Any], result: Any, work: Callable[[], Any]
    ) -> None:
        kind = self.values.kind(result)
        try:
            value = work()
        except outwit.WitError as error:
            if kind != "result":
                raise
            if call["result"][1] != "err":
                raise Mismatch(
                    f"{call['name']} failed with {error.payload!r}"
                ) from None
            err = self.values.types[result].get("err")
            self.values.check(err, call["result"][2], error.payload)
            return
        if kind == "result":
            if call["result"][1] != "ok":
                raise Mismatch(f"{call['name']} did not fail")
            self.values.check(
                self.values.types[result].get("ok"), call["result"][2], value
            )
        else:
            self.values.check(result, call["result"], value)

    def _moved(self, value: Any) -> None:
        """Forgets the guest's resources that a call takes."""
        if isinstance(value, list):
            if len(value) == 2 and value[0] == "own":
                self.guests.pop(value[1], None)
            for part in value:
                self._moved(part)

    def _supply(self, position: int) -> Callable[..., Any]:
        """The function of the host for an import."""
        own = self.imports[position]

        def host(*arguments: Any) -> Any:
            function = self.wanted[own.interface, own.name]
            types = [param["type"] for param in function["params"]]
            result = function.get("result")
            call = self._next(function)
            for ty, value, argument in zip(types, call["args"], arguments, strict=True):
                self.values.check(ty, value, argument)
            if "raises" in call:
                self.raised = RuntimeError(call["raises"])
                raise self.raised
            if self.values.kind(result) != "result":
                return self.values.make(result, call["result"])
            definition = self.values.types[result]
            _, case, value = call["result"]
            payload = self.values.make(definition.get(case), value)
            if case == "ok":
                return payload
            error = self.world.errors.get(definition.get("err"), outwit.WitError)
            raise error(payload)

        return host

    def _next(self, function: dict[str, Any]) -> dict[str, Any]:
        wanted = (function.get("interface"), function["name"])
        if not self.expected:
            raise Mismatch(f"the guest asks for {wanted} and should not")
        call = self.expected.popleft().get("call")
        if call is None or (call["interface"], call["name"]) != wanted:
            raise Mismatch(f"the guest asks for {wanted}, expected {call}")
        return call

    def _host_classes(self) -> dict[tuple[str | None, str], type]:
        """A class for each resource that the host implements, with its methods."""
        members: dict[tuple[str | None, str], dict[str, Any]] = {}
        for position, own in enumerate(self.imports):
            if own.name.startswith("[method]"):
                resource = own.name.removeprefix("[method]").split(".")[0]
                methods = members.setdefault((own.interface, resource), {})
                methods[own.member] = self._supply(position)
        return {key: type(key[1], (HostObject,), own) for key, own in members.items()}

    def resource(self, position: int, number: int, *, owned: bool) -> Any:
        ty = self.signature["types"][position]
        if not ty.get("imported"):
            return self.guests[number]
        keep, other = (self.hosts, self.lent) if owned else (self.lent, self.hosts)
        if number in other:
            return other[number]
        if number not in keep:
            key = (ty.get("interface"), ty["name"])
            keep[number] = self.classes.get(key, HostObject)(self, number)
        return keep[number]

    def arrived(self, position: int, number: int, value: Any, *, owned: bool) -> None:
        if not self.signature["types"][position].get("imported"):
            self.guests[number] = value
        elif (self.hosts.get(number) or self.lent.get(number)) is not value:
            raise Mismatch(f"expected the host's resource {number}, got {value!r}")
        elif owned:
            del self.hosts[number]

    def dropped(self, number: int) -> None:
        """The guest dropped the host's resource of this number."""
        del self.hosts[number]
        if self.over:
            return
        if not self.expected or self.expected[0].get("drop") != number:
            raise Mismatch(f"the guest drops {number} and should not")
        self.expected.popleft()


def _by_name(
    functions: list[dict[str, Any]],
) -> dict[tuple[str | None, str], dict[str, Any]]:
    """Functions by interface and name."""
    return {(own.get("interface"), own["name"]): own for own in functions}


class HostObject:
    """A resource that the host implements."""

    def __init__(self, player: Player, number: int) -> None:
        self._player = player
        self._number = number

    def close(self) -> None:
        """Called once, when the guest drops it."""
        self._player.dropped(self._number)

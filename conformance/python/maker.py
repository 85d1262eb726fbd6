"""Makes scripts of random values: reads an order a line, answers with a line of JSON."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

import outwit
from chance import Chance
from forms import Forms
from tags import Tags


class Maker:
    """One component, through whose echoing functions random values go."""

    def __init__(self, order: dict[str, Any]) -> None:
        component = outwit.load(order["component"])
        imports: dict[str, Any] = {}
        for place, own in enumerate(component.imports):
            owner = imports.setdefault(own.interface, {}) if own.interface else imports
            owner[own.name] = self._host(place)
        self.instance = component.instantiate(imports=imports)
        self.signature = json.loads(self.instance.world.signature)
        types = self.signature["types"]
        self.chance = Chance(types, order["seed"])
        self.forms = Forms(types, self.instance.world.classes, order["seed"])
        self.tags = Tags(types, self.instance.world.classes)
        wanted = [(own["interface"], own["name"]) for own in order["echoes"]]
        self.echoes = [
            (place, own)
            for place, own in enumerate(self.signature["exports"])
            if (own.get("interface"), own["name"]) in wanted
        ]
        # What the host is told, and what it says.
        self.told: list[Any] = []
        self.says: list[Any] = []

    def step(self) -> dict[str, Any]:
        """Sends values through a function: the step of a script."""
        place, own = self.chance.random.choice(self.echoes)
        types = [param["type"] for param in own["params"]]
        sent = [self.chance.value(ty) for ty in types]
        self.told, self.says = [], []
        arguments = [
            self.forms.make(ty, value) for ty, value in zip(types, sent, strict=True)
        ]
        result = own["result"]
        try:
            came = self.instance.functions[place](*arguments)
        except outwit.WitError as error:
            back = ["result", "err", self._tag_part(result, "err", error.payload)]
        else:
            is_result = self.forms.kind(result) == "result"
            back = (
                ["result", "ok", self._tag_part(result, "ok", came)]
                if is_result
                else self.tags.tag(result, came)
            )
        asked = bool(self.told)
        if asked:
            same(sent, self.told[0]["args"], "the host was told")
        wanted = (
            self.says[0]
            if asked
            else sent[0]
            if result == types[0]
            else ["tuple", sent[:2]]
        )
        same(wanted, back, "what came back")
        imports = [
            {"call": {**told, "result": says}}
            for told, says in zip(self.told, self.says, strict=True)
        ]
        call = {
            "interface": own.get("interface"),
            "name": own["name"],
            "args": sent,
            "result": wanted,
        }
        return {"call": call, "imports": imports}

    def _tag_part(self, result: Any, case: str, value: Any) -> Any:
        return self.tags.tag(self.signature["types"][result].get(case), value)

    def _host(self, place: int) -> Any:
        def host(*arguments: Any) -> Any:
            own = self.signature["imports"][place]
            types = [param["type"] for param in own["params"]]
            args = [
                self.tags.tag(ty, value)
                for ty, value in zip(types, arguments, strict=True)
            ]
            self.told.append(
                {"interface": own.get("interface"), "name": own["name"], "args": args}
            )
            says = self.chance.value(own["result"])
            self.says.append(says)
            if says[0] != "result":
                return self.forms.make(own["result"], says)
            ty = self.signature["types"][own["result"]].get(says[1])
            value = self.forms.make(ty, says[2])
            if says[1] == "ok":
                return value
            raise self.instance.world.errors.get(ty, outwit.WitError)(value)

        return host


def same(wanted: Any, value: Any, what: str) -> None:
    """Fails unless two values of scripts are the same, whatever the order of maps."""
    if sorted_maps(wanted) != sorted_maps(value):
        raise ValueError(
            f"{what} is {json.dumps(value)}, expected {json.dumps(wanted)}"
        )


def sorted_maps(value: Any) -> Any:
    """The value with the entries of its maps in order."""
    if not isinstance(value, list):
        return value
    parts = [sorted_maps(part) for part in value]
    return ["map", sorted(parts[1], key=json.dumps)] if parts[:1] == ["map"] else parts


def make(order: dict[str, Any]) -> None:
    """Writes a script of as many steps as are wanted."""
    maker = Maker(order)
    steps = [maker.step() for _ in range(order["steps"])]
    maker.instance.close()
    script = {
        "component": order["component"],
        "bindings": order["bindings"],
        "steps": steps,
    }
    with open(order["script"], "w") as file:
        json.dump(script, file)


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        error = None
        try:
            make(order)
        except Exception as reason:  # noqa: BLE001 (whatever it is, the runner is told)
            place = traceback.extract_tb(reason.__traceback__)[-1]
            text = f"{type(reason).__name__}: {reason}"
            error = (
                f"seed {order['seed']}: {text} (line {place.lineno} of {place.name})"
            )
        print(json.dumps({"error": error}), flush=True)


if __name__ == "__main__":
    main()

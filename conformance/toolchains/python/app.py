"""The world as a guest in Python."""

import wit_world
from relay import Keeper, Relay
from shelves import Shelf, Shelves
from values import Values

__all__ = ["Keeper", "Relay", "Shelf", "Shelves", "Values", "WitWorld"]


class WitWorld(wit_world.WitWorld):
    def announce(self, people):
        shown = people[: wit_world.limit()]
        for person in shown:
            wit_world.log(person.name)
        return len(people) - len(shown)

"""Functions that ask the host."""

from wit_world import exports
from wit_world.exports import relay
from wit_world.imports import host
from wit_world.imports.host import Drawer


class Relay(exports.Relay):
    def pass_nothing(self):
        host.pass_nothing()

    def pass_scalars(self, value):
        return host.pass_scalars(value)

    def pass_numbers(self, value):
        return host.pass_numbers(value)

    def pass_text(self, text, letters):
        return host.pass_text(text, letters)

    def pass_people(self, people):
        return host.pass_people(people)

    def pass_shapes(self, shapes):
        return host.pass_shapes(shapes)

    def pass_marks(self, day, rights, hours, bits):
        return host.pass_marks(day, rights, hours, bits)

    def pass_options(self, value):
        return host.pass_options(value)

    def pass_results(self, value):
        return host.pass_results(value)

    def find(self, name):
        return host.find(name)

    def check(self, name):
        host.check(name)

    def confirm(self):
        host.confirm()

    def pass_many(self, *values):
        return host.pass_many(*values)

    def same(self, one, other):
        return host.same(one, other)

    def keep(self, drawers):
        return host.keep(drawers)

    def take(self):
        return host.take()

    def fill(self, label, people):
        with Drawer.open(label) as drawer:
            for person in people:
                drawer.put(person)
            return drawer.items()

    def make(self, label):
        return Drawer(label)

    def put(self, drawer, item):
        return None if drawer is None else drawer.put(item)


class Keeper(relay.Keeper):
    """Has a drawer of the host's."""

    def __init__(self, drawer):
        self.drawer = drawer

    def put(self, item):
        return self.drawer.put(item)

    def exchange(self, drawer):
        had, self.drawer = self.drawer, drawer
        return had

    @classmethod
    def release(cls, keeper):
        return keeper.drawer

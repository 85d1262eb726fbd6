"""What the components of ``wit-fixtures`` import, for the tests that implement it."""


class Host:
    """Gives back what it is given, unless ``says`` has something else."""

    def __init__(self, **says):
        self.says = says
        self.heard = []

    def __getattr__(self, name):
        if not name.startswith("echo_"):
            raise AttributeError(name)

        def echo(v):
            self.heard.append(v)
            return self.says.get(name, v)

        return echo

    def nothing(self):
        self.heard.append("nothing")

    def answer(self):
        return 42

    def add(self, a, b):
        return (a + b) & 0xFFFF_FFFF

    def sum_sixteen(self, *numbers):
        assert len(numbers) == 16
        return sum(numbers)

    def sum_seventeen(self, *numbers):
        assert len(numbers) == 17
        return sum(numbers)

    def collect(self, *fields):
        self.heard.append(fields)
        return self.says["everything"](*fields)


def others(log=None):
    """The functions of the world itself."""
    return {
        "log": (lambda message: None) if log is None else log.append,
        "now": lambda: (1 << 64) - 1,
        "describe": lambda point, style: f"{point.x},{point.y} {style}",
    }

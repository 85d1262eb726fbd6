"""Comments with all that could end a comment, or mean something in the languages."""

import inspect

import pytest
from conftest import Typed, component, golden


class Reader:
    def read(self):
        return "!"


class Host:
    def new_reader(self):
        return Reader()

    def say(self, text):
        return text.upper()


@pytest.mark.parametrize("way", ["dynamic", "typed"])
def test_the_bindings_work(way):
    said = []
    imports = {"host": Host(), "log": said.append}
    if way == "dynamic":
        opened = component("comments").instantiate(imports=imports)
        types = opened.comments
    else:
        module = golden("comments")
        world = module.AllComments(component("comments"), module.AllCommentsImports(**imports))
        opened, types = Typed(world, module), module.comments
    assert opened.run("a") == "A!"
    assert said == ["a"]
    page = types.Page("b", 2)
    assert opened.comments.echo(page) == page
    both = types.Access.READ | types.Access.WRITE
    assert opened.comments.last(both) == both
    assert opened.comments.paint(types.ShapeCircle(1.0), types.Colour.RED) is None
    with pytest.raises(types.ColourError):
        opened.comments.paint(types.ShapeEmpty(), types.Colour.GREEN)
    assert opened.comments.Book.open("x").count() == 1
    with pytest.raises(types.PageError):
        opened.comments.Book.open("")


def test_the_comments_are_whole():
    module = golden("comments")
    for documented in (
        module.AllComments,
        module.comments.Page,
        module.comments.Book.count,
        module.host.Host.say,
    ):
        lines = inspect.getdoc(documented).splitlines()
        for line in [
            'Three quotes: """ and \'\'\' and one at the end "',
            '"""',
            "*/",
            "\\",
            "`",
            "'",
            "# type: ignore",
        ]:
            assert line in lines, line

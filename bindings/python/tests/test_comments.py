"""Comments with all that could end a comment, or mean something in the languages."""

import inspect

from conftest import component, golden


class Reader:
    def read(self):
        return "!"


class Host:
    def new_reader(self):
        return Reader()

    def say(self, text):
        return text.upper()


def test_the_bindings_work():
    module = golden("comments")
    said = []
    imports = module.AllCommentsImports(host=Host(), log=said.append)
    opened = module.AllComments(component("comments"), imports)
    assert opened.run("a") == "A!"
    assert said == ["a"]
    page = module.comments.Page("b", 2)
    assert opened.comments.echo(page) == page


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

"""Names that mean something in Python, or to the runtime's own classes."""

import pytest
from conftest import Typed, component, golden


@pytest.fixture
def own(world):
    return world.import_


def test_every_function(echo):
    functions = vars(golden("names").Names(component("names")).echo.__class__)
    names = [name for name in functions if not name.startswith("_") and not name.endswith("_async")]
    assert len(names) == 142
    for name in names:
        assert getattr(echo, name)(7) == 7


def test_keywords(echo):
    names = [
        "false",
        "none",
        "true",
        "and_",
        "as_",
        "assert_",
        "async_",
        "await_",
        "class_",
        "def_",
        "lambda_",
        "in_",
    ]
    for name in names:
        assert getattr(echo, name)(7) == 7
        assert getattr(echo, name)(**{name: 7}) == 7


def test_names_of_the_runtime(echo):
    for name in [
        "close",
        "instance",
        "payload",
        "message",
        "value",
        "functions",
        "resource",
        "result",
        "some",
        "ok",
    ]:
        assert getattr(echo, name)(7) == 7


def test_capitals(echo):
    for name in [
        "http_url",
        "get_url",
        "user_id",
        "x_y",
        "xml_parser",
        "utf8",
        "sha256_sum",
        "b_c_d",
        "json_rpc_id",
    ]:
        assert getattr(echo, name)(7) == 7


def test_types(own):
    record = own.Type(*range(14))
    assert own.echo_type(record) == record
    assert record.class_ == 0
    for member in own.Enum:
        assert own.echo_enum(member) is member
    assert own.Enum.MRO.value == "mro"
    assert own.echo_flag(own.Flag.NONE | own.Flag.CLASS) == own.Flag.NONE | own.Flag.CLASS
    for value in (
        own.ObjectClass(),
        own.ObjectType(record),
        own.ObjectNone(None),
        own.ObjectTag("t"),
        own.ObjectVal(b"v"),
    ):
        assert own.echo_object(value) == value
    url = own.HttpUrl("u", "b", b"s", 1)
    assert url.user_id == "u"
    assert own.echo_http_url(url) == url


def test_names_of_other_types():
    """Generated only: in a component, equal records are one type, which has one of their names."""
    module = golden("names")
    own = Typed(module.Names(component("names")), module).import_
    values = (
        own.Promise("p"),
        own.Uint8Array(1),
        own.Array(2),
        own.List(3),
        own.String(4),
        own.Instance(5),
        own.WitError("w"),
    )
    assert own.echo_names(*values) == values


def test_an_error_called_error(own):
    with pytest.raises(own.ImportError) as caught:
        own.fail("no")
    assert caught.value.payload == own.Error("no", ["here"])


def test_a_resource_called_class(own):
    resource = own.Class("r")
    assert resource.name() == "r"
    assert resource.close_() == "r"
    assert resource.dispose() == "r"
    assert resource.import_(2) == "rr"
    assert own.Class.default().name() == "default"
    resource.close()
    assert resource.closed


def test_names_with_comments(world):
    docs = world.docs
    quotes = docs.Quotes(1, 2, 3, 4)
    assert docs.echo_quotes(quotes) == quotes
    assert [docs.echo_slashes(member) for member in docs.Slashes] == [docs.Slashes.A, docs.Slashes.B]
    assert docs.unicode() == "ä語🦀שלום"
    assert docs.empty() is None

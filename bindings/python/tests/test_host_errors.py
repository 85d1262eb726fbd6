"""What goes wrong in functions of the host: the errors of a ``result``, and every other exception."""

import gc
import linecache
import traceback
import weakref

import pytest
from conftest import component, instance_of

import outwit


class Store:
    """Raises what it is told to, or else answers."""

    def __init__(self, raises=None, **answers):
        self.raises = raises
        self.answers = answers
        self.notes = []

    def _answer(self, name, default):
        if self.raises is not None:
            raise self.raises
        return self.answers.get(name, default)

    def get(self, key):
        return self._answer("get", f"value of {key}")

    def parse(self, text):
        return self._answer("parse", 5)

    def measure(self, v):
        return self._answer("measure", v)

    def detailed(self, v):
        return self._answer("detailed", v)

    def numbered(self, v):
        return self._answer("numbered", str(v))

    def listed(self, v):
        return self._answer("listed", [v])

    def put(self, key, value):
        return self._answer("put", None)

    def untyped(self, v):
        return self._answer("untyped", v)

    def plain(self, v):
        return self._answer("plain", None)

    def optional(self, v):
        return self._answer("optional", v)

    def must(self, text):
        return self._answer("must", text)

    def note(self, text):
        self.notes.append(text)
        self._answer("note", None)

    def history(self):
        return self._answer("history", [])

    def nested(self, v):
        return self._answer("nested", outwit.Ok(v))


@pytest.fixture
def types(guest):
    return guest.types.types


def test_what_works(guest):
    calls = guest(store=Store()).calls
    assert calls.get("k") == "value of k"
    assert calls.parse("5") == 5
    assert calls.measure(-1) == -1
    assert calls.detailed(1) == 1
    assert calls.numbered(1) == "1"
    assert calls.listed(1) == [1]
    assert calls.put("k", "v") is None
    assert calls.untyped(1) == 1
    assert calls.plain(True) is None
    assert calls.optional(1) == 1
    assert calls.optional() is None
    assert calls.must("text") == "text"
    assert calls.note("text") is None
    assert calls.history() == []
    assert calls.nested(1) == outwit.Ok(1)


def errors(types):
    """By function: its arguments, the class of its error, and payloads."""
    detail = types.Detail(-5, "no")
    return {
        "get": (
            ("k",),
            types.TypesError,
            [types.ErrorNotFound("k"), types.ErrorDenied(), types.ErrorBusy(5), types.ErrorOther(detail)],
        ),
        "parse": (("x",), outwit.WitError, ["not a number", ""]),
        "measure": ((1,), types.CodeError, list(types.Code)),
        "detailed": ((1,), types.DetailError, [detail]),
        "numbered": ((1,), outwit.WitError, [0, 2**32 - 1]),
        "listed": ((1,), outwit.WitError, [[], ["a", "b"]]),
        "put": (("k", "v"), outwit.WitError, ["full"]),
        "untyped": ((1,), outwit.WitError, [None]),
        "plain": ((True,), outwit.WitError, [None]),
        "optional": ((1,), outwit.WitError, [None, "no"]),
        "nested": ((1,), types.TypesError, [types.ErrorDenied()]),
    }


FALLIBLE = [own.member for own in component("host_errors").imports if "result" in own.signature]
FALLIBLE.remove("history")  # its results are values


@pytest.mark.parametrize("name", FALLIBLE)
def test_errors_of_results(guest, types, name):
    arguments, kind, payloads = errors(types)[name]
    for payload in payloads:
        for raised in (kind(payload), outwit.WitError(payload)):
            store = Store(raised)
            calls = guest(store=store).calls
            with pytest.raises(kind) as caught:
                getattr(calls, name)(*arguments)
            assert type(caught.value) is kind
            assert caught.value.payload == payload
            assert caught.value is not raised  # the component has given it back
            store.raises = None
            getattr(calls, name)(*arguments)


def test_derived_errors(guest, types):
    class Mine(types.TypesError):
        pass

    calls = guest(store=Store(Mine(types.ErrorDenied()))).calls
    with pytest.raises(types.TypesError) as caught:
        calls.get("k")
    assert caught.value.payload == types.ErrorDenied()


def test_the_component_may_stand_errors(guest, types):
    outcomes = {
        "a": types.ErrorNotFound("a"),
        "b": types.ErrorDenied(),
        "c": types.ErrorBusy(1),
        "d": types.ErrorOther(types.Detail(1, "")),
    }

    class Recovering(Store):
        def get(self, key):
            if key in outcomes:
                raise types.TypesError(outcomes[key])
            return key.upper()

    calls = guest(store=Recovering()).calls
    assert calls.recover(["a", "x", "b", "c", "d"]) == ["not-found", "X", "denied", "busy", "other"]


def test_wrong_payloads(guest, types):
    wrong = [
        ("get", types.TypesError("text"), TypeError, "expected a case of error, got str"),
        ("get", types.TypesError(types.ErrorBusy(-1)), OverflowError, "busy: expected an int from 0"),
        ("parse", outwit.WitError(5), TypeError, "expected a str, got int"),
        ("detailed", types.DetailError(types.Detail("x", "")), TypeError, "code: expected an int, got str"),
        ("listed", outwit.WitError(["a", None]), TypeError, r"\[1\]: expected a str, got None"),
    ]
    for name, raised, kind, message in wrong:
        calls = guest(store=Store(raised)).calls
        place = f"fixtures:host-errors/store.{name} returned a wrong value"
        with pytest.raises(kind, match=f"^{place}: .*{message}"):
            getattr(calls, name)(*errors(types)[name][0])


def test_results_as_values(guest, types):
    history = [outwit.Ok("a"), outwit.Err(types.ErrorDenied())]
    calls = guest(store=Store(history=history, nested=outwit.Err("inner"))).calls
    assert calls.history() == history
    assert calls.nested(1) == outwit.Err("inner")


class OtherError(outwit.WitError):
    """The error of some other component."""


@pytest.mark.parametrize(
    "error",
    [ValueError("mine"), KeyError(1), OtherError(5), StopIteration(1)],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("name", ["get", "must", "note"])
def test_other_errors_arrive_as_they_are(guest, error, name):
    arrives(guest(store=Store(error)), name, error)


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(3), GeneratorExit()], ids=lambda error: type(error).__name__
)
def test_what_is_no_error_goes_on(guest, error):
    arrives(guest(store=Store(error)), "note", error)


def arrives(opened, name, error):
    """The very exception, after which the instance is not used again."""
    with pytest.raises(type(error)) as caught:
        getattr(opened.calls, name)("text")
    assert caught.value is error
    with pytest.raises(outwit.InstanceError, match=f"store.{name} raised {type(error).__name__}"):
        opened.calls.must("text")


def test_the_stack_shows_the_host_function(guest):
    error = ValueError("mine")
    with pytest.raises(ValueError, match="mine"):
        guest(store=Store(error)).calls.must("text")
    frames = traceback.extract_tb(error.__traceback__)
    names = [frame.name for frame in frames]
    assert names[-2:] == ["must", "_answer"]
    assert names[0] == "test_the_stack_shows_the_host_function"
    assert frames[-1].filename == __file__
    assert linecache.getline(__file__, frames[-1].lineno).strip() == "raise self.raises"


def test_an_error_where_the_function_has_none(guest, types):
    error = types.TypesError(types.ErrorDenied())
    calls = guest(store=Store(error)).calls
    with pytest.raises(types.TypesError) as caught:
        calls.must("text")
    assert caught.value is error


def test_causes_stay(guest):
    class Raising(Store):
        def must(self, text):
            try:
                raise KeyError("first")
            except KeyError as error:
                raise ValueError("second") from error

    with pytest.raises(ValueError, match="second") as caught:
        guest(store=Raising()).calls.must("text")
    assert isinstance(caught.value.__cause__, KeyError)


def test_the_rest_of_the_component_does_not_run(guest):
    store = Store()
    store.note = lambda text: store.notes.append(text) or 1 / (text != "stop")
    calls = guest(store=store).calls
    with pytest.raises(ZeroDivisionError):
        calls.note_all(["a", "b", "stop", "c"])
    assert store.notes == ["a", "b", "stop"]


def test_errors_belong_to_their_call(guest):
    """Two instances fail at once, the one inside of the other: each caller sees its own."""
    inner_error, outer_error = ValueError("inner"), KeyError("outer")
    inner = guest(store=Store(inner_error))
    seen = []

    class Outer(Store):
        def must(self, text):
            with pytest.raises(ValueError, match="inner") as caught:
                inner.calls.must(text)
            seen.append(caught.value)
            raise outer_error

    with pytest.raises(KeyError) as caught:
        guest(store=Outer()).calls.must("text")
    assert caught.value is outer_error
    assert seen == [inner_error]
    assert outer_error.__cause__ is None


def test_failed_instances_go(guest):
    error = ValueError("mine")
    opened = guest(store=Store(error))
    instance = weakref.ref(instance_of(opened))
    with pytest.raises(ValueError, match="mine"):
        opened.calls.must("text")
    error.__traceback__ = None
    del opened
    gc.collect()
    assert instance() is None


def test_a_function_of_fewer_parameters(guest):
    store = Store()
    store.must = lambda: "no parameter"
    with pytest.raises(TypeError, match="takes 0 positional arguments but 1 was given"):
        guest(store=store).calls.must("text")


def test_a_fresh_instance_begins_anew(guest):
    opened = guest(store=Store())
    assert [opened.calls.count() for _ in range(3)] == [1, 2, 3]
    assert guest(store=Store()).calls.count() == 1

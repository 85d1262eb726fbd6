"""What a component imports: functions of an interface, and of the world itself."""

import contextvars
import signal
import threading
import traceback

import pytest
from conftest import component, instance_of
from hosts import Host, others

import outwit

ECHOES = [own.member for own in component("imports").imports if own.member.startswith("echo_")]


@pytest.fixture
def opened(guest):
    host = Host()
    return guest(host=host, **others()).calls, host


def values(types):
    person = types.Person("Ada", 36, "ada@example.org", ["a", ""])
    everything = (1, -2, 3, -4, 5, -6, 7, -8, 0.5, 1e300, True, "é", "text", b"bytes", None, (1, 255), 9)
    return {
        "echo_bool": [True, False],
        "echo_u8": [0, 255],
        "echo_s8": [-128, 127],
        "echo_u16": [0, 65535],
        "echo_s16": [-32768, 32767],
        "echo_u32": [0, 2**32 - 1],
        "echo_s32": [-(2**31), 2**31 - 1],
        "echo_u64": [0, 2**64 - 1],
        "echo_s64": [-(2**63), 2**63 - 1],
        "echo_f32": [0.5, -0.0, float("inf")],
        "echo_f64": [0.1, -1e300],
        "echo_char": ["a", "😀"],
        "echo_string": ["", "héllo 😀", "x" * 100_000],
        "echo_bytes": [b"", bytes(range(256)) * 1000],
        "echo_numbers": [[], [1, 2**32 - 1], list(range(10_000))],
        "echo_floats": [[], [0.5, -1.0]],
        "echo_strings": [[], ["", "a", "b" * 1000]],
        "echo_fixed": [(1, 2, 3, 4)],
        "echo_map": [{}, {"a": 1, "": 2}],
        "echo_tuple": [(1, "a", 0.5)],
        "echo_option": [None, "", "a"],
        "echo_nested_option": [None, outwit.Some(None), outwit.Some(5)],
        "echo_results": [[], [outwit.Ok(1), outwit.Err("no")]],
        "echo_point": [types.Point(-1, 2)],
        "echo_person": [person, types.Person("", 0, None, [])],
        "echo_people": [[], [person] * 100],
        "echo_shape": [
            types.ShapeCircle(0.5),
            types.ShapeRectangle((1.0, 2.0)),
            types.ShapeNamed("n"),
            types.ShapeEmpty(),
        ],
        "echo_colour": list(types.Colour),
        "echo_permissions": [
            types.Permissions(0),
            types.Permissions.READ,
            types.Permissions.READ | types.Permissions.EXECUTE,
        ],
        "echo_everything": [types.Everything(*everything)],
    }


@pytest.mark.parametrize("name", ECHOES)
def test_values_there_and_back(guest, opened, name):
    calls, host = opened
    for value in values(guest.types.types)[name]:
        assert getattr(calls, name)(value) == value
        heard = host.heard.pop()
        assert heard == value
        assert type(heard) is type(value)


def test_the_host_may_say_something_else(guest):
    host = Host(echo_u8=7, echo_string="other", echo_bytes=bytearray(b"x"), echo_numbers=range(3))
    calls = guest(host=host, **others()).calls
    assert calls.echo_u8(1) == 7
    assert calls.echo_string("a") == "other"
    assert calls.echo_bytes(b"") == b"x"
    assert calls.echo_numbers([]) == [0, 1, 2]
    assert host.heard == [1, "a", b"", []]


WRONG = {
    "echo_bool": (1, TypeError, "expected a bool, got int"),
    "echo_u8": (256, OverflowError, "expected an int from 0 to 255, got 256"),
    "echo_s16": ("1", TypeError, "expected an int, got str"),
    "echo_u64": (-1, OverflowError, "expected an int from 0 to 18446744073709551615, got -1"),
    "echo_f32": (1e300, OverflowError, "expected a float that fits 32 bits, got 1e300"),
    "echo_f64": (None, TypeError, "expected a float, got None"),
    "echo_char": ("ab", ValueError, "expected a str of one character, got 2 characters"),
    "echo_string": ("\ud800", ValueError, "expected a str that is Unicode text, got a lone surrogate at 0"),
    "echo_bytes": ("text", TypeError, "expected "),
    "echo_numbers": ([1, 2, -1], OverflowError, r"\[2\]: expected an int from 0 to 4294967295, got -1"),
    "echo_strings": (["a", 5], TypeError, r"\[1\]: expected a str, got int"),
    "echo_fixed": ((1, 2), ValueError, "expected 4 elements, got 2"),
    "echo_map": ({"a": "b"}, TypeError, "expected an int, got str"),
    "echo_tuple": ((1, 2, 3.0), TypeError, r"\[1\]: expected a str, got int"),
    "echo_option": (5, TypeError, "expected a str, got int"),
    "echo_nested_option": (5, TypeError, "expected Some or None, got int"),
    "echo_results": ([5], TypeError, r"\[0\]: expected Ok or Err, got int"),
    "echo_point": ((1, 2), TypeError, "expected a Point, got tuple"),
    "echo_shape": ("empty", TypeError, "expected a case of shape, got str"),
    "echo_colour": ("red", TypeError, "expected a Colour, got str"),
    "echo_permissions": (1, TypeError, "expected a Permissions, got int"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_values(guest, name):
    value, error, message = WRONG[name]
    opened = guest(host=Host(**{name: value}), **others())
    place = f"fixtures:imports/host.{name.replace('_', '-')}"
    good = values(guest.types.types)[name][0]
    with pytest.raises(error, match=f"^{place} returned a wrong value: .*{message}"):
        getattr(opened.calls, name)(good)
    with pytest.raises(outwit.InstanceError, match="cannot be used after a failed call"):
        opened.calls.answer()


def test_wrong_values_deep_inside(guest):
    types = guest.types.types
    person = types.Person("Ada", 36, None, ["a", 5])
    opened = guest(host=Host(echo_people=[person]), **others())
    with pytest.raises(TypeError, match=r"wrong value: \[0\]\.tags\[1\]: expected a str, got int$"):
        opened.calls.echo_people([])
    everything = values(types)["echo_everything"][0]
    everything.a = 300
    opened = guest(host=Host(echo_everything=everything), **others())
    with pytest.raises(OverflowError, match=r"wrong value: a: expected an int from 0 to 255, got 300$"):
        opened.calls.echo_everything(values(types)["echo_everything"][0])


def test_wrong_arguments(opened):
    """They are no wrong values of the host's."""
    calls, host = opened
    with pytest.raises(TypeError, match=r"^v: expected a str, got int$"):
        calls.echo_string(5)
    assert host.heard == []
    assert calls.answer() == 42


def test_code_of_a_value(guest):
    """A value's own code may raise, and may call another instance."""
    error = RuntimeError("mine")

    class Number:
        def __index__(self):
            raise error

    opened = guest(host=Host(echo_u8=Number()), **others())
    with pytest.raises(RuntimeError) as caught:
        opened.calls.echo_u8(1)
    assert caught.value is error
    other = guest(host=Host(), **others()).calls

    class Length:
        def __index__(self):
            return len(other.echo_strings(["a", "b" * 100_000]))

    assert guest(host=Host(echo_u8=Length()), **others()).calls.echo_u8(1) == 2


def test_many_parameters(guest):
    types = guest.types.types
    host = Host(everything=types.Everything)
    calls = guest(host=host, **others()).calls
    assert calls.sum_sixteen() == sum(range(1, 17))
    assert calls.sum_seventeen() == sum(range(1, 18))
    everything = values(types)["echo_everything"][0]
    assert calls.collect(everything) == everything
    assert types.Everything(*host.heard[0]) == everything
    calls.nothing()
    assert host.heard[1:] == ["nothing"]
    assert calls.answer() == 42


def test_functions_of_the_world(guest):
    log = []
    opened = guest(host=Host(), **others(log))
    assert opened.run() == ((1 << 64) - 1, "1,-1 None")
    assert opened.run("short") == ((1 << 64) - 1, "1,-1 short")
    assert log == ["begin", "1,-1 None", "begin", "1,-1 short"]


def test_a_result_that_nobody_wants(guest):
    """A function without a result may give anything, as everywhere in Python."""
    opened = guest(host=Host(), **{**others(), "log": lambda message: 5})
    assert opened.run()[1] == "1,-1 None"


def test_many_calls(guest, opened):
    calls, _ = opened
    assert calls.call_many(100_000) == 100_000
    calls.nothing_many(1000)
    assert calls.string_many(1000, "abc") == 3000
    person = guest.types.types.Person("Ada", 36, None, ["a"])
    assert calls.person_many(1000, person) == 36_000


def test_the_buffer_grows_during_a_call(guest):
    """Another instance may be called while a value is on its way."""
    large = ["é" * 1000] * 3000
    host = Host()
    host.echo_string = lambda v: guest(host=Host(), **others()).calls.echo_strings(large)[2999]
    assert guest(host=host, **others()).calls.echo_string("a") == "é" * 1000
    assert guest(host=Host(echo_strings=large), **others()).calls.echo_strings(["a"]) == large


# --- the thread, the lock, signals ---------------------------------------------------------------


def test_the_context_reaches_the_host(guest):
    variable = contextvars.ContextVar("variable", default=0)
    host = Host()
    host.answer = variable.get
    calls = guest(host=host, **others()).calls
    variable.set(5)
    assert calls.answer() == 5


def test_stopping_between_host_calls(guest):
    """Ctrl-C stops a guest that does nothing but call the host."""
    calls_made = []
    host = Host()

    def add(a, b):
        calls_made.append(1)
        if len(calls_made) == 1000:
            signal.raise_signal(signal.SIGINT)
        return 0

    host.add = add
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt) as caught:
            guest(host=host, **others()).calls.call_forever()
    finally:
        signal.signal(signal.SIGINT, before)
    assert "add" in [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert len(calls_made) == 1000


def test_the_deadline_between_host_calls(guest):
    opened = guest(host=Host(), **others(), deadline=0.05)
    with pytest.raises(outwit.DeadlineExceeded):
        opened.calls.call_forever()
    assert instance_of(opened).closed is False


def test_others_go_on(guest):
    """The lock is let go while the guest runs, host functions or not."""
    opened = guest(host=Host(), **others())
    done = threading.Event()
    turns = []

    def call():
        opened.calls.call_many(1_000_000)
        done.set()

    thread = threading.Thread(target=call)
    thread.start()
    while not done.is_set():
        turns.append(1)
    thread.join()
    assert len(turns) > 100


def test_many_at_once(guest):
    opened = guest(host=Host(), **others())
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(opened.calls.call_many(20_000))) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [20_000] * 5

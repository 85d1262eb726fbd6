"""Results: an exception where a function returns one, ``Ok`` and ``Err`` anywhere else."""

import pytest

import outwit
from outwit import Err, Ok


def test_success(echo):
    assert echo.none(True) is None
    assert echo.only_ok(True, 5) == 5
    assert echo.only_err(True, "why") is None
    assert echo.err_string(True, 5) == 5
    assert echo.err_u32(True, "v") == "v"
    assert echo.err_record(True, b"ab" * 3000) == b"ab" * 3000
    assert echo.err_enum(True, 1) == 1
    assert echo.err_enum(True, None) is None
    assert echo.err_variant(None, echo.Position(1, 2)) == echo.Position(1, 2)
    assert echo.err_tuple(True, False) is False
    assert echo.parse("-12") == -12


def test_errors_of_plain_types(echo):
    """They are the base class."""
    for call, payload in [
        (lambda: echo.none(False), None),
        (lambda: echo.only_ok(False, 5), None),
        (lambda: echo.only_err(False, "why"), "why"),
        (lambda: echo.err_string(False, 5), "it failed"),
        (lambda: echo.err_u32(False, "a"), 7),
        (lambda: echo.err_tuple(False, True), (9, "it failed")),
    ]:
        with pytest.raises(outwit.WitError) as caught:
            call()
        assert type(caught.value) is outwit.WitError
        assert caught.value.payload == payload


def test_errors_of_named_types(echo):
    """They have a class."""
    here = echo.Position(3, 14)
    with pytest.raises(echo.PositionError) as record:
        echo.err_record(False, b"")
    assert record.value.payload == here
    with pytest.raises(echo.CodeError) as code:
        echo.err_enum(False)
    assert code.value.payload is echo.Code.DENIED
    with pytest.raises(echo.EchoError) as own:
        echo.err_own(False, "a")
    assert own.value.payload == echo.Error("it failed", here)
    for kind in (echo.PositionError, echo.CodeError, echo.EchoError):
        assert issubclass(kind, outwit.WitError)


def test_errors_of_variants(echo):
    here = echo.Position(3, 14)
    cases = [echo.FailureNotFound("the key"), echo.FailureSyntax(here), echo.FailureTimeout()]
    for case, payload in enumerate(cases):
        with pytest.raises(echo.FailureError) as caught:
            echo.err_variant(case, echo.Position(1, 2))
        assert caught.value.payload == payload
    with pytest.raises(echo.ParseErrorException) as empty:
        echo.parse("")
    assert empty.value.payload == echo.ParseErrorEmpty()
    with pytest.raises(echo.ParseErrorException, match="twelve") as wrong:
        echo.parse("twelve")
    assert wrong.value.payload == echo.ParseErrorNotANumber("twelve")


def test_texts_of_errors(echo):
    with pytest.raises(outwit.WitError, match="^it failed$"):
        echo.err_string(False, 5)
    with pytest.raises(outwit.WitError, match="^7$"):
        echo.err_u32(False, "a")
    with pytest.raises(echo.ParseErrorException, match="twelve"):
        echo.parse("twelve")
    assert repr(Ok(1)) == "Ok(value=1)"
    assert repr(Err("e")) == "Err(value='e')"


def test_an_error_does_not_harm_the_instance(echo):
    for _ in range(100):
        with pytest.raises(outwit.WitError):
            echo.none(False)
    assert echo.none(True) is None


def test_round_trips(echo):
    for function, value in [
        (echo.echo_none, []),
        (echo.echo_none, [Ok(None), Err(None)]),
        (echo.echo_only_ok, [Ok(1), Err(None)]),
        (echo.echo_only_err, [Ok(None), Err("a")]),
        (echo.echo_both, [Ok(""), Err(echo.FailureTimeout()), Err(echo.FailureSyntax(echo.Position(1, 2)))]),
    ]:
        assert function(value) == value


def test_inside_of_others(echo):
    for function, value in [
        (echo.echo_mixed, (Ok(0.5), 1)),
        (echo.echo_mixed, (Err((1 << 64) - 1), 255)),
        (echo.echo_option, None),
        (echo.echo_option, Ok(0)),
        (echo.echo_option, Err("")),
        (echo.echo_report, echo.Report(Ok(1), Err(echo.Code.MISSING), Ok("a"), Err(None))),
    ]:
        assert function(value) == value


def test_results_of_results(echo):
    for inner in (Ok(1), Err("a")):
        assert echo.nested(Ok(inner)) == inner
    with pytest.raises(echo.CodeError) as caught:
        echo.nested(Err(echo.Code.MISSING))
    assert caught.value.payload is echo.Code.MISSING


@pytest.mark.parametrize(("value", "got"), [(5, "int"), (None, "None"), ((True, 5), "tuple")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=rf"^v\[0\]: expected Ok or Err, got {got}$"):
        echo.echo_only_ok([value])


def test_wrong_payloads(echo):
    with pytest.raises(TypeError, match=r"^v\[0\]\.ok: expected None, as there is no payload, got int$"):
        echo.echo_none([Ok(1)])
    with pytest.raises(TypeError, match=r"^v\[1\]\.err: expected None, as there is no payload, got str$"):
        echo.echo_only_ok([Ok(1), Err("no")])
    with pytest.raises(TypeError, match=r"^v\[0\]\.ok: expected an int, got None$"):
        echo.echo_only_ok([Ok(None)])


def test_path(echo):
    with pytest.raises(OverflowError, match=r"^v\[1\]\.ok: expected an int from 0 to 4294967295, got -1$"):
        echo.echo_only_ok([Ok(1), Ok(-1)])
    with pytest.raises(TypeError, match=r"^v\.second\.err: expected a Code, got str$"):
        echo.echo_report(echo.Report(Ok(1), Err("missing"), Ok("a"), Err(None)))

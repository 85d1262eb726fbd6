"""Results: an exception where a function returns one, ``Ok`` and ``Err`` anywhere else."""

import pytest

import outwit
from outwit import Err, Ok


def test_success(echo):
    assert echo.none(True) is None
    assert echo.only_ok(True, 5) == 5
    assert echo.only_err(True, "why") is None
    assert echo.err_string(True, 5) == 5
    assert echo.err_record(True, b"ab") == b"ab"
    assert echo.err_enum(True, 1) == 1
    assert echo.err_enum(True, None) is None
    assert echo.err_variant(None, echo.Position(1, 2)) == echo.Position(1, 2)
    assert echo.parse("-12") == -12


def test_errors_of_plain_types_are_the_base_class(echo):
    for call, payload in [
        (lambda: echo.none(False), None),
        (lambda: echo.only_ok(False, 5), None),
        (lambda: echo.only_err(False, "why"), "why"),
        (lambda: echo.err_u32(False, "a"), 7),
    ]:
        with pytest.raises(outwit.WitError) as caught:
            call()
        assert type(caught.value) is outwit.WitError
        assert caught.value.payload == payload
    with pytest.raises(outwit.WitError) as caught:
        echo.err_tuple(False, True)
    assert type(caught.value.payload) is tuple


def test_errors_of_named_types_have_a_class(echo):
    with pytest.raises(echo.PositionError) as record:
        echo.err_record(False, b"")
    assert isinstance(record.value.payload, echo.Position)
    with pytest.raises(echo.CodeError) as code:
        echo.err_enum(False)
    assert code.value.payload is echo.Code.DENIED
    with pytest.raises(echo.EchoError) as own:
        echo.err_own(False, "a")
    assert isinstance(own.value.payload, echo.Error)
    assert issubclass(echo.EchoError, outwit.WitError)


def test_errors_of_variants(echo):
    position = echo.Position(1, 2)
    kinds = [echo.FailureNotFound, echo.FailureSyntax, echo.FailureTimeout]
    for case, kind in enumerate(kinds):
        with pytest.raises(echo.FailureError) as caught:
            echo.err_variant(case, position)
        assert type(caught.value.payload) is kind
    with pytest.raises(echo.ParseErrorException) as empty:
        echo.parse("")
    assert empty.value.payload == echo.ParseErrorEmpty()
    with pytest.raises(echo.ParseErrorException, match="twelve") as wrong:
        echo.parse("twelve")
    assert type(wrong.value.payload) is echo.ParseErrorNotANumber


def test_an_error_does_not_harm_the_instance(echo):
    for _ in range(100):
        with pytest.raises(outwit.WitError):
            echo.none(False)
    assert echo.none(True) is None


def test_round_trips(echo):
    for function, value in [
        (echo.echo_none, [Ok(None), Err(None)]),
        (echo.echo_only_ok, [Ok(1), Err(None)]),
        (echo.echo_only_err, [Ok(None), Err("a")]),
        (echo.echo_both, [Ok(""), Err(echo.FailureTimeout()), Err(echo.FailureSyntax(echo.Position(1, 2)))]),
        (echo.echo_mixed, (Ok(0.5), 1)),
        (echo.echo_mixed, (Err((1 << 64) - 1), 255)),
        (echo.echo_option, None),
        (echo.echo_option, Ok(0)),
        (echo.echo_option, Err("")),
        (echo.echo_report, echo.Report(Ok(1), Err(echo.Code.MISSING), Ok("a"), Err(None))),
    ]:
        assert function(value) == value


def test_nested(echo):
    for inner in (Ok(1), Err("a")):
        assert echo.nested(Ok(inner)) == inner
    with pytest.raises(echo.CodeError) as caught:
        echo.nested(Err(echo.Code.MISSING))
    assert caught.value.payload is echo.Code.MISSING


@pytest.mark.parametrize(("value", "got"), [(5, "int"), (None, "None"), ((True, 5), "tuple")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=rf"^v\[0\]: expected Ok or Err, got {got}$"):
        echo.echo_only_ok([value])


def test_path(echo):
    with pytest.raises(OverflowError, match=r"^v\[1\].*: expected an int from 0 to 4294967295, got -1$"):
        echo.echo_only_ok([Ok(1), Ok(-1)])
    with pytest.raises(TypeError, match=r"^v\.second.*: expected a Code, got str$"):
        echo.echo_report(echo.Report(Ok(1), Err("missing"), Ok("a"), Err(None)))

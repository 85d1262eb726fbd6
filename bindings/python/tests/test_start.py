"""A component that calls its host when it is instantiated, before anybody has called it."""

import asyncio
import base64
import threading

import pytest

import outwit

# In the text format:
#
# (component
#   (import "test:host/store" (instance $i
#     (export "tick" (func (param "v" u32) (result u32)))))
#   (alias export $i "tick" (func $tick))
#   (core func $tick (canon lower (func $tick)))
#   (core module $m
#     (import "" "tick" (func $tick (param i32) (result i32)))
#     (global $g (mut i32) (i32.const 0))
#     (func $start (global.set $g (call $tick (i32.const 7))))
#     (func (export "got") (result i32) (global.get $g))
#     (start $start))
#   (core instance $c (instantiate $m (with "" (instance (export "tick" (func $tick))))))
#   (func (export "got") (result u32) (canon lift (core func $c "got"))))
START = base64.b64decode(
    """
    AGFzbQ0AAQAHFAFCAgFAAQF2eQB5BAAEdGljawEAChQBAA90ZXN0Omhvc3Qvc3RvcmUFAAYJAQEAAAR0aWNrCAUBAQAAAAFtAGFz
    bQEAAAABDQNgAX8Bf2AAAGAAAX8CCQEABHRpY2sAAAMDAgECBgYBfwFBAAsHBwEDZ290AAIIAQEKDwIIAEEHEAAkAAsEACMACwAf
    BG5hbWUAAgFtAQ4CAAR0aWNrAQVzdGFydAcEAQABZwIQAgEBBHRpY2sAAAAAAQASAAcFAUAAAHkGCQEAAAEBA2dvdAgGAQAAAQAB
    CwkBAANnb3QBAQAAOw5jb21wb25lbnQtbmFtZQEJAAABAAR0aWNrAQYAEQEAAW0BBgASAQEBYwEIAQEABHRpY2sBBQUBAAFp
    """
)


def start(tick, **options):
    return outwit.load(START).instantiate(imports={"store": {"tick": tick}}, **options)


def test_values():
    heard = []

    def tick(v):
        heard.append((v, threading.get_ident()))
        return v * 2

    assert start(tick).got() == 14
    assert heard == [(7, threading.get_ident())]


def test_an_instance_inside_of_another():
    assert start(lambda v: start(lambda v: v + 1).got() + 1).got() == 9


def test_wrong_values():
    with pytest.raises(TypeError, match=r"^test:host/store\.tick returned a wrong value: expected an int"):
        start(lambda v: "text")


@pytest.mark.parametrize("error", [ValueError("mine"), KeyboardInterrupt()], ids=["ordinary", "interrupt"])
def test_what_is_thrown(error):
    def tick(v):
        raise error

    with pytest.raises(type(error)) as caught:
        start(tick)
    assert caught.value is error


def test_async_functions():
    async def tick(v):
        return v

    async def main():
        with pytest.raises(outwit.OutwitError, match=r"^test:host/store\.tick is async: "):
            start(tick)

    asyncio.run(main())

"""Traps and limits, and what they leave behind."""

import pytest
from conftest import component

import outwit


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("unreachable", (), "unreachable"),
        ("panic", ("oh no",), "unreachable"),
        ("load", (0xFFFF_FFFF,), "out-of-bounds-memory-access"),
        ("divide", (1, 0), "integer-division-by-zero"),
        ("divide_signed", (-(1 << 31), -1), "unreachable"),
        ("truncate", (1e300,), "integer-overflow"),
        ("truncate", (float("nan"),), "bad-conversion-to-integer"),
        ("call_indirect", (1 << 20,), "out-of-bounds-table-access"),
        ("recurse", (1 << 31,), "stack-overflow"),
    ],
)
def test_traps(faults, name, args, code):
    with pytest.raises(outwit.Trap) as caught:
        getattr(faults.call, name)(*args)
    trap = caught.value
    assert type(trap) is outwit.Trap
    assert trap.code == code
    assert str(trap).startswith("the guest trapped: ")
    assert trap.frames
    assert all(isinstance(frame, outwit.Frame) for frame in trap.frames)
    assert any("faults" in str(frame) or frame.offset is not None for frame in trap.frames)
    with pytest.raises(outwit.InstanceError, match="cannot be used after a failed call"):
        faults.call.fine(1)


def test_after_a_trap(faults):
    assert faults.call.fine(5) == 5
    with pytest.raises(outwit.Trap):
        faults.call.unreachable()
    says = r"^the instance cannot be used after a failed call \(.*\); make a new one$"
    with pytest.raises(outwit.InstanceError, match=says):
        faults.call.fine(5)


def test_a_trap_harms_its_own_instance_only(faults):
    other = component("errors").instantiate()["fixtures:errors/faults"]
    with pytest.raises(outwit.Trap):
        faults.call.unreachable()
    assert other.fine(5) == 5


def test_what_is_no_trap(faults):
    assert faults.call.divide(7, 2) == 3
    assert faults.call.recurse(100) == 100
    with pytest.raises(outwit.WitError) as caught:
        faults.call.fail(outwit.Err("no"))
    assert caught.value.payload == "no"
    with pytest.raises(TypeError):
        faults.call.fine("1")
    assert faults.call.calls() == 1


def test_the_deadline(faults):
    hasty = component("errors").instantiate(deadline=0.05)
    with pytest.raises(outwit.DeadlineExceeded) as caught:
        hasty["fixtures:errors/faults"].spin()
    assert isinstance(caught.value, outwit.LimitExceeded)
    assert isinstance(caught.value, outwit.Trap)
    with pytest.raises(outwit.InstanceError):
        hasty["fixtures:errors/faults"].fine(1)


def test_a_deadline_that_is_met():
    patient = component("errors").instantiate(deadline=60)
    assert patient["fixtures:errors/faults"].fine(1) == 1


@pytest.mark.parametrize("deadline", [0, -1, float("nan"), float("inf"), 1e300])
def test_limits_that_are_none(deadline):
    with pytest.raises(ValueError, match="^deadline: expected a number of seconds above 0, got "):
        component("errors").instantiate(deadline=deadline)
    with pytest.raises(OverflowError):
        component("errors").instantiate(memory=-1)


def test_the_memory_limit():
    small = component("errors").instantiate(memory=8 << 20)
    call = small["fixtures:errors/faults"]
    assert call.fine(1) == 1
    assert call.allocate(1 << 20) == 1 << 20
    with pytest.raises(outwit.OutOfMemory, match="bytes of memory and may have 8388608") as caught:
        call.grow()
    assert isinstance(caught.value, outwit.LimitExceeded)
    with pytest.raises(outwit.InstanceError):
        call.fine(1)


def test_a_memory_limit_below_the_beginning():
    with pytest.raises(outwit.OutOfMemory):
        component("errors").instantiate(memory=1 << 16)


def test_a_destructor_that_traps(faults):
    bomb = faults.call.Bomb()
    with pytest.raises(outwit.Trap):
        bomb.close()
    with pytest.raises(outwit.InstanceError):
        faults.call.fine(1)
    bomb.close()


def test_a_finaliser_that_traps(faults):
    bomb = faults.call.Bomb()
    del bomb
    with pytest.raises(outwit.InstanceError):
        faults.call.fine(1)


def test_a_trap_while_resources_are_open(faults):
    bomb = faults.call.Bomb()
    with pytest.raises(outwit.Trap):
        bomb.explode()
    bomb.close()
    assert bomb.closed


def test_the_classes():
    assert issubclass(outwit.Cancelled, outwit.Trap)
    for kind in (
        outwit.ComponentError,
        outwit.LinkError,
        outwit.CacheError,
        outwit.InstanceError,
        outwit.WitError,
    ):
        assert issubclass(kind, outwit.OutwitError)
    assert outwit.Trap("a").frames == ()
    assert outwit.Trap("a").code is None
    assert str(outwit.Frame("f", "m", 16)) == "f in m at 0x10"
    assert str(outwit.Frame(None, None, None)) == "a function without a name"

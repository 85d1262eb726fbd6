"""Two versions of one interface side by side."""

import pytest
from conftest import component, golden


@pytest.fixture
def dynamic():
    return component("versions").instantiate()


def test_side_by_side(dynamic):
    old, new = dynamic["fixtures:greeting/greeter@0.1.0"], dynamic["fixtures:greeting/greeter@0.2.0"]
    assert old.Person is not new.Person
    assert old.greet(old.Person("Ada")) == "Hello, Ada"
    assert new.greet(new.Person("Ada", "Lovelace")) == "Good day, Ada Lovelace"
    module = golden("versions")
    world = module.Versions(component("versions"))
    old, new = module.greeter_0_1_0, module.greeter_0_2_0
    assert world.greeter_0_1_0.greet(old.Person("Ada")) == "Hello, Ada"
    assert world.greeter_0_2_0.greet(new.Person("Ada", "Lovelace")) == "Good day, Ada Lovelace"


def test_a_name_without_its_version(dynamic):
    with pytest.raises(KeyError, match=r"greeter@0\.1\.0 or fixtures:greeting/greeter@0\.2\.0"):
        dynamic["fixtures:greeting/greeter"]
    with pytest.raises(AttributeError, match=r"greeter could be "):
        _ = dynamic.greeter
    assert list(dynamic.exports) == ["fixtures:greeting/greeter@0.1.0", "fixtures:greeting/greeter@0.2.0"]


def test_the_person_of_another_version(dynamic):
    old, new = dynamic["fixtures:greeting/greeter@0.1.0"], dynamic["fixtures:greeting/greeter@0.2.0"]
    with pytest.raises(TypeError, match="^p: expected a Person, got Person$"):
        old.greet(new.Person("Ada", "Lovelace"))
    with pytest.raises(TypeError, match="^p: expected a Person, got Person$"):
        new.greet(old.Person("Ada"))

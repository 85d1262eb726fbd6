"""Two versions of one interface side by side."""

import pytest
from conftest import component, golden


def test_dynamic():
    instance = component("versions").instantiate()
    old, new = instance["fixtures:greeting/greeter@0.1.0"], instance["fixtures:greeting/greeter@0.2.0"]
    assert old.Person is not new.Person
    assert old.greet(old.Person("Ada")) == "Hello, Ada"
    assert new.greet(new.Person("Ada", "Lovelace")).startswith("Good day, Ada Lovelace")
    with pytest.raises(KeyError, match=r"greeter@0\.1\.0 or fixtures:greeting/greeter@0\.2\.0"):
        instance["fixtures:greeting/greeter"]
    with pytest.raises(AttributeError, match=r"greeter could be "):
        _ = instance.greeter
    assert list(instance.exports) == ["fixtures:greeting/greeter@0.1.0", "fixtures:greeting/greeter@0.2.0"]


def test_the_person_of_another_version():
    instance = component("versions").instantiate()
    old, new = instance["fixtures:greeting/greeter@0.1.0"], instance["fixtures:greeting/greeter@0.2.0"]
    with pytest.raises(TypeError, match="^p: expected a Person, got Person$"):
        old.greet(new.Person("Ada", "Lovelace"))


def test_typed():
    module = golden("versions")
    world = module.Versions(component("versions"))
    old, new = module.greeter_0_1_0, module.greeter_0_2_0
    assert world.greeter_0_1_0.greet(old.Person("Ada")) == "Hello, Ada"
    assert world.greeter_0_2_0.greet(new.Person("Ada", "Lovelace")).startswith("Good day, Ada Lovelace")

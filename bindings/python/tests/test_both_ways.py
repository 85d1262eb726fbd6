"""An interface that a component imports and exports, with resources of the same name on both sides."""

import pytest
from conftest import instance_of

import outwit


class Item:
    """The host's thing to sell."""

    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def rename(self, name):
        self._name = name

    def same_name(self, other):
        return self._name == other._name

    def merge(self, other):
        return Item(f"{self._name}&{other._name}")


class Shop:
    """The host's shop."""

    def __init__(self, types):
        self.types = types

    def new_item(self, name):
        return Item(name)

    def item_open(self, name):
        if not name:
            raise self.types.ShopError(self.types.ErrorUnknown(name))
        return Item(name)

    def sell(self, order):
        assert isinstance(order, self.types.Order)
        if order.count > 3:
            raise self.types.ShopError(self.types.ErrorSoldOut(3))
        return self.types.Order(order.name.upper(), order.count)

    def label(self, item):
        return f"label of {item._name}"

    def sort(self, items):
        return sorted(items, key=lambda item: item._name)


@pytest.fixture
def opened(guest):
    opened = guest(shop=Shop(guest.types.shop))
    yield opened
    assert opened.live() == 0
    assert instance_of(opened).host_resources == 0
    assert instance_of(opened).guest_resources == 0


def test_items_in_items(opened):
    shop = opened.shop
    item = shop.Item("a")
    assert isinstance(item, outwit.Resource)
    assert item.name() == "(a)"
    item.rename("b")
    assert item.name() == "(b)"
    assert item.same_name(shop.Item("b"))
    assert not item.same_name(shop.Item("c"))
    assert item.merge(shop.Item("c")).name() == "(b&c)"
    assert shop.label(item) == "(label of b)"
    assert instance_of(opened).guest_resources == 1
    assert opened.live() == 1
    assert instance_of(opened).host_resources == 1


def test_lists_of_items(opened):
    shop = opened.shop
    names = [item.name() for item in shop.sort([shop.Item(name) for name in "bca"])]
    assert names == ["(a)", "(b)", "(c)"]


def test_errors(guest, opened):
    types, shop = guest.types.shop, opened.shop
    assert shop.Item.open("a").name() == "(a)"
    with pytest.raises(types.ShopError) as caught:
        shop.Item.open("")
    assert caught.value.payload == types.ErrorUnknown("")
    assert shop.sell(types.Order("a", 2)) == types.Order("A", 2)
    with pytest.raises(types.ShopError) as caught:
        shop.sell(types.Order("a", 4))
    assert caught.value.payload == types.ErrorSoldOut(3)


def test_both_at_once(opened):
    assert opened.compare("x") == ("x", "(x)")


def test_one_guest_as_the_host_of_another(guest):
    """A component's items have all that a host's items need."""
    inner = guest(shop=Shop(guest.types.shop))

    class Adapter(Shop):
        def new_item(self, name):
            return inner.shop.Item(name)

        def item_open(self, name):
            return inner.shop.Item.open(name)

        def sell(self, order):
            return inner.shop.sell(order)

        def label(self, item):
            return inner.shop.label(item)

        def sort(self, items):
            return inner.shop.sort(items)

    outer = guest(shop=Adapter(guest.types.shop))
    shop = outer.shop
    item = shop.Item("a")
    assert item.name() == "((a))"
    assert item.merge(shop.Item("b")).name() == "((a&b))"
    assert shop.label(item) == "((label of a))"
    assert [each.name() for each in shop.sort([shop.Item("z"), shop.Item("y")])] == ["((y))", "((z))"]
    with pytest.raises(guest.types.shop.ShopError):
        shop.Item.open("")
    assert inner.live() == 1
    item.close()
    assert outer.live() == 0
    assert inner.live() == 0  # the hook of its items is their `close`


def test_an_object_that_is_none(guest):
    shop = Shop(guest.types.shop)
    shop.new_item = lambda name: 5
    with pytest.raises(TypeError, match="expected an ImportedItem, int has no methods name, rename"):
        guest(shop=shop).shop.Item("a")


def test_places_of_imports(guest):
    places = [
        (own.interface, own.field) for own in guest.component.imports if own.member in ("new_item", "sell")
    ]
    assert places == [("fixtures:both-ways/shop", "shop")] * 2

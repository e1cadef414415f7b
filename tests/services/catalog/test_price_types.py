"""Types of prices that go, or are taken out of use, while products have such prices."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.values import Money
from services.context import Context
from services.dictionaries.changing import add_value, set_active
from services.dictionaries.deleting import NOWHERE, ValueInUse, delete_value
from services.dictionaries.reading import count_records, list_values
from services.records.use_cases import add_record, show_record
from services.undo import undo

TYPE = "price_type"


@pytest.fixture
def products(context: Context) -> list[UUID]:
    """One product with a price of the type “vip” alone, and one that has a wholesale price, too."""
    add_value(context, TYPE, "VIP")
    first = add_record(context, "product", {"name": "Ant", "price_vip": "5 EUR"})
    both = {"name": "Bee", "price_vip": "6 EUR", "price_wholesale": "7 EUR"}
    return [first, add_record(context, "product", both)]


def prices(context: Context, product: UUID) -> list[str]:
    values = show_record(context, "product", product).values
    return [
        f"{name} {value.amount:f}"
        for name, value in values.items()
        if name.startswith("price") and isinstance(value, Money)
    ]


@pytest.mark.row("CAT-13")
def test_a_type_that_has_prices_asks_where_they_go(context: Context, products: list[UUID]) -> None:
    (vip,) = [one for one in list_values(context, TYPE) if one.code == "vip"]
    assert count_records(context, TYPE)[vip.id] == 2
    with pytest.raises(ValueInUse, match="2 products have a price of the type “VIP”"):
        delete_value(context, TYPE, "vip")
    assert delete_value(context, TYPE, "vip", "wholesale") == 2
    assert [prices(context, one) for one in products] == [
        ["price_wholesale 5"],
        ["price_wholesale 7"],
    ]
    undo(context)
    assert [sorted(prices(context, one)) for one in products] == [
        ["price_vip 5"],
        ["price_vip 6", "price_wholesale 7"],
    ]
    assert delete_value(context, TYPE, "vip", NOWHERE) == 2
    assert prices(context, products[0]) == []
    undo(context)
    assert prices(context, products[0]) == ["price_vip 5"]


def test_prices_of_a_type_out_of_use_are_hidden_and_come_back(
    context: Context, products: list[UUID]
) -> None:
    set_active(context, TYPE, "vip", is_active=False)
    assert prices(context, products[0]) == []
    set_active(context, TYPE, "vip", is_active=True)
    assert prices(context, products[0]) == ["price_vip 5"]

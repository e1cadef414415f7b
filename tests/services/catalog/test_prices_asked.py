"""Lists of products filtered by what they cost."""

from __future__ import annotations

import pytest

from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.reading import record_list_source
from services.records.use_cases import add_record

PRICES = {"Ant": "900 RUB", "Bee": "1500 RUB", "Cat": "2000 EUR", "Dog": None}


@pytest.mark.row("CAT-06")
def test_products_are_found_by_price_and_its_currency(context: Context) -> None:
    for name, price in PRICES.items():
        add_record(context, "product", {"name": name, **({"price": price} if price else {})})
    for text, names in (
        ("price:>1000", "Bee Cat"),
        ("price:>1000 RUB", "Bee"),
        ("price:..1000 руб", "Ant"),
        ("price:EUR", "Cat"),
        ("price:900 RUB, 2000 EUR", "Ant Cat"),
        ("price:900 EUR", ""),
        ("-price:RUB", "Cat Dog"),
    ):
        found = record_list_source(context, RecordQuery("product", text)).after(None, 10)
        assert [row.title for row in found] == names.split(), text

"""The story of somebody on the phone: “Three kofty, the red ones, and that new mug.”"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from terminal import Terminal
from typist import Typist

from services.catalog.picking import search_products
from services.context import Context
from services.records.listing import open_list, read_columns
from services.records.use_cases import add_record, show_record

RED, BLUE, KOFTA = "Kofta, red", "Kofta, blue", "Кофта женская, цвет: красная"


def sold(context: Context, kind: str, key: UUID) -> list[tuple[str, Decimal, UUID | None]]:
    """Return the lines of a record: what, how much, and of which product of the catalog."""
    lines = show_record(context, kind, key).values["products"]
    return [(one.name, one.quantity, one.product_id) for one in lines]


@pytest.mark.row("CAT-13", "CAT-14", "CAT-15", "CAT-16", "CAT-17", "DEAL-05", "B11")
def test_a_deal_gets_products_in_under_ten_keys_and_a_quote_a_new_one(context: Context) -> None:
    keys = {
        name: add_record(context, "product", {"name": name, "price": f"{price} RUB"})
        for name, price in ((RED, 100), (BLUE, 110), (KOFTA, 200))
    }
    deal = add_record(context, "deal", {"title": "Kofty", "currency": "RUB"})
    with Terminal("--db", str(context.database.path), "--as", "anna") as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("2")
        anna.wait_for("Kofty")
        anna.press("I")
        anna.wait_for("= make it")
        for typed, name, total in (
            ("3 ko re", "Kofta, red", "300.00"),
            ("3 ко кр", "Кофта женская", "900.00"),
        ):
            typist = Typist(anna)
            typist.press("f3", *typed, "enter")
            anna.wait_for(name, total)
            assert typist.keys < 10
        anna.press("ctrl+s")
        anna.wait_for("Saved: 900\u00a0₽ in all.")
        anna.press("escape")
        anna.wait_until_gone("= make it")
        anna.press("o")
        anna.wait_for("= make it")
        anna.press("f3", *"2 Mug")
        anna.wait_for("+ new product “Mug”")
        anna.press("enter")
        anna.wait_for("New: product", "Mug")
        anna.press("ctrl+s")
        anna.wait_for("not saved yet", "Mug")
        anna.press("ctrl+s")
        anna.wait_for("Saved: 900\u00a0₽ in all.")
    (mug,) = search_products(context, "mug")
    picked = [(RED, Decimal(3), keys[RED]), (KOFTA, Decimal(3), keys[KOFTA])]
    assert sold(context, "deal", deal) == picked
    (quote,) = open_list(context, "quote", read_columns(context, "quote", "number")).after(None, 2)
    assert sold(context, "quote", quote.id) == [
        picked[0],
        ("Mug", Decimal(2), mug.id),
        picked[1],
    ]

"""Products are offered in the currency of the sale as one types, and sold several at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.catalog.asked_for import Taken
from domain.errors import NotFound
from domain.ids import new_id
from domain.parts import LineItem
from domain.records.fields import FieldType
from domain.records.values import Money
from services.catalog.changing import add_section
from services.catalog.offering import Offers, TypingOffers
from services.catalog.selling import add_products
from services.catalog.tree import find_sections
from services.context import Context
from services.currencies.rates import add_rate
from services.parts.use_cases import parts_of
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


@pytest.fixture
def coats(context: Context) -> UUID:
    """A section of coats with two products, of which one costs euros; the key of the section."""
    clothes = add_section(context, "Clothes")
    coats = add_section(context, "Coats", clothes)
    for name, price in (("Coat red", "100 EUR"), ("Coat blue", "900 PLN")):
        add_record(context, "product", {"name": name, "price": price, "section": str(coats)})
    add_record(context, "product", {"name": "Lamp red", "section": str(clothes)})
    return coats


@pytest.fixture
def offers(context: Context) -> Iterator[TypingOffers]:
    """Offers in zloty by the rates of one day."""
    search = TypingOffers(context, "PLN", date(2026, 11, 2))
    yield search
    search.close()


def names(found: Offers | None) -> list[str]:
    assert found is not None
    return [one.product.name for one in found.products]


@pytest.mark.row("CAT-13", "CUR-03", "B18")
def test_prices_are_offered_by_the_rates_of_the_day(
    context: Context, coats: UUID, offers: TypingOffers
) -> None:
    found = offers.find("coat")
    assert found is not None
    by_name = {one.product.name: one.asked for one in found.products}
    assert by_name["Coat blue"].price == Money(Decimal(900), "PLN")
    assert by_name["Coat red"].price is None
    assert by_name["Coat red"].kept == Money(Decimal(100), "EUR")
    assert "No rate tells what EUR was in PLN on 2026-11-02." in by_name["Coat red"].sentence
    add_rate(context, "EUR", "4.25", base="PLN", day=date(2026, 11, 1))
    add_rate(context, "EUR", "5", base="PLN", day=date(2026, 11, 3))
    later = TypingOffers(context, "PLN", date(2026, 11, 2))
    found = later.find("coat red")
    later.close()
    assert found is not None
    assert found.products[0].asked.price == Money(Decimal(425), "PLN")


@pytest.mark.row("CAT-14")
def test_sections_are_offered_beside_products(coats: UUID, offers: TypingOffers) -> None:
    found = offers.find("coat")
    assert found is not None
    assert [hit.section.title for hit in found.sections] == ["Coats"]
    assert names(offers.find("red")) == ["Coat red", "Lamp red"]
    assert names(offers.find("red", coats)) == ["Coat red"]
    assert names(offers.find("", coats)) == ["Coat blue", "Coat red"]


@pytest.mark.row("CAT-14")
@pytest.mark.parametrize(
    ("typed", "quantity", "found"),
    [
        ("3 coat", "3", ["Coat blue", "Coat red"]),
        ("10pcs coat", "10", ["Coat blue", "Coat red"]),
        ("10szt coat", "10", ["Coat blue", "Coat red"]),
        ("3x lamp", "3", ["Lamp red"]),
        ("lamp 3", "3", ["Lamp red"]),
        ("lamp 3 pcs", "3", ["Lamp red"]),
        ("lapm x3", "3", ["Lamp red"]),
        ("2,5 kg lamp", "2.5", ["Lamp red"]),
        ("2,5 kg", "2.5", ["Coat blue", "Coat red", "Lamp red"]),
        ("4pack lamp", "4", ["Lamp red"]),
        ("0 lamp", "0", ["Lamp red"]),
        ("-3 lamp", "-3", ["Lamp red"]),
        ("lamp", None, ["Lamp red"]),
        ("10em coat", None, []),
        ("5 trousers", "5", []),
        ("5szt trousers", "5", []),
        ("trousers 5", None, []),
    ],
)
def test_a_quantity_is_what_no_product_has_as_a_word(
    context: Context,
    coats: UUID,
    offers: TypingOffers,
    typed: str,
    quantity: str | None,
    found: list[str],
) -> None:
    hits = offers.find(typed)
    assert names(hits) == found
    assert hits is not None
    assert hits.asked.quantity == (None if quantity is None else Decimal(quantity))


@pytest.mark.row("CAT-14", "CAT-15")
@pytest.mark.parametrize(
    "typed", ["10pcs", "10pcs coat", "coat 3", "coat 3 pcs", "60×60", "3x zoom", "kx 100"]
)
def test_a_number_that_a_product_has_is_a_word(
    context: Context, offers: TypingOffers, typed: str
) -> None:
    add_record(context, "product", {"name": "Coat 3 pcs, 10pcs in a box", "code": "KX-100"})
    add_record(context, "product", {"name": "Tile 60x60 cm, 60 × 60, 3x zoom"})
    hits = offers.find(typed)
    assert hits is not None
    assert len(hits.products) == 1
    assert hits.asked.quantity is None


@pytest.mark.row("CAT-15")
@pytest.mark.parametrize(
    "typed",
    ["-3 lamp", "   ", '"', '"lamp', "lamp'", "%", "_", "la%", "*", "lamp *", "🙂", "lamp 🙂",
     "\\", "(", "NEAR(", "lamp OR", "lamp" * 500, "lamp " * 500, "9" * 60, "9" * 60 + " lamp",
     "0", "-", "1,,2 lamp", "\x00", "{lamp}", "^lamp", "lamp:red"],
)  # fmt: skip
def test_any_text_can_be_looked_for(
    context: Context, coats: UUID, offers: TypingOffers, typed: str
) -> None:
    for section in (None, coats):
        assert offers.find(typed, section) is not None
    assert len(find_sections(context, typed)) <= 2


@pytest.mark.row("CAT-14", "CAT-09")
def test_before_anything_is_typed_what_was_sold_comes_first(
    context: Context, coats: UUID, offers: TypingOffers
) -> None:
    assert names(offers.find("")) == ["Coat blue", "Coat red", "Lamp red"]
    found = offers.find("lamp")
    assert found is not None
    lamp = found.products[0].product.id
    deal = add_record(context, "deal", {"title": "x"})
    add_products(context, "deal", deal, [Taken(lamp)])
    assert names(offers.find("")) == ["Lamp red", "Coat blue", "Coat red"]
    edit_record(context, "product", lamp, {"is_active": False})
    assert names(offers.find("")) == ["Coat blue", "Coat red"]


def test_a_product_added_just_now_is_offered(context: Context, offers: TypingOffers) -> None:
    key = add_record(context, "product", {"name": "Scarf", "price": "5 PLN"})
    offer = offers.one(key)
    assert offer is not None
    assert offer.asked.price == Money(Decimal(5), "PLN")
    delete_record(context, "product", key)
    assert offers.one(new_id()) is None


@pytest.mark.row("LEAD-06", "DEAL-05", "CAT-14")
@pytest.mark.parametrize("kind", ["lead", "deal"])
def test_several_products_are_sold_in_one_step(context: Context, coats: UUID, kind: str) -> None:
    search = TypingOffers(context)
    found = search.find("coat blue") or Offers(())
    found_lamp = search.find("lamp") or Offers(())
    search.close()
    blue, lamp = found.products[0].product.id, found_lamp.products[0].product.id
    title = {"title": "x"} if kind == "lead" else {"title": "x", "currency": "PLN"}
    record = add_record(context, kind, title)
    add_products(context, kind, record, [Taken(blue, Decimal(3)), Taken(lamp)])
    lines = parts_of(context, kind, record, FieldType.LINE_ITEM)
    assert all(isinstance(line, LineItem) for line in lines)
    assert [(str(line), line.product_id) for line in lines if isinstance(line, LineItem)] == [
        ("Coat blue, 3 × 900\xa0zł", blue),
        ("Lamp red, 1", lamp),
    ]
    if kind == "deal":
        assert show_record(context, "deal", record).values["amount"] == 2700
    undo(context)
    assert parts_of(context, kind, record, FieldType.LINE_ITEM) == ()


def test_nothing_is_sold_where_one_of_them_is_unknown(context: Context, coats: UUID) -> None:
    deal = add_record(context, "deal", {"title": "x"})
    with pytest.raises(NotFound):
        add_products(context, "deal", deal, [Taken(new_id())])
    assert parts_of(context, "deal", deal, FieldType.LINE_ITEM) == ()

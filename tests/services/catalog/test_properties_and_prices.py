"""Properties that sections give, prices in other currencies, products on lines of deals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.parts import LineItem
from domain.records.fields import FieldType
from domain.records.record_query import RecordQuery
from domain.records.values import Money
from services.catalog.changing import add_section, delete_section, move_section
from services.catalog.prices import price_of
from services.catalog.properties import (
    offered_fields,
    own_properties,
    properties_of,
    set_properties,
)
from services.catalog.selling import add_product, line_of, product_sales
from services.context import Context
from services.currencies.rates import add_rate
from services.dictionaries.changing import ValueEdit, add_value, change_value
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.lists.reading import count, record_list_source
from services.parts.use_cases import parts_of
from services.records.finding import find_records
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


def given(context: Context, section: UUID | None) -> dict[str, str]:
    """Return the properties of a section, with the sections that give them."""
    found = properties_of(context, section)
    return {one.field.name: one.given_by.title if one.given_by else "" for one in found}


def titles(context: Context, filter_: str, *sort: str) -> list[str]:
    source = record_list_source(context, RecordQuery("product", filter_, sort=sort))
    return [row.title for row in source.after(None, 100)]


@pytest.fixture
def chairs(context: Context) -> UUID:
    """The section Furniture / Chairs; products have colours, seats have a height."""
    color = NewField("product", "Colour", FieldType.CHOICE, "color", choices=("red", "grey"))
    add_field(context, color)
    add_field(context, NewField("product", "Height", FieldType.INTEGER, "height", printable=True))
    add_field(context, NewField("product", "Made in", name="made_in"))
    furniture = add_section(context, "Furniture")
    chairs = add_section(context, "Chairs", furniture)
    set_properties(context, furniture, ["color"])
    set_properties(context, chairs, ["height"])
    return chairs


@pytest.mark.row("CAT-10")
def test_a_section_gives_its_properties_to_all_below_it(context: Context, chairs: UUID) -> None:
    lamps = add_section(context, "Lamps")
    assert given(context, None) == {"made_in": ""}
    assert given(context, lamps) == {"made_in": ""}
    assert given(context, chairs) == {"color": "Furniture", "height": "Chairs", "made_in": ""}
    deeper = add_section(context, "Stools", chairs)
    assert given(context, deeper) == given(context, chairs)
    move_section(context, deeper, lamps)
    assert given(context, deeper) == {"made_in": ""}
    assert "color" in {field.name for field in offered_fields(context, "product", chairs)}
    assert "color" not in {field.name for field in offered_fields(context, "product", lamps)}


@pytest.mark.row("CAT-10")
def test_what_a_product_had_elsewhere_is_not_lost(context: Context, chairs: UUID) -> None:
    lamps = add_section(context, "Lamps")
    key = add_record(context, "product", {"name": "Ant", "section": str(chairs), "color": "red"})
    edit_record(context, "product", key, {"section": str(lamps)})
    color = show_record(context, "product", key).values["color"]
    assert getattr(color, "code", None) == "red"
    set_properties(context, chairs, [])
    assert own_properties(context, chairs) == []
    assert undo(context) == "properties of a section changed"
    assert own_properties(context, chairs) == ["height"]
    with pytest.raises(BadInput, match="All products have"):
        set_properties(context, chairs, ["price"])
    with pytest.raises(NotFound):
        set_properties(context, new_id(), ["height"])


@pytest.mark.row("CAT-05", "CAT-15")
def test_properties_are_filtered_and_searched(context: Context, chairs: UUID) -> None:
    add_record(context, "product", {"name": "Кофта женская", "color": "red", "made_in": "Вятка"})
    add_record(context, "product", {"name": "Кофта мужская", "color": "grey", "height": 80})
    assert titles(context, "color:red") == ["Кофта женская"]
    assert titles(context, "height:70..90") == ["Кофта мужская"]
    assert [hit.title for hit in find_records(context, "red кофт")] == ["Кофта женская"]
    assert titles(context, "grey") == ["Кофта мужская"]
    change_value(context, "product_color", "red", ValueEdit(label="красный"))
    assert [hit.title for hit in find_records(context, "красн кофт")] == ["Кофта женская"]
    assert find_records(context, "red кофта", is_forgiving=False) == []


@pytest.mark.row("CAT-13")
def test_a_type_of_prices_is_a_field_of_products(context: Context) -> None:
    add_value(context, "price_type", "Dealer")
    key = add_record(context, "product", {"name": "Ant", "price_dealer": "80.5 USD"})
    add_record(context, "product", {"name": "Bee", "price": "7"})
    assert show_record(context, "product", key).values["price_dealer"] == Money(
        Decimal("80.5"), "USD"
    )
    assert titles(context, "dealer:>80") == ["Ant"]
    assert titles(context, "price:none") == ["Ant"]
    assert titles(context, "", "-price") == ["Bee", "Ant"]
    edit_record(context, "product", key, {"price_dealer": "90"})
    edit_record(context, "product", key, {"price_dealer": "90 EUR"})
    said = [(line.field, line.old, line.new) for line in history_of(context, "product", key)][:3]
    space = "\u00a0"
    assert said == [
        ("Dealer", "", f"90{space}€"),
        ("Dealer", f"90{space}$", ""),
        ("Dealer", f"80.50{space}$", f"90{space}$"),
    ]
    with pytest.raises(BadInput, match="the least is 0"):
        edit_record(context, "product", key, {"price": "-1"})


@pytest.mark.row("CAT-13", "CUR-03", "B18")
def test_a_price_in_another_currency_is_converted_by_the_rate_of_the_day(
    context: Context,
) -> None:
    add_rate(context, "USD", "90", base="RUB", day=date(2026, 1, 1))
    add_rate(context, "USD", "100", base="RUB", day=date(2026, 6, 1))
    key = add_record(context, "product", {"name": "Ant", "price": "10 USD"})
    in_may = price_of(context, key, "RUB", day=date(2026, 5, 31))
    assert in_may.price == Money(Decimal(900), "RUB")
    assert in_may.is_converted
    assert price_of(context, key, "RUB").price == Money(Decimal(1000), "RUB")
    assert price_of(context, key, "USD").price == Money(Decimal(10), "USD")
    lost = price_of(context, key, "KZT")
    assert lost.price is None
    assert "No rate tells" in lost.sentence
    assert "anna" in lost.sentence


@pytest.mark.row("CAT-12", "CAT-13", "DEAL-05", "B11", "B18")
def test_a_deal_takes_what_the_catalog_says_in_its_own_currency(
    context: Context, chairs: UUID
) -> None:
    add_rate(context, "USD", "100", base="RUB", day=date(2026, 1, 1))
    data = {
        "name": "Ant",
        "section": str(chairs),
        "price": "10.50 USD",
        "price_purchase": "500 RUB",
        "unit": "pcs",
        "tax_rate": "20",
        "height": 80,
        "color": "red",
    }
    product = add_record(context, "product", data)
    deal = add_record(context, "deal", {"title": "Office", "currency": "RUB"})
    sold = add_product(context, "deal", deal, product, Decimal(2))
    (line,) = parts_of(context, "deal", deal, FieldType.LINE_ITEM)
    assert (
        line
        == sold.line
        == LineItem(
            name="Ant",
            quantity=Decimal(2),
            unit="pcs",
            price=Decimal("1050.00"),
            currency="RUB",
            tax=Decimal(20),
            tax_category="S",
            purchase_price=Decimal("500"),
            details="Height: 80",
            product_id=product,
        )
    )
    assert show_record(context, "deal", deal).values["amount"] == Decimal("2520")
    (sales,) = product_sales(context, product)
    assert (sales.kind, sales.count) == ("deal", 1)
    edit_record(context, "product", product, {"name": "Bee", "price": "1"})
    delete_record(context, "product", product)
    assert parts_of(context, "deal", deal, FieldType.LINE_ITEM) == (line,)


@pytest.mark.row("LEAD-06")
def test_a_lead_takes_products_before_there_is_a_deal(context: Context) -> None:
    product = add_record(context, "product", {"name": "Ant", "price": "10 EUR"})
    lead = add_record(context, "lead", {"title": "Request"})
    add_product(context, "lead", lead, product)
    (line,) = parts_of(context, "lead", lead, FieldType.LINE_ITEM)
    assert isinstance(line, LineItem)
    assert (line.price, line.currency, line.product_id) == (Decimal(10), "EUR", product)
    with pytest.raises(NotFound):
        add_product(context, "lead", lead, new_id())


@pytest.mark.row("CAT-09", "CAT-13")
def test_a_line_says_what_no_rate_tells(context: Context) -> None:
    product = add_record(context, "product", {"name": "Ant", "price": "10 KZT"})
    sold = line_of(context, product, "EUR")
    assert sold.line.price is None
    assert "No rate tells" in sold.sentence


@pytest.mark.row("CAT-02")
def test_properties_of_a_section_in_the_bin_come_back_with_it(
    context: Context, chairs: UUID
) -> None:
    delete_section(context, chairs)
    assert count(context, RecordQuery("section", in_bin=True)) == 1
    undo(context)
    assert own_properties(context, chairs) == ["height"]

"""The sum of a deal follows its products, in whatever way these change (FEATURES DEAL-05)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput
from domain.parts import LineItem
from domain.records.fields import FieldType
from services.context import Context
from services.currencies.rates import add_rate
from services.deals.summing import total_of
from services.leads.converting import New, convert_lead
from services.parts.use_cases import add_part, change_part, parts_of, remove_part
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import undo

LINE = FieldType.LINE_ITEM


def deal(context: Context, **fields: object) -> UUID:
    return add_record(context, "deal", {"title": "Chairs", "currency": "PLN"} | fields)


def add(context: Context, key: UUID, **columns: object) -> UUID:
    return add_part(context, "deal", key, LINE, {"name": "Chair"} | columns)


def amount(context: Context, key: UUID) -> tuple[object, object]:
    values = show_record(context, "deal", key).values
    return values["amount"], values["currency"]


@pytest.mark.row("DEAL-05")
def test_the_sum_follows_each_change_of_a_line(context: Context) -> None:
    key = deal(context, amount="5")
    line = add(context, key, quantity="40", price="100", currency="PLN")
    assert amount(context, key) == (Decimal(4000), "PLN")
    change_part(context, LINE, line, {"quantity": "41"})
    assert amount(context, key) == (Decimal(4100), "PLN")
    change_part(context, LINE, line, {"discount": "10%"})
    assert amount(context, key) == (Decimal(3690), "PLN")
    change_part(context, LINE, line, {"discount": "100"})
    assert amount(context, key) == (Decimal(4000), "PLN")
    change_part(context, LINE, line, {"tax": "23%"})
    assert amount(context, key) == (Decimal(4920), "PLN")
    undo(context)
    assert amount(context, key) == (Decimal(4000), "PLN")
    other = add(context, key, name="Delivery", price="50,5")
    assert amount(context, key) == (Decimal("4050.5"), "PLN")
    remove_part(context, LINE, line)
    assert amount(context, key) == (Decimal("50.5"), "PLN")
    remove_part(context, LINE, other)
    edit_record(context, "deal", key, {"amount": "7"})
    assert amount(context, key) == (Decimal(7), "PLN")


@pytest.mark.row("DEAL-05")
def test_another_amount_is_refused_while_a_line_has_a_price(context: Context) -> None:
    key = deal(context, products=[{"name": "Chair", "quantity": 2, "price": 10}])
    assert amount(context, key) == (Decimal(20), "PLN")
    with pytest.raises(BadInput, match="follows from the products, 20") as caught:
        edit_record(context, "deal", key, {"amount": "21"})
    assert caught.value.field == "amount"
    edit_record(context, "deal", key, {"amount": "20", "comment": "as before"})
    without_prices = deal(context, amount="9", products=["Chair"])
    edit_record(context, "deal", without_prices, {"amount": "10"})
    assert amount(context, without_prices) == (Decimal(10), "PLN")


def test_a_deal_without_a_currency_takes_that_of_its_products(context: Context) -> None:
    key = deal(context, currency="", products=[{"name": "Chair", "price": 10, "currency": "EUR"}])
    assert amount(context, key) == (Decimal(10), "EUR")


@pytest.mark.row("CUR-03")
def test_other_currencies_count_by_the_rates_of_the_day(context: Context) -> None:
    add_rate(context, "EUR", "4.3333", base="PLN", day=date(2020, 1, 1))
    key = deal(context)
    add(context, key, price="100", currency="PLN")
    add(context, key, price="10", currency="EUR")
    assert amount(context, key) == (Decimal("143.33"), "PLN")
    add(context, key, price="7", currency="USD")
    assert amount(context, key) == (Decimal("143.33"), "PLN")
    lines = [one for one in parts_of(context, "deal", key, LINE) if isinstance(one, LineItem)]
    total = total_of(context, context.database.reader(), lines, "PLN")
    assert total.left_out == {"USD": Decimal(7)}
    edit_record(context, "deal", key, {"currency": "EUR"})
    assert amount(context, key) == (Decimal("33.08"), "EUR")


@pytest.mark.row("DEAL-05", "DEAL-04")
def test_products_of_a_lead_make_the_sum_of_its_deal(context: Context) -> None:
    products = [{"name": "Chair", "quantity": 40, "price": 100, "currency": "EUR", "tax": 10}]
    lead = add_record(context, "lead", {"title": "40 chairs", "products": products})
    made = convert_lead(context, lead, deal=New({"title": "40 chairs"})).results["deal"]
    assert amount(context, made) == (Decimal(4400), "EUR")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"discount": "-5"}, "without a minus"),
        ({"discount": "101%"}, "at most 100%"),
        ({"discount": "21", "quantity": "2"}, "at most what the line costs, 20"),
        ({"discount": "10.01"}, "at most what the line costs, 10"),
        ({"tax": "120"}, "from 0 to 100"),
        ({"discount": "much"}, "not understood as a number"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    context: Context, columns: dict[str, object], said: str
) -> None:
    key = deal(context)
    with pytest.raises(BadInput, match=said):
        add(context, key, price="10", **columns)


@pytest.mark.parametrize("discount", ["10%", "50", "12.5 %"])
def test_lines_come_back_from_what_is_shown_of_them(context: Context, discount: str) -> None:
    from services.records.typed_values import as_data

    key = deal(context, products=[{"name": "A", "price": 900, "discount": discount, "tax": "5%"}])
    shown = show_record(context, "deal", key).values["products"]
    field = context.fields.get("deal", "products")
    again = deal(context, products=as_data(field, shown))
    assert show_record(context, "deal", again).values["products"] == shown
    assert amount(context, again) == amount(context, key)


@pytest.mark.row("CUR-03")
def test_the_amount_stays_while_no_price_can_be_counted(context: Context) -> None:
    key = deal(context, amount="500")
    add(context, key, price="10", currency="KZT")
    assert amount(context, key) == (Decimal(500), "PLN")
    bare = deal(context)
    add(context, bare, price="10", currency="KZT")
    assert amount(context, bare) == (None, "PLN")
    add(context, key, price="7", currency="PLN")
    assert amount(context, key) == (Decimal(7), "PLN")


@pytest.mark.row("CUR-01")
def test_an_amount_without_a_currency_is_of_the_base_currency(context: Context) -> None:
    key = deal(context, currency="", amount="500")
    assert amount(context, key) == (Decimal(500), "EUR")
    edit_record(context, "deal", key, {"currency": None})
    assert amount(context, key) == (Decimal(500), "EUR")
    bare = deal(context, currency="")
    assert amount(context, bare) == (None, "")


def test_an_amount_may_name_its_currency(context: Context) -> None:
    key = add_record(context, "deal", {"title": "Chairs", "amount": "12,5 tys.", "currency": "zł"})
    assert amount(context, key) == (Decimal(12500), "PLN")
    edit_record(context, "deal", key, {"amount": "1 200 рублей"})
    assert amount(context, key) == (Decimal(1200), "RUB")
    with pytest.raises(BadInput, match="Amount: the currency has a field of its own"):
        edit_record(context, "deal", key, {"amount": "1 200 zł", "currency": "EUR"})

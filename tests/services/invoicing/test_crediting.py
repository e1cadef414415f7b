"""Credit notes take an invoice back in parts, never more than it asked for (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput
from domain.invoicing.content import Terms
from domain.parts import LineItem
from domain.pricing.model import AllowanceCharge
from domain.records.values import Value
from services.context import Context
from services.invoicing.contents.content import read_content, store_content
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import issue_document
from services.invoicing.making import copy_document, make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.invoicing.revising import revise_document
from services.records.use_cases import add_record, show_record

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}
LAMP = {"name": "Lamp", "quantity": 5, "price": 300, "tax": 20}


@pytest.fixture(autouse=True)
def client(context: Context) -> UUID:
    return add_record(context, "company", {"title": "Ромашка"})


def issued(context: Context, *products: Mapping[str, object], **fields: object) -> UUID:
    data = {"company": "Ромашка", "currency": "RUB", "products": products} | fields
    return make_document(context, "invoice", None, data, issue=True)


def values(context: Context, key: UUID) -> dict[str, Value]:
    return dict(show_record(context, "invoice", key).values)


def lines(context: Context, key: UUID) -> list[LineItem]:
    return list(read_content(context, "invoice", key).lines)


def credit(context: Context, key: UUID, **quantities: int) -> UUID:
    """Take so much of the lines with these names back."""
    wanted = {
        line.id: Decimal(quantities[line.name])
        for line in lines(context, key)
        if line.id and line.name in quantities
    }
    return credit_invoice(context, key, wanted)


def test_no_more_of_a_line_is_taken_back_than_was_sold(context: Context) -> None:
    key = issued(context, CHAIR, LAMP)
    credit(context, key, Chair=1)
    with pytest.raises(BadInput, match="Chair: at most 1 "):
        credit(context, key, Chair=2)
    credit(context, key, Chair=1)
    with pytest.raises(BadInput, match="Chair: nothing is left"):
        credit(context, key, Chair=1)
    assert values(context, key)["outstanding"] == 1800


def test_all_that_is_left_is_taken_back_after_a_part(context: Context) -> None:
    key = issued(context, CHAIR, LAMP)
    credit(context, key, Chair=2, Lamp=1)
    note = credit_invoice(context, key)
    assert [(line.name, line.quantity) for line in lines(context, note)] == [("Lamp", 4)]
    assert values(context, key)["outstanding"] == 0
    with pytest.raises(BadInput, match="Nothing is left"):
        credit_invoice(context, key)


def test_what_was_paid_before_is_taken_back_with_the_rest(context: Context) -> None:
    key = issued(context, CHAIR, prepaid=50)
    assert values(context, key)["outstanding"] == 190
    note = credit_invoice(context, key)
    assert values(context, note)["total"] == -240
    assert values(context, key)["outstanding"] == -50


def test_a_discount_on_the_whole_is_taken_back_in_proportion(context: Context) -> None:
    data = {"company": "Ромашка", "currency": "RUB", "products": [CHAIR, LAMP]}
    key = make_document(context, "invoice", None, data)
    shown = read_content(context, "invoice", key)
    terms = Terms("RUB", False, (AllowanceCharge(amount=Decimal(170)),))
    store_content(context, shown, shown.lines, terms)
    issue_document(context, "invoice", key)
    assert values(context, key)["total"] == Decimal("1836")
    note = credit(context, key, Chair=2)
    assert values(context, note)["net"] == -180
    credit_invoice(context, key)
    assert values(context, key)["outstanding"] == 0


def test_the_last_part_takes_the_coins_that_rounding_left(context: Context) -> None:
    cheap = [{"name": name, "price": "0.03", "tax": 20} for name in "ABC"]
    key = issued(context, *cheap)
    assert values(context, key)["total"] == Decimal("0.11")
    credit(context, key, A=1)
    credit(context, key, B=1)
    last = credit(context, key, C=1)
    assert (values(context, last)["total"], values(context, last)["payable"]) == (
        Decimal("-0.04"),
        Decimal("-0.03"),
    )
    assert values(context, key)["outstanding"] == 0


def test_money_for_what_was_taken_back_is_to_be_given_back(context: Context) -> None:
    key = issued(context, CHAIR, LAMP)
    add_payment(context, key, NewPayment())
    credit(context, key, Chair=1)
    assert values(context, key)["outstanding"] == -120


def test_a_line_taken_back_to_nothing_is_said_so(context: Context) -> None:
    key = issued(context, CHAIR)
    with pytest.raises(BadInput, match="how much"):
        credit(context, key, Chair=0)


def test_revising_the_price_of_a_line_lets_no_more_of_it_be_taken_back(context: Context) -> None:
    key = issued(context, LAMP)
    credit(context, key, Lamp=3)
    shown = read_content(context, "invoice", key)
    dearer = [replace(one, price=Decimal(1000)) for one in shown.lines]
    store_content(context, shown, dearer, shown.terms)
    with pytest.raises(BadInput, match="Lamp: at most 2 can be taken back"):
        credit(context, key, Lamp=3)
    credit(context, key, Lamp=2)


def test_two_drafts_of_the_same_line_are_not_both_issued(context: Context) -> None:
    key = issued(context, LAMP, CHAIR)
    (lamp,) = (one.id for one in lines(context, key) if one.name == "Lamp" and one.id)
    first, second = (
        credit_invoice(context, key, {lamp: Decimal(3)}, issue=False) for _draft in "ab"
    )
    issue_document(context, "invoice", first)
    with pytest.raises(BadInput, match="Lamp: at most 2 can be taken back"):
        issue_document(context, "invoice", second)


def test_a_copy_of_a_credit_note_takes_nothing_back(context: Context) -> None:
    key = issued(context, LAMP)
    copy = copy_document(context, "invoice", credit(context, key, Lamp=1))
    assert [one.credits for one in lines(context, copy)] == [None]


def test_what_is_taken_back_stays_on_the_invoice(context: Context) -> None:
    key = issued(context, LAMP, CHAIR)
    credit(context, key, Lamp=3)
    for products in ([CHAIR], [CHAIR, LAMP | {"quantity": 9}]):
        with pytest.raises(BadInput, match="Lamp: credit notes take some of it back"):
            revise_document(context, "invoice", key, {"products": products})
    (lamp, chair) = lines(context, key)
    fewer = [{"id": str(lamp.id), **LAMP, "quantity": 3}, {"id": str(chair.id), **CHAIR}]
    revise_document(context, "invoice", key, {"products": fewer})
    assert [one.quantity for one in lines(context, key)] == [3, 2]

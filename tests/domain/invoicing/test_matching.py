"""Which invoices a payment pays (FEATURES INV-21)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.invoicing.matching import OpenInvoice, likely_invoices, match_payment

INN = "7707083893"


def invoice(number: str, left: int, tax_id: str = INN, day: int = 1) -> OpenInvoice:
    key = UUID(int=hash((number, left)) % 10**9)
    return OpenInvoice(key, number, date(2026, 11, day), Decimal(left), tax_id, "ООО «Ромашка»")


KNOWN = [
    invoice("2026-0114", 1000),
    invoice("2026-0115", 500, day=2),
    invoice("2026-0116", 500, "5253014006", day=3),
    invoice("77", 40, day=4),
]


def matched(amount: int, purpose: str, tax_id: str = INN) -> tuple[list[tuple[str, Decimal]], bool]:
    found = match_payment(Decimal(amount), tax_id, purpose, KNOWN)
    return [(part.invoice.number, part.amount) for part in found.parts], found.is_sure


@pytest.mark.parametrize(
    ("amount", "purpose", "tax_id", "parts", "is_sure"),
    [
        (1000, "Оплата по счету № 2026-0114 от 22.11.2026, НДС 20%", INN, ["2026-0114"], True),
        (400, "по сч. 2026-0114 частично", INN, ["2026-0114"], True),
        (400, "по сч. 2026-0114 частично", "", ["2026-0114"], False),
        (1000, "invoice 2026-0114", "", ["2026-0114"], True),
        (1500, "за счет 2026-0114", INN, ["2026-0114"], False),
        (1500, "счета 2026-0114, 2026-0115", INN, ["2026-0114", "2026-0115"], True),
        (1400, "счета 2026-0114 и 2026-0115", INN, ["2026-0114", "2026-0115"], False),
        (300, "Оплата по счету №114 за стулья", INN, ["2026-0114"], True),
        (40, "по счету 77", INN, ["77"], True),
        (1000, "за мебель", INN, ["2026-0114"], True),
        (123, "за мебель", INN, ["2026-0114"], False),
        (123, "за мебель", "0000000000", [], False),
        (1000, "договор 12026-01145", "", [], False),
        (40, "акт 77 от 01.01.2026", "", [], False),
        (500, "Оплата по договору № 114 от 01.02.2026", INN, ["2026-0115"], True),
        (50, "Оплата по договору № 115", INN, ["2026-0114"], False),
        (40, "за стул, ТТН №77", "", [], False),
        (30, "акт N 77", INN, ["2026-0114"], False),
        (300, "№114 за стулья", INN, ["2026-0114"], True),
        (300, "Оплата №114", INN, ["2026-0114"], True),
        (300, "счет-фактура № 114", INN, ["2026-0114"], True),
        (300, "по счету на оплату N 114 от 01.02.2026", INN, ["2026-0114"], True),
    ],
)
def test_number_payer_and_amount_tell_what_is_paid(
    amount: int, purpose: str, tax_id: str, parts: list[str], is_sure: bool
) -> None:
    found, sure = matched(amount, purpose, tax_id)
    assert ([number for number, _amount in found], sure) == (parts, is_sure)
    assert not found or sum(share for _number, share in found) == amount


@pytest.mark.row("INV-21")
@pytest.mark.parametrize(
    ("text", "amount", "numbers"),
    [
        ("", 500, ["2026-0115", "2026-0114", "77", "2026-0116"]),
        ("", 40, ["77", "2026-0114", "2026-0115", "2026-0116"]),
        ("011 ромашка", 1, ["2026-0114", "2026-0115", "2026-0116"]),
        ("500", 1, ["2026-0115", "2026-0116"]),
        ("vega", 1, []),
    ],
)
def test_the_invoices_of_the_payer_are_offered_first(
    text: str, amount: int, numbers: list[str]
) -> None:
    found = likely_invoices(KNOWN, text, "Ромашка ООО", INN, Decimal(amount))
    assert [one.number for one in found] == numbers


def test_a_legal_form_makes_nobody_the_payer() -> None:
    other = OpenInvoice(UUID(int=1), "1", date(2026, 1, 1), Decimal(9), "", "ООО «Лютик»")
    theirs = OpenInvoice(UUID(int=2), "2", date(2026, 1, 2), Decimal(9), "", "Ромашка, ООО")
    found = likely_invoices([other, theirs], "", "ООО «Ромашка»", "", Decimal(5))
    assert found == [theirs, other]

"""Payment QR codes: the exact texts that banks' programs read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.payment_codes import Transfer, payment_code

RUSSIAN = Transfer(
    payee="ООО «Лотос»",
    account="40702810400000012345",
    amount=Decimal("42100.5"),
    currency="RUB",
    purpose="Счёт № 17 от 26.11.2026, в т. ч. НДС 20 % 7016,75",
    tax_id="7707083893",
    tax_code="773601001",
    bank_name="ПАО Сбербанк",
    bank_code="044525225",
    correspondent_account="30101 810 4 0000 0000225",
)
EURO = Transfer(
    payee="Lotos Sp. z o.o.",
    account="DE89 3704 0044 0532 0130 00",
    amount=Decimal("12.3"),
    currency="EUR",
    purpose="Invoice 2026-0017",
    bank_code="COBADEFFXXX",
)
POLISH = Transfer(
    payee="Lotos Spółka z ograniczoną odpowiedzialnością",
    account="PL61 1090 1014 0000 0712 1981 2874",
    amount=Decimal("123.45"),
    currency="PLN",
    purpose="Faktura 17/2026",
    tax_id="526-10-40-828",
)


@pytest.mark.row("INV-11")
def test_russian_code_names_its_values() -> None:
    code = payment_code(RUSSIAN)
    assert code is not None
    assert code.text == (
        "ST00012|Name=ООО «Лотос»|PersonalAcc=40702810400000012345|BankName=ПАО Сбербанк"
        "|BIC=044525225|CorrespAcc=30101810400000000225|Sum=4210050"
        "|Purpose=Счёт № 17 от 26.11.2026, в т. ч. НДС 20 % 7016,75"
        "|PayeeINN=7707083893|KPP=773601001"
    )


def test_a_bar_in_a_name_does_not_end_the_value() -> None:
    code = payment_code(replace(RUSSIAN, payee="ООО | Лотос\nНева"))
    assert code is not None
    assert "|Name=ООО Лотос Нева|" in code.text


def test_sepa_code_has_its_lines_in_order() -> None:
    code = payment_code(EURO)
    assert code is not None
    assert code.error_correction == "M"
    assert code.text.split("\n") == [
        *("BCD", "002", "1", "SCT", "COBADEFFXXX", "Lotos Sp. z o.o.", "DE89370400440532013000"),
        *("EUR12.30", "", "", "Invoice 2026-0017"),
    ]


def test_polish_code_is_cut_to_its_lengths() -> None:
    code = payment_code(POLISH)
    assert code is not None
    assert code.text == (
        "5261040828|PL|61109010140000071219812874|012345|Lotos Spółka z ogran|Faktura 17/2026|||"
    )


@pytest.mark.parametrize(
    "transfer",
    [
        replace(RUSSIAN, amount=Decimal(0)),
        replace(RUSSIAN, amount=Decimal(-5)),
        replace(RUSSIAN, account="4070281040000001234"),
        replace(RUSSIAN, bank_code=""),
        replace(RUSSIAN, bank_name=""),
        replace(RUSSIAN, currency="USD"),
        replace(RUSSIAN, payee=" "),
        replace(EURO, account="not an account"),
        replace(EURO, amount=Decimal("1000000000")),
        replace(POLISH, amount=Decimal("10000")),
        replace(POLISH, account="1234"),
    ],
)
def test_there_is_no_code_where_the_form_does_not_allow_it(transfer: Transfer) -> None:
    assert payment_code(transfer) is None


@given(cents=st.integers(1, 99_999_999_999), purpose=st.text(max_size=300))
def test_sepa_codes_stay_within_their_bounds(cents: int, purpose: str) -> None:
    amount = Decimal(cents).scaleb(-2)
    code = payment_code(replace(EURO, amount=amount, purpose=purpose))
    assert code is not None
    lines = code.text.split("\n")
    assert Decimal(lines[7].removeprefix("EUR")) == amount
    assert len(lines) <= 11
    assert len("".join(lines[10:])) <= 140

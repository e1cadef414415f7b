"""What a bank's program reads from the QR code on an invoice, so that nobody types requisites.

Three forms are known: ST00012 of Russia (GOST R 56042-2014), the SEPA credit transfer in euros
(EPC069-12), and the "2D code" of the Polish Bank Association for złotys. Only their text is made
here; it is "" where the requisites do not allow the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from domain.bank_codes import bare, is_iban, is_swift
from domain.money import round_amount
from domain.text import on_one_line


@dataclass(frozen=True, slots=True)
class Transfer:
    """A payment that is asked for: to whom, on which account, how much, what for."""

    payee: str
    account: str
    amount: Decimal
    currency: str
    purpose: str
    tax_id: str = ""
    tax_code: str = ""
    bank_name: str = ""
    bank_code: str = ""
    correspondent_account: str = ""


class PaymentCode(NamedTuple):
    """The text of a payment QR code, which form it has, and the error correction it asks for."""

    form: Literal["ST00012", "EPC", "ZBP"]
    text: str
    error_correction: Literal["L", "M"]


_LONGEST_SEPA = Decimal("999999999.99")


def payment_code(transfer: Transfer) -> PaymentCode | None:
    """Return the code for a transfer, None where no form fits its currency and requisites.

    Nothing is asked for where the amount is not above zero.
    """
    if round_amount(transfer.amount, transfer.currency) <= 0 or not transfer.payee.strip():
        return None
    if transfer.currency == "RUB" and (text := _russian(transfer)):
        return PaymentCode("ST00012", text, "M")
    if transfer.currency == "EUR" and (text := _sepa(transfer)):
        return PaymentCode("EPC", text, "M")
    if transfer.currency == "PLN" and (text := _polish(transfer)):
        return PaymentCode("ZBP", text, "L")
    return None


def _russian(transfer: Transfer) -> str:
    """ST00012: UTF-8, values by name behind bars; the first five are required, in this order."""
    account, bank_code = bare(transfer.account), bare(transfer.bank_code)
    if not (re.fullmatch(r"\d{20}", account) and re.fullmatch(r"\d{9}", bank_code)):
        return ""
    values = {
        "Name": _one_line(transfer.payee, 160),
        "PersonalAcc": account,
        "BankName": _one_line(transfer.bank_name, 45),
        "BIC": bank_code,
        # A zero stands for a bank without an account at the Bank of Russia's branch.
        "CorrespAcc": bare(transfer.correspondent_account) or "0",
        "Sum": str(_coins(transfer)),
        "Purpose": _one_line(transfer.purpose, 210),
        "PayeeINN": bare(transfer.tax_id),
        "KPP": bare(transfer.tax_code),
    }
    if not values["BankName"]:
        return ""
    return "|".join(("ST00012", *(f"{name}={value}" for name, value in values.items() if value)))


def _sepa(transfer: Transfer) -> str:
    """EPC069-12 version 002, in UTF-8: lines in a fixed order, empty ones at the end left out."""
    account, bank_code = bare(transfer.account), bare(transfer.bank_code)
    if not is_iban(account) or transfer.amount > _LONGEST_SEPA:
        return ""
    amount = round_amount(transfer.amount, "EUR")
    lines = (
        "BCD",
        "002",
        "1",
        "SCT",
        bank_code if is_swift(bank_code) else "",
        _one_line(transfer.payee, 70),
        account,
        f"EUR{amount:f}",
        "",
        "",
        _one_line(transfer.purpose, 140),
    )
    return "\n".join(lines).rstrip("\n")


def _polish(transfer: Transfer) -> str:
    """The 2D code of the Polish Bank Association (ZBP, 2013): nine values between bars."""
    account = bare(transfer.account).removeprefix("PL")
    tax_id = bare(transfer.tax_id).removeprefix("PL")
    coins = f"{_coins(transfer):06}"
    if not re.fullmatch(r"\d{26}", account) or len(coins) > 6:
        return ""
    nip = tax_id if re.fullmatch(r"\d{10}", tax_id) else ""
    payee, purpose = _one_line(transfer.payee, 20), _one_line(transfer.purpose, 32)
    return "|".join((nip, "PL", account, coins, payee, purpose, "", "", ""))


def _coins(transfer: Transfer) -> int:
    return int(round_amount(transfer.amount, transfer.currency).scaleb(2))


def _one_line(text: str, longest: int) -> str:
    """Return `text` without what divides the values of a code, cut to what the form allows."""
    return on_one_line(text.replace("|", " "))[:longest].rstrip()

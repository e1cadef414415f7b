"""Which invoices a payment order pays, as its purpose, the payer and the amount tell (INV-21)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.names.person_names import company_words
from domain.text import fold


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that waits for money: `left` is what is still to come, `tax_id` the payer's."""

    id: UUID
    number: str
    day: date
    left: Decimal
    tax_id: str
    payer: str


@dataclass(frozen=True, slots=True)
class PaidPart:
    """So much of a payment is for an invoice."""

    invoice: OpenInvoice
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Match:
    """What a payment seems to be for: one invoice or several, or nothing that is known.

    One that `is_sure` needs nobody to look at it.
    """

    parts: tuple[PaidPart, ...] = ()
    is_sure: bool = False


NO_MATCH: Final = Match()

_WORD: Final = (
    r"\b(?:счет(?:а|у|ы|ом|ам)?(?:-фактур\w+)?|сч|invoices?|inv|faktur\w+|fv)\b\.?"
    r"(?:\s*на оплату)?"
)
_SIGN: Final = r"(?:№|#|\b(?:no|nr|n)(?![^\W\d])\.?)"
_BARE: Final = rf"(?:^\s*|\b(?:оплата|payment|platnosc)\s+){_SIGN}"
"""A sign behind any other word is that of a contract, an act, a waybill."""

_SHORT: Final = re.compile(rf"(?:{_WORD}\s*{_SIGN}?|{_BARE})\s*[:#]?\s*(\d{{1,9}})(?![\w/-]*\d)")


def match_payment(
    amount: Decimal, tax_id: str, purpose: str, invoices: Sequence[OpenInvoice]
) -> Match:
    """Return what a payment is for, among the invoices that wait for money.

    It is sure of an invoice whose whole number the purpose names, where payer or amount agree and
    it is not more than is left; of several so named whose sum is paid; of the only one of the
    payer with just this amount left. A number without year or prefix is as good where the payer
    agrees and it is one of theirs alone.
    """
    text = f" {fold(purpose)} "
    named = [one for one in invoices if _names(text, one.number)]
    if len(named) > 1:
        return _several(amount, tax_id, named)
    theirs = [one for one in invoices if tax_id and one.tax_id == tax_id]
    if named:
        return _one(amount, tax_id, named[0])
    short = {number.lstrip("0") for number in _SHORT.findall(text)}
    called = [one for one in theirs if _tail(one.number) in short]
    if len(called) == 1:
        return _one(amount, tax_id, called[0])
    exact = [one for one in called or theirs if one.left == amount]
    if len(exact) == 1:
        return Match((PaidPart(exact[0], amount),), is_sure=True)
    guessed = (exact or called or theirs)[:1]
    return Match(tuple(PaidPart(one, amount) for one in guessed))


def likely_invoices(
    invoices: Sequence[OpenInvoice], text: str, payer: str, tax_id: str, amount: Decimal
) -> list[OpenInvoice]:
    """Return the invoices in whose number, payer or open amount each word of a text occurs.

    Those of the payer come first, by tax number before name, and of these those with just this
    amount left; the oldest of them first.
    """
    wanted, named = fold(text).split(), set(company_words(payer))

    def rank(one: OpenInvoice) -> tuple[bool, bool, bool, date, str]:
        is_theirs = bool(tax_id and one.tax_id == tax_id)
        is_named = bool(named & set(company_words(one.payer)))
        return not is_theirs, not is_named, one.left != amount, one.day, one.number

    found = [
        one
        for one in invoices
        if all(word in fold(f"{one.number} {one.payer} {one.left:f}") for word in wanted)
    ]
    return sorted(found, key=rank)


def _one(amount: Decimal, tax_id: str, invoice: OpenInvoice) -> Match:
    agrees = amount == invoice.left or bool(tax_id and tax_id == invoice.tax_id)
    is_sure = agrees and amount <= invoice.left
    return Match((PaidPart(invoice, amount),), is_sure)


def _several(amount: Decimal, tax_id: str, named: Sequence[OpenInvoice]) -> Match:
    """Share a payment among the invoices that its purpose names, the oldest first."""
    is_theirs = all(not tax_id or not one.tax_id or one.tax_id == tax_id for one in named)
    is_sure = is_theirs and sum(one.left for one in named) == amount
    parts: list[PaidPart] = []
    for one in sorted(named, key=lambda one: (one.day, one.number)):
        share = min(one.left, amount)
        if share > 0:
            parts.append(PaidPart(one, share))
            amount -= share
    if parts and amount > 0:
        parts[-1] = PaidPart(parts[-1].invoice, parts[-1].amount + amount)
    return Match(tuple(parts), is_sure)


def _names(text: str, number: str) -> bool:
    """Say whether a folded text names a number, and no longer one that contains it."""
    wanted = fold(number)
    if not wanted:
        return False
    if wanted.isdecimal():
        return wanted.lstrip("0") in {found.lstrip("0") for found in _SHORT.findall(text)}
    return re.search(rf"(?<![\w/-]){re.escape(wanted)}(?![\w/-]*\d)", text) is not None


def _tail(number: str) -> str:
    """Return the last run of digits of a number, without zeros before it."""
    runs = re.findall(r"\d+", number)
    return runs[-1].lstrip("0") if runs else ""

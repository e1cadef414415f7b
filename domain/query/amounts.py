"""Reads numbers and amounts of money of a query: `5`, `>1000 RUB`, `5..10 тыс. zł`, `EUR`."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import Final, NamedTuple

from domain.currencies import SYMBOLS
from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_currency, parse_decimal, parse_money, to_millionths
from domain.query.errors import NeverSo, TurnedRound
from domain.query.tree import Between
from domain.records.fields import MONEY_TYPES, Field, FieldType

DECIMAL_TYPES: Final = MONEY_TYPES | {FieldType.DECIMAL}
NUMBER_TYPES: Final = DECIMAL_TYPES | {FieldType.INTEGER}

_SMALL_CODE: Final = re.compile(r"[a-z]{3}")


class _Bound(NamedTuple):
    """A number, None where there is none, and the currency typed with it, "" for none."""

    number: Decimal | None
    currency: str = ""


def read_between(field: Field, operator: str, text: str) -> Between:
    """Return the numbers that `text` asks for, as compared by `operator` (`>`, `<=`, `=` or "").

    An amount of money may have its currency beside it, or be asked for by that alone. Raises
    BadInput with a sentence.
    """
    first, dots, last = (text, "", "") if operator else text.partition("..")
    low = _bound(field, first)
    high = _bound(field, last) if dots else low
    currency = _currency(field, low.currency, high.currency)
    if not dots:
        return _compared(field, operator, text, low.number, currency)
    if low.number is None and high.number is None:
        raise BadInput(_("A range needs a beginning or an end, such as 1000..5000."))
    if low.number is not None and high.number is not None and low.number > high.number:
        raise TurnedRound(text.strip())
    return Between(low.number, high.number, currency=currency)


def _compared(
    field: Field, operator: str, text: str, number: Decimal | None, currency: str
) -> Between:
    if number is None:
        if operator in ("", "="):
            return Between(currency=currency)
        number = _decimal(field, text)  # which says that a currency is no number
    match operator:
        case ">":
            return Between(low=number, with_low=False, currency=currency)
        case ">=":
            return Between(low=number, currency=currency)
        case "<":
            return Between(high=number, with_high=False, currency=currency)
        case "<=":
            return Between(high=number, currency=currency)
    return Between(number, number, currency=currency)


def _bound(field: Field, text: str) -> _Bound:
    """Read one number of a range, which may be left out."""
    if not text.strip():
        return _Bound(None)
    if field.type in DECIMAL_TYPES:
        with suppress(BadInput):
            amount, currency = parse_money(text, "")
            if _is_meant(currency, text):
                to_millionths(amount)  # refuses what no amount can be
                return _Bound(amount, currency)
    if field.type in MONEY_TYPES:
        with suppress(BadInput):
            currency = parse_currency(text)
            if _is_meant(currency, text):
                return _Bound(None, currency)
    return _Bound(_decimal(field, text))


def _is_meant(currency: str, text: str) -> bool:
    """Say whether a currency was meant: `try` and `pen` in small letters are words as well.

    In capitals it was, whatever scale stands before it: `5 mln CHF`.
    """
    is_clear = currency in SYMBOLS or currency in text
    return not currency or is_clear or not _SMALL_CODE.search(text)


def _currency(field: Field, first: str, last: str) -> str:
    """Return the currency of both ends of a range. Raises NeverSo where there cannot be one."""
    if (first or last) and field.type not in MONEY_TYPES:
        raise NeverSo(
            _("{field} is compared as a number: leave the currency out.").format(
                field=_(field.label)
            )
        )
    if first and last and first != last:
        raise NeverSo(
            _("A range has one currency, not both {first} and {last}.").format(
                first=first, last=last
            )
        )
    return last or first


def _decimal(field: Field, text: str) -> Decimal:
    number = parse_decimal(field.without_sign(text))
    to_millionths(number)
    return number

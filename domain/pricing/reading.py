"""Documents in the JSON form of `crm price`, read into values (docs/pricing.md describes the form).

Numbers may be strings or numbers, and are exact either way. What a total does not depend on is not
looked at. Everything that is wrong is told in a sentence that names the document and the place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

from domain.currencies import MINOR_DIGITS, RENAMED
from domain.errors import BadInput
from domain.i18n import _
from domain.pricing.exact import EXACT
from domain.pricing.json_objects import JsonObject, object_of
from domain.pricing.model import (
    ONE,
    STANDARD,
    UNTAXED_CATEGORIES,
    ZERO,
    AllowanceCharge,
    Document,
    Line,
    Tax,
)

MOST_DIGITS = 6
"""Decimals that an amount may have: as many as are stored."""

_ZERO_RATED = "Z"


def parse_json(text: str) -> Any:
    """Return JSON with every number as the exact `Decimal` it is written as. Raises BadInput."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise BadInput(
            _("The JSON cannot be read: {reason} (line {line}, column {column}).").format(
                reason=error.msg, line=error.lineno, column=error.colno
            )
        ) from error
    except (ArithmeticError, RecursionError) as error:  # exponents of many digits, many brackets
        raise BadInput(_("The JSON cannot be read: it is too large or too deep.")) from error


def _constant(name: str) -> Decimal:
    said = _("{name} is no number that JSON or a document can have.")
    raise BadInput(said.format(name=name))


def read_document(found: Any, number: int | None = None) -> Document:
    """Return the document that a JSON object describes.

    `number` is its place among several, from 1, for those that have no id. Raises BadInput.
    """
    reader = object_of(found, said_document(found, number))
    if reader.found.get("lines") is None:
        said = _("{where} has no “lines”; that is the list of its lines, which may be empty: [].")
        raise BadInput(said.format(where=reader.where), "lines")
    currency = reader.text("currency").upper()
    currency = RENAMED.get(currency, currency)
    includes = reader.flag("prices_include_tax")
    lines = tuple(_line(line, includes) for line in reader.objects("lines", _("line {number}")))
    return Document(
        lines=lines,
        allowances_charges=_of_document(reader, lines, includes),
        taxes=_taxes(reader, includes) or (),
        currency=currency,
        prices_include_tax=includes,
        prepaid=reader.number("prepaid") or ZERO,
        rounding_amount=reader.number("rounding") or ZERO,
        cash_rounding=_cash_rounding(reader),
        digits=_digits(reader, currency),
    )


def said_document(found: Any, number: int | None) -> str:
    """Return what a document is called in messages: by its id, else by its place."""
    id_ = found.get("id") if isinstance(found, Mapping) else None
    if isinstance(id_, str | Decimal) and str(id_).strip():
        return _("Document {id}").format(id=str(id_).strip())
    return _("Document {id}").format(id=number) if number else _("The document")


def _digits(reader: JsonObject, currency: str) -> int | None:
    """Return the decimals that are given, None for those of the currency."""
    digits = reader.number("decimals")
    if digits is not None:
        if digits not in range(MOST_DIGITS + 1):
            raise reader.wrong(
                "decimals", _("{where}: {field} is {value}; a whole number from 0 to 6 is needed.")
            )
        return int(digits)
    if currency and currency not in MINOR_DIGITS:
        raise reader.wrong(
            "currency",
            _("{where}: {field} is {value}, no currency of ISO 4217; give “decimals” beside it."),
        )
    return None


def _cash_rounding(reader: JsonObject) -> Decimal | None:
    coin = reader.number("cash_rounding")
    if coin is not None and coin < 0:
        raise reader.wrong(
            "cash_rounding", _("{where}: {field} is {value}; a coin such as 0.05 is needed.")
        )
    return coin or None


def _line(reader: JsonObject, prices_include_tax: bool) -> Line:
    """Return a line; the total of one without a price is its net amount."""
    net, quantity = reader.number("net_amount"), reader.number("qty")
    price, gross_price = reader.number("unit_price"), reader.number("gross_price")
    if price is None and gross_price is not None:
        with localcontext(EXACT):
            price = gross_price - (reader.number("price_discount") or ZERO)
    if price is None and net is None:
        said = _("{where} has neither “unit_price” nor “net_amount”.")
        raise BadInput(said.format(where=reader.where), "unit_price")
    base = reader.number("base_qty")
    if base is not None and base <= 0:
        raise reader.wrong(
            "base_qty", _("{where}: {field} is {value}; a quantity above zero is needed.")
        )
    taxes = _taxes(reader, prices_include_tax)
    return Line(
        quantity=ONE if quantity is None else quantity,
        unit_price=ZERO if price is None else price,
        base_quantity=ONE if base is None else base,
        allowances_charges=tuple(one for one, _reader in _allowances_charges(reader)),
        taxes=taxes or _vat(reader),
        name=reader.text("name"),
        net_amount=net if price is None else None,
        gross_price=gross_price,
    )


def _allowances_charges(reader: JsonObject) -> Iterator[tuple[AllowanceCharge, JsonObject]]:
    """Yield what is in `allowances` and `charges`; `charge` of one says otherwise what it is."""
    for name, said in (("allowances", _("allowance {number}")), ("charges", _("charge {number}"))):
        for one in reader.objects(name, said):
            amount, percent = one.number("amount"), one.number("percent")
            if amount is None and percent is None:
                sentence = _("{where} has neither “amount” nor “percent”.")
                raise BadInput(sentence.format(where=one.where), "amount")
            yield (
                AllowanceCharge(
                    amount=amount,
                    percent=percent,
                    base=one.number("base"),
                    is_charge=one.flag("charge", default=name == "charges"),
                    reason=one.text("reason"),
                ),
                one,
            )


def _of_document(
    reader: JsonObject, lines: tuple[Line, ...], prices_include_tax: bool
) -> tuple[AllowanceCharge, ...]:
    """Return the allowances and charges of a document with the taxes they belong to.

    An empty list of taxes is none. Without the list it is the VAT category and rate; one without
    a rate belongs to what lines have of the category, one without either to all that lines have.
    """
    found = []
    for one, own in _allowances_charges(reader):
        taxes, category = _taxes(own, prices_include_tax), own.text("vat_category")
        if taxes is None and own.number("vat_rate") is not None:
            taxes = tuple(_named_as_in_lines(tax, category, lines) for tax in _vat(own))
        elif taxes is None and category:
            one = replace(one, tax_category=category)
        found.append(replace(one, taxes=taxes))
    return tuple(found)


def _named_as_in_lines(vat: Tax, category: str, lines: tuple[Line, ...]) -> Tax:
    """Return the tax of lines that a category, which may be "", and a rate mean; else that VAT.

    The rate of a category that is not taxed says nothing, so it may be another one.
    """
    of_lines = {tax for line in lines for tax in line.taxes}
    if vat in of_lines:
        return vat
    alike = {
        tax
        for tax in of_lines
        if tax.category == (category or tax.category)
        and (tax.rate == vat.rate or category in UNTAXED_CATEGORIES)
    }
    return alike.pop() if len(alike) == 1 else vat


def _taxes(reader: JsonObject, prices_include_tax: bool) -> tuple[Tax, ...] | None:
    """Return the list of taxes, None where there is none."""
    if reader.found.get("taxes") is None:
        return None
    return tuple(
        Tax(
            category=tax.text("category") or STANDARD,
            rate=_rate(tax, "rate") or ZERO,
            name=tax.text("name"),
            is_withheld=tax.flag("retained"),
            is_compound=tax.flag("compound"),
            is_included=_is_included(tax, prices_include_tax),
        )
        for tax in reader.objects("taxes", _("tax {number}"))
    )


def _rate(reader: JsonObject, name: str) -> Decimal | None:
    """Return a rate in percent."""
    rate = reader.number(name)
    if rate is not None and rate < 0:
        raise reader.wrong(
            name, _("{where}: {field} is {value}; a tax that is withheld has “retained”: true.")
        )
    return rate


def _is_included(tax: JsonObject, prices_include_tax: bool) -> bool | None:
    """Return whether prices contain a tax, None where that is as the document says anyway."""
    is_included = tax.flag("included", default=prices_include_tax)
    return None if is_included == prices_include_tax else is_included


def _vat(reader: JsonObject) -> tuple[Tax, ...]:
    """Return the VAT that category and rate tell, none where neither is given."""
    category, rate = reader.text("vat_category"), _rate(reader, "vat_rate")
    if not category and rate is None:
        return ()
    return (Tax(category or (STANDARD if rate else _ZERO_RATED), rate or ZERO),)

"""The tax of Polish invoices in other currencies, which is told in zloty as well.

Article 106e section 11 of the Polish act on VAT of 11 March 2004 asks for it, article 31a for the
rate of the day before.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from domain.exchange import Rates
from domain.i18n import _
from domain.invoicing.kinds import INVOICE
from services.context import Context
from services.currencies.rates import missing_rate, rates_on
from services.printing.document import LayoutName, LocalTax, layout_of

CURRENCY: Final = "PLN"

_OLD: Final = timedelta(days=7)
"""A rate is older than that only where none has been added since: holidays are shorter."""


def local_tax(
    context: Context, currency: str, day: date, issued_at: datetime | None = None
) -> LocalTax | None:
    """Return by which rate the tax of an invoice of a day is told in zloty.

    What has been issued, at an aware moment, stays as it was then whatever rates are added,
    corrected or taken away later, unless it lacked one. None for an invoice in zloty, and where no
    rate is known.
    """
    if currency in ("", CURRENCY):
        return None
    before = day - timedelta(days=1)
    if issued_at is not None:
        then = _by(rates_on(context, before, issued_at), currency, before)
        if then is not None and before - then.day <= _OLD:
            return then
    return _by(rates_on(context, before), currency, before)


def _by(rates: Rates, currency: str, day: date) -> LocalTax | None:
    """Return the rate that holds on a day, None where none is known."""
    rate = rates.factor(currency, CURRENCY, day)
    if rate is None:
        return None
    return LocalTax(CURRENCY, rate, rates.day_of(currency, CURRENCY, day) or day)


def say_of_rates(context: Context, kind: str, keys: Collection[UUID]) -> str:
    """Return a sentence on the first of some documents whose tax cannot be told so, else "".

    It says what to do; so does one on a rate that is too old to be that of the day before.
    """
    if kind != INVOICE:
        return ""
    for key in keys:
        row = (
            context.database.reader()
            .execute(
                "SELECT r.currency, r.template, r.language, coalesce(c.day, r.day) FROM invoice r "
                "LEFT JOIN invoice c ON c.id = r.credited_id "
                "WHERE r.id = ? AND r.tax_shown AND r.tax <> 0",
                (key.bytes,),
            )
            .fetchone()
        )
        if row is None or layout_of(row[1], row[2]) is not LayoutName.POLISH:
            continue
        if said := _said(context, row[0], date.fromisoformat(row[3])):
            return said
    return ""


def _said(context: Context, currency: str, day: date) -> str:
    if currency in ("", CURRENCY):
        return ""
    found, before = local_tax(context, currency, day), day - timedelta(days=1)
    if found is None:
        why = missing_rate(context, currency, CURRENCY, before)
        said = _("! Its VAT is not printed in {local}. {why}")
        return said.format(local=CURRENCY, why=why)
    if before - found.day <= _OLD:
        return ""
    said = _(
        "! Its VAT in {local} is by the rate of {day}; an administrator adds a newer one by “crm "
        "rates add {currency}”."
    )
    return said.format(local=CURRENCY, day=found.day.isoformat(), currency=currency)

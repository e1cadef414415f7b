"""What products cost, in whatever currency they are sold (FEATURES CAT-13, exam B18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.catalog.prices import BASE, price_field
from domain.i18n import _
from domain.money import format_price
from domain.records.values import Money
from services.context import Context
from services.currencies.rates import missing_rate, rates_within
from services.records.use_cases import show_record

if TYPE_CHECKING:
    import sqlite3

    from domain.exchange import Rates


@dataclass(frozen=True, slots=True)
class Asked:
    """The price of a product in the currency in which it is sold.

    `price` is None where the product has none of that type, or no rate tells what its currency is
    worth; then `sentence` says so. `kept` is the price as the catalog has it.
    """

    price: Money | None
    kept: Money | None = None
    sentence: str = ""

    @property
    def is_converted(self) -> bool:
        """Whether the price was in another currency."""
        return self.price is not None and self.price != self.kept


def price_of(
    context: Context,
    product: UUID,
    currency: str,
    price_type: str = BASE,
    day: date | None = None,
) -> Asked:
    """Return what a product costs in a currency by the rates of a day, today by default.

    Raises NotFound.
    """
    field = context.fields.get("product", price_field(price_type))
    kept = show_record(context, "product", product).values[field.name]
    assert kept is None or isinstance(kept, Money)
    return asked_in(context, context.database.reader(), kept, currency, day)


def asked_in(
    context: Context,
    connection: sqlite3.Connection,
    kept: Money | None,
    currency: str,
    day: date | None = None,
) -> Asked:
    """Return a price of the catalog in another currency, read within a use case."""
    if kept is None or not currency or kept.currency == currency:
        return Asked(kept, kept)
    day = day or context.now().date()
    return asked_by(context, rates_within(connection, day), kept, currency, day)


def asked_by(context: Context, rates: Rates, kept: Money, currency: str, day: date) -> Asked:
    """Return a price of the catalog in another currency, by rates that hold on a day."""
    amount = rates.convert_price(kept.amount, kept.currency, currency, day)
    if amount is not None:
        return Asked(Money(amount, currency), kept)
    said = _("The catalog has {price}. {why}").format(
        price=format_price(kept.amount, kept.currency),
        why=missing_rate(context, kept.currency, currency, day),
    )
    return Asked(None, kept, said)

"""The sum of a deal: that of its products while any has a price (FEATURES DEAL-05, CUR-03)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput
from domain.exchange import Converted
from domain.i18n import _
from domain.money import format_amount, to_millionths
from domain.parts import LineItem, sums
from domain.records.fields import FieldType
from services.context import Context
from services.currencies.rates import missing_rate, rates_within
from services.settings import BASE_CURRENCY, get_setting

if TYPE_CHECKING:
    from storage.tables import Deal
    from storage.unit import Unit


def settle_sum(
    context: Context, unit: Unit, key: UUID, *, typed: Decimal | None = None
) -> Converted | None:
    """Make the amount of a deal what its products come to; leave it where none has a price.

    Other currencies count by the rates of today; what has no rate is left out, and returned so.
    Where that is all of it, the amount stays as well.
    Raises BadInput where another amount was `typed`.
    """
    from services.parts.rows import rows_of, values_of
    from storage.tables import Deal

    unit.session.flush()
    deal = cast("Deal", unit.get(Deal, key))
    rows = rows_of(unit, "deal", key, FieldType.LINE_ITEM)
    items = [LineItem(**values_of(row, FieldType.LINE_ITEM)) for row in rows]
    if all(item.price is None for item in items):
        return None
    currency = _currency_of(context, unit.connection, deal.currency, items)
    total = total_of(context, unit.connection, items, currency)
    if not counted(items, total):
        return total
    to_millionths(total.amount)
    if typed is not None and typed != total.amount:
        said = _("The amount follows from the products, {sum}: change or remove these.")
        raise BadInput(said.format(sum=format_amount(total.amount, currency)), "amount")
    if (deal.amount, deal.currency) != (total.amount, currency):
        deal.amount, deal.currency = total.amount, currency
    return total


def settle_currency(context: Context, unit: Unit, deal: Deal) -> None:
    """Let an amount without a currency be of the base currency (FEATURES CUR-01)."""
    if deal.amount is not None and not deal.currency:
        deal.currency = get_setting(context, BASE_CURRENCY, unit.connection)


def has_prices(connection: sqlite3.Connection, key: UUID) -> bool:
    """Say whether a line of a deal has a price, so that its amount follows from the products."""
    return (
        connection.execute(
            "SELECT 1 FROM line_item WHERE record_kind = 'deal' AND record_id = ? "
            "AND price IS NOT NULL",
            (key.bytes,),
        ).fetchone()
        is not None
    )


def counted(items: list[LineItem], total: Converted) -> bool:
    """Say whether any line with a price is in a total."""
    return any(one.price is not None and one.currency not in total.left_out for one in items)


def uncounted(context: Context, key: UUID) -> list[str]:
    """Return sentences on the prices of a deal that its amount leaves out (FEATURES CUR-04)."""
    from services.parts.use_cases import parts_of

    connection = context.database.reader()
    row = connection.execute("SELECT currency FROM deal WHERE id = ?", (key.bytes,)).fetchone()
    lines = parts_of(context, "deal", key, FieldType.LINE_ITEM)
    items = [line for line in lines if isinstance(line, LineItem)]
    if row is None or all(item.price is None for item in items):
        return []
    currency, today = _currency_of(context, connection, row[0], items), context.now().date()
    return [
        said_left_out(context, amount, other, currency, today)
        for other, amount in total_of(context, connection, items, currency).left_out.items()
    ]


def said_left_out(context: Context, amount: Decimal, currency: str, into: str, day: date) -> str:
    """Return what says that an amount is not counted in a sum, and why."""
    return _("! without {amount}. {why}").format(
        amount=format_amount(amount, currency), why=missing_rate(context, currency, into, day)
    )


def total_of(
    context: Context, connection: sqlite3.Connection, items: list[LineItem], currency: str
) -> Converted:
    """Return what lines come to in a currency by the rates of today; one without is of that."""
    amounts: Mapping[str, Decimal] = sums(
        tuple(item if item.currency else replace(item, currency=currency) for item in items)
    )
    if set(amounts) <= {currency}:
        return Converted(amounts.get(currency, Decimal(0)), {})
    today = context.now().date()
    return rates_within(connection, today).total(amounts, currency, today)


def _currency_of(
    context: Context, connection: sqlite3.Connection, own: str, items: list[LineItem]
) -> str:
    """Return the currency of a deal: its own, else that of all its products, else the base one."""
    named = {item.currency for item in items if item.currency and item.price is not None}
    if own:
        return own
    return named.pop() if len(named) == 1 else get_setting(context, BASE_CURRENCY, connection)

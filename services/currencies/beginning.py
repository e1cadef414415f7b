"""The base currency of a new database: that of the country in which it is used (CUR-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.currencies import currency_of_country
from domain.i18n import _
from services.context import Context
from services.currencies.rates import base_currency
from services.settings import BASE_CURRENCY, set_setting

if TYPE_CHECKING:
    import sqlite3


def count_in_currency_of(context: Context, country: str) -> str:
    """Make the currency of a country the base currency, and so that of reports.

    Nothing is done once money is stored, or where somebody has chosen a currency, or where the
    person may not choose it. Returns a sentence that says so and where it is changed, "" where
    nothing was done.
    """
    currency, before = currency_of_country(country), base_currency(context)
    # What the country in force until now has given is nobody's choice.
    own_choice = before not in (BASE_CURRENCY.default, currency_of_country(context.region))
    if currency == before or own_choice or not context.actor.is_admin:
        return ""
    if _is_money_stored(context.database.reader()):
        return ""
    set_setting(context, BASE_CURRENCY, currency)
    return _(
        "Sums and prices are in {currency}, as usual in the country; “Base currency” in the "
        "settings (0), or “crm setting base_currency”, changes it."
    ).format(currency=currency)


def _is_money_stored(connection: sqlite3.Connection) -> bool:
    """Say whether any row of any table names a currency."""
    tables = connection.execute(
        "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND c.name = 'currency'"
    ).fetchall()
    return any(
        connection.execute(f"SELECT 1 FROM \"{table}\" WHERE currency <> '' LIMIT 1").fetchone()
        for (table,) in tables
    )

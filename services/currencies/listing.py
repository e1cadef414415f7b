"""The currencies that matter: those with rates, and those that deals are in (FEATURES CUR-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.context import Context
from services.currencies.rates import base_currency, report_currency


@dataclass(frozen=True, slots=True)
class CurrencyView:
    """A currency: how many `rates` of it there are, and the day of the newest, None without any.

    `is_base` tells that sums are shown in it, `is_used` that deals are in it.
    """

    code: str
    rates: int = 0
    newest: date | None = None
    is_base: bool = False
    is_used: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether deals are in it and no rate of it was ever added."""
        return self.is_used and not (self.rates or self.is_base)


def list_currencies(context: Context) -> list[CurrencyView]:
    """Return the base currency, then those that deals are in without a rate, then the others."""
    return sorted(
        _currencies(context), key=lambda one: (not one.is_base, not one.is_missing, one.code)
    )


def _currencies(context: Context) -> Iterator[CurrencyView]:
    connection, base = context.database.reader(), base_currency(context)
    rated = {
        code: (count, date.fromisoformat(day))
        for code, count, day in connection.execute(
            "SELECT currency, count(*), max(day) FROM exchange_rate GROUP BY currency"
        )
    }
    counted_in = connection.execute("SELECT DISTINCT base FROM exchange_rate")
    others = {code for (code,) in counted_in.fetchall()}
    used = {
        code
        for (code,) in connection.execute(
            "SELECT DISTINCT currency FROM deal WHERE amount IS NOT NULL AND deleted_at IS NULL"
        )
    } - {""}
    for code in {base, report_currency(context), *rated, *others, *used}:
        count, newest = rated.get(code, (0, None))
        # What a rate of another currency is counted in has that rate, too.
        count = count or int(code in others)
        yield CurrencyView(code, count, newest, code == base, code in used)

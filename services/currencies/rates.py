"""Exchange rates: read, typed by hand, read in from the files of central banks (FEATURES CUR-01).

They hold for everybody, and only an administrator adds some.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BadInput, NotFound
from domain.exchange import MOST_NOMINAL, Converted, ExchangeRate, Rates
from domain.i18n import _
from domain.money import parse_currency, parse_decimal
from services.context import Context
from services.identity import admins
from services.rights import check_is_admin
from services.settings import BASE_CURRENCY, REPORT_CURRENCY, get_setting
from storage.reads.rates import read_rates, read_rates_on

if TYPE_CHECKING:
    import sqlite3

    from storage.unit import Unit

LARGEST_FILE = 20_000_000
"""Bytes of a file of rates that is read; that of all days of the European Central Bank has 3 MB."""


@dataclass(frozen=True, slots=True)
class RatesRead:
    """What came of a file of rates: how many were new, changed a known one, or said the same."""

    added: int
    changed: int
    same: int

    def explain(self) -> str:
        """Return a sentence on what came of it."""
        return _("{added} added, {changed} changed, {same} known already.").format(
            added=self.added, changed=self.changed, same=self.same
        )


def base_currency(context: Context) -> str:
    """Return the code of the currency in which sums of several currencies are shown."""
    return get_setting(context, BASE_CURRENCY)


def report_currency(context: Context) -> str:
    """Return the code of the currency of reports, the base currency unless another is set."""
    return get_setting(context, REPORT_CURRENCY) or base_currency(context)


def rates_on(context: Context, day: date | None = None, known_at: datetime | None = None) -> Rates:
    """Return the rates that hold on a day, today by default, or that held by what was known then.

    `known_at` is an aware moment.
    """
    reader = context.database.reader()
    return Rates(read_rates_on(reader, day or context.now().date(), known_at))


def rates_within(connection: sqlite3.Connection, day: date) -> Rates:
    """Return the rates that hold on a day, read within a use case."""
    return Rates(read_rates_on(connection, day))


def worths(context: Context) -> dict[str, float]:
    """Return what currencies are worth beside each other today, by code: for orders, not for sums.

    It is empty where no rate is known.
    """
    today, base = context.now().date(), base_currency(context)
    rates = rates_on(context, today)
    factors = ((code, rates.factor(code, base, today)) for code in rates.currencies())
    return {code: float(factor) for code, factor in factors if factor is not None}


def list_rates(
    context: Context, currency: str = "", day: date | None = None
) -> Iterator[ExchangeRate]:
    """Return rates, the newest first: all, those of one currency, or those in force on a day."""
    connection = context.database.reader()
    if day is None:
        return read_rates(connection, currency)
    in_force = (rate for rate in read_rates_on(connection, day) if currency in ("", rate.currency))
    return iter(
        sorted(in_force, key=lambda rate: (-rate.day.toordinal(), rate.base, rate.currency))
    )


def add_rate(
    context: Context,
    currency: str,
    value: str,
    *,
    base: str = "",
    day: date | None = None,
    nominal: int = 1,
) -> ExchangeRate:
    """Keep what `nominal` units of a currency cost from a day on, today by default; return it.

    `value` is a number as people type it, in the base currency unless another is named. Raises
    BadInput, naming the argument, and NotAllowed.
    """
    check_may_change_rates(context)
    code, counted_in = parse_currency(currency), parse_currency(base or base_currency(context))
    if code == counted_in:
        raise BadInput(_("{code} always costs itself.").format(code=code), "currency")
    if not 1 <= nominal <= MOST_NOMINAL:
        raise BadInput(
            _("The nominal is a number from 1 to {most}.").format(most=MOST_NOMINAL), "nominal"
        )
    price = parse_decimal(value)
    if price <= 0:
        raise BadInput(_("A rate is more than nothing: {value}.").format(value=value), "value")
    rate = ExchangeRate(code, counted_in, day or context.now().date(), nominal, price)
    with context.database.write(context.actor, "add_rate") as unit:
        _keep(unit, [rate], "")
    return rate


def delete_rate(context: Context, currency: str, day: date, base: str = "") -> None:
    """Take away the rate of a day; the one before holds again. Raises NotFound and NotAllowed."""
    check_may_change_rates(context)
    code, counted_in = parse_currency(currency), parse_currency(base or base_currency(context))
    with context.database.write(context.actor, "delete_rate") as unit:
        found = unit.connection.execute(
            "DELETE FROM exchange_rate WHERE currency = ? AND base = ? AND day = ? RETURNING id",
            (code, counted_in, day.isoformat()),
        ).fetchall()
        if not found:
            sentence = _("There is no rate of {currency} in {base} on {day}.")
            raise NotFound(sentence.format(currency=code, base=counted_in, day=day.isoformat()))


def import_rates(context: Context, path: Path) -> RatesRead:
    """Read the rates of a file of the European Central Bank or the Bank of Russia.

    Read again it changes nothing. Raises UnusableFile and BadInput, naming the file and
    what is wrong with it, and NotAllowed.
    """
    from services.formats.file_reading import read_file
    from services.formats.rate_files import read_rates

    check_may_change_rates(context)
    rates = read_rates(read_file(path, LARGEST_FILE), path.name)
    with context.database.write(context.actor, "import_rates") as unit:
        return _keep(unit, rates, path.name)


def convert(context: Context, amount: Decimal, currency: str, into: str, day: date) -> Decimal:
    """Return an amount in another currency by the rates of a day (FEATURES CUR-03).

    Raises NotFound where nothing tells what the currency costs, naming who can add a rate.
    """
    found = rates_on(context, day).convert(amount, currency, into, day)
    if found is None:
        raise NotFound(missing_rate(context, currency, into, day))
    return found


def missing_rate(context: Context, currency: str, into: str, day: date) -> str:
    """Say that a rate is missing, of what and when, and who can add it (FEATURES CUR-04)."""
    return _(
        "No rate tells what {currency} was in {into} on {day}. An administrator can add it "
        "(“crm rates add {currency}”): {admins}."
    ).format(
        currency=currency,
        into=into,
        day=day.isoformat(),
        admins=", ".join(admins(context.database.reader())),
    )


def in_base(context: Context, amounts: Mapping[str, Decimal]) -> Converted:
    """Return what amounts by currency come to in the base currency by the rates of today."""
    today = context.now().date()
    return rates_on(context, today).total(amounts, base_currency(context), today)


def check_may_change_rates(context: Context) -> None:
    """Raise NotAllowed, naming who may, unless the person may add rates (CUR-04, exam B2)."""
    check_is_admin(
        context, _("Only an administrator may add exchange rates. Ask one of: {admins}.")
    )


def _keep(unit: Unit, rates: Sequence[ExchangeRate], source: str) -> RatesRead:
    """Write the rates that are new or say something else than those of the same day.

    A file may have a hundred thousand, so they are written in one statement.
    """
    from domain.ids import new_id

    connection, author = unit.connection, unit.actor.user_id.bytes
    known = {
        (currency, base, day): (key, nominal, Decimal(value))
        for key, currency, base, day, nominal, value in connection.execute(
            "SELECT id, currency, base, day, nominal, value FROM exchange_rate"
        )
    }
    added: list[dict[str, object]] = []
    changed: list[tuple[object, ...]] = []
    same = 0
    for rate in {(rate.currency, rate.base, rate.day): rate for rate in rates}.values():
        row = {
            "nominal": rate.nominal,
            "value": f"{rate.value:f}",
            "source": source,
            "added_by": author,
        }
        before = known.get((rate.currency, rate.base, rate.day.isoformat()))
        if before is None:
            place = {"currency": rate.currency, "base": rate.base, "day": rate.day.isoformat()}
            added.append({"id": new_id().bytes, **place, **row})
        elif before[1:] == (rate.nominal, rate.value):
            same += 1
        else:
            changed.append((*row.values(), before[0]))
    unit.insert_many("exchange_rate", added)
    connection.executemany(
        "UPDATE exchange_rate SET nominal = ?, value = ?, source = ?, added_by = ? WHERE id = ?",
        changed,
    )
    return RatesRead(len(added), len(changed), same)

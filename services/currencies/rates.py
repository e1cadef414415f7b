"""Exchange rates: read, typed by hand, read in from the files of central banks (FEATURES CUR-01).

They hold for everybody, and only an administrator adds some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BadInput, NotFound
from domain.exchange import Converted, ExchangeRate, Rates
from domain.i18n import _
from domain.money import parse_currency, parse_decimal
from services.context import Context
from services.identity import admins
from services.rights import check_is_admin
from services.settings import BASE_CURRENCY, REPORT_CURRENCY, get_setting

if TYPE_CHECKING:
    import sqlite3

    from storage.unit import Unit

LARGEST_FILE = 20_000_000
"""Bytes of a file of rates that is read; that of all days of the European Central Bank has 3 MB."""

MOST_NOMINAL = 1_000_000


@dataclass(frozen=True, slots=True)
class RatesRead:
    """What came of a file of rates: how many were new, changed a known one, or said the same."""

    added: int
    changed: int
    same: int


def base_currency(context: Context) -> str:
    """Return the code of the currency in which sums of several currencies are shown."""
    return get_setting(context, BASE_CURRENCY)


def report_currency(context: Context) -> str:
    """Return the code of the currency of reports, the base currency unless another is set."""
    return get_setting(context, REPORT_CURRENCY) or base_currency(context)


def rates_of(context: Context) -> Rates:
    """Return all rates that are known."""
    return rates_within(context.database.reader())


def rates_within(connection: sqlite3.Connection) -> Rates:
    """Return all rates that are known, read within a use case."""
    return Rates(_stored(connection))


def list_rates(
    context: Context, currency: str = "", day: date | None = None
) -> Iterator[ExchangeRate]:
    """Return rates, the newest first: all, those of one currency, or those in force on a day."""
    seen = set()
    for rate in sorted(_stored(context.database.reader()), key=_newest_first):
        if currency not in ("", rate.currency) or (day is not None and rate.day > day):
            continue
        if day is None or (rate.currency, rate.base) not in seen:
            seen.add((rate.currency, rate.base))
            yield rate


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
    _check_may_change(context)
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
        _keep(context, unit, [rate], "")
    return rate


def delete_rate(context: Context, currency: str, day: date, base: str = "") -> None:
    """Take away the rate of a day; the one before holds again. Raises NotFound and NotAllowed."""
    _check_may_change(context)
    code, counted_in = parse_currency(currency), parse_currency(base or base_currency(context))
    with context.database.write(context.actor, "delete_rate") as unit:
        found = unit.connection.execute(
            "DELETE FROM exchange_rate WHERE currency = ? AND base = ? AND day = ? RETURNING id",
            (code, counted_in, day.isoformat()),
        ).fetchall()
        if not found:
            sentence = _("There is no rate of {currency} in {base} on {day}.")
            raise NotFound(sentence.format(currency=code, base=counted_in, day=day.isoformat()))
        _settle_worth(context, unit)


def import_rates(context: Context, path: Path) -> RatesRead:
    """Read the rates of a file of the European Central Bank or the Bank of Russia.

    Read again it changes nothing. Raises UnusableFile and BadInput, naming the file and
    what is wrong with it, and NotAllowed.
    """
    from services.formats.file_reading import read_file
    from services.formats.rate_files import read_rates

    _check_may_change(context)
    rates = read_rates(read_file(path, LARGEST_FILE), path.name)
    with context.database.write(context.actor, "import_rates") as unit:
        return _keep(context, unit, rates, path.name)


def convert(context: Context, amount: Decimal, currency: str, into: str, day: date) -> Decimal:
    """Return an amount in another currency by the rates of a day (FEATURES CUR-03).

    Raises NotFound where nothing tells what the currency costs, naming who can add a rate.
    """
    found = rates_of(context).convert(amount, currency, into, day)
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
    return rates_of(context).total(amounts, base_currency(context), context.now().date())


def _check_may_change(context: Context) -> None:
    check_is_admin(
        context, _("Only an administrator may add exchange rates. Ask one of: {admins}.")
    )


def _stored(connection: sqlite3.Connection) -> Iterator[ExchangeRate]:
    rows = connection.execute("SELECT currency, base, day, nominal, value FROM exchange_rate")
    for currency, base, day, nominal, value in rows:
        yield ExchangeRate(currency, base, date.fromisoformat(day), nominal, Decimal(value))


def _newest_first(rate: ExchangeRate) -> tuple[int, str, str]:
    return -rate.day.toordinal(), rate.base, rate.currency


def _keep(context: Context, unit: Unit, rates: Iterable[ExchangeRate], source: str) -> RatesRead:
    """Write the rates that are new or say something else than those of the same day."""
    from storage.tables import ExchangeRate as Row

    known = {
        (currency, base, day): (key, nominal, Decimal(value))
        for key, currency, base, day, nominal, value in unit.connection.execute(
            "SELECT id, currency, base, day, nominal, value FROM exchange_rate"
        )
    }
    added = changed = same = 0
    for rate in rates:
        before = known.get((rate.currency, rate.base, rate.day.isoformat()))
        if before is None:
            unit.add(Row(**rate._asdict(), source=source, added_by=context.actor.user_id))
            added += 1
        elif before[1:] == (rate.nominal, rate.value):
            same += 1
        else:
            unit.connection.execute(
                "UPDATE exchange_rate SET nominal = ?, value = ?, source = ?, added_by = ? "
                "WHERE id = ?",
                (
                    rate.nominal,
                    f"{rate.value:f}",
                    source,
                    context.actor.user_id.bytes,
                    before[0],
                ),
            )
            changed += 1
    unit.session.flush()
    _settle_worth(context, unit)
    return RatesRead(added, changed, same)


def _settle_worth(context: Context, unit: Unit) -> None:
    """Bring in step what lists of several currencies are ordered by."""
    from domain.ids import new_id

    rates, today = Rates(_stored(unit.connection)), context.now().date()
    base = get_setting(context, BASE_CURRENCY, unit.connection)
    known = dict(unit.connection.execute("SELECT code, worth FROM currency"))
    for code in {base, *known, *rates.currencies()}:
        factor = rates.factor(code, base, today)
        worth = None
        if factor is not None:
            worth = f"{Decimal(factor.numerator) / Decimal(factor.denominator):f}"
        if code not in known:
            unit.connection.execute(
                "INSERT INTO currency(id, code, worth) VALUES (?, ?, ?)",
                (new_id().bytes, code, worth),
            )
        elif worth != known[code]:
            unit.connection.execute("UPDATE currency SET worth = ? WHERE code = ?", (worth, code))

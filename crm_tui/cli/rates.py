"""Commands for currencies and exchange rates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, ListsByDefault
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from domain.exchange import ExchangeRate

rates = typer.Typer(
    help="Exchange rates: listed, typed, read from the files of central banks.",
    rich_markup_mode=None,
    cls=ListsByDefault,
)

DayOption = Annotated[
    str, typer.Option("--day", metavar="DAY", help="Such as 2026-11-30, today, -7d.")
]
BaseOption = Annotated[
    str, typer.Option("--in", metavar="CODE", help="In another currency than the base currency.")
]

_COLUMNS = ("currency", "base", "day", "nominal", "value")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(rates, name="rates")


@rates.command("list")
def list_(
    currency: Annotated[str, typer.Argument(metavar="[CURRENCY]", help="Such as USD.")] = "",
    day: DayOption = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List rates, the newest first; with --day those in force then."""
    from domain.money import format_number, parse_currency
    from services.currencies.rates import list_rates

    context = session().context
    found = list(
        list_rates(
            context, parse_currency(currency) if currency else "", _day(day) if day else None
        )
    )
    if format is Format.json:
        print_json([dict(zip(_COLUMNS, _values(rate), strict=True)) for rate in found])
    elif format is Format.csv:
        print_csv(_COLUMNS, [[str(value) for value in _values(rate)] for rate in found])
    else:
        rows = [
            [
                rate.day.isoformat(),
                f"{rate.nominal} {rate.currency}",
                f"{format_number(rate.value)} {rate.base}",
            ]
            for rate in found
        ]
        print_table([_("From"), _("So much"), _("costs")], rows)


def _values(rate: ExchangeRate) -> tuple[str | int, ...]:
    """Return what programs are told of a rate, in the order of `_COLUMNS`."""
    return (rate.currency, rate.base, rate.day.isoformat(), rate.nominal, f"{rate.value:f}")


@rates.command("add")
def add(
    currency: Annotated[str, typer.Argument(metavar="CURRENCY", help="Such as USD.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it costs.")],
    base: BaseOption = "",
    day: DayOption = "",
    nominal: Annotated[int, typer.Option("--nominal", help="For so many units.")] = 1,
) -> None:
    """Keep what a currency costs from a day on, today by default."""
    from services.currencies.rates import add_rate

    add_rate(
        session().context,
        currency,
        value,
        base=base,
        day=_day(day) if day else None,
        nominal=nominal,
    )


@rates.command("delete")
def delete(
    currency: Annotated[str, typer.Argument(metavar="CURRENCY", help="Such as USD.")],
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The day of the rate.")],
    base: BaseOption = "",
) -> None:
    """Take away the rate of a day."""
    from services.currencies.rates import delete_rate

    delete_rate(session().context, currency, _day(day), base)


@rates.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of the ECB or the CBR.")],
) -> None:
    """Read the rates of the European Central Bank or the Bank of Russia."""
    from services.currencies.rates import import_rates

    print(import_rates(session().context, file).explain())


def _day(text: str) -> date:
    """Return the day that a person typed. Raises BadInput."""
    from domain.dates.when import parse_when

    return parse_when(text, session().context.now()).day

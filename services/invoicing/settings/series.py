"""Series of numbers: their patterns, and how a number is drawn without gap or repeat (INV-01).

A number is drawn within the unit that issues the document, and units take turns
(`BEGIN IMMEDIATE`): whoever comes second finds the counter as the first has left it, and where a
unit fails, its number has not been drawn.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import N_, _
from domain.ids import new_id
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE, QUOTE
from domain.invoicing.numbering import DEFAULT_PATTERN, check_pattern, format_number, period_of
from services.context import Context
from services.rights import check_is_admin

if TYPE_CHECKING:
    from storage.unit import Unit

PATTERNS: Final = {
    INVOICE: DEFAULT_PATTERN,
    CREDIT_NOTE: "C{year}-{number:04}",
    QUOTE: "Q{year}-{number:04}",
}
"""The patterns of series that nobody has given another, by what they number."""

SERIES_LABELS: Final = {
    INVOICE: N_("Invoices"),
    CREDIT_NOTE: N_("Credit notes"),
    QUOTE: N_("Quotes"),
}
"""What series number, with labels as message ids."""

MOST_NUMBER: Final = 10**9


@dataclass(frozen=True, slots=True)
class Series:
    """A series: what it numbers, for which own company (None for all), its next number.

    `id` is None while nothing was drawn from it and nobody has changed it.
    """

    id: UUID | None
    kind: str
    own_company: UUID | None
    pattern: str
    following: str


def list_series(context: Context) -> list[Series]:
    """Return the series of all own companies together, then those of single ones."""
    connection, today = context.database.reader(), context.now().date()
    rows = connection.execute(
        "SELECT id, kind, own_company_id, pattern FROM number_series "
        "ORDER BY own_company_id IS NOT NULL, own_company_id"
    ).fetchall()
    known = {(kind, own): (key, pattern) for key, kind, own, pattern in rows}
    places = [(kind, None) for kind in PATTERNS]
    places += [place for place in known if place[1] is not None]
    found: list[Series] = []
    for kind, own in places:
        key, pattern = known.get((kind, own), (None, PATTERNS[kind]))
        found.append(
            Series(
                UUID(bytes=key) if key else None,
                kind,
                UUID(bytes=own) if own else None,
                pattern,
                _following(connection, key, pattern, today),
            )
        )
    return found


def preview_number(
    context: Context, kind: str, pattern: str, own_company: UUID | None = None
) -> str:
    """Return the number that a series would draw today by another pattern. Raises BadInput."""
    check_pattern(pattern)
    connection = context.database.reader()
    row = _find(connection, kind, own_company)
    return _following(connection, row[0] if row else None, pattern, context.now().date())


def expected_number(context: Context, kind: str, key: UUID) -> str:
    """Return the number that a draft would get if it were issued now; "" where it is gone."""
    connection = context.database.reader()
    of_kind = "kind" if kind == INVOICE else f"'{QUOTE}'"
    row = connection.execute(
        f"SELECT {of_kind}, own_company_id, day FROM {kind} WHERE id = ?", (key.bytes,)
    ).fetchone()
    if row is None:
        return ""
    series, own, day = row
    owners = [UUID(bytes=own), None] if own else [None]
    found = next((one for owner in owners if (one := _find(connection, series, owner))), None)
    id_, pattern = found or (None, PATTERNS[series])
    return _following(connection, id_, pattern, date.fromisoformat(day))


def set_pattern(context: Context, kind: str, pattern: str, own_company: UUID | None = None) -> None:
    """Give the series of a kind another pattern; one own company may have a series of its own.

    Numbers that were drawn stay. Raises BadInput, and NotAllowed unless the person administers.
    """
    from storage.tables import NumberSeries

    _check_admin(context)
    pattern = pattern.strip()
    check_pattern(pattern)
    with context.database.write(context.actor, "edit_series") as unit:
        row = _find(unit.connection, kind, own_company)
        series = unit.get(NumberSeries, UUID(bytes=row[0])) if row else None
        if series is None:
            unit.add(NumberSeries(kind=kind, own_company_id=own_company, pattern=pattern))
        else:
            series.pattern = pattern


def continue_from(context: Context, kind: str, number: int, own_company: UUID | None = None) -> str:
    """Let a series draw `number` next, as when another program has counted so far; return it.

    Raises BadInput where a number that high has been drawn, NotAllowed as `set_pattern`.
    """
    _check_admin(context)
    if not 1 <= number < MOST_NUMBER:
        raise BadInput(_("A number is from 1 to {most}.").format(most=MOST_NUMBER - 1), "number")
    with context.database.write(context.actor, "edit_series") as unit:
        today = context.now().date()
        key, pattern = _series(unit, kind, own_company)
        period = period_of(pattern, today)
        last = _last(unit.connection, key, period)
        if number <= last:
            raise BadInput(
                _("The number {last} has been drawn already; name a higher one.").format(last=last),
                "number",
            )
        _keep_last(unit.connection, key, period, number - 1)
        return format_number(pattern, number, today)


def start_counting(unit: Unit, kind: str, own_company: UUID | None, day: date, number: int) -> None:
    """Let a series draw `number` next for documents of the period of a day, as part of a larger
    use case."""
    key, pattern = _series(unit, kind, own_company)
    _keep_last(unit.connection, key, period_of(pattern, day), number - 1)


def draw_number(unit: Unit, kind: str, own_company: UUID | None, day: date) -> tuple[UUID, str]:
    """Return the next number of a document of a day, with the key of its series.

    Raises BadInput where another device draws from the series.
    """
    key, pattern = _series(unit, kind, own_company)
    _check_device(unit.connection, key)
    period = period_of(pattern, day)
    number = _last(unit.connection, key, period) + 1
    while _is_taken(unit.connection, kind, key, drawn := format_number(pattern, number, day)):
        number += 1  # a pattern that somebody has changed may come to a number of the former one
    _keep_last(unit.connection, key, period, number)
    return UUID(bytes=key), drawn


def _series(unit: Unit, kind: str, own_company: UUID | None) -> tuple[bytes, str]:
    """Return the key and the pattern of a series: the company's own, else that of all.

    The one of all is made where there is none yet.
    """
    from storage.tables import NumberSeries

    for owner in (own_company, None) if own_company else (None,):
        if row := _find(unit.connection, kind, owner):
            return row
    made = unit.add(NumberSeries(kind=kind, pattern=PATTERNS[kind]))
    unit.session.flush()
    return made.id.bytes, made.pattern


def _find(
    connection: sqlite3.Connection, kind: str, own_company: UUID | None
) -> tuple[bytes, str] | None:
    found: tuple[bytes, str] | None = connection.execute(
        "SELECT id, pattern FROM number_series WHERE kind = ? AND own_company_id IS ?",
        (kind, own_company.bytes if own_company else None),
    ).fetchone()
    return found


def _check_device(connection: sqlite3.Connection, series: bytes) -> None:
    row = connection.execute(
        "SELECT 1 FROM number_series WHERE id = ? AND device IS NOT NULL AND device <> "
        "(SELECT value FROM meta WHERE name = 'device')",
        (series,),
    ).fetchone()
    if row is not None:
        raise BadInput(
            _("Numbers of this series are drawn by another installation: issue the document there.")
        )


def _last(connection: sqlite3.Connection, series: bytes, period: str) -> int:
    row = connection.execute(
        "SELECT last FROM series_counter WHERE series_id = ? AND period = ?", (series, period)
    ).fetchone()
    return int(row[0]) if row else 0


def _keep_last(connection: sqlite3.Connection, series: bytes, period: str, last: int) -> None:
    connection.execute(
        "INSERT INTO series_counter(id, series_id, period, last) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(series_id, period) DO UPDATE SET last = excluded.last",
        (new_id().bytes, series, period, last),
    )


def _is_taken(connection: sqlite3.Connection, kind: str, series: bytes, number: str) -> bool:
    table = QUOTE if kind == QUOTE else INVOICE
    return (
        connection.execute(
            f"SELECT 1 FROM {table} WHERE series_id = ? AND number = ? AND number <> ''",
            (series, number),
        ).fetchone()
        is not None
    )


def _following(
    connection: sqlite3.Connection, series: bytes | None, pattern: str, day: date
) -> str:
    last = _last(connection, series, period_of(pattern, day)) if series else 0
    return format_number(pattern, last + 1, day)


def _check_admin(context: Context) -> None:
    said = _("Only an administrator may change how documents are numbered. Ask one of: {admins}.")
    check_is_admin(context, said)

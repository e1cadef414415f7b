"""Turns what a query asks of one value into a condition on an expression of SQL.

A condition may be NULL where the value is missing; whoever negates it must take that for false.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil, floor
from uuid import UUID

from domain.money import MILLION
from domain.query.tree import (
    Anniversary,
    Between,
    Chosen,
    DateParts,
    During,
    Empty,
    Equals,
    HasWords,
    IsSet,
    Present,
    Test,
)
from domain.records.fields import Field, FieldType
from storage.reads.sql import Sql, all_of, any_of
from storage.values import moment_out

T = FieldType
_TEXTS = frozenset({T.TEXT, T.LONG_TEXT, T.CURRENCY, T.PARTIAL_DATE, T.CODE})


def value_test(
    field: Field, value: str, test: Test, user: UUID, *, currency: str = "", is_custom: bool = False
) -> Sql:
    """Return the condition that the SQL expression `value` of a field passes a test.

    `user` is whoever asks. Of an amount of money `currency` is SQL for its currency. In a custom
    field (`is_custom`) keys stand as text, and what is chosen from a list as its code.
    """
    match test:
        case Empty():
            return Sql(
                f"coalesce({value}, '') = ''" if field.type in _TEXTS else f"{value} IS NULL"
            )
        case Present():
            return Sql(
                f"coalesce({value}, '') <> ''" if field.type in _TEXTS else f"{value} IS NOT NULL"
            )
        case HasWords(words):
            return Sql(f"crm_has_words({value}, ?)", (" ".join(words),))
        case Equals(folded):
            return Sql(f"crm_fold({value}) = ?", (folded,))
        case IsSet(yes):
            return Sql(f"coalesce({value}, 0) = {int(yes)}")
        case Chosen(code):
            return _chosen(field, value, code, user, is_custom=is_custom)
        case Between():
            return _between(field, value, test, currency)
        case During():
            return _during(field, value, test)
        case DateParts():
            return _parts(value, test)
        case Anniversary(_typed, first, last):
            day = f"substr({value}, -5)"
            sign = "AND" if first <= last else "OR"
            return Sql(
                f"({value} GLOB '*-[0-9][0-9]-[0-9][0-9]' AND ({day} >= ? {sign} {day} <= ?))",
                (first, last),
            )
    raise AssertionError((field, test))


def _chosen(field: Field, value: str, code: str, user: UUID, *, is_custom: bool) -> Sql:
    key = "hex(v.id)" if is_custom else "v.id"
    match field.type:
        case T.CHOICE if not is_custom:
            return Sql(
                f"{value} IN (SELECT v.id FROM dictionary_value v JOIN dictionary d "
                "ON d.id = v.dictionary_id WHERE d.code = ? AND v.code = ?)",
                (str(field.choices), code),
            )
        case T.STAGE:
            return Sql(
                f"{value} IN (SELECT v.id FROM stage v "
                "WHERE coalesce(nullif(v.code, ''), v.name) = ?)",
                (code,),
            )
        case T.USER if code == "me":
            return Sql(f"{value} = ?", (user.hex.upper() if is_custom else user.bytes,))
        case T.USER:
            return Sql(f'{value} IN (SELECT {key} FROM "user" v WHERE v.login = ?)', (code,))
    return Sql(f"{value} = ?", (code,))


def _between(field: Field, value: str, test: Between, currency: str) -> Sql:
    """Compare a number with two bounds, which become whole numbers of the unit it is stored in."""
    unit = 1 if field.type is T.INTEGER else MILLION
    pieces: list[Sql] = []
    if test.currency:
        pieces += [Sql(f"{currency} = ?", (test.currency,)), Sql(f"{value} IS NOT NULL")]
    if test.low is not None:
        low = test.low * unit
        least = ceil(low) if test.with_low or low != floor(low) else int(low) + 1
        pieces.append(Sql(f"{value} >= ?", (_fitting(least),)))
    if test.high is not None:
        high = test.high * unit
        most = floor(high) if test.with_high or high != floor(high) else int(high) - 1
        pieces.append(Sql(f"{value} <= ?", (_fitting(most),)))
    return all_of(pieces)


def _fitting(number: int) -> int:
    """Return a whole number within what SQLite can hold."""
    return max(-(2**63), min(2**63 - 1, number))


def _during(field: Field, value: str, test: During) -> Sql:
    if field.type is T.MOMENT:
        return bounded(
            value,
            None if test.start is None else moment_out(test.start),
            None if test.end is None else moment_out(test.end),
        )
    first, end = day_bounds_of(test)
    if field.type is T.PARTIAL_DATE:
        return _within_parts(value, first, end)
    return bounded(value, _iso(first), _iso(end))


def day_bounds_of(test: During) -> tuple[date | None, date | None]:
    """Return the first day in a period and the first one after it.

    A day counts as its last moment, as a deadline without a time does: it is in a period that
    ends with the day or later, and begins before the day is over.
    """
    return test.start and test.start.date(), test.end and test.end.date()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def bounded(value: str, least: int | str | None, end: int | str | None) -> Sql:
    """Return the condition that a value is at least one bound and less than the other."""
    pieces = [Sql(f"{value} IS NOT NULL")] if least is None else [Sql(f"{value} >= ?", (least,))]
    if end is not None:
        pieces.append(Sql(f"{value} < ?", (end,)))
    return all_of(pieces)


def deadline_during(alias: str, test: During) -> Sql:
    """Return the condition that the deadline of an activity lies in a period."""
    timed = bounded(
        f"{alias}.due_at",
        None if test.start is None else moment_out(test.start),
        None if test.end is None else moment_out(test.end),
    )
    first, end = day_bounds_of(test)
    whole = bounded(f"{alias}.due_on", _iso(first), _iso(end))
    return any_of([timed, all_of([Sql(f"{alias}.due_at IS NULL"), whole])])


def deadline_passed(alias: str, now: datetime) -> Sql:
    """Return the condition that an activity is open and overdue at the local moment `now`."""
    return Sql(
        f"({alias}.done_at IS NULL AND ({alias}.due_at < ? OR "
        f"({alias}.due_at IS NULL AND {alias}.due_on < ?)))",
        (moment_out(now), now.date().isoformat()),
    )


def _within_parts(value: str, first: date | None, end: date | None) -> Sql:
    """Compare a date of which parts may be missing by the parts that it has, the year at least."""
    pieces = [Sql(f"{value} GLOB '[0-9]*'")]
    if first is not None:
        pieces.append(Sql(f"{value} >= substr(?, 1, length({value}))", (first.isoformat(),)))
    if end is not None:
        last = (end - timedelta(days=1)).isoformat()
        pieces.append(Sql(f"{value} <= substr(?, 1, length({value}))", (last,)))
    return all_of(pieces)


def _parts(value: str, test: DateParts) -> Sql:
    """Return the condition that a date has these parts."""
    pieces: list[Sql] = []
    if test.year:
        pieces.append(Sql(f"substr({value}, 1, 4) = ?", (f"{test.year:04}",)))
    if test.month and test.day:
        pieces.append(Sql(f"{value} GLOB ?", (f"*-{test.month:02}-{test.day:02}",)))
    elif test.month:
        pieces.append(Sql(f"substr({value}, 6, 2) = ?", (f"{test.month:02}",)))
    return all_of(pieces)

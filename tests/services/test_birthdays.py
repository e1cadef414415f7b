"""Birthdays of one's own contacts come in time, whatever the calendar does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates.partial_date import next_birthday
from services.birthdays import (
    _born_days,
    greeting_subject,
    upcoming_birthdays,
)
from services.context import Context
from services.records.use_cases import add_record, delete_record


def on(context: Context, day: date) -> Context:
    """Return the same person at noon of a day."""
    noon = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return replace(context, clock=noon.astimezone)


def born(context: Context, name: str, birth_date: str, **more: object) -> None:
    add_record(context, "contact", {"last_name": name, "birth_date": birth_date, **more})


def coming(context: Context, day: date, days: int) -> list[tuple[str, date, int | None]]:
    found = upcoming_birthdays(on(context, day), days)
    return [(birthday.contact.title, birthday.day, birthday.age) for birthday in found]


@pytest.mark.row("BDAY-01", "BDAY-02")
def test_the_next_birthdays_of_ones_own_contacts_are_listed(
    context: Context, other: Context
) -> None:
    born(context, "Орлова", "12.05.1981", companies=["Вега"])
    born(context, "Ким", "06.05")
    born(context, "Ан", "2012-05-12")
    born(context, "Йонас", "14.05.1970")
    born(context, "Цой", "05.05.1990")
    born(context, "May only", "1980-05")
    born(context, "Year only", "1980")
    born(other, "Чужой", "07.05.1990")
    assert coming(context, date(2026, 5, 6), 7) == [
        ("Ким", date(2026, 5, 6), None),
        ("Ан", date(2026, 5, 12), 14),
        ("Орлова", date(2026, 5, 12), 45),
    ]
    assert upcoming_birthdays(on(context, date(2026, 5, 6)), 7)[2].company == "Вега"
    assert coming(context, date(2026, 5, 6), 0) == [("Ким", date(2026, 5, 6), None)]
    assert coming(other, date(2026, 5, 6), 1) == [("Чужой", date(2026, 5, 7), 36)]


@pytest.mark.row("BDAY-01")
def test_a_birthday_of_29_february_is_kept_every_year(context: Context) -> None:
    born(context, "Leap", "29.02.2000")
    born(context, "Before", "28.02.2000")
    assert coming(context, date(2027, 2, 25), 7) == [
        ("Before", date(2027, 2, 28), 27),
        ("Leap", date(2027, 2, 28), 27),
    ]
    assert coming(context, date(2028, 2, 25), 7) == [
        ("Before", date(2028, 2, 28), 28),
        ("Leap", date(2028, 2, 29), 28),
    ]


def test_a_year_ends_between_the_birthdays(context: Context) -> None:
    born(context, "New year", "01.01.1990")
    born(context, "Old year", "31.12.1990")
    assert coming(context, date(2026, 12, 30), 7) == [
        ("Old year", date(2026, 12, 31), 36),
        ("New year", date(2027, 1, 1), 37),
    ]


def test_who_is_in_the_bin_has_no_birthday(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Ким", "birth_date": "06.05"})
    delete_record(context, "contact", key)
    assert coming(context, date(2026, 5, 6), 7) == []


@pytest.mark.row("BDAY-03")
def test_a_greeting_says_whose_birthday_it_is(context: Context) -> None:
    born(context, "Орлова", "12.05.1981")
    born(context, "Ким", "13.05")
    context = on(context, date(2026, 5, 6))
    first, second = upcoming_birthdays(context, 7)
    assert greeting_subject(second) == "Birthday: Ким"
    assert greeting_subject(first) == "Birthday: Орлова (45)"


@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2035, 1, 1)))
def test_every_birthday_is_found_on_the_day_when_it_is_kept(birth: date, today: date) -> None:
    kept = next_birthday(birth.isoformat(), today)
    assert kept is not None
    assert f"{birth:%m-%d}" in _born_days(kept)
    others = (kept + timedelta(days=n) for n in (-1, 1))
    assert not any(f"{birth:%m-%d}" in _born_days(day) for day in others)


def test_birthdays_are_found_by_index(context: Context) -> None:
    statements: list[str] = []
    connection = context.database.reader()
    connection.set_trace_callback(statements.append)
    upcoming_birthdays(context, 1)
    connection.set_trace_callback(None)
    for sql in statements:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert any("contact_birthdays (responsible_id=? AND <expr>=?)" in row for row in plan)

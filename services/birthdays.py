"""Birthdays of one's own contacts, with what is done about them (FEATURES BDAY-01 to BDAY-03)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from domain.dates.partial_date import age_on, next_birthday
from domain.i18n import _
from domain.records.references import Reference
from services.context import Context
from storage.reads.birthdays import Born, read_born_on

MOST = 100
"""How many birthdays are returned at most."""


@dataclass(frozen=True, slots=True)
class Birthday:
    """The next birthday of a contact: the day on which it is kept, and the age then reached.

    `company` is where the contact works, "" where that is not known; `age` is None where the year
    of birth is not.
    """

    contact: Reference
    company: str
    day: date
    age: int | None


def upcoming_birthdays(
    context: Context, days: int, connection: sqlite3.Connection | None = None
) -> list[Birthday]:
    """Return the birthdays from today to `days` days ahead, the nearest first, then by name.

    They are those of contacts for whom the acting person is responsible, at most `MOST`. A birthday
    of 29 February is kept on 28 February of other years. A date without a year counts, a year or
    month without a day does not.
    """
    connection = connection or context.database.reader()
    today = context.now().date()
    found: list[Birthday] = []
    for ahead in range(min(days, 366) + 1):
        day = today + timedelta(days=ahead)
        born = read_born_on(connection, context.actor.user_id, _born_days(day), MOST - len(found))
        found += sorted(
            (_birthday(one, today) for one in born), key=lambda one: one.contact.title.casefold()
        )
        if len(found) >= MOST:
            break
    return found


def greeting_subject(birthday: Birthday) -> str:
    """Return the subject of an activity for a birthday: whose it is, and the age reached."""
    if birthday.age is None:
        return _("Birthday: {name}").format(name=birthday.contact.title)
    return _("Birthday: {name} ({age})").format(name=birthday.contact.title, age=birthday.age)


def _born_days(day: date) -> list[str]:
    """Return the days of birth, each written `MM-DD`, whose birthday is kept on `day`."""
    days = [f"{day:%m-%d}"]
    if days == ["02-28"] and (day + timedelta(days=1)).month == 3:
        days.append("02-29")
    return days


def _birthday(born: Born, today: date) -> Birthday:
    day = next_birthday(born.birth_date, today)
    assert day is not None
    return Birthday(born.contact, born.company, day, age_on(born.birth_date, day))

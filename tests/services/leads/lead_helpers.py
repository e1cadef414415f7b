"""Leads as these tests make them, and the whole of a file to compare before and after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.records.values import Choice, Person
from services.context import Context
from services.records.use_cases import add_record, show_record

IVAN: dict[str, object] = {
    "title": "40 chairs",
    "last_name": "Петров",
    "first_name": "Иван",
    "middle_name": "Сергеевич",
    "company_title": "ООО «Ромашка»",
    "position": "buyer",
    "phones": [{"value": "8 916 123-45-67", "label": "mobile"}],
    "emails": ["ivan@romashka.example"],
    "messengers": ["telegram:ivan"],
    "sites": ["https://romashka.example"],
    "city": "Москва",
    "street": "Тверская, 1",
    "source": "fair",
    "comment": "needs them by May",
}
"""A lead of which everything is known."""

DERIVED = frozenset({"change", "change_unit", "search_doc", "custom_phone", "meta"})
"""Tables that tell of changes, or follow from others."""


def add_lead(context: Context, **fields: object) -> UUID:
    """Add the lead of Ivan, with other fields where they are given."""
    return add_record(context, "lead", IVAN | fields)


def status_of(context: Context, lead: UUID) -> str:
    """Return the code of the status of a lead."""
    status = show_record(context, "lead", lead).values["status"]
    assert isinstance(status, Choice)
    return status.code


def responsible_of(context: Context, lead: UUID) -> str:
    """Return the login of whoever is responsible for a lead, "" for nobody."""
    person = show_record(context, "lead", lead).values["responsible"]
    return person.login if isinstance(person, Person) else ""


def whole_file(context: Context) -> dict[str, set[tuple[Any, ...]]]:
    """Return all rows of all tables but the log, without the moments of the last change."""
    connection = context.database.reader()
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_fts%' "
            "AND name NOT LIKE 'sqlite_%'"
        )
    ]
    found = {}
    for name in set(names) - DERIVED:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        kept = [place for place, column in enumerate(columns) if column != "updated_at"]
        found[name] = {tuple(row[place] for place in kept) for row in cursor}
    return found

"""The history of a record: activities and steps together, with old and new values."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest

from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep, TimelineEntry
from services.cards.stream import Stream
from services.context import Context
from services.records.use_cases import add_record, delete_record, edit_record
from services.undo import undo
from tests.screens.desk import add_contact, plan


def stream(context: Context, kind: str, key: UUID) -> Stream:
    """Return the history of a record."""
    return Stream(context, Reference(kind, key, ""))


def told(rows: Sequence[HistoryRow]) -> list[str]:
    """Return what the lines tell: the action and the changed fields, or the activity."""
    lines = []
    for row in rows:
        if isinstance(row, RecordedStep):
            changed = [f"{c.label}: {c.old} > {c.new}" for c in row.changes]
            lines.append(" ".join(filter(None, (row.of, row.action, *changed))))
        else:
            lines.append(f"{row.kind} {row.text}")
    return lines


@pytest.mark.row("HIST-06", "HIST-05", "A9.1", "FEED-02")
def test_every_change_is_told_with_old_and_new_value_and_who(
    context: Context, other: Context
) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    edit_record(other, "company", company, {"comment": "pays late", "employees": "12"})
    edit_record(context, "company", company, {"employees": "15"})
    edit_record(context, "company", company, {"employees": ""})
    rows = stream(context, "company", company).after(None, 9)
    assert told(rows)[:3] == [
        "company changed Employees: 15 > ",
        "company changed Employees: 12 > 15",
        "company changed Employees:  > 12 Comment:  > pays late",
    ]
    assert [row.author for row in rows if isinstance(row, RecordedStep)] == [
        "anna",
        "anna",
        "Борис Волков",
        "anna",
    ]


def test_any_page_tells_the_same_as_the_whole(context: Context) -> None:
    key = add_contact(context, "Ivanov", phones=["+7 916 123-45-67"])
    for number in range(12):
        edit_record(context, "contact", key, {"comment": str(number), "position": f"p{number % 3}"})
    plan(context, "ask", contacts=[str(key)], done_at="2026-11-20 10:00")
    whole = stream(context, "contact", key).after(None, 100)
    assert len(whole) == 14
    pages = stream(context, "contact", key)
    for ordinal, row in enumerate(whole):
        assert pages.after(row, 3) == whole[ordinal + 1 : ordinal + 4]
        assert pages.before(row, 3) == whole[max(0, ordinal - 3) : ordinal]
        assert (pages.rank(row), pages.find(row.key)) == (ordinal, row)
    assert pages.before(None, 4) == whole[-4:]
    assert pages.count() == 14


def test_activities_stand_among_the_changes_by_their_time(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    plan(context, "long ago", contacts=[str(key)], done_at="2020-01-01 10:00")
    plan(context, "to come", "31.12.2099", contacts=[str(key)])
    plan(context, "far ahead", contacts=[str(key)], done_at="2099-01-01 10:00")
    rows = stream(context, "contact", key).after(None, 9)
    assert [isinstance(row, TimelineEntry) for row in rows] == [True, False, True]
    assert (told(rows)[0], told(rows)[-1]) == ("call far ahead", "call long ago")


@pytest.mark.row("COMP-02")
def test_a_client_also_tells_the_history_of_its_deals(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    ivanov = add_contact(context, "Ivanov", companies=[str(company)])
    links = {"company": str(company), "contacts": [str(ivanov)]}
    deal = add_record(context, "deal", {"title": "Chairs", "currency": "PLN"} | links)
    edit_record(context, "deal", deal, {"amount": "100"})
    for kind, key in (("company", company), ("contact", ivanov)):
        assert told(stream(context, kind, key).after(None, 1)) == [
            "Chairs deal changed Amount:  > 100\xa0zł"
        ]


def test_deleting_and_taking_it_back_are_steps_too(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    delete_record(context, "contact", key)
    undo(context)
    actions = [
        row.action
        for row in stream(context, "contact", key).after(None, 9)
        if isinstance(row, RecordedStep)
    ]
    assert actions == ["undone", "contact deleted", "contact added"]


def test_a_value_that_was_there_before_many_others_is_still_told(context: Context) -> None:
    key = add_contact(context, "Ivanov", position="first")
    edit_record(context, "contact", key, {"position": "second"})
    for number in range(5):
        edit_record(context, "contact", key, {"comment": str(number)})
    edit_record(context, "contact", key, {"position": "third"})
    pages = stream(context, "contact", key)
    assert told(pages.at(6, 1)) == ["contact changed Position: first > second"]

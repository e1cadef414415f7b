"""The feed finds what is in the bin, and what was taken back, by the titles that it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.records.references import Reference
from domain.timeline import RecordedStep
from services.activities.events import EventReport, add_event
from services.context import Context
from services.feed.pages import feed_pages
from services.lists.bin import purge
from services.records.use_cases import add_record, delete_record
from services.undo import redo, undo

pytestmark = pytest.mark.row("HIST-04", "HIST-05")


def lines(context: Context, text: str) -> Sequence[str]:
    """Return what was done by the lines that pass a filter, the newest first."""
    return [
        line.action if isinstance(line, RecordedStep) else line.text
        for line in feed_pages(context, text).after(None, 50)
    ]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("contact", {"last_name": "Łukaszewicz", "first_name": "Jan"}),
        ("company", {"title": "Łukaszewicz Sp. z o.o."}),
        ("lead", {"title": "Łukaszewicz, chairs"}),
        ("deal", {"title": "Chairs for Łukaszewicz"}),
        ("activity", {"subject": "Ask Łukaszewicz"}),
    ],
)
@pytest.mark.parametrize("text", ["lukaszewicz", "record:lukasz"])
def test_a_record_is_found_in_the_bin_until_it_is_deleted_for_good(
    context: Context, kind: str, data: dict[str, str], text: str
) -> None:
    key = add_record(context, kind, data)
    add_record(context, "contact", {"last_name": "Nowak"})
    delete_record(context, kind, key)
    assert lines(context, text) == [f"{kind} deleted", f"{kind} added"]
    purge(context, kind, [key])
    assert lines(context, text) == []


def test_a_record_is_found_after_its_adding_was_taken_back(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ivanov"})
    undo(context)
    assert len(lines(context, "record:ivanov")) == 2
    assert len(lines(context, "ivanov")) == 2


def test_an_event_is_found_once_and_after_undo_and_redo(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Ivanov"})
    add_event(context, EventReport((Reference("contact", key, ""),), "Seminar"))
    assert lines(context, "record:seminar") == ["Seminar"]
    undo(context)
    assert "event added" in lines(context, "record:seminar")
    redo(context)
    assert "Seminar" in lines(context, "record:seminar")


@pytest.mark.parametrize(("days", "number"), [(0, 1), (1, 1), (30, 2)])
def test_an_event_of_the_last_days_shows_once(context: Context, days: int, number: int) -> None:
    key = add_record(context, "contact", {"last_name": "Ivanov"})
    at = context.now() - timedelta(days=days)
    add_event(context, EventReport((Reference("contact", key, ""),), "Seminar", at=at))
    assert len(lines(context, "seminar")) == number


def test_what_is_done_with_an_activity_tells_with_whom(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Ivanov"})
    add_record(context, "activity", {"subject": "Ask", "contacts": [str(key)]})
    step = feed_pages(context, "").after(None, 1)[0]
    assert isinstance(step, RecordedStep)
    assert step.with_whom is not None
    assert step.with_whom.title == "Ivanov"

"""The timeline of a record: its order, whose activities it gathers, and reading it in pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.timeline import TimelineEntry, TimelineHeading, TimelineLine
from services.activities.finishing import finish_activity
from services.activities.outcomes import REACHED, find_outcome
from services.cards.known_order import KnownOrder
from services.cards.timeline import Timeline
from services.context import Context
from services.records.use_cases import add_record, delete_record
from tests.screens.desk import add_contact, at, plan


def texts(lines: Sequence[TimelineLine]) -> list[str]:
    """Return what the lines say, headings with their number."""
    return [
        f"{'Past' if line.is_past else 'Next'} {line.number}"
        if isinstance(line, TimelineHeading)
        else line.text
        for line in lines
    ]


def all_texts(context: Context, kind: str, key: object) -> list[str]:
    """Return the whole timeline of a record."""
    return texts(Timeline(context, kind, key).after(None, 1000))  # type: ignore[arg-type]


@pytest.mark.row("CONT-04", "FEED-02")
def test_what_is_planned_comes_first_the_nearest_above_then_what_was_done(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    for subject, due in (
        ("someday", ""),
        ("in a week", "30.11.2026 9:00"),
        ("some time today", "23.11.2026"),
        ("late", "20.11.2026 9:00"),
        ("today at three", "23.11.2026 15:00"),
    ):
        plan(context, subject, due, contacts=[str(ivanov)])
    for subject, done in (("older", "2026-11-01 10:00"), ("newer", "2026-11-20 10:00")):
        plan(context, subject, contacts=[str(ivanov)], done_at=done)
    assert all_texts(context, "contact", ivanov) == [
        "Next 5",
        "late",
        "today at three",
        "some time today",
        "in a week",
        "someday",
        "Past 2",
        "newer",
        "older",
    ]


def test_a_timeline_says_that_nothing_is_planned(context: Context) -> None:
    assert all_texts(context, "contact", add_contact(context, "Ivanov")) == ["Next 0"]


@pytest.mark.row("COMP-02")
def test_a_company_gathers_what_is_done_with_its_people_and_its_deals(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    ivanov = add_contact(context, "Ivanov", companies=[str(company)])
    stranger = add_contact(context, "Petrov")
    deal = add_record(context, "deal", {"title": "Chairs", "company": str(company)})
    plan(context, "with the company", companies=[str(company)])
    plan(context, "with its man", contacts=[str(ivanov)])
    plan(context, "about its deal", deals=[str(deal)])
    plan(context, "both", contacts=[str(ivanov)], companies=[str(company)])
    plan(context, "with somebody else", contacts=[str(stranger)])
    expected = {"with the company", "with its man", "about its deal", "both"}
    shown = all_texts(context, "company", company)
    assert (shown[0], set(shown[1:]), len(shown)) == ("Next 4", expected, 5)


def test_a_contact_gathers_its_deals_and_those_where_it_takes_part(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov")
    deal = add_record(context, "deal", {"title": "Chairs", "contacts": [str(ivanov)]})
    plan(context, "about its deal", deals=[str(deal)])
    plan(context, "takes part", participants=[str(ivanov)])
    gone = plan(context, "deleted", contacts=[str(ivanov)])
    delete_record(context, "activity", gone)
    assert set(all_texts(context, "contact", ivanov)) == {"Next 2", "about its deal", "takes part"}


def test_a_line_says_what_came_of_an_activity_and_with_whom(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    call = plan(context, "ask", "23.11.2026 15:00", contacts=[str(ivanov)], is_important=True)
    (_heading, line) = Timeline(context, "contact", ivanov).after(None, 9)
    assert isinstance(line, TimelineEntry)
    assert (line.kind, line.is_important, line.responsible) == ("call", True, "anna")
    assert line.with_whom is not None
    assert line.with_whom.title == "Ivanov"
    reached = find_outcome(context.database.reader(), REACHED)
    finish_activity(context, call, outcome=reached, result="wants 5 %")
    line = Timeline(context, "contact", ivanov).after(None, 9)[-1]
    assert isinstance(line, TimelineEntry)
    assert (line.text, line.outcome) == ("wants 5 %", "Reached")


def test_a_timeline_is_read_in_pages_either_way(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov")
    first = datetime(2026, 1, 1, 10, tzinfo=context.zone)
    for number in range(30):
        done = first + timedelta(days=number) if number < 20 else None
        due = str(date(2026, 12, 1) + timedelta(days=number)) if number >= 20 else ""
        plan(context, str(number), due, contacts=[str(ivanov)], done_at=done and done.isoformat())
    whole = Timeline(context, "contact", ivanov).after(None, 100)
    assert len(whole) == 32
    timeline = Timeline(context, "contact", ivanov)
    assert timeline.count() == 32
    for ordinal, line in enumerate(whole):
        assert timeline.rank(line) == ordinal
        assert timeline.after(line, 4) == whole[ordinal + 1 : ordinal + 5]
        assert timeline.before(line, 4) == whole[max(0, ordinal - 4) : ordinal]
        assert timeline.find(line.key) == line
    assert timeline.before(None, 3) == whole[-3:]
    assert timeline.at(7, 2) == whole[7:9]


def test_a_line_that_has_gone_keeps_its_place(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov")
    keys = [
        plan(context, str(number), f"{number}.12.2026", contacts=[str(ivanov)])
        for number in range(1, 6)
    ]
    before = Timeline(context, "contact", ivanov)
    gone = before.find(keys[2])
    assert gone is not None
    delete_record(context, "activity", keys[2])
    assert "3" not in texts(before.after(None, 9))
    after = Timeline(context, "contact", ivanov)
    assert after.find(keys[2]) is None
    assert after.rank(gone) == 3
    assert texts(after.after(gone, 9)) == ["4", "5"]
    assert texts(after.before(gone, 9)) == ["Next 4", "1", "2"]


class Numbers(KnownOrder[TimelineHeading]):
    """Headings in the order of their numbers."""

    def key_of(self, place: tuple[int]) -> object:
        """Return the key of a number."""
        return ("heading", place[0])

    def place_of(self, line: TimelineHeading) -> tuple[int]:
        """Return the place of a number."""
        return (int(line.is_past),)

    def read(self, places: Sequence[tuple[int]]) -> list[TimelineHeading]:
        """Return the headings."""
        return [TimelineHeading(number, number) for (number,) in places]  # type: ignore[arg-type]


@given(st.sets(st.integers(0, 50)), st.integers(0, 50), st.integers(1, 9))
def test_pages_are_parts_of_the_whole_around_any_place(
    numbers: set[int], place: int, limit: int
) -> None:
    ordered = Numbers([(number,) for number in sorted(numbers)])
    row = TimelineHeading(place, place)  # type: ignore[arg-type]
    following = [line.number for line in ordered.after(row, limit)]
    preceding = [line.number for line in ordered.before(row, limit)]
    assert following == sorted(n for n in numbers if n > place)[:limit]
    assert preceding == sorted(n for n in numbers if n < place)[-limit:]
    assert ordered.rank(row) == len(preceding) or len(preceding) == limit

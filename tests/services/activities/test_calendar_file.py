"""Calls and meetings go into a calendar file and come back as they were."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from calendars import GOOGLE, calendar, event
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from services.activities.calendar_file import export_calendar, own_uid
from services.activities.finishing import finish_activity
from services.context import Context
from services.identity import sign_in
from services.importing.files import import_file
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from storage.database import Database

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


def plan(context: Context, kind: str, due: str, **fields: Any) -> UUID:
    """Plan an activity."""
    return add_record(context, "activity", {"kind": kind, "due": due, **fields})


def events(context: Context, **bounds: Any) -> list[Any]:
    """Return the events of the calendar file."""
    return Calendar.from_ical(export_calendar(context, **bounds).data).walk("VEVENT")


def subjects(context: Context, **bounds: Any) -> list[str]:
    """Return what the events of the calendar file are about."""
    return [str(found["SUMMARY"]) for found in events(context, **bounds)]


@pytest.mark.row("ACT-14", "A1.1", "A1.2")
def test_calls_and_meetings_are_in_the_calendar_and_nothing_else(context: Context) -> None:
    for kind in ("call", "meeting", "letter", "task", "event"):
        plan(context, kind, "2026-05-07 10:00", subject=kind)
    plan(context, "meeting", "2026-05-08", subject="whole day")
    add_record(context, "activity", {"kind": "meeting", "subject": "some day"})
    deleted = plan(context, "call", "2026-05-07 11:00", subject="deleted")
    delete_record(context, "activity", deleted)
    assert subjects(context) == ["call", "meeting", "whole day"]


@pytest.mark.row("ACT-14")
def test_an_event_tells_all_that_other_calendars_can_show(context: Context) -> None:
    ivan = add_record(
        context, "contact", {"last_name": "Ivanov", "emails": ["ivan@client.ru", "i@home.ru"]}
    )
    mute = add_record(context, "contact", {"last_name": "Mute"})
    deal = add_record(context, "deal", {"title": "Chairs"})
    key = plan(
        context,
        "meeting",
        "2026-05-07 10:00",
        subject="Prices, terms; delivery — " + "очень длинная тема " * 5,
        description="First line\nsecond",
        place="Tverskaya 1",
        planned_minutes=90,
        remind_minutes=20,
        is_important=True,
        contacts=[str(ivan)],
        deals=[str(deal)],
        participants=[str(ivan), str(mute)],
        tags=["red"],
    )
    data = export_calendar(context).data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (found,) = events(context)
    assert found["UID"] == own_uid(key)
    assert found["DTSTART"].dt == datetime(2026, 5, 7, 8, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2026, 5, 7, 9, 30, tzinfo=UTC)
    assert str(found["SUMMARY"]).startswith("Prices, terms; delivery — очень")
    assert str(found["DESCRIPTION"]).splitlines() == [
        *("First line", "second", "-- crm-tui"),
        *("Contact: Ivanov", "Deal: Chairs", "Participants: Mute"),
    ]
    assert (found["LOCATION"], found["PRIORITY"]) == ("Tverskaya 1", 1)
    assert str(found["ATTENDEE"]) == "mailto:ivan@client.ru"
    assert found.walk("VALARM")[0]["TRIGGER"].dt == -timedelta(minutes=20)
    assert {"DTSTAMP", "LAST-MODIFIED", "CREATED", "STATUS"} <= set(found)


def test_the_reminder_of_a_day_comes_when_the_program_would_remind(context: Context) -> None:
    plan(context, "meeting", "2026-05-08", remind_minutes=60)
    (found,) = events(context)
    assert found.walk("VALARM")[0]["TRIGGER"].dt == timedelta(hours=8)


def test_days_and_person_choose_what_is_exported(context: Context, other: Context) -> None:
    plan(context, "call", "2026-05-06 23:30", subject="late")
    plan(context, "call", "2026-05-07 00:30", subject="early")
    plan(context, "meeting", "2026-05-08", subject="whole")
    boris = plan(context, "meeting", "2026-05-08 10:00", subject="shared", co_executors=["boris"])
    days = {"first": date(2026, 5, 7), "end": date(2026, 5, 8)}
    assert subjects(context, **days) == ["early"]
    assert subjects(context, end=date(2026, 5, 7)) == ["late"]
    assert subjects(context, user=other.actor.user_id) == ["shared"]
    edit_record(context, "activity", boris, {"co_executors": []})
    assert subjects(other) == []


@pytest.mark.row("PORT-07")
def test_what_was_read_in_keeps_its_name_in_every_calendar(
    context: Context, tmp_path: Path
) -> None:
    book = tmp_path / "google.ics"
    book.write_text(GOOGLE, encoding="utf-8")
    import_file(context, book)
    found = events(context)
    assert {str(one["UID"]) for one in found} == {"weekly0001@google.com"}
    moments = [one["RECURRENCE-ID"].dt for one in found]
    assert moments == [datetime(2026, 5, day, 7, tzinfo=UTC) for day in (4, 18, 25)]


def own_file(context: Context, folder: Path) -> Path:
    """Export the calendar into a file and return its path."""
    path = folder / "own.ics"
    path.write_bytes(export_calendar(context).data)
    return path


def counts(context: Context, path: Path) -> tuple[int, int, int, int]:
    """Read a calendar in; return how many were created, updated, skipped and removed."""
    report = import_file(context, path)
    assert report.errors == []
    return report.created, report.updated, report.skipped, report.removed


@pytest.mark.row("PORT-07")
def test_our_own_export_read_into_the_same_base_changes_nothing(
    context: Context, tmp_path: Path
) -> None:
    ivan = add_record(context, "contact", {"last_name": "Ivanov", "emails": ["ivan@client.ru"]})
    key = plan(
        context,
        "meeting",
        "2026-05-07 10:00",
        subject="  Talk",
        description="text \n",
        contacts=[str(ivan)],
        participants=[str(ivan)],
    )
    plan(context, "meeting", "2026-05-08", planned_minutes=45)
    google = tmp_path / "google.ics"
    google.write_text(GOOGLE, encoding="utf-8")
    import_file(context, google)
    edit_record(context, "activity", key, {"place": "here"})
    before = context.database.reader().execute("SELECT max(seq) FROM change").fetchone()
    assert counts(context, own_file(context, tmp_path)) == (0, 0, 5, 0)
    assert context.database.reader().execute("SELECT max(seq) FROM change").fetchone() == before
    assert counts(context, google) == (0, 0, 3, 0)


def test_what_was_changed_in_our_export_is_taken_over(context: Context, tmp_path: Path) -> None:
    key = plan(context, "meeting", "2026-05-07 10:00", subject="Talk", place="Office")
    path = own_file(context, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"SUMMARY:Talk", b"SUMMARY:Negotiations"))
    assert counts(context, path) == (0, 1, 0, 0)
    values = show_record(context, "activity", key).values
    assert (values["subject"], values["place"]) == ("Negotiations", "Office")


def test_an_old_export_does_not_undo_later_work(context: Context, tmp_path: Path) -> None:
    key = plan(context, "meeting", "2026-05-07 10:00", subject="Talk")
    path = own_file(context, tmp_path)
    with context.database.write(context.actor, "edit_activity") as unit:
        # A file tells seconds only, and the export may be of the same one.
        unit.connection.execute(
            "UPDATE activity SET subject = 'Later', updated_at = updated_at + 2000000"
        )
    assert counts(context, path) == (0, 0, 1, 0)
    assert show_record(context, "activity", key).values["subject"] == "Later"


def test_part_of_a_series_exported_and_read_again_leaves_the_rest(
    context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "series.ics"
    path.write_text(calendar(event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=4")))
    import_file(context, path)
    part = export_calendar(context, first=date(2026, 5, 7), end=date(2026, 5, 9))
    path.write_bytes(part.data)
    assert part.count == 2
    assert counts(context, path) == (0, 0, 2, 0)
    assert len(events(context)) == 4


def test_a_done_meeting_is_told_from_an_open_one(context: Context, tmp_path: Path) -> None:
    key = plan(context, "call", "2026-05-05 10:00", subject="missed")
    done = plan(context, "call", "2026-05-05 11:00", subject="done")
    finish_activity(context, done, result="agreed")
    data = {str(one["SUMMARY"]): one for one in events(context)}
    assert "X-CRM-DONE" in data["done"]
    assert "X-CRM-DONE" not in data["missed"]
    assert show_record(context, "activity", key).values["done_at"] is None


def without_own_words(path: Path) -> None:
    """Write a file as a program does that keeps only what iCalendar knows."""
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(b"X-CRM-")))


@pytest.mark.row("PORT-07", "ACT-14")
def test_what_other_programs_do_not_know_is_not_lost_on_the_way_through_them(
    context: Context, tmp_path: Path
) -> None:
    call = plan(context, "call", "2026-05-05 10:00", subject="Ask", planned_minutes=15)
    finish_activity(context, call, result="agreed")
    fair = plan(context, "meeting", "2026-05-08", subject="Fair", planned_minutes=45)
    path = own_file(context, tmp_path)
    without_own_words(path)
    assert counts(context, path) == (0, 0, 2, 0)
    path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:New "))
    assert counts(context, path) == (0, 2, 0, 0)
    asked, fairs = (show_record(context, "activity", key).values for key in (call, fair))
    assert (asked["kind"], asked["subject"]) == ("call", "New Ask")
    assert asked["done_at"] == NOON
    assert (fairs["subject"], fairs["planned_minutes"]) == ("New Fair", 45)


def test_a_length_that_another_program_changed_is_taken_over(
    context: Context, tmp_path: Path
) -> None:
    call = plan(context, "call", "2026-05-07 10:00", planned_minutes=15)
    fair = plan(context, "meeting", "2026-05-08", planned_minutes=45)
    path = own_file(context, tmp_path)
    without_own_words(path)
    text = path.read_bytes()
    assert b"T081500Z" in text
    assert b"DTEND;VALUE=DATE:20260509" in text
    text = text.replace(b"T081500Z", b"T083000Z")
    path.write_bytes(text.replace(b"DTEND;VALUE=DATE:20260509", b"DTEND;VALUE=DATE:20260511"))
    assert counts(context, path) == (0, 2, 0, 0)
    lengths = [
        show_record(context, "activity", key).values["planned_minutes"] for key in (call, fair)
    ]
    assert lengths == [30, 3 * 24 * 60]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Co", "Zl", "Zp"]),
    max_size=60,
)
MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ACTIVITIES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["call", "meeting"]),
        "subject": TEXTS.map(str.strip),
        "description": st.lists(TEXTS, max_size=3).map("\n".join),
        "place": TEXTS,
        "due": st.one_of(MOMENTS.map(datetime.isoformat), DAYS.map(date.isoformat)),
        "planned_minutes": st.none() | st.integers(1, 3000),
        "remind_minutes": st.none() | st.integers(0, 5000),
        "is_important": st.booleans(),
        "done_at": st.none() | MOMENTS.map(datetime.isoformat),
        "tags": st.lists(st.sampled_from(["red", "зелёный", "a b"]), unique=True),
    }
)
COMPARED = (
    *("kind", "subject", "description", "place", "due", "planned_minutes"),
    *("remind_minutes", "is_important", "done_at", "tags"),
)


def said(context: Context) -> list[tuple[Any, ...]]:
    """Return what the activities say that a calendar can tell, in some order."""
    rows = context.database.reader().execute("SELECT id FROM activity").fetchall()
    views = [show_record(context, "activity", UUID(bytes=key)).values for (key,) in rows]
    return sorted((tuple(view[name] or None for name in COMPARED) for view in views), key=repr)


@pytest.mark.row("PORT-07", "ACT-14")
@settings(max_examples=25)
@given(planned=st.lists(ACTIVITIES, max_size=4))
def test_what_is_exported_and_read_into_another_base_is_the_same(
    staffed_file: Path, planned: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here, there = (
            Context(base, sign_in(base), UTC, clock=NOON.astimezone)
            for name in ("here.db", "there.db")
            if (base := Database.open(Path(shutil.copy(staffed_file, Path(folder) / name))))
        )
        for values in planned:
            add_record(here, "activity", values)
        path = own_file(here, Path(folder))
        assert counts(there, path) == (len(planned), 0, 0, 0)
        assert said(there) == said(here)
        for base in (here, there):
            assert counts(base, own_file(base, Path(folder))) == (0, 0, len(planned), 0)
            base.database.close()

"""A calendar becomes meetings, and read again it changes only what changed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from calendar_reader import NOON, Read, activities, reader, subjects, told
from calendars import APPLE, GOOGLE, OUTLOOK, calendar, event

from domain.errors import Cancelled
from services.activities.planning import delete_activities
from services.context import Context
from services.formats.ics_reading import Span
from services.importing.files import import_file
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import undo
from services.users import set_email


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    return replace(context, clock=NOON.astimezone)


@pytest.fixture
def other(other: Context) -> Context:
    """The colleague at the same time."""
    return replace(other, clock=NOON.astimezone)


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read a calendar with this text into the base."""
    return reader(context, tmp_path)


def changes(context: Context) -> int:
    """Return how many rows of the change log there are."""
    (count,) = context.database.reader().execute("SELECT count(*) FROM change").fetchone()
    return int(count)


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize("text", [GOOGLE, OUTLOOK, APPLE])
def test_a_calendar_that_is_read_twice_doubles_nothing(
    context: Context, read: Read, text: str
) -> None:
    first = read(text)
    assert first.created == len(activities(context)) > 2
    before = changes(context)
    assert told(read(text)) == (0, 0, first.created, 0)
    assert changes(context) == before


def test_reading_a_calendar_is_undone_at_once(context: Context, read: Read) -> None:
    read(GOOGLE)
    undo(context)
    assert activities(context) == []
    assert read(GOOGLE).created == 3


@pytest.mark.row("PORT-07", "MEET-01")
def test_a_meeting_has_its_place_length_reminder_and_people(context: Context, read: Read) -> None:
    ivan = add_record(context, "contact", {"last_name": "Ivanov", "emails": ["ivan@client.ru"]})
    read(GOOGLE)
    _past, moved, last = activities(context)
    assert last.values["kind"] == "meeting"
    assert last.values["place"] == "Tverskaya 1, office 5"
    assert (last.values["planned_minutes"], last.values["remind_minutes"]) == (45, 30)
    for name in ("participants", "contacts"):
        assert [person.id for person in last.values[name]] == [ivan]  # type: ignore[union-attr]
    description = "Prices, terms; delivery\nand the rest\n\nParticipants: Anna <anna@example.com>"
    assert last.values["description"] == description
    assert moved.values["remind_minutes"] is None


def test_colleagues_are_known_by_their_e_mails(
    context: Context, other: Context, read: Read
) -> None:
    set_email(other, "Boris@Example.com")
    read(calendar(event("e", "DTSTART:20260507T090000Z", "ATTENDEE:mailto:boris@example.com")))
    (view,) = activities(context)
    assert [person.login for person in view.values["co_executors"]] == ["boris"]  # type: ignore[union-attr]
    assert view.values["description"] == ""


def test_a_colleague_who_has_declined_is_not_busy_with_it(
    context: Context, other: Context, read: Read
) -> None:
    set_email(other, "boris@example.com")
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:boris@example.com"
    read(calendar(event("e", "DTSTART:20260507T090000Z", declined)))
    assert activities(context)[0].values["co_executors"] == ()


def test_what_is_past_comes_in_as_done_and_what_is_to_come_is_open(
    context: Context, read: Read
) -> None:
    read(
        calendar(
            event("past", "DTSTART:20260505T090000Z", "DURATION:PT1H"),
            event("now", "DTSTART:20260506T093000Z", "DURATION:PT1H"),
        )
    )
    past, now = activities(context)
    assert past.values["done_at"] == datetime(2026, 5, 5, 10, tzinfo=UTC)
    assert now.values["done_at"] is None


@pytest.mark.row("PORT-07")
def test_only_what_changed_in_the_calendar_changes_here(context: Context, read: Read) -> None:
    plain = event("e", "DTSTART:20260507T090000Z", "SUMMARY:Talk", "LOCATION:Office")
    read(calendar(plain, event("same", "DTSTART:20260508T090000Z")))
    key = activities(context)[0].id
    edit_record(context, "activity", key, {"subject": "Talk about prices"})
    moved = plain.replace("T090000Z", "T110000Z").replace("Office", "Cafe")
    report = read(calendar(moved, event("same", "DTSTART:20260508T090000Z")))
    assert told(report) == (0, 1, 1, 0)
    values = show_record(context, "activity", key).values
    assert values["subject"] == "Talk about prices"
    assert values["place"] == "Cafe"
    assert values["due"].at == datetime(2026, 5, 7, 11, tzinfo=UTC)  # type: ignore[union-attr]
    read(calendar(moved.replace("Talk", "Negotiations")))
    assert show_record(context, "activity", key).values["subject"] == "Negotiations"


def test_the_reminder_follows_a_meeting_that_moves(context: Context, read: Read) -> None:
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM")
    text = calendar(event("e", "DTSTART:20260507T090000Z", *alarm))
    read(text)
    read(text.replace("T090000Z", "T120000Z"))
    (at,) = context.database.reader().execute("SELECT remind_at FROM activity").fetchone()
    assert datetime.fromtimestamp(at / 1e6, UTC) == datetime(2026, 5, 7, 11, 45, tzinfo=UTC)


def test_an_older_version_of_a_meeting_changes_nothing(context: Context, read: Read) -> None:
    new = event("e", "DTSTART:20260507T090000Z", "SEQUENCE:3", "SUMMARY:new")
    read(calendar(new))
    report = read(calendar(new.replace("SEQUENCE:3", "SEQUENCE:2").replace("new", "old")))
    assert told(report) == (0, 0, 1, 0)
    assert subjects(context) == ["new"]


def test_an_occurrence_that_counts_its_versions_by_itself_is_moved(
    context: Context, read: Read
) -> None:
    series = event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "SEQUENCE:4")
    read(calendar(series))
    moved = event("s", "DTSTART:20260508T150000Z", "RECURRENCE-ID:20260508T090000Z")
    assert told(read(calendar(series, moved))) == (0, 1, 1, 0)


def test_people_and_tags_that_left_the_calendar_leave_and_others_stay(
    context: Context, read: Read
) -> None:
    keys = [
        add_record(context, "contact", {"last_name": name, "emails": [f"{name}@x.ru"]})
        for name in ("ada", "bob", "cid")
    ]
    text = calendar(
        event(
            "e",
            "DTSTART:20260507T090000Z",
            "ATTENDEE:mailto:ada@x.ru",
            "ATTENDEE:mailto:bob@x.ru",
            "CATEGORIES:red,blue",
        )
    )
    read(text)
    (view,) = activities(context)
    participants = [str(key) for key in keys]
    edit_record(
        context, "activity", view.id, {"participants": participants, "tags": ["red", "blue", "own"]}
    )
    read(text.replace("ATTENDEE:mailto:ada@x.ru\n", "").replace("red,blue", "blue,green"))
    values = show_record(context, "activity", view.id).values
    assert [person.id for person in values["participants"]] == keys[1:]  # type: ignore[union-attr]
    assert values["tags"] == ("blue", "own", "green")


def test_what_is_cancelled_from_the_beginning_never_comes_in(context: Context, read: Read) -> None:
    assert told(read(calendar(event("e", "DTSTART:20260507T090000Z", "STATUS:CANCELLED"))))[0] == 0
    assert activities(context) == []


def test_what_the_person_declined_is_not_theirs(context: Context, read: Read) -> None:
    set_email(context, "anna@example.com")
    invited = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:Anna@example.com"
    text = calendar(event("e", "DTSTART:20260507T090000Z", invited))
    declined = text.replace("NEEDS-ACTION", "DECLINED")
    assert told(read(declined)) == (0, 0, 1, 0)
    assert told(read(text)) == (1, 0, 0, 0)
    assert told(read(declined)) == (0, 0, 0, 1)


def test_what_a_person_deleted_does_not_come_back(context: Context, read: Read) -> None:
    text = event("e", "DTSTART:20260507T090000Z", "SUMMARY:Talk")
    read(calendar(text))
    delete_activities(context, [activities(context)[0].id])
    assert told(read(calendar(text.replace("Talk", "Talk again")))) == (0, 0, 1, 0)
    assert activities(context) == []


def test_a_past_meeting_that_is_moved_ahead_is_open_again(context: Context, read: Read) -> None:
    text = calendar(event("e", "DTSTART:20260505T090000Z", "DURATION:PT1H"))
    read(text)
    read(text.replace("20260505", "20260507"))
    assert activities(context)[0].values["done_at"] is None


def test_a_meeting_in_two_calendars_is_one_for_both(
    context: Context, other: Context, read: Read
) -> None:
    text = calendar(event("e", "DTSTART:20260507T090000Z", "SUMMARY:Talk"))
    read(text)
    assert told(read(text, other)) == (0, 1, 0, 0)
    (view,) = activities(context)
    assert [person.login for person in view.values["co_executors"]] == ["boris"]  # type: ignore[union-attr]
    assert told(read(text, other)) == (0, 0, 1, 0)
    edit_record(context, "activity", view.id, {"co_executors": []})
    assert told(read(text, other)) == (0, 0, 1, 0)
    assert told(read(text)) == (0, 0, 1, 0)


def test_days_that_are_given_bound_all_that_is_read(context: Context, read: Read) -> None:
    text = calendar(
        event("one", "DTSTART:20260601T090000Z"),
        event("s", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY"),
    )
    assert read(text, span=Span(date(2026, 5, 7), date(2026, 5, 10))).created == 3


@pytest.mark.row("PORT-07")
def test_it_is_told_how_many_meetings_recurring_events_became(context: Context, read: Read) -> None:
    weekly = event("w", "DTSTART:20260507T230000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Stand-up")
    others = [
        event(f"d{n}", "DTSTART:20260507T090000Z", "RRULE:FREQ=DAILY;COUNT=2") for n in range(6)
    ]
    turned = event("t", "DTSTART:20260507T090000Z", "DTEND:20260507T080000Z")
    report = read(calendar(weekly, *others, turned))
    first, *_rest, last = report.explain_series()
    # In Warsaw that is one o'clock on the day after.
    assert first == "“Stand-up” recurs: 105 meetings were made, the last on 5 May 2028."
    assert last == "2 more recur: 4 meetings were made of them."
    assert report.errors == []
    assert list(report.explain()) == [
        "Line 39: It ends before it begins, so it was read without an end."
    ]
    assert list(read(calendar(weekly)).explain_series()) == []


def test_reading_a_calendar_can_be_ended(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_text(GOOGLE, encoding="utf-8")
    with pytest.raises(Cancelled):
        import_file(context, path, is_cancelled=lambda: True)
    assert activities(context) == []

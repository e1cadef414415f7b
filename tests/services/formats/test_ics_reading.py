"""Calendars of other programs are read as these mean them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from calendars import APPLE, GOOGLE, OUTLOOK, calendar, event
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UnusableFile
from services.formats.ics_reading import Span, read_calendar, usual_span
from services.formats.meetings import Attendee, BrokenMeeting, Meeting

SPAN = Span(date(2026, 1, 1), date(2027, 1, 1))
ZONE = ZoneInfo("Europe/Warsaw")


def read(folder: Path, text: str | bytes, span: Span = SPAN) -> list[Meeting | BrokenMeeting]:
    """Return what a file with this text holds."""
    path = folder / "calendar.ics"
    path.write_bytes(text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode())
    return list(read_calendar(path, ZONE, span))


def meetings(folder: Path, text: str | bytes, span: Span = SPAN) -> list[Meeting]:
    """Return the meetings of a file that has nothing else."""
    found = read(folder, text, span)
    assert all(isinstance(item, Meeting) for item in found), found
    return [item for item in found if isinstance(item, Meeting)]


def reasons(folder: Path, text: str | bytes) -> list[tuple[int, str]]:
    """Return the line and the sentence of each item that was not taken over."""
    return [(i.line, i.reason) for i in read(folder, text) if isinstance(i, BrokenMeeting)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in May 2026, UTC."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.row("PORT-07")
def test_what_recurs_is_read_with_exceptions_and_moved_occurrences(tmp_path: Path) -> None:
    first, moved, last = meetings(tmp_path, GOOGLE)
    assert [m.start_at for m in (first, moved, last)] == [at(4, 7), at(18, 12), at(25, 7)]
    assert [m.subject for m in (first, moved)] == ["Планёрка с клиентом", "Планёрка позже"]
    assert moved.key == "weekly0001@google.com 20260518T070000Z"
    assert (first.minutes, first.remind_minutes) == (45, 30)
    assert first.description == "Prices, terms; delivery\nand the rest"
    assert first.place == "Tverskaya 1, office 5"
    assert first.attendees == (
        Attendee("anna@example.com", "Anna"),
        Attendee("Ivan@Client.ru", "Ivan Ivanov"),
    )


@pytest.mark.row("PORT-07")
def test_zones_of_windows_and_of_somebodys_own_are_understood(tmp_path: Path) -> None:
    tender, delhi, vienna, exhibition = meetings(tmp_path, OUTLOOK)
    assert (tender.start_at, tender.minutes, tender.is_important) == (at(6, 9), 90, True)
    assert delhi.start_at == at(7, 6, 30)
    assert vienna.start_at == at(8, 10)
    assert (exhibition.on, exhibition.minutes) == (date(2026, 5, 11), 3 * 24 * 60)


def test_a_zone_described_by_one_file_does_not_outlive_it(tmp_path: Path) -> None:
    meetings(tmp_path, OUTLOOK)
    other = OUTLOOK.replace("+0530", "+0100")
    assert meetings(tmp_path, other)[1].start_at == at(7, 11)


@pytest.mark.row("PORT-07")
def test_times_without_a_zone_are_by_the_clocks_of_the_person(tmp_path: Path) -> None:
    lunch, *twice, offer, sent = meetings(tmp_path, APPLE)
    assert (lunch.start_at, lunch.minutes, lunch.remind_minutes) == (at(6, 8), 60, 60)
    assert lunch.description == "https://meet.example.com/abc"
    assert [m.on for m in twice] == [date(2026, 5, 6), date(2026, 5, 20)]
    assert (offer.kind, offer.on, offer.tags) == ("task", date(2026, 5, 7), ("offers", "urgent"))
    assert sent.done_at == at(5, 8)


def test_a_recurring_time_follows_the_clocks_when_they_are_put_forward(tmp_path: Path) -> None:
    found = meetings(
        tmp_path,
        calendar(
            event("s", "DTSTART;TZID=Europe/Warsaw:20260328T100000", "RRULE:FREQ=DAILY;COUNT=2")
        ),
    )
    assert [m.start_at and m.start_at.hour for m in found] == [9, 8]


WARSAW = "DTSTART;TZID=Europe/Warsaw:20260328T220000"
"""The evening before the clocks are put forward by an hour."""

UNTIL_SIX = "DTEND;TZID=Europe/Warsaw:20260329T060000"


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        ([WARSAW, UNTIL_SIX], [7 * 60]),
        ([WARSAW, "DURATION:PT8H"], [8 * 60]),
        ([WARSAW, "DURATION:P1D"], [23 * 60]),
        (["DTSTART:20260328T220000", "DURATION:PT8H"], [8 * 60]),
        ([WARSAW, "DTEND;TZID=America/New_York:20260328T233000"], [390]),
        # What recurs takes as long each time, whatever the clocks say.
        (
            [
                "DTSTART;TZID=Europe/Warsaw:20260321T220000",
                "DTEND;TZID=Europe/Warsaw:20260322T060000",
                "RRULE:FREQ=WEEKLY;COUNT=3",
            ],
            [8 * 60] * 3,
        ),
        ([WARSAW, "DURATION:PT8H", "RRULE:FREQ=WEEKLY;COUNT=2"], [8 * 60] * 2),
        ([WARSAW, "DURATION:P1D", "RRULE:FREQ=WEEKLY;COUNT=2"], [23 * 60, 24 * 60]),
        (
            [
                WARSAW,
                "DTEND;TZID=America/New_York:20260328T233000",
                "RRULE:FREQ=WEEKLY;COUNT=2",
            ],
            [390] * 2,
        ),
        (
            [
                "DTSTART:20260506T090000Z",
                "DTEND:20260506T100000Z",
                "RDATE;VALUE=PERIOD:20260507T090000Z/20260507T093000Z",
            ],
            [60, 30],
        ),
    ],
)
def test_a_length_is_right_though_the_clocks_change_meanwhile(
    tmp_path: Path, lines: list[str], minutes: list[int]
) -> None:
    found = meetings(tmp_path, calendar(event("night", *lines)))
    assert [meeting.minutes for meeting in found] == minutes


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260506T090000Z", "DTEND:20260506T080000Z"],
        ["DTSTART:20260506T090000Z", "DURATION:-PT1H"],
        ["DTSTART:20260506T090000Z", "DTEND:20260506T080000Z", "RRULE:FREQ=DAILY;COUNT=2"],
        ["DTSTART;VALUE=DATE:20260506", "DTEND;VALUE=DATE:20260504"],
    ],
)
def test_what_ends_before_it_begins_comes_in_without_an_end_and_is_told(
    tmp_path: Path, lines: list[str]
) -> None:
    told, *found = read(tmp_path, calendar(event("turned", *lines)))
    assert isinstance(told, BrokenMeeting)
    assert (told.line, told.is_taken) == (3, True)
    assert told.reason.startswith("It ends before it begins")
    assert found
    for meeting in found:
        assert isinstance(meeting, Meeting)
        assert meeting.minutes is None
        assert meeting.on == date(2026, 5, 6) or (meeting.start_at and meeting.start_at.hour == 9)


def test_only_the_span_is_read_of_what_recurs_without_end(tmp_path: Path) -> None:
    endless = calendar(
        event("e", "DTSTART:20100101T090000Z", "RRULE:FREQ=DAILY"),
        event("old", "DTSTART:20010101T090000Z"),
    )
    found = meetings(tmp_path, endless, Span(date(2026, 5, 1), date(2026, 5, 4)))
    assert [m.start_at and m.start_at.day for m in found if m.uid == "e"] == [1, 2, 3]
    assert [m.uid for m in found][-1] == "old"
    first, end = usual_span(date(2026, 5, 6))
    assert (first, end) == (date(2025, 5, 6), date(2028, 5, 6))


def test_lines_that_are_folded_within_a_character_are_put_together(tmp_path: Path) -> None:
    text = calendar(event("u", "DTSTART:20260506T090000Z", "SUMMARY:Встреча")).encode()
    place = text.index("ч".encode())
    assert (
        meetings(tmp_path, text[: place + 1] + b"\r\n " + text[place + 1 :])[0].subject == "Встреча"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = calendar(event("u", "DTSTART:20260506T090000Z", "SUMMARY:Встреча с заказчиком"))
    assert meetings(tmp_path, text.encode(encoding))[0].subject == "Встреча с заказчиком"


def test_the_last_version_of_a_meeting_holds(tmp_path: Path) -> None:
    newer = event("u", "DTSTART:20260506T090000Z", "SEQUENCE:2", "SUMMARY:new")
    older = event("u", "DTSTART:20260506T080000Z", "SEQUENCE:1", "SUMMARY:old")
    assert [m.subject for m in meetings(tmp_path, calendar(newer, older))] == ["new"]


def test_an_event_without_a_uid_has_the_same_one_each_time(tmp_path: Path) -> None:
    text = calendar("BEGIN:VEVENT", "DTSTART:20260506T090000Z", "SUMMARY:x", "END:VEVENT")
    first, again = (meetings(tmp_path, text)[0].uid for _time in range(2))
    assert first == again
    other = meetings(tmp_path, text.replace("SUMMARY:x", "SUMMARY:y"))
    assert other[0].uid != first


@pytest.mark.row("PORT-07")
@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["DTSTART:banana"], "The value “banana” of DTSTART"),
        (["SUMMARY:x"], "DTSTART is missing"),
        (["DTSTART;TZID=Nowhere:20260506T090000"], "The time zone “Nowhere” is not known"),
        (["DTSTART:20260506T090000Z", "RRULE:FREQ=FOO"], "of RRULE is none"),
        (["DTSTART:20260506T090000Z", "RRULE:FREQ=SECONDLY"], "every minute or second"),
        (["DTSTART:20260506T090000Z", "RRULE:FREQ=HOURLY"], "at most 2000 are read"),
        (["DTSTART:00010101T000000Z"], "beyond the years"),
        (["DTSTART;TZID=America/New_York:99991231T230000"], "beyond the years"),
    ],
)
def test_a_bad_event_is_told_with_its_line_and_the_others_come_in(
    tmp_path: Path, lines: list[str], sentence: str
) -> None:
    bad = "\n".join(("BEGIN:VEVENT", "UID:bad", *lines, "END:VEVENT"))
    text = calendar(event("one"), bad, event("two"))
    told = reasons(tmp_path, text)
    assert [line for line, _reason in told] == [7]
    assert sentence in told[0][1]
    good = [item.uid for item in read(tmp_path, text) if isinstance(item, Meeting)]
    assert good == ["one", "two"]


def test_an_event_without_its_end_does_not_take_the_next_one_along(tmp_path: Path) -> None:
    text = calendar("BEGIN:VEVENT", "UID:open", "DTSTART:20260506T090000Z", event("next"))
    assert reasons(tmp_path, text)[0][0] == 3
    assert [m.uid for m in read(tmp_path, text) if isinstance(m, Meeting)] == ["next"]


def test_a_text_that_was_broken_without_being_folded_is_kept(tmp_path: Path) -> None:
    text = calendar(
        event("u", "DTSTART:20260506T090000Z", "DESCRIPTION:first", "second, not folded")
    )
    assert meetings(tmp_path, text)[0].description == "first\nsecond, not folded"


@settings(max_examples=40)
@given(st.sampled_from([GOOGLE, OUTLOOK, APPLE]), st.data())
def test_a_damaged_file_never_ends_the_reading(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    for _time in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        cut = data.draw(st.integers(0, len(line)))
        junk = data.draw(st.sampled_from(["", ":", ";", "\x00", "9" * 30, "é", "-", "TZID=", '"']))
        lines[place : place + 1] = data.draw(
            st.sampled_from([[], [line, line], [line[:cut] + junk + line[cut:]], [line[:cut]]])
        )
    with TemporaryDirectory() as folder:
        try:
            found = read(Path(folder), "\n".join(lines))
        except UnusableFile:
            return
    assert all(item.line > 0 for item in found)
    assert all(isinstance(item, Meeting) or item.reason for item in found)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "an empty file"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "holds no calendar"),
        (b"PK\x03\x04xl/", "an Excel workbook"),
        (None, "There is no file"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "calendar.ics"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableFile, match=sentence):
        list(read_calendar(path, ZONE, SPAN))


def test_an_empty_calendar_is_a_calendar(tmp_path: Path) -> None:
    assert read(tmp_path, calendar()) == []


@pytest.mark.parametrize(("trigger", "minutes"), [("PT9H", 0), ("-PT15H", 24 * 60), ("PT8H", 60)])
def test_the_alarm_of_a_day_is_counted_from_when_one_is_reminded_of_days(
    tmp_path: Path, trigger: str, minutes: int
) -> None:
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", "END:VALARM")
    (found,) = meetings(tmp_path, calendar(event("d", "DTSTART;VALUE=DATE:20260506", *alarm)))
    assert found.remind_minutes == minutes

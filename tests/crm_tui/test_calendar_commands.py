"""`crm import` of a calendar, `crm calendar export` and `crm calendar feed`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from calendars import GOOGLE, calendar, event

from tests.conftest import Outcome

Crm = Callable[..., Outcome]


@pytest.fixture
def google(tmp_path: Path) -> Path:
    """A calendar file."""
    path = tmp_path / "google.ics"
    path.write_text(GOOGLE, encoding="utf-8")
    return path


@pytest.mark.row("PORT-07")
def test_a_calendar_is_read_in_and_written_out(crm: Crm, google: Path, tmp_path: Path) -> None:
    done = crm("import", google)
    assert (done.code, done.out) == (
        0,
        "3 created, 0 updated, 0 skipped as unchanged, 0 failed.\n"
        "“Планёрка с клиентом” recurs: 3 meetings were made, the last on 25 May 2026.\n",
    )
    target = tmp_path / "out.ics"
    assert "3 calls and meetings written" in crm("calendar", "export", target).err
    assert target.read_bytes().count(b"UID:weekly0001@google.com") == 3
    again = crm("import", target, "--format", "json").json
    assert again == {
        "created": 0,
        "updated": 0,
        "skipped": 3,
        "failed": 0,
        "removed": 0,
        "recurring": [],
        "notes": [],
        "errors": [],
    }


def test_a_calendar_is_known_by_what_is_in_it(crm: Crm, google: Path) -> None:
    other = google.rename(google.with_name("download"))
    assert crm("import", other).out.startswith("3 created")


def test_days_bound_what_is_read_and_written(crm: Crm, google: Path) -> None:
    assert crm("import", google, "--from", "2026-05-18", "--to", "2026-05-18").out[0] == "1"
    crm("import", google)
    printed = crm("calendar", "export", "--from", "2026-05-25").out
    assert printed.count("BEGIN:VEVENT") == 1
    assert printed.startswith("BEGIN:VCALENDAR")
    assert crm("calendar", "export", "--from", "2026-05-25", "--to", "2026-05-01").code == 2
    book = google.with_suffix(".vcf")
    book.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n")
    assert "for a calendar" in crm("import", book, "--from", "2026-05-18").err


def test_what_cannot_be_read_is_said_with_its_line(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "bad.ics"
    path.write_text(calendar(event("one"), event("bad", "DTSTART:x"), event("two")))
    done = crm("import", path)
    assert done.code == 7
    assert done.out.startswith("2 created, 0 updated, 0 skipped as unchanged, 1 failed.")
    assert done.err.startswith("Line 7: The value “x” of DTSTART")
    assert crm("import", path, "--format", "json").json["errors"][0]["line"] == 7


def test_what_vanished_is_counted(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "series.ics"
    text = calendar(event("s", "DTSTART:20991231T090000Z"))
    path.write_text(text)
    crm("import", path)
    path.write_text(text.replace("UID:s", "UID:s\nSTATUS:CANCELLED"))
    assert "1 is in the calendar no more and was put into the bin." in crm("import", path).out


@pytest.mark.row("ACT-14")
def test_the_calendar_of_a_colleague_is_exported(crm: Crm, google: Path) -> None:
    crm("--as", "boris", "import", google)
    assert "VEVENT" not in crm("calendar", "export").out
    assert crm("calendar", "export", "--user", "boris").out.count("BEGIN:VEVENT") == 3
    assert crm("calendar", "export", "--user", "carol").code == 3
    assert crm("calendar", "export", "/no/such/folder/x.ics").code == 6


@pytest.mark.row("ACT-14")
def test_the_calendar_file_is_brought_up_to_date(crm: Crm, google: Path, tmp_path: Path) -> None:
    assert "crm setting calendar_feed" in crm("calendar", "feed").err
    feed = tmp_path / "feed.ics"
    assert crm("setting", "calendar_feed", feed).code == 0
    crm("import", google)
    assert crm("calendar", "feed").out == f"{feed} is written.\n"
    assert crm("calendar", "feed").out == f"{feed} is up to date.\n"
    assert crm("setting", "calendar_feed", "/no/such/folder/x.ics").code == 2


@pytest.mark.row("ACT-14")
def test_no_file_that_is_no_calendar_is_overwritten(crm: Crm, google: Path, tmp_path: Path) -> None:
    crm("import", google)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna,")
    done = crm("calendar", "export", letter)
    assert done.code == 2
    assert done.err == (
        f"crm: The file {letter} is no calendar, so it is not overwritten. Name another file.\n"
    )
    assert letter.read_text() == "Dear Anna,"
    assert crm("calendar", "export", tmp_path).code == 2
    assert crm("calendar", "export", google).code == 0
    assert b"Google" not in google.read_bytes()


def test_the_calendar_file_of_a_home_that_is_not_here_is_said(crm: Crm) -> None:
    done = crm("setting", "calendar_feed", "~nobody-here/x.ics")
    assert (done.code, done.err) == (2, "crm: There is no folder ~nobody-here.\n")


def test_the_e_mail_of_a_person_is_set_by_themselves_or_an_administrator(crm: Crm) -> None:
    assert crm("--as", "boris", "user", "email", "boris@example.com").code == 0
    assert "boris@example.com" in crm("user", "list").out
    assert crm("user", "email", "volkov@example.com", "--user", "boris").code == 0
    users = {user["login"]: user["email"] for user in crm("user", "list", "--format", "json").json}
    assert users == {"anna": "", "boris": "volkov@example.com"}
    assert crm("--as", "boris", "user", "email", "x@y.z", "--user", "anna").code == 4
    assert crm("user", "email", "nowhere").code == 2


@pytest.mark.row("PORT-07")
def test_whoever_invites_is_named_in_what_is_exported(crm: Crm) -> None:
    crm("user", "email", "anna@example.com")
    contact = crm("add", "contact", "--json", '{"last_name": "Ivanov", "emails": ["i@x.ru"]}').word
    meeting = f'{{"kind": "meeting", "due": "tomorrow 10", "participants": ["{contact}"]}}'
    crm("add", "activity", "--json", meeting)
    printed = crm("calendar", "export").out
    assert "ORGANIZER;CN=anna:mailto:anna@example.com" in printed
    assert "ATTENDEE;CN=Ivanov:mailto:i@x.ru" in printed

"""The calendar file follows what is planned, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import BadInput, UnusableFile
from services.activities.calendar_feed import write_feed
from services.context import Context
from services.records.use_cases import add_record, delete_record
from services.settings import CALENDAR_FEED, set_setting


@pytest.fixture
def feed(context: Context, tmp_path: Path) -> Path:
    """The file that anna has set."""
    path = tmp_path / "calendars" / "anna.ics"
    path.parent.mkdir()
    set_setting(context, CALENDAR_FEED, str(path))
    return path


def plan(context: Context, subject: str) -> UUID:
    """Plan a meeting for tomorrow."""
    data = {"kind": "meeting", "subject": subject, "due": "tomorrow 10:00"}
    return add_record(context, "activity", data)


@pytest.mark.row("ACT-14")
def test_the_file_has_what_is_planned_and_is_written_only_when_it_changes(
    context: Context, other: Context, feed: Path
) -> None:
    key = plan(context, "Talk")
    plan(other, "Not hers")
    assert write_feed(context)
    assert b"SUMMARY:Talk" in feed.read_bytes()
    assert b"Not hers" not in feed.read_bytes()
    assert not write_feed(context)
    delete_record(context, "activity", key)
    assert write_feed(context)
    assert b"BEGIN:VEVENT" not in feed.read_bytes()
    assert [path.name for path in feed.parent.iterdir()] == ["anna.ics"]


def test_each_person_has_a_file_of_their_own(context: Context, other: Context, feed: Path) -> None:
    assert not write_feed(other)
    assert not feed.exists()


def test_a_file_that_is_no_calendar_is_not_overwritten(context: Context, feed: Path) -> None:
    feed.write_text("BEGIN:VCARD\n")
    with pytest.raises(BadInput, match="is no calendar"):
        write_feed(context)
    assert feed.read_text() == "BEGIN:VCARD\n"


def test_a_folder_that_has_gone_is_said_in_a_sentence(context: Context, feed: Path) -> None:
    feed.parent.rmdir()
    with pytest.raises(UnusableFile, match=r"cannot be written. The system says"):
        write_feed(context)


def test_the_rights_and_the_link_of_the_file_stay(
    context: Context, feed: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real.ics"
    real.touch()
    real.chmod(0o640)
    feed.symlink_to(real)
    write_feed(context)
    assert feed.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("typed", ["/no/such/folder/x.ics", "/", ".", "~nobody-here/x.ics"])
def test_a_path_where_no_file_can_be_is_refused(context: Context, typed: str) -> None:
    with pytest.raises(BadInput):
        set_setting(context, CALENDAR_FEED, typed)

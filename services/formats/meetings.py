"""What a calendar holds, whatever the file format it came from.

A reader of one format yields these values, a writer takes them; the use case that imports them
matches them with the activities at hand. Texts are clean: no control characters, single-line except
the description.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta

from domain.text import on_one_line, strip_control

_APART = frozenset({"line", "modified_at", "sequence", "is_ours", "is_complete", "is_beyond"})
"""Fields that do not count as what a meeting says."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is invited: the e-mail, the name where one is given, and who does not come."""

    email: str
    name: str = ""
    has_declined: bool = False

    def __str__(self) -> str:
        """Return how the person is written where no record is known."""
        return f"{self.name} <{self.email}>" if self.name else self.email


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, call or task of a calendar; of what recurs, one occurrence.

    `line` is where it stands in its file, from 1. `uid` names it in every calendar, together with
    `recurrence`: when that occurrence was meant to be at first, as `20260105T090000Z` in UTC,
    without the Z by the clocks of the place, as `20260105` for a day, "" for what does not recur.

    It begins at `start_at` (aware) or lasts the day `on`, or neither, which only a task may; it
    takes `minutes`, where these are known. One is reminded `remind_minutes` before. `done_at` is
    when it was done. `modified_at` and `sequence` tell how new the file's version is; `is_ours` is
    whether this program wrote it, `is_complete` whether the file has all occurrences of its UID,
    and `is_beyond` whether it was moved out of the days that were read.
    """

    line: int
    uid: str
    recurrence: str = ""
    kind: str = "meeting"
    subject: str = ""
    description: str = ""
    place: str = ""
    start_at: datetime | None = None
    on: date | None = None
    minutes: int | None = None
    remind_minutes: int | None = None
    is_important: bool = False
    is_cancelled: bool = False
    done_at: datetime | None = None
    tags: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    modified_at: datetime | None = None
    sequence: int = 0
    is_ours: bool = False
    is_complete: bool = False
    is_beyond: bool = False

    @property
    def key(self) -> str:
        """What names the occurrence in every calendar: UID, and after a blank the recurrence."""
        return f"{self.uid} {self.recurrence}" if self.recurrence else self.uid

    @property
    def end_at(self) -> datetime | None:
        """When it is over, None for a day or no time at all."""
        return self.start_at and self.start_at + timedelta(minutes=self.minutes or 0)

    @property
    def first_day(self) -> date | None:
        """The day for which it was meant at first, that of UTC where it has a time and a zone."""
        if self.recurrence:
            return datetime.strptime(self.recurrence[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day
        return self.start_at.astimezone(UTC).date() if self.start_at else self.on

    def is_older_than(self, other: Meeting) -> bool:
        """Say whether this comes from an older version of a file than another."""
        if self.modified_at is not None and other.modified_at is not None:
            return self.modified_at < other.modified_at
        return self.sequence < other.sequence

    def fingerprint(self) -> str:
        """Return a SHA-256 in hex over what the meeting says."""
        said = {name: value for name, value in self.to_json().items() if name not in _APART}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Return the fields that say something as a JSON object."""
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, "", [], False)}

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Meeting:
        """Return the meeting that `to_json` described; keys it does not know are ignored."""
        known = {field.name for field in fields(cls)}
        restored = {name: _restored(name, value) for name, value in values.items() if name in known}
        return cls(**restored)  # type: ignore[arg-type]  # _restored gave each its field's type

    def cleaned(self) -> Meeting:
        """Return it with its texts as they are kept, and its moments in whole seconds."""
        return replace(
            self,
            subject=on_one_line(self.subject),
            place=on_one_line(self.place),
            description=strip_control(self.description).strip(),
            start_at=_whole(self.start_at),
            done_at=_whole(self.done_at),
            modified_at=_whole(self.modified_at),
        )


@dataclass(frozen=True, slots=True)
class BrokenMeeting:
    """A meeting that is not taken over: its line in the file, from 1, and a sentence saying why.

    With `is_taken` it is taken over all the same, but for what the sentence says.
    """

    line: int
    reason: str
    is_taken: bool = False


def _whole(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(microsecond=0)


def _plain(value: object) -> object:
    """Return `value` as JSON knows it."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_attendee(v) if isinstance(v, Attendee) else v for v in value]
    return value


def _attendee(attendee: Attendee) -> list[object]:
    said: list[object] = [attendee.email, attendee.name]
    return [*said, True] if attendee.has_declined else said


def _restored(name: str, value: object) -> object:
    """Return the value of field `name` from its JSON form."""
    if isinstance(value, str) and name == "on":
        return date.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return tuple(Attendee(*item) if name == "attendees" else str(item) for item in value)
    return value

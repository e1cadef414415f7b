"""The agenda: open activities grouped by deadline (FEATURES ACT-04, ACT-21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from domain.i18n import _
from domain.records.references import Reference


class Group(IntEnum):
    """A group of the agenda, in the order of the screen.

    Those up to NO_DATE hold what the person is responsible for and has not done, CO_EXECUTOR and
    OBSERVER what others are and in which the person has such a part (FEATURES TASK-05).
    """

    OVERDUE = 0
    TODAY = 1
    TOMORROW = 2
    THIS_WEEK = 3
    LATER = 4
    NO_DATE = 5
    CO_EXECUTOR = 6
    OBSERVER = 7
    DONE = 8

    @property
    def title(self) -> str:
        """The heading of the group in the interface language."""
        return {
            Group.OVERDUE: _("Overdue"),
            Group.TODAY: _("Today"),
            Group.TOMORROW: _("Tomorrow"),
            Group.THIS_WEEK: _("This week"),
            Group.LATER: _("Later"),
            Group.NO_DATE: _("No date"),
            Group.CO_EXECUTOR: _("Co-executor"),
            Group.OBSERVER: _("Observer"),
            Group.DONE: _("Done"),
        }[self]

    @property
    def is_own(self) -> bool:
        """Whether it holds what the person is to do."""
        return self <= Group.NO_DATE


class Span(NamedTuple):
    """What belongs to a dated group: moments in UTC from `start` up to `end`, and whole days from
    `first_day` up to `end_day`; each end is excluded."""

    start: datetime
    end: datetime
    first_day: date
    end_day: date


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A line of the agenda: an activity and the client it concerns.

    `client` is who or what the activity is about first, `company` where that one works, `deal` the
    first deal it belongs to. The deadline is a moment in UTC (`due_at`), a day (`due_on`), or
    neither; `done_at` (UTC) is None while it is open. Of its check list
    `ticked` of `items` lines are ticked. `responsible` is empty where that is the
    person who looks.
    """

    id: UUID
    group: Group
    kind: str
    subject: str
    due_at: datetime | None
    due_on: date | None
    is_important: bool
    attempt: int
    client: Reference | None
    company: str
    deal: Reference | None = None
    has_files: bool = False
    ticked: int = 0
    items: int = 0
    done_at: datetime | None = None
    responsible: str = ""

    @property
    def key(self) -> UUID:
        """What names this line in a list."""
        return self.id

    @property
    def is_done(self) -> bool:
        """Whether the activity is done."""
        return self.done_at is not None

    @property
    def is_heading(self) -> bool:
        """A line of the agenda is never a heading."""
        return False


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The heading above a group, with the number of its lines."""

    group: Group
    count: int

    @property
    def key(self) -> Group:
        """What names this heading in a list."""
        return self.group

    @property
    def is_heading(self) -> bool:
        """A heading is one."""
        return True


AgendaLine = AgendaEntry | GroupHeading

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


def spans(now: datetime) -> dict[Group, Span]:
    """Return what belongs to each dated group at the local moment `now` (aware).

    The groups follow one another without a gap. A moment of today that has passed is overdue; a day
    without a time is overdue only when it is over. The week ends on Sunday.
    """
    today = now.date()
    week_end = max(today + timedelta(days=7 - today.weekday()), today + timedelta(days=2))
    tomorrow = today + timedelta(days=1)
    days = [date.min, today, tomorrow, tomorrow + timedelta(days=1), week_end, date.max]
    starts = [_FIRST, now.astimezone(UTC)]
    starts += [_midnight(day, now) for day in days[2:5]]
    ends = [*starts[1:], _LAST]
    return {Group(i): Span(starts[i], ends[i], days[i], days[i + 1]) for i in range(Group.NO_DATE)}


DONE_DAYS = 30
"""How many days back, before today, the agenda shows what was done."""


def done_since(now: datetime) -> datetime:
    """Return the moment in UTC from which on what was done is shown at the local moment `now`."""
    return _midnight(now.date() - timedelta(days=DONE_DAYS), now)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=now.tzinfo).astimezone(UTC)

"""What stands in a calendar: calls and meetings (FEATURES ACT-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.records.references import Reference
from domain.text import spaced

CALENDAR_KINDS = ("call", "meeting")
"""The kinds of activities that a calendar shows; letters, tasks and events are not among them."""

USUAL_MINUTES = {"call": 15, "meeting": 60}
"""How long an entry is taken to last of which nobody has said it."""


def days_of(planned_minutes: int | None) -> int:
    """Return how many days are taken by what has no time of day."""
    return max((planned_minutes or 0) // (24 * 60), 1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A call or a meeting of `person`.

    It begins at `start_at` (aware), or takes place on the day `on` without a time, and on the days
    that follow where it takes several; exactly one of the two is given. `planned_minutes` is None
    where its length is not known; it is the longest where the entry stands for many activities of
    the run `run` at one time: then they are `number`, of which `done` are done, and `subject` is
    the title of the run. `client` is who or what it is about first, `company` where that
    one works. `responsible` is the name of the person, empty where that is who looks.
    """

    id: UUID
    person: UUID
    kind: str
    subject: str
    start_at: datetime | None
    on: date | None
    planned_minutes: int | None = None
    client: Reference | None = None
    company: str = ""
    place: str = ""
    is_important: bool = False
    is_done: bool = False
    responsible: str = ""
    run: UUID | None = None
    number: int = 1
    done: int = 0

    @property
    def minutes(self) -> int:
        """How long it lasts, or is taken to last."""
        return self.planned_minutes or USUAL_MINUTES[self.kind]

    @property
    def end_at(self) -> datetime | None:
        """When it ends, None for a day without a time."""
        return self.start_at + timedelta(minutes=self.minutes) if self.start_at else None

    @property
    def title(self) -> str:
        """With whom it is, or else about what; of a run how many there are."""
        if self.run is not None:
            return f"x {spaced(self.number)} – {self.subject}"
        return self.client.title if self.client else self.subject

    def is_overdue(self, now: datetime) -> bool:
        """Say whether it should have begun before the local moment `now`, and is not done."""
        if self.is_done:
            return False
        if self.start_at is not None:
            return self.start_at < now
        return self.on is not None and self.on < now.date()

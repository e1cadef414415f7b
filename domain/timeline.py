"""The lines of the timeline of a record: what is planned with it, then what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from domain.records.references import Reference


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An activity on a timeline.

    It is planned while `done_at` is None; its deadline is then a moment in UTC, a day, or neither.
    `text` is what is to be done, or what came of it; `outcome` is a label, of an event that of its
    kind. `with_whom` is the main record of the activity, None without one. `duration_seconds` is
    None where it was not measured. Of the check list `ticked` of `items` lines are ticked.
    """

    id: UUID
    kind: str
    text: str
    due_at: datetime | None
    due_on: date | None
    done_at: datetime | None
    outcome: str
    duration_seconds: int | None
    is_important: bool
    responsible: str
    with_whom: Reference | None
    has_files: bool
    ticked: int = 0
    items: int = 0

    @property
    def key(self) -> UUID:
        """What names this line in a list."""
        return self.id

    @property
    def is_heading(self) -> bool:
        """An activity is never a heading."""
        return False


class TimelineHeading(NamedTuple):
    """The heading above what is planned (`is_past` false) or what was done, with their number."""

    is_past: bool
    number: int
    is_heading: bool = True

    @property
    def key(self) -> tuple[str, bool]:
        """What names this line in a list."""
        return ("heading", self.is_past)


TimelineLine = TimelineEntry | TimelineHeading
"""A line of a timeline."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that was changed: its label, and the values before and after as texts."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One step of somebody that changed a record, or something that belongs to it.

    `unit` and `owner` name it; `at` is UTC; `of` is the title of the record where that is another
    than the one whose history is shown. `with_whom` is the main record of an activity. `record` is
    None where nothing is known of it any more.
    `row` is the row of the log by which the step stands among others.

    A step that changed many records at once may stand for all of them: `records` then tells of
    which kinds and how many ("" for kinds that are not known any more), and `owner` is nobody's.
    """

    unit: int
    owner: UUID
    at: datetime
    author: str
    action: str
    changes: tuple[FieldChange, ...]
    of: str = ""
    record: Reference | None = None
    row: int = 0
    with_whom: Reference | None = None
    records: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> tuple[int, UUID]:
        """What names this line in a list."""
        return (self.unit, self.owner)

    @property
    def is_heading(self) -> bool:
        """A step is never a heading."""
        return False


HistoryRow = TimelineEntry | RecordedStep
"""A line of the history: what was done with the record, and what was changed of it."""

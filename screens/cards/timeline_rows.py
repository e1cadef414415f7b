"""How the lines of a timeline are painted (FEATURES CONT-04, FEED-02)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from rich.cells import cell_len

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.check_lists import progress
from domain.dates.when import describe_deadline, describe_duration, is_overdue, say_when
from domain.i18n import _
from domain.text import one_line
from domain.timeline import TimelineEntry, TimelineHeading, TimelineLine
from widgets.lists.columns import Column, fit
from widgets.lists.row_painter import GUTTER, ColumnPainter, Part


def when_cells(now: datetime) -> int:
    """Return how wide the words for a day and a time are in the language, at the most."""
    return max(cell_len(say_when(day, now)) for day in _days_told(now))


def _day_cells(now: datetime) -> int:
    """Return the same of a day without its time."""
    return max(cell_len(say_when(day.date(), now)) for day in _days_told(now))


def _days_told(now: datetime) -> Iterator[datetime]:
    yield from (now + timedelta(days=distance) for distance in (-1, 0, 1))
    # A day of another year names it.
    yield from (now.replace(year=now.year - 1, month=month, day=28) for month in range(1, 13))


def timeline_painter(owner: UUID, now: datetime, width: int) -> ColumnPainter[TimelineLine]:
    """Return what paints the timeline of the record `owner` as of the local moment `now`.

    Where `width` cells are too few for all columns, such as on a phone, a line begins with what is
    to be done and ends with the day.
    """
    kinds = max(cell_len(kind_label(code)) for code in ACTIVITY_KINDS)
    columns = (
        Column("sign", "", 1, priority=9),
        Column("when", "", when_cells(now), priority=8),
        Column("kind", "", kinds, priority=5),
        Column("text", "", 10, weight=1, priority=7),
        Column("star", "", 1, priority=4),
    )
    if len(fit(columns, width - GUTTER)) == len(columns):
        return ColumnPainter(columns, lambda line: _cells(line, owner, now), _heading, titles=False)
    narrow = (
        Column("sign", "", 1, priority=9),
        Column("text", "", 10, weight=1, priority=8),
        Column("day", "", _day_cells(now), align="right", priority=7),
    )
    return ColumnPainter(narrow, lambda line: _few_cells(line, owner, now), _heading, titles=False)


def _heading(line: TimelineLine) -> str:
    assert isinstance(line, TimelineHeading)
    if line.is_past:
        return _("Past {count}").format(count=line.number)
    if line.number:
        return _("Next {count}").format(count=line.number)
    return _("Next: nothing is planned, t plans a step")


def _cells(line: TimelineLine, owner: UUID, now: datetime) -> Mapping[str, str | Part]:
    assert isinstance(line, TimelineEntry)
    is_late = line.done_at is None and is_overdue(line.due_at, line.due_on, now)
    when = say_when(line.done_at, now) if line.done_at is not None else _due(line, is_late, now)
    return {
        "sign": "!" if is_late else "",
        "when": (when, "alert") if is_late else when,
        "kind": (kind_label(line.kind), "muted"),
        "text": one_line(entry_text(line, owner), 300),
        "star": "*" if line.is_important else "",
    }


def _few_cells(line: TimelineLine, owner: UUID, now: datetime) -> Mapping[str, str | Part]:
    """Return what a narrow line says: the kind before the text, and the day without its time."""
    assert isinstance(line, TimelineEntry)
    cells = _cells(line, owner, now)
    moment = line.done_at or line.due_at
    day = moment.astimezone(now.tzinfo).date() if moment is not None else line.due_on
    if cells["sign"] or day is None:
        when = cells["when"]
    elif line.done_at is None and day == now.date():
        when = describe_deadline(line.due_at, line.due_on, now)
    else:
        when = say_when(day, now)
    text = one_line(entry_text(line, owner, whom_last=True), 300)
    return {
        "sign": cells["sign"],
        "text": f"{kind_label(line.kind)} {text}",
        "day": when,
    }


def _due(line: TimelineEntry, is_late: bool, now: datetime) -> str:
    deadline = line.due_at or line.due_on
    if deadline is None:
        return _("No date")
    return describe_deadline(line.due_at, line.due_on, now) if is_late else say_when(deadline, now)


def entry_text(entry: TimelineEntry, owner: UUID, *, whom_last: bool = False) -> str:
    """Return what an activity is, or what came of it; with whom, where that is not `owner`."""
    whom = entry.with_whom
    other = whom.title if whom and whom.id != owner else ""
    length = describe_duration(entry.duration_seconds) if entry.duration_seconds else ""
    outcome = f"{entry.outcome}:" if entry.outcome and entry.text else entry.outcome
    said = " ".join(filter(None, (length, outcome, entry.text)))
    files = _("files") if entry.has_files else ""
    done = progress(entry.ticked, entry.items)
    if other and not whom_last:
        said, other = f"{other}: {said}", ""
    return ", ".join(filter(None, (said, other, done, files)))

"""The tasks of a client or a deal, in groups by deadline, those that are done last (TASK-04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from domain.agenda import Group, spans
from domain.card_tabs import TASKS
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from services.context import Context
from services.lists.reading import columns_of, sorts_of
from services.records.listing import read_columns, read_sorts
from storage.reads.record_pages import RecordPages
from storage.reads.related import related_condition
from storage.reads.sql import Sql
from storage.values import moment_out

USUAL: Final = RecordQuery(
    "activity", columns=("subject", "due", "check_list", "responsible", "done_at"), sort=("due",)
)
"""The columns and the order with which the tab opens."""


def as_arranged(context: Context, query: RecordQuery) -> RecordQuery:
    """Return what was chosen with its columns and its order named, also where they are usual."""
    columns = query.columns or tuple(field.name for field in columns_of(context, query))
    return RecordQuery("activity", columns=columns, sort=query.sort or _names(context, query))


def _names(context: Context, query: RecordQuery) -> tuple[str, ...]:
    sorts = sorts_of(context, query)
    return tuple(("-" if sort.descending else "") + sort.field.name for sort in sorts)


_GROUPS: Final = (*(group for group in Group if group.is_own), Group.DONE)
_STEPS: Final = 1_000
"""Instructions of SQLite's machine for which an index is walked along: tasks of one are few."""


class TaskHeading(NamedTuple):
    """The heading above the tasks of a group, with their number."""

    group: Group
    number: int
    is_heading: bool = True

    @property
    def key(self) -> Group:
        """What names this line in a list."""
        return self.group


class TaskRow(NamedTuple):
    """A task in its group."""

    group: Group
    row: RecordRow
    is_heading: bool = False

    @property
    def key(self) -> UUID:
        """What names this line in a list."""
        return self.row.id


TaskLine = TaskHeading | TaskRow
"""A line under the tab."""


class Tasks:
    """The tasks with a record as a `PageSource`, each group in the order of `query`.

    `columns` are the fields whose values the rows hold. They are those of the query, and behind
    them what tells whether a task is done.
    """

    def __init__(self, context: Context, record: Reference, query: RecordQuery = USUAL) -> None:
        now = context.now()
        self.shown = read_columns(context, "activity", ",".join(query.columns))
        beside = read_columns(context, "activity", "done_at")
        self.beside = [field for field in beside if field not in self.shown]
        columns = [*self.shown, *self.beside]
        sorts = read_sorts(context, "activity", ",".join(query.sort))
        done = read_sorts(context, "activity", "-done_at") if query.sort == USUAL.sort else sorts
        related = related_condition(record.kind, record.id, TASKS)
        self._groups: list[tuple[TaskHeading, RecordPages]] = []
        for group in _GROUPS:
            pages = RecordPages(
                context.database.reader,
                "activity",
                columns,
                done if group is Group.DONE else sorts,
                related.narrowed(_condition(group, now)),
                now,
                steps=_STEPS,
            )
            if count := pages.count():
                self._groups.append((TaskHeading(group, count), pages))

    def count(self) -> int:
        """Return the number of lines, headings included."""
        return sum(heading.number + 1 for heading, _pages in self._groups)

    def after(self, row: TaskLine | None, limit: int) -> list[TaskLine]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        lines: list[TaskLine] = []
        for heading, pages in self._groups:
            if row is not None and heading.group < row.group:
                continue
            place = None
            if row is None or heading.group > row.group:
                lines.append(heading)
            elif isinstance(row, TaskRow):
                place = row.row
            missing = limit - len(lines)
            if missing > 0:
                lines += _rows(heading.group, pages.after(place, missing))
            if len(lines) >= limit:
                break
        return lines[:limit]

    def before(self, row: TaskLine | None, limit: int) -> list[TaskLine]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        lines: list[TaskLine] = []
        for heading, pages in reversed(self._groups):
            is_here = row is not None and heading.group == row.group
            if row is not None and (heading.group > row.group or (is_here and row.is_heading)):
                continue
            place = row.row if is_here and isinstance(row, TaskRow) else None
            missing = limit - len(lines)
            found = pages.before(place, missing)
            page: list[TaskLine] = [*_rows(heading.group, found)]
            if len(found) < missing:
                page.insert(0, heading)
            lines = page + lines
            if len(lines) >= limit:
                break
        return lines[-limit:] if limit else []

    def rank(self, row: TaskLine) -> int:
        """Return how many lines precede `row`, whether or not it is still there."""
        earlier = sum(one.number + 1 for one, _pages in self._groups if one.group < row.group)
        if isinstance(row, TaskHeading):
            return earlier
        own = [pages for heading, pages in self._groups if heading.group == row.group]
        return earlier + sum(1 + pages.rank(row.row) for pages in own)

    def sample(self, limit: int) -> Sequence[RecordRow]:
        """Return the rows of the first lines, after whose values columns are made."""
        return [line.row for line in self.after(None, limit) if isinstance(line, TaskRow)]


def _rows(group: Group, rows: Sequence[RecordRow]) -> Iterator[TaskRow]:
    return (TaskRow(group, row) for row in rows)


def _condition(group: Group, now: datetime) -> Sql:
    """Return the condition that a task `r` stands in a group at the local moment `now`."""
    if group is Group.DONE:
        return Sql("r.done_at IS NOT NULL")
    if group is Group.NO_DATE:
        return Sql("r.done_at IS NULL AND r.due_at IS NULL AND r.due_on IS NULL")
    span = spans(now)[group]
    return Sql(
        "r.done_at IS NULL AND ((r.due_at >= ? AND r.due_at < ?) "
        "OR (r.due_at IS NULL AND r.due_on >= ? AND r.due_on < ?))",
        (
            moment_out(span.start),
            moment_out(span.end),
            span.first_day.isoformat(),
            span.end_day.isoformat(),
        ),
    )

"""How the lines of a record's history are painted: who did what, with old and new values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from domain.activities import kind_label
from domain.dates.when import say_when
from domain.i18n import _
from domain.text import one_line
from domain.timeline import FieldChange, HistoryRow, RecordedStep
from screens.cards.timeline_rows import entry_text, when_cells
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part

_LONGEST = 60
"""Characters of a value that a line shows; the whole step shows the rest."""


def history_painter(owner: UUID, now: datetime) -> ColumnPainter[HistoryRow]:
    """Return what paints the history of the record `owner` as of the local moment `now`."""
    columns = (
        Column("when", "", when_cells(now), priority=8),
        Column("who", "", 10, priority=5),
        Column("text", "", 16, weight=1, priority=9),
    )
    return ColumnPainter(columns, lambda row: _cells(row, owner, now), titles=False)


def _cells(row: HistoryRow, owner: UUID, now: datetime) -> Mapping[str, str | Part]:
    if isinstance(row, RecordedStep):
        when, who, text = row.at, row.author, step_text(row)
    else:
        assert row.done_at is not None
        said = f"{kind_label(row.kind)} {entry_text(row, owner)}"
        when, who, text = row.done_at, row.responsible, said
    return {
        "when": say_when(when, now),
        "who": (who, "muted"),
        "text": one_line(text, 400),
    }


def step_text(step: RecordedStep) -> str:
    """Return a step on one line: of what record, what was done, and each field that it changed."""
    action = f"{step.of}: {step.action}" if step.of else step.action
    return " · ".join(filter(None, (action, changes_text(step))))


def changes_text(step: RecordedStep) -> str:
    """Return each field that a step changed, with its old and new value."""
    return "; ".join(change_text(one, _LONGEST) for one in step.changes)


def change_text(change: FieldChange, longest: int) -> str:
    """Return a changed field with its old and new value, each cut to `longest` characters."""
    old, new = one_line(change.old, longest), one_line(change.new, longest)
    if not old:
        return f"{change.label}: {new}"
    return f"{change.label}: {old} → {new or _('empty')}"

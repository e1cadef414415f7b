"""How the lines of the feed are painted: when, who, which record, what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from rich.cells import cell_len

from domain.activities import kind_label
from domain.dates.when import say_when
from domain.feed import records_text
from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import one_line, spaced
from domain.timeline import HistoryRow, RecordedStep
from screens.cards.history_rows import changes_text
from screens.cards.timeline_rows import entry_text, when_cells
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part

_NOBODY = UUID(int=0)
"""No record: what was done with none needs no title beside it."""


def feed_painter(now: datetime) -> ColumnPainter[HistoryRow]:
    """Return what paints the feed as of the local moment `now`."""
    kinds = max(cell_len(_(kind.label)) for kind in KINDS.values())
    columns = (
        Column("when", _("When"), when_cells(now), priority=8),
        Column("who", _("Who"), 10, priority=6),
        Column("kind", _("Kind"), kinds, priority=1),
        Column("record", _("Record"), 16, weight=1, priority=7),
        Column("what", _("What"), 18, weight=3, priority=9),
    )
    return ColumnPainter(columns, lambda row: _cells(row, now))


def record_of_line(row: HistoryRow | None) -> Reference | None:
    """Return the record that a line is about, None where nothing is known of it."""
    if isinstance(row, RecordedStep):
        return row.record
    return row.with_whom if row else None


def _cells(row: HistoryRow, now: datetime) -> Mapping[str, str | Part]:
    record = record_of_line(row)
    if isinstance(row, RecordedStep):
        when, who, client = row.at, row.author, row.with_whom
        what = " · ".join(filter(None, (row.action, changes_text(row), _kinds_text(row))))
    else:
        assert row.done_at is not None
        when, who, client = row.done_at, row.responsible, None
        what = f"{kind_label(row.kind)} {entry_text(row, record.id if record else _NOBODY)}"
    return {
        "when": say_when(when, now),
        "who": (who, "muted"),
        "kind": (_kind_text(row, record), "muted"),
        "record": one_line(_record_text(row, client, record), 200),
        "what": one_line(what, 400),
    }


def _record_text(row: HistoryRow, client: Reference | None, record: Reference | None) -> str:
    """Return which record a line is about, or how many."""
    if not isinstance(row, RecordedStep) or not row.records:
        return ": ".join(one.title for one in (client, record) if one) or "–"
    count = sum(number for _kind, number in row.records)
    return ngettext("{count} record", "{count} records", count).format(count=spaced(count))


def _kind_text(row: HistoryRow, record: Reference | None) -> str:
    """Return of which kind the record of a line is, or all of its records are."""
    if isinstance(row, RecordedStep) and len(row.records) == 1 and row.records[0][0]:
        return _(KINDS[row.records[0][0]].plural_label)
    return _(KINDS[record.kind].label) if record else ""


def _kinds_text(row: RecordedStep) -> str:
    """Return how many records of which kinds a line is about, where there are several kinds."""
    return records_text(row.records) if len(row.records) > 1 else ""

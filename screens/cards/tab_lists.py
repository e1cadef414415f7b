"""What the list of a card shows under each tab: its lines, and how they are painted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.card_tabs import ACTIVITIES, FILES, HISTORY, INVOICES, TASKS, CardTab
from domain.i18n import _
from domain.paging import FixedRows, PageSource
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from domain.timeline import TimelineEntry
from screens.cards.deal_blocks import spans_text
from screens.cards.history_rows import history_painter
from screens.cards.timeline_rows import timeline_painter
from screens.files.file_lines import file_painter
from screens.list_dialog import ListLine
from screens.records.record_table import RecordTable
from services.cards.card import Card
from services.cards.related import related_records
from services.cards.stream import Stream
from services.cards.tasks import USUAL, TaskHeading, TaskLine, TaskRow, Tasks
from services.cards.timeline import Timeline
from services.context import Context
from services.files.listing import list_attachments
from widgets.lists.list_cursor import FIRST_ROWS
from widgets.lists.row_painter import ColumnPainter, Part, RowPainter


class TabList(NamedTuple):
    """The lines under a tab, what paints them, and what stands there where there are none."""

    source: PageSource[Any]
    painter: RowPainter[Any]
    hint: str


def tab_list(
    context: Context, record: Reference, tab: CardTab, width: int, tasks: RecordQuery = USUAL
) -> TabList:
    """Return what the list of a card of `width` cells shows under a tab.

    `tasks` gives the columns and the order of the tasks.
    """
    if tab.name == ACTIVITIES:
        painter = timeline_painter(record.id, context.now(), width)
        return TabList(Timeline(context, record.kind, record.id), painter, "")
    if tab.name == TASKS:
        return _tasks(context, record, tasks, width)
    if tab.shows:
        return _related(context, record, tab, width)
    if tab.name == FILES:
        return _files(context, record)
    return TabList(Stream(context, record), history_painter(record.id, context.now()), "")


def _tasks(context: Context, record: Reference, query: RecordQuery, width: int) -> TabList:
    tasks = Tasks(context, record, query)
    table = RecordTable(
        context, tasks.shown, tasks.sample(FIRST_ROWS), beside=tasks.beside, width=width
    )

    def cells(line: TaskLine) -> Mapping[str, str | Part]:
        return table.cells(line.row) if isinstance(line, TaskRow) else {}

    painter = ColumnPainter(table.columns, cells, _task_heading, opens_at_name=True)
    return TabList(tasks, painter, _("No tasks. n adds one."))


def _task_heading(line: TaskLine) -> str:
    assert isinstance(line, TaskHeading)
    return f"{line.group.title} {line.number}"


def _related(context: Context, record: Reference, tab: CardTab, width: int) -> TabList:
    pages = related_records(context, record, tab)
    sample = pages.after(None, FIRST_ROWS)
    table = RecordTable(context, pages.columns, sample, width=width)
    hint = _("Nothing is linked yet: n adds one.")
    return TabList(pages, table.painter(), hint)


def _files(context: Context, record: Reference) -> TabList:
    files = list_attachments(context, record.kind, record.id)
    return TabList(
        FixedRows([ListLine(file.id, file) for file in files]),
        file_painter(context.now()),
        _("No files. n attaches some."),
    )


def told_of_tab(context: Context, card: Card, tab: str) -> str:
    """Return what stands at the end of the line of tabs: how long stages took, what is paid."""
    if tab == HISTORY:
        return spans_text(context, card)
    if tab == INVOICES:
        # Loaded with the first card with invoices, behind the first frame.
        from services.invoicing.payments.sums import paid_sums

        return paid_sums(context, card.reference).explain()
    return ""


def record_of(row: object, tab: CardTab) -> Reference | None:
    """Return the record that a line stands for, None for a line of another sort."""
    if isinstance(row, TimelineEntry):
        return Reference("activity", row.id, row.text)
    if isinstance(row, TaskRow):
        return Reference("activity", row.row.id, row.row.title)
    if isinstance(row, RecordRow) and tab.shows in KINDS:
        return Reference(tab.shows, row.id, row.title)
    return None

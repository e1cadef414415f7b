"""Area 7: the feed, all events and changes of all records, the newest first.

FEATURES HIST-03, HIST-04, HIST-05, FEED-01; exam A9.2.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.activities import EVENT
from domain.i18n import _
from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep, TimelineEntry
from screens.actions import FEED, bindings_of
from screens.cards.opening import open_card
from screens.feed.feed_reading import FeedReading, feed_filter_hint
from screens.feed.feed_rows import feed_painter, record_of_line
from screens.program import is_gone, program_of
from screens.records.record_actions import NOT_SHOWN
from services.cards.card import read_card
from services.feed.pages import within_step
from widgets.filter_line import FilterLine
from widgets.kept_lines import Ground
from widgets.lists.list_cursor import ListPlace
from widgets.lists.list_messages import RowOpened
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter


class FeedArea(FeedReading):
    """What everybody has done and changed, to be read; only events can be deleted here."""

    target = FEED
    digit = "7"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FEED)]

    def __init__(self) -> None:
        super().__init__()
        self._is_stale = False
        self._lists_from: tuple[str, ListPlace[HistoryRow] | None] | None = None

    def compose_area(self) -> ComposeResult:
        """Lay out the filter and the list."""
        yield FilterLine(feed_filter_hint(), id="filter")
        with Ground(id="body"):
            yield RecordList(self.feed_painter(), id="feed")

    @property
    def feed_list(self) -> RecordList[HistoryRow]:
        """The list that shows the lines."""
        return self.query_one("#feed", RecordList)

    def feed_painter(self) -> ColumnPainter[HistoryRow]:
        """Return what paints the lines."""
        return feed_painter(self.context.now())

    def on_mount(self) -> None:
        """Show the newest lines, and follow what everybody does."""
        if is_gone(self):
            return  # it was laid out ahead while the program ends
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self.set_focus(self.feed_list)
        self.read_feed(is_other=True)

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        self._is_stale |= bool(kinds - NOT_SHOWN)
        if self.is_in_view:
            self.refresh_frame()
            self._catch_up()

    def on_screen_resume(self) -> None:
        """Show what was written while another area was in view."""
        self.refresh_frame()
        # Who left from the newest line comes back to the newest one.
        self._catch_up(is_other=not self.feed_list.position)

    def _catch_up(self, *, is_other: bool = False) -> None:
        if self._is_stale:
            self._is_stale = False
            self.read_feed(is_other=is_other)

    def follow_time(self) -> None:
        """Say anew when things happened: what was today is yesterday after midnight."""
        super().follow_time()
        self.feed_list.set_painter(self.feed_painter())

    # The line under the cursor.

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        record = record_of_line(self.feed_list.row)
        return record.title if record and record.title else super().menu_title()

    @on(RecordList.Opened)
    def open_line(self, event: RowOpened[HistoryRow]) -> None:
        """View a change with its old and new values, or what was done."""
        self._open(event.row)

    def action_open(self) -> None:
        """View the line under the cursor."""
        if (row := self.feed_list.row) is not None:
            self._open(row)

    def _open(self, row: HistoryRow) -> None:
        from screens.cards.step_dialog import StepDialog

        if isinstance(row, RecordedStep) and row.records:
            self._list_records(row)
        elif isinstance(row, RecordedStep):
            self.app.push_screen(StepDialog(row))
        else:
            open_card(self.app, Reference("activity", row.id, row.text))

    def _list_records(self, step: RecordedStep) -> None:
        """List what one step changed of many records; Esc leads back to its line."""
        self.filter_line.set_text(within_step(self.context, self.feed_filter, step.unit))
        self._lists_from, self.feed_filter = (
            (self.feed_filter, self.feed_list.place),
            self.filter_line.text,
        )
        self.read_feed(is_other=True)

    def action_open_record(self) -> None:
        """Open the card of the record, from which one goes on to those of other lines."""
        row = self.feed_list.row
        if isinstance(row, RecordedStep) and row.records:
            self._list_records(row)
            return
        record = record_of_line(row)
        if isinstance(row, TimelineEntry) and record is None:
            record = Reference("activity", row.id, row.text)
        if record is None or read_card(self.context, record) is None:
            self.say(_("There is no card to be opened: the record was deleted for good."))
        else:
            open_card(self.app, record, self._next_record)

    def _next_record(self, step: int) -> Reference | None:
        """Go to the next line about another record, or to the previous one."""
        before = record_of_line(self.feed_list.row)
        is_found = self.feed_list.go_on(step, lambda row: record_of_line(row) not in (None, before))
        return record_of_line(self.feed_list.row) if is_found else None

    def action_delete(self) -> None:
        """Delete the event under the cursor; undo brings it back (FEATURES HIST-03)."""
        from services.records.use_cases import delete_record

        row, context = self.feed_list.row, self.context
        if row is None:
            return
        if isinstance(row, RecordedStep) or row.kind != EVENT:
            self.say(_("Only events are deleted here. u takes back the last thing you did."))
            return
        key = row.id
        self.perform(
            lambda: delete_record(context, "activity", key),
            lambda _none: self.say(_("The event is deleted. u takes it back.")),
        )

    # The filter.

    def action_filter(self) -> None:
        """Type into the line above the list what is to be shown."""
        self.filter_line.open()
        self.offer_filter(self.filter_line)

    def action_back(self) -> None:
        """Leave the filter, or take it away; from the records of one step, go back to its line."""
        if self._lists_from is None:
            self.filter_line.leave(keep=False)
            return
        self.feed_filter, place = self._lists_from
        self.filter_line.set_text(self.feed_filter)
        self._lists_from = None
        self.read_feed(is_other=True, place=place)
        self.go_back_to_list()

    def filter_changed(self) -> None:
        """Show what passes the filter as it was typed; Esc takes it away."""
        self._lists_from = None
        super().filter_changed()

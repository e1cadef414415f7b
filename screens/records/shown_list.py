"""The list of an area: read beside the screen where that takes long, counted late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property
from uuid import UUID

from textual import on, work

from domain.errors import CrmError
from domain.i18n import _
from domain.paging import FixedRows, KeyMarks
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from screens.records.all_marks import AllMarks
from screens.records.record_table import RecordTable
from screens.records.telling_figures import TellsFigures
from services.lists.marking import AllOf, count_hidden, listed_among
from services.lists.opening import ListOpener, OpenedList
from services.lists.reading import count
from services.lists.views import without_gone_columns
from widgets.lists.list_cursor import ListPlace
from widgets.lists.list_messages import RowsWaited
from widgets.lists.record_list import RecordList

FIRST_ROWS = 64
"""Rows that are read before the list shows, unless the screen has more lines."""


class ShownList(TellsFigures):
    """Shows the list of `state`, and gives its rows to the actions.

    The list stays as it is while another one takes long to read, unless it is of other records;
    keys go on working on what it shows.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table: RecordTable | None = None
        self._turn = 0
        self._is_reading = self._is_stale = False
        self._wanted: UUID | None = None
        self._waiting_moves: list[Callable[[], object]] = []

    def filter_mended(self) -> None:
        """Say no more that the filter cannot be read: its fields are back."""
        raise NotImplementedError

    @cached_property
    def _opener(self) -> ListOpener:
        return ListOpener(self.context)

    def on_unmount(self) -> None:
        """End the reading and counting that runs."""
        if "_opener" in self.__dict__:
            self._opener.close()

    # Reading the list.

    def begin_list(self, *, is_other: bool = False) -> None:
        """Show the list of the state from its place.

        With `is_other` the rows that are shown do not belong to it, and go away at once: those that
        were last read of it come back, until it has been read anew where that is needed.
        """
        if is_other:
            self.show_figures("")
        if is_other and (opened := self.state.opened):
            self._begin_turn()
            self._show_opened(opened, is_begun=True)
            if self.state.is_stale:
                self.refresh_list()
        else:
            self._read(is_begun=True, is_other=is_other)

    def refresh_list(self, wanted: UUID | None = None) -> None:
        """Read the list again, the cursor staying on its row, or going to the record `wanted`."""
        self._wanted = wanted or self._wanted
        if self._is_reading:
            self._is_stale = True
        else:
            self._read(is_begun=False)

    def _begin_turn(self) -> None:
        """Give up what is being read, and the moves that wait for it."""
        self._turn += 1
        self._is_reading = self._is_stale = False
        self._waiting_moves = []

    def _read(self, *, is_begun: bool, is_other: bool = False) -> None:
        """Open the list now or beside the screen; what cannot be read is said."""
        self._begin_turn()
        rows = max(FIRST_ROWS, self.record_list.size.height)
        try:
            opened = self._opener.open_at_once(self.state.query, rows)
        except CrmError as error:
            if self._leave_out_gone():
                self._read(is_begun=is_begun, is_other=is_other)
            elif self.state.lost:
                self._show_no_rows(_("Nothing is shown: see what is wrong with the filter."))
            else:
                self.say(str(error), "error")
            return
        if opened is not None:
            self._show_opened(opened, is_begun=is_begun)
            return
        if is_other:
            self._show_no_rows(_("Reading …"))
        self._is_reading = True
        self._read_beside(self._turn, rows, is_begun=is_begun)

    def _show_no_rows(self, why: str) -> None:
        self.record_list.empty_hint = why
        self.record_list.set_source(FixedRows([]), keep_cursor=False)

    def _leave_out_gone(self) -> bool:
        """Leave out columns whose fields somebody has taken away; say whether there were any."""
        left = without_gone_columns(self.context, self.state.query)
        if left.query == self.state.query:
            return False
        self.state.arrange(left.query.columns, left.query.sort)
        self.say(left.sentence)
        return True

    @work(group="list", exclusive=True)
    async def _read_beside(self, turn: int, rows: int, *, is_begun: bool) -> None:
        try:
            with self.telling_of_wait():
                opened = await asyncio.to_thread(self._opener.open_beside, self.state.query, rows)
        except CrmError as error:
            self.say(str(error), "error")
            return
        finally:
            if turn == self._turn:
                self._is_reading = False
        if opened is not None and turn == self._turn:
            self.tell_no_wait()
            self._show_opened(opened, is_begun=is_begun)
            if self._is_stale:
                self.refresh_list()

    @on(RecordList.RowsWaited)
    def read_beside(self, event: RowsWaited[RecordRow]) -> None:
        """Read beside the screen what takes long, and do then what is waiting for it."""
        opened = self.state.opened
        if opened is None or self._is_reading:
            return
        self._waiting_moves.append(event.again)
        if len(self._waiting_moves) == 1:
            self._list_all(self._turn, opened)

    @work(group="list", exclusive=True)
    async def _list_all(self, turn: int, opened: OpenedList) -> None:
        with self.telling_of_wait():
            is_listed = await asyncio.to_thread(self._opener.list_beside, opened)
        if turn != self._turn:
            return
        moves, self._waiting_moves = self._waiting_moves, []
        if is_listed:
            self.tell_no_wait()
            for move in moves:
                move()

    def _show_opened(self, opened: OpenedList, *, is_begun: bool) -> None:
        state, shown = self.state, self.record_list
        if state.lost:
            state.lost = ""
            self.filter_mended()
        self._table = RecordTable(
            self.context,
            opened.columns,
            opened.sample,
            beside=opened.beside,
            shift=state.shift,
            width=shown.line_width or self.app.size.width - 1,
        )
        shown.empty_hint = self.empty_hint()
        self._see_marks(opened)
        shown.set_source(
            opened,
            painter=self._table.painter(),
            place=state.place if is_begun else None,
            keep_cursor=not is_begun,
            lazy_count=True,
        )
        is_new = opened is not state.opened
        state.place, state.opened = None, opened
        if is_new:
            state.is_stale = False
        if state.figures is not None:
            shown.set_total(state.figures.count)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            if not shown.move_to(wanted):
                self.say(_("Added. It is not among what is shown here. u takes it back."))
        if is_new or state.figures is None:
            self.count_late()
        else:
            self.tell_figures()

    def empty_hint(self) -> str:
        """Return what stands in the list where it shows nothing."""
        state = self.state
        if state.is_filtered:
            return _("Nothing fits the filter. Esc takes it away.")
        if state.query.in_bin:
            return _("The bin is empty.")
        if state.query.filter:
            return _("Nothing fits this view. n adds one, ' shows the other views.")
        return _("There is nothing yet. n adds the first, Z reads a file in.")

    def action_shift(self, step: int) -> None:
        """Scroll the columns after the first."""
        if self._table is None:
            return
        most = self._table.most_shift(self.record_list.line_width)
        shift = max(0, min(most, self.state.shift + step))
        if shift != self.state.shift:
            self.state.shift = shift
            self._paint_table()
        elif most == 0:
            self.say(_("All columns are in view."))

    def on_resize(self) -> None:
        """Share the new width among the columns, once the list has it."""
        self.call_after_refresh(self._fit_columns)

    def _fit_columns(self) -> None:
        if self._table is not None and self._table.width != self.record_list.line_width:
            self._paint_table()

    def repaint(self) -> None:
        """Show what time has made of the rows, such as what is overdue by now."""
        if self._table is not None:
            self._paint_table()

    def _paint_table(self) -> None:
        assert self._table is not None
        self._table = self._table.shifted(self.state.shift, self.record_list.line_width)
        self.record_list.set_painter(self._table.painter())

    def place(self) -> ListPlace[RecordRow] | None:
        """Return where the cursor is."""
        return None if self._is_reading else self.record_list.place

    # What actions are meant for.

    def kind(self) -> str:
        """Return the kind that is shown."""
        return self.state.query.kind

    def row_reference(self) -> Reference | None:
        """Return the record under the cursor."""
        row = self.record_list.row
        return Reference(self.kind(), row.id, row.title) if row else None

    def neighbour(self, step: int) -> Reference | None:
        """Go to the next record of the list, or to the previous one; None where there is none."""
        return self.row_reference() if self.record_list.go_on(step, lambda _row: True) else None

    def marked(self) -> Sequence[UUID] | AllOf:
        """Return the marked records: their keys, or that all are marked."""
        marks = self.record_list.marks
        if isinstance(marks, AllMarks):
            return marks.which
        return [key for key in self.record_list.marked_keys if isinstance(key, UUID)]

    def marked_count(self) -> int:
        """Return how many records are marked."""
        return len(self.record_list.marks)

    def count_hidden(self, which: Sequence[UUID] | AllOf) -> int:
        """Return how many of these records the list does not show."""
        if self.state.lost:
            return self.marked_count()
        return count_hidden(self.context, which, self.state.query)

    def is_in_bin(self) -> bool:
        """Say whether the bin is shown."""
        return self.state.query.in_bin

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        self.record_list.clear_marks()

    def go_to(self, key: UUID) -> None:
        """Select a record that has just been made, where the list shows it."""
        self.refresh_list(key)

    async def action_mark_all(self) -> None:
        """Mark all that the filter shows, or none where some are marked."""
        if self.record_list.marks:
            self.clear_marks()
        else:
            context, query = self.context, self.state.query
            await self.perform_first(
                lambda: count(context, query), lambda number: self._mark(query, number)
            )

    def _mark(self, query: RecordQuery, number: int) -> None:
        if not number:
            self.say(_("There is nothing to mark."))
        elif query == self.state.query:
            self.record_list.set_marks(AllMarks(AllOf(query), number))

    def _see_marks(self, opened: OpenedList) -> None:
        """Know which rows of a list are marked that shows another filter than when all were."""
        marks, context = self.record_list.marks, self.context
        opened.seen = len
        if not isinstance(marks, AllMarks):
            return
        marks = marks.seen_from(self.state.query)
        # What is not shown any more has no place among the marks that are painted.
        self.record_list.set_marks(KeyMarks())
        self.record_list.set_marks(marks)
        known, query = marks.known, marks.which.query
        if known is None:
            return

        def see(rows: Sequence[RecordRow]) -> None:
            try:
                known.update(listed_among(context, query, [row.id for row in rows]))
            except CrmError:
                opened.seen = len
                self.call_later(self._lose_marks)

        opened.seen = see

    def _lose_marks(self) -> None:
        self.clear_marks()
        self.say(_("Nothing is marked any more: all was marked by a filter on what is gone."))

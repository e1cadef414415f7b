"""Lists that show lines of the feed: read at once where that is quick, else beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property

from textual import on, work
from textual.timer import Timer

from domain.errors import CrmError
from domain.i18n import _
from domain.query.errors import QueryError
from domain.records.references import Reference
from domain.timeline import HistoryRow
from screens.shell import AreaScreen
from services.feed.opening import FeedOpener, OpenedFeed
from services.feed.pages import complete_feed_query, read_feed_query
from widgets.filter_line import FilterLine
from widgets.lists.list_cursor import FIRST_ROWS, ListPlace
from widgets.lists.list_messages import RowsWaited
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import RowPainter

WAIT_SECONDS = 0.3
"""How long lines may take before it is said that they are being read."""


class FeedReading(AreaScreen):
    """Shows lines of the feed in a list, those that pass the filter in the line above it.

    The list stays as it is while other lines take long to find, and keys go on working on it.
    Subclasses give the list, the painter, and of which record the lines are, if of one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.feed_filter = ""
        self._feed: OpenedFeed | None = None
        self._feed_turn = 0
        self._is_finding = self._is_feed_old = self._says_finding = False
        self._waiting_moves: list[Callable[[], object]] = []

    @property
    def feed_list(self) -> RecordList[HistoryRow]:
        """The list that shows the lines."""
        raise NotImplementedError

    def feed_painter(self) -> RowPainter[HistoryRow]:
        """Return what paints the lines."""
        raise NotImplementedError

    def feed_of(self) -> Reference | None:
        """Return the record whose history is shown, None for the feed of all."""
        return None

    def shows_feed(self) -> bool:
        """Say whether the list shows lines of the feed."""
        return True

    @cached_property
    def _feed_opener(self) -> FeedOpener:
        return FeedOpener(self.context)

    def on_unmount(self) -> None:
        """End the reading that runs."""
        if "_feed_opener" in self.__dict__:
            self._feed_opener.close()

    def read_feed(
        self, *, is_other: bool = False, place: ListPlace[HistoryRow] | None = None
    ) -> None:
        """Show the lines that pass the filter, as of now; the cursor stays on its line.

        With `is_other` they are other ones than before, and the cursor goes to the first, or to
        `place`.
        """
        if (self._is_finding or self._waiting_moves) and not is_other:
            self._is_feed_old = True
            return
        self._feed_turn += 1
        self._is_feed_old, self._waiting_moves = False, []
        rows = max(FIRST_ROWS, self.feed_list.page)
        try:
            opened = self._feed_opener.open_at_once(self.feed_filter, self.feed_of(), rows)
        except CrmError as error:
            self._says_finding = False
            self.say(str(error), "error")
            return
        self._is_finding = opened is None
        if opened is None:
            self._open_beside(self._feed_turn, rows, is_other=is_other, place=place)
        else:
            self._unsay_finding()
            self._show_feed(opened, is_other=is_other, place=place)

    @work(group="feed", exclusive=True)
    async def _open_beside(
        self, turn: int, rows: int, *, is_other: bool, place: ListPlace[HistoryRow] | None
    ) -> None:
        opener, text, of = self._feed_opener, self.feed_filter, self.feed_of()
        waiting = self._say_finding_soon(turn)
        try:
            opened = await asyncio.to_thread(opener.open_beside, text, of, rows)
        except CrmError as error:
            self.say(str(error), "error")
            return
        finally:
            waiting.stop()
            if turn == self._feed_turn:
                self._is_finding = False
        if opened is not None and turn == self._feed_turn and self.shows_feed():
            self._unsay_finding()
            self._show_feed(opened, is_other=is_other, place=place)
            if self._is_feed_old:
                self.read_feed()

    def _show_feed(
        self, opened: OpenedFeed, *, is_other: bool, place: ListPlace[HistoryRow] | None
    ) -> None:
        self._feed = opened
        self.feed_list.empty_hint = self.feed_hint()
        self.feed_list.set_source(
            opened,
            painter=self.feed_painter(),
            place=place,
            keep_cursor=not is_other,
            lazy_count=True,
        )

    def feed_hint(self) -> str:
        """Return what stands in the list where it shows nothing."""
        if self.feed_filter:
            return _("Nothing fits the filter. Esc takes it away.")
        return _("Nothing has happened yet.")

    @on(RecordList.RowsWaited)
    def find_beside(self, event: RowsWaited[HistoryRow]) -> None:
        """Find beside the screen the lines that take long, and do then what waits for them."""
        if self._feed is None or self._is_finding or not self.shows_feed():
            return
        self._waiting_moves.append(event.again)
        if len(self._waiting_moves) == 1:
            self._find_beside(self._feed_turn, self._feed)

    @work(group="feed", exclusive=True)
    async def _find_beside(self, turn: int, opened: OpenedFeed) -> None:
        waiting, moves = self._say_finding_soon(turn), list[Callable[[], object]]()
        try:
            is_found = await asyncio.to_thread(self._feed_opener.read_beside, opened)
        finally:
            waiting.stop()
            # Moves that wait for lines of another filter are none of this reading's.
            if turn == self._feed_turn:
                moves, self._waiting_moves = self._waiting_moves, []
        if is_found and turn == self._feed_turn and self.shows_feed():
            self._unsay_finding()
            for move in moves:
                move()
            if self._is_feed_old and not opened.is_waiting:
                self.read_feed()

    def _say_finding_soon(self, turn: int) -> Timer:
        def say() -> None:
            if turn == self._feed_turn:
                self._says_finding = True
                self.say(_("Reading … You can go on meanwhile."))

        return self.set_timer(WAIT_SECONDS, say)

    def _unsay_finding(self) -> None:
        if self._says_finding:
            self._says_finding = False
            self.say("")

    # The filter.

    @property
    def filter_line(self) -> FilterLine:
        """The line into which the filter is typed."""
        return self.query_one(FilterLine)

    @on(FilterLine.Typed)
    def filter_feed(self, event: FilterLine.Typed) -> None:
        """Show what fits what is typed, and offer what may come next."""
        line = event.line
        try:
            read_feed_query(self.context, line.raw_text)
        except QueryError as error:
            line.note(str(error), is_wrong=True, place=(error.position, error.length))
        else:
            line.note("")
            if event.text != self.feed_filter:
                self.feed_filter = event.text
                self.filter_changed()
        self.offer_filter(line)

    def filter_changed(self) -> None:
        """Show what passes the filter as it is now."""
        self.read_feed(is_other=True)

    def offer_filter(self, line: FilterLine) -> None:
        """Show what may come next in the line of the filter."""
        line.offer(complete_feed_query(self.context, line.raw_text, line.caret))

    @on(FilterLine.Left)
    def leave_filter(self, event: FilterLine.Left) -> None:
        """Go back to the list, but for what is wrong."""
        if not event.line.stays(event):
            self.go_back_to_list()

    def go_back_to_list(self) -> None:
        """Go back to the list."""
        self.screen.set_focus(self.feed_list)


def feed_filter_hint() -> str:
    """Return what the empty line of the filter says."""
    return _("words, who:anna  record:romashka  field:stage  when:-7d..  what:events")

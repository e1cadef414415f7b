"""Opens the feed for a screen: at once where that is quick, else beside it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from domain.paging import TakesLong
from domain.records.references import Reference
from domain.timeline import HistoryRow
from services.context import Context
from services.feed.pages import FeedPages, read_feed_query
from services.feed.steps import RecordCounts
from services.lists.opening import AT_ONCE_SECONDS
from storage.connection import CrmConnection
from storage.latest import LatestRead


class _Asked(NamedTuple):
    """A run of lines that was asked for: those after a line, or before it."""

    is_after: bool
    row: HistoryRow | None
    limit: int

    @property
    def place(self) -> tuple[bool, Hashable]:
        """The line, and the side of it."""
        return self.is_after, self.row and self.row.key

    def read(self, pages: FeedPages) -> list[HistoryRow]:
        """Read the lines."""
        read = pages.after if self.is_after else pages.before
        return read(self.row, self.limit)


class OpenedFeed:
    """Lines of the feed: a `PageSource` for the thread that opened it.

    Where finding lines takes long it raises TakesLong, and again at once, until
    `FeedOpener.read_beside` has found them.
    """

    def __init__(self, pages: FeedPages) -> None:
        self._pages = pages
        self._waiting: _Asked | None = None
        self._answers: dict[tuple[bool, Hashable], tuple[int, list[HistoryRow]]] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether lines that were asked for last are still to be found beside the screen."""
        return self._waiting is not None

    def after(self, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        return self._soon(_Asked(True, row, limit))

    def before(self, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        return self._soon(_Asked(False, row, limit))

    def count(self) -> int:
        """Return the number of lines, for which all of them are read."""
        return self._pages.count()

    def rank(self, row: HistoryRow) -> int:
        """Return how many lines precede `row`, for which these are read."""
        return self._pages.rank(row)

    def _soon(self, asked: _Asked) -> list[HistoryRow]:
        if (found := self._answered(asked)) is not None:
            return found
        if self._waiting is not None and self._waiting.place == asked.place:
            raise TakesLong
        try:
            with self._pages.within(AT_ONCE_SECONDS):
                return asked.read(self._pages)
        except TakesLong:
            self._waiting = asked
            raise

    def _answered(self, asked: _Asked) -> list[HistoryRow] | None:
        """Return lines that were read beside the screen, None where they were not."""
        limit, rows = self._answers.get(asked.place, (-1, []))
        if limit < 0 or (asked.limit > limit and len(rows) == limit):
            return None
        return rows[: asked.limit] if asked.is_after else rows[max(0, len(rows) - asked.limit) :]

    def answer(self, asked: tuple[bool, HistoryRow | None, int], rows: list[HistoryRow]) -> None:
        """Take lines that were read elsewhere."""
        self._answers[_Asked(*asked).place] = asked[2], rows
        self._waiting = None

    def read_on(self, connection: CrmConnection) -> None:
        """Read on a connection, beside the thread of the list, what it waits for."""
        if (asked := self._waiting) is not None:
            self.answer(asked, asked.read(self._pages.held(lambda: connection)))


class FeedOpener:
    """Opens the feed, for the thread that made it, one filter after another.

    Call `open_beside` and `read_beside` from worker threads; a later one ends the one before. Close
    it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)
        self._counts: RecordCounts = {}

    def open_at_once(self, text: str, of: Reference | None, rows: int) -> OpenedFeed | None:
        """Return what passes a filter with its first `rows` lines, None where that takes long.

        Raises QueryError, a BadInput.
        """
        query = read_feed_query(self._context, text)
        pages = FeedPages(self._context, query, of, counts=self._counts)
        opened = OpenedFeed(pages)
        try:
            opened.answer((True, None, rows), opened.after(None, rows))
        except TakesLong:
            return None
        return opened

    def open_beside(self, text: str, of: Reference | None, rows: int) -> OpenedFeed | None:
        """Return what passes a filter, None where another was asked for meanwhile.

        Raises QueryError, a BadInput.
        """
        query = read_feed_query(self._context, text)

        def opened(connection: CrmConnection) -> OpenedFeed:
            pages = FeedPages(self._context, query, of, lambda: connection, self._counts)
            found = OpenedFeed(pages.held(self._context.database.reader))
            found.answer((True, None, rows), pages.after(None, rows))
            return found

        return self._reads.run(opened)

    def read_beside(self, opened: OpenedFeed) -> bool:
        """Read the lines that a list waits for; False where others were asked for meanwhile."""

        def read(connection: CrmConnection) -> bool:
            opened.read_on(connection)
            return True

        return self._reads.run(read) is not None

    def close(self) -> None:
        """End the reading that runs."""
        self._reads.close()

"""The contract between a list on the screen and whatever holds its rows.

A list may be a million rows long, so it is never read whole: a source hands out short runs of
rows that follow or precede a row already known (keyset pages), and counts on request.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

RowT = TypeVar("RowT")


class PageSource(Protocol[RowT]):
    """An ordered sequence of rows, read in runs.

    Rows are frozen values with a hashable `key` that names the row for as long as it exists. A row
    that has since been deleted still marks its place in the order.
    """

    def after(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that follow `row`, or the first ones for None."""
        ...

    def before(self, row: RowT | None, limit: int) -> list[RowT]:
        """Return at most `limit` rows that precede `row`, or the last ones for None, in order."""
        ...

    def count(self) -> int:
        """Return the number of rows."""
        ...

    def rank(self, row: RowT) -> int:
        """Return how many rows precede `row` in the order, whether or not it still exists."""
        ...

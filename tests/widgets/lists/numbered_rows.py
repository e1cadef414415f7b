"""Rows with numbers, and a source of them that is a plain list: for tests of lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row ordered by `number`; its key is a text made of the number unless given."""

    number: float
    text: str = ""
    is_heading: bool = False
    name: str = ""

    @property
    def key(self) -> str:
        return self.name or f"{self.number:g}"


class NumberedSource:
    """A source over sorted rows that counts what it was asked."""

    def __init__(self, rows: Iterable[NumberedRow]) -> None:
        self.rows = sorted(rows, key=lambda row: row.number)
        self.counts = self.ranks = self.read = 0

    def _numbers(self) -> list[float]:
        return [row.number for row in self.rows]

    def after(self, row: NumberedRow | None, limit: int) -> list[NumberedRow]:
        start = 0 if row is None else bisect_right(self._numbers(), row.number)
        return self._give(self.rows[start : start + limit])

    def before(self, row: NumberedRow | None, limit: int) -> list[NumberedRow]:
        stop = len(self.rows) if row is None else bisect_left(self._numbers(), row.number)
        return self._give(self.rows[max(0, stop - limit) : stop])

    def count(self) -> int:
        self.counts += 1
        return len(self.rows)

    def rank(self, row: NumberedRow) -> int:
        self.ranks += 1
        return bisect_left(self._numbers(), row.number)

    def _give(self, rows: list[NumberedRow]) -> list[NumberedRow]:
        self.read += len(rows)
        return rows


class SeekableSource(NumberedSource):
    """One that also reads at an ordinal and finds keys."""

    def at(self, ordinal: int, limit: int) -> list[NumberedRow]:
        return self._give(self.rows[ordinal : ordinal + limit])

    def find(self, key: Hashable) -> NumberedRow | None:
        return next((row for row in self.rows if row.key == key), None)


def numbered(count: int) -> list[NumberedRow]:
    """Return rows 0 to `count` - 1."""
    return [NumberedRow(number, f"row {number}") for number in range(count)]

"""Lines whose order is known as a whole, while what they say is read page by page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar


class Line(Protocol):
    """A line, by what names it."""

    @property
    def key(self) -> Hashable:
        """What names the line for as long as it exists."""
        ...


LineT = TypeVar("LineT", bound=Line)


class KnownOrder(Generic[LineT]):
    """A `PageSource` over places in ascending order, for the thread that made it.

    Which lines there are, and their order, stays what it was. Subclasses turn places into lines.
    """

    def __init__(self, places: Sequence[tuple[Any, ...]]) -> None:
        self._places = places

    def key_of(self, place: tuple[Any, ...]) -> Hashable:
        """Return the key of the line at a place."""
        raise NotImplementedError

    def place_of(self, line: LineT) -> tuple[Any, ...]:
        """Return the place of a line, whether or not it is still there."""
        raise NotImplementedError

    def read(self, places: Sequence[tuple[Any, ...]]) -> list[LineT]:
        """Return the lines at these places, in their order; one that has gone is left out."""
        raise NotImplementedError

    @cached_property
    def _ordinals(self) -> dict[Hashable, int]:
        return {self.key_of(place): ordinal for ordinal, place in enumerate(self._places)}

    def after(self, row: LineT | None, limit: int) -> list[LineT]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        start = 0 if row is None else bisect_right(self._places, self.place_of(row))
        return self.read(self._places[start : start + limit])

    def before(self, row: LineT | None, limit: int) -> list[LineT]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        stop = len(self._places) if row is None else self.rank(row)
        return self.read(self._places[max(0, stop - limit) : stop])

    def at(self, ordinal: int, limit: int) -> list[LineT]:
        """Return at most `limit` lines beginning with that of `ordinal`, at least 0."""
        return self.read(self._places[ordinal : ordinal + limit])

    def find(self, key: Hashable) -> LineT | None:
        """Return the line with a key, None where there is none."""
        ordinal = self._ordinals.get(key)
        if ordinal is None:
            return None
        return next(iter(self.read(self._places[ordinal : ordinal + 1])), None)

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._places)

    def rank(self, row: LineT) -> int:
        """Return how many lines precede `row`, whether or not it is still there."""
        return bisect_left(self._places, self.place_of(row))

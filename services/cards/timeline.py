"""The timeline of a record: what comes next, then what was done (FEATURES CONT-04, FEED-02)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Hashable
from functools import cached_property
from uuid import UUID

from domain.timeline import TimelineEntry, TimelineHeading, TimelineLine
from services.context import Context
from storage.reads.timeline import read_timeline_entries, read_timeline_order, slot_of


class Timeline:
    """The lines of a timeline, as a `PageSource` for the thread that made it.

    Which activities there are, and their order, is what it was when it was made; what they say is
    read page by page.
    """

    def __init__(self, context: Context, kind: str, key: UUID) -> None:
        self._reader, self._zone = context.database.reader, context.zone
        order = read_timeline_order(self._reader(), kind, key, context.zone)
        self._order = order
        # The first heading stays where nothing is planned, for there it says so.
        self._keys: list[bytes | TimelineHeading] = [TimelineHeading(False, len(order.planned))]
        self._keys += [slot[-1] for slot in order.planned]
        if order.past:
            self._keys.append(TimelineHeading(True, len(order.past)))
            self._keys += [slot[-1] for slot in order.past]

    @property
    def planned(self) -> int:
        """How many activities are planned."""
        return len(self._order.planned)

    @property
    def past(self) -> int:
        """How many activities were done."""
        return len(self._order.past)

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        return {
            key.key if isinstance(key, TimelineHeading) else UUID(bytes=key): place
            for place, key in enumerate(self._keys)
        }

    def after(self, row: TimelineLine | None, limit: int) -> list[TimelineLine]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        start = 0 if row is None else self.rank(row) + 1
        return self._read(start, start + limit)

    def before(self, row: TimelineLine | None, limit: int) -> list[TimelineLine]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        stop = len(self._keys) if row is None else self.rank(row)
        return self._read(max(0, stop - limit), stop)

    def at(self, ordinal: int, limit: int) -> list[TimelineLine]:
        """Return at most `limit` lines beginning with that of `ordinal`, at least 0."""
        return self._read(ordinal, ordinal + limit)

    def find(self, key: Hashable) -> TimelineLine | None:
        """Return the line with a key, None where the timeline does not have it."""
        place = self._places.get(key)
        return None if place is None else next(iter(self._read(place, place + 1)), None)

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._keys)

    def rank(self, row: TimelineLine) -> int:
        """Return how many lines precede `row`, whether or not it is still there."""
        place = self._places.get(row.key)
        if place is not None:
            return place
        if isinstance(row, TimelineHeading):
            return len(self._keys)
        slots = self._order.planned if row.done_at is None else self._order.past
        first = 1 if row.done_at is None else min(len(self._keys), self.planned + 2)
        return first + bisect(slots, slot_of(row, self._zone))

    def _read(self, start: int, stop: int) -> list[TimelineLine]:
        lines = self._keys[start:stop]
        keys = [line for line in lines if isinstance(line, bytes)]
        entries: dict[bytes, TimelineEntry] = {
            entry.id.bytes: entry for entry in read_timeline_entries(self._reader(), keys)
        }
        found = (entries.get(one) if isinstance(one, bytes) else one for one in lines)
        return [line for line in found if line is not None]

"""The timeline of a record: what comes next, then what was done (FEATURES CONT-04, FEED-02)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any
from uuid import UUID

from domain.timeline import TimelineHeading, TimelineLine
from services.cards.known_order import KnownOrder
from services.context import Context
from storage.reads.timeline import read_timeline_entries, read_timeline_order, slot_of

_HEADING = -1
"""Stands in the second part of the place of a heading: it precedes its activities."""


class Timeline(KnownOrder[TimelineLine]):
    """The lines of a timeline: a heading and what is planned, a heading and what was done.

    The first heading is there also where nothing is planned, for there it says so.
    """

    def __init__(self, context: Context, kind: str, key: UUID) -> None:
        self._reader, self._zone = context.database.reader, context.zone
        order = read_timeline_order(self._reader(), kind, key, context.zone)
        self._numbers = (len(order.planned), len(order.past))
        places: list[tuple[Any, ...]] = [(False, _HEADING)]
        places += [(False, 0, *slot) for slot in order.planned]
        if order.past:
            places.append((True, _HEADING))
            places += [(True, 0, *slot) for slot in order.past]
        super().__init__(places)

    def key_of(self, place: tuple[Any, ...]) -> Hashable:
        """Return the key of the line at a place."""
        is_past, part, *slot = place
        return TimelineHeading(is_past, 0).key if part == _HEADING else UUID(bytes=slot[-1])

    def place_of(self, line: TimelineLine) -> tuple[Any, ...]:
        """Return the place of a line, whether or not it is still there."""
        if isinstance(line, TimelineHeading):
            return (line.is_past, _HEADING)
        return (line.done_at is not None, 0, *slot_of(line, self._zone))

    def read(self, places: Sequence[tuple[Any, ...]]) -> list[TimelineLine]:
        """Return the lines at these places, in their order; one that has gone is left out."""
        keys = [slot[-1] for _is_past, part, *slot in places if part != _HEADING]
        entries = {entry.id.bytes: entry for entry in read_timeline_entries(self._reader(), keys)}
        lines: list[TimelineLine] = []
        for is_past, part, *slot in places:
            if part == _HEADING:
                lines.append(TimelineHeading(is_past, self._numbers[is_past]))
            elif (entry := entries.get(slot[-1])) is not None:
                lines.append(entry)
        return lines

"""All that happened with a record: activities and changes, the newest first.

FEATURES HIST-05, HIST-06, FEED-02; exam A9.1.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep, TimelineEntry
from services.cards.known_order import KnownOrder
from services.context import Context
from services.feed.steps import StepReader
from storage.reads.records import read_title
from storage.reads.steps import read_steps
from storage.reads.timeline import read_timeline_entries, read_timeline_order
from storage.values import moment_out

_ACTIVITY, _STEP = 0, 1
"""Stand in a place behind its moment: which sort of line it is."""


class Stream(KnownOrder[HistoryRow]):
    """The history of a record: what was done with it, and each step in which it was changed.

    Those of its deals are among them.
    """

    def __init__(self, context: Context, record: Reference) -> None:
        self._context, self._record = context, record
        connection = context.database.reader()
        order = read_timeline_order(connection, record.kind, record.id, context.zone)
        steps = read_steps(connection, record.kind, record.id)
        self._steps = {(step.unit, step.owner): step for step in steps}
        places: list[tuple[Any, ...]] = [(slot[1], _ACTIVITY, slot[2]) for slot in order.past]
        places += [(-step.moment, _STEP, -step.unit, step.owner) for step in steps]
        super().__init__(sorted(places))
        self._reader = StepReader(context)
        self._title_of_deal = cache(lambda key: read_title(connection, "deal", key) or "")

    def key_of(self, place: tuple[Any, ...]) -> Hashable:
        """Return the key of the line at a place."""
        if place[1] == _ACTIVITY:
            return UUID(bytes=place[2])
        return (-place[2], UUID(bytes=place[3]))

    def place_of(self, line: HistoryRow) -> tuple[Any, ...]:
        """Return the place of a line, whether or not it is still there."""
        if isinstance(line, RecordedStep):
            return (-moment_out(line.at), _STEP, -line.unit, line.owner.bytes)
        assert line.done_at is not None
        return (-moment_out(line.done_at), _ACTIVITY, line.id.bytes)

    def read(self, places: Sequence[tuple[Any, ...]]) -> list[HistoryRow]:
        """Return the lines at these places, in their order; one that has gone is left out."""
        keys = [place[2] for place in places if place[1] == _ACTIVITY]
        connection = self._context.database.reader()
        entries: dict[bytes, TimelineEntry] = {
            entry.id.bytes: entry for entry in read_timeline_entries(connection, keys)
        }
        steps = self._read_steps([place for place in places if place[1] == _STEP])
        lines: list[HistoryRow] = []
        for place in places:
            if place[1] == _STEP:
                lines.append(steps[-place[2], place[3]])
            elif (entry := entries.get(place[2])) is not None:
                lines.append(entry)
        return lines

    def _read_steps(
        self, places: Sequence[tuple[Any, ...]]
    ) -> Mapping[tuple[int, bytes], RecordedStep]:
        """Return the steps at some places; those of another record say of which."""
        steps = [self._steps[-place[2], place[3]] for place in places]
        records = {UUID(bytes=step.owner): self._record_of(step.owner) for step in steps}
        return {
            key: step
            if key[1] == self._record.id.bytes
            else replace(step, of=records[UUID(bytes=key[1])].title)
            for key, step in self._reader.read(steps, records).items()
        }

    def _record_of(self, key: bytes) -> Reference:
        if key == self._record.id.bytes:
            return self._record
        return Reference("deal", UUID(bytes=key), self._title_of_deal(UUID(bytes=key)))

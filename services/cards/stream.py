"""All that happened with a record: activities and changes, the newest first.

FEATURES HIST-05, HIST-06, FEED-02; exam A9.1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from domain.records.references import Reference
from domain.timeline import FieldChange, HistoryRow, RecordedStep, TimelineEntry
from domain.verbs import describe_verb
from services.cards.known_order import KnownOrder
from services.context import Context
from services.records.history import ChangeWords
from storage.reads.history import LoggedChange, read_changes_between
from storage.reads.records import read_title
from storage.reads.steps import Step, read_steps
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
        self._words = cache(lambda kind: ChangeWords(context, kind))
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
        changes = self._changes([place for place in places if place[1] == _STEP])
        lines: list[HistoryRow] = []
        for place in places:
            if place[1] == _STEP:
                lines.append(self._step(place[3], changes[-place[2], place[3]]))
            elif (entry := entries.get(place[2])) is not None:
                lines.append(entry)
        return lines

    def _changes(
        self, places: Sequence[tuple[Any, ...]]
    ) -> Mapping[tuple[int, bytes], list[LoggedChange]]:
        """Return the changes of steps, by unit and record.

        The steps of a record among neighbouring lines follow each other in the log, too. So what
        stood there later is looked up once for all of them.
        """
        spans: dict[bytes, list[Step]] = defaultdict(list)
        for place in places:
            spans[place[3]].append(self._steps[-place[2], place[3]])
        found: dict[tuple[int, bytes], list[LoggedChange]] = defaultdict(list)
        connection = self._context.database.reader()
        for owner, steps in spans.items():
            first, last = min(s.first for s in steps), max(s.last for s in steps)
            for change in read_changes_between(connection, UUID(bytes=owner), first, last):
                found[change.unit, owner].append(change)
        return found

    def _step(self, key: bytes, changes: Sequence[LoggedChange]) -> RecordedStep:
        owner = UUID(bytes=key)
        is_own = owner == self._record.id
        kind = self._record.kind if is_own else "deal"
        lines = [line for change in reversed(changes) for line in self._words(kind).lines(change)]
        return RecordedStep(
            changes[0].unit,
            owner,
            changes[0].at,
            changes[0].author,
            describe_verb(changes[0].verb),
            tuple(FieldChange(line.field, line.old, line.new) for line in lines),
            "" if is_own else self._title_of_deal(owner),
        )

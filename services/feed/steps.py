"""Reads steps of the log in words: who changed what of a record, from which value to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from uuid import UUID

from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.timeline import FieldChange, RecordedStep
from domain.verbs import describe_verb
from services.context import Context
from services.records.history import ChangeWords
from storage.connection import CrmConnection
from storage.reads.feed_units import Span, count_records, read_unit_of
from storage.reads.history import LoggedChange, read_changes_between
from storage.reads.runs import read_run
from storage.reads.steps import Step

RecordCounts = dict[Span, tuple[tuple[str, int], ...]]
"""Of units, by their rows in the log, of which kinds they changed records and how many."""

StepKey = tuple[int, bytes]
"""The unit of a step, and the key of the record that it changed, as stored."""

_TABLES = {kind.table: name for name, kind in KINDS.items()}


class StepReader:
    """Reads steps, for the thread that made it; `counts` are those that are known already."""

    def __init__(self, context: Context, counts: RecordCounts | None = None) -> None:
        self._context = context
        self._counts: RecordCounts = {} if counts is None else counts
        self._words = cache(lambda kind: ChangeWords(context, kind))

    def read(
        self, steps: Sequence[Step], records: Mapping[UUID, Reference]
    ) -> dict[StepKey, RecordedStep]:
        """Return steps in words; `records` are those which they changed, as far as they exist."""
        changes = self._changes(steps)
        return {
            (step.unit, step.owner): self._step(
                step.owner, changes[step.unit, step.owner], records.get(UUID(bytes=step.owner))
            )
            for step in steps
        }

    def read_unit(self, connection: CrmConnection, seq: int) -> RecordedStep:
        """Return one step for all records of the unit to which the row `seq` of the log belongs."""
        unit = read_unit_of(connection, seq)
        if unit.span not in self._counts:
            self._counts[unit.span] = count_records(connection, unit)
        run = read_run(connection, unit.run) if unit.run else None
        return RecordedStep(
            unit.unit,
            UUID(int=0),
            unit.at,
            unit.author,
            _action(unit.verb, run.title if run else ""),
            (),
            row=seq,
            records=self._counts[unit.span],
        )

    def _changes(self, steps: Sequence[Step]) -> Mapping[StepKey, list[LoggedChange]]:
        """Return the changes of steps, by unit and record.

        The steps of a record among neighbouring lines follow each other in the log, too. So what
        stood there later is looked up once for all of them.
        """
        spans: dict[bytes, list[Step]] = defaultdict(list)
        for step in steps:
            spans[step.owner].append(step)
        found: dict[StepKey, list[LoggedChange]] = defaultdict(list)
        connection = self._context.database.reader()
        for owner, own in spans.items():
            first, last = min(s.first for s in own), max(s.last for s in own)
            for change in read_changes_between(connection, UUID(bytes=owner), first, last):
                found[change.unit, owner].append(change)
        return found

    def _step(
        self, owner: bytes, changes: Sequence[LoggedChange], record: Reference | None
    ) -> RecordedStep:
        record = record or _gone(owner, changes)
        words = self._words(record.kind).lines if record else _nothing
        lines = [line for change in reversed(changes) for line in words(change)]
        return RecordedStep(
            changes[0].unit,
            UUID(bytes=owner),
            changes[0].at,
            changes[0].author,
            _action(changes[0].verb, self._run_title(changes)),
            tuple(FieldChange(line.field, line.old, line.new) for line in lines),
            record=record,
        )

    def _run_title(self, changes: Sequence[LoggedChange]) -> str:
        """Return the title of the run that was changed, "" where none was."""
        for change in changes:
            if change.table == "activity_run":
                before, after = change.values.get("title", ("", ""))
                run = read_run(self._context.database.reader(), UUID(bytes=change.record))
                titles = (before, after or (run.title if run else ""))
                return " → ".join(dict.fromkeys(str(title) for title in titles if title))
        return ""


def _action(verb: str, run_title: str) -> str:
    return " · ".join(filter(None, (describe_verb(verb), run_title)))


def _nothing(_change: LoggedChange) -> tuple[()]:
    return ()


def _gone(owner: bytes, changes: Sequence[LoggedChange]) -> Reference | None:
    """Return what a record was that was deleted for good, as far as its changes tell."""
    for change in changes:
        if change.record == owner and (kind := _TABLES.get(change.table)):
            said = [str(change.values.get(name, ("",))[0] or "") for name in KINDS[kind].title]
            return Reference(kind, UUID(bytes=owner), " ".join(filter(None, said)), True)
    return None

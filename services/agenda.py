"""My activities: the open activities of a person, in groups by deadline (FEATURES ACT-04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from threading import Thread
from uuid import UUID

from domain.agenda import AgendaEntry, AgendaLine, Group, GroupHeading, done_since, spans
from services.context import Context
from storage.reads.agenda import AgendaGroup, DoneGroup, PagedGroup, Slot, count_groups
from storage.reads.agenda_entries import read_entries, slot_of
from storage.reads.sql import Condition


class Agenda:
    """The agenda of a person as a sequence of lines: headings and entries.

    It is a `PageSource`: long groups are read in pages. `now` is the local moment by which the
    groups are drawn; a group without entries has no heading. `condition` leaves out what does not
    fit it. `with_others` adds what others are responsible for and the person helps with or
    observes, `with_done` a last group of what was done lately, the newest first. `person` is whose
    agenda it is, by default that of the acting person. It reads on the connection of the thread
    that makes it; `counts` are the numbers of its groups where another has counted them.
    """

    def __init__(
        self,
        context: Context,
        now: datetime,
        condition: Condition | None = None,
        *,
        with_others: bool = False,
        with_done: bool = False,
        person: UUID | None = None,
        counts: Mapping[Group, int] | None = None,
    ) -> None:
        self._context = context
        self.now = now
        bounds = spans(now)
        connection, user = context.database.reader(), person or context.actor.user_id
        self._groups: list[PagedGroup] = [
            AgendaGroup(connection, user, group, bounds.get(group), context.zone, condition)
            for group in Group
            if group.is_own
        ]
        if with_others:
            # Loaded behind the first frame, which does not show them.
            from storage.reads.agenda_others import groups_of_others

            self._groups += groups_of_others(connection, user, context.zone, condition)
        if with_done:
            self._groups.append(DoneGroup(connection, user, done_since(now), condition))
        self._connection = connection
        self._counts = counts

    @property
    def counts(self) -> Mapping[Group, int]:
        """The number of entries of each group that is read; counted when it is first asked for."""
        if self._counts is None:
            self._counts = count_groups(self._connection, self._groups)
        return self._counts

    def count(self) -> int:
        """Return the number of lines, headings included."""
        return sum(self.counts.values()) + sum(1 for count in self.counts.values() if count)

    def after(self, row: AgendaLine | None, limit: int) -> list[AgendaLine]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        lines: list[AgendaLine] = []
        for group in self._groups:
            if (row and group.group < row.group) or not self.counts[group.group]:
                continue
            slot = None
            if row is None or group.group > row.group:
                lines.append(GroupHeading(group.group, self.counts[group.group]))
            elif isinstance(row, AgendaEntry):
                slot = self._slot(row)
            missing = limit - len(lines)
            if missing > 0:
                lines += self._entries(group, group.slots_after(slot, missing)[:missing])
            if len(lines) >= limit:
                break
        return lines[:limit]

    def before(self, row: AgendaLine | None, limit: int) -> list[AgendaLine]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        lines: list[AgendaLine] = []
        for group in reversed(self._groups):
            if row and group.group > row.group:
                continue
            count = self.counts[group.group]
            if not count or (isinstance(row, GroupHeading) and row.group == group.group):
                continue
            here = row is not None and row.group == group.group
            slot = self._slot(row) if here and isinstance(row, AgendaEntry) else None
            missing = limit - len(lines)
            slots = group.slots_before(slot, missing)
            page: list[AgendaLine] = [*self._entries(group, slots[-missing:])]
            if len(slots) < missing:
                page.insert(0, GroupHeading(group.group, count))
            lines = page + lines
            if len(lines) >= limit:
                break
        return lines[-limit:]

    def rank(self, row: AgendaLine) -> int:
        """Return how many lines precede `row`; all of them where its group is not shown."""
        if row.group not in self.counts:
            return self.count()
        earlier = sum(
            count + 1 for group, count in self.counts.items() if count and group < row.group
        )
        if isinstance(row, GroupHeading):
            return earlier
        own = next(group for group in self._groups if group.group is row.group)
        return earlier + 1 + own.rank(self._slot(row))

    def keys(self) -> list[UUID]:
        """Return the keys of all entries, in order; long groups take a moment."""
        return [
            UUID(bytes=slot.id)
            for group in self._groups
            for slot in group.slots_after(None, self.counts[group.group])
        ]

    def _slot(self, entry: AgendaEntry) -> Slot:
        return slot_of(entry, self._context.zone)

    def _entries(self, group: PagedGroup, slots: Sequence[Slot]) -> list[AgendaEntry]:
        context = self._context
        reader, viewer = context.database.reader(), context.actor.user_id
        return read_entries(reader, viewer, group.group, slots)


def count_ahead(agenda: Agenda) -> Callable[[], Agenda]:
    """Begin to count in a thread; return what waits for that and gives the agenda.

    Counting takes as long as there are activities, and SQLite does it beside the interpreter. Until
    the agenda is asked for, this thread must not use its connection to the database.
    """
    counted: Future[Agenda] = Future()

    def count() -> None:
        try:
            agenda.count()
        except Exception as error:
            counted.set_exception(error)
        else:
            counted.set_result(agenda)

    Thread(target=count, name="agenda", daemon=True).start()
    return counted.result

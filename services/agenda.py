"""My activities: the open activities of a person, in groups by deadline (FEATURES ACT-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.agenda import AgendaEntry, AgendaLine, Group, GroupHeading, spans
from services.context import Context
from storage.reads.agenda import AgendaGroup, Slot, read_entries, slot_of


class Agenda:
    """The agenda of the acting person as a sequence of lines: headings and entries.

    It is a `PageSource`: long groups are read in pages. `now` is the local moment by which the
    groups are drawn; a group without entries has no heading.
    """

    def __init__(self, context: Context, now: datetime) -> None:
        self._context = context
        self.now = now
        bounds = spans(now)
        self._groups = [
            AgendaGroup(
                context.database.reader(),
                context.actor.user_id,
                group,
                bounds.get(group),
                context.zone,
            )
            for group in Group
        ]
        self.counts = {group.group: group.count() for group in self._groups}

    def count(self) -> int:
        """Return the number of lines, headings included."""
        return sum(self.counts.values()) + sum(1 for count in self.counts.values() if count)

    def after(self, row: AgendaLine | None, limit: int) -> list[AgendaLine]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        lines: list[AgendaLine] = []
        for group in self._groups[row.group if row else 0 :]:
            if not self.counts[group.group]:
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
        for group in reversed(self._groups[: row.group + 1 if row else None]):
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
        """Return how many lines precede `row`."""
        earlier = sum(
            count + 1 for group, count in self.counts.items() if count and group < row.group
        )
        if isinstance(row, GroupHeading):
            return earlier
        return earlier + 1 + self._groups[row.group].rank(self._slot(row))

    def _slot(self, entry: AgendaEntry) -> Slot:
        return slot_of(entry, self._context.zone)

    def _entries(self, group: AgendaGroup, slots: Sequence[Slot]) -> list[AgendaEntry]:
        return read_entries(self._context.database.reader(), group.group, slots)

"""An area with a list, and what is known of the row under the cursor beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

from textual import on, work
from textual.timer import Timer

from domain.records.references import Reference
from screens.shell import AreaScreen
from widgets.facts import Block, FactsPane
from widgets.lists.record_list import RecordList

PEEK_SECONDS = 0.12
"""How long the cursor rests on a row before what is known of it is read and shown."""


class PeekingArea(AreaScreen):
    """Shows beside its list the activity and the client of `under_cursor`, once it rests."""

    _peek_timer: Timer | None = None

    def under_cursor(self) -> tuple[UUID | None, Reference | None]:
        """Return the activity and the client that are under the cursor, each None without one."""
        raise NotImplementedError

    @on(RecordList.Highlighted)
    def peek_soon(self) -> None:
        """Show what is known of the row once the cursor rests on it."""
        if self._peek_timer is not None:
            self._peek_timer.stop()
        if not self.query_one(FactsPane).has_class("-hidden"):
            self._peek_timer = self.set_timer(PEEK_SECONDS, self.peek)

    @work(group="peek", exclusive=True)
    async def peek(self) -> None:
        """Show what is known of the row under the cursor now."""
        pane, found = self.query_one(FactsPane), self.under_cursor()
        if pane.has_class("-hidden"):
            pane.show([])
            return
        facts: Sequence[Block] = ()
        if found != (None, None):
            facts = await asyncio.to_thread(self.facts_of, *found)
        pane.show([*facts, *self.facts_of_all()])

    def facts_of(self, activity: UUID | None, client: Reference | None) -> Sequence[Block]:
        """Return what is known of the activity and the client."""
        # Loaded with the first row that is shown, behind the first frame.
        from screens.activities.row_facts import facts_of_row

        return facts_of_row(self.context, activity, client)

    def facts_of_all(self) -> Sequence[Block]:
        """Return what is told below that of the rows together."""
        return ()

    def action_peek(self) -> None:
        """Show or hide what is known of the row."""
        self.query_one(FactsPane).toggle_class("-hidden")
        self.peek()

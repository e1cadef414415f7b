"""Moves on the board: shown at once, stored behind that in the order in which they were made."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from textual import on, work

from domain.errors import CrmError
from domain.i18n import _
from screens.deals.deal_actions import DealActions
from screens.deals.shown_board import ShownBoard
from screens.program import program_of
from services.deals.pipelines import StageView
from widgets.board.messages import CardDropped


class _Move(NamedTuple):
    """Deals that are being brought to a stage; None in its place takes the last step back."""

    keys: Sequence[UUID]
    stage: StageView | None


class BoardMoves(DealActions, ShownBoard):
    """Moves cards between columns, and reads the board anew once all moves are stored."""

    def __init__(self) -> None:
        super().__init__()
        self._moves: deque[_Move] = deque()
        self._is_moving = self._is_behind = False
        self._gone: list[Mapping[Hashable, Sequence[Hashable]]] = []
        self.shows_board = True

    def action_further(self, step: int) -> None:
        """Move the deals to the next stage, or to the one before."""
        row = self.card_reference() if self.shows_board and not self.marked_count() else None
        if row is None:
            super().action_further(step)
            return
        stage = self._stage_beside(step)
        if stage is None:
            self.say(_("This is the last column.") if step > 0 else _("This is the first column."))
        else:
            self.bring_to([row.id], stage)

    def _stage_beside(self, step: int) -> StageView | None:
        """Return the stage beside that of the column with the cursor, shown or not."""
        stages, lane = (self.pipeline.in_use if self.pipeline else ()), self.board.lane
        here = self.stage(lane.key) if lane else None
        place = stages.index(here) + step if here is not None else -1
        return stages[place] if 0 <= place < len(stages) else None

    @on(CardDropped)
    def drop(self, event: CardDropped) -> None:
        """Bring the card that was dropped, or with it all that are marked, to the column."""
        row, stage = self.card_reference(), self.stage(event.lane)
        if row is not None and stage is not None:
            is_marked = row.id in self.record_list.marks
            self.bring_to(self._deals() if is_marked else [row.id], stage)

    def _move(self, keys: Sequence[UUID], stage: StageView) -> None:
        if not self.shows_board:
            super()._move(keys, stage)
            return
        self._gone.append(self.board.shift(keys, stage.id))
        self._moves.append(_Move(keys, stage))
        # Storing is a thread of its own, which would take turns with what paints the move.
        self.call_after_refresh(self._store_moves)

    @property
    def _shows_more(self) -> bool:
        """Whether the board shows moves that are not stored yet."""
        return self._is_moving or bool(self._moves)

    def action_undo(self) -> None:
        """Undo the last use case of the person, once it is stored; show it at once."""
        if self._shows_more:
            self._moves.append(_Move((), None))
            for lane, keys in (self._gone.pop() if self._gone else {}).items():
                self.board.shift(keys, lane)
        else:
            super().action_undo()

    def on_unmount(self) -> None:
        """Store the moves that are shown and were not begun to be stored: the program ends."""
        from services.deals.moving import move_deals
        from services.undo import undo

        while self._moves:
            keys, stage = self._moves.popleft()
            with suppress(CrmError):
                if stage is None:
                    undo(self.context)
                else:
                    move_deals(self.context, keys, stage.id)

    def refresh_board(self, wanted: UUID | None = None) -> None:
        """Read the board again, unless it shows moves that are not stored yet."""
        if self._shows_more:
            self._wanted_card = wanted or self._wanted_card
            self._is_behind = True
        else:
            super().refresh_board(wanted)

    @work(group="moves")
    async def _store_moves(self) -> None:
        """Store the moves that are shown, one after the other."""
        from services.deals.moving import move_deals

        if self._is_moving:
            return
        self._is_moving, context = True, self.context
        while self._moves:
            keys, stage = self._moves.popleft()
            if stage is None:
                await self.take_back().wait()
                continue
            try:
                done = await asyncio.to_thread(move_deals, context, keys, stage.id)
            except CrmError as error:
                self._is_behind = True
                self.say(str(error), "error")
            else:
                self._is_behind = self._is_behind or bool(done.lacking or done.gone)
                self._tell_moved(stage, done)
        self._gone.clear()
        self._is_moving = False
        program_of(self).notice_changes()
        if self._is_behind:
            self._is_behind = False
            self.refresh_board()

"""The board of deals: read beside the screen where that takes long, counted late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from textual import on, work
from textual.widgets import Static

from domain.errors import CrmError
from domain.i18n import _
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from domain.text import spaced
from screens.actions import action_of
from screens.deals.board_figures import column_facts, figures_of_all
from screens.deals.card_faces import CardFaces, lane_head
from screens.program import shown_key
from screens.records.list_area import ListArea
from screens.records.record_actions import NOT_SHOWN
from services.deals.board import BoardOpener, Columns, shown_stages
from services.deals.funnel import Funnel
from services.deals.pipelines import PipelineView, StageView, list_pipelines
from services.lists.opening import OpenedList
from widgets.board.board import Board
from widgets.board.faces import LaneHead
from widgets.board.lane import REACH
from widgets.board.messages import CardsWaited
from widgets.facts import Block

SHAPING = frozenset({"pipeline", "stage", "setting"})
"""What may be written that makes pipelines and stages others than they were."""


class ShownBoard(ListArea):
    """Shows the deals of the state as a board, a column for each stage of `pipeline`."""

    def __init__(self) -> None:
        super().__init__()
        self.pipeline: PipelineView | None = None
        self.funnel: Funnel | None = None
        self._board_turn = 0
        self._is_board_read = self._is_board_stale = False
        self._wanted_card: UUID | None = None
        self.is_board_old = False

    @cached_property
    def pipelines(self) -> Sequence[PipelineView]:
        """The pipelines in use, read again once somebody has changed one."""
        return list_pipelines(self.context)

    @cached_property
    def _board_opener(self) -> BoardOpener:
        return BoardOpener(self.context)

    @property
    def board(self) -> Board[RecordRow]:
        """The board on the screen."""
        return self.query_one("#board", Board)

    def on_unmount(self) -> None:
        """End the reading that runs."""
        if "_board_opener" in self.__dict__:
            self._board_opener.close()

    def stage(self, key: Hashable) -> StageView | None:
        """Return the stage of a column."""
        stages = self.pipeline.in_use if self.pipeline else ()
        return next((stage for stage in stages if stage.id == key), None)

    # Reading.

    def begin_board(self) -> None:
        """Show the board of the state from the first card of its first column."""
        self.forget_board()
        self._read_board(at_once=True)

    def forget_board(self) -> None:
        """Keep nothing of what the board shows: it is going to be another one."""
        self.board.begin()
        self.funnel = None

    def refresh_board(self, wanted: UUID | None = None) -> None:
        """Read the board again, the cursor staying on its card, or going to the deal `wanted`."""
        self._wanted_card = wanted or self._wanted_card
        if self._is_board_read:
            self._is_board_stale = True
        else:
            self._read_board(at_once=False)

    def _read_board(self, *, at_once: bool) -> None:
        """Open the board now, or beside the screen where that takes long or it shows already."""
        self._board_turn += 1
        self._is_board_read = self._is_board_stale = self.is_board_old = False
        self.see_pipeline()
        if self.pipeline is None or self.state.query.in_bin:
            self.board.set_lanes({}, self._why_empty())
            self._tell_hidden()
            return
        columns = None
        if at_once:
            try:
                columns = self._board_opener.open_at_once(self.state.query, self.pipeline, REACH)
            except CrmError as error:
                self._show_no_board(error)
                return
        self.board.set_lanes(self._heads())
        if columns is not None:
            self._show_columns(columns)
            return
        self._is_board_read = True
        self._read_board_beside(self._board_turn)

    def see_pipeline(self) -> None:
        """Take the pipeline as it is by now, or the first one where it is no longer in use."""
        key = self.pipeline.id if self.pipeline else None
        self.pipeline = next(
            (one for one in self.pipelines if one.id == key), next(iter(self.pipelines), None)
        )

    def _show_no_board(self, error: CrmError) -> None:
        """Say in place of the board why it cannot be read."""
        why = _("Nothing is shown: see what is wrong with the filter.")
        self.board.set_lanes({}, why if self.state.lost else str(error))

    def _heads(self) -> Mapping[UUID, LaneHead]:
        """Return what stands above the columns, as far as it is counted."""
        totals = {one.stage.id: one for one in self.funnel.stages} if self.funnel else {}
        base = self.funnel.currency if self.funnel else ""
        return {
            stage.id: lane_head(stage, totals.get(stage.id), base) for stage in self.shown_stages
        }

    @property
    def shown_stages(self) -> tuple[StageView, ...]:
        """The stages that have a column."""
        return shown_stages(self.pipeline, self.state.query) if self.pipeline else ()

    def _why_empty(self) -> str:
        if self.state.query.in_bin:
            return _("The bin is shown as a list: ] goes there.")
        return _("No pipeline is in use: the settings have them.")

    @work(group="board", exclusive=True)
    async def _read_board_beside(self, turn: int) -> None:
        assert self.pipeline is not None
        query, pipeline = self.state.query, self.pipeline
        try:
            with self.telling_of_wait():
                columns = await asyncio.to_thread(
                    self._board_opener.open_beside, query, pipeline, REACH
                )
        except CrmError as error:
            if turn == self._board_turn:
                self._show_no_board(error)
            return
        finally:
            if turn == self._board_turn:
                self._is_board_read = False
        if columns is not None and turn == self._board_turn:
            self.tell_no_wait()
            self._show_columns(columns)
            if self._is_board_stale:
                self.refresh_board()

    def _show_columns(self, columns: Columns) -> None:
        if self.state.lost:
            self.state.lost = ""
            self.filter_mended()
        for column in columns.values():
            stages = self.pipeline.stages if self.pipeline else ()
            faces = CardFaces(self.context, column.columns, column.beside, stages)
            self.board.set_sources(columns, faces.face, faces.card_lines)
            break
        self._tell_hidden()
        if self._wanted_card is not None:
            wanted, self._wanted_card = self._wanted_card, None
            if not self.board.find(wanted):
                self.say(_("Added. It is not among what is shown here. u takes it back."))
        self._count_board()

    @on(CardsWaited)
    def read_column_beside(self, event: CardsWaited) -> None:
        """Read beside the screen what takes long, and do then what is waiting for it."""
        if isinstance(event.source, OpenedList):
            self._list_column(event.source, event.again)

    @work(group="board-column", exclusive=True)
    async def _list_column(self, column: OpenedList, again: Callable[[], object]) -> None:
        with self.telling_of_wait():
            is_listed = await asyncio.to_thread(self._board_opener.list_beside, column)
        if is_listed:
            self.tell_no_wait()
            again()

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        self.is_board_old = self.is_board_old or bool(kinds - NOT_SHOWN)
        if kinds & SHAPING:
            self.__dict__.pop("pipelines", None)
        super()._follow_changes(kinds)

    # Counting.

    @work(group="heads", exclusive=True)
    async def _count_board(self) -> None:
        """Count and add up late, never before the cards."""
        if self.pipeline is None:
            return
        query, pipeline = self.state.query, self.pipeline
        try:
            funnel = await asyncio.to_thread(self._board_opener.funnel_beside, query, pipeline)
        except CrmError:
            return  # a field of the filter has just gone, which the board itself says
        if funnel is None or query != self.state.query:
            return
        if self.pipeline is not None and pipeline.id == self.pipeline.id:
            self.funnel = funnel
            self.board.set_heads(self._heads())
            self._tell_hidden()
            self.tell_figures()
            self.peek_soon()

    def column_facts(self) -> list[Block]:
        """Return what the deals of the column with the cursor come to, once it is counted."""
        lane, funnel = self.board.lane, self.funnel
        if lane is None or funnel is None:
            return []
        found = (total for total in funnel.stages if total.stage.id == lane.key)
        return [column_facts(total, funnel.currency) for total in found]

    def _tell_hidden(self) -> None:
        """Show below the board how many deals are at the stages that have no column."""
        counts = {one.stage.id: one.count for one in self.funnel.stages} if self.funnel else {}
        hidden = [
            f"{stage.label} {spaced(counts[stage.id])}" if stage.id in counts else stage.label
            for stage in (self.pipeline.in_use if self.pipeline else ())
            if stage not in self.shown_stages
        ]
        text = _("Hidden: {stages}   {key} shows them").format(
            stages=" · ".join(hidden), key=shown_key(self, action_of("board.arrange"))
        )
        line = self.query_one("#hidden-stages", Static)
        line.set_class(bool(hidden), "-some")
        if hidden:
            line.update(text)

    def board_figures(self) -> list[str]:
        """Return what is told of all deals of the board, the longest wording first."""
        return figures_of_all(self.funnel) if self.funnel is not None else []

    def card_reference(self) -> Reference | None:
        """Return the deal under the cursor of the board."""
        row = self.board.row
        return Reference("deal", row.id, row.title) if row else None

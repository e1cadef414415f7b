"""Area 2: the deals, as a board and as a list on the same filter (FEATURES DEAL-02, DEAL-22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from domain.i18n import _
from domain.paging import KeyMarks
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from screens.actions import bindings_of
from screens.deals.board_moves import BoardMoves
from screens.deals.keys import BOARD
from screens.deals.pipeline_menu import ALL_PIPELINES, AllPipelines, PipelineMenu
from services.deals.pipelines import PipelineView, StageView
from services.lists.opening import OpenedList
from widgets.board.board import Board
from widgets.board.messages import CardHighlighted, CardMarksChanged, CardOpened
from widgets.facts import Block
from widgets.kept_lines import Ground
from widgets.lists.list_cursor import ListPlace
from widgets.tab_line import Tab

_BOARD, _LIST = "board", "list"


class DealsArea(BoardMoves):
    """The board and the list of deals; `]` goes from one to the other."""

    target = BOARD
    kinds = ("deal",)
    digit = "2"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(BOARD)]
    DEFAULT_CSS = """
    DealsArea {
        & #board-side { width: 1fr; height: 1fr; }
        & #hidden-stages { height: 1; padding: 0 2; color: $text-muted; display: none; }
        & #hidden-stages.-some { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._has_all = False

    def compose_beside(self) -> ComposeResult:
        """Lay out the board."""
        with Ground(id="board-side"):
            yield Board(id="board")
            yield Static(id="hidden-stages", markup=False)

    def tabs(self) -> list[Tab]:
        """Return the two ways in which the deals are shown."""
        return [Tab(_BOARD, _("Board")), Tab(_LIST, _("List"))]

    def tab(self) -> str:
        """Return the name of the one that is shown."""
        return _BOARD if self.shows_board else _LIST

    def on_mount(self) -> None:
        """Show the board, not the list."""
        for shown in self.query("#records"):
            shown.display = False

    def _show_way(self) -> None:
        self.query_one("#board-side").display = self.shows_board
        self.record_list.display = not self.shows_board
        self.focus_shown()

    def focus_shown(self) -> None:
        """Hand the keys to what shows the deals."""
        shown = self.board if self.shows_board else self.record_list
        if self.focused is not shown:
            self.set_focus(shown)

    # The board in place of the list.

    def begin_list(self, *, is_other: bool = False) -> None:
        """Show the deals of the state from their beginning."""
        self._stand_in_pipeline()
        if self.shows_board:
            self.begin_board()
        else:
            super().begin_list(is_other=is_other)

    def refresh_list(self, wanted: UUID | None = None) -> None:
        """Read the deals again, the cursor staying where it is, or going to the deal `wanted`."""
        self._stand_in_pipeline()
        if self.shows_board:
            self.refresh_board(wanted)
        else:
            super().refresh_list(wanted)

    def _stand_in_pipeline(self) -> None:
        """Let the list show the deals of the pipeline that the board shows; the bin has those of
        all."""
        self.see_pipeline()
        is_narrowed = (
            self.pipeline is not None and not self._has_all and not self.state.query.in_bin
        )
        within = self.pipeline.filter if self.pipeline is not None and is_narrowed else ""
        if within != self.state.query.within:
            self.state.stand_in(within)

    def is_stale(self) -> bool:
        """Say whether something was written since the deals were read that are shown."""
        return self.is_board_old if self.shows_board else super().is_stale()

    def repaint(self) -> None:
        """Show what time has made of the deals."""
        super().repaint()
        self.board.repaint()

    def place(self) -> ListPlace[RecordRow] | None:
        """Return where the cursor of the list is."""
        return None if self.shows_board else super().place()

    def row_reference(self) -> Reference | None:
        """Return the deal under the cursor."""
        return self.card_reference() if self.shows_board else super().row_reference()

    def neighbour(self, step: int) -> Reference | None:
        """Go to the next deal of the column or of the list, or to the previous one."""
        if not self.shows_board:
            return super().neighbour(step)
        return self.card_reference() if self.board.go_on(step) else None

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        super().clear_marks()
        self.board.set_marks(KeyMarks())

    @on(CardMarksChanged)
    def keep_marks(self, event: CardMarksChanged) -> None:
        """Mark in the list what is marked on the board."""
        self.record_list.set_marks(event.marks)

    @on(CardHighlighted)
    def peek_at_card(self) -> None:
        """Show what is known of the deal once the cursor rests on it."""
        self.peek_soon()

    def facts_of_all(self) -> Sequence[Block]:
        """Return what the deals of the column come to."""
        return self.column_facts() if self.shows_board else ()

    @on(CardOpened)
    def open_card(self) -> None:
        """Open the deal of the card."""
        self.action_open()

    def figures_wordings(self) -> Sequence[str]:
        """Return of which pipeline the deals are, and what is told of them."""
        begun, wordings = self._pipeline_told(), super().figures_wordings()
        if self.shows_board:
            begun += self.said_of_marks()
            wordings = self.board_figures() or [""]
        return [" · ".join(filter(None, (*begun, wording))) for wording in wordings]

    def _pipeline_told(self) -> list[str]:
        if self.state.query.in_bin or self.pipeline is None:
            return []
        has_all = self._has_all and not self.shows_board
        return [ALL_PIPELINES.label if has_all else self.pipeline.label]

    # Keys.

    def action_tab(self, step: int) -> None:
        """Show the list in place of the board, or the board in place of the list."""
        row = self.row_reference()
        if not self.shows_board:
            self.state.place = self.place()
        self.shows_board = not self.shows_board
        self._show_way()
        if self.shows_board:
            self.board.set_marks(self.record_list.marks)
            self.refresh_board()
            if row is not None:
                self.board.find(row.id)
        else:
            self.begin_list(is_other=True)
            if row is not None:
                self.record_list.move_to(row.id)
        self.tell_figures()

    def choose_tab(self, name: str) -> None:
        """Show the way that was clicked."""
        if name != self.tab():
            self.action_tab(1)

    def action_side(self, step: int) -> None:
        """Go to the column beside; in the list, scroll its columns."""
        if not self.shows_board:
            self.action_shift(step)
        elif not self.board.go(step):
            self.say(_("This is the last column.") if step > 0 else _("This is the first column."))

    def action_new(self) -> None:
        """Add a deal: on the board by one line, in the list by the form."""
        from screens.deals.line_dialog import DealLineDialog

        lane = self.board.lane if self.shows_board else None
        stage = self.stage(lane.key) if lane else None
        if stage is None:
            super().action_new()
        else:
            said = _("Added. u takes it back.")
            self.app.push_screen(
                DealLineDialog(stage), lambda key: self._saved(key, said, go_there=True)
            )

    def action_stages(self) -> None:
        """Choose the stage to go to; in the list, choose among the views."""
        from screens.deals.stage_menu import StageMenu

        if not self.shows_board or self.pipeline is None:
            self.action_views()
            return
        lane, title = self.board.lane, self.pipeline.label
        present = self.stage(lane.key) if lane else None
        self.app.push_screen(StageMenu(title, self.shown_stages, present), self._go_to_stage)

    def _go_to_stage(self, stage: StageView | None) -> None:
        if stage is not None and self.pipeline is not None:
            self.board.go_to([one.id for one in self.shown_stages].index(stage.id))

    def action_pipeline(self) -> None:
        """Choose the pipeline that is shown; the list can show all of them."""
        choices: list[PipelineView | AllPipelines] = [*self.pipelines]
        present: PipelineView | AllPipelines | None = self.pipeline
        if not self.shows_board:
            choices.append(ALL_PIPELINES)
            present = ALL_PIPELINES if self._has_all else present
        self.app.push_screen(PipelineMenu(choices, present), self._show_pipeline)

    def _show_pipeline(self, chosen: PipelineView | AllPipelines | None) -> None:
        if chosen is None:
            return
        self._has_all = isinstance(chosen, AllPipelines)
        if not isinstance(chosen, AllPipelines):
            self.pipeline = chosen
            self.forget_board()
        self.begin_list(is_other=True)

    def action_arrange(self) -> None:
        """Choose what cards show and which stages have a column; in the list, its columns."""
        from screens.deals.board_dialog import BoardDialog

        if not self.shows_board or self.pipeline is None:
            super().action_arrange()
            return
        dialog = BoardDialog(self.state.query, self.pipeline)
        self.app.push_screen(dialog, self._board_arranged)

    def _board_arranged(self, query: RecordQuery | None) -> None:
        if query is not None and query != self.state.query:
            self.state.arrange_board(query.card, query.hidden)
            self.refresh_board()

    def action_take(self) -> None:
        """Become responsible for deals that are nobody's (FEATURES DEAL-18)."""
        from services.deals.taking import take_deals

        if keys := self._deals():
            context, said = self.context, _("Yours now. u takes it back.")
            self.perform(lambda: take_deals(context, keys), lambda _count: self.say(said))

    async def action_mark_all(self) -> None:
        """Mark all cards of the column, or all that the list shows, or none where some are."""
        lane = self.board.lane
        if not self.shows_board or self.board.marks:
            await super().action_mark_all()
        elif lane is not None and lane.cursor is not None:
            column = lane.cursor.window.source
            if isinstance(column, OpenedList):
                await self.perform_first(lambda: column.keys(), self._mark_column)

    def _mark_column(self, keys: Sequence[UUID]) -> None:
        if keys:
            self.board.set_marks(KeyMarks(keys))
        else:
            self.say(_("There is nothing to mark."))

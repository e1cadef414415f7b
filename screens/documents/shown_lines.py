"""The lines of a record on the screen: a grid, the calculator beside it, and their draft."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from domain.calculation.editing import Editing
from domain.calculation.figures import with_other_prices, without_other_prices
from domain.calculation.kept import Kept, calculation_of, items_of, terms_of
from domain.calculation.lines import Calculation
from domain.calculation.storing import resumed, same_lines
from domain.errors import CrmError
from domain.i18n import _
from domain.text import one_line
from screens.actions import bindings_of
from screens.documents.homes import Content, LinesHome
from screens.documents.keys import LINES
from screens.documents.lines_draft import (
    LinesDraft,
    OpenCell,
    OpenFigure,
    draft_in,
    draft_text,
    open_in,
    reopened,
)
from screens.form_draft import FormDraft
from screens.program import program_of, with_keys
from screens.shell import AreaScreen
from services.parts.line_columns import line_columns
from widgets.grid.calculator import Calculator
from widgets.grid.grid_messages import LinesChanged
from widgets.grid.line_grid import LineGrid
from widgets.kept_lines import Ground
from widgets.text_line import TextLine

DRAFT_SECONDS = 0.5
"""How long after the last key what is typed is written down."""


class ShownLines(AreaScreen, inherit_bindings=False):
    """Shows lines that are edited. `home` is where they are kept, `content` what was read there."""

    target = LINES
    has_area_digits = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LINES)]
    DEFAULT_CSS = """
    ShownLines {
        & LineGrid { width: 1fr; }
        &.-medium, &.-narrow {
            & LineGrid { height: 1fr; }
            & Calculator { width: 1fr; height: 2; }
            & Calculator:focus { height: 14; }
        }
    }
    """

    def __init__(self, home: LinesHome, content: Content) -> None:
        super().__init__()
        self.digit = home.area
        self.home = home
        self.content = content
        self.shown = kept_of(content)
        """What was stored when the lines were begun to be changed."""
        self.editing = Editing(_calculation(self.shown, content))
        self._draft_timer: Timer | None = None
        self._is_over = False
        self.at_home = asyncio.Lock()
        """Held while lines are read or stored, so that what is stored here is not news."""

    @property
    def places(self) -> tuple[str, ...]:
        """Only its own actions work here: letters and digits are typed."""
        return (LINES,)

    @property
    def is_typing(self) -> bool:
        """Whatever is typed goes into a cell."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let all actions work: none of them is on a key that types."""
        del action, parameters
        return True

    # What is shown.

    def compose_area(self) -> ComposeResult:
        """Lay out what the record is, the grid and the calculator."""
        yield TextLine(self._head(), id="head")
        grid = LineGrid(self.editing, line_columns(self.context, self.home.kind), id="lines")
        calculator = Calculator(self.editing, self.home.settled, id="calculator")
        grid.beside, calculator.beside = calculator, grid
        with Ground(id="body"):
            yield grid
            yield calculator

    @property
    def grid(self) -> LineGrid:
        """The grid."""
        return self.query_one(LineGrid)

    @property
    def calculator(self) -> Calculator:
        """The calculator."""
        return self.query_one(Calculator)

    def _head(self) -> str:
        calculation = self.editing.calculation
        mode = _("prices with tax") if calculation.with_tax else _("prices without tax")
        mark = _("not saved yet") if self.editing.is_changed else ""
        said = (one_line(self.content.title, 60), calculation.currency, mode, mark)
        return " · ".join(filter(None, said))

    def on_mount(self) -> None:
        """Go on with a draft, and follow what others do."""
        name = f"lines:{self.home.kind}:{self.home.key}"
        self._form_draft = FormDraft(self.context, name)
        self.grid.focus()
        if (draft := draft_in(self._form_draft.load())) is not None:
            self._resume(draft)
        self._fold()
        program = program_of(self)
        program.records_changed.subscribe(self, self._follow)
        self.call_after_refresh(program.get_ready_to_write)

    def _resume(self, draft: LinesDraft) -> None:
        """Show what was typed and not saved; what others made since is met when that is saved."""
        self.shown = draft.shown
        self.editing.take(_calculation(draft.shown, self.content))
        resumed(self.editing, draft.mine)
        self.show_all()
        if isinstance(draft.open, OpenCell):
            self.grid.type_anew(reopened(self.editing, draft.open), draft.open.text)
        elif draft.open is not None and self.calculator.type_anew(*draft.open):
            self.calculator.focus()
        said = _("What you had typed is back. {undo} takes it away.")
        self.say(with_keys(self, said, undo="lines.undo"))

    def on_resize(self) -> None:
        """Fold the calculator where it stands below the grid."""
        # How wide the screen counts is known once Textual has handled the new size as well.
        self.call_later(self._fold)

    def on_descendant_focus(self) -> None:
        """Unfold the calculator as it gets the keys."""
        self._fold()

    def _fold(self) -> None:
        calculator = self.calculator
        is_below = not self.has_class("-wide")
        calculator.is_folded = is_below and self.focused is not calculator
        calculator.show_figures()

    def show_all(self) -> None:
        """Show everything as it is by now."""
        self.grid.show()
        self.calculator.show()
        self.query_one("#head", TextLine).show(self._head())

    @on(LinesChanged)
    def keep_change(self, event: LinesChanged) -> None:
        """Say whether anything is to be saved, and keep what has changed as a draft."""
        if not event.is_trial:
            self.query_one("#head", TextLine).show(self._head())
        self.keep_draft_soon()

    # What is kept.

    def wanted(self) -> Kept:
        """Return the lines and terms as they are to be stored."""
        return self._to_be_kept(self.editing.calculation)

    def _to_be_kept(self, calculation: Calculation) -> Kept:
        if not self.home.keeps_terms and calculation.with_tax:
            calculation = without_other_prices(with_other_prices(calculation))
        calculation = self.home.settled(calculation)
        return Kept(
            items_of(calculation, self.shown.lines),
            terms_of(calculation, self.shown.terms),
            calculation.shows_tax,
        )

    def has_changes(self) -> bool:
        """Say whether there is anything to be stored."""
        return self.editing.is_changed and not self._is_as_shown(self.wanted())

    def _is_as_shown(self, kept: Kept) -> bool:
        if not same_lines(kept.lines, self.shown.lines):
            return False
        return not self.home.keeps_terms or (kept.terms, kept.shows_tax) == (
            self.shown.terms,
            self.shown.shows_tax,
        )

    def keep_draft_soon(self) -> None:
        """Write the draft in a moment, with whatever is typed until then."""
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self._keep_draft)

    @work(group="draft")
    async def _keep_draft(self) -> None:
        with suppress(CrmError):
            await self.store_draft()

    async def store_draft(self) -> None:
        """Write the draft, with what is being typed, unless it is there already.

        Raises UnusableFile.
        """
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        draft = await asyncio.to_thread(
            self._draft_of, self.editing.calculation, open_in(self.editing)
        )
        await self._form_draft.store(draft)

    def _draft_of(
        self, calculation: Calculation, typed: OpenCell | OpenFigure | None
    ) -> dict[str, str]:
        kept = self._to_be_kept(calculation)
        if typed is None and self._is_as_shown(kept):
            return {}
        return dict(draft_text(LinesDraft(kept, self.shown, typed)))

    async def end_draft(self) -> None:
        """Forget the draft: what it holds is stored."""
        await self._form_draft.store({})

    def on_unmount(self) -> None:
        """Keep what is typed where the program ends with the lines open."""
        if self._draft_timer is not None and not self._is_over:
            with suppress(CrmError):
                self._form_draft.write(
                    self._draft_of(self.editing.calculation, open_in(self.editing))
                )

    def close(self) -> None:
        """Go back to where the lines were opened."""
        self._is_over = True
        self.dismiss()

    # Others.

    def _follow(self, kinds: frozenset[str]) -> None:
        """Show what others have made, unless something is being changed here."""
        if kinds & {self.home.kind, "line_item"} and self.is_in_view:
            self._read_anew()

    @work(group="follow", exclusive=True)
    async def _read_anew(self) -> None:
        async with self.at_home:
            await self._show_anew()

    async def _show_anew(self) -> None:
        context, home = self.context, self.home
        try:
            content = await asyncio.to_thread(home.read, context)
        except CrmError as error:
            self.say(str(error), "error")
            return
        kept = kept_of(content)
        if self._is_as_shown(kept):
            return
        if self.grid.is_typing or self.calculator.is_typing or self.has_changes():
            self.say(_("Somebody has changed these lines meanwhile; yours are met when saved."))
            return
        self.show_content(content)

    def show_content(self, content: Content) -> None:
        """Begin anew with lines as they were read."""
        self.content, self.shown = content, kept_of(content)
        self.editing.take(_calculation(self.shown, content))
        self.show_all()


def kept_of(content: Content) -> Kept:
    """Return what is stored of what was read."""
    return Kept(content.lines, content.terms, content.shows_tax)


def _calculation(kept: Kept, content: Content) -> Calculation:
    return calculation_of(kept.lines, kept.terms, shows_tax=kept.shows_tax, paid=content.paid)

"""The editor of lines: what its keys do (FEATURES DOC-11 to 14).

It works on any record with lines, see `screens.documents.homes.LinesHome`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.worker import Worker

from domain.calculation.kept import calculation_of
from domain.calculation.lines import COMMENT_SIGN, SUBTOTAL_SIGN, Cell, LineKind
from domain.calculation.storing import take_stored
from domain.errors import Conflict, CrmError
from domain.i18n import _, ngettext
from domain.money import format_amount
from domain.text import spaced
from screens.documents.homes import Content, LinesHome
from screens.documents.shown_lines import ShownLines, kept_of
from screens.program import program_of, with_keys
from screens.service_screen import ServiceScreen
from services.parts.line_columns import choose_line_columns
from widgets.grid.grid_columns import COLUMNS, title_of
from widgets.grid.grid_messages import ExplainWanted

if TYPE_CHECKING:
    from textual.app import App


def open_lines(app: App[Any], home: LinesHome, content: Content) -> None:
    """Show the editor of the lines that `home` keeps, as they were read there."""
    app.push_screen(LinesScreen(home, content))


class LinesScreen(ShownLines):
    """Runs the actions of the editor."""

    makes_products: ClassVar[bool] = False
    """Whether a product that the catalog lacks can be added from here (decision C2)."""
    _saving: Worker[None] | None = None
    """What stores the lines just now."""

    # Saving and leaving.

    def in_turn(self, step: Callable[[], object]) -> None:
        """Take a step once the widget with the cursor has read the keys on their way to it."""
        (self.focused or self).call_later(step)

    def action_save(self) -> None:
        """Store the lines, all in one step."""
        self.in_turn(lambda: self._take_typed() and self.save_lines())

    def _take_typed(self) -> bool:
        """Take what is being typed; return False where it cannot be read, which is said then."""
        return self.grid.end_typing() and self.calculator.end_typing()

    @property
    def is_saving(self) -> bool:
        """Whether the lines are being stored just now."""
        return self._saving is not None and not self._saving.is_finished

    def save_lines(self) -> Worker[None]:
        """Store the lines beside the screen, unless that is going on; return what does so."""
        if self._saving is not None and not self._saving.is_finished:
            return self._saving
        saving: Worker[None] = self._save()
        self._saving = saving
        return saving

    @work(group="save")
    async def _save(self) -> None:
        try:
            async with self.at_home:
                await self._store()
        except CrmError as error:
            self.say(str(error), "error")
        program_of(self).notice_changes()

    async def _store(self) -> None:
        """Store the lines; where somebody else has changed the same, ask whose are to stay."""
        if not self.has_changes():
            self.say(_("Nothing was changed."))
            return
        try:
            await self._store_once(overrule=False)
        except Conflict as error:
            if await self._overrules(error):
                await self._store_once(overrule=True)
            else:
                self.say(_("Nothing was saved; what you have typed is still here."))

    async def _overrules(self, error: Conflict) -> bool:
        from screens.records.confirm_dialog import ConfirmDialog

        question = _("{reason} Save yours over it?").format(reason=error)
        note = _("Esc leads back: nothing that you have typed is lost.")
        dialog = ConfirmDialog(question, lambda: note)
        return await self.app.push_screen_wait(dialog)

    async def _store_once(self, *, overrule: bool) -> None:
        context, home, content, shown = self.context, self.home, self.content, self.shown
        held, kept = self.editing.calculation, self.wanted()
        now = await asyncio.to_thread(
            lambda: home.store(context, content, shown, kept, overrule=overrule)
        )
        self.content, self.shown = now, kept_of(now)
        calculation = calculation_of(now.lines, now.terms, shows_tax=now.shows_tax, paid=now.paid)
        take_stored(self.editing, held, kept.lines, now.lines, calculation)
        self.show_all()
        await self.end_draft()
        total = self.editing.figures.totals.tax_inclusive
        said = _("Saved: {total} in all.")
        if held.with_tax and not self.editing.calculation.with_tax:
            said = _("Saved: {total} in all; prices are kept without tax here.")
        self.say(said.format(total=format_amount(total, self.editing.calculation.currency)))

    def action_leave(self) -> None:
        """Give the cell back what it held; from the totals to the lines; else back."""
        self.in_turn(self._step_back)

    def _step_back(self) -> None:
        if self.grid.stop_typing() or self.calculator.stop_typing():
            return
        if self.focused is not self.grid:
            self.set_focus(self.grid)
        else:
            self._leave()

    @work(group="save")
    async def _leave(self) -> None:
        try:
            await self.store_draft()
        except CrmError as error:
            # What is typed is nowhere but here: the editor stays open.
            self.say(str(error), "error")
        else:
            self._close_and_say()

    def _close_and_say(self) -> None:
        """Go back, and say there what is left behind."""
        below, said = self.app.screen_stack[-2], self.said_on_leaving()
        self.close()
        if said and isinstance(below, ServiceScreen):
            below.say(said)

    def said_on_leaving(self) -> str:
        """Return a sentence on what is left to be saved, "" for nothing."""
        if not self.has_changes():
            return ""
        said = _("What you typed is kept, but not saved yet: {lines} goes on.")
        return with_keys(self, said, lines="record.lines")

    # Lines.

    def action_insert(self) -> None:
        """Insert a line above the cursor."""
        self.in_turn(self.grid.insert_line)

    def action_comment(self) -> None:
        """Insert a comment, and type it."""
        self.in_turn(lambda: self._insert(LineKind.COMMENT, COMMENT_SIGN))

    def action_subtotal(self) -> None:
        """Insert a sub-total, and type its name."""
        self.in_turn(lambda: self._insert(LineKind.SUBTOTAL, SUBTOTAL_SIGN))

    def _insert(self, kind: LineKind, sign: str) -> None:
        self._to_grid()
        self.grid.insert_line(kind)
        self.grid.type(f"{sign} ")

    def _to_grid(self) -> None:
        if self.focused is not self.grid:
            self.set_focus(self.grid)

    def action_copy(self) -> None:
        """Copy the line below itself."""
        self.in_turn(self.grid.duplicate)

    def action_copy_out(self) -> None:
        """Copy all lines, in the columns that are shown, to the clipboard of the terminal."""
        self.in_turn(self._copy_out)

    def _copy_out(self) -> None:
        from domain.calculation.copying import rows_text

        if not self._take_typed():
            return
        calculation = self.editing.calculation
        columns = {
            cell: title_of(cell, with_tax=calculation.with_tax) for cell in self.grid.shown_columns
        }
        self.app.copy_to_clipboard(rows_text(calculation, self.editing.figures, columns))
        count = sum(not line.is_blank for line in calculation.lines)
        said = ngettext(
            "{count} line copied: paste it into a spreadsheet.",
            "{count} lines copied: paste them into a spreadsheet.",
            count,
        )
        self.say(said.format(count=spaced(count)))

    def action_remove(self) -> None:
        """Remove the line."""
        self.in_turn(self.grid.remove_line)

    def action_shift(self, step: int) -> None:
        """Move the line up or down."""
        self.in_turn(lambda: self.grid.move_line(step))

    def action_undo(self) -> None:
        """Take the last step of editing back."""
        none_left = _("There is nothing left here to take back.")
        self.in_turn(lambda: self._walk(self.grid.undo, none_left))

    def action_redo(self) -> None:
        """Take the last step anew."""
        none_left = _("There is nothing to be done again.")
        self.in_turn(lambda: self._walk(self.grid.redo, none_left))

    def _walk(self, step: Callable[[], bool], none_left: str) -> None:
        self.calculator.stop_typing()
        if not step():
            self.say(none_left)
        self.calculator.show()

    # The whole.

    def action_totals(self) -> None:
        """Go to the calculator, or back to the lines."""
        here, there = self.grid, self.calculator
        if self.focused is there:
            self.in_turn(there.end_typing)
            self.set_focus(here)
            return
        # Keys that follow are meant for the totals already, those before still for the lines.
        here.call_later(self._leave_grid)
        self.set_focus(there)

    def _leave_grid(self) -> None:
        """Take what was typed before the totals were gone to; come back where that cannot be."""
        if not self.grid.end_typing():
            self.set_focus(self.grid)

    def action_tax_mode(self) -> None:
        """Go on with prices with tax, or without it."""
        self.in_turn(self._switch_prices)

    def _switch_prices(self) -> None:
        if self._take_typed():
            self.editing.switch_prices(self.grid.place)
            self._whole_changed()
            with_tax = self.editing.calculation.with_tax
            said = _("Prices are with tax now.") if with_tax else _("Prices are without tax now.")
            self.say(said)

    def action_show_tax(self) -> None:
        """Show the tax, or hide it (FEATURES TAX-03)."""
        self.in_turn(self._turn_tax)

    def _turn_tax(self) -> None:
        if self._take_typed():
            calculation = self.editing.calculation
            changed = replace(calculation, shows_tax=not calculation.shows_tax)
            self.editing.do(changed, self.grid.place)
            self._whole_changed()

    def _whole_changed(self) -> None:
        self.show_all()
        self.keep_draft_soon()

    def action_columns(self) -> None:
        """Choose the columns."""
        from screens.tick_dialog import TickDialog

        choices = {cell.value: _(COLUMNS[cell].title) for cell in Cell if cell is not Cell.NAME}
        shown = [cell.value for cell in self.grid.columns]
        self.app.push_screen(TickDialog(_("Columns"), choices, shown), self._show_columns)

    def _show_columns(self, names: list[str] | None) -> None:
        if names is None:
            return
        context, kind, columns = self.context, self.home.kind, [Cell(name) for name in names]
        self.grid.show_columns(columns)
        self.perform(lambda: choose_line_columns(context, kind, columns))

    def action_pick(self) -> None:
        """Let products of the catalog be picked, by what is typed of one (FEATURES CAT-14).

        Keys that follow are meant for the picker already, those before still for the lines.
        """
        from screens.documents.line_picking import pick_products

        picker = pick_products(self)
        self.in_turn(lambda: picker.begin_with(self.grid.typed_name))

    def priced_on(self) -> date | None:
        """Return the day whose rates convert prices of the catalog, None for today."""
        return None

    def action_explain(self) -> None:
        """Explain the figure under the cursor."""
        widget = self.calculator if self.focused is self.calculator else self.grid
        self.in_turn(widget.explain)

    @on(ExplainWanted)
    def show_explanation(self, event: ExplainWanted) -> None:
        """Show how a figure comes about, step by step."""
        from screens.documents.explanation import ExplanationDialog, explanation

        paragraphs = explanation(self.editing.figures, event.figure, event.key)
        if paragraphs:
            self.app.push_screen(ExplanationDialog(paragraphs))
        else:
            self.say(_("This line has no price yet."))

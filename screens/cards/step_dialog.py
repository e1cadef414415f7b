"""One step of a record's history, whole: every field with its old and new value (HIST-06)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from domain.dates.when import say_when
from domain.i18n import _
from domain.timeline import RecordedStep
from screens.actions import MENU, bindings_of
from screens.program import program_of
from widgets.facts import Block, FactsPane


class StepDialog(ModalScreen[None]):
    """Shows who changed what, when, from which value to which."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    StepDialog {
        align: center middle;
        & > Vertical { width: 80; max-width: 100%; height: 20; max-height: 95%; padding: 1 2;
            background: $surface; }
        & FactsPane { height: 1fr; width: 1fr; background: $surface; }
    }
    """

    def __init__(self, step: RecordedStep) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        """Lay out the facts."""
        with Vertical():
            yield FactsPane(ruled=False)

    def on_mount(self) -> None:
        """Show the step; the keys move in it."""
        step, now = self._step, program_of(self).context.now()
        head = " · ".join(filter(None, (step.author, say_when(step.at, now), step.of, step.action)))
        blocks = [Block(head)]
        for change in step.changes:
            lines = [(_("Before"), change.old or "–"), (_("After"), change.new or "–")]
            blocks.append(Block(change.label, tuple(lines)))
        pane = self.query_one(FactsPane)
        pane.show(blocks)
        pane.can_focus = True
        pane.focus()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

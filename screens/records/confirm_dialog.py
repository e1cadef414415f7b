"""Asks once more before something is done to many records."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.errors import CrmError
from domain.i18n import _
from screens.actions import MENU, bindings_of
from screens.program import with_keys
from screens.service_screen import WorksWhileThere


class ConfirmDialog(WorksWhileThere, ModalScreen[bool]):
    """Returns whether Enter was pressed at a question.

    `read_note` gives a sentence to stand below it, which may take a while to find out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    ConfirmDialog {
        align: center middle;
        & > Vertical { width: 60; max-width: 100%; height: auto; padding: 1 2;
            background: $surface; }
        & .confirm--question { text-style: bold; height: auto; margin-bottom: 1; }
        & .confirm--note { height: auto; display: none; margin-bottom: 1; }
        & .confirm--keys { color: $text-muted; height: auto; }
    }
    """

    def __init__(self, question: str, read_note: Callable[[], str] = str) -> None:
        super().__init__()
        self._question = question
        self._read_note = read_note

    def compose(self) -> ComposeResult:
        """Lay out the question and the keys."""
        with Vertical():
            yield Static(self._question, classes="confirm--question", markup=False)
            yield Static(classes="confirm--note", id="note", markup=False)
            keys = with_keys(self, _("Enter yes   {back} back"), back="menu.leave")
            yield Static(keys, classes="confirm--keys", markup=False)

    def on_mount(self) -> None:
        """Find out what is to be noted."""
        self._show_note()

    @work
    async def _show_note(self) -> None:
        note = self.query_one("#note", Static)
        try:
            text = await asyncio.to_thread(self._read_note)
        except CrmError as error:
            text = str(error)
        note.update(text)
        note.display = bool(text)

    def on_key(self, event: events.Key) -> None:
        """Say yes."""
        if event.key == "enter":
            event.stop()
            self.dismiss(True)

    def action_leave(self) -> None:
        """Say no."""
        self.dismiss(False)

"""Undo and redo of what changed many rows: its progress over the screen, ended by Escape."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from domain.errors import Cancelled
from domain.i18n import _
from screens.actions import MENU, bindings_of
from screens.long_change import Throttled
from screens.program import program_of

if TYPE_CHECKING:
    from services.lists.bulk import Progress

ResultT = TypeVar("ResultT")


class LongStepDialog(ModalScreen[None]):
    """Shows how far a step is, which `ending` ends; Escape ends those that wait behind it, too."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    LongStepDialog {
        align: center middle;
        & > Static { width: 60; max-width: 100%; height: auto; padding: 1 2;
            background: $surface; }
    }
    """

    def __init__(self, ending: Event) -> None:
        super().__init__()
        self._ending = ending
        self._is_over = False
        self._line = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield self._line

    def say(self, sentence: str) -> None:
        """Show how far it is, unless it is just being ended."""
        if not self._ending.is_set():
            self._line.update(sentence)

    def end(self) -> None:
        """Go away; what has opened above, such as a call, is left first."""
        self._is_over = True
        if self.is_current:
            self.dismiss()

    def on_screen_resume(self) -> None:
        """Go away where the step has ended meanwhile."""
        if self._is_over:
            self.dismiss()

    def on_unmount(self) -> None:
        """End the step where the program ends."""
        self._ending.set()

    def action_leave(self) -> None:
        """End the step and what waits; what is done by then stays, and can be gone on with."""
        self._line.update(_("Ending …"))
        program_of(self).turns.end()


class LongStep:
    """An undo or a redo on a screen, which shows how far it is once it tells so.

    `sentence` says so, with the place `share` for the percent that are done.
    """

    def __init__(self, screen: Screen[Any], sentence: str) -> None:
        self._app, self._sentence = screen.app, sentence
        self._ending = program_of(screen).turns.ending()
        self._dialog: LongStepDialog | None = None
        self._tell = Throttled(
            lambda done, all_: self._app.call_from_thread(self._show, 100 * done // all_)
        )

    def run(self, step: Callable[[Progress, Callable[[], bool]], ResultT]) -> ResultT:
        """Take the step, in a thread, and return what comes of it.

        Raises Cancelled, without a sentence, where it was ended before its turn came.
        """
        if self._ending.is_set():
            raise Cancelled
        try:
            return step(self._progress, self._ending.is_set)
        finally:
            if self._dialog is not None and self._app.is_running:
                self._app.call_from_thread(self._dialog.end)

    def _progress(self, done: int, all_: int) -> None:
        if not self._ending.is_set():
            self._tell(done, all_)

    def _show(self, share: int) -> None:
        if self._dialog is None:
            self._dialog = LongStepDialog(self._ending)
            self._app.push_screen(self._dialog)
        self._dialog.say(self._sentence.format(share=share))

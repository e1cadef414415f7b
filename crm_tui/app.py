"""The running program: areas as modes, changes noticed and passed on, and nothing more."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.signal import Signal
from textual.worker import WorkerFailed

from crm_tui.settings import Settings
from domain.i18n import _
from domain.values import Reference
from screens.activities.my_activities import MyActivities
from services.changes import ChangeWatch
from services.context import Context

LOOK_SECONDS = 0.25
"""How often the program looks whether anybody has written to the database."""

WARM_UP_SECONDS = 0.05
"""How long after the first frame the rest of the program begins to load."""

TERMINAL_THEME = "ansi-dark"


def _action_provider() -> type[Provider]:
    # Both are loaded when the palette is opened first.
    from crm_tui.palette import ActionProvider

    return ActionProvider


def _record_provider() -> type[Provider]:
    from crm_tui.palette import RecordProvider

    return RecordProvider


class CrmApp(App[None]):
    """`crm` on the screen.

    `is_slow` spares the line: terminal colours and nothing that moves. With `caller` the form for
    a call with this client is open at once.
    """

    TITLE = "crm"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {_action_provider, _record_provider}  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = []
    MODES = {"activities": MyActivities}  # noqa: RUF012 - Textual declares it so
    DEFAULT_MODE = "activities"

    def __init__(
        self,
        context: Context,
        settings: Settings,
        *,
        is_slow: bool = False,
        caller: Reference | None = None,
    ) -> None:
        super().__init__()
        self._caller = caller
        self.context = context
        self.settings = settings
        self.is_slow = is_slow
        self.records_changed: Signal[frozenset[str]] = Signal(self, "records_changed")
        self._watch = ChangeWatch(context)
        if settings.theme:
            self.theme = settings.theme
        elif is_slow:
            self.theme = TERMINAL_THEME

    def get_driver_class(self) -> type[Driver]:
        """Return the usual terminal of the platform, with output in fewer bytes where possible."""
        driver = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            from crm_tui.lean_output import LeanDriver

            if driver is LinuxDriver:
                return LeanDriver
        return driver

    def on_ready(self) -> None:
        """Start what can wait until the first frame is painted."""
        if sys.platform != "win32":
            # Else the terminal would be left as the program had set it up.
            asyncio.get_running_loop().add_signal_handler(
                signal.SIGTERM, partial(self.exit, return_code=128 + signal.SIGTERM)
            )
        self.set_interval(LOOK_SECONDS, self.notice_changes)
        if self._caller is not None and isinstance(self.screen, MyActivities):
            self.screen.open_call(self._caller)
        self.set_timer(WARM_UP_SECONDS, self._warm_up)

    def _warm_up(self) -> None:
        from crm_tui.warm_up import warm_up

        warm_up()

    def notice_changes(self) -> None:
        """Tell the screens which kinds of records were written, here or elsewhere."""
        kinds = self._watch.changed_kinds()
        if kinds:
            self.records_changed.publish(kinds)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from crm_tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=_("Find a record or a command")))

    def action_help_quit(self) -> None:
        """Say how to quit, where Ctrl+C would end other programs."""
        self.notify(_("Ctrl+Q quits."), markup=False)

    def _handle_exception(self, error: Exception) -> None:
        # Textual prints a traceback here; a person gets a sentence, and the log the traceback.
        if self.is_headless:
            super()._handle_exception(error)
            return
        from crm_tui.crash import EXIT_CRASHED, report_crash

        cause = error.error if isinstance(error, WorkerFailed) else error
        self.exit(return_code=EXIT_CRASHED, message=report_crash(cause))

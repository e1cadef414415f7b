"""The running program: areas as modes, changes noticed and passed on, and nothing more."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Key
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import WorkerFailed

from crm_tui.modes import MODES, MODES_BY_DIGIT
from crm_tui.settings import Settings
from crm_tui.typed_ahead import TypedAhead
from domain.agenda import Group
from domain.errors import NotAllowed
from domain.i18n import _
from screens.action import PROGRAM, Action
from screens.actions import bindings_of
from screens.activities.my_activities import MyActivities
from screens.service_screen import Turns
from screens.shell import AreaScreen
from services.agenda import Agenda
from services.changes import ChangeWatch
from services.context import Context
from widgets.bars import Area, TopBar

if TYPE_CHECKING:
    from crm_tui.alerts import Alerts
    from crm_tui.calendar_feed import CalendarFeed
    from screens.calls.call_desk import CallDesk
    from screens.files.edit_watch import EditWatch
    from screens.settings.lines import SettingLine
    from services.records.typing_search import TypingSearch
    from widgets.clock_line import Clock

LOOK_SECONDS = 0.25
"""How often the program looks whether anybody has written to the database."""

WARM_UP_SECONDS = 0.05
"""How long after the first frame the rest of the program begins to load."""

SWITCH_SECONDS = 0.002
"""How long another area may take to be laid out before it is painted, whole or not."""


class Ending(Enum):
    """What is to come after the program has ended by itself."""

    RESTART = "restart"
    DEMO = "demo"


class CrmApp(App[Ending]):
    """`crm` on the screen.

    `is_slow` spares the line: terminal colours and nothing that moves. `begin` is called once the
    first frame is painted, such as to open the form for a call. `agenda` gives the agenda of the
    first frame, and `watch` has looked for changes since before that was read.
    """

    TITLE = "crm"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PROGRAM)]
    MODES = {**MODES}  # noqa: RUF012 - Textual declares it so
    DEFAULT_MODE = "activities"

    def __init__(
        self,
        context: Context,
        settings: Settings,
        *,
        is_slow: bool = False,
        begin: Callable[[CrmApp], None] | None = None,
        watch: ChangeWatch | None = None,
        agenda: Callable[[], Agenda] | None = None,
        typed_ahead: TypedAhead | None = None,
    ) -> None:
        super().__init__()
        self._begin = begin
        self._agenda_at_start = agenda
        self.context = context
        self.settings = settings
        self.is_slow = is_slow
        self.records_changed: Signal[frozenset[str]] = Signal(self, "records_changed")
        self.calls_changed: Signal[None] = Signal(self, "calls_changed")
        self.turns = Turns()
        self._watch = watch or ChangeWatch(context)
        self.last_key_at = 0.0
        self.typed_ahead = typed_ahead or TypedAhead()
        self.typed_ahead.is_wanted = False
        self.said_at_end = ""
        """What is to be said once the program has ended, or has begun anew."""
        self.is_complete = False
        """Whether what the first frame did not wait for is there by now."""
        self._is_ready_to_write = False
        self._badge = ""
        self._counted: Sequence[Group] = (Group.OVERDUE,)
        self._alerts: Alerts | None = None
        self._feed: CalendarFeed | None = None
        self._home: MyActivities | None = None
        # Without colours what the dark theme shows by shades is told by bold, dim and reverse.
        if (settings.theme or is_slow) and not self.no_color:
            from crm_tui.themes import TERMINAL, textual_theme

            self.theme = textual_theme(settings.theme or TERMINAL)
        if settings.keys:
            from crm_tui.keymap import read_keymap

            self.set_keymap(read_keymap(settings.keys))

    @cached_property
    def calls(self) -> CallDesk:
        """The calls in progress."""
        from screens.calls.call_desk import CallDesk

        return CallDesk(self, self.context, self.calls_changed)

    def call_clocks(self) -> Sequence[Clock]:
        """Return a running clock for each folded call."""
        return self.calls.clocks() if "calls" in self.__dict__ else ()

    @cached_property
    def typing_search(self) -> TypingSearch:
        """The search for what is being typed, in whichever place of the program."""
        from services.records.typing_search import TypingSearch

        return TypingSearch(self.context)

    @cached_property
    def edits(self) -> EditWatch:
        """What looks after copies of files that are being edited elsewhere."""
        from screens.files.edit_watch import EditWatch

        return EditWatch(self, self.context)

    async def _shutdown(self) -> None:
        # Textual does so where the program ends by itself, but not where it is closed by others.
        self.workers.cancel_all()
        await super()._shutdown()

    async def on_unmount(self) -> None:
        """Let what was begun be stored, and close what the program has opened."""
        async with self.turns:
            pass
        if "typing_search" in self.__dict__:
            self.typing_search.close()

    async def on_event(self, event: Event) -> None:
        """Note when keys are pressed, so that nothing opens by itself in between."""
        if isinstance(event, Key):
            self.last_key_at = monotonic()
            if self.typed_ahead.is_wanted:
                self.typed_ahead.keep(event)
                return
        await super().on_event(event)

    def get_default_screen(self) -> MyActivities:
        """Return the screen of the default mode.

        A mode that is not in `MODES` yet is shown without its style sheets being read twice and
        without a first frame that is painted and thrown away, so it joins them afterwards.
        """
        self._home = MyActivities(self._agenda_at_start)
        return self._home

    def on_mount(self) -> None:
        """Make the default mode one that can be switched to."""
        self.add_mode(self.DEFAULT_MODE, MyActivities)

    def get_driver_class(self) -> type[Driver]:
        """Return the usual terminal of the platform, with output in fewer bytes where possible."""
        driver = super().get_driver_class()
        if sys.platform != "win32":
            from textual.drivers.linux_driver import LinuxDriver

            from crm_tui.forgiving_input import forgive_bytes
            from crm_tui.lean_output import LeanDriver

            if driver is LinuxDriver:
                forgive_bytes()
                return LeanDriver
        return driver

    def on_ready(self) -> None:
        """Start what can wait until the first frame is painted."""
        if sys.platform != "win32":
            # Else the terminal would be left as the program had set it up, and drafts unwritten.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
        self.set_interval(LOOK_SECONDS, self.notice_changes)
        if self._begin is not None:
            self._begin(self)
        self.set_timer(WARM_UP_SECONDS, self._warm_up)

    def _warm_up(self) -> None:
        from crm_tui.warm_up import warm_up

        warm_up(lambda: self.call_later(self._go_on))

    def _go_on(self) -> None:
        """Show what else there is, now that all is loaded."""
        from crm_tui.alerts import Alerts
        from crm_tui.areas_ahead import AreasAhead
        from crm_tui.calendar_feed import CalendarFeed
        from services.counters import counted_groups

        self._counted = counted_groups(self.context)
        self.calls.load()
        self._alerts = Alerts(self, self.context, self.calls)
        self._alerts.look(frozenset())
        self._feed = CalendarFeed(self, self.context)
        if self._home is not None and self._home.is_mounted:
            self._home.complete()
        AreasAhead(self)
        self.edits.look_for_left()
        self.is_complete = True

    def get_ready_to_write(self) -> None:
        """Load what writes beside the screen, at the first call."""
        if not self._is_ready_to_write:
            self._is_ready_to_write = True
            from crm_tui.warm_up import warm_up_writing

            warm_up_writing(self.context.database)

    def notice_changes(self) -> None:
        """Tell the screens which kinds of records were written, here or elsewhere."""
        if not self.is_running:
            # The screens are being taken away.
            return
        kinds = self._watch.changed_kinds()
        if "setting" in kinds:
            from services.counters import counted_groups

            self._counted = counted_groups(self.context)
        if "user" in kinds:
            self._take_renewed_actor()
        if kinds:
            self.records_changed.publish(kinds)
            if "storage.unit" in sys.modules:
                # This program has written, without a form: the collector is to leave that alone.
                self.get_ready_to_write()
        if self._alerts is not None:
            self._alerts.look(kinds)
        if self._feed is not None:
            self._feed.look(kinds)

    def _take_renewed_actor(self) -> None:
        """Show the person's name as it is now; who may not use the file any more keeps theirs."""
        from services.users import renewed_actor

        with suppress(NotAllowed):
            self.context = replace(self.context, actor=renewed_actor(self.context))
            self._refresh_frame_in_view()

    def areas(self) -> list[Area]:
        """Return the areas of the top bar, each with what asks for attention."""
        return [
            Area("1", _("Activities"), self._badge),
            Area("2", _("Deals")),
            Area("3", _("Clients")),
            Area("4", _("Catalog")),
            Area("5", _("Invoices")),
            Area("7", _("Feed")),
            Area("0", _("Settings")),
        ]

    def count_activities(self, agenda: Agenda) -> None:
        """Take the numbers of the agenda for the counter on the top bar."""
        counted = sum(agenda.counts[group] for group in self._counted)
        sign = "!" if agenda.counts[Group.OVERDUE] else ""
        before, self._badge = self._badge, f"{counted}{sign}" if counted else ""
        if self._badge != before:
            self._refresh_frame_in_view()

    def _refresh_frame_in_view(self) -> None:
        """Show the counter in the area that is in view, if only behind a dialog."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, AreaScreen):
                if screen.query(TopBar):
                    screen.refresh_frame()
                return

    async def show_area(self, digit: str) -> None:
        """Switch to the area with this digit; another digit does nothing.

        It is laid out then, so that keys pressed at once after the digit find its list.
        """
        mode = MODES_BY_DIGIT.get(digit)
        if mode is not None and mode != self.current_mode:
            mounted = self.switch_mode(mode)
            # It is laid out by now; what asked for that while it was out of view would do so again.
            self.screen._layout_required = False
            await mounted

    def push_screen(
        self,
        screen: Any,
        callback: Callable[[Any], Any] | None = None,
        *more: Any,
        **options: Any,
    ) -> Any:
        """Show a screen above; what it comes to is told to nobody once the program ends."""

        def tell(result: Any) -> Any:
            # What asked for it may have lost its widgets by then.
            return callback(result) if callback is not None and self.is_running else None

        return super().push_screen(screen, tell, *more, **options)

    def delay_update(self, delay: float = SWITCH_SECONDS) -> None:
        """Paint another area as soon as it is there, for which Textual would wait five times."""
        super().delay_update(min(delay, SWITCH_SECONDS))

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        # Textual names the screen below one that covers it, too, and paints this with each change
        # of that.
        covered = self._screen_stack[-1].styles.background.a == 1 if self._screen_stack else False
        return [] if covered else super()._background_screens

    def machine_settings(self) -> Sequence[SettingLine]:
        """Return what is set for this machine, as it can be changed."""
        from crm_tui.machine_settings import machine_settings

        return machine_settings(self.settings)

    def keys_of(self, action: Action) -> Sequence[str]:
        """Return the keys of an action, as the person has chosen them."""
        chosen = self.settings.keys.get(action.name)
        return action.keys if chosen is None else chosen.replace(" ", "").split(",")

    def restart(self, sentence: str = "") -> None:
        """Begin anew with the settings as they are now, and say a sentence; typed text is kept."""
        self.said_at_end = sentence
        self.typed_ahead.is_wanted = True
        self.exit(Ending.RESTART)

    def say(self, sentence: str) -> None:
        """Show a sentence in the area that is in view."""
        if sentence and isinstance(self.screen, MyActivities):
            self.screen.say(sentence)

    def action_call_chord(self) -> None:
        """Take or make a call, fold or unfold it."""
        self.calls.chord()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from crm_tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self.screen))

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
        sentence = report_crash(cause)
        if self.return_code != EXIT_CRASHED:  # of what fails while it ends, only the log tells
            self.exit(return_code=EXIT_CRASHED, message=sentence)

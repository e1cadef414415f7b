"""The frame of every area: the bar of areas above, the keys below, a line for messages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from domain.dates.calendar_names import weekday_name
from domain.i18n import _
from screens.action import PROGRAM, Action, types_a_character
from screens.actions import ACTIONS, GLOBAL, available_in, bindings_of
from screens.program import program_of, shown_key
from screens.service_screen import ServiceScreen
from widgets.bars import KeyBar, KeyHint, StatusLine, TopBar
from widgets.kept_lines import KeptLines

if TYPE_CHECKING:
    from uuid import UUID


_ERASE = ("backspace", "delete")
"""Keys that take away what was typed into an input."""


class AreaScreen(KeptLines, ServiceScreen[None]):
    """A screen that is an area. Subclasses give `target`, `digit` and `compose_area`.

    Where an area has a list and facts beside it, `#body` holds both.
    """

    target: ClassVar[str]
    also: ClassVar[tuple[str, ...]] = ()
    """Places whose actions work here too."""
    digit: str
    has_area_digits: ClassVar[bool] = True
    """Whether digits switch areas here; they stand on the top bar then."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(GLOBAL)]
    DEFAULT_CSS = """
    AreaScreen {
        background: $background;
        & #body { height: 1fr; layout: horizontal; }
        & RecordList { width: 3fr; }
        & FactsPane { width: 2fr; }
        & FactsPane.-hidden { display: none; }
        &.-medium, &.-narrow {
            & #body { layout: vertical; }
            & RecordList { width: 1fr; height: 2fr; }
            & FactsPane { width: 1fr; height: 1fr; }
        }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = ""
    BLANK = True  # its widgets cover it, so its own lines are not put together one by one

    @property
    def places(self) -> tuple[str, ...]:
        """The places whose actions work here, the nearest first, without those of the program."""
        return (self.target, *self.also, GLOBAL)

    @property
    def is_in_view(self) -> bool:
        """Whether it is what one sees, if only behind a dialog."""
        areas = [screen for screen in self.app.screen_stack if isinstance(screen, AreaScreen)]
        return bool(areas) and areas[-1] is self

    @property
    def is_typing(self) -> bool:
        """Whether what is typed goes into a line of text."""
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys that type go to an input that has the focus."""
        return not (self.is_typing and action in self._typing_actions)

    @cached_property
    def _typing_actions(self) -> frozenset[str]:
        """Actions of this screen on keys that change the text of an input."""
        keys_of = program_of(self).keys_of
        own = {one.id for found in self._bindings.key_to_bindings.values() for one in found}
        return frozenset(
            action.method.partition("(")[0]
            for action in ACTIONS
            if action.name in own
            and any(types_a_character(key) or key in _ERASE for key in keys_of(action)[:1])
        )

    def compose(self) -> ComposeResult:
        """Lay out the frame around the area."""
        self._time_shown = self.context.now().replace(second=0, microsecond=0)
        self.prepare()
        yield TopBar(
            program_of(self).areas(),
            active=self.digit,
            right=self.corner(),
            has_digits=self.has_area_digits,
        )
        yield from self.compose_area()
        yield StatusLine()
        yield KeyBar(self.hints())

    def hints(self) -> list[KeyHint]:
        """Return the keys that matter here."""
        return [
            KeyHint(shown_key(self, a), _(a.label), a.run)
            for a in self.available(PROGRAM)
            if a.label
        ]

    def available(self, *more: str) -> list[Action]:
        """Return the actions that work here and in other places, `more`."""
        return available_in(*self.places, *more)

    def prepare(self) -> None:
        """Read what the first frame shows, before anything is laid out."""

    def compose_area(self) -> ComposeResult:
        """Lay out what is special to the area."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the folded calls above the keys, as long as there are any."""
        program_of(self).calls_changed.subscribe(self, lambda _none: self._follow_calls())
        self._wait_for_next_minute()
        self._show_calls()

    def _wait_for_next_minute(self) -> None:
        now = self.context.now()
        self.set_timer(60.05 - now.second - now.microsecond / 1e6, self._minute_passed)

    def _minute_passed(self) -> None:
        # Below a dialog a line that changes would repaint the whole screen: it waits until then.
        if self.is_active:
            self.follow_time()
        self._wait_for_next_minute()

    def on_screen_resume(self) -> None:
        """Catch up with what has happened below a dialog or behind another area."""
        self._show_calls()
        if self.context.now().replace(second=0, microsecond=0) > self._time_shown:
            self.follow_time()

    def follow_time(self) -> None:
        """Show what depends on the time as it is now."""
        self._time_shown = self.context.now().replace(second=0, microsecond=0)
        self.refresh_frame()

    def _follow_calls(self) -> None:
        # What is below a form that covers it is laid out again when that is closed.
        if self.is_active or self.app.screen.styles.background.a < 1:
            self._show_calls()

    def _show_calls(self) -> None:
        clocks = program_of(self).call_clocks()
        if not clocks:
            self.query("#calls").remove()
            return
        # Loaded with the first call that is folded.
        from widgets.clock_line import ClockLine

        for line in self.query(ClockLine):
            line.show(clocks)
            return
        self.mount(ClockLine(clocks, "^L", id="calls"), before=self.query_one(StatusLine))

    def corner(self) -> str:
        """Return the text at the right of the top bar: who is at work, and the time."""
        now = self.context.now()
        return f"{self.context.actor.name} · {weekday_name(now.date())} {now:%H:%M}"

    def refresh_frame(self) -> None:
        """Show the areas with their numbers, and the time, as they are now."""
        areas = program_of(self).areas()
        self.query_one(TopBar).show(areas, active=self.digit, right=self.corner())

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence in the line above the keys."""
        self.query_one(StatusLine).say(sentence, severity)

    def still_says(self, sentence: str) -> bool:
        """Return whether an error stands in that line."""
        return self.query_one(StatusLine).text == f"! {sentence}"

    def action_help(self) -> None:
        """Show the keys that work here."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(*self.places, PROGRAM))

    def action_new_call(self) -> None:
        """Take a new call, whatever others are folded."""
        program_of(self).calls.start(direction="incoming")

    def action_quick_lead(self) -> None:
        """Add a lead by one line."""
        from screens.leads.line_dialog import LeadLineDialog

        self.app.push_screen(LeadLineDialog(), self.lead_added)

    def action_import(self) -> None:
        """Read a file in; what would come of it is shown before (FEATURES IMPEX-03, ONEC-01)."""
        from screens.importing.importing import read_in_file, said_of_import

        read_in_file(self, lambda report: self.say(said_of_import(report)))

    def action_runs(self) -> None:
        """Show the runs."""
        from screens.runs.runs_screen import RunsScreen

        self.app.push_screen(RunsScreen())

    def lead_added(self, key: UUID | None) -> None:
        """Say that a lead was added."""
        if key is not None:
            self.say(_("Lead added. u takes it back."))

    async def action_area(self, digit: str) -> None:
        """Switch to another area."""
        await program_of(self).show_area(digit)

    def action_menu(self) -> None:
        """Show every action that works here, for the row under the cursor first."""
        from screens.action_menu import ActionMenu

        actions = [a for a in self.available() if a.name != "global.menu"]
        actions.sort(key=lambda action: not action.of_row)
        self.app.push_screen(ActionMenu(self.menu_title(), actions), self._run_chosen)

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        return _("Actions")

    async def _run_chosen(self, run: str | None) -> None:
        if run is not None:
            await self.run_action(run)

    @on(KeyBar.Pressed)
    async def run_pressed(self, event: KeyBar.Pressed) -> None:
        """Run the action whose key was clicked in the footer."""
        await self.run_action(event.action)

    @on(TopBar.AreaChosen)
    async def show_area(self, event: TopBar.AreaChosen) -> None:
        """Switch to the area that was clicked."""
        await program_of(self).show_area(event.digit)

"""The frame of every area: the bar of areas above, the keys below, a line for messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from domain.calendar_names import weekday_name
from domain.errors import CrmError
from domain.i18n import _
from screens.actions import ACTIONS, GLOBAL, actions_of, bindings_of
from screens.program import program_of
from services.context import Context
from services.undo import redo, undo
from widgets.bars import Area, KeyBar, KeyHint, StatusLine, TopBar
from widgets.kept_lines import KeptLines

ResultT = TypeVar("ResultT")

_METHODS = frozenset(action.method for action in ACTIONS if len(action.keys[0]) == 1)
"""Actions on keys that type a character in an input."""


class AreaScreen(KeptLines, Screen[None]):
    """A screen that is an area. Subclasses give `target` and `compose_area`."""

    target: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(GLOBAL)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (70, "-medium"),
        (100, "-wide"),
    ]
    AUTO_FOCUS = None

    @property
    def context(self) -> Context:
        """The person at work and the database."""
        return program_of(self).context

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys that type go to an input that has the focus."""
        return not (isinstance(self.focused, Input) and action in _METHODS)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the area."""
        yield TopBar(self.areas(), active="1", right=self.corner())
        yield from self.compose_area()
        yield StatusLine()
        yield KeyBar(
            [
                KeyHint(a.shown_key, _(a.label), a.method)
                for a in actions_of(self.target, GLOBAL)
                if a.label
            ]
        )

    def compose_area(self) -> ComposeResult:
        """Lay out what is special to the area."""
        raise NotImplementedError

    def areas(self) -> list[Area]:
        """Return the areas of the top bar, each with the number that asks for attention."""
        return [Area("1", _("Activities"))]

    def corner(self) -> str:
        """Return the text at the right of the top bar: who is at work, and the time."""
        now = self.context.now()
        return f"{self.context.actor.name} · {weekday_name(now.date())} {now:%H:%M}"

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence in the line above the keys."""
        self.query_one(StatusLine).say(sentence, severity)

    @work(group="service")
    async def perform(
        self, service: Callable[[], ResultT], then: Callable[[ResultT], None] | None = None
    ) -> None:
        """Run a use case beside the screen; `then` gets its result, the status line its errors."""
        try:
            result = await asyncio.to_thread(service)
        except CrmError as error:
            self.say(str(error), "error")
        else:
            if then is not None:
                then(result)
        program_of(self).notice_changes()

    def action_undo(self) -> None:
        """Undo the last use case of the person."""
        context = self.context
        self.perform(
            lambda: undo(context), lambda what: self.say(_("Undone: {what}.").format(what=what))
        )

    def action_redo(self) -> None:
        """Redo what was undone last."""
        context = self.context
        self.perform(
            lambda: redo(context), lambda what: self.say(_("Done again: {what}.").format(what=what))
        )

    def action_help(self) -> None:
        """Show the keys that work here."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.target))

    @on(KeyBar.Pressed)
    async def run_pressed(self, event: KeyBar.Pressed) -> None:
        """Run the action whose key was clicked in the footer."""
        await self.run_action(event.action)

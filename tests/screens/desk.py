"""The program on a screen of its own within a test: what it shows, and how to wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from crm_tui.app import CrmApp
from crm_tui.settings import Settings
from domain.records.references import Reference
from screens.activities.my_activities import MyActivities
from screens.settings.settings_area import SettingsArea
from services.clients import ClientGlance, glance_at_client
from services.context import Context
from services.records.use_cases import add_record, list_records
from widgets.bars import StatusLine
from widgets.forms.form_field import FormField
from widgets.forms.several_picker import SeveralPicker
from widgets.lists.record_list import RecordList

DeskT = TypeVar("DeskT", bound="Desk")

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = datetime(2026, 11, 23, 14, 32, tzinfo=WARSAW)
"""The moment at which most of these tests happen."""

PATIENCE_SECONDS = 20.0
"""How long a test waits for what should come at once."""

_CONTROL_KEYS = {
    "\r": "enter",
    "\t": "tab",
    "\x0c": "ctrl+l",
    "\x13": "ctrl+s",
    "\x15": "ctrl+u",
    "\x7f": "backspace",
}


def at(context: Context, moment: datetime = MONDAY) -> Context:
    """Return the context with a clock that stands still."""
    return replace(context, clock=lambda zone: moment.astimezone(zone))


@dataclass
class Clock:
    """A clock that a test sets: the moment that it shows."""

    moment: datetime = MONDAY

    def of(self, context: Context) -> Context:
        """Return the context with this clock."""
        return replace(context, clock=lambda zone: self.moment.astimezone(zone))

    def advance(self, **length: float) -> None:
        """Let time pass, in what `timedelta` takes."""
        self.moment += timedelta(**length)


def plan(context: Context, subject: str, due: str = "", **fields: object) -> UUID:
    """Plan an activity, a call unless `kind` says otherwise, and return its key.

    Nobody is reminded of it, unless `remind_minutes` says so.
    """
    data = {"kind": "call", "subject": subject, "due": due, "remind_minutes": None} | fields
    return add_record(context, "activity", data)


def add_contact(context: Context, last_name: str, **fields: object) -> UUID:
    """Add a contact and return its key."""
    return add_record(context, "contact", {"last_name": last_name} | fields)


def glance(context: Context, key: UUID) -> ClientGlance:
    """Return the last contacts and the next steps of a contact."""
    found = glance_at_client(context, Reference("contact", key, ""))
    assert found is not None
    return found


def count(context: Context, kind: str) -> int:
    """Return how many records of a kind there are."""
    return len(list(list_records(context, kind, [])))


@dataclass
class Desk:
    """A running program: keys go in, and what it shows can be read as text."""

    app: CrmApp
    pilot: Pilot[None]

    @property
    def area(self) -> MyActivities:
        """My activities, below any dialog."""
        area = self.app.screen_stack[0]
        assert isinstance(area, MyActivities)
        return area

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text in one go as a terminal sends it: `\\r` is Enter, `\\x0c` is Ctrl+L."""
        for letter in text:
            key = _CONTROL_KEYS.get(letter) or _character_to_key(letter)
            self.app.post_message(Key(key, letter))
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until the condition holds."""
        end = monotonic() + PATIENCE_SECONDS
        while not condition():
            assert monotonic() < end, f"It never came to that. The screen shows:\n{self.text()}"
            await self.pilot.pause(0.01)

    async def until_shown(self, *texts: str) -> None:
        """Wait until the screen shows all these texts."""

        def shows_all() -> bool:
            shown = self.text()
            return all(text in shown for text in texts)

        await self.until(shows_all)

    async def until_said(self, text: str) -> None:
        """Wait until the line above the keys has this text."""
        await self.until(lambda: text in self.said())
        await self.until_idle()

    async def until_gone(self, *texts: str) -> None:
        """Wait until the screen shows none of these texts."""

        def shows_none() -> bool:
            shown = self.text()
            return not any(text in shown for text in texts)

        await self.until(shows_none)

    async def until_complete(self) -> None:
        """Wait until everything has been loaded, and what runs beside the screen has ended."""
        await self.until(lambda: self.app.is_complete)
        await self.until_idle()

    async def until_idle(self) -> None:
        """Wait until what runs beside the screen has ended, and is shown."""
        is_idle = False
        while not is_idle:
            try:
                await self.app.workers.wait_for_complete()
                is_idle = True
            except WorkerCancelled:
                await self.pilot.pause(0)  # what took its place is waited for in turn
        await self.pilot.pause()

    def text(self) -> str:
        """Return what the screen shows, line by line."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(line.text.rstrip() for line in lines).replace("\xa0", " ")

    def agenda(self) -> list[str]:
        """Return the lines of the list that are in view, without blanks at their ends."""
        lines = self.area.agenda_list
        shown = [lines.render_line(y).text.strip() for y in range(lines.size.height)]
        return [line for line in shown if line]

    def current(self) -> str:
        """Return the line of the list that the cursor is on."""
        return next((line for line in self.agenda() if line.startswith(">")), "")

    def said(self) -> str:
        """Return the line above the keys."""
        return self.area.query_one(StatusLine).text

    def form(self) -> Mapping[str, str]:
        """Return what stands in the fields of the open dialog."""
        return {field.name or "": field.value for field in self.app.screen.query(FormField)}

    def held(self, field: str) -> list[str]:
        """Return the titles of the records that were taken in a field of the open dialog."""
        (picker,) = self.app.screen.query(f"#field-{field}").results(SeveralPicker)
        return [record.title for record in picker.records]

    async def pick(self, field: str, text: str, found: str) -> None:
        """Type a text into a field that takes several records, and take what is found first."""
        await self.go_to(field)
        await self.type(text)
        await self.until_shown(found)
        await self.press("enter")
        await self.until(lambda: found in self.held(field))

    def field(self) -> str:
        """Return the name of the field with the cursor."""
        focused = self.app.focused
        fields = self.app.screen.query(FormField)
        return next((f.name or "" for f in fields if f.editor is focused), "")

    async def open(self, key: str) -> None:
        """Press a key that opens a dialog, and wait until it can be typed into."""
        await self.press(key)
        await self.until_dialog()

    async def go_to(self, field: str) -> None:
        """Go to a field of the open dialog by its name."""
        for _field in self.form():
            if self.field() == field:
                return
            await self.press("tab")
        assert self.field() == field

    async def put(self, field: str, text: str) -> None:
        """Type a text into a field of the open dialog, in place of what stands there."""
        await self.go_to(field)
        await self.press("end", "ctrl+u")
        await self.type(text)

    async def save(self) -> None:
        """Save the open dialog, and wait until it is closed and its changes are shown."""
        dialog = self.app.screen
        await self.press("ctrl+s")
        await self.until(lambda: dialog not in self.app.screen_stack)
        await self.until_idle()

    async def leave(self) -> None:
        """Close the open dialog by Escape."""
        dialog = self.app.screen
        await self.press("escape")
        await self.until(lambda: dialog not in self.app.screen_stack)
        await self.until_idle()

    async def until_dialog(self) -> None:
        """Wait until a dialog is open and can be typed into."""
        await self.until(lambda: len(self.app.screen_stack) > 1 and self.field())
        await self.pilot.pause()

    async def until_closed(self) -> None:
        """Wait until no dialog is open."""
        await self.until(lambda: len(self.app.screen_stack) == 1)


@asynccontextmanager
async def at_desk(
    context: Context,
    *,
    size: tuple[int, int] = (120, 40),
    theme: str = "",
    notifications: bool = False,
    settings: Settings | None = None,
    begin: Callable[[CrmApp], None] | None = None,
) -> AsyncIterator[Desk]:
    """Open the program; it is closed when the block ends.

    All of it is there by then: also what the first frame does not wait for.
    """
    app = CrmApp(context, settings or Settings(theme=theme), begin=begin)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        desk = Desk(app, pilot)
        await desk.until_complete()
        yield desk


@asynccontextmanager
async def in_settings(
    context: Context,
    line: str,
    screen: type[Screen[Any]],
    desk_type: type[DeskT],
    size: tuple[int, int] = (120, 40),
) -> AsyncIterator[DeskT]:
    """Open the program, and by keys the page of the settings that a line leads to."""
    async with at_desk(context, size=size) as desk:
        await desk.press("0")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))
        await desk.pilot.pause()
        desk.app.screen.query_one("#settings", RecordList).move_to(line)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, screen))
        page = desk_type(desk.app, desk.pilot)
        await page.until_idle()
        yield page

"""How the screens look: pictures of the demo base that were looked at by people.

`pytest tests/screens/test_looks.py --snapshot-update` takes them anew after a wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crm_tui.first_run import welcome
from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.action_menu import ActionMenu
from screens.calls.dialing import NumberScreen
from screens.form_dialog import PAINT_SECONDS
from screens.help import HelpScreen
from screens.reminders import ReminderDialog
from screens.settings.settings_area import SettingsArea
from services.context import Context
from services.records.finding import find_records
from tests.screens.desk import MONDAY, Desk, at, plan
from tests.screens.looks import LOOKED_AT, PHONE, SIZES, SMALL, WIDE, Compare, same_picture
from widgets.facts import FactsPane
from widgets.lists.record_list import RecordList

Act = Callable[[Desk], Awaitable[None]]


def looks_right(
    compare: Compare, context: Context, size: tuple[int, int], act: Act, theme: str = ""
) -> bool:
    """Return whether the screen looks as it did, after `act` has brought it where it should be."""

    async def come_to_rest(desk: Desk) -> None:
        await act(desk)
        await desk.until_idle()

    settled = 5 * PAINT_SECONDS  # a form is painted once its fields have settled
    settings = Settings(theme=theme)
    return same_picture(compare, context, size, Desk, come_to_rest, settings, pause=settled)


async def second_row(desk: Desk) -> None:
    """Go to the client whose history is longest."""
    await desk.press("down")
    facts = desk.area.query_one(FactsPane)
    await desk.until(lambda: "p.ivanov@romashka.example" in str(facts.blocks))


async def finish(desk: Desk) -> None:
    """Open the dialog to finish an activity."""
    await second_row(desk)
    await desk.open("x")


async def finish_wrongly(desk: Desk) -> None:
    """Type an outcome and a time that are none."""
    await finish(desk)
    await desk.type("9\rsigned\rsoon\r")
    await desk.until(lambda: desk.text().count("! ") >= 2)


async def call(desk: Desk) -> None:
    """Open the form for a call, with the client at hand."""
    await second_row(desk)
    await desk.open("c")
    await desk.until(lambda: desk.form()["planned"])


async def call_in_full(desk: Desk) -> None:
    """Fill in a call."""
    await call(desk)
    await desk.type("wants 5 % if 50 pieces,\rasks for the drawings\t1\t+8d 10:00")
    await desk.until_shown("10:00")


async def look_up(desk: Desk) -> None:
    """Look up who calls."""
    await desk.open("ctrl+l")
    await desk.type("+7 9")
    await desk.until_shown("> ")


async def unknown_caller(desk: Desk) -> None:
    """Type a name that nobody has."""
    await desk.open("ctrl+l")
    await desk.type("Zyx Vyba, Quark, 600 700 800\r")
    await desk.until(lambda: desk.field() == "notes")


async def folded(desk: Desk) -> None:
    """Fold a call, and go on with the list."""
    await call(desk)
    await desk.type("wants 5 %")
    await desk.press("ctrl+l")
    await desk.until_closed()
    await desk.until_shown("00:00:00")


async def draft(desk: Desk) -> None:
    """Come back to what was typed."""
    await second_row(desk)
    await desk.open("n")
    await desk.type("send the offer")
    await desk.leave()
    await desk.open("n")


async def new(desk: Desk) -> None:
    """Open the form to plan."""
    await second_row(desk)
    await desk.open("n")


async def edit(desk: Desk) -> None:
    """Open the form to change an activity."""
    await second_row(desk)
    await desk.open("e")


async def later(desk: Desk) -> None:
    """Put off two activities that are marked."""
    await desk.press("m", "m")
    await desk.open("p")
    await desk.type("t")
    await desk.until_shown("10:00")


async def menu(desk: Desk) -> None:
    """Show what can be done with the row."""
    await second_row(desk)
    await desk.type(".")
    await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))


async def filtered(desk: Desk) -> None:
    """Filter the list."""
    await desk.press("/")
    await desk.type("mine kind:call")
    await desk.until_idle()
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.focused, RecordList))


async def birthdays(desk: Desk) -> None:
    """Go to the end of the list."""
    await desk.press("G")


async def settings(desk: Desk) -> None:
    """Show the settings."""
    await desk.press("0", "down", "down", "down")
    await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))


async def setting(desk: Desk) -> None:
    """Change a setting to what does not fit."""
    await settings(desk)
    await desk.open("enter")
    await desk.put("value", "pink")
    await desk.press("ctrl+s")
    await desk.until_shown("! ")


async def beginning(desk: Desk) -> None:
    """Show what a new person is asked."""
    await second_row(desk)
    welcome(desk.app)
    await desk.until_dialog()


async def reminder(desk: Desk) -> None:
    """Be reminded of two activities."""
    await second_row(desk)
    ivanov, *_others = find_records(desk.app.context, "Иванов", ("contact",))
    morning = at(desk.app.context, MONDAY.replace(hour=8))
    plan(morning, "agree", "today", contacts=[str(ivanov.id)], remind_minutes=0)
    plan(morning, "visit", "today", kind="meeting", remind_minutes=0)
    await desk.until(lambda: isinstance(desk.app.screen, ReminderDialog))
    await desk.until(lambda: "agree" in desk.text() and "visit" in desk.text())


async def number(desk: Desk) -> None:
    """Show a number that is dialled by hand."""
    await call(desk)
    await desk.press("f7")
    await desk.until(lambda: isinstance(desk.app.screen, NumberScreen))


async def help_of_area(desk: Desk) -> None:
    """Open the help."""
    await desk.press("question_mark")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)


async def help_of_call(desk: Desk) -> None:
    """Open the help of the form for a call."""
    await call(desk)
    await desk.press("f1")
    await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))


async def palette(desk: Desk) -> None:
    """Look for a client and a command at once."""
    await desk.press("ctrl+p")
    await desk.type("ca")
    await desk.until_shown("Carter")


async def card(desk: Desk) -> None:
    """Open a client from the palette."""
    await desk.press("ctrl+p")
    await desk.type("иванов п")
    await desk.until_shown("Иванов Пётр Сергеевич", "+79161234567")
    await desk.press("enter")
    await desk.until_shown("Next 2", "Surname")


async def nothing(desk: Desk) -> None:
    """Show the first frame."""


@pytest.mark.row("ACT-04", "ACT-11")
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
@pytest.mark.parametrize("size", LOOKED_AT)
def test_my_activities(snap_compare: Compare, demo: Context, size: str, language: str) -> None:
    load(language)
    assert looks_right(snap_compare, demo, SIZES[size], second_row)


DIALOGS = [finish, finish_wrongly, call, call_in_full, look_up, unknown_caller, folded, draft, new]
DIALOGS += [edit, later, menu, filtered, birthdays, settings, setting, beginning, reminder, number]


@pytest.mark.parametrize("act", DIALOGS)
def test_dialogs(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, demo, SMALL, act)


@pytest.mark.parametrize("act", [finish, call_in_full, new, settings, help_of_call])
def test_dialogs_on_a_wide_screen(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, demo, WIDE, act)


@pytest.mark.row("MOB-01")
@pytest.mark.parametrize(
    "act", [finish_wrongly, call_in_full, look_up, new, menu, settings, beginning, reminder]
)
def test_dialogs_in_russian_on_a_phone(snap_compare: Compare, demo: Context, act: Act) -> None:
    load("ru")
    assert looks_right(snap_compare, demo, PHONE, act)


@pytest.mark.parametrize("language", ["ru", "pl"])
@pytest.mark.parametrize("act", [call_in_full, new, later, menu, settings, beginning, reminder])
def test_dialogs_in_other_languages(
    snap_compare: Compare, demo: Context, act: Act, language: str
) -> None:
    load(language)
    assert looks_right(snap_compare, demo, SMALL, act)


@pytest.mark.parametrize(("size", "language"), [("wide", "en"), ("small", "pl"), ("phone", "ru")])
def test_help(snap_compare: Compare, demo: Context, size: str, language: str) -> None:
    load(language)
    assert looks_right(snap_compare, demo, SIZES[size], help_of_area)


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_palette(snap_compare: Compare, demo: Context, size: str) -> None:
    assert looks_right(snap_compare, demo, SIZES[size], palette)


def test_card_of_a_client(snap_compare: Compare, demo: Context) -> None:
    assert looks_right(snap_compare, demo, WIDE, card)


def test_empty_base(snap_compare: Compare, context: Context) -> None:
    assert looks_right(snap_compare, at(context), SMALL, nothing)


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-light"])
def test_themes(snap_compare: Compare, demo: Context, theme: str) -> None:
    assert looks_right(snap_compare, demo, WIDE, second_row, theme)


def test_without_colours(
    snap_compare: Compare, demo: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks_right(snap_compare, demo, SMALL, second_row)

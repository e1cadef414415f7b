"""How the screens look: pictures of the demo base that were looked at by people.

`pytest tests/screens/test_looks.py --snapshot-update` takes them anew after a wanted change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from desk import Desk, at
from textual.pilot import Pilot

from crm_tui.app import CrmApp
from crm_tui.settings import Settings
from crm_tui.translations import load
from screens.form_dialog import PAINT_SECONDS
from services.context import Context
from widgets.facts import FactsPane

WIDE, SMALL, PHONE = (120, 40), (80, 24), (40, 30)
SIZES = {"wide": WIDE, "small": SMALL, "phone": PHONE}

Compare = Callable[..., bool]
Act = Callable[[Desk], Awaitable[None]]


def looks_right(
    compare: Compare, context: Context, size: tuple[int, int], act: Act, theme: str = ""
) -> bool:
    """Return whether the screen looks as it did, after `act` has brought it where it should be."""

    async def prepare(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CrmApp)
        desk = Desk(app, pilot)
        await act(desk)
        await desk.until_idle()
        await pilot.pause(5 * PAINT_SECONDS)  # a form is painted once its fields have settled

    app = CrmApp(context, Settings(theme=theme))
    return compare(app, terminal_size=size, run_before=prepare)


async def second_row(desk: Desk) -> None:
    """Go to the client whose history is longest."""
    await desk.press("down")
    facts = desk.area.query_one(FactsPane)
    await desk.until(lambda: "p.ivanov@romashka.example" in str(facts.blocks))


async def finish(desk: Desk) -> None:
    """Open the dialog to finish an activity."""
    await second_row(desk)
    await desk.press("x")
    await desk.until_dialog()


async def finish_wrongly(desk: Desk) -> None:
    """Type an outcome and a time that are none."""
    await finish(desk)
    for text in ("9", "signed"):
        await desk.type(text)
        await desk.press("enter")
    await desk.type("soon")
    await desk.press("enter")
    await desk.until(lambda: "“soon”" in desk.text() or "«soon»" in desk.text())


async def call(desk: Desk) -> None:
    """Open the dialog to log a call, with the client at hand."""
    await second_row(desk)
    await desk.press("c")
    await desk.until_dialog()


async def call_in_full(desk: Desk) -> None:
    """Fill in a call."""
    await call(desk)
    for text in ("wants 5 % if 50 pieces", "1"):
        await desk.type(text)
        await desk.press("tab")
    await desk.type("+8d 10:00")
    await desk.until(lambda: desk.text().count("= ") == 2)


async def look_up(desk: Desk) -> None:
    """Look up who calls."""
    await call(desk)
    await desk.press("ctrl+n")
    await desk.type("+7 9")
    await desk.until_shown("> ")


async def unknown_caller(desk: Desk) -> None:
    """Type a name that nobody has."""
    await call(desk)
    await desk.press("ctrl+n")
    await desk.type("Zyx 600 700 800")
    await desk.until(lambda: desk.text().count("= ") == 1)


async def draft(desk: Desk) -> None:
    """Come back to what was typed."""
    await call(desk)
    await desk.type("wants 5 %")
    await desk.press("escape")
    await desk.until_closed()
    await desk.press("c")
    await desk.until_dialog()


async def new(desk: Desk) -> None:
    """Open the dialog to plan."""
    await second_row(desk)
    await desk.press("n")
    await desk.until_dialog()


async def help_of_area(desk: Desk) -> None:
    """Open the help."""
    await desk.press("question_mark")
    await desk.until(lambda: len(desk.app.screen_stack) == 2)


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
    await desk.until_shown("c log a call")


async def nothing(desk: Desk) -> None:
    """Wait for the first frame."""
    await desk.pilot.pause()


@pytest.mark.row("ACT-04", "ACT-11")
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
@pytest.mark.parametrize("size", SIZES)
def test_my_activities(snap_compare: Compare, demo: Context, size: str, language: str) -> None:
    load(language)
    assert looks_right(snap_compare, demo, SIZES[size], second_row)


@pytest.mark.parametrize(
    "act", [finish, finish_wrongly, call, call_in_full, look_up, unknown_caller, draft, new]
)
def test_dialogs(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, demo, SMALL, act)


@pytest.mark.parametrize("act", [finish, call_in_full, new])
def test_dialogs_on_a_wide_screen(snap_compare: Compare, demo: Context, act: Act) -> None:
    assert looks_right(snap_compare, demo, WIDE, act)


@pytest.mark.parametrize("act", [finish_wrongly, look_up, new])
def test_dialogs_in_russian_on_a_phone(snap_compare: Compare, demo: Context, act: Act) -> None:
    load("ru")
    assert looks_right(snap_compare, demo, PHONE, act)


@pytest.mark.parametrize("act", [call, new])
def test_dialogs_in_polish(snap_compare: Compare, demo: Context, act: Act) -> None:
    load("pl")
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

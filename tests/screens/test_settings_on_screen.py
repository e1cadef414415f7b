"""The settings area: every kind of setting is shown, explained, changed, and what is wrong said."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, at, at_desk

from crm_tui.app import Ending
from crm_tui.settings import Settings, load_settings, settings_path
from screens.settings.settings_area import SettingsArea
from services.context import Context
from services.settings import (
    BIRTHDAY_DAYS,
    CALL_RESULT_REQUIRED,
    COUNTERS,
    DIAL_WITH,
    LIBRARY_FOLDER,
    REMINDER_MINUTES,
    AnySetting,
    get_setting,
)
from widgets.lists.record_list import RecordList


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is set here from the other tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


async def open_setting(desk: Desk, label: str) -> None:
    """Go to the settings, and open the one with this label."""
    if not isinstance(desk.app.screen, SettingsArea):
        await desk.press("0")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))
        await desk.until_idle()
    lines = desk.app.screen.query_one(RecordList)
    await desk.press("g")
    for _line in range(lines.total):
        if lines.row is not None and lines.row.label == label:
            break
        await desk.press("j")
    await desk.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, SettingsArea))
    await desk.until(desk.field)
    await desk.until_shown(label)


async def set_to(desk: Desk, label: str, text: str) -> None:
    """Open a setting, type a value and save it."""
    await open_setting(desk, label)
    await desk.put("value", text)
    await desk.press("ctrl+s")


@pytest.mark.row("ACT-18", "A3")
async def test_settings_stand_on_pages_and_are_explained(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("0")
        await desk.until_shown("This machine", "My activities", "Calls", "Other")
        await desk.until_shown("Language", "English", "Colours", "Dark")
        await desk.press(*"jjj")
        await desk.until_shown("NO_COLOR there are none.")


@pytest.mark.parametrize(
    ("setting", "label", "typed", "value"),
    [
        (REMINDER_MINUTES, "Reminder, minutes before", "30", 30),
        (BIRTHDAY_DAYS, "Birthdays, days ahead", "14", 14),
        (DIAL_WITH, "Dial with", "2", "sip"),
        (DIAL_WITH, "Dial with", "copy", "copy"),
        (CALL_RESULT_REQUIRED, "A call needs a result", "yes", True),
        (COUNTERS, "Counters", "all", "open"),
    ],
)
async def test_a_setting_of_the_data_is_changed(
    context: Context, setting: AnySetting, label: str, typed: str, value: object
) -> None:
    async with at_desk(at(context)) as desk:
        await set_to(desk, label, typed)
        await desk.until(lambda: f"{label} is set." in desk.text())
        assert get_setting(context, setting) == value


async def test_a_folder_is_set_and_taken_away(context: Context, tmp_path: Path) -> None:
    async with at_desk(at(context)) as desk:
        await set_to(desk, "Library folder", str(tmp_path))
        await desk.until_shown("Library folder is set.")
        assert get_setting(context, LIBRARY_FOLDER) == str(tmp_path)
        await set_to(desk, "Library folder", "")
        await desk.until(lambda: get_setting(context, LIBRARY_FOLDER) == "")


@pytest.mark.parametrize(
    ("label", "typed", "sentence"),
    [
        ("Reminder, minutes before", "soon", "“soon” is not a whole number."),
        ("Birthdays, days ahead", "400", "A number from 0 to 366 is expected."),
        ("Library folder", "/no/such/folder", "There is no folder /no/such/folder."),
        ("Counters", "letters", "Overdue, Overdue and today, All open"),
        ("Time zone", "Mars/Base", "Mars/Base"),
        ("Country of phones", "Pologne", "There is no country “Pologne”."),
        ("Language", "xx", "English"),
        ("Colours", "pink", "Dark, Light"),
    ],
)
async def test_what_does_not_fit_is_said_under_the_value(
    context: Context, label: str, typed: str, sentence: str
) -> None:
    async with at_desk(at(context)) as desk:
        await set_to(desk, label, typed)
        await desk.until_shown("! ")
        await desk.until_shown(sentence)
        assert desk.field() == "value"
        assert not settings_path().exists()


@pytest.mark.parametrize(
    ("label", "typed", "changed"),
    [
        ("Language", "pol", {"language": "pl"}),
        ("Time zone", "Asia/Tbilisi", {"time_zone": "Asia/Tbilisi"}),
        ("Country of phones", "pl", {"region": "PL"}),
        ("Colours", "3", {"theme": "terminal"}),
        ("Slow line", "1", {"slow": True}),
    ],
)
async def test_a_setting_of_the_machine_is_kept_and_the_program_begins_anew(
    context: Context, label: str, typed: str, changed: dict[str, object]
) -> None:
    async with at_desk(at(context)) as desk:
        await set_to(desk, label, typed)
        await desk.until(lambda: desk.app.return_value is Ending.RESTART)
        assert label in desk.app.said_at_end
    settings = load_settings({}, {})
    assert {name: getattr(settings, name) for name in changed} == changed


async def test_only_an_administrator_sets_what_holds_for_all(other: Context) -> None:
    async with at_desk(at(other)) as desk:
        await set_to(desk, "A call needs a result", "1")
        await desk.until_shown("! Only an administrator may set")


@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
async def test_settings_work_on_small_screens(context: Context, size: tuple[int, int]) -> None:
    async with at_desk(at(context), size=size) as desk:
        await set_to(desk, "Birthdays, days ahead", "14")
        await desk.until_shown("Birthdays, days ahead is set.")
        assert get_setting(context, BIRTHDAY_DAYS) == 14


async def test_a_language_that_the_settings_name_is_shown_as_set(context: Context) -> None:
    settings = Settings(language="pl", region="PL", theme="light")
    async with at_desk(at(context), settings=settings) as desk:
        await desk.press("0")
        await desk.until_shown("Polski", "PL", "Light")

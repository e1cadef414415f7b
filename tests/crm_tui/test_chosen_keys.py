"""Keys that a person has chosen: which are refused, and that every place shows and takes them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_tui.keymap import read_keymap
from crm_tui.settings import Settings
from domain.errors import BadInput
from domain.records.references import Reference
from screens.action_menu import ActionMenu
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.help import HelpScreen
from services.context import Context
from services.records.use_cases import add_record
from tests.screens.desk import MONDAY, add_contact, at, at_desk, plan


@pytest.mark.parametrize(
    ("name", "key", "other"),
    [
        ("record.assign", "u", "global.undo"),
        ("activities.done", "ctrl+p", "program.palette"),
        ("files.attach", "u", "global.undo"),
        ("views.keep", "U", "global.redo"),
        ("settings.change", ".", "global.menu"),
        ("call.dial", "ctrl+s", "form.save"),
        ("global.undo", "ctrl+q", "program.quit"),
    ],
)
def test_a_key_that_means_something_else_there_is_refused(name: str, key: str, other: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_keymap({name: key})
    assert name in str(refused.value)
    assert other in str(refused.value)


@pytest.mark.parametrize(
    ("name", "key"),
    [("record.assign", "f4"), ("card.new", "E"), ("call.dial", "f9"), ("menu.leave", "u")],
)
def test_a_key_that_means_something_elsewhere_is_taken(name: str, key: str) -> None:
    assert key in read_keymap({name: key})[name].split(",")


async def test_the_chosen_key_is_shown_and_works_everywhere(context: Context) -> None:
    context = at(context)
    plan(context, "ask", "2026-11-23 15:00")
    settings = Settings(keys={"activities.done": "Q", "activities.delete": "ctrl+k,d"})
    async with at_desk(context, settings=settings) as desk:
        assert " Q done " in desk.text().splitlines()[-1]
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        assert any("Q Finish: outcome, result, next step" in line for line in shown)
        assert any("^K Delete" in line for line in shown)
        await desk.press("x")
        assert isinstance(desk.app.screen, ActionMenu)
        await desk.press("Q")
        await desk.until_dialog()
        await desk.leave()
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        assert any("Q Finish: outcome, result, next step" in line for line in shown)
        await desk.press("escape", "ctrl+p")
        await desk.type("finish")
        await desk.until(
            lambda: any(
                line.split()[-1:] == ["Q"] and "Finish: outcome" in line
                for line in desk.text().splitlines()
            )
        )


async def test_a_chosen_letter_is_typed_into_a_line_of_text(context: Context) -> None:
    context = at(context)
    plan(context, "dad", "2026-11-23 15:00")
    async with at_desk(context, settings=Settings(keys={"activities.delete": "d"})) as desk:
        await desk.press("slash")
        await desk.type("dad")
        await desk.until_idle()
        await desk.press("enter")
        assert any("dad" in line for line in desk.agenda())
        await desk.press("d")
        await desk.until(lambda: "deleted" in desk.said())


CHOSEN = {
    "form.save": "f9",
    "form.leave": "f10",
    "form.go_on": "f11",
    "form.clear": "f12",
    "reminder.done": "z",
}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("N", ("F11 adds it", "F10 back")),
        ("V", ("F9 convert", "F11 next field")),
        ("e", ("F9 save", "F10 back")),
    ],
)
async def test_the_lines_of_keys_in_forms_show_the_chosen_keys(
    context: Context, keys: str, shown: tuple[str, ...]
) -> None:
    context = at(context)
    add_record(context, "lead", {"title": "40 chairs", "last_name": "Petrov"})
    async with at_desk(context, settings=Settings(keys=CHOSEN)) as desk:
        await desk.press("3", "right_square_bracket", "right_square_bracket")
        await desk.until_shown("40 chairs")
        await desk.open(keys)
        await desk.until_shown(*shown)


async def test_a_field_in_its_place_shows_the_chosen_keys(context: Context) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", comment="call after 11")
    async with at_desk(context, settings=Settings(keys=CHOSEN)) as desk:
        open_card(desk.app, Reference("contact", key, ""))
        await desk.until_shown("Surname")
        card = desk.app.screen
        assert isinstance(card, RecordCard)
        for label, shown in (("Surname", "F11 saves   F10 leaves"), ("Comment", "F9 saves")):
            card.about_list.focus()
            await desk.press("g")
            while card.about_list.row is None or card.about_list.row.label != label:
                await desk.press("j")
            await desk.open("enter")
            await desk.until_shown(shown)
            await desk.press("f10")
            await desk.until(lambda: desk.app.screen is card)


async def test_reminders_show_the_chosen_keys(context: Context) -> None:
    context = at(context)
    plan(context, "ask", "2026-11-23 14:40", remind_minutes=5)
    later = at(context, MONDAY + timedelta(minutes=5))
    async with at_desk(later, settings=Settings(keys=CHOSEN)) as desk:
        await desk.until_shown("1 reminder", "z done")

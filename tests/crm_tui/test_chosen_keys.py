"""Keys that a person has chosen: which are refused, and that every place shows and takes them."""

from __future__ import annotations

import pytest

from crm_tui.keymap import read_keymap
from crm_tui.settings import Settings
from domain.errors import BadInput
from screens.action_menu import ActionMenu
from screens.help import HelpScreen
from services.context import Context
from tests.screens.desk import at, at_desk, plan


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
    [("record.assign", "Z"), ("card.new", "E"), ("call.dial", "f9"), ("menu.leave", "u")],
)
def test_a_key_that_means_something_elsewhere_is_taken(name: str, key: str) -> None:
    assert key in read_keymap({name: key})[name].split(",")


async def test_the_chosen_key_is_shown_and_works_everywhere(context: Context) -> None:
    context = at(context)
    plan(context, "ask", "2026-11-23 15:00")
    settings = Settings(keys={"activities.done": "z", "activities.delete": "ctrl+k,d"})
    async with at_desk(context, settings=settings) as desk:
        assert " z done " in desk.text().splitlines()[-1]
        await desk.press("full_stop")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        assert any("z Finish: outcome, result, next step" in line for line in shown)
        assert any("^K Delete" in line for line in shown)
        await desk.press("x")
        assert isinstance(desk.app.screen, ActionMenu)
        await desk.press("z")
        await desk.until_dialog()
        await desk.leave()
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        shown = [" ".join(line.split()) for line in desk.text().splitlines()]
        assert any("z Finish: outcome, result, next step" in line for line in shown)
        await desk.press("escape", "ctrl+p")
        await desk.type("finish")
        await desk.until(
            lambda: any(
                line.split()[-1:] == ["z"] and "Finish: outcome" in line
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

"""Undo on the screen: step by step, and past what a colleague has changed since."""

from __future__ import annotations

import pytest
from textual.events import Key

from services.context import Context
from services.records.use_cases import edit_record, show_record
from services.users import set_own_name
from tests.screens.desk import at
from tests.screens.records.clients import add, among_clients


@pytest.mark.row("HIST-06")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_second_u_passes_over_a_step_that_cannot_be_taken_back(
    context: Context, other: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    add(ours, "contact", "Bell")
    key = add(ours, "contact", "Ames")
    edit_record(ours, "contact", key, {"city": "Omsk"})
    add(ours, "contact", "Cole")
    edit_record(ours, "contact", key, {"position": "buyer"})
    edit_record(other, "contact", key, {"position": "owner"})
    async with among_clients(ours, size=size) as desk:
        await desk.press("u")
        await desk.until_shown("! Борис Волков has since changed the same field (Position)")
        # Any other key in between, and it is a new question.
        await desk.press("down", "u")
        await desk.until_shown("! Борис Волков has since changed the same field (Position)")
        assert desk.names() == ["Ames", "Bell", "Cole"]
        await desk.press("u")
        await desk.until(lambda: desk.names() == ["Ames", "Bell"])
        await desk.until_shown("Undone: contact added (1 later step stays).")
    assert show_record(context, "contact", key).values["position"] == "owner"


@pytest.mark.row("HIST-06")
async def test_keys_typed_in_one_go_take_back_a_step_each(context: Context) -> None:
    ours = at(context)
    for name in ("Ames", "Bell", "Cole", "Dyer"):
        add(ours, "contact", name)
    async with among_clients(ours) as desk:
        await desk.type("uuuU")
        await desk.until_idle()
        await desk.until(lambda: desk.names() == ["Ames", "Bell"])
        assert desk.said() == "Done again: contact added."


@pytest.mark.row("HIST-06")
async def test_what_is_deleted_and_taken_back_in_one_go_is_there(context: Context) -> None:
    ours = at(context)
    for name in ("Ames", "Bell"):
        add(ours, "contact", name)
    async with among_clients(ours) as desk:
        desk.app.post_message(Key("delete", None))
        await desk.type("u")
        await desk.until(lambda: desk.said().startswith("Undone:"))
        assert desk.said() == "Undone: contact deleted."
        await desk.until(lambda: desk.names() == ["Ames", "Bell"])


@pytest.mark.row("HIST-06")
async def test_the_frame_names_the_person_as_an_undo_does(context: Context) -> None:
    ours = at(context)
    async with among_clients(ours) as desk:
        set_own_name(ours, "Anna Smith")
        await desk.until_shown("Anna Smith · ")
        await desk.press("u")
        await desk.until_shown(f"{context.actor.name} · ")
        assert "Anna Smith" not in desk.text()

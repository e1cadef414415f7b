"""Moves on the board that ask for something, and those that are broken off."""

from __future__ import annotations

import pytest

from domain.records.references import references_in
from screens.records.record_form import RecordForm
from services.context import Context
from services.deals.pipelines import find_stage
from services.deals.shaping import StageEdit, change_stage
from services.records.use_cases import show_record
from tests.screens.deals.boards import at_board, deal, stage_of
from tests.screens.desk import at


@pytest.mark.row("IMPL-02", "DEAL-07")
async def test_clients_that_a_stage_needs_may_be_new(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    change_stage(
        context, find_stage(context, "offer").id, StageEdit(needs=["company", "contacts"])
    )
    async with at_board(context) as desk:
        await desk.press("M", "3")
        await desk.until_dialog()
        await desk.type("Orion")
        await desk.until_shown("+ new company: Orion")
        await desk.press("enter")
        await desk.until(lambda: desk.field() == "contacts")
        await desk.type("Lem")
        await desk.until_shown("+ new contact: Lem")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordForm))
        await desk.save()
        await desk.until(lambda: desk.held("contacts") == ["Lem"])
        await desk.save()
        await desk.until(lambda: stage_of(context, key) == "offer")
    values = show_record(context, "deal", key).values
    assert [one.title for one in references_in(values["company"])] == ["Orion"]
    assert [one.title for one in references_in(values["contacts"])] == ["Lem"]

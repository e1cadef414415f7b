"""A field is changed of a record that somebody deletes for good: it can be added again, whole."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from screens.cards.card_texts import FieldKey
from screens.cards.field_editor import Spot
from screens.cards.record_card import RecordCard
from services.context import Context
from services.records.use_cases import add_record, list_records
from services.undo import undo
from tests.screens.cards.cards import at_card
from tests.screens.desk import add_contact, at


@pytest.mark.row("DOC-08")
async def test_what_was_deleted_for_good_is_added_again_with_all_that_it_had(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov")
    company = add_record(
        other, "company", {"title": "Vega", "phones": "+7 495 000-11-22", "comment": "pays late"}
    )
    async with at_card(at(context), "contact", key) as desk:
        spot = Spot(Region(5, 5, 30, 1))
        desk.card.edit_field(FieldKey("company", company, "comment"), spot)
        await desk.until_dialog()
        await desk.type(", but pays")
        undo(other)
        await desk.press("ctrl+s")
        await desk.until_shown("It was deleted for good")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    (again,) = list_records(context, "company", context.fields.of("company"))
    assert (again.title, again.values["comment"]) == ("Vega", "pays late, but pays")
    assert again.values["phones"]

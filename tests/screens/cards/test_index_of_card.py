"""The index of a card: every place in it is reached by its key, in every keyboard layout."""

from __future__ import annotations

import pytest

from domain.records.fields import FieldType
from screens.cards.card_index import CardIndex
from screens.cards.record_card import RecordCard
from services.context import Context
from services.parts.use_cases import add_part
from services.records.use_cases import add_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import at

SETS = (("First", "7707083893"), ("Main", "5405276278"), ("Main", "7728168971"))


async def index_keys(desk: CardDesk, title: str) -> list[str]:
    """Open the index and return the keys of the places with this title."""
    await desk.press("apostrophe")
    await desk.until(lambda: isinstance(desk.app.screen, CardIndex))
    await desk.until_shown("1  Activities")
    dialog = desk.app.screen
    assert isinstance(dialog, CardIndex)
    shown = dialog.line_list
    lines = [shown.render_line(y).text[1:].split() for y in range(shown.size.height)]
    return [words[0] for words in lines if " ".join(words[1:]) == title]


@pytest.mark.row("DOC-10")
@pytest.mark.parametrize("is_russian", [False, True])
async def test_sets_of_one_name_are_two_places_and_letters_work_in_every_layout(
    context: Context, is_russian: bool
) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    for name, tax_id in SETS:
        data = {"name": name, "tax_id": tax_id}
        add_part(context, "company", company, FieldType.REQUISITES, data)
    async with at_card(at(context), "company", company) as desk:
        for place, (_name, tax_id) in enumerate(SETS[1:]):
            keys = await index_keys(desk, "Requisites · Main")
            assert keys == ["b", "c"]
            await desk.type("ис"[place] if is_russian else keys[place])
            await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
            row = desk.card.about_list.row
            assert row is not None
            assert row.text == tax_id


@pytest.mark.row("DOC-10")
async def test_a_set_of_which_only_the_name_is_known_can_be_gone_to(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    add_part(context, "company", company, FieldType.REQUISITES, {"name": "Later"})
    async with at_card(at(context), "company", company) as desk:
        (key,) = await index_keys(desk, "Requisites · Later · default")
        await desk.type(key)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        row = desk.card.about_list.row
        assert row is not None
        assert (row.label, row.text) == ("Name", "Later")

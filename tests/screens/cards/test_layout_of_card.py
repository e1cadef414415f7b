"""The layout of a card is changed on the card, and seen on it at once."""

from __future__ import annotations

import pytest

from services.activities.checklist import add_check_items
from services.context import Context
from services.layouts import publish_layout
from services.records.use_cases import add_record
from services.undo import undo
from tests.screens.cards.cards import at_card
from tests.screens.desk import add_contact, at
from tests.screens.records.test_layout_editor import go_to, lines, open_editor, step


@pytest.mark.row("DOC-01", "DOC-03", "DOC-06")
async def test_what_is_changed_is_seen_on_the_card_behind(context: Context) -> None:
    key = add_contact(context, "Ivanov", city="Omsk", position="buyer", department="sales")
    async with at_card(at(context), "contact", key) as desk:
        assert "City Omsk" in desk.about()
        assert "Omsk" not in " ".join(desk.pinned())
        await open_editor(desk)
        await step(desk, "field city", "+")
        await step(desk, "field department", "d")
        await step(desk, "section Work", "K", "K")
        await go_to(desk, "field position")
        await desk.open("r")
        await desk.put("name", "Function")
        await desk.save()
        await desk.leave()
        await desk.until(lambda: "Omsk" in " ".join(desk.pinned()))
        about = desk.about()
        assert "Function buyer" in about
        assert "Department sales" not in about
        assert about.index("Work") < about.index("Name")
        # In its place the field has the name, too.
        await desk.change("Function", "director")
        assert "Function director" in desk.about()
        assert "City Omsk" in desk.about()


@pytest.mark.row("DOC-03", "CF-01")
async def test_a_field_is_added_while_one_talks_to_the_client(context: Context) -> None:
    key = add_contact(context, "Ivanov", city="Omsk")
    async with at_card(at(context), "contact", key, size=(80, 24)) as desk:
        await open_editor(desk)
        await go_to(desk, "field city")
        await desk.open("n")
        await desk.put("label", "Floor")
        await desk.save()
        await desk.until(lambda: "> Floor" in lines(desk))
        await desk.leave()
        await desk.show_tab("About")
        desk.card.show_empty_fields()
        await desk.change("Floor", "4")
        assert "Floor 4" in desk.about()
        # Taken back: the value, then the field with its place.
        undo(context)
        undo(context)
        undo(context)
        await desk.until(lambda: not any("Floor" in line for line in desk.about()))


@pytest.mark.row("DOC-05", "DOC-09")
async def test_a_layout_that_was_given_to_all_shows_on_the_open_card_of_a_colleague(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov", city="Omsk")
    async with at_card(at(context), "contact", key) as desk:
        await open_editor(desk)
        await step(desk, "field city", "+")
        await desk.leave()
    async with at_card(at(other), "contact", key) as desk:
        assert "Omsk" not in " ".join(desk.pinned())
        publish_layout(context, "contact", is_locked=True)
        await desk.until(lambda: "Omsk" in " ".join(desk.pinned()))


@pytest.mark.row("DOC-06")
async def test_a_section_that_is_hidden_and_shown_again_keeps_its_pins(context: Context) -> None:
    key = add_contact(context, "Ivanov", position="buyer", department="sales")
    async with at_card(at(context), "contact", key) as desk:
        await open_editor(desk)
        await step(desk, "field department", "+")
        await step(desk, "section Work", "d")
        await desk.until(lambda: "buyer" not in " ".join(desk.pinned()))
        assert not any("header" in line and "hidden" in line for line in lines(desk))
        await step(desk, "section Work", "d")
        await desk.leave()
        await desk.until(lambda: "sales" in " ".join(desk.pinned()))
        assert "buyer" in " ".join(desk.pinned())


@pytest.mark.row("DOC-01", "DOC-03")
async def test_products_and_check_lists_stand_where_the_layout_has_them(context: Context) -> None:
    chair = {"name": "Chair", "price": "100", "currency": "EUR"}
    data = {"title": "Chairs", "currency": "EUR", "products": [chair], "comment": "soon"}
    key = add_record(context, "deal", data)
    async with at_card(at(context), "deal", key) as desk:
        about = desk.about()
        assert about.index("Deal") < about.index("Products") < about.index("About")
        assert not any("+ address" in line for line in about)
        await open_editor(desk)
        await step(desk, "section Products", "K", "K")
        await step(desk, "field block_stage", "d")
        await go_to(desk, "field block_people")
        await desk.press("+")
        assert "a block of the card" in desk.text()
        await desk.leave()
        await desk.until(lambda: desk.about()[0] == "Products")
        assert not any("Stage:" in line for line in desk.about())
    task = add_record(context, "activity", {"kind": "task", "subject": "Ship", "due": "2026-12-01"})
    add_check_items(context, task, ["pack"])
    async with at_card(at(context), "activity", task) as desk:
        assert desk.about().index("Activity") < desk.about().index("Check list 0 of 1")
        await open_editor(desk)
        await step(desk, "section Record", "K", "K", "K")
        await desk.leave()
        await desk.until(
            lambda: desk.about().index("Check list 0 of 1") < desk.about().index("Activity")
        )

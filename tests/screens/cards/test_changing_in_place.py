"""Fields of a card are changed where they stand, one at a time, and each change can be undone."""

from __future__ import annotations

import pytest

from screens import form_dialog, form_draft
from screens.cards.field_editor import FieldEditor
from screens.cards.record_card import RecordCard
from screens.deals.stage_menu import StageMenu
from services.context import Context
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact, at, at_desk, plan


@pytest.mark.row("DOC-08")
async def test_a_field_is_changed_in_its_place_and_undone(context: Context) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Position")
        place = desk.card.about_list.row_region
        await desk.open("enter")
        assert desk.form() == {"position": "buyer"}
        asked = desk.app.screen.query_one("#field-position")
        assert (asked.region.y, asked.region.x) == (place.y, place.x)
        await desk.press("end", "ctrl+u")
        await desk.type("head of sales")
        await desk.press("enter")
        await desk.until(lambda: "Position head of sales" in desk.about())
        assert desk.said() == "Changed. u takes it back."
        assert desk.card.about_list.row is not None
        assert desk.card.about_list.row.label == "Position"
        await desk.press("u")
        await desk.until(lambda: "Position buyer" in desk.about())
    assert show_record(context, "contact", key).values["position"] == "buyer"


@pytest.mark.row("DOC-08")
async def test_the_comment_is_changed_where_it_is_pinned(context: Context) -> None:
    key = add_contact(context, "Ivanov", comment="call after 11")
    async with at_card(at(context), "contact", key) as desk:
        desk.card.strip.focus()
        for _cell in range(12):
            await desk.press("l")
        await desk.open("enter")
        assert desk.form() == {"comment": "call after 11"}
        await desk.press("enter")
        await desk.type("not on Fridays")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: "not on Fridays" in " ".join(desk.pinned()))
    assert show_record(context, "contact", key).values["comment"] == "call after 11\nnot on Fridays"


@pytest.mark.row("DOC-07", "DOC-08")
async def test_a_value_of_the_linked_company_is_changed_from_the_contact(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega", "phones": ["+7 495 000-11-22"]})
    key = add_contact(context, "Ivanov", companies=[str(company)])
    async with at_card(at(context), "contact", key) as desk:
        desk.card.strip.focus()
        await desk.press(*"lllllll")
        await desk.open("enter")
        assert desk.form() == {"phones": "+7 495 000-11-22"}
        await desk.type("+7 495 999-88-77")
        await desk.press("enter")
        await desk.until(lambda: "+7 495 999-88-77" in desk.pinned()[-1])
        await desk.press("h", "enter")
        await desk.until(lambda: desk.title().startswith("Vega"))


@pytest.mark.row("DEAL-10")
async def test_choices_dates_and_links_are_taken_as_in_forms(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    deal = add_record(context, "deal", {"title": "Chairs", "company": str(company)})
    add_record(context, "company", {"title": "Nova"})
    async with at_card(at(context), "deal", deal) as desk:
        await desk.change("Company", "nov")
        await desk.until(lambda: "Company Nova" in desk.about())
        await desk.card.run_action("undo")
        await desk.until(lambda: "Company Vega" in desk.about())
        await desk.go_to_field("Stage")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, StageMenu))
        await desk.press("2")
        await desk.until(lambda: "Stage Finding the need" in " ".join(desk.about()))
        desk.card.show_empty_fields()
        await desk.until(lambda: any("Expected close" in line for line in desk.about()))
        await desk.change("Expected close", "tomorrow")
        await desk.until(lambda: "Expected close tomorrow" in desk.about())


async def test_a_value_that_does_not_fit_is_told_and_kept(context: Context) -> None:
    key = add_contact(context, "Ivanov", birth_date="12.05.1980")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Birth date")
        await desk.open("enter")
        await desk.press("end", "ctrl+u")
        await desk.type("when it rains")
        await desk.press("enter")
        await desk.until_shown("! ")
        assert isinstance(desk.app.screen, FieldEditor)
        assert desk.form() == {"birth_date": "when it rains"}
        await desk.leave()
        assert any(line.startswith("Birth date 12 May 1980") for line in desk.about())
        await desk.open("enter")
        assert desk.form() == {"birth_date": "when it rains"}
        await desk.press("ctrl+n")
        assert desk.form() == {"birth_date": "12.05.1980"}
        await desk.leave()


async def test_what_the_program_keeps_cannot_be_changed(context: Context) -> None:
    key = add_contact(context, "Ivanov")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Created")
        await desk.press("enter")
        await desk.until(lambda: desk.said() == "Created is kept by the program.")


async def test_a_colleague_who_changed_the_same_field_is_asked_about(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Position")
        await desk.open("enter")
        edit_record(other, "contact", key, {"position": "seller"})
        await desk.press("end", "ctrl+u")
        await desk.type("director")
        await desk.press("enter")
        await desk.until_shown("seller", "director", "Борис Волков")
        assert show_record(context, "contact", key).values["position"] == "seller"


def units(context: Context) -> int:
    """Return how many steps the log has."""
    (number,) = context.database.reader().execute("SELECT count(*) FROM change_unit").fetchone()
    return int(number)


async def test_where_theirs_is_kept_nothing_is_written_and_that_is_said(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Position")
        await desk.open("enter")
        edit_record(other, "contact", key, {"position": "seller"})
        before = units(context)
        await desk.press("end", "ctrl+u")
        await desk.type("director")
        await desk.press("enter")
        await desk.until_shown("Somebody else has changed")
        await desk.press("t")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        said = "Theirs was kept; nothing of yours was changed."
        await desk.until(lambda: desk.said() == said)
    assert show_record(context, "contact", key).values["position"] == "seller"
    assert units(context) == before


async def test_a_form_that_was_not_typed_into_changes_nothing_and_says_so(
    context: Context,
) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.open("e")
        await desk.save()
        await desk.until(lambda: desk.said() == "Nothing was changed.")
    assert undo(context) == "contact added"


async def test_what_was_typed_survives_the_deletion_of_the_record(
    context: Context, other: Context
) -> None:
    key = add_contact(context, "Ivanov", position="buyer")
    async with at_card(at(context), "contact", key) as desk:
        await desk.go_to_field("Position")
        await desk.open("enter")
        await desk.press("end", "ctrl+u")
        await desk.type("director")
        delete_record(other, "contact", key)
        await desk.until(lambda: "(deleted)" in desk.title())
        # The key that is named is one that works in the form.
        said = "! Ivanov is in the bin now: ^S asks whether to bring it back and save."
        assert desk.said() == said
        await desk.press("ctrl+s")
        await desk.until_shown("It was deleted", "Bring it back")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: "(deleted)" not in desk.title())
    assert show_record(context, "contact", key).values["position"] == "director"


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_the_last_field_can_be_changed_on_a_small_screen(
    context: Context, size: tuple[int, int]
) -> None:
    key = add_contact(context, "Ivanov", comment="call after 11")
    async with at_card(at(context), "contact", key, size=size) as desk:
        await desk.show_tab("About")
        await desk.go_to_field("Comment")
        await desk.open("enter")
        form = desk.app.screen.query_one("#form")
        assert form.region.bottom <= size[1]
        assert form.region.right <= size[0]
        await desk.until_shown("^S saves")


async def test_saving_a_field_leaves_what_is_hidden_until_it_is_shown(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov", position="buyer")
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(key)])
    monkeypatch.setattr(form_dialog, "DRAFT_SECONDS", 3600.0)  # however busy the machine is
    written: list[str] = []
    drop = form_draft.drop_draft
    monkeypatch.setattr(
        form_draft, "drop_draft", lambda c, name: (written.append(name), drop(c, name))
    )
    async with at_desk(context) as my:
        await my.press("l")
        desk = CardDesk(my.app, my.pilot)
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_idle()
        before = my.area._agenda
        await desk.go_to_field("Surname")
        await desk.open("enter")
        await desk.press("end", "a", "enter")
        await desk.until(lambda: desk.title().startswith("Ivanova"))
        await desk.until_idle()
        assert my.area._agenda is before
        # Another activity is on the counter at once.
        plan(context, "answer", "2026-11-23 10:00", contacts=[str(key)])
        desk.app.notice_changes()
        await desk.until(lambda: "[1 Activities 1!]" in desk.text())
        await desk.press("escape")
        await my.until_closed()
        await my.until(lambda: any("Ivanova" in line for line in my.agenda()))
    # What was typed was saved before it was ever written down as a draft.
    assert written == []

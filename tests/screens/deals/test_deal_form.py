"""The form of a deal: pipeline and stage, people, and clients added in it (FEATURES DEAL)."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.references import references_in
from domain.records.values import Choice
from screens.cards.record_card import RecordCard
from screens.deals.deal_form import DealForm
from screens.deals.move_dialog import MoveDialog
from screens.deals.stage_menu import StageMenu
from screens.records.record_form import RecordForm
from services.context import Context
from services.records.use_cases import add_record, list_records, show_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact
from widgets.forms.form_field import ChoiceField
from widgets.forms.record_picker import RecordPicker
from widgets.forms.several_picker import SeveralPicker


def deal(context: Context, **fields: object) -> UUID:
    return add_record(context, "deal", {"title": "40 chairs"} | fields)


def stage(context: Context, key: UUID) -> str:
    shown = show_record(context, "deal", key).values["stage"]
    assert isinstance(shown, Choice)
    return shown.code


async def form(desk: CardDesk, key: str) -> DealForm:
    await desk.open(key)
    shown = desk.app.screen
    assert isinstance(shown, DealForm)
    return shown


def offered(shown: DealForm) -> list[str]:
    field = shown.field("stage")
    assert isinstance(field, ChoiceField)
    return [*field._offered.values()]


async def go_to(desk: CardDesk, shown: DealForm, name: str) -> None:
    shown.field(name).editor.focus()
    await desk.pilot.pause()


@pytest.mark.row("DEAL-13", "A22.1", "A14.4")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_stage_is_set_in_the_form(context: Context, size: tuple[int, int]) -> None:
    key = deal(context, stage="goods_request")
    async with at_card(context, "deal", key, size=size) as desk:
        shown = await form(desk, "e")
        assert offered(shown)[:2] == ["Request", "Potential deal"]
        assert "New request" not in offered(shown)
        await go_to(desk, shown, "stage")
        await desk.press("ctrl+u", "2", "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        assert stage(context, key) == "goods_potential"


async def test_another_pipeline_offers_its_stages(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        await go_to(desk, shown, "pipeline")
        await desk.press("ctrl+u", "2")
        await desk.until(lambda: offered(shown)[0] == "Request")
        assert shown.value("stage") == "Request"
        await desk.press("ctrl+s")
        await desk.until(lambda: stage(context, key) == "goods_request")


async def test_in_its_place_a_stage_is_chosen_from_the_menu(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        desk.card.strip.focus()
        await desk.press("home")
        await desk.pilot.pause()
        desk.card.edit_field(_key_of(desk, "stage"), _spot())
        await desk.until(lambda: isinstance(desk.app.screen, StageMenu))
        await desk.press("6")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))


def _key_of(desk: CardDesk, field: str) -> object:
    from screens.cards.card_texts import FieldKey

    return FieldKey("deal", desk.card.record.id, field)


def _spot() -> object:
    from textual.geometry import Region

    from screens.cards.field_editor import Spot

    return Spot(Region(0, 5, 40, 1))


@pytest.mark.row("DEAL-07", "DEAL-08", "DEAL-17")
async def test_a_new_contact_is_added_in_the_form(context: Context) -> None:
    add_contact(context, "Petrova", first_name="Olga")
    vega = add_record(context, "company", {"title": "Vega"})
    key = deal(context, company=str(vega))
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        picker = shown.field("contacts")
        assert isinstance(picker, SeveralPicker)
        await go_to(desk, shown, "contacts")
        await desk.type("Petrov")
        await desk.until(lambda: len(picker._lines()) == 2)
        found, new = picker._lines()
        assert "Petrova" in found.title
        assert new.title == "+ new contact: Petrov"
        await desk.type(" Ivan +7 916 123-45-67")
        await desk.until(lambda: "Petrov Ivan · +7 916 123-45-67" in picker._lines()[-1].title)
        await desk.press("enter")
        await desk.until(lambda: type(desk.app.screen) is RecordForm)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.screen is shown)
        assert [one.title for one in picker.records] == ["Petrov Ivan"]
        assert desk.app.focused is picker.input
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    (contact,) = references_in(show_record(context, "deal", key).values["contacts"])
    values = show_record(context, "contact", contact.id).values
    assert [one.title for one in references_in(values["companies"])] == ["Vega"]


@pytest.mark.row("DEAL-07")
async def test_a_new_company_is_added_with_the_deal(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        picker = shown.field("company")
        assert isinstance(picker, RecordPicker)
        await go_to(desk, shown, "company")
        await desk.type("Orion")
        await desk.until(lambda: bool(picker._lines()))
        await desk.press("enter")
        await desk.until(lambda: picker.is_new)
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    assert [view.title for view in list_records(context, "company", [])] == ["Orion"]
    (company,) = references_in(show_record(context, "deal", key).values["company"])
    assert company.title == "Orion"


async def test_somebody_typed_and_not_taken_is_not_lost(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        await go_to(desk, shown, "contacts")
        await desk.type("Nobody")
        await desk.press("ctrl+s")
        await desk.until(lambda: type(desk.app.screen) is RecordForm)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is shown)
        assert "is nobody yet" in desk.text()
        assert shown.value("contacts") == "Nobody"


@pytest.mark.row("DEAL-07", "DEAL-17")
async def test_who_is_added_under_the_tab_of_contacts_takes_part(context: Context) -> None:
    ivanov = add_contact(context, "Ivanov")
    key = deal(context, contacts=[str(ivanov)])
    async with at_card(context, "deal", key) as desk:
        await desk.show_tab("Contacts")
        await desk.open("n")
        await desk.put("last_name", "Petrova")
        await desk.save()
        await desk.until(lambda: "Contacts 2" in desk.tabs())
        assert any("Petrova" in row for row in desk.rows())
        await desk.press("u")
        await desk.until(lambda: "Contacts 1" in desk.tabs())
    taking_part = references_in(show_record(context, "deal", key).values["contacts"])
    assert [one.title for one in taking_part] == ["Ivanov"]
    assert [view.title for view in list_records(context, "contact", [])] == ["Ivanov"]


async def test_a_draft_of_pipeline_stage_and_people_comes_back(context: Context) -> None:
    add_contact(context, "Ivanov")
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        await go_to(desk, shown, "pipeline")
        await desk.press("ctrl+u", "2")
        await desk.until(lambda: offered(shown)[0] == "Request")
        await desk.put("stage", "Contract")
        await desk.pick("contacts", "Ivan", "Ivanov")
        await desk.leave()
        again = await form(desk, "e")
        await desk.until(lambda: offered(again)[0] == "Request")
        assert again.value("stage") == "Contract"
        assert desk.held("contacts") == ["Ivanov"]
        await desk.put("amount", "900")
        await desk.put("close_date", "+5d")
        await desk.save()
        assert stage(context, key) == "goods_contract"


async def test_a_new_deal_begins_at_the_first_stage_of_its_pipeline(context: Context) -> None:
    company = add_record(context, "company", {"title": "Vega"})
    async with at_card(context, "company", company) as desk:
        shown = await form(desk, "d")
        assert "lost_reason" not in desk.form()
        await desk.put("title", "Chairs")
        await go_to(desk, shown, "pipeline")
        await desk.press("ctrl+u", "3")
        await desk.until(lambda: "New request" not in offered(shown))
        await desk.save()
    (made,) = list_records(context, "deal", [])
    assert stage(context, made.id).startswith("service")


@pytest.mark.row("DEAL-08")
async def test_those_who_work_for_the_company_are_offered_unasked(context: Context) -> None:
    vega = add_record(context, "company", {"title": "Vega"})
    add_contact(context, "Ivanov", companies=[str(vega)])
    add_contact(context, "Sidorov")
    key = deal(context, company=str(vega))
    async with at_card(context, "deal", key) as desk:
        shown = await form(desk, "e")
        picker = shown.field("contacts")
        assert isinstance(picker, SeveralPicker)
        await go_to(desk, shown, "contacts")
        await desk.until(lambda: [line.title for line in picker._lines()] == ["Ivanov"])
        await desk.press("down", "enter")
        await desk.until(lambda: [one.title for one in picker.records] == ["Ivanov"])
        await desk.press("enter")
        assert desk.field() != "contacts"
        assert "nobody yet" not in desk.text()
        await desk.save()
    assert titles(context, key, "contacts") == ["Ivanov"]


@pytest.mark.row("DEAL-07", "DEAL-10")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_company_is_added_in_its_place_on_the_card(
    context: Context, size: tuple[int, int]
) -> None:
    key = deal(context, comment="from the fair")
    async with at_card(context, "deal", key, size=size) as desk:
        await open_line(desk, "Company")
        await desk.type("Orion")
        await desk.until_shown("+ new company: Orion")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: titles(context, key, "company") == ["Orion"])
        await desk.press("u")
        await desk.until(lambda: titles(context, key, "company") == [])


@pytest.mark.row("DEAL-07", "DEAL-08", "DEAL-10")
async def test_contacts_are_found_offered_and_added_in_their_place_on_the_card(
    context: Context,
) -> None:
    vega = add_record(context, "company", {"title": "Vega"})
    ivanov = add_contact(context, "Ivanov", companies=[str(vega)])
    add_contact(context, "Petrova", companies=[str(vega)])
    key = deal(context, company=str(vega), contacts=[str(ivanov)])
    async with at_card(context, "deal", key) as desk:
        await open_line(desk, "Contacts")
        picker = desk.app.screen.query_one("#field-contacts", SeveralPicker)
        await desk.until(lambda: [line.title for line in picker._lines()] == ["Petrova"])
        await desk.press("down", "enter")
        await desk.until(lambda: len(picker.records) == 2)
        await desk.type("Lem")
        await desk.until_shown("+ new contact: Lem")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordForm))
        assert desk.form()["companies"] == "Vega"
        await desk.save()
        await desk.until(lambda: len(picker.records) == 3)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    assert [one.split()[0] for one in titles(context, key, "contacts")] == [
        "Ivanov",
        "Petrova",
        "Lem",
    ]


async def open_line(desk: CardDesk, label: str) -> None:
    """Change a field in its place, with those without a value in view."""
    if not desk.card.about_list.display:
        await desk.show_tab("About")
    await desk.show_empty()
    await desk.go_to_field(label)
    await desk.open("enter")


def titles(context: Context, key: UUID, name: str) -> list[str]:
    return [one.title for one in references_in(show_record(context, "deal", key).values[name])]

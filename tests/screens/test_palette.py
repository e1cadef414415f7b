"""The palette finds records and commands; a client opens as a card from which one goes on."""

from __future__ import annotations

import pytest
from desk import Desk, add_contact, at, at_desk, plan

from crm_tui.palette import Palette
from crm_tui.translations import load
from screens.cards.record_card import RecordCard
from screens.settings.dictionaries import DictionariesScreen
from services.context import Context
from services.records.use_cases import add_record, delete_record
from widgets.forms.found_list import FoundList


async def find(desk: Desk, text: str, *shown: str) -> None:
    """Open the palette and type into it, until it shows these texts."""
    await desk.press("ctrl+p")
    await desk.until(lambda: isinstance(desk.app.screen, Palette))
    await desk.type(text)
    await desk.until_shown(*shown)


async def choose(desk: Desk, shown: str) -> None:
    """Take the first entry, and wait until its card shows a text."""
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_shown(shown)


@pytest.mark.row("SRCH-01")
@pytest.mark.parametrize("typed", ["wisn", "Wiśniew", "1234", "nova"])
async def test_the_palette_finds_a_record(context: Context, typed: str) -> None:
    company = add_record(context, "company", {"title": "Nova Sp. z o.o."})
    add_contact(
        context,
        "Wiśniewski",
        first_name="Paweł",
        phones=["+48 501 23 12 34"],
        companies=[str(company)],
    )
    async with at_desk(at(context)) as desk:
        await find(desk, typed, "Wiśniewski Paweł", "Contact")


@pytest.mark.row("SRCH-01")
@pytest.mark.parametrize(
    "typed", ["ромашк", "p.ivanov@rom", "bdfyjd", "ivanov", "иваонв", "петр иванов"]
)
async def test_the_palette_finds_by_other_fields_and_in_other_spellings(
    context: Context, typed: str
) -> None:
    company = add_record(context, "company", {"title": "ООО «Ромашка»"})
    add_contact(
        context,
        "Иванов",
        first_name="Пётр",
        emails=["p.ivanov@rom.ru"],
        phones=["8 916 123-45-67"],
        companies=[str(company)],
    )
    async with at_desk(at(context)) as desk:
        await find(desk, typed, "Иванов Пётр", "Contact")
        if "@" in typed:
            await desk.until_shown("E-mails: p.ivanov@rom.ru")


async def test_an_area_is_found_by_its_title_on_the_top_bar(context: Context) -> None:
    """Its form is another one in the sentence, where words are declined."""
    load("pl")
    async with at_desk(at(context)) as desk:
        await find(desk, "faktury", "Do faktur i ofert")


@pytest.mark.row("SRCH-01")
async def test_a_setting_is_found_behind_the_records_and_gone_to(context: Context) -> None:
    add_contact(context, "Currencov")
    async with at_desk(at(context)) as desk:
        await find(desk, "currenc", "> Currencov", "Base currency", "Currencies and rates")
        await desk.press("down", "enter")
        await desk.until_shown("> Base currency")
        # From a page upon the settings as well.
        await find(desk, "dictionar", "> Dictionaries")
        await desk.press("enter")
        await desk.until_shown("> Dictionaries")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, DictionariesScreen))
        await find(desk, "langu", "> Language")
        await desk.press("enter")
        await desk.until_shown("> Language  ")


async def test_the_palette_says_when_there_is_nothing(context: Context) -> None:
    add_contact(context, "Ivanov")
    async with at_desk(at(context)) as desk:
        await find(desk, "zyx", "Nothing is found.")
        await desk.press("enter")
        await desk.until_shown("Nothing is found.")
        await desk.press("backspace", "backspace", "backspace")
        await desk.type("iva")
        await desk.until_shown("> Ivanov")
        await desk.press("escape")
        await desk.until_closed()


async def test_keys_typed_in_one_go_open_what_they_name(context: Context) -> None:
    for name in ("Ivanov", "Petrov", "Petrova"):
        add_contact(context, name)
    async with at_desk(at(context)) as desk:
        await desk.press("ctrl+p", *"petrova", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("Petrova")


async def test_arrows_pages_and_clicks_choose_in_the_palette(context: Context) -> None:
    for number in range(9):
        add_contact(context, f"Ivanov{number}")
    async with at_desk(at(context)) as desk:
        await find(desk, "ivan", "> Ivanov0")
        await desk.press("down", "down", "up")
        await desk.until_shown("> Ivanov1")
        await desk.press("pagedown")
        await desk.until_shown("> Ivanov8")
        await desk.press("pageup")
        await desk.until_shown("> Ivanov0")
        await desk.pilot.click(FoundList, offset=(4, 3))
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("Ivanov3")


async def test_the_palette_runs_a_command(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await find(desk, "plan an", "Plan an activity")
        await desk.press("enter")
        await desk.until_dialog()
        await desk.until_shown("New activity")


async def test_the_palette_offers_only_what_can_be_done_there(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("n")
        await desk.until_dialog()
        await desk.press("ctrl+p")
        await desk.until_shown("Quit")
        assert "Undo" not in desk.text()
        await desk.until_shown("Find a record or a command")


async def test_a_name_is_never_taken_for_a_command(context: Context) -> None:
    context = at(context)
    add_contact(context, "Oddo")  # its letters are also in "Undo the last thing you did"
    async with at_desk(context) as desk:
        await find(desk, "odd", "Oddo")
        assert "Undo" not in desk.text()


@pytest.mark.row("CALL-03")
async def test_a_call_is_logged_from_the_card_of_a_client(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov", phones=["+7 916 123-45-67"], comment="call after 11")
    async with at_desk(context) as desk:
        await find(desk, "ivan", "Ivanov")
        await choose(desk, "call after 11")
        await desk.until_shown("+7 916 123-45-67", "c call")
        await desk.press("c")
        await desk.until_dialog()
        assert desk.form()["client"] == "Ivanov"
        await desk.type("wants a sofa")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("Past 1", "wants a sofa")
        await desk.press("n")
        await desk.until_dialog()
        assert desk.held("elements") == ["Ivanov"]
        await desk.type("show sofas")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("Next 1", "show sofas")
        await desk.press("escape")
        await desk.until_closed()
        assert any("show sofas" in line for line in desk.agenda())


@pytest.mark.row("ACT-02")
async def test_what_is_planned_from_the_card_of_a_deal_belongs_to_it(context: Context) -> None:
    context = at(context)
    add_record(context, "deal", {"title": "Forty chairs"})
    async with at_desk(context) as desk:
        await find(desk, "forty", "Forty chairs")
        await choose(desk, "Forty chairs")
        await desk.press("n")
        await desk.until_dialog()
        assert desk.held("elements") == ["Forty chairs"]
        await desk.type("send the offer")
        await desk.press("ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until_shown("Next", "send the offer")
        await desk.press("escape")
        await desk.until_closed()
        assert "Forty chairs" in desk.agenda()[1]


async def test_a_card_says_so_when_its_record_is_deleted(context: Context, other: Context) -> None:
    key = add_contact(context, "[bold]Ivanov[/oops]")
    async with at_desk(at(context), notifications=True) as desk:
        await find(desk, "ivanov", "[bold]Ivanov[/oops]")
        await choose(desk, "[bold]Ivanov[/oops]")
        delete_record(other, "contact", key)
        await desk.until_shown("[bold]Ivanov[/oops] is in the bin now", "(deleted)")
        await desk.press("c")
        await desk.until_shown("It is in the bin. r brings it back.")
        await desk.press("r")
        await desk.until_gone("(deleted)")
        await desk.press("escape")
        await desk.until_closed()


async def test_a_record_can_be_looked_up_while_a_form_is_open(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov", comment="call after 11")
    plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.press("x")
        await desk.until_dialog()
        await desk.type("1")
        await find(desk, "ivan", "Ivanov")
        await choose(desk, "call after 11")
        await desk.press("escape")
        await desk.until_dialog()
        assert desk.form()["outcome"] == "Reached"

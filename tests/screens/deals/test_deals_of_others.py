"""Deals of several people: given away, ended, shown to all; and any number of them per client."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from services.context import Context
from services.deals.decided import Decisions
from services.deals.moving import move_deals
from services.deals.pipelines import find_stage
from services.records.use_cases import add_record, edit_record
from services.undo import undo
from tests.conftest import Outcome
from tests.screens.cards.cards import CardDesk
from tests.screens.deals.boards import at_board, deal
from tests.screens.desk import at


@pytest.mark.row("DEAL-20")
async def test_who_is_responsible_is_told_what_others_decide(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    chairs, desks = (deal(context, title) for title in ("Chairs", "Desks"))
    async with at_board(context) as desk:
        edit_record(other, "deal", chairs, {"responsible": "boris"})
        await desk.until_said("Борис Волков has given your deal “Chairs” to Борис Волков.")
        move_deals(other, [desks], find_stage(other, "won").id)
        await desk.until_said("Борис Волков has ended your deal “Desks”: Won.")


@pytest.mark.row("DEAL-20")
def test_of_decisions_each_is_told_once_and_many_by_number(
    context: Context, other: Context
) -> None:
    keys = [deal(context, title) for title in ("Chairs", "Desks", "Lamps")]
    decisions = Decisions(context)
    edit_record(context, "deal", keys[0], {"title": "Forty chairs"})
    move_deals(context, keys[:1], find_stage(context, "won").id)
    move_deals(other, keys[1:2], find_stage(other, "offer").id)
    assert decisions.told() == ""
    for key in keys[1:]:
        edit_record(other, "deal", key, {"responsible": None})
    assert decisions.told().startswith("2 of your deals were given away or ended by others")
    undo(other)
    edit_record(other, "deal", keys[1], {"comment": "theirs by now"})
    assert decisions.told() == ""
    for stage in ("need", "offer", "won"):
        move_deals(other, keys[2:], find_stage(other, stage).id)
    assert decisions.told() == "Борис Волков has ended your deal “Lamps”: Won."


@pytest.mark.row("DEAL-03")
async def test_a_client_has_any_number_of_deals(
    context: Context, crm: Callable[..., Outcome]
) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Romashka"})
    contact = add_record(context, "contact", {"last_name": "Ivanov"})
    client = {"company": str(company), "contacts": [str(contact)]}
    titles = [f"Delivery {number}" for number in range(1, 13)]
    for title in titles:
        deal(context, title, **client)
    for kind, key in (("company", company), ("contact", contact)):
        listed = crm("list", "deals", "--filter", f"{kind}:{key}", "--format", "json").json
        assert sorted(one["title"] for one in listed) == sorted(titles)
    async with at_board(context) as boards:
        open_card(boards.app, Reference("contact", contact, ""))
        await boards.until(lambda: isinstance(boards.app.screen, RecordCard))
        desk = CardDesk(boards.app, boards.pilot)
        await desk.until_shown("Deals 12")
        await desk.show_tab("Deals")
        assert all(any(title in row for row in desk.rows()) for title in titles)


@pytest.mark.row("DEAL-16")
async def test_a_deal_is_marked_as_available_to_everyone(
    context: Context, crm: Callable[..., Outcome]
) -> None:
    context = at(context)
    deal(context, "Chairs")
    key = crm("add", "deal", "--json", '{"title": "Desks", "open_to_all": true}').word
    assert crm("show", "deal", key, "--format", "json").json["open_to_all"] is True
    async with at_board(context) as desk:
        await desk.narrow("open_to_all:yes")
        await desk.until(lambda: desk.columns()["New request"] == ["Desks"])
        await desk.press("e")
        await desk.until_dialog()
        await desk.put("open_to_all", "-")
        await desk.save()
        await desk.until(lambda: desk.columns()["New request"] == [])
    assert crm("show", "deal", key, "--format", "json").json["open_to_all"] is False

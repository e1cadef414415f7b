"""The card of a deal: its stages as a bar, what they ask for, and the next step (FEATURES DEAL)."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.values import Choice
from screens.cards.deal_head import UrgingLine
from screens.cards.record_card import RecordCard
from screens.deals.move_dialog import MoveDialog
from screens.deals.stage_menu import StageMenu
from services.context import Context
from services.deals.check_lists import deal_check_list
from services.deals.steps import present_stage
from services.leads.converting import Existing, New, convert_lead
from services.records.use_cases import add_record, edit_record, show_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact, at, plan
from widgets.stage_line import StageLine

SIZES = [(120, 40), (80, 24)]


def deal(context: Context, **fields: object) -> UUID:
    return add_record(context, "deal", {"title": "40 chairs"} | fields)


def stage(context: Context, key: UUID) -> str:
    shown = show_record(context, "deal", key).values["stage"]
    assert isinstance(shown, Choice)
    return shown.code


def bar(desk: CardDesk) -> str:
    return desk.card.query_one(StageLine).render_line(0).text.strip()


@pytest.mark.row("DEAL-13", "A22.2", "A14.3")
@pytest.mark.parametrize("size", SIZES)
async def test_a_deal_is_moved_on_its_card_and_taken_back(
    context: Context, size: tuple[int, int]
) -> None:
    key = deal(context)
    async with at_card(context, "deal", key, size=size) as desk:
        assert bar(desk).startswith("[New request] › Finding")
        await desk.press("greater_than_sign")
        await desk.until(lambda: "[Finding the need]" in bar(desk))
        assert desk.said() == "Stage: Finding the need. u takes it back."
        assert stage(context, key) == "need"
        await desk.press("less_than_sign")
        await desk.until(lambda: bar(desk).startswith("[New request]"))
        await desk.press("less_than_sign")
        await desk.until(lambda: desk.said() == "! This is the first stage of the pipeline.")
        await desk.press("u")
        await desk.until(lambda: stage(context, key) == "need")


@pytest.mark.row("DEAL-13")
async def test_a_stage_is_chosen_by_its_digit(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        await desk.press("apostrophe", "3")
        await desk.until(lambda: stage(context, key) == "offer")
        await desk.press("M")
        await desk.until(lambda: isinstance(desk.app.screen, StageMenu))
        await desk.press("2")
        await desk.until(lambda: stage(context, key) == "need")


async def test_a_click_on_a_stage_brings_the_deal_there(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        place = desk.card.query_one(StageLine).render_line(0).text.index("Agreeing")
        await desk.pilot.click(StageLine, offset=(place + 1, 0))
        await desk.until(lambda: stage(context, key) == "agreeing")
        assert "[Agreeing]" in bar(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_why_a_deal_is_lost_is_asked(context: Context, size: tuple[int, int]) -> None:
    key = deal(context)
    async with at_card(context, "deal", key, size=size) as desk:
        await desk.press("apostrophe", "6")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
        await desk.press("ctrl+s")
        await desk.until(lambda: "Say why the deal is lost." in desk.text())
        assert stage(context, key) == "new"
        assert "1 Price" in desk.text()
        await desk.press("1", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: stage(context, key) == "lost")
        reason = show_record(context, "deal", key).values["lost_reason"]
        assert isinstance(reason, Choice)


async def test_just_what_is_missing_is_asked(context: Context) -> None:
    key = deal(context, stage="goods_offer", amount="900", currency="PLN")
    async with at_card(context, "deal", key) as desk:
        await desk.press("greater_than_sign")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
        dialog = desk.app.screen
        assert isinstance(dialog, MoveDialog)
        assert [field.name for field in dialog.shown_fields()] == ["close_date"]
        await desk.type("+10d")
        await desk.press("enter")
        await desk.until(lambda: stage(context, key) == "goods_contract")


@pytest.mark.row("DEAL-15")
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_fulfilled_is_ticked_when_a_deal_is_won_and_later(
    context: Context, size: tuple[int, int]
) -> None:
    key = deal(context)
    async with at_card(context, "deal", key, size=size) as desk:
        await desk.press("apostrophe", "5")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
        await desk.until(lambda: "[ ] Both sides have signed" in desk.text())
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        assert stage(context, key) == "new"
        await desk.press("apostrophe", "5")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
        await desk.press("1", "down", "space")
        await desk.until(lambda: "[x] Both sides have signed" in desk.text())
        await desk.press("2")
        await desk.until(lambda: ">2 [ ] Both sides have signed" in desk.text())
        await desk.press("enter")
        await desk.until(lambda: stage(context, key) == "won")
        await desk.until(lambda: "Check list: Won" in desk.rows()[1])
        assert ticked(context, key) == [True, False, False]
        if not desk.card.about_list.display:
            await desk.show_tab("About")
        await desk.until(lambda: "To be fulfilled 1 of 3" in " ".join(desk.about()))
        await desk.go_to_field("[ ]")
        await desk.press("enter")
        await desk.until(lambda: ticked(context, key) == [True, True, False])
        await desk.until(lambda: "To be fulfilled 2 of 3" in " ".join(desk.about()))
        await desk.press("u")
        await desk.until(lambda: ticked(context, key) == [True, False, False])


@pytest.mark.row("DEAL-15")
async def test_a_star_ticks_all_and_the_history_tells_of_it(context: Context) -> None:
    key = deal(context)
    async with at_card(context, "deal", key) as desk:
        await desk.press("apostrophe", "5")
        await desk.until(lambda: isinstance(desk.app.screen, MoveDialog))
        await desk.press("asterisk", "enter")
        await desk.until(lambda: stage(context, key) == "won")
        assert ticked(context, key) == [True, True, True]
        await desk.show_tab("History")
        await desk.until(lambda: any("Check list: Won" in line for line in desk.rows()))


def ticked(context: Context, key: UUID) -> list[bool]:
    shown = present_stage(context, key)
    assert shown is not None
    return [item.done_at is not None for item in deal_check_list(context, key, shown)]


@pytest.mark.row("DEAL-12", "DEAL-09")
async def test_a_deal_without_a_next_step_urges_to_plan_one(context: Context) -> None:
    key = deal(context)
    async with at_card(at(context), "deal", key) as desk:
        line = desk.card.query_one(UrgingLine)
        assert line.display
        assert line.text == "! No next step: t plans one."
        plan(context, "Call back", "+1d", deals=[str(key)])
        desk.app.notice_changes()
        await desk.until(lambda: not line.display)
        assert desk.rows()[0] == "Next 1"
        assert "Call back" in desk.rows()[1]


async def test_nothing_is_urged_once_a_deal_is_over(context: Context) -> None:
    key = deal(context)
    edit_record(context, "deal", key, {"stage": "won"})
    async with at_card(at(context), "deal", key) as desk:
        assert not desk.card.query_one(UrgingLine).display
        assert "[Won]" in bar(desk)


async def test_other_cards_have_no_stages(context: Context) -> None:
    key = add_record(context, "company", {"title": "Vega"})
    async with at_card(at(context), "company", key) as desk:
        await desk.press("greater_than_sign")
        await desk.until(lambda: desk.said().startswith("Leads and deals move on"))
        assert not desk.card.query_one(StageLine).is_on_screen


@pytest.mark.row("CALL-10")
@pytest.mark.parametrize("size", SIZES)
async def test_hint_and_script_of_the_stage_stand_first(
    context: Context, size: tuple[int, int]
) -> None:
    key = deal(context, stage="goods_request")
    with context.database.write(context.actor, "edit_deal") as unit:
        unit.connection.execute(
            "UPDATE stage SET script = 'Who decides about it?' || char(10) || 'By when?' "
            "WHERE code = 'goods_request'"
        )
    async with at_card(at(context), "deal", key, size=size) as desk:
        if not desk.card.about_list.display:
            await desk.show_tab("About")
        assert " ".join(desk.about()).startswith(
            "Stage: Request Find out who asks, and for what. Say Who decides about it? By when?"
        )
        if size[0] >= 120:
            await desk.press("c")
            await desk.until_shown("Who decides about it?", "By when?", "Notes")


@pytest.mark.row("DEAL-17")
async def test_a_role_is_given_on_the_card(context: Context) -> None:
    people = [add_contact(context, name) for name in ("Ivanov", "Petrova")]
    key = deal(context, contacts=[str(one) for one in people])
    async with at_card(at(context), "deal", key) as desk:
        assert "Ivanov · main" in desk.about()
        rows = desk.card.about_list
        rows.focus()
        await desk.press("g")
        for _row in range(40):
            if rows.row is None or rows.row.text != "Petrova":
                await desk.press("j")
        await desk.open("enter")
        await desk.type("decides\r+\r")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: "decides Petrova · main" in desk.about())
        assert desk.said() == "Changed. u takes it back."


@pytest.mark.row("DEAL-05", "CUR-04")
async def test_the_sum_and_what_it_leaves_out_stand_on_the_card(context: Context) -> None:
    products = [
        {"name": "Chair", "quantity": 40, "price": 100, "currency": "PLN", "discount": "10%"},
        {"name": "Lamp", "price": 30, "currency": "USD"},
    ]
    key = deal(context, currency="PLN", products=products)
    async with at_card(at(context), "deal", key) as desk:
        about = " ".join(desk.about())
        assert "Chair, 40 × 100 zł, discount 10 % = 3 600 zł" in about
        assert "Total 3 600 zł" in about
        assert "! without 30 $. No rate tells what USD was in PLN" in about


@pytest.mark.row("HIST-02", "DEAL-19")
async def test_the_history_tells_how_long_the_deal_was_at_its_stages(context: Context) -> None:
    key = deal(context)
    with context.database.write(context.actor, "edit_deal") as unit:
        unit.connection.execute(
            "UPDATE change_unit SET clock = clock - (? << 16) WHERE seq <> crm_unit()",
            (259_200_000,),
        )
        unit.connection.execute("UPDATE deal SET created_at = created_at - 259200000000")
    edit_record(context, "deal", key, {"stage": "need"})
    async with at_card(context, "deal", key) as desk:
        await desk.show_tab("History")
        assert "New request 3 d › Finding the need" in desk.tabs()


@pytest.mark.row("DEAL-11")
@pytest.mark.parametrize(
    ("key", "asked"), [("t", "subject"), ("v", "what"), ("c", "notes"), ("f", "")]
)
async def test_activities_are_added_on_the_card(context: Context, key: str, asked: str) -> None:
    deal_key = deal(context)
    async with at_card(at(context), "deal", deal_key) as desk:
        await desk.press(key)
        await desk.until(lambda: not isinstance(desk.app.screen, RecordCard))
        if asked:
            await desk.until(lambda: asked in desk.form())


@pytest.mark.row("CUR-04")
async def test_an_amount_of_nothing_is_shown_and_no_total_where_no_price_counts(
    context: Context,
) -> None:
    products = [{"name": "Lamp", "price": 30, "currency": "USD"}]
    key = deal(context, amount="0", currency="PLN", products=products)
    async with at_card(at(context), "deal", key) as desk:
        about = " ".join(desk.about())
        assert "Amount 0 zł" in about
        assert "Total" not in about
        assert "! without 30 $. No rate tells what USD was in PLN" in about


@pytest.mark.row("DEAL-05")
async def test_products_are_taken_over_from_one_of_the_leads_of_the_client(
    context: Context,
) -> None:
    chairs = add_record(context, "lead", {"title": "Fair", "products": [{"name": "Chair"}]})
    lamps = add_record(context, "lead", {"title": "Letter", "products": [{"name": "Lamp"}]})
    vega = convert_lead(context, chairs, company=New({"title": "Vega"})).results["company"]
    convert_lead(context, lamps, company=Existing(vega))
    key = deal(context, company=str(vega))
    async with at_card(at(context), "deal", key) as desk:
        assert any("products of a lead" in line for line in desk.about())
        await desk.press("Y")
        await desk.until_shown("Products of which lead?", "Letter", "1 product")
        await desk.press("2")
        await desk.until(lambda: desk.said() == "1 product taken over. u takes it back.")
        await desk.until(lambda: any("Chair" in line for line in desk.about()))
        await desk.press("u")
        await desk.until(lambda: not any("Chair" in line for line in desk.about()))


async def test_a_deal_without_leads_says_so(context: Context) -> None:
    key = deal(context)
    async with at_card(at(context), "deal", key) as desk:
        assert not any("products of a lead" in line for line in desk.about())
        await desk.press("Y")
        await desk.until(lambda: "came from a lead with products" in desk.said())

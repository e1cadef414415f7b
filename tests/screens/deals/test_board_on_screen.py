"""The board of deals: walked about, moved on, narrowed, and followed while others work on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from crm_tui.translations import load
from domain.records.record_query import RecordQuery
from domain.records.references import references_in
from screens.activities.event_form import EventForm
from screens.calls.call_form import CallForm
from screens.cards.record_card import RecordCard
from screens.records.record_form import RecordForm
from services.context import Context
from services.deals.moving import move_deals
from services.deals.pipelines import list_pipelines
from services.lists.keeping_views import save_view
from services.records.use_cases import (
    add_record,
    delete_record,
    edit_record,
    list_records,
    show_record,
)
from services.seeding.seed import seed
from tests.screens.deals.boards import at_board, deal, stage_of
from tests.screens.desk import WARSAW, at, plan


def stage_key(context: Context, code: str) -> UUID:
    stages = [stage for one in list_pipelines(context) for stage in one.stages]
    return next(stage.id for stage in stages if stage.code == code)


@pytest.mark.row("DEAL-02")
@pytest.mark.parametrize(("size", "columns"), [((120, 40), 5), ((80, 24), 3), ((40, 30), 1)])
async def test_the_board_shows_the_stages_beside_each_other(
    context: Context, size: tuple[int, int], columns: int
) -> None:
    context = at(context)
    deal(context, "Chairs")
    deal(context, "Desks", "offer")
    async with at_board(context, size=size) as desk:
        assert len(desk.columns()) == columns
        assert desk.columns()["New request"] == ["Chairs"]
        seen = dict(desk.columns())
        for _stage in range(5):
            await desk.press("l")
            seen |= desk.columns()
        assert list(seen) == [
            "New request",
            "Finding the need",
            "Offer",
            "Agreeing",
            "Won",
            "Lost",
        ]
        assert seen["Offer"] == ["Desks"]
        await desk.press("right")
        assert "last column" in desk.said()
        assert desk.column() == "Lost"


@pytest.mark.row("DEAL-01")
async def test_a_card_tells_what_matters(context: Context) -> None:
    context = at(context)
    company = add_record(context, "company", {"title": "Romashka"})
    chairs = deal(context, "Chairs", company=str(company), amount="1200.50", currency="PLN")
    plan(context, "ask about it", "2026-11-20 10:00", deals=[str(chairs)])
    deal(context, "Desks", responsible=None)
    async with at_board(at(context, datetime.now(WARSAW) + timedelta(days=40))) as desk:
        first, second = desk.lines()[5:10], desk.lines()[10:15]
        assert first[0].startswith("> Desks")
        assert first[2][:24].endswith("40 d! –")
        assert first[3][2:].startswith("! no next step")
        assert second[0].startswith("  Chairs")
        assert second[1][2:].startswith("Romashka")
        assert second[2][2:].startswith("1 200.50 zł")
        assert second[3][2:].startswith("! ask about…")
        assert second[3][:24].endswith("d late")


@pytest.mark.row("REP-04")
async def test_heads_tell_counts_sums_and_what_is_likely(context: Context) -> None:
    context = at(context)
    deal(context, "Chairs", amount="100", currency="EUR")
    deal(context, "Desks", amount="300", currency="EUR")
    deal(context, "Lamps", amount="40", currency="PLN")
    deal(context, "Sofas", "offer", amount="200", currency="EUR")
    async with at_board(context, size=(160, 40)) as desk:
        title, sums, base, likely = desk.head("New request")
        assert title.startswith("1 New request")
        assert title.endswith("1/3")
        assert sums == "400 € + 40 zł"
        assert base == "≈ 400 €, no rate: PLN"
        assert likely == "likely 40 € +1 (10 %)"
        assert desk.head("Offer")[1:] == ["200 €", "", "likely 100 € (50 %)"]
        assert "General sale · 4 · open 4: 600 € + 40 zł · likely 140 €, no rate: PLN" in (
            desk.figures()
        )


async def test_a_narrow_head_leaves_out_the_percentage_before_it_is_cut(context: Context) -> None:
    context = at(context)
    deal(context, "Sofas", "offer", amount="26404.07", currency="EUR")
    load("ru")
    async with at_board(context, size=(120, 40)) as desk:
        assert desk.head("Предложение")[-1] == "вероятно 13 202 €"


async def test_at_80_columns_the_board_tells_what_is_likely(context: Context) -> None:
    context = at(context)
    for currency in ("EUR", "PLN", "RUB", "USD"):
        deal(context, f"Sofas {currency}", "offer", amount="26404.07", currency=currency)
    async with at_board(context, size=(80, 24)) as desk:
        assert "General sale · 4 · likely 13 202" in desk.figures()


@pytest.mark.row("DEAL-13")
async def test_moves_are_seen_at_once_stored_in_order_and_undone(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    deal(context, "Desks", "need")
    async with at_board(context) as desk:
        await desk.press("L")
        assert desk.columns()["New request"] == []
        assert desk.columns()["Finding the need"] == ["Chairs", "Desks"]
        assert (desk.card(), desk.column()) == ("Chairs", "Finding the need")
        await desk.press("greater_than_sign")
        assert desk.columns()["Offer"] == ["Chairs"]
        await desk.press("H")
        await desk.until_counted()
        assert stage_of(context, key) == "need"
        assert desk.head("Finding the need")[0].endswith("1/2")
        await desk.press("u")
        await desk.until(lambda: stage_of(context, key) == "offer")
        await desk.until(lambda: desk.columns()["Offer"] == ["Chairs"])
        assert (desk.card(), desk.column()) == ("Chairs", "Offer")
        await desk.press("g", "h", "h", "less_than_sign")
        assert "no record" in desk.said()


@pytest.mark.row("A22.3")
@pytest.mark.row("DEAL-13")
async def test_a_deal_is_closed_on_the_board(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs", "agreeing")
    async with at_board(context) as desk:
        await desk.press("apostrophe", "4", "L")
        await desk.until_shown("Chairs › Won", "[ ] All is paid")
        await desk.press("enter")
        await desk.until(lambda: stage_of(context, key) == "won")
        await desk.until_idle()
        assert (desk.card(), desk.column()) == ("Chairs", "Won")


async def test_a_lost_deal_says_why_and_stays_where_it_was_until_then(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs", "won")
    async with at_board(context) as desk:
        await desk.press("apostrophe", "5", "L")
        await desk.until_dialog()
        await desk.until_shown("Reason why it is lost")
        await desk.leave()
        assert (stage_of(context, key), desk.column()) == ("won", "Won")
        await desk.press("L")
        await desk.until_dialog()
        await desk.put("lost_reason", "Price")
        await desk.save()
        assert stage_of(context, key) == "lost"
        await desk.until(lambda: desk.column() == "Lost")
        assert desk.card() == "Chairs"


@pytest.mark.row("IMPL-02")
async def test_what_a_stage_needs_is_asked_for_alone(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs", "shop_order")
    async with at_board(context) as desk:
        await desk.press("f6")
        await desk.until_shown("Online shop")
        await desk.press("4")
        await desk.until(lambda: desk.card() == "Chairs")
        await desk.press("L")
        await desk.until_dialog()
        assert list(desk.form()) == ["amount"]
        await desk.put("amount", "1200")
        await desk.save()
        assert stage_of(context, key) == "shop_confirmed"
        assert str(show_record(context, "deal", key).values["amount"]) == "1200"


async def test_marked_cards_move_together(context: Context) -> None:
    context = at(context)
    keys = [deal(context, title) for title in ("Chairs", "Desks", "Lamps")]
    async with at_board(context) as desk:
        await desk.press("m", "m", "greater_than_sign")
        await desk.until(lambda: [stage_of(context, key) for key in keys[1:]] == ["need"] * 2)
        await desk.until(lambda: desk.said().startswith("2 deals moved"))
        assert desk.columns()["New request"] == ["Chairs"]
        assert sorted(desk.columns()["Finding the need"]) == ["Desks", "Lamps"]
        assert not desk.area.board.marks
        await desk.press("u")
        await desk.until(lambda: [stage_of(context, key) for key in keys] == ["new"] * 3)
        await desk.press("apostrophe", "1", "asterisk")
        await desk.until(lambda: desk.area.marked_count() == 3)


@pytest.mark.row("TASK-01", "DEAL-11")
@pytest.mark.parametrize("is_board", [True, False])
async def test_a_task_is_planned_for_each_of_the_marked_deals(
    context: Context, is_board: bool
) -> None:
    context = at(context)
    for title in ("Chairs", "Desks", "Lamps"):
        deal(context, title)
    async with at_board(context) as desk:
        if not is_board:
            await desk.press("right_square_bracket")
            await desk.until_idle()
        await desk.press("m", "m")
        await desk.open("t")
        await desk.until_shown("2 elements: deals 2")
        await desk.put("how_many", "one for each")
        await desk.put("subject", "Send the drawings")
        await desk.save()
        await desk.until(lambda: desk.said() == "2 tasks planned. u takes them back.")
        assert desk.area.marked_count() == 0
    concerned = [
        [one.title for one in references_in(view.values["deals"])]
        for view in list_records(context, "activity", [context.fields.get("activity", "deals")])
    ]
    assert sorted(concerned) == [["Desks"], ["Lamps"]]


@pytest.mark.row("B4.2")
@pytest.mark.row("DEAL-14")
async def test_deals_are_added_in_a_column_by_one_line(context: Context) -> None:
    context = at(context)
    async with at_board(context) as desk:
        await desk.press("apostrophe", "3", "n")
        await desk.until_dialog()
        await desk.type("40 chairs")
        await desk.until_shown("= no amount: it is read at the end of the line")
        await desk.type(" 1 200 PLN")
        await desk.until_shown("= 40 chairs · 1 200 zł", "New deal at “Offer”")
        await desk.press("enter")
        await desk.until(lambda: desk.card() == "40 chairs")
        assert desk.column() == "Offer"
        assert "1 200 zł" in desk.lines()[7]


@pytest.mark.row("B4.4")
@pytest.mark.row("DEAL-14")
async def test_actions_of_a_row_work_on_a_card(context: Context) -> None:
    context = at(context)
    deal(context, "Chairs")
    async with at_board(context) as desk:
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("escape")
        await desk.press("v")
        await desk.until(lambda: isinstance(desk.app.screen, EventForm))
        await desk.leave()
        await desk.press("e")
        await desk.until(lambda: isinstance(desk.app.screen, RecordForm))
        await desk.until_dialog()
        await desk.put("title", "Forty chairs")
        await desk.save()
        await desk.until(lambda: desk.card() == "Forty chairs")
        await desk.press("ctrl+l")
        await desk.until(lambda: isinstance(desk.app.screen, CallForm))
        await desk.leave()
        await desk.press("full_stop")
        await desk.until_shown("Deal: to a stage of your choice")


@pytest.mark.row("DEAL-18")
async def test_a_deal_of_the_common_list_is_taken(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs", responsible=None)
    async with at_board(context) as desk:
        await desk.press("T")
        await desk.until(lambda: "Yours now" in desk.said())
        await desk.until_idle()
        assert show_record(context, "deal", key).values["responsible"] is not None


async def test_a_faulty_filter_leaves_the_board_and_a_view_changes_it(context: Context) -> None:
    context = at(context)
    deal(context, "Chairs")
    deal(context, "Desks", responsible=None)
    save_view(context, "School", RecordQuery("deal", "chairs"))
    async with at_board(context) as desk:
        await desk.press("slash")
        await desk.type("stage:")
        assert desk.columns()["New request"] == ["Desks", "Chairs"]
        await desk.press("escape")
        await desk.press("V")
        await desk.until_shown("Nobody's", "School")
        await desk.press("5")
        await desk.until(lambda: desk.columns()["New request"] == ["Desks"])


async def test_a_colleague_moves_a_card_and_the_cursor_stays_on_it(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    keys = [deal(context, title) for title in ("Chairs", "Desks", "Lamps")]
    async with at_board(context) as desk:
        await desk.press("j")
        assert desk.card() == "Desks"
        move_deals(other, [keys[2]], stage_key(context, "need"))
        await desk.until(lambda: desk.columns()["Finding the need"] == ["Lamps"])
        assert (desk.card(), desk.column()) == ("Desks", "New request")
        move_deals(other, [keys[1]], stage_key(context, "offer"))
        await desk.until(lambda: desk.columns()["Offer"] == ["Desks"])
        assert (desk.card(), desk.column()) == ("Desks", "Offer")
        edit_record(other, "deal", keys[1], {"title": "Ten desks"})
        await desk.until(lambda: desk.card() == "Ten desks")
        delete_record(other, "deal", keys[1])
        await desk.until(lambda: desk.columns()["Offer"] == [])
        assert desk.column() == "Offer"


async def test_a_move_that_cannot_be_stored_is_taken_back_on_the_screen(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    key = deal(context, "Chairs")
    async with at_board(context) as desk:
        area = desk.area
        stage = area.stage(area.board.lanes[1].key)
        assert stage is not None
        delete_record(other, "deal", key)
        area._move([key], stage)
        await desk.until(lambda: "somebody has deleted it" in desk.said())
        await desk.until(lambda: not any(desk.columns().values()))


async def test_a_card_is_dragged_to_another_column(context: Context) -> None:
    context = at(context)
    key = deal(context, "Chairs")
    async with at_board(context) as desk:
        await desk.pilot.mouse_down("#board", offset=(5, 6))
        await desk.pilot.mouse_up("#board", offset=(60, 12))
        await desk.until(lambda: stage_of(context, key) == "offer")
        await desk.until_idle()
        assert (desk.card(), desk.column()) == ("Chairs", "Offer")


async def test_a_long_column_is_walked_from_end_to_end(context: Context) -> None:
    context = at(context)
    seed(context, contacts=20, companies=5, deals=600, leads=0, activities=0, seed=1)
    async with at_board(context, size=(80, 24)) as desk:
        lane = max(desk.area.board.lanes, key=lambda lane: lane.head.number or 0)
        desk.area.board.go_to(desk.area.board.lanes.index(lane))
        first = desk.card()
        await desk.press("G")
        last = desk.card()
        assert desk.head(desk.column())[0].endswith(f"{lane.head.number}/{lane.head.number}")
        assert last != first
        for _page in range(300):
            await desk.press("pageup")
            if desk.card() == first:
                break
        assert desk.card() == first
        await desk.press("G")
        assert desk.card() == last


async def test_a_column_is_gone_to_by_its_digit_and_by_peeking(context: Context) -> None:
    context = at(context)
    deal(context, "Chairs", "agreeing", comment="two of them broken")
    async with at_board(context, size=(80, 24)) as desk:
        await desk.press("apostrophe", "4")
        await desk.until(lambda: desk.column() == "Agreeing")
        await desk.press("space")
        await desk.until_shown("two of them broken")

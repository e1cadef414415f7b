"""The board of deals and the list of the same: one filter, one pipeline, one key apart."""

from __future__ import annotations

import pytest

from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.keeping_views import save_view
from tests.screens.deals.boards import at_board, deal
from tests.screens.desk import at, plan


@pytest.mark.row("DEAL-22")
@pytest.mark.row("B4.1")
async def test_the_board_and_the_list_show_one_filter(context: Context) -> None:
    context = at(context)
    for title, stage in (("Chairs", "new"), ("Desks", "new"), ("Chairs again", "offer")):
        deal(context, title, stage)
    async with at_board(context) as desk:
        await desk.narrow("chairs")
        await desk.until_counted()
        assert {name: cards for name, cards in desk.columns().items() if cards} == {
            "New request": ["Chairs"],
            "Offer": ["Chairs again"],
        }
        assert "General sale · 2" in desk.figures()
        await desk.press("right_square_bracket")
        await desk.until_shown("[List]")
        await desk.until_idle()
        shown = desk.area.record_list
        lines = [shown.render_line(y).text for y in range(shown.size.height)]
        assert [line[2:14].strip() for line in lines if "Chairs" in line] == [
            "Chairs again",
            "Chairs",
        ]
        await desk.press("j", "M")
        await desk.until_shown("Finding the need")
        await desk.press("2")
        await desk.until(lambda: "Stage: Finding the need" in desk.said())
        await desk.until_idle()
        await desk.press("left_square_bracket")
        await desk.until(lambda: desk.columns()["Finding the need"] == ["Chairs"])
        await desk.press("escape")
        await desk.until(lambda: desk.columns()["New request"] == ["Desks"])


@pytest.mark.row("DEAL-02", "DEAL-22", "REP-04")
async def test_board_and_list_show_one_pipeline_and_say_what_their_sums_are_of(
    context: Context,
) -> None:
    context = at(context)
    for title, stage in (("Chairs", "new"), ("Desks", "won"), ("Lamps", "shop_order")):
        deal(context, title, stage, amount="100", currency="EUR")
    deal(context, "Sofas", "lost", amount="7", currency="EUR", lost_reason="price")
    async with at_board(context) as desk:
        said = "General sale · 3 · open 1: 100 € · likely 10 € · won 1: 100 €"
        assert said in desk.figures()
        await desk.press("right_square_bracket")
        await desk.until(lambda: "General sale · 3 records · 207 €" in desk.figures())
        assert "Lamps" not in desk.text()
        await desk.press("f6")
        await desk.until_shown("All pipelines")
        await desk.press("G", "enter")
        await desk.until(lambda: "All pipelines · 4 records · 307 €" in desk.figures())
        await desk.until_shown("Lamps")
        await desk.press("f6")
        await desk.until_shown("Online shop")
        await desk.press("4")
        await desk.until(lambda: "Online shop · 1 record · 100 €" in desk.figures())
        await desk.press("right_square_bracket")
        await desk.until_counted()
        assert "Online shop · 1 · open 1: 100 €" in desk.figures()
        assert desk.card() == "Lamps"
    async with at_board(context, size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("-lamps\r")
        await desk.until_counted()
        assert "General sale · 3 · open 1: 100 €" in desk.figures()


@pytest.mark.row("DEAL-12", "ACT-09")
async def test_the_list_urges_like_the_board_where_no_step_is_planned(context: Context) -> None:
    context = at(context)
    chairs = deal(context, "Chairs")
    plan(context, "ask about it", "2026-11-24 10:00", deals=[str(chairs)])
    deal(context, "Desks")
    deal(context, "Lamps", "won")
    save_view(context, "Steps", RecordQuery("deal", columns=("name", "next_step")))
    async with at_board(context) as desk:
        await desk.press("V")
        await desk.until_shown("Steps")
        await desk.press("G", "enter", "right_square_bracket")
        await desk.until_shown("[List]", "Lamps")
        said = {line[2:].split()[0]: line for line in desk.text().splitlines() if line[2:].strip()}
        assert "! no next step" in said["Desks"]
        assert "ask about it" in said["Chairs"]
        assert "no next step" not in said["Chairs"] + said["Lamps"]


async def test_the_list_tells_the_amount_and_the_stage_at_80_columns(context: Context) -> None:
    context = at(context)
    key = deal(context, "A long title of a deal about forty chairs", amount="12500", currency="EUR")
    plan(context, "a long sentence on what is to be done about them", "fri 9", deals=[str(key)])
    async with at_board(context, size=(80, 24)) as desk:
        await desk.press("right_square_bracket")
        await desk.until_shown("Title", "Next step", "Amount", "Stage", "12 500 €", "New request")

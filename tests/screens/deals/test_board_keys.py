"""The board: keys that come in one go, what is read before they come, sums in little room."""

from __future__ import annotations

import pytest

from services.context import Context
from services.seeding.seed import seed
from tests.screens.deals.boards import at_board, deal, stage_of
from tests.screens.desk import at


@pytest.mark.parametrize(("keys", "title"), [("je", "Desks"), ("jke", "Lamps"), ("Ge", "Chairs")])
async def test_keys_typed_in_one_go_act_on_the_card_that_they_reach(
    context: Context, keys: str, title: str
) -> None:
    context = at(context)
    for name in ("Chairs", "Desks", "Lamps"):
        deal(context, name)
    async with at_board(context) as desk:
        await desk.type(keys)
        await desk.until_shown(f"Deal · {title}")


async def test_keys_typed_in_one_go_with_the_digit_of_a_stage_find_its_column(
    context: Context,
) -> None:
    context = at(context)
    for name in ("Chairs", "Desks", "Lamps"):
        deal(context, name, "offer")
    moved = deal(context, "Cupboards")
    async with at_board(context) as desk:
        await desk.type("'3jj")
        await desk.until_idle()
        assert (desk.card(), desk.column()) == ("Chairs", "Offer")
        await desk.type("'1M4")
        await desk.until(lambda: stage_of(context, moved) == "agreeing")


async def test_two_moves_in_one_go_are_both_made(context: Context) -> None:
    context = at(context)
    keys = [deal(context, name) for name in ("Chairs", "Desks")]
    async with at_board(context) as desk:
        await desk.type("j>>")
        await desk.until(lambda: stage_of(context, keys[0]) == "offer")
        await desk.until_idle()
        assert (desk.card(), desk.column()) == ("Chairs", "Offer")
        assert stage_of(context, keys[1]) == "new"


async def test_the_next_page_of_a_column_is_read_before_it_is_asked_for(context: Context) -> None:
    context = at(context)
    seed(context, contacts=20, companies=5, deals=600, leads=0, activities=0, seed=1)
    async with at_board(context) as desk:
        board = desk.area.board
        place = max(range(len(board.lanes)), key=lambda at: board.lanes[at].head.number or 0)
        await desk.press("apostrophe", str(place + 1))
        cursor = board.lanes[place].cursor
        assert cursor is not None
        for _page in range(3):
            await desk.until(lambda: cursor.is_ahead)
            await desk.press("pagedown")
        assert cursor.ordinal == 3 * cursor.page


@pytest.mark.row("REP-04")
async def test_sums_that_are_too_long_for_a_column_are_said_shorter(context: Context) -> None:
    context = at(context)
    for amount, currency in (("3940.50", "EUR"), ("188400", "PLN"), ("4320000", "RUB")):
        deal(context, "Chairs", amount=amount, currency=currency)
    async with at_board(context, size=(120, 40)) as desk:
        assert desk.head("New request")[1:] == [
            "3.94 k € + 188 k zł +1",
            "≈ 3.94 k € +2",
            "likely 394 € +2 (10 %)",
        ]
        await desk.press("space")
        await desk.until_shown("3 940.50 € + 188 400 zł")
    async with at_board(context, size=(40, 40)) as desk:
        assert desk.head("New request")[1] == "3 940.50 € + 188 400 zł + 4 320 000 ₽"

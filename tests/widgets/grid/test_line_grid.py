"""The line grid by itself: typing, going on, lines, paste, the mouse, and what is painted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from grid_host import chairs, hosted
from rich.cells import cell_len

from domain.calculation.editing import Place
from domain.calculation.lines import Cell, LineKind
from widgets.grid.grid_messages import ExplainWanted


@pytest.mark.row("DOC-11", "DOC-12", "DOC-13")
async def test_a_line_is_typed_cell_by_cell_and_sums_follow_each_key() -> None:
    async with hosted() as (host, pilot):
        await pilot.press(*"Chair", "enter", *"20", "enter", *"pc", "tab", *"12 400", "enter")
        assert host.grid.place == Place(0, Cell.DISCOUNT)
        await pilot.press(*"-500")
        assert host.editing.figures.totals.payable == 247500
        assert "247 500.00" in host.shown()[1]
        await pilot.press("enter", *"20", "enter")
        assert host.grid.place == Place(1, Cell.NAME)
        assert host.editing.figures.totals.payable == 297000
        assert host.shown()[1].split() == "1 Chair 20 pc 12 400.00 -500 247 500.00 20 %".split()
        assert host.shown()[2].startswith(">+")
        await pilot.press("enter")
        assert host.grid.place == Place(1, Cell.NAME)


async def test_every_key_types_whatever_its_script() -> None:
    async with hosted() as (host, pilot):
        await pilot.press(*"uх?", "space", *"1[", "enter")
        assert host.editing.lines[0].name == "uх? 1["


async def test_escape_of_the_screen_gives_the_old_value_back() -> None:
    async with hosted(chairs(2)) as (host, pilot):
        await pilot.press("right", *"9")
        assert host.editing.figures.nets[1] == 900
        assert host.grid.stop_typing()
        assert host.editing.figures.nets[1] == 200
        assert not host.grid.stop_typing()
        assert host.editing.undo(host.grid.place) is None


async def test_what_cannot_be_read_stays_and_is_said() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.press("right", *"=2*+*3", "enter")
        assert host.grid.is_typing
        assert "a number is missing at 5" in host.shown()[-1]
        assert host.editing.figures.nets[1] == 200
        await pilot.press("delete", "down")
        assert not host.grid.is_typing
        assert host.editing.lines[0].quantity == 6


async def test_arithmetic_says_what_it_comes_to() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.press("right", "right", "right", *"=1200*0.9")
        assert host.shown()[-1].strip() == "= 1 080"


@pytest.mark.row("DOC-14")
async def test_a_changed_price_is_marked_and_the_first_one_said() -> None:
    async with hosted([replace(chairs(1)[0], kept=UUID(int=1))]) as (host, pilot):
        await pilot.press("right", "right", "right", *"-10%", "enter")
        assert "90.00*" in host.shown()[1]
        assert "the price was 100.00 (-10 %)" in host.shown()[-1]
    nail = replace(chairs(1)[0], price=Decimal("0.1973"), list_price=Decimal("0.2192"))
    async with hosted([replace(nail, kept=UUID(int=1))]) as (host, _pilot):
        assert " 0.1973" in host.shown()[1]
        assert "the price was 0.2192 (-10 %)" in host.shown()[-1]


async def test_f2_types_on_and_delete_empties() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.press("f2", *" red", "home", *"A ", "enter")
        assert host.editing.lines[0].name == "A Chair 1 red"
        await pilot.press("right", "right", "delete")
        assert host.editing.lines[0].price is None
        assert host.editing.figures.nets == {}
        assert host.grid.undo()
        assert host.editing.figures.nets == {1: 200}


async def test_walking_among_cells_and_lines() -> None:
    async with hosted(chairs(30)) as (host, pilot):
        await pilot.press("end")
        assert host.grid.place == Place(0, Cell.TAX)
        await pilot.press("tab", "shift+tab")
        assert host.grid.place == Place(0, Cell.TAX)
        await pilot.press("shift+tab", "left", "up", "down", "pagedown")
        assert host.grid.place == Place(13, Cell.PRICE)
        assert host.shown()[-2].startswith(">14")
        await pilot.press("ctrl+end")
        assert host.shown()[-2].startswith(">+")
        await pilot.press("down", "ctrl+home", "left", "left", "up")
        assert host.grid.place == Place(0, Cell.NAME)


async def test_comments_and_sub_totals_take_the_whole_line() -> None:
    async with hosted(chairs(2)) as (host, pilot):
        await pilot.press("ctrl+end", *"# to the 3rd floor", "enter")
        await pilot.press(*"= Furniture", "enter")
        assert host.shown()[3].strip() == "3   ─ to the 3rd floor"
        assert host.shown()[4].split() == ["4", "Furniture", "400.00"]
        await pilot.press("up", "right")
        assert host.grid.place.cell is Cell.NAME
        await pilot.press("f2", "home", "delete", "delete", *"In all", "enter")
        assert host.editing.lines[3].is_item
        host.grid.undo()
        assert host.editing.lines[3].kind is LineKind.SUBTOTAL


async def test_lines_are_inserted_copied_moved_and_removed() -> None:
    async with hosted(chairs(3)) as (host, pilot):
        await pilot.press("down")
        host.grid.insert_line()
        await pilot.press(*"Lamp", "enter")
        host.grid.duplicate()
        host.grid.move_line(-1)
        host.grid.move_line(-1)
        names = [line.name for line in host.editing.lines]
        assert names == ["Lamp", "Chair 1", "Lamp", "Chair 2", "Chair 3"]
        assert host.grid.place.line == 0
        host.grid.remove_line()
        assert [line.name for line in host.editing.lines][:2] == ["Chair 1", "Lamp"]
        for _step in range(6):
            host.grid.undo()
        assert [line.name for line in host.editing.lines] == ["Chair 1", "Chair 2", "Chair 3"]
        assert not host.grid.undo()
        assert host.grid.redo()


@pytest.mark.row("DOC-13")
async def test_rows_of_a_spreadsheet_become_lines() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.press("down")
        host.paste("Table\t2\tpc\t500\nLamp\t1\tpc\t50,5\n")
        await pilot.pause()
        assert [line.name for line in host.editing.lines] == ["Chair 1", "Table", "Lamp"]
        assert host.grid.place.line == 3
        host.paste("a word")
        await pilot.press("enter")
        assert host.editing.lines[3].name == "a word"
        host.paste("Item\tQty\nx\tmany")
        await pilot.pause()
        assert "Line 1 of what was pasted" in host.shown()[-1]
        host.grid.undo()
        host.grid.undo()
        assert len(host.editing.lines) == 1


async def test_the_mouse_goes_to_cells_and_types_on_in_them() -> None:
    async with hosted(chairs(3)) as (host, pilot):
        x = host.shown()[2].index("100.00")
        await pilot.click(offset=(x, 2))
        assert host.grid.place == Place(1, Cell.PRICE)
        await pilot.click(offset=(x, 3), times=2)
        assert host.grid.is_typing
        await pilot.press("0", "enter")
        assert host.editing.lines[2].price == 1000


async def test_it_tells_what_product_is_typed_and_asks_for_explanations() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        await pilot.press("down", *"Ch")
        assert host.grid.typed_name == "Ch"
        host.grid.put(chairs(1), asks_quantity=True)
        assert host.grid.place == Place(1, Cell.QUANTITY)
        assert host.editing.figures.totals.line_total == 400
        host.grid.explain()
        await pilot.pause()
        asked_of = [one for one in host.told if isinstance(one, ExplainWanted)]
        assert [(one.figure, one.key) for one in asked_of] == [("net", host.editing.lines[1].key)]


async def test_a_sub_total_says_its_sum_where_there_is_no_room_for_nets() -> None:
    async with hosted(chairs(1), (30, 8)) as (host, pilot):
        await pilot.press("ctrl+end", *"= All", "enter", "up", "up", "right", "right", "right")
        assert "Net" not in host.shown()[0]
        assert host.shown()[2].strip() == "2   All: 200.00"


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120])
async def test_every_width_shows_the_cell_under_the_cursor(width: int) -> None:
    async with hosted(chairs(3), (width, 10)) as (host, pilot):
        for _cell in Cell:
            assert all(cell_len(host.grid.render_line(y).text) == width for y in range(10)), (
                host.shown()
            )
            await pilot.press("7")
            assert "7" in host.shown()[1]
            host.grid.stop_typing()
            await pilot.press("right")


async def test_only_what_changes_is_repainted() -> None:
    async with hosted(chairs(8)) as (host, pilot):
        await pilot.press("right")
        host.grid.lines_repainted()
        await pilot.press("5")
        assert host.grid.lines_repainted() == [1]
        await pilot.press("down")
        assert host.grid.lines_repainted() == [1, 2, 13]


async def test_a_frame_that_another_widget_asked_for_hides_no_change() -> None:
    async with hosted(chairs(3)) as (host, pilot):
        editing, grid = host.editing, host.grid
        grid.lines_repainted()
        editing.do(editing.typed(Place(1, Cell.QUANTITY), "7"), Place())
        grid.render_lines(grid.size.region)
        grid.show_figures()
        assert grid.lines_repainted() == [2]
        await pilot.pause()
        assert "700.00" in grid.render_lines(grid.size.region)[2].text


async def test_the_line_that_adds_follows_the_last_one() -> None:
    async with hosted() as (host, pilot):
        await pilot.press("A")
        assert host.shown()[2].startswith(" +")
        host.grid.remove_line()
        assert host.shown()[1].startswith(">+")
        assert not host.shown()[2]


@pytest.mark.row("TAX-03")
async def test_hidden_tax_has_no_column() -> None:
    async with hosted(chairs(1)) as (host, pilot):
        editing = host.editing
        editing.do(replace(editing.calculation, shows_tax=False), Place())
        host.grid.show()
        await pilot.pause()
        assert "VAT" not in host.shown()[0]
        host.grid.show_columns([Cell.QUANTITY, Cell.NET])
        assert host.shown()[0].split() == ["#", "Item", "Qty", "Net"]

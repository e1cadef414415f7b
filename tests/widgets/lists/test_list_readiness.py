"""A list answers keys at once: what they show is ready, and they go the shortest way."""

from __future__ import annotations

from typing import ClassVar

from list_host import COLUMNS, SIZE, Host, WatchedList, painter
from numbered_rows import NumberedRow, NumberedSource, numbered
from textual.binding import BindingType

from widgets.lists.lean_strip import LeanStrip
from widgets.lists.row_ahead import Rested
from widgets.lists.row_painter import ColumnPainter


async def test_what_the_next_key_shows_is_read_and_painted_before_it_comes() -> None:
    painted: list[tuple[float, bool, int]] = []

    class Counting(ColumnPainter[NumberedRow]):
        def paint(
            self, row: NumberedRow, width: int, selected: bool, marked: bool, focused: bool
        ) -> LeanStrip:
            painted.append((row.number, selected, width))
            return super().paint(row, width, selected, marked, focused)

    app = Host(NumberedSource(numbered(3_000)))
    app.list.set_painter(Counting(COLUMNS, lambda row: {"number": f"{row.number:g}"}))
    async with app.run_test(size=SIZE) as pilot:
        for key in ("pagedown",) * 20 + ("pageup",) * 3 + ("down",) * 3:
            await pilot.press(key)
            here, page = app.list.position, 12
            pages = [*range(here - page, here), *range(here + page, here + 2 * page)]
            wanted = {(here + 1, True, 49)}
            if key != "down":
                wanted |= {(number, False, 49) for number in pages}
            for _time in range(200):
                if not wanted - set(painted):
                    break
                await pilot.pause(0.02)
            known, read = len(painted), app.source.read
            if key == "down":
                app.list.action_down()
            elif key == "pagedown":
                app.list.action_page(1)
            else:
                app.list.action_page(-1)
            assert len(painted) <= known + (key != "down")
            assert app.source.read == read


async def test_a_key_that_is_bound_anew_works_at_once() -> None:
    app = Host(NumberedSource(numbered(100)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        app.set_keymap({"list.down": "f9"})
        await pilot.press("f9", "f9", "down")
        assert app.list.position == 3


async def test_a_key_that_the_list_does_not_take_is_left_to_what_is_around_it() -> None:
    class Unmarkable(WatchedList):
        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return action != "mark"

    class Around(Host):
        BINDINGS: ClassVar[list[BindingType]] = [("m", "note", ""), ("z", "note", "")]
        noted = 0

        def action_note(self) -> None:
            self.noted += 1

    app = Around(NumberedSource(numbered(100)))
    app.list = Unmarkable(painter(), app.source)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "z", "j")
        assert app.noted == 2
        assert app.list.position == 1


async def test_other_rows_are_never_painted_by_what_paints_the_new_ones() -> None:
    class Strict(ColumnPainter[NumberedRow]):
        def paint(
            self, row: NumberedRow, width: int, selected: bool, marked: bool, focused: bool
        ) -> LeanStrip:
            assert row.number >= 1_000
            return super().paint(row, width, selected, marked, focused)

    app = Host(NumberedSource(numbered(900)))
    async with app.run_test(size=SIZE) as pilot:
        app.list.painted()
        strict = Strict(COLUMNS, lambda row: {"number": f"{row.number:g}"})
        rows = [NumberedRow(float(number)) for number in range(1_000, 1_100)]
        app.list.set_source(NumberedSource(rows), painter=strict, keep_cursor=False)
        # The rest after that frame comes only now, ahead of the next one.
        app.list.post_message(Rested())
        await pilot.pause(0.1)
        assert app.list.row == NumberedRow(1_000.0)

"""The list on a screen: what keys, the mouse and changes underneath do, and what is repainted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from list_host import SIZE, Host
from numbered_rows import NumberedRow, NumberedSource, SeekableSource, numbered
from textual.geometry import Region

from widgets.lists.record_list import RecordList


async def test_keys_move_and_tell_the_row() -> None:
    app = Host(NumberedSource(numbered(1_000)))
    async with app.run_test(size=SIZE) as pilot:
        assert app.highlighted == [0]
        for keys, number in (
            (["down", "j", "j"], 3),
            (["up", "k"], 1),
            (["pagedown"], 13),
            (["pageup"], 1),
            (["end"], 999),
            (["up"], 998),
            (["home"], 0),
            (["G"], 999),
            (["g"], 0),
        ):
            await pilot.press(*keys)
            assert app.list.row is not None
            assert app.list.row.number == number
            assert app.highlighted[-1] == number
        await pilot.press("enter")
        assert app.opened == [0]


async def test_the_selected_row_carries_a_sign_and_the_header_stays() -> None:
    app = Host(NumberedSource(numbered(100)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", "down")
        lines = app.lines()
        assert lines[0].split() == ["No", "Text", "Late"]
        assert [line for line in lines if line.startswith(">")] == [lines[2]]
        assert lines[2].split() == [">", "13", "row", "13", "!"]


async def test_moving_within_the_view_repaints_two_lines() -> None:
    app = Host(NumberedSource(numbered(1_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.list.lines_repainted()
        await pilot.press("down")
        assert app.list.lines_repainted() == [1, 2]
        await pilot.press("up", "up", "up")
        app.list.lines_repainted()
        await pilot.press("up")
        assert app.list.lines_repainted() == []


async def test_reading_again_what_has_not_changed_repaints_nothing() -> None:
    app = Host(NumberedSource(numbered(1_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", "pagedown", "down")
        app.list.lines_repainted()
        heard = len(app.highlighted)
        app.list.reload()
        app.list.set_source(NumberedSource(numbered(1_000)))
        app.list.repaint()
        app.list.set_total(1_000)
        await pilot.pause()
        assert app.list.lines_repainted() == []
        assert len(app.highlighted) == heard


async def test_a_changed_row_alone_is_repainted() -> None:
    app = Host(NumberedSource(numbered(50)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.list.lines_repainted()
        app.source.rows[4] = NumberedRow(4, "called back")
        app.list.reload()
        await pilot.pause()
        assert app.list.lines_repainted() == [5]
        assert "called back" in app.lines()[5]
        app.source.rows[0] = NumberedRow(0, "answered")
        app.list.reload()
        await pilot.pause()
        assert app.highlighted == [0, 0]


async def test_the_screen_does_not_jump_when_rows_come_and_go_above() -> None:
    app = Host(NumberedSource(numbered(500)))
    async with app.run_test(size=SIZE) as pilot:
        app.list.move_to("250")
        await pilot.press("down", "down")
        before = app.lines()
        app.list.lines_repainted()
        app.source.rows = [NumberedRow(-1 - extra) for extra in range(40, 0, -1)] + numbered(500)
        app.list.reload()
        await pilot.pause()
        assert app.lines() == before
        assert app.list.lines_repainted() == []
        assert app.list.position == 292
        assert app.list.total == 540


async def test_headings_are_not_selected() -> None:
    rows = [NumberedRow(place, f"row {place}") for place in range(40)]
    rows[0] = NumberedRow(0, "Overdue 3", is_heading=True)
    rows[4] = NumberedRow(4, "Today 5", is_heading=True)
    app = Host(NumberedSource(rows))
    async with app.run_test(size=SIZE) as pilot:
        assert app.highlighted == [1]
        await pilot.press("down", "down", "down")
        assert app.highlighted[-1] == 5
        assert app.lines()[1].startswith(" Overdue 3 ──")
        await pilot.click(app.list, offset=(5, 5))
        assert app.highlighted[-1] == 5


async def test_the_mouse_selects_opens_and_scrolls() -> None:
    app = Host(NumberedSource(numbered(1_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(app.list, offset=(5, 4))
        assert app.highlighted[-1] == 3
        assert app.opened == []
        await pilot.click(app.list, offset=(5, 6), times=2)
        assert app.opened == [5]
        app.list.scroll_relative(y=8, animate=False)
        await pilot.pause()
        assert app.list.top == 8
        assert app.highlighted[-1] == 8
        await pilot.press("down")
        assert app.highlighted[-1] == 9


@pytest.mark.parametrize("kind", [NumberedSource, SeekableSource])
async def test_dragging_the_scrollbar_shows_the_rows_of_that_place(
    kind: Callable[[list[NumberedRow]], NumberedSource],
) -> None:
    app = Host(kind(numbered(30_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        bar = app.list.vertical_scrollbar
        await pilot.mouse_down(bar, offset=(0, 0))
        await pilot.pause()
        await pilot.hover(bar, offset=(0, 6))
        await pilot.mouse_up(bar, offset=(0, 6))
        await pilot.pause()
        top = app.list.top
        assert 12_000 < top < 16_000
        assert app.lines()[1].split()[1] == str(top)
        assert app.list.row is not None
        assert top <= app.list.row.number < top + 12
        await pilot.click(bar, offset=(0, 12))
        await pilot.pause()
        assert app.list.top == top + 12


async def test_marks_survive_scrolling_and_are_told() -> None:
    app = Host(NumberedSource(numbered(1_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "m")
        assert app.list.marked_keys == {"0", "1"}
        assert app.highlighted[-1] == 2
        assert app.lines()[1].startswith(" +")
        await pilot.press("G", "m", "g")
        assert app.list.marked_keys == {"0", "1", "999"}
        await pilot.press("m")
        assert app.marks[-1] == {"1", "999"}
        app.list.set_marks(["3", "4"])
        await pilot.pause()
        assert [line[1:2] for line in app.lines()[1:7]] == [" ", " ", " ", "+", "+", " "]
        app.list.clear_marks()
        await pilot.pause()
        assert app.marks[-1] == set()


async def test_an_empty_list_says_so_in_its_middle() -> None:
    app = Host(NumberedSource([]), empty_hint="Nothing to do today.")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "up", "pagedown", "G", "g", "enter", "m")
        assert app.highlighted == [None]
        lines = app.lines()
        assert [y for y, line in enumerate(lines) if "Nothing to do today." in line] == [7]
        app.source.rows = numbered(3)
        app.list.reload()
        await pilot.pause()
        assert app.highlighted[-1] == 0
        assert "Nothing" not in "".join(app.lines())


async def test_a_long_hint_is_broken_into_lines() -> None:
    hint = "Nothing is planned. n plans something, and so on, with more words than fit on a line."
    app = Host(NumberedSource([]), empty_hint=hint)
    async with app.run_test(size=(30, 12)):
        shown = " ".join(line.strip() for line in app.lines())
        assert hint in " ".join(shown.split())


async def test_rows_show_before_they_are_counted() -> None:
    source = NumberedSource(numbered(5_000))
    app = Host(source, lazy_count=True)
    async with app.run_test(size=SIZE) as pilot:
        assert app.lines()[1].startswith(">")
        assert source.counts == 0
        await pilot.pause()
        app.list.lines_repainted()
        app.list.set_total(5_000)
        await pilot.pause()
        assert app.list.total == 5_000
        assert app.list.lines_repainted() == []
        await pilot.press("G")
        assert app.list.position == 4_999


async def test_another_source_keeps_the_row_or_its_neighbour() -> None:
    app = Host(NumberedSource(numbered(100)))
    async with app.run_test(size=SIZE) as pilot:
        app.list.move_to("40")
        app.list.set_source(NumberedSource(numbered(100)[::2]))
        await pilot.pause()
        assert app.highlighted[-1] == 40
        app.list.set_source(NumberedSource(numbered(100)[1::2]))
        await pilot.pause()
        assert app.highlighted[-1] == 41
        app.list.set_source(NumberedSource(numbered(100)), keep_cursor=False)
        await pilot.pause()
        assert app.highlighted[-1] == 0
        assert not app.list.move_to("1000")
        assert app.list.move_to("77")


async def test_the_edges_keep_the_focus_unless_asked() -> None:
    for leave in (False, True):
        app = Host(NumberedSource(numbered(3)), leave_edges=leave)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("down", "down")
            assert app.focused is app.list
            await pilot.press("down")
            assert (app.focused is app.list) is not leave


@pytest.mark.parametrize("width", [10, 24, 39])
async def test_narrow_lines_keep_what_matters(width: int) -> None:
    app = Host(NumberedSource(numbered(100)))
    async with app.run_test(size=(width, 16)) as pilot:
        await pilot.press("down")
        assert app.lines()[2].split()[:2] == [">", "1"]
        strips = app.list.render_lines(Region(0, 0, width, 13))
        assert {strip.cell_length for strip in strips} == {width - 1}


async def test_a_smaller_window_keeps_the_cursor_in_view() -> None:
    app = Host(NumberedSource(numbered(100)))
    async with app.run_test(size=(50, 30)) as pilot:
        app.list.move_to("20")
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert any(line.startswith(">") for line in app.lines())


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_every_theme_tells_the_selected_row_apart(theme: str) -> None:
    app = Host(NumberedSource(numbered(20)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        app.theme = theme
        await pilot.pause()
        strips = app.list.render_lines(Region(0, 0, 50, 13))
        looks = [next(iter(strip)).style for strip in strips]
        marked, selected, plain, other = looks[1:5]
        assert plain == other
        assert selected not in (plain, marked)
        if theme.startswith("ansi"):
            colors = {look.color.name for look in looks if look and look.color}
            assert not any(name.startswith("#") for name in colors)


async def test_no_color_still_shows_the_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(NumberedSource(numbered(20)))
    async with app.run_test(size=SIZE):
        strip = app.list.render_lines(Region(0, 1, 50, 1))[0]
        assert strip.text.startswith(">")
        for segment in strip:
            assert segment.style is not None
            assert segment.style.color is not None
            triplet = segment.style.color.triplet
            assert triplet is not None
            assert len(set(triplet)) == 1


def test_every_key_can_be_rebound() -> None:
    ids = {binding.id for binding in RecordList.BINDINGS}  # type: ignore[union-attr]
    assert {"list.down", "list.up", "list.top", "list.bottom", "list.open", "list.mark"} <= ids
    assert None not in ids

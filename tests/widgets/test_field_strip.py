"""Pinned values in a row: broken into lines, gone to by keys, opened."""

from __future__ import annotations

from textual.app import App, ComposeResult

from widgets.field_strip import MOST_LINES, FieldStrip, StripCell

CELLS = [
    StripCell("company", "Vega"),
    StripCell("phone", "+7 916 123-45-67"),
    StripCell("born", "12 May", "Born"),
    StripCell("comment", "Comment –", is_empty=True),
    StripCell("other", "Nova:", is_first=True),
    StripCell("other phone", "+7 495 000-11-22"),
]


class Host(App[None]):
    """A strip alone on a screen."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[object] = []

    def compose(self) -> ComposeResult:
        """Lay out the strip."""
        yield FieldStrip(CELLS)

    def on_mount(self) -> None:
        """Give the keys to the strip."""
        self.query_one(FieldStrip).focus()

    def on_field_strip_opened(self, event: FieldStrip.Opened) -> None:
        """Note what is opened."""
        self.opened.append(event.key)


def lines(host: Host) -> list[str]:
    """Return the lines of the strip."""
    strip = host.query_one(FieldStrip)
    return [strip.render_line(y).text.rstrip() for y in range(strip.size.height)]


async def test_values_are_broken_into_lines_that_fit() -> None:
    host = Host()
    async with host.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert lines(host) == [
            " Vega   +7 916 123-45-67   Born 12 May   Comment –",
            " Nova:   +7 495 000-11-22",
        ]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert lines(host)[:2] == [" Vega   +7 916 123-45-67", " Born 12 May   Comment –"]
        assert all(len(line) <= 30 for line in lines(host))


async def test_keys_go_from_value_to_value_and_from_line_to_line() -> None:
    host = Host()
    async with host.run_test(size=(60, 10)) as pilot:
        strip = host.query_one(FieldStrip)
        keys = []
        for key in ("l", "right", "down", "k", "h", "left", "h"):
            await pilot.press(key)
            keys.append(strip.key)
        assert keys == ["phone", "born", "other phone", "phone", "company", "company", "company"]
        await pilot.press("l", "enter")
        assert host.opened == ["phone"]
        assert strip.cursor_region == (8, 0, 16, 1)


async def test_a_click_opens_a_value() -> None:
    host = Host()
    async with host.run_test(size=(60, 10)) as pilot:
        await pilot.click(FieldStrip, offset=(30, 0))
        await pilot.click(FieldStrip, offset=(2, 1))
        await pilot.click(FieldStrip, offset=(58, 1))
        await pilot.pause()
        assert host.opened == ["born", "other"]


async def test_other_values_keep_the_cursor_where_it_can_be() -> None:
    host = Host()
    async with host.run_test(size=(60, 10)) as pilot:
        strip = host.query_one(FieldStrip)
        strip.go_to("other phone")
        strip.show(CELLS[:2])
        await pilot.pause()
        assert strip.key == "phone"
        strip.show([])
        await pilot.press("enter", "down")
        assert (strip.key, host.opened) == (None, [])


async def test_of_many_lines_those_around_the_cursor_are_shown_and_how_many_values_follow() -> None:
    host = Host()
    async with host.run_test(size=(30, 10)) as pilot:
        strip = host.query_one(FieldStrip)
        strip.show([StripCell(n, f"value {n} of a record") for n in range(9)])
        await pilot.pause()
        assert strip.size.height == MOST_LINES
        assert lines(host)[0] == " value 0 of a record"
        assert lines(host)[-1].split() == ["value", "4", "of", "a", "record", "+4"]
        assert [len(line) for line in lines(host)][-1] == 30
        await pilot.press(*["j"] * 6)
        assert strip.key == 6
        assert lines(host)[-1].split()[-3:] == ["a", "record", "+2"]
        assert strip.cursor_region.y == strip.region.y + MOST_LINES - 1
        await pilot.click(FieldStrip, offset=(3, 0))
        await pilot.pause()
        assert host.opened == [2]
        await pilot.press(*["l"] * 6)
        assert strip.key == 8
        assert lines(host)[-1] == " value 8 of a record"
        await pilot.press(*["k"] * 8)
        assert lines(host)[0] == " value 0 of a record"
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert not any("+" in line for line in lines(host))

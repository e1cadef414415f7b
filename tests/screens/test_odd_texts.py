"""Whatever stands in the records, the screens stay whole; so they do without colours."""

from __future__ import annotations

import re

import pytest
from desk import Desk, add_contact, at, at_desk, plan
from rich.cells import cell_len

from screens.cards.record_card import RecordCard
from services.context import Context
from services.dictionaries.changing import add_value
from services.records.use_cases import add_record

ODD_TEXTS = {
    "markup": "[bold]red[/bold] [/nope] [link='x' [[ ]] \\[ {name} %s",
    "emoji": "👩‍👩‍👧‍👦 🔥 e\u0301 \u200d ﷽ 🇵🇱",
    "control": "bell\x07 clear\x1b[2J\x1b]0;title\x07 \x00 \x9b31m \u202eback\u2066",
    "wide": "漢字かな交じり文" * 40,
    "long": "Donaudampfschifffahrt" * 400,
    "lines": "first\nsecond\r\nthird\ttab\u2028fourth",
}


@pytest.mark.parametrize("size", [(120, 40), (40, 30)])
@pytest.mark.parametrize("odd", ODD_TEXTS)
async def test_no_text_breaks_a_screen(context: Context, odd: str, size: tuple[int, int]) -> None:
    context = at(context)
    text = ODD_TEXTS[odd]
    add_value(context, "outcome", text[:60])
    # What anything is called has at most 200 characters.
    name = text[:190]
    company = add_record(context, "company", {"title": f"Firm {name}"})
    contact = add_contact(
        context, f"Odd {name}", comment=text, position=name, companies=[str(company)]
    )
    plan(context, name, "2026-11-23 15:00", contacts=[str(contact)])
    async with at_desk(context, size=size) as desk:
        assert_whole(desk, size)
        await desk.press("x")
        await desk.until_dialog()
        assert_whole(desk, size)
        await desk.press("escape")
        await desk.until_closed()
        await desk.press("c")
        await desk.until_dialog()
        await desk.press("shift+tab", *["end", "ctrl+u"])
        await desk.type("odd")
        await desk.until_shown("> Odd")
        assert_whole(desk, size)
        await desk.press("enter", "7", "ctrl+s")
        await desk.until_closed()
        await desk.press("ctrl+p")
        await desk.type("odd")
        await desk.until_shown("Contact")
        assert_whole(desk, size)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.pilot.pause()
        assert_whole(desk, size)


def assert_whole(desk: Desk, size: tuple[int, int]) -> None:
    """Check that no line is wider than the screen, and that nothing reaches the terminal raw."""
    lines = desk.text().splitlines()
    assert [line for line in lines if cell_len(line) > size[0]] == []
    assert (
        re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", desk.text()) is None
    )
    area = desk.area.agenda_list
    widths = {cell_len(area.render_line(y).text) for y in range(area.size.height)}
    assert widths == {area.line_width}


async def test_what_is_pasted_may_be_anything(context: Context) -> None:
    from textual.events import Paste

    async with at_desk(at(context)) as desk:
        await desk.press("n")
        await desk.until_dialog()
        desk.app.post_message(Paste("one [b]line\x1b[31m\nand another 🔥"))
        await desk.until(lambda: desk.form()["subject"])
        await desk.press("ctrl+s")
        await desk.until_closed()
        await desk.until(lambda: len(desk.agenda()) == 2)
        assert "one [b]line" in desk.agenda()[1]


def colours(desk: Desk) -> set[str]:
    """Return the colours of the texts, but for the terminal's own."""
    fills = re.findall(r"r\d+ \{ fill: (#[0-9a-f]{6})", desk.app.export_screenshot())
    return set(fills) - {"#c5c8c6"}


def is_grey(colour: str) -> bool:
    """Return whether a colour has no hue."""
    return colour[1:3] == colour[3:5] == colour[5:]


async def test_no_color_keeps_every_meaning(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(at(context), "late", "2026-11-20", is_important=True)
    async with at_desk(at(context)) as desk:
        assert not all(map(is_grey, colours(desk)))
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(at(context)) as desk:
        assert all(map(is_grey, colours(desk)))
        assert desk.agenda()[1].split() == [">", "!", "call", "3", "d", "late", "late", "*"]
        await desk.press("x")
        await desk.until_dialog()
        await desk.type("9")
        await desk.press("tab")
        await desk.until_shown("! Use one of: Reached")


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light", "dracula"])
async def test_every_theme_shows_the_same(context: Context, theme: str) -> None:
    plan(at(context), "late", "2026-11-20")
    async with at_desk(at(context)) as desk:
        await desk.until_shown("20 Nov · 3 d late")
        usual = desk.text()
    async with at_desk(at(context), theme=theme) as desk:
        await desk.until_shown("20 Nov · 3 d late")
        assert desk.text() == usual
        await desk.press("x")
        await desk.until_dialog()
        await desk.until_shown("Done: late")

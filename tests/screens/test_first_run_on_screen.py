"""The first start on the screen: reading an address book can be ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import at, at_desk, count

from screens.first_run import Beginning, FirstRun
from services.context import Context

CARDS = 6000


@pytest.mark.row("IMPEX-03")
async def test_escape_ends_the_reading_of_an_address_book(context: Context, tmp_path: Path) -> None:
    context = at(context)
    book = tmp_path / "book.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Name{0};;;;\nFN:Name{0}\nTEL:+7916{0:07}\nEND:VCARD\n"
    book.write_text("".join(card.format(number) for number in range(CARDS)), encoding="utf-8")
    known = {"language": "en", "time_zone": "", "region": "RU"}
    answers: list[Beginning | None] = []
    async with at_desk(context) as desk:
        desk.app.push_screen(FirstRun(lambda _name, _text: None, known), answers.append)
        await desk.until_dialog()
        await desk.put("way", "read")
        await desk.put("path", str(book))
        await desk.press("ctrl+s")
        await desk.until_shown("cards read. Esc ends it.")
        await desk.press("escape")
        await desk.until_shown("Ended. Nothing was changed.")
        assert count(context, "contact") == 0
        await desk.press("escape")
        await desk.until_closed()
    assert answers == [None]

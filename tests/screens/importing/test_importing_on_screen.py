"""Files are imported on the screen: what would come of one is shown before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens import long_change
from screens.calendar.calendar_screen import CalendarScreen
from screens.importing.import_dialog import ImportDialog
from screens.importing.import_review import MOST_TOLD, ImportReview
from screens.long_step import LongStepDialog
from screens.program import program_of
from screens.service_screen import ServiceScreen
from services.catalog.picking import search_products
from services.context import Context
from services.importing import parts
from services.importing.files import import_file
from tests.screens.catalog.shelves import at_shelves
from tests.screens.desk import Desk, at, at_desk
from tests.screens.records.clients import among_clients
from widgets.lists.record_list import RecordList

_TABLE = "Name;Section;Price;Width;Unit\nDesk;Oak/Desks;5;120;bale\nChair;Oak;dear;40;pcs\n;;1;;\n"


def told(desk: Desk) -> list[str]:
    """Return what would come of the file, line by line."""
    rows = desk.app.screen.query_one(RecordList)
    lines = [rows.render_line(y).text for y in range(rows.size.height)]
    return [line[2:].strip() for line in lines if line.strip()]


async def until_review(desk: Desk) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, ImportReview))
    await desk.until_idle()


@pytest.mark.row("ONEC-01", "CAT-01")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_price_list_is_tried_out_then_imported_in_one_step(
    context: Context, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "price-list.csv"
    path.write_text(_TABLE, encoding="utf-8")
    async with at_shelves(at(context), size=size) as desk:
        await desk.press("Z")
        await desk.until_dialog()
        await desk.put("path", str(path))
        await desk.until_shown("This is a table of products.", "Other columns")
        await desk.press("ctrl+s")
        await until_review(desk)
        assert told(desk)[:6] == [
            "2 created, 0 updated, 0 skipped as unchanged, 1 failed.",
            "1 comes in without what cannot be read.",
            "New sections, 2: Oak, Oak / Desks.",
            "New units, 1: bale.",
            "Columns left out: Width.",
            "Line 4: The row has no name of a product and no code.",
        ]
        assert search_products(context, "desk") == []
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, ImportDialog))
        await desk.until_dialog()
        assert desk.form()["path"] == str(path)
        await desk.put("unknown", "make")
        await desk.press("ctrl+s")
        await until_review(desk)
        assert "New properties, 1: Width." in told(desk)
        await desk.press("enter")
        await desk.until_products("Chair", "Desk")
        assert desk.said() == (
            "2 created, 0 updated, 0 skipped as unchanged, 1 failed. u takes it back."
        )
        await desk.press("u")
        await desk.until(lambda: not desk.products())


@pytest.mark.row("ONEC-01")
async def test_what_cannot_be_imported_is_said_and_nothing_typed_is_lost(
    context: Context, tmp_path: Path
) -> None:
    table = tmp_path / "list.csv"
    broken = "".join(f"Chair {n};dear\n" for n in range(MOST_TOLD + 7))
    table.write_text(f"What;Price\nDesk;5\n{broken}", encoding="utf-8")
    async with at_shelves(at(context)) as desk:
        await desk.press("Z")
        await desk.until_dialog()
        await desk.press("ctrl+s")
        await desk.until_shown("Type the path of a file.")
        for nowhere in (str(tmp_path / "nothing.csv"), "x" * 300):
            await desk.put("path", nowhere)
            await desk.until_idle()
            await desk.press("ctrl+s")
            await desk.until_shown("There is no file")
        await desk.put("path", str(table))
        await desk.press("ctrl+s")
        await desk.until_shown("No column of")
        await desk.put("columns", "What")
        await desk.press("ctrl+s")
        await desk.until_shown("“What” is no column")
        await desk.put("columns", "What=name")
        await desk.press("ctrl+s")
        await until_review(desk)
        assert told(desk)[0].startswith(f"{MOST_TOLD + 8} created,")
        await desk.press("G")
        assert told(desk)[-1] == "And 7 more: “crm import --dry-run” tells of all."


@pytest.mark.row("ONEC-01")
async def test_escape_ends_the_import_and_nothing_is_changed(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name\n" + "".join(f"P{n}\n" for n in range(500)), encoding="utf-8")
    async with at_shelves(at(context)) as desk:
        await desk.press("Z")
        await desk.until_dialog()
        await desk.put("path", str(path))
        await desk.press("ctrl+s")
        await until_review(desk)
        review = desk.app.screen
        assert isinstance(review, ImportReview)
        say = review.say

        def escape_once(sentence: str, severity: str = "information") -> None:
            say(sentence, severity)
            if sentence == "100 read. Esc ends it.":
                monkeypatch.undo()
                review.action_leave()

        monkeypatch.setattr(review, "say", escape_once)
        await desk.press("enter")
        await desk.until_shown("Ended. Nothing was changed.")
        assert search_products(context, "p1") == []
        await desk.press("enter")
        await desk.until(lambda: len(desk.app.screen_stack) == 1)
        await desk.until_shown("500 created")


@pytest.mark.row("HIST-06")
async def test_the_undo_of_a_long_import_is_ended_and_gone_on_with(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name\n" + "".join(f"P{n}\n" for n in range(1200)), encoding="utf-8")
    monkeypatch.setattr(parts, "PART_SECONDS", 0)
    monkeypatch.setattr(long_change, "TELL_SECONDS", 0)
    import_file(context, path)
    say = LongStepDialog.say

    def escape_at_half(dialog: LongStepDialog, sentence: str) -> None:
        say(dialog, sentence)
        found = re.fullmatch(r"Taking it back: (\d+) %. Esc ends it.", sentence)
        assert found is not None
        if int(found[1]) >= 50:
            monkeypatch.undo()
            dialog.action_leave()

    async with at_shelves(at(context)) as desk:
        monkeypatch.setattr(LongStepDialog, "say", escape_at_half)
        screen = desk.app.screen
        assert isinstance(screen, ServiceScreen)
        screen.action_undo()
        screen.action_undo()  # pressed again before there was anything to be seen
        await desk.until_shown(" %: undo goes on with it, redo brings all of it back.")
        assert len(desk.app.screen_stack) == 1
        await desk.until(lambda: not program_of(desk.app.screen).turns.locked())
        assert desk.products()  # the second one did not go on with it
        await desk.press("u")
        await desk.until_shown("Undone: catalog read from a file (the rest; it had broken off).")
        await desk.until(lambda: not desk.products())


_CARD = "BEGIN:VCARD\nVERSION:3.0\nN:{};{}\nTEL:{}\nORG:{}\nEND:VCARD\n"
_CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//EN
BEGIN:VEVENT
UID:stand-up
DTSTART:20261124T090000Z
DURATION:PT15M
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Stand-up
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.row("IMPEX-03")
async def test_an_address_book_is_tried_out_then_imported_among_the_clients(
    context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "book.vcf"
    people = [
        ("Kowalska", "Łucja", "+48 601 123 456", "Nova"),
        ("Orlova", "Maria", "+7 916 123-45-67", "Vega"),
    ]
    path.write_text("".join(_CARD.format(*one) for one in people), encoding="utf-8")
    async with among_clients(at(context)) as desk:
        await desk.until_shown("Z reads a file in.")
        await desk.press("Z")
        await desk.until_dialog()
        await desk.put("path", str(path))
        await desk.until_shown("This is an address book.")
        await desk.press("ctrl+s")
        await until_review(desk)
        assert told(desk) == [
            "2 created, 0 updated, 0 skipped as unchanged, 0 failed.",
            "New companies, 2: Nova, Vega.",
        ]
        await desk.press("enter")
        await desk.until(lambda: desk.names() == ["Kowalska Łucja", "Orlova Maria"])
        counts = "2 created, 0 updated, 0 skipped as unchanged, 0 failed."
        assert desk.said() == f"{counts} u takes it back."
        await desk.press("Z")
        await desk.until_dialog()
        await desk.put("path", str(path))
        await desk.press("ctrl+s")
        await until_review(desk)
        await desk.press("enter")
        await desk.until(lambda: len(desk.app.screen_stack) == 1)
        assert desk.said() == "0 created, 0 updated, 2 skipped as unchanged, 0 failed."
        await desk.press("u")
        await desk.until_shown("There is nothing yet.")


@pytest.mark.row("PORT-07")
async def test_a_calendar_is_tried_out_then_imported_in_the_calendar(
    context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "work.ics"
    path.write_text(_CALENDAR, encoding="utf-8")
    async with at_desk(at(context), size=(80, 24)) as desk:
        await desk.press("]")
        await desk.until(lambda: isinstance(desk.app.screen, CalendarScreen))
        await desk.press("Z")
        await desk.until_dialog()
        await desk.put("path", str(path))
        await desk.press("ctrl+s")
        await until_review(desk)
        assert "“Stand-up” recurs: 3 meetings were made, the last on 26 Nov" in told(desk)[1]
        await desk.press("enter")
        await desk.until_shown("3 created", "10:00 Sta")
        await desk.press("u")
        await desk.until(lambda: "10:00 Sta" not in desk.text())

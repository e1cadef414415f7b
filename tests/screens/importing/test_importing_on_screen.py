"""A catalog is imported on the screen: what would come of it is shown before (ONEC-01)."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens import long_change
from screens.importing.import_dialog import ImportDialog
from screens.importing.import_review import MOST_TOLD, ImportReview
from screens.long_step import StepDialog
from services.catalog.picking import search_products
from services.context import Context
from services.importing import catalog
from services.importing.files import import_file
from tests.screens.catalog.shelves import Shelves, at_shelves
from tests.screens.desk import at
from widgets.lists.record_list import RecordList

_TABLE = "Name;Section;Price;Width;Unit\nDesk;Oak/Desks;5;120;bale\nChair;Oak;dear;40;pcs\n;;1;;\n"


def told(desk: Shelves) -> list[str]:
    """Return what would come of the file, line by line."""
    rows = desk.app.screen.query_one(RecordList)
    lines = [rows.render_line(y).text for y in range(rows.size.height)]
    return [line[2:].strip() for line in lines if line.strip()]


async def until_review(desk: Shelves) -> None:
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
        await desk.press("L")
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
    book = tmp_path / "book.vcf"
    book.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n", encoding="utf-8")
    table = tmp_path / "list.csv"
    broken = "".join(f"Chair {n};dear\n" for n in range(MOST_TOLD + 7))
    table.write_text(f"What;Price\nDesk;5\n{broken}", encoding="utf-8")
    async with at_shelves(at(context)) as desk:
        await desk.press("L")
        await desk.until_dialog()
        await desk.press("ctrl+s")
        await desk.until_shown("Type the path of a file.")
        for nowhere in (str(tmp_path / "nothing.csv"), "x" * 300):
            await desk.put("path", nowhere)
            await desk.until_idle()
            await desk.press("ctrl+s")
            await desk.until_shown("There is no file")
        await desk.put("path", str(book))
        await desk.press("ctrl+s")
        await desk.until_shown("book.vcf is an address book", "reads it in.")
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
        await desk.press("L")
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
    monkeypatch.setattr(catalog, "PART_SECONDS", 0)
    monkeypatch.setattr(long_change, "TELL_SECONDS", 0)
    import_file(context, path)
    say = StepDialog.say

    def escape_at_a_third(dialog: StepDialog, sentence: str) -> None:
        say(dialog, sentence)
        if sentence == "Taking it back: 33 %. Esc ends it.":
            monkeypatch.undo()
            dialog.action_leave()

    async with at_shelves(at(context)) as desk:
        monkeypatch.setattr(StepDialog, "say", escape_at_a_third)
        await desk.press("u")
        await desk.until_shown("Ended at 33 %: undo goes on with it, redo brings all of it back.")
        assert len(desk.app.screen_stack) == 1
        await desk.press("u")
        await desk.until_shown("Undone: catalog read from a file (the rest; it had broken off).")
        await desk.until(lambda: not desk.products())

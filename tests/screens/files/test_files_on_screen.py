"""The files of an activity on the screen: opened, damaged, attached and taken away beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID

import pytest
from desk import Desk, at, at_desk, plan

from screens.files import file_work
from services.context import Context
from services.files.attaching import attach_files
from services.files.listing import list_attachments


def with_file(context: Context, folder: Path, text: str = "an offer") -> UUID:
    """Plan an activity with a file, and return its key."""
    key = plan(context, "agree", "2026-11-23 15:00")
    path = folder / "Offer.txt"
    path.write_text(text, encoding="utf-8")
    attach_files(context, "activity", key, [str(path)])
    return key


async def open_files(desk: Desk) -> None:
    """Open the files of the activity under the cursor."""
    await desk.press("f")
    await desk.until_shown("Files · agree", "Offer.txt")


@pytest.mark.parametrize("damage", ["missing", "damaged"])
async def test_a_file_without_its_bytes_is_told(
    context: Context, tmp_path: Path, damage: str
) -> None:
    context = at(context)
    key = with_file(context, tmp_path)
    (kept,) = list_attachments(context, "activity", key)
    if damage == "missing":
        kept.path.unlink()
    else:
        kept.path.chmod(0o600)
        kept.path.write_text("something else", encoding="utf-8")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("enter")
        await desk.until_shown("Offer.txt is missing from the store, or damaged.")


@pytest.mark.row("ACT-13")
async def test_a_file_opens_under_its_own_name(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    with_file(context, tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(file_work, "open_outside", lambda path: not opened.append(path))
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("enter")
        await desk.until(lambda: opened)
    (path,) = map(Path, opened)
    assert (path.name, path.read_text("utf-8")) == ("Offer.txt", "an offer")


async def test_while_another_process_writes_the_keys_go_on(
    context: Context, tmp_path: Path, path: Path
) -> None:
    context = at(context)
    with_file(context, tmp_path)
    async with at_desk(context) as desk:
        await open_files(desk)
        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        await desk.press("delete", "escape")
        await desk.until_closed()
        busy.execute("ROLLBACK")
        busy.close()
        await desk.until_idle()
        await desk.press("f")
        await desk.until_shown("No files. n attaches some.")


@pytest.mark.row("ACT-13")
async def test_a_file_that_was_removed_comes_back_where_it_was(
    context: Context, tmp_path: Path
) -> None:
    context = at(context)
    with_file(context, tmp_path)
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("delete")
        await desk.until_shown("1 file is removed.", "No files.")
        await desk.press("u")
        await desk.until_shown("Undone:", "Offer.txt")
        await desk.press("U")
        await desk.until_shown("Done again:", "No files.")

"""Files of an activity: attached by a path that is completed, opened, saved elsewhere, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, at, at_desk, plan
from test_ringing_on_screen import Opener, opener

from screens.files.files_dialog import FilesDialog
from services.context import Context
from services.files.attaching import attach_files
from services.files.listing import list_attachments
from services.settings import LIBRARY_FOLDER, set_setting

__all__ = ["opener"]


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """A file to attach, in a folder with another one."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "drawing.pdf").write_bytes(b"lines")
    file = folder / "offer.pdf"
    file.write_bytes(b"x" * 1_400)
    return file


async def open_files(desk: Desk) -> None:
    """Open the files of the activity under the cursor."""
    await desk.press("f")
    await desk.until(lambda: isinstance(desk.app.screen, FilesDialog))
    await desk.until_idle()


@pytest.mark.row("ACT-13", "CALL-01")
async def test_a_file_is_attached_by_a_path_that_is_completed(
    context: Context, offer: Path
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.until_shown("Files · offer", "No files. n attaches some.")
        await desk.open("n")
        await desk.type(f"{offer.parent}/")
        await desk.until_shown("  drawing.pdf", "  offer.pdf")
        await desk.press("down", "down")
        await desk.until_shown("> offer.pdf")
        await desk.press("tab")
        assert desk.form()["path"] == str(offer)
        await desk.press("enter")
        await desk.until_shown("offer.pdf", "1.4 kB", "1 file is attached.")
        await desk.press("escape")
        await desk.until_closed()
        await desk.until(lambda: "files" in desk.current())
        await desk.until_shown("offer.pdf")
        await desk.press("u")
        await desk.until(lambda: "files" not in desk.current())
    assert list(list_attachments(context, "activity", key)) == []


@pytest.mark.row("ACT-13")
async def test_a_file_of_the_library_is_attached_by_its_name(context: Context, offer: Path) -> None:
    context = at(context)
    set_setting(context, LIBRARY_FOLDER, str(offer.parent))
    plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.open("n")
        await desk.until_shown("> drawing.pdf", "offer.pdf")
        await desk.type("of")
        await desk.press("tab", "enter")
        await desk.until_shown("1 file is attached.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("/no/such/file.pdf", "cannot be read"), ("/", "is a folder"), ("", "Type the path")],
)
async def test_what_cannot_be_attached_is_said_under_the_path(
    context: Context, typed: str, sentence: str
) -> None:
    context = at(context)
    plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.open("n")
        await desk.type(typed)
        await desk.press("ctrl+s")
        await desk.until_shown("! ", sentence)
        assert desk.field() == "path"


@pytest.mark.row("ACT-13")
async def test_a_file_is_opened_saved_and_removed(
    context: Context, offer: Path, tmp_path: Path, opener: Opener
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [str(offer)])
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("enter")
        await desk.until(lambda: opener.links)
        copy = Path(opener.links[0])
        assert (copy.name, copy.read_bytes()) == ("offer.pdf", offer.read_bytes())
        await desk.open("s")
        await desk.until_shown("Save offer.pdf as")
        await desk.type(f"{tmp_path}/kept.pdf")
        await desk.press("enter")
        await desk.until_shown("Saved to")
        assert (tmp_path / "kept.pdf").read_bytes() == offer.read_bytes()
        await desk.press("delete")
        await desk.until_shown("1 file is removed.", "No files.")
        await desk.press("escape")
        await desk.until_closed()
        await desk.press("u")
        await desk.until(lambda: "files" in desk.current())


async def test_without_a_program_to_open_files_that_is_said(context: Context, offer: Path) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [str(offer)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        async with at_desk(context) as desk:
            await open_files(desk)
            await desk.press("enter")
            await desk.until_shown("There is nothing here to open files with.")

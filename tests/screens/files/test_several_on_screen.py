"""Several files at once on the screen: kept one by one, by patterns, ended, saved together."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from uuid import UUID

import pytest
from desk import Desk, at, at_desk, plan
from test_ringing_on_screen import Opener, opener

from screens.files.files_dialog import FilesDialog
from screens.files.path_dialog import AttachDialog, PathDialog
from services.context import Context
from services.files import attaching
from services.files.attaching import attach_files
from services.files.listing import list_attachments
from services.settings import FILES_SPACE, LIBRARY_FOLDER, set_setting

__all__ = ["opener"]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with three files and an empty folder."""
    folder = tmp_path / "papers"
    (folder / "empty").mkdir(parents=True)
    for name in ("act.pdf", "bill.pdf", "note.txt"):
        (folder / name).write_text(name, "utf-8")
    return folder


def names(context: Context, key: UUID) -> list[str]:
    return sorted(file.name for file in list_attachments(context, "activity", key))


async def open_files(desk: Desk) -> None:
    """Open the files of the activity under the cursor."""
    await desk.press("f")
    await desk.until(lambda: isinstance(desk.app.screen, FilesDialog))
    await desk.until_idle()


async def ask_paths(desk: Desk) -> AttachDialog:
    """Open the files, and ask for the paths of some."""
    await open_files(desk)
    await desk.open("n")
    dialog = desk.app.screen
    assert isinstance(dialog, AttachDialog)
    return dialog


@pytest.mark.row("DOC-15", "ACT-13")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_several_paths_are_kept_and_attached_at_once(
    context: Context, papers: Path, size: tuple[int, int]
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context, size=size) as desk:
        await ask_paths(desk)
        await desk.type(f"{papers}/n")
        await desk.press("tab")
        assert desk.form()["path"] == f"{papers}/note.txt"
        await desk.press("tab")
        await desk.until_shown("1 kept: note.txt")
        assert desk.form()["path"] == ""
        await desk.type(f"{papers}/*.pdf")
        await desk.press("tab")
        await desk.until_shown("2 kept: note.txt, *.pdf (2)")
        await desk.press("enter")
        await desk.until_shown("3 files are attached. u takes them back.", "act.pdf", "note.txt")
        assert names(context, key) == ["act.pdf", "bill.pdf", "note.txt"]
        await desk.press("u")
        await desk.until_shown("Undone:", "No files. n attaches some.")


@pytest.mark.row("DOC-15")
async def test_kept_paths_are_attached_by_enter_and_taken_away_by_backspace(
    context: Context, papers: Path
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await ask_paths(desk)
        for name in ("act.pdf", "bill.pdf"):
            await desk.type(f"{papers}/{name}")
            await desk.press("tab")
        await desk.until_shown("2 kept: act.pdf, bill.pdf")
        await desk.press("backspace")
        await desk.until_shown("1 kept: act.pdf")
        await desk.press("enter")
        await desk.until_shown("1 file is attached.")
    assert names(context, key) == ["act.pdf"]


async def test_a_folder_and_what_fits_nothing_are_refused_and_the_rest_stays(
    context: Context, papers: Path
) -> None:
    context = at(context)
    plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await ask_paths(desk)
        await desk.type(f"{papers}/act.pdf")
        await desk.press("tab")
        await desk.until_shown("1 kept: act.pdf")
        await desk.type(f"{papers}/empty/")
        await desk.press("tab")
        await desk.until_shown("!", "is a folder. Name a file in it")
        await desk.put("path", f"{papers}/*.zip")
        await desk.press("enter")
        await desk.until_shown("No file fits", "1 kept: act.pdf")
        assert desk.form()["path"] == f"{papers}/*.zip"


async def test_what_was_named_is_there_again_after_escape(context: Context, papers: Path) -> None:
    context = at(context)
    plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await ask_paths(desk)
        await desk.type(f"{papers}/act.pdf")
        await desk.press("tab")
        await desk.type("/half")
        await desk.leave()
        await desk.open("n")
        await desk.until_shown("What you had typed is back.", "1 kept: act.pdf", "/half")
        await desk.press("ctrl+n")
        await desk.until_gone("1 kept")


@pytest.mark.row("PORT-06")
async def test_f3_goes_to_the_library_folder(context: Context, papers: Path) -> None:
    context = at(context)
    plan(context, "offer", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await ask_paths(desk)
        await desk.press("f3")
        await desk.until_shown("No library folder is set")
        set_setting(context, LIBRARY_FOLDER, str(papers))
        await desk.press("f3")
        await desk.until_shown("  act.pdf", "bill.pdf")
        await desk.press("tab")
        await desk.until_shown("> act.pdf")
        await desk.press("tab", "enter")
        await desk.until_shown("1 file is attached.")


async def test_where_there_is_no_room_that_is_said_with_numbers(
    context: Context, papers: Path
) -> None:
    context = at(context)
    set_setting(context, FILES_SPACE, 1)
    plan(context, "offer", "2026-11-23 15:00")
    (papers / "film.mp4").write_bytes(os.urandom(1_200_000))
    async with at_desk(context) as desk:
        await ask_paths(desk)
        await desk.type(f"{papers}/film.mp4")
        await desk.press("enter")
        await desk.until_shown("! Files may take 1 MB; 0 B are taken, and 1.2 MB are needed.")
        assert desk.form()["path"] == f"{papers}/film.mp4"


async def test_escape_ends_a_copy_and_nothing_is_attached(
    context: Context, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    has_begun, may_go_on = threading.Event(), threading.Event()
    whole = attaching.copied_of

    def slow(*arguments: object) -> object:
        copied = whole(*arguments)  # type: ignore[arg-type]  # handed on as it came

        def wait(size: int) -> None:
            has_begun.set()
            may_go_on.wait()
            copied(size)

        return wait

    monkeypatch.setattr(attaching, "copied_of", slow)
    async with at_desk(context) as desk:
        dialog = await ask_paths(desk)
        await desk.type(f"{papers}/act.pdf")
        await desk.press("enter")
        await desk.until(has_begun.is_set)
        await desk.press("escape")
        await desk.until_shown("Ending …")
        may_go_on.set()
        await desk.until_shown("Ended. Nothing was changed.")
        assert desk.app.screen is dialog
        assert desk.form()["path"] == f"{papers}/act.pdf"
    assert names(context, key) == []


@pytest.mark.row("DOC-15")
async def test_marked_files_are_saved_into_a_folder_and_removed_together(
    context: Context, papers: Path, tmp_path: Path
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [f"{papers}/*.pdf", f"{papers}/note.txt"])
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("G", "m", "k", "m")
        await desk.open("s")
        assert isinstance(desk.app.screen, PathDialog)
        await desk.until_shown("Save 2 files into a folder")
        await desk.type(str(tmp_path))
        await desk.press("ctrl+s")
        await desk.until_shown("2 files saved in")
        assert {"act.pdf", "bill.pdf"} <= {path.name for path in tmp_path.iterdir()}
        await desk.press("G", "m", "k", "m", "delete")
        await desk.until_shown("2 files are removed. u brings them back.")
        assert names(context, key) == ["note.txt"]
        await desk.press("u")
        await desk.until(lambda: len(names(context, key)) == 3)


async def test_the_cursor_stays_where_a_file_was_removed(context: Context, papers: Path) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [f"{papers}/*.pdf", f"{papers}/note.txt"])
    async with at_desk(context) as desk:
        await open_files(desk)
        dialog = desk.app.screen
        assert isinstance(dialog, FilesDialog)
        shown = [line.item.name for line in dialog.lines()]
        await desk.press("g", "delete")
        await desk.until(lambda: len(names(context, key)) == 2)
        await desk.until(lambda: dialog.item is not None and dialog.item.name == shown[1])
        await desk.press("u")
        await desk.until(lambda: len(dialog.lines()) == 3)
        await desk.until_idle()
        assert dialog.item is not None
        assert dialog.item.name == shown[1]
        await desk.press("G", "delete")
        await desk.until(lambda: dialog.item is not None and dialog.item.name == shown[1])


async def test_what_was_removed_is_shown_and_brought_back(context: Context, papers: Path) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [f"{papers}/act.pdf"])
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("D")
        await desk.until_shown("No file was removed here.")
        await desk.press("delete")
        await desk.until_shown("act.pdf (removed)")
        await desk.press("enter")
        await desk.until_shown("This file is removed: r brings it back.")
        await desk.press("r")
        await desk.until_shown("Brought back.")
    assert names(context, key) == ["act.pdf"]


async def test_a_file_gets_another_name(context: Context, papers: Path) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [f"{papers}/act.pdf"])
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.open("f2")
        await desk.put("name", "final act.pdf")
        await desk.press("ctrl+s")
        await desk.until_shown("It is called final act.pdf now.")
    assert names(context, key) == ["final act.pdf"]


@pytest.mark.row("ACT-13")
async def test_over_ssh_a_copy_is_told_and_its_path_copied(
    context: Context, papers: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    key = plan(context, "offer", "2026-11-23 15:00")
    attach_files(context, "activity", key, [f"{papers}/act.pdf"])
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22")
    copied: list[str] = []
    async with at_desk(context) as desk:
        monkeypatch.setattr(desk.app, "copy_to_clipboard", copied.append)
        await open_files(desk)
        await desk.press("enter")
        await desk.until_shown("There is nothing here to open files with. A copy lies at")
        assert opener.links == []
        await desk.press("y")
        await desk.until(lambda: copied)
        assert Path(copied[0]).name == "act.pdf"
        assert Path(copied[0]).read_text("utf-8") == "act.pdf"

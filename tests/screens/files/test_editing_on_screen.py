"""Files are edited: in the editor of the terminal, in other programs, by two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from desk import Desk, at, at_desk, plan
from test_ringing_on_screen import Opener, opener

from domain.errors import UnusableFile
from screens.files import edit_watch, file_work
from screens.files.files_dialog import FilesDialog
from screens.files.versions_dialog import VersionsDialog
from services.context import Context
from services.files.attaching import attach_files, remove_attachments
from services.files.copies import copy_to_open
from services.files.editing import EditedCopy, begin_editing, take_in
from services.files.listing import versions_of
from services.files.versions import new_version

__all__ = ["opener"]


def with_file(context: Context, folder: Path, name: str) -> UUID:
    """Plan an activity with a file, and return the key of the file."""
    key = plan(context, "agree", "2026-11-23 15:00")
    (folder / name).write_bytes(b"first")
    return attach_files(context, "activity", key, [str(folder / name)])[0]


async def open_files(desk: Desk) -> None:
    """Open the files of the activity under the cursor."""
    await desk.press("f")
    await desk.until(lambda: isinstance(desk.app.screen, FilesDialog))
    await desk.until_idle()


def newest(context: Context, file: UUID) -> tuple[int, bytes]:
    return versions_of(context, file)[0].version, copy_to_open(context, file).read_bytes()


@pytest.mark.row("DOC-16")
async def test_a_text_is_edited_in_the_terminal_and_stored(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "note.txt")
    monkeypatch.setenv("EDITOR", "ed -s")
    texts = [b"second", b"second"]

    def edit(command: list[str], path: Path) -> None:
        assert command == ["ed", "-s"]
        path.write_bytes(texts.pop())

    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    monkeypatch.setattr(file_work, "run_editor", edit)
    async with at_desk(context) as desk:
        monkeypatch.setattr(desk.app, "suspend", suspend)
        await open_files(desk)
        await desk.press("e")
        await desk.until_shown("“note.txt”: version 2 is stored.", "v2")
        assert newest(context, file) == (2, b"second")
        await desk.press("e")
        await desk.until_shown("Nothing was changed.")


@pytest.mark.row("DOC-16")
async def test_what_another_program_saves_is_stored_while_one_goes_on(
    context: Context, tmp_path: Path, opener: Opener
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    async with at_desk(context, notifications=True) as desk:
        await open_files(desk)
        await desk.press("e")
        await desk.until(lambda: opener.links)
        copy = Path(opener.links[0])
        await desk.until_shown("Each time you save it there, a new version is stored here.")
        await desk.press("escape")
        await desk.until_closed()
        for number, text in ((2, b"moved"), (3, b"moved again")):
            copy.write_bytes(text)
            desk.app.edits.look()
            desk.app.edits.look()
            await desk.until(lambda n=number: versions_of(context, file)[0].version == n)  # type: ignore[misc]
            await desk.until_shown(f"“plan.dwg”: version {number} is stored.")
            assert newest(context, file) == (number, text)


@pytest.mark.row("DOC-16")
async def test_what_a_colleague_stored_meanwhile_is_kept_and_said(
    context: Context, other: Context, tmp_path: Path, opener: Opener
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    (tmp_path / "theirs").write_bytes(b"theirs")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("e")
        await desk.until(lambda: opener.links)
        new_version(other, file, str(tmp_path / "theirs"))
        await desk.press("escape")
        await desk.until_closed()
        Path(opener.links[0]).write_bytes(b"mine")
        desk.app.edits.look()
        desk.app.edits.look()
        await desk.until_shown("version 3 is stored. Meanwhile there is version 2 by Борис Волков")
    assert newest(context, file) == (3, b"mine")


@pytest.mark.row("DOC-16")
async def test_what_was_saved_after_the_program_ended_is_stored_at_the_next_start(
    context: Context, tmp_path: Path
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    begin_editing(context, file).path.write_bytes(b"late")
    async with at_desk(context) as desk:
        await desk.until_shown("“plan.dwg”: version 2 is stored.")
    assert newest(context, file) == (2, b"late")


async def test_what_could_not_be_stored_is_said_once_and_tried_again(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    begin_editing(context, file).path.write_bytes(b"late")
    tries: list[str] = []

    def refuse(context: Context, copy: EditedCopy) -> None:
        tries.append(copy.name)
        raise UnusableFile("The database is busy.")

    monkeypatch.setattr(edit_watch, "take_in", refuse)
    async with at_desk(context) as desk:
        await desk.until_shown("The database is busy.")
        monkeypatch.undo()
        for _look in range(edit_watch.FIRST_WAIT):
            desk.app.edits.look()
        await desk.until_shown("“plan.dwg”: version 2 is stored.")
    assert tries == ["plan.dwg"]
    assert newest(context, file) == (2, b"late")


async def test_a_copy_whose_file_is_gone_is_told_at_one_start_only(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    copy = begin_editing(context, file)
    copy.path.write_bytes(b"late")
    remove_attachments(context, [file])
    looked: list[UUID] = []

    def look(context: Context, copy: EditedCopy) -> object:
        try:
            return take_in(context, copy)
        finally:
            looked.append(copy.id)

    monkeypatch.setattr(edit_watch, "take_in", look)
    async with at_desk(context) as desk:
        await desk.until_shown("“plan.dwg” is no longer attached. What you wrote lies at")
    async with at_desk(context) as desk:
        await desk.until(lambda: len(looked) == 2)
        await desk.until_idle()
        assert "no longer attached" not in desk.said()
    copy.path.write_bytes(b"later still")
    async with at_desk(context) as desk:
        await desk.until_shown("“plan.dwg” is no longer attached. What you wrote lies at")


@pytest.mark.row("DOC-16")
async def test_without_a_program_the_copy_to_edit_is_told(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    with_file(context, tmp_path, "plan.dwg")
    monkeypatch.setenv("PATH", "")
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("e")
        await desk.until_shown("Edit it at", "a new version")


@pytest.mark.row("DOC-16")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_versions_are_shown_saved_and_brought_back(
    context: Context, tmp_path: Path, opener: Opener, size: tuple[int, int]
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    (tmp_path / "better").write_bytes(b"second")
    new_version(context, file, str(tmp_path / "better"))
    async with at_desk(context, size=size) as desk:
        await open_files(desk)
        await desk.press("v")
        await desk.until(lambda: isinstance(desk.app.screen, VersionsDialog))
        await desk.until_shown("Versions · plan.dwg", "version 2, current", "version 1", "anna")
        await desk.press("j", "enter")
        await desk.until(lambda: opener.links)
        assert Path(opener.links[0]).read_bytes() == b"first"
        await desk.open("s")
        await desk.type(f"{tmp_path}/old.dwg")
        await desk.press("enter")
        await desk.until_shown("Saved to")
        assert (tmp_path / "old.dwg").read_bytes() == b"first"
        await desk.press("r")
        await desk.until_shown("Version 1 is back as version 3. u takes it back.", "v3")
        assert newest(context, file) == (3, b"first")
        await desk.press("u")
        await desk.until(lambda: newest(context, file) == (2, b"second"))


async def test_a_file_that_a_colleague_removed_is_told(
    context: Context, other: Context, tmp_path: Path
) -> None:
    context = at(context)
    file = with_file(context, tmp_path, "plan.dwg")
    (tmp_path / "better").write_bytes(b"second")
    new_version(context, file, str(tmp_path / "better"))
    async with at_desk(context) as desk:
        await open_files(desk)
        await desk.press("v")
        await desk.until(lambda: isinstance(desk.app.screen, VersionsDialog))
        remove_attachments(other, [file])
        await desk.press("j", "r")
        await desk.until_shown("This file is no longer attached.")

"""Files are attached by path, read out again, and named while a path is typed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import BadInput, NotAllowed, NotFound, UnusableFile
from services.context import Context
from services.files.attaching import attach_files, remove_attachments, rename_attachment
from services.files.copies import save_attachment
from services.files.editing import begin_editing
from services.files.listing import list_attachments, versions_of
from services.files.paths import complete_path
from services.files.versions import new_version
from services.records.use_cases import add_record, delete_record
from services.settings import LARGEST_FILE, LIBRARY_FOLDER, set_setting
from services.undo import undo
from storage.files import FileStore


@pytest.fixture
def library(context: Context, tmp_path: Path) -> Path:
    """A library folder with files, set for this person."""
    folder = tmp_path / "library"
    (folder / "forms").mkdir(parents=True)
    for name in ("price.txt", "Price list.txt", ".hidden", "forms/act.txt"):
        (folder / name).write_text(name, "utf-8")
    set_setting(context, LIBRARY_FOLDER, str(folder))
    return folder


def names(context: Context, activity: UUID) -> list[str]:
    return [file.name for file in list_attachments(context, "activity", activity)]


@pytest.mark.row("ACT-03", "ACT-13", "CALL-01")
def test_files_are_attached_and_read_out(
    context: Context, activity: UUID, offer: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes"
    other.write_bytes(b"")
    keys = attach_files(context, "activity", activity, [str(offer), str(other)])
    second, first = list_attachments(context, "activity", activity)
    assert [first.id, second.id] == keys
    assert (first.name, first.media_type, first.size) == (offer.name, "application/pdf", 10)
    assert (second.name, second.media_type, second.size) == (
        "notes",
        "application/octet-stream",
        0,
    )
    folder = tmp_path / "out"
    folder.mkdir()
    assert save_attachment(context, keys[0], str(folder)) == folder / offer.name
    assert (folder / offer.name).read_bytes() == b"%PDF offer"
    with pytest.raises(BadInput, match="is there already"):
        save_attachment(context, keys[0], str(folder))
    assert save_attachment(context, keys[0], str(folder / "copy.pdf")).exists()


def test_all_are_attached_or_none_and_one_undo_takes_all_back(
    context: Context, activity: UUID, offer: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=r"missing\.txt cannot be read"):
        attach_files(context, "activity", activity, [str(offer), str(tmp_path / "missing.txt")])
    assert names(context, activity) == []
    attach_files(context, "activity", activity, [str(offer), str(offer)])
    assert undo(context) == "files attached"
    assert names(context, activity) == []


@pytest.mark.parametrize("typed", [".", "~nobody/x", "a\0b", ""])
def test_what_is_no_file_is_refused(context: Context, activity: UUID, typed: str) -> None:
    with pytest.raises(BadInput):
        attach_files(context, "activity", activity, [typed])


def test_limits_are_told(context: Context, activity: UUID, offer: Path) -> None:
    with pytest.raises(BadInput, match="At most 50 files"):
        attach_files(context, "activity", activity, [str(offer)] * 51)
    set_setting(context, LARGEST_FILE, 1)
    offer.write_bytes(b"x" * 1_000_001)
    with pytest.raises(BadInput, match=r"has 1\.1 MB; at most 1 MB can be attached"):
        attach_files(context, "activity", activity, [str(offer)])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_would_never_end_is_not_read(context: Context, activity: UUID, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="is no file"):
        attach_files(context, "activity", activity, [str(tmp_path / "pipe")])


def test_nothing_is_attached_to_what_is_gone(context: Context, activity: UUID, offer: Path) -> None:
    delete_record(context, "activity", activity)
    with pytest.raises(NotFound):
        attach_files(context, "activity", activity, [str(offer)])


def test_a_file_is_removed_and_brought_back(context: Context, activity: UUID, offer: Path) -> None:
    (key,) = attach_files(context, "activity", activity, [str(offer)])
    remove_attachments(context, [key])
    assert names(context, activity) == []
    with pytest.raises(NotFound, match="no longer attached"):
        remove_attachments(context, [key])
    undo(context)
    assert names(context, activity) == [offer.name]
    with pytest.raises(NotFound):
        save_attachment(context, UUID(int=7), ".")


def test_a_file_that_is_missing_from_the_store_is_told(
    context: Context, activity: UUID, offer: Path, tmp_path: Path
) -> None:
    (key,) = attach_files(context, "activity", activity, [str(offer)])
    (file,) = list_attachments(context, "activity", activity)
    FileStore(context.database.path).path(file.sha256).write_bytes(b"other")
    with pytest.raises(UnusableFile, match="missing from the store, or damaged"):
        save_attachment(context, key, str(tmp_path / "out.pdf"))


def test_a_path_is_completed(context: Context, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("docs/b.txt", "docs/a.txt", "docs/.c", "download"):
        (tmp_path / name).write_text("")
    base = f"{tmp_path}/"
    assert complete_path(context, base + "do") == [base + "docs/", base + "download"]
    assert complete_path(context, base + "docs/") == [base + "docs/a.txt", base + "docs/b.txt"]
    assert complete_path(context, base + "docs/.") == [base + "docs/.c"]
    assert complete_path(context, base + "nothing/here") == []
    assert complete_path(context, "a\0b/") == []


def test_the_home_folder_is_known_by_its_sign(
    context: Context, activity: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("x")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert complete_path(context, "~") == ["~/"]
    assert complete_path(context, "~/no") == ["~/notes.txt"]
    attach_files(context, "activity", activity, ["~/notes.txt"])
    assert names(context, activity) == ["notes.txt"]


@pytest.mark.row("ACT-13")
def test_files_come_from_the_library_folder(
    context: Context, activity: UUID, library: Path, tmp_path: Path
) -> None:
    assert complete_path(context, "") == ["Price list.txt", "forms/", "price.txt"]
    assert complete_path(context, "forms/") == ["forms/act.txt"]
    assert complete_path(context, f"{tmp_path}/lib") == [f"{tmp_path}/library/"]
    attach_files(context, "activity", activity, ["forms/act.txt"])
    assert names(context, activity) == ["act.txt"]


@pytest.mark.row("TASK-05")
def test_an_observer_looks_at_files_and_changes_none(
    context: Context, other: Context, offer: Path, tmp_path: Path
) -> None:
    task = add_record(context, "activity", {"subject": "x", "observers": ["boris"]})
    (file,) = attach_files(context, "activity", task, [str(offer)])
    assert save_attachment(other, file, str(tmp_path / "seen.pdf")).exists()
    ways: list[Callable[[], object]] = [
        lambda: attach_files(other, "activity", task, [str(offer)]),
        lambda: remove_attachments(other, [file]),
        lambda: rename_attachment(other, file, "mine.pdf"),
        lambda: new_version(other, file, __file__),
        lambda: begin_editing(other, file),
    ]
    for way in ways:
        with pytest.raises(NotAllowed, match="You observe this activity"):
            way()
    assert names(context, task) == [offer.name]
    assert len(versions_of(context, file)) == 1

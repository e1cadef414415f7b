"""Versions of files: stored, brought back, kept where two people write, edited in copies."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound, UnusableFile
from services.context import Context
from services.files import editing
from services.files.attaching import attach_files, bring_back_attachments, remove_attachments
from services.files.copies import copy_to_open, save_attachment
from services.files.editing import (
    KEPT_SECONDS,
    ChangedCopyKept,
    begin_editing,
    copies_left,
    take_in,
)
from services.files.listing import list_attachments, versions_of
from services.files.sweeping import YOUNG_SECONDS, count_unnamed, sweep
from services.files.versions import new_version, put_version, restore_version
from services.lists.bin import purge
from services.maintenance import check
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record
from services.undo import redo, undo
from storage.check import find_faults
from storage.files import FileStore


@pytest.fixture
def file(context: Context, activity: UUID, offer: Path) -> UUID:
    """An attached file."""
    return attach_files(context, "activity", activity, [str(offer)])[0]


def contents(context: Context, file: UUID) -> list[tuple[int, bytes]]:
    """Return the versions of a file, the newest first, with what they hold."""
    found = versions_of(context, file)
    return [(one.version, copy_to_open(context, file, one.version).read_bytes()) for one in found]


@pytest.mark.row("DOC-16")
def test_a_new_version_keeps_the_one_before(context: Context, file: UUID, offer: Path) -> None:
    offer.write_bytes(b"better")
    stored = new_version(context, file, str(offer))
    assert stored is not None
    assert stored.explain() == "“Предложение.pdf”: version 2 is stored."
    assert contents(context, file) == [(2, b"better"), (1, b"%PDF offer")]
    assert new_version(context, file, str(offer)) is None
    assert undo(context) == "new version of the file kept"
    assert contents(context, file) == [(1, b"%PDF offer")]
    redo(context)
    assert [one.is_current for one in versions_of(context, file)] == [True, False]


@pytest.mark.row("DOC-16")
def test_an_earlier_version_is_brought_back_as_the_newest(
    context: Context, file: UUID, offer: Path, tmp_path: Path
) -> None:
    offer.write_bytes(b"worse")
    new_version(context, file, str(offer))
    assert restore_version(context, file, 1).version == 3
    assert contents(context, file) == [(3, b"%PDF offer"), (2, b"worse"), (1, b"%PDF offer")]
    saved = save_attachment(context, file, str(tmp_path / "v2"), version=2)
    assert saved.read_bytes() == b"worse"
    with pytest.raises(BadInput, match="Version 3 is the one that is used already"):
        restore_version(context, file, 3)
    with pytest.raises(NotFound, match=r"no version 9\. There are: 1, 2, 3"):
        restore_version(context, file, 9)


def test_a_version_without_its_bytes_is_not_brought_back(
    context: Context, file: UUID, offer: Path
) -> None:
    (first,) = versions_of(context, file)
    offer.write_bytes(b"second")
    new_version(context, file, str(offer))
    FileStore(context.database.path).path(first.sha256).unlink()
    with pytest.raises(UnusableFile, match=r"Version 1 of Предложение\.pdf is missing"):
        restore_version(context, file, 1)
    assert any("Предложение.pdf" in fault for fault in check(context.database))


@pytest.mark.row("DOC-16")
def test_what_two_people_write_at_once_is_both_kept_and_said(
    context: Context, other: Context, file: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = begin_editing(context, file)
    mine.path.write_bytes(b"mine")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "boris"))
    theirs = begin_editing(other, file)
    theirs.path.write_bytes(b"theirs")
    _copy, stored = take_in(other, theirs)
    assert stored is not None
    assert stored.meanwhile == ()
    monkeypatch.undo()
    mine, mine_stored = take_in(context, mine)
    assert mine_stored is not None
    assert mine_stored.explain() == (
        "“Предложение.pdf”: version 3 is stored. Meanwhile there is version 2 by Борис Волков, "
        "which was kept, too."
    )
    assert contents(context, file) == [(3, b"mine"), (2, b"theirs"), (1, b"%PDF offer")]
    assert [one.author for one in versions_of(context, file)][:2] == ["anna", "Борис Волков"]
    mine.path.write_bytes(b"mine again")
    again = take_in(context, mine)[1]
    assert again is not None
    assert again.meanwhile == ()


@pytest.mark.row("DOC-16")
@pytest.mark.parametrize("mine", [b"mine", b"theirs before"])
def test_what_a_colleague_stores_right_after_one_is_kept_and_said(
    context: Context,
    other: Context,
    file: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mine: bytes,
) -> None:
    copy = begin_editing(context, file)
    (tmp_path / "theirs").write_bytes(b"theirs before")
    new_version(other, file, str(tmp_path / "theirs"))
    copy.path.write_bytes(mine)

    def put_before_the_other(*args: Any, **options: Any) -> object:
        put = put_version(*args, **options)
        (tmp_path / "theirs").write_bytes(b"theirs")
        new_version(other, file, str(tmp_path / "theirs"))
        return put

    monkeypatch.setattr(editing, "put_version", put_before_the_other)
    copy, _stored = take_in(context, copy)
    monkeypatch.undo()
    assert take_in(context, copy) == (copy, None)
    assert contents(context, file)[0][1] == b"theirs"
    copy.path.write_bytes(b"mine again")
    again = take_in(context, copy)[1]
    assert again is not None
    assert [one.author for one in again.meanwhile] == ["Борис Волков"]
    assert [text for _number, text in contents(context, file)][:2] == [b"mine again", b"theirs"]


def test_a_private_copy_is_ones_own_and_kept_while_it_holds_something_new(
    context: Context, file: UUID
) -> None:
    copy = begin_editing(context, file)
    assert copy.path.name == "Предложение.pdf"
    if os.name == "posix":
        assert copy.path.stat().st_mode & 0o777 == 0o600
        assert copy.path.parent.stat().st_mode & 0o777 == 0o700
    assert take_in(context, copy) == (copy, None)
    assert list(copies_left(context)) == [copy]
    copy.path.write_bytes(b"written after the program ended")
    assert list(copies_left(context)) == [copy]
    assert begin_editing(context, file) == copy
    take_in(context, next(copies_left(context)))
    assert contents(context, file)[0] == (2, b"written after the program ended")
    (taken,) = copies_left(context)
    assert take_in(context, taken) == (taken, None)
    old = time.time() - KEPT_SECONDS - 1
    os.utime(copy.path, (old, old))
    assert list(copies_left(context)) == []
    assert not copy.path.exists()


def test_what_was_written_to_a_removed_file_is_not_lost(context: Context, file: UUID) -> None:
    copy = begin_editing(context, file)
    copy.path.write_bytes(b"late")
    remove_attachments(context, [file])
    with pytest.raises(ChangedCopyKept, match=r"What you wrote lies at .*Предложение\.pdf"):
        take_in(context, copy)
    assert copy.path.read_bytes() == b"late"
    with pytest.raises(NotFound):
        begin_editing(context, file)
    bring_back_attachments(context, [file])
    assert take_in(context, copy)[1] is not None


def age_all(context: Context) -> None:
    """Let all bytes in the store be old enough to be swept."""
    old = time.time() - YOUNG_SECONDS - 60
    for path in FileStore(context.database.path).folder.rglob("*"):
        if path.is_file():
            os.utime(path, (old, old))


def test_only_bytes_that_no_file_and_no_version_has_are_swept(
    context: Context, activity: UUID, file: UUID, offer: Path, tmp_path: Path
) -> None:
    offer.write_bytes(b"second")
    new_version(context, file, str(offer))
    (tmp_path / "gone").write_bytes(b"undone")
    attach_files(context, "activity", activity, [str(tmp_path / "gone")])
    undo(context)
    assert sweep(context).files == 0, "what is young stays"
    age_all(context)
    assert count_unnamed(context).size == 6
    assert (swept := sweep(context)).files == 1
    assert swept.size == 6
    assert contents(context, file) == [(2, b"second"), (1, b"%PDF offer")]
    assert list(find_faults(context.database)) == []


def test_removed_files_are_swept_only_when_that_is_wanted(
    context: Context, other: Context, activity: UUID, file: UUID
) -> None:
    remove_attachments(context, [file])
    age_all(context)
    assert sweep(context).files == 0
    assert count_unnamed(context, with_removed=True).files == 1
    assert sweep(context, with_removed=True).files == 1
    assert list(list_attachments(context, "activity", activity, with_removed=True)) == []
    with pytest.raises(Conflict, match="deleted for good"):
        undo(context)
    with pytest.raises(NotAllowed):
        sweep(other)


@pytest.mark.row("DOC-16")
def test_versions_go_and_come_back_with_the_record(
    context: Context, activity: UUID, file: UUID, offer: Path
) -> None:
    offer.write_bytes(b"better")
    new_version(context, file, str(offer))
    line, *older = history_of(context, "activity", activity)
    assert line.action == "new version of the file kept"
    assert (line.old, line.new) == (
        "Предложение.pdf (version 1)",
        "Предложение.pdf (version 2)",
    )
    assert older[0].action == "files attached"
    delete_record(context, "activity", activity)
    undo(context)
    assert contents(context, file) == [(2, b"better"), (1, b"%PDF offer")]
    assert list(find_faults(context.database)) == []


@pytest.mark.row("DOC-16", "HIST-06")
def test_the_bytes_of_a_record_deleted_for_good_go_unless_another_has_them(
    context: Context, activity: UUID, file: UUID, offer: Path
) -> None:
    contact = add_record(context, "contact", {"last_name": "Ким"})
    (shared,) = attach_files(context, "contact", contact, [str(offer)])
    offer.write_bytes(b"better")
    new_version(context, file, str(offer))
    better, first = (one.sha256 for one in versions_of(context, file))
    delete_record(context, "activity", activity)
    purge(context, "activity", [activity])
    with pytest.raises(NotFound):
        versions_of(context, file)
    store = FileStore(context.database.path)
    assert not store.path(better).exists()
    assert store.path(first).exists()
    assert contents(context, shared) == [(1, b"%PDF offer")]
    assert list(find_faults(context.database)) == []

"""Several files at once: by patterns, under hostile names, within limits, with progress."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import BadInput, Cancelled, UnusableFile
from services.context import Context
from services.files.attaching import attach_files, rename_attachment
from services.files.copies import copy_to_open, save_attachments
from services.files.limits import used_space
from services.files.listing import list_attachments
from services.files.paths import complete_path, find_files
from services.records.use_cases import add_record
from services.settings import FILES_SPACE, LIBRARY_FOLDER, set_setting
from services.undo import undo
from storage.files import FileStore

posix_only = pytest.mark.skipif(os.name != "posix", reason="such names are no names elsewhere")


def attached(context: Context, activity: UUID) -> list[str]:
    return sorted(file.name for file in list_attachments(context, "activity", activity))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with three files and a folder in it."""
    folder = tmp_path / "papers"
    (folder / "old.pdf").mkdir(parents=True)
    for name in ("a.pdf", "b.pdf", "c.txt"):
        (folder / name).write_text(name, "utf-8")
    return folder


@pytest.mark.row("DOC-15", "ACT-13")
def test_a_pattern_takes_all_files_that_fit_and_no_folder(
    context: Context, activity: UUID, papers: Path
) -> None:
    attach_files(context, "activity", activity, [f"{papers}/*.pdf", f"{papers}/a.pdf"])
    assert attached(context, activity) == ["a.pdf", "b.pdf"]
    assert undo(context) == "files attached"
    assert attached(context, activity) == []


@pytest.mark.row("DOC-15", "PORT-06")
def test_a_pattern_is_looked_for_in_the_library_folder(
    context: Context, activity: UUID, papers: Path
) -> None:
    set_setting(context, LIBRARY_FOLDER, str(papers))
    attach_files(context, "activity", activity, ["*.txt"])
    assert attached(context, activity) == ["c.txt"]


def test_a_name_with_signs_of_patterns_is_that_file(
    context: Context, activity: UUID, papers: Path
) -> None:
    (papers / "offer [ab].pdf").write_text("x")
    attach_files(context, "activity", activity, [f"{papers}/offer [ab].pdf"])
    assert attached(context, activity) == ["offer [ab].pdf"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("{}/*.zip", r"No file fits .*\*\.zip"),
        ("{}", r"is a folder\. Name a file in it, or several as .*/\*\.pdf"),
        ("{}/nothing", "nothing cannot be read: No such file"),
    ],
)
def test_what_names_no_file_is_said(
    context: Context, activity: UUID, papers: Path, typed: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        attach_files(context, "activity", activity, [typed.format(papers)])


def test_too_many_that_fit_a_pattern_are_refused(
    context: Context, activity: UUID, tmp_path: Path
) -> None:
    for number in range(51):
        (tmp_path / f"{number}.log").touch()
    with pytest.raises(BadInput, match="At most 50 files"):
        attach_files(context, "activity", activity, [f"{tmp_path}/*.log"])
    assert attached(context, activity) == []


@pytest.mark.parametrize("typed", ["'{}'", '"{}"', "file://{}", " {} "])
def test_a_path_is_taken_as_file_managers_hand_it_over(
    context: Context, papers: Path, typed: str
) -> None:
    (found,) = find_files(context, [typed.format(papers / "a.pdf")])
    assert found.path == papers / "a.pdf"


def test_a_path_with_escaped_blanks_is_found(context: Context, tmp_path: Path) -> None:
    (tmp_path / "two words.txt").touch()
    (found,) = find_files(context, [f"{tmp_path}/two\\ words.txt"])
    assert found.path.name == "two words.txt"


HOSTILE = {
    b"new\nline.pdf": "new line.pdf",
    b"\xff\xfelatin.pdf": "\ufffd\ufffdlatin.pdf",
    b"\x1b[31mred.pdf": "[31mred.pdf",
    b"-rf": "-rf",
    b"\x01": "file",
    b"a" * 240 + b".pdf": "a" * 196 + ".pdf",
}


@posix_only
@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_names_are_attached_offered_and_saved_harmlessly(
    context: Context, activity: UUID, tmp_path: Path, raw: bytes
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    (folder / os.fsdecode(raw)).write_bytes(b"x")
    (offered,) = complete_path(context, f"{folder}/")
    assert offered.isprintable()
    (key,) = attach_files(context, "activity", activity, [offered])
    (name,) = attached(context, activity)
    assert name == HOSTILE[raw]
    (saved,) = save_attachments(context, [key], str(out))
    assert saved.parent == out
    assert saved.read_bytes() == b"x"
    assert copy_to_open(context, key).read_bytes() == b"x"


def test_a_name_that_leads_elsewhere_is_written_here(
    context: Context, activity: UUID, offer: Path, tmp_path: Path
) -> None:
    (key,) = attach_files(context, "activity", activity, [str(offer)])
    rename_attachment(context, key, "../../" + "x" * 300 + "\n.pdf")
    (saved,) = save_attachments(context, [key], str(tmp_path))
    assert saved.parent == tmp_path
    assert saved.suffix == ".pdf"


def test_several_are_saved_all_or_none_those_of_one_name_with_numbers(
    context: Context, activity: UUID, papers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (papers / "more").mkdir()
    shutil.copy(papers / "a.pdf", papers / "more")
    keys = attach_files(
        context,
        "activity",
        activity,
        [f"{papers}/a.pdf", f"{papers}/more/a.pdf", f"{papers}/c.txt"],
    )
    save_attachments(context, keys, str(out))
    assert sorted(path.name for path in out.iterdir()) == ["a (2).pdf", "a.pdf", "c.txt"]
    for name in ("a.pdf", "a (2).pdf"):
        (out / name).unlink()
    with pytest.raises(BadInput, match=r"c\.txt is there already"):
        save_attachments(context, keys, str(out))
    assert [path.name for path in out.iterdir()] == ["c.txt"]
    with pytest.raises(BadInput, match="There is no folder"):
        save_attachments(context, keys, str(out / "nowhere"))


class Copying(NamedTuple):
    """How far copying was told to be, and when it ends."""

    told: list[tuple[int, int]]
    ends_at: int

    def tell(self, done: int, all_: int) -> None:
        self.told.append((done, all_))

    def is_over(self) -> bool:
        return len(self.told) >= self.ends_at


@pytest.mark.row("DOC-15")
def test_progress_is_told_and_an_end_leaves_nothing(
    context: Context, activity: UUID, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(os.urandom(1_500_000))
    paths = [str(tmp_path / "one"), str(tmp_path / "two")]
    copying = Copying([], 100)
    attach_files(context, "activity", activity, paths, copying.tell, copying.is_over)
    assert copying.told[-1] == (3_000_000, 3_000_000)
    assert copying.told == sorted(copying.told)
    ended = Copying([], 1)
    (tmp_path / "one").write_bytes(os.urandom(1_500_000))
    with pytest.raises(Cancelled):
        attach_files(context, "activity", activity, paths, ended.tell, ended.is_over)
    assert attached(context, activity) == ["one", "two"]
    assert not list(FileStore(context.database.path).folder.glob("part-*"))


def test_the_room_for_all_files_is_kept_and_said(
    context: Context, activity: UUID, tmp_path: Path
) -> None:
    set_setting(context, FILES_SPACE, 1)
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(os.urandom(700_000))
    second.write_bytes(os.urandom(400_000))
    attach_files(context, "activity", activity, [str(first)])
    assert used_space(context.database.reader()) == 700_000
    with pytest.raises(BadInput, match=r"may take 1 MB; 700 kB are taken, and 400 kB are needed"):
        attach_files(context, "activity", activity, [str(second)])
    other = add_record(context, "activity", {"subject": "y"})
    attach_files(context, "activity", other, [str(first)])
    assert used_space(context.database.reader()) == 700_000


def test_a_full_disk_is_said_before_anything_is_copied(
    context: Context, activity: UUID, offer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 4, 5))  # type: ignore[attr-defined]
    with pytest.raises(UnusableFile, match=r"has 0 B left, and 10 B are needed"):
        attach_files(context, "activity", activity, [str(offer)])
    assert not FileStore(context.database.path).folder.exists()


def test_bytes_that_were_damaged_are_whole_again_once_attached_anew(
    context: Context, activity: UUID, offer: Path
) -> None:
    attach_files(context, "activity", activity, [str(offer)])
    (file,) = list_attachments(context, "activity", activity)
    file.path.chmod(0o600)
    file.path.write_bytes(b"damaged")
    attach_files(context, "activity", activity, [str(offer)])
    assert file.path.read_bytes() == offer.read_bytes()


@given(st.lists(st.binary(max_size=64), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_is_put_into_the_store_comes_out_and_lies_there_once(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]
) -> None:
    database = tmp_path_factory.mktemp("store") / "crm.db"
    database.touch()
    store = FileStore(database)
    digests = [store.put(data) for data in parts]
    assert [store.path(digest).read_bytes() for digest in digests] == parts
    assert all(store.is_sound(digest) for digest in digests)
    kept = [path for path in store.folder.rglob("*") if path.is_file()]
    assert sorted(path.name for path in kept) == sorted(set(digests))

"""Files of records from the shell: attached, listed, edited, saved, removed, swept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Crm = Callable[..., Outcome]


@pytest.fixture
def contact(crm: Crm) -> str:
    """The key of a contact."""
    return crm("add", "contact", "--json", '{"last_name": "Ким"}').word


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A text on the disk."""
    path = tmp_path / "note.txt"
    path.write_text("first", "utf-8")
    return path


@pytest.mark.row("DOC-15")
def test_files_are_attached_listed_and_saved(
    crm: Crm, contact: str, note: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("other", "utf-8")
    keys = crm("attach", "contact", contact, f"{tmp_path}/*.txt").out.split()
    listed = crm("files", "list", "contact", contact, "--format", "json").json
    assert [file["name"] for file in listed] == ["other.txt", "note.txt"]
    assert [file["id"] for file in listed] == keys[::-1]
    assert (listed[0]["version"], listed[0]["size"], listed[0]["author"]) == (1, 5, "anna")
    assert "note.txt" in crm("files", "list", "contact", contact).out
    out = tmp_path / "out"
    out.mkdir()
    printed = crm("files", "save", *keys, out).out.splitlines()
    assert [Path(path).read_text("utf-8") for path in printed] == ["first", "other"]
    again = crm("files", "save", *keys, out)
    assert (again.code, again.out) == (2, "")
    assert "is there already" in again.err
    of_one = crm("files", "save", *keys, out, "--version", 1)
    assert (of_one.code, of_one.out) == (2, "")
    assert "name one file with --version" in of_one.err
    path = crm("files", "path", keys[0]).word
    assert Path(path).read_text("utf-8") == "first"


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [("", 2, "is a folder. Name a file in it"), ("gone.txt", 2, "cannot be read: No such file")],
)
def test_what_cannot_be_attached_is_a_sentence(
    crm: Crm, contact: str, tmp_path: Path, name: str, code: int, sentence: str
) -> None:
    done = crm("attach", "contact", contact, tmp_path / name)
    assert done.code == code
    assert sentence in done.err


@pytest.mark.skipif(os.name != "posix", reason="such names are no names elsewhere")
def test_a_name_that_is_no_text_is_attached_and_told(
    crm_process: Crm, contact: str, tmp_path: Path
) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.pdf"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    assert crm_process("attach", "contact", contact, os.fsdecode(raw)).code == 0
    done = crm_process("attach", "contact", contact, os.fsdecode(raw + b"x"), LC_ALL="C.UTF-8")
    assert done.code == 2
    assert "\x1b" not in done.err
    assert "Traceback" not in done.err
    listed = crm_process("files", "list", "contact", contact)
    assert "\ufffd[31m .pdf" in listed.out


@pytest.mark.row("DOC-16")
def test_a_text_is_edited_with_the_persons_editor(
    crm: Crm, contact: str, note: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = crm("attach", "contact", contact, note).word
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'a').write(' and more')", "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    assert "version 2 is stored" in crm("files", "edit", key).err
    versions = crm("files", "versions", key, "--format", "json").json
    assert [(one["version"], one["is_current"]) for one in versions] == [(2, True), (1, False)]
    crm("files", "save", key, tmp_path / "v2.txt")
    assert (tmp_path / "v2.txt").read_text("utf-8") == "first and more"
    assert "version 3 is stored" in crm("files", "restore", key, 1).out
    assert crm("files", "restore", key, 3).code == 2
    assert crm("files", "restore", key, 9).code == 3
    monkeypatch.setenv("VISUAL", "true")
    assert "Nothing was changed" in crm("files", "edit", key).err
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    missing = crm("files", "edit", key)
    assert missing.code == 6
    assert "no-such-editor --wait cannot be started: No such file" in missing.err
    assert "version 4 is stored" in crm("files", "replace", key, tmp_path / "v2.txt").out
    assert "the same already" in crm("files", "replace", key, tmp_path / "v2.txt").out


@pytest.mark.row("DOC-16")
def test_a_copy_that_is_edited_elsewhere_is_stored_later(
    crm: Crm, contact: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.dwg").write_bytes(b"lines")
    key = crm("attach", "contact", contact, tmp_path / "plan.dwg").word
    monkeypatch.setenv("PATH", "")
    copy = Path(crm("files", "edit", key).out.strip())
    assert crm("files", "edited").out == ""
    copy.write_bytes(b"more lines")
    assert "“plan.dwg”: version 2 is stored." in crm("files", "edited").out
    copy.write_bytes(b"late")
    crm("files", "remove", key)
    late = crm("files", "edited")
    assert late.code == 1
    assert str(copy) in late.err
    opened = crm("files", "open", key)
    assert Path(opened.out.strip()).read_bytes() == b"more lines"


def test_files_are_renamed_removed_and_brought_back(crm: Crm, contact: str, note: Path) -> None:
    key = crm("attach", "contact", contact, note).word
    assert crm("files", "rename", key, "offer.txt").out == "offer.txt\n"
    crm("files", "remove", key)
    assert crm("files", "list", "contact", contact, "--format", "json").json == []
    removed = crm("files", "list", "contact", contact, "--removed", "--format", "csv").out
    assert "offer.txt" in removed
    crm("files", "bring-back", key)
    assert "offer.txt" in crm("files", "list", "contact", contact).out
    assert crm("files", "rename", key, " ").code == 2


def test_what_no_file_has_is_told_and_swept(crm: Crm, contact: str, note: Path, path: Path) -> None:
    crm("attach", "contact", contact, note)
    assert "Every file in the store" in crm("files", "sweep").out
    crm("undo")
    (kept,) = Path(f"{path}.files").glob("??/*")
    os.utime(kept, (0, 0))
    assert "1 file of 5 B is no record's any more" in crm("doctor").out
    assert "1 file of 5 B can go" in crm("files", "sweep").out
    assert kept.exists()
    assert "1 file of 5 B is deleted" in crm("files", "sweep", "--yes").out
    assert not kept.exists()

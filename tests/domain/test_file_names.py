"""Names of files: safe on every disk, never empty, with their ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.file_names import MOST_BYTES, disk_name, kept_name, numbered_name, split_ending

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("name", "on_disk"),
    [
        ("offer.pdf", "offer.pdf"),
        ("Предложение № 5.pdf", "Предложение № 5.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\x.doc", "C__Users_x.doc"),
        (".bashrc", "bashrc"),
        ("a\nb\x1b[31m.pdf", "a b[31m.pdf"),
        ("what?*.txt", "what__.txt"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("..", "file"),
        (" . ", "file"),
        ("", "file"),
        ("/", "_"),
        ("report. ", "report"),
        ("\ud800.pdf", "\ufffd.pdf"),
    ],
)
def test_a_name_is_made_fit_for_a_disk(name: str, on_disk: str) -> None:
    assert disk_name(name) == on_disk


@pytest.mark.parametrize("name", ["ж" * 300 + ".pdf", "x" * 300, "漢" * 300 + ".tar.gz"])
def test_a_long_name_is_cut_before_its_ending(name: str) -> None:
    for cut in (kept_name(name), disk_name(name)):
        assert len(cut.encode()) <= MOST_BYTES
        assert cut[0] == name[0]
        assert split_ending(cut)[1] == split_ending(name)[1]


@given(ANY_TEXT)
def test_a_name_on_the_disk_leads_nowhere_else(name: str) -> None:
    on_disk = disk_name(name)
    assert on_disk
    assert not set(on_disk) & set('/\\:*?"<>|\0\n\r\t\x1b')
    assert on_disk.strip(". ") == on_disk
    assert len(on_disk.encode()) <= MOST_BYTES
    assert disk_name(on_disk) == on_disk


@given(ANY_TEXT)
def test_a_kept_name_stands_on_one_line_and_is_not_empty(name: str) -> None:
    kept = kept_name(name)
    assert kept.splitlines() == [kept]
    assert len(kept.encode()) <= MOST_BYTES
    assert kept_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "numbered"),
    [("offer.pdf", "offer (2).pdf"), ("notes", "notes (2)"), ("Mr. Smith", "Mr. Smith (2)")],
)
def test_a_number_goes_before_the_ending(name: str, numbered: str) -> None:
    assert numbered_name(name, 2) == numbered

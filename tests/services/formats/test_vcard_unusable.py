"""Files that are no address book: a sentence says what they look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import UnusableFile
from services.formats.vcard import read_vcards


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"PK\x03\x04....xl/workbook.xml", "Excel"),
        (b"PK\x03\x04....", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word, Excel"),
        (b"<!DOCTYPE html><p>BEGIN", "web page"),
        (b"name,phone\nAnna,123\n", "CSV"),
        ("имя;телефон\nАнна;123\n".encode("windows-1251"), "CSV"),
        ("name,phone\nAnna,123\n".encode("utf-16"), "CSV"),
        (b'{"a": 1}', "JSON"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"Dear Anna", "text"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_without_cards(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "book.vcf"
    path.write_bytes(content)
    with pytest.raises(UnusableFile, match=words) as caught:
        list(read_vcards(path))
    assert "BEGIN:VCARD" in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="There is no file"):
        list(read_vcards(tmp_path / "nothing.vcf"))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="folder"):
        list(read_vcards(tmp_path))


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        list(read_vcards(tmp_path / ("x" * 5000)))
    with pytest.raises(UnusableFile):
        list(read_vcards(Path("a\0b")))

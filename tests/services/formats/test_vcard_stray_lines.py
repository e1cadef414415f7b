"""Lines of a card that are neither a property nor the rest of one."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from vcard_helpers import labelled, read_all, read_one

from services.formats.cards import BrokenCard, Card

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3


@pytest.mark.parametrize(
    "before",
    [
        *(
            "VERSION:3.0",
            "N:A;B",
            "FN:A B",
            "TEL;TYPE=CELL:1",
            "item1.EMAIL:a@example.com",
            "ORG:X",
        ),
        *("TITLE:x", "BDAY:1980-01-02", "URL:example.com", "REV:2024", "FOO:bar", "UID:1"),
        "FN;ENCODING=QUOTED-PRINTABLE:=41=\n=42",
    ],
)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_stray_line_breaks_its_card_and_no_other(tmp_path: Path, before: str, blank: str) -> None:
    broken, good = read_all(
        tmp_path,
        f"BEGIN:VCARD\n{before}\n{blank}garbage %% here\nTEL:2\nEND:VCARD\n"
        "BEGIN:VCARD\nN:C;D\nEND:VCARD\n",
    )
    assert isinstance(broken, BrokenCard)
    assert broken.number == 1
    assert "garbage %% here" in broken.reason
    assert isinstance(good, Card)
    assert good.last_name == "C"


def test_a_stray_line_before_the_first_property(tmp_path: Path) -> None:
    [broken] = read_all(tmp_path, "BEGIN:VCARD\ngarbage\nN:A;B\nEND:VCARD\n")
    assert isinstance(broken, BrokenCard)
    assert "garbage" in broken.reason


@pytest.mark.parametrize("line", ["TEL;CELL", "TEL;CELL\n 12", "Phone hours: 9 to 17"])
def test_a_line_without_a_name_and_a_colon(tmp_path: Path, line: str) -> None:
    [broken] = read_all(tmp_path, f"BEGIN:VCARD\nN:A;B\n{line}\nEND:VCARD\n")
    assert isinstance(broken, BrokenCard)
    assert line.partition("\n")[0] in broken.reason


def test_a_long_stray_line_is_cut_and_cleaned(tmp_path: Path) -> None:
    stray = "\x1b" + "ж" * 70
    [broken] = read_all(tmp_path, f"BEGIN:VCARD\nTEL:1\n{stray}\nEND:VCARD\n")
    assert isinstance(broken, BrokenCard)
    assert "ж" * 59 + "…" in broken.reason
    assert "ж" * 60 not in broken.reason
    assert "\x1b" not in broken.reason


@pytest.mark.parametrize("name", ["NOTE", "X-REMARK", "LABEL;HOME", "ADR"])
def test_text_may_forget_its_indent(tmp_path: Path, name: str) -> None:
    card = read_one(tmp_path, f"N:A;B\n{name}:one\ntwo\nTEL:7")
    assert (card.last_name, labelled(card.phones)) == ("A", [("7", "other")])


def test_a_note_keeps_the_lines_that_forgot_their_indent(tmp_path: Path) -> None:
    assert read_one(tmp_path, "N:A;B\nNOTE:one\ntwo\n\nthree").note == "one\ntwo\nthree"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("head", ["PHOTO;ENCODING=BASE64;PNG:", "PHOTO;PNG:"])
def test_a_photo_on_unindented_lines_is_whole(tmp_path: Path, gap: str, head: str) -> None:
    packed = base64.b64encode(PNG).decode()
    rows = gap.join(packed[place : place + 70] for place in range(0, len(packed), 70))
    card = read_one(tmp_path, f"N:A;B\n{head}{rows}\n\nTEL:5", version="2.1")
    assert card.photo is not None
    assert card.photo.data == PNG
    assert labelled(card.phones) == [("5", "other")]


def test_an_indented_property_after_a_photo(tmp_path: Path) -> None:
    packed = base64.b64encode(PNG).decode()
    card = read_one(tmp_path, f"N:A\nPHOTO;BASE64:\n {packed}\n\n  TEL:5", version="2.1")
    assert card.photo is not None
    assert labelled(card.phones) == [("5", "other")]

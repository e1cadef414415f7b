"""What a vCard writer wrote is read back, however it folded and encoded it."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import UnusableFile
from services.formats.cards import BrokenCard, Card
from services.formats.vcard import read_vcards

ALPHABETS = {
    "utf-8": st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co", "Zl", "Zp")),
    "windows-1251": st.sampled_from("абвгдежзийяАБВЁё№ ,;:=.-'\"xyz09"),
    "koi8-r": st.sampled_from("абвгдежзийяАБВЁё ,;:=.-'\"xyz09"),
    "iso-8859-2": st.sampled_from("ąćęłńóśźżĄŁŚČřő ,;:=.-'\"xyz09"),
    "shift_jis": st.sampled_from("能表予ソ十安藤ロイド ,;:=.-xyz09"),
}


@dataclass
class Person:
    """What the writer is given."""

    names: list[str]
    organisation: str
    department: str
    position: str
    note: str
    address: list[str]
    phone: str
    email: str


def one_line(charset: str, backslash: bool) -> st.SearchStrategy[str]:
    letters = ALPHABETS[charset]
    if not backslash:
        letters = letters.filter(lambda char: char != "\\")
    return st.text(letters, max_size=40).map(lambda text: " ".join(text.split()))


def persons(charset: str, *, backslash: bool) -> st.SearchStrategy[Person]:
    line = one_line(charset, backslash)
    filled = line.map(lambda text: f"x{text}")
    return st.builds(
        Person,
        names=st.tuples(filled, line, line, line, line).map(list),
        organisation=filled,
        department=line,
        position=filled,
        note=st.lists(line, min_size=1, max_size=3).map(lambda lines: "\n".join(lines).strip()),
        address=st.tuples(filled, line, line, line, line).map(list),
        phone=st.from_regex(r"\+?[1-9][0-9]{3,12}", fullmatch=True),
        email=st.from_regex(r"[a-z]{1,9}@[a-z]{1,9}\.example", fullmatch=True),
    )


def check(card: Card | BrokenCard, person: Person) -> None:
    assert isinstance(card, Card)
    names = [card.last_name, card.first_name, card.middle_name, card.prefix, card.suffix]
    assert names == person.names
    [organisation] = card.organisations
    assert organisation.title == person.organisation
    assert organisation.department == person.department
    assert card.position == person.position
    assert card.note == person.note
    [found] = card.addresses
    address = [found.street, found.city, found.region, found.postal_code, found.country]
    assert address == person.address
    assert [phone.value for phone in card.phones] == [person.phone]
    assert [email.value for email in card.emails] == [person.email]


def read(content: bytes) -> list[Card | BrokenCard]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.vcf"
        path.write_bytes(content)
        return list(read_vcards(path))


def properties(person: Person, structured: str) -> list[tuple[str, str]]:
    """Return names and values; the parts of a value are escaped by the letters `structured`."""

    def joined(parts: list[str]) -> str:
        return ";".join(escaped(part, structured) for part in parts)

    return [
        ("N", joined(person.names)),
        ("ORG", joined([person.organisation, person.department])),
        ("ADR", ";;" + joined(person.address)),
    ]


def escaped(text: str, letters: str) -> str:
    for letter in letters:
        text = text.replace(letter, "\\" + letter)
    return text.replace("\n", "\\n")


@st.composite
def written_newer(draw: st.DrawFn, version: str) -> tuple[bytes, Person]:
    """Write a card of 3.0 or 4.0 in UTF-8, folded at any byte of a value."""
    person = draw(persons("utf-8", backslash=True))
    lines = properties(person, "\\;,")
    lines += [
        ("TITLE", escaped(person.position, "\\;,")),
        ("NOTE", escaped(person.note, "\\;,")),
        ("TEL;TYPE=CELL", person.phone),
        ("EMAIL;TYPE=WORK", person.email),
    ]
    newline = draw(st.sampled_from([b"\n", b"\r\n", b"\r"]))
    width = draw(st.integers(1, 80))
    content = [b"BEGIN:VCARD", b"VERSION:" + version.encode()]
    for name, value in lines:
        data = value.encode()
        cuts = [data[place : place + width] for place in range(0, len(data), width)]
        content.append(f"{name}:".encode() + (newline + b" ").join(cuts))
    content.append(b"END:VCARD")
    return newline.join(content) + newline, person


@st.composite
def written_21(draw: st.DrawFn) -> tuple[bytes, Person]:
    """Write a card of 2.1, quoted-printable with soft breaks anywhere, or plain in its charset."""
    charset = draw(st.sampled_from(sorted(ALPHABETS)))
    person = draw(persons(charset, backslash=False))
    lines = properties(person, ";")
    lines += [("TITLE", escaped(person.position, ";"))]
    newline = draw(st.sampled_from([b"\n", b"\r\n"]))
    width = draw(st.integers(1, 30))
    content = [b"BEGIN:VCARD", b"VERSION:2.1"]
    for name, value in lines:
        head = f"{name};CHARSET={charset}".encode()
        if draw(st.booleans()) or "=" in value:
            body = quoted_printable(value.encode(charset), width, newline)
            head += b";ENCODING=QUOTED-PRINTABLE"
        else:
            body = value.encode(charset)
        content.append(head + b":" + body)
    note = person.note.replace("\n", "\r\n").encode(charset)
    head = f"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET={charset}:".encode()
    content.append(head + quoted_printable(note, width, newline))
    content += [b"TEL;CELL:" + person.phone.encode(), b"EMAIL;INTERNET:" + person.email.encode()]
    content.append(b"END:VCARD")
    return newline.join(content) + newline, person


def quoted_printable(data: bytes, width: int, newline: bytes) -> bytes:
    """Encode all but letters and digits; a soft break after every `width` bytes of `data`."""
    units = [bytes((byte,)) if chr(byte).isalnum() and byte < 128 else b"=%02X" % byte
             for byte in data]  # fmt: skip
    rows = [b"".join(units[place : place + width]) for place in range(0, len(units), width)]
    return (b"=" + newline).join(rows)


@pytest.mark.row("IMPEX-03")
@given(written_newer("3.0") | written_newer("4.0"))
def test_versions_30_and_40(written: tuple[bytes, Person]) -> None:
    content, person = written
    [card] = read(content)
    check(card, person)


@pytest.mark.row("IMPEX-03")
@given(written_21())
def test_version_21(written: tuple[bytes, Person]) -> None:
    content, person = written
    [card] = read(content)
    check(card, person)


@given(st.lists(written_newer("3.0") | written_21(), min_size=1, max_size=5), st.data())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_one_damaged_card_leaves_the_others(
    written: list[tuple[bytes, Person]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(written)))
    damage = data.draw(st.sampled_from([b"BEGIN:VCARD\n\xff\xfe;;:\nEND:VCARD\n", b"junk\n\n"]))
    contents = [content for content, _person in written]
    contents.insert(place, damage)
    cards = [card for card in read(b"".join(contents)) if isinstance(card, Card)]
    assert len(cards) == len(written)
    for card, (_content, person) in zip(cards, written, strict=True):
        check(card, person)


TOKENS = [
    *(b"BEGIN:VCARD", b"END:VCARD", b"begin:vcard", b"VERSION:2.1", b"VERSION:4.0", b"\n", b"\r"),
    *(b"\r\n", b" ", b"\t", b"AGENT:", b"N:", b"FN:", b"ORG:", b"TEL;", b"EMAIL:", b"ADR:", b";"),
    *(b":", b"=", b'"', b"\\", b",", b"=D0", b"\xd0", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"^n"),
    *(b"ENCODING=QUOTED-PRINTABLE", b"ENCODING=b", b"CHARSET=", b"koi8-r", b"BDAY:", b"19800230"),
    *(b"PHOTO;BASE64:", b"AAAA", b"item1.", b"X-ABLabel:_$!<", b">!$_", b"tel:", b"%zz", b"PREF="),
    *(b"IMPP:", b"KIND:org", b"GENDER:", b"X-ANDROID-CUSTOM:a/relation;b;99", b"TYPE=", b"1"),
    *(b"X-CUSTOM(", b"data:;base64,", b"mailto:<@>", b"NOTE:", b"LABEL:", "Иван".encode(), b"^"),
]


@given(st.lists(st.sampled_from(TOKENS) | st.binary(max_size=9), max_size=80).map(b"".join))
@settings(max_examples=60)
def test_any_bytes_give_cards_or_a_sentence(content: bytes) -> None:
    cards: list[Card | BrokenCard] = []
    with contextlib.suppress(UnusableFile):
        cards = read(content)
    assert [card.number for card in cards] == list(range(1, len(cards) + 1))
    for card in cards:
        if isinstance(card, Card):
            assert Card.from_json(card.to_json()).fingerprint() == card.fingerprint()

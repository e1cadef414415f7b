"""Reading made-up vCards in tests."""

from __future__ import annotations

from pathlib import Path

from services.formats.cards import BrokenCard, Card, PointValue
from services.formats.vcard import read_vcards


def read_all(tmp_path: Path, content: str | bytes) -> list[Card | BrokenCard]:
    path = tmp_path / "book.vcf"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_vcards(path))


def read_one(tmp_path: Path, lines: str | bytes, version: str = "3.0") -> Card:
    """Read a card made of `lines`, which stand between BEGIN and END."""
    body = lines.encode() if isinstance(lines, str) else lines
    content = b"BEGIN:VCARD\nVERSION:%s\n%s\nEND:VCARD\n" % (version.encode(), body)
    [card] = read_all(tmp_path, content)
    assert isinstance(card, Card)
    return card


def labelled(points: tuple[PointValue, ...]) -> list[tuple[str, str]]:
    return [(point.value, point.label) for point in points]

"""Files are attached to every kind of record by the same keys: from its card, its list, its tab."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.cards.record_card import RecordCard
from services.context import Context
from services.files.listing import list_attachments
from services.records.use_cases import add_record
from tests.screens.cards.cards import at_card
from tests.screens.desk import add_contact, at
from tests.screens.records.clients import among_clients

RECORDS: dict[str, dict[str, str]] = {
    "contact": {"last_name": "Ivanov"},
    "company": {"title": "Romashka"},
    "lead": {"title": "40 chairs"},
    "deal": {"title": "40 chairs"},
    "activity": {"subject": "offer"},
}


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """A file on the disk."""
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"%PDF")
    return path


@pytest.mark.row("DOC-15", "ACT-13")
@pytest.mark.parametrize("kind", RECORDS)
async def test_a_file_is_attached_on_the_card_of_every_kind(
    context: Context, offer: Path, kind: str
) -> None:
    context = at(context)
    key = add_record(context, kind, RECORDS[kind])
    async with at_card(context, kind, key) as desk:
        await desk.press("f")
        await desk.until_shown("Files · ", "No files. n attaches some.")
        await desk.open("n")
        await desk.type(str(offer))
        await desk.press("enter")
        await desk.until_shown("1 file is attached.")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.until(lambda: kind == "activity" or "Files 1" in desk.tabs())
    assert [file.name for file in list_attachments(context, kind, key)] == ["offer.pdf"]


@pytest.mark.row("DOC-15")
async def test_a_file_is_attached_in_a_list(context: Context, offer: Path) -> None:
    context = at(context)
    key = add_contact(context, "Ivanov")
    async with among_clients(context) as desk:
        await desk.press("f")
        await desk.until_shown("Files · Ivanov")
        await desk.open("n")
        await desk.type(str(offer))
        await desk.press("enter")
        await desk.until_shown("1 file is attached.")
    assert [file.name for file in list_attachments(context, "contact", key)] == ["offer.pdf"]

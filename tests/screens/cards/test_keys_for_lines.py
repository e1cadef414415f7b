"""On a card keys are meant for the line under the cursor, where its list has the focus."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from domain.records.references import Reference
from screens.activities.activity_form import ActivityForm
from screens.activities.event_form import EventForm
from screens.files.versions_dialog import VersionsDialog
from screens.records.record_form import RecordForm
from services.activities.events import EventReport, add_event
from services.context import Context
from services.files.attaching import attach_files
from services.files.listing import list_attachments
from services.records.use_cases import add_record, show_record
from tests.screens.cards.cards import CardDesk, at_card
from tests.screens.desk import add_contact, at, plan

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)])


@pytest.fixture
def context(context: Context) -> Context:
    """Anna on a Monday at half past two."""
    return at(context)


@pytest.fixture
def contact(context: Context) -> UUID:
    """A contact."""
    return add_contact(context, "Ivanov")


def footer(desk: CardDesk) -> str:
    """Return the line of keys."""
    return desk.text().splitlines()[-1]


def is_deleted(context: Context, kind: str, key: UUID) -> bool:
    """Say whether a record is in the bin."""
    return show_record(context, kind, key).is_deleted


@SIZES
async def test_an_activity_on_a_card_is_deleted_and_brought_back(
    context: Context, contact: UUID, size: tuple[int, int]
) -> None:
    activity = plan(context, "ask", "2026-11-24 10:00", contacts=[str(contact)])
    async with at_card(context, "contact", contact, size=size) as desk:
        await desk.press("delete")
        await desk.until(lambda: desk.said() == "ask is deleted. u takes it back.")
        assert is_deleted(context, "activity", activity)
        assert not is_deleted(context, "contact", contact)
        await desk.press("u")
        await desk.until(lambda: not is_deleted(context, "activity", activity))


@SIZES
async def test_an_activity_is_changed_and_copied_on_a_card(
    context: Context, contact: UUID, size: tuple[int, int]
) -> None:
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(contact)])
    async with at_card(context, "contact", contact, size=size) as desk:
        assert "edit line" in footer(desk)
        await desk.open("e")
        assert isinstance(desk.app.screen, ActivityForm)
        await desk.put("subject", "ask again")
        await desk.save()
        await desk.until(lambda: "ask again" in " ".join(desk.rows()))
        await desk.open("y")
        assert isinstance(desk.app.screen, ActivityForm)
        assert desk.form()["subject"] == "ask again"
        await desk.leave()


async def test_files_are_those_of_the_activity_under_the_cursor(
    context: Context, contact: UUID
) -> None:
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(contact)])
    async with at_card(context, "contact", contact) as desk:
        await desk.press("f")
        await desk.until_shown("Files · ask")


@pytest.mark.row("HIST-03")
async def test_an_event_is_deleted_on_a_card_and_not_changed(
    context: Context, contact: UUID
) -> None:
    about = (Reference("contact", contact, ""),)
    event = add_event(context, EventReport(about, "seminar"))
    async with at_card(context, "contact", contact) as desk:
        await desk.press("e")
        await desk.until(lambda: "event" in desk.said())
        await desk.open("y")
        assert isinstance(desk.app.screen, EventForm)
        await desk.leave()
        await desk.press("delete")
        await desk.until(lambda: desk.said() == "seminar is deleted. u takes it back.")
        assert is_deleted(context, "activity", event)
        await desk.press("u")
        await desk.until(lambda: not is_deleted(context, "activity", event))


async def test_a_linked_record_is_changed_and_deleted_on_a_card(
    context: Context, contact: UUID
) -> None:
    deal = add_record(context, "deal", {"title": "40 chairs", "contacts": [str(contact)]})
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Deals")
        await desk.open("e")
        assert isinstance(desk.app.screen, RecordForm)
        assert desk.form()["title"] == "40 chairs"
        await desk.leave()
        await desk.press("delete")
        await desk.until(lambda: desk.said() == "40 chairs is deleted. u takes it back.")
        assert is_deleted(context, "deal", deal)
        assert not is_deleted(context, "contact", contact)


async def test_beside_the_list_keys_are_meant_for_the_record(
    context: Context, contact: UUID
) -> None:
    plan(context, "ask", "2026-11-24 10:00", contacts=[str(contact)])
    async with at_card(context, "contact", contact) as desk:
        desk.card.about_list.focus()
        await desk.until(lambda: "edit line" not in footer(desk))
        await desk.open("e")
        assert isinstance(desk.app.screen, RecordForm)
        await desk.leave()


@pytest.mark.row("DOC-15", "DOC-16")
async def test_the_keys_of_files_work_on_their_tab(
    context: Context, contact: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "screens.files.file_work.open_outside", lambda path: not opened.append(path)
    )
    for name in ("offer.pdf", "plan.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
        attach_files(context, "contact", contact, [str(tmp_path / name)])
    async with at_card(context, "contact", contact) as desk:
        await desk.show_tab("Files")
        await desk.until(lambda: "versions" in footer(desk))
        await desk.press("enter")
        await desk.until(lambda: desk.said() == "Opened.")
        await desk.press("o")
        await desk.until(lambda: len(opened) == 2)
        await desk.press("v")
        await desk.until(lambda: isinstance(desk.app.screen, VersionsDialog))
        await desk.press("escape")
        await desk.open("s")
        await desk.until_shown("Save plan.pdf as")
        await desk.leave()
        await desk.press("full_stop")
        await desk.until_shown("plan.pdf", "Show its versions")
        await desk.press("escape")
        await desk.press("delete")
        await desk.until(lambda: desk.said() == "1 file is removed. u brings it back.")
        await desk.until(lambda: "Files 1" in desk.tabs())
    assert [file.name for file in list_attachments(context, "contact", contact)] == ["offer.pdf"]
    assert not is_deleted(context, "contact", contact)

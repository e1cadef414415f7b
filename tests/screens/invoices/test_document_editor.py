"""The editor of a quote or an invoice, and what is printed of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper import (
    CHAIR,
    all_of,
    at_card,
    at_papers,
    draft_with,
    issued_with,
    papers_of,
    status_of,
    values_of,
)

from screens.files.path_dialog import PathDialog
from screens.invoices.document_form import DocumentForm
from screens.invoices.document_screen import DocumentScreen
from screens.invoices.preview_screen import PreviewScreen
from services.context import Context
from services.invoicing.revising import list_revisions
from services.invoicing.settings.locations import PlaceTax, add_location, set_location_taxes
from services.lists.views import list_views
from services.settings import DOCUMENTS_FOLDER, TAX_BY_LOCATION, TAX_TYPE, get_setting, set_setting
from tests.screens.desk import Desk, at

pytestmark = pytest.mark.usefixtures("seller")

SIZES = [(120, 40), (80, 24), (40, 24)]


@pytest.fixture
def draft(context: Context) -> Context:
    """A draft of two chairs for Romashka: the only invoice."""
    context = at(context)
    draft_with(context, CHAIR | {"tax": 20})
    return context


@pytest.mark.row("INV-02", "INV-06", "INV-11", "DOC-12", "DOC-14")
@pytest.mark.parametrize("size", SIZES)
async def test_can_you_take_500_off(draft: Context, tmp_path: Path, size: tuple[int, int]) -> None:
    (key,) = all_of(draft)
    async with at_card(draft, "invoice", key, size) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        editor = await papers.until_editor()
        await papers.press(*["right"] * 4, *"-500", "enter")
        assert editor.editing.figures.totals.payable == 11400
        await papers.press("ctrl+s")
        await papers.until_said("Saved")
        await papers.press("ctrl+o")
        await papers.until_shown("It gets the number 2026-0001")
        assert "Nothing was changed" not in papers.said()
        await papers.agree()
        await papers.until_said("Issued: 2026-0001")
        assert "2026-0001 · Issued" in papers.text()
        await papers.press("f9")
        await papers.until_preview()
        assert "Issued" not in papers.text()
        await papers.press("end")
        await papers.until_shown("11,400.00")
        await papers.press("s")
        await papers.until(lambda: isinstance(papers.app.screen, PathDialog))
        await papers.until_dialog()
        target = tmp_path / "offer.pdf"
        await papers.put("path", str(target))
        await papers.save()
        await papers.until_said(f"Saved to {target}.")
    assert target.read_bytes().startswith(b"%PDF")
    assert get_setting(draft, DOCUMENTS_FOLDER) == str(tmp_path)
    assert status_of(draft, key) == "issued"
    assert values_of(draft, key)["payable"] == 11400


@pytest.mark.row("INV-15", "HIST-07", "QUOTE-03")
async def test_an_issued_invoice_changes_by_a_revision_with_a_reason(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    async with at_card(context, "invoice", key) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        await papers.until_editor()
        await papers.press("right", *"3", "enter")
        await papers.open("ctrl+s")
        await papers.put("reason", "one more chair")
        await papers.save()
        await papers.until_said("Saved: 15 000 ₽ in all.")
        await papers.press("escape")
        await desk.until(lambda: desk.app.screen is desk.card)
        await desk.press("G")
        await desk.until_shown("Revision 1", "one more chair")
    (before,) = list_revisions(context, "invoice", key)
    assert (before.reason, values_of(context, key)["total"]) == ("one more chair", 15000)


@pytest.mark.row("INV-02", "INV-04", "INV-15")
async def test_the_head_is_changed_from_the_editor(draft: Context) -> None:
    (key,) = all_of(draft)
    async with at_card(draft, "invoice", key) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        await papers.until_editor()
        await papers.press("right", *"5", "ctrl+g")
        await papers.until(lambda: isinstance(papers.app.screen, DocumentForm))
        await papers.until_dialog()
        await papers.press("ctrl+n")
        assert papers.form()["company"] == "Romashka"
        await papers.put("subject", "Office chairs")
        await papers.put("due", "+10d")
        await papers.put("tax_mode", "Prices with tax")
        await papers.save()
        await papers.until_shown("pay by 3 Dec", "Office chairs", "prices with tax")
        await papers.until_idle()
        assert "Somebody" not in papers.said()
    assert values_of(draft, key)["subject"] == "Office chairs"
    assert values_of(draft, key)["total"] == 25000


@pytest.mark.row("TAX-02", "B22")
async def test_the_tax_of_a_place_applies_when_it_is_chosen(draft: Context) -> None:
    (key,) = all_of(draft)
    set_setting(draft, TAX_TYPE, TAX_BY_LOCATION)
    place = add_location(draft, "Quebec")
    set_location_taxes(draft, place, [PlaceTax("QST", 10)])  # type: ignore[arg-type]
    before = values_of(draft, key)["total"]
    async with at_card(draft, "invoice", key) as desk:
        await desk.press("e")
        await desk.until_dialog()
        await desk.put("location", "quebec")
        await desk.save()
    assert values_of(draft, key)["total"] == before + 1000


@pytest.mark.row("TAX-03")
async def test_the_tax_is_hidden_on_paper(draft: Context) -> None:
    (key,) = all_of(draft)
    async with at_card(draft, "invoice", key) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        await papers.until_editor()
        await papers.press("ctrl+t", "f9")
        await papers.until_preview()
        assert "VAT 20 %" not in papers.text()
    assert values_of(draft, key)["tax_shown"] is False


async def test_what_is_typed_is_a_draft_until_it_is_saved(draft: Context) -> None:
    (key,) = all_of(draft)
    async with at_card(draft, "invoice", key) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        await papers.until_editor()
        await papers.press("right", *"7", "enter", "escape")
        await papers.until(lambda: not isinstance(papers.app.screen, DocumentScreen))
        await papers.press("I")
        editor = await papers.until_editor()
        assert editor.editing.calculation.lines[0].quantity == 7
        await papers.press("f9")
        await papers.until_preview()
    assert values_of(draft, key)["total"] == 42000


def _sheet(desk: Desk) -> tuple[str, ...]:
    screen = desk.app.screen
    assert isinstance(screen, PreviewScreen)
    return screen._sheet.lines


@pytest.mark.row("IMPL-05")
async def test_the_act_of_services_is_previewed(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    async with at_card(context, "invoice", key) as desk:
        await desk.press("f9")
        papers = papers_of(desk)
        await papers.until_preview()
        before = papers.text()
        await papers.press("a")
        await papers.until(lambda: papers.text() != before)
        assert "2026-0001" in papers.text()
        await papers.until_shown("Acceptance certificate")
        await papers.pilot.resize_terminal(60, 40)
        await papers.until(lambda: max(map(len, _sheet(papers))) <= 55)
        assert "Acceptance certificate" in papers.text()


@pytest.mark.row("INV-12", "QUOTE-02")
async def test_a_letter_is_noted_as_sent(context: Context) -> None:
    context = at(context)
    key = issued_with(context)
    async with at_papers(context) as desk:
        await desk.press("w")
        await desk.until_shown("There is no mail program here")
        await desk.agree()
        await desk.until_said("Noted as sent")
    assert status_of(context, key) == "sent"


@pytest.mark.row("INV-11")
async def test_marked_invoices_are_printed_into_a_folder_and_again_only_what_is_new(
    context: Context, tmp_path: Path
) -> None:
    context = at(context)
    for _number in range(3):
        issued_with(context)
    folder = tmp_path / "papers"
    async with at_papers(context) as desk:
        await desk.press("asterisk")
        await desk.until_shown("3 marked")
        await desk.open("D")
        await desk.put("path", str(folder))
        await desk.save()
        await desk.until_said("3 PDF files in")
        next(folder.glob("*.pdf")).unlink()
        await desk.press("asterisk")
        await desk.until_shown("3 marked")
        await desk.open("D")
        await desk.put("path", str(folder))
        await desk.save()
        await desk.until_said("2 of them from before")
    assert len(list(folder.glob("*.pdf"))) == 3


def test_views_of_invoices_are_those_that_are_asked_for(context: Context) -> None:
    assert {"unpaid", "overdue", "paid", "draft"} <= {v.key for v in list_views(context, "invoice")}


@pytest.mark.row("INV-06")
async def test_issuing_waits_for_what_is_being_saved(draft: Context) -> None:
    (key,) = all_of(draft)
    async with at_card(draft, "invoice", key) as desk:
        await desk.press("I")
        papers = papers_of(desk)
        editor = await papers.until_editor()
        await papers.press(*["right"] * 4, *"-500", "enter")
        editor.action_save()
        editor.action_issue()
        await papers.until_shown("It gets the number 2026-0001")
        assert not editor.has_changes()

"""What a credit note corrects: its invoice as it was then, and what was taken back before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.calculation.kept import item_in
from domain.invoicing.content import Terms, allowances_in, priced_document, taxes_in
from domain.invoicing.kinds import INVOICE, LINE, REJECTED, TAX_INCLUSIVE
from domain.parts import LineItem
from domain.records.references import Reference
from services.context import Context
from services.invoicing.contents.content import DocumentContent, read_content
from services.invoicing.printed_lines import printed_lines
from services.invoicing.revising import list_revisions
from services.printing.document import Correction, LineKind, TakenBack
from services.printing.language import Language
from services.records.use_cases import show_record
from storage.values import key_in


def correction_of(
    context: Context,
    key: UUID,
    values: Mapping[str, Any],
    note: DocumentContent,
    language: Language,
) -> Correction | None:
    """Return what a credit note corrects, None where its invoice is not known any more.

    `values` are the fields of the note, `note` its content.
    """
    credited = values.get("credited")
    if not isinstance(credited, Reference):
        return None
    invoice: Mapping[str, Any] = show_record(context, INVOICE, credited.id).values
    lines, terms = _then(context, credited.id, values)
    items = [line for line in lines if line.kind == LINE and line.price is not None]
    places = {line.id: place for place, line in enumerate(items)}
    return Correction(
        number=str(invoice["number"]),
        day=invoice["date"],
        reason=str(values["notes"]),
        items=tuple(
            line for line in printed_lines(context, items, language) if line.kind is LineKind.ITEM
        ),
        priced=priced_document(items, terms),
        earlier=tuple(
            _taken(read_content(context, INVOICE, one), places)
            for one in _earlier(context, credited.id, key)
        ),
        takes=_taken(note, places).takes,
    )


def _taken(note: DocumentContent, places: Mapping[UUID | None, int]) -> TakenBack:
    """Return what a note takes back of the lines of its invoice, whose places these are."""
    items = [line for line in note.lines if line.kind == LINE and line.price is not None]
    takes = tuple(places.get(line.credits) if line.credits else None for line in items)
    return TakenBack(priced_document(items, note.terms), takes)


def _earlier(context: Context, invoice: UUID, note: UUID) -> list[UUID]:
    """Return the credit notes that had been issued for an invoice before one of them."""
    rows = context.database.reader().execute(
        "SELECT r.id FROM invoice r LEFT JOIN dictionary_value s ON s.id = r.status_id "
        "WHERE r.credited_id = ?1 AND r.id <> ?2 AND r.issued_at IS NOT NULL "
        "AND r.deleted_at IS NULL AND coalesce(s.meaning, '') <> ?3 AND r.issued_at < "
        "coalesce((SELECT issued_at FROM invoice WHERE id = ?2), r.issued_at + 1) "
        "ORDER BY r.issued_at, r.id",
        (invoice.bytes, note.bytes, REJECTED),
    )
    return [key_in(key) for (key,) in rows]


def _then(
    context: Context, invoice: UUID, note: Mapping[str, Any]
) -> tuple[Sequence[LineItem], Terms]:
    """Return what an invoice said when a credit note was issued, now for a draft."""
    issued_at = note["issued_at"]
    if issued_at is not None:
        later = [one for one in list_revisions(context, INVOICE, invoice) if one.until > issued_at]
        if later:
            return _kept(later[-1].content)
    content = read_content(context, INVOICE, invoice)
    return content.lines, content.terms


def _kept(content: Mapping[str, Any]) -> tuple[Sequence[LineItem], Terms]:
    """Return lines and terms as a revision keeps them: columns, with keys in hexadecimal."""
    terms = Terms(
        content["currency"],
        content["tax_mode"] == TAX_INCLUSIVE,
        allowances_in(content["allowances"]),
        taxes_in(content["taxes"]),
    )
    return [item_in(row) for row in content["lines"]], terms

"""Which lines of an invoice its credit notes take back, and how much is left of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.content import allowances_in, allowances_out
from domain.invoicing.kinds import INVOICE, LINE, REJECTED
from domain.pricing.exact import exactly, ratio, unit_of
from domain.pricing.model import ONE, ZERO
from domain.records.fields import FieldType
from services.invoicing.contents.totals import lines_within, priced, terms_of
from services.invoicing.statuses import meaning_of

if TYPE_CHECKING:
    from storage.tables import Invoice, LineItem
    from storage.unit import Unit


def quantity_of(line: LineItem) -> Decimal:
    """Return the quantity of a line, one where it says none."""
    return ONE if line.quantity is None else line.quantity


def sold_lines(unit: Unit, invoice: Invoice) -> list[LineItem]:
    """Return the lines of an invoice or credit note that have a price, in their order."""
    from services.parts.rows import rows_of

    rows = rows_of(unit, INVOICE, invoice.id, FieldType.LINE_ITEM)
    return [row for row in rows if row.kind == LINE and row.price is not None]


def left_of_lines(unit: Unit, invoice: Invoice, sold: Sequence[LineItem]) -> dict[UUID, Decimal]:
    """Return how much of each line of an invoice no issued credit note takes back.

    A line of a note names the one that it takes back; one that was typed into it takes back what
    is of the same product, name, unit, price and tax.
    """
    left = {line.id: quantity_of(line) for line in sold}
    alike: dict[Hashable, list[UUID]] = {}
    for line in sold:
        alike.setdefault(_what(line), []).append(line.id)
    for line in _taken_lines(unit, invoice):
        taken = quantity_of(line)
        for key in (line.credits,) if line.credits else alike.get(_what(line), ()):
            part = min(taken, left[key], key=abs)
            left[key] -= part
            taken -= part
    return left


def check_taken(unit: Unit, invoice: Invoice) -> None:
    """Raise BadInput where a revised invoice has less of a line than its credit notes take back."""
    sold = {line.id: quantity_of(line) for line in sold_lines(unit, invoice)}
    for line in _taken_lines(unit, invoice):
        if line.credits is None:
            continue
        taken = quantity_of(line)
        rest = sold.get(line.credits, ZERO)
        if not rest or taken / rest > 1:
            said = _("{name}: credit notes take some of it back, so at least that stays.")
            raise BadInput(said.format(name=line.name), "products")
        sold[line.credits] = rest - taken


def _taken_lines(unit: Unit, invoice: Invoice) -> Iterator[LineItem]:
    """Yield the lines of the issued credit notes of an invoice."""
    from sqlmodel import col, select

    from storage.tables import Invoice

    query = select(Invoice).where(
        Invoice.credited_id == invoice.id,
        col(Invoice.issued_at).is_not(None),
        col(Invoice.deleted_at).is_(None),
    )
    for note in unit.session.exec(query):
        if meaning_of(unit.connection, note.status_id) != REJECTED:
            yield from sold_lines(unit, note)


def point_back(unit: Unit, invoice: Invoice, note: Invoice) -> None:
    """Let the lines of a note name those of its invoice, of which they are copies."""
    from services.parts.rows import rows_of

    theirs = rows_of(unit, INVOICE, invoice.id, FieldType.LINE_ITEM)
    own = rows_of(unit, INVOICE, note.id, FieldType.LINE_ITEM)
    for line, copied in zip(theirs, own, strict=True):
        copied.credits = line.id
    unit.session.flush()


def keep_taken(unit: Unit, invoice: Invoice, note: Invoice, taken: Mapping[UUID, Decimal]) -> None:
    """Leave of the lines of a note, which are those of its invoice, what is taken back.

    Discounts and charges that are amounts are left in proportion.
    """
    from services.parts.rows import rows_of

    digits = priced((), terms_of(note))[0].minor_digits
    whole = _line_total(unit, invoice)
    theirs = rows_of(unit, INVOICE, invoice.id, FieldType.LINE_ITEM)
    own = rows_of(unit, INVOICE, note.id, FieldType.LINE_ITEM)
    for line, copied in zip(theirs, own, strict=True):
        part = taken.get(line.id, ZERO)
        if not part:
            unit.session.delete(copied)
            continue
        copied.quantity = part
        share = (part, quantity_of(line), digits)
        copied.allowances = _in_proportion(copied.allowances, *share)
        if copied.discount_is_amount and copied.discount is not None:
            copied.discount = _part_of(copied.discount, *share)
    unit.session.flush()
    note.allowances = _in_proportion(note.allowances, _line_total(unit, note), whole, digits)
    note.rounding = ZERO
    unit.session.flush()


def _what(line: LineItem) -> Hashable:
    return line.product_id, line.name, line.unit, line.price, line.tax, line.tax_category


def _line_total(unit: Unit, document: Invoice) -> Decimal:
    lines = lines_within(unit, INVOICE, document.id)
    return priced(lines, terms_of(document))[1].line_total


def _in_proportion(text: str, part: Decimal, whole: Decimal, digits: int) -> str:
    """Return allowances and charges as they are kept, with a part of those that are amounts."""

    def part_of(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else _part_of(amount, part, whole, digits)

    return allowances_out([one.with_amounts(part_of) for one in allowances_in(text)])


@exactly
def _part_of(amount: Decimal, part: Decimal, whole: Decimal, digits: int) -> Decimal:
    return ratio(amount * part, whole, unit_of(digits)) if whole else amount

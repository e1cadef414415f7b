"""Credit notes: an issued invoice is taken back, wholly or line by line (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from domain.currencies import MINOR_DIGITS
from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.money import format_amount, format_number
from domain.pricing.exact import unit_of
from domain.pricing.model import USUAL_DIGITS
from domain.records.references import Reference
from services.context import Context
from services.invoicing.contents.settling import settle_lines
from services.invoicing.contents.taken_back import (
    keep_taken,
    left_of_lines,
    point_back,
    quantity_of,
    sold_lines,
)
from services.invoicing.contents.totals import keep_totals
from services.invoicing.issuing import issue_within
from services.invoicing.making import make_within
from services.invoicing.payments.keeping import invoice_within
from services.records.use_cases import load_writing

if TYPE_CHECKING:
    from storage.tables import Invoice, LineItem
    from storage.unit import Unit


def credit_invoice(
    context: Context,
    invoice: UUID,
    quantities: Mapping[UUID, Decimal] | None = None,
    *,
    reason: str = "",
    issue: bool = True,
) -> UUID:
    """Make a credit note of an invoice, and issue it unless it is to be a draft; return its key.

    `quantities` tells how much of which lines is taken back, by their keys; None is all that other
    credit notes have left. Discounts and charges that are amounts go along in proportion. Raises
    BadInput where the invoice is a draft or a credit note, or more would be taken back than is left
    of it, and NotFound.
    """
    load_writing()
    with context.database.write(context.actor, "credit_invoice") as unit:
        source = invoice_within(unit, invoice)
        if source.kind == CREDIT_NOTE or source.issued_at is None:
            raise BadInput(_("Only an invoice that has been issued is taken back."))
        sold = sold_lines(unit, source)
        left = left_of_lines(unit, source, sold)
        taken = left if quantities is None else _asked(sold, left, quantities)
        if not any(taken.values()):
            raise BadInput(_("Nothing is left of the invoice to be taken back."), "products")
        data: dict[str, object] = {"notes": reason} if reason else {}
        key = make_within(context, unit, INVOICE, Reference(INVOICE, invoice, ""), data)
        note = invoice_within(unit, key)
        note.kind, note.credited_id, note.due_on = CREDIT_NOTE, invoice, None
        note.quote_id = None
        point_back(unit, source, note)
        if any(taken[one.id] != quantity_of(one) for one in sold):
            keep_taken(unit, source, note, taken)
        settle_lines(context, unit, INVOICE, note)
        if taken == left:
            _take_coins(unit, source, note, len(sold))
        if issue:
            issue_within(context, unit, INVOICE, note)
        return key


def check_credit(unit: Unit, note: Invoice) -> None:
    """Raise BadInput where a credit note takes back more than is left of its invoice."""
    from storage.tables import Invoice

    credited = unit.get(Invoice, note.credited_id) if note.credited_id else None
    if credited is None:
        return
    _check_lines(unit, credited, note)
    left = _left_of(credited)
    if -note.payable > left:
        raise BadInput(
            _(
                "The invoice {number} asks for {left} that is not taken back yet; this would be "
                "{amount}."
            ).format(
                number=credited.number,
                left=format_amount(left, credited.currency),
                amount=format_amount(-note.payable, note.currency),
            ),
            "products",
        )


def _check_lines(unit: Unit, credited: Invoice, note: Invoice) -> None:
    """Raise BadInput where a note takes more of a line back than is left of it."""
    left = left_of_lines(unit, credited, sold_lines(unit, credited))
    for line in sold_lines(unit, note):
        if line.credits is None or line.credits not in left:
            continue
        rest, taken = left[line.credits], quantity_of(line)
        left[line.credits] = rest - taken
        if not rest or taken / rest > 1:
            said = _("{name}: at most {quantity} can be taken back.")
            raise BadInput(said.format(name=line.name, quantity=format_number(rest)), "products")


def _left_of(invoice: Invoice) -> Decimal:
    """Return what is not taken back yet: also of what was paid before the invoice."""
    return invoice.payable + invoice.prepaid - invoice.credited


def _asked(
    sold: Sequence[LineItem], left: Mapping[UUID, Decimal], quantities: Mapping[UUID, Decimal]
) -> dict[UUID, Decimal]:
    """Return how much of each line is taken back. Raises BadInput where no more is left."""
    if quantities.keys() - left.keys():
        raise BadInput(_("The invoice has no such line."), "products")
    if not any(quantities.values()):
        raise BadInput(_("Say how much is taken back, and of which line."), "products")
    for line in sold:
        asked, rest = quantities.get(line.id, Decimal(0)), left[line.id]
        if asked and not rest:
            said = _("{name}: nothing is left to be taken back.")
            raise BadInput(said.format(name=line.name), "products")
        if asked and not 0 < asked / rest <= 1:
            said = _("{name}: at most {quantity} can be taken back.")
            quantity = format_number(rest)
            raise BadInput(said.format(name=line.name, quantity=quantity), "products")
    return {line.id: quantities.get(line.id, Decimal(0)) for line in sold}


def _take_coins(unit: Unit, source: Invoice, note: Invoice, lines: int) -> None:
    """Let the last part of an invoice take the coins that the rounding of each part has left."""
    missing = _left_of(source) + note.payable
    digits = MINOR_DIGITS.get(note.currency, USUAL_DIGITS)
    if abs(missing) <= abs(source.rounding) + (lines + 1) * unit_of(digits):
        note.rounding += missing
        keep_totals(unit, INVOICE, note)

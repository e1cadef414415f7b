"""Credit notes: an issued invoice is taken back, wholly or line by line (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.content import allowances_in, allowances_out
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.money import format_amount
from domain.records.fields import FieldType
from domain.records.references import Reference
from services.context import Context
from services.invoicing.contents.settling import settle_lines
from services.invoicing.issuing import issue_within
from services.invoicing.making import make_within
from services.invoicing.payments.keeping import invoice_within
from services.records.use_cases import load_writing

if TYPE_CHECKING:
    from storage.tables import Invoice
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

    `quantities` tells how much of which lines is taken back, by their keys; None is all. Raises
    BadInput where the invoice is a draft or a credit note, or more would be taken back than it
    asks for, and NotFound.
    """
    load_writing()
    with context.database.write(context.actor, "credit_invoice") as unit:
        source = invoice_within(unit, invoice)
        if source.kind == CREDIT_NOTE or source.issued_at is None:
            raise BadInput(_("Only an invoice that has been issued is taken back."))
        data: dict[str, object] = {"notes": reason} if reason else {}
        key = make_within(context, unit, INVOICE, Reference(INVOICE, invoice, ""), data)
        note = invoice_within(unit, key)
        note.kind, note.credited_id, note.due_on = CREDIT_NOTE, invoice, None
        note.quote_id = None
        if quantities is not None:
            _keep_lines(unit, source, note, quantities)
        settle_lines(context, unit, INVOICE, note)
        if issue:
            issue_within(context, unit, INVOICE, note)
        return key


def check_credit(unit: Unit, note: Invoice) -> None:
    """Raise BadInput where a credit note takes back more than is left of its invoice."""
    from storage.tables import Invoice

    credited = unit.get(Invoice, note.credited_id) if note.credited_id else None
    if credited is None:
        return
    left = credited.payable - credited.credited
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


def _keep_lines(
    unit: Unit, source: Invoice, note: Invoice, quantities: Mapping[UUID, Decimal]
) -> None:
    """Leave of the lines those that are taken back, and of the discounts those in percent."""
    from services.parts.rows import rows_of

    theirs = rows_of(unit, INVOICE, source.id, FieldType.LINE_ITEM)
    unknown = quantities.keys() - {row.id for row in theirs}
    if unknown:
        raise BadInput(_("The invoice has no such line."), "products")
    for row, own in zip(theirs, rows_of(unit, INVOICE, note.id, FieldType.LINE_ITEM), strict=True):
        whole = Decimal(1) if row.quantity is None else row.quantity
        taken = quantities.get(row.id, Decimal(0))
        if taken == 0:
            unit.session.delete(own)
        elif not 0 < taken / whole <= 1:
            raise BadInput(
                _("{name}: at most {quantity} can be taken back.").format(
                    name=row.name, quantity=f"{whole:f}"
                ),
                "products",
            )
        else:
            own.quantity = taken
            if taken != whole and own.discount_is_amount and own.discount is not None:
                own.discount = own.discount * taken / whole
    if any(quantities.get(row.id, Decimal(0)) != (row.quantity or 1) for row in theirs):
        percents = [one for one in allowances_in(note.allowances) if one.amount is None]
        note.allowances = allowances_out(percents)
        note.rounding = Decimal(0)
    unit.session.flush()

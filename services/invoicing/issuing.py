"""Issues documents: they get their number, and from then on change by revisions only (INV-01).

Nobody takes that back: a credit note does (`services.invoicing.crediting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput, NotAllowed
from domain.i18n import _
from domain.invoicing.kinds import (
    CREDIT_NOTE,
    DRAFT,
    INVOICE,
    PAID,
    QUOTE,
    REJECTED,
    number_stays_sentence,
)
from domain.invoicing.parties import Party, party_of
from services.context import Context
from services.invoicing.contents.products import keep_products
from services.invoicing.contents.settling import take_payee
from services.invoicing.contents.totals import check_lines, keep_paid, keep_totals, lines_within
from services.invoicing.settings.series import draw_number
from services.invoicing.statuses import meaning_of, status_id
from storage.portions import portions

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing: the keys and numbers of the documents, in their order."""

    numbers: dict[UUID, str]


def issue_documents(context: Context, kind: str, keys: Sequence[UUID]) -> Issued:
    """Issue drafts of quotes or invoices in one step: each gets the next number of its series.

    Those that are issued keep theirs. Raises BadInput for a draft without products, payer or, of an
    invoice, own company, naming the field, and NotFound; nothing is issued then, and no number
    drawn. Of several the sentence says which it is about.
    """
    with context.database.write(context.actor, f"issue_{kind}") as unit:
        numbers: dict[UUID, str] = {}
        for key in dict.fromkeys(keys):
            document = document_within(unit, kind, key)
            try:
                issue_within(context, unit, kind, document)
            except BadInput as error:
                if len(keys) == 1:
                    raise
                raise BadInput(f"{_called(document)}: {error}", error.field) from error
            numbers[key] = document.number
        return Issued(numbers)


def _called(document: Invoice | Quote) -> str:
    """Return what tells a draft apart from others: its subject and who pays."""
    return " · ".join(filter(None, (document.subject, party_of(document.payer).title)))


def drafts_among(context: Context, kind: str, keys: Sequence[UUID]) -> list[UUID]:
    """Return those of several documents that have not been issued, in their order."""
    connection, drafts = context.database.reader(), set[UUID]()
    for some in portions(keys):
        rows = connection.execute(
            f"SELECT id FROM {kind} WHERE id IN ({','.join('?' * len(some))}) "
            "AND issued_at IS NULL",
            [key.bytes for key in some],
        )
        drafts.update(UUID(bytes=key) for (key,) in rows)
    return [key for key in keys if key in drafts]


def issue_document(context: Context, kind: str, key: UUID) -> str:
    """Issue a draft, and return its number. Raises as `issue_documents`."""
    return issue_documents(context, kind, [key]).numbers[key]


def document_within(unit: Unit, kind: str, key: UUID) -> Invoice | Quote:
    """Return a document that is not in the bin, to be changed. Raises NotFound."""
    from services.records.use_cases import existing_within

    return cast("Invoice | Quote", existing_within(unit, kind, key))


def check_complete(unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Raise BadInput where a document would ask for nothing, nobody to pay, or in nobody's name.

    One whose client was deleted for good still says who pays. A quote needs no own company.
    """
    check_lines(lines_within(unit, kind, document.id))
    has_client = document.company_id or document.contact_id
    if not has_client and party_of(document.payer) == Party():
        raise BadInput(_("Say who pays: a company or a contact."), "company")
    if kind == INVOICE and document.own_company_id is None:
        said = _(
            "An invoice says who is paid: add your own company first, in Settings › Own companies "
            "or with “crm add own_company”."
        )
        raise BadInput(said, "own_company")


def issue_within(context: Context, unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Issue a document as part of a larger use case, unless it is. See `issue_documents`."""
    from services.invoicing.crediting import check_credit

    if document.issued_at is not None:
        return
    take_payee(context, unit, document)
    check_complete(unit, kind, document)
    keep_products(context, unit, kind, document)
    keep_totals(unit, kind, document)
    if kind == INVOICE:
        check_credit(unit, cast("Invoice", document))
    if meaning_of(unit.connection, document.status_id) in ("", DRAFT, REJECTED):
        document.status_id = status_id(kind, "issued")
    series = QUOTE if kind == QUOTE else cast("Invoice", document).kind
    drawn = draw_number(unit, series, document.own_company_id, document.day)
    document.series_id, document.number = drawn
    document.issued_at = context.now()
    document.fold_names()
    unit.session.flush()
    if kind == INVOICE:
        _settle_invoice(context, unit, cast("Invoice", document), by_hand=False)


def settle_status(context: Context, unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Do what a status asks for that somebody has given a document.

    A draft that is anything else is issued, unless it came to nothing; an invoice that is paid has
    a payment of what was still outstanding. Raises NotAllowed where an issued document would be a
    draft again, and BadInput as `issue_documents`.
    """
    meaning = meaning_of(unit.connection, document.status_id)
    if meaning in ("", DRAFT):
        if document.issued_at is not None:
            raise NotAllowed(number_stays_sentence(document.number))
        return
    if document.issued_at is None:
        if meaning != REJECTED:
            issue_within(context, unit, kind, document)
        return
    if kind == INVOICE:
        _settle_invoice(context, unit, cast("Invoice", document), by_hand=True)


def _settle_invoice(context: Context, unit: Unit, invoice: Invoice, *, by_hand: bool) -> None:
    """Bring in step what is owed by an invoice, or by the one that a credit note takes back."""
    from services.invoicing.payments.keeping import pay_rest, settle_paid

    keep_paid(unit, invoice)
    if invoice.kind == CREDIT_NOTE:
        _settle_credited(unit, invoice)
    elif meaning_of(unit.connection, invoice.status_id) == PAID and invoice.outstanding > 0:
        pay_rest(context, unit, invoice)
    elif invoice.kind == INVOICE:
        settle_paid(unit, invoice, by_hand=by_hand)


def _settle_credited(unit: Unit, note: Invoice) -> None:
    from services.invoicing.payments.keeping import settle_paid
    from storage.tables import Invoice

    credited = unit.get(Invoice, note.credited_id) if note.credited_id else None
    if credited is not None:
        unit.session.flush()
        keep_paid(unit, credited)
        settle_paid(unit, credited)

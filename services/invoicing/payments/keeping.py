"""Payments of invoices: part by part, by hand or from a statement (FEATURES INV-21, INV-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE, OPEN, PAID
from domain.money import format_amount, from_millionths, parse_money, round_amount, to_millionths
from domain.pipelines import IN_PROGRESS, LOST
from domain.records.references import Reference
from domain.text import on_one_line
from services.context import Context
from services.deals.pipelines import StageView, read_stage_views
from services.invoicing.contents.totals import keep_paid
from services.invoicing.issuing import document_within
from services.invoicing.statuses import meaning_of, status_id
from storage.reads.labels import choice_label
from storage.values import key_in

if TYPE_CHECKING:
    import sqlite3

    from storage.tables import Invoice
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment of an invoice, as cards list it; `method` is how it was paid, in words."""

    id: UUID
    day: date
    amount: Decimal
    currency: str
    method: str
    document: str
    payer: str
    note: str


@dataclass(frozen=True, slots=True)
class StageSuggestion:
    """The stage to which a deal could be brought now that its invoice is paid (FEATURES INV-09)."""

    deal: Reference
    stage: StageView


@dataclass(frozen=True, slots=True)
class PaymentOutcome:
    """What came of a payment: what is paid by now, and what is still to come.

    `outstanding` is below zero where too much was paid. `suggestion` is there once all is paid.
    """

    invoice: Reference
    payment: UUID
    currency: str
    paid: Decimal
    outstanding: Decimal
    suggestion: StageSuggestion | None

    def explain(self) -> str:
        """Return a sentence on where the invoice stands now."""
        paid = format_amount(self.paid, self.currency)
        if self.outstanding > 0:
            left = format_amount(self.outstanding, self.currency)
            return _("{paid} paid, {left} still to come.").format(paid=paid, left=left)
        if self.outstanding < 0:
            over = format_amount(-self.outstanding, self.currency)
            return _(
                "{paid} paid, {over} more than was asked for: give it back, or count it for "
                "another invoice."
            ).format(paid=paid, over=over)
        return _("{paid} paid, which is all of it.").format(paid=paid)


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment to be kept; without an `amount` it is all that is outstanding.

    `currency` is the one that was named with the amount, "" for that of the invoice. `day` is today
    by default; `method` names a payment method, that of the invoice by default.
    """

    amount: Decimal | None = None
    day: date | None = None
    method: str = ""
    document: str = ""
    payer: str = ""
    note: str = ""
    statement_key: str = ""
    currency: str = ""


def read_paid(text: str) -> tuple[Decimal | None, str]:
    """Return what `20 000 zł` or `12 tys.` is: an amount, and its currency or "".

    Without a text there is no amount. Raises BadInput.
    """
    return parse_money(text, "") if text.strip() else (None, "")


def check_paid_in(currency: str, invoiced: str) -> None:
    """Refuse another currency than that of the invoice; "" is the same. Raises BadInput."""
    if currency and currency != invoiced:
        said = _("The invoice is in {currency}, and so is what is paid of it.")
        raise BadInput(said.format(currency=invoiced), "amount")


def add_payment(context: Context, invoice: UUID, new: NewPayment) -> PaymentOutcome:
    """Keep a payment of an issued invoice, in its currency; one with a minus was given back.

    Once all is paid the invoice is called so. Raises BadInput and NotFound.
    """
    with context.database.write(context.actor, "add_payment") as unit:
        row = invoice_within(unit, invoice)
        payment = add_payment_within(context, unit, row, new)
        return _outcome(unit, row, payment)


def add_payment_within(context: Context, unit: Unit, invoice: Invoice, new: NewPayment) -> UUID:
    """Keep a payment as part of a larger use case, and return its key. See `add_payment`."""
    from storage.tables import Payment

    if invoice.kind == CREDIT_NOTE:
        raise BadInput(
            _(
                "A credit note is not paid: money that is given back is a payment of "
                "the invoice, with a minus."
            )
        )
    if invoice.issued_at is None:
        raise BadInput(_("The invoice is still a draft: issue it first."))
    check_paid_in(new.currency, invoice.currency)
    amount = max(invoice.outstanding, Decimal(0)) if new.amount is None else new.amount
    amount = round_amount(amount, invoice.currency)
    if amount == 0:
        raise BadInput(_("Say how much was paid; nothing is outstanding."), "amount")
    to_millionths(amount)
    if new.day is not None and new.day > context.now().date():
        raise BadInput(_("The day of a payment does not lie ahead."), "day")
    payment = unit.add(
        Payment(
            invoice_id=invoice.id,
            amount=amount,
            currency=invoice.currency,
            method_id=_method(context, unit, new.method) or invoice.payment_method_id,
            document=on_one_line(new.document),
            payer=on_one_line(new.payer),
            note=on_one_line(new.note),
            statement_key=new.statement_key,
            created_by=context.actor.user_id,
            day=new.day or context.now().date(),
        )
    )
    _settle(unit, invoice)
    return payment.id


def remove_payment(context: Context, payment: UUID) -> None:
    """Take away a payment that was kept by mistake. Raises NotFound."""
    from storage.tables import Payment

    with context.database.write(context.actor, "delete_payment") as unit:
        row = unit.get(Payment, payment)
        if row is None:
            raise NotFound(_("This is no longer there: somebody has removed it."))
        invoice = invoice_within(unit, row.invoice_id)
        unit.session.delete(row)
        _settle(unit, invoice)


def list_payments(context: Context, invoice: UUID) -> list[PaymentView]:
    """Return the payments of an invoice, the first one first."""
    rows = context.database.reader().execute(
        "SELECT p.id, p.day, p.amount, p.currency, v.code, v.label, p.document, p.payer, p.note "
        "FROM payment p LEFT JOIN dictionary_value v ON v.id = p.method_id "
        "WHERE p.invoice_id = ? ORDER BY p.day, p.id",
        (invoice.bytes,),
    )
    return [
        PaymentView(
            key_in(key),
            date.fromisoformat(day),
            from_millionths(amount),
            currency,
            choice_label("payment_method", code, label) if code else "",
            document,
            payer,
            note,
        )
        for key, day, amount, currency, code, label, document, payer, note in rows
    ]


def paid_between(context: Context, first: date, last: date) -> Mapping[str, Decimal]:
    """Return what was paid from one day to another, both counted, by currency (FEATURES INV-08)."""
    rows = context.database.reader().execute(
        "SELECT p.currency, sum(p.amount) FROM payment p JOIN invoice i ON i.id = p.invoice_id "
        "WHERE p.day BETWEEN ? AND ? AND i.deleted_at IS NULL GROUP BY 1 ORDER BY 1",
        (first.isoformat(), last.isoformat()),
    )
    return {currency: from_millionths(amount) for currency, amount in rows}


def pay_rest(context: Context, unit: Unit, invoice: Invoice) -> None:
    """Keep a payment of what is outstanding, where somebody has called the invoice paid."""
    add_payment_within(context, unit, invoice, NewPayment())


def settle_paid(unit: Unit, invoice: Invoice, *, by_hand: bool = False) -> None:
    """Let the status follow from what is outstanding.

    One that is paid, or wholly credited, is called so; one that is not any more is open again. A
    status that somebody has given `by_hand` stays where it is not that of paid ones.
    """
    meaning = meaning_of(unit.connection, invoice.status_id)
    if meaning == OPEN and invoice.outstanding <= 0 <= invoice.payable and not by_hand:
        is_paid = invoice.paid > 0 or invoice.prepaid > 0 or not invoice.payable
        code = "paid" if is_paid else "cancelled"
        invoice.status_id = status_id(INVOICE, code)
        if code == "cancelled":
            keep_paid(unit, invoice)
    elif meaning == PAID and invoice.outstanding > 0:
        invoice.status_id = status_id(INVOICE, "issued")


def invoice_within(unit: Unit, invoice: UUID) -> Invoice:
    """Return an invoice that is not in the bin, to be changed. Raises NotFound."""
    return cast("Invoice", document_within(unit, INVOICE, invoice))


def _settle(unit: Unit, invoice: Invoice) -> None:
    from storage.tables.base import utc_now

    unit.session.flush()
    keep_paid(unit, invoice)
    settle_paid(unit, invoice)
    invoice.updated_at = utc_now()
    unit.session.flush()


def _outcome(unit: Unit, invoice: Invoice, payment: UUID) -> PaymentOutcome:
    return PaymentOutcome(
        Reference(INVOICE, invoice.id, invoice.number),
        payment,
        invoice.currency,
        invoice.paid,
        invoice.payable - invoice.credited - invoice.paid,
        _suggestion(unit.connection, invoice.id),
    )


def _suggestion(connection: sqlite3.Connection, invoice: UUID) -> StageSuggestion | None:
    """Return the next stage of the pipeline for the deal of a paid invoice (FEATURES INV-09).

    None where the invoice is not paid, has no deal, or the deal is over.
    """
    row = connection.execute(
        "SELECT d.id, d.title, d.stage_id, i.status_id FROM invoice i JOIN deal d "
        "ON d.id = i.deal_id WHERE i.id = ? AND d.deleted_at IS NULL AND d.stage_id IS NOT NULL",
        (invoice.bytes,),
    ).fetchone()
    if row is None or meaning_of(connection, key_in(row[3])) != PAID:
        return None
    stages = read_stage_views(connection)
    place = [one.id for one in stages].index(key_in(row[2]))
    present = stages[place]
    ahead = (one for one in stages[place + 1 :] if one.pipeline == present.pipeline)
    following = next((one for one in ahead if one.is_active and one.meaning != LOST), None)
    if present.meaning != IN_PROGRESS or following is None:
        return None
    return StageSuggestion(Reference("deal", key_in(row[0]), row[1]), following)


def _method(context: Context, unit: Unit, typed: str) -> UUID | None:
    """Return the payment method that somebody named by code or label. Raises BadInput."""
    from services.records.coercion import Coercion

    if not typed:
        return None
    field = context.fields.get(INVOICE, "payment_method")
    found: UUID | None = Coercion(context, unit.connection).value(field, typed)
    return found

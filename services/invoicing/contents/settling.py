"""What follows when a quote, an invoice or an own company is written, in whatever way.

A form, a line of products, the shell or a bulk change: the document takes what is usual where
nothing is said, copies payer and payee from their cards, and keeps its totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

from domain.dates.calendar_names import full_day
from domain.errors import BadInput
from domain.exchange import Rates
from domain.i18n import _, language
from domain.invoicing.content import allowances_in, allowances_out
from domain.invoicing.kinds import DRAFT, LANGUAGES, QUOTE
from domain.records.fields import FieldType
from services.context import Context
from services.currencies.rates import missing_rate, rates_within
from services.invoicing.contents.parties import payee_from_settings, payer_from_cards
from services.invoicing.contents.totals import keep_totals
from services.invoicing.statuses import status_id
from services.settings import BASE_CURRENCY, get_setting

if TYPE_CHECKING:
    from storage.tables import Invoice, OwnCompany, Quote
    from storage.unit import Unit

QUOTE_DAYS: Final = 14
"""How long a quote holds unless something else is said."""

PAYMENT_DAYS: Final = 7
"""In how many days an invoice is to be paid where there is no own company to say so."""


def new_document(context: Context, unit: Unit, kind: str) -> dict[str, object]:
    """Return what a new document has before anything is said of it."""
    from storage.tables import OwnCompany

    key = default_own_company(unit)
    own = unit.get(OwnCompany, key) if key else None
    today = context.now().date()
    values: dict[str, object] = {"day": today, "status_id": status_id(kind, DRAFT)}
    if own is not None:
        values |= _of_own(own)
    return values | _last_day(kind, today, own)


def _last_day(kind: str, day: date, own: OwnCompany | None) -> dict[str, object]:
    """Return until when an invoice of a day is to be paid, or a quote holds, as is usual."""
    if kind == QUOTE:
        return {"valid_until": day + timedelta(days=QUOTE_DAYS)}
    days = own.payment_days if own is not None else PAYMENT_DAYS
    return {"due_on": day + timedelta(days=days)}


def _of_own(own: OwnCompany) -> dict[str, object]:
    """Return what documents of an own company have unless something else is said (exam A13)."""
    return {
        "own_company_id": own.id,
        "currency": own.currency,
        "tax_mode": own.tax_mode,
        "language": own.language,
        "template": own.template,
        "payment_method_id": own.payment_method_id,
        "notes": own.notes,
    }


def default_own_company(unit: Unit) -> UUID | None:
    """Return the key of the own company in whose name documents are made, None without any."""
    row = unit.connection.execute(
        "SELECT id FROM own_company WHERE deleted_at IS NULL ORDER BY NOT is_default, id LIMIT 1"
    ).fetchone()
    return UUID(bytes=row[0]) if row else None


def settle_own_company(unit: Unit, own: OwnCompany) -> None:
    """Let one own company be the default: the one just written, where it says so."""
    from sqlmodel import col, select

    from storage.tables import OwnCompany

    unit.session.flush()
    query = select(OwnCompany).where(col(OwnCompany.deleted_at).is_(None))
    others = [one for one in unit.session.exec(query) if one.id != own.id]
    if own.is_default:
        for other in others:
            other.is_default = False
    elif not any(one.is_default for one in others):
        own.is_default = True


def settle_document(
    context: Context,
    unit: Unit,
    kind: str,
    document: Invoice | Quote,
    written: Mapping[str, object],
    currency: str,
    *,
    is_new: bool,
) -> None:
    """Do what follows from what was written into a document, whose `currency` was this one.

    Raises BadInput where that does not go together, such as a due day before that of the invoice,
    NotAllowed where the status of an issued
    document would be that of a draft.
    """
    from services.invoicing.issuing import settle_status

    unit.session.flush()
    if not document.issued_at:
        if is_new:
            _take_own_company(unit, kind, document, written)
        _take_terms(context, unit, document)
    if "due" in written:
        _check_due(cast("Invoice", document))
    take_parties(context, unit, document, written, is_new=is_new)
    _take_currency(context, unit, kind, document)
    convert_whole(context, unit, document, currency, written)
    keep_totals(unit, kind, document)
    if "status" in written:
        settle_status(context, unit, kind, document)


def _check_due(invoice: Invoice) -> None:
    day = invoice.day
    if invoice.due_on is not None and invoice.due_on < day:
        said = _("The invoice is of {day}: it cannot be due before that.")
        raise BadInput(said.format(day=full_day(day.day, day.month, day.year)), "due")


def settle_lines(context: Context, unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Bring lines that were just written into the currency of their document, and sum them up.

    Raises BadInput where no rate tells what a currency costs.
    """
    unit.session.flush()
    _take_currency(context, unit, kind, document)
    keep_totals(unit, kind, document)


def _take_own_company(
    unit: Unit, kind: str, document: Invoice | Quote, written: Mapping[str, object]
) -> None:
    """Give a new document what is usual with its own company, on its day, where nothing is said."""
    from storage.tables import OwnCompany

    own = unit.get(OwnCompany, document.own_company_id) if document.own_company_id else None
    usual = _last_day(kind, document.day, own)
    if own is not None and "own_company" in written:
        usual |= _of_own(own)
    fields = {"payment_method_id": "payment_method", "due_on": "due"}
    for column, value in usual.items():
        if fields.get(column, column) not in written:
            setattr(document, column, value)


def _take_terms(context: Context, unit: Unit, document: Invoice | Quote) -> None:
    """Fill in currency and language where nobody has said them."""
    if not document.currency:
        document.currency = get_setting(context, BASE_CURRENCY, unit.connection)
    if not document.language:
        document.language = language() if language() in LANGUAGES else "en"


def take_parties(
    context: Context,
    unit: Unit,
    document: Invoice | Quote,
    written: Mapping[str, object],
    *,
    is_new: bool = False,
) -> None:
    """Copy payer and payee from their cards, where another one was named (FEATURES INV-04)."""
    connection = unit.connection
    if is_new or written.keys() & {"company", "contact"}:
        payer, chosen = payer_from_cards(
            context, connection, document.company_id, document.contact_id, document.requisites_id
        )
        document.payer, document.requisites_id = payer.to_json(), chosen
    if is_new or "own_company" in written:
        payee, chosen = payee_from_settings(
            context, connection, document.own_company_id, document.payee_requisites_id
        )
        document.payee, document.payee_requisites_id = payee.to_json(), chosen


def take_payee(context: Context, unit: Unit, document: Invoice | Quote) -> None:
    """Let a document that was made before there were own companies say who is paid."""
    if document.own_company_id is None and (own := default_own_company(unit)):
        document.own_company_id = own
        take_parties(context, unit, document, {"own_company": own})


def _take_currency(context: Context, unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Bring lines that are in other currencies into that of the document (FEATURES CUR-03)."""
    from services.parts.rows import rows_of

    into, day = document.currency, document.day
    rates: Rates | None = None
    for row in rows_of(unit, kind, document.id, FieldType.LINE_ITEM):
        if row.currency not in ("", into):
            rates = rates or rates_within(unit.connection, day)
            for column in ("price", "list_price", "purchase_price", "other_price"):
                if (value := getattr(row, column)) is not None:
                    price = rates.convert_price(value, row.currency, into, day)
                    setattr(row, column, _found(context, price, row.currency, into, day))
            if row.discount_is_amount and row.discount is not None:
                row.discount = _converted(context, rates, row.discount, row.currency, into, day)
            row.allowances = _changes_in(context, rates, row.allowances, row.currency, document)
        row.currency = into
    unit.session.flush()


def convert_whole(
    context: Context,
    unit: Unit,
    document: Invoice | Quote,
    currency: str,
    written: Mapping[str, object],
) -> None:
    """Bring what is said of the whole from a currency into that of the document (FEATURES CUR-03).

    The rounding of the payment has no sense in another one. Raises BadInput without a rate.
    """
    into, day = document.currency, document.day
    if currency in ("", into):
        return
    rates = rates_within(unit.connection, day)
    document.allowances = _changes_in(context, rates, document.allowances, currency, document)
    document.rounding = Decimal(0)
    if "prepaid" not in written:
        document.prepaid = _converted(context, rates, document.prepaid, currency, into, day)
    unit.session.flush()


def _changes_in(
    context: Context, rates: Rates, text: str, currency: str, document: Invoice | Quote
) -> str:
    """Return allowances and charges as they are kept, in the currency of their document."""

    def converted(amount: Decimal | None) -> Decimal | None:
        if amount is None:
            return None
        return _converted(context, rates, amount, currency, document.currency, document.day)

    return allowances_out([one.with_amounts(converted) for one in allowances_in(text)])


def _converted(
    context: Context, rates: Rates, amount: Decimal, currency: str, into: str, day: date
) -> Decimal:
    return _found(context, rates.convert(amount, currency, into, day), currency, into, day)


def _found(context: Context, found: Decimal | None, currency: str, into: str, day: date) -> Decimal:
    """Return what an amount was converted to. Raises BadInput where no rate told it."""
    if found is None:
        raise BadInput(missing_rate(context, currency, into, day), "currency")
    return found

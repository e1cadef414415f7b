"""Makes quotes and invoices: from a deal, a quote, a client, from another one or from nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from domain.errors import BadInput, Cancelled
from domain.i18n import _
from domain.ids import new_id
from domain.invoicing.kinds import INVOICE, QUOTE, TAX_EXCLUSIVE
from domain.records.fields import FieldType
from domain.records.references import Reference
from services.context import Context
from services.invoicing.contents.settling import convert_whole, settle_lines, take_parties
from services.invoicing.contents.terms import take_location
from services.invoicing.contents.totals import keep_totals, lines_within, terms_of
from services.invoicing.issuing import document_within, issue_within
from services.records.use_cases import add_within, existing_within, load_writing

if TYPE_CHECKING:
    from storage.tables import Deal, Invoice, Quote
    from storage.unit import Unit

SOURCES: Final = ("deal", QUOTE, INVOICE, "company", "contact")
"""The kinds of records from which documents are made."""

_TERMS: Final = (
    *("company_id", "contact_id", "deal_id", "own_company_id"),
    *("payer", "payee", "requisites_id", "payee_requisites_id", "tax_mode"),
    *("tax_shown", "allowances", "location_id", "taxes", "rounding", "language", "template"),
    *("payment_method_id", "notes"),
)
"""Columns that a document made from another one takes over, beside its products."""


def make_document(
    context: Context,
    kind: str,
    source: Reference | None = None,
    data: Mapping[str, object] | None = None,
    *,
    location: UUID | None = None,
    whole: bool = False,
    issue: bool = False,
) -> UUID:
    """Make a draft of a quote or an invoice, and return its key; with `issue` it is issued at once.

    From a deal it takes the client and the products, from another document all it says; from a
    contact the company for which they work as well. `data` are fields as `add_record` takes them,
    and go before those. `location` is where the payer is. With `whole` the amount of a deal is the
    line of a deal that has no products with a price. Raises BadInput, naming the field, and
    NotFound; nothing is made then.
    """
    load_writing()
    verb = f"issue_{kind}" if issue else f"add_{kind}"
    with context.database.write(context.actor, verb) as unit:
        key = make_within(context, unit, kind, source, data or {}, whole=whole)
        document = document_within(unit, kind, key)
        if location is not None:
            take_location(context, unit, document, location)
            keep_totals(unit, kind, document)
        if issue:
            issue_within(context, unit, kind, document)
        return key


def make_documents(
    context: Context,
    kind: str,
    sources: Sequence[Reference],
    progress: Callable[[int, int], object] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[UUID]:
    """Make a draft of each of several records, all in one step; return the keys in their order.

    One of the same kind gives its successor, as `copy_document`; the amount of a deal without
    products is its line. Raises as `make_document`, and Cancelled; nothing is made then.
    """
    load_writing()
    keys: list[UUID] = []
    with context.database.write(context.actor, f"add_{kind}") as unit:
        for source in sources:
            if is_cancelled is not None and is_cancelled():
                raise Cancelled(_("Ended. Nothing was changed."))
            keys.append(make_within(context, unit, kind, source, {}, whole=True))
            if progress is not None:
                progress(len(keys), len(sources))
    return keys


def make_within(
    context: Context,
    unit: Unit,
    kind: str,
    source: Reference | None,
    data: Mapping[str, object],
    *,
    whole: bool = False,
) -> UUID:
    """Make a draft as part of a larger use case. See `make_document`."""
    values = dict(values_from(unit, kind, source)) if source is not None else {}
    key = add_within(context, unit, kind, values | dict(data))
    unit.session.flush()
    document = document_within(unit, kind, key)
    if source is None:
        return key
    if source.kind in (QUOTE, INVOICE):
        _take_terms(context, unit, document, document_within(unit, source.kind, source.id), data)
    if source.kind in ("deal", QUOTE, INVOICE) and "products" not in data:
        copy_lines(unit, (source.kind, source.id), (kind, key))
        if whole and source.kind == "deal":
            _add_whole(unit, source.id, (kind, key))
    if source.kind == "deal" and "tax_mode" not in data and _is_taxed(unit, kind, key):
        document.tax_mode = TAX_EXCLUSIVE  # the taxes of a deal come on top of its prices
    settle_lines(context, unit, kind, document)
    return key


def _is_taxed(unit: Unit, kind: str, key: UUID) -> bool:
    """Say whether it matters for the lines of a document if prices contain the tax."""
    return any(line.tax or line.taxes for line in lines_within(unit, kind, key))


def values_from(unit: Unit, kind: str, source: Reference) -> Mapping[str, object]:
    """Return the fields that a new document takes from what it is made from. Raises NotFound."""
    if source.kind not in SOURCES:
        raise BadInput(
            _("Quotes and invoices are made from: {kinds}.").format(kinds=", ".join(SOURCES))
        )
    row: Any = existing_within(unit, source.kind, source.id)
    match source.kind:
        case "company":
            return {"company": str(source.id)}
        case "contact":
            return {"contact": str(source.id), "company": _works_for(unit, source.id)}
        case "deal":
            return _of_deal(unit, row)
    values = {"subject": row.subject, "currency": row.currency}
    if kind == INVOICE and source.kind == QUOTE:
        values["quote"] = str(row.id)
    return values


def copy_lines(unit: Unit, source: tuple[str, UUID], target: tuple[str, UUID]) -> None:
    """Copy the lines of a record to another one, behind those that it has, with all they keep."""
    connection = unit.connection
    rows = connection.execute(
        "SELECT * FROM line_item WHERE record_kind = ? AND record_id = ? ORDER BY sort, id",
        (source[0], source[1].bytes),
    )
    names = [column[0] for column in rows.description]
    copied = [dict(zip(names, row, strict=True)) for row in rows]
    first = _next_sort(unit, target)
    own = {"record_kind": target[0], "record_id": target[1].bytes, "credits": None}
    unit.insert_many(
        "line_item",
        [
            row | own | {"id": new_id().bytes, "sort": first + place}
            for place, row in enumerate(copied)
        ],
    )


def _add_whole(unit: Unit, deal: UUID, target: tuple[str, UUID]) -> None:
    """Add the amount of a deal as a line, unless its products tell it."""
    from services.deals.summing import has_prices
    from storage.tables import Deal, LineItem

    row = cast("Deal", unit.get(Deal, deal))
    if not row.amount or has_prices(unit.connection, deal):
        return
    unit.add(
        LineItem(
            record_kind=target[0],
            record_id=target[1],
            sort=_next_sort(unit, target),
            name=row.title,
            quantity=Decimal(1),
            price=row.amount,
            currency=row.currency,
        )
    )


def _next_sort(unit: Unit, record: tuple[str, UUID]) -> int:
    """Return the place behind the lines that a record has."""
    (place,) = unit.connection.execute(
        "SELECT coalesce(max(sort) + 1, 0) FROM line_item WHERE record_kind = ? AND record_id = ?",
        (record[0], record[1].bytes),
    ).fetchone()
    return int(place)


def copy_document(context: Context, kind: str, key: UUID) -> UUID:
    """Make a draft that says what a document says, of today, and return its key."""
    return make_document(context, kind, Reference(kind, key, ""))


def make_deal(context: Context, quote: UUID) -> UUID:
    """Make a deal of what a quote offers, to which it then belongs; return its key.

    Prices with tax, and discounts on the whole, become what the lines of a deal can say, so that
    the sum of the deal is that of the quote, or the nearest that there is without tax in prices.
    Raises BadInput where the quote belongs to a deal already, and NotFound.
    """
    load_writing()
    from services.deals.summing import settle_sum

    with context.database.write(context.actor, "add_deal") as unit:
        row = cast("Quote", document_within(unit, QUOTE, quote))
        if row.deal_id is not None:
            raise BadInput(_("The quote belongs to a deal already."), "deal")
        data: dict[str, object] = {
            "title": row.subject or row.number or _("Deal from a quote"),
            "currency": row.currency,
            "company": str(row.company_id) if row.company_id else None,
            "contacts": [str(row.contact_id)] if row.contact_id else [],
        }
        deal = add_within(context, unit, "deal", data)
        unit.session.flush()
        _copy_priced(unit, row, deal)
        settle_sum(context, unit, deal)
        row.deal_id = deal
        return deal


def _copy_priced(unit: Unit, quote: Quote, deal: UUID) -> None:
    """Copy the lines of a quote to a deal, with what the quote says of the whole."""
    from domain.calculation.kept import calculation_of, items_of
    from domain.calculation.solving import without_terms
    from services.parts.rows import write_parts

    lines, terms = lines_within(unit, QUOTE, quote.id), terms_of(quote)
    if not terms.allowances_charges and not terms.prices_include_tax:
        copy_lines(unit, (QUOTE, quote.id), ("deal", deal))
        return
    items = items_of(without_terms(calculation_of(lines, terms)), lines)
    copies = [replace(item, id=None) for item in items]
    write_parts(unit, "deal", deal, FieldType.LINE_ITEM, copies)


def _of_deal(unit: Unit, deal: Deal) -> Mapping[str, object]:
    row = unit.connection.execute(
        "SELECT l.contact_id FROM deal_contact l JOIN contact c ON c.id = l.contact_id "
        "WHERE l.deal_id = ? AND c.deleted_at IS NULL ORDER BY l.sort, l.id LIMIT 1",
        (deal.id.bytes,),
    ).fetchone()
    contact = UUID(bytes=row[0]) if row else None
    company = deal.company_id or (_key(_works_for(unit, contact)) if contact else None)
    values: dict[str, object] = {
        "deal": str(deal.id),
        "subject": deal.title,
        "company": str(company) if company else None,
        "contact": str(contact) if contact else None,
    }
    return values | ({"currency": deal.currency} if deal.currency else {})


def _works_for(unit: Unit, contact: UUID) -> str | None:
    """Return the key of the main company of a contact, None without one."""
    row = unit.connection.execute(
        "SELECT w.company_id FROM contact_company w JOIN company c ON c.id = w.company_id "
        "WHERE w.contact_id = ? AND c.deleted_at IS NULL ORDER BY w.sort, w.id LIMIT 1",
        (contact.bytes,),
    ).fetchone()
    return str(UUID(bytes=row[0])) if row else None


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _take_terms(
    context: Context,
    unit: Unit,
    document: Invoice | Quote,
    source: Invoice | Quote,
    data: Mapping[str, object],
) -> None:
    """Let a document say what another one says of the whole, but for what `data` has said.

    That goes for clients and deals in the bin, too.
    """
    said = set(data)
    if said & {"company", "contact"}:
        said |= {"payer", "requisites"} | ({"contact"} if "company" in said else set())
    if "own_company" in said:
        said |= {"payee", "payee_requisites"}
    for column in _TERMS:
        if column.removesuffix("_id") not in said:
            setattr(document, column, getattr(source, column))
    unit.session.flush()
    if "payer" in said:
        take_parties(context, unit, document, data)
    convert_whole(context, unit, document, source.currency, data)
